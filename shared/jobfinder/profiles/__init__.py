"""The person's side: profile files, résumés in any form, and the checks that keep nonsense out.

Importing this package costs nothing; pydantic, yaml, pypdf and python-docx load when a file that needs them is read.
"""

from __future__ import annotations

from jobfinder.profiles.imported import Imported, read_profile_file, summary_lines
from jobfinder.profiles.yaml_profile import dump_profile, load_profile, parse_profile, unknown_skills

__all__ = [
    "Imported",
    "dump_profile",
    "load_profile",
    "parse_profile",
    "read_profile_file",
    "summary_lines",
    "unknown_skills",
]
