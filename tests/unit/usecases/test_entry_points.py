"""Each function behind functions-framework, as the platform and the emulators call it: what works, and all that cannot.

What no further delivery would mend is logged and answered with success; what may pass is answered with an error, so
that it comes again.
"""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from cloudevents.conversion import to_binary, to_structured
from flask.testing import FlaskClient
from functions_framework import create_app
from pytest_httpserver import HTTPServer

from jobfinder import log, wiring
from jobfinder.domain.environments import PRODUCTION, STAGING
from jobfinder.domain.queue import ItemKind, ItemStatus, QueueItem
from jobfinder.domain.source import Source
from jobfinder.domain.topology import FUNCTIONS, SCRAPE_SOURCE_TOPIC
from jobfinder.events import CREATED, PUBLISHED, created_event, published_event
from jobfinder.notify import AppriseNotifier
from jobfinder.ports import Ports
from tests.places import ROOT
from tests.unit.usecases.conftest import Clock, Greenhouse, SilentBus
from tests.unit.usecases.test_check_listings import Site, known, site, state_of  # noqa: F401 - site is a fixture
from tests.unit.usecases.test_notify import found  # noqa: F401 - a fixture

ON_EVENTS = [function.name for function in FUNCTIONS if not function.http]
ON_MESSAGES = [function.name for function in FUNCTIONS if function.topic]
Headers = dict[str, str]
Wire = tuple[Headers, bytes]
Call = Callable[[str, Wire], int]
JSON = {"content-type": "application/json"}


def of_event(kind: str, **more: str) -> Headers:
    """Return the headers that Eventarc sends."""
    return {"ce-id": "e1", "ce-type": kind, "ce-source": "//somewhere", "ce-specversion": "1.0", **JSON, **more}


PROTOBUF = {"content-type": "application/protobuf"}


def in_message(data: object, **more: object) -> bytes:
    text = base64.b64encode(json.dumps(data).encode()).decode()
    return json.dumps({"message": {"data": text, "messageId": "m1", **more}}).encode()


@pytest.fixture(scope="module")
def clients() -> dict[str, FlaskClient]:
    kinds = {function.name: "http" if function.http else "cloudevent" for function in FUNCTIONS}
    source = str(ROOT / "functions" / "main.py")
    return {name: create_app(name, source, kind).test_client() for name, kind in kinds.items()}  # type: ignore[no-untyped-call]


@pytest.fixture
def installed(ports: Ports) -> Iterator[Ports]:
    wiring.install(ports)
    yield ports
    wiring.install(None)


