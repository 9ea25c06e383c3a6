"""Every error the product raises, in one tree; which of the three kinds it is decides what happens next.

JobFinderError            says what happened, where, and what to do next
+-- Retryable            the item waits with `not_before` and is tried again, at most five times
|    +-- Blocked         a board refuses us for now (403, 429, robots.txt)
|    +-- NotYet          it is not our turn at a site: nothing was sent, and it is nobody's failure
+-- Permanent            recorded with its reason, not repeated
|    +-- Gone            the board or posting does not exist any more (404, 410)
|    +-- Unreadable      a response or a file that is not what it must be
|    +-- Refused         an address we must never fetch
+-- Misconfigured        refuses to start; names the key, the value and the file
+-- LostClaim            a late worker: another one owns the item now, so nothing is written
"""

from __future__ import annotations


class JobFinderError(Exception):
    """An error with words a user can act on.

    `what` is one sentence on what happened, `where` names the file, key, URL or item, and `todo` says what to do next.
    """

    def __init__(self, what: str, *, where: str = "", todo: str = "") -> None:
        self.what, self.where, self.todo = what, where, todo
        super().__init__(what)

    def __str__(self) -> str:
        where = f" ({self.where})" if self.where else ""
        todo = f" {self.todo}" if self.todo else ""
        return f"{self.what}{where}{'.' if not self.what.endswith(('.', '!', '?')) else ''}{todo}"


class Retryable(JobFinderError):
    """Worth another try; `after_seconds` is what the other side asked us to wait (Retry-After), if it did."""

    def __init__(self, what: str, *, where: str = "", todo: str = "", after_seconds: float | None = None) -> None:
        super().__init__(what, where=where, todo=todo)
        self.after_seconds = after_seconds


class Blocked(Retryable):
    """A board refuses us for now."""


class NotYet(Retryable):
    """It is not our turn at a site: nothing was sent."""


class Permanent(JobFinderError):
    """The same input will fail the same way again."""


class Gone(Permanent):
    """The board or the posting does not exist any more."""


class Unreadable(Permanent):
    """A response or a file that is not what it must be."""


class Refused(Permanent):
    """An address that must never be fetched."""


class Misconfigured(JobFinderError):
    """A setting that cannot be right; nothing starts until it is."""


class LostClaim(JobFinderError):
    """Another worker owns the item by now; the late one writes nothing."""
