"""Signs a person in with e-mail and password over Firebase Auth's REST API, so that the page needs no script.

https://firebase.google.com/docs/reference/rest/auth#section-sign-in-email-password
"""

from __future__ import annotations

import os
from typing import Any

from jobfinder.errors import Misconfigured, Retryable
from jobfinder.web.problems import Problem

EMULATOR_HOST = "FIREBASE_AUTH_EMULATOR_HOST"
API_KEY = "FIREBASE_API_KEY"
TIMEOUT_SECONDS = 10.0
_SERVICE = "identitytoolkit.googleapis.com"


def id_token_of(email: str, password: str) -> str:
    """Return a fresh ID token. Raises Problem (wrong, disabled, too often), Retryable, Misconfigured."""
    if not email.strip() or not password:
        raise Problem(422, "Fill in both e-mail and password.")
    answer = _post({"email": email.strip(), "password": password, "returnSecureToken": True})
    if not answer.get("idToken"):
        raise Problem(403, "This account asks for a second factor, which this page does not know.")
    return str(answer["idToken"])


def _post(body: dict[str, Any]) -> dict[str, Any]:
    import httpx

    try:
        response = httpx.post(_url(), json=body, timeout=TIMEOUT_SECONDS)
        answer = response.json()
    except (httpx.HTTPError, ValueError) as error:
        raise Retryable("The sign-in service does not answer", where=type(error).__name__) from error
    if response.status_code >= 500 or not isinstance(answer, dict):
        raise Retryable("The sign-in service answered with an error", where=str(response.status_code))
    if response.status_code != 200:
        raise _refusal(str(answer.get("error", {}).get("message", "")))
    return answer


def _url() -> str:
    emulator, key = os.environ.get(EMULATOR_HOST, ""), os.environ.get(API_KEY, "")
    if not key and not emulator:
        todo = f"Set {API_KEY} to the web API key of the Firebase project."
        raise Misconfigured("There is no key to sign in with", where=f"environment variable {API_KEY}", todo=todo)
    root = f"http://{emulator}/{_SERVICE}" if emulator else f"https://{_SERVICE}"
    return f"{root}/v1/accounts:signInWithPassword?key={key or 'emulator'}"


def _refusal(message: str) -> Exception:
    """Return what a code of the service means; codes may go on: "TOO_MANY_ATTEMPTS_TRY_LATER : Access to ..."."""
    code = message.split(" ")[0]
    if code.startswith("TOO_MANY_ATTEMPTS"):
        return Problem(429, "There were too many wrong passwords.", "Wait a while, then try again.")
    if code == "USER_DISABLED":
        return Problem(403, "This account is disabled.")
    if code in ("INVALID_LOGIN_CREDENTIALS", "EMAIL_NOT_FOUND", "INVALID_PASSWORD", "INVALID_EMAIL"):
        return Problem(403, "E-mail or password is wrong.")
    return Misconfigured("The sign-in service refuses us", where=message[:200], todo=f"Check {API_KEY}.")
