"""Rank the matches as of this moment: the score re-read for freshness, dead jobs left out, what was dismissed too.

A job is dead when no board lists it any more: every copy of it is closed. One the user touched is shown as closed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from jobfinder.domain.freshness import freshness, whole_points
from jobfinder.domain.match import Match, MatchState
from jobfinder.domain.queue import Outcome
from jobfinder.ports import MatchHead, Store

LOOKED_UP_AT_ONCE = 500
OF_INTEREST = tuple(state for state in MatchState if state not in (MatchState.DISMISSED, MatchState.REJECTED))


@dataclass(frozen=True, slots=True)
class Ranked:
    """A match at its present score; `is_open` tells whether the job can still be applied for, as far as we know."""

    head: MatchHead
    score: int
    is_open: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which matches are asked for; `limit` 0 means all of them, `closed` also untouched ones whose job is gone.

    What the rules of today turn away, or a search the profile lost had found, is shown only where the user touched it.
    """

    search: str = ""
    states: Sequence[MatchState] = OF_INTEREST
    min_score: int = 0
    since: datetime | None = None  # first matched at or after
    limit: int = 0
    closed: bool = False


def ranked(store: Store, now: datetime, wanted: Wanted) -> tuple[list[Ranked], int]:
    """Return the matches asked for, the best first, and how many there are in all before `limit`.

    The number counts closed ones too where `limit` ended the reading: only those shown are looked up.
    """
    heads = store.match_heads(search=wanted.search, states=wanted.states)
    searches = frozenset((wanted.search,)) if wanted.search else _search_names(store)
    scored = [Ranked(head, score_of(head, now)) for head in heads if _is_wanted(head, wanted, searches)]
    fitting = [each for each in scored if each.score >= wanted.min_score]
    fitting.sort(key=_best_first)
    shown: list[Ranked] = []
    dead = 0
    for each in _with_state(fitting, store):
        if not each.is_open and not wanted.closed and each.head.state is MatchState.NEW:
            dead += 1
            continue
        shown.append(each)
        if wanted.limit and len(shown) >= wanted.limit:
            break
    return shown, len(fitting) - dead


def _is_wanted(head: MatchHead, wanted: Wanted, searches: frozenset[str]) -> bool:
    """Return whether a match is new enough and still stands, or the user did something with it."""
    if wanted.since and head.created_at < wanted.since:
        return False
    stands = head.outcome is Outcome.MATCHED and (not searches or head.search in searches)
    return stands or head.state is not MatchState.NEW


def _search_names(store: Store) -> frozenset[str]:
    """Return the names of the searches the profile has now, none where there is no profile."""
    profile = store.profile()
    return frozenset(search.name for search in profile.searches if search.enabled) if profile else frozenset()


def score_of(head: MatchHead, now: datetime) -> int:
    """Return the score at this moment: the sum of the parts, freshness read again."""
    fresh = freshness(head.posted_at, now)
    return sum(whole_points(fresh, part.most) if part.name == "freshness" else part.points for part in head.parts)


def full_matches(rows: Sequence[Ranked], store: Store) -> dict[str, Match]:
    """Return the whole match of each ranked one, by match id."""
    wanted = {row.head.id for row in rows}
    matches = store.matches(listing_ids=[row.head.listing_id for row in rows]) if rows else []
    return {match.id: match for match in matches if match.id in wanted}


def short_ids(ids: Sequence[str], least: int = 8) -> dict[str, str]:
    """Return for each id the shortest beginning that tells it from the others, at least `least` long."""
    ordered = sorted(set(ids))
    length = least
    for one, other in pairwise(ordered):
        while one[:length] == other[:length] and length < len(one):
            length += 1
    return {each: each[:length] for each in ordered}


def _best_first(row: Ranked) -> tuple[int, float, str]:
    posted = row.head.posted_at or row.head.created_at
    return -row.score, -posted.timestamp(), row.head.id


def _with_state(rows: Sequence[Ranked], store: Store) -> Iterator[Ranked]:
    for start in range(0, len(rows), LOOKED_UP_AT_ONCE):
        chunk = rows[start : start + LOOKED_UP_AT_ONCE]
        closed = store.closed_jobs([row.head.listing_id for row in chunk])
        for row in chunk:
            yield Ranked(row.head, row.score, row.head.listing_id not in closed)
