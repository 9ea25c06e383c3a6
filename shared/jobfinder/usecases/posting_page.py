"""Read the page behind a posting's address: its text, its headline, and what it states of postings as data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from jobfinder.domain.posting import Posting
from jobfinder.errors import Unreadable
from jobfinder.ports import Board, Ports, Request, Response

_HEAD_CHARACTERS = 200_000  # in which the headlines stand
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_HEADLINES = re.compile(r"<(title|h1)\b[^<>]{0,500}>(.{0,1000}?)</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]{0,500}>")


@dataclass(frozen=True, slots=True)
class PostingPage:
    """A page as it was answered; `url` is where it came from, `headline` has a line for its title and each h1."""

    url: str
    text: str
    headline: str
    postings: tuple[Posting, ...] = ()  # schema.org JobPosting on the page


def read_page(response: Response, ports: Ports) -> PostingPage:
    """Return what a response says; one that is no page of HTML has a text, but no headline."""
    html = _decoded(response)
    headlines = [_TAG.sub(" ", found[2]) for found in _HEADLINES.finditer(html[:_HEAD_CHARACTERS])]
    lines = [" ".join(unescape(headline).split()) for headline in headlines]
    text = "\n".join((*lines[:1], ports.clean_text(html)))
    return PostingPage(response.url, text, "\n".join(lines), _stated(response, ports))


def _decoded(response: Response) -> str:
    declared = _CHARSET.search(response.headers.get("content-type", "").encode()) or _CHARSET.search(
        response.body[:2000]
    )
    for encoding in (declared[1].decode() if declared else "utf-8", "utf-8"):
        try:
            return response.body.decode(encoding)
        except (LookupError, UnicodeError):
            continue
    return response.body.decode("cp1252", "replace")


def _stated(response: Response, ports: Ports) -> tuple[Posting, ...]:
    board = Board(response.url, url=response.url)
    try:
        return ports.source_type("jobposting_page").parse(response.body, board, Request(url=response.url)).postings
    except Unreadable:
        return ()
