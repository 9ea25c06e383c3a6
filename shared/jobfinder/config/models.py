"""The settings of language models: whether one reads too, which, for how much a day."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field, field_validator

from jobfinder.config.sections import Section


class PriceSettings(Section):
    """What one model costs: dollars for a million tokens."""

    model: str = Field(min_length=1, description="The model's name.")
    input: float = Field(ge=0, description="What goes in.")
    output: float = Field(ge=0, description="What comes out.")
    cache_read: float = Field(ge=0, description="What is read from the provider's cache.")
    cache_write: float = Field(ge=0, description="What is written to it.")
    batch_share: float = Field(default=0.5, ge=0, le=1, description="The share of the price that a batch costs.")
    as_of: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="The day on which somebody looked it up.")
    source: str = Field(default="", pattern=r"^(https?://\S+)?$", description="The page where that was.")

    @field_validator("as_of", mode="before")
    @classmethod
    def _as_text(cls, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value


class ProviderSettings(Section):
    """One provider of models; its key comes from the environment alone (ANTHROPIC_API_KEY, OPENAI_API_KEY)."""

    provider: Literal["none", "anthropic", "openai"] = Field(
        default="none", description="Whose model reads; `openai` with a base_url is any compatible server."
    )
    model: str = Field(default="", description="Which model; without one, claude-haiku-5-5 or gpt-6-luna.")
    base_url: str = Field(
        default="", pattern=r"^(https?://\S+)?$", description="Another server, such as http://localhost:11434/v1."
    )
    structure: Literal["json_schema", "json_object", "none"] = Field(
        default="json_schema", description="How the server is asked for JSON; the last two for one without schemas."
    )


class ModelSettings(ProviderSettings):
    """Whether a language model reads too, which listings, and for how much a day."""

    mode: Literal["direct", "batch"] = Field(
        default="direct",
        description="`batch` is half the price and read within a day; the local reading stands till then.",
    )
    daily_budget_usd: float = Field(
        default=0.5, ge=0, le=1000, description="Dollars in a UTC day; what does not fit in is read the next day."
    )
    gate_points: int = Field(
        default=15, ge=0, le=100, description="Listings that score so far below the threshold are still worth a call."
    )
    max_posting_tokens: int = Field(
        default=1600, ge=200, le=8000, description="How much of a posting is sent, as characters / 4."
    )
    max_output_tokens: int = Field(default=500, ge=200, le=8000, description="How long an answer may be.")
    timeout_seconds: float = Field(default=60.0, ge=1, le=200, description="How long an answer may take.")
    thinking: Literal["none", "between_tools", "default"] = Field(
        default="none",
        description="`between_tools` for Claude models that must have it; `default` leaves it to the model: then raise "
        "max_output_tokens.",
    )
    key_fingerprints: tuple[str, ...] = Field(
        default=(),
        description="The fingerprints of this environment's keys, as `jobfinder config check` prints them. Where they "
        "are said, no other key starts here, and none of them in the other environment.",
    )
    fallback: ProviderSettings | None = Field(default=None, description="Who is asked when the first fails.")
    prices: tuple[PriceSettings, ...] = Field(
        default=(), description="A budget holds only as well as these do, so look them up."
    )
