"""Merges a model's reading with the local one: a quoted fact beats none, and of two quoted ones the local one stands.

The local readers are tested against labels and do the same for the same text; a model fills in what they left unknown,
and adds skills they have no word for in that sentence. So a posting that makes a model say anything can, at the very
most, put a quoted fact where there was none; and where its answer does not hold together, all of it is set aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from jobfinder.domain.extraction.hostile import signs_in_text
from jobfinder.domain.extraction.person_text import person_text, profile_hash
from jobfinder.domain.extraction.quoting import find_quote, find_words
from jobfinder.domain.extraction.reading import ModelReading
from jobfinder.domain.extraction.said import Extraction, Intake, Met, Requirement, Said
from jobfinder.domain.extraction.values import Believed, believed
from jobfinder.domain.fact import Fact
from jobfinder.domain.facts import Facts
from jobfinder.domain.person import Profile
from jobfinder.domain.posting import Posting

MOST_LINES, MOST_LINE_CHARS = 5, 240
MOST_REQUIREMENTS = 12
VOID_SHARE = 0.5  # from which on an answer whose quotes are made up is set aside
_FEW_WORDS = 3  # that a sentence may share with the posting by chance
_LEAST_QUOTES = 3  # below this many, a share says nothing
_LISTS = ("skills", "places", "eligibility", "languages")
# What no sentence about a job and a person holds: addresses, markup, and a hand held out for secrets or money.
_FOREIGN = re.compile(
    r"https?:|www\.|[\w.+-]+@[\w-]+\.|<[a-z/!]|\]\(|```|[{}]"
    r"|\b(?:your|their|user'?s) (?:\w+ ){0,2}(?:api[ _-]?keys?|passwords?|seed phrases?|wallets?|bank details)\b"
    r"|\b(?:send|transfer|pay|deposit)\b[^.]{0,40}\b(?:bitcoins?|crypto|wallets?|money|fees?)\b",
    re.IGNORECASE,
)
_SITE = re.compile(r"\b[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|io|ai|dev|co|example|xyz|ru|cn|info|biz)\b", re.IGNORECASE)
_ODD_ANSWER = "the model's answer was not about the posting, so it was set aside"
_MADE_UP = "most of what the model quoted is not in the posting, so its answer was set aside"


@dataclass(frozen=True, slots=True)
class Merged:
    """The facts to score with, and what the match keeps of the model's reading."""

    facts: Facts
    reading: ModelReading


def flagged(local: Facts, signs: tuple[str, ...]) -> Merged:
    """Return the local reading alone, marked with what the posting does; no model has seen it."""
    told = tuple(f"the posting {sign}, so no model was asked" for sign in signs)
    return Merged(local, ModelReading(flags=told))


def merge(local: Facts, extraction: Extraction, posting: Posting, profile: Profile) -> Merged:
    """Return the merged facts; the local ones alone where the answer is declined or does not hold together."""
    reading = ModelReading(
        model=extraction.model,
        prompt_version=extraction.prompt_version,
        at=extraction.at,
        declined=extraction.declined,
        micros=extraction.micros,
        input_tokens=extraction.tokens.input + extraction.tokens.cache_read + extraction.tokens.cache_write,
        output_tokens=extraction.tokens.output,
    )
    if extraction.declined:
        return Merged(local, reading)
    facts, about = believed(extraction.said.facts, posting), person_text(profile)
    requirements = tuple(_requirements(extraction.said.requirements, posting, about))
    if flags := _flags(extraction.said, facts, requirements, (posting.company, about)):
        return Merged(local, replace(reading, flags=flags))
    merged, taken, disagreements = _merged(local, facts)
    current = extraction.profile_hash == profile_hash(profile)
    return Merged(
        merged,
        replace(
            reading,
            fields=taken,
            disagreements=disagreements,
            requirements=requirements,
            strengths=_told(_own(extraction.said.strengths, posting)),
            concerns=_told(_own(extraction.said.concerns, posting)),
            intake=_intake(extraction.said.intake, posting, about, is_current=current),
        ),
    )


# -- facts


