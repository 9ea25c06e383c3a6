"""Reads where the desk stands and where a remote worker may live, each with the words that say so.

A desk is a city named as location, or anything named as location of work that is not remote. "Remote - USA" names no
desk: it says where a remote worker may live.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from jobfinder.domain.fact import Fact, Quote
from jobfinder.domain.facts import Place, WorkMode
from jobfinder.domain.posting import Posting
from jobfinder.domain.reading import gazetteer
from jobfinder.domain.reading.location import Found, parse_location, says_remote
from jobfinder.domain.text import field_text, fold, quote, regex

_TITLE_PARTS = regex(r"\s[-–—|:]+\s|[,()\[\]|–—]|\s-(?=\w)|(?<=\w)-\s")
_LONGEST_TITLE = 300  # characters of a title that are read
_CITY_IN_TITLE = 4  # size class: a name in a title is taken for a city of 100,000 people and more,
_CITY_OF_COUNTRY_IN_TITLE = 2  # or of 15,000 where it lies in the country that the location names
# cities whose names are ordinary words of titles
_WORDS_OF_TITLES = frozenset(
    """mobile enterprise commerce reading bath split nice orange media mission industry independence liberty progress
    normal surprise corona central center university college hospital house police man batman of van most bar tours
    nancy sale same data cloud marketing sales security operations remote victoria salt bank bay best hub junior senior
    english french german spanish opportunity energy buffalo lead sandy mason cook baker chandler driver young hope
    page price rich speed wall street spring summer banks parker archer fuller carpenter potter fisher deal""".split()  # noqa: SIM905
)
_CODES_IN_TITLES = frozenset({"US", "U.S.", "USA", "UK", "U.K.", "UAE", "KSA", "NYC", "SF", "DC"})
_SPACELESS = regex(r"[\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff]")
_AFTER_COLON = regex(r"[:：]\s*(?P<place>[^\n.;!?:]{2,60})")
_LABEL_BEFORE = regex(
    r"(?:^|\n|[.!|*•·,)] ?|- |\s\s)\s*(?:the |your )?(?:job |work |office |primary |role |position |based )?"
    r"(?:locations?|based in|standorte?|arbeitsort|einsatzort|lieu(?: de travail)?|ubicacion|localizacao|sede|plats"
    r"|lokalizacja) ?$"
)
_MOST_TRIES = 100  # words of one kind in a text that are looked at for a place
_LABEL_REACH = 30  # characters before a colon in which its label must stand
_BASED = regex(r"(?:based|located) (?:in|at|out of|from) (?:our |the )?(?P<place>[A-Z][^\n.;!?]{1,50})")
_JOB_BEFORE = regex(
    r"\b(?:role|position|job|opportunity|vacancy) (?:is|will be|can be|must be|is to be)"
    r"(?: fully| ideally| preferably)? $"
)
_OUR_OFFICE = regex(r"(?P<place>[A-Z][^\n.;!?,]{1,40}?) (?:office|hub|studio|headquarters|HQ)\b")
# "must reside in Canada", "open to candidates based in the EU": a place behind a verb, and a demand before it
_LIVE = regex(
    r"\b(?:live|reside|residing|resident|located|based|residents?|candidates?|applicants?|people|anyone|talent)"
    r" (?:currently )?(?:in|within|from|of|anywhere in)(?: any of)?(?: the)? (?P<place>[A-Z][^.\n;!?]{1,60})"
)
_DEMAND = regex(
    r"\b(?:must|should|needs? to|required to|have to|able to|open to|only|currently hiring|we hire|hiring|considering"
    r"|eligible)\b"
)
_DEMAND_REACH = 60  # characters before the verb in which the demand must stand
_REMOTE_IN = regex(
    r"\b[Rr]emote(?:ly)?\s*(?:[-–,:(]|\bin\b|\bwithin\b|\bfrom\b|\bacross\b|\banywhere in\b"
    r"|\bfrom anywhere in\b)+\s*(?:the\s+)?(?P<place>[A-Z][^.\n;!?)]{1,40})"
)
_ONLY = regex(
    r"(?<![\w.])(?P<place>US|USA|U\.S\.A?\.?|UK|EU|Canada|Europe|EMEA|LATAM|United States|United Kingdom"
    r"|North America|India|Australia)"
    r"[- ](?:only|based (?:candidates|applicants)|residents? only|(?:candidates|applicants) only)\b"
)
_RESIDENTS = regex(r"\b(?P<demonym>[A-Z][a-z]+)\s+(?:residents?|citizens?)\s+only\b")
_STOP_WORDS = regex(
    r"\s(?:and (?:have|be|must|are|will|you|we|work)|with|to|at|on|who|for|or (?:be|have|willing)|but|as|where"
    r"|because|since|during|is|are|while)\b.*$",
    re.DOTALL,
)


def read_places(posting: Posting, mode: WorkMode | None = None) -> tuple[Fact[Place], ...]:
    """Return the places of the desk, the most specific first; empty where no field names one."""
    desks = [fact for fact, remote in _located(posting, mode) if not remote]
    if not any(fact.value.city for fact in desks):
        desks = _refined(posting, desks, mode)
    if not desks and not posting.eligibility:
        desks = [fact for fact in _from_text(posting) if fact.value.city or mode is not WorkMode.REMOTE]
    return _in_order(desks)


def read_eligibility(posting: Posting, mode: WorkMode | None = None) -> tuple[Fact[Place], ...]:
    """Return where a remote worker may live, the most specific first; empty where nothing says it."""
    facts = [fact for fact, remote in _located(posting, mode) if remote]
    joined = "; ".join(posting.eligibility)
    stated = [Fact(found.place, _quote("board:eligibility", joined, found)) for found in parse_location(joined)]
    if stated or facts:
        return _in_order([*stated, *facts])
    if mode is not WorkMode.REMOTE:
        return ()
    if not _has_city(posting):
        stated = [fact for fact in _from_text(posting) if not fact.value.city]
        stated += _of_title(posting, "") if not stated else []
        stated = [fact for fact in stated if not fact.value.city]
    return _in_order(stated or _from_eligibility_words(posting.text))


def _has_city(posting: Posting) -> bool:
    return any(fact.value.city for fact, _ in _located(posting, None))


def _quote(field: str, text: str, found: Found) -> Quote:
    """Return the quote of a place; a board's structured field is quoted as a whole, at its start."""
    return Quote(field, text) if field.startswith("board:") else quote(field, text, found.start, found.end)


