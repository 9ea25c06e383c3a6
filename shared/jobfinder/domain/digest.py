"""What goes into a digest and how it is written: as plain text, Markdown or HTML.

All that comes from a posting is data: on one line, of bounded length, escaped for the form it is written in; a link is
one only if it is an http(s) address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape

from jobfinder.domain.match import Decision
from jobfinder.domain.urls import split_web_url

MOST_MESSAGES = 5  # of one digest to one target; services that take little at once are told the best only
MOST_TROUBLES = 5
_LONGEST_URL = 600
_JOINERS = "\u200c\u200d"  # needed by scripts and emoji, although they are not seen
_MARKDOWN = str.maketrans({char: f"\\{char}" for char in "\\`*_~|[]<>#"} | {"@": "@\u200b"})


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """A job worth telling of; `also` names the other searches that found it, `match_ids` are all its matches."""

    match_ids: tuple[str, ...]
    listing_id: str
    search: str
    score: int
    title: str
    company: str
    place: str = ""
    pay: str = ""
    url: str = ""
    why: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trouble:
    """A source that does not yield what it should, and in a word why."""

    source: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What is to be told: `news` the best first, `new` counts those that had no room too, `weaker` those too weak."""

    news: tuple[News, ...]
    new: int
    weaker: int = 0
    since: datetime | None = None  # the moment of the last digest
    troubles: tuple[Trouble, ...] = ()
    sources: int = 0
    environment: str = ""  # named where it is not production's


def one_for_each_job(found: Iterable[News]) -> list[News]:
    """Return each job once, under the search that comes first, which is the one that fits best."""
    jobs: dict[str, News] = {}
    for news in found:
        first = jobs.get(news.listing_id)
        if first is None:
            jobs[news.listing_id] = news
        else:
            also = dict.fromkeys((*first.also, news.search))
            both = (*first.match_ids, *news.match_ids)
            jobs[news.listing_id] = replace(first, also=tuple(also), match_ids=both)
    return list(jobs.values())


def by_search(found: Iterable[News]) -> dict[str, list[News]]:
    """Return the news by search; the search with the best of them comes first."""
    groups: dict[str, list[News]] = {}
    for news in found:
        groups.setdefault(news.search, []).append(news)
    return groups


def why_line(decision: Decision) -> str:
    """Return in one line what speaks for a match, and against it."""
    strongest = sorted(decision.parts, key=lambda part: -part.points)
    told = list(decision.strengths[:2]) or [part.why for part in strongest[:1] if part.why]
    told = [words.rstrip(".") for words in told]
    if decision.concerns:
        told.append(f"but: {decision.concerns[0].rstrip('.')}")
    return "; ".join(told)


# -- in words ---------------------------------------------------------------------------------------------------------


def subject(digest: Digest) -> str:
    """Return the title of the message."""
    count = f"{digest.new} new {'match' if digest.new == 1 else 'matches'}" if digest.new else "no new matches"
    return f"Job Finder{f' ({digest.environment})' if digest.environment else ''}: {count}"


def _counts(digest: Digest) -> str:
    since = f" since {digest.since:%Y-%m-%d %H:%M} UTC" if digest.since else ""
    told = [f"{digest.new} new{since}"]
    if digest.new > len(digest.news):
        told.append(f"the best {len(digest.news)} are shown" if digest.news else "none is shown")
    if digest.weaker:
        told.append(f"{digest.weaker} weaker")
    return f"{', '.join(told)}. All of them: jobfinder matches"


def _troubles(digest: Digest) -> str:
    if not digest.troubles:
        return ""
    named = [f"{_one_line(one.source, 60)} ({one.word})" for one in digest.troubles[:MOST_TROUBLES]]
    more = len(digest.troubles) - len(named)
    rest = f" and {more} more" if more else ""
    count = f"{len(digest.troubles)} of {digest.sources}"
    return f"Sources in trouble ({count}): {', '.join(named)}{rest}. See: jobfinder sources list"


