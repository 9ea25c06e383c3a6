"""Each source beside the bare decoder on the same bytes, and beside bs4 + html.parser doing the same extraction.

The bytes are recorded answers of the board, their rows repeated until there are enough; without the shared folder, the
samples of the tests. Where texts come apart, a board's bytes are its list and one more answer for each posting. The
bare decoder builds untyped objects (msgspec), a tree (lexbor) or entries (feedparser) and does nothing with them.
Against bs4, both also turn each posting's text into the same clean text; the page is then one of usual size, since the
recorded one is a JSON-LD block and nothing else.
"""

from __future__ import annotations

import copy
import io
import json
import time
import warnings
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any
from xml.etree import ElementTree

from tests.places import SHARED
from tests.unit.sources.more_samples import DETAILS
from tests.unit.sources.samples import BODIES, IDS, NOT_JSON, PAGE_NODE, ROWS, page_with, put, rows_of

from benchmarks.bench_reading import _clean_with_bs4
from jobfinder import sources
from jobfinder.domain.posting import Posting
from jobfinder.html_text import clean_text
from jobfinder.ports import Board, SourceType
from jobfinder.sources.text import whole_characters

FOLDERS = {"feed": "weworkremotely", "jobposting_page": "jsonld_pages"}
TEXTS = {
    "greenhouse": ("content",),
    "lever": ("description", "additional"),
    "ashby": ("descriptionHtml",),
    "workable": ("description",),
    "recruitee": ("description", "requirements"),
    "teamtailor": ("content_html",),
    "breezy": ("description",),
    "pinpoint": ("description", "key_responsibilities", "skills_knowledge_expertise", "benefits"),
    "remoteok": ("description",),
    "remotive": ("description",),
    "arbeitnow": ("description",),
    "himalayas": ("description",),
    "jobicy": ("jobDescription",),
    "themuse": ("contents",),
    "adzuna": ("description",),
    "hackernews": ("comment_text",),
}
# Texts that whoever recorded them cut to 200 characters, or that only a sample has: here they are as long as texts are.
CUT_SHORT = {
    **dict.fromkeys(("arbeitnow", "breezy"), ("description",)),
    "jobicy": ("jobDescription",),
    "teamtailor": ("content_html", "_jobposting.description"),
    "pinpoint": ("description", "key_responsibilities", "skills_knowledge_expertise", "benefits"),
    "usajobs": ("MatchedObjectDescriptor.QualificationSummary",),
}
TEXT_CHARACTERS = 4_000
FEEDS = ("feed", "weworkremotely")
PAGE_SOURCES = ("jobposting_page", "icims")  # whose answer is one page, so several are parsed one after the other
TEXT = "<p>Cook <b>well</b> for many.</p>" * 130
DETAIL = json.dumps({"jobAd": {"sections": {"jobDescription": {"title": "The job", "text": TEXT}}}}).encode()
POSTINGS = 120
PAGE_ROWS = {"workday": 20, "oraclecloud": 25, "himalayas": 20, "themuse": 20, "torre": 20, "adzuna": 50, "jobicy": 50}
PAGES = 40
DETAIL_KINDS = {"icims": "jobposting_page", "sitemap": "jobposting_page"}  # whose details are pages, not JSON
ROUNDS = 9
LEAST_OF_BARE, LEAST_OF_BS4 = 0.5, 10.0
FEW_MICROSECONDS = 20.0  # a posting; building one costs more than decoding the few words of a short row

Figure = dict[str, Any]


def run() -> list[Figure]:
    """Return two figures for each source; each has name, value, unit, target and ok."""
    return [figure for source in sources.types() for figure in _figures(source)]


