"""The same job posted again under another id: recognised and counted, never merged, so that nothing is hidden.

Two ids of a board are two postings, whatever they say. That a job keeps coming back is worth knowing all the same:
nobody was found, or nobody is really looked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from jobfinder.domain.likeness import (
    COPIED,
    ENOUGH_WORDS,
    SPECIFIC_TITLE_WORDS,
    SURELY_COPIED,
    PlaceFit,
    containment,
    place_fit,
    title_without_place,
)
from jobfinder.domain.match import MatchState
from jobfinder.domain.names import company_key
from jobfinder.domain.posting import Listing, Posting

APART = timedelta(days=7)  # two that stand open side by side and came closer together are two openings
AT_ONCE = timedelta(days=1)  # a closing is noticed by the scrape that sees the new one, or a little later
SIMILAR_TITLE = 0.75  # of the words of both
# A title with one of these more or less is another job, however alike the texts are.
_OTHER_JOB = frozenset(
    {"senior", "junior", "lead", "principal", "staff", "head", "chief", "director", "manager"}
    | {"intern", "trainee", "graduate", "associate", "vp"}
)


@dataclass(frozen=True, slots=True)
class Former:
    """A posting of the same job from before, and what the user did with it (None: it never was a match)."""

    listing: Listing
    state: MatchState | None = None
    note: str = ""
    at: datetime | None = None  # when the user did it


@dataclass(frozen=True, slots=True)
class Reposts:
    """How often a job was posted, this time included, since when, and each time before, the latest first."""

    since: datetime
    former: tuple[Former, ...]

    @property
    def times(self) -> int:
        """Return how often it was posted."""
        return len(self.former) + 1

    @property
    def touched(self) -> Former | None:
        """Return the latest posting that the user did something with, None where there is none."""
        return next((one for one in self.former if one.state not in (None, MatchState.NEW)), None)


def former_postings(job: Sequence[Listing], known: Iterable[Listing]) -> list[Listing]:
    """Return those of the known listings that are earlier postings of a job, the latest first.

    `job` are the listings that are merged into it now: they are copies, not reposts.
    """
    ids = {one for member in job for one in (member.id, member.canonical_id) if one}
    others = [one for one in known if one.id not in ids and one.canonical_id not in ids]
    found = {one.id: one for one in others if any(is_repost(member, one) for member in job)}
    return sorted(found.values(), key=lambda one: (appeared(one), one.id), reverse=True)


def is_repost(new: Listing, former: Listing) -> bool:
    """Return whether `new` is the job of `former` posted again: same employer, title, place and text, but later."""
    return (
        new.id != former.id
        and came_after(new, former)
        and _same_employer(new, former)
        and place_fit(new.posting, former.posting) is not PlaceFit.DIFFERENT
        and _same_job(new.posting, former.posting)
    )


def came_after(new: Listing, former: Listing) -> bool:
    """Return whether a posting came when the former was closed, or well after it on the board where both stand open."""
    was_first = former.first_seen_at < new.first_seen_at
    if was_first and former.closed_at is not None and former.closed_at <= new.first_seen_at + AT_ONCE:
        return True
    return new.source_key == former.source_key and appeared(new) - appeared(former) >= APART


def appeared(listing: Listing) -> datetime:
    """Return when a posting first stood on its board, as far as we know."""
    posted = listing.posting.posted_at
    return min(posted, listing.first_seen_at) if posted else listing.first_seen_at


def _same_employer(new: Listing, former: Listing) -> bool:
    mine, theirs = company_key(new.posting.company), company_key(former.posting.company)
    return mine == theirs and (bool(mine) or new.source_key == former.source_key)


def _same_job(mine: Posting, theirs: Posting) -> bool:
    """Return whether titles and texts say the same; where there is hardly a text, the title has to be a telling one."""
    title, other = title_without_place(mine, theirs), title_without_place(theirs, mine)
    if min(len(mine.text.split()), len(theirs.text.split())) < ENOUGH_WORDS:
        same_text = mine.text.split() == theirs.text.split()
        return title == other and same_text and len(title.split()) >= SPECIFIC_TITLE_WORDS
    if title != other and not _is_similar(title, other):
        return False
    least = COPIED if title == other else SURELY_COPIED
    return mine.text == theirs.text or containment(mine.text, theirs.text) >= least


def _is_similar(title: str, other: str) -> bool:
    mine, theirs = set(title.split()), set(other.split())
    differing = mine ^ theirs
    if any(word in _OTHER_JOB or word.isdigit() for word in differing):
        return False
    return len(mine & theirs) >= SIMILAR_TITLE * len(mine | theirs)


def former_words(former: Former, now: datetime) -> str:
    """Return what the user did with an earlier posting: "you dismissed it in July", "" where they did nothing."""
    if former.state in (None, MatchState.NEW):
        return ""
    at = f" in {_month(former.at, now)}" if former.at else ""
    return f"{_DID[former.state]}{at}"


_DID = {
    MatchState.SAVED: "you saved it",
    MatchState.APPLIED: "you applied",
    MatchState.INTERVIEWING: "you were interviewed",
    MatchState.OFFER: "you had an offer",
    MatchState.REJECTED: "you were rejected",
    MatchState.DISMISSED: "you dismissed it",
}


def _month(moment: datetime, now: datetime) -> str:
    return f"{moment:%B}" if moment.year == now.year else f"{moment:%B %Y}"


def reposts_words(reposts: Reposts, now: datetime) -> str:
    """Return it in words: "posted 3 times since June", with the year where it is another one."""
    return f"posted {reposts.times} times since {_month(reposts.since, now)}"


def short_hint(reposts: Reposts, now: datetime) -> str:
    """Return it for a narrow column: "3x since Jun, dismissed"."""
    since = f"{reposts.since:%b}" if reposts.since.year == now.year else f"{reposts.since:%b %Y}"
    did = f", {reposts.touched.state}" if reposts.touched else ""
    return f"{reposts.times}x since {since}{did}"


def hint_words(reposts: Reposts, now: datetime) -> str:
    """Return it in words for a list: with what the user did with it the last time they did anything."""
    did = former_words(reposts.touched, now) if reposts.touched else ""
    return f"{reposts_words(reposts, now)}; {did}" if did else reposts_words(reposts, now)
