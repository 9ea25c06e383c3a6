"""Pages from templates: everything a template prints is escaped and stripped of control and bidirectional characters.

That is done where values are printed (`finalize`), so that no template can forget it.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from werkzeug import Response

from jobfinder.cli.text import block, count, one_line
from jobfinder.cli.when import ago, day
from jobfinder.domain.urls import split_web_url

if TYPE_CHECKING:
    from jinja2 import Environment

    from jobfinder.web.problems import Problem
    from jobfinder.web.routes import Call

TEMPLATES = Path(__file__).with_name("templates")
# What a page says after a form was taken; the address carries the key only, never words.
DONE = {
    "state": "Recorded.",
    "retried": "It will be tried again.",
    "nothing": "Nothing had failed.",
    "split": "Split: it is a job of its own now, and will be scored as one.",
}


def page(call: Call, template: str, status: int = 200, **values: object) -> Response:
    """Return a page for the owner."""
    ports = call.ports
    values |= {
        "root": call.root,
        "visitor": call.visitor,
        "environment": ports.environment.name,
        "now": ports.clock(),
        "done": DONE.get(call.request.args.get("done", ""), ""),
        "here": call.request.path,
    }
    return _rendered(template, status, values)


def open_page(root: str, template: str, status: int = 200, **values: object) -> Response:
    """Return a page for anybody: it shows nothing of what is stored."""
    return _rendered(template, status, {"root": root, "visitor": None, "done": "", **values})


def problem_page(root: str, problem: Problem) -> Response:
    """Return a problem as a page."""
    response = open_page(root, "problem.html", int(problem.status), problem=problem)
    response.headers.update(problem.headers)
    return response


def _rendered(template: str, status: int, values: dict[str, Any]) -> Response:
    text = _environment().get_template(template).render(values)
    return Response(text, status, content_type="text/html; charset=utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from jobfinder.domain.explain import remedy
    from jobfinder.domain.usage import dollars
    from jobfinder.domain.wording import spoken
    from jobfinder.web.static_files import version_of

    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    filters = {"line": one_line, "day": day, "web_url": web_url, "commands": _with_commands, "spoken": spoken}
    made.filters.update(filters, dollars=dollars, capitalised=_capitalised)
    made.globals.update(since=_since, count=count, version_of=version_of, remedy=remedy)
    return made


def _capitalised(words: str) -> str:
    """Return words with a capital at their beginning, and the others as they are."""
    return words[:1].upper() + words[1:]


def _shown(value: object) -> object:
    """Return a value as it may be printed: text that others wrote loses what only deceives."""
    from markupsafe import Markup

    if value is None:
        return ""
    return block(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def web_url(url: str) -> str:
    """Return the URL where it is one of the web, "" for every other scheme: only such become links."""
    url = one_line(url)
    parts = split_web_url(url)
    return url if parts is not None and url.lower().startswith(("http://", "https://")) else ""


def _since(moment: datetime | None, now: datetime) -> str:
    """Return "3 d ago", "in 2 h", "just now"; "" where there is no moment."""
    span = ago(moment, now)
    if span == "now":
        return "just now"
    return f"{span} ago" if span and not span.startswith("in ") else span


def _with_commands(words: str) -> object:
    """Return words in which what stands between backticks is marked as something to type."""
    from markupsafe import Markup, escape

    pieces = block(words).split("`")
    marked = (
        escape(piece) if at % 2 == 0 else Markup("<code>{}</code>").format(piece) for at, piece in enumerate(pieces)
    )
    return Markup("").join(marked)
