"""What `docs/models.md` and the configuration files say of models is so."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from jobfinder.cli.catalogue import ENTRIES
from jobfinder.config import ModelSettings
from jobfinder.domain.environments import ENVIRONMENTS
from jobfinder.models.choosing import DEFAULT_MODELS
from tests.unit.models.payloads import PAYLOADS

ROOT = Path(__file__).parents[3]
GUIDE = (ROOT / "docs" / "models.md").read_text(encoding="utf-8")
BLOCKS = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)]


@pytest.mark.parametrize("block", BLOCKS, ids=str)
def test_every_example_of_the_guide_is_a_valid_setting(block: dict[str, object]) -> None:
    assert ModelSettings.model_validate(block["models"]).provider != "none"


def test_every_command_and_setting_of_the_guide_exists() -> None:
    assert set(re.findall(r"`?jobfinder (\w+)", GUIDE)) <= set(ENTRIES)
    named = set(re.findall(r"`([a-z]+_[a-z_]+)`", GUIDE))
    assert named <= set(ModelSettings.model_fields)
    assert f"{len(PAYLOADS)} hostile postings" in GUIDE


@pytest.mark.parametrize("environment", ENVIRONMENTS.values(), ids=lambda one: one.name)
def test_the_configuration_documents_every_setting_and_is_off(environment: object) -> None:
    path = ROOT / "config" / getattr(environment, "config_file")  # noqa: B009
    written = yaml.safe_load(path.read_text(encoding="utf-8"))["models"]
    settings = ModelSettings.model_validate(written)
    assert set(written) == set(ModelSettings.model_fields)
    assert settings.provider == "none"
    assert {name: getattr(settings, name) for name in written if name != "prices"} == {
        name: getattr(ModelSettings(), name) for name in written if name != "prices"
    }
    assert {each.model for each in settings.prices} >= set(DEFAULT_MODELS.values())


@pytest.mark.parametrize("environment", ENVIRONMENTS.values(), ids=lambda one: one.name)
def test_every_price_names_the_day_and_the_page_where_it_was_looked_up(environment: object) -> None:
    path = ROOT / "config" / getattr(environment, "config_file")  # noqa: B009
    prices = ModelSettings.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))["models"]).prices
    assert all(date.fromisoformat(price.as_of) for price in prices)
    assert all(price.source.startswith("https://") for price in prices)
    assert all(0 < price.cache_read < price.input < price.output and price.cache_write > 0 for price in prices)
