"""Bytes to characters, and the sections of a posting to one HTML text, whatever encoding a board really used."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from html import escape

# Longest first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_HEAD_BYTES = 1024  # how far a declaration is looked for (WHATWG HTML, "prescan a byte stream")


def as_utf8(body: bytes) -> bytes:
    """Return the body in UTF-8 without a mark where it is UTF-16 or UTF-32 or has a mark; otherwise as it is."""
    head = body[:4]
    if head.isascii() and 0 not in head:
        return body
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            rest = body[len(mark) :]
            return rest if encoding == "utf-8" else rest.decode(encoding, "replace").encode()
    encoding = _wide_encoding(head)
    return body.decode(encoding, "replace").encode() if encoding else body


def _wide_encoding(head: bytes) -> str:
    """Return the encoding that zero bytes betray where there is no mark (RFC 4627, section 3), "" for none."""
    zeros = [byte == 0 for byte in head]
    return "utf-16-le" if zeros == [False, True] * 2 else "utf-16-be" if zeros == [True, False] * 2 else ""


def from_windows(body: bytes) -> bytes:
    """Return bytes that are not UTF-8 as UTF-8, read as Windows-1252: what an undeclared Latin text really is."""
    return body.decode("cp1252", "replace").encode()


_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?P<half>u[dD][89a-fA-F][0-9a-fA-F]{2})"
    rb"|u[0-9a-fA-F]{4}|[\"\\/bfnrt]|(?P<none>.))",
    re.DOTALL,
)


def whole_characters(body: bytes) -> bytes:
    """Return JSON with each escape that no decoder takes replaced (RFC 8259, sections 7 and 8.2).

    Half a character (a surrogate without the other), which boards send that cut a text after so many code units,
    becomes U+FFFD; a backslash before what JSON has no escape for becomes a backslash.
    """
    return _ESCAPE.sub(_soundly_escaped, body) if b"\\" in body else body


def _soundly_escaped(escape: re.Match[bytes]) -> bytes:
    if escape["half"]:
        return rb"\ufffd"
    return rb"\\" + escape["none"] if escape["none"] else escape[0]


# UTF-8 that was read as Latin-1: a leading byte and what follows it, as characters of their own.
_TWICE_ENCODED = re.compile("[\u00c2-\u00f4][\u0080-\u00bf]{1,3}")
# How such text betrays itself: accents, punctuation, Central European and Cyrillic letters; finding one is quick.
_MARKS_OF_TWO = ("\u00c3", "\u00c2", "\u00e2\u0080", "\u00c4", "\u00c5", "\u00d0", "\u00d1")


def mended(text: str) -> str:
    """Return text with the characters that were encoded twice made whole: "Krak\u00c3\u00b3w" is "Krak\u00f3w"."""
    if text.isascii() or not _holds_mark_of_two(text):
        return text
    try:
        return text.encode("latin-1").decode()
    except UnicodeError:  # only some of it was
        return _TWICE_ENCODED.sub(_once_encoded, text)


def _holds_mark_of_two(text: str) -> bool:
    for mark in _MARKS_OF_TWO:  # noqa: SIM110 - a third quicker than any()
        if mark in text:
            return True
    return False


def _once_encoded(match: re.Match[str]) -> str:
    try:
        return match[0].encode("latin-1").decode()
    except UnicodeDecodeError:
        return match[0]


def decoded(body: bytes) -> str:
    """Return the characters of an HTML or XML body: UTF-8 if it is that, else as declared, else Windows-1252."""
    body = as_utf8(body)
    try:
        return body.decode()
    except UnicodeDecodeError:
        declared = _DECLARED.search(body[:_HEAD_BYTES])
        try:
            return body.decode(declared[1].decode() if declared else "cp1252", "replace")
        except (LookupError, UnicodeError):  # no such encoding, or one that is not of text
            return body.decode("cp1252", "replace")


def paragraphs(plain: str) -> str:
    """Return plain text as HTML with its line breaks kept."""
    return f"<p>{lines_as_html(plain)}</p>" if plain and not plain.isspace() else ""


def lines_as_html(plain: str) -> str:
    """Return plain text escaped, with its line breaks kept."""
    if "&" in plain:  # which is found out in no time, unlike that there is nothing to replace
        plain = plain.replace("&", "&amp;")
    if "<" in plain:
        plain = plain.replace("<", "&lt;")
    if ">" in plain:
        plain = plain.replace(">", "&gt;")
    return plain.replace("\n", "<br>\n") if "\n" in plain else plain


@lru_cache(maxsize=1000)  # a board heads all its postings alike
def heading(words: str | None) -> str:
    """Return a heading, given in plain text, as HTML; nothing for nothing."""
    return f"<h3>{escape(words.strip(), quote=False)}</h3>\n" if words and words.strip() else ""


def told(*said: tuple[str | None, str | None]) -> str:
    """Return texts of HTML as one, each under its heading; one that says nothing is left out with it."""
    pieces: list[str] = []
    for words, text in said:
        if text and not text.isspace():
            pieces += ("\n", heading(words), text)
    return "".join(pieces[1:])


def sections(*parts: str | None) -> str:
    """Return sections of HTML as one text; those that say nothing are left out."""
    return "\n".join([part for part in parts if part and not part.isspace()])
