"""JSON-LD in a page: its script blocks, what they decode to, and the nodes of one type, however they are nested.

Pages are scanned, not built into a tree: only comments and scripts matter, and every scan is linear in the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import unescape
from typing import Any, TypeVar

import msgspec
from msgspec import Raw

from jobfinder.sources.text import as_utf8, decoded, whole_characters

Node = dict[str, Any]  # a property's value may still be undecoded: ask for it with `read`
Value = TypeVar("Value")
_OPENING = re.compile(rb"<!--|<script\b", re.IGNORECASE)
_TAG_REST = re.compile(rb"""[^>"']*(?:(?:"[^"]*"|'[^']*')[^>"']*)*>""")
_JSON_LD = re.compile(rb"""\btype\s*=\s*["']?\s*application/ld\+json\b""", re.IGNORECASE)
_USUAL = b' type="application/ld+json"'
_END = re.compile(rb"</[sS][cC][rR][iI][pP][tT]\b")  # as quick as a search for bytes; ignoring case is not
_WRAPPING = re.compile(rb"^(?:\s|//|/\*|<!--|<!\[CDATA\[|\*/)+|(?:\s|//|/\*|-->|\]\]>|\*/|;)+$")
_MAX_TAG_BYTES = 4_000


def json_ld_blocks(body: bytes) -> Iterator[bytes]:
    """Yield the text of every JSON-LD script of a page that holds any, in order; commented ones are none."""
    body = as_utf8(body)
    position = 0
    while opening := _OPENING.search(body, position):
        if opening[0] == b"<!--":
            position = body.find(b"-->", opening.end())
            if position < 0:  # an open comment hides the rest
                return
            continue
        tag = _TAG_REST.match(body, opening.end(), opening.end() + _MAX_TAG_BYTES)
        position = tag.end() if tag else opening.end()
        end = _end_of_script(body, position)
        if tag and (tag[0].startswith(_USUAL) or _JSON_LD.search(tag[0])):
            block = body[position:end]
            if block and not block.isspace():
                yield block
        position = end


def _end_of_script(body: bytes, position: int) -> int:
    at = body.find(b"<", position)  # one byte is found at once, and in JSON the first one is mostly it
    closing = _END.search(body, at) if at >= 0 else None
    return closing.start() if closing else len(body)


def nodes_in(block: bytes, wanted: str) -> list[Node]:
    """Return all nodes of a type in a block, with the slips forgiven that browsers and search engines forgive.

    Raises ValueError, saying in words what is wrong.
    """
    try:
        if not block.isascii():
            block.decode()
        node: Node = _UNREAD.decode(block)  # most blocks are one node; its properties are decoded when asked for
        if "@type" in node and _is_named(read(node, "@type", as_it_is, None), wanted):
            return [node]
        return nodes_of(msgspec.json.decode(block), wanted)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except ValueError:
        return nodes_of(_read_leniently(block), wanted)


_UNREAD = msgspec.json.Decoder(dict[str, Raw])


def read(node: Node, name: str, reader: Callable[[Any], Value], missing: Value) -> Value:
    """Return what a reader makes of a property, `missing` where the node lacks it.

    Employers state themselves and their places alike on all their pages, so what was read of the same bytes is kept.
    """
    value = node.get(name)
    if value is None:
        return missing
    if type(value) is Raw:
        found: Value = read_once(reader, bytes(value))
        return found
    return reader(value)


@lru_cache(maxsize=2000)
def read_once(reader: Callable[[Any], Value], raw: bytes) -> Value:
    """Return what a reader makes of a property's bytes, kept for the next page that has the same."""
    return reader(msgspec.json.decode(raw))


def read_text(node: Node, name: str) -> str:
    """Return a long text, as HTML; long texts are not kept."""
    value = node.get(name)
    if type(value) is Raw:
        value = msgspec.json.decode(value)
    if type(value) is str:
        return value.strip()
    return "\n".join(filter(None, [words_of(item, unescaped=False) for item in listed(value)]))


def as_it_is(value: Any) -> Any:
    """Return a property as it is decoded."""
    return value


def _read_leniently(block: bytes) -> Any:
    """Return JSON that is wrapped in a comment, escaped as HTML, in another encoding, or has bare line breaks."""
    text = decoded(whole_characters(_WRAPPING.sub(b"", block)))
    if text.lstrip().startswith(("{&quot;", "[{&quot;")):
        text = unescape(text)
    try:
        return json.loads(text, strict=False)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except ValueError as error:
        raise ValueError(f"it is no JSON: {error}") from None


def nodes_of(value: Any, wanted: str) -> list[Node]:
    """Return all nodes of a type, in order: at the top, in lists, in `@graph`, or as a part of another node."""
    found: list[Node] = []
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting += reversed(item)
        elif isinstance(item, dict):
            if _is_named(item.get("@type"), wanted):
                found.append(item)
            else:
                waiting += reversed(item.values())
    return found


def _is_named(kind: Any, wanted: str) -> bool:
    """Return whether a type, which may be named by its IRI and may be one of several, is the wanted one."""
    if isinstance(kind, str):
        return kind == wanted or re.split("[/#:]", kind)[-1] == wanted
    return any(isinstance(one, str) and _is_named(one, wanted) for one in listed(kind))


def listed(value: Any) -> list[Any]:
    """Return a property's values as a list: JSON-LD writes one value without."""
    return value if isinstance(value, list) else [] if value is None else [value]


def first_of(value: Any) -> Any:
    """Return a property's first value, None where it has none."""
    return value[0] if isinstance(value, list) and value else None if isinstance(value, list) else value


def words_of(value: Any, *, unescaped: bool = True) -> str:
    """Return a property as text: a string, a number, or the name of the node it refers to; "" for anything else."""
    if not isinstance(value, str):
        value = first_of(value)
    if isinstance(value, dict):
        value = first_of(value.get("name", value.get("@value")))
    if isinstance(value, str):
        value = value.strip()
        return unescape(value) if unescaped and "&" in value else value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    return str(value)
