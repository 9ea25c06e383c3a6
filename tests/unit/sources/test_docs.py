"""What `docs/sources.md` says of the sources is so."""

import re
import subprocess
import sys

from jobfinder import sources
from jobfinder.fetch.guard import _WEB_PORTS
from tests.places import ROOT

DOCUMENT = (ROOT / "docs" / "sources.md").read_text()


def test_every_source_has_its_row_in_the_order_in_which_they_are_asked() -> None:
    assert re.findall(r"^\| `(\w+)` \|", DOCUMENT, re.MULTILINE) == [source.type for source in sources.types()]


def test_the_table_is_what_the_script_makes_of_the_sources() -> None:
    script = "import sys; sys.path.insert(0, 'scripts'); import make_source_docs as m; print(m.source_table())"
    made = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert made in DOCUMENT, "run `python scripts/make_source_docs.py`"


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
