"""Reads the kind of contract from the board's own field, the title or the text, the surest first."""

from __future__ import annotations

import re
from functools import cache

from jobfinder.domain.fact import Fact, Quote
from jobfinder.domain.facts import Employment
from jobfinder.domain.posting import Posting
from jobfinder.domain.text import fold, quote, regex

# Words for each kind in a board's own field, folded; the first kind that is named decides: "Contract (full-time)".
_KINDS = {
    Employment.INTERNSHIP: (
        r"intern(?:ship)?s?|co-?op|praktik(?:um|ant(?:in)?)|pflichtpraktikum|stage|stagiaire|stagista|tirocinio"
        r"|becari[oa]|practicas|estagio|alternance|apprenti(?:ce(?:ship)?)?|harjoittelija|staz"
    ),
    Employment.VOLUNTEER: r"volunteer(?:ing)?|ehrenamt(?:lich)?|benevol(?:e|at)|voluntari[oa]",
    Employment.PART_TIME: (
        r"part[- _]?time|teilzeit|werkstudent(?:in)?|working student|temps partiel|tiempo parcial|media jornada"
        r"|tempo parcial|meio periodo|deeltijd|parttime|deltid|osa-aikainen|niepelny etat|parcial|minijob"
    ),
    Employment.TEMPORARY: (
        r"temp(?:orary|oraire|oraneo|oral)?|seasonal|per[- _]?diem|fixed[- _]?term|befristet(?:e[rns]?)?|cdd|interim"
        r"|zeitarbeit|a tempo determinato|determinado|temporario|tijdelijk|vikariat|casual"
    ),
    Employment.CONTRACT: (
        r"contract(?:or|ing)?|freelanc(?:e|er)|b2b|1099|c2c|corp[- ]to[- ]corp|freiberuflich|selbststandig|independent"
        r"|autonomo|contratista|zzp|umowa o dzielo"
    ),
    Employment.FULL_TIME: (
        r"full[- _]?time|permanent|regular|vollzeit|festanstellung|unbefristet(?:e[rns]?)?|cdi|temps plein|voltijd|vast"
        r"|tiempo completo|jornada completa|indefinido|tempo pieno|a tempo indeterminato|tempo integral|heltid"
        r"|tillsvidare|kokoaikainen|pelny etat|umowa o prace|clt|employee|fte|salaried|正社員|全职|정규직"
    ),
}
_NOT_ON_CONTRACT = (  # "Contract Manager" manages contracts
    r"manag|admin|special|negotiat|analyst|law|counsel|direct|complian|lead|officer|coordinat|review|draft|test"
    r"|manufact|clinical|research|sales|furniture|catering|clean|award|value"
)
_TITLES = (
    (
        Employment.INTERNSHIP,
        r"\b(?:intern(?:ship)?s?|praktik(?:um|ant(?:in)?)|stagiaire|becari[oa]|estagio)\b|\bco-op\b",
    ),
    (Employment.INTERNSHIP, r"^stage\b(?! (?:manager|director|hand|tech))|[-(/,] ?stage\)?$|\balternance\b"),
    (Employment.VOLUNTEER, r"\bvolunteer\b(?! (?:manager|coordinator|program|engagement|services|lead))"),
    (Employment.PART_TIME, rf"\b(?:{_KINDS[Employment.PART_TIME]})\b"),
    (Employment.CONTRACT, r"\bfreelance(?:r)?\b|\bcontractor\b(?! (?:manage|relation|success|market|experience))"),
    (Employment.CONTRACT, r"[(\[][^)\]]{0,60}\bcontract\b[^)\]]{0,60}[)\]]|[-,|:] ?\bcontract(?: role| position)?\s*$"),
    (Employment.CONTRACT, rf"^contract\b(?![- ](?:{_NOT_ON_CONTRACT}))|\d[- ](?:month|year|week)s?[- ]contract"),
    (
        Employment.TEMPORARY,
        r"\btemporary\b|\bseasonal\b|\bfixed[- ]term\b|\bftc\b|\bbefristet|\bcdd\b|\bmaternity cover\b",
    ),
    (Employment.FULL_TIME, r"\bfull[- ]?time\b|\bvollzeit\b|\bcdi\b|\bpermanent\b"),
)
_REACH, _MOST_SPOTS = 60, 60
_HINTS = (
    "full-time", "full time", "fulltime", "part-time", "part time", "parttime", "contract", "temporary", "seasonal",
    "permanent", "freelance", "intern ", "internship", "fixed-term", "fixed term", "vollzeit", "teilzeit", "befristet",
    "festanstellung", "cdi", "duree", "indefinido", "indeterminato", "umowa", "正社員", " type", "sart", "statut",
    "type de", "tipo de",
)  # fmt: skip
_LABEL = (
    r"(?:employment|job|contract|position|work|engagement|time|vertrags|anstellungs)[- ]?(?:type|art|status)"
    r"|type of (?:employment|contract)|type de contrat|tipo de contrato|beschaftigungsart"
)
_THE_JOB = r"role|position|job|opportunity|opening|basis|employment|assignment|stelle|poste|puesto|vaga|post"
_BETWEEN = r"permanent|exempt|salaried|remote|hybrid|on-?site|in-office|w-?2|paid"
_BEFORE_THE_JOB = {
    Employment.INTERNSHIP: r"internship|intern",
    Employment.PART_TIME: r"part[- ]?time|teilzeit",
    Employment.TEMPORARY: r"temporary|seasonal|fixed[- ]term",
    Employment.CONTRACT: r"contract(?:or)?|freelance",
    Employment.FULL_TIME: r"full[- ]?time|permanent|vollzeit",
}
_SURE = {
    Employment.CONTRACT: r"\d[- ](?:month|week)s?[- ](?:contract|freelance)\b|contract[- ]to[- ]hire|\b1099 contractor",
    Employment.TEMPORARY: (
        r"\d[- ]month (?:fixed[- ]term|temporary)|fixed[- ]term contract|befristet(?:e[rns]?)? (?:auf|bis|fur)"
        r"|contrat a duree determinee"
    ),
    Employment.PART_TIME: (
        r"part[- ]?time,? \(?\d{1,2}(?:\.\d+)? ?h(?:ou)?rs?\b|\d h(?:ou)?rs? (?:per|a) week,? part[- ]?time\b"
    ),
    Employment.FULL_TIME: (
        r"\bfull[- ]?time,? permanent\b|\bpermanent,? full[- ]?time\b"
        r"|unbefristete[rns]? (?:festanstellung|arbeitsvertrag|vertrag|stelle)|\bin vollzeit\b|\bcdi\b|正社員"
        r"|contrat a duree indeterminee|contrato indefinido|contratto a tempo indeterminato|umowa o prace"
    ),
}


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return regex(text)


