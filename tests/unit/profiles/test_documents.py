import builtins
import io
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from jobfinder.errors import JobFinderError, Misconfigured, Unreadable
from jobfinder.profiles import read_profile_file, summary_lines
from jobfinder.profiles.documents import read_document

TODAY = date(2026, 1, 1)
LINES = [
    "Jo Doe",
    "Data Engineer",
    "Leeds, United Kingdom",
    "Experience",
    "Data Engineer, Acme Ltd",
    "Jan 2024 - Present",
    "- Python and Airflow on AWS",
    "Skills",
    "Python, Go, SQL",
]


def pdf(lines: list[str]) -> bytes:
    """Return a PDF of one page with a line of text each, built by hand after ISO 32000."""
    shown = "".join(f"({line}) Tj 0 -16 Td " for line in lines)
    stream = f"BT /F1 12 Tf 50 780 Td {shown}ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return b"%sxref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        body, size, table, size, len(body),
    )  # fmt: skip


def encrypted(body: bytes) -> bytes:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(body))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def docx(lines: list[str]) -> bytes:
    import docx as word

    document = word.Document()
    for line in lines[:-1]:
        document.add_paragraph(line)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = lines[-1], "Docker"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def archive(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in files.items():
            file.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("cv.pdf", pdf(LINES)),
        ("cv.docx", docx(LINES)),
        ("cv.txt", "\n".join(LINES).encode()),
        ("cv.md", "\n".join(LINES).encode("utf-16")),
        ("cv.txt", "\r\n".join([*LINES, "Müller"]).encode("cp1252")),
        ("cv", "\n".join(LINES).encode("utf-8-sig")),
        ("really-a-pdf.txt", pdf(LINES)),
    ],
)
def test_a_resume_is_read_from_any_kind_of_file(tmp_path: Path, name: str, body: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(body)
    got = read_profile_file(path, TODAY)
    assert got.person.name == "Jo Doe"
    assert [(job.title, job.company) for job in got.person.work] == [("Data Engineer", "Acme Ltd")]
    assert {"Python": 2.0, "Go": None, "SQL": None}.items() <= {s.name: s.years for s in got.person.skills}.items()


def test_the_summary_shows_what_will_be_saved(tmp_path: Path) -> None:
    path = tmp_path / "cv.txt"
    path.write_text("\n".join(LINES))
    shown = "\n".join(summary_lines(read_profile_file(path, TODAY)))
    for words in (
        "Jo Doe",
        "Leeds",
        "1 job, 2 years",
        "2024-01 to now",
        "Python: 2 years",
        "Go: years unknown",
        "Note:",
    ):
        assert words in shown


BROKEN = [
    ("empty.pdf", b"", "is empty"),
    ("spaces.txt", b"  \n ", "is empty"),
    ("fake.pdf", b"hello, I am text", r"is called \.pdf but is not one"),
    ("fake.docx", b"hello, I am text", r"is called \.docx but is not one"),
    ("scan.pdf", pdf([]), "next to no text.*scan"),
    ("locked.pdf", encrypted(pdf(LINES)), "encrypted.*without a password"),
    ("cut.pdf", b"%PDF-1.4\n1 0 obj\n<< /Type", "damaged|next to no text"),
    ("noise.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 20, "damaged|next to no text"),
    ("zip.docx", archive({"a.txt": b"x"}), "not a Word document"),
    ("cut.docx", docx(LINES)[:900], "damaged"),
    ("bad.docx", archive({"word/document.xml": b"<not xml"}), "damaged"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "is not text"),
    ("cv.xlsx", b"PK\x03\x04", r"\.xlsx files cannot be read"),
    ("nothing.txt", b"It was a dark and stormy night; nobody was looking for anything.", "looks like a r"),
]


@pytest.mark.parametrize(("name", "body", "words"), BROKEN, ids=[name for name, _, _ in BROKEN])
def test_a_file_that_cannot_be_read_says_what_to_do(tmp_path: Path, name: str, body: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(body)
    with pytest.raises(Unreadable, match=words) as error:
        read_profile_file(path, TODAY)
    assert error.value.where == str(path)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no such file"):
        read_profile_file(tmp_path / "cv.pdf", TODAY)
    (tmp_path / "cv.txt").mkdir()
    with pytest.raises(Unreadable, match="folder"):
        read_profile_file(tmp_path / "cv.txt", TODAY)


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "cv.pdf"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(Unreadable, match="50,000,000 bytes"):
        read_document(path)


def test_an_archive_that_unfolds_without_bound_is_not_unfolded(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file, file.open("word/document.xml", "w") as entry:
        for _ in range(201):
            entry.write(bytes(1_000_000))
    with pytest.raises(Unreadable, match="unfolds to"):
        read_document(path)


@pytest.mark.parametrize(
    ("name", "body", "module"), [("cv.pdf", pdf(LINES), "pypdf"), ("cv.docx", docx(LINES), "docx")]
)
def test_a_missing_library_says_what_to_install(
    tmp_path: Path, name: str, body: bytes, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / name
    path.write_bytes(body)
    real = builtins.__import__

    def without(wanted: str, *rest: object) -> object:
        if wanted.partition(".")[0] == module:
            raise ImportError(wanted)
        return real(wanted, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(Misconfigured, match=r"pip install 'job-finder\[resume\]'"):
        read_document(path)


@pytest.mark.parametrize("cut", range(0, 700, 37))
def test_a_pdf_cut_anywhere_is_read_or_refused(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "cv.pdf"
    path.write_bytes(pdf(LINES)[:cut])
    try:
        text = read_document(path)
    except JobFinderError as error:
        text = error.what
    assert text
