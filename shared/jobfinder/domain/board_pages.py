"""The page of a board by its kind and its id: what a person opens, and what a short list of boards needs no more than.

The way back from a page to its board stands in `urls.py`; a test holds the two together.
"""

from __future__ import annotations

from urllib.parse import quote

# A board with two names ("tenant:site") has two places for them.
PAGES = {
    "greenhouse": "https://boards.greenhouse.io/{}",
    "lever": "https://jobs.lever.co/{}",
    "ashby": "https://jobs.ashbyhq.com/{}",
    "smartrecruiters": "https://jobs.smartrecruiters.com/{}",
    "workable": "https://apply.workable.com/{}",
    "recruitee": "https://{}.recruitee.com",
    "personio": "https://{}.jobs.personio.de",
    "teamtailor": "https://{}.teamtailor.com",
    "bamboohr": "https://{}.bamboohr.com/careers",
    "breezy": "https://{}.breezy.hr",
    "pinpoint": "https://{}.pinpointhq.com",
    "rippling": "https://ats.rippling.com/{}",
    "icims": "https://{}.icims.com/jobs",
    "workday": "https://{}.myworkdayjobs.com/{}",
    "oraclecloud": "https://{}.oraclecloud.com/hcmUI/CandidateExperience/en/sites/{}",
}


def board_page(kind: str, board_id: str) -> str:
    """Return the address of a board's page. Raises KeyError for a kind whose boards are no employers'."""
    form = PAGES[kind]
    names = board_id.split(":", form.count("{}") - 1) if form.count("{}") > 1 else [board_id]
    return form.format(*(quote(name, safe="") for name in names))