@cache
def _in_text() -> re.Pattern[str]:
    """Return what names the kind in running text; each group's name begins with a kind."""
    labelled = _groups("label", _KINDS)
    bare = _groups("job", _BEFORE_THE_JOB)
    return regex(
        rf"(?:{_LABEL})\s{{0,2}}[:\-]\s{{0,2}}(?:regular,? |permanent,? )?(?:{labelled})\b"
        rf"|\b(?:{bare})(?:,? (?:{_BETWEEN})){{0,3}},? (?:{_THE_JOB})\b"
        rf"|{_groups('sure', _SURE)}"
    )


def _groups(suffix: str, words: dict[Employment, str]) -> str:
    return "|".join(f"(?P<{kind.value}__{suffix}>{pattern})" for kind, pattern in words.items())


def read_employment(posting: Posting) -> Fact[Employment] | None:
    """Return the kind of contract; None where nothing says."""
    return _from_board(posting) or _from_title(posting) or _from_text(posting)


def _from_board(posting: Posting) -> Fact[Employment] | None:
    words = fold(posting.employment)
    named = [kind for kind, pattern in _KINDS.items() if _pattern(rf"(?<![a-z])(?:{pattern})(?![a-z])").search(words)]
    if not named:
        return None
    kind = named[0]
    if {Employment.PART_TIME, Employment.FULL_TIME} <= set(named):
        kind = Employment.FULL_TIME  # either is possible
    return Fact(kind, Quote("board:employment", posting.employment))


def _from_title(posting: Posting) -> Fact[Employment] | None:
    folded = fold(posting.title)
    for kind, pattern in _TITLES:
        if found := _pattern(pattern).search(folded):
            return Fact(kind, quote("title", posting.title, found.start(), found.end()))
    return None


def _from_text(posting: Posting) -> Fact[Employment] | None:
    folded = fold(posting.text)
    for at in _spots(folded):
        found = _in_text().search(folded, max(0, at - _REACH), at + _REACH)
        if found is not None:
            kind = Employment((found.lastgroup or "").partition("__")[0])
            return Fact(kind, quote("text", posting.text, found.start(), found.end()))
    return None


def _spots(folded: str) -> list[int]:
    """Return where a word stands that could name the kind: a closer look at all of the text would cost too much."""
    spots: list[int] = []
    for hint in _HINTS:
        at = folded.find(hint)
        while at >= 0 and len(spots) < _MOST_SPOTS:
            spots.append(at)
            at = folded.find(hint, at + _REACH)
    return sorted(spots)
