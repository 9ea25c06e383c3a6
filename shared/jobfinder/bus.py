"""Publishes to Pub/Sub; every message is acknowledged by the service before `publish` returns, or an error is raised.

API: https://cloud.google.com/python/docs/reference/pubsub/latest (PublisherClient), which follows PUBSUB_EMULATOR_HOST
to the emulator.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from jobfinder.errors import Misconfigured, Retryable

if TYPE_CHECKING:
    from google.cloud.pubsub_v1 import PublisherClient

PUBLISH_WITHIN_SECONDS = 20.0
_TELL_WITHIN_SECONDS = 2.0  # after the last try, the client still has to say why it failed
_DEAD_CREDENTIALS = ("invalid_grant", "invalid_client", "deleted_client")  # wrapped into what looks like an outage
_RENEW = "Renew the credentials: `gcloud auth application-default login`, or a new key for the service account."


class PubSubBus:
    """The topics of one Google Cloud project; safe to share between threads."""

    def __init__(self, project: str) -> None:
        self._project = project
        self._opening = threading.Lock()
        self._opened: PublisherClient | None = None

    def publish(self, topic: str, messages: Iterable[Mapping[str, str]]) -> None:
        """Send messages. Raises Misconfigured where the topic is missing or may not be used, Retryable otherwise."""
        from google.api_core import exceptions as google_errors
        from google.auth.exceptions import GoogleAuthError

        where = f"projects/{self._project}/topics/{topic}"
        try:
            client = self._client()
            sent = [client.publish(where, json.dumps(dict(message)).encode()) for message in messages]
            for future in sent:
                future.result(timeout=PUBLISH_WITHIN_SECONDS + _TELL_WITHIN_SECONDS)
        except google_errors.NotFound:
            raise Misconfigured("There is no such topic", where=where, todo="Deploy this environment first.") from None
        except (google_errors.PermissionDenied, google_errors.Unauthenticated, GoogleAuthError) as error:
            todo = "Give the service account the role roles/pubsub.publisher on the topic, or renew its credentials."
            raise Misconfigured(f"Publishing is not allowed: {error}", where=where, todo=todo) from None
        except (google_errors.GoogleAPICallError, google_errors.RetryError, TimeoutError) as error:
            if any(words in str(error) for words in _DEAD_CREDENTIALS):
                raise Misconfigured(f"The credentials are refused: {error}", where=where, todo=_RENEW) from None
            raise Retryable(f"Pub/Sub did not take the message: {error}", where=where) from error

    def _client(self) -> PublisherClient:
        with self._opening:
            if self._opened is None:
                from google.api_core.retry import Retry
                from google.cloud.pubsub_v1 import PublisherClient
                from google.cloud.pubsub_v1.types import PublisherOptions

                patience = Retry(deadline=PUBLISH_WITHIN_SECONDS)
                self._opened = PublisherClient(publisher_options=PublisherOptions(retry=patience))
            return self._opened


class NoBus:
    """The bus of commands that publish nothing."""

    def publish(self, topic: str, messages: object) -> None:
        """Refuse: a message published here would be lost."""
        raise Misconfigured(f"Nothing delivers messages here, so {topic} cannot be published")
