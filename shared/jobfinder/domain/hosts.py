"""Whose host it is: the domain that somebody registered, told from its subdomains without a list to download.

The public suffix list (publicsuffix.org) says this exactly, and changes weekly; here are its rules for the endings that
companies have. What is not among them counts its last two names as the registered domain.
"""

from __future__ import annotations

import re
from ipaddress import ip_address

from jobfinder.domain.urls import ascii_host

# Under a country's ending these are no company's name (co.uk, com.br, or.jp); under others they are (co.example).
_SECOND_LEVEL = re.compile(r"(?:com?|org|net|gov|gob|gouv|edu|ac|sch|nhs|ltd|plc|ne|or|go|in|firm|gen|id|web|biz|mil)")
# Below these, every name is another customer's.
_SHARED = frozenset(
    {
        *("github.io", "gitlab.io", "netlify.app", "vercel.app", "pages.dev", "web.app", "firebaseapp.com"),
        *("herokuapp.com", "azurewebsites.net", "cloudfront.net", "amazonaws.com", "appspot.com", "run.app"),
        *("wordpress.com", "blogspot.com", "wixsite.com", "webflow.io", "squarespace.com", "myshopify.com"),
        *(
            "notion.site",
            "framer.website",
            "framer.app",
            "carrd.co",
            "softr.app",
            "super.site",
            "fly.dev",
            "onrender.com",
        ),
    }
)


def registered_domain(host: str) -> str:
    """Return the domain that was registered: "acme.co.uk" of "jobs.acme.co.uk"; an address or a bare name as it is."""
    host = ascii_host(host.strip("[]"))
    if _is_address(host):
        return host
    names = host.split(".")
    if ".".join(names[-2:]) in _SHARED:
        return ".".join(names[-3:])
    if len(names) > 2 and len(names[-1]) == 2 and _SECOND_LEVEL.fullmatch(names[-2]):
        return ".".join(names[-3:])
    return ".".join(names[-2:])


def label_of(host: str) -> str:
    """Return the name that was registered, without its ending: "acme" of "www.acme.co.uk"; "" of an address."""
    domain = registered_domain(host)
    return "" if _is_address(domain) else domain.partition(".")[0]


def same_site(one: str, other: str) -> bool:
    """Return whether two hosts belong to one registered domain."""
    return bool(one) and bool(other) and registered_domain(one) == registered_domain(other)


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
