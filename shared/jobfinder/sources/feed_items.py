"""The items of a feed, RSS 2.0, RSS 1.0 or Atom, as plain fields by name, whatever state its XML is in.

A well-formed feed is read by expat. A broken one is read by feedparser, which forgives more than it should, so what a
feed that breaks off has left unfinished is dropped and reported.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree

from jobfinder.domain.posting import Broken
from jobfinder.errors import Unreadable
from jobfinder.sources.text import decoded

_EXPECTED = "an RSS or Atom feed"
_MAX_FORGIVEN_CHARACTERS = 5_000_000  # feedparser takes seconds for a megabyte
_ROOTS = ("rss", "rdf", "feed")
_ITEMS = ("item", "entry")
_TAGS = frozenset({"category", "subject", "tag", "keyword", "skill"})
_NESTED = frozenset({"author", "company", "location", "locations", "employer"})  # their parts make one value
_OTHER_MATTERS = ("http://search.yahoo.com/mrss/", "http://www.itunes.com/", "http://purl.org/rss/1.0/modules/slash/")
_CLOSED = re.compile(r"</(?:\w+:)?(?:rss|rdf|feed)\s*>\s*(?:<!--.*?-->\s*)*\Z", re.IGNORECASE | re.DOTALL)
_OPENINGS = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_CLOSINGS = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)


@dataclass(slots=True)
class Item:
    """One item: its fields by local name in lower case ("pubdate", "encoded", "guid"), and its tags."""

    fields: dict[str, str] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's own title and address, its items, and what of it could not be read."""

    title: str
    link: str
    items: list[Item | None]
    broken: list[Broken]


def read_feed(body: bytes, where: str) -> Feed:
    """Return the feed in a response. Raises Unreadable, naming `where` it came from, if there is none."""
    text = decoded(body).lstrip()
    if "<!ENTITY" in text:  # an entity may stand for a file, or for a billion laughs
        raise Unreadable(f"Expected {_EXPECTED}, got XML that declares entities of its own", where=where)
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 -- no entities, and expat limits what is left
    except (ElementTree.ParseError, ValueError) as error:
        return _forgiven(text, error, where)
    return _well_formed(root, where)


# -- well-formed XML --------------------------------------------------------------------------------------------------


def _well_formed(root: ElementTree.Element, where: str) -> Feed:
    if _name(root.tag) not in _ROOTS:
        raise Unreadable(f"Expected {_EXPECTED}, got XML of another kind: <{root.tag[:80]}>", where=where)
    channel = next((child for child in root if _name(child.tag) == "channel"), root)
    about = _item(child for child in channel if _name(child.tag) not in _ITEMS).fields
    children = (*root, *channel) if channel is not root else tuple(root)
    items: list[Item | None] = [_item(child) for child in children if _name(child.tag) in _ITEMS]
    return Feed(about.get("title", ""), about.get("link", ""), items, [])


@lru_cache(maxsize=1000)
def _name(tag: object) -> str:
    """Return the local name of a tag in lower case, "" for one of a vocabulary that says nothing of jobs."""
    if not isinstance(tag, str):  # a comment or a processing instruction
        return ""
    namespace, _, local = tag.rpartition("}")
    return "" if namespace[1:].startswith(_OTHER_MATTERS) else local.lower()


def _item(children: Iterable[ElementTree.Element]) -> Item:
    fields: dict[str, str] = {}
    tags: list[str] = []
    for child in children:
        name = _name(child.tag)
        if name in _TAGS:
            tags += filter(None, [(child.text or child.get("label") or child.get("term") or "").strip()])
        elif name:
            is_plain = name != "link" and not len(child)
            value = (child.text if is_plain else _value(child, name)) or ""
            if value and name not in fields and not value.isspace():
                fields[name] = value.strip()
    return Item(fields, tags)


def _value(element: ElementTree.Element, name: str) -> str:
    if name == "link":
        other = element.get("rel", "alternate") != "alternate"
        return "" if other else element.get("href") or element.text or ""
    if name in _NESTED:
        named = [child for child in element if _name(child.tag) == "name"] or [element]
        return ", ".join(filter(None, (text.strip() for part in named for text in part.itertext())))
    try:
        return (element.text or "") + "".join(ElementTree.tostring(child, "unicode") for child in element)  # XHTML
    except RecursionError:  # nested deeper than any text is
        return "".join(element.itertext())


# -- broken XML -------------------------------------------------------------------------------------------------------


def _forgiven(text: str, error: Exception, where: str) -> Feed:
    """Return what feedparser makes of XML that is not well-formed. Raises Unreadable where that is no feed either."""
    import feedparser

    if not text:
        raise Unreadable(f"Expected {_EXPECTED}, got an empty answer", where=where)
    if len(text) > _MAX_FORGIVEN_CHARACTERS or not re.search(r"<(?:\w+:)?(?:rss|rdf|feed)[\s>]", text, re.IGNORECASE):
        got = f"something else: {error}; it begins with {text[:40]!r}"
        raise Unreadable(f"Expected {_EXPECTED}, got {got}", where=where)
    # From a stream, never from a string, which feedparser would take for a URL or a path to open.
    parsed = feedparser.parse(io.BytesIO(text.encode()), response_headers={"content-type": "text/xml; charset=utf-8"})
    items: list[Item | None] = [_forgiven_item(entry, tuple(parsed.namespaces)) for entry in parsed.entries]
    broken = []
    if not _CLOSED.search(text):
        unfinished = len(_OPENINGS.findall(text)) > len(_CLOSINGS.findall(text))
        items = items[:-1] if unfinished else items
        broken = [Broken("the end of the feed", f"the feed breaks off: {error}")]
    return Feed(parsed.feed.get("title", ""), parsed.feed.get("link", ""), items, broken)


# feedparser's own names for what other formats call otherwise
_FORGIVEN_NAMES = {"id": "guid", "summary": "description", "published": "pubdate"}


def _forgiven_item(entry: dict[str, Any], prefixes: tuple[str, ...]) -> Item:
    fields = {_local(key, prefixes): value.strip() for key, value in entry.items() if isinstance(value, str)}
    if entry.get("content"):
        fields["encoded"] = entry["content"][0].get("value", "")
    return Item(fields, [tag["term"] for tag in entry.get("tags", ()) if tag.get("term")])


def _local(key: str, prefixes: tuple[str, ...]) -> str:
    """Return a field's name without the prefix of its vocabulary, which feedparser leaves on: "job_company"."""
    prefix, _, local = key.partition("_")
    return local if local and prefix in prefixes else _FORGIVEN_NAMES.get(key, key)
