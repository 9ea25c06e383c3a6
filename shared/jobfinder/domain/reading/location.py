"""Parses the words of a location field into places, each with where it stands: "Portland, ME", "US, CA, Santa Clara".

A field is cut into parts; each part has its possible readings (city, region, country, area), and neighbouring parts
are put together as long as one reading of all of them is consistent. Linear but for the handful of parts in one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import product

from jobfinder.domain.facts import Place
from jobfinder.domain.reading import gazetteer
from jobfinder.domain.reading.gazetteer import City, Region
from jobfinder.domain.text import fold

_LONGEST = 400  # characters of one location field that are read
_BETWEEN_PLACES = re.compile(r"[;|/•·\n、]|\s(?:or|and|oder|und|ou|et|y|o|e|plus)\s|\s[&+]\s", re.IGNORECASE)
_BETWEEN_FIELDS = re.compile(r"[;|•·\n、]")
_BETWEEN_PARTS = re.compile(r"[,()\[\]:，（）]|\s[-–—]+\s|[–—]|(?<=\w\w)\.(?=\w)|\s-(?=\w)|(?<=\w)-\s")
_HYPHEN = re.compile(r"-")
_WORD = re.compile(r"[^\s-]+")
_REMOTE = re.compile(
    r"\b(?:remote(?:ly)?|work from home|wfh|home[- ]?(?:based|office)|telework|teletrabajo|anywhere|distributed|virtual"
    r"|remoto|a distancia|teletravail|homeoffice|zdalna|fernarbeit)\b|远程|リモート|재택"
)
# words around a place that are no part of its name
_AROUND = frozenset(
    """remote remotely hybrid onsite on-site office offices hq headquarters headquarter area areas metro metropolitan
    greater region regional local location locations campus based only preferred home work from flexible nationwide any
    various multiple depot plant site sites the in within near of around virtual distributed wfh telework downtown
    centre center central city county district north south east west northern southern eastern western hub field
    friendly first fully full time or and us-based eligible candidates international wide based-in studio lab labs
    branch store warehouse factory main corporate global team employee employees worker workers timezone timezones
    timezone. zone zones state states statewide remoto hibrido presencial sede buro standort deutschlandweit bundesweit
    permanent temporary other all outside inside airport on anywhere worldwide""".split()  # noqa: SIM905
)
_STATES_THAT_ARE_CITIES = frozenset({"new york", "washington", "la"})
_REGIONS_THAT_ARE_CITIES = frozenset({"Beijing", "Shanghai", "Tianjin", "Chongqing", "Tokyo"})  # whatever the district
_CITY_STATES = {"SG": "Singapore", "HK": "Hong Kong", "MO": "Macau", "MC": "Monaco"}
_LIKELY_BOTH = frozenset({"CA", "DE", "IN", "CO", "ID", "IL", "AR", "SA", "NL", "PE", "BR", "PR"})
_STATE_COUNTRIES = frozenset({"US", "CA", "AU"})
_KNOWN_TOWN = 2  # size class: 15,000 people and more
_KNOWN_CITY = 4  # 100,000 people and more
_LONGEST_NAME = 5  # words of a place's name
_NAMES_OF_TWO_LETTERS = frozenset({"US", "LA", "SF", "DC", "EU", "KL"})  # capitals that are a name before a code
_COUNTY = re.compile(r"\b(?:county|parish)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\b\d{1,3}\w?\b")  # longer ones are postal codes
_CODE = re.compile(r"[A-Z]{2,3}")
_UNLISTED_TOWN = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,3}")


@dataclass(frozen=True, slots=True)
class Found:
    """A place and where in the field it was named; `remote` says that the words beside it speak of remote work."""

    place: Place
    start: int
    end: int
    remote: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of a location with its possible readings; `listed` is False for a name the gazetteer lacks."""

    text: str
    start: int
    cities: tuple[City, ...] = ()
    regions: tuple[Region, ...] = ()
    country: str = ""
    area: str = ""
    is_code: bool = False
    is_town: bool = True  # False for a county and the like, which is no city even if one has its name

    @property
    def listed(self) -> bool:
        return bool(self.cities or self.regions or self.country or self.area)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What several parts mean together; `doubt` counts how far from the usual meaning they had to be read."""

    city: str = ""
    region: Region | None = None
    country: str = ""
    area: str = ""
    size: int = 0
    doubt: int = 0
    named: tuple[_Part, ...] = field(default=(), compare=False)

    def place(self) -> Place:
        city = _CITY_STATES.get(self.country, self.city)
        if self.city and self.region and self.region.name in _REGIONS_THAT_ARE_CITIES:
            city = self.region.name
        region = "" if self.country in _CITY_STATES or self.region is None else self.region.name
        area = "" if self.country else self.area
        return Place(city=city, region=region, country=self.country, area=area)


@lru_cache(maxsize=4096)
def parse_location(text: str, country: str = "") -> tuple[Found, ...]:
    """Return the places that a location field names, in its order; `country` (alpha-2) settles what is ambiguous."""
    text = text[:_LONGEST]
    found: list[Found] = []
    for start, end in _chunks(text):
        remote = says_remote(_alternatives(text, start, end))
        found += (replace(each, remote=remote) for each in _places(text[start:end], start, country))
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
    group: list[_Part] = []
    best: _Reading | None = None
    for part in _parts(chunk):
        longer = _read([*group, part], country)
        if longer is None and group:
            yield from _found(group, best, offset)
            group, longer = [], _read([part], country)
        group, best = [*group, part], longer
    yield from _found(group, best, offset)


def _found(group: Sequence[_Part], reading: _Reading | None, offset: int) -> Iterator[Found]:
    if reading is None or (place := reading.place()) == Place():
        return
    first, last = reading.named[0], reading.named[-1]
    yield Found(place, offset + first.start, offset + last.start + len(last.text))


def _parts(chunk: str) -> Iterator[_Part]:
    start = 0
    for mark in _BETWEEN_PARTS.finditer(chunk):
        yield from _part(chunk[start : mark.start()], start)
        start = mark.end()
    yield from _part(chunk[start:], start)


def _part(text: str, start: int) -> Iterator[_Part]:
    """Yield what stands between two separators: one name, or the names found in it, or an unlisted one."""
    start += len(text) - len(text.lstrip())
    text = text.strip(" .-\t")
    if not text:
        return
    words = list(_WORD.finditer(text))
    trimmed = _trimmed(words)
    is_county = _COUNTY.search(text) is not None
    for kept in filter(None, trimmed):
        name = _look_up(text[kept[0].start() : kept[-1].end()], start + kept[0].start())
        if is_county or all(_is_around(word.group()) for word in kept):
            name = replace(name, cities=())  # Orange County is not the city of Orange, "-Friendly" is no town
        elif len(kept) < len(words) and _NUMBER.search(text):  # "Tower 3" is a house, "Praha 5" and "Dublin 2" are not
            name = replace(name, cities=tuple(city for city in name.cities if city.size >= _KNOWN_CITY))
        if name.listed:
            yield name
            return
    if is_county:
        yield _Part(text, start, is_town=False)
    elif not trimmed[-1]:
        yield from (part for part in (_look_up(word.group(), start + word.start()) for word in words) if part.area)
    elif names := list(_names_within(text, trimmed[-1], start)):
        yield from names
    elif len(trimmed) == 1 and _UNLISTED_TOWN.fullmatch(text):
        yield _look_up(text, start)


def _trimmed(words: Sequence[re.Match[str]]) -> list[list[re.Match[str]]]:
    """Return the words, then ever fewer: those at the front and then at the end that are no part of a name."""
    kept = list(words)
    steps = [kept]
    while kept and _is_around(kept[0].group()):
        steps.append(kept := kept[1:])
    while kept and _is_around(kept[-1].group()):
        steps.append(kept := kept[:-1])
    return steps


def _is_around(word: str) -> bool:
    return fold(word).strip(".*") in _AROUND or not any(char.isalpha() for char in word)


def _names_within(text: str, words: Sequence[re.Match[str]], start: int) -> Iterator[_Part]:
    """Yield the longest names found from left to right; a small town's name is not trusted among other words."""
    seen: list[_Part] = []
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
            first, last = words[at], words[at + length - 1]
            part = _look_up(text[first.start() : last.end()], start + first.start())
            if _is_trusted(part, seen):
                seen.append(part)
                yield part
                at += length
                break
        else:
            at += 1


