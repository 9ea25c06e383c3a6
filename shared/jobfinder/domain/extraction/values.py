"""Makes values of the trade of what a model wrote, each held against the words it quotes; what cannot be is void.

A quote that stands in the text is not enough where the value can be checked: pay needs its figures and its currency in
the quote, a place its name, a skill its spelling, years their number, a language its name, papers some word for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from jobfinder.domain.extraction.pay_values import pay_in
from jobfinder.domain.extraction.quoting import find_quote, find_words
from jobfinder.domain.extraction.said import SaidFact
from jobfinder.domain.extraction.subjects import is_about_clearance, is_about_visa, names_language
from jobfinder.domain.fact import Fact
from jobfinder.domain.facts import Emphasis, Employment, Level, Place, SkillAsk, WorkMode, Years
from jobfinder.domain.posting import Posting

Choice = TypeVar("Choice", bound=StrEnum)

MOST_QUOTE_CHARS = 300
_YEARS = re.compile(r"^\s*(\d{1,2})\s*(?:(?:-|–|to)\s*(\d{1,2})|\+)?\s*(?:years?)?\s*$")
_NUMBER_WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen"),
)
_LANGUAGE = re.compile(r"^[a-z]{2}$")
_MOST_YEARS = 40
_YES_NO = {"yes": True, "no": False, "true": True, "false": False}


@dataclass(slots=True)
class Believed:
    """The facts that stood the test, by field of Facts; and how many did not."""

    values: dict[str, list[Fact[Any]]] = field(default_factory=dict)
    void: int = 0

    def add(self, name: str, fact: Fact[Any] | None) -> None:
        """Keep one fact, or count that there is none."""
        if fact is None:
            self.void += 1
        elif fact.value not in [known.value for known in self.values.get(name, ())]:
            self.values.setdefault(name, []).append(fact)


def believed(said: Iterable[SaidFact], posting: Posting) -> Believed:
    """Return what of the model's facts is borne out by the posting's own words."""
    result = Believed()
    for each in said:
        name, read = _READERS.get(each.field, ("", _nothing))
        result.add(name, _fact(each, read, posting))
    return result


def _fact(said: SaidFact, read: Callable[[str, str], Any], posting: Posting) -> Fact[Any] | None:
    if len(said.quote) > MOST_QUOTE_CHARS:
        return None
    quote = find_quote(said.quote, posting)
    value = read(said.value.strip(), quote.text) if quote else None
    return None if quote is None or value is None else Fact(value, quote)


def _nothing(value: str, quote: str) -> None:
    return None


def _choice(kind: type[Choice]) -> Callable[[str, str], Choice | None]:
    by_name = {each.value: each for each in kind}
    return lambda value, quote: by_name.get(value.lower().replace("-", "_").replace(" ", "_"))


def _flag(is_about: Callable[[str], bool]) -> Callable[[str, str], bool | None]:
    return lambda value, quote: _YES_NO.get(value.lower()) if is_about(quote) else None


def _language(value: str, quote: str) -> str | None:
    code = value.lower()
    return code if _LANGUAGE.match(code) and names_language(code, quote) else None


def _years(value: str, quote: str) -> Years | None:
    found = _YEARS.match(value)
    if not found or not _names_number(int(found[1]), quote):
        return None
    low, high = int(found[1]), int(found[2]) if found[2] else None
    if low > _MOST_YEARS or (high is not None and (high < low or not _names_number(high, quote))):
        return None
    return Years(low, high)


def _names_number(number: int, quote: str) -> bool:
    words = quote.lower()
    spelt = _NUMBER_WORDS[number] if number < len(_NUMBER_WORDS) else ""
    return bool(re.search(rf"(?<!\d){number}(?!\d)", words) or (spelt and re.search(rf"\b{spelt}\b", words)))


def _place(value: str, quote: str) -> Place | None:
    from jobfinder.domain.reading import gazetteer
    from jobfinder.domain.reading.location import parse_location

    found = [each.place for each in parse_location(value)]
    if len(found) != 1:
        return None
    place = found[0]
    country = gazetteer.country_name(place.country) if place.country else ""
    names = [name for name in (place.city, place.region, country, place.area, value.split(",")[0]) if name]
    if any(find_words(name, quote) for name in names):
        return place
    named = {(other.city, other.country) for other in _places_in(quote)}
    return place if (place.city, place.country) in named else None


def _places_in(quote: str) -> list[Place]:
    """Return what the quote may name: as a whole, and its cities in any of the spellings they are known by."""
    from jobfinder.domain.reading import gazetteer
    from jobfinder.domain.reading.location import parse_location

    words = [word.strip(".,;:()") for word in quote.split()]
    runs = (" ".join(words[at : at + size]) for size in (1, 2, 3) for at in range(len(words) - size + 1))
    cities = (city for run in runs if run[:1].isupper() for city in gazetteer.cities(run))
    return [
        *(each.place for each in parse_location(quote)),
        *(Place(city=city.name, country=city.country) for city in cities),
    ]


def _skill(emphasis: Emphasis) -> Callable[[str, str], SkillAsk | None]:
    def read(value: str, quote: str) -> SkillAsk | None:
        from jobfinder.domain.skills import canonical, find_skills

        name = canonical(value)
        if name is None:
            return None
        named = {mention for mention, _, _ in find_skills(quote)}
        return SkillAsk(name, emphasis) if name in named or find_words(value, quote) else None

    return read


_READERS: dict[str, tuple[str, Callable[[str, str], Any]]] = {
    "level": ("level", _choice(Level)),
    "required_skill": ("skills", _skill(Emphasis.REQUIRED)),
    "preferred_skill": ("skills", _skill(Emphasis.PREFERRED)),
    "pay": ("pay", pay_in),
    "place": ("places", _place),
    "eligibility": ("eligibility", _place),
    "work_mode": ("work_mode", _choice(WorkMode)),
    "years": ("years", _years),
    "employment": ("employment", _choice(Employment)),
    "language": ("languages", _language),
    "visa": ("visa", _flag(is_about_visa)),
    "clearance": ("clearance", _flag(is_about_clearance)),
}
