from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jobfinder import cli, wiring
from jobfinder.domain.identity import merge_keys
from jobfinder.domain.ids import item_id, listing_id, stable_id
from jobfinder.domain.match import Decision, Match, Part, Ruling, Verdict
from jobfinder.domain.posting import Listing, Posting
from jobfinder.domain.queue import Ending, ItemKind, Outcome, QueueItem
from jobfinder.ports import Arrival, Ports

CONFIG = Path(__file__).parents[3] / "config"
NOW = datetime.now(UTC)


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with the product's own configuration, and no variable that would change it."""
    for name in (
        "ENVIRONMENT",
        "STORE",
        "STORAGE_DATABASE_NAME",
        "PROFILE_DATABASE_NAME",
        "NO_COLOR",
        "JOB_FINDER_DEBUG",
    ):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "config").mkdir()
    for name in ("config.yaml", "config.production.yaml"):
        shutil.copy(CONFIG / name, tmp_path / "config" / name)
    monkeypatch.setenv("JOB_FINDER_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: str) -> Result:
        capsys.readouterr()
        code = cli.main(list(words))
        said = capsys.readouterr()
        return Result(code, said.out, said.err)

    return run


@pytest.fixture
def ports(home: Path) -> Iterator[Ports]:
    ports = wiring.bootstrap(home)
    yield ports
    ports.store.close_store()


def a_posting(number: int, **changes: object) -> Posting:
    settings: dict[str, object] = {
        "native_id": str(number),
        "title": f"Platform Engineer {number}",
        "company": "Acme",
        "url": f"https://acme.example/jobs/{number}",
        "text": "We build pipelines in Python on PostgreSQL.",
        "locations": ("Berlin, Germany",),
        "posted_at": NOW - timedelta(days=2),
    }
    return Posting(**{**settings, **changes})  # type: ignore[arg-type]


def a_listing(number: int, *, source: str = "greenhouse:acme", **changes: object) -> Listing:
    posting = a_posting(number, **changes)
    return Listing(
        id=listing_id(source, posting.native_id),
        source_key=source,
        posting=posting,
        content_hash="v1",
        merge_keys=(stable_id("key", posting.native_id), *merge_keys(posting, source)),
        first_seen_at=NOW,
        last_seen_at=NOW,
    )


def an_arrival(listing: Listing) -> Arrival:
    item = QueueItem(
        id=item_id(ItemKind.LISTING, listing.id, "v1"),
        kind=ItemKind.LISTING,
        listing_id=listing.id,
        url=listing.posting.url,
        created_at=NOW,
    )
    return Arrival(listing, item)


def a_decision(points: int, *, outcome: Outcome = Outcome.MATCHED, search: str = "platform") -> Decision:
    parts = (Part("skills", points, 90, "Most skills are yours."), Part("freshness", 10, 10, "Published today."))
    rejects = (Verdict("pay_floor", Ruling.REJECT, "Pays €20,000, less than your floor."),)
    return Decision(
        search=search,
        outcome=outcome,
        score=points + 10,
        threshold=70,
        parts=parts,
        verdicts=rejects if outcome is Outcome.FILTERED else (),
        skills_matched=("Python",),
        skills_missing=("Rust",),
        strengths=("Asks for Python, which you have.",),
        concerns=("The posting does not say what it pays.",),
    )


def a_match(listing: Listing, points: int, *, search: str = "platform") -> Match:
    from jobfinder.domain.ids import match_id

    posting = listing.posting
    return Match(
        id=match_id(search, listing.id),
        search=search,
        listing_id=listing.id,
        decision=a_decision(points, search=search),
        title=posting.title,
        company=posting.company,
        url=posting.url,
        place="Berlin, DE · remote",
        pay="€60,000–75,000 a year",
        posted_at=posting.posted_at,
        scored_at=NOW,
        created_at=NOW,
        policy_version="p1",
        content_hash="v1",
    )


def keep(ports: Ports, listing: Listing, points: int | None = 75, *, search: str = "platform") -> Match | None:
    """Store a listing as the system would: matched with so many points, or filtered where `points` is None."""
    from jobfinder.domain.codec import decision_to_dict

    arrival = an_arrival(listing)
    ports.store.add([arrival], lambda new, rivals: None)
    stored = ports.store.item(arrival.item.id)
    assert stored is not None
    item = ports.store.claim(stored.ticket, now=NOW, lease_seconds=60, token=ports.new_token())
    assert item is not None
    if points is None:
        decision = a_decision(0, outcome=Outcome.FILTERED, search=search)
        ending = Ending(Outcome.FILTERED, "platform: pay_floor: too little", (decision_to_dict(decision),))
        ports.store.finish(item, ending, [], now=NOW)
        return None
    match = a_match(listing, points, search=search)
    ports.store.finish(item, Ending(Outcome.MATCHED, "", (decision_to_dict(match.decision),)), [match], now=NOW)
    return match
