"""The JSON API, version 1: the data and the names of the command line's `--json`, and the changes it can make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobfinder.usecases.clean_up import last_clean_up
from jobfinder.views import item_view, match_view, queue_view, why_view
from jobfinder.web.asked import (
    MOST_LISTED,
    MOST_NOTE_CHARS,
    MOST_URL_CHARS,
    flag_of,
    number_of,
    state_of,
    status_of,
    wanted_matches,
)
from jobfinder.web.json_bodies import json_object, json_response, text_of, within
from jobfinder.web.problems import Problem
from jobfinder.web.work import item_named, posting_asked_about, submitted

if TYPE_CHECKING:
    from werkzeug import Response

    from jobfinder.web.routes import Call

MOST_RETRIED = 1000  # ids in one request


def matches(call: Call) -> Response:
    """Answer the ranking: ?search=&state=&min_score=&since=&limit=&closed=, as `jobfinder matches --json`."""
    from jobfinder.cli.ranking import ranked_json
    from jobfinder.usecases.find_reposts import hints
    from jobfinder.usecases.ranking import ranked

    now, store = call.ports.clock(), call.ports.store
    rows, _ = ranked(store, now, wanted_matches(call.request.args, now, limit=20))
    repeated = hints(rows, store)
    return json_response([ranked_json(row, reposts=repeated.get(row.head.listing_id)) for row in rows])


def match(call: Call) -> Response:
    """Answer one match in full, by the beginning of its id; ?text=true adds the posting's text."""
    from jobfinder.domain.scoring import score_now
    from jobfinder.usecases.find_reposts import reposts_of
    from jobfinder.usecases.look_up import match_named

    store = call.ports.store
    found = match_named(call.values["match_id"], store)
    parts, score = score_now(found, call.ports.clock())
    with_text = flag_of(call.request.args, "text")
    links = store.links(found.listing_id)
    return json_response(match_view(found, parts, score, links, reposts_of(links, store), with_text=with_text))


def change_state(call: Call) -> Response:
    """Record what the user did: {"state": ..., "note": ...}; the answer is the match."""
    from jobfinder.domain.codec import match_to_dict
    from jobfinder.usecases.look_up import match_named

    body = json_object(call.request)
    state = state_of(text_of(body, "state", most=40, is_needed=True))
    note = text_of(body, "note", most=MOST_NOTE_CHARS)
    found = match_named(call.values["match_id"], call.ports.store)
    changed = call.ports.store.set_match_state(found.id, state, note, now=call.ports.clock())
    return json_response(match_to_dict(changed))


def why(call: Call) -> Response:
    """Answer what was and would be decided: ?about=URL or id, &search=NAME."""
    from jobfinder.usecases.ask_why import ask_why

    about = within(call.request.args.get("about", "").strip(), "about", MOST_URL_CHARS)
    if not about:
        raise Problem(422, "Say what you ask about: ?about=URL or id.")
    answer = ask_why(posting_asked_about(about, call.ports), call.ports)
    return json_response(why_view(answer, call.request.args.get("search", "")))


def submit(call: Call) -> Response:
    """Take {"url": ...} to be read and scored; the answer is the queue item, and where to ask about it.

    With {"kind": "source"} the board of the company at that address is found, and added if it is proven to be theirs.
    """
    asked = json_object(call.request)
    url = text_of(asked, "url", most=MOST_URL_CHARS, is_needed=True)
    item = submitted(url, text_of(asked, "kind", most=20), call.ports)
    where = {"Location": f"{call.root}/api/v1/queue/items/{item.id}"}
    return json_response(item_view(item), 202, where)


def queue_stats(call: Call) -> Response:
    """Answer how many items stand where, and what the last clean-up deleted."""
    store = call.ports.store
    return json_response(queue_view(store.queue_stats(), last_clean_up(store)))


def queue_items(call: Call) -> Response:
    """Answer the queue's items, the newest first: ?status=&limit=."""
    args = call.request.args
    limit = number_of(args, "limit", 30, most=MOST_LISTED, least=1)
    items = call.ports.store.items(status=status_of(args.get("status", "")), limit=limit)
    return json_response([item_view(item) for item in items])


def queue_item(call: Call) -> Response:
    """Answer one queue item, by the beginning of its id."""
    return json_response(item_view(item_named(call.values["item_id"], call.ports.store)))


def retry(call: Call) -> Response:
    """Try failed items again: {"items": [ids or their beginnings]} or {"all": true}."""
    from jobfinder.usecases.retry import failed_items

    wanted = _to_retry(json_object(call.request))
    ids = failed_items(wanted, call.ports.store)
    return json_response({"retried": call.ports.store.retry(ids, now=call.ports.clock()) if ids else 0})


def _to_retry(body: dict[str, Any]) -> list[str]:
    """Return the beginnings of ids named, none for all of them. Raises Problem."""
    items, everything = body.get("items"), body.get("all")
    if everything is True and items is None:
        return []
    named = isinstance(items, list) and all(isinstance(each, str) for each in items)
    if not named or not items or everything not in (None, False):
        raise Problem(
            422, "Name the items to retry, or say that all are meant.", 'Send {"items": [...]} or {"all": true}.'
        )
    if len(items) > MOST_RETRIED:
        raise Problem(422, f"Name at most {MOST_RETRIED:,} items at once.")
    return list(items)


def sources(call: Call) -> Response:
    """Answer the sources with their runs and their health."""
    from jobfinder.cli.source_views import source_json

    return json_response([source_json(source) for source in call.ports.store.sources()])
