"""Sitemaps of career sites (sitemaps.org): each page that looks like a posting is read for its schema.org JobPosting.

A sitemap says no more of a page than when it was changed, so that is the version of a posting: a page is read when it
is new and when that date moves. Of an index each sitemap is read in turn; the index is asked for again in between, with
the number of the next one in a fragment, which is not sent.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from jobfinder.domain.posting import Broken, Posting
from jobfinder.domain.urls import canonical_url, page_url, split_web_url
from jobfinder.errors import Unreadable
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.base import BoardSource
from jobfinder.sources.dates import moment
from jobfinder.sources.draft import Draft, completed
from jobfinder.sources.jobposting_page import SOURCE as JOB_POSTING_PAGE
from jobfinder.sources.rows import LARGE_BOARD_BYTES, absolute, essentials, postings_of
from jobfinder.sources.text import decoded

_SITEMAP_PATH = re.compile(r".*/[^/]*sitemap[^/]*(?:\.xml(?:\.gz)?)?", re.IGNORECASE)
_JOBS = "jobs?|careers?|vacanc(?:y|ies)|positions?|openings?|opportunit(?:y|ies)|postings?|roles?|o|stellen?"
_JOBS += "|stellenangebote?|karriere|jobangebote?|emplois?|offres?|empleos?|ofertas?|vagas?|lavoro|vacatures?"
_POSTING_PATH = re.compile(rf"[^/]*/(?:.*/)?(?:[\w-]+-)?(?:{_JOBS})(?:-[\w-]+)?/(?:.+/)?(?P<last>[^/]+)", re.IGNORECASE)
_NO_POSTING = re.compile(r"(?:index|search|all|list|teams?|locations?|departments?|about|faq|apply)", re.IGNORECASE)
_ENTRY = re.compile(r"<(?:\w+:)?(?:url|sitemap)\s*>(.*?)</(?:\w+:)?(?:url|sitemap)\s*>", re.IGNORECASE | re.DOTALL)
_LOCATION = re.compile(r"<(?:\w+:)?loc\s*>\s*(?:<!\[CDATA\[)?\s*(.*?)\s*(?:\]\]>)?\s*</", re.IGNORECASE | re.DOTALL)
_CHANGED = re.compile(r"<(?:\w+:)?lastmod\s*>\s*(.*?)\s*</", re.IGNORECASE | re.DOTALL)
_KIND = re.compile(r"<(?:\w+:)?(urlset|sitemapindex)\b", re.IGNORECASE)
_END = re.compile(r"</(?:\w+:)?(?:urlset|sitemapindex)\s*>", re.IGNORECASE)
_HEAD_CHARACTERS = 10_000  # in which the kind of a sitemap is told
_GZIP = b"\x1f\x8b"
_ID_OR_ENDING = re.compile(r"\.[a-z]{2,5}$|^\d+-|[-_](?=\d)[\w]*$", re.IGNORECASE)
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}


class _Page(NamedTuple):
    """A page that may be a posting: its address, when it was changed, and the last step of its path."""

    location: str
    changed: str
    last: str


class Sitemap(BoardSource):
    """A career site, by the address of its sitemap."""

    type = "sitemap"
    whole_board = False
    has_details = True

    def recognise(self, url: str) -> Board | None:
        """Return the sitemap that a URL names by its last step."""
        parts = split_web_url(url)
        named = parts is not None and _SITEMAP_PATH.fullmatch(parts.path) is not None
        return Board(page_url(url), url=page_url(url)) if named else None

    def first(self, board: Board) -> Request:
        """Return the request for the sitemap."""
        return Request(url=board.id, max_bytes=LARGE_BOARD_BYTES)

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return what looks like postings, or the request for the next sitemap of an index. Raises Unreadable."""
        text = decoded(_unpacked(body, request.url))
        kind = _KIND.search(text[:_HEAD_CHARACTERS])
        if kind is None:
            raise Unreadable("Expected a sitemap: XML with `urlset` or `sitemapindex`, got none", where=request.url)
        entries: list[tuple[str, str] | None] = [*_entries(text)]
        broken = [] if _END.search(text[-1000:]) else [Broken("the end of the sitemap", "the sitemap breaks off")]
        number = urlsplit(request.url).fragment
        position = int(number) if number.isdecimal() else 0
        if kind[1].lower() == "sitemapindex":
            return Page(postings=(), broken=tuple(broken), next=_child(entries, position, board))
        pages = [_Page(*entry, named["last"]) for entry in entries if entry and (named := _posting_path(entry[0]))]
        postings = postings_of([*pages], _draft, board, broken)
        following = Request(url=f"{board.id}#{position}", max_bytes=LARGE_BOARD_BYTES) if number else None
        return Page(postings=postings, broken=tuple(broken), next=following)

    def detail(self, posting: Posting, board: Board) -> Request:
        """Return the request for a posting's page."""
        return Request(url=posting.url)

    def parse_detail(self, body: bytes, posting: Posting) -> Posting:
        """Return the JobPosting of the page. Raises Unreadable where there is none."""
        board = Board(posting.url, company=posting.company)
        found = JOB_POSTING_PAGE.parse(body, board, Request(url=posting.url)).postings
        if not found:
            raise Unreadable("Expected a page with a schema.org JobPosting, got none", where=posting.url)
        return completed(found[0], native_id=posting.native_id, url=posting.url)


