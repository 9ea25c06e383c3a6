"""What the fetcher makes of every way in which a site can answer, tried against a real server on loopback."""

import gzip
import socket
import struct
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request as Received
from werkzeug import Response as Sent

from jobfinder.errors import Blocked, Gone, Misconfigured, NotYet, Refused, Retryable, Unreadable
from jobfinder.fetch import HttpFetcher, Pace
from jobfinder.fetch.body import read_body
from jobfinder.fetch.pace import in_memory
from jobfinder.fetch.status import retry_after_seconds
from jobfinder.ports import Request, Validators

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def fetcher_for(port: int, **options: object) -> HttpFetcher:
    allowed = (f"127.0.0.1:{port}", f"localhost:{port}")
    return HttpFetcher(user_agent="JobFinder tests", allow_hosts=allowed, now=lambda: NOW, **options)  # type: ignore[arg-type]


@pytest.fixture
def fetcher(httpserver: HTTPServer) -> HttpFetcher:
    return fetcher_for(httpserver.port, timeout_seconds=5)


def ask(fetcher: HttpFetcher, httpserver: HTTPServer, path: str = "/jobs", **options: object) -> bytes:
    return fetcher.fetch(Request(url=httpserver.url_for(path), **options)).body  # type: ignore[arg-type]


def test_an_answer_comes_with_its_address_status_and_headers(fetcher: HttpFetcher, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/jobs", query_string="a=1&a=2").respond_with_data(b"{}", headers={"ETag": '"x"'})
    response = fetcher.fetch(Request(url=httpserver.url_for("/jobs?a=1&a=2#top")))
    assert (response.url, response.status, response.body) == (httpserver.url_for("/jobs?a=1&a=2"), 200, b"{}")
    assert response.headers["etag"] == '"x"'


def test_one_honest_user_agent_is_sent_whatever_a_source_asks_for(fetcher: HttpFetcher, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/jobs").respond_with_data(b"")
    ask(fetcher, httpserver, headers=(("User-Agent", "Mozilla/5.0"), ("X-Asked", "yes")))
    received, _ = httpserver.log[0]
    assert received.headers["User-Agent"] == "JobFinder tests"
    assert received.headers["X-Asked"] == "yes"


def test_a_post_sends_its_body(fetcher: HttpFetcher, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/jobs", method="POST", data=b'{"offset":0}').respond_with_data(b"ok")
    assert ask(fetcher, httpserver, method="POST", body=b'{"offset":0}') == b"ok"


# -- layer 8: statuses ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (404, Gone),
        (410, Gone),
        (401, Blocked),
        (403, Blocked),
        (429, Blocked),
        (408, Retryable),
        (500, Retryable),
        (502, Retryable),
        (503, Retryable),
        (400, Unreadable),
        (418, Unreadable),
        (304, Unreadable),
    ],
)
def test_each_status_becomes_the_error_that_decides_what_follows(
    status: int, error: type[Exception], fetcher: HttpFetcher, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/jobs").respond_with_data(b"", status=status)
    with pytest.raises(error, match=str(status)) as caught:
        ask(fetcher, httpserver)
    assert type(caught.value) is error
    assert httpserver.url_for("/jobs") in str(caught.value)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("header", "seconds"),
    [("120", 120), ("Tue, 24 Nov 2026 12:10:00 GMT", 600), ("soon", None), ("", None), ("-5", None)],
)
def test_the_wait_a_site_asks_for_comes_with_the_error(
    status: int, header: str, seconds: float | None, fetcher: HttpFetcher, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/jobs").respond_with_data(b"", status=status, headers={"Retry-After": header})
    with pytest.raises(Retryable) as caught:
        ask(fetcher, httpserver)
    assert caught.value.after_seconds == seconds


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0),
        ("Tue, 24 Nov 2026 11:00:00 GMT", 0),  # already over
        ("Tue, 24 Nov 2026 13:00:00", 3600),  # without a zone
        ("99999999999999999999", 86_400),
        ("Tue, 24 Nov 2099 11:00:00 GMT", 86_400),
        ("²", None),
        ("Tue, 99 Nov 2026 11:00:00 GMT", None),
    ],
)
def test_a_wait_is_never_negative_and_never_longer_than_a_day(header: str, seconds: float | None) -> None:
    assert retry_after_seconds(header, NOW) == seconds


