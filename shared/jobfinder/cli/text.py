"""Makes text that others wrote harmless to print: no control codes, no escape sequences, no reversed reading order."""

from __future__ import annotations

import re

# Control characters (ESC and the one-character CSI among them), bidirectional overrides and marks, invisible
# characters, tags and lone surrogates: none of them belongs on a terminal. Joiners (U+200C, U+200D) stay: scripts and
# emoji need them. See https://trojansource.codes and ECMA-48.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_ESCAPE_SEQUENCE = re.compile("(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)?|\x1b[@-_]")
_SPACES = re.compile(r"\s+")


def one_line(text: str, most: int = 0) -> str:
    """Return the text on one line without anything a terminal would act on, cut to `most` characters (0: uncut)."""
    text = _SPACES.sub(" ", block(text)).strip()
    return text[: most - 1].rstrip() + "…" if most and len(text) > most else text


def block(text: str) -> str:
    """Return the text with its line ends, without anything else a terminal would act on."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\u2028", "\n").replace("\u2029", "\n").expandtabs(4)
    return _UNSAFE.sub("", _ESCAPE_SEQUENCE.sub("", text))


def escaped_for_json(document: str) -> str:
    """Return a JSON document in which characters a terminal would act on are escaped; its meaning stays."""
    return _UNSAFE.sub(_escape, document)


def _escape(match: re.Match[str]) -> str:
    return "".join(f"\\u{unit:04x}" for unit in _utf16(match[0]))


def _utf16(character: str) -> list[int]:
    raw = character.encode("utf-16-be", "surrogatepass")
    return [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)]


def count(number: int, singular: str, plural: str = "") -> str:
    """Return "1 posting", "2 postings"."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"
