"""What each board's own fields mean: the traps of `docs/sources.md`, one test each."""

import copy
from datetime import UTC, datetime
from typing import Any

import pytest

from jobfinder.domain.posting import Pay, Posting
from jobfinder.errors import Unreadable
from jobfinder.ports import Board, Page, Request
from jobfinder.sources import source_type
from tests.unit.sources.samples import ASHBY, GREENHOUSE, LEVER, RECRUITEE, SMARTRECRUITERS, WORKABLE, parsed


def first(name: str, answer: Any, **changes: Any) -> Posting:
    """Return the first posting of an answer whose first row was changed."""
    answer = copy.deepcopy(answer)
    rows = answer if isinstance(answer, list) else next(value for value in answer.values() if isinstance(value, list))
    rows[0].update(changes)
    return parsed(name, answer).postings[0]


# -- Greenhouse -------------------------------------------------------------------------------------------------------


def test_greenhouse_says_all_it_knows_of_a_posting() -> None:
    assert parsed("greenhouse", GREENHOUSE).postings[0] == Posting(
        native_id="4000001",
        title="Baker",
        company="Acme Bakeries",
        url="https://boards.greenhouse.io/acme/jobs/4000001",
        text="&lt;p&gt;Bake &amp;amp; sell bread.&lt;/p&gt;",
        locations=("Leeds, UK", "York, UK"),
        workplace="Hybrid",
        pay=Pay(30000.0, 36000.0, "GBP", "year"),
        pay_text="Annual salary 30,000 - 36,000 GBP",
        employment="Full-time",
        department="Kitchen",
        language="en",
        posted_at=datetime(2026, 10, 1, 13, 0, tzinfo=UTC),
        updated_at=datetime(2026, 11, 20, 13, 0, tzinfo=UTC),
        closes_at=datetime(2026, 12, 31, tzinfo=UTC),
    )


def test_greenhouse_keeps_the_id_in_an_employers_own_url() -> None:
    assert parsed("greenhouse", GREENHOUSE).postings[1].url == "https://acme.example/jobs?gh_jid=4000002"


def test_greenhouse_without_a_company_name_is_of_the_boards_company() -> None:
    named = Board("acme", company="Acme Haulage")
    assert [parsed("greenhouse", GREENHOUSE, board).postings[1].company for board in (named, Board("acme"))] == [
        "Acme Haulage",
        "acme",
    ]


def test_the_day_of_the_last_edit_is_never_the_day_of_posting() -> None:
    assert first("greenhouse", GREENHOUSE, first_published=None).posted_at is None


@pytest.mark.parametrize("mode", ["Hybrid", "remote", "On-site", "In-Office"])
def test_a_greenhouse_place_that_is_only_a_mode_of_work_gives_way_to_the_offices(mode: str) -> None:
    posting = first("greenhouse", GREENHOUSE, location={"name": mode}, metadata=None)
    assert (posting.locations, posting.workplace) == (("Leeds, England, United Kingdom",), mode)


def test_a_mode_of_work_stays_the_place_where_there_is_no_office() -> None:
    posting = first("greenhouse", GREENHOUSE, location={"name": "Remote"}, offices=[], metadata=[])
    assert (posting.locations, posting.workplace) == (("Remote",), "Remote")


