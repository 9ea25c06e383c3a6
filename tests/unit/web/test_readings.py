"""A match's page and its JSON say what a model read, what the rules read, and what to beware of."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from jobfinder.domain.extraction.reading import ModelReading
from jobfinder.domain.extraction.said import Intake, Met, Requirement
from jobfinder.domain.match import Match, Part
from jobfinder.domain.queue import Ending, ItemKind, Outcome, QueueItem
from jobfinder.ports import Ports
from tests.unit.cli.conftest import NOW, a_listing, keep
from tests.unit.web.conftest import Site

READING = ModelReading(
    model="anthropic:claude-haiku-5-5",
    at=NOW,
    fields=("employment", "work_mode"),
    disagreements=("level: read as junior; the model read senior in “lead”",),
    requirements=(
        Requirement("five years of roofs", Met.MET, "Roofs (6 years)"),
        Requirement("stairs at scale", Met.PARTIAL, "Stairs (1 year)"),
        Requirement("a pilot’s licence", Met.MISSING),
        Requirement("calm on ladders", Met.UNKNOWN),
    ),
    strengths=("The roofs are yours.",),
    concerns=("Nothing is said of ladders.",),
    intake=Intake(
        summary="Lead with the big roof.",
        skills=("Carpentry", "Roofing"),
        highlights=("Built the town hall’s roof",),
        projects=("The bridge",),
        keywords=("slate",),
        gaps=("Say that you learn to fly.",),
    ),
    micros=1234,
    input_tokens=1500,
    output_tokens=300,
)


def keep_read(ports: Ports, reading: ModelReading | None, number: int = 1) -> Match:
    """Store a match with a model's reading and return it."""
    match = keep(ports, a_listing(number))
    assert match is not None
    ports.store.enqueue([QueueItem(id="again", kind=ItemKind.RESCORE, listing_id=match.listing_id, created_at=NOW)])
    found = ports.store.item("again")
    assert found is not None
    claimed = ports.store.claim(found.ticket, now=NOW, lease_seconds=60, token="t")
    assert claimed is not None
    first, *others = match.decision.parts
    level = Part("level", 0, 0, "senior", read_by="model")
    parts = (replace(first, read_by="local and model"), level, *others)
    said = reading or ModelReading()
    decision = replace(
        match.decision,
        parts=parts if said.fields else match.decision.parts,
        strengths=("Roofs", *said.strengths),
        concerns=said.concerns,
    )
    changed = replace(match, reading=reading, decision=decision)
    ports.store.finish(claimed, Ending(Outcome.MATCHED), [changed], now=NOW)
    return changed


def words_of(site: Site, path: str) -> str:
    """Return a page as a person reads it."""
    text = re.sub(r"<(?:title|style).*?</(?:title|style)>|<[^>]+>", " ", site.get(path).text, flags=re.DOTALL)
    return " ".join(text.split())


def test_each_part_and_each_sentence_says_whether_the_model_had_a_part_in_it(site: Site) -> None:
    match = keep_read(site.ports, READING)
    words = words_of(site, f"/matches/{match.id}")
    assert words.count("read by rules and the model") == words.count("read by the model") == 1
    assert "The roofs are yours. the model" in words
    assert "Nothing is said of ladders. the model" in words
    assert "Roofs the model" not in words
    assert "From the model: employment, work mode; all other facts were read by rules." in words
    assert "anthropic:claude-haiku-5-5" in words
    assert "1,500 tokens in, 300 out, $0.0012" in words
    assert "level: read as junior; the model read senior in “lead”" in words


def test_requirements_are_shown_with_the_words_of_the_posting_and_of_the_profile(site: Site) -> None:
    match = keep_read(site.ports, READING)
    words = words_of(site, f"/matches/{match.id}")
    assert "you have it five years of roofs from the posting Roofs (6 years) from your profile" in words
    assert "partly stairs at scale from the posting Stairs (1 year) from your profile" in words
    assert "you lack it a pilot’s licence from the posting not shown by your profile" in words


def test_the_advice_for_a_resume_is_shown_and_says_when_it_is_of_an_earlier_profile(site: Site) -> None:
    match = keep_read(site.ports, READING)
    words = words_of(site, f"/matches/{match.id}")
    for told in (
        "Summary Lead with the big roof.", "Skills first Carpentry Roofing", "Highlights Built the town hall’s roof",
        "Projects The bridge", "Keywords slate", "Answers to gaps Say that you learn to fly.",
    ):  # fmt: skip
        assert told in words
    assert "earlier profile" not in words


def test_advice_that_was_written_for_an_earlier_profile_says_so_and_leaves_out_what_is_empty(site: Site) -> None:
    assert READING.intake is not None
    match = keep_read(site.ports, replace(READING, intake=replace(READING.intake, is_current=False, projects=())))
    words = words_of(site, f"/matches/{match.id}")
    assert "written for an earlier profile of yours" in words
    assert "Projects" not in words


def test_what_to_beware_of_stands_above_all_and_in_the_list(site: Site) -> None:
    flagged = ModelReading(flags=("the posting speaks to a language model, so no model was asked",))
    match = keep_read(site.ports, flagged)
    words = words_of(site, f"/matches/{match.id}")
    assert words.index("Beware. The posting speaks to a language model") < words.index("What did you do?")
    assert "read by rules alone" in words
    assert "beware" in words_of(site, "/")


def test_a_match_that_waits_for_a_model_or_had_none_says_so(site: Site) -> None:
    waiting = keep_read(site.ports, ModelReading(awaits="The budget of $0.50 is spent"))
    assert "Not read by a model yet: The budget of $0.50 is spent" in words_of(site, f"/matches/{waiting.id}")


def test_without_a_model_the_page_says_so_and_shows_no_empty_sections(site: Site) -> None:
    match = keep_read(site.ports, None)
    words = words_of(site, f"/matches/{match.id}")
    assert "Read by rules alone; no model was asked." in words
    assert not any(title in words for title in ("What it asks for", "For your résumé", "Beware"))


def test_the_json_holds_the_whole_reading(site: Site) -> None:
    match = keep_read(site.ports, READING)
    found: dict[str, Any] = site.api(f"/matches/{match.id}").json or {}
    assert found["reading"]["model"] == READING.model
    assert found["reading"]["requirements"][0] == {
        "quote": "five years of roofs", "met": "met", "evidence": "Roofs (6 years)",
    }  # fmt: skip
    assert found["reading"]["intake"]["keywords"] == ["slate"]
    assert [part.get("read_by", "local") for part in found["parts"]][:2] == ["local and model", "model"]
