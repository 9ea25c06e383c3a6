"""Puts together the models that the settings name: adapter, price and breaker of each; nothing is asked here."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from jobfinder.domain.person import Profile
from jobfinder.domain.posting import Posting
from jobfinder.domain.usage import MICROS_PER_DOLLAR, Price
from jobfinder.errors import Misconfigured
from jobfinder.models import anthropic, openai
from jobfinder.models.answers import understand
from jobfinder.models.breaker import CircuitBreaker
from jobfinder.models.prompt import PROMPT_VERSION, ask_about, shorter
from jobfinder.ports import Ask, Choice, Extractor, Models

if TYPE_CHECKING:
    from jobfinder.config import ModelSettings, ProviderSettings

KEY_VARIABLES = {"anthropic": anthropic.KEY_VARIABLE, "openai": openai.KEY_VARIABLE}
DEFAULT_MODELS = {"anthropic": anthropic.DEFAULT_MODEL, "openai": openai.DEFAULT_MODEL}
LEAVE_SECONDS = 20.0  # of a function's time, for what comes after the call


def models_of(settings: ModelSettings, environ: Mapping[str, str], *, function_seconds: float) -> Models | None:
    """Return the models to ask, None where none is wanted. Raises Misconfigured without a key or a price."""
    providers = [each for each in (settings, settings.fallback) if each and each.provider != "none"]
    if settings.provider == "none" or not providers:
        return None
    choices = tuple(_choice(each, settings, environ) for each in providers)
    if settings.mode == "batch" and not any(each.extractor.can_batch for each in choices):
        raise Misconfigured(
            "models.mode is batch, but the server at models.base_url has no batches",
            where="models.mode",
            todo="Set it to direct.",
        )
    return Models(
        choices=choices,
        prompt_version=PROMPT_VERSION,
        ask=ask_of(settings),
        understand=understand,
        shorter=shorter,
        budget_micros=round(settings.daily_budget_usd * MICROS_PER_DOLLAR),
        gate_points=settings.gate_points,
        in_batches=settings.mode == "batch",
        timeout_seconds=settings.timeout_seconds,
        work_seconds=max(function_seconds - LEAVE_SECONDS, 5.0),
    )


def ask_of(settings: ModelSettings) -> Callable[[Posting, Profile], Ask]:
    """Return what makes the question about a posting, with the caps of the settings and a new mark each time."""
    return partial(_ask, most_posting_tokens=settings.max_posting_tokens, most_output_tokens=settings.max_output_tokens)


def _ask(posting: Posting, profile: Profile, *, most_posting_tokens: int, most_output_tokens: int) -> Ask:
    mark = secrets.token_hex(12)
    return ask_about(
        posting, profile, mark, most_posting_tokens=most_posting_tokens, most_output_tokens=most_output_tokens
    )


def _choice(provider: ProviderSettings, settings: ModelSettings, environ: Mapping[str, str]) -> Choice:
    extractor = extractor_of(provider, environ, thinking=settings.thinking)
    return Choice(
        extractor=extractor,
        price=price_of(provider, settings),
        breaker=CircuitBreaker(extractor.name, time.monotonic),
    )


def extractor_of(provider: ProviderSettings, environ: Mapping[str, str], *, thinking: str = "none") -> Extractor:
    """Return the adapter of one provider. Raises Misconfigured where it needs a key and there is none."""
    model, variable = model_name(provider), KEY_VARIABLES[provider.provider]
    key = environ.get(variable, "").strip()
    if not key and not (provider.provider == "openai" and provider.base_url):
        raise Misconfigured(
            f"models.provider is {provider.provider}, but {variable} is not set",
            where=f"environment variable {variable}",
            todo="Set it to a key of this environment's own, or models.provider to none.",
        )
    if provider.provider == "anthropic":
        return anthropic.AnthropicModel(model, key=key, base_url=provider.base_url, thinking=thinking)
    return openai.OpenAIModel(
        model, key=key, base_url=provider.base_url, structure=provider.structure, thinking=thinking
    )


def trial_of(name: str, settings: ModelSettings, environ: Mapping[str, str]) -> Models:
    """Return the one model that a person names for a trial: "anthropic:claude-haiku-5-5", "openai:", "local".

    The other settings (base_url, structure, thinking, prices, caps) are the configuration's. Raises Misconfigured.
    """
    extractor, price = _named(name, settings, environ)
    return Models(
        choices=(Choice(extractor=extractor, price=price, breaker=CircuitBreaker(extractor.name, time.monotonic)),),
        prompt_version=PROMPT_VERSION,
        ask=ask_of(settings),
        understand=understand,
        shorter=shorter,
        budget_micros=0,
    )


def _named(name: str, settings: ModelSettings, environ: Mapping[str, str]) -> tuple[Extractor, Price]:
    if name == "local":
        from jobfinder.models.local import LocalModel

        return LocalModel(), Price()
    vendor, _, model = name.partition(":")
    if vendor not in KEY_VARIABLES:
        raise Misconfigured(
            f"{name!r} names no model", todo="Write local, anthropic:MODEL or openai:MODEL; only anthropic: is enough."
        )
    own = settings.provider == vendor
    values = {"provider": vendor, "model": model, "base_url": settings.base_url if own else ""}
    provider = settings.model_copy(update=values)
    return extractor_of(provider, environ, thinking=settings.thinking), price_of(provider, settings)


def model_name(provider: ProviderSettings) -> str:
    """Return the model that is meant: the one named, or the vendor's usual one."""
    return provider.model or DEFAULT_MODELS[provider.provider]


def price_of(provider: ProviderSettings, settings: ModelSettings) -> Price:
    """Return the model's price; nothing for a server of one's own. Raises Misconfigured where the table lacks it."""
    name = model_name(provider)
    found = next((each for each in settings.prices if each.model == name), None)
    if found is None:
        if provider.base_url:
            return Price()
        raise Misconfigured(
            f"There is no price for {name}, so no budget could hold",
            where="models.prices",
            todo="Add it: model, input, output, cache_read, cache_write (dollars for a million tokens) and as_of.",
        )
    return Price(**found.model_dump(exclude={"model"}))
