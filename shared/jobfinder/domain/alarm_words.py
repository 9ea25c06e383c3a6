"""How alarms are written as messages: one alarm, or several in one; nothing in them is a secret or has an effect.

Words of an alarm may come from a posting, a board or an error: they are data. They stay on their lines, are cut, call
nobody ("@everyone"), link nowhere, and lose whatever looks like a key or stands in an address where keys stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from jobfinder.domain.alarm_book import Episode
from jobfinder.domain.digest import Form
from jobfinder.domain.text import regex

MOST_TITLE, MOST_BODY, MOST_TODO = 160, 900, 400  # characters
MOST_LISTED = 20  # alarms named in one message for several
_HIDDEN = "••••"
_SECRETS: tuple[tuple[re.Pattern[str], str], ...] = (
    # Of a web address host and path stay, of any other (discord://token@id) only what kind it is.
    (regex(r"\b(?!https?:)([a-z][a-z0-9+.-]*)://\S+", re.IGNORECASE), rf"\1://{_HIDDEN}"),
    (regex(r"(https?://)[^\s/@]*@", re.IGNORECASE), rf"\1{_HIDDEN}@"),
    (regex(r"(https?://[^\s?#]+)[?#]\S*", re.IGNORECASE), rf"\1?{_HIDDEN}"),
    (regex(r"(https?://[^\s/]+/)(?:api/)?(?:web)?hooks?/\S+", re.IGNORECASE), rf"\1{_HIDDEN}"),
    (regex(r"\b(bearer|basic)\s+[\w.~+/=-]{8,}", re.IGNORECASE), rf"\1 {_HIDDEN}"),
    (
        regex(r"\b([\w-]*(?:key|token|secret|passw(?:or)?d|authorization))\b(['\"]?\s*[=:]\s*)\S+", re.IGNORECASE),
        rf"\1\2{_HIDDEN}",
    ),
    (regex(r"\b(sk|pk|rk|ghp|gho|xox[a-z]|AIza)[-_]?[A-Za-z0-9][\w-]{15,}"), _HIDDEN),
)
_CALLS = regex(r"@(?=\w)|<(?=[@#!&:])")  # "@everyone", and what Slack and Discord make of "<!channel>", "<@42>"
_MARKUP = str.maketrans(dict.fromkeys("<>[]`|*#\\~", " "))  # of a title, which a service may or may not render
_GAP = "\u200b"
_TITLE_MARKUP = 20  # characters that a service without titles puts around one


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its title, and its body in the form of the target."""

    title: str
    body: str


def harmless(text: str, most: int) -> str:
    """Return words on one line, of at most `most` characters, that name no secret, call nobody and link nowhere."""
    words = "".join(char if char.isprintable() else " " for char in text[: 4 * most])
    for pattern, replacement in _SECRETS:
        words = pattern.sub(replacement, words)
    words = " ".join(words.split())
    words = words if len(words) <= most else words[: most - 1].rstrip() + "…"
    return _CALLS.sub(lambda found: found.group() + _GAP, words)


def message_for(episodes: Sequence[Episode], environment: str, form: Form, most_characters: int) -> Message:
    """Return the message that tells of the episodes, in full for one and a line each for several.

    A service that knows no titles puts the title into the body, so both together stay within `most_characters`.
    """
    if len(episodes) == 1:
        return _alone(episodes[0], environment, form, most_characters)
    begun = sum(each.ended_at is None for each in episodes)
    counts = f"{len(episodes)} alerts, {begun} of them still on" if begun else f"{len(episodes)} alerts, all over"
    lines = [_line(each) for each in episodes[:MOST_LISTED]]
    more = len(episodes) - len(lines)
    lines += [f"and {more} more"] if more else []
    lines.append("All of them: jobfinder notify list")
    return _message(counts, environment, lines, form, most_characters)


def _alone(episode: Episode, environment: str, form: Form, most_characters: int) -> Message:
    alarm = episode.alarm
    title = harmless(alarm.title, MOST_TITLE)
    if episode.ended_at:
        lines = [f"{_span(episode)}.", harmless(alarm.body, MOST_BODY)]
        return _message(f"over: {title}", environment, lines, form, most_characters)
    since = f"Since {_moment(episode.began_at)}."
    more = f"More: docs/operations.md, {episode.kind.name}"
    todo = [f"To do: {words}" for words in _lines(alarm.todo, MOST_TODO)]
    lines = [*_lines(alarm.body, MOST_BODY), since, *todo, more]
    return _message(title, environment, lines, form, most_characters)


def _message(title: str, environment: str, lines: Sequence[str], form: Form, most_characters: int) -> Message:
    written = _title(title, environment)
    room = max(most_characters - len(written) - _TITLE_MARKUP, most_characters // 4)
    return Message(written, _fitted(lines, form, room))


def _lines(text: str, most: int) -> list[str]:
    return [words for line in text.splitlines()[:12] if (words := harmless(line, most))]


def _line(episode: Episode) -> str:
    state = f"over, {_span(episode)}" if episode.ended_at else f"since {_moment(episode.began_at)}"
    return f"{harmless(episode.alarm.title, MOST_TITLE)} ({state})"


def _span(episode: Episode) -> str:
    until = _moment(episode.ended_at) if episode.ended_at else "now"
    return f"from {_moment(episode.began_at)} until {until}"


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _title(words: str, environment: str) -> str:
    plain = " ".join(words.replace("://", f":{_GAP}//").translate(_MARKUP).split())
    return f"Job Finder ({environment}): {plain}"


def _fitted(lines: Sequence[str], form: Form, most_characters: int) -> str:
    """Return the lines as a body; the last ones are left out where a service takes less, and the first one is cut."""
    told = [line for line in lines if line]
    while True:
        body = form.joint.join(form.line(form.data(line)) for line in told)
        if len(body) <= most_characters or not told[0]:
            return body
        told = told[:-1] if len(told) > 1 else [told[0][: len(told[0]) * 3 // 4]]
