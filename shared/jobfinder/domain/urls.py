"""What a URL says: its canonical form, and which board, or which one posting, of a known vendor it names.

Two URLs of one page have one canonical form, two pages never share one. All URL forms of the vendors stand in the one
table below: sources recognise their boards by it, and an aggregator's link meets the board's own listing by it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlsplit

# Parameters that only say where a visitor came from. Short words that may also number a job (ref, source, id) stay.
_TRACKING = re.compile(
    r"utm_.+|gclid|gclsrc|dclid|gbraid|wbraid|fbclid|msclkid|yclid|ttclid|twclid|li_fat_id|igshid|mc_cid|mc_eid|mkt_tok"
    r"|_ga|_gl|_hsenc|_hsmi|gh_src|lever-(?:source|origin|via)(?:\[\])?|ashby_(?:source|prefill)|trk|trackingid",
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_ROUTE = re.compile(r"!?/")  # a fragment that an application in the page reads as a path: #/job/1, #!/job/1
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_HOST_AND_PORT = re.compile(r"[^/?#:]+:\d{1,5}(?:[/?#]|$)")


def typed_url(text: str) -> str:
    """Return what a person typed or pasted as a URL with a scheme: "jobs.lever.co/acme" gets `https://`."""
    text = text.strip().strip("<>\"'")
    if text.startswith("//"):
        return "https:" + text
    if _SCHEME.match(text) and not _HOST_AND_PORT.match(text):
        return text
    return "https://" + text if text else ""


def split_web_url(url: str) -> SplitResult | None:
    """Return the parts of an http(s) URL with a host and a port that make sense, None for anything else."""
    try:
        parts = urlsplit(typed_url(url))
        sound = parts.scheme in _DEFAULT_PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return parts if sound else None


@lru_cache(maxsize=4000)  # a posting's URL is asked for when it is read, named, merged and shown
def canonical_url(url: str) -> str:
    """Return the one form of all URLs of the same page, for comparing, never for fetching.

    The scheme becomes https; `www.`, default ports, tracking parameters, a trailing slash and a fragment go, unless the
    fragment is a route. Every other parameter stays, in order and as often as it stands. What is no web URL comes back
    stripped, as it is.
    """
    parts = split_web_url(url)
    if parts is None:
        return url.strip()
    path = _same_escapes(parts.path).rstrip("/")
    query = _same_escapes(_query_without_tracking(parts))
    fragment = _same_escapes(parts.fragment).rstrip("/") if _ROUTE.match(parts.fragment) else ""
    question, hash_sign = "?" if query else "", "#" if fragment else ""
    return f"https://{_site(parts)}{path}{question}{query}{hash_sign}{fragment}"


def page_url(url: str) -> str:
    """Return the URL to fetch a page by: as it was typed, but for its fragment, tracking and spelling of the host.

    What is no web URL comes back stripped, as it is.
    """
    parts = split_web_url(url)
    if parts is None:
        return url.strip()
    site = parts.netloc.lower() if parts.netloc.isascii() else parts.netloc
    return parts._replace(netloc=site, query=_query_without_tracking(parts), fragment="").geturl()


def _query_without_tracking(parts: SplitResult) -> str:
    return "&".join(piece for piece in parts.query.split("&") if piece and not _tracks(piece))


def _tracks(piece: str) -> bool:
    return _TRACKING.fullmatch(unquote(piece.partition("=")[0])) is not None


def _site(parts: SplitResult) -> str:
    """Return the host as one spelling of it, with the port unless it is the scheme's own (http and https alike)."""
    host = ascii_host(parts.hostname or "").removeprefix("www.")
    host = f"[{host}]" if ":" in host else host
    return host if parts.port in (None, *_DEFAULT_PORTS.values()) else f"{host}:{parts.port}"


def ascii_host(host: str) -> str:
    """Return a host name in lower case, in its ASCII form (RFC 3490) where it has one, without the root's dot."""
    host = host.lower().rstrip(".")
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _same_escapes(text: str) -> str:
    """Return text in one spelling of percent escapes (RFC 3986, 6.2.2): what needs none is bare, others upper-case."""
    return _ESCAPE.sub(_one_escape, quote(text, safe=_PRINTABLE, errors="surrogatepass"))


_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))


