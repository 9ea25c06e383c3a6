"""Tells the emulators what Cloud Build tells Google Cloud: triggers, topics, push subscriptions, rules."""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from jobfinder.domain.environments import Environment
from jobfinder.domain.topology import FUNCTIONS
from jobfinder.errors import Misconfigured, Retryable
from jobfinder.events import CREATED, QUEUE

ACKNOWLEDGE_WITHIN_SECONDS = 600  # the most there is: a board may take its time to be read
ANSWER_WITHIN_SECONDS = 60  # the first call of each kind makes the emulator load much of itself
MOST_DELIVERIES = 5  # then the message goes to the dead-letter topic; Pub/Sub allows no fewer


def register_triggers(firestore_host: str, project: str, environment: Environment) -> list[str]:
    """Register the queue's created trigger in the environment's database; return the triggers' ids.

    The emulator posts each event to /functions/projects/PROJECT/triggers/ID of its functions host.
    """
    ids = []
    for function in FUNCTIONS:
        if not function.on_created:
            continue
        trigger = f"{environment.name}-{function.name}"
        url = f"http://{firestore_host}/emulator/v1/projects/{project}/eventarcTrigger?eventarcTriggerId={trigger}"
        pattern = {"value": f"{QUEUE}/{{id}}", "matchType": "PATH_PATTERN"}
        body = {"eventType": CREATED, "database": environment.database, "namespace": "(default)", "document": pattern}
        call("POST", url, body)
        ids.append(trigger)
    return ids


def register_topics(pubsub_host: str, project: str, environment: Environment, functions_url: str) -> list[str]:
    """Create each function's topic with its dead-letter topic and a push subscription; return the topics."""
    topics = []
    for function in FUNCTIONS:
        if function.topic:
            topic = environment.topic(function.topic)
            _create_topic(pubsub_host, project, topic)
            _create_topic(pubsub_host, project, dead_letter(topic))
            _subscribe(pubsub_host, project, kept_letters(topic), dead_letter(topic), {})
            endpoint = f"{functions_url}/{function.name}/projects/{project}/topics/{topic}"
            _subscribe(pubsub_host, project, topic, topic, _pushing(project, topic, endpoint))
            topics.append(topic)
    return topics


def dead_letter(topic: str) -> str:
    """Return the name of a topic's dead-letter topic."""
    return f"{topic}-dead"


def kept_letters(topic: str) -> str:
    """Return the subscription that keeps a topic's dead letters until somebody pulls them."""
    return f"{dead_letter(topic)}-kept"


def _create_topic(host: str, project: str, topic: str) -> None:
    call("PUT", f"http://{host}/v1/projects/{project}/topics/{topic}", {}, already_there_is_fine=True)


def _subscribe(host: str, project: str, name: str, topic: str, how: dict[str, Any]) -> None:
    body = {"topic": f"projects/{project}/topics/{topic}", "ackDeadlineSeconds": ACKNOWLEDGE_WITHIN_SECONDS, **how}
    call("PUT", f"http://{host}/v1/projects/{project}/subscriptions/{name}", body, already_there_is_fine=True)


def _pushing(project: str, topic: str, endpoint: str) -> dict[str, Any]:
    dead_letters = f"projects/{project}/topics/{dead_letter(topic)}"
    return {
        "pushConfig": {"pushEndpoint": endpoint},
        "deadLetterPolicy": {"deadLetterTopic": dead_letters, "maxDeliveryAttempts": MOST_DELIVERIES},
    }


def set_rules(firestore_host: str, project: str, database: str, rules: Path) -> None:
    """Guard one database by security rules: the emulator guards each named database separately."""
    url = f"http://{firestore_host}/emulator/v1/projects/{project}/databases/{database}:securityRules"
    files = [{"name": rules.name, "content": rules.read_text(encoding="utf-8")}]
    call("PUT", url, {"rules": {"files": files}})


def clear(firestore_host: str, project: str, database: str) -> None:
    """Delete every document of one database."""
    call("DELETE", f"http://{firestore_host}/emulator/v1/projects/{project}/databases/{database}/documents")


def export(firestore_host: str, project: str, database: str, folder: Path) -> Path:
    """Write one database to `folder`/<database> in Firestore's own export form and return where."""
    folder.mkdir(parents=True, exist_ok=True)
    body = {
        "database": f"projects/{project}/databases/{database}",
        "export_directory": str(folder.resolve()),
        "export_name": database,
    }
    call("POST", f"http://{firestore_host}/emulator/v1/projects/{project}:export", body)
    return folder / database


def import_from(firestore_host: str, project: str, database: str, metadata: Path) -> None:
    """Load an export into one database; `metadata` is the export's overall_export_metadata file.

    Raises Misconfigured, naming the file, for one that the emulator cannot read.
    """
    body = {"database": f"projects/{project}/databases/{database}", "export_directory": str(metadata.resolve())}
    try:
        call("POST", f"http://{firestore_host}/emulator/v1/projects/{project}:import", body)
    except Misconfigured as error:
        raise Misconfigured(error.what, where=str(metadata), todo="Move the folder away to begin empty.") from None


def publish(pubsub_host: str, project: str, topic: str, message: dict[str, str]) -> None:
    """Publish one message on a topic."""
    data = base64.b64encode(json.dumps(message).encode()).decode()
    call("POST", f"http://{pubsub_host}/v1/projects/{project}/topics/{topic}:publish", {"messages": [{"data": data}]})


def pull(pubsub_host: str, project: str, subscription: str, most: int = 100) -> list[dict[str, Any]]:
    """Return what waits in a pull subscription, without waiting for more; each is acknowledged."""
    url = f"http://{pubsub_host}/v1/projects/{project}/subscriptions/{subscription}"
    received = call("POST", f"{url}:pull", {"maxMessages": most, "returnImmediately": True}).get("receivedMessages", [])
    if received:
        call("POST", f"{url}:acknowledge", {"ackIds": [one["ackId"] for one in received]})
    return [one["message"] for one in received]


def call(method: str, url: str, body: dict[str, Any] | None = None, *, already_there_is_fine: bool = False) -> Any:
    """Call an emulator and return its JSON answer. Raises Misconfigured for a refusal, Retryable for silence."""
    data = json.dumps(body).encode() if body is not None else None
    headers = {"Content-Type": "application/json", "Authorization": "Bearer owner"}  # the emulator's administrator
    request = urllib.request.Request(url, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=ANSWER_WITHIN_SECONDS) as response:
            return json.loads(response.read() or b"{}")
    except urllib.error.HTTPError as error:
        if error.code == 409 and already_there_is_fine:
            return {}
        words = error.read().decode("utf-8", "replace")[:300]
        raise Misconfigured(f"The emulator refused: {error.code} {words}", where=f"{method} {url}") from None
    except OSError as error:
        raise Retryable(f"The emulator does not answer: {error}", where=f"{method} {url}") from None
