"""Sockets of the guarded fetcher: opened to a checked address only, and closed when the time for a request is over.

httpx gives no way to choose the address behind a name while TLS and Host keep the name; its engine, httpcore, does: a
network backend. Imported only when the first request is made.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpcore

from jobfinder.errors import Retryable
from jobfinder.fetch.guard import Guard, Resolve, Target, is_address
from jobfinder.fetch.pools import Pools
from jobfinder.fetch.proxies import NO_PROXIES, Proxies, Proxy
from jobfinder.ports import Request

Headers = Sequence[tuple[str, str]]

# When the exchange that this thread is in must be over, by time.monotonic.
_over_at: ContextVar[float] = ContextVar("over_at")
_MAX_CONNECTIONS = 64  # to one host
_SHORT_BODY_BYTES = 16_384
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

    def read_to_its_end(self) -> None:
        """Read a body that nobody wants, where it is short, so that its connection can be used again.

        Where it breaks the connection is closed, and what was answered still holds.
        """
        stated = self.headers.get("content-length", "")
        if self.status == 304 or (stated.isascii() and stated.isdecimal() and int(stated[:9]) <= _SHORT_BODY_BYTES):
            with suppress(httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError):
                deque(self.chunks, maxlen=0)


class Connections:
    """Connections that are opened through the guard and kept for the next request; safe to share between threads."""

    def __init__(self, guard: Guard, resolve: Resolve, proxies: Proxies = NO_PROXIES) -> None:
        self._guard, self._resolve, self._proxies = guard, resolve, proxies
        self._pools = Pools()

    def close(self) -> None:
        """Close all connections."""
        self._pools.close()

    def _pool(self, target: Target, proxy: Proxy | None) -> AbstractContextManager[httpcore.ConnectionPool]:
        return self._pools.of((proxy, target.scheme, target.host, target.port), lambda: self._new_pool(target, proxy))

    def _new_pool(self, target: Target, proxy: Proxy | None) -> httpcore.ConnectionPool:
        return httpcore.ConnectionPool(
            ssl_context=_ssl_context() if target.scheme == "https" else None,
            proxy=_as_httpcore(proxy) if proxy else None,
            network_backend=_TimedBackend() if proxy else _PinnedBackend(self._guard, self._resolve),
            max_connections=_MAX_CONNECTIONS,
            keepalive_expiry=_KEEP_SECONDS,
        )

    def _proxy_for(self, target: Target) -> Proxy | None:
        """Return the proxy for a request, whose target is checked here: the proxy looks its name up once more.

        Raises Refused, and Retryable where the name cannot be resolved: then nobody can tell where it leads.
        """
        if self._guard.allows(target.host, target.port):  # on this machine, where no proxy has to help
            return None
        proxy = self._proxies.proxy_for(target.scheme, target.host)
        if proxy is not None:
            checked_addresses(self._guard, self._resolve, target.host, target.port)
        return proxy

    @contextmanager
    def exchange(self, request: Request, target: Target, headers: Headers, seconds: float) -> Iterator[Answer]:
        """Send a request and give its answer; sending, answer and reading it end together after `seconds`.

        Raises Retryable where the connection cannot be made, breaks or is too slow, and Refused.
        """
        token = _over_at.set(time.monotonic() + seconds)
        try:
            with (
                self._pool(target, self._proxy_for(target)) as pool,
                pool.stream(request.method, target.url, headers=headers, content=request.body) as response,
            ):
                yield Answer(response.status, _headers(response.headers), response.iter_stream())
        except httpcore.TimeoutException as error:
            raise Retryable("The site did not answer in time", where=target.url) from error
        except httpcore.ProxyError as error:
            todo = "See fetch.proxy in the settings, and HTTPS_PROXY."
            raise Retryable(f"The proxy refuses to connect: {error}", where=target.url, todo=todo) from error
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


@cache
def _ssl_context() -> ssl.SSLContext:
    """Return the one context of all encrypted connections: to load the authorities takes longer than many requests."""
    return httpcore.default_ssl_context()


def _as_httpcore(proxy: Proxy) -> httpcore.Proxy:
    return httpcore.Proxy(proxy.url, auth=(proxy.user, proxy.password) if proxy.user else None)


# -- sockets ----------------------------------------------------------------------------------------------------------


class _TimedBackend(httpcore.NetworkBackend):
    """Opens a socket to what the operator named, a proxy, and ends every step of it with the request's time."""

    def __init__(self) -> None:
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        return _TimedStream(self._sockets.connect_tcp(host, port, timeout=_left(), local_address=local_address))


class _PinnedBackend(_TimedBackend):
    """Opens a socket to an address that was checked a moment ago, never to a name."""

    def __init__(self, guard: Guard, resolve: Resolve) -> None:
        super().__init__()
        self._guard, self._resolve = guard, resolve

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        *others, last = checked_addresses(self._guard, self._resolve, host, port)
        for address in others:
            with suppress(httpcore.ConnectError):
                return super().connect_tcp(address, port, timeout, local_address, socket_options)
        return super().connect_tcp(last, port, timeout, local_address, socket_options)


def checked_addresses(guard: Guard, resolve: Resolve, host: str, port: int) -> Sequence[str]:
    """Return the addresses of a host, all of them checked. Raises Refused and httpcore.ConnectError."""
    try:
        found = guard.addresses(host, port, lambda name, number: _resolved_in_time(resolve, name, number))
    except OSError as error:
        raise httpcore.ConnectError(f"the name cannot be resolved: {error}") from error
    if not found:
        raise httpcore.ConnectError("the name has no address")
    return found


def _resolved_in_time(resolve: Resolve, host: str, port: int) -> Sequence[str]:
    """Return what a resolver says. It knows no time-out, so one that is too slow is left behind in its thread."""
    if is_address(host):  # nobody has to be asked
        return resolve(host, port)
    answer: Future[Sequence[str]] = Future()

    def work() -> None:
        try:
            answer.set_result(resolve(host, port))
        except BaseException as error:  # noqa: BLE001 -- raised again where the answer is awaited
            answer.set_exception(error)

    threading.Thread(target=work, daemon=True, name=f"resolve {host}").start()
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
