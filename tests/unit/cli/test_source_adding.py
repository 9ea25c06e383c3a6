"""`jobfinder sources add` with a company's page: what is found is shown and asked about, and nobody else's is added."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from jobfinder import wiring
from jobfinder.cli import output
from jobfinder.cli.exit_codes import Exit
from jobfinder.cli.source_adding import kind_words
from jobfinder.domain.queue import ItemKind
from jobfinder.fetch import libraries
from jobfinder.ports import Ports
from jobfinder.sources import recognise
from jobfinder.usecases.manage_sources import source_of
from tests.unit.cli.conftest import Run
from tests.unit.usecases.web_of_sites import WebOfSites, greenhouse, greenhouse_job, lever, lever_posting

SITE = "https://fern.example"
LINKS = '<a href="https://boards.greenhouse.io/fern">Jobs</a>'
BOARD = greenhouse("fern", greenhouse_job(1, company_name="Fern"), greenhouse_job(2, company_name="Fern"))
OTHERS = greenhouse("fern", greenhouse_job(1, company_name="Fern Robotics"))
FRIENDS = {SITE: '<p>Our friends: <a href="https://jobs.lever.co/moss">Jobs</a></p>', **lever("moss", lever_posting(1))}


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> WebOfSites:
    there, bootstrap = WebOfSites({SITE: LINKS, **BOARD}), wiring.bootstrap
    monkeypatch.setattr(wiring, "bootstrap", lambda folder: replace(bootstrap(folder), fetcher=there))
    return there


def answering(words: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []
    monkeypatch.setattr(output, "can_ask", lambda: True)
    monkeypatch.setattr(output, "ask", lambda question, default="": (asked.append(question), words)[1])
    return asked


def keys(run: Run) -> list[str]:
    return [source["key"] for source in json.loads(run("sources", "list", "--json").out)]


def test_a_proven_board_is_shown_with_a_sample_and_added(run: Run, web: WebOfSites) -> None:
    result = run("sources", "add", SITE)
    assert result.code == 0
    assert "greenhouse:fern, proven: 2 postings" in result.out
    assert "Gardener 1" in result.out
    assert "Ghent" in result.out
    assert "the board says it is of “Fern”" in result.out
    assert "Added: greenhouse:fern" in result.out
    assert keys(run) == ["greenhouse:fern"]
    assert "Already there" in run("sources", "add", SITE).out


@pytest.mark.parametrize(("answer", "added"), [("", True), ("y", True), ("n", False)])
def test_a_person_is_asked_first(
    answer: str, added: bool, run: Run, web: WebOfSites, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answering(answer, monkeypatch)
    result = run("sources", "add", SITE)
    assert asked == ["Add greenhouse:fern? [Y/n]"]
    assert result.code == 0
    assert keys(run) == (["greenhouse:fern"] if added else [])


def test_an_unproven_board_is_added_only_if_somebody_says_yes(
    run: Run, web: WebOfSites, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.pages = FRIENDS
    result = run("sources", "add", SITE)
    assert result.code == Exit.FAILED
    assert "lever:moss, unproven" in result.out
    assert "--yes" in result.err
    assert keys(run) == []
    asked = answering("", monkeypatch)
    assert run("sources", "add", SITE).code == 0
    assert asked == ["Add lever:moss? [y/N]"]
    assert keys(run) == []
    assert run("sources", "add", SITE, "--yes").code == 0
    assert keys(run) == ["lever:moss"]


def test_another_companys_board_is_refused_even_with_yes_and_it_says_what_was_compared(
    run: Run, web: WebOfSites
) -> None:
    web.pages = {SITE: LINKS, **OTHERS}
    result = run("sources", "add", SITE, "--yes")
    assert result.code == Exit.FAILED
    assert "Fern Robotics" in result.err
    assert "add it by its own address" in result.err
    assert keys(run) == []
    assert run("sources", "add", "https://boards.greenhouse.io/fern").code == 0


def test_a_site_without_a_board_says_what_to_do(run: Run, web: WebOfSites) -> None:
    web.pages = {SITE: "<p>Plants.</p>"}
    result = run("sources", "add", SITE)
    assert result.code == Exit.FAILED
    assert "No board was found" in result.err
    assert "To do:" in result.err


def test_programs_get_all_of_it(run: Run, web: WebOfSites) -> None:
    (report,) = json.loads(run("sources", "add", SITE, "--json").out)
    assert report["added"] is True
    assert report["key"] == "greenhouse:fern"
    (board,) = report["boards"]
    assert (board["verdict"], board["how"], board["postings"], board["added"]) == ("proven", "linked", 2, True)
    assert board["sample"][0] == {
        "title": "Gardener 1",
        "locations": ["Ghent"],
        "url": "https://boards.greenhouse.io/fern/jobs/1",
    }
    web.pages = {SITE: LINKS, **OTHERS}
    (refused,) = json.loads(run("sources", "add", SITE, "--json").out)
    assert refused["added"] is False
    assert refused["boards"][0]["verdict"] == "refused"


def test_what_a_board_says_cannot_act_on_the_terminal(run: Run, web: WebOfSites) -> None:
    web.pages = {SITE: LINKS, **greenhouse("fern", greenhouse_job(1, company_name="Fern", title="Evil\x1b[2J\u202e"))}
    shown = run("sources", "add", SITE).out
    assert "Evil" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_a_company_can_be_left_to_the_queue(run: Run, web: WebOfSites, ports: Ports) -> None:
    result = run("sources", "add", SITE, "--queue")
    assert result.code == 0
    (item,) = ports.store.items()
    assert (item.kind, item.url) == (ItemKind.SOURCE, SITE)
    assert web.asked == []
    assert "source" in run("queue", "list").out


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://jobs.lever.co/acme", "the lever board of acme"),
        ("https://acme.example/jobs.rss", "a feed"),
        ("https://acme.example/sitemap.xml", "the postings that a sitemap names"),
        ("https://acme.example/careers", "a page with postings (schema.org)"),
        ("https://remotive.com/remote-jobs/software-dev", "what remotive shows for category=software-dev"),
        ("https://www.arbeitnow.com", "what arbeitnow shows for everything"),
    ],
)
def test_every_kind_of_source_is_told_in_words_of_its_own(url: str, words: str, ports: Ports) -> None:
    found = recognise(url)
    assert found is not None
    assert kind_words(source_of(*found, url, ports)) == words


def test_what_a_source_lacks_before_it_can_be_read_is_said_when_it_is_added(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = "https://www.linkedin.com/jobs/search/?keywords=gardener&location=Ghent"
    assert "their terms of use do not allow programs" in run("sources", "add", search).err
    monkeypatch.setattr(libraries, "find_spec", lambda module: None)
    assert 'pip install "job-finder[more-boards]"' in run("sources", "add", "https://jobs.jobvite.com/fern").err
    monkeypatch.setenv("JOB_FINDER_SCRAPE__JOBSPY", "true")
    assert 'pip install "job-finder[jobspy]"' in run("sources", "add", search).err
    adzuna = "https://www.adzuna.co.uk/search?q=cook"
    assert "ADZUNA_APP_ID is not set" in run("sources", "add", adzuna).err
    monkeypatch.setenv("ADZUNA_APP_ID", "me")
    monkeypatch.setenv("ADZUNA_APP_KEY", "mine")
    assert "cannot be read yet" not in run("sources", "add", adzuna).err
