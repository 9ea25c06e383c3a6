"""Remembers which sources were asked for a short while ago, so that one that still waits is not asked for again.

One mark holds all of them, `<12 characters of a hash of the key>=<minutes since 1970>`: a tick costs two reads and a
write, and nothing where no source is due. Lost or edited, it would only mean that a board is read once more.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from jobfinder.domain.source import Source
from jobfinder.ports import Ports

MARK = "asked-sources"
HELD_FOR = timedelta(minutes=30)  # two ticks: longer than a run takes, and whatever was lost is asked for again


def not_waiting(sources: Sequence[Source], ports: Ports) -> list[Source]:
    """Return those of the sources that nobody has asked for lately, or that were read since."""
    asked = _asked(ports.store.mark(MARK), ports.clock())
    return [source for source in sources if not _is_waiting(source, asked)]


def remember(sources: Sequence[Source], ports: Ports) -> None:
    """Note that the sources were asked for now; where another tick notes at the same moment, both may ask."""
    text, now = ports.store.mark(MARK), ports.clock()
    minutes = _minutes(now)
    asked = _asked(text, now) | {_short(source.key): minutes for source in sources}
    ports.store.swap_mark(MARK, text, " ".join(f"{key}={at}" for key, at in asked.items()))


def _is_waiting(source: Source, asked: dict[str, int]) -> bool:
    minutes = asked.get(_short(source.key))
    if minutes is None:
        return False
    was_read = source.last_run_at is not None and source.last_run_at >= datetime.fromtimestamp(minutes * 60, UTC)
    return not was_read


def _asked(text: str | None, now: datetime) -> dict[str, int]:
    """Return who was asked for when; what is older than HELD_FOR, or from a clock that was wrong, is forgotten."""
    pairs = (part.partition("=") for part in (text or "").split())
    times = {key: int(at) for key, _, at in pairs if at.isascii() and at.isdigit() and len(at) < 10}
    return {key: at for key, at in times.items() if _minutes(now - HELD_FOR) < at <= _minutes(now)}


def _minutes(moment: datetime) -> int:
    return int(moment.timestamp() // 60)


def _short(key: str) -> str:
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]
