"""What the forms of the pages do; each ends with a page to go on from, so that reloading sends nothing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug import Response

from jobfinder.web.asked import MOST_NOTE_CHARS, MOST_URL_CHARS, state_of
from jobfinder.web.json_bodies import within
from jobfinder.web.problems import Problem
from jobfinder.web.routes import own_page
from jobfinder.web.work import submitted

if TYPE_CHECKING:
    from jobfinder.web.routes import Call


def seen_other(call: Call, target: str, done: str = "") -> Response:
    """Return a redirect to a page of ours, which says what was done."""
    target = own_page(target)
    joint = "&" if "?" in target else "?"
    return Response(status=303, headers={"Location": f"{call.root}{target}{f'{joint}done={done}' if done else ''}"})


def change_state(call: Call) -> Response:
    """Record what the user did with a match."""
    from jobfinder.usecases.look_up import match_named

    form = call.request.form
    state = state_of(form.get("state", ""))
    note = within(form.get("note", "").strip(), "note", MOST_NOTE_CHARS)
    match = match_named(call.values["match_id"], call.ports.store)
    call.ports.store.set_match_state(match.id, state, note, now=call.ports.clock())
    return seen_other(call, form.get("back", "/"), "state")


def split(call: Call) -> Response:
    """Undo a merge."""
    from jobfinder.usecases.look_up import listing_named
    from jobfinder.usecases.split import split_listing

    split_listing(listing_named(call.values["listing_id"], call.ports), call.ports)
    return seen_other(call, call.request.form.get("back", "/"), "split")


def retry(call: Call) -> Response:
    """Try one failed item again, or all of them."""
    from jobfinder.usecases.retry import failed_items

    wanted = call.request.form.get("item", "").strip()
    if not wanted and call.request.form.get("all") != "true":
        raise Problem(422, "Name the item to retry.")
    ids = failed_items([wanted] if wanted else [], call.ports.store)
    retried = call.ports.store.retry(ids, now=call.ports.clock()) if ids else 0
    return seen_other(call, "/queue", "retried" if retried else "nothing")


def submit(call: Call) -> Response:
    """Take the address of a posting to be read and scored, or of a company whose board is to be found and added."""
    from jobfinder.web.pages import submit_form

    url, kind = (call.request.form.get(name, "").strip() for name in ("url", "kind"))
    try:
        item = submitted(within(url, "url", MOST_URL_CHARS), kind, call.ports)
    except Problem as problem:
        return submit_form(call, url[:MOST_URL_CHARS], problem, of_company=kind == "source")
    return seen_other(call, f"/queue/{item.id}")
