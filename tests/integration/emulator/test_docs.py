"""docs/emulators.md says nothing that is not so."""

import re

import pytest
from emulator import __main__ as program
from emulator import register, running
from scripts import owner

from jobfinder.domain.environments import ENVIRONMENTS
from tests.places import ROOT

TEXT = (ROOT / "docs" / "emulators.md").read_text()


def test_the_variables_are_those_that_the_program_prints() -> None:
    hosts = {
        "FIRESTORE_EMULATOR_HOST": f"127.0.0.1:{running.FIRESTORE_PORT}",
        "PUBSUB_EMULATOR_HOST": f"127.0.0.1:{running.PUBSUB_PORT}",
        "GOOGLE_CLOUD_PROJECT": running.PROJECT,
        "STORE": "firestore",
    }
    assert dict(re.findall(r"^    export (\w+)=(\S+)$", TEXT, re.MULTILINE)) == hosts


def test_every_option_is_one(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["emulator", "--help"])
    with pytest.raises(SystemExit):
        program._options()
    known = set(re.findall(r"--[a-z-]+", capsys.readouterr().out))
    for arguments in re.findall(r"python -m emulator (--.*)", TEXT):
        assert set(re.findall(r"--[a-z-]+", arguments)) <= known
    assert {"--firestore-port", "--pubsub-port"} <= known


def test_every_deed_of_the_owner_script_is_one() -> None:
    deeds = re.findall(r"python scripts/owner.py (.+)", TEXT)
    assert [owner._options(deed.split()).act.__name__ for deed in deeds] == ["show_owners", "grant", "revoke"]


def test_every_path_and_number_is_right() -> None:
    for path in ("firestore.rules", "firebase.json", "config/profile.example.yaml", "scripts/owner.py"):
        assert path in TEXT
        assert (ROOT / path).is_file()
    assert all(f"`{environment.database}`" in TEXT for environment in ENVIRONMENTS.values())
    assert register.MOST_DELIVERIES == 5
    assert "five times in all" in TEXT
    assert program.LOGS == ROOT / "build" / "emulators"
