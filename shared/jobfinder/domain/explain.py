"""Why a listing was matched, left below the threshold or filtered: line by line, with quotes and what to change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jobfinder.domain.facts import Facts, WorkMode
from jobfinder.domain.match import Decision, Part, Ruling, Verdict
from jobfinder.domain.policy import RULES_BY_ID
from jobfinder.domain.posting import Listing
from jobfinder.domain.queue import Outcome

_QUOTE_SHOWN = 160  # characters
_OUTCOMES = {
    Outcome.MATCHED: "matched",
    Outcome.BELOW_THRESHOLD: "below the threshold",
    Outcome.FILTERED: "filtered out by your rules",
}
_FACTS = {
    "level": "how senior the role is", "role": "which kind of role it is", "skills": "which skills it asks for",
    "pay": "what it pays", "places": "where the desk stands", "eligibility": "where a remote worker may live",
    "work_mode": "whether it is remote, hybrid or on site", "years": "how many years it asks for",
    "employment": "the kind of contract",
}  # fmt: skip
_NOT_ASKED_OF = {WorkMode.REMOTE: "places", WorkMode.HYBRID: "eligibility", WorkMode.ON_SITE: "eligibility"}


def why_lines(decision: Decision, facts: Facts, listing: Listing) -> list[str]:
    """Return the decision as lines of text for a person.

    First the outcome, then each rejection with its quote and the key to change, warnings, the parts as a sum, strengths
    and concerns, and last what could not be read, which never counted against the listing.
    """
    lines = [_headline(decision, listing)]
    lines += _about(decision.verdicts, Ruling.REJECT, "Rejected by")
    lines += _about(decision.verdicts, Ruling.WARN, "Warned by")
    lines += ["", "Score:", *sum_lines(decision.parts)]
    lines += _section("Strengths:", decision.strengths)
    lines += _section("Concerns:", decision.concerns)
    lines += _section("Unknown (never a reason to reject):", unknown_facts(facts, listing))
    return lines


def _headline(decision: Decision, listing: Listing) -> str:
    posting = listing.posting
    name = " at ".join(part for part in (posting.title.strip(), posting.company.strip()) if part) or listing.id[:12]
    outcome = _OUTCOMES.get(decision.outcome, decision.outcome.value)
    return (
        f"{name}: {outcome} for “{decision.search}”, {decision.score} of 100 points (threshold {decision.threshold})."
    )


def _about(verdicts: Iterable[Verdict], ruling: Ruling, words: str) -> Iterator[str]:
    for verdict in verdicts:
        if verdict.ruling is ruling:
            yield from ("", f"{words} {verdict.rule}: {verdict.why}")
            if verdict.quote and verdict.quote.text:
                yield f"  {_field(verdict.quote.field)}: “{_cut(verdict.quote.text)}”"
            yield f"  {remedy(verdict.rule)}"


def remedy(rule_id: str) -> str:
    """Return which key of the profile changes a rule's word."""
    rule = RULES_BY_ID.get(rule_id)
    switch = f"set policy.strictness.{rule_id} to lenient or off"
    if rule is None or not rule.key:
        return f"To see such postings: {switch}."
    key = rule.key if "." in rule.key else f"policy.{rule.key}"
    return f"To change it: {key} in your profile, or {switch}."


def _field(field: str) -> str:
    return f"the board's {field.removeprefix('board:')}" if field.startswith("board:") else f"the {field}"


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _QUOTE_SHOWN else words[: _QUOTE_SHOWN - 1] + "…"


def sum_lines(parts: tuple[Part, ...]) -> list[str]:
    """Return the parts as an itemised sum, the total last."""
    lines = [f"  {part.name:<10} {part.points:>3} of {part.most:>3}  {part.why}" for part in parts]
    points, most = sum(part.points for part in parts), sum(part.most for part in parts)
    return [*lines, f"  {'total':<10} {points:>3} of {most:>3}"]


def _section(heading: str, told: Iterable[str]) -> list[str]:
    lines = [f"  - {line}" for line in told]
    return ["", heading, *lines] if lines else []


def unknown_facts(facts: Facts, listing: Listing) -> list[str]:
    """Return what could not be read and matters to this way of working, in words; it never counts against a listing."""
    beside_the_point = _NOT_ASKED_OF[facts.work_mode.value] if facts.work_mode else ""
    unread = [words for name, words in _FACTS.items() if not getattr(facts, name) and name != beside_the_point]
    return [*unread, *(["when it was published"] if listing.posting.posted_at is None else [])]
