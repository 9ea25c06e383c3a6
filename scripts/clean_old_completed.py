"""Deletes old queue items that ended well, and nothing else."""

import sys

from jobfinder.cli.clean_completed import app
from jobfinder.cli.scripted import run_script

if __name__ == "__main__":
    sys.exit(run_script(app, "clean_old_completed.py"))
