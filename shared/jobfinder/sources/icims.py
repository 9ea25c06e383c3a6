"""iCIMS: pages of HTML that list the postings, and for each one a page with a schema.org JobPosting.

Both are asked for as they stand in an employer's frame (`in_iframe`), without the employer's own page around them. A
place is written "US-NJ-Edison".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit

from jobfinder.domain.posting import Broken, Posting
from jobfinder.domain.urls import page_url, split_web_url
from jobfinder.errors import Unreadable
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.base import BoardSource
from jobfinder.sources.draft import Draft, completed
from jobfinder.sources.jobposting_page import SOURCE as JOB_POSTING_PAGE
from jobfinder.sources.rows import BrokenRow, distinct, essentials, only, postings_of
from jobfinder.sources.search import asked
from jobfinder.sources.text import as_utf8, decoded

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_VENDOR = ".icims.com"
_MARK = b"iCIMS_"
_CARDS = "li.iCIMS_JobCardItem, .iCIMS_JobsTable > .row, tr.iCIMS_JobsTableOdd, tr.iCIMS_JobsTableEven"
_POSTING_PATH = re.compile(r"/jobs/(?P<id>\d+)/[^?#]*")
_PAGE_ASKED = re.compile(r"[?&]pr=(\d{1,6})\b")
_PLACE = re.compile(r"(?P<country>[A-Z]{2})-(?:(?P<region>[A-Z0-9]{1,3})-)?(?P<city>.+)")
_LISTS = re.compile(rb"<(/?)(?:ul|table)\b", re.IGNORECASE)
_NO_JOBS = re.compile(rb"no (?:jobs|results|openings|positions)|not find|none found", re.IGNORECASE)
_LINK = "a.iCIMS_Anchor[href], .title a[href]"
_MOST_CARDS = 2_000


class Icims(BoardSource):
    """Career sites at icims.com."""

    type = "icims"
    has_details = True

    def recognise(self, url: str) -> Board | None:
        """Return the site that a page is on; a list on another host is known by how it is framed."""
        parts = split_web_url(url)
        board = super().recognise(url)
        if board is None and parts and parts.path.rstrip("/") == "/jobs/search" and "in_iframe=" in parts.query:
            origin = f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"
            return Board(parts.hostname or "", endpoint=origin, url=page_url(url))
        return board

    def first(self, board: Board) -> Request:
        """Return the request for the first page of the list."""
        return self._page(board, 0)

    def _page(self, board: Board, number: int) -> Request:
        return Request(url=f"{board.endpoint or _site(board)}/jobs/search?pr={number}&in_iframe=1")

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return one page of the list and the request for the next one."""
        from selectolax.lexbor import LexborHTMLParser

        body = as_utf8(body)
        if _MARK not in body:
            raise Unreadable("Expected an iCIMS list: a page with `iCIMS_` in it, got none", where=request.url)
        page = LexborHTMLParser(decoded(body))
        cards = page.css(_CARDS)[:_MOST_CARDS]
        linked: list[_Card | None] = [_Card(card, link) for card in cards if (link := card.css_first(_LINK))]
        broken: list[Broken] = []
        postings = postings_of(linked, _draft, board, broken)
        if not _is_whole(body, has_cards=bool(cards)):
            broken.append(Broken("the end of the list", "the page breaks off"))
        number = asked(request.url, "pr", 0)
        pages = [int(said[1]) for said in _page_links(page.css(".iCIMS_Paging a, .iCIMS_PagingBatch a"))]
        following = self._page(board, number + 1) if postings and max(pages, default=0) > number else None
        return Page(postings=postings, broken=tuple(broken), next=following)

    def detail(self, posting: Posting, board: Board) -> Request:
        """Return the request for a posting's page, as it stands in a frame."""
        parts = urlsplit(posting.url)
        base = board.endpoint or f"https://{parts.netloc}"
        return Request(url=f"{base}{parts.path}?in_iframe=1")

    def parse_detail(self, body: bytes, posting: Posting) -> Posting:
        """Return the posting with what the JobPosting on its page says. Raises Unreadable."""
        board = Board(posting.url, company=posting.company)
        found = JOB_POSTING_PAGE.parse(body, board, Request(url=posting.url)).postings
        if not found:
            raise Unreadable("Expected a page with a schema.org JobPosting, got none", where=posting.url)
        said = found[0]
        return completed(
            said,
            native_id=posting.native_id,
            url=posting.url,
            locations=said.locations or posting.locations,
            country=said.country or posting.country,
        )


def _site(board: Board) -> str:
    return f"https://{quote(board.id, safe='.-')}{'' if board.id.endswith(_VENDOR) else _VENDOR}"


def _is_whole(body: bytes, *, has_cards: bool) -> bool:
    """Return whether every list that is opened is closed, and one without postings says that there are none."""
    marks = _LISTS.findall(body)
    return 2 * marks.count(b"/") >= len(marks) and (has_cards or _NO_JOBS.search(body) is not None)


def _page_links(links: list[LexborNode]) -> Iterator[re.Match[str]]:
    for link in links:
        said = _PAGE_ASKED.search(link.attributes.get("href") or "")
        if said:
            yield said


class _Card(NamedTuple):
    card: LexborNode
    link: LexborNode


def _draft(row: _Card, board: Board) -> Posting:
    card, link = row
    address = link.attributes.get("href") or ""
    parts = split_web_url(address) if "//" in address else urlsplit(_site(board) + "/" + address.lstrip("/"))
    named = _POSTING_PATH.match(parts.path) if parts else None
    if parts is None or not _is_own(parts.hostname or "", board):
        raise BrokenRow(f"its link leads to another site: {address!r:.100}")
    url = f"https://{parts.netloc}{parts.path}" if named else ""
    employer = board.company or board.id.removesuffix(_VENDOR).removeprefix("careers-")
    native_id, title, company, url = essentials(named["id"] if named else "", _title(link), employer, url)
    said = _labelled(card)
    places = distinct(said.get("location", said.get("job locations", "")).split("|"))
    countries = distinct([_country(place) for place in places])
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=url,
        text=_words(card.css_first(".description")),
        locations=distinct(map(_place, places)),
        country=countries[0] if len(countries) == 1 else "",
        department=said.get("category", ""),
        employment=said.get("type", said.get("position type", "")),
    )


def _is_own(host: str, board: Board) -> bool:
    return host.endswith(_VENDOR) or host == urlsplit(board.endpoint or _site(board)).hostname


def _title(link: LexborNode) -> str:
    """Return the heading in a link, else its text without the label in front of it."""
    shown = link.css_first("h1, h2, h3, h4, span:not(.field-label)")
    return _words(shown or link)


def _words(node: LexborNode | None) -> str:
    return " ".join(node.text().split()) if node else ""


def _labelled(card: LexborNode) -> dict[str, str]:
    """Return what a card says by the label that only a screen reader shows: {"location": "US-NJ-Edison", ...}."""
    said: dict[str, str] = {}
    for label in card.css(".field-label"):
        value = label.next
        while value is not None and value.tag == "-text":
            value = value.next
        name = _words(label).lower().rstrip(":").removesuffix("(s)").strip()
        said.setdefault(name, _words(value))
    return said


@lru_cache(maxsize=4000)  # a site has few places
def _place(text: str) -> str:
    parts = _PLACE.fullmatch(text)
    return ", ".join(only(parts["city"]) + only(parts["region"]) + (parts["country"],)) if parts else text


def _country(text: str) -> str:
    parts = _PLACE.fullmatch(text)
    return parts["country"] if parts else ""


SOURCE = Icims()
