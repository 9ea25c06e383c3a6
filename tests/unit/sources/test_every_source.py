"""Whatever a board sends, a source answers with postings, with broken rows, or with what it expected instead."""

import contextlib
import copy
import json
import subprocess
import sys
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobfinder import sources
from jobfinder.domain.posting import Posting
from jobfinder.errors import Misconfigured, Unreadable
from jobfinder.ports import Board, Page, Request
from tests.unit.sources.samples import BOARDS, BODIES, GREENHOUSE, LEVER, NOT_JSON, ROWS, parsed, put, rows_of

EVERY = pytest.mark.parametrize("name", [source.type for source in sources.types()])
JSON_BOARDS = [name for name in BODIES if name not in NOT_JSON]
DERIVED_IDS = frozenset({"workday"})  # a broken row's own field is not yet the id
WITH_TITLES = [name for name in JSON_BOARDS if ROWS[name][2]]
# What stands as a title in the samples that are no JSON, and what becomes of it.
TITLES = {"jobposting_page": "Gardener &amp; Groundskeeper", "personio": "Glazier", "icims": "Loader"}
TITLES |= {"feed": "Mason", "weworkremotely": "Joiner: evenings", "sitemap": "mason"}


def answered(name: str, body: bytes) -> Page | None:
    """Return the page, or None where it was Unreadable; anything else fails the test that asks."""
    try:
        return parsed(name, body)
    except Unreadable as error:
        said = "xpected" in error.what and "://" in error.where
        return None if said else pytest.fail(f"does not say what was expected, or where: {error}")


def test_each_source_has_a_sample_here() -> None:
    assert {source.type for source in sources.types()} == set(BODIES)


@EVERY
def test_a_sample_is_read_whole(name: str) -> None:
    page = parsed(name, BODIES[name])
    assert page.broken == ()
    assert page.postings
    for posting in page.postings:
        assert type(posting) is Posting
        assert posting.native_id
        assert posting.title == posting.title.strip() != ""
        assert posting.company
        assert posting.url.startswith("https://")
        hash(posting)  # frozen all through: no list where a tuple belongs


@EVERY
def test_a_posting_cannot_be_changed_once_it_is_read(name: str) -> None:
    posting = parsed(name, BODIES[name]).postings[0]
    with pytest.raises(AttributeError):
        posting.title = "another"  # type: ignore[misc]


@EVERY
def test_parsing_twice_yields_the_same(name: str) -> None:
    assert parsed(name, BODIES[name]) == parsed(name, BODIES[name])


@EVERY
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"null",
        b"[]",
        b"{}",
        b"[null]",
        b"[1, 2]",
        b"[[]]",
        b'"text"',
        b"0",
        b"NaN",
        b'{"jobs": null}',
        b'{"jobs": {}}',
        b'{"jobs": [null]}',
        b'{"jobs": "none"}',
        b'{"ok": false, "error": "Document not found"}',
        b'{"status": 404, "error": "Job not found"}',
        b"<!DOCTYPE html><html><body>Just a moment...</body></html>",
        b"<html>",
        b"<rss>",
        b"<?xml version='1.0'?>",
        b"<?xml version='1.0'?><urlset><url><loc>https://x.example/</loc></url></urlset>",
        b"\x00" * 1000,
        b"\xff\xfe\xfd",
        bytes(range(256)),
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"jobs":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"jobs":[{"id":1,"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}]}",
        b"<a>" * 100_000,
        b"<rss>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</rss>",
        b'<script type="application/ld+json">' + b"[" * 100_000 + b"]" * 100_000 + b"</script>",
        b'<script type="application/ld+json">' * 10_000,
        b"<script <script " * 10_000,
        b"<!--" * 100_000,
        b"{" * 10 + b'"' * 100_000,
    ],
    ids=lambda body: repr(body[:30]),
)
def test_what_is_no_answer_of_the_board_yields_nothing_or_says_what_was_expected(name: str, body: bytes) -> None:
    page = answered(name, body)
    assert page is None or not page.postings


