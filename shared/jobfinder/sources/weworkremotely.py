"""We Work Remotely: its feeds (weworkremotely.com/remote-job-rss-feed), whose titles are "Company: Role".

All jobs are remote; the region says who may apply.
"""

from __future__ import annotations

import re

from jobfinder.domain.urls import ascii_host, page_url, split_web_url
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.feed import FeedSource, page_of_feed
from jobfinder.sources.feed_items import read_feed

_SITE = "https://weworkremotely.com"
_ALL = "/remote-jobs.rss"
_CATEGORY = re.compile(r"/categories/(?P<category>[a-z0-9-]+?)(?:\.rss)?", re.IGNORECASE)
_LISTS = re.compile(r"|/remote-jobs(?:\.rss)?|/remote-jobs/new|/categories", re.IGNORECASE)


class WeWorkRemotely(FeedSource):
    """We Work Remotely, all of it or one of its categories."""

    type = "weworkremotely"

    def recognise(self, url: str) -> Board | None:
        """Return the feed that a page or a feed of the site stands for."""
        parts = split_web_url(url)
        if parts is None or ascii_host(parts.hostname or "").removeprefix("www.") != "weworkremotely.com":
            return None
        path = parts.path.rstrip("/")
        category = _CATEGORY.fullmatch(path)
        if category is None and not _LISTS.fullmatch(path):
            return None
        return Board(category["category"].lower() if category else "all", url=page_url(url))

    def first(self, board: Board) -> Request:
        """Return the request for the feed."""
        path = _ALL if board.id == "all" else f"/categories/{board.id}.rss"
        return Request(url=(board.endpoint or _SITE) + path)

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return the postings of the feed. Raises Unreadable where it is none."""
        return page_of_feed(read_feed(body, request.url), board, request.url, is_remote_site=True)


SOURCE = WeWorkRemotely()
