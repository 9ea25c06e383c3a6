"""What each recording yields, as text a person can read: `python -m tests.sources.golden --write` renews the files.

A file holds facts and the length and hash of the text, never the text itself, which belongs to its employer.
"""

import sys
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from jobfinder import sources
from jobfinder.domain.posting import Pay, Posting
from jobfinder.errors import Unreadable
from jobfinder.ports import Board, Page, SourceType
from tests.places import SHARED

HERE = Path(__file__).parent
# Where the recordings of a source stand, if not in the folder of its name.
FOLDERS = {"feed": ["weworkremotely"], "jobposting_page": ["jsonld_pages", "html_pages"]}
BOARDS = {
    "feed": "https://feed.example/jobs.rss",
    "jobposting_page": "https://page.example/job",
    "sitemap": "https://page.example/sitemap.xml",
    "workday": "acme.wd5:External",
    "oraclecloud": "acme.fa.us2:CX_1",
}


def recordings() -> Iterator[tuple[SourceType, Path]]:
    """Yield every recording of every source there is."""
    for source in sources.types():
        for folder in FOLDERS.get(source.type, [source.type]):
            for path in sorted((SHARED / "recordings" / folder).glob("*")):
                yield source, path


def golden_file(source: SourceType, recording: Path) -> Path:
    """Return where the expectation of a recording stands."""
    return HERE / source.type / f"{recording.stem}.txt"


def yielded(source: SourceType, body: bytes) -> str:
    """Return what a body yields, in words."""
    board = Board(BOARDS.get(source.type, "the-board"))
    try:
        page = source.parse(body, board, source.first(board))
    except Unreadable as error:
        return "\n".join([f"unreadable: {error.what}", *_detail_lines(source, body)]) + "\n"
    return "\n".join([*_page_lines(page), *_detail_lines(source, body)]) + "\n"


def _page_lines(page: Page) -> Iterator[str]:
    total = "" if page.total is None else f" of {page.total}"
    yield f"{len(page.postings)} postings{total}, {len(page.broken)} broken rows"
    if page.next:
        yield f"next page: {page.next.url}"
    for broken in page.broken:
        yield f"broken: {broken.which}: {broken.why}"
    for posting in page.postings:
        yield ""
        yield from _posting_lines(posting)


def _posting_lines(posting: Posting) -> Iterator[str]:
    for field in fields(posting):
        value = getattr(posting, field.name)
        if value and field.name != "text":
            yield f"{field.name:<12}{_words(value)}"
    yield f"{'text':<12}{_fingerprint(posting.text)}"


def _words(value: object) -> str:
    if isinstance(value, tuple):
        return " | ".join(value)
    if isinstance(value, Pay):
        return f"{value.minimum} to {value.maximum} {value.currency} a {value.period}"
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _fingerprint(text: str) -> str:
    return f"{len(text)} characters, {sha256(text.encode()).hexdigest()[:8]}" if text else "none"


def _detail_lines(source: SourceType, body: bytes) -> Iterator[str]:
    """Yield what the body yields as the detail response of a posting, if it is one."""
    if not source.has_details:
        return
    bare = Posting(native_id="1", title="a posting", company="a company", url="https://page.example/1")
    try:
        detailed = source.parse_detail(body, bare)
    except Unreadable:
        return
    yield ""
    yield f"as a detail response: {detailed.url}, text of {_fingerprint(detailed.text)}"


def write() -> None:
    """Renew all files."""
    for source, recording in recordings():
        path = golden_file(source, recording)
        path.parent.mkdir(exist_ok=True)
        path.write_text(yielded(source, recording.read_bytes()))
        print(path.relative_to(HERE))


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit(__doc__)
    write()
