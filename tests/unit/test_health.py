"""How a source stands is told by its own runs: what is usual, what is not, for how long, and who is told of it once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from jobfinder.domain.alarms import Alarm
from jobfinder.domain.condition import HealthState, Symptom
from jobfinder.domain.expectation import expected_of, fields_lacking
from jobfinder.domain.health import examined, hours_until_next
from jobfinder.domain.posting import Pay, Posting
from jobfinder.domain.source import Completeness, Run, Source, after_run, healed
from jobfinder.domain.source_alarms import alarm_of, settled_keys

START = datetime(2026, 11, 1, 6, tzinfo=UTC)
HEALTHY, DEGRADED, QUARANTINED = HealthState


class Story:
    """A source and what becomes of it, run by run, `hours_apart`; others answer unless it is not `only_this_one`."""

    def __init__(self) -> None:
        self.source = Source(key="lever:acme", type="lever", board="acme", url="https://x.example", added_at=START)
        self.alarms: list[Alarm] = []
        self.ended: list[str] = []
        self.waits: list[float] = []
        self.hours_apart = 6.0
        self.only_this_one = True
        self._at = START

    def run(self, *founds: int, completeness: str = "complete", **counts: Any) -> Story:
        """Let runs pass, each of which finds so many postings."""
        for found in founds:
            run = Run(
                source_key="lever:acme",
                started_at=self._at,
                seconds=1,
                completeness=Completeness(completeness),
                found=found,
                **counts,
            )
            self._take(run)
            self._at += timedelta(hours=self.hours_apart)
        return self

    def fails(self, times: int = 1, completeness: str = "failed") -> Story:
        return self.run(*([0] * times), completeness=completeness, error="no luck")

    def _take(self, run: Run) -> None:
        marked, condition = examined(self.source, run, only_this_one=self.only_this_one)
        if alarm := alarm_of(self.source, condition):
            self.alarms.append(alarm)
        self.ended += settled_keys(self.source, condition)
        failures = 0 if run.completeness is Completeness.COMPLETE else self.source.failures_in_a_row + 1
        self.waits.append(hours_until_next(marked, self.source, failures, 0.5, condition))
        self.source = after_run(
            self.source, marked, next_run_at=run.started_at, failures_in_a_row=failures, condition=condition
        )

    @property
    def state(self) -> HealthState:
        return self.source.condition.state

    @property
    def symptom(self) -> Symptom | None:
        episode = self.source.condition.episode
        return episode.symptom if episode else None


@pytest.fixture
def story() -> Story:
    return Story()


# -- what is expected -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("complete", [0, 1, 2])
def test_nothing_is_expected_of_a_new_source(story: Story, complete: int) -> None:
    story.run(*[100] * complete)
    assert expected_of(story.source.runs) is None
    story.run(3)
    assert (story.state, story.alarms) == (HEALTHY, [])


def test_what_is_usual_is_the_median_so_that_one_odd_run_moves_nothing(story: Story) -> None:
    expected = expected_of(story.run(100, 104, 96, 500, 100).source.runs)
    assert expected is not None
    assert (expected.found, expected.runs) == (100, 5)
    assert 40 < expected.least_found <= 84


def test_failed_partial_and_unchanged_runs_say_nothing_of_what_is_usual(story: Story) -> None:
    story.run(50, 50).fails(3).run(10, completeness="partial").run(0, not_modified=1)
    assert expected_of(story.source.runs) is None
    expected = expected_of(story.run(50).source.runs)
    assert expected is not None
    assert expected.found == 50


def test_a_source_that_varies_is_allowed_to(story: Story) -> None:
    story.run(40, 90, 60, 110, 75, 95, 50, 30)
    assert (story.state, story.alarms) == (HEALTHY, [])


def test_a_small_board_may_lose_most_of_its_postings_but_not_all(story: Story) -> None:
    story.run(5, 5, 5, 1)
    assert story.state is HEALTHY
    story.run(0, completeness="suspicious_zero")
    assert (story.state, story.symptom, len(story.alarms)) == (DEGRADED, Symptom.ZERO, 1)


# -- less than expected -----------------------------------------------------------------------------------------------


def test_a_cliff_is_told_once_and_its_end_too_and_a_new_one_again(story: Story) -> None:
    story.run(100, 102, 98).run(31, 30, 31)
    assert (story.state, story.symptom) == (DEGRADED, Symptom.CLIFF)
    (alarm,) = story.alarms
    assert alarm.title == "lever:acme lists far fewer postings than usual"
    assert "about 100 postings" in alarm.body
    assert "Came: 31 postings" in alarm.body
    assert "Since: 2026-11-02 00:00" in alarm.body
    assert "jobfinder sources test lever:acme" in alarm.todo
    assert story.run(99).state is HEALTHY
    assert story.ended == [alarm.key]
    story.run(20)
    assert len(story.alarms) == 2
    assert story.alarms[1].key != alarm.key


def test_a_zero_is_told_at_once_of_a_source_that_had_postings(story: Story) -> None:
    story.run(40, 41, 40).run(0, 0, completeness="suspicious_zero").run(0, 0)
    assert (story.state, story.symptom, len(story.alarms)) == (DEGRADED, Symptom.ZERO, 1)
    assert "Came: none at all" in story.alarms[0].body
    assert story.run(38).state is HEALTHY


def test_a_new_source_that_never_yields_anything_is_told_when_it_lasts(story: Story) -> None:
    story.run(0, completeness="suspicious_zero")
    assert (story.state, story.alarms) == (DEGRADED, [])
    story.run(0, 0, 0, 0, 0, completeness="suspicious_zero")
    assert [alarm.title for alarm in story.alarms] == ["lever:acme lists no postings any more"]


def test_a_jump_in_broken_rows_is_told_once_with_the_first_of_them(story: Story) -> None:
    story.run(100, 100, 100, broken=2).run(100, 100, broken=60, first_broken="row 3: no title")
    assert (story.symptom, len(story.alarms)) == (Symptom.BROKEN, 1)
    assert "60 of 100 unreadable, the first row 3: no title" in story.alarms[0].body
    assert story.run(100, broken=3).state is HEALTHY


def test_rows_that_were_always_broken_are_no_jump(story: Story) -> None:
    story.run(100, 100, 100, 100, broken=60)
    assert story.state is HEALTHY


def test_two_broken_rows_of_a_small_board_are_no_jump(story: Story) -> None:
    story.run(6, 6, 6).run(6, broken=2)
    assert story.state is HEALTHY


@pytest.mark.parametrize("field", ["text", "place", "date", "pay", "employment"])
def test_a_field_that_most_postings_lose_is_told_once(story: Story, field: str) -> None:
    story.run(50, 50, 50, judged=50, lacking={field: 5}).run(50, 50, judged=50, lacking={field: 48})
    assert (story.state, story.symptom, len(story.alarms)) == (DEGRADED, Symptom.LACKING, 1)
    assert f"{field} in about 90% of the postings" in story.alarms[0].body
    assert "in 4%" in story.alarms[0].body
    assert story.run(50, judged=50, lacking={field: 6}).state is HEALTHY


def test_a_field_that_a_board_never_had_is_not_missed(story: Story) -> None:
    story.run(50, 50, 50, 50, judged=50, lacking={"pay": 50})
    assert story.state is HEALTHY


def test_few_postings_a_run_are_judged_together(story: Story) -> None:
    story.run(*[80] * 8, judged=4, lacking={})
    assert story.run(80, judged=4, lacking={"text": 2}).state is HEALTHY
    assert story.run(80, judged=4, lacking={"text": 4}).symptom is Symptom.LACKING


def test_an_answer_that_all_is_as_before_changes_nothing(story: Story) -> None:
    story.run(100, 100, 100).run(0, not_modified=1)
    assert story.state is HEALTHY
    story.run(20).run(0, not_modified=1)
    assert (story.state, len(story.alarms)) == (DEGRADED, 1)
    story.run(100).fails(2).run(0, not_modified=1)
    assert story.state is HEALTHY


def test_an_empty_board_that_says_nothing_changed_is_believed_in_the_end(story: Story) -> None:
    story.run(40, 40, 40).run(0, 0, completeness="suspicious_zero").run(0).run(*[0] * 6, not_modified=1)
    assert story.state is DEGRADED
    assert (story.run(0, not_modified=1).state, len(story.alarms), len(story.ended)) == (HEALTHY, 1, 1)


def test_what_lasts_becomes_the_new_level_and_is_held_against_later_runs(story: Story) -> None:
    story.run(*[100] * 10).run(*[30] * 7)
    assert story.state is DEGRADED
    story.run(30)
    assert (story.state, len(story.alarms), len(story.ended)) == (HEALTHY, 1, 1)
    story.run(31, 29, 30, 5)
    assert (story.symptom, len(story.alarms)) == (Symptom.CLIFF, 2)


def test_a_long_episode_does_not_wear_down_what_is_expected(story: Story) -> None:
    story.run(100, 100, 100).fails(60).run(20)
    assert story.symptom is Symptom.CLIFF


# -- no answer --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("completeness", ["failed", "blocked"])
def test_one_transient_error_degrades_and_is_read_again_soon(story: Story, completeness: str) -> None:
    story.run(10, 10, 10).fails(1, completeness)
    assert (story.state, story.symptom, story.alarms) == (DEGRADED, Symptom.FAILING, [])
    assert story.source.enabled
    assert story.waits[-1] == 0.25
    assert story.run(10).state is HEALTHY
    assert story.ended == []


def test_failures_that_last_lead_to_quarantine_and_are_told_once(story: Story) -> None:
    story.run(10, 10, 10).fails(4)
    assert (story.state, story.alarms) == (DEGRADED, [])
    story.fails(1)
    assert (story.state, len(story.alarms)) == (QUARANTINED, 1)
    assert "Came: no luck" in story.alarms[0].body
    assert "Since: 2026-11-02 00:00" in story.alarms[0].body  # since the first of them
    assert len(story.fails(6).alarms) == 1


@pytest.mark.parametrize("completeness", ["failed", "gone"])
def test_somebody_who_searches_again_and_again_within_minutes_proves_nothing(story: Story, completeness: str) -> None:
    story.run(10, 10, 10)
    story.hours_apart = 0.02
    assert story.fails(20, completeness).state is DEGRADED
    assert story.alarms == []


def test_where_no_source_can_be_read_none_is_given_up_and_nobody_told(story: Story) -> None:
    story.run(10, 10, 10)
    story.only_this_one = False
    story.fails(12)
    assert (story.state, story.alarms) == (DEGRADED, [])
    assert max(story.waits) <= 6 * 1.25
    assert story.run(10).state is HEALTHY


def test_a_trial_that_fails_with_all_others_makes_the_next_no_later(story: Story) -> None:
    story.fails(6)
    assert story.source.condition.trials == 1
    story.only_this_one = False
    story.fails(5)
    assert (story.state, story.source.condition.trials, len(story.alarms)) == (QUARANTINED, 1, 1)


def test_trials_in_quarantine_come_ever_later_and_at_least_once_a_week(story: Story) -> None:
    story.fails(12)
    waits = story.waits[4:]
    assert waits[:5] == [6, 12, 24, 48, 96]
    assert waits[5:] == [168, 168, 168]


@pytest.mark.parametrize(("completeness", "state"), [("complete", HEALTHY), ("partial", DEGRADED)])
def test_a_trial_that_succeeds_heals(story: Story, completeness: str, state: HealthState) -> None:
    story.run(10, 10, 10).fails(7).run(10, completeness=completeness)
    assert story.state is state
    story.run(10)
    assert (story.state, story.source.condition.trials) == (HEALTHY, 0)
    assert story.ended == [story.alarms[0].key]
    assert (story.fails(4).state, len(story.alarms)) == (DEGRADED, 1)  # it takes as many failures again
    assert (story.fails(1).state, len(story.alarms)) == (QUARANTINED, 2)


def test_a_board_that_is_gone_is_looked_for_once_more_and_then_told(story: Story) -> None:
    story.run(10, 10, 10).fails(1, "gone")
    assert (story.state, story.symptom, story.alarms, story.waits[-1]) == (DEGRADED, Symptom.GONE, [], 1.0)
    story.fails(1, "gone")
    assert (story.state, len(story.alarms)) == (QUARANTINED, 1)
    assert "is gone" in story.alarms[0].title
    assert "jobfinder sources remove lever:acme" in story.alarms[0].todo


def test_a_board_that_fails_and_once_says_gone_is_not_gone_yet(story: Story) -> None:
    assert story.fails(2).fails(1, "gone").state is DEGRADED


def test_what_comes_back_with_less_is_told_as_the_other_trouble_it_is(story: Story) -> None:
    story.run(100, 100, 100).fails(5).run(10).fails(5).run(10)
    told = [alarm.title.removeprefix("lever:acme ") for alarm in story.alarms]
    assert told == ["cannot be read", "lists far fewer postings than usual"]
    story.run(100)
    assert len(story.ended) == 2


def test_a_board_that_is_only_read_in_part_is_told_when_it_lasts_and_never_quarantined(story: Story) -> None:
    story.run(10, 10, 10).run(*[8] * 9, completeness="partial", error="page 2: time-out")
    assert (story.state, story.symptom, len(story.alarms)) == (DEGRADED, Symptom.PARTLY, 1)


def test_a_board_that_asks_to_be_left_alone_longer_than_any_trial_is(story: Story) -> None:
    story.fails(5)
    run = replace(story.source.runs[0], retry_after_seconds=3600 * 500.0)
    assert hours_until_next(run, story.source, 6, 0.5, story.source.condition) == 500


def test_healing_by_hand_forgets_the_trouble_and_keeps_what_is_usual(story: Story) -> None:
    story.run(100, 100, 100).fails(8)
    story.source = healed(story.source)
    assert (story.state, story.source.next_run_at) == (HEALTHY, None)
    assert story.fails(4).state is DEGRADED
    assert story.fails(1).state is QUARANTINED
    assert expected_of(story.source.runs) is not None


# -- fields -----------------------------------------------------------------------------------------------------------


def test_a_posting_lacks_what_neither_of_its_fields_for_it_says() -> None:
    bare = Posting(native_id="1", title="Engineer", company="Acme", url="https://x.example/1")
    assert fields_lacking(bare) == ["text", "place", "date", "pay", "employment"]
    full = replace(bare, text="t", workplace="remote", posted_at=START, pay_text="50k", employment="Full-time")
    assert fields_lacking(full) == []
    assert fields_lacking(replace(full, pay_text="", pay=Pay(1, 2, "EUR", "year"))) == []
