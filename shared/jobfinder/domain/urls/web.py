"""Web addresses: the parts of one, the form to fetch it by, and the one form of all addresses of the same page.

Two URLs of one page have one canonical form, two pages never share one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, unquote, urlsplit

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
