"""docs/operations.md: every alert there is has its section, every command exists, every figure is the code's."""

from __future__ import annotations

import logging
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from jobfinder import log
from jobfinder.config import AlertSettings, QueueSettings
from jobfinder.domain.alarm_book import FORGOTTEN_AFTER, HOUR, KINDS, OTHER, SETTLES_AFTER
from jobfinder.domain.environments import PRODUCTION, STAGING
from jobfinder.runtime.bell import TODO
from jobfinder.runtime.deliveries import MOST_DELIVERIES
from jobfinder.runtime.heartbeat import STALLED_AFTER_SECONDS
from jobfinder.runtime.watchdog import EXIT_CODE, HUNG_AFTER_SECONDS
from jobfinder.usecases.failures import LONGEST_WAIT_SECONDS
from jobfinder.usecases.watch_over import STANDS_STILL
from tests.guides import CONTAINERS, console, guide, jobfinder_commands, missing_links, parse
from tests.places import ROOT

GUIDE = guide("operations.md")
WORDS = " ".join(GUIDE.split())
SECTIONS = dict(re.findall(r"^### ([\w-]+)\n(.*?)(?=^##)", GUIDE, re.MULTILINE | re.DOTALL))


def test_each_kind_of_alert_has_its_section_and_no_other_has_one() -> None:
    assert list(SECTIONS) == [*KINDS, OTHER.name]
    urgent = {name for name, text in SECTIONS.items() if text.lstrip().startswith("*Urgent.*")}
    assert urgent == {kind.name for kind in KINDS.values() if kind.is_urgent}
    for name in urgent:
        assert f"`{name}`" in GUIDE.partition("## Each alert")[0]


def test_each_part_of_the_health_says_what_to_do() -> None:
    named = re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \|", SECTIONS["health"], re.MULTILINE)))
    assert set(named) == set(TODO)


@pytest.mark.parametrize("command", jobfinder_commands(GUIDE))
def test_each_command_is_one_that_the_command_line_takes(command: str) -> None:
    parse(command)


def test_there_is_a_command_to_look_at_in_every_section() -> None:
    assert [name for name, text in SECTIONS.items() if not console(text)] == ["other"]
    assert len(jobfinder_commands(GUIDE)) > 15


def test_containers_are_called_by_their_names() -> None:
    commands = [shlex.split(command) for command in console(GUIDE) if command.startswith("docker ")]
    assert {words[-1] for words in commands if words[1] in ("start", "stop", "restart")} <= set(CONTAINERS)
    assert all(set(words) & set(CONTAINERS) for words in commands)
    assert {words[1] for words in commands} == {"inspect", "logs", "start", "stop"}


def test_every_file_and_heading_that_is_linked_is_there() -> None:
    assert missing_links(GUIDE) == []
    for path in re.findall(r"`(deploy/[\w./-]+)`", GUIDE):
        assert (ROOT / path).is_file()


def test_the_figures_are_those_of_the_code() -> None:
    alerts, queue = AlertSettings(), QueueSettings()
    for words in (
        f"within {SETTLES_AFTER.seconds // 60} minutes was never over",
        f"At most {alerts.per_hour} messages an hour (`alerts.per_hour`)",
        f"At least {alerts.retries} items (`alerts.retries`)",
        f"has not changed for {STANDS_STILL.seconds // 60} minutes",
        f"stood still for {STALLED_AFTER_SECONDS:.0f} seconds",
        f"after {HUNG_AFTER_SECONDS / 60:.0f} the process ends by itself",
        f"Exit code {EXIT_CODE} is a bug of ours",
        f"was delivered {MOST_DELIVERIES} times",
        f"a lease of {queue.lease_seconds:.0f} seconds",
        f"after {queue.first_wait_seconds:.0f} seconds, then a minute, up to an hour",
        f"go after {STAGING.succeeded_retention_days} days in staging and {PRODUCTION.succeeded_retention_days} in",
    ):
        assert words in WORDS, words
    assert LONGEST_WAIT_SECONDS == 3600
    assert KINDS["failed"].lasts == HOUR
    assert FORGOTTEN_AFTER.days == 30
    assert queue.max_attempts == 5


def test_the_names_of_settings_and_variables_are_those_that_are_read() -> None:
    from jobfinder.config import Settings

    sections = Settings.model_fields
    for section, key in re.findall(r"`(\w+)\.(\w+)(?:: \w+)?`", GUIDE):
        if section in sections:
            assert key in sections[section].annotation.model_fields, f"{section}.{key}"  # type: ignore[union-attr]
    for section, key in re.findall(r"JOB_FINDER_([A-Z]+)__([A-Z]+)", GUIDE):
        assert key.lower() in sections[section.lower()].annotation.model_fields  # type: ignore[union-attr]


@pytest.mark.skipif(shutil.which("grep") is None, reason="grep is not here")
def test_what_the_guide_greps_for_is_found_in_a_log_as_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    handlers = log.logger.handlers[:]
    for name in ("scheduler.log", "queue_worker.log"):
        handler = logging.FileHandler(tmp_path / "logs" / name, encoding="utf-8")
        handler.setFormatter(log.JsonLines())
        log.logger.handlers[:] = [handler]
        try:
            log.event("sweep_queue failed: away", logging.ERROR, tries=5, given_up=True)
            log.event("scraped a source", logging.WARNING, source="greenhouse:acme")
        finally:
            handler.close()
            log.logger.handlers[:] = handlers
    commands = [command for command in console(GUIDE) if command.startswith(("grep ", "tail "))]
    assert len(commands) == 4
    for command in commands:
        done = subprocess.run(shlex.split(command), cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip()
