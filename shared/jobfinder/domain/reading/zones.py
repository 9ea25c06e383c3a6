"""Reads the time zones a posting asks for, as hours from UTC, west to east; a zone named in passing is not asked for.

Offsets are those of standard time; where a name stands for summer time ("PDT", "CEST") its own offset is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jobfinder.domain.fact import Fact
from jobfinder.domain.posting import Posting
from jobfinder.domain.text import capitals, field_text, fold, quote, regex, sentence_span, starts_of

Offsets = tuple[float, float]

_NAMED: dict[str, Offsets] = {
    "pst": (-8, -8), "pdt": (-7, -7), "pt": (-8, -8), "pacific": (-8, -8), "mst": (-7, -7), "mdt": (-6, -6),
    "mountain": (-7, -7), "cst": (-6, -6), "cdt": (-5, -5), "ct": (-6, -6), "central": (-6, -6), "est": (-5, -5),
    "edt": (-4, -4), "et": (-5, -5), "eastern": (-5, -5), "gmt": (0, 0), "utc": (0, 0), "bst": (1, 1), "wet": (0, 0),
    "west": (1, 1), "cet": (1, 1), "cest": (2, 2), "eet": (2, 2), "eest": (3, 3), "ist": (5.5, 5.5), "sgt": (8, 8),
    "hkt": (8, 8), "jst": (9, 9), "kst": (9, 9), "aest": (10, 10), "aedt": (11, 11), "awst": (8, 8), "nzst": (12, 12),
    "brt": (-3, -3), "art": (-3, -3), "msk": (3, 3), "gst": (4, 4), "uk": (0, 0), "us": (-8, -5), "usa": (-8, -5),
    "american": (-8, -5), "north american": (-8, -5), "us/canada": (-8, -5), "european": (0, 3), "europe": (0, 3),
    "eu": (0, 3), "emea": (0, 4), "apac": (5.5, 12), "asian": (5.5, 9), "latam": (-8, -3), "americas": (-8, -3),
    "indian": (5.5, 5.5), "australian": (8, 11), "central european": (1, 1), "eastern european": (2, 2),
    "us east coast": (-5, -5), "east coast": (-5, -5), "us west coast": (-8, -8), "west coast": (-8, -8),
    "us eastern": (-5, -5), "us pacific": (-8, -8), "us central": (-6, -6), "japan": (9, 9), "singapore": (8, 8),
}  # fmt: skip
_ABBREVIATIONS = frozenset(
    """PST PDT MST MDT CST CDT EST EDT GMT UTC BST CET CEST EET EEST IST SGT HKT JST KST AEST AEDT AWST NZST BRT
    MSK""".split()  # noqa: SIM905
)
_NAMES = "|".join(sorted(map(re.escape, _NAMED), key=len, reverse=True))
_HOURS = r"(?:utc|gmt)\s*(?P<{0}sign>[+±\-–−])\s*(?P<{0}hours>\d{{1,2}})(?::?(?P<{0}minutes>[0-5]\d))?"
_RANGE = regex(
    rf"\b{_HOURS.format('a')}\s*(?:to|-|–|and|through|until|/|\.\.)\s*(?:(?:utc|gmt)\s*)?"
    r"(?P<bsign>[+\-–−])\s*(?P<bhours>\d{1,2})(?::?(?P<bminutes>[0-5]\d))?\b",
    re.IGNORECASE,
)
_ONE = regex(rf"\b{_HOURS.format('a')}\b", re.IGNORECASE)
_NAMED_ZONE = regex(
    rf"\b(?P<first>{_NAMES})(?:\s*(?:to|through|or|and|/|-|–)\s*(?P<last>{_NAMES}))?"
    r"(?:[\s-]+(?P<word>time ?zones?|timezones?|time|business hours|working hours|work hours|hours|tz))?\b",
    re.IGNORECASE,
)
# words without which no zone is named, folded: the rest is only looked at around them
_ANCHORS = ("time zone", "timezone", "utc", "gmt", "iness hours", "rking hours", "work hours", " time", " tz")
_MOST_ANCHORS = 100  # of one text; a text with more is not about zones
_LONGEST_NAME = 30  # characters of a name before the word that makes it a zone
_AROUND = regex(
    r"[±]\s*(?P<by>\d{1,2})(?:\s*-?\s*\d)?\s*(?:hours?|hrs?|h)?\b"
    r"|\bwithin (?P<by2>\d{1,2}|one|two|three|four) (?:hours?|hrs?)\b",
    re.IGNORECASE,
)
_ASKED = regex(
    r"time ?zones?|overlap|working hours|business hours|work hours|core hours|hours? of |available|availability"
    r"|based in|located|work (?:in|on|during|within|between)|schedule|shift|candidates|remote|reside|must",
    re.IGNORECASE,
)
_WORLDWIDE = regex(r"\b(?:any|all|multiple|different|various|across|several|every) (?:\w+ )?time ?zones?\b", re.I)
_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4}
_SPOKEN_OF_AS_TIME = {
    *("pacific", "mountain", "central", "eastern", "et", "pt", "ct", "uk", "european", "singapore", "japan"),
    "us eastern",
    "us pacific",
    "us central",
    "east coast",
    "west coast",
    "central european",
    "eastern european",
}
_REACH = 60  # characters around an abbreviation in which the word that asks for it must stand
_NEAR = 40  # characters around a zone in which "± 2 hours" belongs to it
_WEST, _EAST = -12.0, 14.0  # the zones of the world


def read_utc_offsets(posting: Posting) -> Fact[Offsets] | None:
    """Return the west and east end of the zones asked for, or None where none is asked for."""
    for field in ("title", "location", "text"):
        text = field_text(posting, field)
        for offsets, start, end in _zones(text):
            if field != "text" or _is_asked(text, start, end):
                return Fact(offsets, quote(field, text, start, end))
    return None


def _zones(text: str) -> Iterator[tuple[Offsets, int, int]]:
    """Yield every span that names a zone or a range of them, spelled-out offsets first."""
    folded = fold(text)
    if "utc" in folded or "gmt" in folded:
        yield from _spelled_out(text)
    for at in _anchors(text, folded):
        named = _NAMED_ZONE.search(text, _word_start(text, at - _LONGEST_NAME), at + _LONGEST_NAME)
        if named and _names_a_zone(named, text):
            first = _NAMED[named["first"].lower()]
            last = _NAMED[(named["last"] or named["first"]).lower()]
            bounds = (min(first[0], last[0]), max(first[1], last[1]))
            yield _ordered(*_widened(bounds, _near(text, named))), named.start(), named.end()


def _spelled_out(text: str) -> Iterator[tuple[Offsets, int, int]]:
    """Yield "UTC-5 to UTC+1", then "GMT+1" and "UTC±3"."""
    for span in _RANGE.finditer(text):
        if span["asign"] != "±":
            yield _ordered(_offset(span, "a"), _offset(span, "b")), span.start(), span.end()
    for span in _ONE.finditer(text):
        hours = _offset(span, "a")
        bounds = (-hours, hours) if span["asign"] == "±" else _widened((hours, hours), _near(text, span))
        yield _ordered(*bounds), span.start(), span.end()


def _anchors(text: str, folded: str) -> list[int]:
    """Return where a word stands that may belong to a zone's name."""
    at = [start for start, run in capitals(text) if run in _ABBREVIATIONS]
    return sorted([*at, *starts_of(_ANCHORS, folded)])[:_MOST_ANCHORS]


