"""Refuses forms that another site sent: by where the browser says they come from, and by a token of the session.

See https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html. The API needs
none of it: it takes only an Authorization header, which no other site can make a browser send.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from jobfinder.web.problems import Problem

if TYPE_CHECKING:
    from werkzeug import Request

    from jobfinder.web.visitors import Visitor

FORM = "application/x-www-form-urlencoded"


def check_origin(request: Request) -> None:
    """Refuse what does not come from one of our own pages, or does not say. Raises Problem."""
    if request.mimetype != FORM:
        raise Problem(415, f"A form must be sent as {FORM}.")
    site = request.headers.get("Sec-Fetch-Site")  # cannot be set by a page; absent from plain http to other machines
    if site is not None:
        is_ours = site == "same-origin"
    else:
        is_ours = _host_of(request.headers.get("Origin", "")) == request.host.lower()
    if not is_ours:
        raise Problem(403, "This form came from another site.", "Open the page itself and send it from there.")


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def check_form(request: Request, visitor: Visitor) -> None:
    """Refuse a form that is not of this session. Raises Problem."""
    check_origin(request)
    sent = request.form.get("form_token", "")
    if not hmac.compare_digest(sent.encode(), visitor.form_token.encode()):
        raise Problem(
            403, "This form is from an earlier session.", "Go back, load the page again and send it once more."
        )
