"""Signs that a posting can no longer be applied for, each with its evidence; what is unclear is no sign.

A notice counts only as a statement ("the position has been filled"), not as a possibility ("until the position has been
filled"), and not where the posting said the same while it was open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from urllib.parse import parse_qsl, unquote

from jobfinder.domain.closing_words import LANGUAGES
from jobfinder.domain.moments import is_believable
from jobfinder.domain.names import title_key
from jobfinder.domain.policy.offer import last_moment
from jobfinder.domain.posting import Posting
from jobfinder.domain.text import fold, sentence_span
from jobfinder.domain.urls import canonical_url, native_keys, split_web_url, vendor_url

_READ_CHARACTERS = 20_000  # a notice stands at the top; what follows are other postings
_LONGEST_NOTICE = 300  # characters; a longer sentence is a text about something
_SURE_TOKEN = 5  # an id this long is one wherever it stands; a shorter one may number a page

# Steps of an address that lists postings, in the languages of our sources; those in front of a wall name no posting.
_LIST_STEPS = """
career careers job jobs openings job-openings open-positions positions vacancies opportunities join join-us work-with-us
jobs-search job-search search search-results all-jobs home index karriere stellen stellenangebote offene-stellen emplois
emploi carrieres carriere recrutement offres offres-emploi nous-rejoindre empleo empleos ofertas trabaja-con-nosotros
vagas carreira carreiras trabalhe-conosco lavora-con-noi offerte carriera vacatures werken-bij karriär lediga-jobb jobb
ledige-stillinger praca kariera kariéra 404 not-found notfound expired closed job-closed job-not-found error-404
position-closed position-filled job-expired unavailable
"""
_LISTS = frozenset(_LIST_STEPS.split())
_WALLS = re.compile(
    r"log-?in|sign-?in|sign-?up|sso|saml|oauth2?|auth|authorize|authenticate|account|accounts|register|consent|cookies?"
    r"|captcha|challenge|checkpoint|authwall|blocked|denied|maintenance|verify|validate|unsupported|geo|region|select"
)


@dataclass(frozen=True, slots=True)
class Closing:
    """Why a posting is closed, in one sentence, and what proves it: a quote, a date or an address."""

    why: str
    evidence: str = ""


def closed_by_date(posting: Posting, now: datetime) -> Closing | None:
    """Return that the last day to apply has passed, where the posting names one."""
    closes_at = posting.closes_at
    if closes_at is None or not is_believable(closes_at) or last_moment(closes_at) >= now:
        return None
    return Closing("its last day to apply has passed", closes_at.isoformat())


def closed_in_words(page_text: str, posting: Posting) -> Closing | None:
    """Return the page's own notice that the posting is closed; `posting` is as it was while it was open."""
    text = page_text[:_READ_CHARACTERS]
    folded, said_before = fold(text), fold(posting.text)
    for notice, unsure in _languages():
        for found in notice.finditer(folded):
            start, end = sentence_span(folded, found.start())
            sentence = folded[start:end].strip()
            is_statement = len(sentence) <= _LONGEST_NOTICE and not sentence.endswith("?")
            if is_statement and not unsure.search(sentence) and sentence not in said_before:
                return Closing("the page says that it is closed", " ".join(text[start:end].split()))
    return None


@cache
def _languages() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((re.compile(notice, re.MULTILINE), re.compile(unsure)) for notice, unsure in LANGUAGES)


def is_about(headline: str, posting: Posting) -> bool:
    """Return whether the headline of a page names the posting's title."""
    title = title_key(posting.title)
    return bool(title) and f" {title} " in f" {' '.join(title_key(part) for part in headline.splitlines())} "


def led_elsewhere(posting: Posting, final_url: str, headline: str) -> Closing | None:
    """Return that the posting's address now leads to a list of jobs, a front page or another posting.

    None where the page it leads to may be the posting's, or is a wall (sign in, consent) in front of it.
    """
    asked = posting.url
    if canonical_url(asked) == canonical_url(final_url) or is_about(headline, posting):
        return None
    mine, theirs = set(native_keys(asked)), set(native_keys(final_url))
    if mine & theirs or _names(final_url, posting) or _is_wall(final_url):
        return None
    if theirs:
        return Closing("its address now leads to another posting", final_url)
    if _lists_postings(asked, final_url):
        return Closing("its address now leads to a page of the company, not to a posting", final_url)
    if _is_sibling(asked, final_url):
        return Closing("its address now leads to another posting", final_url)
    return None


def _names(url: str, posting: Posting) -> bool:
    """Return whether an address holds the posting's id or the last step of its own address."""
    steps, values = _steps(url), _values(url)
    words = set(_words("/".join((*steps, *values))))
    own_last = _steps(posting.url)[-1:]
    for token in (*_steps(posting.native_id)[-1:], *own_last):
        if token in steps or (len(token) >= _SURE_TOKEN and (token in values or words.issuperset(_words(token)))):
            return True
    return False


def _steps(url: str) -> list[str]:
    """Return the steps of an address's path (of an id that is no address: itself), in lower case."""
    parts = split_web_url(url) if "//" in url else None
    path = parts.path if parts else url
    return [step for step in unquote(path).casefold().split("/") if step]


def _values(url: str) -> list[str]:
    parts = split_web_url(url)
    return [value.casefold() for _, value in parse_qsl(parts.query)] if parts else []


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[\W_]+", text) if word]


def _is_wall(url: str) -> bool:
    parts = split_web_url(url)
    labels = (parts.hostname or "").split(".")[:-2] if parts else []
    return any(_WALLS.fullmatch(word) for word in (*_steps(url), *labels))


def _lists_postings(asked: str, final_url: str) -> bool:
    """Return whether an address is a front page, a step above the posting's, a vendor's board, or named as a list."""
    steps, own = _steps(final_url), _steps(asked)
    named = vendor_url(final_url)
    if not steps or steps[-1].partition(".")[0] in _LISTS or (named is not None and not named.native_id):
        return True
    return _site(asked) == _site(final_url) and len(steps) < len(own) and own[: len(steps)] == steps


def _is_sibling(asked: str, final_url: str) -> bool:
    """Return whether an address stands beside the posting's: the same path, but for its last step."""
    steps, own = _steps(final_url), _steps(asked)
    return _site(asked) == _site(final_url) and len(own) > 1 and steps[:-1] == own[:-1]


def _site(url: str) -> str:
    parts = split_web_url(url)
    return (parts.netloc.casefold().removeprefix("www.")) if parts else ""