def _is_trusted(part: _Part, seen: Sequence[_Part]) -> bool:
    """Return whether a name among other words is a place: a large one, or a town of the region or country before it."""
    if part.country or part.regions or part.area:
        return True
    within = {region for other in seen for region in other.regions}
    countries = {other.country for other in seen}
    return any(
        (city.exact and city.size >= _KNOWN_CITY)
        or any((region.country, region.admin1) == (city.country, city.admin1) for region in within)
        or (not within and city.country in countries)
        for city in part.cities
    )


@lru_cache(maxsize=4096)
def _meanings(text: str) -> _Part:
    if _CODE.fullmatch(text) and len(text) == len("US") and text not in _NAMES_OF_TWO_LETTERS:
        return _Part(
            text, 0, regions=gazetteer.regions_of_code(text), country=gazetteer.country_of_code(text), is_code=True
        )
    codes = gazetteer.regions_of_code(text) if _CODE.fullmatch(text) else ()
    return _Part(
        text,
        0,
        cities=gazetteer.cities(text) if _may_be_a_city(text) else (),
        regions=gazetteer.regions(text) or codes,
        country=gazetteer.country(text),
        area=gazetteer.area(text),
    )


def _may_be_a_city(text: str) -> bool:
    return len(text) > len("US") or text in _NAMES_OF_TWO_LETTERS or not text.isascii()


