"""One key in both environments is refused although neither sees the other's database; no key is ever shown."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from jobfinder.config import load_settings
from jobfinder.config.keys import KEY_VARIABLES, short_fingerprints
from jobfinder.errors import Misconfigured
from jobfinder.models import choosing
from tests.places import ROOT

KEY, OTHER = "sk-ant-a-secret-of-staging", "sk-ant-a-secret-of-production"
MARK = short_fingerprints({"ANTHROPIC_API_KEY": KEY})["ANTHROPIC_API_KEY"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    copytree(ROOT / "config", tmp_path / "config")
    return tmp_path


def refusal(home: Path, environ: dict[str, str]) -> str:
    with pytest.raises(Misconfigured) as caught:
        load_settings(home, environ)
    for secret in (KEY, OTHER):
        assert secret not in str(caught.value)
    return str(caught.value)


def test_the_variables_are_those_that_models_read() -> None:
    assert set(KEY_VARIABLES) == set(choosing.KEY_VARIABLES.values())


@pytest.mark.parametrize(
    "written", ["ANTHROPIC_API_KEY={}", 'export ANTHROPIC_API_KEY="{}"', "OPENAI_API_KEY='{}'\n\n"]
)
def test_the_file_of_variables_of_the_other_environment_beside_ours_is_enough(home: Path, written: str) -> None:
    (home / ".env.production").write_text(f"# keys\n{written.format(KEY)}")
    told = refusal(home, {"ANTHROPIC_API_KEY": KEY})
    for words in ("one key", "ANTHROPIC_API_KEY of staging", "of production", ".env.production"):
        assert words in told
    assert load_settings(home, {"ANTHROPIC_API_KEY": OTHER})


def test_two_files_of_variables_with_one_key_are_refused_whichever_is_started(home: Path) -> None:
    for name in ("staging", "production"):
        (home / f".env.{name}").write_text(f"ANTHROPIC_API_KEY={KEY}\n")
    for name in ("staging", "production"):
        assert "one key" in refusal(home, {"ENVIRONMENT": name})


def test_a_fingerprint_in_the_other_configuration_is_enough(home: Path) -> None:
    path = home / "config" / "config.production.yaml"
    path.write_text(path.read_text().replace("key_fingerprints: []", f"key_fingerprints: [{MARK}]"))
    told = refusal(home, {"ANTHROPIC_API_KEY": KEY})
    for words in ("one key", "ANTHROPIC_API_KEY of staging", "models.key_fingerprints", "config.production.yaml"):
        assert words in told
    assert load_settings(home, {"ANTHROPIC_API_KEY": KEY, "ENVIRONMENT": "production"})


def test_where_fingerprints_are_named_no_other_key_starts(home: Path) -> None:
    environ = {"ANTHROPIC_API_KEY": OTHER, "JOB_FINDER_MODELS__KEY_FINGERPRINTS": f"[{MARK}]"}
    told = refusal(home, environ)
    for words in ("ANTHROPIC_API_KEY", "models.key_fingerprints", "config.yaml"):
        assert words in told
    assert load_settings(home, {**environ, "ANTHROPIC_API_KEY": KEY})
