"""The gate in the cloud: a Firebase ID token for programs, a session cookie for pages, and the claim `owner: true`.

https://firebase.google.com/docs/auth/admin/verify-id-tokens and .../manage-cookies. Both are checked for revocation at
every request, so a session ends when the owner's tokens are revoked. FIREBASE_AUTH_EMULATOR_HOST leads to the emulator,
which takes unsigned tokens; in the cloud it is refused.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from jobfinder.errors import Misconfigured, Retryable
from jobfinder.web.firebase_sign_in import EMULATOR_HOST, id_token_of
from jobfinder.web.problems import Problem, SignedOut
from jobfinder.web.visitors import Visitor, bearer_token

if TYPE_CHECKING:
    from werkzeug import Request, Response

COOKIE = "__session"  # the only cookie that Firebase Hosting passes on
SESSION = timedelta(days=5)  # the service takes five minutes to two weeks
APP = "jobfinder-web"
TIMEOUT_SECONDS = 10
# What the library lets through where a token is JSON of another shape than a token's, or nested without end.
_NOT_A_TOKEN = (ValueError, TypeError, AttributeError, RecursionError)


class FirebaseGate:
    """Lets in signed-in users who carry the owner's claim."""

    sign_in_template = "sign_in_firebase.html"

    def check_host(self, request: Request) -> None:
        """Take every host: the platform's front end routes by it."""

    def enter(self, request: Request, root: str) -> Response | None:
        """Know no links that sign in by themselves."""
        return None

    def visitor(self, request: Request, *, is_api: bool) -> Visitor:
        """Return the owner. Raises SignedOut, Problem, Retryable, Misconfigured."""
        from firebase_admin import auth

        if is_api:
            claims = _claims(auth.verify_id_token, bearer_token(request))
            return Visitor(_name(_owner(claims)))
        cookie = request.cookies.get(COOKIE, "")
        if not cookie:
            raise SignedOut
        claims = _claims(auth.verify_session_cookie, cookie)
        return Visitor(_name(_owner(claims)), cookie)

    def sign_in(self, request: Request, response: Response) -> None:
        """Exchange e-mail and password for an ID token and that for a session cookie; only the owner gets one."""
        from firebase_admin import auth

        token = id_token_of(request.form.get("email", ""), request.form.get("password", ""))
        _owner(_claims(auth.verify_id_token, token))
        cookie = _asked(lambda: auth.create_session_cookie(token, expires_in=SESSION, app=_app()))
        response.set_cookie(
            COOKIE,
            cookie.decode() if isinstance(cookie, bytes) else cookie,
            max_age=SESSION,
            path="/",
            secure=not os.environ.get(EMULATOR_HOST),
            httponly=True,
            samesite="Lax",  # a link in a digest leads to the page it names
        )

    def sign_out(self, request: Request, response: Response) -> None:
        """Forget the cookie."""
        response.delete_cookie(COOKIE, path="/", httponly=True, samesite="Lax")


def _claims(verify: Callable[..., dict[str, Any]], token: str) -> dict[str, Any]:
    app = _app()
    claims: dict[str, Any] = _asked(lambda: verify(token, app=app, check_revoked=True))
    return claims


def _asked(call: Callable[[], Any]) -> Any:
    """Return what Firebase answers, its errors as ours: whose fault it is decides between 401, 500 and 503."""
    from firebase_admin import auth, exceptions
    from google.auth.exceptions import DefaultCredentialsError, GoogleAuthError

    try:
        return call()
    except (auth.CertificateFetchError, exceptions.UnavailableError, exceptions.DeadlineExceededError) as error:
        raise Retryable("The sign-in service does not answer", where=str(error)) from error
    except (exceptions.PermissionDeniedError, exceptions.UnauthenticatedError) as error:
        todo = "Give the function's service account the role Firebase Authentication Viewer."
        raise Misconfigured("Firebase does not let us look up users", where=str(error), todo=todo) from error
    except (*_NOT_A_TOKEN, exceptions.InvalidArgumentError, exceptions.NotFoundError):
        raise SignedOut("This session is over, or the token is not valid.") from None
    except DefaultCredentialsError as error:
        raise Misconfigured("There are no credentials to look up users with", where=str(error)) from error
    except (exceptions.FirebaseError, GoogleAuthError) as error:
        raise Retryable("The sign-in service answered with an error", where=str(error)) from error


def _owner(claims: dict[str, Any]) -> dict[str, Any]:
    if claims.get("owner") is not True:
        raise Problem(403, "You are signed in, but this is not your Job Finder.", "Sign in as its owner.")
    return claims


def _name(claims: dict[str, Any]) -> str:
    return str(claims.get("email") or claims.get("uid") or "owner")


def _app() -> Any:
    """Return the Firebase application of this process. Raises Misconfigured where the emulator is set in the cloud."""
    import firebase_admin

    if os.environ.get(EMULATOR_HOST) and os.environ.get("K_SERVICE"):  # https://cloud.google.com/run/docs/reference
        raise Misconfigured(
            f"{EMULATOR_HOST} is set in the cloud, where anybody could sign in by an unsigned token",
            where=os.environ[EMULATOR_HOST],
            todo="Remove the variable from the function.",
        )
    try:
        app = firebase_admin.get_app(APP)
    except ValueError:
        app = firebase_admin.initialize_app(name=APP, options={"httpTimeout": TIMEOUT_SECONDS})
    if not app.project_id:
        todo = "Set GOOGLE_CLOUD_PROJECT to the Firebase project's id."
        raise Misconfigured("It is not known whose users may sign in", where="GOOGLE_CLOUD_PROJECT", todo=todo)
    return app
