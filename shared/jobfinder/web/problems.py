"""What can go wrong with a request, as one kind of error that becomes a page for people and RFC 9457 for programs."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus

from werkzeug.exceptions import HTTPException

from jobfinder import log
from jobfinder.cli.failures import UsageProblem
from jobfinder.errors import JobFinderError, Misconfigured, Permanent, Retryable
from jobfinder.usecases.look_up import NothingThere, SeveralThere

RETRY_AFTER_SECONDS = 5


class Problem(Exception):
    """A request that cannot be answered as asked: an HTTP status, what happened, and what to do."""

    def __init__(self, status: int, detail: str, todo: str = "", headers: Mapping[str, str] | None = None) -> None:
        self.status, self.detail, self.todo, self.headers = HTTPStatus(status), detail, todo, dict(headers or {})
        super().__init__(detail)

    @property
    def title(self) -> str:
        """Return the status in words."""
        return self.status.phrase

    def document(self) -> dict[str, object]:
        """Return the problem as `application/problem+json` tells it (RFC 9457, section 3.1)."""
        words = f"{self.detail} {self.todo}".strip()
        return {"type": "about:blank", "title": self.title, "status": int(self.status), "detail": words}


class SignedOut(Problem):
    """Nobody is signed in: pages lead to the sign-in, the API answers 401."""

    def __init__(self, detail: str = "Sign in to see this.") -> None:
        super().__init__(HTTPStatus.UNAUTHORIZED, detail, headers={"WWW-Authenticate": 'Bearer realm="jobfinder"'})


def problem_of(error: Exception) -> Problem:
    """Return the problem that an error amounts to; what only the operator can mend is logged in full, not told."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, HTTPException):
        return _of_http(error)
    if isinstance(error, JobFinderError):
        return _of_ours(error)
    log.logger.error("the web function failed: %s", error, exc_info=error)
    return Problem(500, "Something went wrong here, and was logged. Nothing stored was lost.")


def _of_http(error: HTTPException) -> Problem:
    """Return werkzeug's own refusals (unknown path, method, too large a body) in our words."""
    status = error.code or 500
    headers = {name: value for name, value in error.get_headers() if name == "Allow"}
    words = {
        404: "There is nothing at this address.",
        405: "This address does not take that method.",
        413: "That is more than this address takes.",
    }
    return Problem(status, words.get(status, HTTPStatus(status).description or HTTPStatus(status).phrase), "", headers)


def _of_ours(error: JobFinderError) -> Problem:
    if isinstance(error, Misconfigured):
        log.event(str(error), logging.ERROR)
        return Problem(500, "Job Finder is not set up rightly; the log says what to mend.")
    if isinstance(error, Retryable):
        log.event(str(error), logging.WARNING)
        seconds = max(1, round(error.after_seconds or RETRY_AFTER_SECONDS))
        todo = "Try again in a moment."
        return Problem(503, f"{_sentence(error.what)}", todo, {"Retry-After": str(seconds)})
    return Problem(_status(error), _sentence(f"{error.what}{f': {error.where}' if error.where else ''}"))


def _status(error: JobFinderError) -> int:
    if isinstance(error, NothingThere):
        return 404
    if isinstance(error, SeveralThere):
        return 409
    return 422 if isinstance(error, UsageProblem | Permanent) else 500


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."
