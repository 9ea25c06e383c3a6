from __future__ import annotations

import json
from pathlib import Path

import pytest

from jobfinder.cli.config import _masked
from jobfinder.cli.exit_codes import Exit
from tests.unit.cli.conftest import CONFIG as FOLDER
from tests.unit.cli.conftest import Run

CONFIG = FOLDER / "config.yaml"


def test_both_environments_stand_side_by_side_with_the_origin_of_each_value(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOB_FINDER_SCRAPE__WORKERS", "3")
    result = run("config", "check", "--json")
    assert result.code == 0
    document = json.loads(result.out)
    assert document["environment"] == "staging"
    line = next(n for n, text in enumerate(CONFIG.read_text().splitlines(), 1) if "min_match_score" in text)
    assert document["staging"]["settings"]["ai.min_match_score"] == {"value": "70", "from": f"config.yaml:{line}"}
    assert document["staging"]["settings"]["environment"]["from"].startswith("config.yaml:")
    assert document["production"]["settings"]["owns.secrets_end_in"]["value"] == "(none)"
    assert document["staging"]["settings"]["owns.secrets_end_in"]["value"] == "-staging"
    assert document["staging"]["settings"]["logging.files"] == {"value": "(none)", "from": "default"}
    assert document["staging"]["settings"]["scrape.workers"] == {"value": "3", "from": "JOB_FINDER_SCRAPE__WORKERS"}
    assert document["production"]["settings"]["ai.min_match_score"]["value"] == "80"
    assert document["production"]["settings"]["scrape.workers"]["value"] == "8"
    assert {"ai.min_match_score", "storage.database_name", "network", "limits"} <= {*document["differs"]}
    assert "fetch.timeout_seconds" not in document["differs"]
    shown = run("config", "check").out
    assert "STAGING (in use)" in shown
    rows = {line.split()[0]: line for line in shown.splitlines()}
    assert "≠" in rows["ai.min_match_score"]
    assert "≠" not in rows["fetch.timeout_seconds"]


def test_a_key_is_shown_by_what_stands_for_it_and_read_from_the_other_environments_file_of_variables(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-of-staging")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    (home / ".env.production").write_text("ANTHROPIC_API_KEY=sk-ant-of-production\nJOB_FINDER_SCRAPE__WORKERS=5\n")
    result = run("config", "check", "--json")
    document = json.loads(result.out)
    marks = [document[name]["keys"]["ANTHROPIC_API_KEY"] for name in ("staging", "production")]
    assert all(mark.startswith("sha256:") for mark in marks)
    assert marks[0] != marks[1]
    assert document["staging"]["keys"]["OPENAI_API_KEY"] == "(none)"
    assert document["production"]["settings"]["scrape.workers"]["value"] == "5"
    assert "sk-ant" not in result.out + run("config", "check").out
    (home / ".env.production").write_text("ANTHROPIC_API_KEY=sk-ant-of-staging\n")
    refused = run("config", "check")
    assert refused.code == Exit.MISCONFIGURED
    assert "Staging and production share one key" in refused.err


def test_what_is_not_written_is_a_default(run: Run, home: Path) -> None:
    path = home / "config" / "config.yaml"
    lines = path.read_text().splitlines()
    path.write_text("\n".join(line for line in lines if "user_agent" not in line))
    settings = json.loads(run("config", "check", "--json").out)["staging"]["settings"]
    assert settings["fetch.user_agent"]["from"] == "default"


def test_a_wrong_setting_is_refused_with_every_reason(run: Run, home: Path) -> None:
    path = home / "config" / "config.yaml"
    path.write_text(path.read_text().replace("workers: 2", "workers: many\n  wrokers: 2"))
    result = run("config", "check")
    assert result.code == Exit.MISCONFIGURED
    assert "queue.workers is 'many'" in result.err
    assert "queue.wrokers is not a setting" in result.err


def test_an_unknown_setting_in_a_variable_is_told_by_the_variable(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOB_FINDER_QUEU__WORKERS", "3")
    result = run("search")
    assert result.code == Exit.MISCONFIGURED
    assert "JOB_FINDER_QUEU__WORKERS" in result.err
    assert "config.yaml)" not in result.err


def test_a_database_of_the_other_environment_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORAGE_DATABASE_NAME", "portfolio")
    result = run("config", "check")
    assert result.code == Exit.MISCONFIGURED
    assert "portfolio" in result.err
    assert "staging" in result.err


def test_an_environment_that_does_not_exist_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENVIRONMENT", "prod")
    for words in (("config", "check"), ("matches",), ("search",)):
        result = run(*words)
        assert result.code == Exit.MISCONFIGURED
        assert "'prod'" in result.err


def test_the_other_environment_may_be_missing_but_not_the_one_in_use(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "config" / "config.production.yaml").unlink()
    assert run("config", "check").code == 0
    monkeypatch.setenv("ENVIRONMENT", "production")
    assert run("config", "check").code == Exit.MISCONFIGURED


def test_a_file_that_is_no_database_is_refused(run: Run, home: Path) -> None:
    (home / "data-staging").mkdir()
    (home / "data-staging" / "portfolio-staging.db").write_bytes(b"not a database at all" * 100)
    assert run("config", "check").code == Exit.MISCONFIGURED


def test_checking_makes_no_database(run: Run, home: Path) -> None:
    run("config", "check")
    assert not (home / "data-staging").exists()


def test_secrets_are_masked() -> None:
    assert "hunter2" not in _masked("notify.smtp_password", "hunter2")
    assert "xyz" not in _masked("models.api_key", "xyz")
    assert _masked("notify.url", "smtp://me:hunter2@mail.example") == "smtp://••••@mail.example"
    assert _masked("fetch.allow_hosts", ("a:1", "b:2")) == "a:1, b:2"
    assert _masked("models.prices", [{"model": "a", "input": 0.1}, {"model": "b"}]) == "model=a input=0.1, model=b"
    assert _masked("models.base_url", "http://llm.example/v1?api_key=hunter2#x") == "http://llm.example/v1?••••"


def test_the_key_of_a_board_is_shown_by_what_stands_for_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADZUNA_APP_KEY", "0123456789abcdef-of-adzuna")
    result = run("config", "check", "--json")
    keys = json.loads(result.out)["staging"]["keys"]
    assert keys["ADZUNA_APP_KEY"].startswith("sha256:")
    assert keys["USAJOBS_API_KEY"] == "(none)"
    assert "of-adzuna" not in result.out


@pytest.mark.parametrize("change", ["database_name: portfolio", "backend: firestore", "environment: production"])
def test_the_quick_way_in_refuses_what_the_full_check_refuses(change: str, run: Run, home: Path) -> None:
    path = home / "config" / "config.yaml"
    key = change.partition(":")[0]
    lines = [change.join(("", "")) if line.startswith(key) else line for line in path.read_text().splitlines()]
    lines = [
        f"{line[: len(line) - len(line.lstrip())]}{change}" if line.strip().startswith(key) else line for line in lines
    ]
    path.write_text("\n".join(lines))
    assert run("matches").code == Exit.MISCONFIGURED


def test_a_database_marked_for_the_other_environment_is_not_even_looked_at(run: Run, home: Path) -> None:
    import shutil

    assert run("matches").code == 0  # makes staging's database
    (home / "data").mkdir()
    shutil.copy(home / "data-staging" / "portfolio-staging.db", home / "data" / "portfolio.db")
    import os

    os.environ["ENVIRONMENT"] = "production"
    try:
        result = run("matches")
    finally:
        del os.environ["ENVIRONMENT"]
    assert result.code == Exit.MISCONFIGURED
    assert "staging" in result.err


def test_alerts_are_recommended_for_production_and_optional_for_staging(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Recommended" not in run("config", "check").out + run("config", "check").err
    monkeypatch.setenv("ENVIRONMENT", "production")
    result = run("config", "check")
    assert result.code == 0
    assert "Recommended: Nobody is told when production is in trouble" in result.out + result.err
    assert json.loads(run("config", "check", "--json").out)["production"]["advice"]
    monkeypatch.setenv("JOB_FINDER_ALERTS__URLS", "discord://t0ken@1234")
    result = run("config", "check")
    assert "Recommended" not in result.out + result.err
    assert "t0ken" not in result.out + result.err


def test_fingerprints_are_recommended_where_production_uses_a_model_and_are_enough_for_both(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENVIRONMENT", "production")
    monkeypatch.setenv("JOB_FINDER_ALERTS__URLS", "discord://t0ken@1234")
    monkeypatch.setenv("JOB_FINDER_MODELS__PROVIDER", "anthropic")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-the-key-of-production")
    shown = json.loads(run("config", "check", "--json").out)["production"]
    assert any("models.key_fingerprints" in words for words in shown["advice"])
    path = home / "config" / "config.production.yaml"
    mark = shown["keys"]["ANTHROPIC_API_KEY"]
    path.write_text(path.read_text().replace("key_fingerprints: []", f'key_fingerprints: ["{mark}"]'))
    assert json.loads(run("config", "check", "--json").out)["production"]["advice"] == []
    monkeypatch.setenv("ENVIRONMENT", "staging")
    result = run("config", "check")  # as in staging's container, which sees production's configuration and no more
    assert result.code == Exit.MISCONFIGURED
    assert "Staging and production share one key" in result.err
