"""Hacker News, "Ask HN: Who is hiring?": each comment on the thread is an offer, and some offer several roles.

A board is one thread by its id, or "whoishiring": the newest thread, whichever it is. Answers to comments are no
offers, nor is who seeks work; an offer that names nobody is reported broken (hn.algolia.com/api).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, quote

from msgspec import Struct, field

from jobfinder.domain.posting import Broken, Posting
from jobfinder.domain.urls import ascii_host, page_url, split_web_url
from jobfinder.errors import Unreadable
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.base import BoardSource
from jobfinder.sources.dates import moment
from jobfinder.sources.draft import Draft
from jobfinder.sources.hackernews_header import Header, Role, read_header
from jobfinder.sources.rows import LARGE_BOARD_BYTES, Rows, distinct, essentials, postings_of

_API = "https://hn.algolia.com"
_SITE = "https://news.ycombinator.com"
_NEWEST = "whoishiring"  # the account that opens the threads
_THREAD = re.compile(r"\s*Ask HN: Who is hiring\b", re.IGNORECASE)
_PAGE_ROWS = 1000  # the most the API gives at once
_STORIES = 6  # each month has three threads, of which one is for those who hire
_STORY_TAG = re.compile(r"\bstory_(\d+)\b")
_NO_WORD = re.compile(r"[^a-z0-9]+")


class _Comment(Struct, gc=False):
    id: int | str | None = None
    object_id: str | None = field(name="objectID", default=None)
    comment_text: str | None = None
    text: str | None = None
    created_at: str | None = None
    created_at_i: int | None = None
    parent_id: int | str | None = None
    story_id: int | str | None = None
    title: str | None = None


class _Found(Struct, rename={"pages": "nbPages"}, gc=False):
    hits: list[_Comment]
    page: int | None = None
    pages: int | None = None


class _Thread(Struct, gc=False):
    children: list[_Comment]
    id: int | str | None = None


@dataclass(slots=True)
class _Offer:
    """One role that a comment offers; `id` and `title` are what a broken one is named by."""

    id: str
    title: str
    comment: _Comment
    header: Header
    role: Role


class HackerNews(BoardSource):
    """Threads of news.ycombinator.com."""

    type = "hackernews"
    whole_board = False
    _rows = Rows(
        _Found,
        _Comment,
        field="hits",
        expected="comments of Hacker News: an object with a list `hits`",
        is_row=lambda comment: comment.object_id and comment.parent_id,
        id_name="objectID",
    )
    _thread = Rows(
        _Thread,
        _Comment,
        field="children",
        expected="a thread of Hacker News: an object with a list `children`",
        is_row=lambda comment: comment.id and comment.parent_id,
    )

    def recognise(self, url: str) -> Board | None:
        """Return the thread that a URL names, or the account that opens them, or a request of the API for either."""
        parts = split_web_url(url)
        if parts is None:
            return None
        path, said = parts.path.rstrip("/"), parse_qs(parts.query)
        if ascii_host(parts.hostname or "") == "news.ycombinator.com":
            named = said.get("id", [""])[0]
            is_thread = path == "/item" and named.isdecimal()
            is_account = path in ("/submitted", "/user") and named == _NEWEST
            return Board(named, url=page_url(url)) if is_thread or is_account else None
        story = _STORY_TAG.search(said.get("tags", [""])[0])
        item = re.fullmatch(r"/api/v1/items/(\d+)", path)
        if not item and not (story and path.startswith("/api/v1/search")):
            return None
        origin = (
            "" if parts.hostname == "hn.algolia.com" else f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"
        )
        named = item[1] if item else story[1] if story else ""
        return Board(named, endpoint=origin, url=page_url(url))

    def first(self, board: Board) -> Request:
        """Return the request for the thread, or for the newest ones to choose it from."""
        if board.id != _NEWEST:
            return self._page(board, board.id, 0)
        url = f"{board.endpoint or _API}/api/v1/search_by_date?tags=story,author_{_NEWEST}&hitsPerPage={_STORIES}"
        return Request(url=url)

    def _page(self, board: Board, story: str, number: int) -> Request:
        query = f"tags=comment,story_{quote(story, safe='')}&hitsPerPage={_PAGE_ROWS}&page={number}"
        return Request(url=f"{board.endpoint or _API}/api/v1/search_by_date?{query}", max_bytes=LARGE_BOARD_BYTES)

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return the offers of a thread, or the request for the newest thread. Raises Unreadable."""
        if board.id == _NEWEST and f"author_{_NEWEST}" in request.url:
            return self._newest(body, board, request)
        comments, following, broken = self._comments(body, board, request)
        offers: list[_Offer | None] = []
        for comment in comments:
            offers += _offers(comment, broken)
        return Page(postings=postings_of(offers, _draft, board, broken), broken=tuple(broken), next=following)

    def _newest(self, body: bytes, board: Board, request: Request) -> Page:
        _, rows, _ = self._rows.read(body, request.url)
        for story in rows:
            if story and story.object_id and _THREAD.match(story.title or ""):
                return Page(postings=(), next=self._page(board, story.object_id, 0))
        raise Unreadable(f"There is no thread among the newest stories of {_NEWEST}", where=request.url)

    def _comments(
        self, body: bytes, board: Board, request: Request
    ) -> tuple[list[_Comment], Request | None, list[Broken]]:
        """Return the comments on the thread itself, in either form in which the API gives them."""
        try:
            found, rows, broken = self._rows.read(body, request.url)
        except Unreadable as error:
            try:
                thread, rows, broken = self._thread.read(body, request.url)
            except Unreadable:
                raise error from None
            if thread is None:
                raise
            return [row for row in rows if row], None, broken
        page, pages = (getattr(found, "page", 0) or 0, getattr(found, "pages", 0) or 0)
        story = _STORY_TAG.search(request.url)
        goes_on = bool(rows) and isinstance(pages, int) and isinstance(page, int) and page + 1 < pages
        following = self._page(board, story[1] if story else board.id, page + 1) if goes_on else None
        broken += [Broken(f"row {n}", "it has no id") for n, row in enumerate(rows, 1) if row and not _named(row)]
        return [row for row in rows if row and _is_on_thread(row) and _named(row)], following, broken


