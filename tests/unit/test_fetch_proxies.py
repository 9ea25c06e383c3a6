"""Requests through a proxy: which one, what it is asked for, and that the address check still holds for the target."""

from __future__ import annotations

import base64
import socket
import threading
from collections.abc import Iterator

import pytest

from jobfinder.errors import Misconfigured, Refused, Retryable
from jobfinder.fetch import HttpFetcher, proxies_of
from jobfinder.fetch.proxies import Proxies
from jobfinder.ports import Request

PUBLIC = "93.184.215.14"


class RecordingProxy:
    """A forward proxy on loopback that answers everything itself, and refuses to connect to anything."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:  # closed
                return
            with connection:
                self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        connection.settimeout(10)
        head = b""
        while b"\r\n\r\n" not in head:
            if not (received := connection.recv(65_536)):
                return
            head += received
        self.asked.append(head.decode())
        if head.startswith(b"CONNECT"):
            connection.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
        else:
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nhere")

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(10)


@pytest.fixture
def proxy() -> Iterator[RecordingProxy]:
    made = RecordingProxy()
    yield made
    made.close()


def fetcher_through(proxies: Proxies, address: str = PUBLIC, **options: object) -> HttpFetcher:
    return HttpFetcher(
        user_agent="test",
        host_interval_seconds=0,
        timeout_seconds=10,
        proxies=proxies,
        resolve=lambda host, port: [address],
        **options,  # type: ignore[arg-type]
    )


def test_a_page_is_fetched_through_the_proxy_by_its_whole_address(proxy: RecordingProxy) -> None:
    fetcher = fetcher_through(proxies_of(proxy.url, {}))
    assert fetcher.fetch(Request(url="http://boards.example/jobs?a=1")).body == b"here"
    (asked,) = proxy.asked
    assert asked.startswith("GET http://boards.example/jobs?a=1 HTTP/1.1\r\n")
    assert "\r\nHost: boards.example\r\n" in asked
    assert "user-agent: test" in asked.lower()


def test_an_encrypted_page_is_asked_for_by_connect_and_a_refusal_is_told(proxy: RecordingProxy) -> None:
    fetcher = fetcher_through(proxies_of(proxy.url, {}))
    with pytest.raises(Retryable, match="proxy refuses to connect: 403"):
        fetcher.fetch(Request(url="https://boards.example/jobs"))
    (asked,) = proxy.asked
    assert asked.startswith("CONNECT boards.example:443 HTTP/1.1\r\n")
    assert "/jobs" not in asked


def test_inside_the_tunnel_it_is_the_site_that_is_spoken_to(proxy: RecordingProxy) -> None:
    hello: list[bytes] = []

    def tunnel(connection: socket.socket) -> None:
        proxy.asked.append(connection.recv(65_536).decode())
        connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        hello.append(connection.recv(65_536))

    proxy._answer = tunnel  # type: ignore[method-assign]
    with pytest.raises(Retryable):
        fetcher_through(proxies_of(proxy.url, {})).fetch(Request(url="https://boards.example/jobs"))
    assert proxy.asked[0].startswith("CONNECT boards.example:443 ")
    assert hello[0][0] == 0x16  # a TLS handshake
    assert b"boards.example" in hello[0]  # its server name


def test_who_we_are_to_the_proxy_is_told_to_the_proxy_alone(proxy: RecordingProxy) -> None:
    secret = proxy.url.replace("http://", "http://me:p%40ss@")
    proxies = proxies_of(secret, {})
    fetcher_through(proxies).fetch(Request(url="http://boards.example/jobs"))
    (asked,) = proxy.asked
    assert f"Proxy-Authorization: Basic {base64.b64encode(b'me:p@ss').decode()}" in asked
    assert "p@ss" not in repr(proxies)


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "64:ff9b::7f00:1"])
def test_the_address_check_holds_for_the_target_and_the_proxy_hears_nothing(
    scheme: str, address: str, proxy: RecordingProxy
) -> None:
    fetcher = fetcher_through(proxies_of(proxy.url, {}), address)
    with pytest.raises(Refused, match="is not public"):
        fetcher.fetch(Request(url=f"{scheme}://rebound.example/"))
    for url in ("http://127.0.0.1/", "http://localhost/", "http://2130706433/", "http://user@boards.example/"):
        with pytest.raises(Refused):
            fetcher.fetch(Request(url=url))
    assert proxy.asked == []


def test_a_name_that_only_the_proxy_could_resolve_is_not_asked_for(proxy: RecordingProxy) -> None:
    def offline(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    fetcher = HttpFetcher(user_agent="test", proxies=proxies_of(proxy.url, {}), resolve=offline)
    with pytest.raises(Retryable, match="cannot be resolved"):
        fetcher.fetch(Request(url="https://boards.example/"))
    assert proxy.asked == []


def test_a_redirect_through_the_proxy_goes_through_the_same_gate(proxy: RecordingProxy) -> None:
    moved = b"HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    proxy._answer = lambda connection: (connection.recv(65_536), connection.sendall(moved))  # type: ignore[method-assign,assignment,return-value]
    with pytest.raises(Refused, match=r"10\.0\.0\.1"):
        fetcher_through(proxies_of(proxy.url, {})).fetch(Request(url="http://boards.example/"))


def test_a_pair_on_this_machine_is_asked_directly(proxy: RecordingProxy) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    fetcher = fetcher_through(proxies_of(proxy.url, {}), "127.0.0.1", allow_hosts=(f"127.0.0.1:{port}",))
    with pytest.raises(Retryable, match="connection failed"):
        fetcher.fetch(Request(url=f"http://127.0.0.1:{port}/"))
    assert proxy.asked == []


# -- which proxy ------------------------------------------------------------------------------------------------------

ENVIRON = {
    "HTTP_PROXY": "http://p1:3128",
    "https_proxy": "p2:8080",
    "NO_PROXY": "localhost, .inner.example,exact.example,10.0.0.0/8,192.0.2.7",
}


@pytest.mark.parametrize(
    ("setting", "environ", "url", "expected"),
    [
        (None, {}, "https://boards.example", None),
        (None, ENVIRON, "http://boards.example", "http://p1:3128"),
        (None, ENVIRON, "https://boards.example", "http://p2:8080"),
        (None, ENVIRON, "https://a.inner.example", None),
        (None, ENVIRON, "https://inner.example", None),
        (None, ENVIRON, "https://notinner.example", "http://p2:8080"),
        (None, ENVIRON, "https://exact.example", None),
        (None, ENVIRON, "https://10.1.2.3", None),
        (None, ENVIRON, "https://192.0.2.7", None),
        (None, ENVIRON, "https://192.0.2.8", "http://p2:8080"),
        (None, {**ENVIRON, "NO_PROXY": "*"}, "https://boards.example", None),
        (None, {"ALL_PROXY": "https://p3"}, "http://boards.example", "https://p3:443"),
        (None, {"HTTP_PROXY": "http://evil", "REQUEST_METHOD": "GET"}, "http://boards.example", None),
        (None, {"http_proxy": "http://good", "REQUEST_METHOD": "GET"}, "http://boards.example", "http://good:80"),
        ("none", ENVIRON, "https://boards.example", None),
        ("http://[::1]:8888", ENVIRON, "https://boards.example", "http://[::1]:8888"),
        ("http://mine:1", ENVIRON, "http://boards.example", "http://mine:1"),
        ("http://mine:1", ENVIRON, "https://exact.example", None),
    ],
)
def test_the_settings_and_else_the_environment_name_the_proxy(
    setting: str | None, environ: dict[str, str], url: str, expected: str | None
) -> None:
    scheme, _, host = url.partition("://")
    found = proxies_of(setting, environ).proxy_for(scheme, host)
    assert (found.url if found else None) == expected


@pytest.mark.parametrize("setting", ["socks5://secret:x@p:1", "http://", "http://p:99999", "http://[::1", "ftp://p"])
def test_a_proxy_that_cannot_be_used_is_refused_without_telling_its_password(setting: str) -> None:
    with pytest.raises(Misconfigured, match="proxy cannot be used") as caught:
        proxies_of(setting, {})
    assert "secret" not in str(caught.value)
    with pytest.raises(Misconfigured, match="https_proxy"):
        proxies_of(None, {"HTTPS_PROXY": setting})
