"""Which answer a sample board gives to which request: official paths of each vendor, bodies built when first asked for.

Under one base URL each vendor has a prefix that stands for its host: `/greenhouse/v1/boards/{board}/jobs` is what
`https://boards-api.greenhouse.io/v1/boards/{board}/jobs` is to the world. Feeds and pages live under `/web/{host}/`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlsplit

from jobfinder.demo import wire
from jobfinder.demo.catalogue import SampleBoard, SamplePosting

PAGE_ROWS = 20  # SmartRecruiters gives at most 100 a page; the sample gives fewer, so that there are pages
JSON_TYPE = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """One response: status, content type, body, and what else its headers say."""

    status: int
    content_type: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def etag(self) -> str:
        """Return the entity tag of the body (RFC 9110, section 8.8.3)."""
        return f'"{sha256(self.body).hexdigest()[:32]}"'


@dataclass(frozen=True, slots=True)
class Ask:
    """What an answer depends on: the board with the postings that are open now, and the query."""

    board: SampleBoard
    postings: tuple[SamplePosting, ...]
    epoch: datetime
    base_url: str  # of the vendor's prefix
    query: Mapping[str, str]
    rest: str = ""  # what follows the board in the path: the id of one posting

    def one(self) -> SamplePosting | None:
        """Return the posting that the path names, by id or slug."""
        return next((each for each in self.postings if self.rest in {each.native_id, each.slug}), None)


def _json(value: Any, status: int = 200) -> Answer:
    return Answer(status, JSON_TYPE, json.dumps(value, ensure_ascii=False).encode())


def greenhouse(ask: Ask) -> Answer:
    """Answer `/v1/boards/{board}/jobs` and `/jobs/{id}`."""
    content = ask.query.get("content") == "true"
    if not ask.rest:
        return _json(wire.greenhouse.jobs(ask.postings, ask.epoch, content=content))
    one = ask.one()
    return _json(wire.greenhouse.row_of(one, ask.epoch)) if one else not_found("greenhouse")


def lever(ask: Ask) -> Answer:
    """Answer `/v0/postings/{site}` with its optional `skip` and `limit`, and `/{id}`."""
    if ask.rest:
        one = ask.one()
        return _json(wire.lever.row_of(one, ask.epoch)) if one else not_found("lever")
    skip, limit = _whole(ask.query, "skip", 0), _whole(ask.query, "limit", len(ask.postings))
    return _json(wire.lever.postings_of_site(ask.postings[skip : skip + limit], ask.epoch))


def ashby(ask: Ask) -> Answer:
    """Answer `/posting-api/job-board/{board}`."""
    compensation = ask.query.get("includeCompensation") == "true"
    return _json(wire.ashby.jobs(ask.postings, ask.epoch, compensation=compensation))


def smartrecruiters(ask: Ask) -> Answer:
    """Answer `/v1/companies/{company}/postings` in pages, and `/{id}` with the text."""
    company = ask.board.id
    if ask.rest:
        one = ask.one()
        if one is None:
            return not_found("smartrecruiters")
        return _json(wire.smartrecruiters.detail(one, ask.epoch, ask.base_url, company))
    rows = [wire.smartrecruiters.row_of(each, ask.epoch, ask.base_url, company) for each in ask.postings]
    limit = min(_whole(ask.query, "limit", 10), PAGE_ROWS)
    return _json(wire.smartrecruiters.page(rows, offset=_whole(ask.query, "offset", 0), limit=limit))


def workable(ask: Ask) -> Answer:
    """Answer `/api/v1/widget/accounts/{account}`."""
    details = ask.query.get("details") == "true"
    return _json(wire.workable.account(ask.board, ask.postings, ask.epoch, details=details))


def recruitee(ask: Ask) -> Answer:
    """Answer `/api/offers/` and `/api/offers/{slug}`."""
    if not ask.rest:
        return _json(wire.recruitee.offers(ask.postings, ask.epoch))
    one = ask.one()
    return _json({"offer": wire.recruitee.row_of(one, ask.epoch)}) if one else not_found("recruitee")


def feed(ask: Ask) -> Answer:
    """Answer with RSS, or with Atom where the feed's address says so."""
    is_atom = ask.board.id.endswith(".atom")
    text = (wire.feeds.atom if is_atom else wire.feeds.rss)(ask.board, ask.postings, ask.epoch)
    kind = "atom" if is_atom else "rss"
    return Answer(200, f"application/{kind}+xml", wire.rows.encoded(text, ask.board))


def page(ask: Ask) -> Answer:
    """Answer with a careers page."""
    text = wire.pages.page(ask.board, ask.postings, ask.epoch)
    return Answer(200, "text/html; charset=utf-8", wire.rows.encoded(text, ask.board))


def not_found(prefix: str) -> Answer:
    """Return what a vendor says of a board it does not know; SmartRecruiters says 200 and nothing found."""
    bodies = {"greenhouse": {"status": 404, "error": "Job not found"}, "lever": {"ok": False, "error": "Not found"}}
    if prefix in bodies:
        return _json(bodies[prefix], 404)
    return Answer(404, "text/plain; charset=utf-8", b"Not Found")


def unknown_company() -> Answer:
    """Return SmartRecruiters' answer for a company that does not exist."""
    return _json(wire.smartrecruiters.page([], offset=0, limit=100))


def _whole(query: Mapping[str, str], name: str, otherwise: int) -> int:
    value = query.get(name, "")
    return int(value) if value.isdecimal() else otherwise


@dataclass(frozen=True, slots=True)
class Route:
    """One vendor's paths: `path` follows the prefix and captures `board` and, for one posting, `rest`."""

    path: re.Pattern[str]
    answer: Callable[[Ask], Answer]
    example: str  # the list's path with {board}, for people and for saving the bodies


ROUTES = {
    "greenhouse": Route(
        re.compile(r"/v1/boards/(?P<board>[^/]+)/jobs(?:/(?P<rest>[^/]+))?/?"),
        greenhouse,
        "/v1/boards/{board}/jobs?content=true",
    ),
    "lever": Route(
        re.compile(r"/v0/postings/(?P<board>[^/]+)(?:/(?P<rest>[^/]+))?/?"),
        lever,
        "/v0/postings/{board}?mode=json",
    ),
    "ashby": Route(
        re.compile(r"/posting-api/job-board/(?P<board>[^/]+)(?P<rest>)/?"),
        ashby,
        "/posting-api/job-board/{board}?includeCompensation=true",
    ),
    "smartrecruiters": Route(
        re.compile(r"/v1/companies/(?P<board>[^/]+)/postings(?:/(?P<rest>[^/]+))?/?"),
        smartrecruiters,
        "/v1/companies/{board}/postings?limit=100&offset=0",
    ),
    "workable": Route(
        re.compile(r"/api/v1/widget/accounts/(?P<board>[^/]+)(?P<rest>)/?"),
        workable,
        "/api/v1/widget/accounts/{board}?details=true",
    ),
    "recruitee": Route(
        re.compile(r"/(?P<board>[^/]+)/api/offers(?:/(?P<rest>[^/]+))?/?"),
        recruitee,
        "/{board}/api/offers/",
    ),
}


def parsed_query(target: str) -> dict[str, str]:
    """Return the query of a request target, the last value of each name."""
    return {name: values[-1] for name, values in parse_qs(urlsplit(target).query).items()}
