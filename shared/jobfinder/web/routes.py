"""Every address, the method it takes and what answers it: the table that requests, links and tests go by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

if TYPE_CHECKING:
    from werkzeug import Request, Response

    from jobfinder.ports import Ports
    from jobfinder.web.visitors import Gate, Visitor


class Kind(Enum):
    """Who may come, and what is checked of them."""

    OPEN = "open"  # anybody: the style sheet, the sign-in
    PAGE = "page"  # the owner, by cookie; what it changes comes from a form of ours
    API = "api"  # the owner, by token; what it changes comes as JSON


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request on its way to what answers it; `root` is the path the whole site stands under, "" for none."""

    request: Request
    root: str
    gate: Gate
    values: dict[str, Any] = field(default_factory=dict)
    ports_of: Callable[[], Ports]
    signed_in: Visitor | None = None

    @property
    def ports(self) -> Ports:
        """Return this process's ports, opened when they are first asked for. Raises Misconfigured."""
        return self.ports_of()

    @property
    def visitor(self) -> Visitor:
        """Return the owner, who is signed in wherever the kind of address asks for it."""
        if self.signed_in is None:
            raise LookupError("An open address has no visitor")
        return self.signed_in


@dataclass(frozen=True)
class Route:
    """What answers one address and method: the function `name` of the module, called with a Call."""

    kind: Kind
    module: str  # in jobfinder.web
    name: str

    def answer(self, call: Call) -> Response:
        """Return the response; the module loads when its first request comes."""
        import importlib

        handler = getattr(importlib.import_module(f"jobfinder.web.{self.module}"), self.name)
        response: Response = handler(call)
        return response


TABLE = (
    ("GET", "/", Kind.PAGE, "match_pages", "matches"),
    ("GET", "/matches/<match_id>", Kind.PAGE, "match_pages", "match"),
    ("POST", "/matches/<match_id>/state", Kind.PAGE, "actions", "change_state"),
    ("POST", "/listings/<listing_id>/split", Kind.PAGE, "actions", "split"),
    ("GET", "/why", Kind.PAGE, "pages", "why"),
    ("GET", "/queue", Kind.PAGE, "pages", "queue"),
    ("GET", "/queue/<item_id>", Kind.PAGE, "pages", "item"),
    ("POST", "/queue/retry", Kind.PAGE, "actions", "retry"),
    ("GET", "/sources", Kind.PAGE, "pages", "sources"),
    ("GET", "/submit", Kind.PAGE, "pages", "submit_form"),
    ("POST", "/submit", Kind.PAGE, "actions", "submit"),
    ("GET", "/sign-in", Kind.OPEN, "sessions", "sign_in_form"),
    ("POST", "/sign-in", Kind.OPEN, "sessions", "sign_in"),
    ("POST", "/sign-out", Kind.PAGE, "sessions", "sign_out"),
    (
        "GET",
        "/assets/<name>",
        Kind.OPEN,
        "static_files",
        "static_file",
    ),
    ("GET", "/api/v1/matches", Kind.API, "api", "matches"),
    ("GET", "/api/v1/matches/<match_id>", Kind.API, "api", "match"),
    ("POST", "/api/v1/matches/<match_id>/state", Kind.API, "api", "change_state"),
    ("GET", "/api/v1/why", Kind.API, "api", "why"),
    ("POST", "/api/v1/submit", Kind.API, "api", "submit"),
    ("GET", "/api/v1/queue/stats", Kind.API, "api", "queue_stats"),
    ("GET", "/api/v1/queue/items", Kind.API, "api", "queue_items"),
    ("GET", "/api/v1/queue/items/<item_id>", Kind.API, "api", "queue_item"),
    ("POST", "/api/v1/queue/retry", Kind.API, "api", "retry"),
    ("GET", "/api/v1/sources", Kind.API, "api", "sources"),
)


@cache
def _url_map() -> Map:
    rules = [Rule(path, methods=[method], endpoint=Route(kind, *where)) for method, path, kind, *where in TABLE]
    return Map(rules, strict_slashes=True, merge_slashes=False)


def routed(path: str, method: str) -> tuple[Route, dict[str, Any]]:
    """Return what answers, and the values in the path. Raises werkzeug's NotFound and MethodNotAllowed."""
    route, values = _url_map().bind("localhost").match(path, method)
    return route, dict(values)


def is_api(path: str) -> bool:
    """Return whether programs ask: their errors are problem documents."""
    return path.startswith("/api/")


def own_page(target: str) -> str:
    """Return `target` where it is a page of ours as a path of this site, "/" for anything else: no open redirect."""
    try:
        parts = urlsplit(target)
        route, _ = routed(parts.path, "GET")
    except (ValueError, HTTPException):
        return "/"
    is_ours = not parts.scheme and not parts.netloc and route.kind is Kind.PAGE
    if not is_ours or not target.isprintable() or "\\" in target:
        return "/"
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
