"""No URL that comes from data reaches this machine, its network or its cloud, whatever form it takes."""

import socket
from collections.abc import Iterator
from ipaddress import ip_address
from itertools import cycle

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer

from jobfinder.errors import Misconfigured, Refused, Retryable
from jobfinder.fetch import HttpFetcher, guard
from jobfinder.fetch.guard import Guard, is_public
from jobfinder.ports import Request
from tests.places import SHARED, needs_shared

# (URL with {port} for a server that listens on this machine, words of the reason)
NEVER = [
    # scheme
    ("file:///etc/passwd", "only http"),
    ("gopher://127.0.0.1:{port}/_GET", "only http"),
    ("ftp://boards.example/jobs", "only http"),
    ("javascript:alert(1)", "only http"),
    ("data:text/html,x", "only http"),
    ("//127.0.0.1:{port}/", "only http"),
    ("127.0.0.1:{port}/", "only http"),
    ("", "only http"),
    # this machine, in every spelling of its address
    ("http://127.0.0.1:{port}/", "not a public address"),
    ("http://127.0.0.2:{port}/", "not a public address"),
    ("http://0.0.0.0:{port}/", "not a public address"),
    ("http://127.1:{port}/", "more than one address"),
    ("http://127.0.1:{port}/", "more than one address"),
    ("http://2130706433:{port}/", "more than one address"),
    ("http://0x7f000001:{port}/", "more than one address"),
    ("http://0x7f.0.0.1:{port}/", "more than one address"),
    ("http://0x7f.1:{port}/", "more than one address"),
    ("http://017700000001:{port}/", "more than one address"),
    ("http://0177.0.0.1:{port}/", "more than one address"),
    ("http://127.0.0.01:{port}/", "more than one address"),
    ("http://127.0.0.0x1:{port}/", "more than one address"),
    ("http://127.0.0.1.:{port}/", "not a public address"),
    ("http://0:{port}/", "more than one address"),
    ("http://256.256.256.256:{port}/", "more than one address"),
    ("http://１２７.０.０.１:{port}/", "not a public address"),
    ("http://①②⑦.⓪.⓪.①:{port}/", "not a public address"),
    ("http://127。0。0。1:{port}/", "not a public address"),
    ("http://[::1]:{port}/", "not a public address"),
    ("http://[0:0:0:0:0:0:0:1]:{port}/", "not a public address"),
    ("http://[::]:{port}/", "not a public address"),
    ("http://[::127.0.0.1]:{port}/", "not a public address"),
    ("http://[::ffff:127.0.0.1]:{port}/", "not a public address"),
    ("http://[::ffff:7f00:1]:{port}/", "not a public address"),
    ("http://[::ffff:0:127.0.0.1]:{port}/", "not a public address"),
    ("http://[64:ff9b::127.0.0.1]:{port}/", "not a public address"),
    ("http://[64:ff9b:1::127.0.0.1]:{port}/", "not a public address"),
    ("http://[2002:7f00:1::]:{port}/", "not a public address"),
    ("http://[2001:0:4136:e378:8000:63bf:80ff:fffe]:{port}/", "not a public address"),
    ("http://[2001:4860:1:1::5efe:127.0.0.1]:{port}/", "not a public address"),
    ("http://[::ffff:0x7f.1]:{port}/", "IPv6 address|no URL"),
    ("http://[2001:0:7f00:1::]:{port}/", "not a public address"),  # Teredo, the server's end
    ("http://[2002:7f00:1:0:0:0:0:1]:{port}/", "not a public address"),
    ("http://[2001:4860:1:1:200:5efe:7f00:1]:{port}/", "not a public address"),  # ISATAP
    ("http://0300.0250.0.1:{port}/", "more than one address"),
    ("http://0x7f.0x0.0x0.0x1:{port}/", "more than one address"),
    ("http://127.0x0.0.01:{port}/", "more than one address"),
    ("http://0000000127.0.0.1:{port}/", "more than one address"),
    ("http://4294967295:{port}/", "more than one address"),
    ("http://127.0.0.1%00.boards.example:{port}/", "no host name"),
    ("http://127.0.0.1,boards.example:{port}/", "no host name"),
    ("http://[::1%25lo]:{port}/", "IPv6 address"),
    ("http://[::1%lo]:{port}/", "IPv6 address"),
    ("http://[v1.x]:{port}/", "no IPv6 address|no URL"),
    # its network and its cloud
    ("http://10.0.0.1/", "not a public address"),
    ("http://172.16.5.5/", "not a public address"),
    ("http://192.168.1.1/", "not a public address"),
    ("http://100.64.0.1/", "not a public address"),
    ("http://169.254.169.254/latest/meta-data/", "not a public address"),
    ("http://169.254.170.2/v2/credentials", "not a public address"),
    ("http://100.100.100.200/latest/meta-data/", "not a public address"),
    ("http://168.63.129.16/machine", "not a public address"),
    ("http://2852039166/latest/meta-data/", "more than one address"),
    ("http://0xa9fea9fe/latest/meta-data/", "more than one address"),
    ("http://0251.0376.0251.0376/latest/meta-data/", "more than one address"),
    ("http://0xa9.0xfe.0xa9.0xfe/latest/meta-data/", "more than one address"),
    ("http://169.254.43518/latest/meta-data/", "more than one address"),
    ("http://①⑥⑨.②⑤④.①⑥⑨.②⑤④/latest/meta-data/", "not a public address"),
    ("http://169.254.169.254.:80/latest/meta-data/", "not a public address"),
    ("http://192.0.0.192/opc/v2/", "not a public address"),
    ("http://[::ffff:169.254.169.254]/latest/meta-data/", "not a public address"),
    ("http://[2002:a9fe:a9fe::1]/latest/meta-data/", "not a public address"),
    ("http://[fd20:ce::254]/computeMetadata/v1/", "not a public address"),
    ("http://[64:ff9b:1::a9fe:a9fe]/", "not a public address"),
    ("http://[5f00::1]/", "not a public address"),
    ("http://[100::1]/", "not a public address"),
    ("http://[3fff::1]/", "not a public address"),
    ("http://192.88.99.1/", "not a public address"),
    ("http://240.0.0.1/", "not a public address"),
    ("http://192.0.2.1/", "not a public address"),
    ("http://198.18.0.1/", "not a public address"),
    ("http://224.0.0.1/", "not a public address"),
    ("http://255.255.255.255/", "not a public address"),
    ("http://[fe80::1]/", "not a public address"),
    ("http://[fc00::1]/", "not a public address"),
    ("http://[fd00:ec2::254]/latest/meta-data/", "not a public address"),
    ("http://[fec0::1]/", "not a public address"),
    ("http://[ff02::1]/", "not a public address"),
    ("http://[2002:a00:1::]/", "not a public address"),
    ("http://[64:ff9b::a9fe:a9fe]/", "not a public address"),
    ("http://[2001:db8::1]/", "not a public address"),
    # names
    ("http://localhost:{port}/", "name of this machine"),
    ("http://LOCALHOST:{port}/", "name of this machine"),
    ("http://localhost.:{port}/", "name of this machine"),
    ("http://foo.localhost:{port}/", "name of this machine"),
    ("http://localhost.localdomain:{port}/", "name of this machine"),
    ("http://ｌｏｃａｌｈｏｓｔ:{port}/", "name of this machine"),
    ("http://metadata.google.internal/computeMetadata/v1/", "name of this machine"),
    ("http://METADATA.google.internal./", "name of this machine"),
    ("http://metadata/", "name of this machine"),
    ("http://instance-data/latest/meta-data/", "name of this machine"),
    ("http://instance-data.ec2.internal/latest/meta-data/", "name of this machine"),
    ("http://metadata.azure.internal/metadata/instance", "name of this machine"),
    ("http://host.docker.internal:{port}/", "name of this machine"),
    ("http://kubernetes.default.svc.cluster.local/", "name of this machine"),
    ("http://ⓜetadata.google.ⓘnternal/", "name of this machine"),
    ("http://printer.local/", "name of this machine"),
    ("http://router.lan/", "name of this machine"),
    ("http://nas.home.arpa/", "name of this machine"),
    # what two parsers read in two ways
    ("http://boards.example@127.0.0.1:{port}/", "user name"),
    ("http://user:secret@boards.example/", "user name"),
    ("http://127.0.0.1:{port}\\@boards.example/", "user name"),
    ("http://boards.example:80@127.0.0.1:{port}/", "user name"),
    ("http://boards.example%40127.0.0.1:{port}/", "more than one address"),
    ("http://@127.0.0.1:{port}/", "user name"),
    ("http://boards.example＠127.0.0.1:{port}/", "no host name|no URL"),
    ("http://127.0.0.1:{port}#@boards.example/", "not a public address"),
    ("http://127.0.0.1:{port}?@boards.example/", "not a public address"),
    ("http:/\\127.0.0.1:{port}/", "backslash|no host"),
    ("http:127.0.0.1:{port}", "no host"),
    ("http:\\\\127.0.0.1:{port}/", "backslash"),
    ("http://boards.example\\.localhost/", "backslash"),
    ("http://boards.example\t/", "control"),
    ("http://127.0.0.1:{port}\r\nHost: boards.example/", "control"),
    ("http://boards.example\x00.localhost/", "control"),
    ("http://boards example/", "no host name"),
    ("http://boards%2eexample/", "no host name"),
    ("http://%31%32%37.0.0.1:{port}/", "more than one address"),
    ("http:///jobs", "no host"),
    ("http://?x", "no host"),
    ("http://-bad.example/", "no host name"),
    ("http://a..example/", "no host name"),
    ("http://[::1/", "no URL"),
    ("http://" + "a" * 300 + ".example/", "no host name"),
    ("http://boards.example/" + "a" * 9_000, "longer"),
    # ports
    ("http://boards.example:22/", "none of the web"),
    ("http://boards.example:25/", "none of the web"),
    ("http://boards.example:6379/", "none of the web"),
    ("http://boards.example:0/", "port"),
    ("http://boards.example:/", "port"),
    ("http://boards.example:99999/", "no URL"),
    ("http://boards.example:8o/", "no URL"),
]


