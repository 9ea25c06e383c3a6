from __future__ import annotations

from collections.abc import Iterator

import pytest

from jobfinder.models.anthropic import AnthropicModel
from jobfinder.models.openai import OpenAIModel
from jobfinder.models.schema import answer_schema
from jobfinder.ports import Ask, Extractor
from tests.fakes.model_server import KEY, ModelServer
from tests.unit.models.reading import IN_USE

VENDORS = ("anthropic", "openai", "compatible")
ASK = Ask(
    prefix=("Read the posting.", "The profile of the person:\nPython (6 years)"),
    text="The posting stands between the lines that hold m1.\nm1\nTitle: Engineer\n\nWe need Python.\nm1\nFill in.",
    schema=answer_schema(),
    max_output_tokens=500,
)


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer().running() as running:
        yield running


@pytest.fixture(autouse=True)
def closed_connections() -> Iterator[None]:
    yield
    while IN_USE:
        IN_USE.pop().close()


@pytest.fixture
def waits() -> list[float]:
    return []


def extractor(
    vendor: str,
    server: ModelServer,
    waits: list[float],
    monkeypatch: pytest.MonkeyPatch,
    *,
    key: str = KEY,
    model: str = "",
) -> Extractor:
    """Return an adapter whose SDK talks to the fake server; OpenAI's own is led there by the SDK's own variable."""
    made: AnthropicModel | OpenAIModel
    if vendor == "anthropic":
        made = AnthropicModel(model or "claude-haiku-5-5", key=key, base_url=server.url, sleep=waits.append)
    elif vendor == "openai":
        monkeypatch.setenv("OPENAI_BASE_URL", f"{server.url}/v1")
        made = OpenAIModel(model or "gpt-6-luna", key=key, sleep=waits.append)
    else:
        made = OpenAIModel(model or "local-model", key=key, base_url=f"{server.url}/v1", sleep=waits.append)
    IN_USE.append(made)
    return made


@pytest.fixture(params=VENDORS)
def vendor(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def model(vendor: str, server: ModelServer, waits: list[float], monkeypatch: pytest.MonkeyPatch) -> Extractor:
    return extractor(vendor, server, waits, monkeypatch)
