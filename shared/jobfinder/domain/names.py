"""Keys under which two spellings of a company, a title or a skill are the same, and two different ones never are.

Accents are folded (Nestlé, Nestle), but a letter is never lost (Škoda is not Koda) and a dot above stays (Żubr is not
Zubr, Ġenerali is not Generali): in the languages that have it, it makes another letter, not a stressed one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import combining, normalize

from jobfinder.domain.skills import canonical
from jobfinder.domain.text import fold

_DOT_ABOVE = "\u0307"
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})
_WORD = re.compile(r"[^\W_]+(?:\u0307[^\W_]*)*")  # a kept dot above belongs to its word
_APOSTROPHES = re.compile(r"(?<=\w)['\u2018\u2019\u02bc`](?=\w)")  # McDonald's is one word

# Legal forms as words; they say how a company is registered, not who it is.
_LEGAL_FORMS = (
    "gmbh und co kgaa", "gmbh und co kg", "gmbh co kgaa", "gmbh co kg", "ag co kgaa", "ag co kg", "se co kg",
    "ug haftungsbeschrankt", "ug haftungsbeschraenkt", "gesellschaft mit beschrankter haftung",
    "private limited", "pvt limited", "pvt ltd", "pte limited", "pte ltd", "pty limited", "pty ltd", "co ltd",
    "sp z o o", "spolka z o o", "spol s r o", "s r o", "s r l", "s p a", "s a s", "s a r l", "s a", "a s", "a g",
    "b v", "n v", "k k", "e v", "l l c", "l l p", "l p", "p l c", "d o o", "g m b h", "s l u", "s l", "s c", "s e",
    "incorporated", "corporation", "company", "limited", "gmbh", "mbh", "kgaa", "inc", "llc", "llp", "ltd", "ltda",
    "corp", "plc", "pbc", "sarl", "srl", "spa", "sas", "bvba", "aps", "asa", "oyj", "ohg", "gbr", "pvt", "pte", "pty",
    "eirl", "doo", "sro", "zrt", "kft", "ag", "se", "sa", "bv", "nv", "oy", "ab", "as", "kg", "ug", "ev", "eg", "co",
    "kk", "lp", "sl", "slu", "kabushiki kaisha",
)  # fmt: skip
_LEGAL_TAILS = tuple(form.split() for form in sorted(_LEGAL_FORMS, key=lambda form: -len(form.split())))
_LEGAL_CJK = re.compile(r"株式会社|有限会社|合同会社|股份有限公司|有限责任公司|有限公司|㈱|\(株\)|주식회사|유한회사")
_AND = frozenset({"and", "und"})  # "&" is no word either

_GENDER = r"(?>div|gn|all genders?|alle geschlechter|male|female|diverse?|any|[mwfdhxiv*])"
_GENDER_MARK = re.compile(
    rf"[(\[]\s*+{_GENDER}(?:\s*+[/|,.:*-]?\s*+{_GENDER})*+\s*+[)\]]"
    r"|\b[mwf]/[mwf](?:/[dx])?\b|[*:_/](?:in|innen)\b",
    re.IGNORECASE,
)
_LONGEST_NAME = 300  # characters of a name or title that are looked at
_SAME_WORD = {
    "sr": "senior", "jr": "junior", "snr": "senior", "jnr": "junior", "eng": "engineer", "engr": "engineer",
    "dev": "developer", "mgr": "manager", "swe": "software engineer", "fullstack": "full stack",
    "frontend": "front end", "backend": "back end", "i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5",
}  # fmt: skip


def _fold_letters(text: str) -> str:
    """Return text in lower case, compatibility forms unified, accents gone but for a dot above (never over an i)."""
    lower = normalize("NFKC", text).casefold().translate(_LETTERS)
    if lower.isascii():
        return lower
    kept: list[str] = []
    for char in normalize("NFD", lower):
        if not combining(char) or (char == _DOT_ABOVE and kept and kept[-1] != "i"):
            kept.append(char)
    return normalize("NFC", "".join(kept))


def words_of(text: str) -> list[str]:
    """Return the folded words of a name or title; "+" and "#" stay with their word, so that C, C++ and C# differ."""
    plain = _APOSTROPHES.sub("", _fold_letters(text)).replace("++", "plusplus").replace("#", "sharp")
    return _WORD.findall(normalize("NFD", plain) if _DOT_ABOVE in normalize("NFD", plain) else plain)


@lru_cache(maxsize=4096)
def company_key(name: str) -> str:
    """Return the words by which a company is known: folded, without legal forms (GmbH, Inc., 株式会社).

    "Acme, Inc." and "ACME" share a key; "Meta" and "Metabase" do not. "" for no name. A name that is nothing but a
    legal form is kept as it is.
    """
    if not name:
        return ""
    folded = normalize("NFKC", name[:_LONGEST_NAME])
    bare = _LEGAL_CJK.sub(" ", folded)
    words = words_of(bare if bare.strip() else folded)
    words = [word for word in words if word not in _AND] or words
    return " ".join(_without_legal_tail(words[1:] if words[:1] == ["the"] and len(words) > 1 else words))


def _without_legal_tail(words: list[str]) -> list[str]:
    """Return the words without the legal forms at their end ("Co., Ltd." is two), at least one word."""
    while tail := next((tail for tail in _LEGAL_TAILS if len(words) > len(tail) and words[-len(tail) :] == tail), None):
        words = words[: -len(tail)]
    return words


@lru_cache(maxsize=4096)
def title_key(title: str) -> str:
    """Return the words of a title without gender marks, abbreviations and numerals spelt one way.

    Seniority stays: "Senior Account Manager" is not "Account Manager"; "Engineer II" is "Engineer 2", not "Engineer 3".
    """
    words = words_of(_GENDER_MARK.sub(" ", title[:_LONGEST_NAME]))
    return " ".join(_SAME_WORD.get(word, word) for word in words)


@lru_cache(maxsize=4096)
def skill_key(name: str) -> str:
    """Return the key of a skill, one for all its spellings in the dictionary ("js", "JavaScript")."""
    return fold(canonical(name) or name).strip()
