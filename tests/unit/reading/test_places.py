from dataclasses import asdict

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from jobfinder.domain.facts import Place, WorkMode
from jobfinder.domain.reading.location import parse_location
from jobfinder.domain.reading.places import read_eligibility, read_places
from jobfinder.domain.reading.work_mode import read_work_mode
from tests.places import SHARED, needs_shared
from tests.unit.reading.postings import assert_quoted, posting


def place(city: str = "", region: str = "", country: str = "", area: str = "") -> Place:
    return Place(city=city, region=region, country=country, area=area)


def briefly(found: Place) -> str:
    return "/".join(part for part in (found.city, found.region, found.country, found.area) if part)


def named(location: str) -> list[str]:
    return [briefly(found.place) for found in parse_location(location)]


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("Portland, Maine", "Portland/Maine/US"),
        ("Portland, ME", "Portland/Maine/US"),
        ("Portland", "Portland/Oregon/US"),
        ("Riga, Latvia", "Riga/LV"),
        ("London", "London/England/GB"),
        ("London, ON", "London/Ontario/CA"),
        ("Cambridge, MA", "Cambridge/Massachusetts/US"),
        ("Cambridge, UK", "Cambridge/England/GB"),
        ("Tbilisi, Georgia", "Tbilisi/GE"),
        ("Savannah, Georgia", "Savannah/Georgia/US"),
        ("Georgia", "Georgia/US"),
        ("Hamburg, DE", "Hamburg/Hamburg/DE"),
        ("Dover, DE", "Dover/Delaware/US"),
        ("Mysuru, IN", "Mysuru/Karnataka/IN"),
        ("Fort Wayne, IN", "Fort Wayne/Indiana/US"),
        ("Medellín, CO", "Medellín/CO"),
        ("Boulder, CO", "Boulder/Colorado/US"),
        ("Calgary, CA", "Calgary/Alberta/CA"),
        ("Fresno, CA", "Fresno/California/US"),
        ("Perth, WA", "Perth/Western Australia/AU"),
        ("Spokane, WA", "Spokane/Washington/US"),
        ("Lebanon, NH", "Lebanon/New Hampshire/US"),
        ("Lebanon", "LB"),
        ("New York", "New York/New York/US"),
        ("Buffalo, New York", "Buffalo/New York/US"),
        ("Washington D.C.", "Washington/District of Columbia/US"),
        ("Washington, DC", "Washington/District of Columbia/US"),
        ("Texas", "Texas/US"),
        ("Ontario", "Ontario/CA"),
        ("Canada", "CA"),
        ("Deutschland", "DE"),
        ("UAE", "AE"),
        ("U.S.", "US"),
        ("PHL", "PH"),
        ("EMEA", "EMEA"),
        ("Worldwide", "worldwide"),
        ("Luxembourg, Luxembourg", "Luxembourg/LU"),
    ],
)
def test_a_name_is_read_by_what_stands_beside_it(location: str, expected: str) -> None:
    assert named(location) == [expected]


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("GA-Savannah", "Savannah/Georgia/US"),
        ("US, OR, Hillsboro", "Hillsboro/Oregon/US"),
        ("US-WA-Redmond", "Redmond/Washington/US"),
        ("USA.TX.Plano", "Plano/Texas/US"),
        ("USA NC Fayetteville", "Fayetteville/North Carolina/US"),
        ("France-Lyon", "Lyon/Auvergne-Rhone-Alpes/FR"),
        ("Chennai, IND", "Chennai/Tamil Nadu/IN"),
        ("IND - Chennai - Tower 3", "Chennai/Tamil Nadu/IN"),
        ("Singapore - Jurong - West Hub", "Singapore/SG"),
        ("Vietnam-Regional", "VN"),
        ("Germany Locations", "DE"),
        ("Denver HQ", "Denver/Colorado/US"),
        ("HQ - Irvine", "Irvine/California/US"),
        ("Oregon - Depot 7", "Oregon/US"),
        ("Greater Boston Area", "Boston/Massachusetts/US"),
        ("San Francisco Bay Area", "San Francisco/California/US"),
        ("Metro Manila", "Manila/Metro Manila/PH"),
        ("North Dallas, TX", "Dallas/Texas/US"),
        ("Seattle Waterfront", "Seattle/Washington/US"),
        ("Oakland, CA 94612", "Oakland/California/US"),
        ("10117 Berlin", "Berlin/Berlin/DE"),
        ("Rosario (Argentina)", "Rosario/AR"),
        ("Shanghai - Pudong", "Shanghai/Shanghai/CN"),
        ("Orange County, CA", "California/US"),
        ("Nowhereville, MT", "Nowhereville/Montana/US"),
    ],
)
def test_the_shapes_that_boards_give_a_location_are_read(location: str, expected: str) -> None:
    assert named(location) == [expected]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Bangalore", "Bengaluru/Karnataka/IN"),
        ("München", "Munich/Bavaria/DE"),
        ("Köln", "Cologne/North Rhine-Westphalia/DE"),
        ("Praha", "Prague/CZ"),
        ("Wien", "Vienna/Vienna/AT"),
        ("Lisboa", "Lisbon/PT"),
        ("Roma", "Rome/Lazio/IT"),
        ("Kiev", "Kyiv/UA"),
        ("Milano", "Milan/Lombardy/IT"),
        ("Thành phố Hồ Chí Minh", "Ho Chi Minh City/VN"),
        ("Bogota", "Bogotá/CO"),
        ("東京", "Tokyo/Tokyo/JP"),
        ("Ghent", "Ghent/Flanders/BE"),
        ("NYC", "New York/New York/US"),
        ("Gurgaon", "Gurugram/Haryana/IN"),
        ("Saint Louis", "St. Louis/Missouri/US"),
    ],
)
def test_native_old_and_short_names_lead_to_the_common_english_one(said: str, expected: str) -> None:
    assert named(said) == [expected]


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("Oslo; Madrid", ["Oslo/NO", "Madrid/Madrid/ES"]),
        ("New York, NY / San Diego, CA", ["New York/New York/US", "San Diego/California/US"]),
        ("London or Remote", ["London/England/GB"]),
        ("Austin, Chicago, New York", ["Austin/Texas/US", "Chicago/Illinois/US", "New York/New York/US"]),
        ("Austin | Boston", ["Austin/Texas/US", "Boston/Massachusetts/US"]),
        ("Brazil, Colombia, Philippines", ["BR", "CO", "PH"]),
        ("LATAM, Europe", ["LATAM", "Europe"]),
        ("Remote (US or Canada)", ["US", "CA"]),
        ("UK & Ireland", ["UK & Ireland"]),
    ],
)
def test_several_places_in_one_field_are_told_apart(location: str, expected: list[str]) -> None:
    assert named(location) == expected


