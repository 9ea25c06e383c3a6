"""The commands of a first deployment, as a dry run prints them."""

import shlex
from pathlib import Path
from typing import Any

from deploy.functions import Release
from deploy.gcloud import Gcloud
from deploy.google import Google
from deploy.plan import Tools, apply, prepare, tear_down

from tests.unit.deploy.conftest import site_of

REPOSITORY = "projects/a-project/locations/europe-west1/connections/c/repositories/r"
SECRETS = {
    "ANTHROPIC_API_KEY": "3",
    "OPENAI_API_KEY": "1",
    "JOB_FINDER_NOTIFY__URLS": "2",
    "ADZUNA_APP_ID": "4",
    "ADZUNA_APP_KEY": "5",
    "USAJOBS_API_KEY": "6",
}
Words = list[str]


def no_token() -> str:
    raise AssertionError("a dry run must not call anything")


def printed(environment: str, step: str, bundle: Path, folder: Path, **more: Any) -> list[str]:
    lines: list[str] = []
    gcloud = Gcloud("a-project", dry_run=True, say=lines.append)
    tools = Tools(gcloud=gcloud, google=Google(no_token), folder=folder)
    site = site_of(environment)
    if step == "prepare":
        prepare(site, tools, REPOSITORY)
    elif step == "apply":
        apply(site, Release(bundle=bundle, secret_versions=SECRETS, web_variables={"FIREBASE_API_KEY": "k"}), tools)
    else:
        tear_down(site, tools, with_data=True, backup="gs://bucket/last")
    return lines


def commands(lines: list[str]) -> list[Words]:
    """Return the words after gcloud of each command."""
    return [shlex.split(line)[1:] for line in lines if line.startswith("gcloud ")]


def flags(words: Words) -> dict[str, str]:
    """Return the flags of a command; one that is given several times has its values joined by spaces."""
    found: dict[str, str] = {}
    for word in words:
        if word.startswith("--"):
            name, _, value = word.removeprefix("--").partition("=")
            found[name] = f"{found[name]} {value}" if name in found else value
    return found


def starting(listed: list[Words], *start: str) -> list[Words]:
    return [words for words in listed if tuple(words[: len(start)]) == start]
