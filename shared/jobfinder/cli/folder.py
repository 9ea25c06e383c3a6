"""The files a person edits: config/profile.yaml and config/sources.yaml, and the examples they are made from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jobfinder
from jobfinder.cli.source_files import file_bytes
from jobfinder.errors import Misconfigured
from jobfinder.ports import Ports

if TYPE_CHECKING:
    from datetime import date

    from jobfinder.domain.person import Profile

PROFILE, SOURCES = Path("config/profile.yaml"), Path("config/sources.yaml")
_EXAMPLE = "profile.example.yaml"
_SOURCE_KEYS = frozenset({"url", "company", "every_hours"})


def examples_folder() -> Path:
    """Return where the example configuration lies: in a checkout, or in the installed package. Raises Misconfigured."""
    package = Path(jobfinder.__file__).parent
    candidates = (package.parents[1] / "config", package / "example_config", package.parent / "config")
    for candidate in candidates:
        if (candidate / "config.yaml").is_file() and (candidate / "config.production.yaml").is_file():
            return candidate
    raise Misconfigured("The example configuration is missing", where=" or ".join(map(str, candidates)))


def is_still_the_example(path: Path) -> bool:
    """Return whether a profile is the one that `init` wrote, not a letter changed."""
    example = examples_folder() / _EXAMPLE
    return example.is_file() and path.read_bytes() == example.read_bytes()


def example_profile(today: date) -> Profile | None:
    """Return the profile that `init` writes, of an invented person; None where the package came without it."""
    from jobfinder.profiles import load_profile

    example = examples_folder() / _EXAMPLE
    return load_profile(example, today) if example.is_file() else None


def read_sources_file(path: Path) -> list[dict[str, Any]]:
    """Return the entries of a sources file: `url`, and optionally `company` and `every_hours`. Raises Misconfigured."""
    import yaml

    try:
        document = yaml.safe_load(file_bytes(path).decode("utf-8", "replace"))
    except yaml.YAMLError as error:
        raise Misconfigured(f"The list of sources is not YAML: {error}", where=str(path)) from None
    entries = document.get("sources") if isinstance(document, dict) else document
    if entries is None:
        return []
    if not isinstance(entries, list):
        raise Misconfigured("The list of sources must be a list under `sources:`", where=str(path))
    return [_entry(entry, number, path) for number, entry in enumerate(entries, start=1)]


def _entry(entry: object, number: int, path: Path) -> dict[str, Any]:
    where = f"{path}, entry {number}"
    if isinstance(entry, str):
        return {"url": entry}
    if not isinstance(entry, dict) or not isinstance(entry.get("url"), str):
        raise Misconfigured("A source must be an address, or have one as `url`", where=where)
    unknown = sorted(str(key) for key in entry.keys() - _SOURCE_KEYS)
    if unknown:
        known = ", ".join(sorted(_SOURCE_KEYS))
        raise Misconfigured(f"A source has no {', '.join(unknown)}", where=where, todo=f"It can have: {known}.")
    hours = entry.get("every_hours")
    if hours is not None and (isinstance(hours, bool) or not isinstance(hours, int | float) or hours <= 0):
        raise Misconfigured(f"every_hours is {hours!r}; it must be a number of hours above 0", where=where)
    return dict(entry)


def add_listed_sources(folder: Path, ports: Ports) -> list[str]:
    """Add the sources of config/sources.yaml that are not known yet; return their keys. Raises Misconfigured."""
    from jobfinder.errors import Permanent
    from jobfinder.usecases.manage_sources import add_source, recognised_source

    path = folder / SOURCES
    if not path.is_file():
        return []
    added = []
    for entry in read_sources_file(path):
        company, every_hours = str(entry.get("company") or ""), entry.get("every_hours")
        try:
            if not recognised_source(entry["url"], ports).was_known:
                added.append(add_source(entry["url"], ports, company=company, every_hours=every_hours).source.key)
        except Permanent as error:
            raise Misconfigured(error.what, where=f"{path}: {entry['url']}", todo=error.todo) from None
    return added


def sources_document(urls: Sequence[str], starter: Sequence[str] = ()) -> str:
    """Return the text of a new sources file; `starter` is the lines of boards to begin with."""
    lines = [
        "# The boards to read. Any address will do: of a board, of one of its postings, of a feed, of a careers page.",
        "# `jobfinder search` adds what stands here; `jobfinder sources list` shows how each is doing.",
        "sources:" if urls or starter else "sources: []",
        *(f"  - url: {_quoted(url)}" for url in urls),
        *(["  # To begin with; none was verified: `jobfinder sources test KEY` reads one."] if starter else []),
        *starter,
        "# For example:",
        "#   - url: https://boards.greenhouse.io/acme",
        "#   - url: https://acme.example/careers.rss",
        "#     company: Acme # where the board does not say it",
        "#     every_hours: 12",
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)
