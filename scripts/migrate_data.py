"""Copies documents from one environment's database to the other's, overwriting none."""

import sys

from jobfinder.cli.migrate import app
from jobfinder.cli.scripted import run_script

if __name__ == "__main__":
    sys.exit(run_script(app, "migrate_data.py"))
