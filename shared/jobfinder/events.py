"""Events on the wire: what Eventarc, Pub/Sub, the emulators and the one-machine runtime deliver, and how it is read.

- Firestore: type `google.cloud.firestore.document.v1.created`, body a protobuf `DocumentEventData`; Eventarc sends it
  raw, the emulator sends the base64 text of it.
- Pub/Sub: type `google.cloud.pubsub.topic.v1.messagePublished`, body `{"message": {"data": <base64>, ...}}`.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from jobfinder.domain.environments import Environment
from jobfinder.domain.queue import QueueItem, Ticket
from jobfinder.domain.topology import FUNCTIONS
from jobfinder.errors import Permanent, Unreadable

if TYPE_CHECKING:
    from cloudevents.http import CloudEvent

CREATED = "google.cloud.firestore.document.v1.created"
PUBLISHED = "google.cloud.pubsub.topic.v1.messagePublished"
QUEUE = "job-queue"


def read_ticket(event: CloudEvent) -> tuple[str, Ticket]:
    """Return the database and the ticket of a created queue item. Raises Unreadable for anything else."""
    _expect(event, CREATED)
    document = _document(event.get_data())
    path = document.value.name.split("/")  # projects/P/databases/D/documents/job-queue/ID
    if len(path) != 7 or path[5] != QUEUE:
        raise Unreadable(f"This event is not about a document of {QUEUE}", where=document.value.name or "no document")
    stamp = document.value.update_time
    return path[3], Ticket(path[6], stamp.seconds * 1_000_000 + stamp.nanos // 1000)


def _expect(event: CloudEvent, kind: str) -> None:
    if event["type"] != kind:
        raise Unreadable(f"This event is not of type {kind}", where=str(event["type"])[:200])


def _document(body: Any) -> Any:
    from google.events.cloud.firestore import DocumentEventData
    from google.protobuf.message import DecodeError

    message = DocumentEventData.pb()()
    if not isinstance(body, bytes | str):
        raise Unreadable("A Firestore event must carry a protobuf DocumentEventData", where=type(body).__name__)
    for decode in (_from_base64, _raw):
        try:
            message.ParseFromString(decode(body))
        except (DecodeError, binascii.Error, ValueError):
            continue
        if message.value.name:
            return message
    raise Unreadable("A Firestore event must carry a protobuf DocumentEventData with a value")


def _from_base64(body: bytes | str) -> bytes:
    return base64.b64decode(body, validate=True)


def _raw(body: bytes | str) -> bytes:
    return body if isinstance(body, bytes) else body.encode("latin-1")


def read_message(event: CloudEvent) -> dict[str, str]:
    """Return the fields of a Pub/Sub message: its JSON object and its attributes, all text. Raises Unreadable."""
    _expect(event, PUBLISHED)
    envelope = event.get_data()
    message = envelope.get("message") if isinstance(envelope, Mapping) else None
    if not isinstance(message, Mapping):
        raise Unreadable("A Pub/Sub event must carry a message", where=type(envelope).__name__)
    try:
        body = base64.b64decode(message.get("data") or "", validate=True)
        fields = json.loads(body) if body.strip() else {}
    except (binascii.Error, ValueError, TypeError, RecursionError) as error:
        raise Unreadable("The data of a Pub/Sub message must be base64 of a JSON object", where=str(error)) from error
    if not isinstance(fields, dict):
        raise Unreadable("The data of a Pub/Sub message must be a JSON object", where=type(fields).__name__)
    attributes = message.get("attributes") or {}
    if not isinstance(attributes, Mapping):
        raise Unreadable("The attributes of a Pub/Sub message must be an object", where=type(attributes).__name__)
    return {str(name): str(value) for name, value in {**attributes, **fields}.items()}


def refuse_foreign_topic(event: CloudEvent, names: Environment) -> None:
    """Raise Permanent for a message that was published on a topic of the other environment."""
    topic = str(event["source"]).rpartition("/topics/")[2]  # //pubsub.googleapis.com/projects/P/topics/T
    for function in FUNCTIONS:
        if function.topic and topic == names.other.topic(function.topic):
            ours = f"this is {names.name}, whose topic is {names.topic(function.topic)}"
            raise Permanent(f"A message of topic {topic} arrived, but {ours}", where=str(event["source"])[:200])


def created_event(item: QueueItem, database: str, at: datetime, project: str = "local") -> CloudEvent:
    """Return the event Firestore would send for a new queue item: same type, same attributes, same protobuf."""
    from cloudevents.http import CloudEvent
    from google.events.cloud.firestore import DocumentEventData

    message = DocumentEventData.pb()()
    root = f"projects/{project}/databases/{database}"
    message.value.name = f"{root}/documents/{QUEUE}/{item.id}"
    stamp = message.value.update_time
    stamp.seconds, stamp.nanos = divmod(item.update_time, 1_000_000)[0], item.update_time % 1_000_000 * 1000
    message.value.create_time.CopyFrom(stamp)
    message.value.fields["kind"].string_value = item.kind.value
    message.value.fields["status"].string_value = item.status.value
    attributes = {
        "type": CREATED,
        "source": f"//firestore.googleapis.com/{root}",
        "subject": f"documents/{QUEUE}/{item.id}",
        "time": at.isoformat(),
        "database": database,
        "document": f"{QUEUE}/{item.id}",
        "datacontenttype": "application/protobuf",
    }
    return CloudEvent(attributes, message.SerializeToString())


def published_event(topic: str, fields: Mapping[str, str], at: datetime, project: str = "local") -> CloudEvent:
    """Return the event Pub/Sub would send for a message on `topic`."""
    from cloudevents.http import CloudEvent

    data = base64.b64encode(json.dumps(dict(fields)).encode()).decode()
    attributes = {
        "type": PUBLISHED,
        "source": f"//pubsub.googleapis.com/projects/{project}/topics/{topic}",
        "time": at.isoformat(),
        "datacontenttype": "application/json",
    }
    return CloudEvent(attributes, {"message": {"data": data, "attributes": {}, "publishTime": at.isoformat()}})