@pytest.mark.parametrize(
    ("ranges", "pay"),
    [
        ([], None),
        ([{"min_cents": 2500, "max_cents": 3000, "currency_type": "USD"}], Pay(25, 30, "USD", "hour")),
        ([{"min_cents": 9_000_000, "max_cents": None, "currency_type": "USD"}], Pay(90000, None, "USD", "year")),
        ([{"min_cents": 300_000, "max_cents": 400_000, "currency_type": "EUR"}], None),  # a year? a month? unknown
        (
            [{"min_cents": 300_000, "max_cents": 400_000, "currency_type": "EUR", "title": "Monthly pay"}],
            Pay(3000, 4000, "EUR", "month"),
        ),
        (
            [
                {"min_cents": 10_000_000, "max_cents": 12_000_000, "currency_type": "USD", "title": "Zone 1"},
                {"min_cents": 9_000_000, "max_cents": 11_000_000, "currency_type": "USD", "title": "Zone 2"},
                {"min_cents": 7_000_000, "max_cents": 8_000_000, "currency_type": "CAD", "title": "Canada"},
            ],
            Pay(90000, 120000, "USD", "year"),
        ),
    ],
)
def test_greenhouse_pay_is_in_cents_and_its_period_in_the_title_or_plain_from_its_size(
    ranges: list[Any], pay: Pay | None
) -> None:
    assert first("greenhouse", GREENHOUSE, pay_input_ranges=ranges).pay == pay


def test_greenhouse_pay_may_stand_in_a_field_of_the_employer() -> None:
    value = {"unit": "USD", "min_value": "80000.0", "max_value": "95000.0"}
    metadata = [{"id": 1, "name": "Salary Range", "value": value, "value_type": "currency_range"}]
    posting = first("greenhouse", GREENHOUSE, pay_input_ranges=None, metadata=metadata)
    assert posting.pay == Pay(80000, 95000, "USD", "year")


@pytest.mark.parametrize("value", [7, True, [], [[]], {}, {"min_value": []}, {"min_value": "x", "unit": 3}, "words"])
def test_a_field_of_the_employer_may_hold_anything(value: Any) -> None:
    metadata = [{"name": name, "value": value} for name in ("Salary", "Location Type", "Time Type", None)]
    assert first("greenhouse", GREENHOUSE, pay_input_ranges=None, metadata=metadata).pay is None


def test_a_greenhouse_detail_response_is_a_board_of_one() -> None:
    page = parsed("greenhouse", GREENHOUSE["jobs"][0])
    assert [posting.title for posting in page.postings] == ["Baker"]


# -- Lever ------------------------------------------------------------------------------------------------------------


def test_lever_says_all_it_knows_of_a_posting() -> None:
    assert parsed("lever", LEVER).postings[0] == Posting(
        native_id="11111111-1111-4111-8111-111111111111",
        title="Nurse",
        company="acme",
        url="https://jobs.lever.co/acme/11111111-1111-4111-8111-111111111111",
        apply_url="https://jobs.lever.co/acme/11111111-1111-4111-8111-111111111111/apply",
        text="<p>Care for people.</p>\n<h3>What you bring &amp; more</h3>\n<ul><li>A licence</li></ul>\n"
        "<p>Equal chances.</p>",
        locations=("Austin, TX", "Dallas, TX"),
        country="US",
        workplace="onsite",
        pay=Pay(60000.0, 75000.5, "USD", "year"),
        employment="Full-time",
        department="Care",
        posted_at=datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC),
    )


def test_lever_plain_text_keeps_its_lines_and_signs() -> None:
    assert parsed("lever", LEVER).postings[1].text == "<p>Carry things.<br>\nSmile &lt; laugh.</p>"


@pytest.mark.parametrize(
    ("interval", "period"),
    [
        ("per-year-salary", "year"),
        ("per-month-salary", "month"),
        ("per-week-salary", "week"),
        ("per-day-wage", "day"),
        ("per-hour-wage", "hour"),
    ],
)
def test_lever_pay_is_per_interval(interval: str, period: str) -> None:
    salary = {"min": "50", "max": 70, "currency": "usd", "interval": interval}
    assert first("lever", LEVER, salaryRange=salary).pay == Pay(50, 70, "USD", period)


@pytest.mark.parametrize(
    "salary",
    [
        {"min": 5000, "max": 9000, "currency": "USD", "interval": "one-time"},
        {"min": 0, "max": 0, "currency": "USD", "interval": "per-year-salary"},
        {"min": 5000, "max": 9000, "currency": "", "interval": "per-year-salary"},
        {"min": None, "max": None, "currency": "USD", "interval": "per-year-salary"},
        {},
        None,
    ],
)
def test_lever_pay_that_is_not_whole_is_unknown(salary: Any) -> None:
    assert first("lever", LEVER, salaryRange=salary).pay is None