def _figures(source: SourceType) -> Iterator[Figure]:
    body, request = body_of(source.type), source.first(_board(source.type))
    board = _board(source.type)
    decode, parse, times = works(source)

    def parse_and_clean() -> None:
        for posting in source.parse(body, board, request).postings:
            clean_text(posting.text)

    bare, parsed = fastest(times, decode, parse)
    yield beside_bare(source, bare, parsed, times)
    if source.has_details:
        yield _detail_figure(source)
    else:
        body = _page_of_usual_size(body) if source.type == "jobposting_page" else body
        with_bs4, cleaned = fastest(times, lambda: _with_bs4(source.type, body), parse_and_clean, rounds=3)
        yield _figure(f"{source.type}: beside bs4 + html.parser", with_bs4 / cleaned, LEAST_OF_BS4)


def _board(name: str) -> Board:
    return Board(IDS.get(name, "acme"), company="Acme")


def works(source: SourceType) -> tuple[Callable[[], object], Callable[[], object], int]:
    """Return the work of the bare decoder, that of the source on the same bytes, and how often a round does each."""
    body, board = body_of(source.type), _board(source.type)
    request = source.first(board)
    details = detail_of(source.type) if source.has_details else b""
    count = len(source.parse(body, board, request).postings) if details else 0
    decode, decode_detail = bare_decoder(source.type, body), bare_decoder(DETAIL_KINDS.get(source.type, ""), details)

    def decode_all() -> None:
        decode()
        for _ in range(count):
            decode_detail()

    def parse() -> None:
        for posting in source.parse(body, board, request).postings:
            if details:
                source.parse_detail(details, posting)

    return decode_all, parse, PAGES if source.type in PAGE_SOURCES else 1


def beside_bare(source: SourceType, bare: float, parsed: float, times: int) -> Figure:
    """Return how a source does beside the bare decoder, from the seconds of each for so many answers."""
    request = source.first(_board(source.type))
    postings = len(source.parse(body_of(source.type), _board(source.type), request).postings) * times
    microseconds = parsed / postings * 1e6
    return {
        "name": f"{source.type}: beside the bare decoder ({microseconds:.0f} µs a posting)",
        "value": bare / parsed,
        "unit": "x",
        "target": f">= {LEAST_OF_BARE:g}x, or {FEW_MICROSECONDS:g} µs a posting",
        "ok": bare / parsed >= LEAST_OF_BARE or microseconds <= FEW_MICROSECONDS,
    }


def _detail_figure(source: SourceType) -> Figure:
    """Return the figure for a board whose texts come in responses of their own."""
    body = detail_of(source.type)
    bare = Posting(native_id="1", title="a posting", company="Acme", url="https://page.example/1")

    def with_bs4() -> None:
        _clean_with_bs4("\n".join(_texts_in(json.loads(body) if body[:1] == b"{" else _node_with_bs4(body))))

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
    if name in PAGE_SOURCES:
        return recorded[0].read_bytes() if recorded else BODIES[name]
    if name in NOT_JSON:
        tag = {"personio": "position", "sitemap": "url"}.get(name, "item")
        return _long_xml(recorded[0].read_text() if recorded else BODIES[name].decode(), tag)
    answers = [path.read_bytes() for path in recorded if _rows(name, path.read_bytes())] or [BODIES[name]]
    rows = [_of_usual_length(name, row) for answer in answers for row in _rows(name, answer)]
    return _long_answer(name, rows, json.loads(whole_characters(max(answers, key=len))))


def _rows(name: str, body: bytes) -> list[Any]:
    """Return the rows of a list that hold a text where they should; a recording of a single posting has none."""
    try:
        found = rows_of(name, json.loads(whole_characters(body)))
    except (KeyError, TypeError, AttributeError):
        return []
    return [row for row in found if name not in TEXTS or any(row.get(key) for key in TEXTS[name])]


