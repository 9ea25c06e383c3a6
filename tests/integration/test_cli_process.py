from __future__ import annotations

import errno
import json
import os
import pty
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from jobfinder import wiring
from jobfinder.demo.server import SampleServer, serve_sample_boards
from jobfinder.domain.queue import ItemStatus
from tests.integration.cli_process import Shell, add_sample_boards, new_shell


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    with serve_sample_boards() as server:
        yield server


@pytest.fixture
def shell(tmp_path: Path, server: SampleServer) -> Shell:
    return new_shell(tmp_path, server)


# -- search -----------------------------------------------------------------------------------------------------------


def test_a_search_reads_scores_and_ranks_and_a_second_one_finds_nothing_new(shell: Shell, server: SampleServer) -> None:
    add_sample_boards(shell, server, working_only=True)
    first = shell.run("search")
    assert first.returncode == 0, first.stderr
    assert "new matches" in first.stdout
    assert "greenhouse:kiebitzgrid: 24 postings" in first.stderr
    second = shell.run("search")
    assert second.returncode == 0
    assert "Nothing new matched" in second.stdout


def test_where_nothing_matches_a_search_says_what_to_loosen_and_a_second_one_where_to_look(
    shell: Shell, server: SampleServer
) -> None:
    add_sample_boards(shell, server, working_only=True)
    first = shell.run("search", "--source", "emplois")
    assert "Nothing matched\n" in first.stdout
    assert "loosen the rules that filtered most" in first.stderr
    second = shell.run("search", "--source", "emplois")
    assert "Nothing new, and nothing matched before" in second.stdout
    assert "jobfinder queue list" in second.stderr
    assert "filtered" in shell.run("queue", "list").stdout


def test_trouble_at_some_boards_is_partly_done_and_at_all_of_them_failed(shell: Shell, server: SampleServer) -> None:
    add_sample_boards(shell, server)
    assert shell.run("search", "--source", "tidewren", "--json").returncode == 2  # fits ashby's and lever's
    assert shell.run("search", "--source", "vanished", "--json").returncode == 1
    partly = shell.run("search", "--source", "vanished", "--source", "kiebitz", "--json")
    assert partly.returncode == 5
    report = json.loads(partly.stdout)
    assert [each["health"] for each in report["trouble"]] == ["gone"]
    assert report["new_matches"] > 0


def test_a_search_without_a_profile_says_how_to_get_one(shell: Shell) -> None:
    (shell.folder / "config" / "profile.yaml").unlink()
    done = shell.run("search")
    assert done.returncode == 3
    assert "jobfinder profile import" in done.stderr


def test_a_search_for_the_person_of_the_example_says_so(shell: Shell) -> None:
    (shell.folder / "config" / "profile.yaml").unlink()
    assert shell.run("init", "--yes").returncode == 0
    assert "invented person" in shell.run("search", "--offline").stderr


def test_a_changed_profile_scores_known_postings_again(shell: Shell, server: SampleServer) -> None:
    add_sample_boards(shell, server, working_only=True)
    shell.run("search", "--source", "kiebitz")
    path = shell.folder / "config" / "profile.yaml"
    path.write_text(path.read_text().replace("pay_floor: 80000", "pay_floor: 10000"))
    done = shell.run("search", "--offline")
    assert "will be scored again" in done.stderr
    assert "will be scored again" not in shell.run("search", "--offline").stderr


def test_matches_that_a_changed_profile_turns_down_are_not_listed_any_more(shell: Shell, server: SampleServer) -> None:
    add_sample_boards(shell, server, working_only=True)
    shell.run("search", "--source", "kiebitz")
    best, touched = shell.json("matches")[:2]
    assert shell.run("state", touched["id"], "applied").returncode == 0
    path = shell.folder / "config" / "profile.yaml"
    path.write_text(path.read_text().replace("excluded_companies: [", "excluded_companies: [Kiebitz Grid, "))
    assert "Nothing new matched" in shell.run("search", "--offline").stdout
    assert [row["id"] for row in shell.json("matches")] == [touched["id"]]  # what the user touched stays in sight
    assert "Not a match any more" in shell.run("show", best["id"]).stdout


def test_boards_listed_in_the_file_are_added_once(shell: Shell) -> None:
    (shell.folder / "config" / "sources.yaml").write_text(
        "sources:\n  - url: https://jobs.lever.co/acme\n    every_hours: 12\n"
    )
    assert "Added from config/sources.yaml: lever:acme" in shell.run("search", "--offline").stderr
    assert "Added" not in shell.run("search", "--offline").stderr


# -- pipes and terminals ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [("--help",), ("version",), ("config", "check"), ("version", "--json")])
def test_a_reader_that_stops_reading_ends_it_quietly(words: tuple[str, ...], shell: Shell) -> None:
    read, write = os.pipe()
    process = subprocess.Popen(
        shell.argv(*words), cwd=shell.folder, env=shell.environ, stdout=write, stderr=subprocess.PIPE, text=True
    )
    os.close(write)
    os.close(read)
    _, err = process.communicate(timeout=30)
    assert err == ""
    assert process.returncode == 141


def completed(shell: Shell, *words: str) -> list[str]:
    """Return what bash would be offered after these words."""
    typed = {"COMP_WORDS": " ".join(("jobfinder", *words)), "COMP_CWORD": str(len(words))}
    code = "from jobfinder.cli import main; import sys; sys.argv = ['jobfinder']; main()"
    environ = {**shell.environ, "_JOBFINDER_COMPLETE": "complete_bash", **typed}
    done = subprocess.run([shell.argv()[0], "-c", code], env=environ, cwd=shell.folder, capture_output=True, text=True)
    return done.stdout.split()