@pytest.mark.parametrize("zero", [0, None, -5, 10**20, 86_400_000])
def test_a_moment_that_cannot_be_true_is_unknown(zero: Any) -> None:
    assert first("lever", LEVER, createdAt=zero).posted_at is None


def test_an_unspecified_workplace_is_unknown() -> None:
    assert first("lever", LEVER, workplaceType="unspecified").workplace == ""


def test_lever_text_may_come_in_an_opening_and_a_body() -> None:
    posting = first("lever", LEVER, description=None, opening="<p>Hello.</p>", descriptionBody="<p>Work.</p>", lists=[])
    assert posting.text == "<p>Hello.</p>\n<p>Work.</p>\n<p>Equal chances.</p>"


# -- Ashby ------------------------------------------------------------------------------------------------------------


def test_ashby_says_all_it_knows_of_a_posting() -> None:
    assert parsed("ashby", ASHBY).postings[0] == Posting(
        native_id="33333333-3333-4333-8333-333333333333",
        title="Welder",
        company="acme",
        url="https://jobs.ashbyhq.com/acme/33333333-3333-4333-8333-333333333333",
        text="<p>Weld.</p>",
        locations=("Bremen", "Kiel"),
        country="Germany",
        workplace="Hybrid",
        pay=Pay(40000.0, 50000.0, "EUR", "year"),
        pay_text="€40K – €50K • Offers Equity",
        employment="FullTime",
        department="Works",
        posted_at=datetime(2026, 10, 1, 9, 0, tzinfo=UTC),
    )


def test_ashby_leaves_out_what_is_not_listed() -> None:
    assert [posting.title for posting in parsed("ashby", ASHBY).postings] == ["Welder", "Rigger"]


@pytest.mark.parametrize(
    ("workplace", "remote", "said"),
    [
        ("Hybrid", True, "Hybrid"),
        ("OnSite", True, "OnSite"),
        (None, True, "Remote"),
        (None, False, ""),
        (None, None, ""),
    ],
)
def test_ashby_workplace_type_decides_over_is_remote(workplace: Any, remote: Any, said: str) -> None:
    assert first("ashby", ASHBY, workplaceType=workplace, isRemote=remote).workplace == said


def salary(
    low: Any, high: Any, interval: str = "1 YEAR", currency: str = "USD", kind: str = "Salary"
) -> dict[str, Any]:
    return {
        "compensationType": kind,
        "interval": interval,
        "currencyCode": "USD",
        "minValue": low,
        "maxValue": high,
    }


@pytest.mark.parametrize(
    ("summary", "tiers", "pay"),
    [
        ([salary(1, 2, kind="Bonus"), salary(11700, 11700, "1 MONTH")], [], Pay(11700, 11700, "USD", "month")),
        ([salary(100, 200, kind="EquityCashValue")], [], None),
        ([], [{"components": [salary(100, 120), salary(1, 2, kind="Commission")]}], Pay(100, 120, "USD", "year")),
        (None, [{"components": [salary(100, 120)]}, {"components": [salary(90, 110)]}], Pay(90, 120, "USD", "year")),
        ([salary(100, None)], [], Pay(100, None, "USD", "year")),
        ([salary(100, None), salary(80, 90)], [], Pay(80, None, "USD", "year")),
        ([salary(100, 200, "2 WEEK")], [], None),
        ([salary(100, 200, "NONE")], [], None),
        ([salary(None, None)], [], None),
        ([], [{"components": None}, {}], None),
        ([], None, None),
        ([], "no tiers", None),
    ],
)
def test_ashby_pay_is_the_salary_of_the_summary_or_else_of_the_tiers(summary: Any, tiers: Any, pay: Pay | None) -> None:
    compensation = {"summaryComponents": summary, "compensationTiers": tiers}
    assert first("ashby", ASHBY, compensation=compensation).pay == pay


