"""The boards to begin with: a name and a board's id each, known by their page, offered by the profile's field."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
import yaml

from jobfinder.cli import output
from jobfinder.cli.exit_codes import Exit
from jobfinder.cli.folder import read_sources_file
from jobfinder.cli.starter import FIELDS, NONE, likely_field, starter_boards
from jobfinder.domain.board_pages import PAGES, board_page
from jobfinder.domain.person import Person, Profile, Search
from jobfinder.errors import Misconfigured
from jobfinder.sources import recognise
from tests.unit.cli.conftest import CONFIG, Run

BOARDS = starter_boards("")


def test_there_are_many_companies_spread_over_kinds_and_fields() -> None:
    assert len(BOARDS) >= 60
    assert len(Counter(board.kind for board in BOARDS)) >= 8
    assert all(len(starter_boards(field)) >= 10 for field in FIELDS)


def test_every_entry_is_a_name_and_a_board_and_no_more() -> None:
    entries = yaml.safe_load((CONFIG / "starter-boards.yaml").read_text())["boards"]
    assert all(entry.keys() == {"name", "board", "fields"} for entry in entries)
    assert all(len(entry["fields"]) == len(set(entry["fields"])) for entry in entries)


def test_no_company_and_no_board_stands_there_twice_and_they_are_in_order() -> None:
    names = [board.name.casefold() for board in BOARDS]
    boards = [f"{board.kind}:{board.board}".casefold() for board in BOARDS]
    assert names == sorted(set(names))
    assert len(set(boards)) == len(boards)


@pytest.mark.parametrize("board", BOARDS, ids=lambda board: board.name)
def test_every_entry_is_recognised_by_its_page_as_the_board_it_names(board: object) -> None:
    found = recognise(board.url)  # type: ignore[attr-defined]
    assert found is not None
    assert (found[0].type, found[1].id) == (board.kind, board.board)  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", PAGES)
def test_the_page_of_a_board_leads_back_to_it(kind: str) -> None:
    board = {"workday": "fern.wd3:Plants", "oraclecloud": "fern.fa.us2:CX_1"}.get(kind, "fern")
    found = recognise(board_page(kind, board))
    assert found is not None
    assert (found[0].type, found[1].id) == (kind, board)


def test_nothing_is_added_unless_it_is_asked_for(run: Run, tmp_path: Path) -> None:
    run("init", str(tmp_path / "new"), "--yes")
    assert read_sources_file(tmp_path / "new/config/sources.yaml") == []


def test_the_boards_of_a_field_are_written_with_the_word_that_none_was_verified(run: Run, tmp_path: Path) -> None:
    result = run("init", str(tmp_path / "new"), "--yes", "--starter", "Security")
    assert result.code == 0
    assert "not verified" in result.err
    path = tmp_path / "new/config/sources.yaml"
    assert "none was verified" in path.read_text()
    wanted = [{"url": board.url, "company": board.name} for board in starter_boards("security")]
    assert read_sources_file(path) == wanted


def test_programs_are_told_which(run: Run, tmp_path: Path) -> None:
    made = json.loads(run("init", str(tmp_path / "new"), "--starter", "ai", "--json").out)
    assert made["starter"] == [board.url for board in starter_boards("ai")]


def test_a_field_that_is_none_is_refused_before_anything_is_written(run: Run, tmp_path: Path) -> None:
    result = run("init", str(tmp_path / "new"), "--yes", "--starter", "astrology")
    assert result.code == Exit.USAGE
    assert "software" in result.err
    assert not (tmp_path / "new").exists()


def test_a_person_is_offered_the_field_of_their_resume(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []
    monkeypatch.setattr(output, "can_ask", lambda: True)
    monkeypatch.setattr(output, "ask", lambda question, default="": (asked.append((question, default)), default)[1])
    resume = tmp_path / "cv.md"
    resume.write_text(
        "# Ada Sample\nData Engineer\nBerlin\n\n## Experience\n**Data Engineer**, Fern, 2020 to present\n- SQL\n"
    )
    assert run("init", str(tmp_path / "new"), "--resume", str(resume)).code == 0
    assert asked[-1][1] == "data"
    assert len(read_sources_file(tmp_path / "new/config/sources.yaml")) == len(starter_boards("data"))


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("Backend Engineer", "software"),
        ("Data Analyst", "data"),
        ("Machine Learning Engineer", "ai"),
        ("Site Reliability Engineer", "infrastructure"),
        ("Product Designer", "design"),
        ("Product Manager", "product"),
        ("Nurse", NONE),
    ],
)
def test_the_field_follows_the_roles_that_are_looked_for(title: str, field: str) -> None:
    search = Search(name="mine", titles=(title,), threshold=70)
    assert likely_field(Profile(person=Person(), searches=(search,), version="1")) == field
    assert likely_field(None) == NONE


@pytest.mark.parametrize(
    "text",
    [
        "boards: 3",
        "boards: [{name: Fern, board: fern, fields: [software]}]",
        "boards: [{name: Fern, board: 'lever:fern', fields: [plants]}]",
        "boards: [{name: Fern, board: 'lever:fern', fields: [software], url: x}]",
        "boards: [",
    ],
)
def test_a_list_that_is_not_right_is_refused_by_name(text: str, tmp_path: Path) -> None:
    (tmp_path / "starter-boards.yaml").write_text(text)
    with pytest.raises(Misconfigured, match="list of boards") as caught:
        starter_boards("", tmp_path)
    assert "starter-boards.yaml" in caught.value.where