def _located(posting: Posting, mode: WorkMode | None) -> list[tuple[Fact[Place], bool]]:
    """Return the places of the location and country fields, each with whether it only bounds where to live."""
    text = field_text(posting, "location")
    country = _country(posting.country)
    found = parse_location(text, country)
    all_remote = mode is WorkMode.REMOTE or (says_remote(text) and not any(each.place.city for each in found))
    facts = [
        (Fact(each.place, _quote("location", text, each)), not each.place.city and (each.remote or all_remote))
        for each in found
    ]
    if country and not any(fact.value.country for fact, _ in facts):
        whole = Fact(Place(country=country), Quote("board:country", posting.country))
        facts.append((whole, all_remote or says_remote(text)))
    return facts


def _country(said: str) -> str:
    said = said.strip()
    return gazetteer.country_of_code(said.upper()) if len(said) == len("US") else gazetteer.country(said)


def _refined(posting: Posting, desks: list[Fact[Place]], mode: WorkMode | None) -> list[Fact[Place]]:
    """Return the desks with the title's city in front, where the location names none that contradicts it."""
    bounds = [fact.value for fact, _ in _located(posting, mode)]
    countries = {place.country for place in bounds if place.country}
    if len(countries) > 1:
        return desks
    named = _of_title(posting, next(iter(countries), ""))
    cities = [fact for fact in named if fact.value.city and _lies_in(fact.value, bounds)]
    if cities:
        return [*cities, *desks]
    if not bounds and mode is not WorkMode.REMOTE:
        return named
    return desks


def _lies_in(place: Place, bounds: Iterable[Place]) -> bool:
    regions = {bound.region for bound in bounds if bound.region}
    return not regions or place.region in regions


def _of_title(posting: Posting, country: str) -> list[Fact[Place]]:
    """Return the places that stand alone between the separators of the title, in `country` if one is known."""
    facts = []
    for start, end in _title_parts(posting.title[:_LONGEST_TITLE]):
        part = posting.title[start:end]
        for found in parse_location(part, country):
            whole = found.end - found.start >= len(part.strip()) or part.strip().startswith(("Remote", "remote"))
            if whole and found.place.area == "" and _is_sure(part, found.place, country):
                facts.append(Fact(found.place, quote("title", posting.title, start + found.start, start + found.end)))
    return facts


