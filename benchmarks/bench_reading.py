"""Reading: all facts of one posting, and clean text beside BeautifulSoup doing the same job and beside the bare parser.

The postings are made here, of many trades, by a seeded generator, so that every run and every machine reads the same.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any

from jobfinder.domain.posting import Posting
from jobfinder.domain.reading import read_posting
from jobfinder.html_text import clean_text

Figure = dict[str, Any]

ROUNDS = 7
POSTINGS = 60
TEXT_CHARACTERS = 2_000
BODY_CHARACTERS = (5_000, 10_000, 20_000)
MOST_MS_PER_POSTING = 2.0
LEAST_TIMES_BS4 = 10.0

_TITLES = (
    "Senior Backend Engineer", "Registered Nurse", "Product Designer, Growth", "Warehouse Associate (Part-time)",
    "Data Analyst II", "Account Executive, EMEA", "Electrician", "Head of Security", "Firmware Engineer Intern",
)  # fmt: skip
_PLACES = ("Berlin, Germany", "Austin, TX", "Remote - US", "London", "Toronto, Canada", "São Paulo", "Remote (Europe)")
_DUTIES = (
    "Design, build and run services in Python, Go and PostgreSQL that people rely on every day",
    "Work closely with product, design and the sales team to decide what to do next",
    "Care for patients on night shifts and keep records that others can follow",
    "Plan the week’s deliveries, and speak with drivers when something goes wrong",
    "Own our Kubernetes clusters on AWS &amp; GCP, with Terraform and good alerts",
    "Turn research into Figma prototypes, and prototypes into interfaces that work",
)
_DEMANDS = (
    "5+ years of experience in a similar role, at least 2 of them in a small company",
    "Fluent English, written and spoken; German is a plus",
    "Experience with C#, .NET, React and TypeScript, or the wish to learn them",
    "A valid forklift licence and the habit of checking twice",
    "Bachelor’s degree in engineering or equivalent practical experience",
    "Ability to work from our office three days a week (hybrid)",
)
_PROSE = (
    "We began in a garage with three people and one idea: that buying spare parts should not take a week. Today our"
    " customers in forty countries order what they need in a minute, and most of it arrives the next morning.",
    "You would join a team of nine who talk to each other. We write down what we decide, we review each other’s work"
    " with kindness, and we leave the office at six. Nobody has ever been asked to answer a message on a Sunday.",
    "Hiring takes us two weeks: a first call, an afternoon with the team on a real problem, and a conversation about"
    " what you would like to learn. You will hear from us either way, with reasons.",
    "We are an equal opportunity employer. We welcome people of every background, age, gender, religion and origin, and"
    " we will make reasonable adjustments for anyone who needs them during the application process.",
)
_OFFERS = (
    "The base salary range for this position is $120,000 – $150,000 a year, plus equity and a bonus.",
    "We raised $40M in Series B and were founded 12 years ago; 30 days of paid leave, a $1,500 learning budget.",
    "This is a full-time position. We are not able to sponsor visas. No security clearance is required.",
    "Wages start at £14.50 per hour, paid weekly.",
)


def run() -> list[Figure]:
    """Return the figures of reading; each has name, value, unit, target and ok."""
    return [*_reading(), *_cleaning()]


def _reading() -> list[Figure]:
    chance = random.Random(7)
    postings = [_posting(chance) for _ in range(POSTINGS)]
    milliseconds = _median_ms(lambda: [read_posting(posting) for posting in postings]) / POSTINGS
    size = sum(len(posting.text) for posting in postings) / POSTINGS
    return [
        _figure("all facts of a posting", milliseconds, "ms", most=MOST_MS_PER_POSTING),
        _figure("length of a posting's text", size, "characters"),
        _figure("listings read by one core", 1000 / milliseconds, "per second"),
    ]


def _cleaning() -> list[Figure]:
    from selectolax.lexbor import LexborHTMLParser

    figures = []
    for characters in BODY_CHARACTERS:
        body = _body(random.Random(characters), characters)
        assert clean_text(body).split() == clean_with_bs4(body).split(), "the two must do the same job"
        ours = _median_ms(partial(clean_text, body), times=20)
        theirs = _median_ms(partial(clean_with_bs4, body))
        bare = _median_ms(partial(LexborHTMLParser, body), times=20)
        size = f"{characters // 1000} kB"
        figures += [
            _figure(f"clean text of {size} of HTML", ours, "ms"),
            _figure(f"clean text of {size}: speed", theirs / ours, "x of bs4 + html.parser", least=LEAST_TIMES_BS4),
            _figure(f"clean text of {size}: time", ours / bare, "x of parsing with bare lexbor"),
        ]
    return figures


def _figure(name: str, value: float, unit: str, *, most: float | None = None, least: float | None = None) -> Figure:
    target = f"<= {most:g}" if most is not None else f">= {least:g}" if least is not None else None
    ok = value <= most if most is not None else value >= least if least is not None else None
    return {"name": name, "value": value, "unit": unit, "target": target, "ok": ok}


def _median_ms(work: Callable[[], object], *, rounds: int = ROUNDS, times: int = 1) -> float:
    """Return the median over the rounds of the processor's milliseconds one call takes, after one to warm up."""
    work()
    seconds = []
    for _ in range(rounds):
        began = time.process_time()
        for _ in range(times):
            work()
        seconds.append((time.process_time() - began) / times)
    return median(seconds) * 1000


