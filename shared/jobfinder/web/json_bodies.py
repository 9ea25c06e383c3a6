"""JSON in and out: bodies are checked before they are believed, answers are safe to print on a terminal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from werkzeug import Response

from jobfinder.web.problems import Problem

if TYPE_CHECKING:
    from werkzeug import Request


def json_response(document: object, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Return a document as the command line would print it."""
    from jobfinder.cli.output import as_json

    return Response(as_json(document, indent=2) + "\n", status, headers, content_type="application/json")


def problem_response(problem: Problem) -> Response:
    """Return a problem as RFC 9457 has it."""
    response = json_response(problem.document(), int(problem.status), problem.headers)
    response.content_type = "application/problem+json"
    return response


def json_object(request: Request) -> dict[str, Any]:
    """Return the JSON object in the body. Raises Problem."""
    if request.mimetype != "application/json":
        raise Problem(415, "Send JSON: Content-Type: application/json.")
    try:
        document = json.loads(request.get_data())
    except (ValueError, RecursionError) as error:
        raise Problem(400, "The body is not JSON.") from error
    if not isinstance(document, dict):
        raise Problem(400, "The body must be a JSON object.")
    return document


def text_of(document: dict[str, Any], name: str, *, most: int, is_needed: bool = False) -> str:
    """Return a field of text, "" where it is missing and may be. Raises Problem."""
    value = document.get(name)
    if value is None and not is_needed:
        return ""
    if not isinstance(value, str) or (is_needed and not value.strip()):
        raise Problem(422, f"`{name}` must be text.")
    return within(value.strip(), name, most)


def within(words: str, name: str, most: int) -> str:
    """Return the words, refusing what is too long. Raises Problem."""
    if len(words) > most:
        raise Problem(422, f"`{name}` may have at most {most:,} characters.")
    return words
