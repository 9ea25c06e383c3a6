"""Each source beside the bare decoder on the same bytes, and beside bs4 + html.parser doing the same extraction.

The bytes are recorded answers of the board, their rows repeated until there are enough; without the shared folder, the
samples of the tests. The bare decoder builds untyped objects (msgspec), a tree (lexbor) or entries (feedparser) and
does nothing with them. Against bs4, both also turn each posting's text into the same clean text; the page is then one
of usual size, since the recorded one is a JSON-LD block and nothing else.
"""

from __future__ import annotations

import io
import json
import time
import warnings
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

from tests.places import SHARED
from tests.unit.sources.samples import BODIES

from benchmarks.bench_reading import _clean_with_bs4
from jobfinder import sources
from jobfinder.domain.posting import Posting
from jobfinder.html_text import clean_text
from jobfinder.ports import Board, SourceType

ROWS = {
    "greenhouse": "jobs",
    "lever": "",
    "ashby": "jobs",
    "smartrecruiters": "content",
    "workable": "jobs",
    "recruitee": "offers",
}
FOLDERS = {"feed": "weworkremotely", "jobposting_page": "jsonld_pages"}
IDS = {"workable": "shortcode"}
TEXTS = {
    "greenhouse": ("content",),
    "lever": ("description", "additional"),
    "ashby": ("descriptionHtml",),
    "workable": ("description",),
    "recruitee": ("description", "requirements"),
}
DETAIL = json.dumps(
    {"jobAd": {"sections": {"jobDescription": {"title": "The job", "text": "<p>Cook <b>well</b> for many.</p>" * 40}}}}
).encode()
POSTINGS = 120
PAGES = 40  # a page holds one posting, so several are parsed one after the other
ROUNDS = 9
LEAST_OF_BARE, LEAST_OF_BS4 = 0.5, 10.0

Figure = dict[str, Any]


def run() -> list[Figure]:
    """Return two figures for each source; each has name, value, unit, target and ok."""
    return [figure for source in sources.types() for figure in _figures(source)]


def _figures(source: SourceType) -> Iterator[Figure]:
    body = body_of(source.type)
    board = Board("https://page.example/1" if source.type in FOLDERS else "acme", company="Acme")
    request = source.first(board)
    times = PAGES if source.type == "jobposting_page" else 1

    def parse() -> None:
        source.parse(body, board, request)

    def parse_and_clean() -> None:
        for posting in source.parse(body, board, request).postings:
            clean_text(posting.text)

    bare, parsed = fastest(times, bare_decoder(source.type, body), parse)
    body = _page_of_usual_size(body) if source.type == "jobposting_page" else body
    yield _figure(f"{source.type}: beside the bare decoder", bare / parsed, LEAST_OF_BARE)
    if source.has_details:
        yield _detail_figure(source)
    else:
        with_bs4, cleaned = fastest(times, lambda: _with_bs4(source.type, body), parse_and_clean, rounds=3)
        yield _figure(f"{source.type}: beside bs4 + html.parser", with_bs4 / cleaned, LEAST_OF_BS4)


def _detail_figure(source: SourceType) -> Figure:
    """Return the figure for a board whose texts come in responses of their own."""
    recorded = sorted((SHARED / "recordings" / source.type).glob("*detail*"))
    body = recorded[0].read_bytes() if recorded else DETAIL
    bare = Posting(native_id="1", title="a posting", company="Acme", url="https://page.example/1")

    def with_bs4() -> None:
        parts = json.loads(body)["jobAd"]["sections"].values()
        _clean_with_bs4("\n".join(f"<h3>{part.get('title')}</h3>{part.get('text')}" for part in parts))

    def parse_and_clean() -> None:
        clean_text(source.parse_detail(body, bare).text)

    theirs, ours = fastest(PAGES, with_bs4, parse_and_clean, rounds=5)
    return _figure(f"{source.type}: details beside bs4 + html.parser", theirs / ours, LEAST_OF_BS4)


def _figure(name: str, value: float, least: float) -> Figure:
    return {"name": name, "value": value, "unit": "x", "target": f">= {least:g}x", "ok": value >= least}


