"""The heartbeat: written whole, red within two intervals, with words."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jobfinder.runtime.heartbeat import INTERVAL_SECONDS, PARTS, Heartbeat, heartbeat_path, read_health

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


def alive(path: Path, at: datetime = NOW) -> Heartbeat:
    heartbeat = Heartbeat(path, began_at=at)
    for part in PARTS:
        heartbeat.beat(part, at)
    heartbeat.write(at)
    return heartbeat


def test_a_machine_whose_parts_all_beat_is_healthy(tmp_path: Path) -> None:
    alive(tmp_path / "beat")
    found = read_health(tmp_path / "beat", NOW + seconds(INTERVAL_SECONDS))
    assert not found.problems
    assert set(found.ages_seconds.values()) == {INTERVAL_SECONDS}


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_stalls_is_red_within_two_intervals_and_named(part: str, tmp_path: Path) -> None:
    heartbeat = alive(tmp_path / "beat")
    heartbeat.complain(part, "the disk is on fire")
    for step in range(1, 4):
        now = NOW + seconds(step * INTERVAL_SECONDS)
        for other in PARTS.keys() - {part}:
            heartbeat.beat(other, now)
        heartbeat.write(now)
    just_before, just_after = (NOW + seconds(2 * INTERVAL_SECONDS + more) for more in (0, 1))
    assert not read_health(tmp_path / "beat", just_before).problems
    (problem,) = read_health(tmp_path / "beat", just_after).problems
    assert problem == f"{PARTS[part]} for {2 * INTERVAL_SECONDS + 1:.0f} s: the disk is on fire"


def test_a_part_that_beats_again_takes_its_complaint_back(tmp_path: Path) -> None:
    heartbeat = alive(tmp_path / "beat")
    heartbeat.complain("store", "locked")
    heartbeat.beat("store", NOW + seconds(90))
    heartbeat.write(NOW + seconds(90))
    assert json.loads((tmp_path / "beat").read_text())["complaints"] == {}


def test_a_machine_that_hangs_before_its_first_beat_is_red(tmp_path: Path) -> None:
    heartbeat = Heartbeat(tmp_path / "beat", began_at=NOW)
    heartbeat.write(NOW)
    assert len(read_health(tmp_path / "beat", NOW + seconds(2 * INTERVAL_SECONDS + 1)).problems) == len(PARTS)


def test_where_nothing_runs_health_says_so(tmp_path: Path) -> None:
    alive(tmp_path / "beat").remove()
    assert "Nothing runs here" in read_health(tmp_path / "beat", NOW).problems[0]


def test_the_heartbeat_of_a_neighbour_stays(tmp_path: Path) -> None:
    alive(tmp_path / "beat")
    Heartbeat(tmp_path / "beat", began_at=NOW).remove()
    assert not read_health(tmp_path / "beat", NOW).problems


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"beats": {"watcher": 3}, "complaints": {}}', '{"beats": 1}'])
def test_a_file_that_is_no_heartbeat_is_red(text: str, tmp_path: Path) -> None:
    (tmp_path / "beat").write_text(text)
    assert "cannot be read" in read_health(tmp_path / "beat", NOW).problems[0]


def test_a_beat_from_the_future_is_no_sign_of_life(tmp_path: Path) -> None:
    alive(tmp_path / "beat", NOW + timedelta(days=1))
    assert len(read_health(tmp_path / "beat", NOW).problems) == len(PARTS)


def test_a_clock_that_is_set_back_does_not_stop_the_writing(tmp_path: Path) -> None:
    heartbeat = alive(tmp_path / "beat", NOW)
    earlier = NOW - timedelta(days=1)
    for part in PARTS:
        heartbeat.beat(part, earlier)
    heartbeat.write(earlier)
    assert not read_health(tmp_path / "beat", earlier).problems


def test_it_is_written_once_an_interval(tmp_path: Path) -> None:
    heartbeat = alive(tmp_path / "beat")
    heartbeat.beat("watcher", NOW + seconds(1))
    heartbeat.write(NOW + seconds(1))
    assert read_health(tmp_path / "beat", NOW + seconds(10)).ages_seconds["watcher"] == 10


def test_a_reader_never_sees_half_of_it_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    heartbeat = alive(tmp_path / "beat")
    with (tmp_path / "beat").open() as before:
        heartbeat.write(NOW + seconds(INTERVAL_SECONDS))
        json.load(before)
    assert [path.name for path in tmp_path.iterdir()] == ["beat"]


def test_one_that_cannot_be_written_is_told_once_and_does_not_end_the_work(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobfinder.log.logger.propagate", True)
    heartbeat = Heartbeat(tmp_path / "missing" / "beat", began_at=NOW)
    for step in range(3):
        heartbeat.write(NOW + seconds(step * INTERVAL_SECONDS))
    assert [record.getMessage().partition(":")[0] for record in caplog.records] == ["the heartbeat cannot be written"]


def test_each_environment_and_each_home_has_a_file_of_its_own(tmp_path: Path) -> None:
    homes = [(tmp_path / "a", "staging"), (tmp_path / "a", "production"), (tmp_path / "b", "staging")]
    assert len({heartbeat_path(*home) for home in homes}) == 3
