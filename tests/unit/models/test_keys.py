"""Staging and production never share a key, and no key is ever written down."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

import pytest

from jobfinder import wiring
from jobfinder.cli.config import _masked
from jobfinder.domain.shared_keys import fingerprint
from jobfinder.errors import Misconfigured
from tests.unit.models.reading import IN_USE

CONFIG = Path(__file__).parents[3] / "config"
KEY, OTHER = "sk-ant-a-secret-of-staging", "sk-ant-a-secret-of-production"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    shutil.copytree(CONFIG, tmp_path / "config")
    return tmp_path


def start(home: Path, environment: str, key: str = "", **more: str) -> bool:
    """Start an environment with a model and return whether it has one."""
    variables = {"ENVIRONMENT": environment, "JOB_FINDER_MODELS__PROVIDER": "anthropic", "ANTHROPIC_API_KEY": key}
    environ = {**variables, **more}
    ports = wiring.bootstrap(home, environ)
    ports.close()
    IN_USE.extend(choice.extractor for choice in ports.models.choices) if ports.models else None
    return ports.models is not None


def test_two_environments_with_a_key_each_start(home: Path) -> None:
    assert start(home, "staging", KEY)
    assert start(home, "production", OTHER)
    assert start(home, "staging", KEY)


@pytest.mark.parametrize(("first", "second"), [("staging", "production"), ("production", "staging")])
def test_a_shared_key_refuses_to_start_and_is_not_shown(
    first: str, second: str, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    start(home, first, KEY)
    with pytest.raises(Misconfigured, match="share one key") as refused:
        start(home, second, KEY)
    told = f"{refused.value} {caplog.text}"
    assert f"ANTHROPIC_API_KEY of {first}" in told
    assert f"ANTHROPIC_API_KEY of {second}" in told
    assert KEY not in told
    assert fingerprint(KEY) not in told
    for path in (*home.glob("data*/*"),):
        assert KEY.encode() not in path.read_bytes()


def test_a_key_may_move_once_the_other_environment_has_another(home: Path) -> None:
    start(home, "staging", KEY)
    start(home, "staging", "sk-ant-newer")
    assert start(home, "production", KEY)


def test_without_a_key_nothing_starts_but_functions_that_ask_no_model(home: Path) -> None:
    with pytest.raises(Misconfigured, match="ANTHROPIC_API_KEY"):
        start(home, "staging")
    assert not start(home, "staging", FUNCTION_TARGET="scrape_source")
    with pytest.raises(Misconfigured):
        start(home, "staging", FUNCTION_TARGET="score_queue_item")


def test_no_model_is_the_default(home: Path) -> None:
    ports = wiring.bootstrap(home, {})
    ports.close()
    assert ports.models is None


def test_a_key_in_an_address_is_masked() -> None:
    assert "hunter2" not in _masked("models.base_url", "https://me:hunter2@llm.example/v1")


def test_a_number_of_tokens_is_no_secret() -> None:
    assert _masked("models.max_output_tokens", 500) == "500"
    assert "abc" not in _masked("notify.bot_token", "abc")
