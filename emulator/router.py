"""Passes the Firestore emulator's events on to the functions of the environment they belong to.

The emulator knows one functions host for all databases and posts to /functions/projects/P/triggers/ID, where ID is
<environment>-<function>; each environment's functions run in a process of their own, as they do in the cloud.
"""

from __future__ import annotations

import http.client
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_PASSED_ON = ("content-type",)


class Router:
    """An HTTP server on loopback; `ports` says where each environment's functions are served."""

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

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def start(self) -> None:
        """Begin passing on."""
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._server.shutdown()
        self._server.server_close()


def _pass_on(path: str, body: bytes, headers: Mapping[str, str], ports: Mapping[str, int]) -> int:
    """Return the status that the function answered with, 404 where there is no such one, 502 where it is silent."""
    environment, _, function = path.rsplit("/", 1)[-1].partition("-")
    if environment not in ports or not function:
        return 404
    connection = http.client.HTTPConnection("127.0.0.1", ports[environment], timeout=60)
    try:
        connection.request("POST", f"/{function}/", body, dict(headers))
        return connection.getresponse().status
    except OSError:
        return 502
    finally:
        connection.close()
