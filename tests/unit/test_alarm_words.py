from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfinder.domain.alarm_book import KINDS, Book, Episode, kind_of
from jobfinder.domain.alarm_codec import book_of_text, text_of_book
from jobfinder.domain.alarm_words import harmless, message_for
from jobfinder.domain.alarms import Alarm
from jobfinder.domain.digest import FORMS
from jobfinder.errors import Unreadable

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOSTILE = (
    "<script>alert(1)</script> @everyone <@42> <!channel> [free money](https://evil.example) \u202egnol\x1b[31m `x` "
    "**@here** https://robin:hunter2@board.example/jobs?api_key=hunter2"
)


def episode(**changes: str) -> Episode:
    words = {"key": "source yields less: x", "title": "A source is quiet", "body": "It had 40.", "todo": "Look."}
    return Episode(alarm=Alarm(**{**words, **changes}), began_at=NOW)


@pytest.mark.parametrize("form", FORMS)
def test_what_comes_from_a_posting_has_no_effect_in_any_form(form: str) -> None:
    message = message_for([episode(title=HOSTILE, body=HOSTILE, todo=HOSTILE)], "staging", FORMS[form], 30_000)
    for text in (message.title, message.body):
        assert "hunter2" not in text
        assert not re.search("@everyone|@here|<@42|<!channel", text)
        assert "<script>" not in text.replace("\\", "\\ ") or form == "text"
        assert "\u202e" not in text
        assert "\x1b" not in text
    assert not re.search("[<>\\[\\]`|*]", message.title)
    if form == "markdown":
        assert "](" not in message.body.replace("\\](", "")
        assert "https://" not in message.body


@pytest.mark.parametrize(
    "secret",
    [
        "discord://webhook_token@webhook_id",
        "json://robin:s3cr3t@hooks.example/a/b",
        "https://discord.com/api/webhooks/1234/s3cr3t",
        "https://api.example/v1?app_id=1&app_key=s3cr3t",
        "https://robin:s3cr3t@example.org/feed",
        "Authorization: Bearer s3cr3t-and-long-enough",
        "api_key=s3cr3t",
        "ANTHROPIC_API_KEY='s3cr3t'",
        "sk-ant-api03-s3cr3ts3cr3ts3cr3t",
        "password: s3cr3t",
    ],
)
def test_nothing_that_looks_like_a_secret_is_told(secret: str) -> None:
    words = harmless(f"The service said no to {secret} today", 500)
    assert words.startswith("The service said no to ")
    for part in ("s3cr3t", "webhook_token", "webhook_id"):
        assert part not in words


def test_what_is_no_secret_is_told_as_it_is() -> None:
    words = "greenhouse:acme: 403 at https://boards-api.greenhouse.io/v1/boards/acme/jobs, 1,234 tokens read"
    assert harmless(words, 500) == words


def test_one_alarm_says_since_when_and_what_to_do_and_its_end_from_when_until_when() -> None:
    begun = message_for([episode()], "production", FORMS["text"], 30_000)
    assert begun.title == "Job Finder (production): A source is quiet"
    assert begun.body.split("\n\n") == [
        "It had 40.",
        "Since 2026-03-02 09:00 UTC.",
        "To do: Look.",
        "More: docs/operations.md, source",
    ]
    over = message_for([replace(episode(), ended_at=NOW + timedelta(hours=1))], "production", FORMS["text"], 30_000)
    assert over.title == "Job Finder (production): over: A source is quiet"
    assert "from 2026-03-02 09:00 UTC until 2026-03-02 10:00 UTC" in over.body


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("most", [40, 160, 2000])
def test_a_message_fits_where_it_goes_however_much_there_is_to_say(form: str, most: int) -> None:
    many = [episode(key=f"source {number}", title=f"{HOSTILE} {number}") for number in range(60)]
    for episodes in (many, many[:1]):
        message = message_for(episodes, "staging", FORMS[form], most)
        assert message.body
        assert len(message.body) <= most
        assert most < 2000 or len(message.title) + len(message.body) <= most


@pytest.mark.parametrize("form", FORMS)
def test_a_line_of_nothing_but_markup_fits_too(form: str) -> None:
    assert len(message_for([episode(title="&" * 500, body="<>" * 500)], "x", FORMS[form], 60).body) <= 60


def test_several_alarms_are_counted_and_named_in_one_message() -> None:
    over = replace(episode(title="The queue stands still"), ended_at=NOW)
    message = message_for([episode(), over], "staging", FORMS["text"], 30_000)
    assert message.title == "Job Finder (staging): 2 alerts, 1 of them still on"
    assert "A source is quiet (since 2026-03-02 09:00 UTC)" in message.body
    assert "The queue stands still (over, from" in message.body
    assert "jobfinder notify list" in message.body


@given(st.text(max_size=300), st.integers(20, 200))
def test_any_words_become_one_line_that_calls_nobody(text: str, most: int) -> None:
    words = harmless(text, most)
    assert "\n" not in words
    assert not re.search(r"@\w|<[@#!&:]", words)
    assert len(words.replace("\u200b", "")) <= most


def test_a_kind_is_the_first_word_of_a_key_and_an_unknown_one_is_told_like_any() -> None:
    assert kind_of("source yields less: greenhouse:acme since 2026-11-24T06:00") is KINDS["source"]
    assert kind_of("health: store") is KINDS["health"]
    assert kind_of("something new").name == "other"
    assert kind_of("").name == "other"


alarms = st.builds(Alarm, st.text(max_size=9), st.text(max_size=9), st.text(max_size=9), st.text(max_size=9))
moments = st.integers(0, 365 * 86_400).map(lambda seconds: NOW + timedelta(seconds=seconds))
names = st.frozensets(st.text(max_size=4), max_size=3)
episodes = st.builds(
    Episode, alarm=alarms, began_at=moments, ended_at=st.none() | moments, told=names, told_of_end=names
)
books = st.builds(
    Book,
    episodes=st.lists(episodes, max_size=4).map(lambda found: {each.alarm.key: each for each in found}),
    sent_at=st.lists(moments, max_size=3).map(tuple),
    reserved_until=st.none() | moments,
    seen=st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=3),
)


@given(books)
def test_a_book_comes_back_from_its_text_as_it_was(book: Book) -> None:
    assert book_of_text(text_of_book(book)) == book


@pytest.mark.parametrize("text", ["{", "[]", "7", '{"episodes": [{}]}', '{"episodes": [], "sent_at": ["2026-01-01"]}'])
def test_a_text_that_is_no_book_is_told(text: str) -> None:
    with pytest.raises(Unreadable, match="book of alarms"):
        book_of_text(text)
