"""Prints what a language model read for a match: requirements with both quotes, the résumé intake, flags, the cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobfinder.cli import output
from jobfinder.cli.text import one_line

if TYPE_CHECKING:
    from jobfinder.domain.extraction.reading import ModelReading
    from jobfinder.domain.extraction.said import Intake, Requirement

_MARKS = {"met": "yes", "partial": "partly", "missing": "no", "unknown": "?"}


def print_reading(reading: ModelReading) -> None:
    """Write what the reading holds; nothing where it holds nothing."""
    if reading.flags:
        _print_list("Beware", reading.flags)
    if reading.requirements:
        output.heading("What it asks for, and whether you have it (read by the model)")
        for each in reading.requirements:
            _print_requirement(each)
    if reading.intake is not None:
        _print_intake(reading.intake)
    _print_list("Where the model reads something else", reading.disagreements)
    if told := _about(reading):
        output.print_wrapped(f"\n{told}", indent=2)


def _print_requirement(each: Requirement) -> None:
    shown = f"{_MARKS[each.met.value]:<7} “{one_line(each.quote)}”"
    proof = f" — your profile: “{one_line(each.evidence)}”" if each.evidence else ""
    output.print_wrapped(shown + proof, indent=2, hanging=8)


def _print_intake(intake: Intake) -> None:
    parts = {
        "Summary": (intake.summary,),
        "Skills first": (", ".join(intake.skills),),
        "Highlight": intake.highlights,
        "Project": intake.projects,
        "Keywords": (", ".join(intake.keywords),),
        "Answer to a gap": intake.gaps,
    }
    lines = [f"{name}: {one_line(line)}" for name, each in parts.items() for line in each if line]
    title = "For your résumé" if intake.is_current else "For your résumé (written for an earlier profile of yours)"
    _print_list(title, lines)


def _print_list(title: str, lines: tuple[str, ...] | list[str]) -> None:
    if lines:
        output.heading(title)
        for line in lines:
            output.print_wrapped(f"- {one_line(line)}", indent=2, hanging=2)


def _about(reading: ModelReading) -> str:
    from jobfinder.domain.usage import dollars

    if reading.awaits:
        return f"Not read by a model yet: {one_line(reading.awaits)}."
    if not reading.model:
        return ""
    tokens = f"{reading.input_tokens:,} tokens in, {reading.output_tokens:,} out"
    return f"Read by {one_line(reading.model)}: {tokens}, {dollars(reading.micros)}."
