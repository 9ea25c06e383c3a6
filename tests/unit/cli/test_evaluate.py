from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from jobfinder.cli.exit_codes import Exit
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


def test_a_broken_line_is_named_and_costs_no_other(run: Run, home: Path) -> None:
    (home / "rows.jsonl").write_text(json.dumps(ROWS[0]) + "\nnot json\n")
    result = run("evaluate", "rows.jsonl")
    assert result.code == Exit.PARTLY
    assert "line 2" in result.err
    (home / "rows.jsonl").write_text("not json\n")
    assert run("evaluate", "rows.jsonl").code == Exit.FAILED
    assert run("evaluate", "missing.jsonl").code == Exit.NOT_FOUND


def test_rows_come_from_standard_input_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(json.dumps(ROWS[0]).encode())))
    assert json.loads(run("evaluate", "-", "--json").out)["rows"] == 1
