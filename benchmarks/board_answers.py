"""Answers of boards as the benchmarks parse them: recorded ones, their rows repeated until there are enough.

Without the shared folder it is the samples of the tests. Texts that whoever recorded them cut short, or that only a
sample has, are made as long as texts are.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

from tests.places import SHARED
from tests.unit.sources.more_samples import DETAILS
from tests.unit.sources.samples import BODIES, NOT_JSON, PAGE_NODE, ROWS, page_with, put, rows_of

from jobfinder.sources.text import whole_characters

FOLDERS = {"feed": "weworkremotely", "jobposting_page": "jsonld_pages"}
# Where the rows of a recording stand, and what they call their id, if it is not the shape the board itself answers in.
RECORDED_ROWS = {"usajobs": ("", "control_number")}
# Where a row has its text: a recorded row without any was cut from its list, or is none.
TEXTS = {
    "greenhouse": ("content",),
    "lever": ("description", "additional"),
    "ashby": ("descriptionHtml",),
    "recruitee": ("description", "requirements"),
    "teamtailor": ("content_html",),
    "pinpoint": ("description", "key_responsibilities", "skills_knowledge_expertise", "benefits"),
    "jobicy": ("jobDescription",),
    "themuse": ("contents",),
    "hackernews": ("comment_text",),
    **dict.fromkeys(
        ("workable", "breezy", "remoteok", "remotive", "arbeitnow", "himalayas", "adzuna"), ("description",)
    ),
}
CUT_SHORT = {
    **dict.fromkeys(("arbeitnow", "breezy"), ("description",)),
    "jobicy": ("jobDescription",),
    "teamtailor": ("content_html", "_jobposting.description"),
    "pinpoint": ("description", "key_responsibilities", "skills_knowledge_expertise", "benefits"),
}
TEXT_CHARACTERS = 4_000
TEXT = "<p>Cook <b>well</b> for many.</p>" * 130
DETAIL = json.dumps({"jobAd": {"sections": {"jobDescription": {"title": "The job", "text": TEXT}}}}).encode()
POSTINGS = 120
PAGE_ROWS = {"workday": 20, "oraclecloud": 25, "himalayas": 20, "themuse": 20, "torre": 20, "adzuna": 50, "jobicy": 50}
PAGE_SOURCES = ("jobposting_page", "icims")  # whose answer is one page
PAGE_DETAILS = ("icims", "sitemap", "rippling")  # whose details are pages, not JSON


def body_of(name: str, postings: int = POSTINGS) -> bytes:
    """Return an answer of a board: recorded rows, repeated until there are so many, or as many as a page of it has."""
    recorded = sorted((SHARED / "recordings" / FOLDERS.get(name, name)).glob("*"))
    if name in PAGE_SOURCES:
        return recorded[0].read_bytes() if recorded else BODIES[name]
    if name in NOT_JSON:
        tag = {"personio": "position", "sitemap": "url"}.get(name, "item")
        return _long_xml(recorded[0].read_text() if recorded else BODIES[name].decode(), tag, postings)
    if recorded and name in RECORDED_ROWS:
        return _long_answer(name, json.loads(recorded[0].read_bytes()), {}, RECORDED_ROWS[name], postings)
    answers = [path.read_bytes() for path in recorded if _rows(name, path.read_bytes())] or [BODIES[name]]
    rows = [_of_usual_length(name, row) for answer in answers for row in _rows(name, answer)]
    return _long_answer(name, rows, json.loads(whole_characters(max(answers, key=len))), ROWS[name][:2], postings)


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


def _long_answer(name: str, rows: list[Any], answer: Any, stand: tuple[str, ...], postings: int) -> bytes:
    """Return an answer of so many rows, with all that the recorded one holds beside them."""
    path, key = stand
    begin = "/job/Leeds/Smith_" if name == "workday" else ""
    count = min(postings, PAGE_ROWS.get(name, postings))
    many = [{**rows[number % len(rows)], key: f"{begin}{number:010X}"} for number in range(count)]
    if name == "oraclecloud":
        answer["items"][0]["requisitionList"] = many
    elif path:
        put(answer, path, many)
    return json.dumps(answer if path else many, ensure_ascii=False, separators=(",", ":")).encode()


def _long_xml(text: str, tag: str, postings: int) -> bytes:
    start, end = text.index(f"<{tag}>"), text.rindex(f"</{tag}>") + len(f"</{tag}>")
    items = text[start:end]
    return (text[:start] + items * max(1, postings // items.count(f"<{tag}>")) + text[end:]).encode()


def detail_of(name: str) -> bytes:
    """Return what brings one posting's text: as it was recorded, or a sample with a text of usual length."""
    recorded = sorted((SHARED / "recordings" / name).glob("*detail*"))
    if recorded:
        return json.dumps(_with_text(json.loads(recorded[0].read_bytes())), ensure_ascii=False).encode()
    if name == "rippling":
        data = {"props": {"pageProps": {"apiData": {"jobPost": _with_text(DETAILS[name])}}}}
        script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>'
        return page_of_usual_size(f"<!DOCTYPE html><html><head></head><body>{script}</body></html>".encode())
    if name in PAGE_DETAILS:
        return page_of_usual_size(page_with(json.dumps(PAGE_NODE | {"description": TEXT})))
    return json.dumps(_with_text(DETAILS[name])).encode() if name in DETAILS else DETAIL


def _with_text(value: Any) -> Any:
    """Return an answer with each of its texts, which are short, made as long as texts are."""
    if isinstance(value, dict):
        return {key: _with_text(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_with_text(part) for part in value]
    is_text = isinstance(value, str) and value.startswith("<p>") and len(value) < TEXT_CHARACTERS
    return value * -(-TEXT_CHARACTERS // len(value)) if is_text else value


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text of HTML in what JSON holds."""
    if isinstance(value, str) and "<" in value:
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts_in(part)


def page_of_usual_size(body: bytes) -> bytes:
    """Return a page with words and links around what it is for."""
    return body.replace(
        b"<body>", b"<body>" + b'<div class="row"><p>Words <a href="/jobs">and a link</a></p></div>' * 400
    )
