"""Postings made quickly: a draft that takes its fields as an ordinary object does, and is frozen when all are in place.

A frozen dataclass sets every field by a call, which costs more than decoding the row it comes from. A draft has the
same slots and becomes a `Posting` by changing its class, in `rows.postings_of`; from then on it cannot change.
"""

from __future__ import annotations

from dataclasses import MISSING, field, fields, make_dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from jobfinder.domain.posting import Posting


def _class(name: str, *, kw_only: bool) -> type[Any]:
    slots = [(item.name, item.type, field() if item.default is MISSING else item.default) for item in fields(Posting)]
    return make_dataclass(name, slots, slots=True, kw_only=kw_only)


if TYPE_CHECKING:
    Draft = Posting
else:
    Draft = _class("Draft", kw_only=True)

_Copy = _class("Copy", kw_only=False)
_VALUES = attrgetter(*(item.name for item in fields(Posting)))


def completed(posting: Posting, **changes: Any) -> Posting:
    """Return a posting with some fields changed, as `dataclasses.replace` does, in a fifth of its time."""
    draft = _Copy(*_VALUES(posting))
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.__class__ = Posting
    made: Posting = draft
    return made