def fastest(times: int, *works: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Return the seconds of each work's fastest round, the works taking turns so that a busy machine is fair to all."""
    best = [float("inf")] * len(works)
    for _ in range(rounds):
        for position, work in enumerate(works):
            started = time.perf_counter()
            for _ in range(times):
                work()
            best[position] = min(best[position], time.perf_counter() - started)
    return best


# -- what is parsed ---------------------------------------------------------------------------------------------------


def body_of(name: str) -> bytes:
    """Return an answer of a board: recorded rows, repeated until there are enough."""
    recorded = sorted((SHARED / "recordings" / FOLDERS.get(name, name)).glob("*"))
    if name == "jobposting_page":
        return recorded[0].read_bytes() if recorded else BODIES[name]
    if name == "feed":
        return _long_feed(recorded[0].read_text() if recorded else BODIES[name].decode())
    answers = list(filter(None, (_rows(name, path) for path in recorded)))
    rows = [row for answer in answers for row in answer] or _rows_of(name, json.loads(BODIES[name]))
    return _long_answer(name, rows)


def _rows(name: str, path: Path) -> list[Any]:
    return _rows_of(name, json.loads(path.read_bytes()))


def _rows_of(name: str, answer: Any) -> list[Any]:
    """Return the rows of a list that hold a text where they should; a recording of a single posting has none."""
    found = answer if isinstance(answer, list) else answer.get(ROWS[name], [])
    return [row for row in found if name not in TEXTS or any(row.get(key) for key in TEXTS[name])]


def _long_answer(name: str, rows: list[Any]) -> bytes:
    key = IDS.get(name, "id")
    many = [{**rows[number % len(rows)], key: f"{number:010X}"} for number in range(POSTINGS)]
    answer = {ROWS[name]: many} if ROWS[name] else many
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()


def _long_feed(text: str) -> bytes:
    start, end = text.index("<item>"), text.rindex("</item>") + len("</item>")
    items = text[start:end]
    return (text[:start] + items * (POSTINGS // items.count("<item>")) + text[end:]).encode()


def _page_of_usual_size(body: bytes) -> bytes:
    return body.replace(
        b"<body>", b"<body>" + b'<div class="row"><p>Words <a href="/jobs">and a link</a></p></div>' * 400
    )


# -- what it is measured against --------------------------------------------------------------------------------------


def bare_decoder(name: str, body: bytes) -> Callable[[], object]:
    """Return what decodes a body and does nothing else."""
    import feedparser
    import msgspec
    from selectolax.lexbor import LexborHTMLParser

    decoders: dict[str, Callable[[], object]] = {
        "feed": lambda: feedparser.parse(io.BytesIO(body)),
        "jobposting_page": lambda: LexborHTMLParser(body),
    }
    return decoders.get(name, lambda: msgspec.json.decode(body))


def _with_bs4(name: str, body: bytes) -> None:
    """Extract what the source extracts and clean the texts, the common way."""
    from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning

    if name == "feed":
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)  # html.parser is what is measured
            items = BeautifulSoup(body, "html.parser").find_all("item")
        for item in items:
            fields = {child.name: child.get_text() for child in item.find_all(recursive=False)}
            _clean_with_bs4(fields.get("description", ""))
    elif name == "jobposting_page":
        for script in BeautifulSoup(body, "html.parser").find_all("script", type="application/ld+json"):
            node = json.loads(script.get_text())
            parts = ("description", "responsibilities", "qualifications")
            _clean_with_bs4("\n".join(str(node.get(part, "")) for part in parts))
    else:
        for row in _rows_of(name, json.loads(body)):
            texts = [unescape(row[key]) if name == "greenhouse" else row[key] for key in TEXTS[name] if row.get(key)]
            texts += [item["content"] for item in row.get("lists", ())] if name == "lever" else []
            _clean_with_bs4("\n".join(texts))


if __name__ == "__main__":
    import sys

    from benchmarks.__main__ import main

    sys.exit(main(["parse"]))
