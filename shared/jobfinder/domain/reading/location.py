"""Parses the words of a location field into places, each with where it stands: "Portland, ME", "US, CA, Santa Clara".

A field is cut into parts; each part has its possible readings (city, region, country, area), and neighbouring parts
are put together as long as one reading of all of them is consistent. Linear but for the handful of parts in one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from jobfinder.domain.facts import Place
from jobfinder.domain.reading import gazetteer
from jobfinder.domain.reading.gazetteer import Region
from jobfinder.domain.reading.location_parts import KNOWN_CITY, Part, parts
from jobfinder.domain.text import fold, regex

_LONGEST = 2_000  # characters of the location fields together that are read
_BETWEEN_PLACES = regex(  # but for the slash of "Curitiba/PR"
    r"[;|•·\n、]|/(?!(?<=(?-i:[^\W\d_A-Z])/)(?-i:[A-Z]{2})\b)|\s(?:or|and|oder|und|ou|et|y|o|e|plus)\s|\s[&+]\s",
    re.IGNORECASE,
)
_BETWEEN_FIELDS = regex(r"[;|•·\n、]")
_REMOTE = regex(
    r"\b(?:remote(?:ly)?|work from home|wfh|home[- ]?(?:based|office)|telework|teletrabajo|anywhere|distributed|virtual"
    r"|remoto|a distancia|teletravail|homeoffice|zdalna|fernarbeit)\b|远程|リモート|재택"
)
_STATES_THAT_ARE_CITIES = frozenset({"new york", "washington", "la"})
_REGIONS_THAT_ARE_CITIES = frozenset({"Beijing", "Shanghai", "Tianjin", "Chongqing", "Tokyo"})  # whatever the district
_CITY_STATES = {"SG": "Singapore", "HK": "Hong Kong", "MO": "Macau", "MC": "Monaco"}
_LIKELY_BOTH = frozenset({"CA", "DE", "IN", "CO", "ID", "IL", "AR", "SA", "NL", "PE", "BR", "PR"})
_STATE_COUNTRIES = frozenset({"US", "CA", "AU"})
_MOST_PARTS = 5  # parts of one place; their readings are tried together
_KNOWN_TOWN = 2  # size class: 15,000 people and more


class Found(NamedTuple):
    """A place and where in the field it was named; `remote` says that the words beside it speak of remote work."""

    place: Place
    start: int
    end: int
    remote: bool = False


class _Reading(NamedTuple):
    """What several parts mean together; `doubt` counts how far from the usual meaning they had to be read."""

    city: str = ""
    region: Region | None = None
    country: str = ""
    area: str = ""
    size: int = 0
    doubt: int = 0
    named: tuple[Part, ...] = ()

    def place(self) -> Place:
        city = _CITY_STATES.get(self.country, self.city)
        if self.city and self.region and self.region.name in _REGIONS_THAT_ARE_CITIES:
            city = self.region.name
        region = "" if self.country in _CITY_STATES or self.region is None else self.region.name
        area = "" if self.country else self.area
        return Place(city=city, region=region, country=self.country, area=area)


@lru_cache(maxsize=2048)
def parse_location(text: str, country: str = "") -> tuple[Found, ...]:
    """Return the places that a location field names, in its order; `country` (alpha-2) settles what is ambiguous."""
    text = text[:_LONGEST]
    found: list[Found] = []
    for start, end in _chunks(text):
        if not text[start:end].strip():
            continue
        remote = says_remote(_alternatives(text, start, end))
        found += (each._replace(remote=remote) for each in _places(text[start:end], start, country))
    return tuple(dict.fromkeys(found))


def says_remote(text: str) -> bool:
    """Return whether a location field speaks of remote work."""
    return _REMOTE.search(fold(text)) is not None


def _alternatives(text: str, start: int, end: int) -> str:
    """Return the chunk with those joined to it by "or", "and" or "/": "Remote (US or Canada)" is remote in both."""
    low = max((mark.end() for mark in _BETWEEN_FIELDS.finditer(text, 0, start)), default=0)
    after = _BETWEEN_FIELDS.search(text, end)
    return text[low : after.start() if after else len(text)]


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans between "or", ";", "/" and the like, unless the whole is one name ("UK & Ireland")."""
    if gazetteer.area(text) or gazetteer.country(text):
        yield 0, len(text)
        return
    start = 0
    for mark in _BETWEEN_PLACES.finditer(text):
        yield start, mark.start()
        start = mark.end()
    yield start, len(text)


