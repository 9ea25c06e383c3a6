"""Postings made quickly: a draft that takes its fields as an ordinary object does, and is frozen when all are in place.

A frozen dataclass sets every field by a call, which costs more than decoding the row it comes from. A draft has the
same slots and becomes a `Posting` by changing its class, in `rows.postings_of`; from then on it cannot change.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from jobfinder.domain.posting import Pay, Posting


class _Open:
    __slots__ = Posting.__slots__


def Draft(  # noqa: N802 - it reads as the class of what it makes; calling a class packs all keywords first
    native_id: str,
    title: str,
    company: str,
    url: str,
    apply_url: str = "",
    text: str = "",
    locations: tuple[str, ...] = (),
    country: str = "",
    workplace: str = "",
    eligibility: tuple[str, ...] = (),
    pay: Pay | None = None,
    pay_text: str = "",
    employment: str = "",
    level: str = "",
    department: str = "",
    language: str = "",
    tags: tuple[str, ...] = (),
    posted_at: datetime | None = None,
    updated_at: datetime | None = None,
    closes_at: datetime | None = None,
) -> Posting:
    """Return a posting that is not frozen yet; `Posting` says what its fields are.

    It is called by keywords but does not insist on them: defaults that only keywords reach are looked up by name.
    """
    draft: Any = _Open()
    draft.native_id = native_id
    draft.title = title
    draft.company = company
    draft.url = url
    draft.apply_url = apply_url
    draft.text = text
    draft.locations = locations
    draft.country = country
    draft.workplace = workplace
    draft.eligibility = eligibility
    draft.pay = pay
    draft.pay_text = pay_text
    draft.employment = employment
    draft.level = level
    draft.department = department
    draft.language = language
    draft.tags = tags
    draft.posted_at = posted_at
    draft.updated_at = updated_at
    draft.closes_at = closes_at
    return cast("Posting", draft)


def reopened(posting: Posting) -> Any:
    """Return a draft of the same values, for `frozen` to make a posting of."""
    draft: Any = _Open()
    draft.native_id = posting.native_id
    draft.title = posting.title
    draft.company = posting.company
    draft.url = posting.url
    draft.apply_url = posting.apply_url
    draft.text = posting.text
    draft.locations = posting.locations
    draft.country = posting.country
    draft.workplace = posting.workplace
    draft.eligibility = posting.eligibility
    draft.pay = posting.pay
    draft.pay_text = posting.pay_text
    draft.employment = posting.employment
    draft.level = posting.level
    draft.department = posting.department
    draft.language = posting.language
    draft.tags = posting.tags
    draft.posted_at = posting.posted_at
    draft.updated_at = posting.updated_at
    draft.closes_at = posting.closes_at
    return draft


def completed(posting: Posting, **changes: Any) -> Posting:
    """Return a posting with some fields changed, as `dataclasses.replace` does, in a fraction of its time."""
    draft = reopened(posting)
    for name, value in changes.items():
        setattr(draft, name, value)
    return frozen(draft)


def frozen(draft: Any) -> Posting:
    """Return a draft as the posting that it becomes, which can not change any more."""
    draft.__class__ = Posting
    return cast("Posting", draft)
