"""Lays out tables: columns aligned in terminal cells, so that CJK and emoji line up; titles give way last.

The measuring is rich's; its own tables take longer to import than ten thousand matches take to rank.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

GAP = 2
LEAST = 6  # cells that a column which gives way keeps

Style = Callable[[str, str], str]  # words and the style's name in, styled words out


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `shrinks` above 0 lets it be cut with an ellipsis where room is short: the smaller, the sooner.

    `from_width` is the width of terminal from which the column is shown at all.
    """

    title: str
    right: bool = False
    shrinks: float = 0.0
    style: str = ""
    from_width: int = 0


def table_lines(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int, style: Style | None = None
) -> Iterator[str]:
    """Yield the lines of a table at most `width` cells wide, the titles first if there are any."""
    from rich.cells import cell_len

    shown = [number for number, column in enumerate(columns) if width >= column.from_width]
    columns = [columns[number] for number in shown]
    cells = [[row[number] for number in shown] for row in rows]
    has_titles = any(column.title for column in columns)
    everything = [*([[column.title for column in columns]] if has_titles else []), *cells]
    natural = [max((cell_len(row[at]) for row in everything), default=0) for at in range(len(columns))]
    widths = _fitted(natural, columns, width - GAP * (len(columns) - 1))
    for number, row in enumerate(everything):
        is_title = has_titles and number == 0
        yield _line(row, columns, widths, style, is_title=is_title)


def _fitted(widths: list[int], columns: Sequence[Column], room: int) -> list[int]:
    """Return the widths with the excess taken from the columns that give way, cell by cell from the widest."""
    widths = list(widths)
    giving = [at for at, column in enumerate(columns) if column.shrinks]
    for _ in range(sum(widths) - room):
        able = [at for at in giving if widths[at] > LEAST]
        if not able:
            break
        widths[max(able, key=lambda at: widths[at] / columns[at].shrinks)] -= 1
    return widths


def _line(
    row: Sequence[str], columns: Sequence[Column], widths: Sequence[int], style: Style | None, *, is_title: bool
) -> str:
    pieces = []
    for text, column, width in zip(row, columns, widths, strict=True):
        cell = _cell(text, width, right=column.right)
        name = "bold" if is_title else column.style
        pieces.append(style(cell, name) if style and name else cell)
    return (" " * GAP).join(pieces).rstrip()


def _cell(text: str, width: int, *, right: bool) -> str:
    from rich.cells import cell_len, set_cell_size

    length = cell_len(text)
    if length > width:
        return set_cell_size(set_cell_size(text, width - 1).rstrip() + "…", width)
    return " " * (width - length) + text if right else text + " " * (width - length)
