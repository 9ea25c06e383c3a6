"""Asks python-jobspy for the newest postings of a search. It sends its own requests: nothing here is between them.

Its sites' addresses are its own constants and come from no data. Part of them it reads by a client that pretends to be
a browser, which no transport of ours could replace; so none of it is, and it runs only where the user allows it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from jobfinder.errors import Blocked, Permanent, Retryable, Unreadable
from jobfinder.fetch.libraries import library

MOST_RESULTS = 100  # of one search at one time: more is what gets people blocked
SITES = ("linkedin", "indeed", "glassdoor", "zip_recruiter")
_TERMS = ("search_term", "location", "country_indeed")


def ask_jobspy(site: str, terms: Mapping[str, str]) -> bytes:
    """Return as JSON the rows that the library finds.

    Raises Blocked or Retryable where the site refused or failed and nothing came, Unreadable for what the library
    cannot make sense of, Permanent for a site that is none, Misconfigured where the library is not installed.
    """
    if site not in SITES:
        raise Permanent(f"{site!r} is no site that is read by python-jobspy", todo=f"Choose {', '.join(SITES)}.")
    jobspy = library("jobspy", "python-jobspy", "jobspy")
    asked = {name: terms[name] for name in _TERMS if terms.get(name)}
    try:
        found = jobspy.scrape_jobs(
            site_name=[site], results_wanted=MOST_RESULTS, description_format="html", verbose=0, **asked
        )
        rows: list[Any] = json.loads(found.to_json(orient="records", date_format="iso"))
    except ValueError as error:
        raise Unreadable(f"python-jobspy refuses this search: {error}", where=site) from None
    except Exception as error:  # noqa: BLE001 - a library's own errors, and its bugs, are this source's trouble
        raise Unreadable(f"python-jobspy failed: {type(error).__name__}: {error}"[:500], where=site) from None
    why = str(found.attrs.get("errors", {}).get(site, ""))
    if why and not rows:
        refused = any(status in why for status in ("401", "403", "429", "blocked"))
        raise (Blocked if refused else Retryable)(f"{site} gave nothing: {why}"[:500], where=site)
    return json.dumps(rows).encode()
