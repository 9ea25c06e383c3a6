"""Characters that a reader sees: what is not seen goes, each kind of space is a plain one, misread UTF-8 is put right.

Linear in the length of the text. Most characters of a text are plain ASCII, so the others are set apart first, which
takes a fifth of the time of a regular expression that looks for them.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from unicodedata import is_normalized, normalize

_MAX_ROUNDS = 4  # how often a text is misread in practice: twice
_PLAIN = bytes(range(0x20, 0x7F)) + b"\n"
_WORD_CHARACTERS = bytes(byte for byte in range(0x80) if chr(byte).isalnum())
_LONG_COMPOSED = "\u0300"  # every text of lower characters is in composed form (UAX 15, quick check)

_MOJIBAKE = re.compile(  # a lead byte and a continuation byte of UTF-8, as Windows-1252 shows them
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122\u20ac]"
)
# Such a lead byte, or what becomes one in composed form: a letter with an accent, the sign of the angstrom.
_LEAD = re.compile("[\u00c2-\u00f4\u0300-\u036f\u212b]")
_CONTROL = re.compile("[\u0080-\u009f]")
_MISREAD_CONTROL = re.compile(
    "[\u00c2-\u00df][\u0080-\u009f]|[\u00e0-\u00f4](?=[\u0080-\u00bf]*[\u0080-\u009f])[\u0080-\u00bf]{2,3}"
)


@cache
def _characters() -> dict[int, str]:
    """Return the map that removes what is not seen and makes every kind of space a plain one."""
    unseen = [range(0x9), range(0xE, 0x20), range(0x7F, 0xA0)]
    unseen += [range(0x200B, 0x2010), range(0x202A, 0x202F), range(0x2060, 0x2070), range(0xE0000, 0xE0080)]
    unseen += [range(0xFFF9, 0xFFFC), range(0xFE00, 0xFE10)]
    table = dict.fromkeys(chain(*unseen, (0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF)), "")
    table |= dict.fromkeys((0x9, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
    table |= dict.fromkeys((0xB, 0xC, 0xD, 0x85, 0x2028, 0x2029), "\n")
    return table | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # half of a pair, which no encoding can write


def _odd_characters(text: str) -> str:
    """Return, in order, the characters that are neither printable ASCII nor a line break."""
    return _without(text, _PLAIN)


def _without(text: str, ascii_characters: bytes) -> str:
    kept = text.encode("utf-8", "surrogatepass").translate(None, ascii_characters)
    return kept.decode("utf-8", "surrogatepass")


def legible(text: str) -> str:
    """Return the text with only characters that are seen; UTF-8 that was read as Latin-1 is put right."""
    text = text.replace("\r\n", "\n")
    for _ in range(_MAX_ROUNDS):
        odd = _odd_characters(text)
        if not odd:
            break
        may_be_misread = _LEAD.search(odd) is not None
        before = text
        if may_be_misread and is_misread(text):
            text = _repaired(text)
            odd = _odd_characters(text)
        text = _without_unseen(text, set(odd))
        if not may_be_misread or text == before:
            break
    return text


def is_misread(text: str) -> bool:
    """Return whether a text holds what UTF-8 looks like when it is read as Windows-1252."""
    if text.isascii():
        return False
    # Without letters of ASCII what stood together stands together still, and the text is a fifth as long.
    return _MOJIBAKE.search(_without(text, _WORD_CHARACTERS)) is not None and _MOJIBAKE.search(text) is not None


def _without_unseen(text: str, odd: set[str]) -> str:
    characters = _characters()
    for char in odd:
        if ord(char) in characters:
            text = text.replace(char, characters[ord(char)])
    is_composed = max(odd, default="") < _LONG_COMPOSED or is_normalized("NFC", text)
    return text if is_composed else normalize("NFC", text)


def _repaired(text: str) -> str:
    """Undo UTF-8 read as Windows-1252, once or twice, only where the whole text proves it.

    Where it does not, only what holds control characters is put right: no one has ever written those on purpose.
    """
    try:
        while _MOJIBAKE.search(text):
            repaired = b"".join(map(_byte, text)).decode("utf-8")
            if _CONTROL.search(repaired):
                break
            text = repaired
    except UnicodeError:
        return _MISREAD_CONTROL.sub(_once_decoded, text)
    return text


def _once_decoded(misread: re.Match[str]) -> str:
    try:
        return misread[0].encode("latin-1").decode("utf-8")
    except UnicodeError:
        return misread[0]


def _byte(char: str) -> bytes:
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return char.encode("latin-1")  # the five bytes that Windows-1252 leaves undefined
