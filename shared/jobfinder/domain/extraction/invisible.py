"""Takes out of a text what a person does not see: format, bidirectional and tag characters, fillers, controls.

What a person cannot see must not be read by a model either: such characters carry hidden text (tags), reorder what is
shown (overrides), or break words apart so that no check finds them (zero width).
"""

from __future__ import annotations

from unicodedata import category

_TAGS = range(0xE0000, 0xE0080)  # once language tags; each shadows an ASCII character
_OVERRIDES = frozenset("\u202d\u202e")  # show what follows in another order than it is written in
_FILLERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")  # letters that show nothing
_VARIATIONS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
_SPACES = frozenset("\n\t")


def is_invisible(char: str) -> bool:
    """Return whether a character shows nothing and is no space."""
    if char.isascii():
        return (char < " " and char not in _SPACES) or char == "\x7f"
    code = ord(char)
    hides = category(char) in ("Cf", "Cc", "Cs", "Co", "Cn") or char in _FILLERS
    return hides or any(code in variations for variations in _VARIATIONS)


def visible(text: str) -> str:
    """Return the text without invisible characters; everything else stays as it is."""
    if text.isascii() and text.isprintable():
        return text
    hidden = {char for char in set(text) if is_invisible(char)}
    return "".join(char for char in text if char not in hidden) if hidden else text


def tagged(text: str) -> str:
    """Return the ASCII text that is hidden in tag characters, "" where there is none."""
    return "".join(chr(ord(char) - 0xE0000) for char in text if ord(char) in _TAGS)


def overrides_order(text: str) -> bool:
    """Return whether the text forces an order of showing that differs from the one it is written in."""
    return not _OVERRIDES.isdisjoint(text)
