"""Which addresses may be fetched: the first five layers of the gate between a URL that comes from data and a socket.

1. scheme and port   only the web is fetched: no file, no gopher, no database or mail port
2. host syntax       one reading only: what two parsers could read differently is refused, not interpreted
3. names             names that mean this machine or this network wherever they resolve
4. addresses         every address a name resolves to must be public, also inside those that wrap another one
5. pinning           the socket is opened to an address that was checked, not to the name: a second answer of the
                     name server (DNS rebinding) is never asked for (`connection.py`)

Layers 6 to 8 (redirects, caps, statuses) stand in `http.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from unicodedata import normalize
from urllib.parse import quote, urlsplit

from jobfinder.domain.urls import ascii_host
from jobfinder.errors import Misconfigured, Refused

Resolve = Callable[[str, int], Sequence[str]]  # host and port in, all its addresses out

_DEFAULT_PORTS = {"http": 80, "https": 443}
_WEB_PORTS = frozenset({80, 443, 8080, 8443})
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMERIC = re.compile(r"\d+|0x[0-9a-f]*")
_DOTTED_QUAD = re.compile(r"(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})")
_MAX_URL_CHARACTERS = 8_000
_MAX_HOST_CHARACTERS = 253
# RFC 6761, 6762, 8375 and what networks use without asking; the clouds' names for their metadata service end in these.
_PRIVATE_SUFFIXES = (
    *("localhost", "localdomain", "ip6-localhost", "ip6-loopback"),
    *("local", "internal", "intranet", "private", "corp", "home", "lan", "home.arpa"),
)
_CLOUD_SERVICES = frozenset({IPv4Address("168.63.129.16")})  # public by its number, but Azure's own host agent
_WRAPPED_IN_FULL = (IPv6Network("64:ff9b::/96"), IPv6Network("::ffff:0:0:0/96"))  # NAT64 (RFC 6052), SIIT (RFC 2765)
# What the registries call special and some releases of Python's `ipaddress` call global.
_NEVER_PUBLIC = (
    IPv4Network("192.0.0.0/24"),  # protocol assignments (RFC 6890); a cloud's metadata service lives at .192
    IPv4Network("192.88.99.0/24"),  # 6to4 relays, deprecated (RFC 7526)
    IPv6Network("3fff::/20"),  # documentation (RFC 9637)
    IPv6Network("::/96"),  # IPv4-compatible, deprecated (RFC 4291)
    IPv6Network("64:ff9b:1::/48"),  # NAT64 for local use (RFC 8215)
    IPv6Network("fec0::/10"),  # site-local, deprecated (RFC 3879)
    IPv6Network("5f00::/16"),  # segment routing (RFC 9602)
)


@dataclass(frozen=True, slots=True)
class Target:
    """A URL that passed layers 1 to 3, in parts that every parser reads alike."""

    scheme: str
    host: str  # lower-case ASCII name, or an IP address without brackets
    port: int
    path: str  # with the query

    @property
    def url(self) -> str:
        """Return the URL as it is sent."""
        return f"{self.scheme}://{self.site}{self.path}"

    @property
    def site(self) -> str:
        """Return the host, with the port unless it is the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"


class Guard:
    """The rules, and the few exact host:port pairs on this machine that are exempt (a demo, a test)."""

    def __init__(self, allow_hosts: Sequence[str] = ()) -> None:
        self._allowed = frozenset(map(_allowed_pair, allow_hosts))

    def allows(self, host: str, port: int) -> bool:
        """Return whether a pair is exempt; then it must be on this machine."""
        return (host, port) in self._allowed

    def target(self, url: str) -> Target:
        """Return a URL in checked parts (layers 1 to 3). Raises Refused, saying which rule it breaks."""
        if len(url) > _MAX_URL_CHARACTERS:
            raise _refused(url, f"it is longer than {_MAX_URL_CHARACTERS} characters")
        if _CONTROL.search(url):
            raise _refused(url, "it holds control characters")
        scheme, host, port, path = _parts(url)
        if scheme not in _DEFAULT_PORTS:  # layer 1
            raise _refused(url, f"only http and https are fetched, not {scheme or 'a URL without a scheme'}")
        host = _host(url, host)  # layer 2
        target = Target(scheme, host, port or _DEFAULT_PORTS[scheme], path)
        if self.allows(target.host, target.port):
            return target
        if target.port not in _WEB_PORTS:  # layer 1
            raise _refused(url, f"port {target.port} is none of the web")
        _check_name(url, host)  # layer 3
        return target

    def addresses(self, host: str, port: int, resolve: Resolve) -> list[str]:
        """Return the addresses of a host, all of them public (layer 4). Raises Refused; `resolve` may raise OSError."""
        found = [ip_address(text.partition("%")[0]) for text in resolve(host, port)]
        must_be_here = self.allows(host, port)
        for address in found:
            if not (address.is_loopback if must_be_here else is_public(address)):
                kind = "on this machine" if must_be_here else "public"
                raise _refused(host, f"its address {address} is not {kind}")
        return list(map(str, found))


