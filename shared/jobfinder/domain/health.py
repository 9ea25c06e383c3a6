"""From one run to the next: what is wrong with a source, for how long, and whether somebody has to be told.

                 a run with trouble                gave nothing too often in a row
      HEALTHY ------------------------> DEGRADED ---------------------------------> QUARANTINED
         ^                                 |                                          |    ^
         +------ a run without trouble ----+------ a trial that succeeds -------------+    +-- a trial that fails:
                                                                                              the next one later

All of it is arithmetic on the runs; keeping it is the store's part and telling it the use case's.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from itertools import takewhile

from jobfinder.domain.condition import Condition, Episode, Finding, HealthState, Symptom
from jobfinder.domain.expectation import (
    LACKING_JUMP,
    Expected,
    broken_share,
    enough_judged,
    expected_of,
    lacking_shares,
)
from jobfinder.domain.source import Completeness, Run, Source, is_unchanged

FAILURES_TO_QUARANTINE = 5  # in a row and without a single posting: about four hours of tries
FAILING_HOURS = 3.0  # at least: somebody who searches again and again while their network is down proves nothing
GONE_TO_QUARANTINE = 2  # a board that does not exist is looked for once more
GONE_HOURS = 0.5  # after so long at least
BROKEN_ROWS = 3  # fewer broken ones are no jump, whatever share they are
RUNS_TO_NEW_LEVEL = 8  # complete and unusual ones in a row: then that is what the source yields now
FIRST_RETRY_HOURS = 0.25
GONE_RETRY_HOURS = 1.0  # to make sure
LONGEST_TRIAL_HOURS = 24.0 * 7

YIELD = frozenset({Symptom.ZERO, Symptom.CLIFF, Symptom.BROKEN, Symptom.LACKING})  # the board answered, but with less
_DEAD = frozenset({Completeness.FAILED, Completeness.BLOCKED, Completeness.GONE})


def examined(source: Source, run: Run, *, only_this_one: bool = True) -> tuple[Run, Condition]:
    """Return the run marked with what is unusual about it, and the condition of its source after it.

    `source` is as it was before the run. Where no source at all can be read, that is our own network's trouble and not
    `only_this_one`'s: then failures lead nowhere.
    """
    found = finding(source, run)
    if found is None:
        return run, _well(source, run)
    if found.symptom not in YIELD:
        return run, _ill(source, run, found, only_this_one=only_this_one or run.completeness is not Completeness.FAILED)
    marked = replace(run, unusual=found.symptom.value)
    if _is_new_level((marked, *source.runs)):
        return run, replace(_well(source, run), level_since=run.started_at)
    return marked, _ill(source, run, found, only_this_one=True)


def _well(source: Source, run: Run) -> Condition:
    before = source.condition
    was_well = before.state is HealthState.HEALTHY
    return Condition(since=before.since if was_well else run.started_at, level_since=before.level_since)


def _ill(source: Source, run: Run, found: Finding, *, only_this_one: bool) -> Condition:
    """Return the condition after a run with trouble: what was told in this episode stays told."""
    before, begun = source.condition, source.condition.episode
    state = HealthState.QUARANTINED if _is_given_up(source, run, only_this_one) else HealthState.DEGRADED
    episode = Episode(
        symptom=found.symptom,
        since=begun.since if begun else run.started_at,
        expected=found.expected,
        came=found.came,
        told=begun.told if begun else (),
    )
    if only_this_one and _is_to_be_told(source, run, episode, state):
        episode = replace(episode, told=(*episode.told, found.symptom.value))
    return Condition(
        state=state,
        since=before.since if before.state is state else run.started_at,
        episode=episode,
        trials=before.trials + only_this_one if before.state is state is HealthState.QUARANTINED else 0,
        level_since=before.level_since,
    )


def _is_given_up(source: Source, run: Run, only_this_one: bool) -> bool:
    """Return whether the source gave nothing so often and so long that it is only tried now and then."""
    if run.completeness not in _DEAD:
        return False
    if source.condition.state is HealthState.QUARANTINED:
        return True
    is_gone = run.completeness is Completeness.GONE and _in_a_row(source, {Completeness.GONE}) >= GONE_TO_QUARANTINE
    if is_gone and _hours_ill(source, run) >= GONE_HOURS:
        return True
    return only_this_one and _has_lasted(source, run, _DEAD)


def _has_lasted(source: Source, run: Run, kinds: Collection[Completeness]) -> bool:
    return _in_a_row(source, kinds) >= FAILURES_TO_QUARANTINE and _hours_ill(source, run) >= FAILING_HOURS


def _hours_ill(source: Source, run: Run) -> float:
    """Return how long the present episode has lasted."""
    episode = source.condition.episode
    return (run.started_at - episode.since) / timedelta(hours=1) if episode else 0.0


def _in_a_row(source: Source, kinds: Collection[Completeness]) -> int:
    """Return how many runs of these kinds in a row there are with the present one, which is of them."""
    before = takewhile(lambda run: run.completeness in kinds, source.runs)
    return 1 + min(sum(1 for _ in before), source.failures_in_a_row)  # healed by hand, a source begins anew


def _is_to_be_told(source: Source, run: Run, episode: Episode, state: HealthState) -> bool:
    """Return whether a person has to know now: of less at once, of failures when they last; of each once."""
    if episode.symptom.value in episode.told:
        return False
    if state is HealthState.QUARANTINED or (episode.symptom in YIELD and episode.expected):
        return True
    return _has_lasted(source, run, {run.completeness})


def _is_new_level(runs: tuple[Run, ...]) -> bool:
    """Return whether what is unusual has lasted so long that it is usual by now."""
    complete = [run for run in runs if run.completeness is Completeness.COMPLETE][:RUNS_TO_NEW_LEVEL]
    return len(complete) == RUNS_TO_NEW_LEVEL and all(run.unusual for run in complete)


# -- what is wrong with a run -----------------------------------------------------------------------------------------


def finding(source: Source, run: Run) -> Finding | None:
    """Return what is wrong with a run, held against what the source's own history leads to expect."""
    expected = expected_of(source.runs, source.condition.level_since)
    if run.completeness in _DEAD:
        return _no_answer(source, run)
    if run.completeness is Completeness.PARTIAL:
        return Finding(symptom=Symptom.PARTLY, expected="", came=f"{run.found} postings. {run.error}")
    if run.completeness is Completeness.SUSPICIOUS_ZERO:
        return Finding(symptom=Symptom.ZERO, expected=_usually(expected) if expected else "", came="none at all")
    if is_unchanged(run):
        return _as_before(source.condition.episode)
    if expected is None:
        return None
    return _less(run, expected) or _broken(run, expected) or _lacking(source, run, expected)


