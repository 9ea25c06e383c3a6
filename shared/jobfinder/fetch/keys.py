"""Keys of boards that ask for one: put into a request at the last moment, and sent to the board they are for, only.

A source names the keys it needs in `Request.keys` and writes `{NAME}` where each belongs, in the URL or in a header.
Their values come from the environment; they are in no source, no run, no log and no error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from jobfinder.domain.urls import split_web_url
from jobfinder.errors import JobFinderError, Misconfigured, Refused
from jobfinder.ports import Fetcher, Request, Response

# Each key, the one host that may see it, and where a person gets it.
KEYS = {
    "ADZUNA_APP_ID": ("api.adzuna.com", "https://developer.adzuna.com/"),
    "ADZUNA_APP_KEY": ("api.adzuna.com", "https://developer.adzuna.com/"),
    "USAJOBS_API_KEY": ("data.usajobs.gov", "https://developer.usajobs.gov/apirequest/"),
}


class KeyedFetcher:
    """A fetcher that fills in keys; `allow_hosts` are the host:port pairs on this machine that may see them too."""

    def __init__(self, fetcher: Fetcher, environ: Mapping[str, str], allow_hosts: Sequence[str] = ()) -> None:
        self._fetcher, self._environ, self._allow_hosts = fetcher, environ, frozenset(allow_hosts)

    def fetch(self, request: Request) -> Response:
        """Return a response, as `ports.Fetcher` says.

        Raises Misconfigured where a key is not set, Refused where the address is not that of the key's own board.
        """
        if not request.keys:
            return self._fetcher.fetch(request)
        values = {name: self._value(name, request.url) for name in request.keys}
        try:
            response = self._fetcher.fetch(_filled(request, values))
        except JobFinderError as error:
            error.what, error.where, error.todo = (
                _without(text, values) for text in (error.what, error.where, error.todo)
            )
            error.args = (error.what,)
            raise error from None
        return replace(response, url=_without(response.url, values))

    def close(self) -> None:
        """Close idle connections."""
        self._fetcher.close()

    def _value(self, name: str, url: str) -> str:
        host, _ = KEYS[name]
        parts = split_web_url(url)
        is_its_board = parts is not None and parts.scheme == "https" and parts.netloc.lower() == host
        if not is_its_board and (parts is None or parts.netloc.lower() not in self._allow_hosts):
            raise Refused(f"{name} is for {host} and is sent nowhere else", where=url)
        value = self._environ.get(name, "").strip()
        if not value:
            raise _is_missing(name)
        return value


def missing_key(request: Request, environ: Mapping[str, str]) -> Misconfigured | None:
    """Return which of the keys that a request needs is not set, None where none is missing."""
    missing = (name for name in request.keys if not environ.get(name, "").strip())
    return next(map(_is_missing, missing), None)


def _is_missing(name: str) -> Misconfigured:
    host, page = KEYS[name]
    return Misconfigured(
        f"This board needs a key, and {name} is not set",
        where=host,
        todo=f"Get one for nothing at {page} and set the environment variable {name}.",
    )


def _filled(request: Request, values: Mapping[str, str]) -> Request:
    url, headers, known = request.url, request.headers, request.validators
    for name, value in values.items():
        url = url.replace(f"{{{name}}}", quote(value, safe=""))
        headers = tuple((header, text.replace(f"{{{name}}}", value)) for header, text in headers)
        known = replace(known, of=known.of.replace(f"{{{name}}}", quote(value, safe=""))) if known else None
    return replace(request, url=url, headers=headers, validators=known, keys=())


def _without(text: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        for spelling in (value, quote(value, safe="")):
            text = text.replace(spelling, f"{{{name}}}")
    return text
