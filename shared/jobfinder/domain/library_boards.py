"""Boards that a library reads: how their addresses are known, and the form in which a library is asked for one.

What is asked of a library is written as an address of a scheme of its own (`ats-scrapers://jobvite?board=acme`). No
fetcher but the one that knows libraries takes such an address: the guarded one refuses every scheme but the web's.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from jobfinder.domain.text import regex
from jobfinder.domain.urls import ascii_host, split_web_url
from jobfinder.domain.urls.forms import UUID

ATS_SCRAPERS = "ats-scrapers"
JOBSPY = "jobspy"


class LibraryCall(NamedTuple):
    """What is asked of a library: of which system or site, and the terms."""

    library: str
    name: str
    terms: dict[str, str]


def library_url(library: str, name: str, **terms: str) -> str:
    """Return the address that asks a library."""
    return f"{library}://{name}?{urlencode(terms)}"


def library_call(url: str) -> LibraryCall | None:
    """Return what an address asks of a library, None where it asks none."""
    library, _, rest = url.partition("://")
    if library not in (ATS_SCRAPERS, JOBSPY):
        return None
    name, _, query = rest.partition("?")
    return LibraryCall(library, name, dict(parse_qsl(query)))


# -- ats-scrapers: one employer's board at one of the systems below ----------------------------------------------------


class _Form(NamedTuple):
    """One shape of address: what stands in the host and the path, and the board's id as the library takes it."""

    system: str
    host: re.Pattern[str]
    path: re.Pattern[str]
    board: str  # "{name}" of the groups, or the whole address: {page}
    parameters: tuple[str, ...] = ()  # that are part of the address: without them it names no board


def _form(system: str, host: str, path: str, board: str, parameters: tuple[str, ...] = ()) -> _Form:
    return _Form(system, regex(host), regex(path, re.IGNORECASE), board, parameters)


_NAME = r"(?P<name>[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)"
_REST = r"(?:/.*)?"
_SLUG = r"(?P<name>[A-Za-z0-9][A-Za-z0-9_-]*)"
# Each system's addresses as its own pages have them; the ids are what ats-scrapers 0.3 takes. Systems that it reads by
# pretending to be a browser, or with requests that do not go through ours, are not among them.
_FORMS = (
    _form("adp", r"workforcenow\.adp\.com", r".*/recruitment/recruitment\.html", "{page}", ("cid", "ccId")),
    _form("beisen", rf"{_NAME}\.zhiye\.com", r"(?!/(?:index|zpdetail|zwxq)(?:/|$))/.*|", "{name}"),
    _form("beisen_legacy", rf"{_NAME}\.zhiye\.com", r"/(?:index|zpdetail|zwxq)(?:/.*)?", "{name}"),
    _form("cornerstone", rf"{_NAME}\.csod\.com", r"/ux/ats/careersite/\d+/.*", "{page}"),
    _form(
        "dayforce",
        r"jobs\.dayforcehcm\.com",
        rf"(?:/[a-z]{{2}}-[a-z]{{2}})?/{_SLUG}/(?P<site>[\w-]+){_REST}",
        "{name}/{site}",
    ),
    _form("gem", r"jobs\.gem\.com", rf"/{_SLUG}{_REST}", "{name}"),
    _form("gupy", rf"(?!(?:portal|login|api|support)\.){_NAME}\.gupy\.io", r".*", "{name}"),
    _form("herp", r"herp\.careers", rf"/v1/{_SLUG}{_REST}", "{name}"),
    _form("hrmos", r"hrmos\.co", rf"/pages/{_SLUG}{_REST}", "{name}"),
    _form(
        "jobvite",
        r"jobs\.jobvite\.com",
        rf"/(?P<name>careers/(?!jobs|search|viewall)[A-Za-z0-9][\w-]*){_REST}",
        "{name}",
    ),
    _form("jobvite", r"jobs\.jobvite\.com", rf"/(?!careers|jobs|search|viewall){_SLUG}{_REST}", "{name}"),
    _form("join_com", r"join\.com", rf"/companies/{_SLUG}{_REST}", "{name}"),
    _form(
        "keka", rf"{_NAME}\.keka\.com", r"/careers(?:/(?:jobdetails|applyjob)/.*)?", "https://{name}.keka.com/careers"
    ),
    _form("moka", r"app\.mokahr\.com", rf"/(?:social-recruitment|apply)/{_SLUG}/(?P<site>\d+){_REST}", "{name}/{site}"),
    _form(
        "pageup",
        r"careers\.pageuppeople\.com",
        rf"(?:/mob)?/(?P<name>\d+/[a-z0-9-]+/[a-z]{{2}}(?:-[a-z]{{2}})?){_REST}",
        "{name}",
    ),
    _form("paycom", r"paycomonline\.net", rf"/v4/ats/web\.php/portal/(?P<name>[0-9a-f]{{32}}){_REST}", "{name}"),
    _form("paylocity", r"recruiting\.paylocity\.com", rf"/recruiting/jobs/all/(?P<name>{UUID}){_REST}", "{name}"),
    _form("recruiterbox", rf"{_NAME}\.(?:recruiterbox\.com|hire\.trakstar\.com)", r".*", "{name}"),
    _form("softgarden", rf"{_NAME}\.career\.softgarden\.de", r".*", "{name}"),
    _form(
        "successfactors",
        r"career\d*\.(?:successfactors|sapsf)\.(?:com|eu)",
        r"/career(?:s|search)?",
        "{page}",
        ("company",),
    ),
    _form("taleo", r"[a-z0-9]+\.tbe\.taleo\.net", r"/.*", "{page}", ("org",)),
    _form(
        "ukg",
        r"(?P<host>recruiting\d*\.ultipro\.(?:com|ca))",
        rf"/(?P<name>[a-z0-9]+)/JobBoard/(?P<site>{UUID}){_REST}",
        "https://{host}/{name}/JobBoard/{site}",
    ),
)
SYSTEMS = tuple(dict.fromkeys(form.system for form in _FORMS))


def ats_board(url: str) -> str | None:
    """Return the id of the board that a URL names at one of the systems ("jobvite/acme"), None where it names none."""
    parts = split_web_url(url)
    if parts is None:
        return None
    host, path = ascii_host(parts.hostname or "").removeprefix("www."), re.sub("/{2,}", "/", parts.path).rstrip("/")
    asked = {name.lower(): value for name, value in parse_qsl(parts.query)}
    for form in _FORMS:
        in_host, in_path = form.host.fullmatch(host), form.path.fullmatch(path)
        if in_host and in_path and all(asked.get(name.lower()) for name in form.parameters):
            groups = {**in_host.groupdict(), **in_path.groupdict()}
            page = parts._replace(scheme="https", netloc=parts.netloc.lower(), fragment="").geturl()
            return f"{form.system}/{form.board.format(page=page, **groups)}"
    return None


def system_of(board_id: str) -> tuple[str, str]:
    """Return the system and the board's id there: of "jobvite/acme" jobvite and acme."""
    system, _, board = board_id.partition("/")
    return system, board
