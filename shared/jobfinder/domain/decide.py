"""What one search makes of one listing: the rules' word, the score, and the reasons in words."""

from __future__ import annotations

from datetime import datetime

from jobfinder.domain.facts import Facts
from jobfinder.domain.ids import match_id
from jobfinder.domain.match import Decision, Match, Part, Ruling, Verdict
from jobfinder.domain.money import show_pay
from jobfinder.domain.person import Person, Profile, Search
from jobfinder.domain.policy import judge, rejects
from jobfinder.domain.posting import Listing
from jobfinder.domain.queue import Outcome
from jobfinder.domain.scoring import Scored, scored, total
from jobfinder.domain.wording import place_line

_GOOD, _POOR = 0.8, 0.4  # shares of a part's points from which it is told as a strength, below which as a concern
_NAMES_SHOWN = 5


def decide(
    facts: Facts, listing: Listing, search: Search, person: Person, *, now: datetime, threshold: int
) -> Decision:
    """Return matched, below_threshold or filtered (a rule rejects), with score, parts, verdicts and reasons.

    A filtered listing is scored too, so that a person can see what a rule costs them. `now` is in UTC.
    """
    verdicts = judge(facts, listing, search.policy, now, person)
    result = scored(facts, listing, search, person, now)
    points = total(result.parts)
    outcome = Outcome.MATCHED if points >= threshold else Outcome.BELOW_THRESHOLD
    return Decision(
        search=search.name,
        outcome=Outcome.FILTERED if rejects(verdicts) else outcome,
        score=points,
        threshold=threshold,
        parts=result.parts,
        verdicts=verdicts,
        skills_matched=result.skills.matched,
        skills_missing=result.skills.missing,
        strengths=_strengths(result),
        concerns=_concerns(result, verdicts),
    )


def match_of(
    decision: Decision, facts: Facts, listing: Listing, profile: Profile, *, now: datetime, trace_id: str = ""
) -> Match:
    """Return the match that a decision makes, new and untouched, under its deterministic id."""
    posting = listing.posting
    return Match(
        id=match_id(decision.search, listing.id),
        search=decision.search,
        listing_id=listing.id,
        decision=decision,
        title=posting.title,
        company=posting.company,
        url=posting.url or posting.apply_url,
        place=place_line(facts, posting),
        pay=show_pay(facts.pay.value) if facts.pay else "",
        posted_at=posting.posted_at,
        scored_at=now,
        created_at=now,
        policy_version=profile.version,
        content_hash=listing.content_hash,
        trace_id=trace_id or listing.trace_id,
    )


def _strengths(result: Scored) -> tuple[str, ...]:
    """Return what speaks for the listing; what changes from day to day, its age, is left to the score."""
    told = [f"Asks for {_some(result.skills.matched)}, which you have."] if result.skills.matched else []
    return (*told, *(part.why for part in _terms(result.parts) if part.points >= _GOOD * part.most > 0 and _told(part)))


def _concerns(result: Scored, verdicts: tuple[Verdict, ...]) -> tuple[str, ...]:
    skills = result.skills
    told = [verdict.why for verdict in verdicts if verdict.ruling is Ruling.WARN]
    if skills.required_missing:
        told.append(f"Requires {_some(skills.required_missing)}, which you do not list.")
    if skills.unwanted:
        told.append(f"Asks for {_some(skills.unwanted)}, which you want to leave.")
    told += [part.why for part in _terms(result.parts) if part.points < _POOR * part.most]
    told += [verdict.why for verdict in verdicts if verdict.ruling is Ruling.UNKNOWN]
    return tuple(dict.fromkeys(told))


def _terms(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(part for part in parts if part.name in ("level", "place", "pay", "company"))


def _told(part: Part) -> bool:
    return not part.why.endswith("so any fits.")


def _some(names: tuple[str, ...]) -> str:
    more = len(names) - _NAMES_SHOWN
    shown = ", ".join(names[:_NAMES_SHOWN])
    return f"{shown} and {more} more" if more > 0 else shown
