"""How much two postings of different sources look like one job: the evidence, weakest first, or none at all."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from jobfinder.domain.containment import lies_in
from jobfinder.domain.facts import Place
from jobfinder.domain.links import name_different_postings, native_links, page_links
from jobfinder.domain.names import company_key, title_key, words_of
from jobfinder.domain.posting import Listing, ListingState, Posting
from jobfinder.domain.text import fold

ENOUGH_WORDS = 25  # below, a text says nothing about which job it is
ENOUGH_WORDS_ANYWHERE = 80  # where the places do not agree on a city, the text must say more than an introduction
COPIED = 0.85  # share of the shorter text's word sequences that the longer one holds; aggregators cut and add a footer
SURELY_COPIED = 0.95  # where the companies' names agree only in part
SPECIFIC_TITLE_WORDS = 3
SHINGLE_WORDS = 4
_TEXT_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+"
)  # scripts without spaces: each sign is a word

MODE_WORDS = frozenset({"remote", "hybrid", "onsite", "anywhere", "homeoffice"})


class Evidence(IntEnum):
    """What the likeness rests on, the weakest first."""

    NAMES = 0  # title, company and city agree, one side has no text
    TEXT = 1
    PAGE = 2
    NATIVE_ID = 3


class PlaceFit(IntEnum):
    """How the places of two postings go together."""

    DIFFERENT = 0
    UNKNOWN = 1
    COMPATIBLE = 2
    SAME_CITY = 3


class Likeness(NamedTuple):
    """Comparable evidence that two postings are one job."""

    evidence: Evidence
    place: PlaceFit
    text: float


def likeness(new: Listing, rival: Listing) -> Likeness | None:
    """Return the evidence that `rival` is the job that `new` repeats, None where there is none or a contradiction."""
    if rival.split or rival.source_key == new.source_key:
        return None
    mine, theirs = new.posting, rival.posting
    my_links, their_links = native_links(mine, new.source_key), native_links(theirs, rival.source_key)
    if set(my_links) & set(their_links):
        return Likeness(Evidence.NATIVE_ID, PlaceFit.SAME_CITY, 1.0)
    if name_different_postings(my_links, their_links):
        return None
    place = place_fit(mine, theirs)
    same_company = _companies_agree(mine.company, theirs.company)
    if ListingState.CLOSED in (rival.state, new.state) or place is PlaceFit.DIFFERENT or same_company is False:
        return None
    if title_without_place(mine, theirs) != title_without_place(theirs, mine):
        return None
    if set(page_links(mine)) & set(page_links(theirs)):
        return Likeness(Evidence.PAGE, place, 1.0)
    return _by_words(mine, theirs, place, sure_company=same_company is True)


def _by_words(mine: Posting, theirs: Posting, place: PlaceFit, *, sure_company: bool) -> Likeness | None:
    if sure_company and place is PlaceFit.SAME_CITY and _text_words(mine.text) == _text_words(theirs.text) != ():
        return Likeness(Evidence.TEXT, place, 1.0)
    shorter, longer = sorted((len(_text_words(mine.text)), len(_text_words(theirs.text))))
    if shorter < ENOUGH_WORDS:
        specific = len(title_without_place(mine).split()) >= SPECIFIC_TITLE_WORDS
        names_suffice = sure_company and specific and place is PlaceFit.SAME_CITY
        return Likeness(Evidence.NAMES, place, 0.0) if names_suffice else None
    if place is not PlaceFit.SAME_CITY and shorter < ENOUGH_WORDS_ANYWHERE:
        return None
    share = round(containment(mine.text, theirs.text), 2)
    if share < (COPIED if sure_company else SURELY_COPIED) or (not sure_company and shorter < longer * COPIED):
        return None
    return Likeness(Evidence.TEXT, place, share)


def title_without_place(posting: Posting, other: Posting | None = None) -> str:
    """Return the title's key without the work mode and what repeats the place of either posting (", Berlin")."""
    locations = (*posting.locations, *(other.locations if other else ()))
    idle = {word for place in locations for word in words_of(place)} | MODE_WORDS
    words = title_key(posting.title).split()
    return " ".join([word for word in words if word not in idle] or words)


def _companies_agree(mine: str, theirs: str) -> bool | None:
    """Return True for one company, False for two, None where one is unnamed or its name continues the other's."""
    a, b = company_key(mine), company_key(theirs)
    if a and a == b:
        return True
    return None if not a or not b or (a + " ").startswith(b + " ") or (b + " ").startswith(a + " ") else False


# -- places -----------------------------------------------------------------------------------------------------------


def place_fit(mine: Posting, theirs: Posting) -> PlaceFit:
    """Return how the named places go together: the best of all pairs, UNKNOWN where one side names none we know."""
    pairs = [(a, b) for a in _places(mine) for b in _places(theirs)]
    return max((_fit(a, b) for a, b in pairs), default=PlaceFit.UNKNOWN)


def _places(posting: Posting) -> list[Place]:
    code = posting.country if len(posting.country) == 2 else ""
    named = posting.locations or ((posting.country,) if posting.country else ())
    return [place for location in named for place in _read_places(location, code.upper())]


@lru_cache(maxsize=2048)
def _read_places(location: str, country: str) -> tuple[Place, ...]:
    from jobfinder.domain.reading.location import parse_location  # its patterns cost a scrape without rivals some time

    return tuple(found.place for found in parse_location(location, country))


def _fit(a: Place, b: Place) -> PlaceFit:
    inside, around = lies_in(a, b), lies_in(b, a)
    if a.city and b.city:
        same = fold(a.city) == fold(b.city) and inside is not False and around is not False
        return PlaceFit.SAME_CITY if same else PlaceFit.DIFFERENT
    if inside or around:
        return PlaceFit.COMPATIBLE
    return PlaceFit.DIFFERENT if inside is False and around is False else PlaceFit.UNKNOWN


# -- texts ------------------------------------------------------------------------------------------------------------


def containment(mine: str, theirs: str) -> float:
    """Return which share of the shorter text's word sequences stands in the longer one, 0 to 1."""
    a, b = _shingles(mine), _shingles(theirs)
    shorter = a if len(a) <= len(b) else b
    return len(a & b) / len(shorter) if shorter else 0.0


@lru_cache(maxsize=32)
def _shingles(text: str) -> frozenset[int]:
    words = _text_words(text)
    return frozenset(hash(words[at : at + SHINGLE_WORDS]) for at in range(len(words) - SHINGLE_WORDS + 1))


@lru_cache(maxsize=32)
def _text_words(text: str) -> tuple[str, ...]:
    return tuple(_TEXT_WORD.findall(fold(text)))
