"""Makes of a posting what a model is shown: visible characters, no boilerplate, no addresses, within a cap."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jobfinder.domain.extraction.addresses import without_addresses
from jobfinder.domain.extraction.invisible import visible
from jobfinder.domain.posting import Posting

# A rule of thumb for alphabets, as no tokenizer of either vendor works without a network; in scripts whose characters
# are words or syllables, each counts as a token.
CHARS_PER_TOKEN = 4
_WIDE = "\u2e80"  # from here on
_MOST_FIELD_CHARS = 300

_BOILERPLATE = re.compile(
    r"equal[- ]opportunit|\beeo\b|without regard to|regardless of (?:race|age|gender|colou?r)"
    r"|protected (?:veteran|class|characteristic)|reasonable accommodation|e-verify|fair chance|arrest and conviction"
    r"|unsolicited (?:resumes|cvs)|recruitment agenc|privacy (?:policy|notice|statement)|personal data (?:will|is)|gdpr"
    r"|cookie|fraudulent|scam|diskriminierung|datenschutz|schwerbehind|egalite des chances|all qualified applicants",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"[$€£¥]|\b\d{2,3}[,.]?\d{3}\b|\byears?\b|\bvisa\b|\bsponsor|\bclearance\b|\bremote\b", re.IGNORECASE
)
_GAP = re.compile(r"\n\s*\n+")


def tokens_about(text: str) -> int:
    """Return about how many tokens a text is: characters / 4, rounded up, and one for each wide character."""
    return -(-_size(text) // CHARS_PER_TOKEN)


def _size(text: str) -> int:
    """Return the size of a text in quarters of a token."""
    wide = 0 if text.isascii() else sum(char >= _WIDE for char in text)
    return len(text) + (CHARS_PER_TOKEN - 1) * wide


def _cut(text: str, size: int) -> str:
    """Return the beginning of a text that is at most so large."""
    if _size(text) <= size:
        return text
    if text.isascii():
        return text[: max(size, 0)]
    for at, char in enumerate(text):
        size -= CHARS_PER_TOKEN if char >= _WIDE else 1
        if size < 0:
            return text[:at]
    return text


def shown_posting(posting: Posting, most_tokens: int) -> str:
    """Return the posting's fields and text as a model is shown them, at most that many tokens (see tokens_about)."""
    head = _cut("\n".join(_head(posting)), most_tokens * CHARS_PER_TOKEN)
    room = most_tokens * CHARS_PER_TOKEN - _size(head) - 2
    return f"{head}\n\n{trimmed(without_addresses(visible(posting.text)), max(room, 0))}".strip()


def _head(posting: Posting) -> Iterator[str]:
    named = {
        "Title": posting.title,
        "Company": posting.company,
        "Location": "; ".join(posting.locations),
        "Workplace": posting.workplace,
        "Employment": posting.employment,
        "Pay": posting.pay_text,
    }
    for name, value in named.items():
        line = _cut(" ".join(without_addresses(visible(value)).split()), _MOST_FIELD_CHARS)
        if line:
            yield f"{name}: {line}"


def trimmed(text: str, size: int) -> str:
    """Return the text without paragraphs that every posting has; where it is too long, lists and figures go first.

    `size` is in quarters of a token: characters, in an alphabet.
    """
    paragraphs = [part.strip() for part in _GAP.split(text) if part.strip()]
    kept = [part for part in paragraphs if not _BOILERPLATE.search(part) or _TELLS.search(part)] or paragraphs
    return "\n\n".join(_within(kept, size))


def _within(paragraphs: list[str], size: int) -> list[str]:
    """Return as much as fits, in the order it stands in: what one could quote before what only sounds well."""
    shown: dict[int, str] = {}
    room = size
    for at in sorted(range(len(paragraphs)), key=lambda at: (not _tells(paragraphs[at]), at)):
        part = _cut(paragraphs[at], room)
        if part:
            shown[at] = part
            room -= _size(part) + 2
    return [shown[at] for at in sorted(shown)]


def _tells(part: str) -> bool:
    return bool(_TELLS.search(part)) or _is_list(part)


def _is_list(part: str) -> bool:
    lines = part.split("\n")
    return sum(line.lstrip().startswith(("-", "•", "*")) for line in lines) * 2 >= len(lines)
