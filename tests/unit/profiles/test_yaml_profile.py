from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from jobfinder.domain.facts import Level, Place, WorkMode
from jobfinder.domain.policy import RULES_BY_ID
from jobfinder.errors import Misconfigured
from jobfinder.profiles import dump_profile, load_profile, parse_profile, unknown_skills
from tests.places import ROOT

TODAY = date(2026, 1, 1)
EXAMPLE = ROOT / "config" / "profile.example.yaml"


def refusal(text: str) -> str:
    with pytest.raises(Misconfigured) as error:
        parse_profile(text, "mine.yaml", TODAY)
    assert "mine.yaml" in str(error.value)
    return str(error.value)


def with_search(lines: str) -> str:
    return f"person: {{name: R}}\nsearches:\n  - name: main\n    {lines}\n"


def test_the_example_is_a_profile() -> None:
    profile = load_profile(EXAMPLE, TODAY)
    search = profile.searches[0]
    assert profile.person.place == Place(city="Berlin", country="DE")
    assert {skill.name: skill.years for skill in profile.person.skills} == {
        "Python": 10.3,
        "PostgreSQL": 5.8,
        "Go": 2,
        "Perl": None,
        "Kubernetes": 5.8,
        "Django": 4.5,
    }
    assert search.levels == (Level.SENIOR, Level.LEAD)
    assert search.policy.work_modes == (WorkMode.REMOTE, WorkMode.HYBRID)
    assert search.policy.places[1].city == "Hamburg"
    assert search.policy.utc_offsets == (-1, 3)
    assert unknown_skills(profile) == []


def test_the_example_documents_every_key_and_every_rule() -> None:
    from jobfinder.profiles import schema

    text = EXAMPLE.read_text()
    sections = (
        schema.PersonSection,
        schema.SearchSection,
        schema.PolicySection,
        schema.SkillSection,
        schema.WorkSection,
    )
    keys = [key for section in sections for key in section.model_fields]
    assert [key for key in [*keys, *RULES_BY_ID] if f"{key}:" not in text and f"`{key}`" not in text] == []


def test_a_profile_survives_being_written_and_read(tmp_path: Path) -> None:
    profile = load_profile(EXAMPLE, TODAY)
    copy = tmp_path / "copy.yaml"
    copy.write_text(dump_profile(profile), encoding="utf-8")
    assert load_profile(copy, TODAY) == profile


def test_the_version_changes_with_what_is_said_and_not_with_comments() -> None:
    text = with_search("titles: [Engineer]")
    version = parse_profile(text, "a", TODAY).version
    assert parse_profile("# hello\n" + text, "b", TODAY).version == version
    assert parse_profile(text.replace("Engineer", "Nurse"), "a", TODAY).version != version


def test_skills_are_kept_in_the_dictionary_s_names() -> None:
    text = "person: {skills: [js, k8s, js, Zorblax]}\nsearches: [{name: a, policy: {unwanted_skills: [php7]}}]"
    profile = parse_profile(text, "a", TODAY)
    assert [skill.name for skill in profile.person.skills] == ["JavaScript", "Kubernetes", "Zorblax"]
    assert profile.searches[0].policy.unwanted_skills == ("PHP",)
    assert unknown_skills(profile) == ["Zorblax"]


def test_all_mistakes_are_told_at_once() -> None:
    told = refusal(
        """
person:
  nme: R
  languages: [english]
  skills: [{name: Go, years: -1, lastused: 2020}]
  work: [{title: Dev, start: 2021-05, end: 2020-01}, {title: Dev, start: soon}, {title: Dev, start: 2031}]
searches:
  - name: a
    threshold: 120
    weights: {skills: 50}
    levels: [seniorr]
    policy: {pay_floor: -5, pay_currency: EURO, max_age_days: "45", strictness: {pay_flor: strict, visa: maybe}}
"""
    )
    for line in (
        "15 mistakes",
        "person: the key 'nme' is unknown (did you mean 'name'?)",
        "person.languages[0]: 'english' is no language code",
        "person.skills[0].years: -1 is not allowed: should be greater than or equal to 0",
        "person.skills[0]: the key 'lastused' is unknown (did you mean 'last_used'?)",
        "person.work[0]: it ends on 2020-01-31, before it begins on 2021-05-01",
        "person.work[1].start: 'soon' must be a date",
        "lies in the future",
        "searches[0].threshold: 120 is not allowed",
        "they add up to 105",
        "searches[0].levels[0]: 'seniorr' is not allowed; it can be intern, entry",
        "(did you mean 'senior'?)",
        "searches[0].policy.pay_floor: -5 is not allowed: should be greater than 0",
        "'EURO' is no currency code",
        "searches[0].policy.max_age_days: '45' is not allowed",
        "(did you mean 'pay_floor'?)",
        "'maybe' is not allowed; it can be strict, lenient, off",
    ):
        assert line in told, line


