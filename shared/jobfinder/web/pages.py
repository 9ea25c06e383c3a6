"""Why, queue, sources and the form to submit a posting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobfinder.web.asked import MOST_URL_CHARS, status_of
from jobfinder.web.json_bodies import within
from jobfinder.web.problems import Problem
from jobfinder.web.rendering import page
from jobfinder.web.work import item_named, posting_asked_about

if TYPE_CHECKING:
    from werkzeug import Response

    from jobfinder.domain.posting import Listing
    from jobfinder.domain.queue import QueueItem
    from jobfinder.ports import Ports, Store
    from jobfinder.web.routes import Call

ITEMS_SHOWN = 50


def why(call: Call) -> Response:
    """Answer what was decided on a posting, and what would be today; without ?about= the form to ask."""
    from jobfinder.usecases.look_up import NothingThere, SeveralThere

    about = within(call.request.args.get("about", "").strip(), "about", MOST_URL_CHARS)
    if not about:
        return page(call, "why.html", about="", answer=None, problem=None)
    try:
        return _answer(call, about)
    except (NothingThere, SeveralThere) as error:
        status = 404 if isinstance(error, NothingThere) else 409
        return page(call, "why.html", status, about=about, answer=None, problem=error)


def _answer(call: Call, about: str) -> Response:
    from jobfinder.domain.explain import unknown_facts
    from jobfinder.usecases.ask_why import ask_why

    answer = ask_why(posting_asked_about(about, call.ports), call.ports)
    matches = {match.search: match.id for match in call.ports.store.matches(listing_ids=[answer.listing.id])}
    unknown = unknown_facts(answer.facts, answer.listing)
    return page(call, "why.html", about=about, answer=answer, problem=None, matches=matches, unknown=unknown)


def queue(call: Call) -> Response:
    """Answer the counts, what failed and why, and the latest items."""
    from jobfinder.domain.queue import ItemStatus

    store = call.ports.store
    chosen = status_of(call.request.args.get("status", ""))
    failed = store.items(status=ItemStatus.FAILED, limit=ITEMS_SHOWN)
    items = store.items(status=chosen, limit=ITEMS_SHOWN)
    return page(
        call,
        "queue.html",
        stats=store.queue_stats(),
        statuses=list(ItemStatus),
        chosen=chosen,
        failed=failed,
        items=items,
        titles=_titles([*failed, *items], store),
    )


def _titles(items: list[QueueItem], store: Store) -> dict[str, str]:
    known = store.listings(list({item.listing_id for item in items if item.listing_id}))
    return {listing.id: f"{listing.posting.title}, {listing.posting.company}" for listing in known.values()}


def item(call: Call) -> Response:
    """Answer what became of one queue item."""
    found = item_named(call.values["item_id"], call.ports.store)
    listing = _listing_of(found, call.ports)
    title = f"{listing.posting.title}, {listing.posting.company}" if listing else ""
    canonical = (listing.canonical_id or listing.id) if listing else ""
    matches = call.ports.store.matches(listing_ids=[canonical]) if canonical else []
    return page(call, "item.html", item=found, title=title, matches=matches, listing_id=canonical)


def _listing_of(item: QueueItem, ports: Ports) -> Listing | None:
    """Return the listing an item is about; for a submitted address, the one it led to, if it did."""
    from jobfinder.usecases.look_up import NothingThere, SeveralThere, listing_named

    if item.listing_id:
        return ports.store.listings([item.listing_id]).get(item.listing_id)
    try:
        return listing_named(item.url, ports)
    except (NothingThere, SeveralThere):
        return None


def sources(call: Call) -> Response:
    """Answer how each board is doing and what is expected of it, those in trouble first."""
    from jobfinder.domain.health_words import health_of, run_words, standing_words

    rows = [(source, health_of(source)) for source in call.ports.store.sources()]
    rows.sort(key=lambda row: not row[1].in_trouble)
    troubled = sum(health.in_trouble for _, health in rows)
    return page(call, "sources.html", rows=rows, troubled=troubled, standing=standing_words, run_words=run_words)


def submit_form(call: Call, url: str = "", problem: Problem | None = None, *, of_company: bool = False) -> Response:
    """Answer the forms for a posting and for a company; after a refusal with what was typed and what is wrong."""
    status = int(problem.status) if problem else 200
    return page(call, "submit.html", status, url=url, problem=problem, of_company=of_company)
