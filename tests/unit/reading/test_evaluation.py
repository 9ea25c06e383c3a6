import json

import pytest

from jobfinder.domain.evaluation import same_city, same_country
from jobfinder.domain.fact import Fact, Quote
from jobfinder.domain.facts import Facts, Level, Place, WorkMode, Years
from jobfinder.domain.posting import Pay, Posting
from jobfinder.domain.reading import read_posting
from jobfinder.errors import Unreadable
from jobfinder.usecases.evaluate import Report, evaluate, evaluate_lines, posting_of_row
from tests.places import ROOT, SHARED, needs_shared

BERLIN = Place(city="Berlin", region="Berlin", country="DE")
ROW = {
    "id": "a1",
    "title": "Senior Baker",
    "description_text": None,
    "location_raw": "Berlin",
    "structured_salary": {"min_amount": 50_000, "max_amount": 60_000, "currency": "EUR", "interval": "year"},
    "gold": {
        "level": "senior",
        "country": "Germany",
        "city": "Berlin",
        "remote": False,
        "salary": {"currency": "EUR", "interval": "year", "min": 50_000, "max": 60_000},
        "yoe": {"min": 3, "max": None},
    },
}


def fact(value: object) -> Fact:
    return Fact(value, Quote("title", "x"))


RIGHT = Facts(
    level=fact(Level.SENIOR),
    places=(fact(BERLIN),),
    pay=fact(Pay(50_000, 60_000, "EUR", "year")),
    years=fact(Years(3)),
)


def values(report: Report) -> dict[str, float]:
    return {f"{each.field} {each.measure}": each.value for each in report.scores}


def test_facts_that_agree_with_every_label_score_one_in_every_measure() -> None:
    report = evaluate([ROW], lambda _: RIGHT)
    assert set(values(report).values()) == {1.0}
    assert not any(each.wrong for each in report.scores)


def test_reading_nothing_scores_nothing_where_labels_say_something() -> None:
    report = evaluate([ROW], lambda _: Facts())
    assert values(report) == {
        "level accuracy": 0.0,
        "country accuracy": 0.0,
        "city accuracy": 0.0,
        "remote accuracy": 1.0,
        "salary F1": 0.0,
        "salary F1 within 5 %": 0.0,
        "years F1": 0.0,
        "years F1 exact": 0.0,
    }


def test_reading_something_where_the_label_says_none_is_wrong() -> None:
    gold = {"level": "unknown", "country": None, "city": None, "remote": True, "salary": None, "yoe": None}
    report = evaluate([ROW | {"gold": gold}], lambda _: RIGHT)
    assert set(values(report).values()) == {0.0}
    level = report.scores[0]
    assert [(wrong.ours, wrong.label) for wrong in level.wrong] == [("senior", "unknown")]


def test_hybrid_and_remote_both_count_as_remote_and_where_one_may_live_counts_as_place() -> None:
    facts = Facts(work_mode=fact(WorkMode.HYBRID), eligibility=(fact(Place(country="DE")),))
    report = evaluate([ROW | {"gold": {"remote": True, "country": "Germany", "city": None}}], lambda _: facts)
    assert [each.value for each in report.scores if each.n] == [1.0, 1.0, 1.0]


def test_a_label_that_is_missing_is_skipped_for_its_field_only() -> None:
    report = evaluate([ROW | {"gold": {"level": "senior"}}, ROW], lambda _: RIGHT)
    assert {each.field: each.n for each in report.scores} == {
        "level": 2, "country": 1, "city": 1, "remote": 1, "salary": 1, "years": 1,
    }  # fmt: skip


def test_a_near_salary_agrees_only_in_the_looser_measure() -> None:
    near = Facts(pay=fact(Pay(51_000, 61_000, "EUR", "year")))
    found = values(evaluate([ROW], lambda _: near))
    assert found["salary F1"] == 0.0
    assert found["salary F1 within 5 %"] == 1.0


@pytest.mark.parametrize(
    "pay", [Pay(50_000, 60_000, "USD", "year"), Pay(50_000, 60_000, "EUR", "month"), Pay(50_000, None, "EUR", "year")]
)
def test_another_currency_period_or_end_is_another_salary(pay: Pay) -> None:
    assert values(evaluate([ROW], lambda _: Facts(pay=fact(pay))))["salary F1 within 5 %"] == 0.0


def test_a_single_amount_may_be_written_as_one_end_or_both() -> None:
    gold = {"salary": {"currency": "USD", "interval": "hour", "min": 20, "max": None}}
    report = evaluate([ROW | {"gold": gold}], lambda _: Facts(pay=fact(Pay(20, 20, "USD", "hour"))))
    assert values(report)["salary F1"] == 1.0


def test_precision_and_recall_tell_invented_from_missed() -> None:
    rows = [ROW, ROW | {"gold": ROW["gold"] | {"yoe": None}}, ROW]
    answers = iter([Facts(years=fact(Years(3))), Facts(years=fact(Years(9))), Facts()])
    score = next(each for each in evaluate(rows, lambda _: next(answers)).scores if each.measure == "F1 exact")
    assert (score.precision, score.recall, score.value) == (0.5, 0.5, 0.5)
    assert len(score.wrong) == 2