# -- SmartRecruiters --------------------------------------------------------------------------------------------------


def test_smartrecruiters_says_all_it_knows_of_a_posting() -> None:
    assert parsed("smartrecruiters", SMARTRECRUITERS).postings[0] == Posting(
        native_id="744000000000001",
        title="Cook",
        company="Acme Inns",
        url="https://jobs.smartrecruiters.com/Acme/744000000000001",
        locations=("Lyon, ARA, fr",),
        country="fr",
        workplace="hybrid",
        employment="Full-time",
        department="Kitchen",
        language="fr",
        posted_at=datetime(2026, 10, 1, 9, 0, tzinfo=UTC),
    )


def page_of(rows: int, *, total: int, offset: int | None, asked: int = 0) -> Page:
    content = [{"id": str(700_000_000 + number), "name": "Cook"} for number in range(rows)]
    answer = {"content": content, "totalFound": total} | ({} if offset is None else {"offset": offset})
    url = f"https://api.smartrecruiters.com/v1/companies/acme/postings?limit=100&offset={asked}"
    return parsed("smartrecruiters", answer, request=Request(url=url))


@pytest.mark.parametrize(
    ("rows", "total", "offset", "asked", "following"),
    [
        (100, 250, 0, 0, "offset=100"),
        (100, 250, 100, 100, "offset=200"),
        (50, 250, 200, 200, None),
        (100, 250, None, 100, "offset=200"),  # an answer that does not say where it begins
        (3, 4, None, 0, "offset=3"),
        (0, 250, 100, 100, None),  # an empty page in the middle ends it: the count tells that it is not whole
        (0, 0, 0, 0, None),
    ],
)
def test_smartrecruiters_is_paged_until_all_are_there(
    rows: int, total: int, offset: int | None, asked: int, following: str | None
) -> None:
    page = page_of(rows, total=total, offset=offset, asked=asked)
    assert (page.total, len(page.postings)) == (total, rows)
    assert (page.next.url.rpartition("&")[2] if page.next else None) == following


def test_broken_rows_count_for_the_next_page() -> None:
    answer = {"content": [{"id": "1", "name": "Cook"}, 7], "totalFound": 5, "offset": 0}
    page = parsed("smartrecruiters", answer)
    assert page.next is not None
    assert page.next.url.endswith("offset=2")


def test_smartrecruiters_detail_brings_text_and_addresses() -> None:
    source = source_type("smartrecruiters")
    board = Board("Acme", endpoint="http://127.0.0.1:8123")
    posting = parsed("smartrecruiters", SMARTRECRUITERS).postings[0]
    request = source.detail(posting, board)
    assert request is not None
    assert request.url == "http://127.0.0.1:8123/v1/companies/Acme/postings/744000000000001"
    body = b"""{"id": "744000000000001", "postingUrl": "https://jobs.smartrecruiters.com/Acme/744000000000001-cook",
        "jobAd": {"sections": {
            "qualifications": {"title": "Qualifications", "text": "<p>A knife.</p>"},
            "jobDescription": {"title": "Job Description", "text": "<p>Cook.</p>"},
            "videos": {"urls": []}, "additionalInformation": {"title": "More", "text": ""}}}}"""
    detailed = source.parse_detail(body, posting)
    assert detailed.text == "<h3>Job Description</h3>\n<p>Cook.</p>\n<h3>Qualifications</h3>\n<p>A knife.</p>"
    assert detailed.url == "https://jobs.smartrecruiters.com/Acme/744000000000001-cook"
    assert detailed.title == posting.title


@pytest.mark.parametrize(
    "body", [b"{}", b"[]", b'{"id": "1"}', b'{"content": []}', b'{"content": [{"id": "1"}]}', b"x"]
)
def test_a_detail_without_a_text_is_unreadable(body: bytes) -> None:
    posting = parsed("smartrecruiters", SMARTRECRUITERS).postings[0]
    with pytest.raises(Unreadable, match="Expected a SmartRecruiters"):
        source_type("smartrecruiters").parse_detail(body, posting)


