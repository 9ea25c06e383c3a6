"""Personio: one XML answer holds the whole board (`<company>.jobs.personio.de/xml`), its text in named sections.

XML that declares a document type or entities is refused; no board sends it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from xml.etree import ElementTree

from jobfinder.domain.posting import Broken, Posting
from jobfinder.domain.urls import VendorUrl
from jobfinder.errors import Unreadable
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.base import BoardSource
from jobfinder.sources.dates import moment
from jobfinder.sources.draft import Draft
from jobfinder.sources.rows import LARGE_BOARD_BYTES, distinct, essentials, postings_of
from jobfinder.sources.text import decoded, heading, sections

_EXPECTED = "Expected a Personio board: XML with `position` elements"
_ROOT = "workzag-jobs"
_POSITION = "position"
_SLICES = re.compile(r"<position>.*?</position>", re.DOTALL)
_ID = re.compile(r"<id>\s*(\d+)\s*</id>")


class Personio(BoardSource):
    """Boards at jobs.personio.de and jobs.personio.com."""

    type = "personio"

    def board(self, named: VendorUrl, url: str) -> Board:
        """Return the board that was named; a board at personio.com says so by its endpoint."""
        endpoint = named.origin or (_site(named.board, "com") if named.region == "com" else "")
        return Board(named.board, endpoint=endpoint, native_id=named.native_id, url=url)

    def first(self, board: Board) -> Request:
        """Return the request for the whole board, in the language in which the company writes."""
        return Request(url=f"{board.endpoint or _site(board.id, 'de')}/xml", max_bytes=LARGE_BOARD_BYTES)

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return the whole board; of an answer that breaks off, the positions before that."""
        positions, broken = _positions(decoded(body).lstrip(), request.url)
        postings = postings_of(positions, _draft, board, broken)
        return Page(postings=postings, broken=tuple(broken))


def _site(company: str, domain: str) -> str:
    return f"https://{company}.jobs.personio.{domain}"


def _positions(text: str, where: str) -> tuple[list[ElementTree.Element | None], list[Broken]]:
    if not text:
        raise Unreadable(f"{_EXPECTED}, got an empty answer", where=where)
    if "<!DOCTYPE" in text[:2000] or "<!ENTITY" in text:
        raise Unreadable(f"{_EXPECTED}, got a document with a type or entities of its own", where=where)
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 -- no entities, and expat limits what is left
    except (ElementTree.ParseError, ValueError) as error:
        return _one_by_one(text, error, where)
    if root.tag != _ROOT:
        raise Unreadable(f"{_EXPECTED}, got XML of another kind: <{root.tag[:80]}>", where=where)
    return [child for child in root if child.tag == _POSITION], []


def _one_by_one(text: str, why: Exception, where: str) -> tuple[list[ElementTree.Element | None], list[Broken]]:
    """Return the positions of a broken answer, each read by itself, and those that are broken."""
    if f"<{_ROOT}" not in text[:2000]:
        raise Unreadable(f"{_EXPECTED}, got something else: {why}; it begins with {text[:40]!r}", where=where)
    found: list[ElementTree.Element | None] = []
    broken: list[Broken] = []
    for number, slice_ in enumerate(_SLICES.finditer(text), start=1):
        try:
            found.append(ElementTree.fromstring(slice_[0]))  # noqa: S314 -- as above
        except (ElementTree.ParseError, ValueError) as error:
            broken.append(Broken(f"row {number}", str(error), _id_in(slice_[0])))
    if f"</{_ROOT}>" not in text[-1000:]:
        broken.append(Broken(f"row {len(found) + len(broken) + 1}", f"the answer breaks off: {why}"))
    elif not broken:
        broken.append(Broken("the answer around the positions", str(why)))
    return found, broken


def _id_in(text: str) -> str:
    said = _ID.search(text)
    return said[1] if said else ""


def _draft(position: ElementTree.Element, board: Board) -> Posting:
    parts = {child.tag: child for child in position}
    fields = {tag: child.text.strip() for tag, child in parts.items() if child.text}
    native_id = fields.get("id", "")
    domain = "com" if board.endpoint.endswith(".personio.com") else "de"
    page = f"{_site(board.id, domain)}/job/{native_id}" if native_id else ""
    employer = fields.get("subcompany") or board.company or board.id
    native_id, title, company, url = essentials(native_id, fields.get("name"), employer, page)
    locations, workplace = _places(fields.get("office", ""), _other_offices(parts.get("additionalOffices")))
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=url,
        text=_text(parts.get("jobDescriptions")),
        locations=locations,
        workplace=workplace,
        employment=", ".join(distinct((fields.get("employmentType"), fields.get("schedule")))),
        level=fields.get("seniority", ""),
        department=fields.get("department") or fields.get("recruitingCategory", ""),
        tags=_keywords(fields.get("keywords", "")),
        posted_at=moment(fields.get("createdAt")),
    )


def _other_offices(offices: ElementTree.Element | None) -> tuple[str, ...]:
    return () if offices is None else tuple([(office.text or "").strip() for office in offices])


@lru_cache(maxsize=4000)  # a board has few offices
def _places(office: str, others: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Return the offices and the way of working: an office that is called "Remote" is none."""
    offices = distinct((office, *others))
    real = tuple([name for name in offices if name.lower() != "remote"])
    if len(real) == len(offices):
        return offices, ""
    return real, "hybrid" if real else "remote"


def _keywords(text: str) -> tuple[str, ...]:
    return distinct(text.split(",")) if text else ()


def _text(descriptions: ElementTree.Element | None) -> str:
    said = [] if descriptions is None else [{child.tag: child.text for child in part} for part in descriptions]
    return sections(
        *[heading(part.get("name")) + text for part in said if (text := part.get("value")) and text.strip()]
    )


SOURCE = Personio()
