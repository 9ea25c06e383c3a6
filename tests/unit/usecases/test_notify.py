from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import time, timedelta
from itertools import count, pairwise
from typing import Any

import pytest

from jobfinder.domain.ids import match_id
from jobfinder.domain.match import Decision, Match, MatchState, Part
from jobfinder.domain.posting import Posting
from jobfinder.domain.queue import Ending, Outcome
from jobfinder.domain.source import Completeness, Run, Source
from jobfinder.errors import Misconfigured, Retryable
from jobfinder.ports import NoNotifier, Ports, Target, TextForm
from jobfinder.usecases.arrive import arrival_of
from jobfinder.usecases.notify import MARK, read_told, send_digest, send_test
from tests.unit.usecases.conftest import Clock

WEBHOOK = Target(id="a1", name="notify.urls[0] (JSON)", form=TextForm.TEXT, most_characters=30_000)
MAIL = Target(id="b2", name="notify.urls[1] (E-Mail)", form=TextForm.HTML, most_characters=30_000)


class Killed(BaseException):
    pass


@dataclass
class Services:
    """Services that keep what they are sent; some refuse, some have the sender killed."""

    all: tuple[Target, ...] = (WEBHOOK,)
    sent: list[tuple[str, str, str]] = field(default_factory=list)
    refusing: set[str] = field(default_factory=set)
    before: Callable[[], None] = lambda: None
    after: Callable[[], None] = lambda: None

    def targets(self) -> tuple[Target, ...]:
        return self.all

    def send(self, target: Target, title: str, body: str) -> None:
        self.before()
        if target.id in self.refusing:
            raise Retryable("The message was not taken: error=503")
        self.sent.append((target.id, title, body))
        self.after()


@pytest.fixture
def services() -> Services:
    return Services()


@pytest.fixture
def told(ports: Ports, services: Services) -> Ports:
    return replace(ports, notifier=services)


@pytest.fixture
def found(ports: Ports) -> Any:
    numbers = count(1)

    def found(score: int = 90, *, search: str = "backend", number: int = 0, **changes: Any) -> str:
        """Keep a listing with a match of it and return the match's id."""
        number = number or next(numbers)
        now = ports.clock()
        posting = Posting(
            native_id=str(number),
            title=f"Backend Engineer {number}",
            company="Acme",
            url=f"https://acme.example/jobs/{number}",
            text="x",
        )
        arrival = arrival_of(posting, "feed:x", ports.clean_text, now=now, trace_id="t", version=search)
        ports.store.add([arrival], lambda new, rivals: None)
        ports.store.enqueue([arrival.item])
        item = ports.store.item(arrival.item.id)
        assert item is not None
        claimed = ports.store.claim(item.ticket, now=now, lease_seconds=60, token="t")
        assert claimed is not None
        made = Match(
            id=match_id(search, arrival.listing.id),
            search=search,
            listing_id=arrival.listing.id,
            decision=Decision(
                search=search,
                outcome=Outcome.MATCHED,
                score=score,
                threshold=40,
                parts=changes.pop("parts", (Part("skills", score, 100, "all skills"),)),
                verdicts=(),
                strengths=("Python, 6 years",),
            ),
            **{
                "title": posting.title,
                "company": "Acme",
                "url": posting.url,
                "place": "Berlin",
                "pay": "",
                "posted_at": now,
                "scored_at": now,
                "created_at": now,
                "policy_version": "1",
                "content_hash": "1",
                **changes,
            },
        )
        ports.store.finish(claimed, Ending(Outcome.MATCHED), [made], now=now)
        return made.id

    return found


def jobs(services: Services) -> list[int]:
    """Return the numbers of the jobs in all that was sent, in order."""
    words = " ".join(body for _, _, body in services.sent).split()
    return [int(after) for word, after in pairwise(words) if word == "Engineer"]


def test_what_is_new_is_told_once_with_the_best_first(
    told: Ports, services: Services, found: Any, clock: Clock
) -> None:
    for score in (70, 95, 80):
        found(score)
    (delivered,) = send_digest(told)
    assert (delivered.outcome, delivered.matches) == ("sent", 3)
    assert jobs(services) == [2, 3, 1]
    assert "Python, 6 years" in services.sent[0][2]
    clock.advance(days=1)
    assert [one.outcome for one in send_digest(told)] == ["nothing new"]
    found(60)
    send_digest(told)
    assert jobs(services) == [2, 3, 1, 4]


