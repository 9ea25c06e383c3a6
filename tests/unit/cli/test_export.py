from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from jobfinder.ports import Ports
from tests.unit.cli.conftest import Run, a_listing, keep


@pytest.fixture
def _stored(ports: Ports) -> None:
    keep(ports, a_listing(1, title="Plain, with a comma"), 70)
    keep(ports, a_listing(2, title='=HYPERLINK("https://evil.example")', company="@Acme"), 80)


@pytest.mark.usefixtures("_stored")
def test_no_cell_is_a_formula(run: Run) -> None:
    table = list(csv.reader(io.StringIO(run("export").out)))
    assert table[0][:2] == ["score", "title"]
    assert [row[1] for row in table[1:]] == ['\'=HYPERLINK("https://evil.example")', "Plain, with a comma"]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for row in table for cell in row)


@pytest.mark.usefixtures("_stored")
def test_json_and_json_lines_hold_the_same(run: Run) -> None:
    whole = json.loads(run("export", "--format", "json").out)
    lines = [json.loads(line) for line in run("export", "--format", "jsonl").out.splitlines()]
    assert whole == lines
    assert whole == json.loads(run("export", "--json").out)
    assert whole[0]["title"].startswith("=")  # JSON is no spreadsheet
    assert whole[0]["strengths"] == ["Asks for Python, which you have."]


@pytest.mark.usefixtures("_stored")
def test_a_file_is_written_whole(run: Run, tmp_path: Path) -> None:
    result = run("export", "--output", "matches.csv")
    assert result.out == ""
    assert "2 matches" in result.err
    assert (tmp_path / "matches.csv").read_bytes().count(b"\r\n") == 3


@pytest.mark.usefixtures("_stored")
def test_every_state_is_exported_unless_one_is_asked_for(run: Run) -> None:
    best = json.loads(run("export", "--json").out)[0]["id"]
    run("state", best, "dismissed")
    assert len(json.loads(run("export", "--json").out)) == 2
    assert len(json.loads(run("export", "--json", "--state", "new").out)) == 1


def test_a_table_without_matches_has_its_titles(run: Run) -> None:
    assert run("export").out.startswith("score,title,company")


def test_a_file_that_cannot_be_written_is_named(run: Run) -> None:
    result = run("export", "--output", "no/such/folder/x.csv")
    assert result.code == 4
    assert "no/such/folder/x.csv" in result.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_is_told_with_the_files_name(run: Run) -> None:
    result = run("export", "--output", "/dev/full")
    assert result.code == 1
    assert "/dev/full" in result.err
    assert "No space left" in result.err


@pytest.mark.usefixtures("_stored")
def test_a_link_is_written_through_and_no_draft_is_left(run: Run, tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to("real.csv")
    run("export", "--output", "link.csv")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text().startswith("score,")
    assert not list(tmp_path.glob("*.new"))
