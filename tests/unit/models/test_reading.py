"""A model reads what is worth it, once, within the budget; whatever goes wrong with it is never a score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jobfinder.domain.extraction.said import Met
from jobfinder.domain.facts import Level
from jobfinder.domain.person import Policy
from jobfinder.domain.queue import ItemKind
from jobfinder.errors import Misconfigured
from jobfinder.usecases.opinions import view_today
from jobfinder.usecases.score import score_items
from tests.fakes.model_server import ModelServer
from tests.unit.models.reading import ANSWER, PROFILE, Desk, a_desk, configured


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer(lambda system, user: ANSWER).running() as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path, server: ModelServer) -> Iterator[Desk]:
    made = a_desk(tmp_path, server)
    yield made
    made.store.close_store()


def test_a_listing_that_comes_near_is_read_once_and_the_match_says_by_whom(desk: Desk, server: ModelServer) -> None:
    assert desk.score(desk.add()) == "matched"
    match, reading = desk.match(), desk.match().reading
    assert reading is not None
    assert (reading.model, reading.flags, reading.declined) == ("anthropic:claude-haiku-5-5", (), "")
    assert reading.fields == ("employment", "level")
    parts = {part.name: part.read_by for part in match.decision.parts}
    assert parts == {
        "skills": "local", "level": "local and model", "place": "local", "pay": "local", "freshness": "local",
        "company": "local",
    }  # fmt: skip
    assert sum(part.points for part in match.decision.parts) == match.decision.score
    assert len(server.asked) == 1
    assert "Robin Secret" not in str(server.asked)


def test_what_is_quoted_is_believed_and_the_rest_is_void(desk: Desk) -> None:
    desk.score(desk.add())
    match = desk.match()
    assert match.reading is not None
    assert match.reading.intake is not None
    assert match.pay == ""
    assert [(each.quote, each.met) for each in match.reading.requirements] == [
        ("Five years of Python in production", Met.MET),
        ("PostgreSQL at scale", Met.PARTIAL),
        ("A calm way of handling incidents", Met.MISSING),
    ]
    assert match.reading.intake.skills == ("Python",)
    assert match.reading.intake.highlights == ("Cut the nightly import from five hours to ten minutes",)
    assert match.reading.intake.keywords == ("PostgreSQL",)
    assert "The stack is yours." in match.decision.strengths
    assert "Nothing is said about on-call." in match.decision.concerns


def test_what_it_cost_stands_in_the_match_and_in_the_ledger_by_source(desk: Desk) -> None:
    desk.score(desk.add())
    reading = desk.match().reading
    assert reading is not None
    (day,) = desk.store.usage("2026-03-02")
    assert (day.calls, day.matches, day.micros, day.reserved) == (1, 1, reading.micros, ())
    assert [(row.source, row.model) for row in day.spent] == [("greenhouse:acme", "anthropic:claude-haiku-5-5")]
    tokens = day.tokens
    assert day.micros == pytest.approx(tokens.input + 5 * tokens.output + 1.25 * tokens.cache_write, abs=1)
    assert reading.input_tokens == tokens.input + tokens.cache_write


def test_what_rules_turn_away_or_is_far_off_reaches_no_model(desk: Desk, server: ModelServer) -> None:
    filtered = replace(PROFILE.searches[0], policy=Policy(excluded_companies=("Acme",)))
    far = replace(PROFILE.searches[0], threshold=100)
    strict = configured(desk, server, gate_points=0)
    for number, search in enumerate((filtered, far)):
        ports = replace(strict.ports, profile=lambda search=search: replace(PROFILE, searches=(search,)))
        assert replace(desk, ports=ports).score(desk.add(number)) in ("filtered", "below_threshold")
    assert server.paths == []
    assert desk.store.usage("") == []


def test_a_changed_profile_scores_again_without_a_call(desk: Desk, server: ModelServer) -> None:
    desk.score(desk.add())
    changed = replace(PROFILE, person=replace(PROFILE.person, summary="New words."), version="2")
    desk.store.save_profile(changed)
    (listing,) = desk.store.each_listing()
    from jobfinder.usecases.rescore import rescore_known

    assert rescore_known(desk.ports, "2") == 1
    again = next(item for item in desk.store.items() if item.kind is ItemKind.RESCORE)
    assert desk.score(again) == "matched"
    reading = desk.match().reading
    assert reading is not None
    assert reading.intake is not None
    assert (len(server.asked), reading.intake.is_current) == (1, False)
    assert view_today(listing, changed, desk.ports).reading is not None
    assert len(server.asked) == 1


def test_evidence_that_the_profile_has_lost_proves_nothing_any_more(desk: Desk) -> None:
    desk.score(desk.add())
    skills = (replace(PROFILE.person.skills[0], years=2), PROFILE.person.skills[1])
    (listing,) = desk.store.each_listing()
    view = view_today(listing, replace(PROFILE, person=replace(PROFILE.person, skills=skills)), desk.ports)
    assert view.reading is not None
    assert view.reading.requirements[0].met is Met.UNKNOWN


def test_the_same_posting_on_two_boards_is_paid_for_once(desk: Desk, server: ModelServer) -> None:
    desk.score(desk.add(1, "greenhouse:acme"))
    split = desk.add(1, "lever:other", company="Acme", locations=("Berlin, Germany",))
    desk.score(split)
    assert len(server.asked) == 1


def test_a_local_fact_with_a_quote_stands_and_the_other_one_is_told(desk: Desk) -> None:
    desk.score(desk.add(title="Junior Backend Engineer"))
    match = desk.match()
    assert match.reading is not None
    assert "level" not in match.reading.fields
    assert any(line.startswith("level: ") and Level.SENIOR in line for line in match.reading.disagreements)


def test_a_provider_without_key_or_price_refuses_to_start(desk: Desk, server: ModelServer) -> None:
    with pytest.raises(Misconfigured, match="ANTHROPIC_API_KEY"):
        configured(desk, server, environ={})
    with pytest.raises(Misconfigured, match=r"models\.prices|price"):
        configured(desk, server, base_url="", model="claude-unheard-of")


def test_a_server_of_ones_own_needs_neither(desk: Desk, server: ModelServer) -> None:
    server.needs_key = False
    own = configured(
        desk, server, provider="openai", model="local-model", base_url=f"{server.url}/v1", environ={}, prices=[]
    )
    assert own.score(own.add()) == "matched"
    assert desk.store.usage("")[0].micros == 0


def test_items_are_worked_on_one_by_one_and_what_there_is_no_time_for_stays_due(
    desk: Desk, server: ModelServer
) -> None:
    items = [desk.add(number, text=f"Python, job {number}") for number in range(5)]
    read = server.read

    def slow(system: str, user: str) -> Any:
        desk.clock.advance(seconds=70)
        return read(system, user)

    server.read = slow
    told = score_items([desk.item(item).ticket for item in items], desk.ports)
    assert told == {"matched": 3, "left for later": 2}
    assert [desk.item(item).attempt for item in items] == [1, 1, 1, 0, 0]