# -- Workable ---------------------------------------------------------------------------------------------------------


def test_workable_rows_of_one_posting_are_joined() -> None:
    assert parsed("workable", WORKABLE).postings[0] == Posting(
        native_id="AAAAAAAAA1",
        title="Shepherd",
        company="Acme Farms",
        url="https://apply.workable.com/j/AAAAAAAAA1",
        apply_url="https://apply.workable.com/j/AAAAAAAAA1/apply",
        text="<p>Herd.</p>",
        locations=("Cork, Ireland", "Galway, Ireland"),
        country="IE",
        employment="Full-time",
        level="Associate",
        department="Sheep",
        posted_at=datetime(2026, 10, 1, tzinfo=UTC),
    )


def test_workable_rows_in_several_countries_are_in_none() -> None:
    answer = copy.deepcopy(WORKABLE)
    answer["jobs"][1]["locations"][0].update(city="Bergen", country="Norway", countryCode="NO")
    posting = parsed("workable", answer).postings[0]
    assert (posting.locations, posting.country) == (("Cork, Ireland", "Bergen, Norway"), "")


def test_a_workable_posting_that_allows_telecommuting_is_remote() -> None:
    posting = parsed("workable", WORKABLE).postings[1]
    assert (posting.workplace, posting.locations, posting.url) == (
        "remote",
        ("Ireland",),
        "https://apply.workable.com/j/AAAAAAAAA2",
    )


def test_a_hidden_place_is_not_shown() -> None:
    places = [{"city": "Cork", "country": "Ireland", "countryCode": "IE", "hidden": True}]
    assert first("workable", WORKABLE, locations=places, city="Dublin").locations[0] == "Dublin, Ireland"


# -- Recruitee --------------------------------------------------------------------------------------------------------


def test_recruitee_says_all_it_knows_of_a_posting() -> None:
    assert parsed("recruitee", RECRUITEE).postings[0] == Posting(
        native_id="900001",
        title="Tailor",
        company="Acme Cloth",
        url="https://acme.recruitee.com/o/tailor",
        apply_url="https://acme.recruitee.com/o/tailor/c/new",
        text="<p>Sew.</p>\n<p>A needle.</p>",
        locations=("Utrecht, Netherlands", "Home"),
        country="NL",
        workplace="hybrid",
        pay=Pay(2500.0, 3000.0, "EUR", "month"),
        language="nl",
        tags=("cloth",),
        posted_at=datetime(2026, 10, 1, 9, 0, tzinfo=UTC),
        updated_at=datetime(2026, 10, 2, 9, 0, tzinfo=UTC),
    )


def test_recruitee_leaves_out_what_is_not_published() -> None:
    assert [posting.title for posting in parsed("recruitee", RECRUITEE).postings] == ["Tailor", "Weaver"]


@pytest.mark.parametrize(
    ("ticked", "workplace"),
    [
        ({"remote": True}, "remote"),
        ({"hybrid": True}, "hybrid"),
        ({"on_site": True}, "on-site"),
        ({"remote": True, "hybrid": True}, "hybrid"),
        ({"remote": True, "on_site": True}, "hybrid"),
        ({}, ""),
    ],
)
def test_recruitee_boxes_that_are_ticked_make_one_mode_of_work(ticked: dict[str, bool], workplace: str) -> None:
    boxes = {"remote": False, "hybrid": False, "on_site": False} | ticked
    assert first("recruitee", RECRUITEE, **boxes).workplace == workplace


def test_a_recruitee_board_answers_at_its_own_host() -> None:
    source = source_type("recruitee")
    assert source.first(Board("acme")).url == "https://acme.recruitee.com/api/offers/"
    assert source.first(Board("x", endpoint="https://jobs.acme.example")).url == "https://jobs.acme.example/api/offers/"
