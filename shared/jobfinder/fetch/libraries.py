"""The fetcher that knows libraries: what is asked of one it answers by it, and everything else it hands on.

A library loads when it is first asked, and one that is not installed says how to install it.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from jobfinder.domain.library_boards import ATS_SCRAPERS, JOBSPY, LibraryCall, library_call
from jobfinder.errors import Misconfigured, Unreadable
from jobfinder.ports import Fetcher, Request, Response

# Each library: its module, its package, and the extra of ours that installs it.
_INSTALLED_AS = {
    ATS_SCRAPERS: ("ats_scrapers", "ats-scrapers", "more-boards"),
    JOBSPY: ("jobspy", "python-jobspy", "jobspy"),
}


class LibraryFetcher:
    """A fetcher that asks libraries where an address asks one; `jobspy_allowed` is the user's word for jobspy."""

    def __init__(self, fetcher: Fetcher, *, jobspy_allowed: bool = False) -> None:
        self._fetcher, self._jobspy_allowed = fetcher, jobspy_allowed

    def fetch(self, request: Request) -> Response:
        """Return a response, as `ports.Fetcher` says.

        Raises Misconfigured where a library is not installed, or not allowed.
        """
        call = library_call(request.url)
        if call is None:
            return self._fetcher.fetch(request)
        body = self._asked(call, request)
        if len(body) > request.max_bytes:
            raise Unreadable(f"The library found more than {request.max_bytes:,} bytes", where=request.url)
        return Response(url=request.url, status=200, body=body, headers={})

    def _asked(self, call: LibraryCall, request: Request) -> bytes:
        if call.library == ATS_SCRAPERS:
            from jobfinder.fetch.ats_library import ask_ats_scrapers

            return ask_ats_scrapers(call.name, call.terms.get("board", ""), request.body, self._fetcher)
        if not self._jobspy_allowed:
            raise _is_off()
        from jobfinder.fetch.jobspy_library import ask_jobspy

        return ask_jobspy(call.name, call.terms)

    def close(self) -> None:
        """Close idle connections."""
        self._fetcher.close()


def lacking(url: str, *, jobspy_allowed: bool) -> Misconfigured | None:
    """Return what keeps a library from being asked what an address asks of it, None where nothing does; none loads."""
    call = library_call(url)
    if call is None:
        return None
    if call.library == JOBSPY and not jobspy_allowed:
        return _is_off()
    module, package, extra = _INSTALLED_AS[call.library]
    return None if find_spec(module) else _is_not_installed(module, package, extra, "there is no such module")


def library(module: str, package: str, extra: str) -> Any:
    """Return a library's module. Raises Misconfigured, saying how to install it, where it is not there."""
    try:
        return import_module(module)
    except ImportError as error:
        raise _is_not_installed(module, package, extra, str(error)) from None


def _is_off() -> Misconfigured:
    return Misconfigured(
        "LinkedIn, Indeed, Glassdoor and ZipRecruiter are off: their terms of use do not allow programs",
        where="scrape.jobspy",
        todo="Read docs/sources.md; to read them all the same, set scrape.jobspy to true.",
    )


def _is_not_installed(module: str, package: str, extra: str, why: str) -> Misconfigured:
    return Misconfigured(
        f"This board is read by {package}, which is not installed ({why})",
        where=module,
        todo=f'pip install "job-finder[{extra}]"',
    )
