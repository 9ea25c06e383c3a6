"""Shows postings as a board's parser reads them: a table, the broken rows, and on request the facts of each text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobfinder.cli import output
from jobfinder.cli.exit_codes import Exit
from jobfinder.cli.table import Column
from jobfinder.cli.text import count, one_line
from jobfinder.cli.when import day

if TYPE_CHECKING:
    from jobfinder.domain.facts import Facts
    from jobfinder.domain.posting import Broken, Posting
    from jobfinder.ports import Board, Page

SOME_PAGE = "https://saved.invalid/page"
FACTS = ("level", "role", "pay", "work_mode", "years", "employment", "written_in", "visa", "clearance", "utc_offsets")
LISTS_OF_FACTS = ("places", "eligibility", "languages")


def show_parsed(type_name: str, file: Path, *, board_id: str, company: str, facts: bool, json: bool) -> int:
    """Print what a saved response holds. Raises Unreadable, Misconfigured (no such kind), NothingThere (no file)."""
    from jobfinder.ports import Board

    kind = _kind(type_name)
    board_id = board_id or (SOME_PAGE if kind.recognise(SOME_PAGE) else "saved")  # pages are known by their address
    board = Board(board_id, company=company, url=board_id if "://" in board_id else "")
    page = _page(kind, file, board)
    read = [_facts_of(posting) for posting in page.postings] if facts else []
    if json:
        document = page_json(page.postings, page.broken, page.total, read)
        output.print_json({"type": kind.type, "next_page": page.next.url if page.next else None, **document})
    else:
        print_postings(page.postings, page.broken, read)
        total = f" of {page.total:,} on the board" if page.total is not None else ""
        output.say(f"{count(len(page.postings), 'posting')}{total}, {count(len(page.broken), 'unreadable row')}.")
    return Exit.OK if page.postings or not page.broken else Exit.FAILED


def _kind(type_name: str) -> Any:
    from jobfinder import sources
    from jobfinder.cli.failures import UsageProblem
    from jobfinder.errors import Misconfigured

    try:
        return sources.source_type(type_name)
    except Misconfigured as error:
        raise UsageProblem(error.what, todo=error.todo) from None


def _page(kind: Any, file: Path, board: Board) -> Page:
    """Return what a board's parser reads from the file. Raises Unreadable, which names the file."""
    from jobfinder.cli.source_files import file_bytes
    from jobfinder.errors import Unreadable

    try:
        return kind.parse(file_bytes(file), board, kind.first(board))  # type: ignore[no-any-return]
    except Unreadable as error:
        raise Unreadable(error.what, where=str(file), todo=error.todo) from None


def _facts_of(posting: Posting) -> Facts:
    from dataclasses import replace

    from jobfinder.domain.reading import read_posting
    from jobfinder.html_text import clean_text

    return read_posting(replace(posting, text=clean_text(posting.text), title=one_line(clean_text(posting.title))))


def print_postings(postings: Sequence[Posting], broken: Sequence[Broken], facts: Sequence[Facts] = ()) -> None:
    """Print postings as a table, the broken rows below it, and the facts of each posting where they were read."""
    if postings:
        columns = (
            Column("ID", shrinks=1),
            Column("TITLE", shrinks=2.5),
            Column("COMPANY", shrinks=1),
            Column("PLACE", shrinks=1),
            Column("PAY", shrinks=1),
            Column("POSTED"),
            Column("TEXT", right=True),
        )
        output.print_table(columns, [_row(posting) for posting in postings])
    if broken:
        output.heading("Rows that could not be read")
        output.print_table(
            (Column("", shrinks=1), Column("", shrinks=1)),
            [(one_line(row.which, 60), one_line(row.why, 200)) for row in broken],
            indent=2,
        )
    for posting, read in zip(postings, facts, strict=False):
        output.heading(f"{one_line(posting.title, 70)} ({one_line(posting.native_id, 40)})")
        output.print_table((Column(""), Column("", shrinks=1), Column("", shrinks=1)), _fact_rows(read), indent=2)


def _row(posting: Posting) -> tuple[str, ...]:
    place = "; ".join(posting.locations) or posting.country
    return (
        one_line(posting.native_id, 40),
        one_line(posting.title, 80),
        one_line(posting.company, 40),
        one_line(f"{place}{f' · {posting.workplace}' if posting.workplace else ''}", 60),
        one_line(_pay_words(posting), 40),
        day(posting.posted_at),
        f"{len(posting.text):,}",
    )


def _pay_words(posting: Posting) -> str:
    pay = posting.pay
    if pay is None:
        return posting.pay_text
    ends = "–".join(f"{end:,.0f}" for end in (pay.minimum, pay.maximum) if end is not None)
    return f"{ends} {pay.currency}/{pay.period}"


def _fact_rows(facts: Facts) -> list[tuple[str, str, str]]:
    rows = []
    for name in FACTS:
        fact = getattr(facts, name)
        rows.append((name, _value(fact.value) if fact else "unknown", _quoted(fact)))
    for name in LISTS_OF_FACTS:
        rows += [(name, _value(fact.value), _quoted(fact)) for fact in getattr(facts, name)] or [(name, "unknown", "")]
    skills = ", ".join(f"{fact.value.name}{'*' * (fact.value.emphasis == 'required')}" for fact in facts.skills)
    rows.append(("skills", one_line(skills) or "unknown", "* required" if "*" in skills else ""))
    return rows


def _value(value: object) -> str:
    from dataclasses import fields, is_dataclass

    if is_dataclass(value):
        named = ((field.name, getattr(value, field.name)) for field in fields(value))
        return one_line(", ".join(f"{name} {part}" for name, part in named if part not in (None, "")))
    return one_line(str(getattr(value, "value", value)))


def _quoted(fact: Any) -> str:
    return f"“{one_line(fact.quote.text, 80)}” ({fact.quote.field})" if fact else ""


def page_json(
    postings: Sequence[Posting], broken: Sequence[Broken], total: int | None, facts: Sequence[Facts] = ()
) -> dict[str, Any]:
    """Return what was read as plain values for JSON."""
    from jobfinder.domain.codec import posting_to_dict, to_dict

    rows = [posting_to_dict(posting) for posting in postings]
    for row, read in zip(rows, facts, strict=False):
        row["facts"] = to_dict(read)
    return {
        "total": total,
        "postings": rows,
        "broken": [{"which": row.which, "why": row.why, "native_id": row.native_id} for row in broken],
    }
