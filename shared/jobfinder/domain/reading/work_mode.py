"""Reads whether the work is remote, hybrid or on-site, with the words that say so.

The board's own field decides, then the title, then the location, then the text. In the text only words about this
job count: a perk ("work from anywhere for a month a year"), a choice ("hybrid optional"), a negation ("no remote") or
another sense ("remote sensing", "hybrid cloud") never makes a job remote or hybrid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from jobfinder.domain.fact import Fact, Quote
from jobfinder.domain.facts import WorkMode
from jobfinder.domain.posting import Posting
from jobfinder.domain.text import field_text, fold, matches, number_starts, quote, regex, sentence_span, starts_of

_REMOTE = (
    r"remote(?:ly)?|telecommut\w+|telework\w*|work(?:ing)?[ -]from[ -]home|wfh|homeoffice|home[ -]office"
    r"|home[ -]based|anywhere|remoto|teletrabajo|teletravail|a distancia|zdalna|zdalnie"
)
_HYBRID = r"hybrid[oae]?|hibrid[oa]|hybrides?|ibrid[oa]|hybrydow\w+"
_ON_SITE = r"on[ -]?site|in[ -]person|in[ -]office|presencial|presentiel|vor ort"
_KEYWORD = regex(rf"\b(?:(?P<remote>{_REMOTE})|(?P<hybrid>{_HYBRID})|(?P<on_site>{_ON_SITE}))\b")
_FIRST_OF_KEYWORDS = (  # every keyword begins with one of these
    "remot", "tele", "work from", "work-from", "working from", "working-from", "wfh", "home", "anywhere", "a distancia",
    "zdaln", "hybr", "hibrid", "ibrid", "on-site", "onsite", "on site", "in-", "in person", "in office", "presen",
    "vor ort",
)  # fmt: skip
_HAN = regex(
    r"(?P<remote>远程|遠端|リモート|在宅|재택|원격)|(?P<hybrid>混合办公|ハイブリッド)|(?P<on_site>现场办公|出社)"
)

_COUNTS = "one|two|three|four|five|zwei|drei|vier|funf|deux|trois|quatre|cinq"
_OFFICE_DAYS = regex(
    rf"\b(?P<count>[1-5]|{_COUNTS})\+?(?: ?(?:-|to|or|/|bis|oder|ou) ?(?:[2-5]|{_COUNTS}))? ?(?:full )?"
    r"(?:days?|times|x|tagen?|jours?)\b(?:/| per | a | each )?"
    r" ?(?:wk|week|weekly)?,?(?: \w+){0,3}? ?\b(?:on[ -]?site|in[ -]person|in[ -]office|in (?:the|our"
    r"|an)(?: [\w.]+){0,3} office|(?<!home[ -])office|im buro|vor ort|au bureau)\b"
    rf"|\b(?:office|on[ -]?site|in[ -]office|in[ -]person)\b[^.;\n]{{0,30}}?\b(?P<count2>[1-5]|{_COUNTS})\+?"
    r"(?: ?(?:-|to|or) ?[2-5])? ?(?:days?|times|x)(?: a| per|/| each)? ?week"
)
_PLACES_OF_DAYS = ("office", "site", "person", "buro", "vor ort", "bureau")
_FIRST_OF_DAYS = (
    *_COUNTS.split("|"),
    *("office", "onsite", "on-site", "on site", "in-", "in person", "in office"),
)
_NO_DESK = regex(r"^\W*(?:worldwide|world ?wide|global|distributed)\W*$|\bvirtual\b")  # of a location
_FIVE = frozenset({"5", "five", "funf", "cinq"})

# other senses of the words
_OTHER_REMOTE_ANYWHERE = (
    r"sens(?:ing|ors?)|monitor|desktop|access|control|pilot|patient|diagnos|debug|hands\b|site|area|island|deposit|weapon"
    r"|start|vehicle|operat\w+ (?:cent|vehic)|infra|support tech|proctor"
)
_OTHER_REMOTE_IN_TITLE = regex(rf"[ -](?:{_OTHER_REMOTE_ANYWHERE})")
_OTHER_REMOTE = regex(
    rf"[ -](?:{_OTHER_REMOTE_ANYWHERE}|locations? of|health|care\b|communit|region|team|colleague|worker|employee"
    r"|stakeholder|server|machine|device|procedure|execution|function|user|processing|learning|teaching|assist"
    r"|work stipend|interview|hir|cultur|compan|first|friendly|environment|customer|client|engine\b|api|repos|office)"
)
_OTHER_HYBRID = regex(
    r"[ -](?:cloud|vehicle|electric|power|app\b|apps\b|mobile|infra|it\b|intelligen|search|mesh|wan\b|integrat"
    r"|rocket|bond|threat|deliver"
    r"|agile|project|method|warrant|data|deploy|quantum|system|architect|retriev|event|solution|seed|car\b"
    r"|cars\b|engines?\b|role between)"
)
_OPTIONAL_BEFORE = regex(r"\b(?:optional(?:ly)?|occasional(?:ly)?|sometimes|some|few|opcional)[ -]$")
_OPTIONAL_AFTER = regex(
    r"[ ,(-]*(?:is |are |work |working )?(?:optional|occasional|days? (?:are|is) optional|if you (?:like"
    r"|prefer|want))"
)
_NOT_BEFORE = regex(
    r"(?:\bno|\bnot|n't|\bnon|\bnever|\bwithout|\bnor|\bkein\w*|\bpas de|\bsin|\bsem)[ -](?:[\w%-]+ ){0,3}$"
)
_NOT_AFTER = regex(
    r"[^.;,\n]{0,25}\b(?:not (?:available|possible|an option|permitted|allowed|offered|eligible|supported|considered)"
    r"|isn't|cannot|unavailable)|[^.;,\n]{0,20}: ?(?:no|none|not|nein|non|false)\b"
)
_PERK = regex(
    r"\b(?:days?|weeks?|months?)\b(?: of| a| per| each| every| in the| out of the|/|,)* ?(?:year|annum"
    r"|annually|calendar|summer|abroad)"
    r"|\bup to \d+ (?:days?|weeks?|months?)\b|\babroad\b|\bworkation\b|\bfrom (?:another country"
    r"|different countries)\b"
    r"|\b(?:one|two|three|four|six|[2-9]) (?:weeks?|months?)\b|\ba month\b|\bfor a week\b"
)
_SOME = "[1-4]|one|two|three|four|zwei|drei|vier"
_DAYS = "days?|tagen?|jours?|dias?|giorni|dagen|dni|x"
_SOME_DAYS = regex(rf"\b(?:{_SOME})(?: ?(?:-|to|or|bis|a) ?[2-4])?(?: (?:{_DAYS})|x)\b")
_DAYS_FROM_HOME = regex(rf"[^.;\n]{{0,12}}?\b(?:{_SOME})(?: ?(?:-|to|or|bis|a) ?[2-4])?[ -](?:{_DAYS})\b")

# words about this job
_JOB = (
    r"(?:role|position|job|opening|contract|vacancy|opportunity|engagement|assignment|internship|posting|stelle"
    r"|poste|puesto|vaga)"
)
_FULLY = (
    r"(?:fully|100 ?%|entirely|completely|permanently|permanent|full|totally|exclusively|strictly|primarily|5 days"
    r"|vollstandig|full[ -]time)"
)
_JOB_BEFORE = regex(
    rf"\b{_JOB}s?\b(?: (?:can|may|will|must|should))?(?: (?:is|are|be))?"
    r"(?: (?:performed|done|executed|worked|based|located|offered)(?: from| in| as| out of)?)?"
    r"(?: (?:a|an|open to|eligible for|considered|currently|also|available|either|full[- ]time|part[- ]time|contract))*"
    rf",? ?[:(–-]* ?(?:a |an )?(?:{_FULLY}[ -])?$"
    r"|(?:^|\n) *[-*•]? *(?:job |work )?(?:location|workplace|work ?place type|workstyle|office|standort|lieu|ubicacion"
    r"|work (?:style|model|mode|type|arrangement|setup|environment))(?: type| & commitment)?"
    rf"[\s:(=–-]*(?:[\w ]{{0,20}}[,:(|-] ?)?(?:a |an )?(?:{_FULLY}[ -])?$"
)
_JOB_AFTER = regex(rf"[ -](?:[\w-]+ ){{0,2}}{_JOB}\b|[,:;)]? ?(?:\(?us\)?|only)? ?{_JOB}\b")
_FULLY_BEFORE = regex(rf"\b{_FULLY}[ -]$")
_TAG_BEFORE = regex(r"#li-$")
_WORK_AFTER = regex(
    r"[ -](?:work|working|schedule|model|approach|environment|set-?up|policy|office|arrangement|remote|mode"
    r"|workplace|basis|format|pattern"
    r"|in[ -]office|on-?site|eligible|opportunit|from|within|in\b|across|anywhere|werken|arbeit\w*|zusammenarbeit)|[/(]"
)
_WORK_BEFORE = regex(  # where the adjective follows its noun: "modelo de trabalho hibrido", "praca zdalna"
    r"\b(?:model[oe]?|modalidade?|modalita|regime|regimen|esquema|formato|trabalho|trabajo|lavoro|travail|praca|pracy)"
    r"(?: (?:de|di) (?:trabalho|trabajo|lavoro|travail))?(?: e| es| est|:)? (?:100 ?% )?$"
)
_FULLY_AFTER = regex(r"[ :,(]{1,2}100 ?%")
_OWN_LINE_BEFORE = regex(r"(?:^|\n)[\s*•-]*$")
_OWN_LINE_AFTER = regex(r"\s*(?:$|[;:.,(|–-]|\n)")
_LONGEST_LABEL = 400  # characters of a title or location that are read
_MOST_WORDS = 200  # words about the mode in one text that are judged
_REACH = 70  # characters around a word that can change its meaning
_ENOUGH = 2  # strength from which a word in the text counts


class _Sign(NamedTuple):
    """One word about the mode: how strongly it speaks of this job, and where it stands."""

    mode: WorkMode
    strength: int
    start: int
    end: int


def read_work_mode(posting: Posting) -> Fact[WorkMode] | None:
    """Return the work mode with its evidence, or None where nothing says it."""
    return (
        _of_board(posting.workplace)
        or _of_label("title", posting.title)
        or _of_label("location", field_text(posting, "location"))
        or _of_text(posting.text)
    )


def _of_board(word: str) -> Fact[WorkMode] | None:
    folded = fold(word).replace("_", " ").strip()
    if not folded:
        return None
    sign = _KEYWORD.search(folded) or _HAN.search(word)
    if sign is None:
        mode = {"home": WorkMode.REMOTE, "office": WorkMode.ON_SITE, "local": WorkMode.ON_SITE}.get(folded)
    elif "hybrid" in folded:
        mode = WorkMode.HYBRID
    else:
        mode = _mode(sign)
    return Fact(mode, Quote("board:workplace", word)) if mode else None


def _mode(sign: re.Match[str]) -> WorkMode:
    return WorkMode(next(name for name, words in sign.groupdict().items() if words))


def _of_label(field: str, label: str) -> Fact[WorkMode] | None:
    """Return the mode that a title or a location names; hybrid and remote together are hybrid."""
    folded = fold(label[:_LONGEST_LABEL])
    signs = [*_signs_in_label(folded), *((_mode(sign), sign.start(), sign.end()) for sign in _HAN.finditer(folded))]
    if not signs:
        elsewhere = _NO_DESK.search(folded) if field == "location" else None
        return Fact(WorkMode.REMOTE, quote(field, label, *elsewhere.span())) if elsewhere else None
    mode, start, end = next((sign for sign in signs if sign[0] is WorkMode.HYBRID), signs[0])
    return Fact(mode, quote(field, label, start, end))


def _signs_in_label(folded: str) -> Iterator[tuple[WorkMode, int, int]]:
    for sign in _KEYWORD.finditer(folded):
        before, after = folded[max(0, sign.start() - _REACH) : sign.start()], folded[sign.end() : sign.end() + _REACH]
        mode = _mode(sign)
        if _is_other_sense(mode, after, _OTHER_REMOTE_IN_TITLE):
            continue
        if _NOT_BEFORE.search(before):
            if mode is WorkMode.REMOTE:
                yield WorkMode.ON_SITE, sign.start(), sign.end()
            continue
        yield mode, sign.start(), sign.end()


def _is_other_sense(mode: WorkMode, after: str, other_remote: re.Pattern[str]) -> bool:
    if mode is WorkMode.REMOTE:
        return other_remote.match(after) is not None
    return mode is WorkMode.HYBRID and _OTHER_HYBRID.match(after) is not None


def _of_text(text: str) -> Fact[WorkMode] | None:
    folded = fold(text)
    signs = [sign for sign in (*_office_days(folded), *_words(folded)) if sign.strength >= _ENOUGH]
    if not signs:
        return None
    best = max(signs, key=lambda sign: (sign.strength, sign.mode is WorkMode.HYBRID, -sign.start))
    return Fact(best.mode, quote("text", text, best.start, best.end))


def _office_days(folded: str) -> Iterator[_Sign]:
    """Yield what "three days a week in the office" means: hybrid, or on-site from five days."""
    if not any(place in folded for place in _PLACES_OF_DAYS):
        return
    for days in matches(_OFFICE_DAYS, folded, sorted({*number_starts(folded), *starts_of(_FIRST_OF_DAYS, folded)})):
        before = folded[max(0, days.start() - _REACH) : days.start()]
        if _OPTIONAL_BEFORE.search(before) or _NOT_BEFORE.search(before) or _PERK.search(days.group()):
            continue
        all_week = (days.group("count") or days.group("count2")) in _FIVE
        yield _Sign(WorkMode.ON_SITE if all_week else WorkMode.HYBRID, 3, days.start(), days.end())


def _words(folded: str) -> Iterator[_Sign]:
    for word in islice(matches(_KEYWORD, folded, starts_of(_FIRST_OF_KEYWORDS, folded)), _MOST_WORDS):
        start, end = word.span()
        before, after = folded[max(0, start - _REACH) : start], folded[end : end + _REACH]
        mode = _mode(word)
        if _is_other_sense(mode, after, _OTHER_REMOTE) and not _FULLY_BEFORE.search(before):
            continue
        if _OPTIONAL_BEFORE.search(before) or _OPTIONAL_AFTER.match(after):
            continue
        if _NOT_BEFORE.search(before) or _NOT_AFTER.match(after):
            if mode is WorkMode.REMOTE:
                yield _Sign(WorkMode.ON_SITE, 2, start, end)
            continue
        yield from _judged(mode, folded, start, end, before, after)


def _judged(mode: WorkMode, folded: str, start: int, end: int, before: str, after: str) -> Iterator[_Sign]:
    low, high = sentence_span(folded, start, 200)
    strength = _strength(mode, before, after)
    if mode is WorkMode.REMOTE and not _TAG_BEFORE.search(before):
        if _PERK.search(folded, low, high) and not _JOB_BEFORE.search(before) and not _JOB_AFTER.match(after):
            return
        if _DAYS_FROM_HOME.match(after) or _SOME_DAYS.search(before[-25:]):
            yield _Sign(WorkMode.HYBRID, 2, start, end)
            return
    yield _Sign(mode, strength, start, end)


def _strength(mode: WorkMode, before: str, after: str) -> int:
    """Return 3 for words about this job, 2 for words about how work is done here, 1 for anything else."""
    if _TAG_BEFORE.search(before):
        return 3
    if _JOB_BEFORE.search(before) or _JOB_AFTER.match(after):
        return 3
    if _FULLY_BEFORE.search(before) or _FULLY_AFTER.match(after) or _WORK_BEFORE.search(before):
        return 2
    if _OWN_LINE_BEFORE.search(before) and _OWN_LINE_AFTER.match(after):
        return 2
    if mode is WorkMode.HYBRID and _WORK_AFTER.match(after):
        return 2
    return 1
