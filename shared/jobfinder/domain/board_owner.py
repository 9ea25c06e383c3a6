"""Whose board is it? What a person would compare before they add a board they found: its names, its links, its id.

    found how           what the board itself shows                                  verdict
    on the site itself  anything                                                     proven
    named by the site   most postings lead back to the site                          proven
                        it names the site's company, and leads to no other site      proven
                        it names no company; its id, or that the site embeds it,
                        fits, and it leads to no other site                          proven
                        it names another company only                                refused
                        anything else (empty, unreadable, leads elsewhere)           unproven: a person may say yes
    guessed             most postings lead back to the site                          proven
                        anything else: an id like the site's may be anybody's        refused

A guess that only has the right name is what a collision looks like, so a name proves nothing there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from jobfinder.domain.hosts import label_of, registered_domain
from jobfinder.domain.names import company_key
from jobfinder.domain.posting import Posting
from jobfinder.domain.urls import vendor_url

# Words that companies add to one and the same name; any other word makes it another company's.
_ADDED = frozenset(
    {
        *("group", "holding", "holdings", "lab", "labs", "technologies", "technology", "tech", "software", "solutions"),
        *("services", "international", "global", "europe", "emea", "deutschland", "germany", "france", "uk", "us"),
        *("usa", "austria", "schweiz", "switzerland", "nederland", "careers", "career", "jobs", "hiring", "team"),
        *("hq", "io", "ai", "app"),
    }
)
_LINK = re.compile(r"https?://[^\s\"'<>()]{4,300}", re.IGNORECASE)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@((?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,18})\b", re.IGNORECASE)
_TEXT_CHARACTERS = 100_000  # of a posting that are looked at for links


class Verdict(StrEnum):
    """What follows: added without asking, added if a person says so, or not added."""

    PROVEN = "proven"
    UNPROVEN = "unproven"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Company:
    """Whose board is looked for: the registered domain of its site, and what its pages call it."""

    domain: str
    names: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """Return one name for messages."""
        return self.names[0] if self.names else self.domain


class How(StrEnum):
    """How a board was found."""

    OWN_SITE = "is on the site itself"
    EMBEDDED = "embeds it"
    REDIRECTED = "leads there"
    LINKED = "links to it"
    NAMED = "names it"
    GUESSED = "guessed from the name of the site"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a board is the company's, and what was compared, in words."""

    verdict: Verdict
    compared: tuple[str, ...]


def judge_board(board_id: str, postings: Sequence[Posting], company: Company, how: How) -> Judgement:
    """Return whose board it is, by the table above; `postings` are a sample of it."""
    if how is How.OWN_SITE:
        return Judgement(Verdict.PROVEN, (f"it stands on {company.domain} itself",))
    back, elsewhere = _leads(postings, company.domain)
    if back:
        return Judgement(Verdict.PROVEN, (f"its postings lead back to {company.domain}",))
    if how is How.GUESSED:
        return Judgement(Verdict.REFUSED, _why_a_guess_fails(postings, company, elsewhere))
    return _judge_named(board_id, postings, company, how, elsewhere)


def _judge_named(board_id: str, postings: Sequence[Posting], company: Company, how: How, elsewhere: str) -> Judgement:
    names = names_stated(board_id, postings)
    fitting = [name for name in names if _is_the_company(name, company)]
    if names and not fitting:
        said = ", ".join(f"“{name}”" for name in names[:3])
        return Judgement(Verdict.REFUSED, (f"the board says it is of {said}, the site of “{company.called}”",))
    if elsewhere:
        return Judgement(Verdict.UNPROVEN, (f"its postings lead to {elsewhere}, not to {company.domain}",))
    if fitting:
        return Judgement(Verdict.PROVEN, (f"the board says it is of “{fitting[0]}”, and so does the site",))
    if not postings:
        return Judgement(Verdict.UNPROVEN, ("it shows no posting to compare",))
    if _is_the_company(board_id.partition(":")[0], company):
        return Judgement(Verdict.PROVEN, (f"the site {_verb(how)}, and its id “{board_id}” is the site's name",))
    if how in (How.EMBEDDED, How.REDIRECTED):
        return Judgement(Verdict.PROVEN, (f"the site shows it as its own: it {_verb(how)}",))
    return Judgement(
        Verdict.UNPROVEN, (f"the site {_verb(how)}, but neither its id nor its postings name “{company.called}”",)
    )


def _verb(how: How) -> str:
    return how.value


def _why_a_guess_fails(postings: Sequence[Posting], company: Company, elsewhere: str) -> tuple[str, ...]:
    if not postings:
        return ("it shows no posting to compare",)
    lead = f"its postings lead to {elsewhere}" if elsewhere else "nothing in its postings leads back"
    names = sorted({posting.company for posting in postings if posting.company})[:3]
    return (f"{lead}, not to {company.domain}; it may be another “{', '.join(names) or company.called}”",)


# -- names ------------------------------------------------------------------------------------------------------------


def names_stated(board_id: str, postings: Sequence[Posting]) -> tuple[str, ...]:
    """Return the companies that a board names, the most frequent first; its own id in a name's place is none."""
    counts = Counter(posting.company for posting in postings if posting.company)
    return tuple(name for name, _ in counts.most_common() if name not in (board_id, *board_id.split(":")))


def _is_the_company(name: str, company: Company) -> bool:
    """Return whether a name is the company's: the same but for its legal form and what companies add to their name."""
    label = label_of(company.domain)
    return any(_is_same_name(name, own) for own in (*company.names, label) if own)


def _is_same_name(one: str, other: str) -> bool:
    a, b = company_key(one), company_key(other)
    if not a or not b:
        return False
    bare_a, bare_b = _without_added(a), _without_added(b)
    return "".join(a.split()) == "".join(b.split()) or "".join(bare_a) == "".join(bare_b)


def _without_added(key: str) -> list[str]:
    words = key.split()
    while len(words) > 1 and words[-1] in _ADDED:
        words.pop()
    return words


# -- links ------------------------------------------------------------------------------------------------------------


def _leads(postings: Sequence[Posting], domain: str) -> tuple[bool, str]:
    """Return whether most postings that lead anywhere lead back to the domain, and where else most of them stand."""
    telling = [(stands, leads) for stands, leads in map(_domains, postings) if stands or leads]
    back = sum(domain in stands | leads for stands, leads in telling)
    if back and back * 2 >= len(telling):
        return True, ""
    others = Counter(other for stands, _ in telling for other in stands if other != domain)
    other, count = others.most_common(1)[0] if others else ("", 0)
    return False, other if count * 2 > len(telling) else ""


def _domains(posting: Posting) -> tuple[set[str], set[str]]:
    """Return the domains on which a posting stands, and those that its text leads to; a vendor's are nobody's."""
    stands = {domain for url in (posting.url, posting.apply_url) for domain in _domain_of(url)}
    text = posting.text[:_TEXT_CHARACTERS]
    leads = {domain for link in _LINK.findall(text) for domain in _domain_of(link)}
    return stands, leads | {registered_domain(host) for host in _MAIL.findall(text)}


def _domain_of(url: str) -> Iterator[str]:
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return
    if host and not _is_a_vendors(url):
        yield registered_domain(host)


def _is_a_vendors(url: str) -> bool:
    named = vendor_url(url)
    return named is not None and not named.origin