def test_the_shell_completes_commands_keys_and_states(shell: Shell, server: SampleServer) -> None:
    add_sample_boards(shell, server)
    assert completed(shell, "so") == ["sources"]
    assert completed(shell, "sources", "disable", "greenhouse:k") == ["greenhouse:kiebitzgrid"]
    assert completed(shell, "state", "1f3a", "app") == ["applied"]
    assert "--min-score" in completed(shell, "matches", "--m")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_a_closed_stream_is_no_bug(closed: str, shell: Shell) -> None:
    command = f"{' '.join(shell.argv('version'))} {closed}"
    done = subprocess.run(["bash", "-c", command], cwd=shell.folder, env=shell.environ, capture_output=True, text=True)
    assert done.returncode == 0
    assert done.stderr == ""


def on_a_terminal(shell: Shell, *words: str, **environ: str) -> str:
    """Return what a command writes to a terminal of its own."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        shell.argv(*words),
        cwd=shell.folder,
        env={**shell.environ, "TERM": "xterm", **environ},
        stdout=slave,
        stderr=slave,
    )
    os.close(slave)
    written = b""
    try:
        while chunk := os.read(master, 65536):
            written += chunk
    except OSError as error:
        if error.errno != errno.EIO:  # the terminal is gone with the process
            raise
    os.close(master)
    assert process.wait(timeout=60) in (0, 5)
    return written.decode()


def test_a_terminal_gets_colours_and_live_progress_but_not_when_refused(shell: Shell, server: SampleServer) -> None:
    add_sample_boards(shell, server, working_only=True)
    assert "\x1b[" in on_a_terminal(shell, "search", "--source", "kiebitz")
    assert "\x1b[1m" in on_a_terminal(shell, "matches")
    assert "\x1b" not in on_a_terminal(shell, "matches", NO_COLOR="1")
    assert "\x1b" not in on_a_terminal(shell, "search", "--offline", TERM="dumb")


def test_a_locale_without_the_characters_still_gets_an_answer(shell: Shell, server: SampleServer) -> None:
    add_sample_boards(shell, server, working_only=True)
    shell.run("search", "--source", "hoshizora")
    for words in (("queue", "list"), ("why", "x"), ("sources", "list")):
        done = shell.run(*words, PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
        assert "Traceback" not in done.stderr
        assert "bug" not in done.stderr


# -- signals ----------------------------------------------------------------------------------------------------------


def wait_for(stream: IO[str] | None, word: str) -> None:
    assert stream is not None
    for line in stream:
        if word in line:
            return
    raise AssertionError(f"it ended without saying {word!r}")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_run_stops_cleanly_when_asked_to(number: signal.Signals, shell: Shell, server: SampleServer) -> None:
    add_sample_boards(shell, server, working_only=True)
    process = shell.start("run")
    wait_for(process.stdout, "scored an item")  # it is in the midst of its work
    asked_at = time.monotonic()
    process.send_signal(number)
    out, err = process.communicate(timeout=10)
    assert time.monotonic() - asked_at < 10
    assert process.returncode == 0, err
    assert err == ""
    logged = [json.loads(line) for line in out.splitlines()]
    assert logged[-1]["message"] == "stopped"
    ports = wiring.bootstrap(shell.folder, shell.environ)
    assert not ports.store.items(status=ItemStatus.PROCESSING)
    ports.store.close_store()


def test_an_interrupted_search_loses_nothing(shell: Shell, server: SampleServer) -> None:
    add_sample_boards(shell, server, working_only=True)
    process = shell.start("search")
    wait_for(process.stderr, "postings")
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=15)
    assert process.returncode == 130
    assert "Nothing was lost" in err
    assert shell.run("search", "--json").returncode == 0
    assert_all_scored_once(shell)


def assert_all_scored_once(shell: Shell) -> None:
    ports = wiring.bootstrap(shell.folder, shell.environ)
    unfinished = [item for item in ports.store.items(limit=10_000) if item.status is not ItemStatus.SUCCEEDED]
    matches = [(match.search, match.listing_id) for match in ports.store.matches()]
    listings = sum(1 for _ in ports.store.each_listing())
    ports.store.close_store()
    assert not unfinished
    assert len(matches) == len(set(matches))
    assert listings >= 150


@pytest.mark.parametrize("seed", range(3))
def test_a_search_that_is_killed_is_made_up_for_by_the_next(seed: int, shell: Shell, server: SampleServer) -> None:
    add_sample_boards(shell, server, working_only=True)
    process = shell.start("search")
    wait_for(process.stderr, "postings")
    time.sleep(0.15 * seed)
    process.kill()
    process.communicate()
    assert shell.run("search", "--json").returncode == 0
    assert_all_scored_once(shell)


# -- start-up ---------------------------------------------------------------------------------------------------------


def test_the_list_of_matches_loads_nothing_it_can_do_without(shell: Shell) -> None:
    assert shell.run("matches").returncode == 0  # which checks every setting, and notes that they are right
    code = (
        "import sys; from jobfinder.cli import main; main(['matches']);"
        "heavy = ('yaml', 'rich.table', 'rich.console', 'httpx', 'jobfinder.config', 'jobfinder.sources');"
        "heavy += ('jobfinder.domain.reading', 'jobfinder.domain.policy');"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([shell.argv()[0], "-c", code], env=shell.environ, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_help_loads_neither_typer_nor_rich_nor_pydantic(shell: Shell) -> None:
    code = (
        "import sys; from jobfinder.cli import main; main(['--help']);"
        "print([name for name in ('typer', 'rich', 'pydantic', 'yaml', 'sqlite3') if name in sys.modules])"
    )
    done = subprocess.run([shell.argv()[0], "-c", code], env=shell.environ, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
