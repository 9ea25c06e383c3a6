"""Reads which spoken languages a posting asks for, and in which language it is written (ISO 639-1).

A language is asked for where a word for skill in it stands beside its name; one that is only a plus, or one of several
to choose from, is not asked for.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from jobfinder.domain.fact import Fact, Quote
from jobfinder.domain.posting import Posting
from jobfinder.domain.reading.language_words import NAMES, STOP_WORD_LANGUAGES, stop_words
from jobfinder.domain.text import fold, matches, quote, regex, sentence_span, starts_of, word_counts

_REACH = 60  # how far from a language's name the word for skill in it may stand
_SAMPLE = 4_000  # characters read to tell what language a text is in
_LEAST_WORDS = 5  # stop-words that must be met before we are sure of a language
_LEAST_LEAD = 2  # how many more of them than of the next language's; Danish and Norwegian share most

_SKILL = (
    r"fluen(?:t|cy|te)|\bnative|mother tongue|proficien|bilingual|trilingual|speak(?:er|ing)?s?|\bspoken|\bwritten"
    r"|verbal|\bread and write|business[- ]level|professional (?:level|working)|\b[abc][12]\b|\bn[12]\b|jlpt"
    r"|language (?:skills?|requirements?)|command of|knowledge of|kenntnisse|fliessend|flie\u00dfend|verhandlungssicher"
    r"|muttersprach|sprach|sprichst|courant|maitris|\bparle|\blangue|bilingue|fluido|\bnivel|hablado|dominio|idioma"
    r"|fluente|lingua|conoscenza|madrelingua|vloeiend|beheersing|\btaal|flytande|flydende|biegl|znajomosc|jezyk"
    r"|ビジネスレベル|流暢|ネイティブ|母語|流利|유창"
)
_ONLY_A_PLUS = (
    r"\bplus\b|prefer|nice to have|bonus|advantage|desir|asset\b|beneficial|ideally|helpful|appreciated|von vorteil"
    r"|wunschenswert|valor|un atout|apprecie|souhaite|um diferencial|optional|not required|welcome|would be"
)


@lru_cache(maxsize=64)
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    longest_first = "|".join(sorted(names, key=len, reverse=True))
    return regex(rf"(?<![a-z])(?P<name>{longest_first})(?:kenntnisse\w*|sprach\w*|n|s|en)?(?![a-z])")


@cache
def _words(pattern: str) -> re.Pattern[str]:
    return regex(pattern)


def read_languages(posting: Posting) -> tuple[Fact[str], ...]:
    """Return the spoken languages asked for, each once, in the order they are named."""
    facts: dict[str, Fact[str]] = {}
    for field, text in (("title", posting.title), ("text", posting.text)):
        folded = fold(text)
        names = _named(folded)
        for found in matches(_pattern(names), folded, starts_of(names, folded)) if names else ():
            code = NAMES[found["name"]]
            if code in facts or not _is_name(text, found):
                continue
            span = _asked_span(folded, found, _pattern(names))
            if span is not None:
                facts[code] = Fact(code, quote(field, text, *span))
    return tuple(facts.values())


def _named(folded: str) -> frozenset[str]:
    """Return the names that may stand in the text: in most postings none does, and no closer look is needed."""
    if "kenntnisse" in folded or "sprach" in folded or (not folded.isascii() and _has(r"[\u3040-\ud7a3]", folded)):
        return _ALL_NAMES  # inside of longer words, or where words are not set apart
    return frozenset(_ALL_NAMES & word_counts(folded).keys())


def _is_name(text: str, found: re.Match[str]) -> bool:
    """Return whether the word is written as a language's name: "Polish", not "polish" nor "Polish your skills"."""
    first = text[found.start()]
    if found["name"] == "polish" and _words(r" (?:your|our|the|up|their|and refine)\b").match(text, found.end()):
        return False
    return first.isupper() or not first.isascii() or found["name"] in _LOWER_CASE_NAMES


_ALL_NAMES = frozenset(NAMES)
_LOWER_CASE_NAMES = frozenset(  # languages that write the names of languages small
    name
    for names in (
        "anglais francais allemand espagnol italien ingles frances aleman espanol italiano portugues engels duits",
        "frans engelska tyska svenska engelsk dansk norsk tysk angielski niemiecki polski tedesco inglese francese",
    )
    for name in names.split()
)


