"""What is told of a source in trouble: the alarm that begins with it, the keys that end with it, and what to do.

An episode's alarms bear its beginning in their keys, so that the next episode is news again.
"""

from __future__ import annotations

from datetime import timedelta

from jobfinder.domain.alarms import Alarm
from jobfinder.domain.condition import Condition, Episode, Symptom
from jobfinder.domain.source import Run, Source

_HEADLINES = {
    Symptom.ZERO: "lists no postings any more",
    Symptom.CLIFF: "lists far fewer postings than usual",
    Symptom.BROKEN: "sends rows that cannot be read",
    Symptom.LACKING: "does not tell any more what it used to",
    Symptom.PARTLY: "can only be read in part",
    Symptom.FAILING: "cannot be read",
    Symptom.GONE: "is gone",
}
_TODO = {
    Symptom.ZERO: "Open {url}: where it shows jobs, `jobfinder sources test {key}` shows what we get of them.",
    Symptom.CLIFF: "Open {url} and compare; `jobfinder sources test {key}` shows what we get.",
    Symptom.BROKEN: "`jobfinder sources test {key}` shows the rows; the board may have changed its format.",
    Symptom.LACKING: "`jobfinder sources test {key}` shows what comes; the board may have changed its format.",
    Symptom.PARTLY: "`jobfinder sources show {key}` tells where it ends; what is missing is read again.",
    Symptom.FAILING: "`jobfinder sources test {key}` shows what it answers. It is tried again and heals by itself.",
    Symptom.GONE: "Look up the company's new board and add it; `jobfinder sources remove {key}` forgets this one.",
}


def alarm_key(source: Source, symptom: str, episode: Episode) -> str:
    """Return what names this news: the source, what is wrong, and the episode."""
    return f"source {source.key}: {symptom} since {episode.since:%Y-%m-%dT%H:%M:%S}"


def alarm_of(source: Source, condition: Condition) -> Alarm | None:
    """Return the alarm that a new condition raises, None where it says nothing new.

    `source` is as it was before the run that led to the condition.
    """
    episode = condition.episode
    before = source.condition.episode.told if source.condition.episode else ()
    if episode is None or episode.told == before:
        return None
    expected = f"Expected: {episode.expected}.\n" if episode.expected else ""
    return Alarm(
        key=alarm_key(source, episode.symptom.value, episode),
        title=f"{source.key} {headline(episode.symptom)}",
        body=f"{expected}Came: {episode.came.rstrip('.')}.\nSince: {episode.since:%Y-%m-%d %H:%M} UTC.",
        todo=what_to_do(source, episode.symptom),
    )


def headline(symptom: Symptom) -> str:
    """Return what is wrong, as the end of a sentence that begins with the source."""
    return _HEADLINES[symptom]


def what_to_do(source: Source, symptom: Symptom) -> str:
    """Return what a person can do about it, with the command."""
    return _TODO[symptom].format(key=source.argument, url=source.url)


def settled_keys(source: Source, condition: Condition) -> list[str]:
    """Return the keys of the alarms that a new condition ends: those of the episode that is over."""
    episode = source.condition.episode
    if episode is None or condition.episode is not None:
        return []
    return [alarm_key(source, symptom, episode) for symptom in episode.told]


def lasted(source: Source, run: Run) -> timedelta:
    """Return how long the episode lasted that this run ends; none where there was none."""
    episode = source.condition.episode
    return run.started_at - episode.since if episode else timedelta()
