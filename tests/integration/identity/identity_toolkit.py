"""A stand-in for Google's Identity Toolkit that speaks its wire protocol, so that the real firebase-admin runs.

https://cloud.google.com/identity-platform/docs/reference/rest/v1/projects.accounts
"""

from __future__ import annotations

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, urlsplit

USERS_A_PAGE = 2
Answer = tuple[int, dict[str, Any]]


class IdentityToolkit:
    """The users of one project; `changes` are the updates that were asked for, `refusal` is answered instead if set."""

    def __init__(self, project: str) -> None:
        self.project = project
        self.users: dict[str, dict[str, Any]] = {}
        self.changes: list[dict[str, Any]] = []
        self.refusal: Answer | None = None
        toolkit = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.answer({name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()})

            def do_POST(self) -> None:
                self.answer(json.loads(self.rfile.read(int(self.headers["content-length"]))))

            def answer(self, asked: dict[str, Any]) -> None:
                status, content = toolkit.refusal or toolkit.answer(urlsplit(self.path).path, asked)
                body = json.dumps(content).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    def add(self, user_id: str, **fields: Any) -> None:
        """Add a user; `claims` are their custom claims, other fields are the API's own."""
        claims = fields.pop("claims", None)
        user = {"localId": user_id, "createdAt": "1700000000000", **fields}
        self.users[user_id] = user | ({"customAttributes": json.dumps(claims)} if claims is not None else {})

    def claims(self, user_id: str) -> dict[str, Any]:
        return dict(json.loads(self.users[user_id].get("customAttributes", "{}")))

    def answer(self, path: str, asked: dict[str, Any]) -> Answer:
        found = re.fullmatch(r"/identitytoolkit\.googleapis\.com/v1/projects/([^/]+)/accounts:(\w+)", path)
        if found is None or found[1] != self.project:
            return refused(400, "CONFIGURATION_NOT_FOUND")
        return {"lookup": self._look_up, "update": self._update, "batchGet": self._page}[found[2]](asked)

    def _look_up(self, asked: dict[str, Any]) -> Answer:
        def is_meant(user: dict[str, Any]) -> bool:
            return user["localId"] in asked.get("localId", []) or user.get("email") in asked.get("email", [])

        return 200, {"users": [user for user in self.users.values() if is_meant(user)]}

    def _update(self, asked: dict[str, Any]) -> Answer:
        if asked["localId"] not in self.users:
            return refused(400, "USER_NOT_FOUND")
        self.changes.append(asked)
        self.users[asked["localId"]].update(asked)
        return 200, {"localId": asked["localId"]}

    def _page(self, asked: dict[str, Any]) -> Answer:
        start = int(asked.get("nextPageToken", 0))
        page = list(self.users.values())[start : start + USERS_A_PAGE]
        more = {"nextPageToken": str(start + USERS_A_PAGE)} if start + USERS_A_PAGE < len(self.users) else {}
        return 200, {"users": page, **more}

    def __enter__(self) -> IdentityToolkit:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def refused(status: int, code: str) -> Answer:
    return status, {"error": {"code": status, "message": code}}
