"""Publishing to the real Pub/Sub emulator."""

import base64
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import grpc
import pytest
from emulator.parts import find_parts
from emulator.register import call
from emulator.servers import Server, free_port, pubsub

from jobfinder import bus as bus_module
from jobfinder.bus import PubSubBus
from jobfinder.errors import Misconfigured, Retryable
from tests.places import IN_CI

PROJECT = "demo-bus"
Code = grpc.StatusCode
EXPIRED_KEY = (
    "Getting metadata from plugin failed with error: ('invalid_grant: Token has been expired or revoked.', {})"
)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    try:
        parts = find_parts()
    except Misconfigured as error:
        if IN_CI:
            raise
        pytest.skip(str(error))
    with pubsub(parts, free_port()) as running:
        yield running


@pytest.fixture
def bus(server: Server, monkeypatch: pytest.MonkeyPatch) -> PubSubBus:
    monkeypatch.setenv("PUBSUB_EMULATOR_HOST", server.host)
    return PubSubBus(PROJECT)


def made_topic(server: Server, name: str) -> str:
    root = f"http://{server.host}/v1/projects/{PROJECT}"
    call("PUT", f"{root}/topics/{name}", {})
    call("PUT", f"{root}/subscriptions/{name}-pull", {"topic": f"projects/{PROJECT}/topics/{name}"})
    return f"{root}/subscriptions/{name}-pull:pull"


def test_what_is_published_arrives_whole(server: Server, bus: PubSubBus) -> None:
    pull = made_topic(server, "scrape")
    bus.publish("scrape", [{"source": "greenhouse:ä"}, {"source": "lever:b"}])
    got = call("POST", pull, {"maxMessages": 10})["receivedMessages"]
    fields = [json.loads(base64.b64decode(one["message"]["data"])) for one in got]
    assert sorted(field["source"] for field in fields) == ["greenhouse:ä", "lever:b"]


def test_a_topic_that_does_not_exist_is_named(bus: PubSubBus) -> None:
    with pytest.raises(Misconfigured, match=f"projects/{PROJECT}/topics/nowhere"):
        bus.publish("nowhere", [{"source": "x"}])


def test_nothing_to_publish_asks_nothing_of_anyone(server: Server, bus: PubSubBus) -> None:
    pull = made_topic(server, "quiet")
    bus.publish("quiet", [])
    bus.publish("nowhere", [])  # no such topic, and nobody was asked for it
    assert call("POST", pull, {"maxMessages": 1, "returnImmediately": True}) == {}


def test_silence_is_worth_another_try(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBSUB_EMULATOR_HOST", f"127.0.0.1:{free_port()}")
    monkeypatch.setattr(bus_module, "PUBLISH_WITHIN_SECONDS", 1.0)
    with pytest.raises(Retryable, match="topics/scrape"):
        PubSubBus(PROJECT).publish("scrape", [{"source": "x"}])


@pytest.mark.parametrize(
    ("code", "said", "kind"),
    [
        (Code.PERMISSION_DENIED, "User not authorized to perform this action.", Misconfigured),
        (Code.UNAUTHENTICATED, "Request had invalid authentication credentials.", Misconfigured),
        (Code.UNAVAILABLE, EXPIRED_KEY, Misconfigured),
        (Code.RESOURCE_EXHAUSTED, "Quota exceeded.", Retryable),
        (Code.INTERNAL, "Try again.", Retryable),
    ],
)
def test_what_pubsub_refuses_is_told_with_the_topic(
    monkeypatch: pytest.MonkeyPatch, code: grpc.StatusCode, said: str, kind: type[Exception]
) -> None:
    def refuse(request: bytes, context: grpc.ServicerContext) -> None:
        context.abort(code, said)

    publish = grpc.unary_unary_rpc_method_handler(refuse)
    refusing = grpc.server(ThreadPoolExecutor(2))
    refusing.add_generic_rpc_handlers(
        (grpc.method_handlers_generic_handler("google.pubsub.v1.Publisher", {"Publish": publish}),)
    )
    port = refusing.add_insecure_port("127.0.0.1:0")
    refusing.start()
    monkeypatch.setenv("PUBSUB_EMULATOR_HOST", f"127.0.0.1:{port}")
    monkeypatch.setattr(bus_module, "PUBLISH_WITHIN_SECONDS", 1.0)
    try:
        with pytest.raises(kind, match="topics/scrape") as told:
            PubSubBus(PROJECT).publish("scrape", [{"source": "x"}])
    finally:
        refusing.stop(None).wait()
    assert said.partition(":")[0].partition(".")[0] in str(told.value)
