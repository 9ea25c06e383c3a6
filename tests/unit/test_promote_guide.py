"""docs/promote.md, followed: its git steps in a scratch repository, its Compose steps by Compose, its checks where a
machine can check. What needs an engine is followed in tests/containers."""

from __future__ import annotations

import logging
import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from jobfinder import log
from jobfinder.config import load_settings
from jobfinder.domain.environments import PRODUCTION, STAGING
from jobfinder.errors import Misconfigured
from tests.containers.composing import readers
from tests.guides import CONTAINERS, console, guide, jobfinder_commands, missing_links, parse
from tests.places import ROOT

GUIDE = guide("promote.md")
SECTIONS = dict(re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", GUIDE, re.MULTILINE | re.DOTALL))
CHECKS = [
    (found[1], found[2].replace("\\|", "|"))
    for found in re.finditer(r"^\| ([^|]+) \| `((?:\\\||[^`])+)` \|", GUIDE, re.MULTILINE)
    if found[2].split()[0] in ("docker", "make", "git")
]
GIT = {
    "PATH": os.environ["PATH"],
    "HOME": "/nonexistent",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_{what}": "robin@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
}


class Repository:
    """A scratch repository with a bare `origin`, both on this disk."""

    def __init__(self, folder: Path) -> None:
        self.origin, self.folder = folder / "origin.git", folder / "work"
        folder.mkdir(exist_ok=True)
        self._git("init", "-q", "--bare", "-b", "main", str(self.origin), where=folder)
        self._git("clone", "-q", str(self.origin), str(self.folder), where=folder)
        self._git("checkout", "-q", "-b", "main")
        self.commit("first")
        self.do("git push -q origin main")
        self.do("git checkout -q -b develop")

    def _git(self, *words: str, where: Path | None = None) -> str:
        done = subprocess.run(["git", *words], cwd=where or self.folder, env=GIT, capture_output=True, text=True)
        assert done.returncode == 0, f"git {' '.join(words)}: {done.stdout}{done.stderr}"
        return done.stdout.strip()

    def do(self, command: str) -> str:
        words = shlex.split(command)
        assert words[0] == "git"
        return self._git(*words[1:])

    def commit(self, name: str) -> str:
        (self.folder / name).write_text(name)
        self._git("add", name)
        self._git("commit", "-q", "-m", name)
        return self._git("rev-parse", "HEAD")

    def at_origin(self, *words: str) -> str:
        return self._git(*words, where=self.origin)


def git_steps(section: str, until: str = "") -> list[str]:
    text = SECTIONS[section].partition(until)[0] if until else SECTIONS[section]
    return [command for command in console(text) if command.startswith("git ")]


def test_the_git_steps_of_a_promotion_bring_the_tag_and_the_merge_to_origin(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    wanted = repository.commit("a feature")
    repository.do("git push origin develop")
    steps = git_steps("Promote", until="Your pipeline builds")
    assert [step.split()[1] for step in steps] == ["checkout", "tag", "push", "checkout", "merge", "push"]
    for step in steps:
        repository.do(step)
    assert repository.at_origin("cat-file", "-t", "v1.2.3") == "tag"
    assert repository.at_origin("rev-parse", "v1.2.3^{commit}") == wanted
    assert repository.at_origin("merge-base", "--is-ancestor", "v1.2.3", "main") == ""
    assert repository.at_origin("ls-tree", "--name-only", "main").splitlines() == ["a feature", "first"]
    repository.do("git checkout v1.2.3")  # the step of whoever builds it where it runs


def test_the_git_steps_of_a_roll_back_take_a_merged_change_out_of_develop_again(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.do("git checkout -q -b feature")
    repository.commit("a bad idea")
    repository.do("git checkout -q develop")
    repository.commit("a good one")
    repository.do("git merge -q --no-ff -m merged feature")
    merge = repository.do("git rev-parse HEAD")
    for step in git_steps("Roll back"):
        repository.do(step.replace("MERGE", merge))
    assert repository.at_origin("ls-tree", "--name-only", "develop").splitlines() == ["a good one", "first"]


@pytest.mark.parametrize("read", readers())
def test_a_roll_back_names_the_release_and_nothing_else_changes(read: Any) -> None:
    (command,) = [each for each in console(SECTIONS["Roll back"]) if "docker compose" in each]
    variable, *words = shlex.split(command)
    assert words == ["docker", "compose", "--profile", "production", "up", "-d"]
    name, _, version = variable.partition("=")
    before, after = (read("production", environ=environ)["services"] for environ in ({}, {name: version}))
    assert after[PRODUCTION.container]["image"] == f"localhost/job-finder:{version}"
    assert {**before[PRODUCTION.container], "image": ""} == {**after[PRODUCTION.container], "image": ""}
    assert before[PRODUCTION.updater] == after[PRODUCTION.updater]


def test_what_is_built_by_hand_is_what_compose_starts() -> None:
    built = [re.findall(r"-t (\S+)", command) for command in console(GUIDE) if command.startswith("docker build")]
    assert [tags[0] for tags in built] == [f"localhost/job-finder:{one.image_tag}" for one in (STAGING, PRODUCTION)]
    for environment in (STAGING, PRODUCTION):
        assert readers()[0](environment.name)["services"][environment.container]["image"] in {tags[0] for tags in built}


def test_what_is_built_by_hand_says_of_which_commit_it_is_as_the_checks_ask() -> None:
    builds = [command for command in console(GUIDE) if command.startswith("docker build")]
    assert all('--build-arg REVISION="$(git rev-parse HEAD)"' in command for command in builds)
    assert "ARG REVISION" in (ROOT / "Dockerfile.local").read_text(encoding="utf-8")


def test_the_checklists_of_the_specification_are_all_there() -> None:
    counts = {title: len(re.findall(r"^\| [^-c|]", text, re.MULTILINE)) for title, text in SECTIONS.items()}
    assert counts["Before it goes to staging"] >= 4
    assert counts["Before it goes to production"] >= 7
    assert counts["After it went to production"] >= 5
    assert len(CHECKS) >= 20


@pytest.mark.parametrize(("name", "command"), CHECKS, ids=[name for name, _ in CHECKS])
def test_each_check_is_a_command_that_can_be_given(name: str, command: str) -> None:
    words = shlex.split(command)
    if words[0] == "make":
        assert re.search(rf"^{words[1]}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    if words[0] == "docker":
        assert set(words) & set(CONTAINERS), command
        assert words[1] in ("inspect", "exec", "logs", "stats")
    for label in re.findall(r'Labels "([\w.]+)"', command):
        assert f"{label}=" in (ROOT / "Dockerfile.local").read_text(encoding="utf-8")


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="this is no clone: what is committed cannot be asked")
@pytest.mark.parametrize("command", [command for _, command in CHECKS if command.startswith("git ")])
def test_nothing_private_and_no_key_is_committed_here(command: str) -> None:
    done = subprocess.run(shlex.split(command), cwd=ROOT, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_the_search_for_keys_finds_one(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    (command,) = [command for _, command in CHECKS if command.startswith("git grep")]
    for number, text in enumerate(("-----BEGIN RSA PRIVATE" + " KEY-----", "key: sk-ant" + "-" + "a1" * 20)):
        (repository.folder / f"leak{number}").write_text(text)
        repository.do(f"git add leak{number}")
    assert repository.do(command).count("leak") == 2


def test_what_the_checks_grep_for_is_how_the_log_writes_it() -> None:
    lines = [
        log.JsonLines().format(logging.makeLogRecord({"msg": message, "levelno": level, "levelname": name}))
        for message, level, name in (("an item failed", logging.ERROR, "ERROR"), ("started", logging.INFO, "INFO"))
    ]
    patterns = [shlex.split(command)[-1] for _, command in CHECKS if "| grep" in command]
    assert len(patterns) == 2
    for pattern in patterns:
        assert sum(pattern in line for line in lines) == 1


@pytest.mark.parametrize("command", jobfinder_commands(GUIDE))
def test_each_command_is_one_that_the_command_line_takes(command: str) -> None:
    parse(command)


def test_every_file_and_heading_that_is_linked_is_there() -> None:
    assert missing_links(GUIDE) == []


def test_the_figures_are_those_of_the_environments() -> None:
    assert f"within\n{STAGING.update_every_seconds} seconds" in GUIDE
    assert f"within\n   {PRODUCTION.update_every_seconds} seconds" in GUIDE
    for one in (STAGING, PRODUCTION):
        assert f"far below {one.cpu_limit:g} CPU and {one.memory_limit_mib / 1024:g} GiB" in GUIDE


# -- a change of configuration ----------------------------------------------------------------------------------------


def test_a_copied_configuration_is_refused_until_what_the_guide_lists_has_changed(tmp_path: Path) -> None:
    folder = tmp_path / "config"
    folder.mkdir()
    (command,) = [each for each in console(GUIDE) if each.startswith("cp ")]
    _, source, target = shlex.split(command)
    (tmp_path / source).write_text((ROOT / source).read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / target).write_text((tmp_path / source).read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(Misconfigured) as caught:
        load_settings(tmp_path, {"ENVIRONMENT": "production"})
    assert "staging" in str(caught.value)
    assert "production" in str(caught.value)
    values = yaml.safe_load((tmp_path / target).read_text(encoding="utf-8"))
    for key, to in rows_of("production"):
        put(values, key, to)
    (tmp_path / target).write_text(yaml.safe_dump(values), encoding="utf-8")
    settings = load_settings(tmp_path, {"ENVIRONMENT": "production"})
    assert settings == load_settings(ROOT, {"ENVIRONMENT": "production"})


def rows_of(environment: str) -> list[tuple[str, Any]]:
    """Return the keys of the table, each with its value in an environment."""
    rows = re.findall(r"^\| `([\w.]+)`.*? \| (.*?) \| (.*?) \|$", SECTIONS["A change of configuration"], re.MULTILINE)
    found = [(key, (staging, production)[environment == "production"]) for key, staging, production in rows]
    official = yaml.safe_load((ROOT / "config" / PRODUCTION.config_file).read_text(encoding="utf-8"))
    return [(key, official[key] if key == "owns" else yaml.safe_load(words.strip("`"))) for key, words in found]


def put(values: dict[str, Any], key: str, value: Any) -> None:
    *path, last = key.split(".")
    for part in path:
        values = values[part]
    values[last] = value


def test_the_table_tells_every_key_in_which_the_two_files_differ() -> None:
    files = [
        dict(flat(yaml.safe_load((ROOT / "config" / one.config_file).read_text(encoding="utf-8"))))
        for one in (STAGING, PRODUCTION)
    ]
    differ = {key for key in files[0].keys() | files[1].keys() if files[0].get(key) != files[1].get(key)}
    assert {key.partition(".")[0] if key.startswith("owns.") else key for key in differ} == {
        key for key, _ in rows_of("production")
    }


def flat(values: dict[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    found = []
    for key, value in values.items():
        found += flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(f"{prefix}{key}", value)]
    return found