def _word_start(text: str, at: int) -> int:
    """Return the start of the first word at or behind `at`, so that a search does not begin inside a word."""
    return 0 if at <= 0 else text.find(" ", at) + 1


def _near(text: str, span: re.Match[str]) -> str:
    return text[max(0, span.start() - _NEAR) : span.end() + _NEAR]


def _names_a_zone(span: re.Match[str], text: str) -> bool:
    """Return whether the words name a zone: "Pacific time", "EST" in capitals; never "Central" or "est" alone."""
    word = (span["word"] or "").lower()
    if "zone" in word or word == "tz" or word.endswith(" hours"):
        return True
    names = [name for name in (span["first"], span["last"]) if name]
    if all(name in _ABBREVIATIONS for name in names):
        near = text[max(0, span.start() - _REACH) : span.end() + _REACH]
        return bool(word or span["last"] or _ASKED.search(near))
    return word == "time" and all(name.lower() in _SPOKEN_OF_AS_TIME and name[:1].isupper() for name in names)


def _offset(span: re.Match[str], end: str) -> float:
    hours = int(span[f"{end}hours"]) + int(span[f"{end}minutes"] or 0) / 60
    return -hours if span[f"{end}sign"] in "-–−" else hours


def _widened(bounds: Offsets, around: str) -> Offsets:
    """Return the bounds made wider by "± 2 hours" or "within two hours" beside them."""
    found = _AROUND.search(around)
    if found is None:
        return bounds
    said = (found["by"] or found["by2"]).lower()
    by = _COUNTS.get(said) or int(said)
    return bounds[0] - by, bounds[1] + by


def _ordered(first: float, last: float) -> Offsets:
    low, high = sorted((first, last))
    return max(_WEST, float(low)), min(_EAST, float(high))


def _is_asked(text: str, start: int, end: int) -> bool:
    low, high = sentence_span(text, start)
    return _ASKED.search(text, low, max(high, end)) is not None and _WORLDWIDE.search(text, low, high) is None
