import html
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jobfinder.html_text import MAX_CHARACTERS, clean_text
from tests.places import SHARED, needs_shared


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<div>One</div><div>Two</div>", "One\nTwo"),
        ("One<br>Two<br/><br />Three", "One\nTwo\n\nThree"),
        ("<ul><li>One</li><li><p>Two</p></li></ul>", "- One\n- Two"),
        ("<table><tr><th>Level</th><th>Pay</th></tr><tr><td>L3<td>$90</table>", "Level Pay\nL3 $90"),
        ("C<b>#</b> and <em>F</em>#", "C# and F#"),
        ("Build <b>APIs</b> in <a href='/x' title=\"a > b\">Go</a>", "Build APIs in Go"),
        ("<p>Never <b>closed <i>tags", "Never closed tags"),
        ("</div></p>Only closed</span>", "Only closed"),
        ("<H2>Loud</H2>TAGS", "Loud\n\nTAGS"),
        ("<o:p>From a word processor</o:p>", "From a word processor"),
    ],
)
def test_layout_becomes_lines_and_inline_tags_neither_glue_nor_split_words(raw, clean):
    assert clean_text(raw) == clean


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_escaped_html_is_read_like_html_however_often_it_was_escaped(layers):
    raw = "<div><p>Pay &amp; perks &lt; 100k&nbsp;a year</p><ul><li>R&amp;D</li></ul></div>"
    for _ in range(layers):
        raw = html.escape(raw)
    assert clean_text(raw) == "Pay & perks < 100k a year\n\n- R&D"


def test_escaped_tags_amid_real_ones_separate_words_too():
    raw = "Use <b>care</b>&lt;p&gt;Erlang&lt;/p&gt;&lt;p&gt;Elixir&lt;/p&gt;"
    assert clean_text(raw).split() == ["Use", "care", "Erlang", "Elixir"]


@pytest.mark.parametrize(
    "text",
    [
        "salary < 100k and rising > inflation",
        "R&D, AT&T, Q&A",
        "C++ & C#",
        "List<String> and Map<K, V>",
        "we <3 code; 1 < 2",
        "x<y",
        "AT&notes are not entities",
        "a > b && c",
    ],
)
def test_plain_text_with_signs_of_markup_stays_as_it_is(text):
    assert clean_text(text) == text


def test_plain_text_keeps_its_lines_and_bullets_become_dashes():
    assert clean_text("Duties:\r\n• one\r\n•two\n* three\n\n\n\nEnd  of\ttext ") == (
        "Duties:\n- one\n- two\n- three\n\nEnd of text"
    )


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>if (a < b) { alert('</p>') }</script>",
        "<style>p { color: red }</style>",
        "<!-- a <b>comment</b> -->",
        "<p hidden>secret</p>",
        "<div style='color:red; display: none'>secret <p>more</p></div>",
        '<span style="visibility:hidden">secret</span>',
        "<template><p>secret</p></template>",
        "<svg><title>logo</title></svg>",
        "<select><option>Yes</option></select>",
    ],
)
def test_what_nobody_sees_is_not_text(unseen):
    assert clean_text(f"<p>Before</p>{unseen}<p>After</p>") == "Before\n\nAfter"


def test_characters_that_are_not_seen_are_taken_out_and_spaces_are_plain():
    raw = "Zero\u200bwidth\u00a0space, soft\u00adhyphen, \u202eright to left\u202c, \U000e0041tags\U000e007f\ufeff\x07"
    assert clean_text(raw) == "Zerowidth space, softhyphen, right to left, tags"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Caf\u00c3\u00a9 and cr\u00c3\u00a8me", "Café and crème"),
        ("We\u00e2\u20ac\u2122re hiring", "We’re hiring"),
        ("M\u00c3\u00bcnchen \u00e2\u20ac\u201c Berlin", "München – Berlin"),
        ("S\u00c3O PAULO, \u00c2ngela", "S\u00c3O PAULO, \u00c2ngela"),  # real capitals, not mojibake
        ("Let\u00e2\u0080\u0099s go \u2192 \u5c71", "Let’s go \u2192 \u5c71"),  # control characters are proof enough
        ("Caf\u00c3\u00a9 for 日本", "Caf\u00c3\u00a9 for 日本"),  # not all of it can be repaired, so none is
    ],
)
def test_utf_8_read_as_windows_1252_is_repaired_only_where_all_of_it_proves_it(raw, clean):
    assert clean_text(raw) == clean


