"""The boards to begin with: companies of a field, each a name and a board's id, none of them verified from here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobfinder.domain.board_pages import PAGES, board_page
from jobfinder.errors import Misconfigured

if TYPE_CHECKING:
    from jobfinder.domain.person import Profile

NONE = "none"
FIELDS = ("software", "data", "ai", "infrastructure", "security", "design", "product", "hardware", "business")
_FILE = "starter-boards.yaml"
_KEYS = frozenset({"name", "board", "fields"})
# The field in which a role is looked for, where there is one: by the families of roles that titles are read as.
_FIELD_OF_ROLE = {
    **dict.fromkeys(("software_engineering", "quality_assurance"), "software"),
    **dict.fromkeys(("infrastructure", "it_support"), "infrastructure"),
    **dict.fromkeys(("product_management", "project_management"), "product"),
    **dict.fromkeys(("hardware", "engineering"), "hardware"),
    **dict.fromkeys(("sales", "marketing", "finance", "customer_success", "people", "legal"), "business"),
    **dict.fromkeys(("operations", "consulting", "solutions"), "business"),
    "machine_learning": "ai",
    "data": "data",
    "security": "security",
    "design": "design",
}


@dataclass(frozen=True, slots=True)
class StarterBoard:
    """One company of the list."""

    name: str
    kind: str
    board: str
    fields: tuple[str, ...]

    @property
    def url(self) -> str:
        """Return the page of the board."""
        return board_page(self.kind, self.board)


def starter_boards(field: str, folder: Path | None = None) -> list[StarterBoard]:
    """Return the boards of a field by name, all for "", none for "none". Raises Misconfigured for a wrong list."""
    if field == NONE:
        return []
    import yaml

    from jobfinder.cli.folder import examples_folder

    path = (folder or examples_folder()) / _FILE
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))["boards"]
        boards = [_board(entry) for entry in entries]
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise Misconfigured(f"The list of boards to begin with is not right: {error}", where=str(path)) from None
    return [board for board in boards if field in ("", *board.fields)]


def _board(entry: Any) -> StarterBoard:
    """Return the board of an entry. Raises ValueError."""
    if not isinstance(entry, dict) or entry.keys() != _KEYS:
        raise ValueError(f"{entry!r} must have {', '.join(sorted(_KEYS))}, and nothing else")
    kind, _, board = str(entry["board"]).partition(":")
    fields = tuple(map(str, entry["fields"]))
    if not entry["name"] or kind not in PAGES or not board or not fields or not set(fields) <= set(FIELDS):
        raise ValueError(f"{entry!r} is no name with a board and fields that are known")
    return StarterBoard(str(entry["name"]), kind, board, fields)


def likely_field(profile: Profile | None) -> str:
    """Return the field of the roles that a profile looks for, "none" where they are of no field of the list."""
    from jobfinder.domain.posting import Posting
    from jobfinder.domain.reading.role import read_role

    for search in profile.searches if profile else ():
        for title in search.titles:
            role = read_role(Posting(native_id="", title=title, company="", url=""))
            if role and role.value in _FIELD_OF_ROLE:
                return _FIELD_OF_ROLE[role.value]
    return NONE


def starter_lines(boards: Sequence[StarterBoard]) -> list[str]:
    """Return the lines that a sources file has for boards."""
    import json

    said = [f"{json.dumps(board.url)}\n    company: {json.dumps(board.name, ensure_ascii=False)}" for board in boards]
    return [f"  - url: {words}" for words in said]
