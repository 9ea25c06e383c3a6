"""How well one thing fits, from 0 to 1, and why; what is unknown fits half, never not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jobfinder.domain.freshness import MIDDLE, whole_points
from jobfinder.domain.match import Part


@dataclass(frozen=True, slots=True)
class Share:
    """The share of a part's points that a listing earns, with the words that explain it."""

    value: float  # 0 to 1
    why: str

    def points(self, most: int) -> int:
        """Return whole points out of `most`, halves rounded up."""
        return whole_points(self.value, most)

    def part(self, name: str, most: int) -> Part:
        """Return the line of the score."""
        return Part(name, self.points(most), most, self.why)


def middle(why: str) -> Share:
    """Return the share of what is unknown."""
    return Share(MIDDLE, why)


def together(shares: Iterable[Share]) -> Share:
    """Return the mean of shares; where one of them does not fit at all, neither does the whole."""
    shares = list(shares)
    why = "; ".join(share.why for share in shares)
    if any(share.value == 0 for share in shares):
        return Share(0.0, why)
    return Share(sum(share.value for share in shares) / len(shares), why)
