"""Tells how strongly a posting asks for what stands at a place in its text: by its section, and by its sentence.

The words of a sentence win over the section's heading: "Docker is a plus" under "Requirements" is a plus.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from typing import NamedTuple

from jobfinder.domain.facts import Emphasis
from jobfinder.domain.reading import emphasis_words as say
from jobfinder.domain.text import regex

_LONGEST_HEADING = 80  # characters
_AROUND_HEADING = " -*•.!?()"
_HEADING = regex(r"\w(?:.*\w)?")
_WORD = regex(r"\w+")
_SENTENCE_END = regex(r"[.;!?…](?=\s)|[()]| [–—] |,? (?:but|while|whereas|aber|mais|pero) ")
_CLAUSE_END = regex(r", | (?:and|und|et|y) ")
_PLAIN = (("-", " "), ("\u2010", " "), ("\u2011", " "), ("\u00a0", " "), ("\u2019", "'"))
_A_WORD_IN_BRACKETS = 40  # characters: "(required)", "(would be a plus)"


class Emphases:
    """The sections of one clean text, found once; sentences are read as skills in them are asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._plain = _lowered(text)
        self._starts, self._kinds = _sections(self._plain)
        self._line = _Line(0, -1, [], [])

    def at(self, start: int) -> Emphasis:
        """Return the emphasis of what begins at `start` of the text."""
        said = self._said(start)
        return said if said is not None else self._kinds[bisect_right(self._starts, start) - 1]

    def _said(self, start: int) -> Emphasis | None:
        """Return what the sentence around `start` says; where it says both, what the words between the commas say."""
        line = self._line_at(start)
        if not line.cues:
            return None
        which = bisect_right(line.bounds, start)
        first, last = line.bounds[which - 1], line.bounds[min(which, len(line.bounds) - 1)]
        said = line.says(first, last)
        if not said:
            return self._in_brackets(line, last)
        return said.pop() if len(said) == 1 else self._in_clause(line, start, first, last)

    def _line_at(self, start: int) -> _Line:
        if not self._line.start <= start < self._line.end:
            first = self._plain.rfind("\n", 0, start) + 1
            last = self._plain.find("\n", start)
            self._line = _read_line(self._plain, first, last if last >= 0 else len(self._plain))
        return self._line

    def _in_brackets(self, line: _Line, at: int) -> Emphasis | None:
        """Return what a bracket that opens at `at` says, where it holds nothing else: "Terraform (required)"."""
        if not self._text.startswith("(", at):
            return None
        inside = self._plain[at + 1 : at + 1 + _A_WORD_IN_BRACKETS].partition(")")[0].strip(" !.")
        cues = line.between(at, at + _A_WORD_IN_BRACKETS)
        return next((cue.kind for cue in cues if self._plain[cue.start : cue.end] == inside), None)

    def _in_clause(self, line: _Line, start: int, first: int, last: int) -> Emphasis | None:
        bounds = [first, *(match.start() for match in _CLAUSE_END.finditer(self._plain, first, last)), last]
        which = bisect_right(bounds, start)
        for end in bounds[which:]:
            said = line.says(bounds[which - 1], end)
            if len(said) == 1:
                return said.pop()
        return None


class _Cue(NamedTuple):
    """A phrase that says how strongly a sentence asks."""

    start: int
    end: int
    kind: Emphasis


def _start(cue: _Cue) -> int:
    return cue.start


class _Line(NamedTuple):
    """One line: where its sentences begin and end, and the cues in it."""

    start: int
    end: int
    bounds: list[int]
    cues: list[_Cue]

    def between(self, first: int, last: int) -> list[_Cue]:
        """Return the cues that begin between two places."""
        return self.cues[bisect_left(self.cues, first, key=_start) : bisect_left(self.cues, last, key=_start)]

    def says(self, first: int, last: int) -> set[Emphasis]:
        """Return what the cues between two places say."""
        return {cue.kind for cue in self.between(first, last)}


def _read_line(plain: str, first: int, last: int) -> _Line:
    cues = _cues(plain, first, last)
    ends = [match.start() for match in _SENTENCE_END.finditer(plain, first, last)] if cues else []
    return _Line(first, last, [first, *ends, last], cues)


