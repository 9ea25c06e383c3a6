"""The addresses by which a posting is known: native ids at a board prove a copy, page addresses only suggest one."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from jobfinder.domain.posting import Posting
from jobfinder.domain.urls import canonical_url


def native_links(posting: Posting, source_key: str) -> tuple[str, ...]:
    """Return the posting's native ids as "<vendor>:<board>:<id>", those that its addresses name first."""
    return (f"{source_key}:{posting.native_id}",)


def page_links(posting: Posting) -> tuple[str, ...]:
    """Return the canonical addresses of the posting, without those that name no page (a company's front page)."""
    pages = [_specific_page(url) for url in (posting.url, posting.apply_url) if url]
    return tuple(dict.fromkeys(page for page in pages if page))


def link_keys(posting: Posting, source_key: str) -> tuple[str, ...]:
    """Return native ids, then pages: what another board's copy may name too."""
    return (*native_links(posting, source_key), *page_links(posting))


@lru_cache(maxsize=2048)
def _specific_page(url: str) -> str:
    page = canonical_url(url)
    try:
        parts = urlsplit(page)
    except ValueError:
        return ""
    return page if parts.netloc and (parts.path.strip("/") or parts.query or parts.fragment) else ""
