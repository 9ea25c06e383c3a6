"""How fast a source must be, and the sources that cannot be: each with the share that it holds, and why."""

from __future__ import annotations

from typing import NamedTuple

LEAST_OF_BARE, LEAST_OF_BS4 = 0.5, 10.0


class Floor(NamedTuple):
    """A share that is held in place of the one asked for."""

    share: float
    why: str


_SHORT_ROWS = "its rows are short: making a posting of one costs as much as decoding it"
# Of the bare decoder's speed. A floor lies a fifth below what was measured, as machines differ by that much.
LESS_OF_BARE = {
    "usajobs": Floor(0.37, "its texts are plain and become HTML, its amounts and dates are texts"),
    "remoteok": Floor(0.3, "its texts are encoded twice, and to make one whole is to encode and to decode it"),
    "adzuna": Floor(0.38, f"{_SHORT_ROWS}, and each link is freed of the key's owner"),
    "jobicy": Floor(0.4, f"{_SHORT_ROWS}; its words are escaped as HTML"),
    "himalayas": Floor(0.42, "pages of 20, each with an address to make for the next; lists of areas and categories"),
    "oraclecloud": Floor(0.41, "pages of 25 short rows, each with an address to make for the next"),
    "personio": Floor(0.44, "XML of many small elements"),
    "bamboohr": Floor(0.45, _SHORT_ROWS),
}
_FEW_TAGS = "its texts have few tags, so there is little that bs4 has to do"
LESS_OF_BS4 = {
    "hackernews": Floor(7.5, _FEW_TAGS),
    "torre": Floor(7.5, _FEW_TAGS),
    "usajobs": Floor(6.5, _FEW_TAGS),
}


def least_of_bare(name: str) -> float:
    """Return the least share of the bare decoder's speed that a source may have."""
    return LESS_OF_BARE[name].share if name in LESS_OF_BARE else LEAST_OF_BARE


def least_of_bs4(name: str) -> float:
    """Return how many times as fast as bs4 a source must at least be."""
    return LESS_OF_BS4[name].share if name in LESS_OF_BS4 else LEAST_OF_BS4
