from __future__ import annotations

import json
from dataclasses import replace

from jobfinder.domain.extraction.reading import ModelReading
from jobfinder.domain.extraction.said import Intake, Met, Requirement
from jobfinder.domain.match import Match
from jobfinder.domain.queue import Ending, ItemKind, Outcome, QueueItem
from jobfinder.ports import Ports
from tests.unit.cli.conftest import NOW, Run, a_listing, keep

READING = ModelReading(
    model="anthropic:claude-haiku-5-5",
    at=NOW,
    fields=("level",),
    disagreements=("level: read as junior; the model read senior in “lead”",),
    requirements=(
        Requirement("five years of Python", Met.MET, "Python (6 years)"),
        Requirement("a pilot's licence", Met.MISSING),
    ),
    intake=Intake(
        summary="Lead with pipelines.", skills=("Python",), gaps=("Say you can learn to fly.",), is_current=False
    ),
    micros=1234,
    input_tokens=1500,
    output_tokens=300,
)


def store(ports: Ports, reading: ModelReading) -> Match:
    match = keep(ports, a_listing(1))
    assert match is not None
    item = QueueItem(id="again", kind=ItemKind.RESCORE, listing_id=match.listing_id, created_at=NOW)
    ports.store.enqueue([item])
    found = ports.store.item("again")
    assert found is not None
    claimed = ports.store.claim(found.ticket, now=NOW, lease_seconds=60, token="t")
    assert claimed is not None
    parts = (replace(match.decision.parts[0], read_by="local and model"), *match.decision.parts[1:])
    changed = replace(match, reading=reading, decision=replace(match.decision, parts=parts))
    ports.store.finish(claimed, Ending(Outcome.MATCHED), [changed], now=NOW)
    return changed


def test_a_match_shows_what_the_model_read_with_both_quotes_and_the_cost(ports: Ports, run: Run) -> None:
    shown = run("show", store(ports, READING).id[:10]).out
    assert "yes     “five years of Python” — your profile: “Python (6 years)”" in shown
    assert "no      “a pilot's licence”" in shown
    assert "Summary: Lead with pipelines." in shown
    assert "earlier profile" in shown
    assert "[read by: local and model]" in shown
    assert "1,500 tokens in, 300 out, $0.0012" in shown


def test_a_flag_is_the_first_thing_that_is_told_of_a_reading(ports: Ports, run: Run) -> None:
    flagged = ModelReading(flags=("the posting speaks to a language model, so no model was asked",))
    shown = run("show", store(ports, flagged).id[:10]).out
    assert "Beware" in shown
    assert "Read by" not in shown


def test_what_a_model_has_not_read_yet_says_why(ports: Ports, run: Run) -> None:
    assert "the budget is spent" in run("show", store(ports, ModelReading(awaits="the budget is spent")).id[:10]).out


def test_the_reading_is_part_of_the_json(ports: Ports, run: Run) -> None:
    found = json.loads(run("show", store(ports, READING).id[:10], "--json").out)
    assert found["reading"]["requirements"][0]["met"] == "met"
    assert found["parts"][0]["read_by"] == "local and model"