def _places(chunk: str, offset: int, country: str) -> Iterator[Found]:
    group: list[Part] = []
    best: _Reading | None = None
    for part in parts(chunk):
        longer = _read([*group, part], country) if len(group) < _MOST_PARTS else None
        if longer is None and group:
            yield from _found(group, best, offset)
            group, longer = [], _read([part], country)
        group, best = [*group, part], longer
    yield from _found(group, best, offset)


def _found(group: Sequence[Part], reading: _Reading | None, offset: int) -> Iterator[Found]:
    if reading is None or (place := reading.place()) == Place():
        return
    first, last = reading.named[0], reading.named[-1]
    yield Found(place, offset + first.start, offset + last.start + len(last.text))


def _read(parts: Sequence[Part], country: str) -> _Reading | None:
    """Return the least doubtful consistent reading of the parts as one place, or None if there is none."""
    best: _Reading | None = None
    options = [_slots(part, alone=len(parts) == 1) for part in parts]
    if all(len(each) == 1 and each[0][1] == "unlisted" for each in options):
        return _Reading() if len(parts) == 1 else None
    for slots in product(*options):
        reading = _consistent(parts, [slot for _, slot in slots], sum(doubt for doubt, _ in slots), country)
        if reading and (best is None or (reading.doubt, -reading.size) < (best.doubt, -best.size)):
            best = reading
    return best


def _slots(part: Part, *, alone: bool) -> list[tuple[int, str]]:
    """Return the readings of a part, each with its doubt: 0 for what people mean by the name alone."""
    if not part.listed:
        return [(0, "unlisted")]
    if part.is_code:
        return _slots_of_code(part, alone=alone)
    order = [slot for slot in ("area", "country", "region", "city") if _has(part, slot)]
    if "region" in order and "country" in order:  # Georgia
        order = ["region", "country", *(["city"] if part.cities else [])]
    elif "region" in order and "city" in order and _is_rather_a_city(part):
        order = ["city", "region"]
    elif "area" in order and "city" in order and "country" not in order:
        order = ["area"]
    if part.cities and not alone:
        order.append("unlisted")
    return [(rank * 2 if slot != "unlisted" else 20, slot) for rank, slot in enumerate(order)]


def _slots_of_code(part: Part, *, alone: bool) -> list[tuple[int, str]]:
    if alone and part.text in _LIKELY_BOTH and part.regions and part.country:
        return [(0, "ambiguous")]
    has_state = any(region.country == "US" for region in part.regions)
    if alone and part.regions and part.country and not has_state:
        return [(0, "country")]
    slots = [(2 if slot == "country" and has_state else 0, slot) for slot in ("region", "country") if _has(part, slot)]
    return [(0, "region"), *slots] if part.local_regions and not part.regions and not alone else slots


def _has(part: Part, slot: str) -> bool:
    return bool({"area": part.area, "country": part.country, "region": part.regions, "city": part.cities}[slot])


def _is_rather_a_city(part: Part) -> bool:
    if any(region.country in _STATE_COUNTRIES for region in part.regions):
        return gazetteer.place_key(part.text) in _STATES_THAT_ARE_CITIES
    home = {region.country for region in part.regions}
    return any(city.country in home and city.size >= KNOWN_CITY for city in part.cities)


