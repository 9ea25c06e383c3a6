"""What sources share whose board is a search on a site of many employers: its id is what is searched for.

Such a site shows other employers' postings, and mostly the newest of them: it is never taken for the employer, and a
posting that it no longer shows may still be open.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar
from urllib.parse import parse_qsl, urlencode

from jobfinder.domain.urls import ascii_host, page_url, split_web_url
from jobfinder.ports import Board
from jobfinder.sources.base import BoardSource

_THIS_MACHINE = frozenset({"localhost", "127.0.0.1"})
EVERYTHING = "all"  # the board that is searched for nothing in particular


class SearchSource(BoardSource):
    """One site that is searched.

    `host` is the site's (without `www.`), `list_path` that of its pages which list jobs: a page of one job is no board.
    `api_path` is known on any host, or on this machine only where other sites may have it too (`is_common_path`).
    `parameters` leads from what a page or the API calls a term to what the API calls it; the
    groups of a path are such terms too.
    """

    whole_board = False
    host: re.Pattern[str]
    list_path: re.Pattern[str]
    api_path: re.Pattern[str]
    is_common_path: bool = False
    parameters: ClassVar[Mapping[str, str]] = {}

    def recognise(self, url: str) -> Board | None:
        """Return the search that a page or a request of the API stands for."""
        parts = split_web_url(url)
        if parts is None:
            return None
        path = re.sub("/{2,}", "/", parts.path).rstrip("/")
        host = ascii_host(parts.hostname or "").removeprefix("www.")
        is_own = self.host.fullmatch(host)
        found = self.list_path.fullmatch(path) if is_own else None
        if found is None and (not self.is_common_path or host in _THIS_MACHINE):
            found = self.api_path.fullmatch(path)
        if found is None:
            return None
        said = [*((is_own.groupdict() if is_own else {}) | found.groupdict()).items(), *parse_qsl(parts.query)]
        terms = {self.parameters[name]: value.strip() for name, value in said if name in self.parameters and value}
        origin = "" if is_own else f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"
        return Board(search_id({name: value for name, value in terms.items() if value}), origin, url=page_url(url))


def search_id(terms: Mapping[str, str]) -> str:
    """Return the id of the board that a search is: its terms as a query, in order."""
    return urlencode(sorted(terms.items())) or EVERYTHING


def terms_of(board: Board) -> dict[str, str]:
    """Return what a board searches for, by the API's names."""
    return dict(parse_qsl(board.id)) if "=" in board.id else {}


def asked(url: str, parameter: str, default: int) -> int:
    """Return a number that a request asked for."""
    said = re.search(rf"[?&]{parameter}=([0-9]{{1,9}})(?![^&#])", url)
    return int(said[1]) if said else default
