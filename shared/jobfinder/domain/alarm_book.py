"""The alarms of an environment that are going on, and to whom each was told: what makes an alarm come once.

    begun --told--> told --ended, and settled--> over, told where its kind wants that --> forgotten
      |               ^ |
      +--away, quiet--+ +--begun again before it settled: the same episode, no further word

All of it is data that goes from one moment to the next; keeping it and sending are the use case's part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from jobfinder.domain.alarms import Alarm

MOST_EPISODES = 100  # kept at once, so that the book stays small; what is over or was told goes first
MOST_KEPT = (300, 1500, 400)  # characters of title, body and to-do: a full book stays below a document's 1 MiB
SETTLES_AFTER = timedelta(minutes=10)  # what comes back sooner was never over
FORGOTTEN_AFTER = timedelta(days=30)  # an episode that lasts longer is told again
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What alarms of one kind have in common; `docs/operations.md` has a section for each.

    An urgent one waits for no quiet hours and no allowance. `lasts` is after how long an episode ends by itself: for
    what happens, and is not a state that ends. `tells_end` is whether its end is news too.
    """

    name: str
    about: str
    is_urgent: bool = False
    lasts: timedelta | None = None
    tells_end: bool = False


KINDS = {
    kind.name: kind
    for kind in (
        Kind(name="health", about="a part stands still or the store is away", is_urgent=True, tells_end=True),
        Kind(name="restart", about="it did not end on purpose", lasts=HOUR),
        Kind(name="failed", about="queue items failed for good", lasts=HOUR),
        Kind(name="retries", about="many queue items wait to be tried again", tells_end=True),
        Kind(name="stalled", about="nobody works on the queue", is_urgent=True, tells_end=True),
        Kind(name="dead-letters", about="an event was given up", lasts=timedelta(days=1)),
        Kind(name="budget", about="the day's budget for models is spent", lasts=timedelta(days=1)),
        Kind(name="source", about="a source yields less than it should", tells_end=True),
    )
}
OTHER = Kind(name="other", about="something else", tells_end=True)


