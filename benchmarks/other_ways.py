"""What the sources are measured against: bare decoders that do nothing with what they read, and the common way.

The bare decoder builds untyped objects (msgspec), a tree (lexbor, ElementTree) or entries (feedparser). The common way
is `json` and BeautifulSoup with html.parser.
"""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Callable, Iterable
from html import unescape
from typing import Any
from xml.etree import ElementTree

from benchmarks.bench_reading import clean_with_bs4
from benchmarks.board_answers import PAGE_DETAILS, PAGE_SOURCES, texts_in

FEEDS = ("feed", "weworkremotely")
XML = ("personio", "sitemap")


def bare_decoder(name: str, body: bytes) -> Callable[[], object]:
    """Return what decodes an answer of a board and does nothing else."""
    import feedparser
    import msgspec

    decoders: dict[str, Callable[[], object]] = {
        **dict.fromkeys(FEEDS, lambda: feedparser.parse(io.BytesIO(body))),
        **dict.fromkeys(PAGE_SOURCES, lambda: _tree(body)),
        **dict.fromkeys(XML, lambda: ElementTree.fromstring(body)),
    }
    return decoders.get(name, lambda: msgspec.json.decode(body))


def bare_detail_decoder(name: str, body: bytes) -> Callable[[], object]:
    """Return what decodes an answer that brings one posting's text."""
    return bare_decoder(PAGE_SOURCES[0] if name in PAGE_DETAILS else "", body)


def _tree(body: bytes) -> object:
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(body)


def read_with_bs4(name: str, body: bytes, texts: Iterable[str]) -> None:
    """Decode an answer and clean its texts; those that JSON holds are given, as found at no cost."""
    if name in FEEDS:
        texts = [item.find("description").get_text() for item in _elements(body, "item") if item.find("description")]
    elif name == "personio":
        texts = [
            "\n".join(value.get_text() for value in each.find_all("value")) for each in _elements(body, "position")
        ]
    elif name in PAGE_SOURCES:
        node = _node(body)
        texts = ["\n".join(str(node.get(part, "")) for part in ("description", "responsibilities", "qualifications"))]
    else:
        json.loads(body)
    for text in texts:
        clean_with_bs4(unescape(text) if text.startswith("&lt;") else text)


def read_detail_with_bs4(body: bytes) -> None:
    """Decode an answer that brings one posting's text, and clean it."""
    clean_with_bs4("\n".join(texts_in(json.loads(body) if body[:1] == b"{" else _node(body))))


def _elements(body: bytes, tag: str) -> Any:
    from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)  # html.parser is what is measured
        return BeautifulSoup(body, "html.parser").find_all(tag)


def _node(body: bytes) -> Any:
    from bs4 import BeautifulSoup

    script = BeautifulSoup(body, "html.parser").find("script", type=("application/ld+json", "application/json"))
    return json.loads(script.get_text()) if script else {}
