"""Boards of many pages, each as its own API pages: what a server answers to each request of a scrape."""

import base64
import copy
import json
import re
from collections.abc import Callable
from typing import Any

from werkzeug import Request, Response

from tests.unit.sources.samples import BODIES, ICIMS_CARD, ROWS, put, rows_of

Answer = Callable[[Request, int], Any]  # a request and how many postings the board has: what it answers


def _rows(name: str, begin: int, end: int) -> list[Any]:
    """Return rows of a board, numbered in its own way."""
    row = rows_of(name, json.loads(BODIES[name]))[-1]
    return [_numbered(name, copy.deepcopy(row), number) for number in range(begin, end)]


def _numbered(name: str, row: dict[str, Any], number: int) -> dict[str, Any]:
    put(row, ROWS[name][1], f"/job/Leeds/Smith_R{number}" if name == "workday" else f"{900_000 + number}")
    if name == "himalayas":
        row["applicationLink"] = f"https://himalayas.app/companies/acme/jobs/{number}"
    if name == "teamtailor":
        row["url"] = f"https://acme.teamtailor.com/jobs/{number}-waiter"
    return row


def _filled(name: str, rows: list[Any], /, **more: Any) -> Any:
    answer = json.loads(BODIES[name])
    if name == "oraclecloud":
        answer["items"][0] |= {"requisitionList": rows, **more}
        return answer
    put(answer, ROWS[name][0], rows)
    for path, value in more.items():
        put(answer, path.replace("__", "."), value)
    return answer


def _slice(name: str, total: int, begin: int, size: int, /, **more: Any) -> Any:
    return _filled(name, _rows(name, min(begin, total), min(begin + size, total)), **more)


def _smartrecruiters(request: Request, total: int) -> Any:
    offset = int(request.args["offset"])
    return _slice("smartrecruiters", total, offset, 100, offset=offset, totalFound=total)


def _workday(request: Request, total: int) -> Any:
    asked = request.get_json()
    stated = total if asked["offset"] == 0 else 0  # as some tenants do
    return _slice("workday", total, asked["offset"], asked["limit"], total=stated)


def _oraclecloud(request: Request, total: int) -> Any:
    offset = int(re.search(r"offset=(\d+)", request.args["finder"])[1])  # type: ignore[index]
    return _slice("oraclecloud", total, offset, 25, TotalJobsCount=total)


def _teamtailor(request: Request, total: int) -> Any:
    page = int(request.args.get("page", 1))
    following = f"https://acme.teamtailor.com/jobs.json?page={page + 1}" if page * 30 < total else None
    return _slice("teamtailor", total, (page - 1) * 30, 30, next_url=following)


def _arbeitnow(request: Request, total: int) -> Any:
    page = int(request.args["page"])
    following = "https://www.arbeitnow.com/api/job-board-api?page=x" if page * 100 < total else None
    return _slice("arbeitnow", total, (page - 1) * 100, 100, links={"next": following})


def _himalayas(request: Request, total: int) -> Any:
    return _slice("himalayas", total, int(request.args["offset"]), 20, totalCount=total)


def _themuse(request: Request, total: int) -> Any:
    page = int(request.args["page"])
    return _slice("themuse", total, (page - 1) * 20, 20, page_count=-(-total // 20), total=total)


def _torre(request: Request, total: int) -> Any:
    offset = int(base64.b64decode(request.args.get("after", "MA==")))
    following = base64.b64encode(str(offset + 20).encode()).decode() if offset + 20 < total else None
    return _slice("torre", total, offset, 20, total=total, pagination={"next": following})


def _adzuna(request: Request, total: int) -> Any:
    page = int(request.path.rpartition("/")[2])
    return _slice("adzuna", total, (page - 1) * 50, 50, count=total)


def _usajobs(request: Request, total: int) -> Any:
    page = int(request.args["Page"])
    return _slice("usajobs", total, (page - 1) * 500, 500, SearchResult__SearchResultCountAll=total)


def _hackernews(request: Request, total: int) -> Any:
    page = int(request.args["page"])
    return _slice("hackernews", total, page * 1000, 1000, nbPages=-(-total // 1000), page=page)


def _icims(request: Request, total: int) -> str:
    page = int(request.args["pr"])
    cards = "".join(ICIMS_CARD.format(number) for number in range(page * 50, min(total, page * 50 + 50)))
    links = "".join(f'<a href="/jobs/search?pr={other}">{other}</a>' for other in range(-(-total // 50)))
    return f'<ul class="iCIMS_JobsTable">{cards}</ul><div class="iCIMS_Paging">{links}</div>'


def _sitemap(request: Request, total: int) -> str:
    if request.path == "/sitemap.xml":
        maps = "".join(
            f"<sitemap><loc>{request.host_url}jobs-{page}.xml</loc></sitemap>" for page in range(-(-total // 50))
        )
        return f"<sitemapindex>{maps}</sitemapindex>"
    page = int(request.path.removeprefix("/jobs-").removesuffix(".xml"))
    numbers = range(page * 50, min(total, page * 50 + 50))
    return f"<urlset>{''.join(f'<url><loc>{request.host_url}jobs/x-{n}</loc></url>' for n in numbers)}</urlset>"


PAGED: dict[str, Answer] = {
    "smartrecruiters": _smartrecruiters,
    "workday": _workday,
    "oraclecloud": _oraclecloud,
    "teamtailor": _teamtailor,
    "arbeitnow": _arbeitnow,
    "himalayas": _himalayas,
    "themuse": _themuse,
    "torre": _torre,
    "adzuna": _adzuna,
    "usajobs": _usajobs,
    "hackernews": _hackernews,
    "icims": _icims,
    "sitemap": _sitemap,
}


def answered(name: str, request: Request, total: int) -> Response:
    """Return what a board of so many postings answers."""
    said = PAGED[name](request, total)
    return Response(said if isinstance(said, str) else json.dumps(said))
