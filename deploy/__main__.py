"""The command line: python -m deploy prepare|apply|passed|teardown|grants ENVIRONMENT ... (--help says the rest)."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from deploy.functions import Release
from deploy.gcloud import Gcloud
from deploy.google import Google
from deploy.grants import early_grants, invoker_grants, topic_grants
from deploy.passed import check_passed
from deploy.plan import Tools, apply, prepare, tear_down
from deploy.site import Site
from jobfinder.domain.environments import ENVIRONMENTS
from jobfinder.errors import JobFinderError, Misconfigured

REGION = "europe-west1"


def parser() -> argparse.ArgumentParser:
    """Return what reads the arguments."""
    root = argparse.ArgumentParser(prog="python -m deploy", description=__doc__)
    verbs = root.add_subparsers(dest="verb", required=True)
    for verb, words in {
        "prepare": "APIs, database, service accounts, secrets, build trigger: once, by the project's owner",
        "apply": "topics, rules, indexes, functions, schedules, alerts: what Cloud Build runs",
        "passed": "fail unless a revision has passed the environment before this one",
        "teardown": "take it all away; prints the plan unless --yes-delete names the environment",
        "grants": "print who may do what",
    }.items():
        one = verbs.add_parser(verb, help=words, description=words)
        one.add_argument("environment", choices=ENVIRONMENTS)
        one.add_argument("--project", required=verb != "grants", default="PROJECT")
        one.add_argument("--project-number", default="PROJECT_NUMBER")
        one.add_argument("--region", default=REGION)
        one.add_argument("--database-location", default="", help="where the database lies, if not in the region")
        if verb in ("prepare", "apply"):
            one.add_argument("--dry-run", action="store_true", help="print what a first run would do")
    _add_options(verbs.choices)
    return root


def _add_options(verbs: dict[str, argparse.ArgumentParser]) -> None:
    verbs["prepare"].add_argument("--repository", default="", help="full name of the connected repository")
    verbs["prepare"].add_argument(
        "--substitution", action="append", default=[], metavar="_NAME=VALUE", help="a value for the build file"
    )
    verbs["apply"].add_argument("--bundle", type=Path, help="build/bundle-ENVIRONMENT unless named")
    verbs["apply"].add_argument("--secret", action="append", default=[], metavar="VARIABLE=VERSION")
    verbs["apply"].add_argument("--web-variable", action="append", default=[], metavar="NAME=VALUE")
    verbs["apply"].add_argument("--channel", default="", help="full name of the notification channel for alerts")
    verbs["passed"].add_argument("--revision", required=True)
    verbs["teardown"].add_argument("--yes-delete", default="", metavar="ENVIRONMENT", help="the environment, again")
    verbs["teardown"].add_argument("--with-data", action="store_true", help="the database too")
    verbs["teardown"].add_argument("--backup", default="", metavar="gs://BUCKET/FOLDER", help="export it there first")
    verbs["teardown"].add_argument("--no-backup", action="store_true", help="there is nothing to keep")


def main(arguments: list[str] | None = None, google: Google | None = None) -> int:
    """Do what the arguments say and return the exit code: 0 done, 1 Google failed, 2 not understood, 3 refused."""
    said = parser().parse_args(arguments)
    site = Site(
        environment=ENVIRONMENTS[said.environment],
        project=said.project,
        number=said.project_number,
        region=said.region,
        database_location=said.database_location or said.region,
    )
    try:
        with tempfile.TemporaryDirectory(prefix="job-finder-") as folder:
            return _do(said, site, Path(folder), google)
    except Misconfigured as error:
        print(error, file=sys.stderr)
        return 3
    except JobFinderError as error:
        print(error, file=sys.stderr)
        return 1


def _do(said: argparse.Namespace, site: Site, folder: Path, google: Google | None) -> int:
    dry_run = getattr(said, "dry_run", False) or (said.verb == "teardown" and not said.yes_delete)
    gcloud = Gcloud(site.project, dry_run=dry_run)
    google = google or Google(lambda: gcloud.text(("auth", "print-access-token")))
    tools = Tools(gcloud=gcloud, google=google, folder=folder)
    if said.verb == "grants":
        _print_grants(site)
    elif said.verb == "passed":
        print(f"{said.revision} was deployed by build {check_passed(site, said.revision, gcloud)}")
    elif said.verb == "prepare":
        _tell(prepare(site, tools, said.repository, dict(_pair(text) for text in said.substitution)), dry_run=dry_run)
    elif said.verb == "apply":
        _check_number(site, dry_run=dry_run)
        _tell(apply(site, _release(said, site), tools, said.channel), dry_run=dry_run)
    else:
        _check_teardown(said, site)
        _tell(tear_down(site, tools, with_data=said.with_data, backup=said.backup), dry_run=dry_run)
    return 0


def _release(said: argparse.Namespace, site: Site) -> Release:
    secrets, variables = (dict(_pair(text) for text in given) for given in (said.secret, said.web_variable))
    return Release(
        bundle=said.bundle or Path("build") / f"bundle-{site.environment.name}",
        secret_versions={name: version for name, version in secrets.items() if version},
        web_variables={name: value for name, value in variables.items() if value},
    )


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not name or not equals or "," in value:
        raise Misconfigured(f"{text!r} is not NAME=VALUE (a value holds no comma)")
    return name, value


def _check_number(site: Site, *, dry_run: bool) -> None:
    if not dry_run and not site.number.isdecimal():
        todo = f"`gcloud projects describe {site.project}` says it."
        raise Misconfigured("--project-number must be given", where=f"project {site.project}", todo=todo)


def _check_teardown(said: argparse.Namespace, site: Site) -> None:
    if said.yes_delete and said.yes_delete != site.environment.name:
        todo = f"Say --yes-delete={site.environment.name} if that is what should go."
        raise Misconfigured(f"--yes-delete names {said.yes_delete!r}, but this is {site.environment.name}", todo=todo)
    if said.with_data and not said.backup and not said.no_backup:
        raise Misconfigured("The data would be lost", todo="Say --backup=gs://BUCKET/FOLDER, or --no-backup.")


def _tell(done: Counter[str], *, dry_run: bool) -> None:
    counts = ", ".join(f"{count} {word}" for word, count in sorted(done.items()))
    print(f"# dry run: nothing was changed ({sum(done.values())} things)" if dry_run else counts)


def _print_grants(site: Site) -> None:
    print("| account | role | on |\n| --- | --- | --- |")
    for grant in (*early_grants(), *topic_grants(site), *invoker_grants()):
        on = site.environment.database if grant.kind == "database" else site.named(grant.on) if grant.on else ""
        on = grant.on if grant.kind in ("topic", "subscription") else on
        account = grant.account if ":" in grant.account else site.named(grant.account)
        print(f"| {account} | {grant.role} | {grant.kind} {on}".rstrip(), "|")


if __name__ == "__main__":
    sys.exit(main())
