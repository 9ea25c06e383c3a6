"""Cuts a location field into parts, each with what it can name: a city, a region, a country, an area, or none of them.

Words that stand around a place ("HQ", "Remote", "Greater ... Area", house numbers) are taken away first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from jobfinder.domain.reading import gazetteer
from jobfinder.domain.reading.gazetteer import City, Region
from jobfinder.domain.text import fold, regex

KNOWN_CITY = 4  # size class: 100,000 people and more
_BETWEEN_PARTS = regex(
    r"[,()\[\]:，（）]|\s[-–—]+\s|[–—]|(?<=\w\w)\.(?=\w)|\s-(?=\w)|(?<=\w)-\s|/"
    r"|(?<=[^\x00-\x7f]{2}[都道府県省市])(?=[^\x00-\x7f])(?![都道府県省市区])"  # 東京都港区
)
_NEAR = regex(r"\s(?:bei|b\.|nahe|near|outside)\s", re.IGNORECASE)  # what follows tells one town from another
_WORD = regex(r"[^\s-]+")
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
_LONGEST_NAME = 5  # words of a place's name
_NAMES_OF_TWO_LETTERS = frozenset({"US", "LA", "SF", "DC", "EU", "KL"})  # capitals that are a name before a code
_COUNTY = regex(r"\b(?:county|parish)\b", re.IGNORECASE)
_NUMBER = regex(r"\b\d{1,3}\w?\b")  # longer ones are postal codes
_CODE = regex(r"[A-Z]{2,3}")
_UNLISTED_TOWN = regex(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,3}")


class Part(NamedTuple):
    """One part of a location with its possible readings; `listed` is False for a name the gazetteer lacks."""

    text: str
    start: int
    cities: tuple[City, ...] = ()
    regions: tuple[Region, ...] = ()
    local_regions: tuple[Region, ...] = ()  # what a code means behind a town there only
    country: str = ""
    area: str = ""
    is_code: bool = False
    is_town: bool = True  # False for a county and the like, which is no city even if one has its name

    @property
    def listed(self) -> bool:
        """Return whether the gazetteer knows it."""
        return bool(self.cities or self.regions or self.country or self.area)


def parts(chunk: str) -> Iterator[Part]:
    """Yield the parts of one place's words, from left to right."""
    start = 0
    for mark in _BETWEEN_PARTS.finditer(chunk):
        yield from _part(chunk[start : mark.start()], start)
        start = mark.end()
    yield from _part(chunk[start:], start)


def _part(text: str, start: int) -> Iterator[Part]:
    """Yield what stands between two separators: one name, or the names found in it, or an unlisted one."""
    start += len(text) - len(text.lstrip())
    text = text.strip(" .-\t")
    if (near := _NEAR.search(text)) and _look_up(text[: near.start()], start).cities:
        text = text[: near.start()]
    words = list(_WORD.finditer(text))
    if not words:
        return
    trimmed = _trimmed(words)
    if name := _whole_name(text, start, trimmed):
        yield name
    elif _COUNTY.search(text):
        yield Part(text, start, is_town=False)
    elif not trimmed[-1]:
        yield from (part for part in (_look_up(word.group(), start + word.start()) for word in words) if part.area)
    elif names := list(_names_within(text, trimmed[-1], start)):
        yield from names
    elif len(trimmed) == 1 and _UNLISTED_TOWN.fullmatch(text):
        yield _look_up(text, start)


def _whole_name(text: str, start: int, trimmed: Sequence[Sequence[re.Match[str]]]) -> Part | None:
    """Return the name that is left once words around it are taken away, one after the other."""
    for kept in filter(None, trimmed):
        name = _look_up(text[kept[0].start() : kept[-1].end()], start + kept[0].start())
        if _COUNTY.search(text) or all(_is_around(word.group()) for word in kept):
            name = name._replace(cities=())  # Orange County is not the city of Orange, "-Friendly" is no town
        elif kept is not trimmed[0] and _NUMBER.search(text):  # "Tower 3" is a house, "Praha 5" and "Dublin 2" are not
            name = name._replace(cities=tuple(city for city in name.cities if city.size >= KNOWN_CITY))
        if name.listed:
            return name
    return None


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


def _names_within(text: str, words: Sequence[re.Match[str]], start: int) -> Iterator[Part]:
    """Yield the longest names found from left to right; a small town's name is not trusted among other words."""
    seen: list[Part] = []
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


def _is_trusted(part: Part, seen: Sequence[Part]) -> bool:
    """Return whether a name among other words is a place: a large one, or a town of the region or country before it."""
    if part.country or part.regions or part.area:
        return True
    within = {region for other in seen for region in other.regions}
    countries = {other.country for other in seen}
    return any(
        (city.exact and city.size >= KNOWN_CITY)
        or any((region.country, region.admin1) == (city.country, city.admin1) for region in within)
        or (not within and city.country in countries)
        for city in part.cities
    )


@lru_cache(maxsize=4096)
def _meanings(text: str) -> Part:
    if _CODE.fullmatch(text) and len(text) == len("US") and text not in _NAMES_OF_TWO_LETTERS:
        return Part(
            text,
            0,
            regions=gazetteer.regions_of_code(text),
            local_regions=gazetteer.regions_of_local_code(text),
            country=gazetteer.country_of_code(text),
            is_code=True,
        )
    codes = gazetteer.regions_of_code(text) if _CODE.fullmatch(text) else ()
    return Part(
        text,
        0,
        cities=gazetteer.cities(text) if _may_be_a_city(text) else (),
        regions=gazetteer.regions(text) or codes,
        country=gazetteer.country(text),
        area=gazetteer.area(text),
    )


def _may_be_a_city(text: str) -> bool:
    return len(text) > len("US") or text in _NAMES_OF_TWO_LETTERS or not text.isascii()


def _look_up(text: str, start: int) -> Part:
    return _meanings(text)._replace(text=text, start=start)
