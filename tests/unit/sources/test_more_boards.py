"""What the fields of the boards mean that list page by page, or show many employers' postings."""

import copy
import gzip
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from jobfinder.domain.posting import Pay, Posting
from jobfinder.errors import Gone, Unreadable
from jobfinder.ports import Board, Request
from jobfinder.sources import source_type
from tests.unit.sources import more_samples as more
from tests.unit.sources.samples import BOARDS, BODIES, PAGE_NODE, detail_sample, page_with, parsed

MIDNIGHT = datetime(2026, 10, 1, tzinfo=UTC)
NINE = datetime(2026, 10, 1, 9, tzinfo=UTC)


def row(name: str, position: int = 0) -> Posting:
    return parsed(name, BODIES[name]).postings[position]


def changed(answer: Any, path: str, value: Any) -> Any:
    """Return an answer with one field of it changed."""
    answer = copy.deepcopy(answer)
    *parts, last = path.split(".")
    inner = answer
    for part in parts:
        inner = inner[int(part)] if part.isdecimal() else inner[part]
    inner[last] = value
    return answer


def detailed(name: str, posting: Posting | None = None) -> Posting:
    return source_type(name).parse_detail(detail_sample(name) or b"", posting or row(name))


# -- Workday ----------------------------------------------------------------------------------------------------------


def test_workday_lists_no_date_and_no_place_where_it_only_counts_them() -> None:
    smith, farrier = parsed("workday", more.WORKDAY).postings
    assert (smith.native_id, smith.locations, smith.posted_at) == ("R100", ("Leeds",), None)
    assert smith.url == "https://acme.wd5.myworkdayjobs.com/External/job/Leeds/Smith_R100"
    assert (farrier.native_id, farrier.locations, farrier.workplace) == ("R200-1", (), "Remote")


def test_workday_completes_a_posting() -> None:
    whole = detailed("workday")
    assert (whole.text, whole.locations, whole.workplace) == ("<p>Forge.</p>", ("Leeds", "York"), "Hybrid")
    assert (whole.company, whole.employment) == ("Acme Iron Ltd", "Full time")
    assert (whole.posted_at, whole.closes_at) == (MIDNIGHT, datetime(2026, 12, 31, tzinfo=UTC))


def test_workday_keeps_the_employer_whom_the_source_was_added_for() -> None:
    posting = parsed("workday", more.WORKDAY, Board("acme.wd5:External", company="Acme Smithy")).postings[0]
    assert detailed("workday", posting).company == "Acme Smithy"


def test_workday_asks_for_a_posting_where_its_list_came_from() -> None:
    board = Board("acme.wd5:External", endpoint="http://127.0.0.1:8123")
    assert source_type("workday").detail(row("workday"), board) == Request(
        url="http://127.0.0.1:8123/wday/cxs/acme/External/job/Leeds/Smith_R100"
    )


def test_workday_goes_on_by_the_number_that_only_the_first_page_states() -> None:
    first = parsed("workday", more.WORKDAY | {"total": 5})
    assert first.next is not None
    assert json.loads(first.next.body or b"")["offset"] == 2
    second = parsed("workday", more.WORKDAY | {"total": 0}, request=first.next)
    assert second.total == 5
    assert second.next is not None
    with pytest.raises(Unreadable, match="Expected 5 postings, got none after the first 4"):
        parsed("workday", {"total": 0, "jobPostings": []}, request=second.next)


def test_workday_divides_a_list_that_is_too_long_by_a_facet() -> None:
    facets = [
        {"facetParameter": "country", "values": [{"id": "c1", "count": 2500}]},
        {"facetParameter": "place", "values": [{"id": "a1", "count": 1500}, {"id": "b2", "count": 900}]},
    ]
    page = parsed("workday", more.WORKDAY | {"total": 2000, "facets": facets})
    asked = []
    for _ in range(2):
        assert page.next is not None
        assert page.total is None or page.total == 2000
        asked.append(json.loads(page.next.body or b""))
        page = parsed("workday", more.WORKDAY, request=page.next)
    assert [(each["appliedFacets"], each["offset"]) for each in asked] == [
        ({"place": ["a1"]}, 0),
        ({"place": ["b2"]}, 0),
    ]
    assert page.next is None


