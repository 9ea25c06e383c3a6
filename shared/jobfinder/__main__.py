"""`python -m jobfinder` is the command `jobfinder`."""

from __future__ import annotations

import sys

from jobfinder.cli import main

if __name__ == "__main__":
    sys.exit(main())