def _is_on_thread(comment: _Comment) -> bool:
    parent, story = comment.parent_id, comment.story_id
    return parent == story or str(parent) == str(story)


def _named(comment: _Comment) -> str:
    return str(comment.object_id or comment.id or "").strip()


def _offers(comment: _Comment, broken: list[Broken]) -> Iterator[_Offer]:
    """Yield the roles that a comment offers; one that names nobody, or no role, is broken."""
    text = comment.comment_text or comment.text or ""
    named = _named(comment)
    header = read_header(text) if text else None
    if header is None:
        return
    if not header.company:
        broken.append(Broken(f"comment {named}", "its first line names no company", named))
        return
    roles = header.roles or [Role("Multiple roles")]
    for role in roles:
        apart = "" if len(roles) == 1 else ":" + _NO_WORD.sub("-", role.title.lower()).strip("-")
        yield _Offer(named + apart, role.title, comment, header, role)


def _draft(offer: _Offer, board: Board) -> Posting:
    header, comment = offer.header, offer.comment
    workplace = header.workplace
    page = f"{_SITE}/item?id={_named(comment)}"
    native_id, title, company, url = essentials(offer.id, offer.title, header.company, page)
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=url,
        apply_url=offer.role.link or header.link,
        text=comment.comment_text or comment.text or "",
        locations=distinct(header.places),
        workplace=workplace,
        eligibility=distinct(header.areas) if workplace == "remote" else (),
        pay_text=header.pay,
        employment=", ".join(distinct(header.employment)),
        posted_at=moment(comment.created_at),
    )


SOURCE = HackerNews()
