"""Scores what was read from postings against labels: how often each field agrees, and every row where it does not.

A label of "none" or "unknown" is an answer like any other: reading something where the label says none is wrong. A row
that has no label for a field does not count for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jobfinder.domain.facts import Facts, Place, WorkMode, Years
from jobfinder.domain.posting import Pay
from jobfinder.domain.reading import gazetteer

UNKNOWN = "unknown"
TOLERANCE = 0.05  # part of an amount by which two salaries may differ and still agree in the looser measure
_NO_LABEL = frozenset({"", "none", "null", UNKNOWN})


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One row where our answer is not the label, both in words; the posting's own text is not repeated."""

    row: str
    title: str
    location: str
    ours: str
    label: str


@dataclass(frozen=True, slots=True)
class Score:
    """How one measure of one field came out over `n` labelled rows.

    `value` is the accuracy, or F1 where only present values are counted; precision and recall are given with F1.
    """

    field: str
    measure: str  # "accuracy", "F1", "F1 within 5 %", "F1 exact"
    n: int
    correct: int
    value: float
    precision: float | None = None
    recall: float | None = None
    published: float | None = None  # what the authors of the labels report for their own rules
    wrong: tuple[Disagreement, ...] = ()


@dataclass(frozen=True, slots=True)
class Labelled:
    """One row: its id and short names for the report, its labels by field, and what we read."""

    row: str
    title: str
    location: str
    gold: Mapping[str, Any]
    facts: Facts


@dataclass(frozen=True, slots=True)
class _Measure:
    """How to measure one field: the key of its label, our answer, whether they agree, and whether absence counts."""

    field: str
    measure: str
    key: str
    ours: Callable[[Facts], object]
    agree: Callable[[Any, Any], bool]
    counts_absence: bool = True


def score(rows: Iterable[Labelled], published: Mapping[tuple[str, str], float]) -> tuple[Score, ...]:
    """Return the score of every measure over the rows; `published` has figures to show beside it."""
    kept = list(rows)
    return tuple(_scored(kept, each, published.get((each.field, each.measure))) for each in _MEASURES)


def _scored(rows: list[Labelled], measure: _Measure, published: float | None) -> Score:
    labelled = [row for row in rows if measure.key in row.gold]
    pairs = [(row, measure.ours(row.facts), row.gold[measure.key]) for row in labelled]
    right = [_agree(measure, ours, label) for _, ours, label in pairs]
    wrong = tuple(
        Disagreement(row.row, row.title, row.location, in_words(ours), in_words(label))
        for (row, ours, label), agrees in zip(pairs, right, strict=True)
        if not agrees
    )
    if measure.counts_absence:
        value = _part(sum(right), len(pairs))
        return Score(measure.field, measure.measure, len(pairs), sum(right), value, published=published, wrong=wrong)
    found = [(ours, label, agrees) for (_, ours, label), agrees in zip(pairs, right, strict=True)]
    hits = sum(agrees for ours, label, agrees in found if ours and label)
    precision = _part(hits, sum(1 for ours, _, _ in found if ours))
    recall = _part(hits, sum(1 for _, label, _ in found if label))
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Score(measure.field, measure.measure, len(pairs), hits, f1, precision, recall, published, wrong)


def _agree(measure: _Measure, ours: object, label: object) -> bool:
    if not measure.counts_absence and (not ours or not label):
        return not ours and not label
    return measure.agree(ours, label)


def _part(count: int, of: int) -> float:
    return count / of if of else 0.0


def in_words(answer: object) -> str:
    """Return an answer or a label as a report shows it."""
    match answer:
        case None | "":
            return "none"
        case Pay(minimum, maximum, currency, period):
            return f"{_number(minimum)} to {_number(maximum)} {currency} a {period}"
        case Years(minimum, maximum):
            return f"{minimum} to {_number(maximum)}"
        case Place():
            return ", ".join(part for part in (answer.city, answer.country) if part) or "none"
        case {"currency": currency, "interval": period, "min": minimum, "max": maximum}:
            return f"{_number(minimum)} to {_number(maximum)} {currency} a {period}"
        case {"min": minimum, "max": maximum}:
            return f"{_number(minimum)} to {_number(maximum)}"
        case _:
            return str(answer)


