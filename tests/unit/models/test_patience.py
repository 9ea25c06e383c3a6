from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from jobfinder.domain.usage import Unanswered
from jobfinder.errors import Retryable
from jobfinder.models import patience
from jobfinder.models.patience import patiently


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Give what ends a call that takes for ever."""
    monkeypatch.setattr(patience, "GRACE_SECONDS", 0.01)
    event = threading.Event()
    yield event
    event.set()


def test_an_answer_that_trickles_in_for_ever_holds_nobody(ended: threading.Event) -> None:
    with pytest.raises(Unanswered, match="in time"):
        patiently(lambda seconds: ended.wait(60), 0.01)
    assert not ended.is_set()


def test_what_is_returned_and_what_is_raised_come_through_as_they_are() -> None:
    assert patiently(lambda seconds: seconds <= 5, 5) is True
    with pytest.raises(KeyError, match="mine"):
        patiently(lambda seconds: {}["mine"], 5)


def test_a_question_that_may_have_been_charged_is_asked_once_and_a_refused_one_again() -> None:
    for error, tries in ((Unanswered("lost"), 1), (Retryable("busy"), 3)):
        calls: list[float] = []

        def fail(seconds: float, error: Retryable = error, calls: list[float] = calls) -> None:
            calls.append(seconds)
            raise error

        with pytest.raises(type(error)):
            patiently(fail, 60, sleep=lambda seconds: None)
        assert len(calls) == tries
