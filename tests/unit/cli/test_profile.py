from __future__ import annotations

import json
from pathlib import Path

from jobfinder.cli.exit_codes import Exit
from jobfinder.ports import Ports
from tests.unit.cli.conftest import Run, a_listing, keep
from tests.unit.cli.test_init import RESUME

PROFILE = """
person:
  name: Ada
  skills: [Python]
searches:
  - name: platform
    titles: [Platform Engineer]
    policy:
      excluded_companies: [Globex]
"""


def test_an_import_shows_what_it_understood_and_saves_only_when_told_to(run: Run, home: Path) -> None:
    (home / "cv.md").write_text(RESUME)
    unasked = run("profile", "import", "cv.md")
    assert "Ada Sample" in unasked.out
    assert "PostgreSQL" in unasked.out
    assert unasked.code == Exit.USAGE
    assert run("profile", "show").code == Exit.NOT_FOUND
    assert run("profile", "import", "cv.md", "--yes").code == 0
    assert "Ada Sample" in run("profile", "show").out


def test_a_resume_keeps_the_searches_a_person_has(run: Run, home: Path) -> None:
    (home / "mine.yaml").write_text(PROFILE)
    (home / "cv.md").write_text(RESUME)
    assert run("profile", "import", "mine.yaml", "--yes").code == 0
    result = run("profile", "import", "cv.md", "--yes")
    assert "your searches stay" in result.out
    profile = json.loads(run("profile", "show", "--json").out)
    assert profile["person"]["name"] == "Ada Sample"
    assert profile["searches"][0]["policy"]["excluded_companies"] == ["Globex"]


def test_the_searches_of_the_invented_person_are_nobodys(run: Run, home: Path) -> None:
    assert run("init", "--yes").code == 0
    assert run("search").code == 0
    (home / "cv.md").write_text(RESUME)
    result = run("profile", "import", "cv.md", "--yes")
    assert "your searches stay" not in result.out
    assert json.loads(run("profile", "show", "--json").out)["searches"][0]["name"] == "main"


def test_searches_that_were_written_but_never_searched_with_stay(run: Run, home: Path) -> None:
    (home / "config" / "profile.yaml").write_text(PROFILE)
    (home / "cv.md").write_text(RESUME)
    assert "your searches stay" in run("profile", "import", "cv.md", "--yes").out
    assert json.loads(run("profile", "show", "--json").out)["searches"][0]["name"] == "platform"


def test_a_file_that_cannot_be_read_keeps_the_searches_that_were_last_read(run: Run, home: Path) -> None:
    (home / "mine.yaml").write_text(PROFILE)
    assert run("profile", "import", "mine.yaml", "--yes").code == 0
    (home / "config" / "profile.yaml").write_text("person: {nme: Ada}")
    (home / "cv.md").write_text(RESUME)
    assert "your searches stay" in run("profile", "import", "cv.md", "--yes").out


def test_a_saved_profile_scores_every_known_listing_again(run: Run, home: Path, ports: Ports) -> None:
    keep(ports, a_listing(1), 70)
    keep(ports, a_listing(2), None)
    (home / "mine.yaml").write_text(PROFILE)
    assert "2 known postings" in run("profile", "import", "mine.yaml", "--yes").err
    assert "the same as before" in run("profile", "import", "mine.yaml", "--yes").err
    (home / "mine.yaml").write_text(PROFILE.replace("Globex", "Initech"))
    assert json.loads(run("profile", "import", "mine.yaml", "--yes", "--json").out)["to_rescore"] == 2


def test_the_file_that_was_there_is_kept_beside_the_new_one(run: Run, home: Path) -> None:
    (home / "config" / "profile.yaml").write_text(PROFILE)
    (home / "cv.md").write_text(RESUME)
    run("profile", "import", "cv.md", "--yes")
    assert (home / "config" / "profile.yaml.bak").read_text() == PROFILE
    assert "Ada Sample" in (home / "config" / "profile.yaml").read_text()


def test_the_file_in_its_place_is_imported_without_being_rewritten(run: Run, home: Path) -> None:
    (home / "config" / "profile.yaml").write_text("# my words\n" + PROFILE)
    assert run("profile", "import", "config/profile.yaml", "--yes").code == 0
    assert (home / "config" / "profile.yaml").read_text().startswith("# my words")


def test_an_export_reads_back_the_same(run: Run, home: Path) -> None:
    (home / "mine.yaml").write_text(PROFILE)
    run("profile", "import", "mine.yaml", "--yes")
    before = json.loads(run("profile", "show", "--json").out)
    (home / "again.yaml").write_text(run("profile", "export").out)
    assert "the same as before" in run("profile", "import", "again.yaml", "--yes").err
    assert json.loads(run("profile", "export", "--format", "json").out) == before


def test_a_wrong_profile_is_refused_with_every_mistake(run: Run, home: Path) -> None:
    (home / "config" / "profile.yaml").write_text(PROFILE.replace("titles:", "titels:").replace("[Python]", "7"))
    result = run("profile", "check")
    assert result.code == Exit.MISCONFIGURED
    assert "titels" in result.err
    assert "skills" in result.err


def test_a_file_that_is_not_there_is_not_found(run: Run) -> None:
    assert run("profile", "import", "missing.pdf", "--yes").code == Exit.NOT_FOUND
