from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from jobfinder.cli.exit_codes import Exit
from tests.fakes.model_server import KEY, ModelServer, answering
from tests.unit.cli.conftest import Run

ROWS = [
    {"id": "a", "title": "Senior Engineer", "description_text": "Python.", "gold": {"level": "senior"}},
    {"id": "b", "title": "Junior Engineer", "description_text": "Python.", "gold": {"level": "director"}},
]


@pytest.fixture
def labelled(home: Path) -> str:
    (home / "rows.jsonl").write_text("\n".join(json.dumps(row) for row in ROWS))
    return "rows.jsonl"


def test_each_field_is_measured_beside_the_published_number(labelled: str, run: Run) -> None:
    result = run("evaluate", labelled)
    assert result.code == 0
    (level,) = [line for line in result.out.splitlines() if line.startswith("level")]
    assert "0.500" in level
    assert "0.872" in level


def test_disagreements_are_listed_when_asked_for(labelled: str, run: Run) -> None:
    assert "Junior Engineer" not in run("evaluate", labelled).out
    assert "Junior Engineer" in run("evaluate", labelled, "--disagreements").out


def test_the_report_is_json_too(labelled: str, run: Run) -> None:
    report = json.loads(run("evaluate", labelled, "--json").out)
    assert report["rows"] == 2


def test_a_field_without_labels_has_no_figure(labelled: str, run: Run) -> None:
    (salary,) = [
        line
        for line in run("evaluate", labelled).out.splitlines()
        if line.split()[:2] == ["salary", "F1"] and "within" not in line
    ]
    assert salary.split()[:4] == ["salary", "F1", "0", "0.957"]


def test_a_broken_line_is_named_and_costs_no_other(run: Run, home: Path) -> None:
    (home / "rows.jsonl").write_text(json.dumps(ROWS[0]) + "\nnot json\n")
    result = run("evaluate", "rows.jsonl")
    assert result.code == Exit.PARTLY
    assert "line 2" in result.err
    (home / "rows.jsonl").write_text("not json\n")
    nothing_read = run("evaluate", "rows.jsonl")
    assert (nothing_read.code, nothing_read.out) == (Exit.FAILED, "")
    assert run("evaluate", "missing.jsonl").code == Exit.NOT_FOUND


def test_without_a_key_a_model_is_refused_in_words(labelled: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    result = run("evaluate", labelled, "--model", "anthropic:claude-haiku-5-5")
    assert result.code == Exit.MISCONFIGURED
    assert "ANTHROPIC_API_KEY" in result.err
    assert run("evaluate", labelled, "--model", "nobody").code == Exit.MISCONFIGURED


def test_no_model_is_an_extractor_too(labelled: str, run: Run) -> None:
    report = json.loads(run("evaluate", labelled, "--model", "local", "--json").out)
    assert (report["model"]["calls"], report["model"]["usd"]) == (2, 0)
    assert report["scores"] == json.loads(run("evaluate", labelled, "--json").out)["scores"]


def test_a_model_is_measured_with_calls_tokens_money_and_time(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = {"id": "a", "title": "Backend Engineer", "gold": {"yoe": {"min": 3, "max": None}, "level": "senior"}}
    row["description_text"] = "You know your trade by heart. A trio of years in it will do."
    (home / "rows.jsonl").write_text(json.dumps(row) + "\n" + json.dumps({**row, "id": "b"}))
    facts = [{"field": "level", "value": "senior", "quote": "You know your trade by heart"}]
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    with ModelServer(lambda system, user: answering(facts=facts)).running() as server:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        report = json.loads(run("evaluate", "rows.jsonl", "--model", "anthropic:", "--json").out)
        shown = run("evaluate", "rows.jsonl", "--model", "anthropic:", "--limit", "1")
        assert len(server.asked) == 3
        poor = json.loads(run("evaluate", "rows.jsonl", "--model", "anthropic:", "--most-usd", "0", "--json").out)
        assert len(server.asked) == 3
    assert (report["model"]["calls"], report["model"]["used"]) == (2, 2)
    assert report["model"]["usd"] > 0
    assert next(each for each in report["scores"] if each["field"] == "level")["value"] == 1.0
    assert "input tokens" in shown.out
    assert "anthropic:claude-haiku-5-5" in shown.out
    assert sum(poor["model"]["failed"].values()) == 2


def test_rows_come_from_standard_input_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(json.dumps(ROWS[0]).encode())))
    assert json.loads(run("evaluate", "-", "--json").out)["rows"] == 1
