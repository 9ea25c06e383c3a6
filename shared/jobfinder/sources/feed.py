"""Feeds: RSS 2.0, RSS 1.0 and Atom, of one employer or of a job site; they hold only the newest postings.

The employer is who the item names; the site that publishes the feed is never taken for it.
"""

from __future__ import annotations

import re

from jobfinder.domain.posting import Posting
from jobfinder.domain.urls import canonical_url, page_url, split_web_url
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.base import BoardSource
from jobfinder.sources.dates import moment
from jobfinder.sources.draft import Draft
from jobfinder.sources.feed_items import Feed, Item, read_feed
from jobfinder.sources.rows import BrokenRow, absolute, distinct, essentials, only, postings_of

# Sites whose every title is "Company: Role" and whose every job is remote; their `region` says who may apply.
_REMOTE_SITES = ("weworkremotely.com",)
_FEED_PATH = re.compile(r".*(?:\.(?:rss|atom|rdf|xml)|/(?:feeds?|rss|atom)(?:/.*)?)/?", re.IGNORECASE)
_FEED_PARAMETER = re.compile(r"(?:^|&)(?:feed=|(?:format|output|type|alt)=(?:rss|atom)(?:&|$))", re.IGNORECASE)
_SITEMAP = re.compile(r"sitemap[^/]*\.xml$", re.IGNORECASE)
_ROLE_AT_COMPANY = re.compile(r"(?P<role>.+?)\s+(?:at|@)\s+(?P<company>[^:]+?)(?:\s*\([^)]*\))?", re.DOTALL)
_NAMED_ADDRESS = re.compile(r"\S+@\S+\s*\((?P<name>[^)]+)\)")  # RSS 2.0 writes an author as "jobs@acme.com (Acme)"

_COMPANY = ("company", "company_name", "companyname", "employer", "hiringorganization")
_AUTHOR = ("author", "creator")
_TEXT = ("encoded", "content", "description", "summary")
_PLACE = ("location", "locations", "job_location", "joblocation")
_PLACE_PARTS = ("city", "state", "country")
_EMPLOYMENT = ("type", "job_type", "jobtype", "employment_type", "employmenttype")
_POSTED = ("pubdate", "published", "date", "issued")
_CLOSES = ("expires_at", "expires", "expirationdate", "expiration_date", "validthrough", "deadline", "closingdate")


class FeedSource(BoardSource):
    """Any feed, by its URL."""

    type = "feed"
    whole_board = False

    def recognise(self, url: str) -> Board | None:
        """Return the feed that a URL names by its ending or its parameters."""
        parts = split_web_url(url)
        if parts is None or _SITEMAP.search(parts.path):
            return None
        is_feed = _FEED_PATH.fullmatch(parts.path) or _FEED_PARAMETER.search(parts.query)
        return Board(page_url(url), url=page_url(url)) if is_feed else None

    def first(self, board: Board) -> Request:
        """Return the request for the feed."""
        return Request(url=board.id)

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return the postings of a feed. Raises Unreadable where it is none."""
        feed = read_feed(body, request.url)
        is_remote_site = any(_is_of(url, _REMOTE_SITES) for url in (request.url, _link(feed, request.url)))
        return page_of_feed(feed, board, request.url, is_remote_site=is_remote_site)


def page_of_feed(feed: Feed, board: Board, where: str, *, is_remote_site: bool = False) -> Page:
    """Return the postings of a feed that came from `where`, perhaps a site whose every job is remote."""
    link = _link(feed, where)

    def draft_of(item: Item, board: Board) -> Posting:
        return _draft(item, board, feed, link, is_remote_site)

    postings = postings_of(feed.items, draft_of, board, feed.broken)
    return Page(postings=postings, broken=tuple(feed.broken))


def _link(feed: Feed, where: str) -> str:
    return absolute(where, feed.link) if split_web_url(feed.link) else where


def _is_of(url: str, sites: tuple[str, ...]) -> bool:
    parts = split_web_url(url)
    host = (parts.hostname or "") if parts else ""
    return any(host == site or host.endswith(f".{site}") for site in sites)


def _draft(item: Item, board: Board, feed: Feed, feed_link: str, is_remote_site: bool) -> Posting:
    fields = item.fields
    guid = fields.get("guid") or fields.get("id") or ""
    link = fields.get("link") or (guid if guid.startswith(("http://", "https://")) else "")
    url = absolute(feed_link, link) if link else ""
    title, company = _role_and_company(fields, board, feed, is_remote_site)
    native_id, title, company, url = essentials(guid or canonical_url(url), title, company, url)
    region = fields.get("region", "")
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=url,
        text=_first(fields, _TEXT),
        locations=() if is_remote_site else _places(fields, region),
        workplace="remote" if is_remote_site else fields.get("remotestatus") or fields.get("workplace", ""),
        eligibility=only(region) if is_remote_site else (),
        pay_text=fields.get("salary", ""),
        employment=_first(fields, _EMPLOYMENT),
        department=fields.get("department", ""),
        tags=distinct(item.tags),
        posted_at=moment(_first(fields, _POSTED)),
        updated_at=moment(fields.get("updated")),
        closes_at=moment(_first(fields, _CLOSES)),
    )


def _first(fields: dict[str, str], names: tuple[str, ...]) -> str:
    for name in names:
        if name in fields:
            return fields[name]
    return ""


def _places(fields: dict[str, str], region: str) -> tuple[str, ...]:
    named = _first(fields, _PLACE)
    return only(named or ", ".join([fields[name] for name in _PLACE_PARTS if name in fields]) or region)


def _role_and_company(fields: dict[str, str], board: Board, feed: Feed, is_remote_site: bool) -> tuple[str, str]:
    """Return what the job is and who offers it. Raises BrokenRow where nobody is named.

    The company is who a field of the item names, else whom the source was added for, else whom the title names.
    """
    title = fields.get("title", "")
    before, after = _parts_of_title(title)
    if is_remote_site and before and after:
        return after, before
    named = _first(fields, _COMPANY) or board.company or _author(fields, feed)
    if named or not title:
        return title, named
    if before and after:
        return after, before
    both = _ROLE_AT_COMPANY.fullmatch(title)
    if both is None:
        raise BrokenRow("it names no company; if all its jobs are of one company, name it when adding the source")
    return both["role"], both["company"]


def _parts_of_title(title: str) -> tuple[str, str]:
    before, _, after = title.partition(": ")
    return before.strip(), after.strip()


def _author(fields: dict[str, str], feed: Feed) -> str:
    """Return the author where that can be an employer: not an e-mail address, not the feed itself."""
    author = _first(fields, _AUTHOR)
    if "@" in author:
        named = _NAMED_ADDRESS.fullmatch(author)
        author = named["name"] if named else ""
    return "" if author.casefold() == feed.title.casefold() else author


SOURCE = FeedSource()