@pytest.mark.parametrize(
    "location",
    [
        "3 Locations",
        "Multiple Locations",
        "Remote",
        "Headquarters",
        "Hybrid",
        "On-site",
        "Remote, CA",
        "IN",
        "",
        "  ",
        "-",
    ],
)
def test_what_names_no_place_or_an_ambiguous_one_is_unknown(location: str) -> None:
    assert named(location) == []


@pytest.mark.parametrize("word", ["Latitude", "Marketing", "Indianola Blvd office", "Texan style", "Remote-Friendly"])
def test_a_place_is_never_found_inside_another_word(word: str) -> None:
    assert not [
        found
        for found in parse_location(word)
        if found.place.country in {"LV", "IN", "US"} and found.place.region == "Texas"
    ]
    assert "Friendly" not in str(parse_location(word))


@pytest.mark.parametrize(
    "title", ["Engineer - IOT", "Manager, IT", "Analyst (QA)", "Nurse, OR", "Engineer - ARM", "Lead, HR"]
)
def test_initials_in_a_title_are_not_countries(title: str) -> None:
    assert read_places(posting(title)) == ()
    assert read_eligibility(posting(title, "Remote"), WorkMode.REMOTE) == ()


def test_a_time_zone_beside_remote_is_not_a_country() -> None:
    assert named("Remote (EST)") == []


def test_a_country_field_settles_which_city_is_meant() -> None:
    (fact,) = read_places(posting(location="Birmingham", country="US"))
    assert briefly(fact.value) == "Birmingham/Alabama/US"