# -- what is read


def _posting(chance: random.Random) -> Posting:
    text = clean_text(_body(chance, TEXT_CHARACTERS * 2))
    return Posting(
        native_id=str(chance.random()),
        title=chance.choice(_TITLES),
        company="Example",
        url="https://jobs.example/1",
        text=text[:TEXT_CHARACTERS],
        locations=(chance.choice(_PLACES),),
    )


def _body(chance: random.Random, characters: int) -> str:
    sections: list[str] = []
    while sum(map(len, sections)) < characters:
        sections.append(_section(chance))
    return "".join(sections)


def _section(chance: random.Random) -> str:
    duties = _items(chance.sample(_DUTIES, 4))
    demands = _items(chance.sample(_DEMANDS, 4))
    return (
        f"<p>{chance.choice(_PROSE)}</p><p>{chance.choice(_PROSE)}</p>"
        f'<div class="section"><h2><strong>What you will do</strong></h2>{duties}</div>\n'
        f"<h3>What you bring</h3>\n{demands}<script>track('view')</script><!-- tracking -->"
        f"<p>{chance.choice(_OFFERS)}<br>Apply at <a href='https://jobs.example/a'>our&nbsp;site</a>.</p>"
    )


def _items(lines: list[str]) -> str:
    items = "".join(f'<li><span style="font-weight: 400;">{line}</span></li>\n' for line in lines)
    return f"<ul>\n{items}</ul>"


# -- the same job with BeautifulSoup

_BLOCKS = ["p", "div", "h1", "h2", "h3", "h4", "ul", "ol", "li", "table", "tr", "section"]


def clean_with_bs4(body: str) -> str:
    """Return what `clean_text` returns for HTML that is not hostile, the way it is usually written."""
    from bs4 import BeautifulSoup, Comment

    soup = BeautifulSoup(body, "html.parser")
    for unseen in soup(["script", "style", "template", "noscript"]):
        unseen.decompose()
    for comment in soup.find_all(string=lambda piece: isinstance(piece, Comment)):
        comment.extract()
    for text in soup.find_all(string=True):
        text.replace_with(re.sub(r"\s+", " ", text))
    for line_break in soup.find_all("br"):
        line_break.replace_with("\n")
    for block in soup.find_all(_BLOCKS):
        if block.name == "li":
            block.insert(0, "- ")
        block.insert_before("\n")
        block.append("\n")
    lines = (" ".join(line.split()) for line in soup.get_text().splitlines())
    return "\n".join(line for line in lines if line)


if __name__ == "__main__":
    from benchmarks.__main__ import main

    sys.exit(main(["reading"]))
