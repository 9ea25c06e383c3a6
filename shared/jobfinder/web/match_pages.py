"""The ranking, and one match in full."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from jobfinder.web.asked import wanted_matches
from jobfinder.web.rendering import page

if TYPE_CHECKING:
    from werkzeug import Response

    from jobfinder.web.routes import Call

SHOWN = 50


def matches(call: Call) -> Response:
    """Answer the ranking with its filters: what `jobfinder matches` lists, each with one line on why."""
    from jobfinder.cli.ranking import reason
    from jobfinder.domain.match import MatchState
    from jobfinder.domain.reposts import hint_words
    from jobfinder.usecases.find_reposts import hints
    from jobfinder.usecases.ranking import full_matches, ranked

    ports, args = call.ports, call.request.args
    now = ports.clock()
    wanted = wanted_matches(args, now, limit=SHOWN)
    rows, total = ranked(ports.store, now, wanted)
    full = full_matches(rows, ports.store)
    profile = ports.profile()
    return page(
        call,
        "matches.html",
        rows=rows,
        total=total,
        why={row.head.id: reason(full[row.head.id]) for row in rows if row.head.id in full},
        repeated={listing_id: hint_words(one, now) for listing_id, one in hints(rows, ports.store).items()},
        flagged={identity for identity, match in full.items() if match.reading and match.reading.flags},
        wanted=wanted,
        state=args.get("state", ""),
        searches=[search.name for search in profile.searches if search.enabled] if profile else [],
        has_profile=profile is not None,
        states=list(MatchState),
        is_filtered=any(args.get(name) for name in ("search", "state", "min_score", "since", "closed")),
        all_of_them="?"
        + urlencode([*((k, v) for k, v in args.items(multi=True) if k not in ("limit", "done")), ("limit", "1000")]),
        back=_without_done(call),
        boards=_boards(call),
    )


def _without_done(call: Call) -> str:
    """Return this page's address with its filters, to come back to after a form."""
    rest = [(name, value) for name, value in call.request.args.items(multi=True) if name != "done"]
    return f"{call.request.path}?{urlencode(rest)}" if rest else call.request.path


def _boards(call: Call) -> tuple[int, int]:
    """Return how many boards are read, and how many of them had trouble the last time."""
    from jobfinder.usecases.manage_sources import health_of

    sources = [source for source in call.ports.store.sources() if source.enabled]
    return len(sources), sum(health_of(source).in_trouble for source in sources)


def match(call: Call) -> Response:
    """Answer one match: the sum, the skills, the reasons with their quotes, every link, what was done."""
    from jobfinder.domain.match import MatchState
    from jobfinder.domain.reposts import appeared, former_words, hint_words
    from jobfinder.domain.scoring import score_now
    from jobfinder.usecases.find_reposts import reposts_of
    from jobfinder.usecases.look_up import match_named

    store = call.ports.store
    found = match_named(call.values["match_id"], store)
    parts, score = score_now(found, call.ports.clock())
    links = store.links(found.listing_id)
    reposts, now = reposts_of(links, store), call.ports.clock()
    return page(
        call,
        "match.html",
        match=found,
        parts_now=parts,
        score=score,
        most=sum(part.most for part in parts),
        links=links,
        repeated=hint_words(reposts, now) if reposts else "",
        former=[(one, appeared(one.listing), former_words(one, now)) for one in reposts.former] if reposts else [],
        text=links[0].posting.text if links else "",
        states=list(MatchState),
        back=call.request.path,
    )
