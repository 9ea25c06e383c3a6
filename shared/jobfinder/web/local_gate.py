"""The gate on one machine: a random token in the link that `jobfinder web` prints, a cookie after the first visit.

The Host header is checked, so that a page elsewhere cannot reach this server under a name of its own (DNS rebinding).
"""

from __future__ import annotations

import hmac
import ipaddress
import threading
import time
from collections import defaultdict, deque
from collections.abc import Collection
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from jobfinder.web.headers import came_over_tls
from jobfinder.web.problems import Problem, SignedOut
from jobfinder.web.visitors import Visitor, bearer_token

if TYPE_CHECKING:
    from werkzeug import Request, Response

LEAST_TOKEN_CHARS = 16
MOST_WRONG_A_MINUTE = 10
MOST_PEERS = 10_000
SESSION_SECONDS = 30 * 86_400


class LocalGate:
    """Lets in whoever knows the token; `names` are the host names served beside this machine's own addresses."""

    sign_in_template = "sign_in_local.html"

    def __init__(self, token: str, port: int, *, names: Collection[str] = (), is_remote: bool = False) -> None:
        self._token, self._is_remote = token, is_remote
        self._names = {"localhost", *(name.lower().rstrip(".") for name in names)}
        self._cookie = f"jobfinder-{port}"  # cookies are shared between the ports of one host
        self._session = hmac.new(token.encode(), b"jobfinder session", "sha256").hexdigest()
        self._wrong: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=MOST_WRONG_A_MINUTE))  # by address
        self._lock = threading.Lock()

    def check_host(self, request: Request) -> None:
        """Refuse names that are not ours; an address is no name, so nobody can make it point elsewhere."""
        host = _host_name(request.headers.get("Host", ""))
        if host in self._names or self._is_our_address(host):
            return
        todo = "Open it by its address, or name it: jobfinder web --name NAME."
        raise Problem(421, f"This server is not called {host or 'that'}.", todo)

    def _is_our_address(self, host: str) -> bool:
        try:
            address = ipaddress.ip_address(host)
        except ValueError:
            return False
        return address.is_loopback or self._is_remote

    def enter(self, request: Request, root: str) -> Response | None:
        """Exchange the token of a printed link for the cookie, and take it out of the address bar."""
        if request.method != "GET" or "token" not in request.args:
            return None
        from werkzeug import Response

        rest = [(name, value) for name, value in request.args.items(multi=True) if name != "token"]
        query = f"?{urlencode(rest)}" if rest else ""
        response = Response(status=303, headers={"Location": f"{root}{quote(request.path)}{query}"})
        self._check(request, request.args["token"])
        self._put_session(request, response)
        return response

    def visitor(self, request: Request, *, is_api: bool) -> Visitor:
        """Return the owner, by the cookie on pages and by the token itself on the API."""
        if is_api:
            self._check(request, bearer_token(request))
            return Visitor("you")
        sent = request.cookies.get(self._cookie, "")
        if not hmac.compare_digest(sent.encode(), self._session.encode()):
            raise SignedOut
        return Visitor("you", sent)

    def sign_in(self, request: Request, response: Response) -> None:
        """Take the token from the form."""
        self._check(request, request.form.get("token", "").strip())
        self._put_session(request, response)

    def sign_out(self, request: Request, response: Response) -> None:
        """Forget the cookie."""
        response.delete_cookie(self._cookie, path="/", httponly=True, samesite="Strict")

    def _put_session(self, request: Request, response: Response) -> None:
        response.set_cookie(
            self._cookie,
            self._session,
            max_age=SESSION_SECONDS,
            path="/",
            secure=came_over_tls(request),
            httponly=True,
            samesite="Strict",
        )

    def _check(self, request: Request, token: str) -> None:
        """Refuse a wrong token. Raises SignedOut, Problem."""
        peer = request.remote_addr or ""
        self._slow_down(peer)
        if not hmac.compare_digest(token.encode(), self._token.encode()):
            self._wrong[peer].append(time.monotonic())
            raise SignedOut("This is not the token: it stands in the link that `jobfinder web` printed.")

    def _slow_down(self, peer: str) -> None:
        """Refuse every token from where several wrong ones came, for a while, so that a chosen one cannot be guessed.

        Not where only this machine comes in: there any page in the owner's browser could send wrong ones, to lock them
        out.
        """
        if not self._is_remote:
            return
        with self._lock:
            if len(self._wrong) > MOST_PEERS:
                self._wrong.clear()
            wrong = self._wrong[peer]
            if len(wrong) == MOST_WRONG_A_MINUTE and time.monotonic() - wrong[0] < 60:
                wait = {"Retry-After": "60"}
                raise Problem(429, "There were too many wrong tokens.", "Wait a minute.", wait)


def _host_name(host: str) -> str:
    """Return the name or address of a Host header without its port and brackets."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.rpartition(":")[0].lower().rstrip(".") if ":" in host else host.lower().rstrip(".")
