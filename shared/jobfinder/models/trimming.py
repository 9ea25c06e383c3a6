"""Makes of a posting what a model is shown: visible characters only, without boilerplate, within a cap."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jobfinder.domain.extraction.invisible import visible
from jobfinder.domain.posting import Posting

CHARS_PER_TOKEN = 4  # a rule of thumb for English; no tokenizer of either vendor works without a network
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


def shown_posting(posting: Posting, most_tokens: int) -> str:
    """Return the posting's fields and text as a model is shown them, at most that many tokens (characters / 4)."""
    head = "\n".join(_head(posting))
    room = most_tokens * CHARS_PER_TOKEN - len(head) - 2
    return f"{head}\n\n{trimmed(visible(posting.text), max(room, 0))}".strip()


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
        line = " ".join(visible(value).split())[:_MOST_FIELD_CHARS]
        if line:
            yield f"{name}: {line}"


def trimmed(text: str, most_chars: int) -> str:
    """Return the text without paragraphs that every posting has; where it is too long, lists and figures go first."""
    paragraphs = [part.strip() for part in _GAP.split(text) if part.strip()]
    kept = [part for part in paragraphs if not _BOILERPLATE.search(part) or _TELLS.search(part)] or paragraphs
    return "\n\n".join(_within(kept, most_chars))


def _within(paragraphs: list[str], most_chars: int) -> list[str]:
    """Return as much as fits, in the order it stands in: what one could quote before what only sounds well."""
    shown: dict[int, str] = {}
    room = most_chars
    for at in sorted(range(len(paragraphs)), key=lambda at: (not _tells(paragraphs[at]), at)):
        part = paragraphs[at][: max(room, 0)]
        if part:
            shown[at] = part
            room -= len(part) + 2
    return [shown[at] for at in sorted(shown)]


def _tells(part: str) -> bool:
    return bool(_TELLS.search(part)) or _is_list(part)


def _is_list(part: str) -> bool:
    lines = part.split("\n")
    return sum(line.lstrip().startswith(("-", "•", "*")) for line in lines) * 2 >= len(lines)
