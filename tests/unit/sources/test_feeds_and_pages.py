"""Feeds and JobPosting pages, in the many forms that sites give them."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from jobfinder.domain.posting import Pay, Posting
from jobfinder.errors import Unreadable
from jobfinder.ports import Board, Request
from tests.unit.sources.samples import FEED, PAGE_NODE, page_with, parsed


def rss(*items: str, title: str = "Jobs", link: str = "https://jobs.example/") -> str:
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f"<rss version='2.0'><channel><title>{title}</title><link>{link}</link>{inside}</channel></rss>"


# -- feeds ------------------------------------------------------------------------------------------------------------


def test_a_feed_says_all_it_knows_of_a_posting() -> None:
    assert parsed("feed", FEED).postings == (
        Posting(
            native_id="mason-1",
            title="Mason",
            company="Acme Stone",
            url="https://jobs.example/jobs/1",
            text="<p>Lay stones &amp; bricks.</p>",
            locations=("Bern, Switzerland",),
            tags=("Building", "Stone"),
            posted_at=datetime(2026, 10, 1, 9, 0, tzinfo=UTC),
        ),
        Posting(
            native_id="https://jobs.example/jobs/2",
            title="Joiner (m/f): evenings",
            company="Acme Wood",
            url="https://jobs.example/jobs/2?utm_source=rss",
        ),
    )


@pytest.mark.parametrize(
    ("item", "company", "title"),
    [
        ("<title>Acme: Smith</title>", "Acme", "Smith"),
        ("<title>Acme: Smith: nights</title>", "Acme", "Smith: nights"),
        ("<title>Smith at Acme</title>", "Acme", "Smith"),
        ("<title>Smith at Acme (Bath)</title>", "Acme", "Smith"),
        ("<title>Lead: Forge</title><company>Acme</company>", "Acme", "Lead: Forge"),
        ("<title>Lead: Forge</title><author>Acme</author>", "Acme", "Lead: Forge"),
        ("<title>Lead: Forge</title><author>jobs@acme.example (Acme)</author>", "Acme", "Lead: Forge"),
        ("<title>Acme: Smith</title><author>jobs@acme.example</author>", "Acme", "Smith"),
        ("<title>Acme: Smith</title><author>Jobs</author>", "Acme", "Smith"),  # the feed itself
    ],
)
def test_the_company_is_whom_the_item_names(item: str, company: str, title: str) -> None:
    (posting,) = parsed("feed", rss(f"{item}<link>https://jobs.example/1</link>")).postings
    assert (posting.company, posting.title) == (company, title)


def test_an_item_that_names_nobody_is_broken_and_the_feed_is_not_its_employer() -> None:
    page = parsed("feed", rss("<title>Smith</title><link>https://jobs.example/1</link>", title="Acme jobs"))
    assert page.postings == ()
    assert page.broken[0].which == "row 1"
    assert "names no company" in page.broken[0].why


def test_an_employers_own_feed_is_of_whom_the_source_was_added_for() -> None:
    board = Board("https://acme.example/feed", company="Acme")
    page = parsed("feed", rss("<title>Smith: nights</title><link>https://acme.example/1</link>"), board)
    assert [(posting.title, posting.company) for posting in page.postings] == [("Smith: nights", "Acme")]


def test_a_remote_job_site_is_known_by_its_link_wherever_the_feed_was_saved() -> None:
    item = (
        "<title>Acme : Smith: senior</title><region>Anywhere in the World</region><type>Full-Time</type>"
        "<expires_at>Thu, 10 Dec 2026 07:30:41 +0000</expires_at><link>https://weworkremotely.com/remote-jobs/1</link>"
    )
    feed = rss(item, link="https://weworkremotely.com/categories/x.rss")
    (posting,) = parsed("feed", feed, Board("x"), Request(url="http://127.0.0.1:8123/saved.rss")).postings
    assert (posting.company, posting.title, posting.workplace) == ("Acme", "Smith: senior", "remote")
    assert (posting.eligibility, posting.locations) == (("Anywhere in the World",), ())
    assert posting.closes_at == datetime(2026, 12, 10, 7, 30, 41, tzinfo=UTC)


def test_a_look_alike_of_a_known_site_is_not_taken_for_it() -> None:
    item = "<title>Acme: Smith</title><company>Other</company><link>https://notweworkremotely.com/1</link>"
    (posting,) = parsed("feed", rss(item, link="https://notweworkremotely.com/")).postings
    assert (posting.company, posting.workplace) == ("Other", "")


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Jobs</title><link href="https://jobs.example/"/>
<entry><title type="html">Smith &amp;amp; Co: Turner</title><id>tag:jobs.example,2026:1</id>
<link rel="edit" href="/edit/1"/><link rel="alternate" href="/1"/>
<published>2026-10-01T09:00:00Z</published><updated>2026-10-05T09:00:00Z</updated>
<category term="metal"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Turn.</p></div></content>
</entry></feed>"""
RSS_1 = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Jobs</title><link>https://jobs.example/</link></channel>
<item rdf:about="https://jobs.example/1"><title>Acme: Turner</title><link>https://jobs.example/1</link>
<dc:date>2026-10-01T09:00:00Z</dc:date><dc:subject>metal</dc:subject><description>Turn.</description></item></rdf:RDF>"""


def test_an_atom_entry_is_read_and_its_update_is_not_its_posting() -> None:
    (posting,) = parsed("feed", ATOM).postings
    assert (posting.native_id, posting.url) == ("tag:jobs.example,2026:1", "https://jobs.example/1")
    assert posting.posted_at == datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
    assert posting.updated_at == datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
    assert posting.tags == ("metal",)
    assert "<p>" in posting.text.replace("html:", "")
    assert "Turn." in posting.text


def test_an_rss_1_item_is_read() -> None:
    (posting,) = parsed("feed", RSS_1).postings
    assert (posting.native_id, posting.company, posting.tags) == ("https://jobs.example/1", "Acme", ("metal",))
    assert posting.posted_at == datetime(2026, 10, 1, 9, 0, tzinfo=UTC)


def test_an_atom_entry_without_a_day_of_posting_has_none() -> None:
    without = ATOM.replace("<published>2026-10-01T09:00:00Z</published>", "")
    assert parsed("feed", without).postings[0].posted_at is None


@pytest.mark.parametrize(
    "spoiled",
    [
        FEED.replace("<title>Mason</title>", "<title>Mason &nbsp;</title>"),
        FEED.replace("short", "cats & dogs < bread"),
        FEED.replace("<description>short</description>", "<description>short</p></description>"),
        FEED.replace("short", "\x08"),
    ],
)
def test_a_feed_that_is_not_well_formed_is_read_all_the_same(spoiled: str) -> None:
    page = parsed("feed", spoiled)
    assert [posting.native_id for posting in page.postings][:1] == ["mason-1"]
    assert page.postings[0].company
    assert len(page.postings) == 2
    assert page.broken == ()


def test_a_feed_that_breaks_off_gives_whole_items_and_says_so() -> None:
    page = parsed("feed", FEED[: FEED.index("Joiner")])
    assert [posting.native_id for posting in page.postings] == ["mason-1"]
    assert [broken.which for broken in page.broken] == ["the end of the feed"]


def test_an_empty_feed_is_a_feed() -> None:
    page = parsed("feed", rss())
    assert (page.postings, page.broken) == ((), ())


@pytest.mark.parametrize("entity", ['<!ENTITY x "y">', '<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY % x "y">'])
def test_a_feed_with_entities_of_its_own_is_refused(entity: str) -> None:
    with pytest.raises(Unreadable, match="entities"):
        parsed("feed", f"<!DOCTYPE rss [{entity}]>" + rss("<title>&x;</title>"))


def test_a_link_that_is_none_is_named() -> None:
    page = parsed("feed", rss("<title>A: B</title><link>http://[x</link>", "<title>A: C</title><link>/2</link>"))
    assert [posting.title for posting in page.postings] == ["C"]
    assert "no web address" in page.broken[0].why


# -- pages ------------------------------------------------------------------------------------------------------------


def node(**changes: Any) -> dict[str, Any]:
    return {name: value for name, value in (PAGE_NODE | changes).items() if value is not None}


def on_page(*values: Any, url: str = "https://acme.example/jobs") -> tuple[Posting, ...]:
    return parsed("jobposting_page", page_with(*map(json.dumps, values)), request=Request(url=url)).postings


def test_a_page_says_all_it_knows_of_a_posting() -> None:
    assert on_page(PAGE_NODE) == (
        Posting(
            native_id="G-1",
            title="Gardener & Groundskeeper",
            company="Acme Parks",
            url="https://acme.example/jobs/g-1",
            text="<p>Dig.</p>",
            locations=("Oslo, NO",),
            country="NO",
            workplace="remote",
            eligibility=("Norway", "Sweden"),
            pay=Pay(400000.0, 450000.0, "NOK", "year"),
            employment="FULL_TIME, PART_TIME",
            posted_at=datetime(2026, 10, 1, tzinfo=UTC),
            closes_at=datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC),
        ),
    )


@pytest.mark.parametrize(
    "nested",
    [
        [PAGE_NODE],
        [[PAGE_NODE], []],
        {"@graph": [{"@type": "WebPage"}, PAGE_NODE]},
        {"@graph": [[{"@graph": PAGE_NODE}]]},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": PAGE_NODE}]},
        {"@type": "WebPage", "mainEntity": PAGE_NODE},
        node(**{"@type": ["Thing", "JobPosting"]}),
        node(**{"@type": "http://schema.org/JobPosting"}),
        node(**{"@type": "schema:JobPosting"}),
    ],
)
def test_a_posting_is_found_however_it_is_nested(nested: Any) -> None:
    assert on_page(nested) == on_page(PAGE_NODE)


def test_all_postings_of_a_page_are_found_in_order() -> None:
    found = on_page([node(identifier="1"), node(identifier="2")], {"@type": "Organization"}, node(identifier="3"))
    assert [posting.native_id for posting in found] == ["1", "2", "3"]


def test_a_broken_block_is_named_and_its_neighbours_stay() -> None:
    page = parsed("jobposting_page", page_with('{"@type": "JobPosting", "title": }', json.dumps(PAGE_NODE), "  "))
    assert [posting.native_id for posting in page.postings] == ["G-1"]
    assert [broken.which for broken in page.broken] == ["JSON-LD block 1"]


def test_a_posting_without_title_or_company_is_named_and_its_neighbours_stay() -> None:
    page = parsed(
        "jobposting_page",
        page_with(json.dumps([node(title=None), PAGE_NODE, node(hiringOrganization=None), node(url="mailto:x@y.z")])),
    )
    assert len(page.postings) == 1
    assert [broken.why for broken in page.broken] == [
        "it has no title",
        "it has no company",
        "its URL is no web address: 'mailto:x@y.z'",
    ]


@pytest.mark.parametrize(
    "page",
    [
        b"<html><body>A job!</body></html>",
        b"<script type='application/ld+json'></script>",
        b"<script type='application/ld+json'> \n </script>",
        b'<script type=\'application/ld+json\'>{"@type": "Organization"}</script>',
        b'<!-- <script type=\'application/ld+json\'>{"@type": "JobPosting"}</script> -->',
        b"<script>var x = '<script type=application/ld+json>{}'</script>",
        b'<script type=\'application/json\'>{"@type": "JobPosting"}</script>',
    ],
)
def test_a_page_without_a_posting_says_so(page: bytes) -> None:
    with pytest.raises(Unreadable, match="no JobPosting on this page"):
        parsed("jobposting_page", page)


def test_a_page_whose_only_block_is_broken_says_why() -> None:
    with pytest.raises(Unreadable, match=r"no JobPosting .* can be read: JSON-LD block 1: it is no JSON"):
        parsed("jobposting_page", page_with('{"@type": "JobPosting"'))


@pytest.mark.parametrize(
    "script",
    [
        '<script type="application/ld+json">{}</script>',
        "<script type='application/ld+json' nonce=\"a>b\">{}</script>",
        "<script data-x type=application/ld+json async>{}</script>",
        '<SCRIPT TYPE="Application/LD+JSON">{}</SCRIPT >',
        '<script type="application/ld+json; charset=utf-8">{}</script>',
        '<script type="application/ld+json">\n//<![CDATA[\n{}\n//]]>\n</script>',
        '<script type="application/ld+json"><!--\n{}\n--></script>',
        '<script type="application/ld+json">{};</script>',
        '<script>if (a < b) x = "<!--"</script><script type="application/ld+json">{}</script>',
        '<!-- > <script> --><script type="application/ld+json">{}</script>',
        '<script type="application/ld+json">{}',
    ],
)
def test_a_script_is_found_however_it_is_written(script: str) -> None:
    page = script.replace("{}", json.dumps(PAGE_NODE))
    assert [posting.native_id for posting in parsed("jobposting_page", page).postings] == ["G-1"]


@pytest.mark.parametrize(
    "block",
    [
        json.dumps(PAGE_NODE).replace("<p>Dig.</p>", "<p>\n\tDig.</p>"),  # bare line breaks inside a string
        json.dumps(PAGE_NODE).replace('"', "&quot;"),
    ],
)
def test_slips_that_search_engines_forgive_are_forgiven(block: str) -> None:
    (posting,) = parsed("jobposting_page", page_with(block)).postings
    assert posting.native_id == "G-1"


def test_a_page_in_the_encoding_it_declares_is_read() -> None:
    text = json.dumps(node(title="Gärtner"), ensure_ascii=False)
    body = page_with(text, before='<meta charset="iso-8859-1">').decode().encode("latin-1")
    assert parsed("jobposting_page", body).postings[0].title == "Gärtner"


@pytest.mark.parametrize(
    ("salary", "pay", "words"),
    [
        ({"currency": "USD", "value": {"value": 30, "unitText": "HOUR"}}, Pay(30, 30, "USD", "hour"), ""),
        ({"currency": "USD", "value": {"minValue": 30, "unitText": "hour"}}, Pay(30, None, "USD", "hour"), ""),
        ({"currency": "USD", "minValue": 30, "maxValue": 40, "unitText": "HOUR"}, Pay(30, 40, "USD", "hour"), ""),
        ({"currency": "USD", "value": 60000, "unitText": "YEAR"}, Pay(60000, 60000, "USD", "year"), ""),
        ({"currency": "USD", "value": [{"value": "60,000", "unitText": "YEAR"}]}, Pay(60000, 60000, "USD", "year"), ""),
        ([{"currency": "USD", "value": {"value": 30, "unitText": "DAY"}}], Pay(30, 30, "USD", "day"), ""),
        ({"currency": "USD", "value": 60000}, None, ""),  # a year? a month? unknown
        ({"currency": "USD", "value": {"value": 0, "unitText": "YEAR"}}, None, ""),
        ("$50,000 - $60,000 a year", None, "$50,000 - $60,000 a year"),
        ({"value": "competitive"}, None, "competitive"),
        (5, None, ""),
        ([], None, ""),
        ({}, None, ""),
    ],
)
def test_a_salary_is_read_in_every_form_it_takes(salary: Any, pay: Pay | None, words: str) -> None:
    (posting,) = on_page(node(baseSalary=salary))
    assert (posting.pay, posting.pay_text) == (pay, words)


def test_a_salary_may_have_its_currency_beside_it() -> None:
    salary = {"value": {"value": 30, "unitText": "HOUR"}}
    assert on_page(node(baseSalary=salary, salaryCurrency="CHF"))[0].pay == Pay(30, 30, "CHF", "hour")


def place(name: str | None = None, **address: Any) -> dict[str, Any]:
    return {"@type": "Place", "name": name, "address": address}


@pytest.mark.parametrize(
    ("places", "locations", "country"),
    [
        (place(addressLocality="Oslo", addressRegion="Oslo", addressCountry="NO"), ("Oslo, NO",), "NO"),
        (
            place(addressLocality="Rome", addressCountry={"@type": "Country", "name": "Italy"}),
            ("Rome, Italy",),
            "Italy",
        ),
        (place(addressLocality="Rome", addressCountry={"name": ["Italy", "Italy"]}), ("Rome, Italy",), "Italy"),
        ({"@type": "Place", "address": "1 Way, Leeds"}, ("1 Way, Leeds",), ""),
        ({"@type": "Place", "address": [{"addressLocality": "Leeds"}]}, ("Leeds",), ""),
        ({"@type": "PostalAddress", "addressLocality": "Leeds", "addressCountry": "GB"}, ("Leeds, GB",), "GB"),
        ({"@type": "Place", "name": "Leeds office"}, ("Leeds office",), ""),
        ("Leeds", ("Leeds",), ""),
        (
            [place(addressLocality="Leeds", addressCountry="GB"), place(addressLocality="Lyon", addressCountry="FR")],
            ("Leeds, GB", "Lyon, FR"),
            "",
        ),
        # Several places that all bear the address of one: the names tell them apart.
        (
            [place("Leeds, UK", addressLocality="Leeds"), place("York, UK", addressLocality="Leeds")],
            ("Leeds, UK", "York, UK"),
            "",
        ),
        ([place("HQ", addressLocality="Leeds")], ("Leeds",), ""),
        (None, (), ""),
        ([], (), ""),
        (5, ("5",), ""),
    ],
)
def test_a_place_is_read_in_every_form_it_takes(places: Any, locations: tuple[str, ...], country: str) -> None:
    (posting,) = on_page(node(jobLocation=places))
    assert (posting.locations, posting.country) == (locations, country)


@pytest.mark.parametrize("organization", ["Acme Parks", {"name": "Acme Parks"}, [{"name": ["Acme Parks"]}]])
def test_the_employer_may_be_a_name_or_a_node(organization: Any) -> None:
    assert on_page(node(hiringOrganization=organization, publisher={"name": "The job site"}))[0].company == "Acme Parks"


@pytest.mark.parametrize(
    ("identifier", "native_id"),
    [
        ({"@type": "PropertyValue", "value": 17}, "17"),
        ("G-17", "G-17"),
        (17, "17"),
        ([{"value": "G-17"}], "G-17"),
        ({"@type": "PropertyValue", "name": "Acme"}, "https://acme.example/jobs/g-1"),
        ({"@type": "PropertyValue", "name": "Acme", "value": "ACME parks"}, "https://acme.example/jobs/g-1"),
        (None, "https://acme.example/jobs/g-1"),
    ],
)
def test_the_id_is_the_employers_own_or_else_the_address(identifier: Any, native_id: str) -> None:
    assert on_page(node(identifier=identifier))[0].native_id == native_id


def test_a_posting_without_an_address_is_at_that_of_its_page() -> None:
    (posting,) = on_page(node(url=None, identifier=None), url="https://acme.example/jobs/7?utm_source=x")
    assert (posting.url, posting.native_id) == (
        "https://acme.example/jobs/7?utm_source=x",
        "https://acme.example/jobs/7",
    )


def test_sections_that_the_description_lacks_are_added_to_it() -> None:
    (posting,) = on_page(node(responsibilities="Digging & raking", qualifications="Dig.", skills=["Spades", "Rakes"]))
    assert posting.text == ("<p>Dig.</p>\n<h3>Responsibilities</h3>\nDigging & raking\n<h3>Skills</h3>\nSpades\nRakes")


@pytest.mark.parametrize("name", sorted(PAGE_NODE))
@pytest.mark.parametrize("odd", [None, 7, True, "", [], [[]], {}, {"name": {}}, [None], {"value": []}, {"@type": []}])
def test_any_property_may_hold_anything(name: str, odd: Any) -> None:
    body = page_with(json.dumps(PAGE_NODE | {name: odd}), json.dumps(PAGE_NODE))
    assert parsed("jobposting_page", body).postings[-1].native_id == "G-1"
