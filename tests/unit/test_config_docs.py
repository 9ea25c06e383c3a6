"""docs/configuration.md is what the typed settings say, and every key in it means something."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from jobfinder.config import Settings, load_settings
from jobfinder.config.variables import variable_of
from jobfinder.domain.environments import ENVIRONMENTS
from jobfinder.fetch.keys import KEYS
from tests.places import ROOT

DOCUMENT = ROOT / "docs" / "configuration.md"


def keys(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from keys(field.annotation, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}"


def test_the_document_is_what_the_settings_say() -> None:
    script = "import sys; sys.path.insert(0, 'scripts'); import make_config_docs as m; print(m.config_docs(), end='')"
    made = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert made.stdout == DOCUMENT.read_text(encoding="utf-8"), "run `python scripts/make_config_docs.py`"


def test_every_key_is_in_it_with_its_values_its_variable_and_its_meaning() -> None:
    rows = [line.strip("| ").split(" | ") for line in DOCUMENT.read_text(encoding="utf-8").splitlines()]
    documented = {row[0].strip("`"): row for row in rows if len(row) == 7}
    assert set(documented) - {"key", "---"} == set(keys(Settings))
    for key in keys(Settings):
        assert documented[key][5] == f"`{variable_of(key)}`"
        assert len(documented[key][6]) > 10


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_the_variable_of_each_key_sets_it(name: str) -> None:
    """Each is set to what the file says already, so that only a variable that reaches its key passes."""
    settings = load_settings(ROOT, {"ENVIRONMENT": name})
    for key in keys(Settings):
        value = settings
        for part in key.split("."):
            value = getattr(value, part)
        if isinstance(value, str | int | float) and value != "":
            again = load_settings(ROOT, {"ENVIRONMENT": name, variable_of(key): str(value)})
            assert again == settings, key


def test_the_key_of_every_board_is_named() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert [name for name in KEYS if f"`{name}`" not in text] == []


def test_every_file_that_is_linked_is_there() -> None:
    for target in re.findall(r"\]\(([\w./-]+)\)", DOCUMENT.read_text(encoding="utf-8")):
        assert (ROOT / "docs" / target).is_file(), target
