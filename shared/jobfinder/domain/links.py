"""The addresses by which a posting is known: native ids at a board prove a copy, page addresses only suggest one."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from jobfinder.domain.ids import stable_id
from jobfinder.domain.posting import Posting
from jobfinder.domain.urls import canonical_url, native_key, native_keys

# Vendors whose addresses name a posting in one way, so that a link on any site meets the board's own listing.
NUMBERED_BY_VENDOR = frozenset(
    {
        *("greenhouse", "lever", "ashby", "smartrecruiters", "workable", "recruitee", "personio", "bamboohr"),
        *("teamtailor", "breezy", "rippling", "icims", "oraclecloud"),
    }
)


def native_links(posting: Posting, source_key: str) -> tuple[str, ...]:
    """Return the keys of the posting at known vendors: those its addresses name, then the source's own id of it."""
    keys = (*native_keys(posting.apply_url), *native_keys(posting.url), _own_key(source_key, posting.native_id))
    return tuple(dict.fromkeys(key for key in keys if key))


def _own_key(source_key: str, native_id: str) -> str:
    vendor, _, board = source_key.partition(":")
    return native_key(vendor, board, native_id) if vendor in NUMBERED_BY_VENDOR else f"{source_key}:{native_id}"


def name_different_postings(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Return whether two postings' native links name two postings of one vendor: then no text makes them one job."""
    a, b = _by_vendor(mine), _by_vendor(theirs)
    return any(not a[vendor] & b[vendor] for vendor in a.keys() & b.keys())


def _by_vendor(links: tuple[str, ...]) -> dict[str, set[str]]:
    vendors: dict[str, set[str]] = {}
    for link in links:
        vendor = link.partition(":")[0]
        if vendor in NUMBERED_BY_VENDOR:
            vendors.setdefault(vendor, set()).add(link)
    return vendors


def page_links(posting: Posting) -> tuple[str, ...]:
    """Return the canonical addresses of the posting, without those that name no page (a company's front page)."""
    pages = [_specific_page(url) for url in (posting.url, posting.apply_url) if url]
    return tuple(dict.fromkeys(page for page in pages if page))


def link_keys(posting: Posting, source_key: str) -> tuple[str, ...]:
    """Return native ids, then pages: what another board's copy may name too."""
    return (*native_links(posting, source_key), *page_links(posting))


def address_keys(url: str) -> tuple[str, ...]:
    """Return the hashed keys (see `identity.merge_keys`) by which a listing at `url`, in any form of it, is found."""
    pages = [page for page in (_specific_page(url),) if page]
    return tuple(stable_id("link", link) for link in (*native_keys(url), *pages))


@lru_cache(maxsize=2048)
def _specific_page(url: str) -> str:
    page = canonical_url(url)
    try:
        parts = urlsplit(page)
    except ValueError:
        return ""
    return page if parts.netloc and (parts.path.strip("/") or parts.query or parts.fragment) else ""
