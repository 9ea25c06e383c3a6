from __future__ import annotations

from rich.cells import cell_len

from jobfinder.cli.table import Column, table_lines

COLUMNS = (Column("ID"), Column("TITLE", shrinks=2), Column("COMPANY", shrinks=1), Column("N", right=True))
ROWS = [
    ("1", "シニアエンジニア(東京)", "株式会社サンプル", "7"),
    ("22", "Platform Engineer 🚀 for everything and more", "Acme", "1,234"),
]


def test_columns_line_up_whatever_the_script() -> None:
    lines = list(table_lines(COLUMNS, ROWS, 1000))
    ends = {cell_len(line) for line in lines}
    assert len(ends) == 1  # the last column is aligned to the right, so every line ends where it does


def test_no_line_is_wider_than_the_terminal() -> None:
    for width in (40, 60, 80, 120):
        assert all(cell_len(line) <= width for line in table_lines(COLUMNS, ROWS, width))


def test_what_is_cut_says_so_and_fixed_columns_are_never_cut() -> None:
    lines = list(table_lines(COLUMNS, ROWS, 44))
    assert "…" in lines[2]
    assert "1,234" in lines[2]


def test_nothing_is_cut_where_there_is_room() -> None:
    text = "\n".join(table_lines(COLUMNS, ROWS, 100_000))
    assert "…" not in text
    assert "Platform Engineer 🚀 for everything and more" in text


def test_a_column_that_needs_room_is_left_out_of_a_narrow_terminal() -> None:
    columns = (Column("A"), Column("B", from_width=100))
    assert "B" not in next(table_lines(columns, [("a", "b")], 80))
    assert "B" in next(table_lines(columns, [("a", "b")], 100))


def test_a_table_without_titles_has_no_line_for_them() -> None:
    assert list(table_lines((Column(""), Column("")), [("a", "b")], 80)) == ["a  b"]


def test_styles_wrap_whole_cells_only_where_they_are_wanted() -> None:
    columns = (Column("A", style="dim"),)
    assert list(table_lines(columns, [("a",)], 80)) == ["A", "a"]
    assert list(table_lines(columns, [("a",)], 80, lambda words, name: f"<{name}>{words}")) == ["<bold>A", "<dim>a"]


def test_an_empty_table_has_only_its_titles() -> None:
    assert list(table_lines(COLUMNS, [], 80)) == ["ID  TITLE  COMPANY  N"]
