"""Answers which places a name can mean: cities, regions, countries and areas, looked up without parsing the tables.

Cities come from GeoNames (https://www.geonames.org, CC BY 4.0) through `scripts/make_gazetteer.py`. A lookup scans one
small bucket of names that begin alike, so that neither importing nor first use costs more than a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from types import MappingProxyType, ModuleType
from typing import NamedTuple

from jobfinder.domain.reading import data_regions
from jobfinder.domain.text import fold

_SPOKEN = {"saint": "st", "sankt": "st", "fort": "ft", "mount": "mt"}  # one spelling for what people write both ways
_AS_SPACE = str.maketrans({"-": " ", "/": " ", "_": " ", ".": None, "'": None, ",": " ", "(": " ", ")": " "})
_ALPHA_3 = 3
_TIME_ZONES = frozenset({"EST"})  # beside a place it is the zone, not Estonia
_SPOKEN_CODES = frozenset({"usa", "uae"})
_KNOWN_BY_HAND = 2  # classes that a name in `CITY_NAMES` counts for more: it is what people mean
# a namesake in one of these counts as one class larger: most postings are for work in them
_LARGE_MARKETS = frozenset("US CA GB IE DE FR ES IT NL CH AU IN JP SG".split())  # noqa: SIM905
_ALTERNATE_CLASSES = 2  # a city named by one of its other names counts as if it were this many classes smaller


class City(NamedTuple):
    """A city: English name, country (ISO alpha-2), GeoNames admin-1 code, and size from 0 (a village) to 9."""

    name: str
    country: str
    admin1: str
    size: int
    exact: bool = True  # False: found by one of its other names


class Region(NamedTuple):
    """A state, province or the like: English name, country (ISO alpha-2), GeoNames admin-1 code."""

    name: str
    country: str
    admin1: str


def place_key(name: str) -> str:
    """Return the form under which a name is stored: folded, one spelling of Saint, no punctuation."""
    words = fold(name).translate(_AS_SPACE).split()
    return " ".join(_SPOKEN.get(word, word) for word in words)


@lru_cache(maxsize=4096)
def cities(name: str) -> tuple[City, ...]:
    """Return the cities a name can mean, the largest first."""
    key = place_key(name)
    found = [*_by_hand(key), *_by_bucket(key)]
    unique: dict[tuple[str, str, str], City] = {}
    for city in found:
        unique.setdefault((city.name, city.country, city.admin1), city)
    return tuple(sorted(unique.values(), key=_weight, reverse=True))


def _weight(city: City) -> int:
    return city.size + (city.country in _LARGE_MARKETS) - (0 if city.exact else _ALTERNATE_CLASSES)


def _by_hand(key: str) -> Iterator[City]:
    if known := _city_names().get(key):
        name, country = known
        spelled = [place_key(name), *(said for said, other in _city_names().items() if other == known)]
        listed = (city for each in spelled for city in _by_bucket(each) if city.country == country)
        if city := next(listed, None):
            yield City(name, country, city.admin1, city.size + _KNOWN_BY_HAND)


def _by_bucket(key: str) -> Iterator[City]:
    bucket = _tables().CITIES.get(key[:2], "")
    needle = f"\n{key}|"
    at = bucket.find(needle)
    while at >= 0:
        end = bucket.find("\n", at + 1)
        line = bucket[at + len(needle) : end if end >= 0 else None]
        country, admin1, size, shown = line.split("|")
        yield _city(key, country, admin1, size, shown)
        at = bucket.find(needle, at + len(needle))


def _city(key: str, country: str, admin1: str, size: str, shown: str) -> City:
    exact = not shown.startswith("=")
    name = shown.removeprefix("=") or key.title()
    return City(_english_names().get((place_key(name), country), name), country, admin1, int(size), exact)


@lru_cache(maxsize=2048)
def country(name: str) -> str:
    """Return the ISO alpha-2 code of a country named in full, by alias or by alpha-3 code; "" if it is none.

    Alpha-3 codes count in capitals only ("can" is a word); two-letter codes are not names: see `country_of_code`.
    """
    key = place_key(name)
    code = _countries().get(key, "")
    is_bare_code = len(key) == _ALPHA_3 and key not in _SPOKEN_CODES and not name.isupper()
    return "" if is_bare_code and key.isascii() else code


def country_of_demonym(word: str) -> str:
    """Return the ISO alpha-2 code for "German", "Canadian" and the like, or ""."""
    return _demonyms().get(fold(word), "")


def country_of_code(code: str) -> str:
    """Return the ISO alpha-2 code that two capital letters stand for ("UK" is GB), or ""."""
    return {"UK": "GB"}.get(code, code if code in _country_codes() else "")


def country_name(code: str) -> str:
    """Return the English name of an ISO alpha-2 code, or the code itself if there is none."""
    return _country_codes().get(code, code)


def country_codes() -> Mapping[str, str]:
    """Return the English name of each country by its ISO alpha-2 code."""
    return MappingProxyType(_country_codes())


@lru_cache(maxsize=2048)
def regions(name: str) -> tuple[Region, ...]:
    """Return the regions that a name stands for."""
    return _regions().get(place_key(name), ())


def regions_of_code(code: str) -> tuple[Region, ...]:
    """Return the regions that a postal code in capitals stands for: "CA" is California only, "WA" two regions."""
    return _region_codes().get(code, ())


def regions_of_local_code(code: str) -> tuple[Region, ...]:
    """Return the regions that a code stands for behind a town of theirs: "TO" is Piedmont in "Torino (TO)"."""
    return _local_codes().get(code, ())


def region_name(country_code: str, admin1: str) -> str:
    """Return the English name of an admin-1 region, or "" where the table has none."""
    return _region_names().get((country_code, admin1), "")


@lru_cache(maxsize=1024)
def area(name: str) -> str:
    """Return the area a name stands for ("Europe", "EMEA", "worldwide"), or ""."""
    return _areas().get(place_key(name), "")


@cache
def _tables() -> ModuleType:
    """Return the generated module, imported only when a name is first looked up: it is the largest of the package."""
    from jobfinder.domain.reading import data_places

    return data_places


@cache
def _city_names() -> dict[str, tuple[str, str]]:
    rows = (line.split("|") for line in data_regions.CITY_NAMES.splitlines())
    return {place_key(said): (name, code) for said, name, code in rows}


@cache
def _english_names() -> dict[tuple[str, str], str]:
    """Return the English name by the native one and its country, for cities that GeoNames calls by the native one."""
    return {(said, code): name for said, (name, code) in _city_names().items()}


@cache
def _country_codes() -> dict[str, str]:
    rows = (line.split("|") for line in _tables().COUNTRIES.splitlines())
    return {code: name for code, _, name in rows}


@cache
def _countries() -> dict[str, str]:
    rows = [line.split("|") for line in _tables().COUNTRIES.splitlines()]
    named = {place_key(name): code for code, _, name in rows}
    named |= {place_key(long): code for code, long, _ in rows if long not in _TIME_ZONES}
    for line in data_regions.COUNTRY_NAMES.splitlines():
        code, _, names = line.partition("|")
        named |= {place_key(name): code for name in names.split(",")}
    return named


@cache
def _demonyms() -> dict[str, str]:
    rows = (line.split("|") for line in data_regions.DEMONYMS.splitlines())
    return {word: code for word, code in rows}  # noqa: C416


@cache
def _region_rows() -> tuple[tuple[Region, str, tuple[str, ...]], ...]:
    rows = (line.split("|") for line in data_regions.REGIONS.splitlines())
    return tuple(
        (Region(name, code, admin1), postal, (name, *(other for other in others.split(",") if other)))
        for code, admin1, postal, name, others in rows
    )


@cache
def _regions() -> dict[str, tuple[Region, ...]]:
    named: dict[str, tuple[Region, ...]] = {}
    for region, _, names in _region_rows():
        for key in map(place_key, names):
            named[key] = (*named.get(key, ()), region)
    return named


@cache
def _region_codes() -> dict[str, tuple[Region, ...]]:
    coded: dict[str, tuple[Region, ...]] = {}
    for region, postal, _ in _region_rows():
        if postal:
            coded[postal] = (*coded.get(postal, ()), region)
    return coded


@cache
def _local_codes() -> dict[str, tuple[Region, ...]]:
    coded: dict[str, tuple[Region, ...]] = {}
    for line in data_regions.LOCAL_CODES.splitlines():
        country_code, admin1, name, codes = line.split("|")
        for code in codes.split():
            coded[code] = (*coded.get(code, ()), Region(name, country_code, admin1))
    return coded


@cache
def _region_names() -> dict[tuple[str, str], str]:
    names: dict[tuple[str, str], str] = {}
    for region, _, _ in _region_rows():
        names.setdefault((region.country, region.admin1), region.name)
    return names


@cache
def _areas() -> dict[str, str]:
    named: dict[str, str] = {}
    for line in data_regions.AREAS.splitlines():
        name, _, others = line.partition("|")
        named |= {place_key(other): name for other in (name, *others.split(",")) if other}
    return named
