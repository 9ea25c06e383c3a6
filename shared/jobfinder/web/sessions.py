"""Signing in and out; what is asked for is the gate's affair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug import Response

from jobfinder.web.problems import Problem
from jobfinder.web.rendering import open_page
from jobfinder.web.routes import own_page
from jobfinder.web.same_origin import check_origin

if TYPE_CHECKING:
    from jobfinder.web.routes import Call


def sign_in_form(call: Call) -> Response:
    """Answer the form."""
    return _form(call, own_page(call.request.args.get("next", "/")))


def _form(call: Call, target: str, problem: Problem | None = None) -> Response:
    status = int(problem.status) if problem else 200
    # 401 would promise an authentication scheme that browsers ask for themselves (RFC 9110, section 11.6.1).
    response = open_page(
        call.root, call.gate.sign_in_template, 403 if status == 401 else status, target=target, problem=problem
    )
    if problem and "Retry-After" in problem.headers:
        response.headers["Retry-After"] = problem.headers["Retry-After"]
    return response


def sign_in(call: Call) -> Response:
    """Check what was sent; begin a session and go on to the page that was asked for."""
    check_origin(call.request)  # else another site could sign its visitor in as somebody else
    target = own_page(call.request.form.get("next", "/"))
    response = Response(status=303, headers={"Location": f"{call.root}{target}"})
    try:
        call.gate.sign_in(call.request, response)
    except Problem as problem:
        return _form(call, target, problem)
    return response


def sign_out(call: Call) -> Response:
    """End the session."""
    response = Response(status=303, headers={"Location": f"{call.root}/sign-in"})
    call.gate.sign_out(call.request, response)
    return response
