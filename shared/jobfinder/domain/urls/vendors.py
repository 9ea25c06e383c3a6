"""Which board, or which one posting, of a known vendor a URL names, and the key that all copies of a posting share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, unquote

from jobfinder.domain.urls.forms import ANY_HOST, FORMS, HOST_IS_BOARD, THIS_MACHINE, UUID, Form
from jobfinder.domain.urls.web import ascii_host, split_web_url

# An employer's own page names the vendor's posting in a parameter.
_ID_PARAMETERS = {"gh_jid": "greenhouse", "ashby_jid": "ashby"}
_NO_BOARDS = frozenset({".", "..", "embed", "api", "robots.txt", "sitemap.xml", "favicon.ico"})
_BOARD_ID = re.compile(r"[^\x00-\x1f\x7f/\\?#]{1,200}")


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


def vendor_url(url: str, vendor: str = "") -> VendorUrl | None:
    """Return the board or posting that a URL names at a known vendor (or at one of them only), else None."""
    parts = split_web_url(url)
    if parts is None:
        return None
    host = ascii_host(parts.hostname or "").removeprefix("www.")
    path = re.sub("/{2,}", "/", parts.path).rstrip("/")
    for form in FORMS:
        in_host, in_path = form.host.fullmatch(host), form.path.fullmatch(path)
        if in_host and in_path:
            found = _named(form, {**in_path.groupdict(), **in_host.groupdict()}, parts)
            return found if found and vendor in ("", found.vendor) else None
    return None


def _named(form: Form, groups: dict[str, str | None], parts: SplitResult) -> VendorUrl | None:
    parameters = parse_qs(parts.query)
    board = unquote(groups.get("board") or parameters.get(form.board_parameter, [""])[0]).strip()
    native_id = unquote(groups.get("id") or parameters.get(form.id_parameter, [""])[0]).strip()
    if board and (board.lower() in _NO_BOARDS or not _BOARD_ID.fullmatch(board)):
        return None
    part = unquote(groups.get("part") or "").strip()
    board = f"{board}:{part}" if board and part else board
    own_host = form.host.pattern not in (ANY_HOST, HOST_IS_BOARD, THIS_MACHINE)
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
_GLOBAL_ID = re.compile(rf"{UUID}|[0-9a-f]{{7,}}")


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
