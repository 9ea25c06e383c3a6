"""The functions behind the emulators' own triggers and pushes: what a person adds is scored, what is broken is told."""

from __future__ import annotations

import base64
import json
import urllib.request
from collections import Counter
from datetime import datetime
from uuid import uuid4

import pytest
from emulator import register
from emulator.schedule import publish_everywhere, scheduling
from emulator.servers import free_port
from pytest_httpserver import HTTPServer

from jobfinder.domain.environments import ENVIRONMENTS, PRODUCTION, STAGING, Environment
from jobfinder.domain.queue import ItemKind, ItemStatus, Outcome, QueueItem
from jobfinder.domain.topology import FUNCTIONS, SCRAPE_SOURCE_TOPIC, SWEEP_TOPIC
from jobfinder.events import CREATED
from jobfinder.wiring import utc_now
from tests.integration.emulator.endpoint import Endpoint
from tests.integration.emulators import Cloud, eventually
from tests.integration.rules.browser import ADMINISTRATOR, Browser
from tests.integration.rules.table import USERS, submission

both = pytest.mark.parametrize("environment", ENVIRONMENTS.values(), ids=list(ENVIRONMENTS))


def browser(everything: Cloud, database: str, token: str) -> Browser:
    return Browser(everything.emulators.firestore_host, everything.emulators.project, database, token)


def finished(everything: Cloud, environment: Environment, item_id: str) -> QueueItem | None:
    item = everything.stores[environment.name].item(item_id)
    return item if item and item.status in (ItemStatus.SUCCEEDED, ItemStatus.FAILED) else None


@both
def test_a_url_that_an_owners_page_adds_becomes_a_match_with_no_other_process(
    everything: Cloud, site: HTTPServer, environment: Environment
) -> None:
    page, name = browser(everything, environment.database, USERS["owner"]), f"added-{uuid4().hex[:8]}"
    assert page.create(f"job-queue/{name}", submission(url=site.url_for("/jobs/1"))) == 200
    item = eventually(lambda: finished(everything, environment, name))
    assert item is not None
    assert (item.status, item.outcome, item.attempt) == (ItemStatus.SUCCEEDED, Outcome.MATCHED, 1), item
    (match,) = everything.stores[environment.name].matches()
    assert (match.title, match.company) == ("Senior Backend Engineer", "Example Freight 1")
    assert page.update(f"job-matches/{match.id}", {"state": "saved"}) == 200
    scored = eventually(lambda: [line for line in everything.logged(environment) if line.get("item_id") == name])
    assert [(line["message"], line["outcome"]) for line in scored] == [("scored an item", "matched")]


@both
def test_what_a_handler_writes_to_its_document_triggers_nothing(
    everything: Cloud, site: HTTPServer, environment: Environment
) -> None:
    names = [f"once-{number}-{uuid4().hex[:8]}" for number in range(2)]
    for number, name in enumerate(names):
        item = QueueItem(id=name, kind=ItemKind.URL, url=site.url_for(f"/jobs/{6 + number}"), created_at=utc_now())
        everything.stores[environment.name].enqueue([item])  # the second event comes after what the first one caused
        assert eventually(lambda: finished(everything, environment, name))  # noqa: B023 - called at once
        assert eventually(lambda: [one for one in everything.logged(environment) if one.get("item_id") == name])  # noqa: B023
    told = Counter(line["item_id"] for line in everything.logged(environment) if line.get("item_id") in names)
    assert told == dict.fromkeys(names, 1)


def test_environments_do_not_see_each_other(everything: Cloud, site: HTTPServer) -> None:
    name = f"only-{uuid4().hex[:8]}"
    item = QueueItem(id=name, kind=ItemKind.URL, url=site.url_for("/jobs/2"), created_at=utc_now())
    everything.stores["staging"].enqueue([item])
    assert eventually(lambda: finished(everything, STAGING, name))
    assert everything.stores["production"].item(name) is None
    companies = {match.company for match in everything.stores["production"].matches()}
    assert "Example Freight 2" not in companies


def test_a_database_without_a_trigger_triggers_nothing(everything: Cloud, site: HTTPServer) -> None:
    name = f"default-{uuid4().hex[:8]}"
    default = browser(everything, "(default)", ADMINISTRATOR)
    assert default.create(f"job-queue/{name}", submission(url=site.url_for("/jobs/3"))) == 200
    later = QueueItem(
        id=f"later-{uuid4().hex[:8]}", kind=ItemKind.URL, url=site.url_for("/jobs/4"), created_at=utc_now()
    )
    everything.stores["staging"].enqueue([later])
    assert eventually(lambda: finished(everything, STAGING, later.id))
    assert not [path for request, _ in site.log if (path := request.path) == "/jobs/3"]
    assert not [
        line for known in ENVIRONMENTS.values() for line in everything.logged(known) if name in json.dumps(line)
    ]


