"""Turns a résumé file into plain text: .pdf, .docx, .txt and .md, by what is in the file, not by its name alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jobfinder.errors import Misconfigured, Unreadable

MAX_BYTES = 20_000_000
_MOST_PAGES = 60
_MOST_INFLATED_BYTES = 200_000_000
_MOST_CHARACTERS = 500_000
_LEAST_CHARACTERS = 30  # fewer letters than that in a PDF's pages: they are pictures
_AS_TEXT = "Save it as text (.txt) or fill in a copy of config/profile.example.yaml."
_INSTALL = "Install it with: pip install 'job-finder[resume]'"


def read_document(path: Path) -> str:
    """Return the text of a résumé, lines as in the document.

    Raises Unreadable for a file that is missing, empty, too large, encrypted, scanned, damaged or of another kind than
    its name says, and Misconfigured where the library for its kind is not installed; both say what to do.
    """
    body = read_bytes(path)
    where, suffix = str(path), path.suffix.lower()
    if body.startswith(b"%PDF-"):
        text = _of_pdf(body, where)
    elif body.startswith(b"PK\x03\x04"):
        text = _of_docx(body, where)
    elif suffix in (".pdf", ".docx"):
        raise Unreadable(f"the file is called {suffix} but is not one", where=where, todo=_AS_TEXT)
    else:
        text = _of_text(body, where)
    if not text.strip():
        raise Unreadable("the file has no text in it", where=where, todo=_AS_TEXT)
    return text[:_MOST_CHARACTERS]


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file that is not too large. Raises Unreadable."""
    where = str(path)
    try:
        if path.is_dir():
            raise Unreadable("this is a folder, not a file", where=where)
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise Unreadable(f"the file has {size:,} bytes; at most {MAX_BYTES:,} are read", where=where)
        body = path.read_bytes()
    except FileNotFoundError:
        raise Unreadable("there is no such file", where=where) from None
    except OSError as error:
        raise Unreadable(f"the file cannot be read: {error.strerror}", where=where) from error
    if not body.strip():
        raise Unreadable("the file is empty", where=where)
    return body


def _of_text(body: bytes, where: str) -> str:
    if b"\x00" in body[:4096] and body[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise Unreadable("the file is not text", where=where, todo="PDF, Word (.docx), text, JSON and YAML are read.")
    for encoding in ("utf-16",) if body[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252", "latin-1"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("the file is not text in an encoding I know", where=where, todo="Save it as UTF-8.")


def _of_pdf(body: bytes, where: str) -> str:
    try:
        import pypdf
    except ImportError:
        raise Misconfigured("pypdf, which reads PDF, is not installed", where=where, todo=_INSTALL) from None
    import logging

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of every small flaw that it repairs
    try:
        reader = pypdf.PdfReader(io.BytesIO(body))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("the PDF is encrypted", where=where, todo="Save a copy without a password.")
        text = "\n".join(page.extract_text() for page in reader.pages[:_MOST_PAGES])
    except (Unreadable, MemoryError):
        raise
    except (
        Exception
    ) as error:  # pypdf raises anything on damaged files, from its own errors to KeyError and RecursionError
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise Unreadable(f"the PDF is damaged: {reason}", where=where, todo=_AS_TEXT) from error
    if sum(map(str.isalpha, text)) < _LEAST_CHARACTERS:
        todo = "It may be a scan: export it from the program that made it, or " + _AS_TEXT[0].lower() + _AS_TEXT[1:]
        raise Unreadable("the PDF's pages hold next to no text", where=where, todo=todo)
    return text


def _of_docx(body: bytes, where: str) -> str:
    try:
        import docx
        from docx.opc.exceptions import OpcError
    except ImportError:
        raise Misconfigured("python-docx, which reads .docx, is not installed", where=where, todo=_INSTALL) from None
    _check_archive(body, where)
    try:
        document = docx.Document(io.BytesIO(body))
        return "\n".join(_docx_lines(document))
    except (KeyError, ValueError, OpcError, SyntaxError, zipfile.BadZipFile, OSError, EOFError) as error:
        raise Unreadable("the file is no Word document, or a damaged one", where=where, todo=_AS_TEXT) from error


def _check_archive(body: bytes, where: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            inflated = sum(entry.file_size for entry in archive.infolist())
            names = archive.namelist()
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError) as error:
        raise Unreadable("the file is damaged", where=where, todo=_AS_TEXT) from error
    if inflated > _MOST_INFLATED_BYTES:
        raise Unreadable(f"the file unfolds to {inflated:,} bytes", where=where, todo=_AS_TEXT)
    if "word/document.xml" not in names:
        raise Unreadable("the file is an archive, not a Word document (.docx)", where=where, todo=_AS_TEXT)


def _docx_lines(document: Any) -> Iterator[str]:
    """Yield the paragraphs and table rows of a document in their order."""
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                cells = dict.fromkeys(cell.text.strip() for cell in row.cells)
                yield " | ".join(filter(None, cells)) if all("\n" not in cell for cell in cells) else "\n".join(cells)
        else:
            yield block.text
