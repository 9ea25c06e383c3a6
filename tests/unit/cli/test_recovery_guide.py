"""docs/recovery.md, followed from its first command to its last; what it says of days and figures is so."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from jobfinder import cli
from jobfinder.cli.catalogue import ENTRIES
from jobfinder.cli.operating import WRITES_PER_SECOND
from jobfinder.domain.environments import ENVIRONMENTS, PRODUCTION, STAGING
from tests.unit.cli.conftest import Run
from tests.unit.cli.test_operating import database, filled, held, script, typed

__all__ = ["filled", "script", "typed"]  # fixtures

ROOT = Path(__file__).parents[3]
GUIDE = (ROOT / "docs" / "recovery.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ (.*)$", GUIDE, re.MULTILINE)
ELSEWHERE = "/mnt/usb/portfolio-monday"


def test_the_guide_can_be_followed_from_its_first_command_to_its_last(
    filled: Path,
    run: Run,
    script: Callable[..., object],
    typed: Callable[[str], list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Production is backed up, lost and restored; then data move there from staging, and both are cleaned up."""
    whole = held(filled, "production")
    followed = [command for command in COMMANDS if not command.startswith("docker ")]
    for command in followed:
        if command.endswith("--dry-run") and "restore" in command:
            lost = filled / "data" / "portfolio.db"
            lost.rename(filled / "lost.db")
        environment, words = environment_of(command), words_of(command, filled)
        typed("production" if "migrate" in command else environment)
        monkeypatch.setenv("ENVIRONMENT", environment)
        if words[0] == "jobfinder":
            done = run(*words[1:])
            assert done.code == 0, (command, done.err)
        else:
            done = script(" ".join([Path(words[1]).name, *words[2:]]), environment=environment)  # type: ignore[assignment]
            assert done.code in (0, 5), (command, done.err)  # 5: production has a listing in another version
        if "--against-database" in command and "restore" in " ".join(followed[: followed.index(command)]):
            assert held(filled, "production") == whole
    store = database(filled, "staging")
    assert store.items() == []
    store.close_store()


def environment_of(command: str) -> str:
    if found := re.match(r"ENVIRONMENT=(\w+) ", command):
        return found[1]
    return "production" if ELSEWHERE in command else "staging"


def words_of(command: str, home: Path) -> list[str]:
    words = shlex.split(command.replace(ELSEWHERE, str(home / "usb" / "portfolio-monday")))
    return words[1:] if "=" in words[0] else words


def test_every_command_named_in_the_text_exists() -> None:
    named = set(re.findall(r"`(?:ENVIRONMENT=\w+ )?jobfinder (\w+)", GUIDE)) - {"environment"}
    assert named <= set(ENTRIES)
    for path in re.findall(r"scripts/\w+\.py", GUIDE):
        assert (ROOT / path).is_file()
    for target in re.findall(r"\]\(([\w./-]+)\)", GUIDE):
        assert (ROOT / "docs" / target).is_file(), target


def test_every_option_named_is_one_of_a_command(
    capsys: pytest.CaptureFixture[str], script: Callable[..., object]
) -> None:
    texts = []
    for name in ("backup", "verify", "restore"):
        cli.main([name, "--help"])
        texts.append(capsys.readouterr().out)
    for name in ("cleanup_staging_db.py", "clean_old_completed.py", "migrate_data.py"):
        texts.append(script(f"{name} --help").out)  # type: ignore[attr-defined]
    known = set(re.findall(r"--[a-z-]+", " ".join(texts)))
    docker = {"--rm", "--user", "--entrypoint"}
    named = set(re.findall(r"(?<=[ `])--[a-z][a-z-]*", GUIDE)) - docker - {"--restored"}
    assert named <= known


def test_the_days_and_figures_are_those_of_the_code() -> None:
    rows = [line.strip("| ").split(" | ") for line in GUIDE.splitlines() if line.startswith("| ") and "---" not in line]
    said = {row[0]: row[1:] for row in rows[1:]}

    def days(number: int | None) -> str:
        return "never" if number is None else f"after {number} days"

    both = (STAGING, PRODUCTION)
    assert said == {
        "queue items that ended well": [days(each.succeeded_retention_days) for each in both],
        "queue items that failed": [days(each.failed_retention_days) for each in both],
        "matches": [days(each.match_retention_days) for each in both],
        "log files": [days(each.log_retention_days) for each in both],
    }
    assert f"{WRITES_PER_SECOND:.0f} documents a second" in " ".join(GUIDE.split())
    for environment in ENVIRONMENTS.values():
        assert f"`{environment.database}`" in GUIDE
