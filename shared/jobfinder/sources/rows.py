"""Rows of a JSON answer, decoded straight into types; a broken row is set apart and never takes its neighbours along.

The whole answer is decoded at once. Only if that fails is each row decoded by itself, to name those that are broken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, Generic, Protocol, TypeVar, get_args, get_origin
from urllib.parse import urljoin

import msgspec

from jobfinder.domain.posting import Broken, Posting
from jobfinder.errors import Unreadable
from jobfinder.ports import Board
from jobfinder.sources.text import as_utf8, from_windows, whole_characters

Row = TypeVar("Row")
Answer = TypeVar("Answer")
LARGE_BOARD_BYTES = 50_000_000  # whole boards come in one answer, with all their texts


class BrokenRow(ValueError):
    """A row that cannot become a posting, and why, in words."""


class Rows(Generic[Answer, Row]):
    """The rows of one kind of answer: an object that holds them in `field`, or (no `field`) a list that is them.

    `field` may lead through other objects, and lists of them ("items.rows"). `expected` says in words what the board
    sends. A single row where a list was expected (a detail response) counts as a list of one if `is_row` says that it
    is one. `id_name` and `title_name` are the names of a row's id and title, where the board calls them by other ones.
    """

    def __init__(
        self,
        answer: type[Answer],
        row: type[Row],
        *,
        field: str,
        expected: str,
        is_row: Callable[[Row], object],
        id_name: str = "",
        title_name: str = "",
    ) -> None:
        self._whole = msgspec.json.Decoder(answer)
        self._apart = msgspec.json.Decoder(_apart(answer, field.split(".")) if field else list[msgspec.Raw])
        self._row = msgspec.json.Decoder(row)
        self._path, self._expected, self._is_row = tuple(filter(None, field.split("."))), expected, is_row
        self._ids, self._titles = (id_name,) if id_name else _IDS, (title_name,) if title_name else _TITLES

    def read(self, body: bytes, where: str) -> tuple[Any, list[Row | None], list[Broken]]:
        """Return the answer (None for a single row), its rows in order, None for a broken one, and the broken ones.

        Raises Unreadable, naming `where` it came from, if it is not such an answer.
        """
        try:
            answer: Any = self._whole.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return self._read_apart(whole_characters(as_utf8(body)), where)
        return answer, _rows_in(answer, self._path), []

    def read_single(self, body: bytes, where: str) -> Row:
        """Return the one row that a detail response is. Raises Unreadable where it is none."""
        try:
            row = self._row.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            return self._single(whole_characters(as_utf8(body)), error, where)
        if not self._is_row(row):
            raise self._unreadable(body, msgspec.ValidationError("it is no posting"), where)
        return row

    def _read_apart(self, body: bytes, where: str) -> tuple[Any, list[Row | None], list[Broken]]:
        try:
            answer = self._apart.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            return None, [self._single(body, error, where)], []
        rows: list[Row | None] = []
        broken: list[Broken] = []
        for position, raw in enumerate(_rows_in(answer, self._path), start=1):
            try:
                rows.append(self._decoded(raw))
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                rows.append(None)
                broken.append(self._broken_raw(position, raw, error))
        return answer, rows, broken

    def _decoded(self, raw: Any) -> Row:
        try:
            return self._row.decode(raw)
        except UnicodeDecodeError:
            return self._row.decode(from_windows(bytes(raw)))

    def _single(self, body: bytes, why: Exception, where: str) -> Row:
        try:
            row = self._decoded(body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise self._unreadable(body, why, where) from None
        if not self._is_row(row):
            raise self._unreadable(body, why, where)
        return row

    def _broken_raw(self, position: int, raw: msgspec.Raw, why: Exception) -> Broken:
        try:
            row = msgspec.json.decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            row = None
        return _broken(position, row if isinstance(row, dict) else {}, str(why), self._ids, self._titles)

    def _unreadable(self, body: bytes, why: Exception, where: str) -> Unreadable:
        return Unreadable(f"Expected {self._expected}, got {_got(body, why)}", where=where)


def _apart(answer: Any, path: list[str]) -> Any:
    """Return the type of the same answer with its rows, which stand at the end of the path, left undecoded."""
    if get_origin(answer) is list:
        return list.__class_getitem__(_apart(get_args(answer)[0], path))
    fields = {item.name: item for item in msgspec.structs.fields(answer)}
    holder = fields.pop(path[0])
    inner = _apart(holder.type, path[1:]) if path[1:] else list[msgspec.Raw]
    others = [(name, Any, None) for name in fields]
    sent_as = {item.name: item.encode_name for item in (holder, *fields.values())}
    return msgspec.defstruct("Apart", [(holder.name, inner), *others], rename=sent_as)


def _rows_in(answer: Any, path: tuple[str, ...]) -> list[Any]:
    for name in path:
        inside = answer if isinstance(answer, list) else (answer,)
        found = [getattr(each, name) for each in inside]
        answer = found[0] if len(found) == 1 else [row for rows in found for row in rows]
    rows: list[Any] = answer
    return rows


def _got(body: bytes, why: Exception) -> str:
    if not body.strip():
        return "an empty answer"
    if isinstance(why, RecursionError):
        return "JSON nested too deeply to be one"
    if isinstance(why, msgspec.ValidationError):
        return f"JSON of another shape: {why}"
    if body.lstrip()[:1] in b"{[":
        return f"JSON that is broken or breaks off ({len(body)} bytes): {why}"
    return f"no JSON: it begins with {body.strip()[:40].decode('utf-8', 'replace')!r}"


_IDS = ("id", "shortcode")  # what boards call a posting's id, and its title
_TITLES = ("title", "name", "text")
_WEB = ("https://", "http://")


def _broken(
    position: int, row: dict[str, Any], why: str, ids: tuple[str, ...] = _IDS, titles: tuple[str, ...] = _TITLES
) -> Broken:
    """Return a broken row with how to find it: its position, what it is called, and its id where that can be read."""
    named = {key: str(row[key]).strip()[:80] for key in (*titles, *ids) if isinstance(row.get(key), str | int)}
    name = next((named[key] for key in (*titles, *ids) if named.get(key)), "")
    native_id = next((named[key] for key in ids if named.get(key)), "")
    return Broken(f"row {position} ({name})" if name else f"row {position}", why, native_id)


def postings_of(
    rows: list[Row | None], draft_of: Callable[[Row, Board], Posting | None], board: Board, broken: list[Broken]
) -> tuple[Posting, ...]:
    """Return the posting of each row, adding to `broken` those that cannot be one; a row that is not listed has none.

    `draft_of` returns a Draft, or None for a row that is not listed, and raises BrokenRow.
    """
    found = []
    for position, row in enumerate(rows, start=1):
        if row is None:
            continue
        rows[position - 1] = None  # so that what it holds goes at once: a board of many texts needs half the memory
        try:
            draft = draft_of(row, board)
        except BrokenRow as error:
            broken.append(_broken(position, {key: getattr(row, key, None) for key in (*_TITLES, *_IDS)}, str(error)))
        else:
            if draft is not None:
                draft.__class__ = Posting  # frozen now, see draft.py
                found.append(draft)
    return tuple(found)


def joined_by_id(postings: tuple[Posting, ...]) -> tuple[Posting, ...]:
    """Return one posting per id, with the places of all its rows: boards that send a row for each place."""
    if len({posting.native_id for posting in postings}) == len(postings):
        return postings
    found: dict[str, Posting] = {}
    for posting in postings:
        known = found.get(posting.native_id)
        if known is not None:
            same_country = known.country == posting.country
            posting = replace(
                known,
                locations=distinct((*known.locations, *posting.locations)),
                eligibility=distinct((*known.eligibility, *posting.eligibility)),
                country=known.country if same_country else "",
            )
        found[posting.native_id] = posting
    return tuple(found.values())


def essentials(
    native_id: int | str | None, title: str | None, company: str, url: str | None
) -> tuple[str, str, str, str]:
    """Return what every posting must have, as stripped text. Raises BrokenRow, naming what is missing."""
    if native_id and title and url and (url[:8] == "https://" or url[:7] == "http://"):
        named = native_id.strip() if type(native_id) is str else str(native_id)
        title, company = title.strip(), company.strip()
        if named and title and company:
            return named, title, company, url
    return _essentials_or_why(native_id, title, company, (url or "").strip())


def _essentials_or_why(
    native_id: int | str | None, title: str | None, company: str, url: str
) -> tuple[str, str, str, str]:
    named, title = "" if native_id is None else str(native_id).strip(), (title or "").strip()
    has = {"id": named, "title": title, "company": company.strip(), "URL": url}
    missing = [name for name, value in has.items() if not value]
    if missing:
        raise BrokenRow(f"it has no {' and no '.join(missing)}")
    if not url.lower().startswith(_WEB):
        raise BrokenRow(f"its URL is no web address: {url!r:.100}")
    return named, title, company, url


def absolute(base: str, url: str) -> str:
    """Return a URL of a page at `base` in full. Raises BrokenRow where it is none."""
    if url.startswith(_WEB) and "[" not in url:  # a bracket may open an address that is none
        return url
    try:
        return urljoin(base, url)
    except ValueError:
        raise BrokenRow(f"its URL is no web address: {url!r:.100}") from None


def only(value: str | None) -> tuple[str, ...]:
    """Return a tuple of the value, stripped, or an empty one where it says nothing."""
    return (value.strip(),) if value and not value.isspace() else ()


def late_text(raw: msgspec.Raw) -> str:
    """Return a field of text that was left undecoded because it is seldom needed, "" where it is none."""
    if raw is NOTHING:
        return ""
    try:
        return _TEXT.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""


_TEXT = msgspec.json.Decoder(str)
NOTHING = msgspec.Raw(b"null")


class Named(Protocol):
    """What bears a name: a place, a category, a skill."""

    name: str | None


def names_of(things: Sequence[Named] | None) -> tuple[str, ...]:
    """Return the names of things, each once, in order; most boards send none or one."""
    if not things:
        return ()
    if len(things) == 1:
        return only(things[0].name)
    return tuple(dict.fromkeys([name.strip() for thing in things if (name := thing.name) and not name.isspace()]))


def distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    """Return the values that say something, stripped, each once, in order."""
    return tuple(dict.fromkeys([value.strip() for value in values if value and not value.isspace()]))
