"""The sample employers and their postings, read from `data/*.toml`; the same data give the same postings, always.

A data file is one board. `[[posting]]` is a posting in the words of `SamplePosting`; its `also` tables are further
postings that differ in what they name, with `{words}` in the text filled from their `fill`; `[[copy]]` repeats a
posting of another board, whole or cut short.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from jobfinder.errors import Misconfigured

COUNTRY_NAMES = {
    "AE": "United Arab Emirates",
    "AT": "Austria",
    "AU": "Australia",
    "BE": "Belgium",
    "BR": "Brazil",
    "CA": "Canada",
    "CH": "Switzerland",
    "CZ": "Czechia",
    "DE": "Germany",
    "DK": "Denmark",
    "EE": "Estonia",
    "ES": "Spain",
    "FR": "France",
    "GB": "United Kingdom",
    "IE": "Ireland",
    "IL": "Israel",
    "IN": "India",
    "IT": "Italy",
    "JP": "Japan",
    "KE": "Kenya",
    "MX": "Mexico",
    "NL": "Netherlands",
    "PL": "Poland",
    "PT": "Portugal",
    "SE": "Sweden",
    "SG": "Singapore",
    "US": "United States",
    "ZA": "South Africa",
}


# What a data file says of its postings; everything else is a field of SampleBoard.
_OF_POSTINGS = {"posting", "copy", "intro", "outro", "posting_url", "language", "defaults"}


@dataclass(frozen=True, slots=True)
class Amount:
    """Structured pay as a board keeps it: whole units of `currency` per `period` (hour, day, week, month, year)."""

    minimum: int
    maximum: int
    currency: str
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePosting:
    """One posting as its author wrote it; the wire formats decide what of it a board can say."""

    board: str  # the data file's name
    slug: str
    native_id: str
    title: str
    company: str
    url: str
    text: str  # markup, see markup.py
    intro: str = ""
    outro: str = ""
    city: str = ""
    region: str = ""
    country: str = ""  # ISO 3166-1 alpha-2
    shown: str = ""  # the location as the board words it
    more_places: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    mode: str = ""  # remote, hybrid, on-site; "" where the board does not say
    eligible: str = ""  # where a remote worker may live, in the board's words
    pay: Amount | None = None
    employment: str = "full-time"
    level: str = ""
    department: str = ""
    language: str = "en"
    days: float = 7.0  # published this many days before day 0 (or before the day it joins)
    ends: float | None = None  # days after day 0 when applications close; negative: has passed
    joins_on_day: int = 0
    leaves_on_day: int | None = None
    listed: bool = True
    raw: Mapping[str, Any] = field(default_factory=dict)  # laid over the row as sent: how a broken row is made

    @property
    def location(self) -> str:
        """Return the location line, "City, Country" unless the author worded it."""
        if self.shown:
            return self.shown
        last = self.region if self.country in {"US", "CA"} and self.region else self.country_name
        return ", ".join(part for part in (self.city, last) if part)

    @property
    def country_name(self) -> str:
        """Return the English name of the country, "" if none is given."""
        return COUNTRY_NAMES[self.country] if self.country else ""

    @property
    def markup(self) -> str:
        """Return the whole text: the employer's opening, the posting, the employer's close."""
        return "\n\n".join(part for part in (self.intro, self.text, self.outro) if part)

    def is_open(self, day: int) -> bool:
        """Return whether the board lists it on `day`."""
        return self.joins_on_day <= day and (self.leaves_on_day is None or day < self.leaves_on_day)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleBoard:
    """One board: what kind it is, how it is addressed, what it lists and how it misbehaves."""

    name: str  # the data file's name
    type: str  # the source type that reads it
    id: str  # its id at the vendor, or the address of a feed or page
    company: str
    about: str
    encoding: str = "utf-8"
    bom: bool = False
    company_in_title: bool = True  # feeds: "Company: Role", or the company in an element of its own
    place_label: str = "Headquarters"  # feeds: how the text introduces the place
    broken_blocks: bool = False  # pages: an empty ld+json block and one that is no JSON stand before the real one
    trouble: str = ""  # "404", "500", "429-once"
    vendor_knows: bool = True  # False: the vendor answers as it does for a name it never heard of
    postings: tuple[SamplePosting, ...] = ()

    @property
    def key(self) -> str:
        """Return the source's key, "<type>:<board>"."""
        return f"{self.type}:{self.id}"


@cache
def boards() -> dict[str, SampleBoard]:
    """Return every sample board by the name of its data file. Raises Misconfigured naming a file that is wrong."""
    documents = {name: _load(name) for name in _names()}
    own = {name: tuple(_postings(name, document)) for name, document in documents.items()}
    return {name: _board(name, document, own) for name, document in documents.items()}


def find(board: str, slug: str) -> SamplePosting:
    """Return one posting by its board's file name and its slug. Raises KeyError."""
    for posting in boards()[board].postings:
        if posting.slug == slug:
            return posting
    raise KeyError(f"{board}/{slug}")


