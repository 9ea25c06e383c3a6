"""A line of a backup gives back every value that a document can hold, exactly."""

import math
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobfinder.domain.backup import FORMAT, CollectionFile, Manifest, file_name, manifest_of, manifest_text
from jobfinder.domain.kept import GeoPoint, Kept, Reference, from_line, to_line
from jobfinder.errors import Unreadable

MOMENT = datetime(2026, 11, 24, 13, 30, 0, 123456, tzinfo=UTC)

_scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.text(st.characters(exclude_categories=())),
    st.binary(max_size=20),
    st.datetimes(timezones=st.just(UTC)),
    st.builds(Reference, st.text(min_size=1)),
    st.builds(GeoPoint, st.floats(-90, 90), st.floats(-180, 180)),
)
_keys = st.one_of(st.text(max_size=8), st.sampled_from(["$moment", "$bytes", "$$float", "$", "$place"]))
_values = st.recursive(
    _scalars, lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_keys, inner, max_size=4))
)


@settings(max_examples=200, deadline=None)
@given(identity=st.text(min_size=1, max_size=20), fields=st.dictionaries(_keys, _values, max_size=5))
def test_whatever_a_document_holds_comes_back_and_takes_one_line(identity: str, fields: dict[str, Any]) -> None:
    line = to_line(Kept(identity, fields))
    assert line.count(b"\n") == 1
    assert from_line(line) == Kept(identity, fields)
    assert to_line(from_line(line)) == line


def test_a_number_that_json_lacks_comes_back() -> None:
    fields = from_line(to_line(Kept("a", {"n": math.nan, "i": -math.inf}))).fields
    assert math.isnan(fields["n"])
    assert fields["i"] == -math.inf


def test_a_whole_number_and_a_fraction_stay_what_they_are() -> None:
    fields = from_line(to_line(Kept("a", {"whole": 1, "fraction": 1.0}))).fields
    assert [type(value) for value in fields.values()] == [int, float]


def test_what_no_store_holds_is_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        to_line(Kept("a", {"x": object()}))


@pytest.mark.parametrize(
    "line",
    [
        *(
            b"",
            b"{",
            b"[]\n",
            b"\xff\n",
            b'{"id": 1, "fields": {}}\n',
            b'{"id": "a"}\n',
            b'{"id": "a", "fields": []}\n',
        ),
        b'{"id": "a", "fields": {"m": {"$moment": "soon"}}}\n',
        b'{"id": "a", "fields": {"b": {"$bytes": "?"}}}\n',
    ],
)
def test_a_line_that_is_no_document_is_named_unreadable(line: bytes) -> None:
    with pytest.raises(Unreadable):
        from_line(line)


# -- the manifest

MANIFEST = Manifest(
    format=FORMAT,
    environment="staging",
    database="portfolio-staging",
    store="sqlite",
    schema_version=3,
    version="0.1.0",
    created_at=MOMENT,
    read_at=MOMENT,
    collections=(CollectionFile(collection="meta", file="meta.jsonl", documents=2, bytes=90, sha256="0" * 64),),
)


def test_a_manifest_comes_back() -> None:
    assert manifest_of(manifest_text(MANIFEST)) == MANIFEST


@pytest.mark.parametrize("before", [b"staging", b'"documents": 2', b'"bytes": 90', b'"schema_version": 3', b"0000000"])
def test_an_edited_manifest_is_found(before: bytes) -> None:
    with pytest.raises(Unreadable, match="changed after it was written"):
        manifest_of(manifest_text(MANIFEST).replace(before, before[:-1] + b"1", 1))


def test_a_manifest_that_leads_out_of_its_folder_is_refused() -> None:
    stranger = CollectionFile(collection="meta", file="../meta.jsonl", documents=2, bytes=90, sha256="0" * 64)
    with pytest.raises(Unreadable, match="not those of its collections"):
        manifest_of(manifest_text(replace(MANIFEST, collections=(stranger,))))


def test_a_manifest_of_a_newer_format_says_so() -> None:
    text = manifest_text(MANIFEST).replace(b'"format": 1', b'"format": 2')
    with pytest.raises(Unreadable, match="newer Job Finder"):
        manifest_of(text)


@pytest.mark.parametrize("text", [b"", b"[]", b"null", b"{}", b"\xff\xfe"])
def test_what_is_no_manifest_is_unreadable(text: bytes) -> None:
    with pytest.raises(Unreadable):
        manifest_of(text)


def test_a_collection_of_any_name_is_a_file_in_the_folder() -> None:
    assert file_name("job-queue") == "job-queue.jsonl"
    assert "/" not in file_name("a/../b")
    assert len({file_name(name) for name in ("a/b", "a%2Fb", "a b", "Ä")}) == 4
