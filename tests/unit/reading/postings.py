"""Postings for tests of readers: only what a test cares about."""

from jobfinder.domain.fact import Quote
from jobfinder.domain.posting import Posting
from jobfinder.domain.text import field_text


def posting(title: str = "Engineer", location: str = "", text: str = "", **fields: object) -> Posting:
    locations = tuple(part for part in location.split("; ") if part)
    return Posting(
        native_id="1",
        title=title,
        company="Acme",
        url="https://acme.example/1",
        locations=locations,
        text=text,
        **fields,
    )


def assert_quoted(found: Quote, of: Posting) -> None:
    """A quote must stand where it says, word for word."""
    assert found.text
    if found.field.startswith("board:"):
        value = getattr(of, found.field.removeprefix("board:"))
        assert found.start == 0
        assert found.text == (value if isinstance(value, str) else "; ".join(value))
    else:
        assert field_text(of, found.field)[found.start : found.start + len(found.text)] == found.text
