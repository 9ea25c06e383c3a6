import re
import tomllib
from collections import Counter

import pytest

from jobfinder.demo import catalogue
from jobfinder.demo.catalogue import SamplePosting, boards, find, slugify
from jobfinder.demo.markup import items_html, sections, to_html, to_plain
from jobfinder.errors import Misconfigured

ALL = [posting for board in boards().values() for posting in board.postings]
WHOLE = [posting for posting in ALL if "broken" not in posting.slug and not posting.text.endswith("…")]
DENSE_SCRIPTS = {"ja", "ar"}  # say as much in fewer characters


def test_there_are_enough_postings_boards_and_kinds_of_board():
    with_postings = [board for board in boards().values() if board.postings]
    assert len(ALL) >= 190
    assert len(with_postings) >= 12
    assert Counter(board.type for board in with_postings)["greenhouse"] >= 2
    assert len({board.type for board in with_postings}) == 8


def test_most_texts_are_of_one_posting_only():
    assert len({posting.text for posting in WHOLE}) >= 150


def test_postings_come_from_many_countries_languages_and_currencies():
    assert len({posting.country for posting in ALL if posting.country}) >= 20
    assert {"en", "de", "fr", "es", "pt", "pl", "nl", "ja", "ar"} <= {posting.language for posting in ALL}
    assert len({posting.pay.currency for posting in ALL if posting.pay}) >= 7
    assert {posting.pay.period for posting in ALL if posting.pay} == {"hour", "day", "week", "month", "year"}


@pytest.mark.parametrize("posting", WHOLE, ids=lambda posting: f"{posting.board}/{posting.slug}")
def test_a_text_is_as_long_as_real_ones(posting: SamplePosting):
    least = 400 if posting.language in DENSE_SCRIPTS else 600
    assert least <= len(to_plain(posting.markup)) <= 3000


def test_every_link_stays_on_a_reserved_domain():
    linked = [posting.url for posting in ALL] + [board.id for board in boards().values() if "//" in board.id]
    assert all(re.match(r"https://([a-z-]+\.)*[a-z-]+\.example/", url) for url in linked)


def test_no_text_is_left_with_a_word_to_fill_in():
    assert not [posting.slug for posting in ALL if re.search(r"\{\w+\}", posting.markup)]


def test_native_ids_differ_within_a_board():
    for board in boards().values():
        assert len({posting.native_id for posting in board.postings}) == len(board.postings), board.name


def test_ages_run_from_an_hour_or_so_to_ninety_days():
    ages = [posting.days for posting in ALL]
    assert min(ages) <= 0.2
    assert 80 <= max(ages) <= 90


def test_a_cut_copy_keeps_title_and_company_and_loses_most_of_the_text():
    original, copy = find("kiebitz", "senior-go-edge"), find("farwork", "senior-go-edge")
    assert (copy.title, copy.company) == (original.title, original.company)
    assert len(copy.markup) < len(original.markup) / 2
    assert copy.url.startswith(original.url)


def test_a_repost_has_the_same_text_and_another_id():
    first, again = find("kiebitz", "data-engineer-berlin"), find("kiebitz", "data-engineer-berlin-old")
    assert first.markup == again.markup
    assert first.native_id != again.native_id


def test_a_title_without_latin_letters_gets_a_slug_of_its_own():
    assert slugify("مهندس") != slugify("看護師")
    assert slugify("Köln & Łódź") == "koln-odz"


def test_a_data_file_that_is_no_toml_is_named(monkeypatch):
    def broken(text: str) -> dict:
        raise tomllib.TOMLDecodeError("Expected '=' (at line 3, column 1)")

    monkeypatch.setattr(catalogue.tomllib, "loads", broken)
    with pytest.raises(Misconfigured, match=r"alder\.toml.*|line 3"):
        catalogue._load("alder")


def test_a_copy_of_nothing_is_refused_by_name():
    document = {"type": "feed", "posting_url": "https://x.example/{slug}"}
    with pytest.raises(Misconfigured, match="kiebitz/no-such"):
        catalogue._copy("farwork", document, {"of": "kiebitz/no-such"}, {"kiebitz": ()})


def test_markup_becomes_html_with_text_escaped_and_raw_blocks_kept():
    html = to_html("R&D first.\n\n## You\n- C++ < C#\n\n<p hidden>raw</p>")
    assert html == "<p>R&amp;D first.</p>\n<h3>You</h3>\n<ul>\n<li>C++ &lt; C#</li>\n</ul>\n<p hidden>raw</p>"


def test_markup_becomes_plain_text_and_bare_items():
    markup = "One.\n\n## You\n\n- first\n- second\n\n<p>raw</p>"
    assert to_plain(markup) == "One.\n\nYou\n\n• first\n• second\n\nraw"
    assert items_html("- first\n- second") == "<li>first</li>\n<li>second</li>"
    assert [part.heading for part in sections(markup)] == ["", "You"]