def _as_before(episode: Episode | None) -> Finding | None:
    """Return what is wrong where the board only says that nothing has changed: too little is too little still."""
    if episode is None or episode.symptom not in YIELD:
        return None
    return Finding(symptom=episode.symptom, expected=episode.expected, came=episode.came)


def _no_answer(source: Source, run: Run) -> Finding:
    symptom = Symptom.GONE if run.completeness is Completeness.GONE else Symptom.FAILING
    return Finding(symptom=symptom, expected=f"an answer every {source.every_hours:g} h", came=run.error)


def _less(run: Run, expected: Expected) -> Finding | None:
    if run.found == 0 and expected.found >= 1:
        return Finding(symptom=Symptom.ZERO, expected=_usually(expected), came="none at all")
    if run.found < expected.least_found:
        return Finding(symptom=Symptom.CLIFF, expected=_usually(expected), came=f"{run.found} postings")
    return None


def _usually(expected: Expected) -> str:
    least = max(1, round(expected.least_found))
    return f"about {expected.found:.0f} postings, {least} at least (from {expected.runs} complete readings)"


def _broken(run: Run, expected: Expected) -> Finding | None:
    if run.broken < BROKEN_ROWS or broken_share(run) <= expected.most_broken_share:
        return None
    usual = f"at most {expected.most_broken_share:.0%} of the rows unreadable, usually {expected.broken_share:.0%}"
    came = f"{run.broken} of {run.found} unreadable, the first {run.first_broken}"
    return Finding(symptom=Symptom.BROKEN, expected=usual, came=came)


def _lacking(source: Source, run: Run, expected: Expected) -> Finding | None:
    """Return which field is suddenly missing, over as many of the newest runs as it takes to tell."""
    since = source.condition.level_since
    before = [one for one in source.runs if since is None or one.started_at >= since]
    newest = enough_judged([run, *before])
    shares = lacking_shares(newest)
    older = lacking_shares(one for one in before if one not in newest and not one.unusual)
    jumps = {name: shares[name] - older[name] for name in shares.keys() & older.keys()}
    worst = max(sorted(jumps), key=jumps.__getitem__, default="")
    if not worst or jumps[worst] <= LACKING_JUMP:
        return None
    usual = f"{worst} in about {1 - older[worst]:.0%} of the postings"
    return Finding(symptom=Symptom.LACKING, expected=usual, came=f"in {1 - shares[worst]:.0%}")


# -- when it is read again --------------------------------------------------------------------------------------------


def hours_until_next(
    run: Run, source: Source, failures: int, jitter: float, condition: Condition | None = None
) -> float:
    """Return the wait after a run: the schedule after a good one, a growing part of it after a bad one.

    In quarantine (`condition` is that after the run) each trial comes later than the one before. `jitter` (0 to 1)
    spreads the sources, so that they do not all come due at once.
    """
    asked = run.retry_after_seconds / 3600
    if condition and condition.state is HealthState.QUARANTINED:
        wait = max(source.every_hours, FIRST_RETRY_HOURS) * 2.0 ** min(condition.trials, 20)
        return max(min(wait, max(LONGEST_TRIAL_HOURS, source.every_hours)) * (0.95 + jitter / 10), asked)
    if run.completeness is Completeness.GONE:
        return GONE_RETRY_HOURS
    if run.completeness in (Completeness.COMPLETE, Completeness.SUSPICIOUS_ZERO):
        return source.every_hours * (0.95 + jitter / 10)
    backoff = min(FIRST_RETRY_HOURS * 2.0 ** (failures - 1), source.every_hours) * (0.75 + jitter / 2)
    return max(backoff, asked)
