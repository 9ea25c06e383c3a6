from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from jobfinder.web.answering import MOST_BODY_BYTES
from jobfinder.web.firebase_gate import SESSION
from jobfinder.web.headers import CONTENT_SECURITY_POLICY
from jobfinder.web.local_gate import LEAST_TOKEN_CHARS, MOST_WRONG_A_MINUTE
from jobfinder.web.routes import TABLE, Kind

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docs" / "web.md").read_text(encoding="utf-8")


def test_every_address_of_the_api_is_documented_and_no_other() -> None:
    told = set(re.findall(r"^\| `(GET|POST) (/api/v1/[^`]+)`", TEXT, re.MULTILINE))
    assert told == {(method, re.sub("<.*?>", "ID", path)) for method, path, kind, *_ in TABLE if kind is Kind.API}


def test_every_page_is_documented() -> None:
    told = {path.partition("?")[0] for path in re.findall(r"^\| `(/[^`]*)`", TEXT, re.MULTILINE)}
    pages = {re.sub("<.*?>", "ID", path) for method, path, kind, *_ in TABLE if (method, kind) == ("GET", Kind.PAGE)}
    assert told == pages - {"/queue/ID"}


def test_the_figures_are_those_of_the_code() -> None:
    assert f"at least {LEAST_TOKEN_CHARS} characters" in TEXT
    assert f"413 above {MOST_BODY_BYTES // 1024} kB" in TEXT
    assert (SESSION.days, "cookie of five days" in TEXT) == (5, True)
    assert (MOST_WRONG_A_MINUTE, "After ten wrong tokens" in TEXT) == (10, True)
    assert all(
        rule in CONTENT_SECURITY_POLICY for rule in re.findall(r"(default-src 'none'|frame-ancestors 'none')", TEXT)
    )


def test_the_functions_load_nothing_of_the_web_until_it_is_asked() -> None:
    script = (
        "import sys; sys.path.insert(0, 'functions'); import main; "
        "late = ('jobfinder.web', 'jobfinder.views', 'firebase_admin'); "
        "print(*(name for name in sys.modules if name.startswith(late)))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_web_function_loads_neither_the_command_lines_parser_nor_firebase_for_what_needs_none() -> None:
    script = (
        "import sys, jobfinder.web, jobfinder.web.api, jobfinder.web.pages, jobfinder.web.match_pages, "
        "jobfinder.web.actions, jobfinder.web.sessions, jobfinder.cli.ranking, jobfinder.cli.source_views; "
        "heavy = {'typer', 'rich', 'click', 'firebase_admin', 'pydantic', 'httpx', 'google.cloud.firestore'}; "
        "print(*(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
