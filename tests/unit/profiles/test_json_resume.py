import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jobfinder.domain.facts import Level, Place
from jobfinder.errors import Misconfigured, Unreadable
from jobfinder.profiles import Imported, dump_profile, read_profile_file

TODAY = date(2026, 1, 1)

RESUME: dict[str, Any] = {
    "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
    "basics": {
        "name": "Ada Sample",
        "label": "Data Engineer",
        "summary": "Pipelines.",
        "location": {"city": "Leeds", "region": "England", "countryCode": "GB"},
    },
    "work": [
        {
            "name": "Acme",
            "position": "Senior Data Engineer",
            "startDate": "2022-01",
            "summary": "Python and Kafka",
            "highlights": ["Moved to Airflow"],
        },
        {"name": "Bits Ltd", "position": "Engineer", "startDate": "2020", "endDate": "2021-12-31", "keywords": ["js"]},
        {"name": "Broken", "position": "Engineer", "startDate": "once upon a time"},
        {"name": "Backwards", "position": "Engineer", "startDate": "2020-01", "endDate": "2019-01"},
        {"name": "Tomorrow", "position": "Engineer", "startDate": "2030-01"},
    ],
    "volunteer": [{"organization": "Club", "position": "Coach", "startDate": "2021-01-01", "endDate": "2021-06-01"}],
    "education": [{"institution": "Uni", "area": "Physics", "studyType": "BSc", "endDate": "2019-06"}],
    "skills": [{"name": "Web", "keywords": ["HTML", "css"]}, {"name": "Python"}, {"name": "Zorblax"}, "SQL"],
    "languages": [{"language": "English", "fluency": "Native"}, {"language": "de"}, {"language": "Klingon"}],
    "projects": [{"name": "Thing", "keywords": ["Rust"]}],
    "hobbies": [],
}


def imported(tmp_path: Path, values: Any, name: str = "resume.json") -> Imported:
    path = tmp_path / name
    path.write_text(json.dumps(values), encoding="utf-8")
    return read_profile_file(path, TODAY)


def test_a_person_is_read(tmp_path: Path) -> None:
    got = imported(tmp_path, RESUME)
    person = got.person
    assert (person.name, person.headline, person.languages) == ("Ada Sample", "Data Engineer", ("en", "de"))
    assert person.place == Place(city="Leeds", region="England", country="GB")
    assert person.education == ("BSc Physics, Uni, 2019",)
    assert [(job.title, job.company, job.start, job.end) for job in person.work] == [
        ("Senior Data Engineer", "Acme", date(2022, 1, 1), None),
        ("Engineer", "Bits Ltd", date(2020, 1, 1), date(2021, 12, 31)),
        ("Coach", "Club", date(2021, 1, 1), date(2021, 6, 1)),
    ]
    years = {skill.name: skill.years for skill in person.skills}
    assert years == {
        "HTML": None,
        "CSS": None,
        "Python": 4.0,
        "Zorblax": None,
        "SQL": None,
        "Rust": None,
        "Apache Kafka": 4.0,
        "Apache Airflow": 4.0,
        "JavaScript": 2.0,
    }


def test_what_was_left_out_is_told(tmp_path: Path) -> None:
    notes = "\n".join(imported(tmp_path, RESUME).notes)
    for words in (
        "work[2] (Engineer), its startDate 'once upon a time' is no date",
        "work[3] (Engineer), it ends before it begins",
        "work[4] (Engineer), it begins in the future",
        "the language 'Klingon'",
        "the section 'hobbies'",
        "Zorblax",
    ):
        assert words in notes


def test_a_search_is_derived(tmp_path: Path) -> None:
    (search,) = imported(tmp_path, RESUME).searches
    assert search.titles == ("Senior Data Engineer", "Engineer", "Coach", "Data Engineer")
    assert search.levels[0] is Level.SENIOR
    assert search.policy.places == (Place(city="Leeds", country="GB"),)
    assert search.policy.pay_currency == "GBP"
    assert search.policy.languages == ("en", "de")


def test_the_standard_in_yaml_and_our_own_export_are_read(tmp_path: Path) -> None:
    got = imported(tmp_path, RESUME, "resume.yaml")
    assert got.person.name == "Ada Sample"
    ours = tmp_path / "ours.yaml"
    ours.write_text(dump_profile(got.profile), encoding="utf-8")
    again = read_profile_file(ours, TODAY)
    assert again.profile == got.profile


def test_an_ended_last_date_in_the_future_means_that_it_goes_on(tmp_path: Path) -> None:
    work = [{"name": "A", "position": "Nurse", "startDate": "2024-01-01", "endDate": "2027-01-01"}]
    assert imported(tmp_path, {"basics": {"name": "N"}, "work": work}).person.work[0].end is None


@pytest.mark.parametrize(
    "values",
    [
        {"basics": None, "work": "x", "skills": 5, "languages": [None, 3]},
        {"work": [None, 5, {"position": ["x"]}]},
        {"basics": {"name": ["x"], "location": [1]}},
    ],
)
def test_nonsense_in_the_right_places_is_no_person(tmp_path: Path, values: Any) -> None:
    with pytest.raises(Unreadable, match="nothing in the file looks like"):
        imported(tmp_path, values)


@pytest.mark.parametrize("text", ["", "{", "[1, 2]", '"x"', "{" * 3000])
def test_what_is_no_json_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "resume.json"
    path.write_text(text)
    with pytest.raises(Misconfigured, match=r"resume\.json"):
        read_profile_file(path, TODAY)
