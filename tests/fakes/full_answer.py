"""The longest answer that the question asks for: what has to fit its cap."""

from __future__ import annotations

from typing import Any

from jobfinder.models.schema import MOST
from tests.fakes.model_server import answering

USUAL = "Five years of Python in production and a calm head"


def full_answer(words: str) -> dict[str, Any]:
    """Return an answer with every list at its cap and every sentence as long as asked for, made of these words."""

    def of(number: int) -> str:
        return " ".join(words.split()[:number])

    fields = ("pay", "place", "work_mode", "level", "years", "required_skill")
    values = ("60000-75000 EUR year", "Berlin, Germany", "hybrid", "senior", "5", "PostgreSQL")
    facts = [{"field": each, "value": value, "quote": of(5)} for each, value in zip(fields, values, strict=True)]
    assert len(facts) == MOST["facts"]
    return answering(
        facts=facts,
        requirements=[{"quote": of(5), "met": "partial", "evidence": of(4)}] * MOST["requirements"],
        strengths=[of(6)] * MOST["strengths"],
        concerns=[of(6)] * MOST["concerns"],
        intake={
            "summary": of(10),
            "skills": ["PostgreSQL"] * MOST["skills"],
            "highlights": [of(5)] * MOST["highlights"],
            "projects": [of(5)] * MOST["projects"],
            "keywords": ["PostgreSQL"] * MOST["keywords"],
            "gaps": [of(7)] * MOST["gaps"],
        },
    )
