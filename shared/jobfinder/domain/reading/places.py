"""Reads where the desk stands and where a remote worker may live, each with the words that say so.

A desk is a city named as location, or anything named as location of work that is not remote. "Remote - USA" names no
desk: it says where a remote worker may live.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from jobfinder.domain.fact import Fact, Quote
from jobfinder.domain.facts import Place, WorkMode
from jobfinder.domain.posting import Posting
from jobfinder.domain.reading import gazetteer
from jobfinder.domain.reading.location import Found, parse_location, says_remote
from jobfinder.domain.text import field_text, quote

_TITLE_PARTS = re.compile(r"\s[-–—|:]+\s|[,()\[\]|–—]|\s-(?=\w)|(?<=\w)-\s")
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
_SPACELESS = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff]")
_LABEL = re.compile(
    r"(?:^|\n|[.!|*•]\s|\s-\s|\s{2})\s*(?:job |work |office |primary |role )?(?:location|based in|standort"
    r"|arbeitsort|lieu(?: de travail)?"
    r"|ubicaci[oó]n|localiza[cç][aã]o|sede|lokalizacja)s?\s*[:：]\s*(?P<place>[^\n.;!?]{2,60})",
    re.IGNORECASE,
)
_BASED = re.compile(
    r"\b(?:role|position|job|opportunity|vacancy)\s+(?:is|will be|can be)\s+(?:based|located)\s+(?:in|at"
    r"|out of|from)\s+"
    r"(?:our\s+|the\s+)?(?P<place>[A-Z][^\n.;!?]{1,50})|\bbased (?:out of"
    r"|in) our (?P<place2>[A-Z][^\n.;!?]{1,40}?) (?:office|hub|studio|headquarters)"
)
_LIVE = re.compile(
    r"\b(?:must|should|need to|needs to|required to|have to|able to|open to|only hir\w+|can only"
    r"|currently hir\w+|hiring|considering)\b[^.\n]{0,40}?"
    r"\b(?:live|reside|be (?:based|located|resident|residing|a resident)|(?:candidates?|applicants?|people"
    r"|anyone|residents?)(?: who are| that are)?"
    r"(?: currently)?(?: based| located| living| residing)?|residents?)\s*(?:in|within|from|of"
    r"|anywhere in)\s+(?:any of\s+)?(?:the\s+)?(?P<place>[A-Z][^.\n;!?]{1,60})"
)
_REMOTE_IN = re.compile(
    r"\b[Rr]emote(?:ly)?\s*(?:[-–,:(]|\bin\b|\bwithin\b|\bfrom\b|\bacross\b|\banywhere in\b"
    r"|\bfrom anywhere in\b)+\s*(?:the\s+)?(?P<place>[A-Z][^.\n;!?)]{1,40})"
)
_ONLY = re.compile(
    r"(?<![\w.])(?P<place>US|USA|U\.S\.A?\.?|UK|EU|Canada|Europe|EMEA|LATAM|United States|United Kingdom"
    r"|North America|India|Australia)"
    r"[- ](?:only|based (?:candidates|applicants)|residents? only|(?:candidates|applicants) only)\b"
)
_RESIDENTS = re.compile(r"\b(?P<demonym>[A-Z][a-z]+)\s+(?:residents?|citizens?)\s+only\b")
_STOP_WORDS = re.compile(
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
    if mode is WorkMode.REMOTE and not _has_city(posting):
        stated = [fact for fact in _from_text(posting) if not fact.value.city]
        stated += _of_title(posting, "") if not stated else []
        stated = [fact for fact in stated if not fact.value.city]
    return _in_order(stated or list(_from_eligibility_words(posting)))


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
    for start, end in _title_parts(posting.title):
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
    if _SPACELESS.search(words) or key in _WORDS_OF_TITLES or (len(key) <= len("US") and not words.strip().isupper()):
        return False
    if country and place.country != country:
        return False
    if not place.city or "," in words:
        return True
    size = max((city.size for city in gazetteer.cities(words) if city.country == place.country), default=0)
    return size >= (_CITY_OF_COUNTRY_IN_TITLE if country else _CITY_IN_TITLE)


def _from_text(posting: Posting) -> Iterator[Fact[Place]]:
    """Yield the places of "Location: Berlin" and "this position is based in Berlin" in the text."""
    for pattern in (_LABEL, _BASED):
        for label in pattern.finditer(posting.text):
            group = "place" if label.group("place") else "place2"
            facts = list(_places_at(posting.text, *label.span(group)))
            if facts:
                yield from facts
                return


def _from_eligibility_words(posting: Posting) -> Iterator[Fact[Place]]:
    for pattern in (_LIVE, _REMOTE_IN, _ONLY):
        for said in pattern.finditer(posting.text):
            facts = list(_places_at(posting.text, *said.span("place")))
            if facts:
                yield from facts
                return
    for said in _RESIDENTS.finditer(posting.text):
        if code := gazetteer.country_of_demonym(said.group("demonym")):
            yield Fact(Place(country=code), quote("text", posting.text, *said.span()))


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