def _number(value: float | None) -> str:
    return "?" if value is None else f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}"


def place_read(facts: Facts) -> Place:
    """Return the one place to compare with a label: the first desk, else where to live."""
    places = [fact.value for fact in (*facts.places, *facts.eligibility)]
    return next((place for place in places if place.country), Place())


def same_country(ours: object, label: object) -> bool:
    """Return whether a code and a label (a name or a code) name one country, or both name none."""
    said = "" if _is_none(label) else str(label).strip()
    code = gazetteer.country(said) or gazetteer.country_of_code(said)
    return str(ours) == (code or said)


def same_city(ours: Place, label: object) -> bool:
    """Return whether a place's city and a label name one city, accents, aliases and spelling aside, or both none."""
    said = "" if _is_none(label) else str(label)
    if not said or not ours.city:
        return not said and not ours.city
    if gazetteer.place_key(said) == gazetteer.place_key(ours.city):
        return True
    named = {city.name for city in gazetteer.cities(said) if city.country == ours.country}
    return ours.city in named


def _is_none(label: object) -> bool:
    return label is None or str(label).strip().casefold() in _NO_LABEL


def _same_level(ours: object, label: object) -> bool:
    return str(ours) == (UNKNOWN if _is_none(label) else str(label).strip().casefold())


def _same_pay(ours: Pay, label: Mapping[str, Any], tolerance: float = 0.0) -> bool:
    """Return whether currency, period and both ends agree; a single amount may be written as one end or as both."""
    if (ours.currency, ours.period) != (label.get("currency"), label.get("interval")):
        return False
    ends = zip(_ends(ours.minimum, ours.maximum), _ends(label.get("min"), label.get("max")), strict=True)
    return all(abs(mine - theirs) <= tolerance * abs(theirs) for mine, theirs in ends)


def _ends(minimum: float | None, maximum: float | None) -> tuple[float, float]:
    low = minimum if minimum is not None else maximum
    high = maximum if maximum is not None else minimum
    return low or 0.0, high or 0.0


def _nearly_same_pay(ours: Pay, label: Mapping[str, Any]) -> bool:
    return _same_pay(ours, label, TOLERANCE)


def _same_minimum(ours: Years, label: Mapping[str, Any]) -> bool:
    return ours.minimum == label.get("min")


def _same_years(ours: Years, label: Mapping[str, Any]) -> bool:
    return (ours.minimum, ours.maximum) == (label.get("min"), label.get("max"))


def _level(facts: Facts) -> object:
    return facts.level.value if facts.level else UNKNOWN


def _is_remote(facts: Facts) -> object:
    return facts.work_mode is not None and facts.work_mode.value in {WorkMode.REMOTE, WorkMode.HYBRID}


def _pay(facts: Facts) -> object:
    return facts.pay.value if facts.pay else None


def _years(facts: Facts) -> object:
    return facts.years.value if facts.years else None


def _country(facts: Facts) -> object:
    return place_read(facts).country


def _same_flag(ours: object, label: object) -> bool:
    return bool(ours) == bool(label)


_MEASURES = (
    _Measure("level", "accuracy", "level", _level, _same_level),
    _Measure("country", "accuracy", "country", _country, same_country),
    _Measure("city", "accuracy", "city", place_read, same_city),
    _Measure("remote", "accuracy", "remote", _is_remote, _same_flag),
    _Measure("salary", "F1", "salary", _pay, _same_pay, counts_absence=False),
    _Measure("salary", "F1 within 5 %", "salary", _pay, _nearly_same_pay, counts_absence=False),
    _Measure("years", "F1", "yoe", _years, _same_minimum, counts_absence=False),
    _Measure("years", "F1 exact", "yoe", _years, _same_years, counts_absence=False),
)
