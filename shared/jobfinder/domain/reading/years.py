"""Reads how many years of experience a posting asks for, and never a company's age, a contract's length or a person's.

Of several demands that all must be met, the largest is what a candidate needs; what is only preferred counts where
nothing is required. "5–7+ years" has no end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from jobfinder.domain.fact import Fact
from jobfinder.domain.facts import Years
from jobfinder.domain.posting import Posting
from jobfinder.domain.text import fold, matches, number_starts, places_of, quote, regex, word_counts

_MOST_YEARS = 30  # no posting asks for more; what says so speaks of something else
_MOST_NUMBERS, _MOST_ASKS = 2_000, 50  # a posting has fewer; what repeats them without end is not one
_BEFORE, _AFTER = 90, 110

_WORDS = "one two three four five six seven eight nine ten eleven twelve fifteen twenty"
_NUMBERS = dict(zip(_WORDS.split(), (*range(1, 13), 15, 20), strict=True))
_NUMBERS |= {
    "zero": 0, "zwei": 2, "drei": 3, "funf": 5, "deux": 2, "trois": 3, "cinq": 5, "dos": 2, "tres": 3, "cinco": 5,
    "due": 2, "tre": 3, "cinque": 5, "dois": 2, "twee": 2, "drie": 3, "vijf": 5, "dwa": 2, "trzy": 3,
}  # fmt: skip
_A_YEAR = "rok"  # Polish has no word for "a"
_UNITS = r"years?|yrs?|yoe|jahr(?:en?)?|ans|annees?|anos?|anni|jaar|jaren|lat|lata|ars?|vuotta|let|roku?"

# A number before "years" is a demand where one of these stands beside it ...
_EXPERIENCE = (
    r"experien|erfahrung|exp\b|background|track record|ervaring|erfarenhet|erfaring|doswiadczen|praxe|kokemus"
    r"|esperienza|work(?:ed|ing)?\b|経験|经验|경력"
)
_EXPERIENCE_BEFORE = rf"(?:{_EXPERIENCE})[^.\n]{{0,40}}$"
_STRONG = (
    r"(?:at least|minimum(?: of)?|min\.?(?: of)?|mindestens|au moins|minimum|al menos|minimo|almeno|pelo menos|minst"
    r"|co najmniej) ?$"
)
# ... and never where one of these does: age, history, contracts, benefits, plans.
_NOT_BEFORE = (
    r"(?:\bago|founded|established|\bsince\b|\bage[ds]?\b|\bafter|\bwithin|\bevery\b|\bnext\b|\bfirst\b|\bonce\b|\binto\b"
    r"|contract|\bterm\b|vest(?:ing|s)?|cliff|duration|history|\blasting|fixed[- ]term|befristet|anniversar|licen[sc]e"
    r"|\bpast|\blast|\bprevious|\bover the|\bfor the|in business|plans?\b|graduat\w*|\buntil\b|passport|valid"
    r"|resid(?:ed|ent)|\bfuture|warranty|guarantee|children|kids|lease|visa|\bin (?:just|only|under|less than))"
    r"[^.;\n]{0,25}$"
)
_OF_A_COMPANY = (
    r"(?:\bwe\b|\bour\b|(?<=\w )has\b|\bhave been\b|company|firm\b|\bteam (?:has|with)|combined|collective|together"
    r"|trusted|leader)[^.;\n]{0,60}$"
)
_INTRODUCES_A_COMPANY = r"\A\W*(?:with|boasting|backed by) (?:over |more than |nearly |almost |some )?$"
_YOU = r"\byou(?:'ve|r|'ll)?\b|candidate|applicant|require|qualif|must|looking for|bring"
_NOT_AFTER = (
    r"\A[ -]?(?:ago\b|old\b|of age|and (?:older|over|above)\b|or older|anniversar|contract|term\b|fixed|vest|cliff|plan"
    r"|lease|program|apprentice|warranty|degree|university|college|bachelor|roadmap|strateg|vision|business|history"
    r"|of (?:history|growth|innovation|service to|continuous|success|excellence|employment|tenure|heritage)"
    r"|of service\b(?! experience)|sabbatical|paid|in a row|alt\b|after|from now|period|budget|forecast|\(?renew"
    r"|to (?:come|qualify|vest)|in business)"
)
_PREFERRED = r"prefer|nice to have|bonus|a plus|desir|ideal|would be|advantage|von vorteil|wunschenswert|un plus|valora"
_PREFERRED_BEFORE = rf"(?:{_PREFERRED})(?:(?!requir|must|minimum).)*$"
_PREFERRED_AFTER = rf"(?:{_PREFERRED})[a-z]*$"
_HEADING_PREFERRED = r"prefer|nice[- ]to[- ]have|bonus|desired|pluses|good to have"
_HEADING_REQUIRED = (
    r"requir|qualif|must|you(?:'ll)? (?:need|bring|have)|looking for|profil|anforderung|skills|experience"
)
_BEGINS_AN_ITEM = ("- ", "")
_HEADING = r"\n(?!- )[^\n.]{3,60}\n"
_ALTERNATIVE = r"\bor\b|\boder\b|\bou\b|\bo\b"
_DEGREE = r"\bph\.?d|doctora|master|\bm\.?s\b|\bm\.?sc|bachelor|\bb\.?s\b|\bb\.?sc|\bb\.?a\b|degree|diploma|\bmba\b"
_DEGREE_OR = rf"(?:{_DEGREE})[^.;\n]{{0,40}}\b(?:required |preferred )?or $"
_WORK = (
    r"\A[ ')]{0,3}(?:of |in |as |with |within |across |at |on |doing |preferred|required|[a-z]+ing\b"
    r"|(?:[a-z/&-]+ ){0,4}(?:role|sales|management))"
)


class _Ask(NamedTuple):
    """One demand for years, and where it stands."""

    years: Years
    start: int
    end: int


@cache
def _pattern() -> re.Pattern[str]:
    number = rf"\d{{1,2}}(?:\.5)?|{'|'.join(_NUMBERS)}"
    between = r"(?:-|~|to\b|bis\b|a\b|or\b|y\b|e\b|do\b|and\b|tot\b)"
    return regex(
        rf"(?<![\w.,$€£-])(?P<low>{number})(?: ?\(\d{{1,2}}\))?(?P<plus1> ?\+|[ -]plus\b)?"
        rf"(?: ?{between} ?(?P<high>{number})(?: ?\(\d{{1,2}}\))?(?P<plus2> ?\+)?)?"
        rf"(?P<more> ?(?:or more|plus|or greater|o mas|ou mais|oder mehr|\(?\+\)?))?"
        rf"[ -]?(?P<unit>(?:{_UNITS})(?![a-z])|年(?:以上)?|년(?: ?이상)?)(?P<more2>\+| or more| or greater| plus\b)?"
        rf"|\b{_A_YEAR} (?=doswiadcz)"
    )


@cache
def _words(pattern: str) -> re.Pattern[str]:
    return regex(pattern)


def read_years(posting: Posting) -> Fact[Years] | None:
    """Return the years of experience asked for; None where the posting does not say."""
    for field, text in (("text", posting.text), ("title", posting.title)):
        folded = fold(text)
        asks = list(islice(_asks(folded), _MOST_ASKS))
        if asks:
            ask = _decisive(folded, asks)
            return Fact(ask.years, quote(field, text, ask.start, ask.end))
    return None


def _decisive(folded: str, asks: list[_Ask]) -> _Ask:
    """Return the ask a candidate must meet: the largest required one, of alternatives by degree the first."""
    if len(asks) == 1:
        return asks[0]
    required = [ask for ask in asks if not _is_preferred(folded, ask)] or asks
    kept = [required[0]]
    for ask in required[1:]:
        between = folded[kept[-1].end : ask.start]
        if not (len(between) < _BEFORE and _has(_ALTERNATIVE, between) and _has(_DEGREE, between)):
            kept.append(ask)
    return max(kept, key=lambda ask: (ask.years.minimum, -ask.start))


def _asks(folded: str) -> Iterator[_Ask]:
    for found in matches(_pattern(), folded, _starts(folded)):
        years = _years(found)
        if years is not None and _is_asked(folded, found):
            yield _Ask(years, found.start(), found.end())


def _starts(folded: str) -> list[int]:
    """Return where numbers begin, in digits or words: few enough to look at each closely."""
    starts = [*number_starts(folded)]
    for word in {*_NUMBERS, _A_YEAR} & word_counts(folded).keys():
        starts += islice(places_of(word, folded), _MOST_NUMBERS)
    return sorted(starts)[:_MOST_NUMBERS]


def _years(found: re.Match[str]) -> Years | None:
    low = _number(found["low"]) if found["low"] else 1
    high = _number(found["high"]) if found["high"] else None
    if high is not None and (high <= low or found["plus2"] or found["more"]):
        low, high = min(low, high), None
    return Years(low, high) if 0 < max(low, high or 0) <= _MOST_YEARS else None


def _number(word: str) -> int:
    return _NUMBERS[word] if word in _NUMBERS else int(float(word))


def _is_asked(folded: str, found: re.Match[str]) -> bool:
    """Return whether the words beside the number make it a demand on the candidate."""
    before = _sentence_before(folded, found.start())
    after = _words(r"\n\n|[.;!?] ").split(folded[found.end() : found.end() + _AFTER])[0]
    if _has(_NOT_AFTER, after) or _has(_NOT_BEFORE, before[-45:]) or _is_way_round_a_degree(before, after):
        return False
    if _speaks_of_a_company(before, after):
        return False
    if found["unit"] == "yoe" or _has(_EXPERIENCE, after[:80]) or _has(_EXPERIENCE_BEFORE, before):
        return True
    strong = found["plus1"] or found["high"] or found["more"] or found["more2"] or _has(_STRONG, before)
    if not strong and before in _BEGINS_AN_ITEM:
        strong = _has(_HEADING_REQUIRED, _heading(folded, found.start()))
    return bool(strong) and (_has(_WORK, after) or before.endswith(("(", ": ")))


def _speaks_of_a_company(before: str, after: str) -> bool:
    """Return whether it is the employer's experience: "With over 25 years of experience, Acme is ..."."""
    if _has(_INTRODUCES_A_COMPANY, before) and _has(r"experience[^,]{0,40}, (?!you)", after):
        return True
    return _has(_OF_A_COMPANY, before) and not _has(_YOU, before)


