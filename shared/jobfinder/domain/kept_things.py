"""From a kept document, in whichever store's form, to the thing of the domain it stands for; and whether two are one.

This is where a document is validated before it goes into another database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from jobfinder.domain import collection_names as names
from jobfinder.domain.codec import (
    decision_from_dict,
    from_dict,
    item_from_dict,
    listing_from_dict,
    match_from_dict,
    source_from_dict,
    to_dict,
)
from jobfinder.domain.extraction.said import Extraction
from jobfinder.domain.kept import Kept, text_of
from jobfinder.domain.match import Match
from jobfinder.domain.person import Profile
from jobfinder.domain.person_codec import profile_from_dict, profile_to_dict
from jobfinder.domain.posting import Listing
from jobfinder.domain.queue import ItemKind, ItemStatus, QueueItem
from jobfinder.domain.source import Source
from jobfinder.domain.usage import UsageDay
from jobfinder.errors import Unreadable

HASHED_ID = "sha256="  # what an id begins with that Firestore would not take as it is
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MARKS = ("mark:", "mark-")  # what stands before a mark's name in SQLite, and in Firestore


@dataclass(frozen=True, slots=True)
class Mark:
    """A small text under a name, see `ports.UpkeepStore.mark`."""

    name: str
    text: str


Thing = Listing | QueueItem | Match | Source | Profile | Extraction | UsageDay | Mark


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing with what a store keeps beside it.

    `members` are the ids of a listing's merge, the canonical one first, empty where it stands alone; `number` is its
    place in the order of creation, None for a new one at the end.
    """

    collection: str
    thing: Thing
    members: tuple[str, ...] = ()
    number: int | None = None


def entry_of(collection: str, kept: Kept) -> Entry:
    """Return what a document of one of the collections in READERS stands for.

    Raises Unreadable, naming the document, where it is not whole: a field that is missing or of the wrong kind, an id
    that is not its document's.
    """
    try:
        thing = READERS[collection](kept)
        _check_id(kept, thing)
    except (Unreadable, ValueError, TypeError) as error:
        what = error.what if isinstance(error, Unreadable) else str(error)
        raise Unreadable(what, where=f"{collection}/{kept.id}") from error
    members = kept.fields.get("members")
    number = kept.fields.get("number")
    return Entry(
        collection,
        thing,
        tuple(map(str, members)) if isinstance(members, list) and len(members) > 1 else (),
        number if isinstance(number, int) else None,
    )


def _item(kept: Kept) -> QueueItem:
    """Return the item of a document; one that a user's page made may hold no more than a URL and two moments."""
    fields = {"id": kept.id, "kind": ItemKind.URL.value, **kept.fields}
    item = item_from_dict(fields)
    for decision in item.decisions:
        decision_from_dict(decision)
    return item


def _match(kept: Kept) -> Match:
    created = kept.fields.get("created_micros")
    known = {"created_at": _EPOCH + timedelta(microseconds=created)} if isinstance(created, int) else {}
    return match_from_dict({**kept.fields, **known})


def is_mark(kept: Kept) -> bool:
    """Return whether a document of META is a mark; the others are the store's own, its sentinel first of all."""
    return kept.id.startswith(_MARKS)


def _mark(kept: Kept) -> Mark:
    for beginning in _MARKS:
        if kept.id.startswith(beginning):
            return Mark(kept.id.removeprefix(beginning), text_of(kept, "text") or text_of(kept, "value"))
    raise Unreadable("This is not a mark")


READERS: Mapping[str, Callable[[Kept], Thing]] = {
    names.PROFILES: lambda kept: profile_from_dict(kept.fields),
    names.SOURCES: lambda kept: source_from_dict(kept.fields),
    names.LISTINGS: lambda kept: listing_from_dict(kept.fields),
    names.EXTRACTIONS: lambda kept: from_dict(Extraction, kept.fields),
    names.USAGE: lambda kept: from_dict(UsageDay, kept.fields),
    names.MATCHES: _match,
    names.QUEUE: _item,
    names.META: _mark,
}


def id_of(thing: Thing) -> str:
    """Return the id under which a thing is kept."""
    if isinstance(thing, Source):
        return thing.key
    if isinstance(thing, UsageDay):
        return thing.day
    if isinstance(thing, Profile):
        return names.ONLY_PROFILE
    return thing.name if isinstance(thing, Mark) else thing.id


def _check_id(kept: Kept, thing: Thing) -> None:
    if isinstance(thing, Mark) or kept.id.startswith(HASHED_ID):
        return
    if id_of(thing) != kept.id:
        raise Unreadable(f"The document says that it is {id_of(thing)!r:.100}")


def contradiction_in(thing: Thing) -> str:
    """Return in words what cannot be right about a thing although each of its fields can be read, "" where all can."""
    if isinstance(thing, Match):
        points, score = sum(part.points for part in thing.decision.parts), thing.decision.score
        return "" if points == score else f"its parts add up to {points}, and its score is {score}"
    if isinstance(thing, QueueItem) and thing.status is ItemStatus.SUCCEEDED and thing.outcome is None:
        return "it ended well, and does not say how"
    if isinstance(thing, Listing) and thing.canonical_id == thing.id:
        return "it is said to be a copy of itself"
    return ""


def as_new_work(item: QueueItem, now: datetime) -> QueueItem:
    """Return an item as another environment takes it over: what is not finished begins anew, with nobody's lease.

    How long a finished one is kept is the other environment's to say.
    """
    moved = replace(item, expires_at=None, update_time=0, claim_token="", lease_expires_at=None)
    if item.status in (ItemStatus.SUCCEEDED, ItemStatus.FAILED):
        return moved
    return replace(moved, status=ItemStatus.PENDING, attempt=0, not_before=None, error=None)


def are_alike(one: Thing, other: Thing) -> bool:
    """Return whether two things say the same; what each store adds for itself does not count."""
    return bool(_comparable(one) == _comparable(other))


def _comparable(thing: Thing) -> Any:
    if isinstance(thing, Profile):
        return profile_to_dict(thing)
    if isinstance(thing, Mark):
        return thing
    if isinstance(thing, QueueItem):
        thing = replace(thing, update_time=0, expires_at=None)
    return to_dict(thing)