def _lowered(text: str) -> str:
    """Return the text in lower case with spaces for hyphens, every character still at its place."""
    lower = text.lower()
    plain = lower if len(lower) == len(text) else text
    for sign, usual in _PLAIN:
        plain = plain.replace(sign, usual)
    return plain


# -- sections ---------------------------------------------------------------------------------------------------------


def _sections(plain: str) -> tuple[list[int], list[Emphasis]]:
    """Return where sections begin, and the emphasis of each."""
    starts, kinds, at = [0], [Emphasis.MENTIONED], 0
    for line in plain.split("\n"):
        kind = _heading(line)
        if kind is not None:
            starts.append(at)
            kinds.append(kind)
        at += len(line) + 1
    return starts, kinds


def _heading(line: str) -> Emphasis | None:
    """Return the emphasis of the section a line opens; None where it opens none."""
    head, colon, _ = line[: _LONGEST_HEADING + 1].partition(":")
    if not colon and len(line) > _LONGEST_HEADING:
        return None
    head = head.strip(_AROUND_HEADING)
    if not (head[:1].isalnum() and head[-1:].isalnum()):  # rarer signs around it
        found = _HEADING.search(head)
        if found is None:
            return None
        head = found[0]
    exact, openings = _headings()
    kind = exact.get(head)
    if kind is not None:
        return kind
    for opening, kind in openings.get(head.split(" ", 1)[0], ()):
        if head.startswith(opening):
            return kind
    return _built_heading(head.split())


def _built_heading(words: list[str]) -> Emphasis | None:
    """Return what an English heading made of the usual words asks: "Preferred skills and experience"."""
    if len(words) > 8 or say.HEADING_NOUNS.isdisjoint(words):
        return None
    words = [word.strip(",()") for word in words]
    if not all(word in say.HEADING_NOUNS or word in say.HEADING_MODIFIERS for word in words):
        return None
    return Emphasis.PREFERRED if say.WISHING_MODIFIERS.intersection(words) else Emphasis.REQUIRED


@cache
def _headings() -> tuple[dict[str, Emphasis], dict[str, list[tuple[str, Emphasis]]]]:
    """Return the whole headings, and the beginnings of others by their first word, the longest first."""
    exact: dict[str, Emphasis] = {}
    openings: dict[str, list[tuple[str, Emphasis]]] = {}
    for lines, kind in (
        (say.REQUIRED_HEADINGS, Emphasis.REQUIRED),
        (say.PREFERRED_HEADINGS, Emphasis.PREFERRED),
        (say.OTHER_HEADINGS, Emphasis.MENTIONED),
    ):
        for phrase in say.phrases(lines):
            opening = phrase.removesuffix("…")
            exact[opening] = kind
            if opening != phrase:
                openings.setdefault(opening.split(" ", 1)[0], []).append((opening, kind))
    for those in openings.values():
        those.sort(key=lambda pair: -len(pair[0]))
    return exact, openings


# -- telling words ----------------------------------------------------------------------------------------------------


def _cues(plain: str, first: int, last: int) -> list[_Cue]:
    """Return the cues of plain[first:last], in order, not overlapping."""
    by_first, found, done = _cue_phrases(), [], 0
    for match in _WORD.finditer(plain, first, last):
        start = match.start()
        if start < done:
            continue
        for phrase, kind in by_first.get(match[0], ()):
            end = start + len(phrase)
            if plain.startswith(phrase, start) and not plain[end : end + 1].isalnum():
                found.append(_Cue(start, end, kind))
                done = end
                break
    return found


@cache
def _cue_phrases() -> dict[str, list[tuple[str, Emphasis]]]:
    """Return the telling phrases by their first word, the longest first."""
    phrases: dict[str, list[tuple[str, Emphasis]]] = {}
    for lines, kind in ((say.PREFERRED_WORDS, Emphasis.PREFERRED), (say.REQUIRED_WORDS, Emphasis.REQUIRED)):
        for phrase in say.phrases(lines):
            first = _WORD.match(phrase)
            phrases.setdefault(first[0] if first else phrase, []).append((phrase, kind))
    for those in phrases.values():
        those.sort(key=lambda pair: -len(pair[0]))
    return phrases
