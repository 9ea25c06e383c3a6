"""Reads what a request asks for, the same for pages and API; what cannot be meant is refused in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobfinder.domain.match import MatchState
from jobfinder.domain.queue import ItemStatus
from jobfinder.usecases.ranking import OF_INTEREST, Wanted
from jobfinder.web.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from werkzeug.datastructures import MultiDict

MOST_NOTE_CHARS = 2000
MOST_URL_CHARS = 2000
MOST_LISTED = 1000


def wanted_matches(args: MultiDict[str, str], now: datetime, *, limit: int) -> Wanted:
    """Return which matches are asked for by search, state, min_score, since, limit and closed. Raises Problem."""
    from jobfinder.cli.when import since

    words = args.get("since", "").strip()
    return Wanted(
        search=args.get("search", "").strip(),
        states=states_of([word for word in args.getlist("state") if word]),
        min_score=number_of(args, "min_score", 0, most=100),
        since=since(words, now) if words else None,
        limit=number_of(args, "limit", limit, most=MOST_LISTED),
        closed=flag_of(args, "closed"),
    )


def states_of(words: Sequence[str]) -> tuple[MatchState, ...]:
    """Return the states named, those of interest where none is, every one for "all". Raises Problem."""
    if not words:
        return OF_INTEREST
    return tuple(MatchState) if "all" in words else tuple(state_of(word) for word in words)


def state_of(word: str) -> MatchState:
    """Return the state of that name. Raises Problem."""
    try:
        return MatchState(word.strip().lower())
    except ValueError:
        raise Problem(422, "There is no such state.", f"Choose {', '.join(MatchState)}.") from None


def status_of(word: str) -> ItemStatus | None:
    """Return the status of that name, None where none is asked for. Raises Problem."""
    if not word:
        return None
    try:
        return ItemStatus(word.strip().lower())
    except ValueError:
        raise Problem(422, "There is no such status.", f"Choose {', '.join(ItemStatus)}.") from None


def number_of(args: MultiDict[str, str], name: str, default: int, *, most: int, least: int = 0) -> int:
    """Return a whole number between `least` and `most`. Raises Problem."""
    words = args.get(name, "").strip()
    if not words:
        return default
    if not words.isascii() or not words.isdigit() or len(words) > 9 or not least <= int(words) <= most:
        raise Problem(422, f"`{name}` must be a whole number from {least} to {most}.")
    return int(words)


def flag_of(args: MultiDict[str, str], name: str) -> bool:
    """Return whether a switch is on. Raises Problem for words that are neither yes nor no."""
    word = args.get(name, "").strip().lower()
    if word not in ("", "0", "1", "false", "true", "no", "yes", "on", "off"):
        raise Problem(422, f"`{name}` must be true or false.")
    return word in ("1", "true", "yes", "on")