@pytest.mark.parametrize(
    ("place", "label", "same"),
    [
        (Place(city="Washington", country="US"), "Washington D.C.", True),
        (Place(city="Bengaluru", country="IN"), "Bangalore", True),
        (Place(city="Bogotá", country="CO"), "Bogota", True),
        (Place(city="Milan", country="IT"), "Milano", True),
        (Place(city="Austin", country="US"), "Dallas", False),
        (Place(), None, True),
        (Place(), "Dallas", False),
        (Place(city="Austin", country="US"), None, False),
    ],
)
def test_cities_are_compared_without_accents_and_aliases(place: Place, label: str | None, same: bool) -> None:
    assert same_city(place, label) is same


@pytest.mark.parametrize(
    ("code", "label", "same"),
    [
        ("US", "United States", True),
        ("US", "US", True),
        ("", None, True),
        ("", "Atlantis", False),
        ("KR", "South Korea", True),
    ],
)
def test_countries_are_compared_by_what_they_name(code: str, label: str | None, same: bool) -> None:
    assert same_country(code, label) is same


def test_a_row_becomes_the_posting_a_board_would_have_sent() -> None:
    assert posting_of_row(ROW | {"company_key": "acme"}) == Posting(
        native_id="a1",
        title="Senior Baker",
        company="acme",
        url="",
        locations=("Berlin",),
        pay=Pay(50_000, 60_000, "EUR", "year"),
    )


def test_broken_lines_are_reported_by_number_and_cost_no_other() -> None:
    lines = [
        json.dumps(ROW),
        "{not json",
        "",
        "[1, 2]",
        json.dumps(ROW | {"gold": None}),
        json.dumps(ROW | {"title": 7}),
        json.dumps(ROW | {"structured_salary": {"currency": "EUR", "interval": "year", "min_amount": "many"}}),
        json.dumps(ROW | {"gold": {"salary": "much"}}),
        "[" * 100_000,
        json.dumps(ROW),
    ]
    report = evaluate_lines(lines, lambda _: RIGHT, where="rows.jsonl")
    assert report.rows == 2
    assert all(isinstance(error, Unreadable) for error in report.unreadable)
    assert sorted(int(error.where.removeprefix("rows.jsonl, line ")) for error in report.unreadable) == [
        2,
        4,
        5,
        6,
        7,
        8,
        9,
    ]


def test_a_report_goes_to_json_and_back() -> None:
    report = evaluate_lines([json.dumps(ROW), "{"], lambda _: Facts(), where="rows.jsonl")
    plain = report.as_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert plain["rows"] == 1
    assert plain["scores"][0]["wrong"] == [
        {"row": "a1", "title": "Senior Baker", "location": "Berlin", "ours": "unknown", "label": "senior"}
    ]
    assert plain["scores"][0]["published"] == 0.872
    assert plain["unreadable"][0]["where"] == "rows.jsonl, line 2"


def test_no_rows_at_all_score_nothing_and_raise_nothing() -> None:
    assert {each.value for each in evaluate([], read_posting).scores} == {0.0}


TARGETS = {
    "level accuracy": 0.92,
    "country accuracy": 0.96,
    "city accuracy": 0.95,
    "remote accuracy": 0.95,
    "salary F1": 0.97,
    "years F1": 0.98,
}


@needs_shared
def test_the_labelled_postings_are_read_as_well_as_promised() -> None:
    with (SHARED / "datasets/postings-gold/dev.jsonl").open(encoding="utf-8") as lines:
        report = evaluate_lines(lines, read_posting, where="dev.jsonl")
    assert report.rows == 250
    assert not report.unreadable
    found = values(report)
    assert {name: found[name] for name in TARGETS if found[name] < TARGETS[name]} == {}


def as_tables(report: Report) -> str:
    """The part of docs/reading.md that is measured."""
    lines = ["| field | measure | ours | published | rows |", "| --- | --- | --- | --- | --- |"]
    for each in report.scores:
        published = "" if each.published is None else f"{each.published:.3f}"
        lines.append(f"| {each.field} | {each.measure} | {each.value:.3f} | {published} | {each.n} |")
    lines += ["", "Every row where we and the label differ:", ""]
    lines += ["| field | row | title | location | ours | label |", "| --- | --- | --- | --- | --- | --- |"]
    for each in report.scores:
        if not each.measure.startswith(("F1 within", "F1 exact")):
            lines += [
                f"| {each.field} | {wrong.row} | {wrong.title} | {wrong.location} | {wrong.ours} | {wrong.label} |"
                for wrong in each.wrong
            ]
    return "\n".join(lines)


@needs_shared
def test_the_documentation_says_what_is_measured_and_lists_every_disagreement() -> None:
    with (SHARED / "datasets/postings-gold/dev.jsonl").open(encoding="utf-8") as lines:
        tables = as_tables(evaluate_lines(lines, read_posting, where="dev.jsonl"))
    page = (ROOT / "docs/reading.md").read_text("utf-8")
    assert tables in page, f"put these between the marks in docs/reading.md:\n\n{tables}\n"