def _allowed_pair(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    host = host.strip("[]").lower()
    here = host == "localhost" or (is_address(host) and ip_address(host).is_loopback)
    if not here or not port.isdecimal():
        raise Misconfigured(
            f"{text!r} cannot be exempt from the address rules",
            where="allow_hosts",
            todo="Only pairs such as 127.0.0.1:8123 on this machine can.",
        )
    return host, int(port)


def _refused(url: str, why: str) -> Refused:
    return Refused(f"This address is never fetched: {why}", where=url[:200])


# -- layer 2: one reading only ----------------------------------------------------------------------------------------


def _parts(url: str) -> tuple[str, str, int | None, str]:
    """Return scheme, host, port, and path with query. Raises Refused where a URL can be read in two ways."""
    try:
        parts = urlsplit(url.strip(" "))
        port, host = parts.port, parts.hostname or ""
    except ValueError as error:
        raise _refused(url, f"it is no URL: {error}") from None
    if "@" in parts.netloc:
        raise _refused(url, "it carries a user name, which hides where it leads")
    if "\\" in url.partition("?")[0]:
        raise _refused(url, "it holds a backslash, which some read as a slash")
    if "[" in parts.netloc and ":" not in host:
        raise _refused(url, f"{host!r} in brackets is no IPv6 address")
    if parts.netloc.endswith(":") or port == 0:
        raise _refused(url, "its port is empty")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~", errors="replace")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~?[]{}|^`\"<>\\", errors="replace").replace(" ", "%20")
    return parts.scheme.lower(), host, port, f"{path}?{query}" if query else path


def _host(url: str, host: str) -> str:
    """Return a host in its one spelling: a lower-case ASCII name or an address. Raises Refused."""
    if not host:
        raise _refused(url, "it names no host")
    if ":" in host:
        if not is_address(host):
            raise _refused(url, f"{host!r} is no IPv6 address, or one with a zone")
        return str(ip_address(host))
    name = ascii_host(normalize("NFKC", host))
    labels = name.split(".")
    if _NUMERIC.fullmatch(labels[-1]):  # a number as WHATWG reads it: decimal, octal, hexadecimal, shortened
        if not _DOTTED_QUAD.fullmatch(name) or not is_address(name):
            raise _refused(url, f"{host!r} is a number that can be read as more than one address")
        return name
    if len(name) > _MAX_HOST_CHARACTERS or not all(map(_LABEL.fullmatch, labels)):
        raise _refused(url, f"{host!r} is no host name")
    return name


def is_address(text: str) -> bool:
    """Return whether a text is an IP address without a zone."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return "%" not in text


# -- layer 3: names ---------------------------------------------------------------------------------------------------


def _check_name(url: str, host: str) -> None:
    """Let through addresses and names of the public tree. Raises Refused."""
    if is_address(host):
        if not is_public(ip_address(host)):
            raise _refused(url, f"{host} is not a public address")
    elif "." not in host or any(host == name or host.endswith(f".{name}") for name in _PRIVATE_SUFFIXES):
        raise _refused(url, f"{host!r} is a name of this machine or of its network")


# -- layer 4: addresses -----------------------------------------------------------------------------------------------


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Return whether an address, and every address it wraps, is one of the public internet (IANA registries).

    `ipaddress` calls NAT64 and 6to4 forms global whatever they wrap, so what is wrapped is looked at as well.
    """
    if any(address in network for network in _NEVER_PUBLIC):
        return False
    if isinstance(address, IPv6Address):
        if not all(map(is_public, _wrapped(address))):
            return False
        if address.ipv4_mapped:
            return True  # as public as what it wraps
    if address in _CLOUD_SERVICES or address.is_multicast or address.is_reserved:
        return False
    return address.is_global and not address.is_unspecified and not address.is_loopback


def _wrapped(address: IPv6Address) -> list[IPv4Address]:
    """Return the IPv4 addresses inside an IPv6 one: mapped, 6to4, Teredo (both ends), NAT64, SIIT, ISATAP."""
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    last = IPv4Address(int(address) & 0xFFFFFFFF)
    if any(address in network for network in _WRAPPED_IN_FULL):
        found.append(last)
    if (int(address) >> 32) & 0xFDFFFFFF == 0x00005EFE:  # RFC 5214: the interface id begins 0000:5efe or 0200:5efe
        found.append(last)
    return [inner for inner in found if inner is not None]