def _one_line(text: str, most: int) -> str:
    """Return data on one line without what is not seen, cut to `most` characters."""
    words = "".join(char if char.isprintable() or char in _JOINERS else " " for char in text)
    words = " ".join(words.split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _link(url: str) -> str:
    """Return a web address that no form of text takes apart, "" for anything else."""
    url = url.strip()
    if not url.lower().startswith(("http://", "https://")) or split_web_url(url) is None or len(url) > _LONGEST_URL:
        return ""
    safe = "".join(char for char in url if char.isprintable() and not char.isspace())
    for char in "<>()\"'\\`|":
        safe = safe.replace(char, f"%{ord(char):02X}")
    return safe


# -- the three forms --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Form:
    """How a text is put together: `data` makes anything harmless, the others take what is harmless already."""

    data: Callable[[str], str]
    line: Callable[[str], str]
    heading: Callable[[str], str]
    entry: Callable[[str, str, str, Sequence[str]], str]  # score, title, link, details
    joint: str


def _text_entry(score: str, title: str, link: str, details: Sequence[str]) -> str:
    return "\n    ".join((f"{score:>3}  {title}", *details, *([link] if link else [])))


def _markdown_entry(score: str, title: str, link: str, details: Sequence[str]) -> str:
    linked = f"[{title}]({link})" if link else title
    return "\n".join((f"**{score}** {linked}", *details))


def _html_entry(score: str, title: str, link: str, details: Sequence[str]) -> str:
    linked = f'<a href="{escape(link)}">{title}</a>' if link else title
    return f"<p>{'<br>'.join((f'<b>{score}</b> {linked}', *details))}</p>"


def _markdown_data(text: str) -> str:
    return text.replace("://", ":\u200b//").translate(_MARKDOWN)


TEXT = Form(str, str, lambda name: f"{name}\n{'-' * len(name)}", _text_entry, "\n\n")
MARKDOWN = Form(_markdown_data, str, lambda name: f"**{name}**", _markdown_entry, "\n\n")
HTML = Form(escape, lambda text: f"<p>{text}</p>", lambda name: f"<p><b>{name}</b></p>", _html_entry, "\n")
FORMS = {"text": TEXT, "markdown": MARKDOWN, "html": HTML}


def messages(digest: Digest, form: Form, most_characters: int = 30_000) -> list[str]:
    """Return the digest as bodies of at most `most_characters` each, no job torn apart, at most MOST_MESSAGES."""
    packed: list[str] = []
    for block in _blocks(digest, form, most_characters):
        joined = f"{packed[-1]}{form.joint}{block}" if packed else block
        if packed and len(joined) <= most_characters:
            packed[-1] = joined
        else:
            packed.append(block)
    return packed[:MOST_MESSAGES]


def _blocks(digest: Digest, form: Form, most_characters: int) -> list[str]:
    """Return the pieces that stay whole: counts and troubles first, for what comes last may find no room."""
    opening = [form.line(form.data(words)) for words in (_counts(digest), _troubles(digest)) if words]
    blocks = [block for block in opening if len(block) <= most_characters]
    groups = by_search(digest.news)
    for search, found in groups.items():
        heading = form.heading(form.data(_one_line(search, 60))) if len(groups) > 1 else ""
        for news in found:
            block = _entry(news, form, most_characters - len(heading) - len(form.joint))
            if block:
                blocks.append(f"{heading}{form.joint}{block}" if heading else block)
                heading = ""
    return blocks


def _entry(news: News, form: Form, most_characters: int) -> str:
    """Return one job: in full, or as short as it has to be; "" where not even its title fits."""
    facts = " · ".join(part for part in (_one_line(one, 60) for one in (news.company, news.place, news.pay)) if part)
    also = f"also: {', '.join(_one_line(name, 40) for name in news.also)}" if news.also else ""
    link, title = _link(news.url), form.data(_one_line(news.title, 120))
    full = [form.data(line) for line in (facts, _one_line(news.why, 240), also) if line]
    for details, address in ((full, link), (full[:1], link), (full[:1], ""), ([], "")):
        block = form.entry(str(news.score), title, address, details)
        if len(block) <= most_characters:
            return block
    return ""
