import subprocess
import sys

import pytest

import jobfinder.profiles

HEAVY = ("pydantic", "yaml", "pypdf", "docx", "jobfinder.domain.reading", "jobfinder.domain.skills.fields")


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = f"import sys, jobfinder.profiles; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_name_of_the_package_is_there() -> None:
    for name in jobfinder.profiles.__all__:
        assert callable(getattr(jobfinder.profiles, name))
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        jobfinder.profiles.nonsense  # noqa: B018
