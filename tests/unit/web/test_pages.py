from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser

import pytest

from jobfinder.domain.condition import Condition, HealthState
from jobfinder.domain.extraction.reading import ModelReading
from jobfinder.domain.extraction.said import Intake, Met, Requirement
from jobfinder.domain.fact import Quote
from jobfinder.domain.match import MatchState, Ruling, Verdict
from jobfinder.domain.source import Completeness, Run, Source
from jobfinder.ports import Ports
from jobfinder.profiles import load_profile
from jobfinder.web.rendering import web_url
from tests.unit.cli.conftest import NOW, a_listing, a_match, an_arrival, keep
from tests.unit.web.conftest import CONFIG, Site

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><b>{{ 7*7 }}\u202egpj.exe\x1b[31m\u200b&amp;"


class Page(HTMLParser):
    """What a browser would make of a page: its elements, and its links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


def a_source(ports: Ports, name: str, completeness: Completeness | None, **more: object) -> None:
    source = Source(
        key=f"greenhouse:{name}", type="greenhouse", board=name, url=f"https://{name}.example/", added_at=NOW
    )
    ports.store.save_source(source)
    if completeness:
        run = Run(source_key=source.key, started_at=NOW, seconds=1, completeness=completeness, found=7, new=3, **more)  # type: ignore[arg-type]
        ports.store.record_run(run, next_run_at=NOW + timedelta(hours=6), failures_in_a_row=0)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "There is no profile to search with yet"),
        ("/?min_score=80", "Nothing fits these filters"),
        ("/why", "Ask about any posting"),
        ("/queue", "The queue is empty"),
        ("/queue?status=failed", "The queue has no such items"),
        ("/sources", "There are no boards to read yet"),
        ("/submit", "Address of the posting"),
    ],
)
def test_every_page_says_something_sensible_while_nothing_is_stored(path: str, words: str, site: Site) -> None:
    response = site.get(path)
    assert response.status_code == 200
    assert words in response.text


def test_an_empty_ranking_leads_on_to_what_is_missing(site: Site) -> None:
    site.ports.store.save_profile(load_profile(CONFIG / "demo" / "profile.yaml", NOW.date()))
    fresh = Site(replace(site.ports, profile=site.ports.store.profile)).sign_in()
    assert "there are no boards to read" in fresh.get("/").text
    a_source(site.ports, "acme", None)
    assert "says what became of the postings" in fresh.get("/").text


def test_the_ranking_shows_score_facts_and_one_line_of_why_the_best_first(site: Site) -> None:
    keep(site.ports, a_listing(1), 65)
    keep(site.ports, a_listing(2), 88)
    text = site.get("/").text
    assert text.index("Platform Engineer 2") < text.index("Platform Engineer 1")
    for words in (
        "Acme",
        "Berlin, DE · remote",
        "€60,000–75,000 a year",
        "2 d ago",
        "Asks for Python, which you have. But: The posting",
    ):
        assert words in text
    assert re.search(r'<span class="unseen">Score </span>98</p>', text)


def test_the_filters_choose(site: Site) -> None:
    keep(site.ports, a_listing(1), 65)
    best = keep(site.ports, a_listing(2), 88)
    assert best is not None
    site.ports.store.set_match_state(best.id, MatchState.DISMISSED, "", now=NOW)
    assert "Platform Engineer 2" not in site.get("/").text
    assert "Platform Engineer 1" not in site.get("/?state=dismissed").text
    assert "Platform Engineer 2" in site.get("/?state=all&min_score=90").text
    assert "Platform Engineer 1" not in site.get("/?state=all&min_score=90").text
    assert "Nothing fits" in site.get("/?search=other").text


@pytest.mark.parametrize(
    "query",
    [
        "min_score=abc",
        "min_score=101",
        "min_score=-1",
        "min_score=²",
        "state=hired",
        "since=whenever",
        "closed=perhaps",
        "limit=99999",
        "limit=1e3",
    ],
)
def test_a_filter_that_means_nothing_is_told(query: str, site: Site) -> None:
    assert site.get(f"/?{query}").status_code == 422
    assert site.api(f"/matches?{query}").status_code == 422


def test_a_long_ranking_ends_with_a_way_to_all_of_it(site: Site) -> None:
    for number in range(55):
        keep(site.ports, a_listing(number))
    page = site.get("/")
    assert page.text.count("<article") == 50
    assert "Show all 55" in page.text
    assert site.get("/?limit=1000").text.count("<article") == 55


def test_a_match_page_adds_up_and_shows_every_link(site: Site) -> None:
    match = keep(site.ports, a_listing(1), 83)
    twin = replace(
        a_listing(1, source="lever:acme", url="https://jobs.lever.co/acme/1"), first_seen_at=NOW + timedelta(hours=1)
    )
    site.ports.store.add([an_arrival(twin)], lambda new, rivals: rivals[0].id if rivals else None)
    assert match is not None
    text = site.get(f"/matches/{match.id[:10]}").text
    points = [int(number) for number in re.findall(r'<span class="number">(\d+)</span>', text)]
    assert sum(points[:-1]) == points[-1] == 93
    assert f'title="{points[-1]} of 100 points"' in text
    for words in (
        "greenhouse:acme",
        "lever:acme",
        "https://jobs.lever.co/acme/1",
        "Python",
        "Rust",
        "Most skills are yours.",
    ):
        assert words in text


def test_the_freshness_shown_is_that_of_today(site: Site) -> None:
    match = keep(site.ports, a_listing(1), 83)
    assert match is not None
    later = Site(replace(site.ports, clock=lambda: NOW + timedelta(days=60))).sign_in()
    text = later.get(f"/matches/{match.id}").text
    points = [int(number) for number in re.findall(r'<span class="number">(\d+)</span>', text)]
    assert points == [83, 0, 83]


def keep_hostile(ports: Ports, **changes: object) -> str:
    """Store a match in which every text is hostile; return its id."""
    listing = a_listing(1, **{"title": HOSTILE, "company": HOSTILE, "text": HOSTILE, **changes})
    sound = keep(ports, listing)
    assert sound is not None
    decision = replace(
        sound.decision,
        verdicts=(Verdict("pay_floor", Ruling.WARN, HOSTILE, Quote("text", HOSTILE, 0)),),
        strengths=(HOSTILE,),
        concerns=(HOSTILE,),
        skills_matched=(HOSTILE,),
        skills_missing=(HOSTILE,),
    )
    item = replace(an_arrival(listing).item, id="again")
    ports.store.enqueue([item])
    stored = ports.store.item("again")
    assert stored is not None
    claimed = ports.store.claim(stored.ticket, now=NOW, lease_seconds=60, token=ports.new_token())
    assert claimed is not None
    from jobfinder.domain.codec import decision_to_dict
    from jobfinder.domain.queue import Ending, Outcome

    said = (HOSTILE,)
    intake = Intake(summary=HOSTILE, skills=said, highlights=said, projects=said, keywords=said, gaps=said)
    reading = ModelReading(
        model=HOSTILE,
        at=NOW,
        disagreements=said,
        requirements=(Requirement(HOSTILE, Met.PARTIAL, HOSTILE),),
        strengths=said,
        concerns=said,
        intake=intake,
        flags=said,
    )
    match = replace(
        a_match(listing, 75),
        decision=decision,
        reading=reading,
        place=HOSTILE,
        pay=HOSTILE,
        url=str(listing.posting.url),
    )
    ports.store.finish(claimed, Ending(Outcome.MATCHED, HOSTILE, (decision_to_dict(decision),)), [match], now=NOW)
    ports.store.set_match_state(match.id, MatchState.SAVED, HOSTILE, now=NOW)
    return match.id


@pytest.mark.parametrize("path", ["/", "/matches/{id}", "/why?about={listing}", "/queue", "/queue/again", "/sources"])
def test_what_a_posting_says_is_text_on_every_page(path: str, site: Site) -> None:
    match_id = keep_hostile(site.ports)
    a_source(site.ports, "bad", Completeness.FAILED, error=HOSTILE, first_broken=HOSTILE)
    (match,) = site.ports.store.matches()
    response = site.get(path.format(id=match_id, listing=match.listing_id))
    assert response.status_code == 200
    page = Page(response.text)
    assert not page.all("script")
    assert not page.all("img")
    assert not [
        name for _, attributes in page.elements for name in attributes if name.startswith("on") or name == "style"
    ]
    assert "alert(1)" in response.text
    for piece in ("<script>", "<img", "\u202e", "\x1b", "\u200b", ">49"):
        assert piece not in response.text


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example",
        "file:///etc/passwd",
        "https:",
        "http://",
        'https://a.example/" onclick="alert(1)',
    ],
)
def test_only_addresses_of_the_web_become_links(url: str, site: Site) -> None:
    match_id = keep_hostile(site.ports, url=url, apply_url=url)
    for path in ("/", f"/matches/{match_id}", f"/why?about={match_id}"):
        page = Page(site.get(path).text)
        for link in page.all("a"):
            assert link["href"].startswith(("/", "#", "https://a.example/")), link
            assert "onclick" not in link
    assert web_url("https://a.example/x") == "https://a.example/x"


def test_links_that_lead_away_give_nothing_away(site: Site) -> None:
    match = keep(site.ports, a_listing(1))
    assert match is not None
    away = [link for link in Page(site.get(f"/matches/{match.id}").text).all("a") if link["href"].startswith("http")]
    assert len(away) >= 2
    for link in away:
        assert set(link["rel"].split()) == {"noopener", "noreferrer", "nofollow"}
        assert link["referrerpolicy"] == "no-referrer"


def test_hostile_words_in_an_address_come_back_as_text(site: Site) -> None:
    for path in ("/why", "/", "/queue", "/nosuch"):
        response = site.get(path, query_string={"about": HOSTILE, "search": HOSTILE, "done": HOSTILE, "x": HOSTILE})
        assert "<script" not in response.text
        assert "\u202e" not in response.text


def test_why_shows_what_was_decided_and_what_would_be_today(site: Site) -> None:
    site.ports.store.save_profile(load_profile(CONFIG / "demo" / "profile.yaml", NOW.date()))
    fresh = Site(replace(site.ports, profile=site.ports.store.profile)).sign_in()
    listing = a_listing(1)
    keep(site.ports, listing, None)
    for about in (listing.id[:12], "https://acme.example/jobs/1?utm_source=mail"):
        text = fresh.get("/why", query_string={"about": about}).text
        assert "platform: pay_floor: too little" in text
        assert "This differs from what was decided then" in text
        assert "What your rules say today" in text
        assert "backend-berlin" in text


def test_why_of_what_was_never_read_says_so(site: Site) -> None:
    response = site.get("/why", query_string={"about": "https://acme.example/jobs/99"})
    assert response.status_code == 404
    assert "No posting is known under this address" in response.text
    assert 'href="/submit"' in response.text


def test_the_sources_in_trouble_come_first_with_what_to_do(site: Site) -> None:
    a_source(site.ports, "fine", Completeness.COMPLETE)
    a_source(site.ports, "lost", Completeness.GONE, error="the board is gone")
    text = site.get("/sources").text
    assert text.index("greenhouse:lost") < text.index("greenhouse:fine")
    assert "<code>jobfinder sources remove greenhouse:lost</code>" in text
    assert "2 boards, 1 in trouble" in text
    assert "1 of 2 boards had trouble" in site.get("/").text


def test_a_source_shows_its_quarantine_and_what_is_expected_of_it(site: Site) -> None:
    a_source(site.ports, "acme", None)
    run = Run(
        source_key="greenhouse:acme", started_at=NOW, seconds=1, completeness=Completeness.FAILED, error="no luck"
    )
    condition = Condition(state=HealthState.QUARANTINED, since=NOW, trials=2)
    site.ports.store.record_run(run, next_run_at=NOW + timedelta(days=2), failures_in_a_row=7, condition=condition)
    text = site.get("/sources").text
    assert "failed, quarantined" in text
    assert "<code>jobfinder sources enable greenhouse:acme</code>" in text
    assert "nothing is expected of it yet" in text


def test_a_job_that_was_posted_before_is_shown_with_its_history(site: Site) -> None:
    title = "Staff Platform Engineer"
    old = keep(site.ports, a_listing(1, title=title, posted_at=NOW - timedelta(days=40)))
    new = keep(site.ports, a_listing(2, title=title, posted_at=NOW - timedelta(days=2)))
    assert old is not None
    assert new is not None
    site.ports.store.set_match_state(old.id, MatchState.DISMISSED, HOSTILE, now=NOW)
    words = f"posted 2 times since {NOW - timedelta(days=40):%B}"
    assert words in site.get("/").text
    text = site.get(f"/matches/{new.id}").text
    assert f"This job was {words}" in text
    assert "you dismissed it" in text
    assert "<script>alert" not in text
    assert site.api(f"/matches/{new.id}").json["reposts"]["former"][0]["match_state"] == "dismissed"  # type: ignore[index]


def test_a_closed_posting_is_told_as_such(site: Site) -> None:
    listing = a_listing(1)
    match = keep(site.ports, listing)
    assert match is not None
    site.ports.store.close([listing.id], NOW)
    assert "Platform Engineer" not in site.get("/").text
    assert ">closed<" in site.get("/?closed=true").text
    assert "closed since" in site.get(f"/matches/{match.id}").text


def test_every_page_has_what_a_screen_reader_goes_by(site: Site) -> None:
    match = keep(site.ports, a_listing(1))
    assert match is not None
    for path in ("/", f"/matches/{match.id}", "/why?about=" + match.id, "/queue", "/sources", "/submit", "/sign-in"):
        page = Page(site.get(path).text)
        assert page.all("html")[0]["lang"] == "en"
        assert len(page.all("h1")) == 1
        assert len(page.all("main")) == 1
        assert page.all("a")[0]["href"] == "#main"
        ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
        assert len(ids) == len(set(ids)), path
        labels = {label.get("for") for label in page.all("label")}
        for tag in ("input", "select", "textarea"):
            for field in (each for each in page.all(tag) if "hidden" not in each):
                assert field.get("type") in ("hidden", "checkbox", "number") or tag == "select" or field["id"] in labels
        for _, attributes in page.elements:
            for name in ("aria-labelledby", "aria-describedby"):
                assert attributes.get(name, ids[0]) in ids


def test_under_a_path_every_address_stays_below_it(ports: Ports, site: Site) -> None:
    match = keep(ports, a_listing(1))
    assert match is not None
    for path in ("/", f"/matches/{match.id}", "/queue", "/sources", "/submit", "/why"):
        page = Page(site.get(path, environ_overrides={"SCRIPT_NAME": "/web"}).text)
        addresses = [link["href"] for link in page.all("a") + page.all("link")] + [
            form["action"] for form in page.all("form")
        ]
        assert all(address.startswith(("/web/", "#", "https://", "?")) for address in addresses), addresses
