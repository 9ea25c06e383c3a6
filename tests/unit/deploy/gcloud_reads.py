"""Run by gcloud's own Python: reads commands (JSON lines) and answers each with what gcloud says to it.

One process for all of them, since loading gcloud takes a second. Usage: gcloud_reads.py GCLOUD_ROOT
"""

import json
import os
import sys
import tempfile
from pathlib import Path

LIB = Path(sys.argv[1]) / "lib"
sys.path[:0] = [str(LIB), str(LIB / "third_party")]
# gcloud writes to descriptors 1 and 2 as it likes; both lead into `said` from here on.
answers = os.fdopen(os.dup(1), "w")
said = tempfile.TemporaryFile()  # noqa: SIM115 - for as long as the process lives
os.dup2(said.fileno(), 1)
os.dup2(said.fileno(), 2)

from googlecloudsdk import gcloud_main  # type: ignore[import-not-found]  # noqa: E402

cli = gcloud_main.CreateCLI([])
for line in sys.stdin:
    said.seek(0)
    said.truncate()
    end = ""
    try:
        cli.Execute(json.loads(line))
    except SystemExit as left:
        end = f"exit {left.code}"
    except Exception as error:  # noqa: BLE001 - a crash is an answer too, and the next command is still to be read
        end = repr(error)
    sys.stdout.flush()
    sys.stderr.flush()
    said.seek(0)
    answers.write(json.dumps(said.read().decode("utf-8", "replace") + end) + "\n")
answers.flush()
