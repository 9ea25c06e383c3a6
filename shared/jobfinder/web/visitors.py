"""Who is asking: a gate names the visitor of a request or refuses it; which gate stands is decided once a process."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from werkzeug import Request, Response


@dataclass(frozen=True, slots=True)
class Visitor:
    """The owner, as they came in; `secret` is what only their browser and we know ("" for programs)."""

    name: str
    secret: str = ""

    @property
    def form_token(self) -> str:
        """Return what each form of this session must bring back: no other site can know it."""
        return hmac.new(self.secret.encode(), b"jobfinder form", "sha256").hexdigest()


class Gate(Protocol):
    """One way to know the owner: Firebase in the cloud, an access token on one machine."""

    sign_in_template: str  # the form that asks for what this gate needs

    def check_host(self, request: Request) -> None:
        """Refuse a request that was addressed to a host we are not. Raises Problem."""
        ...

    def enter(self, request: Request, root: str) -> Response | None:
        """Return the answer to a link that signs in by itself, None for every other request."""
        ...

    def visitor(self, request: Request, *, is_api: bool) -> Visitor:
        """Return the owner. Raises SignedOut, Problem (403: signed in, but no owner), Retryable."""
        ...

    def sign_in(self, request: Request, response: Response) -> None:
        """Check what the sign-in form sent and put a session on the response. Raises Problem, Retryable."""
        ...

    def sign_out(self, request: Request, response: Response) -> None:
        """Take the session off the browser."""
        ...


_standing: Gate | None = None


def install_gate(gate: Gate | None) -> None:
    """Make `gate` this process's: `jobfinder web` and tests do; None brings Firebase back."""
    global _standing
    _standing = gate


def current_gate() -> Gate:
    """Return the gate of this process: Firebase, unless one machine installed its own."""
    if _standing is not None:
        return _standing
    from jobfinder.web.firebase_gate import FirebaseGate

    return FirebaseGate()


def bearer_token(request: Request) -> str:
    """Return the token of an Authorization header (RFC 6750). Raises SignedOut where there is none."""
    from jobfinder.web.problems import SignedOut

    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise SignedOut("Send a token: Authorization: Bearer TOKEN.")
    return token.strip()