def _of_usual_length(name: str, row: dict[str, Any]) -> dict[str, Any]:
    """Return a row whose texts are as long as texts are."""
    row = copy.deepcopy(row)
    for path in CUT_SHORT.get(name, ()):
        *parts, last = path.split(".")
        holder: Any = row
        for part in parts:
            holder = holder.get(part) or {}
        if text := holder.get(last):
            holder[last] = text * -(-TEXT_CHARACTERS // len(text))
    return row


def _long_answer(name: str, rows: list[Any], answer: Any) -> bytes:
    """Return an answer as long as they are, with all that the recorded one holds beside its rows."""
    path, key = ROWS[name][:2]
    begin = "/job/Leeds/Smith_" if name == "workday" else ""
    count = PAGE_ROWS.get(name, POSTINGS)
    many = [{**rows[number % len(rows)], key: f"{begin}{number:010X}"} for number in range(count)]
    if name == "oraclecloud":
        answer["items"][0]["requisitionList"] = many
    elif path:
        put(answer, path, many)
    return json.dumps(answer if path else many, ensure_ascii=False, separators=(",", ":")).encode()


def _long_xml(text: str, tag: str) -> bytes:
    start, end = text.index(f"<{tag}>"), text.rindex(f"</{tag}>") + len(f"</{tag}>")
    items = text[start:end]
    return (text[:start] + items * (POSTINGS // items.count(f"<{tag}>")) + text[end:]).encode()


def detail_of(name: str) -> bytes:
    """Return what brings one posting's text: as it was recorded, or a sample with a text of usual length."""
    recorded = sorted((SHARED / "recordings" / name).glob("*detail*"))
    if recorded:
        return json.dumps(_with_text(json.loads(recorded[0].read_bytes())), ensure_ascii=False).encode()
    if name in ("icims", "sitemap"):
        return _page_of_usual_size(page_with(json.dumps(PAGE_NODE | {"description": TEXT})))
    return json.dumps(_with_text(DETAILS[name])).encode() if name in DETAILS else DETAIL


def _with_text(value: Any) -> Any:
    """Return an answer with each of its texts, which are short, made as long as texts are."""
    if isinstance(value, dict):
        return {key: _with_text(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_with_text(part) for part in value]
    is_text = isinstance(value, str) and value.startswith("<p>") and len(value) < TEXT_CHARACTERS
    return value * -(-TEXT_CHARACTERS // len(value)) if is_text else value


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str) and "<" in value:
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts_in(part)


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
        **dict.fromkeys(FEEDS, lambda: feedparser.parse(io.BytesIO(body))),
        **dict.fromkeys(PAGE_SOURCES, lambda: LexborHTMLParser(body)),
        **dict.fromkeys(("personio", "sitemap"), lambda: ElementTree.fromstring(body)),
    }
    return decoders.get(name, lambda: msgspec.json.decode(body))


def _with_bs4(name: str, body: bytes) -> None:
    """Extract what the source extracts and clean the texts, the common way."""
    from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning

    if name in FEEDS:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)  # html.parser is what is measured
            items = BeautifulSoup(body, "html.parser").find_all("item")
        for item in items:
            fields = {child.name: child.get_text() for child in item.find_all(recursive=False)}
            _clean_with_bs4(fields.get("description", ""))
    elif name == "jobposting_page":
        node = _node_with_bs4(body)
        parts = ("description", "responsibilities", "qualifications")
        _clean_with_bs4("\n".join(str(node.get(part, "")) for part in parts))
    elif name == "personio":
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
            positions = BeautifulSoup(body, "html.parser").find_all("position")
        for position in positions:
            _clean_with_bs4("\n".join(value.get_text() for value in position.find_all("value")))
    else:
        for row in rows_of(name, json.loads(body)):
            texts = [
                unescape(row[key]) if name == "greenhouse" else row[key] for key in TEXTS.get(name, ()) if row.get(key)
            ]
            texts += _texts_in(row) if name not in TEXTS else []
            texts += [item["content"] for item in row.get("lists", ())] if name == "lever" else []
            _clean_with_bs4("\n".join(texts))


def _node_with_bs4(body: bytes) -> Any:
    from bs4 import BeautifulSoup

    script = BeautifulSoup(body, "html.parser").find("script", type="application/ld+json")
    return json.loads(script.get_text()) if script else {}


if __name__ == "__main__":
    import sys

    from benchmarks.__main__ import main

    sys.exit(main(["parse"]))