def test_workday_divides_a_list_that_is_too_long_even_if_a_row_of_it_is_broken() -> None:
    facets = [{"facetParameter": "place", "values": [{"id": "a1", "count": 1500}, {"id": "b2", "count": 900}]}]
    rows = [{"title": 7}, *more.WORKDAY["jobPostings"]]
    page = parsed("workday", more.WORKDAY | {"total": 2000, "facets": facets, "jobPostings": rows})
    assert page.broken
    assert page.next is not None
    assert b'"place":["a1"]' in (page.next.body or b"")


def test_workday_says_that_a_list_which_cannot_be_divided_is_not_whole() -> None:
    first = parsed("workday", more.WORKDAY | {"total": 2000, "facets": []})
    assert first.next is not None
    end = Request(url=first.next.url, body=b'{"offset": 1998}')
    last = parsed("workday", more.WORKDAY | {"total": 0}, request=end)
    assert (last.next, last.total) == (None, 2001)


# -- boards of employers ----------------------------------------------------------------------------------------------


def test_personio_says_all_it_knows() -> None:
    glazier, clerk = parsed("personio", more.PERSONIO).postings
    assert glazier == Posting(
        native_id="1000001",
        title="Glazier",
        company="Acme Glass",
        url="https://acme.jobs.personio.de/job/1000001",
        text="<h3>Your tasks &amp; more</h3>\n<p>Cut <b>glass</b>.</p>\n"
        "<h3>You bring</h3>\n<ul><li>A steady hand</li></ul>",
        locations=("Jena", "Weimar"),
        employment="permanent, full-time",
        level="experienced",
        department="Works",
        tags=("glass", "windows"),
        posted_at=datetime(2026, 10, 1, 7, tzinfo=UTC),
    )
    assert (clerk.workplace, clerk.locations, clerk.company) == ("remote", (), "acme")


@pytest.mark.parametrize("declared", ['<!DOCTYPE x [<!ENTITY a "b">]>', "<!DOCTYPE x SYSTEM 'file:///etc/passwd'>"])
def test_personio_takes_no_document_that_declares_anything(declared: str) -> None:
    with pytest.raises(Unreadable, match="entities"):
        parsed("personio", more.PERSONIO.replace("<workzag-jobs>", f"{declared}<workzag-jobs>"))


def test_personio_names_a_broken_position_and_keeps_its_neighbours() -> None:
    page = parsed("personio", more.PERSONIO.replace("<name>Glazier</name>", "<name>Glazier"))
    assert [posting.title for posting in page.postings] == ["Clerk"]
    assert [(broken.which, broken.native_id) for broken in page.broken] == [("row 1", "1000001")]


def test_bamboohr_says_where_and_how_one_works() -> None:
    pilot, dispatcher = parsed("bamboohr", more.BAMBOOHR).postings
    assert (pilot.locations, pilot.workplace, pilot.department) == (("Halifax, Nova Scotia",), "on-site", "Fleet")
    assert (dispatcher.locations, dispatcher.country) == (("Calgary, Alberta, Canada",), "Canada")
    assert dispatcher.workplace == "hybrid"
    whole = detailed("bamboohr")
    assert (whole.text, whole.posted_at, whole.pay_text) == ("<p>Fly.</p>", MIDNIGHT, "$90,000 - $100,000")


def test_a_company_that_left_bamboohr_is_gone() -> None:
    with pytest.raises(Gone, match="front page"):
        parsed("bamboohr", '<!DOCTYPE html><html><head><link href="https://www.bamboohr.com/"></head></html>')


def test_teamtailor_prefers_the_posting_inside_an_item() -> None:
    baker, cook, _ = parsed("teamtailor", more.TEAMTAILOR).postings
    assert (baker.company, baker.text, baker.posted_at) == (
        "Acme Sweden",
        "<p>Bake.</p>",
        datetime(2026, 10, 1, 7, tzinfo=UTC),
    )
    assert (cook.native_id, cook.company, cook.text) == ("2000002", "Acme Kitchens", "<p>Cook well.</p>")
    assert (cook.locations, cook.employment, cook.posted_at) == (("Malmö, SE",), "FULL_TIME", baker.posted_at)


def test_teamtailor_goes_on_at_the_same_site_only() -> None:
    page = parsed("teamtailor", more.TEAMTAILOR | {"next_url": "https://evil.example/jobs.json?page=2"})
    assert page.next is not None
    assert page.next.url == "https://acme.teamtailor.com/jobs.json?page=2"


def test_breezy_keeps_pay_in_its_words() -> None:
    driver, planner = parsed("breezy", more.BREEZY).postings
    assert (driver.company, driver.pay, driver.pay_text) == ("Acme Roads", None, "$1.40k - $1.80k")
    assert (driver.locations, driver.country) == (("Tampa, Florida, United States",), "US")
    assert (planner.workplace, planner.locations) == ("remote", ())


