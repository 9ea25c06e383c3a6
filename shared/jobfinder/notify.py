"""Messages to the user's own services by apprise: e-mail, Discord, Telegram, a webhook, a hundred more.

An address holds secrets, so nothing said or logged here holds an address: a target is named by its place in the
settings and its service, and apprise's own words are told only without any part of the address.
"""

from __future__ import annotations

import logging
import re
import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote

from jobfinder.domain.ids import stable_id
from jobfinder.errors import Misconfigured, Retryable
from jobfinder.ports import Target, TextForm

ADDRESSES = "https://github.com/caronc/apprise/wiki"
_SHORTEST_SECRET = 3  # characters; shorter parts of an address ("a", "8") say nothing
_FINGERPRINT_CHARACTERS = 24


class AppriseNotifier:
    """Sends by the addresses of a setting, which `key` names in messages; safe to share between threads."""

    def __init__(self, urls: Sequence[str], key: str = "notify.urls") -> None:
        self._urls, self._key = tuple(dict.fromkeys(urls)), key
        self._services: dict[str, tuple[Target, Any, str]] | None = None
        self._lock = threading.Lock()

    def targets(self) -> Sequence[Target]:
        """Return where messages go. Raises Misconfigured, naming the place of each address that cannot be one."""
        return [target for target, _, _ in self._opened().values()]

    def send(self, target: Target, title: str, body: str) -> None:
        """Send one message, written in the target's form. Raises Retryable, in words that hold no secret."""
        _, service, url = self._opened()[target.id]
        with self._lock, _listening() as said:
            try:
                is_sent = service.notify(body=body, title=title, body_format=target.form.value)
            except Exception as error:  # noqa: BLE001 - a plugin may raise anything, and its words may hold the address
                is_sent = False
                said.append(f"{type(error).__name__}: {error}")
        if not is_sent:
            why = without_secrets(said[-1], url) if said else "the service gave no reason"
            raise Retryable(f"The message was not taken: {why.rstrip('.')}", where=target.name)

    def _opened(self) -> dict[str, tuple[Target, Any, str]]:
        with self._lock:
            if self._services is None:
                self._services = self._open()
            return self._services

    def _open(self) -> dict[str, tuple[Target, Any, str]]:
        if not self._urls:
            return {}
        library, opened, wrong = _apprise(), {}, []
        for number, url in enumerate(self._urls):
            with _listening():
                service = library.Apprise.instantiate(url)
            if service is None:
                wrong.append(f"{self._key}[{number}]")
                continue
            identity = stable_id("notify", url)[:_FINGERPRINT_CHARACTERS]
            target = Target(
                id=identity,
                name=f"{self._key}[{number}] ({service.service_name})",
                form=_best_form(service),
                most_characters=int(service.body_maxlen),
            )
            sender = library.Apprise()
            sender.add(service)
            opened[identity] = (target, sender, url)
        if wrong:
            raise Misconfigured(
                f"Not an address that messages can be sent to: {', '.join(wrong)}",
                where="the value is a secret and not shown",
                todo=f"How each service's address is written: {ADDRESSES}",
            )
        return opened


def _apprise() -> Any:
    """Return the library, loaded when the first message is sent. Raises Misconfigured where it is not installed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # its plugins' imports, not ours to mend
            import apprise

            apprise.Apprise.instantiate("json://localhost")  # loads the plugins
            return apprise
    except ImportError:
        raise Misconfigured(
            "An address for messages is set, but the library that sends messages is not installed",
            todo="pip install 'job-finder[notify]'",
        ) from None


def _best_form(service: Any) -> TextForm:
    """Return the form that a service shows best: what its address asks for, else the richest it really renders.

    One that takes all three passes them on as they are, and its first is the one it expects.
    """
    said = service.notify_format
    forms = [TextForm(str(getattr(one, "value", one))) for one in (said if isinstance(said, tuple) else (said,))]
    resolve = getattr(service, "resolve_format", None)
    if resolve and (asked := TextForm(str(getattr(resolve(None), "value", "text")))) is not forms[0]:
        return asked
    if len(forms) == len(TextForm) or forms[0] is not TextForm.TEXT:
        return forms[0]
    return TextForm.MARKDOWN if TextForm.MARKDOWN in forms else TextForm.TEXT


def without_secrets(words: str, url: str) -> str:
    """Return words on one line with every part of an address masked, in whatever way it was written."""
    parts = {part for text in (url, unquote(url)) for part in re.split(r"[/:@?&=#,\s]+", text)}
    scheme = url.partition(":")[0]
    for part in sorted(parts - {scheme}, key=len, reverse=True):
        if len(part) >= _SHORTEST_SECRET:
            words = re.sub(re.escape(part), "••••", words, flags=re.IGNORECASE)
    return " ".join(words.split())[:300]


class _Ear(logging.Handler):
    def __init__(self, said: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._said = said

    def emit(self, record: logging.LogRecord) -> None:
        self._said.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Give what apprise warns of within, and keep it from every other log: it may hold parts of an address.

    So may the requests that urllib3 logs; both are silent elsewhere while a message is on its way.
    """
    said = list[str]()
    ear, deaf = _Ear(said), logging.NullHandler()
    loggers = {logging.getLogger("apprise"): ear, logging.getLogger("urllib3"): deaf}
    propagated = {logger: logger.propagate for logger in loggers}
    for logger, handler in loggers.items():
        logger.propagate = False
        logger.addHandler(handler)
    try:
        yield said
    finally:
        for logger, handler in loggers.items():
            logger.removeHandler(handler)
            logger.propagate = propagated[logger]
