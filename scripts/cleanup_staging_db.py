"""Empties staging's database of what was found there, and no other; --help says how it asks."""

import sys

from jobfinder.cli.clean_staging import app
from jobfinder.cli.scripted import run_script

if __name__ == "__main__":
    sys.exit(run_script(app, "cleanup_staging_db.py"))
