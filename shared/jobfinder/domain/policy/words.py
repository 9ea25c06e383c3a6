"""Rules about words: companies, titles and keywords a person will not have, titles they insist on."""

from __future__ import annotations

from functools import lru_cache

from jobfinder.domain.fact import Quote
from jobfinder.domain.names import company_key
from jobfinder.domain.policy.phrases import Hit, compiled, first_hit, telling_hit
from jobfinder.domain.policy.rule import Case, Finding, passes, rejects, unknown

ALSO_IN_THIS_TRADE = "s|es|ing|in|innen"  # a required "Engineer" is found in "Engineering"; losing a job is worse


def excluded_companies(case: Case) -> Finding | None:
    """Reject a company that the person named, whole or with more words after it ("Meta" and "Meta Platforms")."""
    name = case.listing.posting.company
    if not case.policy.excluded_companies:
        return None
    if not company_key(name):
        return unknown("The posting names no company.")
    named = named_company(name, case.policy.excluded_companies)
    quote = Quote("company", name)
    if named:
        return rejects(f"You excluded the company {named}.", quote)
    return passes("The company is none of those you excluded.", quote)


def named_company(name: str, listed: tuple[str, ...]) -> str | None:
    """Return the entry of a list that names the company, on word boundaries: "Meta" does not name "Metabase"."""
    key = company_key(name) + " "
    return next((entry for entry, wanted in _company_keys(listed) if key.startswith(wanted + " ")), None)


@lru_cache(maxsize=64)
def _company_keys(listed: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((entry, key) for entry in listed if (key := company_key(entry)))


def excluded_titles(case: Case) -> Finding | None:
    """Reject a title that holds an excluded word; the text is not looked at."""
    if not case.policy.excluded_titles:
        return None
    title = case.listing.posting.title
    hit = first_hit(compiled(case.policy.excluded_titles), title)
    if hit:
        return rejects(f"The title has “{hit.phrase}”, which you excluded.", _quote("title", title, hit))
    return passes("The title has none of the words you excluded.") if title.strip() else unknown("There is no title.")


def required_titles(case: Case) -> Finding | None:
    """Reject a title that holds none of the required words."""
    if not case.policy.required_titles:
        return None
    title = case.listing.posting.title
    if not title.strip():
        return unknown("There is no title.")
    hit = first_hit(compiled(case.policy.required_titles, ALSO_IN_THIS_TRADE), title)
    if hit:
        return passes(f"The title has “{hit.phrase}”.", _quote("title", title, hit))
    wanted = ", ".join(case.policy.required_titles)
    return rejects(f"The title has none of the words you require ({wanted}).", Quote("title", title))


def excluded_keywords(case: Case) -> Finding | None:
    """Reject a posting whose title or text holds an excluded word that is not denied there ("no crypto")."""
    if not case.policy.excluded_keywords:
        return None
    phrases = compiled(case.policy.excluded_keywords)
    posting = case.listing.posting
    denied: Finding | None = None
    for field, text in (("title", posting.title), ("text", posting.text)):
        hit = telling_hit(phrases, text)
        if hit and not hit.denied:
            return rejects(f"The {field} has “{hit.phrase}”, which you excluded.", _quote(field, text, hit))
        if hit:
            denied = passes(f"The {field} names “{hit.phrase}” only to deny it.", _quote(field, text, hit, around=24))
    nothing = passes("The posting has none of the words you excluded.")
    return denied or (nothing if posting.text.strip() else unknown("The posting has no text to look in."))


def _quote(field: str, text: str, hit: Hit, around: int = 0) -> Quote:
    start, end = max(0, hit.start - around), hit.end + around
    return Quote(field, text[start:end], start)
