"""Settings: what is right starts, what is wrong says which key, which value and where."""

from pathlib import Path
from shutil import copytree

import pytest

from jobfinder.config import load_settings
from jobfinder.errors import Misconfigured
from tests.places import ROOT

SPECIFIED = {
    "staging": ("portfolio-staging", 70, "data-staging", "logs-staging", 7, 7, 7),
    "production": ("portfolio", 80, "data", "logs", 30, 30, None),
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    copytree(ROOT / "config", tmp_path / "config")
    return tmp_path


def edit(home: Path, old: str, new: str, file: str = "config.yaml") -> None:
    path = home / "config" / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


@pytest.mark.parametrize("environment", ["staging", "production"])
def test_each_environment_has_the_values_of_the_specification(home: Path, environment: str) -> None:
    settings = load_settings(home, {"ENVIRONMENT": environment})
    names = settings.names
    assert (
        settings.storage.database_name,
        settings.ai.min_match_score,
        names.data_directory,
        names.log_directory,
        names.log_retention_days,
        settings.retention.succeeded_items_days,
        settings.retention.failed_items_days,
    ) == SPECIFIED[environment]
    assert settings.profile.firestore.database_name == settings.storage.database_name == names.database
    assert settings.ai.min_match_score == names.min_match_score
    assert names.match_retention_days is None


def test_staging_is_what_starts_where_nothing_is_said(home: Path) -> None:
    assert load_settings(home, {}).environment == "staging"


def test_a_variable_beats_the_file(home: Path) -> None:
    assert load_settings(home, {"JOB_FINDER_SCRAPE__WORKERS": "3"}).scrape.workers == 3


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("workers: 8", "workers: many", ["scrape.workers", "'many'", "config.yaml"]),
        ("workers: 8", "wrokers: 8", ["scrape.wrokers", "not a setting", "config.yaml"]),
        ("min_match_score: 70", "min_match_score: 170", ["ai.min_match_score", "170", "config.yaml"]),
        ("lease_seconds: 300", "lease_seconds: -1", ["queue.lease_seconds", "-1"]),
        ("environment: staging", "environment: production", ["'production'", "'staging'"]),
        (
            'database_name: "portfolio-staging" # with',
            'database_name: "portfolio" # with',
            ["storage.database_name", "'portfolio'"],
        ),
        ("environment: staging", "environment: [", ["not YAML", "config.yaml"]),
    ],
)
def test_a_wrong_setting_names_its_key_its_value_and_its_file(home: Path, old: str, new: str, words: list[str]) -> None:
    edit(home, old, new)
    with pytest.raises(Misconfigured) as caught:
        load_settings(home, {})
    for word in words:
        assert word in str(caught.value)


def test_every_problem_is_told_at_once(home: Path) -> None:
    edit(home, "workers: 8", "workers: many")
    edit(home, "min_match_score: 70", "min_match_score: -1")
    with pytest.raises(Misconfigured) as caught:
        load_settings(home, {"JOB_FINDER_FETCH__COLOUR": "red"})
    for word in ("scrape.workers", "ai.min_match_score", "fetch.colour", "JOB_FINDER_FETCH__COLOUR"):
        assert word in str(caught.value)


def test_the_other_environments_database_is_refused_with_both_names(home: Path) -> None:
    with pytest.raises(Misconfigured) as caught:
        load_settings(home, {"ENVIRONMENT": "production", "STORAGE_DATABASE_NAME": "portfolio-staging"})
    for word in ("STORAGE_DATABASE_NAME", "'portfolio-staging'", "'portfolio'", "production"):
        assert word in str(caught.value)


def test_a_wrong_setting_names_the_line_it_stands_on(home: Path) -> None:
    edit(home, "workers: 8", "workers: many")
    lines = (home / "config" / "config.yaml").read_text().splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "many" in text)
    with pytest.raises(Misconfigured, match=rf"scrape\.workers is 'many'.*\(config\.yaml:{line}\)"):
        load_settings(home, {})


def test_a_key_that_stands_twice_is_refused_with_both_lines(home: Path) -> None:
    edit(home, "  workers: 8", "  workers: 8\n  workers: 9")
    with pytest.raises(Misconfigured, match=r"scrape\.workers stands twice, on line \d+ and on line \d+"):
        load_settings(home, {})


