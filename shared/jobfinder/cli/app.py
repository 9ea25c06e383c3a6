"""The typer application: commands load when they are asked for, help is plain and quick, errors end in `main`."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, MutableMapping
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from jobfinder.cli import catalogue


class _Loading(MutableMapping[str, Any]):
    """The commands by name, each imported when it is first looked up."""

    def __init__(self) -> None:
        self._loaded: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._loaded:
            module = importlib.import_module(f"jobfinder.cli.{catalogue.ENTRIES[name].module}")
            command = typer.main.get_command(module.app)
            command.name, command.short_help = name, catalogue.ENTRIES[name].summary
            self._loaded[name] = command
        return self._loaded[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(catalogue.ENTRIES)

    def __len__(self) -> int:
        return len(catalogue.ENTRIES)


class RootGroup(TyperGroup):
    """The first level: every command of the catalogue."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{**settings, "commands": None})
        self.commands = _Loading()

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names, none of them loaded."""
        return list(catalogue.ENTRIES)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the first page of help."""
        formatter.write(catalogue.root_help() + "\n")


class Command(TyperCommand):
    """A command whose help is the same with every release of typer, and whose examples print as they are written."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return what follows the command's name: [OPTIONS] ID [URL]..."""
        pieces = [self.options_metavar or ""]
        for argument in self._arguments(ctx):
            name = _shown_name(argument) if argument.required else f"[{_shown_name(argument)}]"
            pieces.append(f"{name}..." if argument.nargs == -1 else name)
        return pieces

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the arguments and the options with what they mean."""
        rows = [(_shown_name(argument), argument.help) for argument in self._arguments(ctx)]
        records = (each.get_help_record(ctx) for each in self.get_params(ctx) if each.param_type_name == "option")
        for title, lines in (("Arguments", rows), ("Options", [record for record in records if record])):
            if lines:
                with formatter.section(title):
                    formatter.write_dl(lines)

    def _arguments(self, ctx: Any) -> list[Any]:
        return [each for each in self.get_params(ctx) if each.param_type_name == "argument"]

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write the examples."""
        if self.epilog:
            formatter.write(f"\n{self.epilog.strip()}\n")


def _shown_name(argument: Any) -> str:
    return str(argument.metavar or argument.name.upper())


def new_app(help: str = "") -> typer.Typer:  # noqa: A002 - typer's own name for it
    """Return a typer application for one command or one group of commands."""
    return typer.Typer(
        help=help or None,
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        context_settings=CONTEXT,
    )


CONTEXT = {"help_option_names": ["--help", "-h"], "max_content_width": 100}
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def examples(*lines: str) -> str:
    """Return the closing lines of a command's help."""
    return "\n".join(("Examples:", *(f"  jobfinder {line}" for line in lines)))


root = typer.Typer(
    cls=RootGroup,
    add_completion=True,
    invoke_without_command=False,
    rich_markup_mode=None,
    context_settings=CONTEXT,
)


@root.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", is_eager=True, help="Print the version.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the trace of an error.")] = False,
) -> None:
    """Finds the few job postings worth your time, and loses none."""


def run(argv: list[str]) -> Any:
    """Run one command and return what it returned: an exit code, or None. Raises whatever it raised."""
    return typer.main.get_command(root).main(argv, prog_name="jobfinder", standalone_mode=False)