@pytest.fixture
def call(clients: dict[str, FlaskClient], installed: Ports) -> Call:
    def call(function: str, wire: Wire) -> int:
        topic = f"projects/p/topics/{function}"  # the emulator's subscription pushes to a path that names its topic
        return clients[function].post(f"/{topic}", headers=wire[0], data=wire[1]).status_code

    return call


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], list[dict[str, Any]]]]:
    kept, stream = (list(log.logger.handlers), log.logger.level, log.logger.propagate), io.StringIO()
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "my-jobs")
    log.set_up(stream=stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    log.logger.handlers[:], log.logger.level, log.logger.propagate = kept


# -- what cannot be read ----------------------------------------------------------------------------------------------

NO_EVENT: dict[str, Wire] = {
    "nothing at all": ({}, b""),
    "garbage": ({}, b"\xff\x00\x01"),
    "garbage said to be JSON": (JSON, b"\xff{"),
    "empty JSON": (JSON, b""),
    "a number": (JSON, b"7"),
    "null": (JSON, b"null"),
    "a list": (JSON, b"[1]"),
    "an object": (JSON, b"{}"),
    "JSON without an end": (JSON, b"[" * 100_000),
    "a push without an id": (JSON, b'{"subscription": "s", "message": {"data": "e30="}}'),
    "an old event": (JSON, b'{"context": {"eventId": "1"}, "data": {}}'),
    "an old event of lists": (JSON, b'{"context": [], "data": []}'),
    "half an event": ({"content-type": "application/cloudevents+json"}, b'{"specversion": "1.0"}'),
    "another version of events": (of_event(PUBLISHED, **{"ce-specversion": "9"}), b"{}"),
    "an event from nowhere": ({"ce-id": "1", "ce-type": PUBLISHED, "ce-specversion": "1.0", **JSON}, b"{}"),
}
UNKNOWN: dict[str, Wire] = {
    "an empty message": (of_event(PUBLISHED), b""),
    "an empty document": (of_event(CREATED, **PROTOBUF), b""),
    "a garbled message": (of_event(PUBLISHED), b"\xff{"),
    "a garbled document": (of_event(CREATED, **PROTOBUF), b"\xff\x00"),
    "a document in base64 that is none": (of_event(CREATED, **PROTOBUF), base64.b64encode(b"\x08\x01")),
    "a message of a list": (of_event(PUBLISHED), in_message([1])),
    "a message that never ends": (
        of_event(PUBLISHED),
        json.dumps({"message": {"data": base64.b64encode(b"[" * 100_000).decode()}}).encode(),
    ),
    "attributes that are none": (of_event(PUBLISHED), in_message({}, attributes=[1])),
    "a file that was stored": (of_event("google.cloud.storage.object.v1.finalized"), b'{"bucket": "b", "name": "n"}'),
    "a message of an unknown type": (of_event("com.example.message"), in_message({"source": "x", "items": "x@1"})),
}


@pytest.mark.parametrize("wire", [*NO_EVENT.values(), *UNKNOWN.values()], ids=[*NO_EVENT, *UNKNOWN])
@pytest.mark.parametrize("function", ON_EVENTS)
def test_what_cannot_be_read_is_logged_once_and_acknowledged(
    call: Call, installed: Ports, logged: Callable[[], list[dict[str, Any]]], function: str, wire: Wire
) -> None:
    assert call(function, wire) == 200
    (line,) = logged()
    assert (line["severity"], line["function"]) == ("ERROR", function)
    assert isinstance(installed.bus, SilentBus)
    assert installed.bus.sent == []


@pytest.mark.parametrize("function", ON_MESSAGES)
def test_a_functions_topic_does_not_take_documents_nor_the_queue_messages(
    call: Call, logged: Callable[[], list[dict[str, Any]]], clock: Clock, function: str
) -> None:
    item = QueueItem(id="a", kind=ItemKind.URL, created_at=clock(), url="https://a.example")
    assert call(function, to_binary(created_event(item, STAGING.database, clock()))) == 200
    assert call("score_queue_item", to_binary(published_event("t", {}, clock()))) == 200
    assert [line["severity"] for line in logged()] == ["ERROR", "ERROR"]


NONSENSE: dict[str, list[dict[str, str]]] = {
    "scrape_source": [
        {},
        {"source": ""},
        {"source": "nobody:nowhere"},
        {"source": "a/b\0\ud800"},
        {"source": "x" * 9999},
    ],
    "retry_queue_item": [
        *({}, {"items": ""}, {"items": "a"}, {"items": "@1"}, {"items": "a@²"}, {"items": "a@-1"}),
        *({"items": f"a@{'9' * 5000}"}, {"items": f"a@{'9' * 19}"}),
    ],
}


@pytest.mark.parametrize(("function", "fields"), [(name, one) for name, many in NONSENSE.items() for one in many])
def test_a_message_whose_fields_are_nonsense_is_logged_and_acknowledged(
    call: Call, logged: Callable[[], list[dict[str, Any]]], clock: Clock, function: str, fields: dict[str, str]
) -> None:
    assert call(function, to_binary(published_event("t", fields, clock()))) == 200
    assert [line["severity"] for line in logged()] == ["ERROR"]


def test_an_event_of_another_environments_database_is_acknowledged_and_both_are_named(
    call: Call, installed: Ports, logged: Callable[[], list[dict[str, Any]]], clock: Clock
) -> None:
    item = added(installed, clock)
    assert call("score_queue_item", to_binary(created_event(item, PRODUCTION.database, clock()))) == 200
    (line,) = logged()
    for words in (PRODUCTION.database, STAGING.database, item.id):
        assert words in line["message"]
    assert installed.store.queue_stats().by_status == {"pending": 1}


# -- what may pass ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("function", ON_EVENTS)
def test_a_store_that_fails_is_no_reason_to_acknowledge(call: Call, ports: Ports, clock: Clock, function: str) -> None:
    wiring.install(replace(ports, notifier=AppriseNotifier(["json://127.0.0.1:9"])))
    ports.store.close_store()
    item = QueueItem(id="a", kind=ItemKind.URL, created_at=clock(), url="https://a.example")
    messages = {"scrape_source": {"source": "greenhouse:acme"}, "retry_queue_item": {"items": "a@1"}}
    event = published_event("t", messages.get(function, {}), clock())
    if function == "score_queue_item":
        event = created_event(item, STAGING.database, clock())
    assert call(function, to_binary(event)) == 500


def test_other_requests_get_the_answer_that_they_always_get(clients: dict[str, FlaskClient]) -> None:
    assert clients["clean_up"].get("/").status_code == 405
    assert clients["web"].get("/favicon.ico").status_code == 404


# -- what each does ---------------------------------------------------------------------------------------------------


def added(ports: Ports, clock: Clock, url: str = "https://a.example") -> QueueItem:
    item = QueueItem(id="added", kind=ItemKind.URL, created_at=clock(), url=url, trace_id="host/1/2/" + "ab" * 16)
    ports.store.enqueue([item])
    kept = ports.store.item(item.id)
    assert kept is not None
    return kept


def from_eventarc(event: Any) -> Wire:
    headers, body = to_binary(event)
    return headers, body


def from_the_emulator(event: Any) -> Wire:
    headers, body = to_binary(event)
    return headers, base64.b64encode(body)


def in_one_body(event: Any) -> Wire:
    headers, body = to_structured(event)
    return headers, body


@pytest.mark.parametrize("envelope", [from_eventarc, from_the_emulator, in_one_body])
def test_a_created_document_is_scored_in_each_envelope(
    call: Call, installed: Ports, clock: Clock, envelope: Callable[[Any], Wire]
) -> None:
    item = added(installed, clock)
    assert call("score_queue_item", envelope(created_event(item, STAGING.database, clock()))) == 200
    kept = installed.store.item(item.id)
    assert kept is not None
    assert kept.attempt == 1


def pushed(event: Any) -> Wire:
    """Return what the Pub/Sub emulator posts: no CloudEvent, only the message."""
    body = {"subscription": "projects/p/subscriptions/s", **event.get_data()}
    body["message"]["messageId"] = "m1"
    return dict(JSON), json.dumps(body).encode()


@pytest.mark.parametrize("envelope", [from_eventarc, in_one_body, pushed])
def test_a_message_is_read_in_each_envelope(
    call: Call, installed: Ports, source: Source, clock: Clock, envelope: Callable[[Any], Wire]
) -> None:
    assert call("scrape_sources", envelope(published_event("t", {"everything": "true"}, clock()))) == 200
    assert isinstance(installed.bus, SilentBus)
    assert installed.bus.sent == [(STAGING.topic(SCRAPE_SOURCE_TOPIC), {"source": source.key})]


def test_one_message_for_each_source_that_is_due(call: Call, installed: Ports, source: Source, clock: Clock) -> None:
    installed.store.save_source(replace(source, key="greenhouse:other"))
    installed.store.save_source(replace(source, key="greenhouse:off", enabled=False))
    assert call("scrape_sources", pushed(published_event("t", {}, clock()))) == 200
    assert isinstance(installed.bus, SilentBus)
    assert [fields for _, fields in installed.bus.sent] == [
        {"source": "greenhouse:acme"},
        {"source": "greenhouse:other"},
    ]


def test_a_trace_leads_from_a_board_to_its_matches(
    call: Call,
    installed: Ports,
    source: Source,
    board: Greenhouse,
    clock: Clock,
    logged: Callable[[], list[dict[str, Any]]],
) -> None:
    assert call("scrape_source", pushed(published_event("t", {"source": source.key}, clock()))) == 200
    items = installed.store.items(status=ItemStatus.PENDING)
    for item in items[:1]:
        assert call("score_queue_item", from_eventarc(created_event(item, STAGING.database, clock()))) == 200
    assert call("sweep_queue", pushed(published_event("t", {}, clock()))) == 200
    assert isinstance(installed.bus, SilentBus)
    for _, fields in installed.bus.sent:
        assert call("retry_queue_item", pushed(published_event("t", fields, clock()))) == 200
    matches = installed.store.matches()
    (trace,) = {item.trace_id for item in items} | {match.trace_id for match in matches}
    assert len(matches) == len(items) == 3
    lines = [line for line in logged() if line.get("item_id")]
    assert {line["item_id"] for line in lines} == {item.id for item in items}
    assert {line["outcome"] for line in lines} == {"matched"}
    scraped = [line for line in logged() if line["message"] == "scraped a source"]
    assert {line["trace_id"] for line in [*lines, *scraped]} == {trace}
    assert {line["logging.googleapis.com/trace"] for line in lines} == {f"projects/my-jobs/traces/{trace}"}


def test_old_items_go(call: Call, installed: Ports, clock: Clock) -> None:
    item = added(installed, clock)
    assert call("score_queue_item", from_eventarc(created_event(item, STAGING.database, clock()))) == 200
    clock.advance(days=400)
    installed.store.enqueue([replace(item, id="done", status=ItemStatus.SUCCEEDED, finished_at=item.created_at)])
    assert call("clean_up", pushed(published_event("t", {}, clock()))) == 200
    assert installed.store.item("done") is None


def test_a_posting_whose_page_is_gone_is_closed(call: Call, installed: Ports, site: Site, clock: Clock) -> None:  # noqa: F811
    listing = known(installed, site)
    site.page("/jobs/48213", "nothing here", 404)
    clock.advance(days=30)
    assert call("check_listings", pushed(published_event("t", {}, clock()))) == 200
    assert site.asked == ["/jobs/48213"]
    assert state_of(listing, installed) == "closed"


def test_a_digest_of_what_is_new_is_posted_to_the_owners_own_service(
    call: Call,
    installed: Ports,
    found: Any,  # noqa: F811
    httpserver: HTTPServer,
    clock: Clock,
) -> None:
    received: list[dict[str, str]] = []

    def receive(request: Any) -> Any:
        received.append(request.get_json())
        from werkzeug import Response

        return Response("ok")

    httpserver.expect_request("/hook").respond_with_handler(receive)
    wiring.install(replace(installed, notifier=AppriseNotifier([f"json://{httpserver.host}:{httpserver.port}/hook"])))
    found(90)
    for _ in range(2):
        assert call("send_digest", pushed(published_event("t", {}, clock()))) == 200
    (digest,) = received
    assert "Backend Engineer 1" in digest["message"]
