"""Who may do what: the table that the rules are held against, on each database."""

from __future__ import annotations

from typing import Any, NamedTuple

from jobfinder.domain.documents import MAX_CHARS
from jobfinder.domain.environments import ENVIRONMENTS
from jobfinder.domain.match import MatchState
from tests.integration.rules.browser import NOW, Fields, token_of
from tests.places import ROOT

RULES = ROOT / "firestore.rules"
DATABASES = [environment.database for environment in ENVIRONMENTS.values()]

USERS = {
    "nobody": "",
    "user": token_of("u-user", email="user@example.org", email_verified=True),
    "owner": token_of("u-owner", owner=True),
    "owner 2": token_of("u-second", owner=True),
    "revoked": token_of("u-revoked", owner=False),
    "'true'": token_of("u-text", owner="true"),
    "1": token_of("u-one", owner=1),
    "nested": token_of("u-nested", claims={"owner": True}),
    "named so": token_of("owner", name="owner", role="owner"),
}
NOT_OWNERS = [user for user in USERS if not user.startswith("owner")]

# What is in each database before the table is gone through.
THERE: dict[str, Fields] = {
    "job-queue/there": {"kind": "url", "url": "https://example.org/1", "status": "pending", "attempt": 0},
    "job-matches/there": {"search": "s", "title": "Tester", "state": "new", "notes": "", "history": [], "score": 80},
    "job-matches/bare": {"search": "s", "title": "Tester"},  # as created: the user's fields are not there yet
    "job-matches/there/secret/one": {"text": "below a match"},
    "job-listings/there": {"title": "Tester"},
    "job-extractions/there": {"text": "x"},
    "job-sources/there": {"url": "https://example.org"},
    "companies/there": {"name": "Example"},
    "profiles/u-owner": {"name": "the owner's"},
    "profiles/u-user": {"name": "the user's"},
    "profiles/owner": {"name": "what the functions score with"},
    "job-finder-config/there": {"budget": 1},
    "usage/there": {"cents": 1},
    "host-pace/there": {"host": "example.org"},
    "known-boards/there": {"found": 1},
    "meta/environment": {"name": "x"},
    "anything/there": {"text": "x"},
}
SERVER_ONLY = [
    *("job-extractions/there", "job-sources/there", "companies/there", "job-finder-config/there", "usage/there"),
    *("host-pace/there", "known-boards/there", "meta/environment", "anything/there"),
]
READABLE = ["job-queue/there", "job-matches/there", "job-listings/there"]
LONG = "https://example.org/" + "x" * 2000


class Row(NamedTuple):
    user: str
    verb: str  # a method of Browser
    path: str  # "{new}" stands for an id that no other row has
    fields: Fields | None
    allowed: bool
    because: str

    def __str__(self) -> str:
        return f"{self.user} {self.verb} {self.path}: {self.because}"


def allow(user: str, verb: str, path: str, fields: Fields | None, because: str) -> Row:
    return Row(user, verb, path, fields, True, because)


def deny(user: str, verb: str, path: str, fields: Fields | None, because: str) -> Row:
    return Row(user, verb, path, fields, False, because)


def submission(**other: Any) -> Fields:
    """Return what a page creates for a URL, with other values for some fields; None leaves a field out."""
    plain = {"url": "https://example.org/job/1", "kind": "url", "status": "pending", "created_at": NOW, "due_at": NOW}
    return {name: value for name, value in {**plain, **other}.items() if value is not None}


def rows() -> list[Row]:
    return [*reading(), *submitting(), *deciding(), *writing_elsewhere()]


