"""Finds skills in a text in one pass over its words, the longest spelling first, ordinary words only with evidence."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from jobfinder.domain.skills.entries import Doubt, Node, Term
from jobfinder.domain.skills.tokens import Cut, cut
from jobfinder.domain.text import regex


class Hit(NamedTuple):
    """A spelling at (start, end) of the text."""

    term: Term
    start: int
    end: int


_LOOSE = frozenset((" ", "-", "", "\u00a0", "\u2010", "\u2011", "_", "\u00ad", "\u2009", "\u202f"))
_LONGEST_GAP = 3  # characters between two words of a spelling
_DASHES = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2019": "'"})
_ADDRESS = regex(r"\b(?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@]{1,255}")


def spellings(text: str, tree: Node) -> list[Hit]:
    """Return every spelling in `text`, in order and not overlapping, believed or not; none inside a web address."""
    hits: list[Hit] = []
    cut_text, done = cut(text), 0
    words, starts, _ = cut_text
    last = len(words) - 1
    for at in [at for at, word in enumerate(words) if word in tree]:
        node = tree[words[at]]
        if starts[at] < done or ("" not in node and (at == last or words[at + 1] not in node)):
            continue
        hit = _longest(text, cut_text, at, node)
        if hit is not None:
            hits.append(hit)
            done = hit.end
    return _outside_addresses(text, hits)


def lookup(name: str, tree: Node) -> Term | None:
    """Return the spelling that `name` is as a whole, in any case, or None."""
    node: Node | None = tree
    for word in cut(name).words:
        node = node.get(word) if node is not None else None
    if node is None or "" not in node:
        return None
    term: Term = node[""][0]
    return term if term.skill is not None else None


def _longest(text: str, cut_text: Cut, at: int, node: Node) -> Hit | None:
    """Return the longest spelling that begins with word number `at`, whose place in the tree is `node`."""
    best: Hit | None = None
    gaps: list[str] = []
    words, starts, ends = cut_text
    start, end = starts[at], ends[at]
    while True:
        ending = node.get("")
        if ending is not None and _fits(ending[0], ending[1], gaps, text[start:end]):
            best = Hit(ending[0], start, end)
        at += 1
        if len(node) == (ending is not None) or at == len(words):
            return best
        following = node.get(words[at])
        gap = text[end : starts[at]]
        if following is None or len(gap) > _LONGEST_GAP:
            return best
        gaps.append(gap)
        node, end = following, ends[at]


def _fits(term: Term, joints: tuple[str, ...], gaps: list[str], found: str) -> bool:
    if term.silent or (term.doubt is Doubt.CASE and not _same_capitals(term.written, found)):
        return False
    if term.written.isupper() and found.istitle() and found[-1] == "s":
        return False  # Leeds is not the plural of LEED
    return not gaps or all(_joins(gap, joint) for gap, joint in zip(gaps, joints, strict=True))


def _same_capitals(written: str, found: str) -> bool:
    return found == written or (found[:-1] == written and found[-1] == "s")


def _joins(gap: str, joint: str) -> bool:
    """Return whether what stands between two words of the text can stand between them in the spelling."""
    return gap in _LOOSE or ("\n" not in gap and joint != "" and gap.strip().translate(_DASHES) == joint)


def _outside_addresses(text: str, hits: list[Hit]) -> list[Hit]:
    if not hits or ("://" not in text and "@" not in text and "www." not in text):
        return hits
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    starts = [start for start, _ in addresses]
    return [hit for hit in hits if not _is_within(hit.start, addresses, starts)]


def _is_within(at: int, spans: list[tuple[int, int]], starts: list[int]) -> bool:
    which = bisect_right(starts, at) - 1
    return which >= 0 and at < spans[which][1]
