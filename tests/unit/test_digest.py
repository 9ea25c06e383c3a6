from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from jobfinder.domain.digest import (
    FORMS,
    HTML,
    MARKDOWN,
    MOST_MESSAGES,
    TEXT,
    Digest,
    News,
    Trouble,
    messages,
    one_for_each_job,
    subject,
    why_line,
)
from jobfinder.domain.match import Decision, Part
from jobfinder.domain.queue import Outcome
from jobfinder.domain.quiet_hours import is_quiet, quiet_span

NOW = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script> [click](javascript:x) **@everyone** \u202eevil\x1b[31m\nhttps://evil.example `x`"


def news(number: int = 1, **changes: object) -> News:
    values: dict[str, object] = {
        "match_ids": (f"m{number}",),
        "listing_id": f"l{number}",
        "search": "backend",
        "score": 90 - number,
        "title": f"Backend Engineer {number}",
        "company": "Acme",
        "place": "Berlin, DE",
        "pay": "€80,000 a year",
        "url": f"https://acme.example/jobs/{number}",
        "why": "knows Python; but: no pay given",
        **changes,
    }
    return News(**values)  # type: ignore[arg-type]


def digest(*found: News, **changes: object) -> Digest:
    return replace(Digest(news=found, new=len(found)), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("form", FORMS)
def test_each_form_tells_score_title_place_pay_reason_and_link(form: str) -> None:
    (body,) = messages(digest(news(weak := 1)), FORMS[form])
    for words in (
        "89",
        f"Backend Engineer {weak}",
        "Berlin, DE",
        "€80,000 a year",
        "knows Python",
        "acme.example/jobs/1",
    ):
        assert words in body


@pytest.mark.parametrize("form", FORMS)
def test_text_from_a_posting_stays_text(form: str) -> None:
    (body,) = messages(digest(news(title=HOSTILE, company=HOSTILE, why=HOSTILE, search=HOSTILE)), FORMS[form])
    assert "\x1b" not in body
    assert "\u202e" not in body
    if form == "html":
        assert "<script" not in body
    if form == "markdown":
        assert "**@everyone" not in body
        assert "@everyone" not in body
        assert "[click](" not in body
        assert "https://evil" not in body
        assert "<script" not in body.replace("\\<", "")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "", "not a link", "ftp://x.example", "https://" + "a" * 999]
)
def test_what_is_no_web_address_is_no_link(url: str) -> None:
    for form in FORMS.values():
        (body,) = messages(digest(news(url=url)), form)
        assert not url or url not in body
        assert "href" not in body
        assert "](" not in body


def test_a_web_address_cannot_break_out_of_its_link() -> None:
    url = "https://acme.example/a)b\"c'd<e>(f`g"
    (markdown,) = messages(digest(news(url=url)), MARKDOWN)
    assert "(https://acme.example/a%29b%22c%27d%3Ce%3E%28f%60g)" in markdown
    (html,) = messages(digest(news(url="https://acme.example/?a=1&b=2")), HTML)
    assert 'href="https://acme.example/?a=1&amp;b=2"' in html


def test_the_subject_counts_and_names_the_environment() -> None:
    assert subject(digest(news())) == "Job Finder: 1 new match"
    assert subject(digest(news(1), news(2), environment="staging")) == "Job Finder (staging): 2 new matches"
    assert subject(digest()) == "Job Finder: no new matches"


def test_counts_and_troubles_come_first() -> None:
    told = digest(
        news(),
        new=12,
        weaker=3,
        since=NOW,
        sources=4,
        troubles=(Trouble("greenhouse:acme", "gone"), Trouble("feed:x", "quiet")),
    )
    (body,) = messages(told, TEXT)
    assert body.startswith("12 new since 2026-03-02 06:30 UTC, the best 1 are shown, 3 weaker.")
    assert "Sources in trouble (2 of 4): greenhouse:acme (gone), feed:x (quiet)." in body


def test_jobs_are_grouped_by_search_and_each_is_told_once() -> None:
    found = [news(1), news(2, search="data"), news(3), replace(news(1), search="data", match_ids=("m9",))]
    jobs = one_for_each_job(found)
    assert [job.listing_id for job in jobs] == ["l1", "l2", "l3"]
    assert (jobs[0].also, jobs[0].match_ids) == (("data",), ("m1", "m9"))
    (body,) = messages(digest(*jobs), TEXT)
    order = ["backend\n-------", "Engineer 1", "also: data", "Engineer 3", "data\n----", "Engineer 2"]
    assert [body.index(words) for words in order] == sorted(body.index(words) for words in order)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("most", [60, 160, 500, 2000])
def test_no_message_is_longer_than_its_target_takes(form: str, most: int) -> None:
    many = [news(number, title=f"{HOSTILE} {number}", why="why " * 80) for number in range(1, 31)]
    bodies = messages(digest(*many, troubles=(Trouble("x" * 300, "gone"),)), FORMS[form], most)
    assert all(len(body) <= most for body in bodies)
    assert len(bodies) <= MOST_MESSAGES


def test_a_long_digest_is_cut_between_jobs() -> None:
    bodies = messages(digest(*(news(number) for number in range(1, 11))), MARKDOWN, 700)
    assert len(bodies) > 1
    assert all(body.count("**") % 2 == 0 for body in bodies)
    assert sum(body.count("](https://") for body in bodies) == 10


def test_the_reason_is_what_speaks_for_it_and_what_against() -> None:
    made = Decision(
        search="backend",
        outcome=Outcome.MATCHED,
        score=80,
        threshold=70,
        parts=(Part("pay", 5, 10, "pay unknown"), Part("skills", 60, 60, "all six skills")),
        verdicts=(),
        strengths=("Python, 6 years.", "Remote", "Third"),
        concerns=("No pay given.",),
    )
    assert why_line(made) == "Python, 6 years; Remote; but: No pay given"
    assert why_line(replace(made, strengths=(), concerns=())) == "all six skills"


@pytest.mark.parametrize(
    ("words", "hour", "quiet"),
    [
        ("22:00-06:00", 23, True),
        ("22:00-06:00", 5, True),
        ("22:00-06:00", 6, False),
        ("22:00-06:00", 12, False),
        ("01:00-05:00", 3, True),
        ("01:00-05:00", 0, False),
    ],
)
def test_quiet_hours_may_span_midnight(words: str, hour: int, quiet: bool) -> None:
    assert is_quiet(NOW.replace(hour=hour, minute=0), quiet_span(words)) is quiet
    assert is_quiet(NOW + timedelta(hours=hour), None) is False


@pytest.mark.parametrize("words", ["", "22:00", "22-", "always", "22:00-22:00", "25:00-06:00", "22:00+01:00-06:00"])
def test_other_words_are_no_quiet_hours(words: str) -> None:
    with pytest.raises(ValueError, match="22:00-06:00"):
        quiet_span(words)


def test_quiet_hours_are_two_times() -> None:
    assert quiet_span(" 22:00 - 06:15 ") == (time(22), time(6, 15))