def reading() -> list[Row]:
    names = [path.partition("/")[0] for path in READABLE]
    return [
        *(allow("owner", "get", path, None, "is shown on the page") for path in READABLE),
        *(allow("owner", "list", name, None, "is shown on the page") for name in names),
        *(allow("owner", "get", f"{name}/{{new}}", None, "that there is none is no secret") for name in names),
        *(deny(user, "get", path, None, "is not an owner") for user in NOT_OWNERS for path in READABLE),
        *(deny(user, "list", name, None, "is not an owner") for user in ("nobody", "user") for name in names),
        *(deny("owner", "query", name, None, "no collection group is open") for name in (*names, "secret")),
        *(deny("owner", "get", path, None, "the functions' own") for path in SERVER_ONLY),
        *(deny("user", "get", path, None, "the functions' own") for path in SERVER_ONLY),
        deny("owner", "get", "job-matches/there/secret/one", None, "what is allowed above is not allowed below"),
        allow("owner", "get", "profiles/u-owner", None, "an owner's own"),
        allow("owner 2", "get", "job-matches/there", None, "there may be several owners"),
        deny("owner", "get", "profiles/u-user", None, "another one's"),
        deny("owner", "get", "profiles/owner", None, "another one's"),
        deny("owner 2", "get", "profiles/u-owner", None, "another owner's"),
        deny("owner", "list", "profiles", None, "would show others'"),
        deny("user", "get", "profiles/u-user", None, "a user's own, but no owner"),
        deny("named so", "get", "profiles/owner", None, "a user id is not a claim"),
        deny("nobody", "get", "profiles/u-owner", None, "is not signed in"),
    ]


def submitting() -> list[Row]:
    def create(user: str, **other: Any) -> tuple[str, str, str, Fields]:
        return (user, "create", "job-queue/{new}", submission(**other))

    server_fields: Fields = {
        "id": "x",
        "attempt": 0,
        "outcome": "matched",
        "claim_token": "t",
        "trace_id": "t",
        "listing_id": "l",
        "reason": "r",
        "number": 1,
        "not_before": NOW,
        "expires_at": NOW,
        "lease_expires_at": NOW,
        "decisions": [],
        "error": {"kind": "permanent"},
        "anything": "else",
    }
    urls = ["http://a.example", "HTTPS://Example.org/Ä?q=ü#x", "https://example.org:8443/a%20b", LONG[:2000]]
    no_urls = {
        "": "empty",
        "ftp://example.org/x": "no web address",
        "javascript:alert(1)": "no web address",
        "file:///etc/passwd": "no web address",
        "//example.org/x": "no scheme",
        "example.org/x": "no scheme",
        "https://": "no host",
        "https:///x": "no host",
        "https://example.org/a b": "white space",
        "https://example.org/a\nhttps://example.org/b": "two lines",
        " https://example.org": "white space before",
        LONG[:2001]: "too long",
    }
    return [
        *(allow(*create("owner", url=url), f"a posting's address, {url[:30]}") for url in urls),
        *(deny(*create("owner", url=url), f"{url[:30]!r} is {why}") for url, why in no_urls.items()),
        *(
            deny(*create("owner", url=url), f"{url!r} is no text")
            for url in (7, True, ["https://a.example"], {"a": "b"})
        ),
        *(deny(*create("owner", **{name: None}), f"without {name}") for name in submission()),
        *(deny(*create("owner", **{name: value}), f"{name} is the server's") for name, value in server_fields.items()),
        allow(*create("owner", kind="source"), "a company whose board is to be found"),
        *(deny(*create("owner", kind=kind), "another kind") for kind in ("listing", "rescore", "URL", "")),
        *(deny(*create("owner", status=status), "done already") for status in ("processing", "succeeded", "failed")),
        deny(*create("owner", created_at="2026-01-01T00:00:00Z"), "a moment of the page's own"),
        deny(*create("owner", due_at="2999-01-01T00:00:00Z"), "a moment of the page's own"),
        *(deny(*create(user), "is not an owner") for user in NOT_OWNERS),
        allow("owner", "create", f"job-queue/{'q' * 40}", submission(), "an id as long as allowed"),
        deny("owner", "create", f"job-queue/{'q' * 41}", submission(), "a longer id"),
        deny("owner", "create", f"job-queue/{'0' * 64}", submission(), "an id that may become one of ours"),
        deny("owner", "create", "job-queue/a.b", submission(), "an id of other signs"),
        deny("owner", "create", "job-queue/there/below/{new}", submission(), "below an item"),
        deny("owner", "set", "job-queue/there", submission(), "replaces an item"),
        deny("owner", "update", "job-queue/there", {"url": "https://example.org/2"}, "items are not changed"),
        deny("owner", "update", "job-queue/there", {"status": "failed"}, "items are not changed"),
        deny("owner", "delete", "job-queue/there", None, "items are not deleted"),
        deny("user", "delete", "job-queue/there", None, "is not an owner"),
    ]


