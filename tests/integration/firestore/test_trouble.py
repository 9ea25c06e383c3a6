"""What Firestore can answer that the emulator never does: a server that speaks gRPC and refuses, and the real SDK."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import grpc
import pytest

from jobfinder.domain.queue import Ending, Outcome
from jobfinder.errors import JobFinderError, LostClaim, Misconfigured, Permanent, Retryable
from jobfinder.stores import firestore_database
from jobfinder.stores.firestore import FirestoreStore
from tests.contract.test_changed_opinions import again, matched_once, turned_down
from tests.contract.things import NOW, after, arrival, first_rival, item
from tests.firestore_calls import emulator_at
from tests.integration.firestore.conftest import claimed

PROJECT, DATABASE = "some-project", "portfolio-staging"
Code = grpc.StatusCode
NO_INDEX = (
    "The query requires an index. You can create it here: "
    "https://console.firebase.google.com/v1/r/project/some-project/firestore/indexes?create_composite=Abc"
)
NO_DATABASE = (
    f"The database {DATABASE} does not exist for project {PROJECT} Please visit "
    f"https://console.cloud.google.com/datastore/setup?project={PROJECT} to add one. "
)
NO_PROJECT = f"Project '{PROJECT}' not found or deleted."
NOT_MY_PROJECT = f"Permission denied on resource project {PROJECT}."
NOT_ENABLED = "Cloud Firestore API has not been used in project some-project before or it is disabled."
DATASTORE_MODE = (
    "The Cloud Firestore API is not available for Firestore in Datastore Mode database projects/x/databases/y"
)
EXPIRED_TOKEN = "Request had invalid authentication credentials. Expected OAuth 2 access token"
EXPIRED_KEY = (
    "Getting metadata from plugin failed with error: ('invalid_grant: Token has been expired or revoked.', "
    "{'error': 'invalid_grant'})"
)


class Refusing(grpc.GenericRpcHandler):
    """Answers every call with one status, and counts them."""

    def __init__(self) -> None:
        self.status: tuple[grpc.StatusCode, str] = (Code.UNAVAILABLE, "try again")
        self.calls = 0

    def service(self, details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler:
        def refuse(request: bytes, context: grpc.ServicerContext) -> None:
            self.calls += 1
            context.abort(*self.status)

        if details.method.endswith(("RunQuery", "BatchGetDocuments", "RunAggregationQuery")):
            return grpc.unary_stream_rpc_method_handler(refuse)
        return grpc.unary_unary_rpc_method_handler(refuse)


@pytest.fixture
def server() -> Iterator[tuple[Refusing, str]]:
    refusing, running = Refusing(), grpc.server(ThreadPoolExecutor(4))
    running.add_generic_rpc_handlers((refusing,))
    port = running.add_insecure_port("127.0.0.1:0")
    running.start()
    yield refusing, f"127.0.0.1:{port}"
    running.stop(None).wait()


@pytest.fixture
def refusing(server: tuple[Refusing, str]) -> Refusing:
    return server[0]


@pytest.fixture
def remote(server: tuple[Refusing, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[FirestoreStore]:
    monkeypatch.setattr(firestore_database, "SECONDS_PER_CALL", 0.5)
    with emulator_at(server[1]):
        store = FirestoreStore.open(DATABASE, clock=lambda: NOW, project=PROJECT)
    yield store
    store.close_store()


def every_way(store: FirestoreStore) -> list[Callable[[], object]]:
    """Return one call for each way to reach Firestore: keyed read, query, count, commit, read and commit."""
    return [
        lambda: store.item("x"),
        lambda: store.due(now=NOW, limit=1),
        store.queue_stats,
        lambda: store.enqueue([item()]),
        lambda: store.split("x", item()),
    ]


@pytest.mark.parametrize(
    ("code", "said", "expected"),
    [
        (Code.NOT_FOUND, NO_DATABASE, (PROJECT, DATABASE, "databases create")),
        (Code.NOT_FOUND, NO_PROJECT, (PROJECT, "GOOGLE_CLOUD_PROJECT")),
        (Code.PERMISSION_DENIED, NOT_MY_PROJECT, (PROJECT, "Check the project")),
        (Code.FAILED_PRECONDITION, NO_INDEX, ("create_composite", "firebase deploy --only firestore:indexes")),
        (Code.FAILED_PRECONDITION, DATASTORE_MODE, ("Datastore mode", "Native")),
        (Code.PERMISSION_DENIED, "Missing or insufficient permissions.", (PROJECT, "roles/datastore.user")),
        (Code.PERMISSION_DENIED, NOT_ENABLED, ("gcloud services enable",)),
        (Code.UNAUTHENTICATED, EXPIRED_TOKEN, ("credentials", "gcloud auth application-default login")),
        (Code.UNAVAILABLE, EXPIRED_KEY, ("credentials", "new key")),
    ],
)
def test_a_wrong_setting_is_named_with_what_to_do_and_is_not_tried_again(
    remote: FirestoreStore, refusing: Refusing, code: grpc.StatusCode, said: str, expected: tuple[str, ...]
) -> None:
    refusing.status = (code, said)
    for call in every_way(remote):
        refusing.calls = 0
        with pytest.raises(Misconfigured) as refused:
            call()
        for words in expected:
            assert words in str(refused.value)
        assert refusing.calls == 1


@pytest.mark.parametrize(
    "code", [Code.UNAVAILABLE, Code.INTERNAL, Code.RESOURCE_EXHAUSTED, Code.ABORTED, Code.DEADLINE_EXCEEDED]
)
def test_what_passes_is_tried_again_and_then_left_for_later(
    remote: FirestoreStore, refusing: Refusing, code: grpc.StatusCode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(firestore_database, "MOST_TRIES", 2)
    refusing.status = (code, "not now")
    for call in every_way(remote):
        with pytest.raises(Retryable, match=r"Firestore|Others keep"):
            call()
    assert code is Code.DEADLINE_EXCEEDED or refusing.calls > len(every_way(remote))


def test_what_firestore_refuses_for_good_is_permanent(remote: FirestoreStore, refusing: Refusing) -> None:
    refusing.status = (Code.INVALID_ARGUMENT, "A document may not be so")
    for call in every_way(remote):
        with pytest.raises(Permanent, match="may not be so"):
            call()


def test_a_worker_is_not_told_that_it_lost_its_claim_when_firestore_is_only_busy(
    remote: FirestoreStore, refusing: Refusing
) -> None:
    refusing.status = (Code.ABORTED, "Transaction lock timeout.")
    with pytest.raises(Retryable):
        remote.release(item(update_time=5), now=NOW)
    refusing.status = (Code.FAILED_PRECONDITION, "the stored version (7) does not match the required base version (5)")
    with pytest.raises(LostClaim):
        remote.release(item(update_time=5), now=NOW)


@contextmanager
def nobody_at_home(*, listening: bool) -> Iterator[FirestoreStore]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        if listening:
            listener.listen()
        with emulator_at(f"127.0.0.1:{listener.getsockname()[1]}"):
            store = FirestoreStore.open(DATABASE, clock=lambda: NOW, project=PROJECT)
        yield store
        store.close_store()


def test_a_firestore_that_stays_silent_is_told_within_ten_seconds() -> None:
    with nobody_at_home(listening=True) as store:
        began = time.monotonic()
        with pytest.raises(Retryable, match="does not answer"):
            store.due(now=NOW, limit=1)
        assert time.monotonic() - began < 10


def test_a_firestore_that_is_not_there_is_told_in_the_same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(firestore_database, "SECONDS_PER_CALL", 1.0)
    with nobody_at_home(listening=False) as store:
        began = time.monotonic()
        with pytest.raises(Retryable, match="does not answer"):
            store.due(now=NOW, limit=1)
        assert time.monotonic() - began < 3


def test_a_closed_store_says_so(remote: FirestoreStore) -> None:
    remote.close_store()
    remote.close_store()
    for call in every_way(remote):
        with pytest.raises(Retryable, match="closed"):
            call()


@pytest.mark.parametrize("content", ["not JSON", "{}", '{"type": "service_account", "project_id": "p"}', None])
def test_credentials_that_cannot_be_used_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None
) -> None:
    key = tmp_path / "key.json"
    if content is not None:
        key.write_text(content)
    monkeypatch.delenv("FIRESTORE_EMULATOR_HOST", raising=False)
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(key))
    with pytest.raises(Misconfigured) as refused:
        FirestoreStore.open(DATABASE, clock=lambda: NOW, project=PROJECT)
    assert "credentials" in str(refused.value)
    assert DATABASE in str(refused.value)


def test_a_commit_whose_answer_was_lost_still_gives_the_claim_to_the_worker_that_made_it(
    store: FirestoreStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.enqueue([item()])
    ticket = store.due(now=NOW, limit=1)[0]
    commit = store._database.commit

    def answer_lost(batch: object) -> list[int]:
        commit(batch)  # type: ignore[arg-type]
        met = firestore_database.Conflict("the stored version does not match")  # what the repeated commit meets
        met.after_repeat = True
        raise met

    monkeypatch.setattr(store._database, "commit", answer_lost)
    claim = store.claim(ticket, now=NOW, lease_seconds=60, token="mine")
    monkeypatch.undo()
    assert claim is not None
    assert (claim.attempt, claim.claim_token) == (1, "mine")
    store.release(claim, now=NOW)


def test_an_error_while_choosing_keeps_nobody_waiting(store: FirestoreStore) -> None:
    def broken(*_: object) -> str | None:
        raise JobFinderError("no idea")

    store.add([arrival(1, merge_keys=("k",))], first_rival)
    with pytest.raises(JobFinderError, match="no idea"):
        store.add([arrival(1, "lever:acme", merge_keys=("k",))], broken)
    began = time.monotonic()
    assert store.add([arrival(1, "lever:acme", merge_keys=("k",))], first_rival)[0].as_what == "duplicate"
    assert time.monotonic() - began < 1.5


def test_a_match_that_goes_while_its_job_is_turned_down_does_not_cost_the_worker_its_claim(
    store: FirestoreStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    matched_once(store)
    store.enqueue([again(1)])
    taken = claimed(store, again(1))
    look = store._overruled

    def look_and_lose(finished: object) -> object:
        found = look(finished)  # type: ignore[arg-type]
        store.delete_matches(created_before=after(1), limit=9)
        return found

    monkeypatch.setattr(store, "_overruled", look_and_lose)
    store.finish(taken, turned_down("main"), [], now=NOW)
    done = store.item(taken.id)
    assert done is not None
    assert done.outcome is Outcome.FILTERED
    assert store.matches() == []
    with pytest.raises(LostClaim):
        store.finish(taken, Ending(Outcome.FILTERED), [], now=NOW)
