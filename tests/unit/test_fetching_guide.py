"""What docs/fetching.md says is what the fetcher does: its numbers, its table, its links."""

import re

import pytest

from jobfinder.domain.known_board import TRUSTED
from jobfinder.fetch import http, pace, robots
from jobfinder.fetch.guard import _WEB_PORTS
from jobfinder.fetch.public_apis import PUBLIC_APIS
from jobfinder.ports import Request
from tests.guides import guide
from tests.places import ROOT

TEXT = guide("fetching.md")


def test_the_interfaces_that_need_no_robots_txt_are_those_of_the_code() -> None:
    rows = re.findall(r"^\| `([^`]+)` \| `([^`]+)` \| <([^>]+)> \|$", TEXT, re.MULTILINE)
    assert rows == [tuple(one) for one in PUBLIC_APIS]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        (r"inflated bytes of an answer \| (\d+) MB", Request(url="").max_bytes / 1e6),
        (r"may ask for up to (\d+) MB", http.MOST_BYTES / 1e6),
        (r"reserves up to (\d+) seconds of turns", pace.MOST_AHEAD_SECONDS),
        (r"a wait of up to (\d+) seconds", http.SHORT_WAIT_SECONDS),
        (r"the first (\d+) KiB", robots.MOST_BYTES / 1024),
        (r"is read for (\d+) minutes", robots.UNREACHABLE.total_seconds() / 60),
        (r"kept to, up to (\d+) seconds", robots.MOST_DELAY_SECONDS),
        (r"after (\d+) days: however", TRUSTED.days),
    ],
)
def test_each_number_is_that_of_the_code(words: str, number: float) -> None:
    found = re.search(words.replace(" ", r"\s+"), TEXT)
    assert found, words
    assert float(found[1]) == number


def test_the_ports_are_those_of_the_code() -> None:
    assert ", ".join(map(str, sorted(_WEB_PORTS))) in TEXT


def test_each_link_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", TEXT):
        assert (ROOT / "docs" / target).exists(), target
