"""A place in a person's words as a Place."""

from __future__ import annotations

from typing import Any

from jobfinder.domain.facts import Place
from jobfinder.domain.reading.location import parse_location


def read_place(written: str) -> dict[str, Any]:
    """Return the fields of the place that `written` names ("Berlin, Germany"). Raises ValueError for an unknown one."""
    place = find_place(written)
    if place is None:
        raise ValueError("names no place I know; write {city: ..., country: DE} with the country's two-letter code")
    return {"city": place.city, "region": place.region, "country": place.country, "area": place.area}


def find_place(written: str) -> Place | None:
    """Return the first place that `written` names, None where it names none."""
    found = parse_location(written)
    return found[0].place if found else None
