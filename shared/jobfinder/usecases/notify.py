"""Send the digest: the strong new matches since the last one, each told once, and which sources are in trouble.

For each target (an address of notify.urls) a mark holds up to which moment it was told, and what it was told of lately:

    told until T --reserve--> reserved, still T --sent--> told until now
         ^                        |
         +------- refused --------+        (or RESERVED_SECONDS passed: whoever reserved it died)

Reserving is one conditional write, so two deliveries of one event send one digest. A target that refuses is as before,
and is told of it the next time, with what is new by then; the others are not told again. Only a crash between the
sending and the keeping repeats a digest: told twice is better than never. A match that a slow worker stores late is
news still: the time before T is looked at again, and what was told of it is known by its id.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from jobfinder import log
from jobfinder.domain import digest as writing
from jobfinder.domain.digest import Digest, News, Trouble, one_for_each_job, why_line
from jobfinder.domain.match import MatchState
from jobfinder.domain.quiet_hours import is_quiet
from jobfinder.domain.source import Source
from jobfinder.errors import JobFinderError, Misconfigured, Retryable
from jobfinder.ports import Notifier, Ports, Store, Target
from jobfinder.usecases.manage_sources import health_of
from jobfinder.usecases.ranking import Ranked, Wanted, full_matches, ranked

MARK = "digest"
RESERVED_SECONDS = 600.0  # longer than any sending takes
OVERLAP = timedelta(hours=2)  # the longest between a match's making and its storing: leases, and clocks that differ
EMPTY_AGAIN = timedelta(hours=12)  # a digest that says "nothing new" follows no other sooner
QUIET_AFTER = 3.0  # intervals without any run: then nothing reads the source at all
_ID_CHARACTERS = 12


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of the digest at one target: `sent`, `nothing new`, `busy` (another run has it) or `refused`."""

    target: str
    outcome: str
    matches: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a target was told: up to which moment, and of which matches of the last OVERLAP before it."""

    until: datetime | None = None
    ids: frozenset[str] = frozenset()
    reserved_at: datetime | None = None

    def knows(self, match_id: str) -> bool:
        """Return whether the target was told of a match."""
        return match_id[:_ID_CHARACTERS] in self.ids


@dataclass(frozen=True, slots=True)
class Issue:
    """A digest and what its target will have been told by it."""

    digest: Digest
    told: Told


def send_digest(ports: Ports) -> list[Delivered]:
    """Tell every target what is new to it and return what became of each; in quiet hours nothing, then it is kept.

    Raises Misconfigured for an address that cannot be one, and, after all targets were tried, Retryable in words that
    hold no secret where one of them refused.
    """
    if is_quiet(ports.clock(), ports.limits.quiet_hours):
        log.event("no digest in quiet hours; what is new is kept for the next one")
        return []
    results: list[Delivered] = []
    for target in ports.notifier.targets():
        if ports.stopping():
            break
        results.append(_deliver(target, ports))
        log.event("digest", target=target.name, outcome=results[-1].outcome, matches=results[-1].matches)
    failed = [one for one in results if one.error]
    if failed:
        words = "; ".join(f"{one.target}: {one.error}" for one in failed)
        raise Retryable(f"The digest could not be delivered everywhere: {words}", where="notify.urls")
    return results


def last_digest_at(store: Store) -> datetime | None:
    """Return up to which moment the last digest told, None where there was none."""
    return read_told(store.mark(MARK)).until


def _deliver(target: Target, ports: Ports) -> Delivered:
    now, mark = ports.clock(), f"{MARK}-{target.id}"
    before = ports.store.mark(mark)
    told = read_told(before or ports.store.mark(MARK))
    if before and told.reserved_at and now - told.reserved_at < timedelta(seconds=RESERVED_SECONDS):
        return Delivered(target.name, "busy", error="another run is sending it just now")
    issue = compose(ports, told)
    if not _is_worth_sending(issue.digest, told, ports):
        return Delivered(target.name, "nothing new")
    reserved = written_told(replace(told, reserved_at=now))
    if not ports.store.swap_mark(mark, before, reserved):
        return Delivered(target.name, "busy", error="another run is sending it just now")
    try:
        _send(issue.digest, target, ports)
    except JobFinderError as error:
        ports.store.swap_mark(mark, reserved, written_told(replace(told, reserved_at=None)))
        log.event(f"a digest was refused: {error}", logging.WARNING, target=target.name)
        return Delivered(target.name, "refused", error=str(error))
    told_now = written_told(issue.told)
    if not ports.store.swap_mark(mark, reserved, told_now):
        log.event("another run has taken over this digest; it may come twice", logging.WARNING, target=target.name)
    ports.store.swap_mark(MARK, ports.store.mark(MARK), told_now)  # where a new address begins
    return Delivered(target.name, "sent", len(issue.digest.news))


def _is_worth_sending(digest: Digest, told: Told, ports: Ports) -> bool:
    if digest.news:
        return True
    is_due = told.until is None or ports.clock() - told.until > EMPTY_AGAIN
    return ports.limits.digest_when_empty and is_due


def _send(digest: Digest, target: Target, ports: Ports) -> None:
    bodies = writing.messages(digest, writing.FORMS[target.form.value], target.most_characters)
    title = writing.subject(digest)
    for number, body in enumerate(bodies, start=1):
        ports.notifier.send(target, f"{title} ({number}/{len(bodies)})" if len(bodies) > 1 else title, body)


def send_test(ports: Ports) -> list[Delivered]:
    """Send one short message to every target of the digest and of the alerts, and return what became of each.

    Quiet hours do not hold it back. Raises Misconfigured where there is no target, or an address cannot be one.
    """
    digests = {target.id: target for target in ports.notifier.targets()}
    alerts = {target.id: target for target in ports.alerter.targets()}
    if not alerts:
        digests = {target.id: target for target in targets_of(ports)}
    return [
        *(_test(target, ports.notifier, _what_comes(target, alerts), ports) for target in digests.values()),
        *(_test(target, ports.alerter, "Alerts", ports) for target in alerts.values() if target.id not in digests),
    ]


def _what_comes(target: Target, alerts: Mapping[str, Target]) -> str:
    return "New matches and alerts" if target.id in alerts else "New matches"


def targets_of(ports: Ports) -> Sequence[Target]:
    """Return where messages go, at least one. Raises Misconfigured."""
    targets = ports.notifier.targets()
    if not targets:
        raise Misconfigured(
            "There is nowhere to send a message",
            where=f"notify.urls in {ports.environment.config_file}",
            todo="Add an address as https://github.com/caronc/apprise/wiki writes it, or set JOB_FINDER_NOTIFY__URLS.",
        )
    return targets


def _test(target: Target, notifier: Notifier, comes: str, ports: Ports) -> Delivered:
    words = f"This is a test from Job Finder ({ports.environment.name}). {comes} will come here."
    try:
        notifier.send(target, "Job Finder: test", words)
    except Retryable as error:
        return Delivered(target.name, "refused", error=str(error))
    return Delivered(target.name, "sent")


def next_digest(ports: Ports) -> Digest:
    """Return what the first target (or a new one) would be told now; nothing is remembered."""
    targets = ports.notifier.targets()
    mark = ports.store.mark(f"{MARK}-{targets[0].id}") if targets else None
    return compose(ports, read_told(mark or ports.store.mark(MARK))).digest


# -- what goes into it ------------------------------------------------------------------------------------------------


def compose(ports: Ports, told: Told) -> Issue:
    """Return what is new to somebody who was told so much: open, untouched matches, strong when matched or now."""
    now, limits = ports.clock(), ports.limits
    since = told.until - OVERLAP if told.until else None
    rows, _ = ranked(ports.store, now, Wanted(states=(MatchState.NEW,), since=since))
    fresh = [row for row in rows if not told.knows(row.head.id)]
    least = limits.digest_min_score or 0
    strong = [row for row in fresh if max(row.score, row.head.score) >= least]
    jobs = one_for_each_job(map(_news, strong))
    troubles = [(source, word) for source in ports.store.sources() if (word := _trouble(source, now))]
    digest = Digest(
        news=_with_reasons(jobs[: limits.digest_max_matches], strong, ports),
        new=len(jobs),
        weaker=len(fresh) - len(strong),
        since=told.until,
        troubles=tuple(Trouble(source.key, word) for source, word in troubles),
        sources=sum(source.enabled for source in ports.store.sources()),
        environment="" if ports.environment.name == "production" else ports.environment.name,
    )
    return Issue(digest, _told_of(strong, told, now))


def _told_of(strong: Sequence[Ranked], told: Told, now: datetime) -> Told:
    """Return what will have been told; ids from before the overlap are not asked for again."""
    recent = {row.head.id[:_ID_CHARACTERS] for row in strong if row.head.created_at >= now - OVERLAP}
    is_recent = told.until is not None and told.until >= now - OVERLAP
    return Told(now, frozenset(recent | told.ids if is_recent else recent))


def _news(row: Ranked) -> News:
    head = row.head
    return News(
        match_ids=(head.id,),
        listing_id=head.listing_id,
        search=head.search,
        score=row.score,
        title=head.title,
        company=head.company,
        place=head.place,
        pay=head.pay,
        url=head.url,
    )


def _with_reasons(jobs: Iterable[News], rows: Sequence[Ranked], ports: Ports) -> tuple[News, ...]:
    shown = list(jobs)
    wanted = {job.match_ids[0] for job in shown}
    matches = full_matches([row for row in rows if row.head.id in wanted], ports.store)
    return tuple(
        replace(job, why=why_line(matches[job.match_ids[0]].decision)) if job.match_ids[0] in matches else job
        for job in shown
    )


def _trouble(source: Source, now: datetime) -> str:
    """Return in a word what is wrong with a source, "" where it does what it should."""
    health = health_of(source)
    if health.in_trouble:
        return health.word
    last = source.last_run_at or source.added_at
    is_quiet_now = source.enabled and now - last > timedelta(hours=QUIET_AFTER * source.every_hours)
    return "quiet" if is_quiet_now else ""


# -- the mark ---------------------------------------------------------------------------------------------------------


def read_told(text: str | None) -> Told:
    """Return what a mark says; one that somebody edited into nonsense says nothing."""
    try:
        document: Any = json.loads(text or "{}")
        ids = frozenset(str(document.get("told", "")).split())
        return Told(_moment(document.get("until")), ids, _moment(document.get("reserved_at")))
    except (ValueError, AttributeError, TypeError) as error:
        log.event(f"the mark of the last digest cannot be read, so this is a first one: {error}", logging.WARNING)
        return Told()


def _moment(value: Any) -> datetime | None:
    moment = datetime.fromisoformat(value) if value else None
    if moment is not None and moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment


def written_told(told: Told) -> str:
    """Return the text of the mark."""
    return json.dumps(
        {
            "until": told.until.isoformat() if told.until else None,
            "reserved_at": told.reserved_at.isoformat() if told.reserved_at else None,
            "told": " ".join(sorted(told.ids)),
        }
    )
