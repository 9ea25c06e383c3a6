"""How a source is doing, in plain words for lists, pages and the digest: what happened, since when, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from jobfinder.domain.condition import Condition, Episode, HealthState, Symptom
from jobfinder.domain.expectation import expected_of
from jobfinder.domain.source import Completeness, Run, Source
from jobfinder.domain.source_alarms import what_to_do


@dataclass(frozen=True, slots=True)
class Health:
    """How a source is doing: one word, what happened, and what to do about it ("" where nothing is to be done)."""

    word: str
    words: str = ""
    todo: str = ""
    state: HealthState = HealthState.HEALTHY

    @property
    def in_trouble(self) -> bool:
        """Return whether the last reading was less than complete, or less than usual."""
        return self.word not in ("ok", "new", "off")

    @property
    def label(self) -> str:
        """Return the word, with the quarantine where it is in one."""
        return f"{self.word}, quarantined" if self.state is HealthState.QUARANTINED else self.word


_AGAIN = "It is tried again {again}. "
_TROUBLE = {
    Completeness.PARTIAL: ("partly read", "What is missing is read {again}."),
    Completeness.BLOCKED: ("refused", _AGAIN + "If it stays so, it wants no robots, or cannot be reached at all."),
    Completeness.GONE: ("gone", "Look up the company's new board and add it; `jobfinder sources remove {key}`."),
    Completeness.SUSPICIOUS_ZERO: ("empty", "Nothing was closed. Check the address: `jobfinder sources test {key}`."),
    Completeness.FAILED: ("failed", _AGAIN + "`jobfinder sources test {key}` shows what it answers."),
}
_LESS = {
    Symptom.ZERO: "empty",
    Symptom.CLIFF: "fewer",
    Symptom.BROKEN: "unreadable",
    Symptom.LACKING: "lacking",
}


def health_of(source: Source) -> Health:
    """Return how a source is doing, from its last run and what its history led to expect."""
    if not source.enabled:
        return Health("off", todo=f"`jobfinder sources enable {source.argument}` switches it on.")
    if not source.runs:
        return Health("new", "not read yet", "`jobfinder search` reads it.")
    run, condition = source.runs[0], source.condition
    if run.completeness is not Completeness.COMPLETE:
        return _trouble(source)
    if condition.episode and condition.episode.symptom in _LESS:
        return _less(source, condition.episode)
    return Health("ok", f"{run.broken} of its rows could not be read" if run.broken else "")


def _trouble(source: Source) -> Health:
    run, condition = source.runs[0], source.condition
    word, todo = _TROUBLE[run.completeness]
    again = f"after {_minute(source.next_run_at)}" if source.next_run_at else "later"
    words, state = _sentence(run.error), HealthState.DEGRADED
    if condition.state is HealthState.QUARANTINED:
        state = condition.state
        words = f"{words} {_quarantine(source)}".strip()
        todo = f"{todo.replace(_AGAIN, '')} `jobfinder sources enable {{key}}` tries it at once."
    elif condition.episode and condition.episode.expected and condition.episode.symptom is Symptom.ZERO:
        words = f"{words} {_told(condition.episode)}".strip()
    return Health(word, words, todo.format(key=source.argument, again=again), state)


def _less(source: Source, episode: Episode) -> Health:
    return Health(_LESS[episode.symptom], _told(episode), what_to_do(source, episode.symptom), HealthState.DEGRADED)


def _told(episode: Episode) -> str:
    return f"Expected {episode.expected}; came {episode.came.rstrip('.')}. It is so since {_minute(episode.since)}."


def _quarantine(source: Source) -> str:
    condition, episode = source.condition, source.condition.episode
    began = f" since {_minute(episode.since)}" if episode else ""
    trials = f" after {condition.trials} trials" if condition.trials > 1 else ""
    return f"Nothing has come{began}: in quarantine{trials}, the next trial is after {_minute(source.next_run_at)}."


_UNUSUAL: dict[str, str] = {
    Symptom.ZERO: "nothing at all",
    Symptom.CLIFF: "far fewer than usual",
    Symptom.BROKEN: "far more unreadable rows than usual",
    Symptom.LACKING: "a field is missing that most postings had",
}


def run_words(run: Run) -> str:
    """Return what went wrong in a run: what stopped it, what was unusual, the first unreadable row; "" for nothing."""
    unusual = _UNUSUAL.get(run.unusual, "")
    return "; ".join(filter(None, (run.error, unusual, run.first_broken)))


def lacking_words(run: Run) -> str:
    """Return which fields most of a run's postings lack: "pay (40 of 40)", "" where they lack none."""
    missing = [f"{name} ({count} of {run.judged})" for name, count in run.lacking.items() if count * 2 > run.judged]
    return ", ".join(missing)


def standing_words(source: Source) -> str:
    """Return in one line how a source stands and what is expected of it."""
    condition = source.condition
    since = f" since {_minute(condition.since)}" if condition.since else ""
    return f"{condition.state.value}{since}; {_expectation(source, condition)}"


def _expectation(source: Source, condition: Condition) -> str:
    expected = expected_of(source.runs, condition.level_since)
    if expected is None:
        return "nothing is expected of it yet: that takes three complete readings"
    least = max(1, round(expected.least_found))
    return f"usually {expected.found:.0f} postings, at least {least} (from {expected.runs} complete readings)"


def _minute(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else "now"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}." if words else ""