def _look_up(text: str, start: int) -> _Part:
    return replace(_meanings(text), text=text, start=start)


def _read(parts: Sequence[_Part], country: str) -> _Reading | None:
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


def _slots(part: _Part, *, alone: bool) -> list[tuple[int, str]]:
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


def _slots_of_code(part: _Part, *, alone: bool) -> list[tuple[int, str]]:
    if alone and part.text in _LIKELY_BOTH and part.regions and part.country:
        return [(0, "ambiguous")]
    has_state = any(region.country == "US" for region in part.regions)
    if alone and part.regions and part.country and not has_state:
        return [(0, "country")]
    return [(2 if slot == "country" and has_state else 0, slot) for slot in ("region", "country") if _has(part, slot)]


def _has(part: _Part, slot: str) -> bool:
    return bool({"area": part.area, "country": part.country, "region": part.regions, "city": part.cities}[slot])


def _is_rather_a_city(part: _Part) -> bool:
    if any(region.country in _STATE_COUNTRIES for region in part.regions):
        return gazetteer.place_key(part.text) in _STATES_THAT_ARE_CITIES
    home = {region.country for region in part.regions}
    return any(city.country in home and city.size >= _KNOWN_CITY for city in part.cities)


def _consistent(parts: Sequence[_Part], slots: Sequence[str], doubt: int, country: str) -> _Reading | None:
    by_slot: dict[str, list[_Part]] = {}
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
    known = stated or (region.country if region else "")
    reading = _Reading(region=region, country=known, area=next(iter(areas), ""), doubt=doubt, named=named)
    if "city" in by_slot:
        if any(part.listed or not part.is_town for part in by_slot.get("unlisted", ())):
            return None
        return _with_city(reading, by_slot["city"][0], country)
    return _with_unlisted(reading, parts, slots, by_slot.get("unlisted", ()))


def _region(parts: Sequence[_Part], country: str, cities: Sequence[_Part]) -> Region | None:
    """Return the region that all these parts can name: of the stated country, else one that holds the city."""
    shared = set(parts[0].regions) if parts else set()
    for part in parts[1:]:
        shared &= set(part.regions)
    within = {(city.country, city.admin1) for part in cities for city in part.cities}
    fitting = [each for each in (parts[0].regions if parts else ()) if each in shared]
    return next(
        iter(
            sorted(
                fitting,
                key=lambda each: ((each.country, each.admin1) not in within, each.country != country),
            )
        ),
        None,
    )


def _with_city(reading: _Reading, part: _Part, hint: str) -> _Reading | None:
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
    return replace(
        reading,
        city=city.name,
        region=region,
        country=city.country,
        size=city.size,
        doubt=reading.doubt + penalty,
    )


def _with_unlisted(
    reading: _Reading, parts: Sequence[_Part], slots: Sequence[str], unlisted: Sequence[_Part]
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
    if at == 0 and follows is not None and follows.listed and town.text[:1].isupper():
        return replace(reading, city=town.text, named=(town, *(part for part in parts if part.listed and part != town)))
    return reading
