"""Says in the product's words what Firestore reports, so that callers can tell what to repeat from what to give up.

Status codes: https://cloud.google.com/firestore/docs/understand-error-codes
"""

from __future__ import annotations

from types import TracebackType

from jobfinder.errors import JobFinderError, Misconfigured, Permanent, Retryable

HOW_TO_DEPLOY_INDEXES = "Run `firebase deploy --only firestore:indexes`; building an index takes some minutes."
_RENEW = "Renew the credentials: `gcloud auth application-default login`, or a new key for the service account."

# What the token endpoint says of credentials that no retry will mend; the SDK wraps it into UNAVAILABLE.
_DEAD_CREDENTIALS = ("invalid_grant", "invalid_client", "deleted_client", "reauthentication", "account not found")
_PLUGIN_FAILED = "getting metadata from plugin failed"


class Conflict(Exception):
    """A document is not, or no longer, as a write demanded; nothing of the commit was written.

    After a repeat, it may be our own first try, whose answer was lost, that it met.
    """

    after_repeat = False


def in_words(error: Exception, where: str, *, writing: bool = False) -> Exception | None:
    """Return our error for one of the SDK's, None for a mistake of our own; `where` names project and database.

    While `writing`, a precondition that does not hold is a Conflict.
    """
    from google.api_core import exceptions as api
    from google.auth import exceptions as auth

    if isinstance(error, auth.GoogleAuthError):
        return _of_credentials(error, where)
    if not isinstance(error, api.GoogleAPICallError | api.RetryError):
        return None
    if isinstance(error, api.RetryError):
        cause = error.cause if isinstance(error.cause, Exception) else None
        return (cause and in_words(cause, where, writing=writing)) or _silent(error, where)
    return _of_setting(error, where) or _of_moment(error, where, writing=writing)


def is_worth_repeating(error: BaseException) -> bool:
    """Return whether the same call may well succeed in a moment; every write of ours is conditional, so it may repeat.

    A time-out is not repeated: it has used up the time that the call has.
    """
    from google.api_core import exceptions as api

    passing = (api.ServiceUnavailable, api.InternalServerError, api.Aborted, api.ResourceExhausted, api.TooManyRequests)
    return isinstance(error, passing) and not _are_credentials_dead(error)


def _of_setting(error: Exception, where: str) -> JobFinderError | None:
    """Return what is wrong with how we are set up, None where it is something else."""
    from google.api_core import exceptions as api

    said = _said(error)
    if isinstance(error, api.NotFound) and "database" in said.lower() and "does not exist" in said:
        return Misconfigured(
            "There is no such Firestore database",
            where=where,
            todo="Check its name and the project's, or make it: `gcloud firestore databases create --database=NAME "
            "--location=LOCATION`.",
        )
    if isinstance(error, api.NotFound) and "project" in said.lower() and "entity" not in said.lower():
        return Misconfigured(f"There is no such project: {said}", where=where, todo="Set GOOGLE_CLOUD_PROJECT.")
    if isinstance(error, api.FailedPrecondition) and "index" in said.lower():
        return Misconfigured(f"A query lacks its index: {said}", where=where, todo=HOW_TO_DEPLOY_INDEXES)
    if isinstance(error, api.FailedPrecondition | api.InvalidArgument) and "datastore mode" in said.lower():
        return Misconfigured(
            "The database is in Datastore mode",
            where=where,
            todo="Name one in Native mode; the mode cannot be changed.",
        )
    if isinstance(error, api.Forbidden):
        return _of_permission(said, where)
    if isinstance(error, api.Unauthenticated | api.Unauthorized) or _are_credentials_dead(error):
        return Misconfigured(f"Firestore does not accept the credentials: {said}", where=where, todo=_RENEW)
    return None


def _of_permission(said: str, where: str) -> Misconfigured:
    if "has not been used" in said or "is disabled" in said:
        todo = "Switch the API on: `gcloud services enable firestore.googleapis.com`."
        return Misconfigured(f"Firestore is not switched on in this project: {said}", where=where, todo=todo)
    todo = "Check the project, and give the service account the role roles/datastore.user."
    return Misconfigured(f"Firestore denies access: {said}", where=where, todo=todo)


def _of_moment(error: Exception, where: str, *, writing: bool) -> Exception:
    """Return what is the matter just now, or with this one request."""
    from google.api_core import exceptions as api

    said = _said(error)
    if writing and isinstance(error, api.AlreadyExists | api.NotFound | api.FailedPrecondition):
        return Conflict(said)
    if isinstance(error, api.ServerError | api.TooManyRequests | api.Cancelled | api.Aborted):
        return _silent(error, where)
    return Permanent(f"Firestore refused the work: {said}", where=where)


def _silent(error: Exception, where: str) -> Retryable:
    return Retryable(f"Firestore does not answer: {_said(error)}", where=where, todo="It is tried again.")


def _of_credentials(error: Exception, where: str) -> JobFinderError:
    from google.auth import exceptions as auth

    if isinstance(error, auth.TransportError) or getattr(error, "retryable", False):
        return _silent(error, where)
    return Misconfigured(f"There are no usable Google credentials: {_said(error)}", where=where, todo=_RENEW)


def _are_credentials_dead(error: BaseException) -> bool:
    said = str(error).lower()
    return _PLUGIN_FAILED in said and any(word in said for word in _DEAD_CREDENTIALS)


def _said(error: Exception) -> str:
    words = getattr(error, "message", None) or str(error) or type(error).__name__
    return " ".join(str(words).split())[:500].rstrip(".")


class translated:  # noqa: N801 - reads as the words of a with statement; a class because each call passes through it
    """Turns the SDK's errors into ours within a block."""

    __slots__ = ("where", "writing")

    def __init__(self, where: str, *, writing: bool = False) -> None:
        self.where, self.writing = where, writing

    def __enter__(self) -> None:
        """Begin the block."""

    def __exit__(self, kind: object, error: BaseException | None, trace: TracebackType | None) -> None:
        """Raise our error in place of the SDK's."""
        if isinstance(error, Exception) and (words := in_words(error, self.where, writing=self.writing)):
            raise words from error
