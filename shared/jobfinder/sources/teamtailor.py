"""Teamtailor: a JSON Feed (jsonfeed.org/version/1.1) whose items carry a whole schema.org JobPosting.

A board answers on `<company>.teamtailor.com` or on the employer's own domain; then that is the endpoint.
"""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import msgspec
from msgspec import Raw, Struct, field

from jobfinder.domain.posting import Posting
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.base import BoardSource
from jobfinder.sources.dates import moment
from jobfinder.sources.draft import Draft
from jobfinder.sources.jobposting_page import draft_of_node
from jobfinder.sources.json_ld import Node
from jobfinder.sources.rows import LARGE_BOARD_BYTES, NOTHING, BrokenRow, Rows, essentials, postings_of
from jobfinder.sources.text import decoded, from_windows, whole_characters

_FEED = "/jobs.json"


class _Item(Struct, gc=False):
    id: int | str | None = None
    title: str | None = None
    url: str | None = None
    date_published: str | None = None
    date_modified: str | None = None
    content_html: Raw = NOTHING  # what the JobPosting says too, as a rule
    tags: list[str] | None = None
    job_posting: dict[str, Raw] | None = field(name="_jobposting", default=None)


class _Answer(Struct, gc=False):
    items: list[_Item]
    next_url: str | None = None
    title: str | None = None


class Teamtailor(BoardSource):
    """Boards at teamtailor.com or on employers' own domains."""

    type = "teamtailor"
    _rows = Rows(
        _Answer,
        _Item,
        field="items",
        expected="a Teamtailor board: a JSON Feed with a list `items`",
        is_row=lambda item: item.url,
    )

    def first(self, board: Board) -> Request:
        """Return the request for the first part of the feed."""
        base = board.endpoint or f"https://{board.id}.teamtailor.com"
        return Request(url=f"{base}{_FEED}", max_bytes=LARGE_BOARD_BYTES)

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return one part of the feed and the request for the next one, which is always made of the same site."""
        answer, rows, broken = self._rows.read(body, request.url)
        title = answer.title if answer is not None and isinstance(answer.title, str) else ""

        named = Board(board.id, company=board.company or title or board.id)
        try:
            postings = postings_of(rows, _draft, named, broken)
        except UnicodeDecodeError:  # in a JobPosting, which is decoded late
            return self.parse(from_windows(body), board, request)
        following = answer.next_url if answer is not None and isinstance(answer.next_url, str) and rows else ""
        return Page(postings=postings, broken=tuple(broken), next=_next(following, request) if following else None)


def _next(url: str, request: Request) -> Request | None:
    try:
        wanted = urlsplit(urljoin(request.url, url))
    except ValueError:
        return None
    here = urlsplit(request.url)
    return Request(url=here._replace(path=wanted.path, query=wanted.query).geturl(), max_bytes=LARGE_BOARD_BYTES)


def _draft(item: _Item, board: Board) -> Posting:
    link = item.url or ""
    if item.job_posting:
        node: Node = {"url": link, "title": item.title, **item.job_posting}
        draft = draft_of_node(node, board, link)
        if not draft.text:
            draft.text = _content(item)  # type: ignore[misc]
        draft.posted_at = draft.posted_at or moment(item.date_published)  # type: ignore[misc]
        return draft
    native_id, title, company, url = essentials(item.id, item.title, board.company, link)
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=url,
        text=_content(item),
        tags=tuple(item.tags or ()),
        posted_at=moment(item.date_published),
        updated_at=moment(item.date_modified),
    )


def _content(item: _Item) -> str:
    """Return the text beside the JobPosting. Raises BrokenRow where it is none."""
    try:
        return _CONTENT.decode(decoded(whole_characters(bytes(item.content_html)))) or ""
    except (msgspec.DecodeError, RecursionError) as error:
        raise BrokenRow(f"its text is none: {error}") from None


_CONTENT = msgspec.json.Decoder(str | None)
SOURCE = Teamtailor()
