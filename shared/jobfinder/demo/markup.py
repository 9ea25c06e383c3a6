"""The little markup that sample postings are written in, rendered as the HTML or the plain text a board would send.

Blank lines part paragraphs, `## ` begins a section, `- ` an item of a list; a block that begins with `<` is raw HTML.
"""

from __future__ import annotations

import re
from html import escape
from typing import NamedTuple

_BLANK_LINES = re.compile(r"\n\s*\n")
_TAG = re.compile(r"<[^>]*>")


class Section(NamedTuple):
    """A heading ("" for what stands before the first) and the markup below it."""

    heading: str
    body: str


def sections(markup: str) -> list[Section]:
    """Return the sections of a text in order; the first one has no heading and may be empty."""
    first, *rest = re.split(r"(?m)^## ", markup.strip())
    return [Section("", first.strip()), *(_section(part) for part in rest)]


def _section(part: str) -> Section:
    heading, _, body = part.partition("\n")
    return Section(heading.strip(), body.strip())


def to_html(markup: str, *, heading: str = "h3") -> str:
    """Return the markup as HTML; headings become `heading` elements."""
    return "\n".join(_block_html(block, heading) for block in _blocks(markup))


def items_html(markup: str) -> str:
    """Return the markup as bare `<li>` elements, the way Lever keeps the content of a list."""
    lines = [line.removeprefix("- ") for block in _blocks(markup) for line in block.splitlines()]
    return "\n".join(f"<li>{escape(line, quote=False)}</li>" for line in lines)


def to_plain(markup: str) -> str:
    """Return the markup as the plain text a board keeps beside its HTML; raw HTML loses its tags, not its words."""
    return "\n\n".join(_block_plain(block) for block in _blocks(markup))


def _blocks(markup: str) -> list[str]:
    spaced = re.sub(r"(?m)^(## .*)\n(?!\n)", r"\1\n\n", markup.strip())
    return [block.strip() for block in _BLANK_LINES.split(spaced) if block.strip()]


def _block_html(block: str, heading: str) -> str:
    if block.startswith("<"):
        return block
    if block.startswith("## "):
        return f"<{heading}>{escape(block[3:], quote=False)}</{heading}>"
    if block.startswith("- "):
        return f"<ul>\n{items_html(block)}\n</ul>"
    return f"<p>{escape(block, quote=False)}</p>".replace("\n", "<br>\n")


def _block_plain(block: str) -> str:
    if block.startswith("<"):
        return _TAG.sub("", block).strip()
    return block.removeprefix("## ").replace("\n- ", "\n• ").replace("- ", "• ", 1 if block.startswith("- ") else 0)
