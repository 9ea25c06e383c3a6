"""Reads what papers a job asks for: whether the employer sponsors a visa, whether a security clearance is required.

Each sentence that speaks of it is judged by itself; a question or a wish says nothing either way.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

from jobfinder.domain.fact import Fact
from jobfinder.domain.posting import Posting
from jobfinder.domain.text import fold, matches, quote, regex, sentence_span, starts_of

_MOST_SENTENCES = 40

_SPONSOR = regex(r"sponsor|\bvisas?\b|\bvisum|h-?1b|work permit")
_FIRST_OF_SPONSOR = ("sponsor", "vis", "h1b", "h-1b", "work permit")  # all of the above begins with one of these
_ABOUT_WORK = regex(
    r"\bvisas?\b(?! (?:card|debit|credit|and mastercard|payment|inc))|visum|immigration|h-?1b"
    r"|work (?:permit|authori[sz]ation)|authori[sz]ed to work|right to work|employment|candidate|applicant"
    r"|eligible to work|sponsorship"
)
_NOT_OFFERED = regex(
    r"(?:\bnot\b|n't\b|\bunable\b|\bno\b|\bnor\b|\bwithout\b|\bneither\b|\bcannot\b|\bkeine?\b|\bnever\b)"
    r"[^.;\n]{0,90}(?:sponsor|visa|visum|work permit)"
    r"|(?:sponsorship|visas?|work permit)s?[^.;\n]{0,50}(?:\bnot\b|n't\b|unavailable|\bno\b(?! (?:problem|issue)))"
)
_OFFERED = regex(
    r"(?:\bwe\b|\bwill\b|\bcan\b|able|happy|willing|company)[^.;\n]{0,40}(?:sponsor|support|provide|offer|help|assist|cover)"
    r"[^.;\n]{0,60}(?:sponsor|visas?\b|visum|work permit|h-?1b)|\bwe (?:do |can |will |also |gladly |happily )?sponsor"
    r"|(?:sponsorship|visas?|visum)[^.;\n]{0,40}(?:available|offered|provided|possible|supported|\byes\b|considered)"
    r"|(?:visa|immigration) (?:sponsorship|support|assistance)(?: |$|[.,;:)])|(?:offer|provid)\w* visa"
)
_ASKS = regex(r"\?|will you (?:now|require)|do you (?:now|need|require)")

_CLEARANCE = regex(
    r"clearance|\bts/sci\b|top secret|sicherheitsuberprufung|\bpolygraph\b|habilitation (?:secret|defense)"
)
_FIRST_OF_CLEARANCE = ("clearance", "ts/sci", "top secret", "sicherheits", "polygraph", "habilitation")
_OTHER_CLEARANCE = regex(
    r"customs|medical|export|cargo|stock|warehouse|sale\b|credit|goods|import|airway|ground|bank|payment|trade"
)
_SECURITY = regex(r"security|secret")
_NOT_REQUIRED = regex(
    r"\b(?:no|without)\b[^.;\n]{0,40}clearance"
    r"|clearance[^.;\n]{0,30}(?:\bnot\b|n't)[^.;\n]{0,20}(?:required|needed|necessary)"
    r"|(?:\bnot\b|n't)[^.;\n]{0,20}(?:require|need)[^.;\n]{0,40}clearance|clearance(?: required)?: (?:none|no\b)"
)
_WISHED = regex(r"prefer|a plus|nice to have|bonus|desir|advantage|helpful|ideally|\bplus\b")
_REQUIRED = regex(
    r"require|must|active|current|obtain|maintain|eligib|possess|hold|ability|need|secret|ts/sci|\bsc\b|\bdv\b|polygraph"
    r"|level|have (?:an? )?(?:u\.?s\.? )?(?:security )?clearance|uberprufung|public trust|security clearance"
)


def read_visa(posting: Posting) -> Fact[bool] | None:
    """Return True where the employer sponsors visas, False where it says it does not, None where nothing says."""
    return _first_said(posting, _SPONSOR, _FIRST_OF_SPONSOR, _sponsors)


def read_clearance(posting: Posting) -> Fact[bool] | None:
    """Return True where a security clearance is required, False where it is said not to be, None where nothing says."""
    return _first_said(posting, _CLEARANCE, _FIRST_OF_CLEARANCE, _clears)


def _first_said(
    posting: Posting, topic: re.Pattern[str], firsts: tuple[str, ...], judge: Callable[[str], bool | None]
) -> Fact[bool] | None:
    """Return what the first sentence on a topic says that says anything."""
    for field, text in (("text", posting.text), ("title", posting.title)):
        folded = fold(text)
        read_to = -1
        for found in islice(matches(topic, folded, starts_of(firsts, folded)), _MOST_SENTENCES):
            if found.start() < read_to:
                continue
            start, read_to = sentence_span(folded, found.start())
            said = judge(folded[start:read_to])
            if said is not None:
                return Fact(said, quote(field, text, start, read_to))
    return None


def _sponsors(sentence: str) -> bool | None:
    if _has(_ASKS, sentence) or not _has(_ABOUT_WORK, sentence):
        return None
    if _has(_NOT_OFFERED, sentence):
        return False
    return True if _has(_OFFERED, sentence) else None


def _clears(sentence: str) -> bool | None:
    if _has(_OTHER_CLEARANCE, sentence) and not _has(_SECURITY, sentence):
        return None
    if _has(_NOT_REQUIRED, sentence):
        return False
    if _has(_WISHED, sentence):
        return None
    return True if _has(_REQUIRED, sentence) else None


def _has(pattern: re.Pattern[str], words: str) -> bool:
    return pattern.search(words) is not None
