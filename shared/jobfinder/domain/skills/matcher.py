"""Finds skills in a text in one pass over its words, the longest spelling first, ordinary words only with evidence."""

from __future__ import annotations

import re
from typing import NamedTuple

from jobfinder.domain.skills.entries import Doubt, Node, Term
from jobfinder.domain.skills.tokens import Words, cut


class Hit(NamedTuple):
    """A spelling at (start, end) of the text."""

    term: Term
    start: int
    end: int


_LOOSE = frozenset((" ", "-", "", "\u00a0", "\u2010", "\u2011", "_", "\u00ad", "\u2009", "\u202f"))
_DASHES = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2019": "'"})
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+|\S+@\S+\.\S+")


def spellings(text: str, tree: Node) -> list[Hit]:
    """Return every spelling in `text`, in order and not overlapping, believed or not; none inside a web address."""
    cutting = cut(text)
    hits: list[Hit] = []
    words, spans = cutting.words, cutting.spans
    at, count = 0, len(words)
    while at < count:
        node = tree.get(words[at])
        if node is not None:
            term, last = _longest(cutting, at, node)
            if term is not None:
                hits.append(Hit(term, spans[at][0], spans[last][1]))
                at = last
        at += 1
    return _outside_addresses(text, hits)


def lookup(name: str, tree: Node) -> Term | None:
    """Return the spelling that `name` is as a whole, in any case, or None."""
    cutting = cut(name)
    node: Node | None = tree
    for word in cutting.words:
        node = node.get(word) if node is not None else None
    term: Term | None = node.get("") if node is not None and cutting.words else None
    return term if term is not None and term.skill is not None else None


def _longest(cutting: Words, at: int, node: Node) -> tuple[Term | None, int]:
    text, words, spans = cutting
    best, last = None, at
    gaps: list[str] = []
    here = at
    while True:
        term = node.get("")
        if term is not None and _fits(term, gaps, text[spans[at][0] : spans[here][1]]):
            best, last = term, here
        here += 1
        if here == len(words):
            return best, last
        following = node.get(words[here])
        if following is None:
            return best, last
        node = following
        gaps.append(text[spans[here - 1][1] : spans[here][0]])


def _fits(term: Term, gaps: list[str], found: str) -> bool:
    if term.silent or (term.doubt is Doubt.CASE and not _same_capitals(term.written, found)):
        return False
    return all(_joins(gap, joint) for gap, joint in zip(gaps, term.joints, strict=True))


def _same_capitals(written: str, found: str) -> bool:
    return found == written or (found[:-1] == written and found[-1] == "s")


def _joins(gap: str, joint: str) -> bool:
    """Return whether what stands between two words of the text can stand between them in the spelling."""
    return gap in _LOOSE or (
        len(gap) < 4 and "\n" not in gap and joint != "" and gap.strip().translate(_DASHES) == joint
    )


def _outside_addresses(text: str, hits: list[Hit]) -> list[Hit]:
    if not hits or ("://" not in text and "@" not in text and "www." not in text):
        return hits
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    return [hit for hit in hits if not any(start <= hit.start < end for start, end in addresses)]