def _unpacked(body: bytes, where: str) -> bytes:
    if not body.startswith(_GZIP):
        return body
    inflater = zlib.decompressobj(wbits=31)
    try:
        text = inflater.decompress(body, LARGE_BOARD_BYTES)
    except zlib.error as error:
        raise Unreadable(f"Expected a sitemap, got a packed file that is broken: {error}", where=where) from None
    if inflater.unconsumed_tail:
        raise Unreadable(f"Expected a sitemap, got more than {LARGE_BOARD_BYTES} bytes", where=where)
    return text


def _entries(text: str) -> Iterator[tuple[str, str]]:
    """Yield the address and the date of change of each entry."""
    for entry in _ENTRY.finditer(text):
        location, changed = _LOCATION.search(entry[1]), _CHANGED.search(entry[1])
        if location:
            yield _plain(location[1]), changed[1] if changed else ""


def _plain(text: str) -> str:
    for entity, character in _ENTITIES.items() if "&" in text else ():
        text = text.replace(entity, character)
    return text


def _child(entries: list[tuple[str, str] | None], position: int, board: Board) -> Request | None:
    """Return the request for one of an index's sitemaps: of those that name jobs, if any does."""
    every = [absolute(board.id, entry[0]) for entry in entries if entry]
    about_jobs = [url for url in every if re.search(rf"(?:^|[/_.-])(?:{_JOBS})(?:[/_.-]|$)", urlsplit(url).path)]
    wanted = about_jobs or every
    if position >= len(wanted):
        return None
    return Request(url=f"{wanted[position].partition('#')[0]}#{position + 1}", max_bytes=LARGE_BOARD_BYTES)


def _posting_path(url: str) -> re.Match[str] | None:
    """Return how the path of a page names a posting, None where it does not look like one."""
    path = url.partition("//")[2].partition("?")[0].partition("#")[0].rstrip("/")
    named = _POSTING_PATH.fullmatch(unquote(path) if "%" in path else path)
    return None if named is None or _NO_POSTING.fullmatch(named["last"]) else named


def _draft(page: _Page, board: Board) -> Posting:
    url = absolute(board.id, page.location)
    words = _ID_OR_ENDING.sub("", page.last).replace("-", " ").replace("_", " ").strip()
    title = words[:1].upper() + words[1:] or url
    native_id, title, company, url = essentials(canonical_url(url), title, board.company or _host(board.id), url)
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=url,
        text=page.changed,  # until the page is read
        updated_at=moment(page.changed),
    )


@lru_cache(maxsize=100)
def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


SOURCE = Sitemap()