def _asked_span(folded: str, found: re.Match[str], names: re.Pattern[str]) -> tuple[int, int] | None:
    """Return where the language and the word for skill in it stand, None where it is not asked for."""
    start, end = sentence_span(folded, found.start(), 200)
    start, end = max(start, found.start() - _REACH), min(end, found.end() + _REACH)
    if _has(_ONLY_A_PLUS, folded[start:end]):
        return None
    if _is_one_of_several(folded, found, names):
        return None
    skill = _words(_SKILL).search(folded, start, end)
    if skill is None:
        return None
    return min(skill.start(), found.start()), max(skill.end(), found.end())


def _is_one_of_several(folded: str, found: re.Match[str], names: re.Pattern[str]) -> bool:
    """Return whether another language would do as well: "German or French", "Spanish/Portuguese"."""
    joint = r" ?/ ?|,? or (?:either )?|,? oder | ou | o "
    after = _words(joint).match(folded, found.end())
    if after and names.match(folded, after.end()):
        return True
    before = _words(rf"(?:{joint})\Z").search(folded[max(0, found.start() - 12) : found.start()])
    return before is not None and names.search(folded, max(0, found.start() - 25), found.start()) is not None


def read_written_in(posting: Posting) -> Fact[str] | None:
    """Return the language the posting is written in; None where neither the board nor the text makes it sure."""
    said = _board_language(posting.language)
    if said:
        return Fact(said, Quote("board:language", posting.language))
    sample = posting.text[:_SAMPLE]
    code = _by_script(sample) or _by_stop_words(sample)
    if not code:
        return None
    end = min(len(sample), 80)
    return Fact(code, quote("text", posting.text, 0, end))


def _board_language(said: str) -> str:
    folded = fold(said.strip())
    code = _words(r"[-_ ]").split(folded)[0]
    known = code in STOP_WORD_LANGUAGES or code in _SCRIPT_CODES or code in NAMES.values()
    return NAMES.get(folded) or (code if known else "")


_SCRIPT_CODES = ("ja", "ko", "zh", "ru", "uk", "bg", "el", "he", "ar", "th", "hi")
_SCRIPTS = (
    ("ja", r"[\u3040-\u30ff]"),
    ("ko", r"[\uac00-\ud7a3]"),
    ("zh", r"[\u4e00-\u9fff]"),
    ("uk", r"[\u0456\u0457\u0454\u0491]"),
    ("ru", r"[\u0430-\u044f]"),
    ("el", r"[\u03b1-\u03c9]"),
    ("he", r"[\u05d0-\u05ea]"),
    ("ar", r"[\u0627-\u064a]"),
    ("th", r"[\u0e01-\u0e5b]"),
    ("hi", r"[\u0905-\u0939]"),
)


def _by_script(sample: str) -> str:
    """Return the language of a script that tells it, where at least a fifth of the letters are in that script."""
    if fold(sample).isascii() or not _has(r"[\u0370-\u1fff\u3040-\ud7a3]", sample):
        return ""
    letters = sum(map(str.isalpha, sample)) or 1
    lower = sample.lower()
    for code, pattern in _SCRIPTS:
        share = len(_words(pattern).findall(lower)) / letters
        if share > (0.01 if code == "uk" else 0.05 if code == "ja" else 0.2):
            return code
    return ""


def _by_stop_words(sample: str) -> str:
    words = word_counts(fold(sample))
    counts = dict.fromkeys(STOP_WORD_LANGUAGES, 0)
    for word in words.keys() & stop_words().keys():
        for code in stop_words()[word]:
            counts[code] += words[word]
    first, second = sorted(counts, key=lambda code: -counts[code])[:2]
    lead = counts[first] - counts[second]
    enough = max(_LEAST_WORDS, sum(words.values()) * 0.08)
    return first if counts[first] >= enough and lead >= max(_LEAST_LEAD, counts[first] * 0.1) else ""


def _has(pattern: str, words: str) -> bool:
    return _words(pattern).search(words) is not None