def test_the_guide_shows_mistakes_as_they_are_told() -> None:
    guide = (ROOT / "docs" / "profile.md").read_text()
    told = refusal("person: {nme: R}\nsearches: [{name: a, levels: [seniorr]}]")
    shown = [line.strip() for line in guide.splitlines() if line.startswith("      ")]
    assert len(shown) == 2
    for line in shown:
        beginning, _, end = line.partition("entry, ...")
        assert beginning in told
        assert end.strip() in told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("# only a comment", "is empty"),
        ("- a\n- b", "must hold keys and values, not a list"),
        ("hello", "not only 'hello'"),
        ("person: {}\n", "'searches' is missing"),
        ("searches: [{name: a}]", "'person' is missing"),
        ("person: {}\nsearches: []", "at least 1 entry"),
        ("person: {}\nsearches: [{}]", "searches[0]: 'name' is missing"),
        ("person: {}\nsearches: [{name: a}, {name: a}]", "more than one search is called 'a'"),
        ("person: {}\nsearches: [{name: ../../etc}]", "is no name for a search"),
        ("person: {name: a\nsearches: []", "line 2"),
        ("person: {}\nperson: {}\nsearches: [{name: a}]", "'person' is given twice"),
        ("person: {name: 5}\nsearches: [{name: a}]", "person.name: 5 is not allowed: should be a valid string"),
        ("person: []\nsearches: [{name: a}]", "person: the list is not allowed"),
        ("person: {place: Zzyzzyx Nowhere}\nsearches: [{name: a}]", "names no place I know"),
        ("person: {utc_offset: 99}\nsearches: [{name: a}]", "less than or equal to 14"),
        ("person: {utc_offset: .nan}\nsearches: [{name: a}]", "finite"),
        ("!!python/object/apply:os.system [ls]", "could not determine a constructor"),
        ("a: 2021-13-45", "is not YAML"),
        ("[" * 5000, "nested too deeply"),
        ("a: &a [*a]\n", "unfolds to more than"),
    ],
)
def test_a_file_that_cannot_be_a_profile_is_refused_in_words(text: str, words: str) -> None:
    assert words in refusal(text)


def test_a_bomb_of_aliases_is_refused_at_once() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    assert "unfolds to more than" in refusal("\n".join(lines))


def test_ordinary_anchors_are_fine() -> None:
    text = "person: {}\nsearches: [{name: a, policy: &mine {needs_visa: true}}, {name: b, policy: *mine}]"
    profile = parse_profile(text, "a", TODAY)
    assert [search.policy.needs_visa for search in profile.searches] == [True, True]


def test_a_missing_file_says_where_to_begin(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"There is no profile.*none\.yaml.*profile\.example\.yaml"):
        load_profile(tmp_path / "none.yaml", TODAY)
    with pytest.raises(Misconfigured, match="is a folder"):
        load_profile(tmp_path, TODAY)


@pytest.mark.parametrize("body", [b"\x89PNG\r\n\x1a\n\x00\x00", b"person: {name: \xff\xfe}", b"person:\x00 {}"])
def test_a_binary_file_is_refused(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "p.yaml"
    path.write_bytes(body)
    with pytest.raises(Misconfigured, match="is not text"):
        load_profile(path, TODAY)


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(Misconfigured, match="50,000,000 bytes"):
        load_profile(path, TODAY)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + with_search("titles: [Bäcker]").encode())
    assert load_profile(path, TODAY).searches[0].titles == ("Bäcker",)


KEYS = st.sampled_from(["person", "searches", "name", "skills", "policy", "work", "x"])
LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=8)


@given(st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=12))
def test_any_values_are_a_profile_or_are_refused_in_words(values: object) -> None:
    try:
        parse_profile(yaml.safe_dump(values), "mine.yaml", TODAY)
    except Misconfigured as error:
        told = str(error)
    else:
        told = "mine.yaml"
    assert "mine.yaml" in told
