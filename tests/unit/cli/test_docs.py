from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_the_document_of_the_commands_is_what_the_commands_say(tmp_path: Path) -> None:
    script = "import sys; sys.path.insert(0, 'scripts'); import make_command_docs as m; print(m.command_docs(), end='')"
    made = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    said = "run `python scripts/make_command_docs.py`"
    assert made.stdout == (ROOT / "docs" / "commands.md").read_text(encoding="utf-8"), said