# -- layer 6: redirects -----------------------------------------------------------------------------------------------


def test_a_redirect_is_followed_and_the_last_address_reported(fetcher: HttpFetcher, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/old").respond_with_data(b"", status=302, headers={"Location": "/new place?x=1"})
    httpserver.expect_request("/new place").respond_with_data(b"here")
    response = fetcher.fetch(Request(url=httpserver.url_for("/old")))
    assert (response.body, response.url) == (b"here", httpserver.url_for("/new%20place?x=1"))


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://localhost/",
        "//10.0.0.1/x",
        "http://[::ffff:127.0.0.1]/",
        "file:///etc/passwd",
        "http://user@boards.example/",
        "https://2130706433/",
    ],
)
def test_a_redirect_goes_through_the_same_gate(location: str, fetcher: HttpFetcher, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/jobs").respond_with_data(b"", status=302, headers={"Location": location})
    with pytest.raises(Refused):
        ask(fetcher, httpserver)
    assert len(httpserver.log) == 1


def test_a_redirect_loop_ends(fetcher: HttpFetcher, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/jobs").respond_with_data(b"", status=301, headers={"Location": "/jobs"})
    with pytest.raises(Unreadable, match="redirects more than 5 times"):
        ask(fetcher, httpserver)
    assert len(httpserver.log) == 6


def test_a_redirect_without_a_place_to_go_is_an_error(fetcher: HttpFetcher, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/jobs").respond_with_data(b"", status=302)
    with pytest.raises(Unreadable, match="302"):
        ask(fetcher, httpserver)


def test_headers_for_one_site_are_not_sent_to_another(fetcher: HttpFetcher, httpserver: HTTPServer) -> None:
    other = f"http://127.0.0.1:{httpserver.port}/new"
    httpserver.expect_request("/jobs").respond_with_data(b"", status=307, headers={"Location": other})
    httpserver.expect_request("/new").respond_with_data(b"")
    fetcher.fetch(Request(url=f"http://localhost:{httpserver.port}/jobs", headers=(("Authorization", "secret"),)))
    assert [received.headers.get("Authorization") for received, _ in httpserver.log] == ["secret", None]


# -- layer 7: caps ----------------------------------------------------------------------------------------------------


def test_a_body_larger_than_allowed_is_refused(fetcher: HttpFetcher, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/jobs").respond_with_data(b"x" * 1001)
    with pytest.raises(Unreadable, match="larger than the 1,000 bytes"):
        ask(fetcher, httpserver, max_bytes=1000)
    assert len(ask(fetcher, httpserver, max_bytes=1001)) == 1001


def test_fifty_megabytes_stop_at_the_cap_although_no_length_was_stated(
    fetcher: HttpFetcher, httpserver: HTTPServer
) -> None:
    given_out: list[int] = []

    def body() -> Iterator[bytes]:
        for _ in range(800):
            given_out.append(1)
            yield b"x" * 65_536

    httpserver.expect_request("/jobs").respond_with_handler(lambda received: Sent(body()))
    with pytest.raises(Unreadable, match="larger than the 5,000,000 bytes"):
        ask(fetcher, httpserver)
    assert len(given_out) < 400


def test_fifty_megabytes_arrive_where_a_board_may_send_as_much(fetcher: HttpFetcher, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/jobs").respond_with_data(b"x" * 50_000_000)
    assert len(ask(fetcher, httpserver, max_bytes=50_000_000)) == 50_000_000


def test_a_bomb_is_inflated_no_further_than_the_cap(fetcher: HttpFetcher, httpserver: HTTPServer) -> None:
    bomb = gzip.compress(bytes(200_000_000), 9)
    httpserver.expect_request("/jobs").respond_with_data(bomb, headers={"Content-Encoding": "gzip"})
    started = time.monotonic()
    with pytest.raises(Unreadable, match="larger than"):
        ask(fetcher, httpserver)
    assert time.monotonic() - started < 2


def grown_by(work: Callable[[], object]) -> int:
    """Return how many bytes more than before were held at once while something was done."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


BOMBS = {
    "one member": lambda: gzip.compress(bytes(40_000_000), 1),
    "many members": lambda: gzip.compress(bytes(1_000_000), 1) * 40,
    "zlib": lambda: zlib.compress(bytes(40_000_000), 1),
    "raw": lambda: raw_deflate(bytes(40_000_000)),
}


@pytest.mark.parametrize("kind", BOMBS)
@pytest.mark.parametrize("piece_bytes", [1_000, 65_536, 10_000_000])
def test_a_bomb_costs_at_most_twenty_megabytes(kind: str, piece_bytes: int) -> None:
    bomb = BOMBS[kind]()
    pieces = [bomb[start : start + piece_bytes] for start in range(0, len(bomb), piece_bytes)]
    encoding = {"content-encoding": "gzip" if kind.endswith(("member", "members")) else "deflate"}

    def read() -> None:
        with pytest.raises(Unreadable, match="larger than the 5,000,000 bytes"):
            read_body(pieces, encoding, 5_000_000, "here")

    assert grown_by(read) < 20_000_000


def test_what_nothing_comes_out_of_does_not_go_on_for_ever() -> None:
    given_out: list[int] = []

    def empty_members() -> Iterator[bytes]:
        member = gzip.compress(b"", mtime=0) * 100
        while True:
            given_out.append(len(member))
            yield member

    with pytest.raises(Unreadable, match="larger than"):
        read_body(empty_members(), {"content-encoding": "gzip"}, 50_000, "here")
    assert sum(given_out) < 60_000


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"hello " * 100, mtime=0)),
        ("x-gzip", gzip.compress(b"hello " * 100, mtime=0)),
        ("gzip", gzip.compress(b"hello " * 40, mtime=0) + gzip.compress(b"hello " * 60, mtime=0)),  # two members
        ("deflate", zlib.compress(b"hello " * 100)),
        ("deflate", raw_deflate(b"hello " * 100)),
        ("identity", b"hello " * 100),
    ],
)
def test_a_compressed_body_arrives_inflated(
    encoding: str, packed: bytes, fetcher: HttpFetcher, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/jobs").respond_with_data(packed, headers={"Content-Encoding": encoding})
    assert ask(fetcher, httpserver) == b"hello " * 100


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"hello" * 100, mtime=0)[:-12]),
        ("gzip", b"\xff\xfe no gzip at all"),
        ("br", b"x"),
        ("gzip, gzip", b"x"),
    ],
)
def test_a_wrongly_compressed_body_is_unreadable(
    encoding: str, packed: bytes, fetcher: HttpFetcher, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/jobs").respond_with_data(packed, headers={"Content-Encoding": encoding})
    with pytest.raises(Unreadable, match=r"compressed|breaks off|not asked for"):
        ask(fetcher, httpserver)


@pytest.mark.parametrize(
    ("body", "content_type", "arrives"),
    [
        ("Zürich".encode("latin-1"), "text/html; charset=iso-8859-1", "Zürich"),
        ("東京".encode("shift_jis"), "text/html; charset=Shift_JIS", "東京"),
        ("Zürich".encode(), "text/html; charset=iso-8859-1", "Zürich"),  # the header is wrong
        ("Zürich".encode(), "application/json", "Zürich"),
        ("Zürich".encode(), "text/html; charset=no-such-thing", "Zürich"),
    ],
)
def test_a_text_arrives_in_utf8_whatever_encoding_its_header_names(
    body: bytes, content_type: str, arrives: str, fetcher: HttpFetcher, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/jobs").respond_with_data(body, content_type=content_type)
    assert ask(fetcher, httpserver).decode() == arrives


@pytest.mark.parametrize("charset", ["no-such-thing", "hex", "utf-8"])
def test_a_body_that_is_not_what_its_header_says_arrives_as_it_is(
    charset: str, fetcher: HttpFetcher, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/jobs").respond_with_data(b"\xff\xfe", content_type=f"text/html; charset={charset}")
    assert ask(fetcher, httpserver) == b"\xff\xfe"


# -- broken connections, on a bare socket -----------------------------------------------------------------------------

Talk = Callable[[socket.socket], None]


@pytest.fixture
def serve() -> Iterator[Callable[[Talk], int]]:
    """Serve one connection at a time with a function that is given the socket once the request has been read."""
    listener = socket.create_server(("127.0.0.1", 0))
    threads: list[threading.Thread] = []

    def start(talk: Talk) -> int:
        def run() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65_536)
                try:
                    talk(connection)
                except OSError:  # the other side has left, as it should
                    return

        threads.append(threading.Thread(target=run, daemon=True))
        threads[-1].start()
        return int(listener.getsockname()[1])

    yield start
    listener.close()
    for thread in threads:
        thread.join(timeout=5)


def reset(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@pytest.mark.parametrize(
    "talk",
    [
        lambda connection: connection.close(),
        reset,
        lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort"),
        lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel"),
        lambda connection: connection.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nhello"
        ),
        lambda connection: connection.sendall(b"SSH-2.0-OpenSSH_9.7\r\n"),
        lambda connection: connection.sendall(b"\x00" * 200_000),
    ],
)
def test_a_connection_that_breaks_is_worth_another_try(talk: Talk, serve: Callable[[Talk], int]) -> None:
    port = serve(talk)
    with pytest.raises(Retryable, match="connection failed or broke"):
        fetcher_for(port, timeout_seconds=5).fetch(Request(url=f"http://127.0.0.1:{port}/"))


def drip(connection: socket.socket, start: bytes) -> None:
    connection.sendall(start)
    for _ in range(40):
        time.sleep(0.05)
        connection.sendall(b"x")


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"])
def test_a_body_that_drips_ends_with_the_time_of_the_whole_request(start: bytes, serve: Callable[[Talk], int]) -> None:
    port = serve(lambda connection: drip(connection, start))
    started = time.monotonic()
    with pytest.raises(Retryable, match="did not answer in time"):
        fetcher_for(port, timeout_seconds=0.3).fetch(Request(url=f"http://127.0.0.1:{port}/"))
    assert time.monotonic() - started < 1


def test_a_site_that_says_nothing_times_out(serve: Callable[[Talk], int]) -> None:
    port = serve(lambda connection: time.sleep(1))
    with pytest.raises(Retryable, match="did not answer in time"):
        fetcher_for(port, timeout_seconds=0.2).fetch(Request(url=f"http://127.0.0.1:{port}/"))


def test_a_redirect_to_what_is_no_url_is_named(serve: Callable[[Talk], int]) -> None:
    answer = b"HTTP/1.1 301 Moved\r\nLocation: http://[x/\r\nContent-Length: 0\r\n\r\n"
    port = serve(lambda connection: connection.sendall(answer))
    with pytest.raises(Unreadable, match="what is no URL"):
        fetcher_for(port).fetch(Request(url=f"http://127.0.0.1:{port}/"))


def test_a_refusal_holds_although_its_body_breaks_off(serve: Callable[[Talk], int]) -> None:
    port = serve(lambda connection: connection.sendall(b"HTTP/1.1 404 No\r\nContent-Length: 100\r\n\r\nhalf"))
    with pytest.raises(Gone):
        fetcher_for(port, timeout_seconds=5).fetch(Request(url=f"http://127.0.0.1:{port}/"))


def test_no_board_may_ask_for_more_than_fifty_megabytes(serve: Callable[[Talk], int]) -> None:
    port = serve(lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 50000001\r\n\r\nx"))
    with pytest.raises(Unreadable, match="larger than the 50,000,000 bytes"):
        fetcher_for(port, timeout_seconds=5).fetch(Request(url=f"http://127.0.0.1:{port}/", max_bytes=10**9))


def test_nobody_listening_is_worth_another_try() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(Retryable, match="connection failed"):
        fetcher_for(port).fetch(Request(url=f"http://127.0.0.1:{port}/"))


def test_a_name_that_cannot_be_resolved_is_worth_another_try() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(Retryable, match="cannot be resolved"):
        HttpFetcher(user_agent="test", resolve=unknown).fetch(Request(url="https://boards.example/"))


def test_a_name_server_that_does_not_answer_costs_no_more_than_the_time_of_the_request() -> None:
    answered = threading.Event()

    def slow(host: str, port: int) -> list[str]:
        answered.wait(5)
        return ["192.0.2.1"]

    started = time.monotonic()
    with pytest.raises(Retryable, match="did not answer in time"):
        HttpFetcher(user_agent="test", resolve=slow, timeout_seconds=0.2).fetch(Request(url="https://boards.example/"))
    assert time.monotonic() - started < 1
    answered.set()


# -- what has not changed ---------------------------------------------------------------------------------------------


def known(httpserver: HTTPServer, path: str = "/jobs", **validators: str) -> Validators:
    return Validators(of=httpserver.url_for(path), **validators)


def unchanged_for(etag: str, httpserver: HTTPServer, path: str = "/jobs") -> None:
    def answer(received: Received) -> Sent:
        same = received.headers.get("If-None-Match") == etag
        return Sent(b"" if same else b"all of it", 304 if same else 200, {"ETag": etag})

    httpserver.expect_request(path).respond_with_handler(answer)


def test_what_has_not_changed_is_not_sent_again(fetcher: HttpFetcher, httpserver: HTTPServer) -> None:
    unchanged_for('W/"1"', httpserver)
    first = fetcher.fetch(Request(url=httpserver.url_for("/jobs")))
    assert (first.status, first.body) == (200, b"all of it")
    asked = Request(url=first.url, validators=Validators(of=first.url, etag=first.headers["etag"], last_modified="x"))
    again = fetcher.fetch(asked)
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", 'W/"1"')
    received, _ = httpserver.log[-1]
    assert (received.headers["If-None-Match"], received.headers["If-Modified-Since"]) == ('W/"1"', "x")


@pytest.mark.parametrize(
    "answer", [b"304 Not Modified\r\n", b"200 OK\r\nContent-Length: 4\r\n", b"404 No\r\nContent-Length: 0\r\n"]
)
def test_a_connection_is_used_again_whatever_was_answered(answer: bytes) -> None:
    accepted: list[int] = []

    def serve() -> None:
        with listener:
            while len(accepted) < 2:
                connection, _ = listener.accept()
                accepted.append(1)
                with connection:
                    while connection.recv(65_536):
                        body = b"here" if b"Length: 4" in answer else b""
                        connection.sendall(b"HTTP/1.1 " + answer + b"\r\n" + body)

    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=serve, daemon=True).start()
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    fetcher = fetcher_for(listener.getsockname()[1], timeout_seconds=5)
    for _ in range(3):
        with suppress(Gone):
            fetcher.fetch(Request(url=url, validators=Validators(of=url, etag='"1"')))
    assert len(accepted) == 1
    fetcher.close()


def test_what_has_changed_comes_whole(fetcher: HttpFetcher, httpserver: HTTPServer) -> None:
    unchanged_for('"2"', httpserver)
    asked = Request(url=httpserver.url_for("/jobs"), validators=known(httpserver, etag='"1"'))
    assert fetcher.fetch(asked).body == b"all of it"


def test_validators_are_sent_to_the_address_they_came_from_only(fetcher: HttpFetcher, httpserver: HTTPServer) -> None:
    unchanged_for('"1"', httpserver, "/new")
    unchanged_for('"1"', httpserver, "/elsewhere")
    places = iter(["/new", "/elsewhere"])
    httpserver.expect_request("/jobs").respond_with_handler(
        lambda _: Sent(status=302, headers={"Location": next(places)})
    )
    asked = Request(url=httpserver.url_for("/jobs"), validators=known(httpserver, "/new", etag='"1"'))
    assert [fetcher.fetch(asked).status for _ in range(2)] == [304, 200]
    conditions = {received.path: received.headers.get("If-None-Match") for received, _ in httpserver.log}
    assert conditions == {"/jobs": None, "/new": '"1"', "/elsewhere": None}


def test_a_posted_question_has_no_validators(fetcher: HttpFetcher, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/jobs", method="POST").respond_with_data(b"", status=304)
    asked = Request(url=httpserver.url_for("/jobs"), method="POST", validators=known(httpserver, etag='"1"'))
    with pytest.raises(Unreadable, match="304"):
        fetcher.fetch(asked)


# -- politeness -------------------------------------------------------------------------------------------------------


def test_one_host_gets_a_request_a_second_and_others_do_not_wait_for_it() -> None:
    now, slept = [100.0], []

    def sleep(seconds: float) -> None:
        slept.append(round(seconds, 3))
        now[0] += seconds

    def offline(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "offline")

    fetcher = HttpFetcher(user_agent="test", resolve=offline, monotonic=lambda: now[0], sleep=sleep)
    for host in ("a.example", "a.example", "b.example", "a.example"):
        with pytest.raises(Retryable):
            fetcher.fetch(Request(url=f"https://{host}/"))
        now[0] += 0.25
    assert slept == [0.75, 0.5]


def test_an_exempt_pair_does_not_wait(httpserver: HTTPServer) -> None:
    def never(seconds: float) -> None:
        raise AssertionError(seconds)

    httpserver.expect_request("/jobs").respond_with_data(b"")
    fetcher = fetcher_for(httpserver.port, sleep=never)
    for _ in range(3):
        ask(fetcher, httpserver)
    assert len(httpserver.log) == 3


def test_one_fetcher_serves_many_threads(fetcher: HttpFetcher, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/jobs").respond_with_handler(lambda received: Sent(query_of(received)))
    answers: dict[int, bytes] = {}

    def one(number: int) -> None:
        answers[number] = ask(fetcher, httpserver, f"/jobs?n={number}")

    threads = [threading.Thread(target=one, args=(number,)) for number in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: f"n={number}".encode() for number in range(24)}


def query_of(received: Received) -> bytes:
    return bytes(received.query_string)


@pytest.mark.parametrize("user_agent", ["", " ", "näme", "a\r\nHost: x"])
def test_a_user_agent_that_cannot_be_sent_is_refused_at_once(user_agent: str) -> None:
    with pytest.raises(Misconfigured, match="User-Agent"):
        HttpFetcher(user_agent=user_agent)


def test_a_date_in_retry_after_counts_from_the_clock_that_was_passed() -> None:
    later = NOW + timedelta(seconds=90)
    assert retry_after_seconds(later.strftime("%a, %d %b %Y %H:%M:%S GMT"), NOW) == 90


def test_a_site_that_asks_for_a_moment_gets_it_once(httpserver: HTTPServer) -> None:
    waits: list[float] = []
    fetcher = fetcher_for(httpserver.port, sleep=waits.append)
    httpserver.expect_ordered_request("/jobs").respond_with_data(b"", status=429, headers={"Retry-After": "2"})
    httpserver.expect_ordered_request("/jobs").respond_with_data(b"here")
    assert ask(fetcher, httpserver) == b"here"
    assert waits == [2.0]


def test_a_site_that_asks_for_longer_is_left_alone(httpserver: HTTPServer) -> None:
    waits: list[float] = []
    httpserver.expect_request("/jobs").respond_with_data(b"", status=429, headers={"Retry-After": "60"})
    with pytest.raises(Blocked) as caught:
        ask(fetcher_for(httpserver.port, sleep=waits.append), httpserver)
    assert caught.value.after_seconds == 60
    assert waits == []
    assert len(httpserver.log) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_a_wait_that_a_site_asks_for_keeps_every_worker_away(status: int, httpserver: HTTPServer) -> None:
    shared = in_memory()
    told, other = (
        fetcher_for(httpserver.port, pace=Pace(shared, interval_seconds=0, now=lambda: NOW), paces_all=True)
        for _ in range(2)
    )
    httpserver.expect_request("/jobs").respond_with_data(b"", status=status, headers={"Retry-After": "90"})
    with pytest.raises(Retryable, match=str(status)):
        ask(told, httpserver)
    for each in (told, other):
        with pytest.raises(Blocked, match="left alone until 2026-11-24 12:01:30 UTC") as blocked:
            ask(each, httpserver)
        assert blocked.value.after_seconds == 90
    assert len(httpserver.log) == 1


def test_a_request_waits_for_its_turn_no_longer_than_it_may(httpserver: HTTPServer) -> None:
    pace = Pace(in_memory(), interval_seconds=30, now=lambda: NOW, sleep=lambda seconds: None)
    fetcher = fetcher_for(httpserver.port, pace=pace, paces_all=True)
    httpserver.expect_request("/jobs").respond_with_data(b"here")
    ask(fetcher, httpserver)
    with pytest.raises(NotYet) as refused:
        ask(fetcher, httpserver, may_wait_seconds=29.0)
    assert refused.value.after_seconds == 30
    assert len(httpserver.log) == 1


def test_all_hops_together_wait_no_longer_than_the_request_may(httpserver: HTTPServer) -> None:
    pace = Pace(in_memory(), interval_seconds=10, now=lambda: NOW, sleep=lambda seconds: None)
    fetcher = fetcher_for(httpserver.port, pace=pace, paces_all=True)
    httpserver.expect_request("/jobs").respond_with_data(b"", status=302, headers={"Location": "/jobs"})
    with pytest.raises(NotYet):
        ask(fetcher, httpserver, may_wait_seconds=35.0)  # 0, 10 and 20 seconds for the first three
    assert len(httpserver.log) == 3
