"""What no further delivery would make readable is logged and acknowledged; everything else that fails comes again.

The platform delivers an event again until it is answered with success, for up to a week. So an event of the wrong kind,
or a body that is no event at all, must be told in the log and then be done with.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from jobfinder import log
from jobfinder.errors import LostClaim, Permanent

if TYPE_CHECKING:
    from cloudevents.http import CloudEvent

    Handler = Callable[[CloudEvent], None]

_EVENTS = "cloudevent"  # what functions-framework calls the endpoint that takes events
_MOST_SHOWN_BYTES = 200


def acknowledging(handler: Handler) -> Handler:
    """Return the handler with permanent errors logged and acknowledged instead of raised."""
    from flask import g, has_app_context

    @functools.wraps(handler)
    def handle(event: CloudEvent) -> None:
        if has_app_context():
            g.is_handed_over = True
        try:
            handler(event)
        except (Permanent, LostClaim) as error:
            log.event(str(error), logging.ERROR, function=handler.__name__, event_id=event["id"])

    return handle


def acknowledge_what_is_no_event() -> None:
    """Have the functions-framework application that is being made, if one is, acknowledge what it cannot hand over.

    By itself it answers 400, 415 or 500 to a body that is no event, and each of them brings the same body back.
    """
    from flask import current_app, has_app_context

    if has_app_context():
        current_app.register_error_handler(Exception, _answer)


def _answer(error: Exception) -> Any:
    from flask import current_app, g, request
    from werkzeug.exceptions import HTTPException

    if request.endpoint == _EVENTS and "is_handed_over" not in g:
        shown = repr(request.get_data()[:_MOST_SHOWN_BYTES])
        log.event(f"This is no event: {shown}", logging.ERROR, function=current_app.name, error=type(error).__name__)
        return "OK", 200
    if isinstance(error, HTTPException):
        return error
    raise error
