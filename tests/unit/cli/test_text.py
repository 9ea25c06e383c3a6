from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfinder.cli.text import block, count, escaped_for_json, one_line

HOSTILE = [
    "\x1b[31mred\x1b[0m",
    "\x1b]0;new title\x07plain",
    "\x9b31mred",
    "\u202eevil\u202c",
    "a\u2066b\u2069c",
    "bell\x07",
    "back\x08space",
    "carriage\rreturn",
    "\x1b(0line drawing",
    "tag\U000e0041",
    "half \ud800 pair",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_a_terminal_would_act_on_is_left(text: str) -> None:
    for cleaned in (one_line(text), block(text)):
        assert not any(character in cleaned for character in "\x1b\x9b\x07\x08\r\u202e\u2066\u202c\u2069\ud800")


@given(st.text())
def test_a_line_is_one_line_without_control_characters(text: str) -> None:
    line = one_line(text)
    assert "\n" not in line
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in line)


def test_an_escape_sequence_goes_whole() -> None:
    assert one_line("a\x1b[1;31mb\x1b]8;;https://evil.example\x07c") == "abc"


def test_other_scripts_and_joined_emoji_stay() -> None:
    for text in ("日本語", "naïve café", "👩‍💻", "می‌خواهم", "שלום"):
        assert one_line(text) == text


def test_line_ends_of_every_kind_become_line_ends() -> None:
    assert block("a\r\nb\u2028c") == "a\nb\nc"


def test_a_cut_line_ends_with_an_ellipsis() -> None:
    assert one_line("abcdefgh", 5) == "abcd…"
    assert one_line("abcde", 5) == "abcde"


@given(st.text())
def test_json_made_safe_for_a_terminal_means_the_same(text: str) -> None:
    document = escaped_for_json(json.dumps({"x": text}, ensure_ascii=False))
    assert json.loads(document) == {"x": text}
    document.encode("utf-8")
    assert "\x9b" not in document
    assert "\u202e" not in document


def test_numbers_agree_with_their_nouns() -> None:
    assert count(1, "posting") == "1 posting"
    assert count(0, "posting") == "0 postings"
    assert count(2000, "match", "matches") == "2,000 matches"