def _is_way_round_a_degree(before: str, after: str) -> bool:
    """Return whether the years only stand in for a degree: "diploma required or 2 years experience"."""
    return _has(_DEGREE_OR, before) and not _has(_DEGREE, after)


def _sentence_before(folded: str, start: int) -> str:
    return _words(r"[.!?] |\n").split(folded[max(0, start - _BEFORE) : start])[-1]


def _is_preferred(folded: str, ask: _Ask) -> bool:
    """Return whether a word between this number and its neighbours, or the heading above, makes it only a wish."""
    before = _words(r"\byears?\b").split(_sentence_before(folded, ask.start))[-1]
    after = _words(r"[.;!?\n\d]").split(folded[ask.end : ask.end + _AFTER])[0]
    if _has(_PREFERRED_BEFORE, before):
        return True
    return _has(_PREFERRED_AFTER, after.rstrip(" ),")) or _heading_is_preferred(folded, ask.start)


def _heading_is_preferred(folded: str, start: int) -> bool:
    return _has(_HEADING_PREFERRED, _heading(folded, start))


def _heading(folded: str, start: int) -> str:
    """Return the last line before `start` that may be a heading, "" if there is none."""
    headings = _words(_HEADING).findall(folded, max(0, start - 1500), start)
    return headings[-1] if headings else ""


def _has(pattern: str, words: str) -> bool:
    return _words(pattern).search(words) is not None
