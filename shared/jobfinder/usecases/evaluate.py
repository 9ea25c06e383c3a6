"""Measures how well postings are read against labelled ones: a table per field, and every disagreement to look at.

A row is one JSON object: `id`, `title`, `description_text`, `location_raw`, `structured_salary` and `gold`, which has
any of `level`, `country`, `city`, `remote`, `salary` and `yoe`. Broken lines are reported by number and cost no other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from jobfinder.domain.evaluation import Labelled, Score, score
from jobfinder.domain.facts import Facts
from jobfinder.domain.posting import Pay, Posting
from jobfinder.errors import Unreadable

# what the authors of the labels report for their own rules on all 500 of their rows
PUBLISHED = {
    ("level", "accuracy"): 0.872,
    ("country", "accuracy"): 0.926,
    ("city", "accuracy"): 0.940,
    ("salary", "F1"): 0.957,
    ("salary", "F1 within 5 %"): 0.962,
    ("years", "F1"): 0.975,
    ("years", "F1 exact"): 0.948,
}
_LABELS_THAT_ARE_OBJECTS = ("salary", "yoe")

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Report:
    """The scores of every measure over `rows` labelled postings, and what could not be read."""

    rows: int
    scores: tuple[Score, ...]
    unreadable: tuple[Unreadable, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the report in plain types, for JSON."""
        return {
            "rows": self.rows,
            "scores": [_plain(each) for each in self.scores],
            "unreadable": [{"where": error.where, "why": error.what} for error in self.unreadable],
        }


def _plain(found: Score) -> dict[str, Any]:
    names = ("field", "measure", "n", "correct", "value", "precision", "recall", "published")
    wrong = [
        {name: getattr(each, name) for name in ("row", "title", "location", "ours", "label")} for each in found.wrong
    ]
    return {name: getattr(found, name) for name in names} | {"wrong": wrong}


def evaluate(rows: Iterable[Row], read: Callable[[Posting], Facts], *, where: str = "row") -> Report:
    """Return how well `read` does on labelled rows; a row it cannot use is reported."""
    labelled: list[Labelled] = []
    unreadable: list[Unreadable] = []
    for number, row in enumerate(rows, start=1):
        try:
            labelled.append(_labelled(row, read, number))
        except Unreadable as error:
            unreadable.append(Unreadable(error.what, where=f"{where} {number}"))
    return Report(len(labelled), score(labelled, PUBLISHED), tuple(unreadable))


def evaluate_lines(lines: Iterable[str], read: Callable[[Posting], Facts], *, where: str) -> Report:
    """Return the report on JSON Lines; `where` names their file in the errors, which have the line's number."""
    broken: list[Unreadable] = []
    numbers: list[int] = []
    report = evaluate(_parsed(lines, where, broken, numbers), read)
    located = [
        Unreadable(error.what, where=f"{where}, line {numbers[int(error.where.split()[-1]) - 1]}")
        for error in report.unreadable
    ]
    return replace(report, unreadable=(*broken, *located))


def _parsed(lines: Iterable[str], where: str, broken: list[Unreadable], numbers: list[int]) -> Iterator[Row]:
    """Yield the rows of the lines that hold one; note the number of each, and what is wrong with the others."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            broken.append(Unreadable(f"not JSON: {error}", where=f"{where}, line {number}"))
            continue
        numbers.append(number)
        yield row


def _labelled(row: Row, read: Callable[[Posting], Facts], number: int) -> Labelled:
    if not isinstance(row, Mapping):
        raise Unreadable("a row must be a JSON object")
    gold = row.get("gold")
    if not isinstance(gold, Mapping):
        raise Unreadable("a row must have its labels in an object `gold`")
    for key in _LABELS_THAT_ARE_OBJECTS:
        if not isinstance(gold.get(key), Mapping | None):
            raise Unreadable(f"the label `{key}` must be an object or null")
    posting = posting_of_row(row)
    name = str(row.get("id") or number)
    return Labelled(name, posting.title.strip(), "; ".join(posting.locations), gold, read(posting))


def posting_of_row(row: Row) -> Posting:
    """Return the posting that a labelled row describes; raises Unreadable where a field has the wrong type."""
    location = _text(row, "location_raw")
    return Posting(
        native_id=_text(row, "id"),
        title=_text(row, "title"),
        company=_text(row, "company_key"),
        url="",
        text=_text(row, "description_text"),
        locations=(location,) if location.strip() else (),
        pay=_pay(row.get("structured_salary")),
    )


def _text(row: Row, key: str) -> str:
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise Unreadable(f"`{key}` must be text or null")
    return value or ""


def _pay(said: Any) -> Pay | None:
    match said:
        case None:
            return None
        case {"currency": str(currency), "interval": str(period), **amounts}:
            return Pay(_amount(amounts, "min_amount"), _amount(amounts, "max_amount"), currency, period)
        case _:
            raise Unreadable("`structured_salary` must have a currency and an interval, or be null")


def _amount(amounts: Mapping[Any, Any], key: str) -> float | None:
    value = amounts.get(key)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise Unreadable(f"`structured_salary.{key}` must be a number or null")
    return value
