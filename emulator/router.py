"""Passes the Firestore emulator's events on to the functions of the environment they belong to.

The emulator knows one functions host for all databases and posts to /functions/projects/P/triggers/ID, where ID is
<environment>-<function>; each environment's functions run in a process of their own, as they do in the cloud.
"""

from __future__ import annotations

import http.client
import sys
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

PASS_ON_WITHIN_SECONDS = 600.0  # as long as a function may take
_PASSED_ON = ("content-type",)


class _Loopback(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # a scrape creates many documents at once, and each is an event

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing where the emulator hung up: it keeps connections until it ends."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class Router:
    """An HTTP server on loopback, as a context manager; `ports` says where each environment's functions are served."""

    def __init__(self, port: int, ports: Mapping[str, int]) -> None:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                headers = {
                    name: value
                    for name, value in self.headers.items()
                    if name.lower().startswith("ce-") or name.lower() in _PASSED_ON
                }
                status = _pass_on(self.path, body, headers, ports)
                self.send_response(status)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
                """Say nothing: the functions log what they do."""

        self._server = _Loopback(("127.0.0.1", port), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Router:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


def _pass_on(path: str, body: bytes, headers: Mapping[str, str], ports: Mapping[str, int]) -> int:
    """Return the status that the function answered with, 404 where there is no such one, 502 where it is silent."""
    environment, _, function = path.rsplit("/", 1)[-1].partition("-")
    if environment not in ports or not function:
        return 404
    connection = http.client.HTTPConnection("127.0.0.1", ports[environment], timeout=PASS_ON_WITHIN_SECONDS)
    try:
        connection.request("POST", f"/{function}/", body, dict(headers))
        return connection.getresponse().status
    except OSError:
        return 502
    finally:
        connection.close()
