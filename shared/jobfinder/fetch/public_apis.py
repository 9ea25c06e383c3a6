"""Which addresses are a documented public interface to job postings, so that robots.txt has nothing to say there.

robots.txt speaks to crawlers, which find their way from page to page (RFC 9309, 1). An interface that its owner has
documented for programs to read postings from is an invitation of its own, with terms and limits of its own, which hold
whatever else does. Pages, sitemaps, feeds, and what only a site's own pages are known to use are asked for first.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class PublicApi(NamedTuple):
    """One interface: its host (".example.com" is any below it), a pattern of its paths, where it is documented."""

    host: str
    path: str  # the whole path without the query
    documented_at: str


PUBLIC_APIS = (
    PublicApi("boards-api.greenhouse.io", r"/v1/boards/.+", "https://developers.greenhouse.io/job-board.html"),
    PublicApi("api.lever.co", r"/v0/postings/.+", "https://github.com/lever/postings-api"),
    PublicApi("api.eu.lever.co", r"/v0/postings/.+", "https://github.com/lever/postings-api"),
    PublicApi("api.ashbyhq.com", r"/posting-api/.+", "https://developers.ashbyhq.com/docs/public-job-posting-api"),
    PublicApi(
        "api.smartrecruiters.com", r"/v1/companies/.+", "https://developers.smartrecruiters.com/docs/posting-api"
    ),
    PublicApi(".recruitee.com", r"/api/offers/.*", "https://docs.recruitee.com/reference/intro-to-careers-site-api"),
    PublicApi(
        "apply.workable.com",
        r"/api/v1/widget/accounts/.+",
        "https://help.workable.com/hc/en-us/articles/115012771647",
    ),
    PublicApi(".jobs.personio.de", r"/xml", "https://developer.personio.de/docs/retrieving-open-job-positions"),
    PublicApi(".jobs.personio.com", r"/xml", "https://developer.personio.de/docs/retrieving-open-job-positions"),
    PublicApi("remoteok.com", r"/api", "https://remoteok.com/api"),
    PublicApi("remotive.com", r"/api/remote-jobs.*", "https://github.com/remotive-com/remote-jobs-api"),
    PublicApi("weworkremotely.com", r"/(?:categories/)?[\w-]+\.rss", "https://weworkremotely.com/remote-job-rss-feed"),
    PublicApi("www.arbeitnow.com", r"/api/job-board-api", "https://www.arbeitnow.com/blog/job-board-api"),
    PublicApi("himalayas.app", r"/jobs/api.*", "https://himalayas.app/api"),
    PublicApi("jobicy.com", r"/api/v2/remote-jobs", "https://github.com/Jobicy/remote-jobs-api"),
    PublicApi("www.themuse.com", r"/api/public/jobs.*", "https://www.themuse.com/developers/api/v2"),
    PublicApi("hn.algolia.com", r"/api/v1/.+", "https://hn.algolia.com/api"),
    PublicApi("api.adzuna.com", r"/v1/api/jobs/.+", "https://developer.adzuna.com/overview"),
    PublicApi("data.usajobs.gov", r"/api/search", "https://developer.usajobs.gov/"),
)


def public_api(host: str, path: str) -> PublicApi | None:
    """Return the interface that an address belongs to, None where it belongs to none; `path` may have a query."""
    path = path.partition("?")[0]
    if "/.." in path or "//" in path:  # may end elsewhere than it begins
        return None
    return next((one for one in PUBLIC_APIS if _is_of(host, one.host) and re.fullmatch(one.path, path)), None)


def _is_of(host: str, pattern: str) -> bool:
    return host.endswith(pattern) if pattern.startswith(".") else host == pattern
