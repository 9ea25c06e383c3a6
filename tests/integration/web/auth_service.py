"""Firebase Auth as it looks from outside: the wire protocol of its REST API and of its emulator, over real HTTP."""

from __future__ import annotations

import base64
import json
import time
from dataclasses import dataclass, field
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

PROJECT = "demo-jobs"
PASSWORD = "correct horse"


def encoded(document: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(document).encode()).rstrip(b"=").decode()


def claims(uid: str, issuer: str = "https://securetoken.google.com/", **more: object) -> dict[str, Any]:
    now = int(time.time())
    return {
        "iss": f"{issuer}{PROJECT}",
        "aud": PROJECT,
        "sub": uid,
        "user_id": uid,
        "auth_time": now,
        "iat": now,
        "exp": now + 3600,
        **more,
    }


def unsigned(document: object) -> str:
    """Return a token as the emulator makes them: no signature at all."""
    return f"{encoded({'alg': 'none', 'typ': 'JWT'})}.{encoded(document)}."


@dataclass
class User:
    uid: str
    email: str
    claims: dict[str, Any] = field(default_factory=dict)
    disabled: bool = False
    valid_since: int = 0

    @property
    def id_token(self) -> str:
        return unsigned(claims(self.uid, email=self.email, **self.claims))


class AuthService:
    """Answers signInWithPassword, createSessionCookie and lookup for its users."""

    def __init__(self, server: HTTPServer) -> None:
        self.users: dict[str, User] = {}
        self.refusal = ""  # a code to refuse every sign-in with
        self.status = 0  # a status to answer every request with
        self.asked: list[str] = []
        root = "/identitytoolkit.googleapis.com/v1"
        server.expect_request(f"{root}/accounts:signInWithPassword").respond_with_handler(self._sign_in)
        server.expect_request(f"{root}/projects/{PROJECT}:createSessionCookie").respond_with_handler(self._cookie)
        server.expect_request(f"{root}/projects/{PROJECT}/accounts:lookup").respond_with_handler(self._lookup)

    def add(self, user: User) -> User:
        self.users[user.uid] = user
        return user

    def _answer(self, name: str, document: object, status: int = 200) -> Response:
        self.asked.append(name)
        return Response(json.dumps(document), self.status or status, content_type="application/json")

    def _sign_in(self, request: Request) -> Response:
        sent = request.get_json()
        assert request.args["key"]
        assert sent["returnSecureToken"] is True
        user = next((each for each in self.users.values() if each.email == sent["email"]), None)
        code = self.refusal or ("" if user and sent["password"] == PASSWORD else "INVALID_LOGIN_CREDENTIALS")
        if code or user is None:
            return self._answer("sign-in", {"error": {"code": 400, "message": code}}, 400)
        return self._answer("sign-in", {"idToken": user.id_token, "localId": user.uid, "expiresIn": "3600"})

    def _cookie(self, request: Request) -> Response:
        sent = request.get_json()
        assert 300 <= int(sent["validDuration"]) <= 14 * 86_400
        payload = sent["idToken"].split(".")[1]
        body = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        body["iss"] = f"https://session.firebase.google.com/{PROJECT}"
        return self._answer("cookie", {"sessionCookie": unsigned(body)})

    def _lookup(self, request: Request) -> Response:
        (uid,) = request.get_json()["localId"]
        user = self.users.get(uid)
        if user is None:
            return self._answer("lookup", {"kind": "identitytoolkit#GetAccountInfoResponse"})
        found = {"localId": uid, "email": user.email, "disabled": user.disabled, "validSince": str(user.valid_since)}
        return self._answer("lookup", {"users": [found]})
