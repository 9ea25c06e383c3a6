"""The sample postings as a person reads them, against what the rules read."""

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from jobfinder.demo.catalogue import COUNTRY_NAMES, find
from jobfinder.demo.markup import to_plain
from jobfinder.domain.facts import Facts
from jobfinder.domain.posting import Pay, Posting
from jobfinder.domain.reading import read_posting

ROWS = [json.loads(line) for line in Path(__file__).with_name("postings-labelled.jsonl").read_text().splitlines()]
FLOOR = 0.9  # of the rows, for each field
CODES = {name: code for code, name in COUNTRY_NAMES.items()}


def posting_of(row: dict) -> Posting:
    pay = row["structured_salary"]
    return Posting(
        native_id=row["id"],
        title=row["title"],
        company=row["company_key"],
        url="https://sample.example/",
        text=row["description_text"],
        locations=(row["location_raw"],),
        workplace=row["workplace"],
        employment=row["employment"],
        language=row["language"],
        pay=Pay(pay["min_amount"], pay["max_amount"], pay["currency"], pay["interval"]) if pay else None,
    )


READ = {row["id"]: read_posting(posting_of(row)) for row in ROWS}


def _folded(text: str | None) -> str:
    plain = unicodedata.normalize("NFKD", (text or "").replace("ł", "l").replace("Ł", "L"))
    return plain.encode("ascii", "ignore").decode().lower()


def _level(facts: Facts) -> str:
    return facts.level.value if facts.level else "unknown"


def _country(facts: Facts) -> str:
    places = facts.places or facts.eligibility
    return places[0].value.country if places else ""


def _salary(facts: Facts) -> tuple | None:
    pay = facts.pay.value if facts.pay else None
    return (pay.minimum, pay.maximum, pay.currency, pay.period) if pay else None


def _gold_salary(gold: dict) -> tuple | None:
    pay = gold["salary"]
    return (pay["min"], pay["max"], pay["currency"], pay["interval"]) if pay else None


def _years(facts: Facts) -> tuple | None:
    return (facts.years.value.minimum, facts.years.value.maximum) if facts.years else None


FIELDS: dict[str, Callable[[dict, Facts], bool]] = {
    "level": lambda gold, facts: _level(facts) == gold["level"],
    "country": lambda gold, facts: _country(facts) == CODES.get(gold["country"] or "", ""),
    "city": lambda gold, facts: _folded(facts.places[0].value.city if facts.places else "") == _folded(gold["city"]),
    "work_mode": lambda gold, facts: (facts.work_mode.value if facts.work_mode else None) == gold["work_mode"],
    "salary": lambda gold, facts: _salary(facts) == _gold_salary(gold),
    "years": lambda gold, facts: _years(facts) == ((gold["yoe"]["min"], gold["yoe"]["max"]) if gold["yoe"] else None),
    "employment": lambda gold, facts: (
        gold["employment"] is None or (facts.employment is not None and facts.employment.value == gold["employment"])
    ),
    "skills": lambda gold, facts: (
        set(gold["skills"]) <= (found := {fact.value.name for fact in facts.skills})
        and not set(gold["no_skills"]) & found
    ),
}


def _misread(field: str) -> list[str]:
    return [row["id"] for row in ROWS if not FIELDS[field](row["gold"], READ[row["id"]])]


@pytest.mark.parametrize("field", FIELDS)
def test_the_rules_read_nearly_every_sample_as_a_person_does(field):
    assert len(ROWS) - len(_misread(field)) >= FLOOR * len(ROWS), _misread(field)


def test_the_labels_speak_of_the_text_that_is_served():
    for row in ROWS:
        posting = find(*row["id"].split("/"))
        assert row["title"] == posting.title
        assert row["description_text"].startswith(to_plain(posting.markup)), row["id"]
