"""Keep the alarms of the environment and tell them: each once, not too many an hour, none lost, to every target.

`alert` and `recovered` only write into the book, a mark of the store that is replaced by whoever knows what stands
there: they cost the work in hand a read, and a message to a service that is away never delays or fails it. The sweep,
every five minutes, sends what was not told yet:

    look --nothing new--> done
      '--reserve (one conditional write)--> send --> write down what was told --> look again

So two workers tell of one alarm once. What a service refused it is told the next time, the others are not told again.
Only a crash between the sending and the writing repeats a message: told twice is better than never.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol

from jobfinder import log
from jobfinder.domain.alarm_book import Book, Episode
from jobfinder.domain.alarm_codec import book_of_text, text_of_book
from jobfinder.domain.alarms import Alarm
from jobfinder.domain.quiet_hours import is_quiet
from jobfinder.errors import JobFinderError, Retryable, Unreadable
from jobfinder.ports import Ports, Store, Target

MARK = "alarms"
RESERVED = timedelta(minutes=10)  # longer than any sending takes
MOST_TRIES = 20  # of one write against others who write into the book


class Keeper(Protocol):
    """Where a book of alarms is kept."""

    def read(self) -> tuple[Book, str | None]:
        """Return the book and what to replace it by. Raises Retryable."""
        ...

    def swap(self, was: str | None, book: Book) -> bool:
        """Replace the book if it still is what was read; return whether it was. Raises Retryable."""
        ...


@dataclass(frozen=True, slots=True)
class InStore:
    """The environment's book, in its store."""

    store: Store

    def read(self) -> tuple[Book, str | None]:
        """Return the book; one that somebody edited into nonsense is an empty one, and that is told."""
        text = self.store.mark(MARK)
        try:
            return book_of_text(text), text
        except Unreadable as error:
            log.event(f"{error} It begins anew.", logging.ERROR)
            return Book(), text

    def swap(self, was: str | None, book: Book) -> bool:
        """Replace the book if it still is what was read."""
        return self.store.swap_mark(MARK, was, text_of_book(book))


@dataclass(slots=True)
class InMemory:
    """A book of one thread's own, for what has to be told while the store is away."""

    book: Book = Book()

    def read(self) -> tuple[Book, str | None]:
        """Return the book."""
        return self.book, None

    def swap(self, was: str | None, book: Book) -> bool:
        """Replace the book."""
        self.book = book
        return True


def change_book(keeper: Keeper, change: Callable[[Book], Book]) -> Book:
    """Replace the book by what `change` makes of it, as if nobody else were at it, and return it.

    Raises Retryable where the store is silent, or others write all the time.
    """
    for _ in range(MOST_TRIES):
        book, was = keeper.read()
        changed = change(book)
        if changed == book or keeper.swap(was, changed):
            return changed
    raise Retryable("The book of alarms is being written by others all the time", where=f"mark {MARK}")


def alert(alarm: Alarm, ports: Ports) -> None:
    """Write an alarm down, to be told by the next sweep; one that goes on already is not told again. Never raises."""
    after = _written(lambda book: book.begin(alarm, ports.clock()), f"alarm: {alarm.title}", alarm.key, ports)
    if after is not None and not after.is_on(alarm.key, ports.clock()):
        log.event(
            "the book of alarms is full, so one is only in the log", logging.ERROR, key=alarm.key, alarm=alarm.title
        )


def recovered(key: str, ports: Ports) -> None:
    """Write down that what an alarm was about is over. Never raises."""
    _written(lambda book: book.end(key, ports.clock()), "an alarm is over", key, ports)


def _written(change: Callable[[Book], Book], words: str, key: str, ports: Ports) -> Book | None:
    """Change the book, log what that changed, and return it; None where it cannot be written, which is logged too."""
    before: list[Book] = []

    def changed(book: Book) -> Book:
        before[:] = [book]
        return change(book)

    try:
        after = change_book(InStore(ports.store), changed)
    except JobFinderError as error:
        log.event(f"{words}; it cannot be written down: {error}", logging.ERROR, key=key)
        return None
    if after != before[0]:
        log.event(words, logging.WARNING, key=key)
    return after