def test_pinpoint_reads_no_pay_that_is_not_shown() -> None:
    porter, maid = parsed("pinpoint", more.PINPOINT).postings
    assert porter.pay == Pay(20000, 24000, "GBP", "year")
    assert (
        porter.text == "<div>Carry.</div>\n<h3>What you do</h3>\n<div>Lift.</div>\n<h3>Benefits</h3>\n<div>Lunch.</div>"
    )
    assert (porter.locations, maid.locations) == (("Jersey",), ("North County",))
    assert (maid.pay, maid.pay_text) == (None, "")


def test_rippling_joins_the_places_of_a_posting() -> None:
    seller, buyer = parsed("rippling", more.RIPPLING).postings
    assert seller.locations == ("London, United Kingdom", "Leeds, United Kingdom")
    assert (buyer.workplace, buyer.locations, buyer.eligibility) == ("remote", (), ("United States",))


@pytest.mark.parametrize("body", [more.RIPPLING_PAGE, json.dumps(more.RIPPLING_DETAIL)])
def test_rippling_completes_a_posting_from_its_page_and_from_the_api(body: str) -> None:
    whole = source_type("rippling").parse_detail(body.encode(), row("rippling"))
    assert (whole.text, whole.pay) == ("<p>Acme sells.</p>\n<p>Sell.</p>", Pay(30000, 40000, "GBP", "year"))
    assert (whole.employment, whole.posted_at) == ("Full time", NINE)


def test_icims_reads_cards_and_the_page_of_each() -> None:
    loader, packer = parsed("icims", more.ICIMS).postings
    assert (loader.native_id, loader.company, loader.title) == ("1001", "acme", "Loader")
    assert loader.url == "https://careers-acme.icims.com/jobs/1001/loader/job"
    assert (loader.locations, loader.country) == (("Edison, NJ, US",), "US")
    assert packer.locations == ("Leeds, UK", "Austin, TX, US")
    request = source_type("icims").detail(loader, BOARDS["icims"])
    assert request is not None
    assert request.url == "https://careers-acme.icims.com/jobs/1001/loader/job?in_iframe=1"
    whole = detailed("icims")
    assert (whole.native_id, whole.url, whole.text) == ("1001", loader.url, "<p>Dig.</p>")


def test_icims_takes_no_link_to_another_site() -> None:
    page = parsed("icims", more.ICIMS.replace("https://careers-acme.icims.com/", "https://evil.example/"))
    assert [posting.native_id for posting in page.postings] == ["1002"]
    assert "leads to another site" in page.broken[0].why


def test_oracle_says_where_else_a_posting_is_open() -> None:
    inspector, surveyor = parsed("oraclecloud", more.ORACLECLOUD).postings
    assert (inspector.country, inspector.workplace, inspector.employment) == ("AU", "Hybrid", "Full time")
    assert (inspector.posted_at, inspector.closes_at) == (MIDNIGHT, datetime(2026, 12, 31, tzinfo=UTC))
    assert (surveyor.locations, surveyor.country) == (("Houston, TX, United States", "Miami, FL, United States"), "")
    assert detailed("oraclecloud").text == (
        "<p>Look at bridges.</p>\n<h3>Responsibilities</h3>\n<p>Climb.</p>\n<h3>Qualifications</h3>\n<p>No fear.</p>\n"
        "<p>We are Acme.</p>"
    )


# -- sites of many employers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "remoteok",
        "remotive",
        "weworkremotely",
        "arbeitnow",
        "himalayas",
        "jobicy",
        "themuse",
        "torre",
        "hackernews",
        "adzuna",
        "usajobs",
        "sitemap",
    ],
)
def test_a_site_of_many_employers_is_never_taken_for_one(name: str) -> None:
    source, named = source_type(name), Board(BOARDS[name].id, company="The Site")
    assert source.whole_board is False
    if name != "sitemap":  # of one employer, who may be named when it is added
        assert all(posting.company != "The Site" for posting in parsed(name, BODIES[name], named).postings)


def test_remote_ok_is_read_without_its_notice_its_robot_word_and_its_broken_letters() -> None:
    coder, tester = parsed("remoteok", more.REMOTEOK).postings
    assert (coder.company, coder.text, coder.eligibility) == ("Acme & Co", "<p>Code in Kraków.</p>", ("Kraków",))
    assert coder.pay == Pay(70000, 150000, "USD", "year")
    assert (tester.pay, tester.eligibility, tester.workplace) == (None, (), "remote")


