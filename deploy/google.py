"""The two things gcloud has no command for: Firestore's security rules and the sentinel document.

APIs: https://firebase.google.com/docs/reference/rules/rest (a release named cloud.firestore/DATABASE guards a named
database) and https://firebase.google.com/docs/firestore/reference/rest.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from deploy.site import Site
from jobfinder.errors import Misconfigured, Retryable

RULES = "https://firebaserules.googleapis.com/v1"
FIRESTORE = "https://firestore.googleapis.com/v1"
RULES_FILE = "firestore.rules"
SENTINEL = "documents/meta/environment"


class Google:
    """Calls Google's APIs as the account that gcloud uses. `token` is asked for once, at the first call."""

    def __init__(
        self,
        token: Callable[[], str],
        *,
        rules: str = RULES,
        firestore: str = FIRESTORE,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._ask_for_token, self._token = token, ""
        self._rules, self._firestore, self._clock = rules, firestore, clock

    def sentinel(self, site: Site) -> str | None:
        """Return which environment the database says it is, None where it says nothing yet."""
        document = self._call("GET", f"{self._firestore}/{site.database}/{SENTINEL}")
        if document is None:
            return None
        return str(document.get("fields", {}).get("name", {}).get("stringValue", ""))

    def mark(self, site: Site) -> str:
        """Write the sentinel where there is none; return "created" or "unchanged". Raises Misconfigured on another."""
        found = self.sentinel(site)
        if found is not None:
            check_sentinel(site, found)
            return "unchanged"
        url = f"{self._firestore}/{site.database}/documents/meta?documentId=environment"
        fields = {
            "name": {"stringValue": site.environment.name},
            "project": {"stringValue": site.project},
            "created_at": {"timestampValue": self._clock().isoformat()},
        }
        self._call("POST", url, {"fields": fields})
        return "created"

    def set_rules(self, site: Site, text: str) -> str:
        """Guard the environment's database by these rules; return "created", "updated" or "unchanged"."""
        name = f"projects/{site.project}/releases/cloud.firestore/{site.environment.database}"
        release = self._call("GET", f"{self._rules}/{name}")
        if release is not None and self._content(release["rulesetName"]) == text:
            return "unchanged"
        source = {"source": {"files": [{"name": RULES_FILE, "content": text}]}}
        ruleset = self._call("POST", f"{self._rules}/projects/{site.project}/rulesets", source) or {}
        wanted = {"name": name, "rulesetName": ruleset["name"]}
        if release is None:
            self._call("POST", f"{self._rules}/projects/{site.project}/releases", wanted)
            return "created"
        self._call("PATCH", f"{self._rules}/{name}", {"release": wanted})
        return "updated"

    def remove_rules(self, site: Site) -> str:
        """Take the rules of the environment's database away; return "deleted" or "unchanged"."""
        name = f"projects/{site.project}/releases/cloud.firestore/{site.environment.database}"
        return "unchanged" if self._call("DELETE", f"{self._rules}/{name}") is None else "deleted"

    def _content(self, ruleset: str) -> str:
        answer = self._call("GET", f"{self._rules}/{ruleset}") or {}
        files = answer.get("source", {}).get("files", [])
        return files[0].get("content", "") if len(files) == 1 else ""

    def _call(self, method: str, url: str, body: Any = None) -> dict[str, Any] | None:
        """Return the JSON answer, None for what does not exist. Raises Misconfigured for a refusal, else Retryable."""
        self._token = self._token or self._ask_for_token()
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(url, data, headers, method=method)  # noqa: S310 - Google's own hosts
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
                found: dict[str, Any] = json.loads(answer.read() or b"{}")
                return found
        except urllib.error.HTTPError as error:
            words = error.read().decode("utf-8", "replace")[:500]
            if error.code == 404 and method in ("GET", "DELETE"):
                return None
            kind = Misconfigured if error.code in (400, 401, 403, 404) else Retryable
            raise kind(f"Google refused: {error.code} {words}", where=f"{method} {url}") from None
        except OSError as error:
            raise Retryable(f"Google does not answer: {error}", where=f"{method} {url}") from None


def check_sentinel(site: Site, found: str | None) -> None:
    """Raise Misconfigured unless the database says that it is this environment's."""
    wanted = site.environment.name
    if found is None:
        todo = "Run `python -m deploy prepare` first."
        raise Misconfigured("The database does not say whose it is", where=site.database, todo=todo)
    if found != wanted:
        raise Misconfigured(f"The database belongs to {found!r}, but this deploys {wanted!r}", where=site.database)