def _consistent(parts: Sequence[Part], slots: Sequence[str], doubt: int, country: str) -> _Reading | None:
    by_slot: dict[str, list[Part]] = {}
    for part, slot in zip(parts, slots, strict=True):
        by_slot.setdefault(slot, []).append(part)
    named = tuple(part for part in parts if part.listed)
    if "ambiguous" in by_slot:
        return _Reading(country=country, named=named) if country else _Reading()
    countries = {part.country for part in by_slot.get("country", ())}
    if len({part.text for part in by_slot.get("country", ())}) < len(by_slot.get("country", ())):
        return None  # "Luxembourg, Luxembourg": the first is the city
    areas = {part.area for part in by_slot.get("area", ())}
    if len(countries) > 1 or len(areas) > 1 or len(by_slot.get("city", ())) > 1:
        return None
    stated = next(iter(countries), "")
    region = _region(by_slot.get("region", ()), stated or country, by_slot.get("city", ()))
    if "region" in by_slot and region is None:
        return None
    if stated and region and region.country != stated:
        return None
    if len(by_slot.get("region", ())) > 1 and any(_names_a_city_of(part, region) for part in by_slot["region"]):
        return None  # "Québec, QC": the first is the city
    known = stated or (region.country if region else "")
    reading = _Reading(region=region, country=known, area=next(iter(areas), ""), doubt=doubt, named=named)
    if "city" in by_slot:
        if any(part.listed or not part.is_town for part in by_slot.get("unlisted", ())):
            return None
        return _with_city(reading, by_slot["city"][0], country)
    return _with_unlisted(reading, parts, slots, by_slot.get("unlisted", ()))


def _names_a_city_of(part: Part, region: Region | None) -> bool:
    return region is not None and any(
        (city.country, city.admin1) == (region.country, region.admin1) for city in part.cities
    )


def _region(parts: Sequence[Part], country: str, cities: Sequence[Part]) -> Region | None:
    """Return the region that all these parts can name: of the stated country, else one that holds the city."""
    within = {(city.country, city.admin1) for part in cities for city in part.cities}
    options = [
        (*part.regions, *(each for each in part.local_regions if (each.country, each.admin1) in within))
        for part in parts
    ]
    fitting = [each for each in (options[0] if options else ()) if all(each in others for others in options[1:])]
    return min(
        fitting, key=lambda each: ((each.country, each.admin1) not in within, each.country != country), default=None
    )


def _with_city(reading: _Reading, part: Part, hint: str) -> _Reading | None:
    candidates = [city for city in part.cities if reading.country in {"", city.country}]
    if reading.region:
        candidates = [city for city in candidates if city.admin1 == reading.region.admin1]
    elif not reading.country and hint:
        candidates = [city for city in candidates if city.country == hint] or candidates
    if not candidates:
        return None
    city = candidates[0]
    if part.country not in {"", city.country} and not reading.region:
        return None  # "Brazil, Colombia" is not the town of Colômbia in Brazil
    region = reading.region
    if region is None and (name := gazetteer.region_name(city.country, city.admin1)):
        region = Region(name, city.country, city.admin1)
    penalty = 3 if reading.region and part is not reading.named[0] and city.size < _KNOWN_TOWN else 0
    return reading._replace(
        city=city.name,
        region=region,
        country=city.country,
        size=city.size,
        doubt=reading.doubt + penalty,
    )


def _with_unlisted(
    reading: _Reading, parts: Sequence[Part], slots: Sequence[str], unlisted: Sequence[Part]
) -> _Reading | None:
    """Return the reading with the name the gazetteer lacks as its city, if a region or country follows the name."""
    if not unlisted:
        return reading
    at = slots.index("unlisted")
    town = parts[at]
    if not town.is_town:
        return reading
    follows = parts[at + 1] if at + 1 < len(parts) else None
    again = follows is not None and any(part.text == follows.text for part in parts[at + 2 :])
    if town.listed and (follows is None or not follows.regions or (follows.cities and not again)):
        return None  # "London, New York" are two cities, "Keyport, Washington, Washington" is one
    if town.listed and follows and follows.start == town.start + len(town.text) + 1:
        return None  # "London/NY" are two places
    if at == 0 and follows is not None and follows.listed and town.text[:1].isupper():
        return reading._replace(city=town.text, named=(town, *(part for part in parts if part.listed and part != town)))
    return reading