def test_nothing_is_sent_or_written_where_nothing_is_new(told: Ports, services: Services) -> None:
    assert [one.outcome for one in send_digest(told)] == ["nothing new"]
    assert services.sent == []
    assert told.store.mark(f"{MARK}-{WEBHOOK.id}") is None


def test_an_empty_digest_is_sent_only_where_asked_for_and_not_twice(
    told: Ports, services: Services, clock: Clock
) -> None:
    eager = replace(told, limits=replace(told.limits, digest_when_empty=True))
    send_digest(eager)
    send_digest(eager)
    assert [title for _, title, _ in services.sent] == ["Job Finder (staging): no new matches"]
    clock.advance(days=1)
    send_digest(eager)
    assert len(services.sent) == 2


def test_only_open_strong_and_untouched_matches_are_told(
    told: Ports, services: Services, found: Any, source: Source
) -> None:
    found(90)
    found(60)
    saved, closed = found(91), found(92)
    told.store.set_match_state(saved, MatchState.SAVED, "", now=told.clock())
    (match,) = told.store.matches(id_prefix=closed)
    told.store.close([match.listing_id], told.clock())
    send_digest(replace(told, limits=replace(told.limits, digest_min_score=80)))
    assert jobs(services) == [1]
    assert "1 new, 1 weaker." in services.sent[0][2]


def test_a_match_that_was_strong_when_found_is_told_although_it_has_aged(
    told: Ports, services: Services, found: Any, clock: Clock
) -> None:
    found(90, parts=(Part("skills", 70, 80, "s"), Part("freshness", 20, 20, "new")))
    clock.advance(days=20)
    send_digest(replace(told, limits=replace(told.limits, digest_min_score=90)))
    assert jobs(services) == [1]
    assert " 77  Backend" in services.sent[0][2]


def test_what_has_no_room_is_counted_and_not_told_later(
    told: Ports, services: Services, found: Any, clock: Clock
) -> None:
    for score in (90, 91, 92):
        found(score)
    few = replace(told, limits=replace(told.limits, digest_max_matches=2))
    send_digest(few)
    assert jobs(services) == [3, 2]
    assert "3 new, the best 2 are shown." in services.sent[0][2]
    clock.advance(minutes=1)
    assert [one.outcome for one in send_digest(few)] == ["nothing new"]


def test_a_job_found_by_two_searches_is_told_once_under_the_better_one(
    told: Ports, services: Services, found: Any
) -> None:
    found(80, search="backend", number=7)
    found(90, search="data", number=7)
    profile = told.store.profile()
    assert profile is not None
    both = (profile.searches[0], replace(profile.searches[0], name="data"))
    told.store.save_profile(replace(profile, searches=both))
    send_digest(told)
    assert jobs(services) == [7]
    assert "also: backend" in services.sent[0][2]


def test_two_deliveries_at_once_send_one_digest(told: Ports, services: Services, found: Any) -> None:
    found()
    refused: list[str] = []

    def meanwhile() -> None:
        services.before = lambda: None
        with pytest.raises(Retryable) as caught:
            send_digest(told)
        refused.append(str(caught.value))

    services.before = meanwhile
    send_digest(told)
    assert len(services.sent) == 1
    assert "another run is sending it" in refused[0]
    assert [one.outcome for one in send_digest(told)] == ["nothing new"]


def test_a_refusal_is_raised_and_the_next_run_tells_what_was_refused_and_what_is_new(
    told: Ports, services: Services, found: Any, clock: Clock
) -> None:
    services.all = (WEBHOOK, MAIL)
    services.refusing = {WEBHOOK.id}
    found()
    with pytest.raises(Retryable) as caught:
        send_digest(told)
    assert "notify.urls[0] (JSON)" in str(caught.value)
    assert [target for target, _, _ in services.sent] == [MAIL.id]
    clock.advance(days=1)
    found()
    services.sent.clear()
    services.refusing = set()
    send_digest(told)
    assert [(target, body.count("Backend Engineer")) for target, _, body in services.sent] == [
        (WEBHOOK.id, 2),
        (MAIL.id, 1),
    ]