def _title_parts(title: str) -> Iterator[tuple[int, int]]:
    """Yield the spans between separators, "Atlanta, GA" also as one; the first part is the job and is left out."""
    marks = [*_TITLE_PARTS.finditer(title)]
    for at, mark in enumerate(marks):
        end = marks[at + 1].start() if at + 1 < len(marks) else len(title)
        after = (
            title[marks[at + 1].end() : marks[at + 2].start() if at + 2 < len(marks) else None]
            if at + 1 < len(marks)
            else ""
        )
        if at + 1 < len(marks) and marks[at + 1].group() == "," and re.fullmatch(r"\s*[A-Z]{2}\s*", after):
            end = marks[at + 1].end() + len(after.rstrip())
        yield mark.end(), end


def _is_sure(words: str, place: Place, country: str) -> bool:
    key = gazetteer.place_key(words)
    if _SPACELESS.search(words) or key in _WORDS_OF_TITLES:
        return False
    if (
        len(key) <= len("USA") and words.strip() not in _CODES_IN_TITLES
    ):  # "IT", "QA", "ARM" and "IOT" are countries too
        return False
    if country and place.country != country:
        return False
    if not place.city or "," in words:
        return True
    known = [city.size for city in gazetteer.cities(words) if city.exact and city.country == place.country]
    size = max(known, default=0)
    return size >= (_CITY_OF_COUNTRY_IN_TITLE if country else _CITY_IN_TITLE)


def _from_text(posting: Posting) -> list[Fact[Place]]:
    """Return the places of "Location: Berlin" or "this position is based in Berlin" in the text."""
    text = posting.text
    for colon in islice(_AFTER_COLON.finditer(text), _MOST_TRIES):
        before = fold(text[max(0, colon.start() - _LABEL_REACH) : colon.start()])
        if _LABEL_BEFORE.search(before) and (facts := list(_places_at(text, *colon.span("place")))):
            return facts
    for based in islice(_BASED.finditer(text), _MOST_TRIES):
        before = fold(text[max(0, based.start() - _LABEL_REACH) : based.start()])
        ours = _OUR_OFFICE.match(text, based.start("place")) if " our " in based.group() else None
        if ours or _JOB_BEFORE.search(before):
            facts = list(_places_at(text, *(ours or based).span("place")))
            if facts:
                return facts
    return []


def _from_eligibility_words(text: str) -> list[Fact[Place]]:
    """Return the places that the first words on where to live name."""
    for said in islice(_eligibility_words(text), _MOST_TRIES):
        if facts := list(_places_at(text, *said.span("place"))):
            return facts
    for said in _RESIDENTS.finditer(text) if " only" in text else ():
        if code := gazetteer.country_of_demonym(said["demonym"]):
            return [Fact(Place(country=code), quote("text", text, *said.span()))]
    return []


def _eligibility_words(text: str) -> Iterator[re.Match[str]]:
    yield from (said for said in _LIVE.finditer(text) if _is_demanded(text, said.start()))
    if "emote" in text:
        yield from _REMOTE_IN.finditer(text)
    yield from _ONLY.finditer(text)


def _is_demanded(text: str, at: int) -> bool:
    before = text[max(0, at - _DEMAND_REACH) : at].lower()
    return _DEMAND.search(before, max(before.rfind(". "), before.rfind("\n"), 0)) is not None


def _places_at(text: str, start: int, end: int) -> Iterator[Fact[Place]]:
    words = _STOP_WORDS.sub("", text[start:end])
    for found in parse_location(words):
        if found.start > _NEAR:
            return
        yield Fact(found.place, quote("text", text, start + found.start, start + found.end))


_NEAR = 40  # characters behind "Location:" within which a place must begin


def _in_order(facts: Iterable[Fact[Place]]) -> tuple[Fact[Place], ...]:
    """Return each place once, the most specific first, otherwise in the order they were named."""
    once: dict[Place, Fact[Place]] = {}
    for fact in facts:
        once.setdefault(fact.value, fact)
    return tuple(sorted(once.values(), key=_breadth))


def _breadth(fact: Fact[Place]) -> int:
    place = fact.value
    return 0 if place.city else 1 if place.region else 2 if place.country else 3
