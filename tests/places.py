"""Where the tests find the shared folder (recordings, data sets, corpus) that stands beside the project."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("JOB_FINDER_SHARED", ROOT.parent / "shared"))
IN_CI = os.environ.get("CI") == "true"

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir() and not IN_CI,
    reason=f"the shared folder with recordings and data sets is not at {SHARED}; set JOB_FINDER_SHARED to where it is",
)
