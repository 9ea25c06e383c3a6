"""The book of alarms as the text of a mark, and back; what cannot be read is told, never guessed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from jobfinder.domain.alarm_book import Book, Episode
from jobfinder.domain.alarms import Alarm
from jobfinder.errors import Unreadable


def text_of_book(book: Book) -> str:
    """Return the book as text; equal books have equal texts."""
    document = {
        "episodes": [_row(book.episodes[key]) for key in sorted(book.episodes)],
        "sent_at": [_text(at) for at in book.sent_at],
        "reserved_until": _text(book.reserved_until),
        "seen": dict(sorted(book.seen.items())),
    }
    return json.dumps(document, ensure_ascii=False)


def book_of_text(text: str | None) -> Book:
    """Return the book that a text holds, an empty one for none. Raises Unreadable."""
    if not text:
        return Book()
    try:
        document: Mapping[str, Any] = json.loads(text)
        episodes = [_episode(row) for row in document["episodes"]]
        return Book(
            episodes={each.alarm.key: each for each in episodes},
            sent_at=tuple(at for at in map(_moment, document["sent_at"]) if at),
            reserved_until=_moment(document["reserved_until"]),
            seen={str(name): str(value) for name, value in document["seen"].items()},
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Unreadable(f"The book of alarms cannot be read: {error!r}", where="mark alarms") from error


def _row(episode: Episode) -> dict[str, Any]:
    alarm = episode.alarm
    return {
        "key": alarm.key,
        "title": alarm.title,
        "body": alarm.body,
        "todo": alarm.todo,
        "began_at": _text(episode.began_at),
        "ended_at": _text(episode.ended_at),
        "told": sorted(episode.told),
        "told_of_end": sorted(episode.told_of_end),
    }


def _episode(row: Mapping[str, Any]) -> Episode:
    began_at = _moment(row["began_at"])
    if began_at is None:
        raise ValueError("an episode without a beginning")
    return Episode(
        alarm=Alarm(*(str(row[name]) for name in ("key", "title", "body", "todo"))),
        began_at=began_at,
        ended_at=_moment(row["ended_at"]),
        told=frozenset(map(str, row["told"])),
        told_of_end=frozenset(map(str, row["told_of_end"])),
    )


def _text(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _moment(value: Any) -> datetime | None:
    moment = datetime.fromisoformat(value) if value else None
    if moment is not None and moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment
