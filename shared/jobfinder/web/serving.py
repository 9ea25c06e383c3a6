"""Serves the `web` function on one machine: the same function object that the cloud loads, behind the local gate."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Collection
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jobfinder import wiring
from jobfinder.errors import JobFinderError, Misconfigured
from jobfinder.web.local_gate import LEAST_TOKEN_CHARS, LocalGate
from jobfinder.web.visitors import install_gate

if TYPE_CHECKING:
    from types import TracebackType

    from werkzeug.serving import BaseWSGIServer

    from jobfinder.ports import Ports

IDLE_SECONDS = 30  # a connection that says nothing for so long is dropped
TOKEN_VARIABLE = "JOB_FINDER_WEB_TOKEN"  # noqa: S105 - the variable's name


class LocalServer:
    """The dashboard on one machine, in threads of its own while the context lasts; `port` 0 takes any free one."""

    def __init__(
        self, ports: Ports, token: str, *, host: str = "127.0.0.1", port: int = 0, names: Collection[str] = ()
    ) -> None:
        check_token(token)
        self._ports, self._token, self._host = ports, token, host
        self._socket = _listening(host, port)
        self.port: int = self._socket.getsockname()[1]
        self._names = names
        self._server: BaseWSGIServer | None = None

    @property
    def url(self) -> str:
        """Return the address to open."""
        host = "127.0.0.1" if _is_everywhere(self._host) else self._host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"

    @property
    def link(self) -> str:
        """Return the address that signs in by itself."""
        return f"{self.url}?token={quote(self._token, safe='')}"

    def __enter__(self) -> LocalServer:
        wiring.install(self._ports)
        is_remote = not is_loopback(self._host)
        names = {*self._names, *((self._host, socket.gethostname()) if is_remote else ())}
        install_gate(LocalGate(self._token, self.port, names=names, is_remote=is_remote))
        self._server = _wsgi_server(self._host, self.port, self._socket)
        threading.Thread(target=self._server.serve_forever, name="web", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
        self._socket.close()
        install_gate(None)
        wiring.install(None)


def check_token(token: str) -> None:
    """Refuse a token that could be guessed. Raises Misconfigured."""
    if len(token) < LEAST_TOKEN_CHARS:
        raise Misconfigured(
            f"The token has {len(token)} characters; it must have at least {LEAST_TOKEN_CHARS}", where=TOKEN_VARIABLE
        )


def is_loopback(host: str) -> bool:
    """Return whether only this machine reaches the address."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_everywhere(host: str) -> bool:
    return host in ("0.0.0.0", "::", "")  # noqa: S104 - compared with, not bound to


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens there. Raises JobFinderError: the port is taken, the host is not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(128)
    except OSError as error:
        made.close()
        words = f"Nothing can be served at {host}, port {port}: {error.strerror or error}"
        raise JobFinderError(words, todo="Choose another with --port.") from error
    return made


def _wsgi_server(host: str, port: int, listening: socket.socket) -> BaseWSGIServer:
    from werkzeug import Request
    from werkzeug.serving import WSGIRequestHandler, make_server

    from jobfinder.runtime.functions import load_functions

    class Handler(WSGIRequestHandler):
        timeout = IDLE_SECONDS

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Log no request: the first address of a session holds the token."""

        def version_string(self) -> str:
            """Return what is told of the server: its name alone."""
            return "jobfinder"

    function: Any = load_functions()["web"]
    return make_server(
        host, port, Request.application(function), threaded=True, request_handler=Handler, fd=listening.fileno()
    )
