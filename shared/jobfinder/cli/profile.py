"""`jobfinder profile`: who is looking, and for what."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jobfinder.cli import output
from jobfinder.cli.app import Command, Json, examples, new_app
from jobfinder.cli.exit_codes import Exit
from jobfinder.cli.folder import PROFILE
from jobfinder.cli.opening import looking, opened
from jobfinder.cli.source_files import write_whole
from jobfinder.cli.text import block, count

if TYPE_CHECKING:
    from datetime import date

    from jobfinder.domain.person import Profile
    from jobfinder.profiles import Imported
    from jobfinder.usecases.manage_profile import SavedProfile

app = new_app("Import, show, check and export your profile.")


class Format(StrEnum):
    """How to write a profile."""

    YAML = "yaml"
    JSON = "json"


# -- import -----------------------------------------------------------------------------------------------------------


@app.command(
    "import",
    cls=Command,
    epilog=examples("profile import cv.pdf", "profile import resume.json --yes", "profile import config/profile.yaml"),
)
def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A résumé or a profile: .json, .yaml, .md, .txt, .pdf or .docx.")
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Save without asking.")] = False,
    json: Json = False,
) -> int:
    """Read a résumé or a profile, show what was understood, and save it after asking.

    JSON Resume (jsonresume.org) is read as such. A résumé replaces who you are; the searches you have stay. What stood
    in config/profile.yaml is kept beside it as profile.yaml.bak.
    """
    from jobfinder.profiles import dump_profile
    from jobfinder.usecases.manage_profile import save_profile
    from jobfinder.wiring import home

    with opened() as ports:
        today = ports.clock().date()
        imported, kept = _read(file, today, _in_use(ports.store.profile(), today))
        if not json:
            _tell(imported, kept)
        if not yes and not output.confirm("Save this profile?", default=False):
            output.say("Nothing was saved." if output.can_ask() else "Nothing was saved: say --yes to save it.")
            return Exit.OK if output.can_ask() else Exit.USAGE
        profile = imported.profile
        if file.resolve() != (home() / PROFILE).resolve():
            _write(home() / PROFILE, dump_profile(profile))
        saved = save_profile(profile, ports)
    if json:
        output.print_json(_saved_json(profile, saved))
    else:
        output.say(f"Saved, and written to {home() / PROFILE}. {_rescored(saved)}")
    return Exit.OK


def _read(file: Path, today: date, before: Profile | None) -> tuple[Imported, bool]:
    """Return what a file says, and whether the searches the person has were kept. Raises NothingThere, Unreadable."""
    from jobfinder.profiles import read_profile_file
    from jobfinder.profiles.default_search import default_search
    from jobfinder.usecases.look_up import NothingThere

    if not file.exists():
        raise NothingThere("There is no such file", where=str(file))
    imported = read_profile_file(file, today)
    was_derived = imported.searches == (default_search(imported.person, today),)
    if before is None or not before.searches or not was_derived:
        return imported, False
    return replace(imported, searches=before.searches, notes=imported.notes[:-1]), True


def _in_use(stored: Profile | None, today: date) -> Profile | None:
    """Return the profile whose searches are the person's own: the file's, else the stored one, never the example's."""
    from jobfinder.cli.folder import example_profile, is_still_the_example
    from jobfinder.errors import Misconfigured
    from jobfinder.profiles import load_profile
    from jobfinder.wiring import home

    path = home() / PROFILE
    if path.is_file() and not is_still_the_example(path):
        try:
            return load_profile(path, today)
        except Misconfigured:  # it is about to be replaced, so what was last read of it counts
            return stored
    example = example_profile(today)
    if stored is not None and example is not None and stored.searches == example.searches:
        return None
    return stored


def _tell(imported: Imported, kept: bool) -> None:
    from jobfinder.profiles import summary_lines

    output.print_lines(block(line) for line in summary_lines(imported))
    if kept:
        output.print_lines(("Note: your searches stay as they are.",))


def _write(path: Path, text: str) -> None:
    """Replace the profile file as a whole or not at all, keeping what was there beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        path.with_suffix(".yaml.bak").write_bytes(path.read_bytes())
    write_whole(path, text)


def _rescored(saved: SavedProfile) -> str:
    if not saved.changed:
        return "It says the same as before."
    if not saved.to_rescore:
        return "Next: jobfinder search"
    return f"{count(saved.to_rescore, 'known posting')} will be scored again: jobfinder search --offline"


def _saved_json(profile: Profile, saved: SavedProfile) -> dict[str, Any]:
    from jobfinder.domain.person_codec import profile_to_dict

    return {"profile": profile_to_dict(profile), "changed": saved.changed, "to_rescore": saved.to_rescore}


# -- show, export, check ----------------------------------------------------------------------------------------------


def _stored() -> Profile:
    """Return the profile that scores. Raises NothingThere."""
    from jobfinder.usecases.look_up import NothingThere

    with looking() as store:
        profile = store.profile()
    if profile is None:
        raise NothingThere(
            "There is no profile yet", todo="`jobfinder profile import FILE` or `jobfinder search` saves one."
        )
    return profile


@app.command(cls=Command, epilog=examples("profile show", "profile show --json"))
def show(json: Json = False) -> None:
    """Show the profile that postings are scored by: skills with years, and each search with its rules."""
    from jobfinder.domain.person_codec import profile_to_dict
    from jobfinder.profiles import Imported, summary_lines
    from jobfinder.wiring import utc_now

    profile = _stored()
    if json:
        return output.print_json(profile_to_dict(profile))
    output.print_lines(
        block(line) for line in summary_lines(Imported(profile.person, profile.searches, (), utc_now().date()))
    )
    return output.say("Every rule: jobfinder profile export", "dim")


@app.command(cls=Command, epilog=examples("profile export > profile.yaml", "profile export --format json"))
def export(
    format_: Annotated[Format, typer.Option("--format", "-f", metavar="FORMAT", help="yaml or json.")] = Format.YAML,
    target: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="A file; without it, standard output.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Write the profile that scores, as a file that `profile import` reads back the same."""
    from jobfinder.domain.person_codec import profile_to_dict
    from jobfinder.profiles import dump_profile

    profile = _stored()
    if json or format_ is Format.JSON:
        text = output.as_json(profile_to_dict(profile), indent=2) + "\n"
    else:
        text = dump_profile(profile)
    if target is None or str(target) == "-":
        return output.print_text(text)
    write_whole(target, text)
    return output.say(f"Wrote {target}.")


@app.command(cls=Command, epilog=examples("profile check", "profile check other.yaml"))
def check(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="A profile; without it, config/profile.yaml.")
    ] = None,
    json: Json = False,
) -> int:
    """Check a profile without saving it: every mistake at once, with what is allowed (exit code 3)."""
    from jobfinder.profiles import load_profile, unknown_skills
    from jobfinder.wiring import home, utc_now

    path = file or home() / PROFILE
    profile = load_profile(path, utc_now().date())
    unknown = unknown_skills(profile)
    if json:
        output.print_json({"file": str(path), "version": profile.version, "unknown_skills": unknown})
        return Exit.OK
    searches = ", ".join(search.name for search in profile.searches)
    output.print_lines((f"{path} is right: {count(len(profile.person.skills), 'skill')}; searches: {block(searches)}",))
    if unknown:
        output.say(f"Not in the dictionary of skills, matched by your own words: {block(', '.join(unknown))}")
    return Exit.OK