def _merged(local: Facts, model: Believed) -> tuple[Facts, tuple[str, ...], tuple[str, ...]]:
    changes: dict[str, Any] = {}
    disagreements: list[str] = []
    for name, found in model.values.items():
        known = getattr(local, name)
        if name == "skills":
            more = _more_skills(local, found)
            changes |= {name: (*known, *more)} if more else {}
        elif not known:
            changes[name] = tuple(found) if name in _LISTS else found[0]
        elif not _agree(known, found, name):
            disagreements.append(_disagreement(name, known, found))
    return replace(local, **changes), tuple(sorted(changes)), tuple(disagreements)


def _more_skills(local: Facts, found: Iterable[Fact[Any]]) -> tuple[Fact[Any], ...]:
    known = {fact.value.name for fact in local.skills}
    return tuple({fact.value.name: fact for fact in found if fact.value.name not in known}.values())


def _agree(known: Any, found: list[Fact[Any]], name: str) -> bool:
    values = [fact.value for fact in known] if name in _LISTS else [known.value]
    return any(fact.value in values for fact in found)


def _disagreement(name: str, known: Any, found: list[Fact[Any]]) -> str:
    from jobfinder.domain.evaluation import in_words

    first = known[0].value if isinstance(known, tuple) else known.value
    words = name.replace("_", " ")
    return f"{words}: read as {in_words(first)}; the model read {in_words(found[0].value)} in “{found[0].quote.text}”"


# -- requirements


def _requirements(said: Iterable[Requirement], posting: Posting, about: str) -> Iterable[Requirement]:
    """Yield the requirements whose words the posting has; what is said to meet them must be in the profile."""
    for each in list(said)[:MOST_REQUIREMENTS]:
        quote = find_quote(each.quote, posting)
        if quote is None:
            continue
        span = find_words(each.evidence, about)
        evidence = about[span[0] : span[1]] if span else ""
        met = each.met if evidence or each.met is Met.MISSING else Met.UNKNOWN
        yield Requirement(quote.text[:MOST_LINE_CHARS], met, "" if met is Met.MISSING else evidence[:MOST_LINE_CHARS])


# -- does the answer hold together?


def _flags(
    said: Said, facts: Believed, requirements: tuple[Requirement, ...], known: tuple[str, ...]
) -> tuple[str, ...]:
    """Return why the whole answer is set aside, () where it holds together; what `known` texts name is no address."""
    prose = (*said.strengths, *said.concerns, said.intake.summary, *said.intake.gaps)
    if any(_FOREIGN.search(line) or signs_in_text(line) or _leads_away(line, known) for line in prose):
        return (_ODD_ANSWER,)
    quotes = len(said.facts) + min(len(said.requirements), MOST_REQUIREMENTS)
    void = facts.void + min(len(said.requirements), MOST_REQUIREMENTS) - len(requirements)
    unproven = sum(each.met is Met.UNKNOWN for each in requirements)
    if quotes >= _LEAST_QUOTES and void + unproven >= VOID_SHARE * quotes:
        return (_MADE_UP,)
    return ()


def _leads_away(line: str, known: tuple[str, ...]) -> bool:
    """Return whether a sentence names a site, which is neither a technology's name (ASP.NET) nor in the known texts."""
    from jobfinder.domain.skills import canonical

    sites = {found[0] for found in _SITE.finditer(line)}
    return any(canonical(site) is None and not any(find_words(site, text) for text in known) for site in sites)


def _told(lines: Iterable[str]) -> tuple[str, ...]:
    shown = (" ".join(line.split())[:MOST_LINE_CHARS] for line in lines)
    return tuple(dict.fromkeys(line for line in shown if line))[:MOST_LINES]


def _own(lines: Iterable[str], posting: Posting) -> Iterator[str]:
    """Yield the sentences that are the model's own: what stands in the posting word for word may be dictated by it."""
    for line in lines:
        words = " ".join(line.split())
        if words.count(" ") < _FEW_WORDS or find_quote(words, posting) is None:
            yield words


def _intake(said: Intake, posting: Posting, about: str, *, is_current: bool) -> Intake:
    """Return the intake with only those of its lines that the profile or the posting bears out."""
    return Intake(
        summary=" ".join(_own((said.summary,), posting)).strip()[: 2 * MOST_LINE_CHARS],
        skills=_told(each for each in said.skills if find_words(each, about)),
        highlights=_told(each for each in said.highlights if find_words(each, about)),
        projects=_told(each for each in said.projects if find_words(each, about)),
        keywords=_told(each for each in said.keywords if find_quote(each, posting)),
        gaps=_told(_own(said.gaps, posting)),
        is_current=is_current,
    )
