"""How everything is printed: data to standard output, talk to standard error, colours and width only on a terminal.

Nothing here reads rich's markup, so text from a posting is never taken for a command to the terminal.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TextIO

from jobfinder.cli.text import escaped_for_json

if TYPE_CHECKING:
    from jobfinder.cli.table import Column

UNBOUNDED = 100_000  # columns of a pipe
NARROWEST = 40
WIDEST_PARAGRAPH = 100


class ReaderGone(Exception):
    """The program at the other end of the pipe has stopped reading."""


def is_terminal(stream: TextIO) -> bool:
    """Return whether a person's terminal that understands escape codes is at the other end."""
    return stream.isatty() and os.environ.get("TERM", "") not in ("dumb", "unknown")


def width_of(stream: TextIO) -> int:
    """Return the columns to fill: the terminal's, what COLUMNS says, or no limit for a pipe or a file."""
    if not stream.isatty() and not os.environ.get("COLUMNS", "").isdigit():
        return UNBOUNDED
    return max(shutil.get_terminal_size().columns, NARROWEST)


def shows_styles(stream: TextIO) -> bool:
    """Return whether colours and bold type are wanted: on a terminal whose user has not refused them (no-color.org)."""
    return is_terminal(stream) and not os.environ.get("NO_COLOR")


def print_json(document: object) -> None:
    """Write a JSON document to standard output."""
    _write(sys.stdout, as_json(document, indent=2) + "\n")


def as_json(document: object, indent: int | None = None) -> str:
    """Return JSON text that is safe on a terminal; what JSON lacks (moments, enumerations) becomes text."""
    return escaped_for_json(json.dumps(document, ensure_ascii=False, indent=indent, default=_plain))


def _plain(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, set | frozenset | tuple):
        return list(value)
    return str(value)


def print_lines(lines: Iterable[str]) -> None:
    """Write lines to standard output as they are."""
    _write(sys.stdout, "".join(f"{line}\n" for line in lines))


def print_text(text: str) -> None:
    """Write text to standard output, not a character added."""
    _write(sys.stdout, text)


def say(words: str = "", style: str = "") -> None:
    """Write talk to standard error as it is: a terminal breaks it where it must, and a command in it can be copied."""
    _write(sys.stderr, styled(words, style, sys.stderr) + "\n")


def heading(words: str) -> None:
    """Write a heading and the empty line above it to standard output."""
    _write(sys.stdout, "\n" + styled(words, "bold", sys.stdout) + "\n")


_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}


def styled(words: str, style: str, stream: TextIO) -> str:
    """Return the words in a style (bold, dim, red, green, yellow, cyan) where the stream shows styles."""
    if not style or not shows_styles(stream):
        return words
    return f"\x1b[{_CODES[style]}m{words}\x1b[0m"


def print_table(columns: Sequence[Column], rows: Sequence[Sequence[str]], *, indent: int = 0) -> None:
    """Write a table to standard output: aligned whatever the script, cut to the terminal, uncut in a pipe."""
    from jobfinder.cli.table import table_lines

    width = width_of(sys.stdout) - indent
    style = (lambda words, name: styled(words, name, sys.stdout)) if shows_styles(sys.stdout) else None
    print_lines(" " * indent + line for line in table_lines(columns, rows, width, style))


def print_wrapped(text: str, *, indent: int = 0, hanging: int = 0) -> None:
    """Write a paragraph to standard output, wrapped at the terminal (at 100 columns of a wider one or a pipe)."""
    print_lines(_wrapped(text, min(width_of(sys.stdout), WIDEST_PARAGRAPH), indent, hanging))


def say_wrapped(text: str, *, hanging: int = 0) -> None:
    """Write a paragraph of talk to standard error, wrapped at the terminal; in a pipe it stays a line."""
    _write(sys.stderr, "".join(f"{line}\n" for line in _wrapped(text, width_of(sys.stderr), 0, hanging)))


def _wrapped(text: str, width: int, indent: int, hanging: int) -> Iterator[str]:
    import textwrap

    for line in text.splitlines() or [""]:
        wrapped = textwrap.wrap(
            line,
            width,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hanging),
            break_long_words=False,
            break_on_hyphens=False,
        )
        yield from wrapped or [""]


def ask(question: str, default: str = "") -> str:
    """Ask on standard error and return the answer, or the default where the answer is empty or nobody is there."""
    if not can_ask():
        return default
    _write(sys.stderr, f"{question}{f' [{default}]' if default else ''}: ")
    try:
        return sys.stdin.readline().strip() or default
    except UnicodeDecodeError:
        return default


def confirm(question: str, *, default: bool) -> bool:
    """Ask a yes-or-no question; where nobody is there to answer, the default holds."""
    answer = ask(f"{question} {'[Y/n]' if default else '[y/N]'}").casefold()
    return answer in ("y", "yes") if answer else default


def can_ask() -> bool:
    """Return whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _write(stream: TextIO, text: str) -> None:
    _piped(lambda: stream.write(text))
    _piped(stream.flush)


def _piped(action: Callable[[], object]) -> None:
    try:
        action()
    except BrokenPipeError as gone:
        raise ReaderGone from gone


def prepare_streams() -> None:
    """Let neither a closed stream nor a character that the locale cannot show stop a command: that prints as a ?."""
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115 - open until the process ends
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def silence_broken_pipe() -> None:
    """Point standard output at nothing, so that the interpreter's last flush finds no broken pipe to complain of."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # a captured stream has no descriptor, and then there is nothing to silence
        return
