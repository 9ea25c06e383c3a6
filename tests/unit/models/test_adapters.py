"""Each adapter through its vendor's real SDK against a server that speaks the vendor's protocol."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from jobfinder.domain.usage import Unanswered
from jobfinder.errors import Blocked, Gone, JobFinderError, Misconfigured, Permanent, Retryable
from jobfinder.models.answers import understand
from jobfinder.models.openai import OpenAIModel
from jobfinder.ports import Answer, AnswerEnd, Extractor
from tests.fakes.model_server import KEY, Fault, ModelServer, answering
from tests.unit.models.conftest import ASK, extractor
from tests.unit.models.reading import IN_USE


def test_one_question_is_one_request_whose_answer_is_of_the_form(model: Extractor, server: ModelServer) -> None:
    answer = model.extract(ASK, within_seconds=10)
    assert answer.end is AnswerEnd.DONE
    assert understand(answer.text).strengths
    assert len(server.paths) == 1
    assert (answer.tokens.input > 0, answer.tokens.output > 0) == (True, True)


def test_what_never_changes_is_read_from_the_cache_the_second_time(vendor: str, model: Extractor) -> None:
    first, second = (model.extract(ASK, within_seconds=10).tokens for _ in range(2))
    assert first.cache_read == 0
    assert second.cache_read > 0
    assert sum((second.input, second.cache_read)) == sum((first.input, first.cache_write))
    assert (first.cache_write > 0) == (vendor == "anthropic")


def test_nothing_but_the_question_is_sent(vendor: str, model: Extractor, server: ModelServer) -> None:
    model.extract(ASK, within_seconds=10)
    (asked,) = server.asked
    assert "tools" not in asked
    cap = asked.get("max_tokens") or asked["max_completion_tokens"]
    assert cap == ASK.max_output_tokens
    if vendor == "anthropic":
        assert [block.get("cache_control") for block in asked["system"]] == [None, {"type": "ephemeral"}]
        assert asked["thinking"] == {"type": "disabled"}
    elif vendor == "openai":
        assert asked["reasoning_effort"] == "none"
        assert asked["prompt_cache_key"]
    else:
        assert {"prompt_cache_key", "reasoning_effort"}.isdisjoint(asked)


FAILURES = [
    (Fault(401, "bad key sk-123", "authentication_error"), Misconfigured),
    (Fault(403, "not allowed", "permission_error"), Misconfigured),
    (Fault(404, "model: nope", "not_found_error"), Misconfigured),
    (Fault(400, "prompt is too long", "invalid_request_error"), Permanent),
    (Fault(413, "too large", "invalid_request_error"), Permanent),
    (Fault(400, "Your credit balance is too low", "invalid_request_error"), Blocked),
    (Fault(402, "billing", "billing_error"), Blocked),
    (Fault(429, "You exceeded your current quota", "insufficient_quota", "insufficient_quota"), Blocked),
    (Fault(429, "slow down", "rate_limit_error", headers={"retry-after": "120"}), Retryable),
    (
        Fault(
            429,
            "Add a payment method at example.com/billing to raise it",
            "rate_limit_error",
            headers={"retry-after": "120"},
        ),
        Retryable,
    ),
    (Fault(400, "thinking.budget_tokens: must be less", "invalid_request_error"), Permanent),
    (Fault(400, "Budget has been exceeded! Max budget: 5", "budget_exceeded"), Blocked),
    (Fault(400, "You sent sk-ant-abc123def456 with it", "invalid_request_error"), Permanent),
    (Fault(500, "oops", "api_error"), Retryable),
    (Fault(503, "unavailable", "api_error"), Retryable),
    (Fault(529, "Overloaded", "overloaded_error", headers={"retry-after": "30"}), Retryable),
    (Fault(hangs_up=True), Unanswered),
]


@pytest.mark.parametrize(
    ("fault", "kind"), FAILURES, ids=[f"{fault.status} {fault.message[:20]}" for fault, _ in FAILURES]
)
def test_each_failure_is_of_its_kind(
    fault: Fault, kind: type[JobFinderError], model: Extractor, server: ModelServer
) -> None:
    server.always = fault
    with pytest.raises(kind) as raised:
        model.extract(ASK, within_seconds=10)
    assert type(raised.value) is kind
    assert KEY not in str(raised.value)
    assert "sk-" not in str(raised.value)


def test_a_wrong_key_and_a_wrong_model_are_told_by_the_server_itself(
    vendor: str, server: ModelServer, waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    for wrong in ({"key": "sk-another"}, {"model": "no-such-model"}):
        with pytest.raises(Misconfigured):
            extractor(vendor, server, waits, monkeypatch, **wrong).extract(ASK, within_seconds=10)


@pytest.mark.parametrize("status", [429, 529])
def test_the_wait_that_is_asked_for_is_passed_on(
    status: int, model: Extractor, server: ModelServer, waits: list[float]
) -> None:
    server.always = Fault(status, "busy", "rate_limit_error", headers={"retry-after": "77"})
    with pytest.raises(Retryable) as raised:
        model.extract(ASK, within_seconds=100)
    assert raised.value.after_seconds == 77
    assert (len(server.paths), waits) == (1, [])


def test_a_short_outage_is_bridged_within_the_time(model: Extractor, server: ModelServer, waits: list[float]) -> None:
    server.faults.extend([Fault(529, "busy", headers={"retry-after": "2"}), Fault(500)])
    assert model.extract(ASK, within_seconds=60).end is AnswerEnd.DONE
    assert waits == [2.0, 1.0]
    assert len(server.paths) == 3


def test_there_are_no_more_tries_than_the_time_allows(
    model: Extractor, server: ModelServer, waits: list[float]
) -> None:
    server.always = Fault(529, "busy", headers={"retry-after": "5"})
    with pytest.raises(Retryable):
        model.extract(ASK, within_seconds=6)
    assert (len(server.paths), waits) == (1, [])
    with pytest.raises(Retryable):
        model.extract(ASK, within_seconds=600)
    assert len(server.paths) == 1 + 3


def test_a_model_that_does_not_answer_in_time_is_given_up(model: Extractor, server: ModelServer) -> None:
    server.delay_seconds = 1.0
    with pytest.raises(Unanswered):
        model.extract(ASK, within_seconds=0.3)


@pytest.mark.parametrize(("stop", "end"), [("refusal", AnswerEnd.REFUSED), ("max_tokens", AnswerEnd.CUT_OFF)])
def test_an_answer_that_ended_early_says_so_and_is_counted(
    stop: str, end: AnswerEnd, model: Extractor, server: ModelServer
) -> None:
    server.always = Fault(stop=stop)
    answer = model.extract(ASK, within_seconds=10)
    assert answer.end is end
    assert answer.tokens.input > 0


@pytest.mark.parametrize("structure", ["json_object", "none"])
def test_a_server_that_knows_no_schema_is_asked_in_words(structure: str, server: ModelServer) -> None:
    server.knows_schema = server.needs_key = False
    server.read = lambda system, user: f"Sure!\n```json\n{json.dumps(answering(strengths=['Python.']))}\n```"
    model = OpenAIModel("local-model", base_url=f"{server.url}/v1", structure=structure)
    IN_USE.append(model)
    assert understand(model.extract(ASK, within_seconds=10).text).strengths == ("Python.",)
    assert '"additionalProperties": false' in server.asked[0]["messages"][0]["content"]
    strict = OpenAIModel("local-model", base_url=f"{server.url}/v1")
    IN_USE.append(strict)
    with pytest.raises(Permanent):
        strict.extract(ASK, within_seconds=10)


def test_nobody_there_is_a_retry() -> None:
    model = OpenAIModel("local-model", base_url="http://127.0.0.1:9/v1", sleep=lambda seconds: None)
    IN_USE.append(model)
    with pytest.raises(Retryable, match="cannot be reached"):
        model.extract(ASK, within_seconds=5)


def test_a_library_that_is_not_installed_is_told(model: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("anthropic", "openai"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(Misconfigured, match="not installed"):
        model.extract(ASK, within_seconds=5)


# -- batches


@pytest.fixture(params=["anthropic", "openai"])
def batcher(
    request: pytest.FixtureRequest, server: ModelServer, waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> Extractor:
    return extractor(request.param, server, waits, monkeypatch)


def test_a_batch_gives_what_the_direct_call_gives(batcher: Extractor, server: ModelServer) -> None:
    direct = batcher.extract(ASK, within_seconds=10)
    batch_id = batcher.submit({"a" * 64: ASK, "b" * 64: ASK})
    assert not batcher.collect(batch_id).has_ended
    server.end_batches()
    collected = batcher.collect(batch_id)
    assert collected.has_ended
    assert sorted(collected.results) == ["a" * 64, "b" * 64]
    for answer in collected.results.values():
        assert isinstance(answer, Answer)
        assert (answer.text, answer.end) == (direct.text, direct.end)


def test_what_a_batch_did_not_get_to_is_an_error_or_missing(batcher: Extractor, server: ModelServer) -> None:
    batch_id = batcher.submit(dict.fromkeys(("a", "b", "c"), ASK))
    server.batches[batch_id].left_out = {"b"}
    server.batches[batch_id].failing = {"c": "api_error"}
    server.end_batches()
    results = batcher.collect(batch_id).results
    assert isinstance(results["a"], Answer)
    assert isinstance(results.get("b", Retryable("missing")), Retryable)
    assert isinstance(results["c"], Retryable)


def test_a_batch_that_nobody_knows_is_gone(batcher: Extractor) -> None:
    with pytest.raises(Gone):
        batcher.collect("batch_99")


def test_the_adapters_load_no_sdk_until_they_are_used() -> None:
    script = (
        "import sys; import jobfinder.models.choosing, jobfinder.models.anthropic as a, jobfinder.models.openai as o; "
        "a.AnthropicModel(key='k'); o.OpenAIModel(key='k'); import jobfinder.usecases.score, jobfinder.wiring; "
        "print([name for name in ('anthropic', 'openai', 'httpx', 'httpx2') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
