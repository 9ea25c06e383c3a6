"""JSON-LD in a page: its script blocks, what they decode to, and the nodes of one type, however they are nested.

Pages are scanned, not built into a tree: only comments and scripts matter, and every scan is linear in the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import msgspec

from jobfinder.sources.text import as_utf8, decoded

Node = dict[str, Any]
_OPENING = re.compile(rb"<!--|<script\b", re.IGNORECASE)
_TAG_REST = re.compile(rb"""(?:[^>"']|"[^"]*"|'[^']*')*>""")
_JSON_LD = re.compile(rb"""\btype\s*=\s*["']?\s*application/ld\+json\b""", re.IGNORECASE)
_END = re.compile(rb"</script\b", re.IGNORECASE)
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
        end = _END.search(body, position)
        if tag and _JSON_LD.search(tag[0]):
            block = body[position : end.start() if end else len(body)]
            if block.strip():
                yield block
        position = end.end() if end else len(body)


def read_json_ld(block: bytes) -> Any:
    """Return what a block decodes to, with the slips forgiven that browsers and search engines forgive.

    Raises ValueError, saying in words what is wrong.
    """
    try:
        return msgspec.json.decode(block)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except ValueError:
        return _read_leniently(block)


def _read_leniently(block: bytes) -> Any:
    """Return JSON that is wrapped in a comment, escaped as HTML, in another encoding, or has bare line breaks."""
    text = decoded(_WRAPPING.sub(b"", block))
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
            if _is_a(item, wanted):
                found.append(item)
            else:
                waiting += reversed(item.values())
    return found


def _is_a(node: Node, wanted: str) -> bool:
    """Return whether a node is of a type, which may be named by its IRI and may be one of several."""
    return any(isinstance(kind, str) and re.split("[/#:]", kind)[-1] == wanted for kind in listed(node.get("@type")))


def listed(value: Any) -> list[Any]:
    """Return a property's values as a list: JSON-LD writes one value without."""
    return value if isinstance(value, list) else [] if value is None else [value]


def first_of(value: Any) -> Any:
    """Return a property's first value, None where it has none."""
    return value[0] if isinstance(value, list) and value else None if isinstance(value, list) else value


def words_of(value: Any, *, unescaped: bool = True) -> str:
    """Return a property as text: a string, a number, or the name of the node it refers to; "" for anything else."""
    value = first_of(value)
    if isinstance(value, dict):
        value = first_of(value.get("name", value.get("@value")))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(value).strip()
    return unescape(text) if unescaped and "&" in text else text
