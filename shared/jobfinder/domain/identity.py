"""Which postings are one job: a few hashed keys that another board's copy would share, and the choice among rivals.

A merge hides a posting, so it needs evidence: the same native id, the same address, or the same title at the same
company in the same place with the same words. Two native ids of one source never merge, and a doubt never merges.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from math import log
from unicodedata import normalize

from jobfinder.domain.ids import stable_id
from jobfinder.domain.likeness import Likeness, likeness, title_without_place
from jobfinder.domain.links import link_keys
from jobfinder.domain.names import company_key, title_key
from jobfinder.domain.posting import Listing, ListingState, Posting

__all__ = [
    "adds_to",
    "choose_canonical",
    "company_key",
    "content_hash",
    "merge_keys",
    "merged_view",
    "title_key",
    "word_keys",
]

MOST_KEYS = 5
ENOUGH_CHARS_FOR_A_KEY = 150  # shorter texts ("Apply on our site") are shared by different jobs
TEXT_STEP = 1.3  # an aggregator cuts a text to far less; the same text in other markup differs by less

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_NOISE = re.compile(r"[^\w+#%$€£¥₹]+|_+")


def content_hash(posting: Posting) -> str:
    """Return the version of what a posting asks and offers, as 64 hexadecimal digits.

    It follows title, company, text, places, pay, employment and workplace. Dates, ids, addresses and tracking do not
    change it, nor do case, white space, markup and entities.
    """
    pay = posting.pay
    amounts = (pay.minimum, pay.maximum, pay.currency.upper(), pay.period.lower()) if pay else ()
    places = sorted({_bare(place) for place in (*posting.locations, posting.country, *posting.eligibility)})
    return stable_id(
        "content",
        *(_bare(part) for part in (posting.title, posting.company, posting.text)),
        "|".join(places),
        *(_amount(part) for part in amounts),
        *(_bare(part) for part in (posting.pay_text, posting.employment, posting.workplace)),
    )


def merge_keys(posting: Posting, source_key: str) -> tuple[str, ...]:
    """Return at most five hashed keys; a copy of the posting on another board shares at least one of them.

    A key in common makes two listings rivals, no more: `choose_canonical` decides. `source_key` names the board for
    native ids ("greenhouse:acme").
    """
    links = [stable_id("link", link) for link in link_keys(posting, source_key)[: MOST_KEYS - 2]]
    return tuple(dict.fromkeys((*links, *word_keys(posting))))


def word_keys(posting: Posting) -> tuple[str, ...]:
    """Return those of the keys that hold for whatever bears the same words, on the same board too: at most two."""
    keys: list[str] = []
    company, title = company_key(posting.company), title_without_place(posting)
    if title and company:
        keys.append(stable_id("company and title", company, title))
    bare = _bare(posting.text)
    if len(bare) >= ENOUGH_CHARS_FOR_A_KEY:
        keys.append(stable_id("text", bare))
    return tuple(keys)


def choose_canonical(new: Listing, rivals: Sequence[Listing]) -> str | None:
    """Return the id of the listing that `new` repeats, None where it stands for itself.

    Rivals of the same source, split ones and contradicting ones are passed over. Where two postings of one board fit
    equally well, neither is chosen; among boards the listing known first wins.
    """
    if new.split:
        return None
    fits = [(fit, rival) for rival in rivals if (fit := likeness(new, rival)) is not None]
    taken = _already_repeated_by(new.source_key, rivals)
    best = [rival for rival in _best_of_each_source(fits) if _stands_for(rival) not in taken]
    if not best:
        return None
    return _stands_for(min(best, key=lambda rival: (rival.first_seen_at, rival.id)))


def adds_to(new: Listing, known: Listing) -> bool:
    """Return whether `new`, a copy of `known`, tells more of the job or an earlier date: then it is read again."""
    mine, theirs = new.posting.posted_at, known.posting.posted_at
    return _richness(new) > _richness(known) or (mine is not None and (theirs is None or mine < theirs))


def merged_view(members: Sequence[Listing]) -> Listing:
    """Return one job as all boards together know it: the canonical listing's identity and the richest copy's posting.

    `members` begin with the canonical one; the order of the others makes no difference. The job is open while any board
    lists it, and as old as its oldest date.
    """
    canonical, richest = members[0], max(members, key=_richness)
    dates = [member.posting.posted_at for member in members if member.posting.posted_at]
    still_open = next((member for member in members if member.state is not ListingState.CLOSED), canonical)
    return replace(
        canonical,
        posting=replace(richest.posting, posted_at=min(dates, default=None)),
        content_hash=richest.content_hash,
        state=still_open.state,
        closed_at=still_open.closed_at,
    )


def _richness(listing: Listing) -> tuple[int, int, str]:
    """Return how much a copy tells: length of text in coarse steps, structured fields, and its id so that none tie."""
    posting = listing.posting
    fields = (posting.pay, posting.workplace, posting.locations, posting.employment, posting.posted_at)
    steps = round(log(len(posting.text) + 1, TEXT_STEP))
    return steps, sum(map(bool, fields)), listing.id


def _stands_for(listing: Listing) -> str:
    return listing.canonical_id or listing.id


def _already_repeated_by(source_key: str, rivals: Sequence[Listing]) -> set[str]:
    """Return the jobs that already have a posting of this source: another native id of it must not join them."""
    return {_stands_for(rival) for rival in rivals if rival.source_key == source_key}


def _best_of_each_source(fits: Sequence[tuple[Likeness, Listing]]) -> list[Listing]:
    """Return the best fitting listing of each source, none of a source where two different jobs fit equally well."""
    by_source: dict[str, list[tuple[Likeness, Listing]]] = {}
    for fit, rival in fits:
        by_source.setdefault(rival.source_key, []).append((fit, rival))
    chosen = []
    for pairs in by_source.values():
        top = max(fit for fit, _ in pairs)
        equals = [rival for fit, rival in pairs if fit == top]
        if len({_stands_for(rival) for rival in equals}) == 1:
            chosen.append(equals[0])
    return chosen


def _bare(text: str) -> str:
    """Return only what carries meaning: no markup, white space, punctuation or case."""
    for _ in range(2):  # boards escape their HTML once, some twice
        if "&" in text:
            text = unescape(text)
        if "<" in text:
            text = _TAG.sub("", _without_comments(text))
    without_spaces = "".join(normalize("NFKC", text).split())  # most of the noise, quicker than by the pattern
    return _NOISE.sub("", without_spaces).casefold()


def _without_comments(html: str) -> str:
    first, *rest = html.split("<!--")
    return first + "".join(piece.partition("-->")[2] for piece in rest)


def _amount(value: float | str | None) -> str:
    return "" if value is None else value if isinstance(value, str) else f"{value:.2f}"