def test_line_breaks_of_the_source_are_white_space_however_they_are_written():
    for line_break in ("\n", "\r\n", "\r"):
        assert clean_text(f"<p>Bake{line_break}& sell</p>{line_break}<p>Clean{line_break}up</p>") == (
            "Bake & sell\n\nClean up"
        )


def test_a_number_of_too_many_digits_is_no_character():
    assert clean_text("&lt;p&gt;a &#" + "9" * 5000 + "; b&lt;/p&gt;") == "a \ufffd b"


def test_half_a_surrogate_pair_never_reaches_a_store():
    assert clean_text("bad \ud800 char").encode("utf-8")
    assert clean_text("<p>bad \udfff char &amp; more</p>").encode("utf-8")


def test_long_text_is_cut_between_words():
    cut = clean_text("<p>" + "word " * 40_000 + "</p>")
    assert MAX_CHARACTERS - 10 < len(cut) <= MAX_CHARACTERS
    assert cut.endswith("word")


_HOSTILE = {
    "brackets": "<" * 1_000_000,
    "nested blocks": "<div>" * 100_000,
    "nested formatting": "<b>" * 100_000 + "<p>" * 100_000,
    "odd formatting": "".join(f'<b x=">{at}">' for at in range(20_000)) + "<p>" * 20_000,
    "hidden": "<div hidden>" * 100_000,
    "open quotes": "<a '" * 200_000,
    "mixed quotes": "<a '\"'\" " * 100_000,
    "comments": "<!--" * 250_000,
    "tables": "<table>" * 100_000,
    "entities": "&amp;" * 200_000,
    "stacked entities": "&" + "amp;" * 250_000,
    "layers": "<" * 5_000 + "b" + ">" * 5_000,
    "breaks": "<br>" * 200_000,
    "spaces": " " * 1_000_000,
    "bullets": "\n• " * 200_000,
    "hiding words": "hidden none " * 100_000 + "<p>",
    "marks": "\x01\x02\x03\x04" * 200_000,
    "mojibake": "\u00c3\u00a9" * 200_000,
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_hostile_input_takes_linear_time(name):
    began = time.process_time()
    assert len(clean_text(_HOSTILE[name])) <= MAX_CHARACTERS
    assert time.process_time() - began < 5  # a quadratic step would take minutes


_BITS = st.one_of(
    st.sampled_from(["<p>", "</p>", "<b>", "</b>", "<li>", "<br>", "<div hidden>", "</div>", "<td>", "<!--", "-->"]),
    st.sampled_from(["<script>", "</script>", "<String>", "<", ">", "<a", "'", '"', "=", "word", "C++", "•", "\n"]),
    st.sampled_from(["&", "&lt;", "&lt;p&gt;", "&amp;", "&amp;amp;", "&nbsp;", "&#60;", "&#x3c;", "&NotEqualTilde;"]),
    st.sampled_from(["\u200b", "\u00a0", "\u00c3", "\u00a9", "\x01", "\ud800", "A\u0303"]),
)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=200), st.lists(_BITS, max_size=40).map("".join), st.lists(_BITS, max_size=40).map(" ".join)
    )
)
@example("&amp;lt;p&amp;gt;x")
@example(" •0")
@example("<<b>b>x</b>")
@example("\u00c3\u200b\u00a9")
@example("•\u00c3\u2013")
@example("\u212b\u2013")
def test_any_text_is_cleaned_without_error_and_clean_text_stays_as_it_is(raw):
    clean = clean_text(raw)
    assert clean_text(clean) == clean
    assert clean == clean.strip()
    assert "\n\n\n" not in clean
    assert "  " not in clean
    clean.encode("utf-8")


@needs_shared
def test_the_text_that_was_glued_together_by_an_earlier_system_is_three_words():
    import yaml

    cases = yaml.safe_load((SHARED / "corpus" / "reading-postings.yaml").read_text("utf-8"))["skills"]
    glued = [case for case in cases if "glued" in str(case.get("wrong", ""))]
    assert glued
    for case in glued:
        words = clean_text(case["text"]).split()
        assert set(case["expect"]) <= set(words)
        assert "APIs" in words
