"""The dashboard and the JSON API: `answer` turns one HTTP request into one response, wherever it is served.

Pages are rendered here and need no script; the API says what the command line's `--json` says. Nobody but the owner
sees anything, and nothing a posting says is ever more than text.
"""

from __future__ import annotations

from jobfinder.web.answering import answer as answer