def deciding() -> list[Row]:
    match, bare, most = "job-matches/there", "job-matches/bare", MAX_CHARS["notes"]
    others: Fields = {
        "score": 100,
        "title": "x",
        "search": "t",
        "history": ["x"],
        "touches": 0,
        "created_at": NOW,
        "url": "x",
        "listing_id": "x",
        "decision": {"score": 100},
        "anything": "else",
    }
    return [
        *(allow("owner", "update", match, {"state": state.value}, "what a user does") for state in MatchState),
        allow("owner", "update", match, {"notes": "call them"}, "a note"),
        allow("owner", "update", match, {"notes": ""}, "no note any more"),
        allow("owner", "update", match, {"state": "applied", "notes": "sent"}, "both at once"),
        allow("owner", "update", bare, {"state": "saved", "notes": "x"}, "the first change of a match"),
        allow("owner", "update", match, {"notes": "ü" * most}, "as long as allowed"),
        deny("owner", "update", match, {"notes": "x" * (most + 1)}, "too long"),
        *(deny("owner", "update", match, {"notes": notes}, "no text") for notes in (7, ["x"], {"a": "x"}, True)),
        deny("owner", "update", match, {"notes": NOW}, "no text"),
        deny("owner", "update", match, {"notes": None}, "removes a field"),
        deny("owner", "update", match, {"state": None}, "removes a field"),
        *(deny("owner", "update", match, {"state": state}, "no state") for state in ("", "New", "hired", 1, ["new"])),
        *(deny("owner", "update", match, {name: value}, f"{name} is ours") for name, value in others.items()),
        *(deny("owner", "update", match, {"state": "saved", name: 1}, f"{name} is ours") for name in ("score", "x")),
        deny("owner", "update", match, {"title": None}, "removes a field of ours"),
        deny("owner", "update", "job-matches/{new}", {"state": "saved"}, "there is no such match"),
        deny("owner", "set", match, {"state": "saved"}, "replaces all of it"),
        deny("owner", "create", "job-matches/{new}", {"state": "saved"}, "matches are ours to make"),
        deny("owner", "delete", match, None, "nobody deletes a match"),
        *(deny(user, "update", match, {"state": "saved"}, "is not an owner") for user in NOT_OWNERS),
        *(deny(user, "update", match, {"notes": "x"}, "is not an owner") for user in ("nobody", "user")),
        deny("user", "delete", match, None, "is not an owner"),
        deny("nobody", "create", "job-matches/{new}", {"state": "saved"}, "is not signed in"),
    ]


def writing_elsewhere() -> list[Row]:
    closed = [*SERVER_ONLY, "job-listings/there", "profiles/u-owner", "profiles/u-user", "profiles/owner"]
    new = dict.fromkeys(f"{path.partition('/')[0]}/{{new}}" for path in closed)
    changing: list[tuple[str, Fields | None]] = [("update", {"x": 1}), ("set", {"x": 1}), ("delete", None)]
    return [
        *(deny("owner", verb, path, x, "the functions' own") for path in closed for verb, x in changing),
        *(deny("owner", "create", path, {"x": 1}, "the functions' own") for path in new),
        *(deny("nobody", "create", path, {"x": 1}, "is not signed in") for path in new),
        *(deny("user", "set", path, {"x": 1}, "is not an owner") for path in closed),
        deny("owner 2", "create", "profiles/u-second", {"x": 1}, "also an owner's own is the functions' to write"),
    ]
