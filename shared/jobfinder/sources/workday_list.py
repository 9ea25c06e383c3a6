"""How a Workday list is asked for: 20 postings by POST at a time, and value by value of a facet where it is too long.

Only the first page says how many postings there are, so each request carries that number on, in its fragment, which is
not sent. Where a tenant stops counting at 2,000, the list is divided by a facet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import msgspec
from msgspec import Struct

from jobfinder.ports import Board, Request

_PAGE_ROWS = 20  # the most the site gives at once
_MOST_LISTED = 2_000
_MOST_VALUES = 150  # of a facet: its ids of 32 digits travel in the request


class _Value(Struct, gc=False):
    id: str | None = None
    count: int | None = None


class _Facet(Struct, rename="camel", gc=False):
    facet_parameter: str | None = None
    values: list[_Value] | None = None


_FACETS = msgspec.json.Decoder(list[_Facet])


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run is: how many postings the list has, and the facet it is divided by, with the values still to come."""

    offset: int = 0
    total: int = 0
    facet: str = ""
    value: str = ""
    left: tuple[str, ...] = ()


def page_request(board: Board, place: Place) -> Request:
    """Return the request for the postings at a place of a run."""
    facets = {place.facet: [place.value]} if place.facet else {}
    asks = {"appliedFacets": facets, "limit": _PAGE_ROWS, "offset": place.offset, "searchText": ""}
    carried = {"of": place.total, "facet": place.facet, "value": place.value, "left": ",".join(place.left)}
    said = urlencode({name: value for name, value in carried.items() if value})
    return Request(
        url=f"{api_of(board)}/jobs" + (f"#{said}" if said else ""),
        method="POST",
        body=msgspec.json.encode(asks),
        headers=(("Content-Type", "application/json"), ("Accept", "application/json")),
    )


def place_of(request: Request) -> Place:
    """Return the place that a request was made for."""
    carried = {name: values[0] for name, values in parse_qs(urlsplit(request.url).fragment).items()}
    try:
        offset = int(msgspec.json.decode(request.body or b"{}").get("offset", 0))
    except (msgspec.DecodeError, AttributeError, TypeError, ValueError):
        offset = 0
    return Place(
        offset=offset,
        total=int(carried.get("of", "0")),
        facet=carried.get("facet", ""),
        value=carried.get("value", ""),
        left=tuple(filter(None, carried.get("left", "").split(","))),
    )


def following(place: Place, rows: int, facets: Any) -> tuple[Place | None, bool]:
    """Return where to go on, None at the end, and whether all postings are listed then.

    `facets` are those of the answer, decoded or not.
    """
    if place.total >= _MOST_LISTED and not place.facet and place.offset == 0 and (divided := _divided(place, facets)):
        return divided, True
    end = place.offset + rows
    if rows and (end < place.total if place.total else rows == _PAGE_ROWS):
        return replace(place, offset=end), True
    if place.left:
        return Place(facet=place.facet, value=place.left[0], left=place.left[1:]), True
    return None, place.total < _MOST_LISTED or bool(place.facet)


def _divided(place: Place, facets: Any) -> Place | None:
    """Return the beginning of a list by the values of a facet, each short enough, that together name every posting."""
    try:
        is_raw = isinstance(facets, msgspec.Raw)  # it is not where rows of the same answer are broken
        known = _FACETS.decode(facets) if is_raw else msgspec.convert(facets or [], list[_Facet])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    for facet in known:
        values = [value for value in facet.values or () if value.id and value.count]
        counts = [value.count or 0 for value in values]
        short = len(values) <= _MOST_VALUES and max(counts, default=_MOST_LISTED) < _MOST_LISTED
        if facet.facet_parameter and short and sum(counts) >= place.total:
            first, *left = [value.id or "" for value in values]
            return Place(facet=facet.facet_parameter, value=first, left=tuple(left))
    return None


def parts_of(board: Board) -> tuple[str, str, str]:
    """Return the host's first labels, the tenant and the site of a board: "acme.wd5", "acme", "External"."""
    host, _, site = board.id.partition(":")
    return host, quote(host.partition(".")[0], safe=""), quote(site or host, safe="")


def api_of(board: Board) -> str:
    """Return where a site's API answers."""
    host, tenant, site = parts_of(board)
    base = board.endpoint or f"https://{quote(host, safe='.')}.myworkdayjobs.com"
    return f"{base}/wday/cxs/{tenant}/{site}"
