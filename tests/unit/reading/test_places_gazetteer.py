import subprocess
import sys

import pytest

from jobfinder.domain.reading import data_places, data_regions, gazetteer


def test_every_hand_written_name_of_a_city_leads_to_a_listed_city() -> None:
    for line in data_regions.CITY_NAMES.splitlines():
        said, name, country = line.split("|")
        found = gazetteer.cities(said)
        assert found, said
        assert (found[0].name, found[0].country) == (name, country)


def test_every_region_has_a_city_and_every_country_a_code() -> None:
    with_cities = {
        tuple(line.split("|")[1:3]) for names in data_places.CITIES.values() for line in names.split() if "|" in line
    }
    countries = gazetteer.country_codes()
    for line in data_regions.REGIONS.splitlines():
        country, admin1, *_ = line.split("|")
        assert country in countries
        assert (country, admin1) in with_cities, line
    assert all(line.partition("|")[0] in countries for line in data_regions.COUNTRY_NAMES.splitlines())


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("USA", "US"),
        ("us", "US"),
        ("England", ""),
        ("Korea", "KR"),
        ("can", ""),
        ("CAN", "CA"),
        ("are", ""),
        ("Czechia", "CZ"),
    ],
)
def test_a_country_is_known_by_its_names_and_a_code_of_three_letters_only_in_capitals(name: str, code: str) -> None:
    assert gazetteer.country(name) == code


@pytest.mark.parametrize(("word", "code"), [("German", "DE"), ("canadian", "CA"), ("Germany", ""), ("", "")])
def test_a_demonym_leads_to_its_country(word: str, code: str) -> None:
    assert gazetteer.country_of_demonym(word) == code


def test_the_larger_namesake_comes_first() -> None:
    assert [city.country for city in gazetteer.cities("Paris")][:2] == ["FR", "US"]


def test_the_gazetteer_credits_its_source() -> None:
    assert "GeoNames" in (data_places.__doc__ or "")
    assert "CC BY 4.0" in (data_places.__doc__ or "")


def test_the_tables_are_read_only_when_a_name_is_looked_up_and_stay_small() -> None:
    program = (
        "import sys, tracemalloc; import jobfinder.domain.reading.places as p;"
        "assert 'jobfinder.domain.reading.data_places' not in sys.modules;"
        "import jobfinder.domain.reading.data_places; sys.modules.pop('jobfinder.domain.reading.data_places');"
        "tracemalloc.start(); p.gazetteer.cities('Oslo'); p.gazetteer.regions('Oslo'); p.gazetteer.area('Oslo');"
        "print(tracemalloc.get_traced_memory()[0])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 15_000_000
