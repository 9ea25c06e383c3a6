"""Find how often the jobs that are shown were posted before, and what the user did with them then.

It is looked up when somebody reads, by the merge keys that every listing bears: a scrape pays nothing for it. A list
costs one read of its listings and one look-up for all of them together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from jobfinder.domain.identity import word_keys
from jobfinder.domain.match import Match
from jobfinder.domain.posting import Listing
from jobfinder.domain.reposts import Former, Reposts, appeared, former_postings
from jobfinder.ports import Store
from jobfinder.usecases.ranking import Ranked

MOST_HINTED = 100  # of a list: those that a person looks at
MOST_BEARERS = 30  # of one key, the newest: each is held against the job word by word


def reposts_of(job: Sequence[Listing], store: Store) -> Reposts | None:
    """Return how often a job was posted, given the listings merged into it; None where this is the first time."""
    keys = {key for member in job for key in word_keys(member.posting)}
    former = former_postings(job, store.bearing(sorted(keys), limit=MOST_BEARERS)) if keys else []
    return _reposts(job, former, _opinions(former, store))


def hints(rows: Sequence[Ranked], store: Store) -> dict[str, Reposts]:
    """Return for the first MOST_HINTED of a ranking, by listing id, how often each was posted, if more than once."""
    listings = store.listings([row.head.listing_id for row in rows[:MOST_HINTED]])
    keys = {one.id: word_keys(one.posting) for one in listings.values()}
    by_key: dict[str, list[Listing]] = defaultdict(list)
    for one in store.bearing(sorted({key for some in keys.values() for key in some}), limit=MOST_BEARERS):
        for key in one.merge_keys:
            by_key[key].append(one)
    former = {
        one.id: former_postings([one], [other for key in keys[one.id] for other in by_key[key][:MOST_BEARERS]])
        for one in listings.values()
    }
    opinions = _opinions([one for some in former.values() for one in some], store)
    found = {one.id: _reposts([one], former[one.id], opinions) for one in listings.values()}
    return {listing_id: reposts for listing_id, reposts in found.items() if reposts}


def _opinions(former: Sequence[Listing], store: Store) -> dict[str, Match]:
    """Return the match of each former posting's job, by listing id: of several, one that the user touched."""
    ids = sorted({one.canonical_id or one.id for one in former})
    matches = store.matches(listing_ids=ids) if ids else []
    return {match.listing_id: match for match in sorted(matches, key=lambda match: (match.touched, match.id))}


def _reposts(job: Sequence[Listing], former: Sequence[Listing], opinions: Mapping[str, Match]) -> Reposts | None:
    if not former:
        return None
    since = min(map(appeared, (*job, *former)))
    return Reposts(since, tuple(_with_opinion(one, opinions.get(one.canonical_id or one.id)) for one in former))


def _with_opinion(listing: Listing, match: Match | None) -> Former:
    if match is None:
        return Former(listing)
    last = match.history[-1] if match.history else None
    return Former(listing, match.state, match.notes, last.at if last else None)
