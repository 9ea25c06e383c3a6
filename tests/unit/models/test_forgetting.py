"""What models said is kept while it saves a paid call, and no longer than its retention after that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from jobfinder.html_text import clean_text
from jobfinder.usecases import forget_readings
from jobfinder.usecases.arrive import arrival_of
from jobfinder.usecases.clean_up import clean_up
from tests.fakes.model_server import ModelServer
from tests.unit.models.reading import ANSWER, Desk, a_desk, a_posting

DAYS = 7


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer(lambda system, user: ANSWER).running() as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path, server: ModelServer) -> Iterator[Desk]:
    made = a_desk(tmp_path, server)
    yield made
    made.store.close_store()


def kept(desk: Desk) -> int:
    with desk.store._database.reading() as db:
        return int(db.execute("SELECT count(*) FROM extractions").fetchone()[0])


def test_what_was_read_of_an_open_posting_stays_however_old_it_is(desk: Desk, server: ModelServer) -> None:
    item = desk.add()
    desk.score(item)
    for _ in range(4):
        desk.clock.advance(days=DAYS + 1)
        assert clean_up(desk.ports).readings == 0
    again = replace(item, id="again", update_time=0)
    desk.store.enqueue([again])
    assert desk.score(again) == "matched"
    assert len(server.asked) == 1


def test_a_closed_posting_and_an_older_text_are_forgotten_after_their_retention_and_the_match_keeps_its_own(
    desk: Desk,
) -> None:
    closed, changed = desk.add(1), desk.add(2, text="Python and PostgreSQL.")
    for item in (closed, changed):
        desk.score(item)
    before = {match.id: match.reading for match in desk.store.matches()}
    desk.store.close([closed.listing_id], desk.clock())
    newer = a_posting(2, text="Python, PostgreSQL and Go.")
    desk.store.change([arrival_of(newer, "greenhouse:acme", clean_text, now=desk.clock(), trace_id="t")])
    desk.clock.advance(days=DAYS - 1)
    assert clean_up(desk.ports).readings == 0
    desk.clock.advance(days=2)
    assert clean_up(desk.ports).readings == 2
    assert clean_up(desk.ports).readings == 0
    assert kept(desk) == 0
    assert {match.id: match.reading for match in desk.store.matches()} == before


def test_many_go_in_batches_and_a_stop_in_between_loses_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forget_readings, "BATCH", 2)
    for number in range(7):
        item = desk.add(number, text=f"Python and PostgreSQL, job {number}.")
        desk.score(item)
        if number:
            desk.store.close([item.listing_id], desk.clock())
    desk.clock.advance(days=DAYS + 1)
    stops = iter((False, True))
    assert forget_readings.forget_readings(replace(desk.ports, stopping=lambda: next(stops)), days=DAYS) in (1, 2)
    forget_readings.forget_readings(desk.ports, days=DAYS)
    assert kept(desk) == 1


def test_what_is_still_of_use_is_looked_at_once_in_a_retention(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forget_readings, "BATCH", 2)
    for number in range(5):
        desk.score(desk.add(number, text=f"Python and PostgreSQL, job {number}."))
    desk.clock.advance(days=DAYS + 1)
    looks = iter((False,) * 4 + (True,))  # five readings in lots of two are three looks: it must end by itself
    assert forget_readings.forget_readings(replace(desk.ports, stopping=lambda: next(looks)), days=DAYS) == 0
    assert next(looks) is False
    assert desk.store.stale_extractions(used_before=desk.clock(), limit=10) == []
    assert kept(desk) == 5
