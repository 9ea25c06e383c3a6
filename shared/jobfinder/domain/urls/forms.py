"""All URL forms of the vendors, in one table: sources recognise their boards by it, and links meet listings by it."""

from __future__ import annotations

import re
from typing import NamedTuple

from jobfinder.domain.text import regex


class Form(NamedTuple):
    """One shape of URL: patterns of the host (without `www.`) and the path, and parameters that name what they do not.

    The groups `board`, `id` and `region` may stand in either pattern; where a vendor's board has two names, `part` is
    the second one, and the board is "first:second".
    """

    vendor: str
    host: re.Pattern[str]
    path: re.Pattern[str]
    board_parameter: str = ""
    id_parameter: str = ""


def _form(vendor: str, host: str, path: str, board_parameter: str = "", id_parameter: str = "") -> Form:
    return Form(vendor, regex(host), regex(path, re.IGNORECASE), board_parameter, id_parameter)


_BOARD = r"/(?P<board>[^/]+)"
UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_REGION = r"(?:\.(?P<region>eu))?"
ANY_HOST = r".+"
HOST_IS_BOARD = r"(?P<board>.+)"
THIS_MACHINE = r"(?P<board>localhost|127\.0\.0\.1)"
_LANGUAGE = r"(?:/[a-z]{2}(?:[-_][a-z]{2,4})?)?"
_WORKDAY_HOST = r"(?P<board>[a-z0-9_-]+(?:\.wd\d+)?)\.myworkdayjobs(?:-impl)?\.com"
_WORKDAY_SITE = r"/(?P<part>(?![a-z]{2}-[a-z]{2}(?:/|$))[^/]+)"
_WORKDAY_JOB = r"(?:job/(?:[^/]+/)?|details/)(?:[^/]*_)?(?P<id>[^/_]+)"
_ORACLE_PATH = r"/hcmUI/CandidateExperience/[^/]+/sites/(?P<part>[^/]+)"
_ORACLE_PATH += r"(?:/(?:requisitions/)?(?:job|preview)/(?P<id>[^/]+))?(?:/.*)?"
_API_PATHS = {
    "greenhouse": rf"/v1/boards{_BOARD}(?:/jobs(?:/(?P<id>\d+))?|/departments|/offices|/embed)?(?:/.*)?",
    "lever": rf"/v0/postings{_BOARD}(?:/(?P<id>{UUID}))?",
    "ashby": rf"/posting-api/job-board{_BOARD}",
    "smartrecruiters": rf"/v1/companies{_BOARD}/postings(?:/(?P<id>[^/]+))?",
    "workable": rf"/api/v\d/(?:widget/)?accounts{_BOARD}(?:/jobs(?:/(?P<id>[^/]+))?)?",
    "rippling": rf"/platform/api/ats/v\d/board{_BOARD}/jobs(?:/(?P<id>{UUID}))?",
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
FORMS = (
    _form("greenhouse", rf"(?:job-)?boards{_REGION}\.greenhouse\.io", r"/embed(?:/.*)?", "for", "token"),
    _form("greenhouse", rf"(?:job-)?boards{_REGION}\.greenhouse\.io", rf"{_BOARD}/jobs/(?P<id>\d+)(?:[-/].*)?"),
    _form("greenhouse", rf"(?:job-)?boards{_REGION}\.greenhouse\.io", rf"{_BOARD}(?:/.*)?", "", "gh_jid"),
    _form("greenhouse", rf"(?:boards-)?api{_REGION}\.greenhouse\.io", _API_PATHS["greenhouse"]),
    _form("lever", rf"jobs{_REGION}\.lever\.co", rf"{_BOARD}(?:/(?P<id>{UUID}))?(?:/.*)?"),
    _form("lever", rf"api{_REGION}\.lever\.co", _API_PATHS["lever"]),
    _form("ashby", r"jobs\.ashbyhq\.com", rf"{_BOARD}(?:/(?P<id>{UUID}))?(?:/.*)?", "", "ashby_jid"),
    _form("ashby", r"api\.ashbyhq\.com", _API_PATHS["ashby"]),
    _form(
        "smartrecruiters",
        r"(?:jobs|careers)\.smartrecruiters\.com",
        rf"/(?:oneclick-ui|external-referrals)/company{_BOARD}(?:/publication/(?P<id>{UUID}))?(?:/.*)?",
    ),
    _form(
        "smartrecruiters",
        r"(?:jobs|careers)\.smartrecruiters\.com",
        rf"{_BOARD}(?:/(?P<id>{UUID}|\d+)(?:-[^/]*)?)?(?:/.*)?",
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
        rf"{_LANGUAGE}(?:/(?:postings|jobs)/(?P<id>{UUID}|\d+))?(?:/.*)?",
    ),
    _form(
        "rippling",
        r"ats\.(?:(?:us1|eu1)\.)?rippling\.com",
        rf"{_LANGUAGE}/(?!api/){_BOARD[1:]}(?:/jobs(?:/(?P<id>{UUID}))?)?(?:/.*)?",
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
    *(_form(vendor, ANY_HOST, path) for vendor, path in _API_PATHS.items()),
    _form(
        "oraclecloud",
        HOST_IS_BOARD,
        _ORACLE_PATH,
    ),
    *(_form(vendor, HOST_IS_BOARD, path) for vendor, path in _HOST_PATHS.items()),
    _form("bamboohr", THIS_MACHINE, r"/careers/list"),  # elsewhere a page of any employer may be called so
)
