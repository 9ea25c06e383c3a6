"""A model reads what is worth it, once, within the budget; whatever goes wrong with it is never a score."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from jobfinder.domain.alarm_book import KINDS
from jobfinder.domain.extraction.said import Met
from jobfinder.domain.facts import Level
from jobfinder.domain.person import Policy
from jobfinder.domain.queue import ErrorKind, ItemKind, ItemStatus
from jobfinder.domain.usage import day_of, reserve
from jobfinder.errors import Misconfigured
from jobfinder.usecases.alerts import open_alarms
from jobfinder.usecases.opinions import view_today
from jobfinder.usecases.score import score_items
from tests.fakes.model_server import Fault, ModelServer, answering
from tests.unit.models.reading import PROFILE, START, Desk, a_desk, with_models

ANSWER = answering(
    facts=[
        {"field": "level", "value": "senior", "quote": "five years of python in production"},
        {"field": "required_skill", "value": "PostgreSQL", "quote": "PostgreSQL at scale"},
        {"field": "employment", "value": "full_time", "quote": "a calm way of handling incidents"},
        {"field": "pay", "value": "90000-99000 EUR year", "quote": "PostgreSQL at scale"},
    ],
    requirements=[
        {"quote": "Five years of Python in production", "met": "met", "evidence": "Python (6 years)"},
        {"quote": "PostgreSQL at scale", "met": "partial", "evidence": "PostgreSQL (4 years)"},
        {"quote": "A calm way of handling incidents", "met": "missing", "evidence": ""},
    ],
    strengths=["The stack is yours."],
    concerns=["Nothing is said about on-call."],
    intake={
        "summary": "Lead with the import you made fast.",
        "skills": ["Python", "COBOL"],
        "highlights": ["Cut the nightly import from five hours to ten minutes", "Won a prize"],
        "keywords": ["PostgreSQL", "blockchain"],
        "gaps": ["Tell of an incident you handled."],
    },
)


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer(lambda system, user: ANSWER).running() as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path, server: ModelServer) -> Iterator[Desk]:
    made = a_desk(tmp_path, server)
    yield made
    made.store.close_store()


def configured(desk: Desk, server: ModelServer, **settings: Any) -> Desk:
    return replace(desk, ports=with_models(desk.ports, server, **settings))


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


# -- budget


def test_out_of_budget_the_local_match_stands_and_is_read_tomorrow(desk: Desk, server: ModelServer) -> None:
    poor = configured(desk, server, daily_budget_usd=0.0001)
    item = poor.add()
    assert poor.score(item) == "matched"
    assert (server.paths, poor.item(item).status) == ([], ItemStatus.SUCCEEDED)
    (later,) = poor.later()
    assert later.not_before == START.replace(hour=0) + timedelta(days=1)
    assert later.error is not None
    assert later.error.kind is ErrorKind.QUOTA
    assert "budget" in later.error.message
    reading = poor.match().reading
    assert reading is not None
    assert "budget" in reading.awaits
    assert poor.score(later) == "not ours"
    poor.clock.advance(days=1)
    assert replace(poor, ports=desk.ports).score(later) == "matched"
    reading = poor.match().reading
    assert reading is not None
    assert (reading.awaits, reading.model) == ("", "anthropic:claude-haiku-5-5")


def test_a_spent_budget_is_an_alarm_once_a_day(desk: Desk, server: ModelServer) -> None:
    poor = configured(desk, server, daily_budget_usd=0.0001)
    for number in (1, 2):
        poor.score(poor.add(number))
        (episode,) = open_alarms(poor.ports)
        assert (episode.kind, episode.began_at) == (KINDS["budget"], START)
        assert "The budget of" in episode.alarm.body


def test_a_score_is_the_same_whether_the_budget_is_spent_or_there_is_no_model(
    tmp_path: Path, server: ModelServer
) -> None:
    decisions = []
    for name, settings in (("none", None), ("poor", {"daily_budget_usd": 0})):
        (tmp_path / name).mkdir()
        made = a_desk(tmp_path / name, server if settings else None, **(settings or {}))
        made.score(made.add())
        decisions.append(made.match().decision)
        made.store.close_store()
    assert decisions[0] == decisions[1]


def test_of_many_workers_no_more_ask_than_the_budget_allows(desk: Desk, server: ModelServer) -> None:
    server.delay_seconds = 0.05
    few = configured(desk, server, daily_budget_usd=0.02)
    items = [few.add(number, text=f"Python and PostgreSQL, job {number}. " * 3) for number in range(12)]
    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(few.score, items))
    assert set(outcomes) == {"matched"}
    (day,) = few.store.usage("")
    assert 0 < day.calls < 12
    assert day.micros <= 20_000
    assert len(few.later()) == 12 - day.calls


def test_a_listing_that_another_worker_has_in_hand_waits(desk: Desk, server: ModelServer) -> None:
    server.delay_seconds = 0.3
    items = [desk.add(1), desk.add(1, "lever:other", company="Umbrella")]
    listings = [desk.store.listings([item.listing_id])[item.listing_id] for item in items]
    assert len({listing.content_hash for listing in listings}) == 2
    one = replace(listings[1], content_hash=listings[0].content_hash)
    started = threading.Thread(target=desk.score, args=(items[0],))
    started.start()
    while not server.paths:
        started.join(0.01)
    ports = replace(desk.ports, store=_Relabelled(desk.store, one))
    assert replace(desk, ports=ports).score(items[1]) == "waiting"
    started.join()
    assert len(server.asked) == 1


class _Relabelled:
    """The store, with one listing under another content hash."""

    def __init__(self, store: Any, listing: Any) -> None:
        self._store, self._listing = store, listing

    def links(self, listing_id: str) -> list[Any]:
        return [self._listing]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


def test_a_worker_that_dies_during_its_call_leaves_the_money_counted(desk: Desk) -> None:
    item = desk.add()
    day, killed = day_of(desk.clock()), desk.ports.store.item(item.id)
    assert killed is not None
    desk.store.change_usage(
        day, lambda found: reserve(found, {"x": 500}, budget_micros=10**9, now=desk.clock(), hold_seconds=60)
    )
    desk.clock.advance(minutes=5)
    desk.score(item)
    (ledger,) = desk.store.usage(day)
    assert (ledger.lost_calls, ledger.lost_micros) == (1, 500)


# -- failures


@pytest.mark.parametrize(
    "fault", [Fault(529), Fault(500), Fault(429, headers={"retry-after": "90"}), Fault(hangs_up=True)], ids=str
)
def test_a_passing_failure_makes_the_item_wait_and_is_no_score(fault: Fault, desk: Desk, server: ModelServer) -> None:
    server.always = replace(fault, headers=fault.headers or {"retry-after": "60"})
    item = desk.add()
    assert desk.score(item) == "waiting"
    waiting = desk.item(item)
    assert (waiting.status, waiting.outcome) == (ItemStatus.PENDING, None)
    assert desk.store.matches() == []
    server.always = None
    desk.clock.advance(hours=1)
    assert desk.score(item) == "matched"
    (day,) = desk.store.usage("")
    assert (day.calls, day.reserved, day.lost_calls) == (1, (), 0)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(401, kind="authentication_error"),
        Fault(404, kind="not_found_error"),
        Fault(402, kind="billing_error", message="billing"),
        Fault(400, message="Your credit balance is too low"),
    ],
    ids=str,
)
def test_what_a_person_must_mend_leaves_the_local_match_and_asks_no_more(
    fault: Fault, desk: Desk, server: ModelServer
) -> None:
    server.always = fault
    outcomes = [desk.score(desk.add(number, text=f"Python, job {number}")) for number in range(5)]
    assert outcomes == ["matched"] * 5
    assert len(server.paths) == 1
    assert len(desk.later()) == 5
    assert all(item.not_before is not None for item in desk.later())


def test_a_dead_provider_is_not_hammered(desk: Desk, server: ModelServer) -> None:
    server.always = Fault(500, headers={"retry-after": "20"})
    outcomes = [desk.score(desk.add(number, text=f"Python, job {number}")) for number in range(20)]
    assert outcomes == ["waiting"] * 5 + ["matched"] * 15
    assert len(server.paths) == 5


def test_a_question_that_is_not_accepted_leaves_the_local_match_and_says_so(desk: Desk, server: ModelServer) -> None:
    server.always = Fault(400, message="prompt is too long", kind="invalid_request_error")
    assert desk.score(desk.add()) == "matched"
    assert desk.later() == []
    assert any("does not accept" in line for line in desk.match().decision.concerns)


def test_a_refusal_is_recorded_and_never_paid_for_again(desk: Desk, server: ModelServer) -> None:
    server.always = Fault(stop="refusal", text="")
    item = desk.add()
    assert desk.score(item) == "matched"
    reading = desk.match().reading
    assert reading is not None
    assert "refused" in reading.declined
    desk.store.enqueue([replace(item, id="again", status=ItemStatus.PENDING, update_time=0)])
    assert desk.score(replace(item, id="again")) == "matched"
    assert server.answered == 1
    assert desk.store.usage("")[0].calls == 1


@pytest.mark.parametrize(
    "fault",
    [Fault(stop="max_tokens"), Fault(text="I would say it fits."), Fault(text='{"facts": "many"}'), Fault(text="{}")],
    ids=["cut off", "no JSON", "another form", "empty"],
)
def test_a_bad_answer_is_asked_for_once_more_and_then_the_local_match_stands(
    fault: Fault, desk: Desk, server: ModelServer
) -> None:
    server.always = fault
    item = desk.add()
    assert desk.score(item) == "waiting"
    assert desk.store.matches() == []
    desk.clock.advance(hours=1)
    assert desk.score(item) == "matched"
    reading = desk.match().reading
    assert reading is not None
    assert "answer" in reading.declined
    assert desk.store.usage("")[0].calls == server.answered == 2


def test_a_timed_out_call_counts_as_spent(desk: Desk, server: ModelServer) -> None:
    server.delay_seconds = 1.5
    quick = configured(desk, server, timeout_seconds=1)
    models = quick.ports.models
    assert models is not None
    quick = replace(quick, ports=replace(quick.ports, models=replace(models, timeout_seconds=2.0)))
    server.delay_seconds = 3
    assert quick.score(quick.add()) == "waiting"
    (day,) = quick.store.usage("")
    assert (day.calls, day.lost_calls, day.reserved) == (0, 1, ())
    assert day.micros > 0


def test_the_second_provider_reads_where_the_first_fails(
    desk: Desk, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    fallback = {"provider": "openai", "model": "local-model", "base_url": f"{server.url}/v1"}
    both = configured(desk, server, model="no-such-model", fallback=fallback, prices=[{**_price("no-such-model")}])
    assert both.score(both.add()) == "matched"
    reading = both.match().reading
    assert reading is not None
    assert (reading.model, reading.micros) == ("openai:local-model", 0)


def _price(name: str) -> dict[str, Any]:
    return {"model": name, "input": 1, "output": 1, "cache_read": 1, "cache_write": 1, "as_of": "2026-01-01"}


# -- setting up


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
