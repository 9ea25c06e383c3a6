"""Sockets of the guarded fetcher: opened to a checked address only, and closed when the time for a request is over.

httpx gives no way to choose the address behind a name while TLS and Host keep the name; its engine, httpcore, does: a
network backend. Imported only when the first request is made.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import httpcore

from jobfinder.errors import Retryable
from jobfinder.fetch.guard import Guard, Resolve, Target
from jobfinder.ports import Request

Headers = Sequence[tuple[str, str]]

# When the exchange that this thread is in must be over, by time.monotonic.
_over_at: ContextVar[float] = ContextVar("over_at")
_MAX_CONNECTIONS = 64
_KEEP_SECONDS = 15.0  # an idle connection is closed before the other side gets to it


def resolve_name(host: str, port: int) -> Sequence[str]:
    """Return all addresses the system's resolver has for a host. Raises OSError."""
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer whose body is still to be read; header names are lower-case."""

    status: int
    headers: Mapping[str, str]
    chunks: Iterator[bytes]


class Connections:
    """Connections that are opened through the guard and kept for the next request; safe to share between threads."""

    def __init__(self, guard: Guard, resolve: Resolve) -> None:
        self._pool = httpcore.ConnectionPool(
            network_backend=_PinnedBackend(guard, resolve),
            max_connections=_MAX_CONNECTIONS,
            keepalive_expiry=_KEEP_SECONDS,
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    @contextmanager
    def exchange(self, request: Request, target: Target, headers: Headers, seconds: float) -> Iterator[Answer]:
        """Send a request and give its answer; sending, answer and reading it end together after `seconds`.

        Raises Retryable where the connection cannot be made, breaks or is too slow, and Refused.
        """
        token = _over_at.set(time.monotonic() + seconds)
        try:
            sent = self._pool.stream(request.method, target.url, headers=headers, content=request.body)
            with sent as response:
                yield Answer(response.status, _headers(response.headers), response.iter_stream())
        except httpcore.TimeoutException as error:
            raise Retryable("The site did not answer in time", where=target.url) from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise Retryable(f"The connection failed or broke: {error}", where=target.url) from error
        finally:
            _over_at.reset(token)


def _headers(pairs: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return headers by name in lower case; those that stand several times joined (RFC 9110, 5.3)."""
    found: dict[str, str] = {}
    for name, value in pairs:
        key, text = name.decode("latin-1").lower(), _characters(value)
        found[key] = f"{found[key]}, {text}" if key in found else text
    return found


def _characters(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


class _PinnedBackend(httpcore.NetworkBackend):
    """Opens a socket to an address that was checked a moment ago, never to a name."""

    def __init__(self, guard: Guard, resolve: Resolve) -> None:
        self._guard, self._resolve = guard, resolve
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            addresses = self._guard.addresses(host, port, self._resolve_in_time)
        except OSError as error:
            raise httpcore.ConnectError(f"the name cannot be resolved: {error}") from error
        failure: Exception = httpcore.ConnectError("the name has no address")
        for address in addresses:
            try:
                return _TimedStream(
                    self._sockets.connect_tcp(address, port, timeout=_left(), local_address=local_address)
                )
            except httpcore.ConnectError as error:
                failure = error
        raise failure

    def _resolve_in_time(self, host: str, port: int) -> Sequence[str]:
        """Return what the resolver says. It knows no time-out, so one that is too slow is left behind in its thread."""
        answer: Future[Sequence[str]] = Future()

        def resolve() -> None:
            try:
                answer.set_result(self._resolve(host, port))
            except BaseException as error:  # noqa: BLE001 -- raised again where the answer is awaited
                answer.set_exception(error)

        threading.Thread(target=resolve, daemon=True, name=f"resolve {host}").start()
        try:
            return answer.result(timeout=_left())
        except TimeoutError:
            raise httpcore.ConnectTimeout("the name is not resolved in time") from None


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every step ends with the request's time, however slowly the other side drips."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, timeout=_left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout=_left())

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, timeout=_left()))

    def close(self) -> None:
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left() -> float:
    """Return how many seconds the request has left. Raises httpcore.ReadTimeout where none are."""
    seconds = _over_at.get() - time.monotonic()
    if seconds <= 0:
        raise httpcore.ReadTimeout("the time for the request is over")
    return seconds