def open_alarms(ports: Ports) -> list[Episode]:
    """Return the alarms that go on, the urgent first, then the oldest. Raises Retryable."""
    book, _ = InStore(ports.store).read()
    return book.on(ports.clock())


# -- telling ----------------------------------------------------------------------------------------------------------


def tell_alarms(ports: Ports, keeper: Keeper | None = None) -> int:
    """Tell every target what it was not told yet, and return how many messages went out.

    In quiet hours only what is urgent is told. A service that refuses, or an address that cannot be one, is logged and
    tried again the next time. Raises Retryable where the store is silent.
    """
    keeper = keeper or InStore(ports.store)
    book, was = keeper.read()
    if not book.episodes:
        return 0
    try:
        targets = ports.alerter.targets()
    except JobFinderError as error:
        log.event(f"alarms cannot be told: {error}", logging.ERROR)
        return 0
    now, ids = ports.clock(), [target.id for target in targets]
    if book.reserved_until and book.reserved_until > now:
        return 0  # another one is at it; the next sweep looks again
    left = book.without_done(ids, now)
    messages = list(_messages(left, ids, ports))
    if not messages:
        if left != book:
            keeper.swap(was, left)
        return 0
    if not keeper.swap(was, replace(left, reserved_until=now + RESERVED)):
        return 0
    told, count = _send(messages, targets, ports)
    change_book(keeper, lambda book: _after_sending(book, told, count, ids, ports))
    return count


def _after_sending(book: Book, told: Sequence[tuple[Episode, str]], count: int, ids: list[str], ports: Ports) -> Book:
    now = ports.clock()
    return replace(book.told(told).sent(count, now).without_done(ids, now), reserved_until=None)


def _messages(book: Book, targets: Sequence[str], ports: Ports) -> Iterator[list[Episode]]:
    """Yield what is to be told, message by message: the urgent at once, the others as the hour has room.

    Where they are more than that, the last message there is room for tells of all the rest.
    """
    now = ports.clock()
    news = book.news(targets, now)
    yield from ([each] for each in news if each.kind.is_urgent)
    others = [each for each in news if not each.kind.is_urgent]
    room = book.room(ports.limits.alerts_per_hour, now)
    if not others or not room or is_quiet(now, ports.limits.quiet_hours):
        return
    alone = others if len(others) <= room else others[: room - 1]
    yield from ([each] for each in alone)
    if rest := others[len(alone) :]:
        yield rest


def _send(
    messages: Sequence[Sequence[Episode]], targets: Sequence[Target], ports: Ports
) -> tuple[list[tuple[Episode, str]], int]:
    """Send the messages; return which episode was told to which target, and how many messages anybody took."""
    told: list[tuple[Episode, str]] = []
    away: set[str] = set()
    count = 0
    for message in messages:
        before = len(told)
        for target in targets:
            news = [each for each in message if each.is_news_to(target.id, ports.clock())]
            if news and target.id not in away and not ports.stopping():
                if _tell(news, target, ports):
                    told += [(each, target.id) for each in news]
                else:
                    away.add(target.id)
        count += len(told) > before
    return told, count


def _tell(news: Sequence[Episode], target: Target, ports: Ports) -> bool:
    """Send one message and return whether it was taken."""
    from jobfinder.domain.alarm_words import message_for  # seldom needed: a sweep that tells nothing does without
    from jobfinder.domain.digest import FORMS

    written = message_for(news, ports.environment.name, FORMS[target.form.value], target.most_characters)
    try:
        ports.alerter.send(target, written.title, written.body)
    except JobFinderError as error:
        log.event(f"an alarm was refused, and is told again later: {error}", logging.WARNING, target=target.name)
        return False
    log.event("told an alarm", target=target.name, alarms=len(news))
    return True
