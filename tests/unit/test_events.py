"""Events as they come over the wire, from every sender."""

import base64
import json
from datetime import UTC, datetime

import pytest
from cloudevents.http import CloudEvent
from hypothesis import given
from hypothesis import strategies as st

from jobfinder.domain.environments import PRODUCTION, STAGING, Environment
from jobfinder.domain.queue import ItemKind, QueueItem, Ticket
from jobfinder.errors import Permanent, Unreadable
from jobfinder.events import (
    CREATED,
    PUBLISHED,
    created_event,
    published_event,
    read_message,
    read_ticket,
    refuse_foreign_topic,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ITEM = QueueItem(id="abc", kind=ItemKind.LISTING, created_at=NOW, update_time=1_772_366_400_123_456)
OF_FIRESTORE = {"type": CREATED, "source": "s"}
OF_PUBSUB = {"type": PUBLISHED, "source": "s"}


def test_a_created_event_brings_back_the_ticket_it_was_made_of() -> None:
    assert read_ticket(created_event(ITEM, "portfolio-staging", NOW)) == (
        "portfolio-staging",
        Ticket("abc", 1_772_366_400_123_456),
    )


def test_the_emulators_base64_is_read_like_eventarcs_raw_bytes() -> None:
    raw = created_event(ITEM, "portfolio", NOW).get_data()
    for body in (raw, base64.b64encode(raw), base64.b64encode(raw).decode()):
        assert read_ticket(CloudEvent(OF_FIRESTORE, body)) == ("portfolio", ITEM.ticket)


def test_an_event_about_another_collection_is_refused_by_name() -> None:
    event = created_event(ITEM, "portfolio", NOW)
    body = event.get_data().replace(b"/job-queue/abc", b"/job-other/abc")
    with pytest.raises(Unreadable, match="job-other"):
        read_ticket(CloudEvent(OF_FIRESTORE, body))


def test_an_event_of_another_type_is_refused_by_name() -> None:
    updated = CREATED.replace("created", "updated")
    with pytest.raises(Unreadable, match=updated):
        read_ticket(CloudEvent({"type": updated, "source": "s"}, created_event(ITEM, "portfolio", NOW).get_data()))
    with pytest.raises(Unreadable, match=CREATED):
        read_message(CloudEvent(OF_FIRESTORE, {"message": {}}))


@given(st.one_of(st.none(), st.binary(max_size=200), st.text(max_size=50), st.dictionaries(st.text(), st.integers())))
def test_no_body_makes_reading_a_ticket_fail_in_another_way(body: object) -> None:
    with pytest.raises(Unreadable):
        read_ticket(CloudEvent(OF_FIRESTORE, body))


def test_a_published_event_brings_back_its_fields() -> None:
    event = published_event("job-finder-scrape", {"source": "greenhouse:ä"}, NOW)
    assert read_message(event) == {"source": "greenhouse:ä"}
    assert event["source"].endswith("/topics/job-finder-scrape")


def test_attributes_count_as_fields_and_an_empty_body_as_none() -> None:
    event = CloudEvent(OF_PUBSUB, {"message": {"attributes": {"everything": "true"}}})
    assert read_message(event) == {"everything": "true"}


@pytest.mark.parametrize(
    "body",
    [
        None,
        b"bytes",
        "text",
        [],
        {},
        {"message": None},
        {"message": {"data": "%%%"}},
        {"message": {"data": 7}},
        {"message": {"data": base64.b64encode(b"[1]").decode()}},
        {"message": {"data": base64.b64encode(b"\xff\xfe").decode()}},
        {"message": {"data": base64.b64encode(b"{").decode()}},
        {"message": {"data": base64.b64encode(b"[" * 100_000).decode()}},
        {"message": {"attributes": [1]}},
    ],
)
def test_a_malformed_message_is_unreadable(body: object) -> None:
    with pytest.raises(Unreadable):
        read_message(CloudEvent(OF_PUBSUB, body))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=8,
    )
)
def test_any_json_is_either_fields_of_text_or_unreadable(value: object) -> None:
    data = base64.b64encode(json.dumps(value).encode()).decode()
    try:
        fields = read_message(CloudEvent(OF_PUBSUB, {"message": {"data": data}}))
    except Unreadable:
        assert not isinstance(value, dict)
    else:
        assert all(isinstance(name, str) and isinstance(text, str) for name, text in fields.items())


@pytest.mark.parametrize(
    ("names", "topic"), [(STAGING, "job-finder-scrape"), (PRODUCTION, "job-finder-scrape-staging")]
)
def test_a_message_of_the_other_environments_topic_is_refused_with_both_topics(names: Environment, topic: str) -> None:
    with pytest.raises(Permanent) as refused:
        refuse_foreign_topic(published_event(topic, {}, NOW), names)
    for words in (f"topic {topic} ", names.name, names.topic("job-finder-scrape")):
        assert words in str(refused.value)
    refuse_foreign_topic(published_event(names.topic("job-finder-scrape"), {}, NOW), names)