def test_remote_ok_reads_pay_that_can_only_be_hourly_as_such() -> None:
    answer = changed(changed(more.REMOTEOK, "1.salary_min", 21), "1.salary_max", 24)
    assert parsed("remoteok", answer).postings[0].pay == Pay(21, 24, "USD", "hour")


def test_remotive_says_who_may_apply() -> None:
    writer, reader = parsed("remotive", more.REMOTIVE).postings
    assert (writer.eligibility, writer.locations, writer.pay_text) == (("USA", "Canada"), (), "$50k - $60k")
    assert reader.pay_text == ""


def test_we_work_remotely_splits_a_title_at_its_first_colon() -> None:
    (joiner,) = parsed("weworkremotely", more.WEWORKREMOTELY).postings
    assert (joiner.company, joiner.title, joiner.workplace) == ("Acme Wood", "Joiner: evenings", "remote")
    assert (joiner.eligibility, joiner.locations) == (("Anywhere in the World",), ())
    assert joiner.closes_at == datetime(2026, 12, 31, 9, tzinfo=UTC)


def test_arbeitnow_dates_in_seconds() -> None:
    cook, writer = parsed("arbeitnow", more.ARBEITNOW).postings
    assert (cook.posted_at, cook.locations, cook.workplace) == (NINE, ("Berlin",), "")
    assert (writer.workplace, writer.posted_at) == ("remote", None)


def test_himalayas_says_who_may_apply_and_until_when() -> None:
    guide, cook = parsed("himalayas", more.HIMALAYAS).postings
    assert (guide.eligibility, guide.closes_at) == (("Nepal", "India"), datetime(2026, 12, 31, 9, tzinfo=UTC))
    assert (guide.pay, guide.tags) == (Pay(50000, 60000, "EUR", "year"), ("Mountain Guide",))
    assert (cook.pay, cook.eligibility, cook.text) == (None, (), "Cook.")


def test_himalayas_is_read_no_further_than_its_newest() -> None:
    request = Request(url="https://himalayas.app/jobs/api?limit=20&offset=1998")
    page = parsed("himalayas", more.HIMALAYAS | {"totalCount": 100_000}, request=request)
    assert (page.next, page.total) == (None, None)


def test_jobicy_is_escaped_as_html() -> None:
    seller, buyer = parsed("jobicy", more.JOBICY).postings
    assert (seller.title, seller.company, seller.department) == (
        "Seller – North",
        "Acme & Sons",
        "Product & Operations",
    )
    assert (seller.eligibility, seller.level, seller.pay) == (("UK", "Germany"), "", Pay(30000, 40000, "GBP", "year"))
    assert (buyer.pay, buyer.level) == (Pay(60000, None, "USD", "year"), "Senior")


def test_the_muse_takes_remote_for_no_place() -> None:
    curator, archivist = parsed("themuse", more.THEMUSE).postings
    assert (curator.locations, curator.workplace) == (("Vienna, Austria",), "")
    assert (archivist.locations, archivist.workplace) == ((), "remote")


def test_the_muse_is_asked_for_no_page_beyond_its_last() -> None:
    answer = more.THEMUSE | {"page_count": 25_000, "total": 500_000}
    request = Request(url="https://www.themuse.com/api/public/jobs?page=99")
    assert parsed("themuse", answer, request=request).next is None


def test_torre_reads_an_amount_that_is_shown() -> None:
    actor, usher = parsed("torre", more.TORRE).postings
    assert (actor.pay, usher.pay) == (Pay(1000, 2000, "USD", "month"), None)
    assert (actor.eligibility, actor.locations) == (("Peru",), ())
    assert (usher.eligibility, usher.locations) == ((), ("Lima, Peru",))
    assert actor.apply_url.startswith("https://jobs.lever.co/")
    assert detailed("torre").text == "<p>You'll act &amp; sing.</p>\n<h3>Responsibilities</h3>\n<p>Act.</p>"
    hidden = changed(more.TORRE, "results.0.compensation.visible", False)
    assert parsed("torre", hidden).postings[0].pay is None


def test_adzuna_shows_no_pay_that_it_guessed() -> None:
    plumber, tiler = parsed("adzuna", more.ADZUNA).postings
    assert (plumber.pay, tiler.pay) == (Pay(30000, 35000.5, "GBP", "year"), None)
    assert (plumber.url, plumber.employment) == (
        "https://www.adzuna.co.uk/jobs/details/5000000001",
        "permanent, full_time",
    )


