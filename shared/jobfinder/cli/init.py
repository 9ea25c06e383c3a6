"""`jobfinder init`: from an empty folder to a first search."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jobfinder.cli import output
from jobfinder.cli.app import Command, Json, examples, new_app
from jobfinder.cli.exit_codes import Exit
from jobfinder.cli.starter import FIELDS, NONE, likely_field, starter_boards, starter_lines

if TYPE_CHECKING:
    from jobfinder.domain.person import Profile

app = new_app()


@app.command(
    cls=Command,
    epilog=examples(
        "init",
        "init --resume cv.pdf --source https://boards.greenhouse.io/acme --source https://jobs.lever.co/acme",
        "init ~/jobs --yes --starter software",
    ),
)
def init(
    folder: Annotated[
        Path | None, typer.Argument(metavar="FOLDER", help="Where; without it, here (or JOB_FINDER_HOME).")
    ] = None,
    resume: Annotated[
        Path | None, typer.Option("--resume", metavar="FILE", help="A résumé: .json, .yaml, .md, .txt, .pdf, .docx.")
    ] = None,
    source: Annotated[
        list[str] | None, typer.Option("--source", metavar="URL", help="The address of a board, or of a company.")
    ] = None,
    starter: Annotated[
        str,
        typer.Option(
            "--starter",
            metavar="FIELD",
            help="Boards of companies to begin with: software, data, ai, infrastructure, security, design, product, "
            "hardware, business, or none (which it is where nobody is asked). None of them was verified.",
        ),
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing.")] = False,
    json: Json = False,
) -> int:
    """Write the configuration into this folder and say what to do next. What is there is never overwritten."""
    from jobfinder.wiring import home

    home_folder = (folder or home()).expanduser().resolve()
    asks = not yes and not json and output.can_ask()
    if asks and resume is None:
        answer = output.ask("Your résumé, to read your skills from (a file; Enter for none)")
        resume = Path(answer).expanduser() if answer else None
    urls = list(source or [])
    while asks and (url := output.ask("A board or a company to read: its address in your browser (Enter to go on)")):
        urls.append(url)
    boards_given, companies = _checked(urls)
    profile = _profile_of(resume)
    boards = starter_boards(_field(starter, profile, asks=asks))
    texts = _files(profile, boards_given, starter_lines(boards))
    made = {name: _write(home_folder / name, text) for name, text in texts.items()}
    if json:
        output.print_json({"folder": str(home_folder), "files": made, "starter": [board.url for board in boards]})
    else:
        output.print_lines(
            f"{'wrote' if how == 'written' else 'kept '}  {home_folder / name}" for name, how in made.items()
        )
        listed = [*boards_given, *(board.url for board in boards)]
        _say_next(home_folder, resume, listed, companies, made)
        if boards and made["config/sources.yaml"] == "written":
            output.say(
                f"The {len(boards)} boards to begin with were not verified: see `jobfinder sources list` afterwards."
            )
    return Exit.OK


def _field(said: str, profile: Profile | None, *, asks: bool) -> str:
    """Return the field of the boards to begin with, "none" where none are wanted. Raises UsageProblem."""
    from jobfinder.cli.failures import UsageProblem

    choices = ", ".join((*FIELDS, NONE))
    if asks and not said:
        said = output.ask(f"Boards to begin with, not verified, of companies in ({choices})", likely_field(profile))
    field = said.strip().lower() or NONE
    if field not in (*FIELDS, NONE):
        raise UsageProblem("There are no boards to begin with of this field", where=said, todo=f"Choose {choices}.")
    return field


def _checked(urls: list[str]) -> tuple[list[str], list[str]]:
    """Return the addresses of boards and, apart, of pages where a board is to be looked for. Raises UsageProblem."""
    from jobfinder.cli.failures import UsageProblem
    from jobfinder.sources import recognise
    from jobfinder.usecases.look_up import looks_like_url

    boards: list[str] = []
    pages: list[str] = []
    for url in urls:
        found = recognise(url) if looks_like_url(url) else None
        if found is None:
            raise UsageProblem("This is not the address of a board or a page", where=url)
        (pages if found[0].type == "jobposting_page" else boards).append(url)
    return boards, pages


def _profile_of(resume: Path | None) -> Profile | None:
    """Return the profile that a résumé makes. Raises what reading it raises."""
    if resume is None:
        return None
    from jobfinder.profiles import read_profile_file
    from jobfinder.wiring import utc_now

    return read_profile_file(resume, utc_now().date()).profile


def _files(profile: Profile | None, urls: list[str], starter: list[str]) -> dict[str, str]:
    """Return the text of each file of the configuration."""
    from jobfinder.cli.folder import examples_folder, sources_document

    there = examples_folder()
    texts = {
        f"config/{name}": (there / name).read_text(encoding="utf-8")
        for name in ("config.yaml", "config.production.yaml")
    }
    texts["config/profile.yaml"] = _profile_text(profile, there)
    texts["config/sources.yaml"] = sources_document(urls, starter)
    return texts


def _profile_text(profile: Profile | None, there: Path) -> str:
    if profile is None:
        return (there / "profile.example.yaml").read_text(encoding="utf-8")
    from jobfinder.profiles import dump_profile

    return dump_profile(profile)


def _write(path: Path, text: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as target:  # "x" never overwrites, not even in a race
            target.write(text)
    except FileExistsError:
        return "kept"
    return "written"


def _say_next(folder: Path, resume: Path | None, urls: list[str], companies: list[str], made: dict[str, Any]) -> None:
    new_profile, new_sources = (made[name] == "written" for name in ("config/profile.yaml", "config/sources.yaml"))
    steps = [] if folder == Path.cwd() else [(f"cd {folder}", "")]
    if resume is not None and not new_profile:
        steps.append((f"jobfinder profile import {resume}", "your profile was there already and was kept"))
    elif resume is None and new_profile:
        steps.append(
            ("edit config/profile.yaml", "it describes an invented person; or: jobfinder profile import cv.pdf")
        )
    else:
        steps.append(("edit config/profile.yaml", "what you want, and what you will not have"))
    if urls and not new_sources:
        steps.append((f"jobfinder sources add {' '.join(urls)}", "your list of boards was there already and was kept"))
    if companies:
        steps.append((f"jobfinder sources add {' '.join(companies)}", "finds the board of each company, and asks"))
    elif not urls:
        steps.append(("jobfinder sources add URL", "for each company whose postings you want to see"))
    steps.append(("jobfinder search", "read them, score what is there, show the ranking"))
    output.say()
    output.say("Next:")
    width = min(max(len(command) for command, _ in steps), 40)
    for number, (command, words) in enumerate(steps, start=1):
        output.say(f"  {number}. {command:<{width}}  {words}".rstrip())
