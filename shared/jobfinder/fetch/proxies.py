"""Which proxy a request goes through: what the settings name, or else the environment (HTTPS_PROXY, NO_PROXY, ...).

The operator names a proxy, so it may lie anywhere, on this machine too. What it is asked for comes from data, and is
checked as without one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from urllib.parse import unquote, urlsplit

from jobfinder.errors import Misconfigured

NO_PROXY_AT_ALL = "none"


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy and who we are to it; its words never show the password."""

    url: str  # without user and password
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        return f"Proxy({self.url!r})"


@dataclass(frozen=True, slots=True)
class Proxies:
    """The proxy for each scheme, and the hosts that are asked directly."""

    by_scheme: Mapping[str, Proxy]
    direct: str = ""  # as NO_PROXY is written: "localhost,.example.com", "*" for all

    def proxy_for(self, scheme: str, host: str) -> Proxy | None:
        """Return the proxy for a request, None for none."""
        proxy = self.by_scheme.get(scheme) or self.by_scheme.get("all")
        return None if any(_names(entry, host) for entry in self.direct.split(",")) else proxy


NO_PROXIES = Proxies({})


def _names(entry: str, host: str) -> bool:
    """Return whether an entry of NO_PROXY names a host: itself, a domain above it, a network it lies in, or "*"."""
    entry = entry.strip().lower().lstrip(".")
    if not entry or entry == "*":
        return bool(entry)
    try:
        return ip_address(host) in ip_network(entry, strict=False)
    except ValueError:
        return host == entry or host.endswith(f".{entry}")


def proxies_of(setting: str | None, environ: Mapping[str, str]) -> Proxies:
    """Return the proxies that a setting names: an address for all, "none", or None for what the environment says.

    Raises Misconfigured where an address is none of a proxy we can use.
    """
    setting = (setting or "").strip()
    if setting.lower() == NO_PROXY_AT_ALL:
        return NO_PROXIES
    direct = _said("no_proxy", environ)
    if setting:
        return Proxies({"all": _proxy(setting, "fetch.proxy")}, direct)
    # A web server puts the client's header "Proxy:" into HTTP_PROXY (CVE-2016-5385): then only http_proxy counts.
    names = {scheme: f"{scheme}_proxy" for scheme in ("http", "https", "all")}
    under_cgi = "REQUEST_METHOD" in environ
    said = {
        scheme: environ.get(name, "") if under_cgi and scheme == "http" else _said(name, environ)
        for scheme, name in names.items()
    }
    return Proxies({scheme: _proxy(url, names[scheme]) for scheme, url in said.items() if url.strip()}, direct)


def _said(name: str, environ: Mapping[str, str]) -> str:
    return (environ.get(name) or environ.get(name.upper()) or "").strip()


def _proxy(text: str, where: str) -> Proxy:
    text = text.strip()
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        port = parts.port
    except ValueError:
        raise _no_proxy(where) from None
    if parts.scheme not in ("http", "https") or not parts.hostname or not text.isascii():
        raise _no_proxy(where)
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    port = port or (443 if parts.scheme == "https" else 80)
    return Proxy(f"{parts.scheme}://{host}:{port}", unquote(parts.username or ""), unquote(parts.password or ""))


def _no_proxy(where: str) -> Misconfigured:
    return Misconfigured(
        "This proxy cannot be used (its address is not shown, as it may hold a password)",
        where=where,
        todo='Give one as "http://host:port", or "none".',
    )
