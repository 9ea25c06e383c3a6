"""Whatever goes wrong with a model or its answer is never a score, and never a lost match."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jobfinder.domain.queue import ItemStatus
from jobfinder.usecases.asking import most_micros
from tests.fakes.model_server import Fault, ModelServer
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
    assert (day.calls, day.reserved, day.lost_calls) == (1, (), int(fault.hangs_up))  # may have been charged


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


def test_after_a_cut_off_answer_a_shorter_one_is_asked_for(desk: Desk, server: ModelServer) -> None:
    server.faults.append(Fault(stop="max_tokens"))
    item = desk.add()
    assert desk.score(item) == "waiting"
    desk.clock.advance(hours=1)
    assert desk.score(item) == "matched"
    reading = desk.match().reading
    assert reading is not None
    assert (reading.declined, reading.requirements != ()) == ("", True)
    assert ["was cut off" in str(asked) for asked in server.asked] == [False, True]


@pytest.mark.parametrize(
    "usage",
    [{}, {"input_tokens": -5, "output_tokens": 3}, {"input_tokens": "12", "output_tokens": "many"},
     {"input_tokens": 0, "output_tokens": 0}, {"input_tokens": 12, "output_tokens": 0},
     {"input_tokens": 1.5, "output_tokens": 3}],
    ids=str,
)  # fmt: skip
def test_an_answer_whose_count_is_none_costs_all_that_was_set_aside(
    usage: dict[str, Any], desk: Desk, server: ModelServer
) -> None:
    server.always = Fault(usage=usage)
    models = desk.ports.models
    assert models is not None
    assert desk.score(desk.add()) == "matched"
    (listing,) = desk.store.each_listing()
    (day,) = desk.store.usage("")
    most = most_micros(models.ask(listing.posting, PROFILE), models.choices[0].price)
    assert (day.calls, day.micros, day.reserved, day.lost_calls) == (1, most, (), 0)


def test_half_a_character_and_what_nobody_sees_in_an_answer_cost_neither_match_nor_a_second_call(
    desk: Desk, server: ModelServer
) -> None:
    said = {**ANSWER, "strengths": ["The stack \ud83d is yours\u0000\u202e."]}
    server.read = lambda system, user: json.dumps(said)
    assert desk.score(desk.add()) == "matched"
    assert "The stack is yours." in desk.match().decision.strengths
    assert len(server.asked) == 1


def test_a_model_that_thinks_aloud_before_its_answer_is_understood(desk: Desk, server: ModelServer) -> None:
    server.read = lambda system, user: f"<think>Is it {{senior}}?</think>\n```json\n{json.dumps(ANSWER)}\n```"
    assert desk.score(desk.add()) == "matched"
    reading = desk.match().reading
    assert reading is not None
    assert reading.fields == ("employment", "level")


def test_sentences_that_name_a_technology_or_the_employer_are_no_addresses(desk: Desk, server: ModelServer) -> None:
    kind = {**ANSWER, "strengths": ["Your ASP.NET work counts.", "Booking.com is close by."], "concerns": []}
    server.read = lambda system, user: kind
    desk.score(desk.add(company="Booking.com"))
    reading = desk.match().reading
    assert reading is not None
    assert (reading.flags, reading.strengths) == ((), tuple(kind["strengths"]))
    server.read = lambda system, user: {**ANSWER, "strengths": ["See jobs-apply.example for more."]}
    desk.score(desk.add(2, text="Python and PostgreSQL. Apply at jobs-apply.example"))
    other = next(match for match in desk.store.matches() if match.company == "Acme")
    assert other.reading is not None
    assert other.reading.flags


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


def test_a_server_of_ones_own_reads_on_when_the_budget_is_spent(desk: Desk, server: ModelServer) -> None:
    fallback = {"provider": "openai", "model": "local-model", "base_url": f"{server.url}/v1"}
    poor = configured(desk, server, daily_budget_usd=0, fallback=fallback)
    assert poor.score(poor.add()) == "matched"
    reading = poor.match().reading
    assert reading is not None
    assert (reading.model, reading.awaits) == ("openai:local-model", "")
    assert server.paths == ["/v1/chat/completions"]


def _price(name: str) -> dict[str, Any]:
    return {"model": name, "input": 1, "output": 1, "cache_read": 1, "cache_write": 1, "as_of": "2026-01-01"}
