"""Dates as people write them in profiles and résumés: whole, or only a year or a month, in several languages.

A partial date stands for its first day where something begins and for its last day where it ends.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import cache
from typing import NamedTuple

EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
_LONGEST = 40  # characters of a date

_MONTHS = {
    1: "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari styczeń stycznia styczen tammikuu",
    2: "february feb februar febr février févr fevrier febrero febbraio fevereiro fev februari luty lutego helmikuu",
    3: "march mar märz mrz mars marzo março marco maart mrt marzec marca maaliskuu",
    4: "april apr avril avr abril abr aprile kwiecień kwietnia huhtikuu",
    5: "may mai mayo maggio mag maio mei maj toukokuu",
    6: "june jun juni juin junio giugno giu junho czerwiec czerwca kesäkuu",
    7: "july jul juli juillet juil julio luglio lug julho lipiec lipca heinäkuu",
    8: "august aug août aout agosto ago augustus sierpień sierpnia elokuu",
    9: "september sep sept septembre septiembre settembre set setembro wrzesień września syyskuu",
    10: "october oct oktober okt octobre octubre ottobre ott outubro out październik października lokakuu",
    11: "november nov novembre noviembre novembro listopad listopada marraskuu",
    12: "december dec dezember dez décembre déc diciembre dic dicembre dezembro grudzień grudnia joulukuu",
}
_MONTH_OF = {name: month for month, names in _MONTHS.items() for name in names.split()}
_NOW = (
    "present today now current currently ongoing heute jetzt aktuell laufend présent aujourd'hui actuellement "
    "actualidad presente actual atualmente atual oggi attuale heden nu obecnie teraz nuvarande nå nykyinen date"
)
_NAME = r"(?:" + "|".join(sorted(map(re.escape, _MONTH_OF), key=len, reverse=True)) + r")"
_YEAR = r"(?:19|20)\d{2}"
_DATE = (
    rf"(?:\d{{1,2}}\.\s?{_NAME}\s{_YEAR}|{_NAME}\.?,?\s+{_YEAR}|{_NAME}\.?\s?['’]\d{{2}}|{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}"
    rf"|\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR}|{_YEAR}[-/.]\d{{1,2}}|\d{{1,2}}\s?[-/.]\s?{_YEAR}|{_YEAR}"
    r"|(?:0[1-9]|1[0-2])/\d{2}(?![\d/]))"
)
_UNTIL_NOW = (
    r"(?:" + "|".join(map(re.escape, sorted(_NOW.split(), key=len, reverse=True))) + r"|to date|bis heute|à ce jour)"
)
_TO = r"\s*(?:-|–|—|−|‐|to|until|till|bis|à|au|jusqu'à|a|al|hasta|até|fino a|tot|do|till|och)\s*"
_WORD = re.compile(r"[^\W\d_]+")


class Span(NamedTuple):
    """A range of dates at (at, stop) of a text; `end` None means that it goes on."""

    start: date
    end: date | None
    at: int
    stop: int


def find_spans(text: str) -> list[Span]:
    """Return the ranges of dates in a text, in order: "Jan 2019 – Present", "03/2018 - 12/2020", "seit 2020"."""
    spans = []
    for match in _ranges().finditer(text):
        start = first_day(match["start"] or match["since"] or match["open"])
        end = last_day(match["end"]) if match["end"] else None
        if start is not None and (end is None or start <= end):
            spans.append(Span(start, end, match.start(), match.end()))
    return spans


@cache
def _ranges() -> re.Pattern[str]:
    """Return the pattern of a range; it takes long to compile and only résumés need it."""
    return re.compile(
        rf"(?<![\w./-])(?:from|von|vom|de|du|desde|dal|da|van|od|från)?\s*(?P<start>{_DATE}){_TO}(?P<end>{_DATE}|{_UNTIL_NOW})(?![\w])"
        rf"|\b(?:since|seit|depuis|desde|dal|sinds|od|sedan|siden)\s+(?P<since>{_DATE})(?![\w./-])"
        rf"|(?<![\w./-])(?P<open>{_DATE})\s*[-–—]\s*(?=$|[\n|,;)\]])",
        re.IGNORECASE,
    )


def first_day(written: str) -> date | None:
    """Return the first day of a date that may lack its month or day, None where it is no date."""
    parts = _parts(written)
    return _day(parts[0], parts[1] or 1, parts[2] or 1) if parts else None


def last_day(written: str) -> date | None:
    """Return the last day of a date that may lack its month or day, None where it is no date (or means: now)."""
    parts = _parts(written)
    if parts is None:
        return None
    year, month = parts[0], parts[1] or 12
    if not 1 <= month <= 12:
        return None
    return _day(year, month, parts[2] or calendar.monthrange(year, month)[1])


def means_now(written: str) -> bool:
    """Return whether an end such as "Present" or "heute" says that something goes on."""
    return re.fullmatch(_UNTIL_NOW, written.strip().lower()) is not None


def _parts(written: str) -> tuple[int, int | None, int | None] | None:
    """Return (year, month, day) as far as they are given."""
    if len(written) > _LONGEST:
        return None
    short = re.fullmatch(r"(\d{2})/(\d{2})", written)
    if short:  # 08/19
        return _century(int(short[2])), int(short[1]), None
    numbers = [int(number) for number in re.findall(r"\d+", written)]
    names = [_MONTH_OF[word] for word in _WORD.findall(written.lower()) if word in _MONTH_OF]
    years = [number for number in numbers if EARLIEST_YEAR <= number <= LATEST_YEAR]
    if names and numbers:
        year = years[0] if years else _century(numbers[-1])
        days = [number for number in numbers if number <= 31] if years else []
        return year, names[0], days[0] if days else None
    if len(years) != 1 or len(numbers) > 3:
        return None
    rest = [number for number in numbers if number != years[0]]
    if numbers[0] == years[0]:  # 2021-03-15
        return years[0], rest[0] if rest else None, rest[1] if len(rest) > 1 else None
    return years[0], rest[-1], rest[0] if len(rest) > 1 else None  # 15.03.2021, 03/2021


def _century(year: int) -> int:
    """Return the year that two digits stand for; nobody's work began before 1970."""
    return year + (2000 if year < 70 else 1900)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None
