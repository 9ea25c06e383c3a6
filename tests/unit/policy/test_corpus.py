"""Postings that an earlier system rejected by words inside other words, in the wrong field, or denied by the text."""

import pytest
import yaml

from jobfinder.domain.match import Ruling
from jobfinder.domain.person import Policy
from jobfinder.domain.policy import judge
from jobfinder.domain.reading import read_posting
from tests.places import SHARED, needs_shared
from tests.unit.policy.build import NOW, listing

FILTERS = Policy(
    excluded_companies=("GE", "UPS"),
    excluded_titles=("intern", "junior", "engineer I", "CTO", "PM", "product manager", "sales", "support"),
    excluded_keywords=("mlm", "multi-level marketing"),
)
# "Admin" and "content" stand in two of these titles as words of their own: excluding them would be the person's choice.
SECTIONS = ("role_words_in_the_text", "seniority_and_role", "company_size")


def cases():
    path = SHARED / "corpus/reading-postings.yaml"
    corpus = yaml.safe_load(path.read_text()) if path.is_file() else {}
    return [row for section in SECTIONS for row in corpus.get(section, [])]


@needs_shared
@pytest.mark.parametrize("row", cases(), ids=lambda row: row.get("title") or row.get("company") or row["text"][:30])
def test_a_posting_misread_by_substrings_passes_the_rules(row):
    fields = {name: row[name] for name in ("title", "text", "company") if name in row}
    one = listing(**fields)
    verdicts = judge(read_posting(one.posting), one, FILTERS, NOW)
    assert [verdict for verdict in verdicts if verdict.ruling is Ruling.REJECT] == []


@needs_shared
def test_the_corpus_has_cases_for_these_rules():
    assert len(cases()) >= 15
