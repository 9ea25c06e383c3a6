"""Whether one place lies in another: yes, no, or not to be told from what was named. No tolerance around a city."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from jobfinder.domain.areas import area_in_area, country_in_area, is_worldwide
from jobfinder.domain.facts import Place
from jobfinder.domain.text import fold


@lru_cache(maxsize=8192)
def lies_in(inner: Place, outer: Place) -> bool | None:
    """Return whether `inner` lies in `outer`; None where `inner` is named too roughly to tell, or nothing is named.

    Berlin lies in Germany; Germany may or may not mean Berlin (None); Portland, Maine is not in Oregon.
    """
    if inner == Place() or outer == Place():
        return None
    answers = (_in_area(inner, outer), _in_country(inner, outer), _in_region(inner, outer), _in_city(inner, outer))
    if False in answers:
        return False
    return None if None in answers else True


def _in_area(inner: Place, outer: Place) -> bool | None:
    if not outer.area or is_worldwide(outer.area):
        return True
    if inner.country:
        return country_in_area(inner.country, outer.area)
    return area_in_area(inner.area, outer.area) if inner.area else None


def _in_country(inner: Place, outer: Place) -> bool | None:
    if not outer.country:
        return True
    if inner.country:
        return inner.country == outer.country
    outside = inner.area and country_in_area(outer.country, inner.area) is False
    return False if outside else None


def _in_region(inner: Place, outer: Place) -> bool | None:
    if not outer.region:
        return True
    if inner.region:
        return fold(inner.region) == fold(outer.region)
    return True if outer.city and _in_city(inner, outer) else None  # a city is rarely named with its region


def _in_city(inner: Place, outer: Place) -> bool | None:
    if not outer.city:
        return True
    return fold(inner.city) == fold(outer.city) if inner.city else None


def lies_in_any(inner: Place, outers: Iterable[Place]) -> bool | None:
    """Return True if the place lies in one of the others, False if in none, None where it cannot be told."""
    answers = [lies_in(inner, outer) for outer in outers]
    return True if True in answers else None if None in answers or not answers else False
