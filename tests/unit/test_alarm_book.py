"""Whatever begins, ends and is told in whatever order: each episode is told once, and none is left untold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfinder.domain.alarm_book import FORGOTTEN_AFTER, MOST_EPISODES, SETTLES_AFTER, Book, Episode
from jobfinder.domain.alarms import Alarm

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
KEYS = ("health: store", "source a: quiet", "failed: queue items")
LASTING = KEYS[:2]
TARGETS = ("chat", "mail")
moves = st.tuples(
    st.sampled_from(["begin", "end", "tell", "nothing"]), st.sampled_from(KEYS), st.sampled_from([0, 1, 9, 11, 61])
)


def alarm(key: str) -> Alarm:
    return Alarm(key, key, "", "")


def told(book: Book, now: datetime, targets: tuple[str, ...] = TARGETS) -> tuple[Book, list[tuple[Episode, str]]]:
    """Return the book after every target took all its news, and what each took."""
    news = [(each, target) for each in book.news(targets, now) for target in targets if each.is_news_to(target, now)]
    return book.told(news).without_done(targets, now), news


@given(st.lists(moves, max_size=40))
def test_each_episode_is_told_once_to_each_target_and_nothing_is_left(steps: list[tuple[str, str, int]]) -> None:
    book, now = Book(), NOW
    heard: list[tuple[str, str, datetime, bool]] = []
    for move, key, minutes in steps:
        now += timedelta(minutes=minutes)
        if move == "begin":
            book = book.begin(alarm(key), now)
            assert book.is_on(key, now)
        elif move == "end":
            book = book.end(key, now)
            assert not book.is_on(key, now)
        elif move == "tell":
            book, news = told(book, now)
            heard += [(each.alarm.key, target, each.began_at, each.ended_at is not None) for each, target in news]
            assert not book.news(TARGETS, now)
    assert len(heard) == len(set(heard))
    begun = [(key, target, began) for key, target, began, _ in heard]
    assert len(set(begun)) * 2 >= len(begun)  # that it began, and at most that it is over


@given(st.lists(st.sampled_from([1, 3, 9]), min_size=1, max_size=30))
def test_however_it_flutters_within_the_settling_time_it_is_one_episode(gaps: list[int]) -> None:
    book, now, messages = Book(), NOW, 0
    for gap in gaps:
        book = book.begin(alarm(LASTING[0]), now)
        book, news = told(book, now, ("chat",))
        messages += len(news)
        now += timedelta(minutes=gap)
        book = book.end(LASTING[0], now)
        book, news = told(book, now, ("chat",))
        messages += len(news)
        now += timedelta(minutes=gap)
    assert messages == 1


def test_a_target_that_is_new_is_told_of_what_still_goes_on() -> None:
    book, _ = told(Book().begin(alarm(LASTING[1]), NOW), NOW, ("chat",))
    assert [each.alarm.key for each in book.news(TARGETS, NOW)] == [LASTING[1]]
    assert not book.news(("chat",), NOW)


def test_what_was_told_while_it_began_anew_is_news_again() -> None:
    book = Book().begin(alarm(LASTING[1]), NOW)
    (before,) = book.news(("chat",), NOW)
    later = NOW + timedelta(hours=1)
    book = book.end(LASTING[1], NOW).begin(alarm(LASTING[1]), later)
    assert book.told([(before, "chat")]).news(("chat",), later)


def test_an_episode_that_lasts_for_a_month_is_told_again() -> None:
    book, _ = told(Book().begin(alarm(LASTING[1]), NOW), NOW)
    later = NOW + FORGOTTEN_AFTER
    book = book.without_done(TARGETS, later)
    assert not book.episodes
    assert book.begin(alarm(LASTING[1]), later).news(TARGETS, later)


def test_where_there_is_nobody_to_tell_what_is_over_does_not_pile_up() -> None:
    book = Book().begin(alarm(LASTING[1]), NOW).end(LASTING[1], NOW)
    assert not book.without_done((), NOW + SETTLES_AFTER).episodes


@pytest.mark.parametrize("is_told", [True, False])
def test_too_many_at_once_leave_room_for_what_is_urgent_and_for_what_was_not_told(is_told: bool) -> None:
    book = Book()
    for number in range(MOST_EPISODES):
        book = book.begin(alarm(f"source {number}"), NOW)
    if is_told:
        book, _ = told(book, NOW)
    later = NOW + timedelta(hours=1)
    book = book.begin(alarm("stalled: queue"), later).begin(alarm("source new"), later)
    assert len(book.episodes) == MOST_EPISODES
    assert book.is_on("stalled: queue", later)
    assert book.is_on("source new", later) is is_told


def test_equal_books_are_equal_however_they_came_about() -> None:
    one = Book().begin(alarm("source a"), NOW).begin(alarm("source b"), NOW)
    other = Book().begin(alarm("source b"), NOW).begin(alarm("source a"), NOW)
    assert one == other
    assert replace(one, reserved_until=NOW) != other