def test_a_country_field_alone_is_a_place_quoted_from_that_field() -> None:
    of = posting(country="Latvia")
    (fact,) = read_places(of)
    assert fact.value == place(country="LV")
    assert fact.quote.field == "board:country"
    assert_quoted(fact.quote, of)


def test_the_most_specific_place_comes_first() -> None:
    facts = read_places(posting(location="Germany; Bavaria; Munich"))
    assert [briefly(fact.value) for fact in facts] == ["Munich/Bavaria/DE", "Bavaria/DE", "DE"]


@pytest.mark.parametrize(
    ("title", "location", "city"),
    [
        ("Account Executive - Sydney", "Australia", "Sydney"),
        ("Solutions Architect, Jakarta", "indonesia", "Jakarta"),
        ("Nurse (Leeds)", "", "Leeds"),
        ("Consultant - Atlanta, GA", "Remote", "Atlanta"),
        ("Account Executive - Sydney", "Germany", ""),
        ("Sales Director, Southwest", "United States", ""),
        ("Engineer, Mobile", "United States", ""),
        ("Reading Specialist", "United Kingdom", ""),
        ("Engineer, Commerce", "", ""),
        ("Account Executive (Connecticut)", "Remote-US", ""),
        ("Engineer, Kong Konnect", "Canada", ""),
        ("Engineer - IOT", "", ""),
        ("Manager, IT", "", ""),
        ("Nurse, OR", "", ""),
        ("Consultant (NYC)", "Remote", "New York"),
    ],
)
def test_a_title_names_the_city_only_where_it_stands_alone_and_fits(title: str, location: str, city: str) -> None:
    facts = read_places(posting(title, location))
    assert (facts[0].value.city if facts else "") == city


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("About us.\nLocation: Madrid\nWe build.", ["Madrid/Madrid/ES"]),
        ("This position is based in Austin, TX and reports to the CTO.", ["Austin/Texas/US"]),
        ("You will be based out of our Denver office.", ["Denver/Colorado/US"]),
        ("We have customers in Paris and offices in Rome.", []),
        ("JavaScript market leader", []),
    ],
)
def test_the_text_names_the_desk_only_in_words_about_this_job(text: str, expected: list[str]) -> None:
    assert [briefly(fact.value) for fact in read_places(posting(text=text))] == expected


@pytest.mark.parametrize(
    ("location", "places", "eligible"),
    [
        ("Remote - USA", [], ["US"]),
        ("Remote - Texas", [], ["Texas/US"]),
        ("Remote (EMEA)", [], ["EMEA"]),
        ("Paris, Remote", ["Paris/Ile-de-France/FR"], []),
        ("Berlin or Remote (Germany)", ["Berlin/Berlin/DE"], ["DE"]),
        ("Anywhere", [], ["worldwide"]),
        ("Anywhere in the United States", [], ["US"]),
        ("Spain", ["ES"], []),
    ],
)
def test_where_a_remote_worker_may_live_is_not_where_a_desk_stands(
    location: str, places: list[str], eligible: list[str]
) -> None:
    of = posting(location=location)
    mode = read_work_mode(of)
    value = mode.value if mode else None
    assert [briefly(fact.value) for fact in read_places(of, value)] == places
    assert [briefly(fact.value) for fact in read_eligibility(of, value)] == eligible


@pytest.mark.parametrize(
    ("text", "eligible"),
    [
        ("Applicants must reside in Canada or the United States.", ["CA", "US"]),
        ("We are only considering candidates located in the EU.", ["European Union"]),
        ("You must be based in Germany and have a work permit.", ["DE"]),
        ("US only", ["US"]),
        ("Canadian residents only", ["CA"]),
        ("Fully remote within Europe.", ["Europe"]),
        ("Location: Remote, Canada", ["CA"]),
        ("We have customers located in France.", []),
        ("You will work with candidates in Spain.", []),
    ],
)
def test_a_remote_posting_says_in_its_text_where_one_may_live(text: str, eligible: list[str]) -> None:
    of = posting(location="Remote", text=text)
    assert [briefly(fact.value) for fact in read_eligibility(of, WorkMode.REMOTE)] == eligible


def test_the_boards_own_eligibility_is_read_and_quoted_whole() -> None:
    of = posting(location="Remote", eligibility=("USA", "LATAM"))
    facts = read_eligibility(of, WorkMode.REMOTE)
    assert [briefly(fact.value) for fact in facts] == ["US", "LATAM"]
    for fact in facts:
        assert_quoted(fact.quote, of)