@pytest.mark.parametrize(("url", "why"), NEVER)
def test_an_address_that_must_never_be_fetched_is_refused_and_nothing_is_sent(
    url: str, why: str, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = httpserver.port
    monkeypatch.setattr(guard, "_WEB_PORTS", guard._WEB_PORTS | {port})  # no other rule may hide behind it
    fetcher = HttpFetcher(user_agent="test", resolve=lambda host, port: ["127.0.0.1"])
    with pytest.raises(Refused, match=why):
        fetcher.fetch(Request(url=url.replace("{port}", str(port))))
    assert httpserver.log == []


def test_at_least_eighty_forms_are_tried() -> None:
    assert len({url for url, _ in NEVER}) >= 120


# What a page on the public web may try to lead us to; {port} is that of another server on this machine.
LEADS_TO = [
    "http://127.0.0.1:{port}/",
    "http://2130706433:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://0x7f.1:{port}/",
    "http://[::1]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://[64:ff9b::127.0.0.1]:{port}/",
    "http://[2002:7f00:1::]:{port}/",
    "http://[2001:0:4136:e378:8000:63bf:80ff:fffe]:{port}/",
    "http://localhost:{port}/",
    "http://rebound.example:{port}/",  # a name of the public tree that means this machine
    "http://metadata.google.internal:{port}/computeMetadata/v1/",
    "http://boards.example@127.0.0.1:{port}/",
    "//127.0.0.1:{port}/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:{port}/",
]


@pytest.fixture(scope="module")
def inner() -> Iterator[HTTPServer]:
    """Return a server that nothing may reach; `httpserver` is the one that a redirect comes from."""
    with HTTPServer() as server:
        yield server


@pytest.mark.parametrize("status", [301, 303, 307, 308])
@pytest.mark.parametrize("url", LEADS_TO)
def test_no_redirect_leads_where_no_request_may_go(
    url: str, status: int, httpserver: HTTPServer, inner: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "_WEB_PORTS", guard._WEB_PORTS | {inner.port})
    location = {"Location": url.replace("{port}", str(inner.port))}
    httpserver.expect_request("/jobs").respond_with_data(b"", status=status, headers=location)
    fetcher = HttpFetcher(
        user_agent="test",
        allow_hosts=(f"localhost:{httpserver.port}",),
        resolve=lambda host, port: ["127.0.0.1"],
    )
    with pytest.raises(Refused):
        fetcher.fetch(Request(url=f"http://localhost:{httpserver.port}/jobs"))
    assert inner.log == []
    assert len(httpserver.log) == 1


def test_a_redirect_that_browsers_read_as_another_site_stays_on_its_own(
    httpserver: HTTPServer, inner: HTTPServer
) -> None:
    location = {"Location": f"\\\\127.0.0.1:{inner.port}/"}
    httpserver.expect_request("/jobs").respond_with_data(b"", status=302, headers=location)
    fetcher = HttpFetcher(user_agent="test", allow_hosts=(f"localhost:{httpserver.port}",))
    with pytest.raises(Retryable, match="500"):
        fetcher.fetch(Request(url=f"http://localhost:{httpserver.port}/jobs"))
    assert inner.log == []


def test_a_name_server_that_answers_in_turns_gets_nobody_in(inner: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding, tried for real: whichever answer comes, no request arrives on this machine."""
    monkeypatch.setattr(guard, "_WEB_PORTS", frozenset({inner.port}))
    public = "192.0.2.1"  # documentation only (RFC 5737): nothing answers there
    monkeypatch.setattr(guard, "is_public", lambda address: str(address) == public or is_public(address))
    opened: list[str] = []
    connect = socket.create_connection

    def watched(address: tuple[str, int], *args: object, **kwargs: object) -> socket.socket:
        opened.append(address[0])
        if address[0] == public:
            raise ConnectionRefusedError
        return connect(address, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr("socket.create_connection", watched)
    answers = cycle([[public], ["127.0.0.1"], [public, "127.0.0.1"], ["::1"]])
    fetcher = HttpFetcher(user_agent="test", host_interval_seconds=0, resolve=lambda host, port: next(answers))
    for _ in range(8):
        with pytest.raises((Refused, Retryable)):
            fetcher.fetch(Request(url=f"http://rebound.example:{inner.port}/"))
    assert opened == [public, public]
    assert inner.log == []


@needs_shared
def test_every_address_of_the_corpus_is_refused() -> None:
    corpus = yaml.safe_load((SHARED / "corpus" / "reading-postings.yaml").read_text())
    fetcher = HttpFetcher(user_agent="test")
    for url in corpus["never_fetched"]:
        with pytest.raises(Refused):
            fetcher.fetch(Request(url=url))


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.1.2.3"],
        ["93.184.215.14", "127.0.0.1"],  # one bad address among good ones
        ["::1"],
        ["fe80::1%eth0"],
        ["::ffff:169.254.169.254"],
        ["64:ff9b::7f00:1"],
    ],
)
def test_a_public_name_with_a_private_address_is_refused_before_anything_is_sent(
    addresses: list[str], httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "_WEB_PORTS", frozenset({httpserver.port}))
    fetcher = HttpFetcher(user_agent="test", resolve=lambda host, port: addresses)
    with pytest.raises(Refused, match="is not public"):
        fetcher.fetch(Request(url=f"http://jobs.example:{httpserver.port}/"))
    assert httpserver.log == []


def test_a_name_that_changes_its_address_after_the_check_is_never_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([["192.0.2.1"], ["127.0.0.1"]])
    monkeypatch.setattr(guard, "is_public", lambda address: str(address) == "192.0.2.1")
    opened: list[str] = []

    def open_socket(address: tuple[str, int], *args: object, **kwargs: object) -> None:
        opened.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr("socket.create_connection", open_socket)
    fetcher = HttpFetcher(user_agent="test", resolve=lambda host, port: next(answers))
    with pytest.raises(Exception, match="connection failed"):
        fetcher.fetch(Request(url="http://jobs.example/"))
    assert opened == ["192.0.2.1"]


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("https://Boards.Example/Jobs?b=1&a=2#top", "https://boards.example/Jobs?b=1&a=2"),
        ("http://boards.example", "http://boards.example/"),
        ("http://boards.example.:80/x", "http://boards.example/x"),
        ("https://boards.example:8443/x", "https://boards.example:8443/x"),
        ("https://bücher.example/ä b?q=ö", "https://xn--bcher-kva.example/%C3%A4%20b?q=%C3%B6"),
        ("https://boards.example/a%2Fb?x=%26", "https://boards.example/a%2Fb?x=%26"),
        ("http://93.184.215.14/x", "http://93.184.215.14/x"),
        ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
        ("https://boards.example/x?to=http://127.0.0.1/", "https://boards.example/x?to=http://127.0.0.1/"),
    ],
)
def test_a_public_address_passes_in_its_one_spelling(url: str, sent: str) -> None:
    assert Guard().target(url).url == sent


def test_only_the_exact_pair_that_is_exempt_passes() -> None:
    guard = Guard(["127.0.0.1:8123"])
    assert guard.target("http://127.0.0.1:8123/x").url == "http://127.0.0.1:8123/x"
    for url in ("http://127.0.0.1:8124/", "http://127.0.0.1/", "http://localhost:8123/", "http://127.0.0.2:8123/"):
        with pytest.raises(Refused):
            guard.target(url)


def test_an_exempt_name_that_leads_off_this_machine_is_refused() -> None:
    guard = Guard(["localhost:8123"])
    with pytest.raises(Refused, match="not on this machine"):
        guard.addresses("localhost", 8123, lambda host, port: ["93.184.215.14"])


@pytest.mark.parametrize("pair", ["10.0.0.1:80", "boards.example:80", "127.0.0.1", "127.0.0.1:x", "", "0.0.0.0:80"])
def test_nothing_off_this_machine_can_be_exempt(pair: str) -> None:
    with pytest.raises(Misconfigured, match="cannot be exempt"):
        Guard([pair])


@given(st.integers(0, 2**32 - 1))
def test_an_address_is_as_public_as_what_it_wraps(number: int) -> None:
    plain = ip_address(number)
    forms = [
        ip_address((0xFFFF << 32) | number),  # mapped
        ip_address((0x2002 << 112) | (number << 80)),  # 6to4
        ip_address((0x64FF9B << 96) | number),  # NAT64
    ]
    if not is_public(plain):
        assert not any(map(is_public, forms))


@given(st.text(max_size=60))
def test_any_text_passes_or_is_refused_and_nothing_else(text: str) -> None:
    for url in (text, f"http://{text}", f"http://{text}.example/", f"http://x.example/{text}"):
        try:
            target = Guard().target(url)
        except Refused:
            continue
        assert Guard().target(target.url) == target
