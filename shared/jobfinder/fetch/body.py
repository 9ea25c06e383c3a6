"""The body of a response: inflated no further than allowed, and in UTF-8 where its header names another encoding."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping

from jobfinder.errors import Unreadable

_ANY_FORMAT = 32 + zlib.MAX_WBITS  # gzip or zlib, as the stream's own header says
_RAW = -zlib.MAX_WBITS  # "deflate" without the header it should have
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_TEXTS = re.compile(r"text/|json|xml|html|javascript", re.IGNORECASE)


def read_body(
    chunks: Iterable[bytes], headers: Mapping[str, str], max_bytes: int, where: str, *, cuts: bool = False
) -> bytes:
    """Return the whole inflated body, or with `cuts` at most its first `max_bytes`.

    Raises Unreadable where it is larger than allowed or wrongly compressed.
    """
    stated = headers.get("content-length", "")
    inflate = _inflater(headers.get("content-encoding", ""), where)
    if not cuts and stated.isascii() and stated.isdecimal() and int(stated[:20]) > max_bytes:
        raise _too_large(max_bytes, where)
    body = bytearray()
    received = 0
    for chunk in chunks:
        received += len(chunk)
        body += inflate.feed(chunk, max_bytes - len(body) + 1) if inflate else chunk
        if max(received, len(body)) > max_bytes:  # what nothing comes out of may go on for ever, too
            if cuts:
                return bytes(body[:max_bytes])
            raise _too_large(max_bytes, where)
    if inflate and not inflate.finished:
        raise Unreadable("The compressed answer breaks off", where=where)
    return in_utf8(bytes(body), headers.get("content-type", ""))


def _too_large(max_bytes: int, where: str) -> Unreadable:
    return Unreadable(f"The answer is larger than the {max_bytes:,} bytes allowed", where=where)


def _inflater(encoding: str, where: str) -> _Inflater | None:
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        return None
    if encoding in ("gzip", "x-gzip", "deflate"):
        return _Inflater(where)
    raise Unreadable(f"The answer is encoded as {encoding!r}, which was not asked for", where=where)


class _Inflater:
    """Inflates piece by piece and stops at a limit, so that a bomb costs no more than what is allowed."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._stream = zlib.decompressobj(_ANY_FORMAT)
        self._started = False

    @property
    def finished(self) -> bool:
        """Return whether the compressed stream came to its end, or never began."""
        return self._stream.eof or not self._started

    def feed(self, data: bytes, at_most: int) -> bytes:
        """Return what the data inflates to, `at_most` bytes of it. Raises Unreadable."""
        parts: list[bytes] = []
        while data and at_most > 0:
            if self._stream.eof:  # gzip allows another member to follow (RFC 1952)
                self._stream = zlib.decompressobj(_ANY_FORMAT)
            parts.append(self._inflated(data, at_most))
            at_most -= len(parts[-1])
            data = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
        return b"".join(parts)

    def _inflated(self, data: bytes, at_most: int) -> bytes:
        try:
            part = self._stream.decompress(data, at_most)
        except zlib.error as error:
            if self._started:
                raise Unreadable(f"The answer is wrongly compressed: {error}", where=self._where) from None
            self._stream, self._started = zlib.decompressobj(_RAW), True
            return self._inflated(data, at_most)
        self._started = True
        return part


def in_utf8(body: bytes, content_type: str) -> bytes:
    """Return a text in UTF-8 where its header names another encoding and it is not UTF-8 already; else as it is."""
    charset = _CHARSET.search(content_type)
    if charset is None or not _TEXTS.search(content_type) or charset[1].lower() in ("utf-8", "utf8"):
        return body
    try:
        body.decode()
    except UnicodeDecodeError:
        try:
            return body.decode(charset[1], "replace").encode()
        except (LookupError, UnicodeError):  # no encoding of that name, or not one of text
            return body
    return body