def test_two_variables_that_say_different_things_of_one_key_are_refused_by_their_names(home: Path) -> None:
    environ = {"GOOGLE_CLOUD_PROJECT": "one", "JOB_FINDER_STORAGE__PROJECT": "another"}
    with pytest.raises(Misconfigured) as caught:
        load_settings(home, environ)
    for word in ("storage.project", "'one'", "'another'", "GOOGLE_CLOUD_PROJECT", "JOB_FINDER_STORAGE__PROJECT"):
        assert word in str(caught.value)
    assert load_settings(home, {**environ, "JOB_FINDER_STORAGE__PROJECT": "one"}).storage.project == "one"


def test_a_variable_reaches_into_a_section_that_the_file_leaves_out(home: Path) -> None:
    environ = {
        "JOB_FINDER_MODELS__FALLBACK__PROVIDER": "openai",
        "JOB_FINDER_MODELS__FALLBACK": "{provider: anthropic, model: m}",
    }
    fallback = load_settings(home, environ).models.fallback
    assert fallback is not None
    assert (fallback.provider, fallback.model) == ("openai", "m")  # a part beats the whole, in whatever order they come


@pytest.mark.parametrize("value", ['"job-finder-staging"', "job-finder-staging", "null", ""])
def test_a_variable_is_compared_by_what_it_means(home: Path, value: str) -> None:
    assert load_settings(home, {"JOB_FINDER_OWNS__CONTAINER": value}).environment == "staging"


def test_a_project_whose_name_is_a_number_is_a_name(home: Path) -> None:
    assert load_settings(home, {"GOOGLE_CLOUD_PROJECT": "123456"}).storage.project == "123456"


def test_a_database_of_the_other_environment_is_refused_although_a_variable_overrides_it(home: Path) -> None:
    edit(home, 'database_name: "portfolio-staging" # with', 'database_name: "portfolio" # with')
    with pytest.raises(Misconfigured, match=r"storage\.database_name is 'portfolio' \(config\.yaml:\d+\)"):
        load_settings(home, {"STORAGE_DATABASE_NAME": "portfolio-staging"})


def test_an_alias_that_leads_back_to_itself_ends(home: Path) -> None:
    edit(home, "logging:", "loop: &loop\n  again: *loop\nlogging:")
    with pytest.raises(Misconfigured, match="loop is not a setting"):
        load_settings(home, {})


@pytest.mark.parametrize("content", ["", "just text", "[1, 2]"])
def test_a_file_without_keys_is_refused(home: Path, content: str) -> None:
    (home / "config" / "config.yaml").write_text(content)
    with pytest.raises(Misconfigured, match="keys and values"):
        load_settings(home, {})


def test_a_missing_file_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="jobfinder init"):
        load_settings(tmp_path, {})


def test_an_unknown_environment_is_refused_with_the_known_ones(home: Path) -> None:
    with pytest.raises(Misconfigured, match="staging or production"):
        load_settings(home, {"ENVIRONMENT": "prod"})


def test_addresses_for_messages_come_from_a_variable_and_are_never_shown(home: Path) -> None:
    urls = "discord://id/t0ken-secret mailto://me:pass@example.org"
    notify = load_settings(home, {"JOB_FINDER_NOTIFY__URLS": urls}).notify
    assert [url.get_secret_value() for url in notify.urls] == urls.split()
    assert "t0ken-secret" not in repr(notify)


@pytest.mark.parametrize("value", ["{a: t0ken-secret}", "[[t0ken-secret]]", "[t0ken-secret"])
def test_a_wrong_address_is_refused_without_being_shown(home: Path, value: str) -> None:
    with pytest.raises(Misconfigured) as caught:
        load_settings(home, {"JOB_FINDER_NOTIFY__URLS": value})
    assert "JOB_FINDER_NOTIFY__URLS" in str(caught.value)
    assert "t0ken-secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("hours", "words"), [("22:00-08:00", "06:30 UTC"), ("at night", "22:00-06:00"), ("22:00-22:00", "22:00-06:00")]
)
def test_quiet_hours_must_be_hours_and_leave_room_for_the_digest(home: Path, hours: str, words: str) -> None:
    edit(home, "quiet_hours: null", f'quiet_hours: "{hours}"')
    with pytest.raises(Misconfigured) as caught:
        load_settings(home, {})
    assert "notify.quiet_hours" in str(caught.value)
    assert words.lower() in str(caught.value).lower()