def _one_escape(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if character.isascii() and (character.isalnum() or character in "-._~") else match[0].upper()


# -- vendors ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class VendorUrl:
    """A board, or one posting of it, at a known vendor.

    `board` is "" where the URL names a posting only; `region` is "eu" on a vendor's European hosts; `origin` is set
    where the vendor's API answers on a host that is not the vendor's own.
    """

    vendor: str
    board: str
    native_id: str = ""
    region: str = ""
    origin: str = ""


class _Form(NamedTuple):
    """One shape of URL: patterns of the host (without `www.`) and the path, and parameters that name what they do not.

    The groups `board`, `id` and `region` may stand in either pattern; where a vendor's board has two names, `part` is
    the second one, and the board is "first:second".
    """

    vendor: str
    host: re.Pattern[str]
    path: re.Pattern[str]
    board_parameter: str = ""
    id_parameter: str = ""


def _form(vendor: str, host: str, path: str, board_parameter: str = "", id_parameter: str = "") -> _Form:
    return _Form(vendor, re.compile(host), re.compile(path, re.IGNORECASE), board_parameter, id_parameter)


_BOARD = r"/(?P<board>[^/]+)"
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_REGION = r"(?:\.(?P<region>eu))?"
_ANY_HOST = r".+"
_HOST_IS_BOARD = r"(?P<board>.+)"
_THIS_MACHINE = r"(?P<board>localhost|127\.0\.0\.1)"
_LANGUAGE = r"(?:/[a-z]{2}(?:[-_][a-z]{2,4})?)?"
_WORKDAY_HOST = r"(?P<board>[a-z0-9_-]+(?:\.wd\d+)?)\.myworkdayjobs(?:-impl)?\.com"
_WORKDAY_SITE = r"/(?P<part>(?![a-z]{2}-[a-z]{2}(?:/|$))[^/]+)"
_WORKDAY_JOB = r"(?:job/(?:[^/]+/)?|details/)(?:[^/]*_)?(?P<id>[^/_]+)"
_ORACLE_PATH = r"/hcmUI/CandidateExperience/[^/]+/sites/(?P<part>[^/]+)"
_ORACLE_PATH += r"(?:/(?:requisitions/)?(?:job|preview)/(?P<id>[^/]+))?(?:/.*)?"
_API_PATHS = {
    "greenhouse": rf"/v1/boards{_BOARD}(?:/jobs(?:/(?P<id>\d+))?|/departments|/offices|/embed)?(?:/.*)?",
    "lever": rf"/v0/postings{_BOARD}(?:/(?P<id>{_UUID}))?",
    "ashby": rf"/posting-api/job-board{_BOARD}",
    "smartrecruiters": rf"/v1/companies{_BOARD}/postings(?:/(?P<id>[^/]+))?",
    "workable": rf"/api/v\d/(?:widget/)?accounts{_BOARD}(?:/jobs(?:/(?P<id>[^/]+))?)?",
    "rippling": rf"/platform/api/ats/v\d/board{_BOARD}/jobs(?:/(?P<id>{_UUID}))?",
    "workday": rf"/wday/cxs{_BOARD}{_WORKDAY_SITE}/(?:jobs|{_WORKDAY_JOB})",
}
# Paths that are a vendor's own as well, on hosts that say nothing: there the host is the board.
_HOST_PATHS = {
    "recruitee": r"/api/offers(?:/[^/]+)?",
    "breezy": r"/json",
    "pinpoint": r"/postings\.json",
    "teamtailor": r"/jobs\.json",
    "personio": r"/xml",
}

# In order: the first form that fits a URL names it. A vendor's API is known by its path on any host (a mirror, a test
# server), so those forms stand last.
_FORMS = (
    _form("greenhouse", rf"(?:job-)?boards{_REGION}\.greenhouse\.io", r"/embed(?:/.*)?", "for", "token"),
    _form("greenhouse", rf"(?:job-)?boards{_REGION}\.greenhouse\.io", rf"{_BOARD}/jobs/(?P<id>\d+)(?:[-/].*)?"),
    _form("greenhouse", rf"(?:job-)?boards{_REGION}\.greenhouse\.io", rf"{_BOARD}(?:/.*)?", "", "gh_jid"),
    _form("greenhouse", rf"(?:boards-)?api{_REGION}\.greenhouse\.io", _API_PATHS["greenhouse"]),
    _form("lever", rf"jobs{_REGION}\.lever\.co", rf"{_BOARD}(?:/(?P<id>{_UUID}))?(?:/.*)?"),
    _form("lever", rf"api{_REGION}\.lever\.co", _API_PATHS["lever"]),
    _form("ashby", r"jobs\.ashbyhq\.com", rf"{_BOARD}(?:/(?P<id>{_UUID}))?(?:/.*)?", "", "ashby_jid"),
    _form("ashby", r"api\.ashbyhq\.com", _API_PATHS["ashby"]),
    _form(
        "smartrecruiters",
        r"(?:jobs|careers)\.smartrecruiters\.com",
        rf"/(?:oneclick-ui|external-referrals)/company{_BOARD}(?:/publication/(?P<id>{_UUID}))?(?:/.*)?",
    ),
    _form(
        "smartrecruiters",
        r"(?:jobs|careers)\.smartrecruiters\.com",
        rf"{_BOARD}(?:/(?P<id>{_UUID}|\d+)(?:-[^/]*)?)?(?:/.*)?",
    ),
    _form("smartrecruiters", r"api\.smartrecruiters\.com", _API_PATHS["smartrecruiters"]),
    _form("workable", r"(?:apply\.)?workable\.com", r"/j/(?P<id>[0-9A-Z]+)(?:/.*)?"),
    _form("workable", r"(?:apply\.)?workable\.com", r"/api/(?:v\d/)?(?:widget/)?accounts/(?P<board>[^/]+)(?:/.*)?"),
    _form("workable", r"apply\.workable\.com", rf"{_BOARD}(?:/(?:j|jobs?)/(?P<id>[0-9A-Z]+))?(?:/.*)?"),
    _form(
        "workable",
        r"(?!(?:jobs|help|resources|get|careers|api|developers)\.)(?P<board>[a-z0-9-]+)\.workable\.com",
        r"(?:/(?:j|jobs)/(?P<id>[0-9A-Z]+))?(?:/.*)?",
    ),
    _form(
        "recruitee",
        r"(?!(?:app|api|docs|support|help|careers)\.)(?P<board>[a-z0-9-]+)\.recruitee\.com",
        r"(?:/(?:[a-z]{2}/)?o/(?P<id>[^/]+))?(?:/.*)?",
    ),
    _form("workday", _WORKDAY_HOST, rf"/wday/cxs/[^/]+{_WORKDAY_SITE}(?:/{_WORKDAY_JOB}|/.*)?"),
    _form("workday", _WORKDAY_HOST, rf"{_LANGUAGE}{_WORKDAY_SITE}(?:/{_WORKDAY_JOB}(?:/apply(?:/.*)?)?)?"),
    _form(
        "workday",
        r"(?:[a-z0-9-]+\.)*myworkdaysite\.com",
        rf"{_LANGUAGE}/recruiting{_BOARD}{_WORKDAY_SITE}(?:/{_WORKDAY_JOB}(?:/apply(?:/.*)?)?)?",
    ),
    _form("personio", r"(?P<board>[a-z0-9-]+)\.jobs\.personio\.(?P<region>de|com)", r"(?:/job/(?P<id>\d+))?(?:/.*)?"),
    _form(
        "bamboohr",
        r"(?!(?:www|app|documentation|help|partners|marketplace)\.)(?P<board>[a-z0-9-]+)\.bamboohr\.com",
        r"(?:/(?:careers|jobs)(?:/(?P<id>\d+))?(?:/.*)?)?",
    ),
    _form(
        "teamtailor",
        r"(?!(?:www|app|api|docs|support|career|partner)\.)(?P<board>[a-z0-9-]+(?:\.na)?)\.teamtailor\.com",
        rf"{_LANGUAGE}(?:/jobs(?:/(?P<id>\d+)(?:-[^/]*)?)?)?(?:/.*)?",
    ),
    _form(
        "breezy",
        r"(?!(?:www|app|api|help|developer|marketing)\.)(?P<board>[a-z0-9-]+)\.breezy\.hr",
        r"(?:/p/(?P<id>[0-9a-f]{12})(?:-[^/]*)?)?(?:/.*)?",
    ),
    _form(
        "pinpoint",
        r"(?!(?:www|app|api|help|developers)\.)(?P<board>[a-z0-9-]+)\.pinpointhq\.com",
        rf"{_LANGUAGE}(?:/(?:postings|jobs)/(?P<id>{_UUID}|\d+))?(?:/.*)?",
    ),
    _form(
        "rippling",
        r"ats\.(?:(?:us1|eu1)\.)?rippling\.com",
        rf"{_LANGUAGE}/(?!api/){_BOARD[1:]}(?:/jobs(?:/(?P<id>{_UUID}))?)?(?:/.*)?",
    ),
    _form("rippling", r"api\.rippling\.com", _API_PATHS["rippling"]),
    _form(
        "icims",
        r"(?!(?:www|api|developer|community)\.)(?P<board>[a-z0-9-]+)\.icims\.com",
        r"(?:/jobs(?:/(?P<id>\d+))?(?:/.*)?)?",
    ),
    _form(
        "oraclecloud",
        r"(?P<board>[a-z0-9.-]+)\.oraclecloud\.com",
        _ORACLE_PATH,
    ),
    *(_form(vendor, _ANY_HOST, path) for vendor, path in _API_PATHS.items()),
    _form(
        "oraclecloud",
        _HOST_IS_BOARD,
        _ORACLE_PATH,
    ),
    *(_form(vendor, _HOST_IS_BOARD, path) for vendor, path in _HOST_PATHS.items()),
    _form("bamboohr", _THIS_MACHINE, r"/careers/list"),  # elsewhere a page of any employer may be called so
)
# An employer's own page names the vendor's posting in a parameter.
_ID_PARAMETERS = {"gh_jid": "greenhouse", "ashby_jid": "ashby"}
_NO_BOARDS = frozenset({".", "..", "embed", "api", "robots.txt", "sitemap.xml", "favicon.ico"})
_BOARD_ID = re.compile(r"[^\x00-\x1f\x7f/\\?#]{1,200}")


def vendor_url(url: str, vendor: str = "") -> VendorUrl | None:
    """Return the board or posting that a URL names at a known vendor (or at one of them only), else None."""
    parts = split_web_url(url)
    if parts is None:
        return None
    host = ascii_host(parts.hostname or "").removeprefix("www.")
    path = re.sub("/{2,}", "/", parts.path).rstrip("/")
    for form in _FORMS:
        in_host, in_path = form.host.fullmatch(host), form.path.fullmatch(path)
        if in_host and in_path:
            found = _named(form, {**in_path.groupdict(), **in_host.groupdict()}, parts)
            return found if found and vendor in ("", found.vendor) else None
    return None


def _named(form: _Form, groups: dict[str, str | None], parts: SplitResult) -> VendorUrl | None:
    parameters = parse_qs(parts.query)
    board = unquote(groups.get("board") or parameters.get(form.board_parameter, [""])[0]).strip()
    native_id = unquote(groups.get("id") or parameters.get(form.id_parameter, [""])[0]).strip()
    if board and (board.lower() in _NO_BOARDS or not _BOARD_ID.fullmatch(board)):
        return None
    part = unquote(groups.get("part") or "").strip()
    board = f"{board}:{part}" if board and part else board
    own_host = form.host.pattern not in (_ANY_HOST, _HOST_IS_BOARD, _THIS_MACHINE)
    origin = "" if own_host else f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"
    return VendorUrl(form.vendor, board, native_id, groups.get("region") or "", origin) if board or native_id else None


def native_key(vendor: str, board: str, native_id: str) -> str:
    """Return the key that all copies of one posting of a vendor share, "" where these parts do not identify it.

    Most vendors number postings across all their boards, so a full-length id stands alone, and a link that names no
    board still meets the board's own listing. A short or spoken id (Recruitee's slug, a test board's "12") identifies
    only together with its board, and so does the number that an employer's own system gives.
    """
    if not native_id:
        return ""
    if vendor not in _NUMBERED_BY_EMPLOYER and _GLOBAL_ID.fullmatch(native_id.lower()):
        return f"{vendor}:{native_id.lower()}"
    return f"{vendor}:{board.lower()}:{native_id.lower()}" if board else ""


_NUMBERED_BY_EMPLOYER = frozenset({"recruitee", "workday", "icims", "oraclecloud", "bamboohr"})
_GLOBAL_ID = re.compile(rf"{_UUID}|[0-9a-f]{{7,}}")


def native_keys(url: str) -> tuple[str, ...]:
    """Return the identity keys of the posting that a URL names at a known vendor, () where it names none.

    An employer's page that carries `gh_jid` or `ashby_jid` names the vendor's posting too.
    """
    parts = split_web_url(url)
    if parts is None:
        return ()
    named = vendor_url(url)
    keys = [native_key(named.vendor, named.board, named.native_id)] if named else []
    parameters = parse_qs(parts.query)
    for parameter, vendor in _ID_PARAMETERS.items():
        keys += [native_key(vendor, "", value) for value in parameters.get(parameter, ())]
    return tuple(dict.fromkeys(key for key in keys if key))
