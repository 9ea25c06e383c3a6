"""A browser's way into Firestore: its REST API with an ID token, which security rules apply to.

The emulator takes tokens that nobody signed, so a test can be any user. The REST API:
https://firebase.google.com/docs/firestore/reference/rest/v1/projects.databases.documents
"""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from emulator import register

from tests.emulated import firestore_host

NOW = object()  # in a document: the moment at which the server takes the request
ADMINISTRATOR = "owner"  # the emulator's own word for one whom no rule concerns

Fields = dict[str, Any]


def token_of(user_id: str, **claims: Any) -> str:
    """Return the ID token of a user, as the emulator takes it."""
    return ".".join((_part({"alg": "none", "typ": "JWT"}), _part({"sub": user_id, "user_id": user_id, **claims}), ""))


def _part(content: Fields) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


@dataclass(frozen=True)
class Browser:
    """One user's access to one database; each method returns the HTTP status: 200 is allowed, 403 denied."""

    host: str
    project: str
    database: str
    token: str = ""

    @property
    def _root(self) -> str:
        return f"projects/{self.project}/databases/{self.database}/documents"

    def get(self, path: str) -> int:
        return self._call("GET", f"{self._root}/{path}")

    def list(self, path: str) -> int:
        return self._call("GET", f"{self._root}/{path}?pageSize=3")

    def query(self, path: str) -> int:
        """Query the collection that the path ends in, wherever in the database it is (a collection group)."""
        everywhere = {"from": [{"collectionId": path, "allDescendants": True}], "limit": 3}
        return self._call("POST", f"{self._root}:runQuery", {"structuredQuery": everywhere})

    def create(self, path: str, fields: Fields) -> int:
        return self._commit(self._write(path, fields) | {"currentDocument": {"exists": False}})

    def set(self, path: str, fields: Fields) -> int:
        """Create the document or replace all of it."""
        return self._commit(self._write(path, fields))

    def update(self, path: str, fields: Fields) -> int:
        """Change these fields of a document; None removes one."""
        write = self._write(path, {name: value for name, value in fields.items() if value is not None})
        return self._commit(write | {"updateMask": {"fieldPaths": [f for f in fields if fields[f] is not NOW]}})

    def delete(self, path: str) -> int:
        return self._commit({"delete": f"{self._root}/{path}"})

    def _write(self, path: str, fields: Fields) -> Fields:
        plain = {name: value_of(value) for name, value in fields.items() if value is not NOW}
        stamps = [{"fieldPath": name, "setToServerValue": "REQUEST_TIME"} for name in fields if fields[name] is NOW]
        return {"update": {"name": f"{self._root}/{path}", "fields": plain}, "updateTransforms": stamps}

    def _commit(self, write: Fields) -> int:
        return self._call("POST", f"{self._root}:commit", {"writes": [write]})

    def _call(self, method: str, path: str, body: Fields | None = None) -> int:
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f"http://{self.host}/v1/{path}", data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=20) as response:
                return int(response.status)
        except urllib.error.HTTPError as error:
            with error:
                return int(error.code)


def value_of(value: Any) -> Fields:
    """Return a value as the REST API writes it."""
    if isinstance(value, bool):
        return {"booleanValue": value}
    if isinstance(value, int):
        return {"integerValue": str(value)}
    if isinstance(value, list):
        return {"arrayValue": {"values": [value_of(entry) for entry in value]}}
    if isinstance(value, dict):
        return {"mapValue": {"fields": {name: value_of(entry) for name, entry in value.items()}}}
    return {"nullValue": None} if value is None else {"stringValue": value}


def a_new_project(rules: Path | None, database: str) -> Browser:
    """Return its administrator; each project of the emulator has databases and rules of its own."""
    browser = Browser(firestore_host(), f"demo-{uuid4().hex[:8]}", database, ADMINISTRATOR)
    if rules:
        register.set_rules(browser.host, browser.project, database, rules)
    return browser
