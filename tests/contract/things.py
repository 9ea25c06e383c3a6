"""Sample listings, items, matches, sources: made up, one number makes one of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from jobfinder.domain.fact import Quote
from jobfinder.domain.ids import item_id, listing_id, match_id
from jobfinder.domain.match import Decision, Match, Part, Ruling, Verdict
from jobfinder.domain.posting import Listing, Posting
from jobfinder.domain.queue import ItemKind, Outcome, QueueItem
from jobfinder.domain.source import Completeness, Run, Source
from jobfinder.ports import Arrival

NOW = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
ACME = "greenhouse:acme"


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def listing(number: int = 1, source: str = ACME, *, version: str = "v1", **changes: Any) -> Listing:
    of_listing = {key: changes.pop(key) for key in ("merge_keys", "split", "canonical_id", "state") if key in changes}
    posting = {
        "native_id": str(number),
        "title": f"Carpenter {number}",
        "company": "Acme",
        "url": f"https://jobs.example/{source}/{number}",
        "text": "We build roofs.",
        "posted_at": NOW,
        **changes,
    }
    return Listing(
        id=listing_id(source, str(number)),
        source_key=source,
        posting=Posting(**posting),
        content_hash=version,
        first_seen_at=NOW,
        last_seen_at=NOW,
        **of_listing,
    )


def item(number: int = 1, **changes: Any) -> QueueItem:
    values = {"kind": ItemKind.URL, "url": f"https://jobs.example/{number}", "created_at": NOW, **changes}
    return QueueItem(id=item_id("url", str(number), ""), **values)


def arrival(number: int = 1, source: str = ACME, *, version: str = "v1", **changes: Any) -> Arrival:
    made = listing(number, source, version=version, **changes)
    work = QueueItem(
        id=item_id("listing", made.id, version), kind=ItemKind.LISTING, listing_id=made.id, created_at=NOW, trace_id="t"
    )
    return Arrival(made, work)


def decision(search: str = "main", score: int = 80) -> Decision:
    return Decision(
        search=search,
        outcome=Outcome.MATCHED,
        score=score,
        threshold=70,
        parts=(Part("skills", score - 5, 95, "roofs and stairs"), Part("freshness", 5, 5, "posted today")),
        verdicts=(Verdict("level", Ruling.PASS, "a wanted level", Quote("title", "Carpenter")),),
        skills_matched=("Carpentry",),
        strengths=("roofs",),
    )


def match(number: int = 1, search: str = "main", **changes: Any) -> Match:
    identity = listing_id(ACME, str(number))
    values = {
        "search": search,
        "listing_id": identity,
        "decision": decision(search),
        "title": f"Carpenter {number}",
        "company": "Acme",
        "url": f"https://jobs.example/{number}",
        "place": "Bergen, NO",
        "pay": "",
        "posted_at": NOW,
        "scored_at": NOW,
        "created_at": NOW,
        "policy_version": "p1",
        "content_hash": "v1",
        **changes,
    }
    return Match(id=match_id(search, identity), **values)


def source(key: str = ACME, **changes: Any) -> Source:
    kind, _, board = key.partition(":")
    values = {"type": kind, "board": board, "url": f"https://{kind}.example/{board}", "added_at": NOW, **changes}
    return Source(key=key, **values)


def run(key: str = ACME, completeness: Completeness = Completeness.COMPLETE, **changes: Any) -> Run:
    return Run(source_key=key, started_at=NOW, seconds=1.5, completeness=completeness, **changes)


def no_merge(new: Listing, rivals: Sequence[Listing]) -> str | None:
    return None


def first_rival(new: Listing, rivals: Sequence[Listing]) -> str | None:
    return rivals[0].id if rivals else None
