"""From a request to its answer: address, gate, forgery check, handler, headers; every error ends as words."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

from werkzeug import Response

from jobfinder.web.headers import secured
from jobfinder.web.problems import Problem, SignedOut, problem_of
from jobfinder.web.routes import Call, Kind, is_api, routed
from jobfinder.web.same_origin import check_form
from jobfinder.web.visitors import current_gate

if TYPE_CHECKING:
    from werkzeug import Request

    from jobfinder.ports import Ports

MOST_BODY_BYTES = 64 * 1024
MOST_URL_CHARS = 8000


def answer(request: Request, ports_of: Callable[[], Ports]) -> Response:
    """Return the response to one request; `ports_of` is asked for ports only by what needs them. Raises nothing."""
    root = request.root_path.rstrip("/")
    try:
        response = _answered(request, root, ports_of)
    except Exception as error:  # noqa: BLE001 - the outermost frame: whatever it is becomes a page or a problem
        response = _refused(request, root, error)
    return secured(request, response)


def _answered(request: Request, root: str, ports_of: Callable[[], Ports]) -> Response:
    gate = current_gate()
    gate.check_host(request)
    _check_size(request)
    route, values = routed(request.path, request.method)
    call = Call(request=request, root=root, gate=gate, values=values, ports_of=ports_of)
    if route.kind is not Kind.API:
        entered = gate.enter(request, root)
        if entered is not None:
            return entered
    if route.kind is Kind.OPEN:
        return route.answer(call)
    visitor = gate.visitor(request, is_api=route.kind is Kind.API)
    if route.kind is Kind.PAGE and request.method == "POST":
        check_form(request, visitor)
    return route.answer(dataclasses.replace(call, signed_in=visitor))


def _check_size(request: Request) -> None:
    """Refuse what is larger than any request of ours; a body of unstated length is cut off while it is read."""
    request.max_content_length = MOST_BODY_BYTES
    if (request.content_length or 0) > MOST_BODY_BYTES:
        raise Problem(413, "That is more than this address takes.", f"Send at most {MOST_BODY_BYTES // 1024} kB.")
    if len(request.full_path) > MOST_URL_CHARS:
        raise Problem(414, "This address is too long.")


def _refused(request: Request, root: str, error: Exception) -> Response:
    problem = problem_of(error)
    if is_api(request.path):
        from jobfinder.web.json_bodies import problem_response

        return problem_response(problem)
    if isinstance(problem, SignedOut) and request.method in ("GET", "HEAD") and "token" not in request.args:
        path = request.full_path if request.query_string else request.path
        where = "" if path == "/" else f"?next={quote(path, safe='/')}"
        return Response(status=303, headers={"Location": f"{root}/sign-in{where}"})
    from jobfinder.web.rendering import problem_page

    return problem_page(root, problem)
