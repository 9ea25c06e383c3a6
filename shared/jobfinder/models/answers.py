"""Reads the JSON that a model answered with; what is not of the form is an error, never half an answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from jobfinder.domain.extraction.invisible import visible
from jobfinder.domain.extraction.said import FIELDS, Intake, Met, Requirement, Said, SaidFact
from jobfinder.errors import Unreadable
from jobfinder.models.schema import ANSWERS

Thing = TypeVar("Thing")

MOST_CHARS = 100_000
_END_OF_THOUGHT = "</think>"
MOST_ENTRIES = 40
MOST_TEXT = 1_000
_KEYS = frozenset({"facts", "requirements", "strengths", "concerns", "intake"})


def understand(text: str) -> Said:
    """Return what the answer says. Raises Unreadable, in words without the answer's own text.

    Servers without JSON mode wrap their answer in words or fences, and some think aloud before it, so the outermost
    object behind that is taken.
    """
    document = _document(text.rpartition(_END_OF_THOUGHT)[2])
    if missing := _KEYS - document.keys():
        raise _bad(f"it lacks {', '.join(sorted(missing))}")
    intake = _object(document["intake"], "intake")
    return Said(
        facts=_entries(document["facts"], _fact, "facts"),
        requirements=_entries(document["requirements"], _requirement, "requirements"),
        strengths=_entries(document["strengths"], _text, "strengths"),
        concerns=_entries(document["concerns"], _text, "concerns"),
        intake=Intake(
            summary=_text(intake.get("summary")),
            skills=_entries(intake.get("skills"), _text, "skills"),
            highlights=_entries(intake.get("highlights"), _text, "highlights"),
            projects=_entries(intake.get("projects"), _text, "projects"),
            keywords=_entries(intake.get("keywords"), _text, "keywords"),
            gaps=_entries(intake.get("gaps"), _text, "gaps"),
        ),
    )


def _document(text: str) -> Mapping[str, Any]:
    start, end = text.find("{"), text.rfind("}")
    if start < 0 or end < start or len(text) > MOST_CHARS:
        raise _bad("it is not JSON")
    try:
        document = json.loads(text[start : end + 1])
    except (ValueError, RecursionError):
        raise _bad("it is not JSON") from None
    return _object(document, "the answer")


def _entries(value: Any, read: Callable[[Any], Thing], name: str) -> tuple[Thing, ...]:
    if not isinstance(value, list) or len(value) > MOST_ENTRIES:
        raise _bad(f"{name} is not a list of at most {MOST_ENTRIES}")
    return tuple(read(each) for each in value)


def _fact(value: Any) -> SaidFact:
    entry = _object(value, "a fact")
    field = _text(entry.get("field"))
    if field not in FIELDS:
        raise _bad("a fact has a field that is not in the form")
    return SaidFact(field, _text(entry.get("value")), _text(entry.get("quote")))


def _requirement(value: Any) -> Requirement:
    entry = _object(value, "a requirement")
    met = _text(entry.get("met"))
    if met not in ANSWERS:
        raise _bad("a requirement is neither met, partial nor missing")
    return Requirement(_text(entry.get("quote")), Met(met), _text(entry.get("evidence")))


def _object(value: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _bad(f"{name} is not an object")
    return value


def _text(value: Any) -> str:
    """Return a text without what nobody sees; half a character, which no store could keep, goes with it."""
    if not isinstance(value, str) or len(value) > MOST_TEXT:
        raise _bad(f"it holds something else than a text of at most {MOST_TEXT} characters")
    return visible(value)


def _bad(why: str) -> Unreadable:
    return Unreadable(f"The model's answer is not of the form asked for: {why}")
