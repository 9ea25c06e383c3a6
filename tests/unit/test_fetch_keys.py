"""Keys reach the board they are for and nothing else."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from jobfinder.errors import Blocked, Misconfigured, Refused
from jobfinder.fetch import KeyedFetcher
from jobfinder.ports import Board, Request, Response, Validators
from jobfinder.sources import source_type

KEYS = {"ADZUNA_APP_ID": "my-id", "ADZUNA_APP_KEY": "a secret/key", "USAJOBS_API_KEY": "us-key"}


class Recorder:
    """Answers with what it was asked, or refuses."""

    def __init__(self, refuses: bool = False) -> None:
        self.asked: list[Request] = []
        self._refuses = refuses

    def fetch(self, request: Request) -> Response:
        self.asked.append(request)
        if self._refuses:
            raise Blocked(f"No: {request.url}", where=request.url)
        return Response(url=request.url, status=200, body=b"", headers={})

    def close(self) -> None:
        self.asked.clear()


def first(name: str, endpoint: str = "") -> Request:
    return source_type(name).first(Board("all", endpoint=endpoint))


def keyed(recorder: Recorder, keys: Mapping[str, str] = KEYS, hosts: tuple[str, ...] = ()) -> KeyedFetcher:
    return KeyedFetcher(recorder, keys, hosts)


def test_a_key_is_filled_in_as_the_request_is_sent_and_named_nowhere_else() -> None:
    recorder = Recorder()
    response = keyed(recorder).fetch(first("adzuna"))
    assert "app_id=my-id&app_key=a%20secret%2Fkey&" in recorder.asked[0].url
    assert "app_id={ADZUNA_APP_ID}&app_key={ADZUNA_APP_KEY}&" in response.url


def test_a_key_may_stand_in_a_header() -> None:
    recorder = Recorder()
    keyed(recorder).fetch(first("usajobs"))
    assert ("Authorization-Key", "us-key") in recorder.asked[0].headers


def test_whether_an_answer_has_changed_is_asked_with_the_key_and_remembered_without_it() -> None:
    recorder = Recorder()
    response = keyed(recorder).fetch(first("adzuna"))
    known = Validators(of=response.url, etag='"1"')
    keyed(recorder).fetch(replace(first("adzuna"), validators=known))
    assert "{" not in "".join(request.url for request in recorder.asked)
    assert recorder.asked[1].validators == Validators(of=recorder.asked[1].url, etag='"1"')


def test_an_error_holds_no_key() -> None:
    with pytest.raises(Blocked) as caught:
        keyed(Recorder(refuses=True)).fetch(first("adzuna"))
    assert "secret" not in f"{caught.value} {caught.value.args} {caught.value.where}"
    assert "{ADZUNA_APP_KEY}" in caught.value.where


def test_a_missing_key_is_named() -> None:
    with pytest.raises(Misconfigured, match="ADZUNA_APP_KEY is not set") as caught:
        keyed(Recorder(), {"ADZUNA_APP_ID": "x", "ADZUNA_APP_KEY": "  "}).fetch(first("adzuna"))
    assert "https://developer.adzuna.com/" in caught.value.todo


@pytest.mark.parametrize(
    "endpoint",
    ["https://evil.example", "http://api.adzuna.com", "https://api.adzuna.com:8443", "https://x@api.adzuna.com"],
)
def test_a_key_is_sent_to_its_own_board_only(endpoint: str) -> None:
    recorder = Recorder()
    with pytest.raises(Refused, match="sent nowhere else"):
        keyed(recorder).fetch(first("adzuna", endpoint))
    assert recorder.asked == []


def test_a_server_on_this_machine_that_is_allowed_may_see_it() -> None:
    recorder = Recorder()
    keyed(recorder, hosts=("localhost:8123",)).fetch(first("adzuna", "http://localhost:8123"))
    assert recorder.asked[0].url.startswith("http://localhost:8123/v1/api/jobs/us/search/1?app_id=my-id")


def test_braces_in_a_request_that_names_no_key_stay_as_they_are() -> None:
    recorder = Recorder()
    keyed(recorder).fetch(Request(url="https://x.example/?q={ADZUNA_APP_KEY}"))
    assert recorder.asked[0].url == "https://x.example/?q={ADZUNA_APP_KEY}"