def test_an_item_whose_event_got_lost_is_scored_by_the_next_scheduled_sweep(
    everything: Cloud, site: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, functions = f"lost-{uuid4().hex[:8]}", everything.emulators.functions["production"]
    page = browser(everything, PRODUCTION.database, USERS["owner"])
    functions.kill()
    try:
        assert page.create(f"job-queue/{name}", submission(url=site.url_for("/jobs/5"))) == 200
    finally:
        functions.start()
    assert not finished(everything, PRODUCTION, name)
    monkeypatch.setattr("emulator.schedule.Schedule", ASweepIsDue)
    with scheduling(everything.emulators.pubsub_host, everything.emulators.project):
        item = eventually(lambda: finished(everything, PRODUCTION, name))
    assert item is not None
    assert item.outcome is Outcome.MATCHED, item


class ASweepIsDue:
    """A schedule by which a sweep is due now, and nothing after it."""

    def __init__(self, now: datetime) -> None:
        self._due = [SWEEP_TOPIC]

    def due(self, now: datetime) -> list[str]:
        due, self._due = self._due, []
        return due


def test_a_schedule_that_cannot_publish_says_so_and_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    publish_everywhere(f"127.0.0.1:{free_port()}", "demo-nobody", SWEEP_TOPIC)
    assert [record.levelname for record in caplog.records if "not published" in record.message] == ["ERROR", "ERROR"]


# -- events and messages that cannot be read --------------------------------------------------------------------------


def post_event(everything: Cloud, environment: Environment, database: str, body: bytes, event_id: str) -> int:
    """Post what Eventarc would post, but with a body of ours; return the status."""
    headers = {
        "ce-id": event_id,
        "ce-type": CREATED,
        "ce-specversion": "1.0",
        "content-type": "application/protobuf",
        "ce-source": f"//firestore.googleapis.com/projects/p/databases/{database}",
    }
    url = f"http://{everything.emulators.functions[environment.name].host}/score_queue_item/"
    with urllib.request.urlopen(urllib.request.Request(url, body, headers, method="POST"), timeout=20) as response:
        return int(response.status)


@pytest.mark.parametrize("body", [b"", b"not protobuf", b"\xff\xfe\x00", base64.b64encode(b"\x08\x01"), b"{}"])
def test_an_event_that_cannot_be_read_is_acknowledged_and_logged(everything: Cloud, body: bytes) -> None:
    event_id = uuid4().hex
    assert post_event(everything, STAGING, STAGING.database, body, event_id) == 200
    (line,) = [line for line in everything.logged(STAGING) if line.get("event_id") == event_id]
    assert (line["severity"], line["function"]) == ("ERROR", "score_queue_item")


MALFORMED = {
    "no JSON": b"\x00\x01",
    "a list": b"[1, 2]",
    "no source": b"{}",
    "a source that is none": b'{"source": "nobody:nowhere"}',
}


def publish(everything: Cloud, topic: str, data: bytes) -> str:
    """Publish raw bytes; return the message's id."""
    url = f"http://{everything.emulators.pubsub_host}/v1/projects/{everything.emulators.project}/topics/{topic}:publish"
    message = {"data": base64.b64encode(data).decode()}
    return str(register.call("POST", url, {"messages": [message]})["messageIds"][0])


def test_messages_that_cannot_be_read_are_acknowledged_and_logged_once(
    everything: Cloud, endpoint: Endpoint, rehearsal: str
) -> None:
    host, project = everything.emulators.pubsub_host, everything.emulators.project
    topic = PRODUCTION.topic(SCRAPE_SOURCE_TOPIC)
    ids = {publish(everything, topic, data) for data in MALFORMED.values()}

    def logged() -> Counter[str]:
        return Counter(str(line["event_id"]) for line in everything.logged(PRODUCTION) if line.get("event_id") in ids)

    assert eventually(lambda: len(logged()) == len(ids))
    register.publish(host, project, rehearsal, {"name": "clock", "refuse": "2"})
    assert eventually(lambda: endpoint.seen["clock"] == 3)  # what was to come again would have come by now
    assert set(logged().values()) == {1}
    assert register.pull(host, project, register.kept_letters(topic)) == []


# -- delivery ---------------------------------------------------------------------------------------------------------


def test_a_refused_push_comes_again_and_what_is_always_refused_becomes_a_dead_letter(
    everything: Cloud, endpoint: Endpoint, rehearsal: str
) -> None:
    host, project = everything.emulators.pubsub_host, everything.emulators.project
    for name, refuse in (("fine", "0"), ("twice", "2"), ("never", "99")):
        register.publish(host, project, rehearsal, {"name": name, "refuse": refuse})
    dead = eventually(lambda: register.pull(host, project, register.kept_letters(rehearsal)))
    assert [json.loads(base64.b64decode(message["data"]))["name"] for message in dead] == ["never"]
    assert [endpoint.seen[name] for name in ("fine", "twice", "never")] == [1, 3, register.MOST_DELIVERIES]


def test_every_topic_of_both_environments_is_there_with_its_push_and_its_dead_letters(everything: Cloud) -> None:
    root = f"http://{everything.emulators.pubsub_host}/v1/projects/{everything.emulators.project}/subscriptions"
    subscriptions = {one["name"].rsplit("/", 1)[1]: one for one in register.call("GET", root)["subscriptions"]}
    for environment in ENVIRONMENTS.values():
        for function in FUNCTIONS:
            if not function.topic:
                continue
            topic = environment.topic(function.topic)
            dead, server = register.dead_letter(topic), everything.emulators.functions[environment.name]
            assert subscriptions[topic]["topic"].endswith(f"/{topic}")
            assert subscriptions[topic]["pushConfig"]["pushEndpoint"].startswith(
                f"http://{server.host}/{function.name}/"
            )
            assert subscriptions[topic]["deadLetterPolicy"]["deadLetterTopic"].endswith(f"/{dead}")
            assert subscriptions[register.kept_letters(topic)]["topic"].endswith(f"/{dead}")