def slugify(text: str) -> str:
    """Return `text` in lower-case ASCII words joined by hyphens; what has no ASCII form becomes a short digest."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")
    return slug if len(slug) > 3 else sha256(text.encode()).hexdigest()[:12]


def _names() -> list[str]:
    return sorted(entry.name[:-5] for entry in (files(__package__) / "data").iterdir() if entry.name.endswith(".toml"))


def _load(name: str) -> dict[str, Any]:
    try:
        return tomllib.loads((files(__package__) / "data" / f"{name}.toml").read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise Misconfigured(f"The sample data cannot be read: {error}", where=f"{name}.toml") from error


def _board(name: str, document: Mapping[str, Any], own: Mapping[str, tuple[SamplePosting, ...]]) -> SampleBoard:
    copies = tuple(_copy(name, document, row, own) for row in document.get("copy", ()))
    postings = own[name] + copies
    if len({posting.slug for posting in postings}) != len(postings):
        repeated = sorted(p.slug for p in postings if sum(p.slug == other.slug for other in postings) > 1)
        raise Misconfigured(f"Two postings have the slug {repeated[0]!r}", where=f"{name}.toml")
    own_keys = set(document) - _OF_POSTINGS
    return SampleBoard(name=name, postings=postings, **{key: document[key] for key in sorted(own_keys)})


def _postings(name: str, document: Mapping[str, Any]) -> Iterator[SamplePosting]:
    for row in document.get("posting", ()):
        yield _posting(name, document, row)
        for other in row.get("also", ()):
            both = {**row, **other, "fill": {**row.get("fill", {}), **other.get("fill", {})}}
            if "at" in other and "shown" not in other:
                both.pop("shown", None)
            yield _posting(name, document, both)


def _posting(name: str, document: Mapping[str, Any], row: Mapping[str, Any]) -> SamplePosting:
    row = {**document.get("defaults", {}), **row}
    values = {key: value for key, value in row.items() if key not in {"at", "also", "fill", "bare"}}
    values["text"] = _filled(row["text"].strip(), row.get("fill", {}))
    language = row.get("language", document.get("language", "en"))
    values["language"] = language
    if not row.get("bare"):
        values["intro"] = document.get("intro", {}).get(language, "").strip()
        values["outro"] = document.get("outro", {}).get(language, "").strip()
    values["city"], values["region"], values["country"] = _at(row.get("at", ""))
    values["pay"] = _amount(row["pay"]) if row.get("pay") else None
    values.setdefault("company", document["company"])
    values.setdefault("slug", slugify(f"{row['title']} {values['city']}"))
    values["more_places"] = tuple(row.get("more_places", ()))
    values["offices"] = tuple(row.get("offices", ()))
    native_id = native_id_of(document["type"], f"{name}/{values['slug']}")
    values.setdefault("url", document["posting_url"].format(id=native_id, slug=values["slug"]))
    return SamplePosting(board=name, native_id=native_id, **values)


def _copy(
    name: str, document: Mapping[str, Any], row: Mapping[str, Any], own: Mapping[str, tuple[SamplePosting, ...]]
) -> SamplePosting:
    board, _, slug = row["of"].partition("/")
    original = next((posting for posting in own[board] if posting.slug == slug), None)
    if original is None:
        raise Misconfigured(f"There is no posting {row['of']!r} to copy", where=f"{name}.toml")
    native_id = native_id_of(document["type"], f"{name}/{slug}")
    own_url = document["posting_url"].format(id=native_id, slug=slug)
    changed = {key: value for key, value in row.items() if key not in {"of", "chars", "link"}}
    url = original.url + row["link"] if "link" in row else own_url
    if "chars" in row:
        changed |= {"intro": "", "outro": "", "text": _cut(original.text, row["chars"])}
    return replace(original, board=name, native_id=native_id, url=url, **changed)


def _cut(text: str, chars: int) -> str:
    """Cut at a word as aggregators do, with an ellipsis, and lose the markup of lists on the way."""
    flat = re.sub(r"(?m)^(## |- )", "", text)
    return re.sub(r"\s+", " ", flat)[:chars].rsplit(" ", 1)[0] + " …"


def _filled(text: str, fill: Mapping[str, str]) -> str:
    for word, value in fill.items():
        text = text.replace("{" + word + "}", value.strip())
    return text


def _at(at: str) -> tuple[str, str, str]:
    """Read "City | Region | CC", "City | CC" or "CC"."""
    parts = [part.strip() for part in at.split("|")]
    if len(parts) == 3:
        return parts[0], parts[1], parts[2]
    return (parts[0], "", parts[1]) if len(parts) == 2 else ("", "", parts[0])


def _amount(written: str) -> Amount:
    """Read "EUR 60000-75000 year"; one number stands for both ends."""
    currency, numbers, period = written.split()
    low, _, high = numbers.partition("-")
    return Amount(int(low), int(high or low), currency, period)


def native_id_of(source_type: str, name: str) -> str:
    """Return an id of the vendor's own form that depends on nothing but `name`."""
    number = int(sha256(name.encode()).hexdigest()[:12], 16)
    if source_type in {"lever", "ashby"}:
        return str(uuid5(NAMESPACE_URL, f"https://sample.example/{name}"))
    if source_type == "workable":
        return f"{number:012X}"[:10]
    starts = {"greenhouse": (4_000_000_000, 10**9), "smartrecruiters": (744_000_000_000_000, 10**9)}
    start, span = starts.get(source_type, (2_000_000, 900_000))
    return str(start + number % span)