def test_adzuna_takes_no_more_pages_than_a_day_allows() -> None:
    request = Request(url="https://api.adzuna.com/v1/api/jobs/gb/search/5?x=1")
    page = parsed("adzuna", more.ADZUNA | {"count": 29_378}, request=request)
    assert (page.next, page.total) == (None, None)


def test_usajobs_says_all_it_knows() -> None:
    ranger, clerk = parsed("usajobs", more.USAJOBS).postings
    assert (ranger.native_id, ranger.company, ranger.department) == (
        *("840000001", "National Park Service", "Department of the Interior"),
    )
    assert (ranger.url, ranger.locations) == ("https://www.usajobs.gov/job/840000001", ("Moab, Utah",))
    assert (ranger.pay, ranger.level) == (Pay(20.5, 30, "USD", "hour"), "GS-5 to GS-7")
    assert (ranger.employment, ranger.closes_at) == (
        "Full-time, Permanent",
        datetime(2026, 10, 31, 23, 59, 59, 997000, UTC),
    )
    assert "<h3>Duties</h3>\n<p>Walk.<br>\nWatch.</p>" in ranger.text
    assert clerk.workplace == "remote"


def test_usajobs_reads_the_open_data_of_past_postings() -> None:
    past = {
        "control_number": "NP-1",
        "title": "Ranger",
        "organization": "National Park Service",
        "location": "Moab, Utah, Utah; Zion, Utah, Utah",
        "pay_scale": "GS",
        "low_grade": "7",
        "high_grade": "7",
        "min_salary": "49960",
        "max_salary": "99314",
        "close_date": "2026-10-31T23:59:59.9970",
        "url": "https://www.usajobs.gov:443/job/1",
        "duties": "Walk.",
    }
    (ranger,) = parsed("usajobs", [past]).postings
    assert (ranger.locations, ranger.pay) == (("Moab, Utah", "Zion, Utah"), Pay(49960, 99314, "USD", "year"))
    assert (ranger.level, ranger.url) == ("GS-7", "https://www.usajobs.gov/job/1")


# -- sitemaps ---------------------------------------------------------------------------------------------------------


def test_a_sitemap_yields_what_looks_like_postings() -> None:
    mason, baker = parsed("sitemap", more.SITEMAP).postings
    assert (mason.title, mason.company, mason.text) == ("Mason", "acme.example", "2026-10-01")
    assert (baker.url, baker.title) == ("https://acme.example/en/jobs/1234-night-baker?a=1&b=2", "Night baker")
    whole = detailed("sitemap")
    assert (whole.native_id, whole.url, whole.title) == (mason.native_id, mason.url, "Gardener & Groundskeeper")
    assert whole.company == "Acme Parks"


def test_a_packed_sitemap_is_read() -> None:
    assert parsed("sitemap", gzip.compress(more.SITEMAP.encode())).postings == parsed("sitemap", more.SITEMAP).postings


def test_a_packed_sitemap_that_never_ends_is_refused() -> None:
    with pytest.raises(Unreadable, match="more than"):
        parsed("sitemap", gzip.compress(b" " * 60_000_000))


def test_an_index_leads_to_the_sitemaps_that_name_jobs_and_back() -> None:
    places = ("https://acme.example/news.xml", "https://acme.example/jobs-1.xml", "https://acme.example/jobs-2.xml")
    index = f"<sitemapindex>{''.join(f'<sitemap><loc>{place}</loc></sitemap>' for place in places)}</sitemapindex>"
    asked, page = [], parsed("sitemap", index)
    while page.next:
        asked.append(page.next.url)
        is_index = page.next.url.startswith("https://acme.example/sitemap.xml")
        page = parsed("sitemap", index if is_index else more.SITEMAP, request=page.next)
    assert asked == [
        "https://acme.example/jobs-1.xml#1",
        "https://acme.example/sitemap.xml#1",
        "https://acme.example/jobs-2.xml#2",
        "https://acme.example/sitemap.xml#2",
    ]


def test_a_page_without_a_posting_says_so() -> None:
    for name in ("sitemap", "icims"):
        with pytest.raises(Unreadable, match="JobPosting"):
            source_type(name).parse_detail(b"<html></html>", row(name))
    assert page_with(json.dumps(PAGE_NODE))