@needs_shared
def test_every_place_of_the_shared_corpus_is_read_as_a_person_would() -> None:
    cases = yaml.safe_load((SHARED / "corpus/reading-postings.yaml").read_text("utf-8"))["place_and_remote"]
    for case in cases:
        of = posting(location=case.get("location", ""), text=case.get("text", ""))
        mode = read_work_mode(of)
        if isinstance(case["expect"], str):
            assert mode is not None, case
            assert mode.value == case["expect"], case
        else:
            (fact,) = read_places(of, mode.value if mode else None)
            read = asdict(fact.value)
            assert {key: read[key] for key in case["expect"]} == case["expect"], case


PIECES = st.sampled_from(
    [
        "London",
        "ME",
        "Georgia",
        "Remote",
        "US",
        "São Paulo",
        " - ",
        ", ",
        "; ",
        "/",
        " or ",
        "(",
        ")",
        "İ",
        "東京",
        "\n",
        "CA",
        "ß",
    ]
)
LOCATIONS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=14).map("".join))


@settings(max_examples=150, deadline=None)
@given(LOCATIONS, st.text(max_size=60), LOCATIONS)
def test_any_text_at_all_is_read_without_error_and_quoted_exactly(location: str, title: str, text: str) -> None:
    of = posting(title, text="Location: " + text + "\nmust reside in " + text, country=text[:3])
    of = posting(title, location, of.text, country=of.country, eligibility=(text,) if text else ())
    for mode in (None, *WorkMode):
        for fact in (*read_places(of, mode), *read_eligibility(of, mode)):
            assert fact.value != Place()
            assert_quoted(fact.quote, of)


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("Milano (MI)", ["Milan/Lombardy/IT"]),
        ("Palermo (PA)", ["Palermo/Sicily/IT"]),
        ("Torino, TO", ["Turin/Piedmont/IT"]),
        ("Napoli (NA), Italia", ["Naples/Campania/IT"]),
        ("Bern (BE)", ["Bern/Bern/CH"]),
        ("St. Gallen (SG)", ["Sankt Gallen/Saint Gallen/CH"]),
        ("Berlin, BE", ["Berlin/Berlin/DE"]),
        ("Manaus (AM)", ["Manaus/Amazonas/BR"]),
        ("Curitiba/PR", ["Curitiba/Parana/BR"]),
        ("Rio de Janeiro/RJ", ["Rio de Janeiro/Rio de Janeiro/BR"]),
        ("Québec, QC", ["Québec/Quebec/CA"]),
        ("Geneva, GE", ["Geneva/Geneva/CH"]),
    ],
)
def test_a_code_behind_a_town_is_read_as_that_towns_own_region(location: str, expected: list[str]) -> None:
    assert named(location) == expected


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("Milan, MI", ["Milan/Michigan/US"]),
        ("Lodi, CA", ["Lodi/California/US"]),
        ("Palermo, ME", ["Palermo/Maine/US"]),
        ("Ghent, BE", ["Ghent/Flanders/BE"]),
        ("Sofia, BG", ["Sofia/BG"]),
        ("Remote, BE", ["BE"]),
        ("London/NY", ["London/England/GB", "New York/US"]),
        ("NY/NJ", ["New York/US", "New Jersey/US"]),
        ("US/UK", ["US", "GB"]),
    ],
)
def test_a_code_keeps_its_usual_meaning_where_the_town_is_not_of_that_region(
    location: str, expected: list[str]
) -> None:
    assert named(location) == expected


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("Garching bei München", ["Garching/Bavaria/DE"]),
        ("Bath near Bristol", ["Bath/England/GB"]),
        ("東京都渋谷区", ["Tokyo/Tokyo/JP"]),
        ("大阪府大阪市", ["Osaka/Osaka/JP"]),
        ("京都府京都市", ["Kyoto/JP"]),
        ("北京市朝阳区", ["Beijing/Beijing/CN"]),
    ],
)
def test_a_name_is_found_within_one_that_says_more_closely_where_it_is(location: str, expected: list[str]) -> None:
    assert named(location) == expected
