"""Every recording of a real board yields what its golden file says; the files need no test code of their own."""

from pathlib import Path

import pytest

from jobfinder.ports import SourceType
from tests.places import needs_shared
from tests.sources.golden import HERE, golden_file, recordings, yielded

RECORDINGS = [pytest.param(source, path, id=f"{source.type}/{path.stem}") for source, path in recordings()]


@needs_shared
@pytest.mark.parametrize(("source", "recording"), RECORDINGS)
def test_a_recording_yields_what_its_golden_file_says(source: SourceType, recording: Path) -> None:
    golden = golden_file(source, recording)
    assert golden.exists(), f"no {golden.name} yet: python -m tests.sources.golden --write, then read what it says"
    assert yielded(source, recording.read_bytes()) == golden.read_text()


@needs_shared
def test_every_golden_file_has_its_recording() -> None:
    expected = {golden_file(source, path) for source, path in recordings()}
    assert set(HERE.glob("*/*.txt")) == expected
