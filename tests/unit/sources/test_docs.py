"""What `docs/sources.md` says of the sources is so."""

import re
import subprocess
import sys

from jobfinder import sources
from jobfinder.config.sections import ScrapeSettings
from jobfinder.domain.careers_page import COMMON_PATHS
from jobfinder.fetch.guard import _WEB_PORTS
from jobfinder.fetch.jobspy_library import MOST_RESULTS
from jobfinder.usecases.discover import GUESSES, MOST_BOARDS, MOST_PAGES
from tests.places import ROOT

DOCUMENT = (ROOT / "docs" / "sources.md").read_text()


def test_every_source_has_its_row_in_the_order_in_which_they_are_asked() -> None:
    assert re.findall(r"^\| `(\w+)` \|", DOCUMENT, re.MULTILINE) == [source.type for source in sources.types()]


def test_the_table_is_what_the_script_makes_of_the_sources() -> None:
    script = (
        "import sys; sys.path.insert(0, 'scripts'); import make_source_docs as m; print(m.document(sys.stdin.read()))"
    )
    words = [sys.executable, "-c", script]
    made = subprocess.run(words, cwd=ROOT, input=DOCUMENT, capture_output=True, text=True, check=True).stdout
    assert made == DOCUMENT + "\n", "run `python scripts/make_source_docs.py`"


def test_the_sources_with_details_are_those_said_to_need_them() -> None:
    said = re.findall(r"^\| `(\w+)` .*one more request", DOCUMENT, re.MULTILINE)
    assert said == [source.type for source in sources.types() if source.has_details]


def test_the_paths_that_are_named_exist() -> None:
    paths = re.findall(r"`(shared/[\w/.]+)`", DOCUMENT)
    assert paths
    assert all((ROOT / path).exists() for path in paths)


def test_the_ports_are_those_that_pass() -> None:
    said = re.search(r"Ports other than ([\d, and]+) are refused", DOCUMENT)
    assert said is not None
    assert {int(port) for port in re.findall(r"\d+", said[1])} == _WEB_PORTS


def test_the_figures_of_finding_a_board_are_those_of_the_code() -> None:
    assert f"at most {MOST_PAGES} pages" in DOCUMENT
    assert f"at most {MOST_BOARDS} of them" in DOCUMENT
    assert (len(GUESSES), "at eight\nvendors" in DOCUMENT) == (8, True)
    assert f"Up to {MOST_RESULTS} postings" in DOCUMENT
    usual = re.search(r"such pages usually have \(([^.]+)\.\.\.", DOCUMENT)
    assert usual is not None
    assert set(re.findall(r"/\w+", usual[1])) <= set(COMMON_PATHS)


def test_what_is_told_of_libraries_is_what_their_sources_say() -> None:
    for source in sources.types():
        if extra := getattr(source, "extra", ""):
            assert f'pip install "job-finder[{extra}]"' in DOCUMENT
    assert ScrapeSettings().jobspy is False
    found = sources.recognise(re.findall(r"`(https://www\.linkedin\.com/[^`]+)`", DOCUMENT)[0])
    assert found is not None
    assert found[0].type == "jobspy"