@EVERY
def test_an_answer_that_breaks_off_anywhere_is_never_taken_for_a_whole_one(name: str) -> None:
    body = BODIES[name]
    whole = parsed(name, body).postings
    for cut in range(0, len(body), max(1, len(body) // 150)):
        page = answered(name, body[:cut])
        if page is not None and len(page.postings) < len(whole):
            assert page.broken, f"cut at {cut}: {len(page.postings)} postings and no word of the rest"


@EVERY
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_an_answer_in_another_encoding_of_unicode_is_read_alike(name: str, encoding: str) -> None:
    text = BODIES[name].decode().replace('encoding="UTF-8"', "")
    assert parsed(name, text.encode(encoding)).postings == parsed(name, text).postings


@EVERY
def test_an_undeclared_latin_answer_is_read(name: str) -> None:
    if name == "hackernews":
        text = BODIES[name].decode().replace("Baker, Cook &amp; Head of Kitchen", "Bäcker-Engineer")
        assert parsed(name, text.encode("cp1252")).postings[0].title == "Bäcker-Engineer"
        return
    if name in JSON_BOARDS:
        answer = json.loads(BODIES[name])
        for row in rows_of(name, answer):
            put(row, ROWS[name][2], "Bäcker")
        text = json.dumps(answer, ensure_ascii=False)
    else:
        text = BODIES[name].decode().replace('encoding="UTF-8"', "").replace(TITLES[name], "Bäcker")
    text = text.replace("Krak\u00c3\u00b3w", "Bern").replace("Malmö", "Bern")
    assert parsed(name, text.encode("cp1252")).postings[0].title == "Bäcker"


@EVERY
def test_fifty_megabytes_of_nothing_are_turned_down_quickly(name: str) -> None:
    for body in (b" " * 50_000_000, b"x" * 50_000_000, b"<" * 50_000_000, b'{"a":"' + b"x" * 50_000_000):
        started = time.process_time()
        assert answered(name, body) is None
        assert time.process_time() - started < 5


def test_fifty_megabytes_of_postings_are_read() -> None:
    rows = [LEVER[0] | {"description": "x" * 500_000} for _ in range(100)]
    assert len(parsed("lever", rows).postings) == 100


@pytest.mark.parametrize("wrong", [None, "", "   ", [], {}, 1.5, True])
@pytest.mark.parametrize(
    ("name", "part"),
    [(name, part) for name in JSON_BOARDS for part in (1, 2, 3) if ROWS[name][part]],
)
def test_a_row_without_id_title_or_url_is_named_and_its_neighbours_stay(name: str, wrong: Any, part: int) -> None:
    answer = json.loads(BODIES[name])
    rows = rows_of(name, answer)
    spoiled, neighbours = rows[-1], len(parsed(name, answer).postings) - 1
    put(spoiled, ROWS[name][part], wrong)
    if name == "workable":
        spoiled.pop("shortlink", None)
    page = parsed(name, answer)
    assert len(page.postings) == neighbours
    (broken,) = page.broken
    assert f"row {len(rows)}" in broken.which
    assert broken.why
    if part != 1:
        assert broken.native_id == ("" if name in DERIVED_IDS else str(spoiled[ROWS[name][1]]))


@pytest.mark.parametrize("name", JSON_BOARDS)
@pytest.mark.parametrize("wrong", [None, 7, "row", [], [[]], {}, {"a": {"b": []}}])
def test_a_row_that_is_no_row_is_named_and_its_neighbours_stay(name: str, wrong: Any) -> None:
    answer = json.loads(BODIES[name])
    whole = parsed(name, answer).postings
    rows_of(name, answer).insert(1, wrong)
    page = parsed(name, answer)
    assert page.postings == whole
    assert [broken.which for broken in page.broken] == ["row 2"]


@pytest.mark.parametrize("name", WITH_TITLES)
@pytest.mark.parametrize(
    ("cut", "shown"),
    [("\ud83d", "\ufffd"), ("\ude00\ud83d", "\ufffd\ufffd"), ("\U0001f600", "\U0001f600"), ("\\ud83d", "\\ud83d")],
)
def test_half_a_character_costs_no_more_than_itself(name: str, cut: str, shown: str) -> None:
    answer = json.loads(BODIES[name])
    put(rows_of(name, answer)[-1], ROWS[name][2], f"a{cut}b")
    page = parsed(name, answer)
    assert (page.postings[-1].title, page.broken) == (f"a{shown}b", ())


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def spoil(value: Any, draw: Any) -> Any:
    """Return JSON with one value, anywhere in it, replaced."""
    if isinstance(value, dict) and value and draw(st.booleans()):
        key = draw(st.sampled_from(sorted(value)))
        return value | {key: spoil(value[key], draw)}
    if isinstance(value, list) and value and draw(st.booleans()):
        position = draw(st.integers(0, len(value) - 1))
        return [*value[:position], spoil(value[position], draw), *value[position + 1 :]]
    return draw(ANY_JSON)


@pytest.mark.parametrize("name", JSON_BOARDS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_value_anywhere_in_an_answer_is_survived(name: str, data: st.DataObject) -> None:
    answer = spoil(copy.deepcopy(json.loads(BODIES[name])), data.draw)
    page = answered(name, json.dumps(answer).encode())
    for posting in page.postings if page else ():
        hash(posting)


@EVERY
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_bytes_anywhere_in_an_answer_are_survived(name: str, data: st.DataObject) -> None:
    body = BODIES[name]
    start = data.draw(st.integers(0, len(body)))
    end = data.draw(st.integers(start, min(len(body), start + 40)))
    answered(name, body[:start] + data.draw(st.binary(max_size=20)) + body[end:])


@EVERY
@settings(max_examples=60, deadline=None)
@given(body=st.binary(max_size=300))
def test_any_bytes_at_all_are_survived(name: str, body: bytes) -> None:
    answered(name, body)


@EVERY
@settings(max_examples=30, deadline=None)
@given(body=st.binary(max_size=300))
def test_any_bytes_as_a_detail_are_survived(name: str, body: bytes) -> None:
    posting = Posting(native_id="1", title="a", company="b", url="https://x.example/")
    with contextlib.suppress(Unreadable):
        assert sources.source_type(name).parse_detail(body, posting).native_id == "1"


def test_an_unknown_kind_of_source_is_answered_with_the_known_ones() -> None:
    with pytest.raises(Misconfigured, match="no kind of source called 'monster'") as caught:
        sources.source_type("monster")
    assert "greenhouse" in caught.value.todo


def test_importing_the_package_imports_no_decoder() -> None:
    heavy = "{'msgspec', 'selectolax', 'feedparser', 'httpx', 'httpcore'}"
    code = f"import sys, jobfinder.sources, jobfinder.fetch; print({heavy} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


def test_a_board_with_an_endpoint_of_its_own_is_asked_there() -> None:
    for name in set(JSON_BOARDS) - {"ats_scrapers", "jobspy"}:  # a library goes where it will
        source = sources.source_type(name)
        url = source.first(Board("a/../b c", endpoint="http://127.0.0.1:8123")).url
        assert url.startswith("http://127.0.0.1:8123/")
        assert "/../" not in url


def test_the_same_body_parses_alike_for_any_request() -> None:
    other = Request(url="http://127.0.0.1:8123/saved.json")
    assert parsed("greenhouse", GREENHOUSE, request=other).postings == parsed("greenhouse", GREENHOUSE).postings
    assert BOARDS["greenhouse"].id == "acme"
