"""Short postings, and the check that a quote stands where it says; for the tests of what is read from the text."""

from typing import Any

from jobfinder.domain.fact import Fact
from jobfinder.domain.posting import Posting
from jobfinder.domain.text import field_text


def posting(text: str = "", *, title: str = "Engineer", **fields: Any) -> Posting:
    return Posting(native_id="1", title=title, company="Acme", url="https://jobs.example/1", text=text, **fields)


def is_quoted(fact: Fact[Any], source: Posting) -> bool:
    """Whether the quote stands where it says it does."""
    quote = fact.quote
    if quote.field.startswith("board:"):
        return quote.start == 0
    return bool(quote.text) and field_text(source, quote.field)[quote.start :].startswith(quote.text)
