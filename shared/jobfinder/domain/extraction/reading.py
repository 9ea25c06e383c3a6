"""What is made of a model's answer: merged facts with where each came from, and what is shown beside the score."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from jobfinder.domain.extraction.said import Intake, Requirement

LOCAL, MODEL, BOTH = "local", "model", "local and model"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelReading:
    """What a match keeps of a model's reading. Where `flags` say why it is not trusted, it holds nothing else of it.

    `declined` says why there is no reading although the listing was worth one, `awaits` why there is none yet.
    `micros` is what it cost, in millionths of a dollar.
    """

    model: str = ""
    prompt_version: str = ""
    at: datetime | None = None
    fields: tuple[str, ...] = ()  # the facts that came from the model
    disagreements: tuple[str, ...] = ()  # in words: where it read something else, and the local reading stands
    requirements: tuple[Requirement, ...] = ()
    strengths: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    intake: Intake | None = None
    flags: tuple[str, ...] = ()
    declined: str = ""
    awaits: str = ""
    micros: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
