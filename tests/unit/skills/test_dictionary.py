import json
import subprocess
import sys
import time

import pytest

from jobfinder.domain.skills import all_skills, canonical, dictionary, family, fields, find_skills, related
from jobfinder.domain.skills.entries import build
from jobfinder.domain.skills.near import GROUPS
from tests.places import ROOT, SHARED, needs_shared


def test_the_dictionary_holds_many_skills_of_many_fields() -> None:
    skills = all_skills()
    assert len(skills) >= 1200
    assert len({skill.family for skill in skills}) >= 30


def test_every_canonical_name_is_its_own_spelling() -> None:
    assert [skill.name for skill in all_skills() if canonical(skill.name) != skill.name] == []


def test_one_name_in_two_lines_is_refused() -> None:
    with pytest.raises(ValueError, match="'Go' stands in two lines"):
        build([{"A": "Go\nGo"}], [])


def test_one_spelling_of_two_skills_is_refused() -> None:
    with pytest.raises(ValueError, match="'golang' is a spelling of two skills: Go and Gopher"):
        build([{"A": "Go | golang\nGopher | golang"}], [])


def test_a_spelling_without_a_word_is_refused() -> None:
    with pytest.raises(ValueError, match="no word"):
        build([{"A": "???"}], [])


def test_names_are_tidy() -> None:
    for skill in all_skills():
        assert skill.name == skill.name.strip()
        assert not set("|~=!") & set(skill.name), skill.name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("js", "JavaScript"),
        ("GOLANG", "Go"),
        ("go", "Go"),
        ("react.js", "React"),
        ("ms word", "Microsoft Word"),
        ("k8s", "Kubernetes"),
    ],
)
def test_a_skill_is_known_by_any_spelling(written: str, name: str) -> None:
    assert canonical(written) == name


@pytest.mark.parametrize("written", ["", "  ", "no such thing", "go to market", "Python Python", "🎉"])
def test_what_is_no_skill_has_no_name(written: str) -> None:
    assert canonical(written) is None
    assert family(written) is None
    assert related(written) == frozenset()


def test_a_family_is_known() -> None:
    assert family("postgres") == "Databases"
    assert family("TIG welding") == "Metal and wood"


def test_near_skills_are_skills_and_near_both_ways() -> None:
    names = {skill.name for skill in all_skills()}
    for line in filter(None, GROUPS.splitlines()):
        assert {name.strip() for name in line.split(",")} <= names, line
    assert "Vue.js" in related("react")
    assert "React" in related("Vue.js")
    assert "React" not in related("React")
    assert "PostgreSQL" not in related("React")


def test_the_guide_quotes_the_dictionary_as_it_is() -> None:
    guide = (ROOT / "docs" / "profile.md").read_text()
    blocks = [block for families in (*fields.tools(), *fields.subjects()) for block in families.values()]
    lines = {line.strip() for block in blocks for line in block.splitlines()}
    examples = [line.strip() for line in guide.splitlines() if line.startswith("    ") and " | " in line]
    assert [line for line in examples if line not in lines] == []
    for marked in ("Python", "=SAP", "~Go", "-RPG"):
        assert f"`{marked}`" in guide
        assert any(line == marked or line.startswith(marked + " |") for line in lines), marked


def test_importing_the_package_parses_nothing() -> None:
    code = "import sys, jobfinder.domain.skills; print([m for m in sys.modules if 'skills.fields' in m])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


def test_parsing_the_dictionary_takes_a_moment_only() -> None:
    modules = list(fields.tools()), list(fields.subjects())
    assert min(_seconds(lambda: build(*modules)) for _ in range(5)) < 0.1


def test_finding_skills_is_fast() -> None:
    text = ("We build services in Python and Go on AWS with Kubernetes, and we care. " * 25)[:2000]
    dictionary()
    assert min(_seconds(lambda: find_skills(text)) for _ in range(20)) < 0.004


def _seconds(work: object) -> float:
    begin = time.process_time()
    work()  # type: ignore[operator]
    return time.process_time() - begin


# The other dictionary mixes products with the categories of a catalogue ("Mobile UI Frameworks"); a name in one word
# with a capital inside is a product.
@needs_shared
def test_the_products_of_another_dictionary_are_mostly_covered() -> None:
    entries = json.loads((SHARED / "datasets" / "skills" / "microsoft.json").read_text())
    products = [name for entry in entries if " " not in (name := entry["name"]) and any(c.isupper() for c in name[1:])]
    covered = [name for name in products if canonical(name) is not None]
    print(f"{len(covered)} of {len(products)} products; missing: {sorted(set(products) - set(covered))}")
    assert len(covered) / len(products) >= 0.65
