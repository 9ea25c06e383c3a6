import re

from jobfinder.domain.freshness import FRESH_DAYS, MIDDLE, STALE_DAYS
from jobfinder.domain.person import Policy, Weights
from jobfinder.domain.policy import RULES
from jobfinder.domain.scoring import FAR_LEVEL_MOST, PARTS, WRONG_ROLE_MOST
from jobfinder.domain.scoring import skills as skills_part
from tests.places import ROOT

DOC = (ROOT / "docs/scoring.md").read_text()


def rows(heading):
    section = DOC.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    cells = [
        [cell.strip(" `") for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:2] == "| "
    ]
    return cells[2:] if set(cells[1][0]) <= set("- ") else cells[1:]


def test_the_table_of_rules_is_that_of_the_code():
    written = rows("The rules")
    assert written == [[rule.id, rule.line, rule.key or "-", rule.default] for rule in RULES]


def test_the_table_of_parts_names_every_part_with_its_default_weight():
    written = [(row[0], int(row[1])) for row in rows("The score")]
    assert written == [(name, getattr(Weights(), name)) for name in PARTS]
    assert sum(weight for _, weight in written) == 100


def test_the_numbers_of_the_text_are_those_of_the_code():
    said = re.sub(r"\s+", " ", DOC)
    assert f"at most {WRONG_ROLE_MOST} points in all" in said
    assert f"at most {FAR_LEVEL_MOST} points in all" in said
    assert f"{STALE_DAYS:g} days" in said
    assert f"first {FRESH_DAYS:g} day" in said
    assert f"{MIDDLE:.0%} of its weight" in said
    assert f"{skills_part.FULL_YEARS:g} years" in said
    assert f"{skills_part.NEAR_COUNTS:.0%}" in said


def test_every_key_of_a_rule_is_a_key_of_the_policy_or_the_person():
    keys = {rule.key for rule in RULES if rule.key and "." not in rule.key}
    assert keys <= set(Policy.__dataclass_fields__)
    assert {rule.id for rule in RULES if not rule.key} == {"still_open"}
