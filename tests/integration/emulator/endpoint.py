"""A push endpoint in place of the functions, which refuses what it is told to refuse."""

from __future__ import annotations

import base64
import json
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType


class Endpoint:
    """Answers 500 to a message as often as its `refuse` says, then 200; `seen` counts deliveries by `name`."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                envelope = json.loads(self.rfile.read(int(self.headers["content-length"])))
                message = json.loads(base64.b64decode(envelope["message"]["data"]))
                endpoint.seen[message["name"]] += 1
                self.send_response(500 if endpoint.seen[message["name"]] <= int(message["refuse"]) else 200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    def __enter__(self) -> Endpoint:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