@pytest.mark.parametrize(("when", "times"), [("before", 1), ("after", 2)])
def test_a_crash_loses_no_digest_and_repeats_one_only_if_it_was_sent_already(
    told: Ports, services: Services, found: Any, clock: Clock, when: str, times: int
) -> None:
    found()

    def die() -> None:
        raise Killed

    setattr(services, when, die)
    with pytest.raises(Killed):
        send_digest(told)
    setattr(services, when, lambda: None)
    with pytest.raises(Retryable, match="just now"):
        send_digest(told)
    clock.advance(minutes=11)
    assert [one.outcome for one in send_digest(told)] == ["sent"]
    assert jobs(services) == [1] * times
    assert [one.outcome for one in send_digest(told)] == ["nothing new"]


def test_a_match_stored_late_by_a_slow_worker_is_news_still(
    told: Ports, services: Services, found: Any, clock: Clock
) -> None:
    found()
    send_digest(told)
    found(created_at=clock() - timedelta(minutes=30))
    clock.advance(minutes=5)
    send_digest(told)
    assert jobs(services) == [1, 2]
    clock.advance(days=1)
    send_digest(told)
    assert jobs(services) == [1, 2]


def test_a_changed_address_is_not_told_everything_again(
    told: Ports, services: Services, found: Any, clock: Clock
) -> None:
    found()
    send_digest(told)
    services.all = (replace(WEBHOOK, id="c3"),)
    clock.advance(days=1)
    assert [one.outcome for one in send_digest(told)] == ["nothing new"]


def test_quiet_hours_keep_what_is_new_for_the_next_digest(told: Ports, services: Services, found: Any) -> None:
    found()
    quiet = replace(told, limits=replace(told.limits, quiet_hours=(time(8), time(10))))
    assert send_digest(quiet) == []
    assert services.sent == []
    send_digest(told)
    assert jobs(services) == [1]


def test_sources_in_trouble_are_named(
    told: Ports, services: Services, found: Any, source: Source, clock: Clock
) -> None:
    found()
    quiet = replace(source, key="feed:quiet", type="feed", board="quiet", added_at=clock() - timedelta(days=9))
    told.store.save_source(quiet)
    run = Run(source_key=source.key, started_at=clock(), seconds=1, completeness=Completeness.GONE, error="404")
    told.store.record_run(run, next_run_at=clock(), failures_in_a_row=1)
    send_digest(told)
    assert "Sources in trouble (2 of 2): feed:quiet (quiet), greenhouse:acme (gone)." in services.sent[0][2]


@pytest.mark.parametrize("mark", ["nonsense", "[]", '{"until": 7}', '{"until": "2026-01-01T00:00:00"}', '{"told": 3}'])
def test_a_mark_edited_into_nonsense_makes_the_next_digest_a_first_one(
    told: Ports, services: Services, found: Any, mark: str
) -> None:
    told.store.swap_mark(f"{MARK}-{WEBHOOK.id}", None, mark)
    assert read_told(mark).until is None
    found()
    assert [one.outcome for one in send_digest(told)] == ["sent"]


def test_a_run_that_is_asked_to_stop_sends_no_more(told: Ports, services: Services, found: Any) -> None:
    found()
    assert send_digest(replace(told, stopping=lambda: True)) == []
    assert services.sent == []


def test_a_test_message_goes_everywhere_and_tells_what_became_of_each(told: Ports, services: Services) -> None:
    services.all, services.refusing = (WEBHOOK, MAIL), {MAIL.id}
    assert [(one.target, one.outcome) for one in send_test(told)] == [
        (WEBHOOK.name, "sent"),
        (MAIL.name, "refused"),
    ]


def test_a_test_message_goes_to_where_alerts_go_too_and_says_what_will_come(told: Ports, services: Services) -> None:
    services.all = (WEBHOOK,)
    pager = Services((MAIL, WEBHOOK))
    delivered = send_test(replace(told, alerter=pager))
    assert [(one.target, one.outcome) for one in delivered] == [(WEBHOOK.name, "sent"), (MAIL.name, "sent")]
    assert "New matches and alerts will come here." in services.sent[0][2]
    assert [body.partition(". ")[2] for _, _, body in pager.sent] == ["Alerts will come here."]
    assert send_test(replace(told, notifier=NoNotifier(), alerter=pager))


def test_without_an_address_a_digest_is_nothing_and_a_test_says_what_to_do(ports: Ports, found: Any) -> None:
    found()
    assert send_digest(ports) == []
    with pytest.raises(Misconfigured, match="nowhere to send"):
        send_test(ports)