def kind_of(key: str) -> Kind:
    """Return the kind of an alarm, which the first word of its key names ("source yields less: greenhouse:acme")."""
    return KINDS.get(key.replace(":", " ", 1).split(" ", 1)[0], OTHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One alarm for as long as it lasts, and which targets were told that it began and that it is over."""

    alarm: Alarm
    began_at: datetime
    ended_at: datetime | None = None
    told: frozenset[str] = frozenset()
    told_of_end: frozenset[str] = frozenset()

    @property
    def kind(self) -> Kind:
        """Return its kind."""
        return kind_of(self.alarm.key)

    def is_news_to(self, target: str, now: datetime) -> bool:
        """Return whether a target has something to be told of it."""
        if target not in self.told:
            return True  # also of one that has ended meanwhile: an alarm is not lost because its service was away
        return self.kind.tells_end and self.has_settled(now) and target not in self.told_of_end

    def told_to(self, target: str, *, is_over: bool) -> Episode:
        """Return it with a target having been told of it, and that it is over."""
        return replace(
            self, told=self.told | {target}, told_of_end=self.told_of_end | {target} if is_over else self.told_of_end
        )

    def has_settled(self, now: datetime) -> bool:
        """Return whether it has been over for long enough not to come back."""
        return self.ended_at is not None and now - self.ended_at >= SETTLES_AFTER

    def is_done(self, targets: Iterable[str], now: datetime) -> bool:
        """Return whether nothing more will be said of it."""
        if now - self.began_at >= FORGOTTEN_AFTER:
            return True
        return self.has_settled(now) and not any(self.is_news_to(target, now) for target in targets)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The episodes by key, the moments of the last hour's messages, what was counted, and who is sending just now."""

    episodes: Mapping[str, Episode] = field(default_factory=dict)
    sent_at: tuple[datetime, ...] = ()
    reserved_until: datetime | None = None
    seen: Mapping[str, str] = field(default_factory=dict)  # what a check saw the last time

    def is_on(self, key: str, now: datetime) -> bool:
        """Return whether an alarm is going on."""
        known = self._after(now).episodes.get(key)
        return known is not None and known.ended_at is None

    def on(self, now: datetime) -> list[Episode]:
        """Return the episodes that go on, the urgent first, then the oldest."""
        return _in_order(each for each in self._after(now).episodes.values() if each.ended_at is None)

    def begin(self, alarm: Alarm, now: datetime) -> Book:
        """Return the book with an alarm going on; one that goes on already stays as it is."""
        known = self._after(now).episodes.get(alarm.key)
        if known is None or known.has_settled(now) or (known.ended_at and known.kind.lasts):
            return self._with(Episode(alarm=_cut(alarm), began_at=now))._trimmed()
        return self._with(replace(known, ended_at=None)) if known.ended_at else self

    def end(self, key: str, now: datetime) -> Book:
        """Return the book with an alarm over; one that is not going on changes nothing."""
        known = self.episodes.get(key)
        return self if known is None or known.ended_at else self._with(replace(known, ended_at=now))

    def _after(self, now: datetime) -> Book:
        """Return the book with those over that end by themselves."""
        ended = [
            replace(each, ended_at=each.began_at + each.kind.lasts)
            for each in self.episodes.values()
            if each.ended_at is None and each.kind.lasts is not None and now - each.began_at >= each.kind.lasts
        ]
        return replace(self, episodes={**self.episodes, **{each.alarm.key: each for each in ended}})

    def news(self, targets: Iterable[str], now: datetime) -> list[Episode]:
        """Return the episodes that some target has to be told of: the urgent first, then the oldest."""
        known = list(targets)
        return _in_order(each for each in self._after(now).episodes.values() if _is_news(each, known, now))

    def told(self, told: Iterable[tuple[Episode, str]]) -> Book:
        """Return the book with targets told of episodes as these stood then; what has begun anew since is not told."""
        book = self
        for then, target in told:
            now = book.episodes.get(then.alarm.key)
            if now is not None and now.began_at == then.began_at:
                book = book._with(now.told_to(target, is_over=then.ended_at is not None))
        return book

    def room(self, per_hour: int, now: datetime) -> int:
        """Return how many more messages this hour may have."""
        return max(0, per_hour - sum(now - at < HOUR for at in self.sent_at))

    def sent(self, count: int, now: datetime) -> Book:
        """Return the book with so many messages more, and those of more than an hour ago forgotten."""
        return replace(self, sent_at=(*(at for at in self.sent_at if now - at < HOUR), *([now] * count)))

    def without_done(self, targets: Iterable[str], now: datetime) -> Book:
        """Return the book without the episodes of which nothing more will be said."""
        known, book = list(targets), self._after(now)
        left = {key: each for key, each in book.episodes.items() if not each.is_done(known, now)}
        return replace(book, episodes=left)

    def _with(self, episode: Episode) -> Book:
        return replace(self, episodes={**self.episodes, episode.alarm.key: episode})

    def _trimmed(self) -> Book:
        if len(self.episodes) <= MOST_EPISODES:
            return self
        kept = sorted(self.episodes.values(), key=_most_needed_first)[:MOST_EPISODES]
        return replace(self, episodes={each.alarm.key: each for each in kept})


def _in_order(episodes: Iterable[Episode]) -> list[Episode]:
    return sorted(episodes, key=lambda each: (not each.kind.is_urgent, each.began_at))


def _cut(alarm: Alarm) -> Alarm:
    """Return an alarm of bounded length in text that a store can keep: no lone surrogates."""
    texts = zip((alarm.title, alarm.body, alarm.todo), MOST_KEPT, strict=True)
    return Alarm(alarm.key, *(text[:most].encode("utf-8", "replace").decode() for text, most in texts))


def _most_needed_first(episode: Episode) -> tuple[bool, bool, bool, datetime]:
    return not episode.kind.is_urgent, bool(episode.ended_at), bool(episode.told), episode.began_at


def _is_news(episode: Episode, targets: Iterable[str], now: datetime) -> bool:
    return any(episode.is_news_to(target, now) for target in targets)
