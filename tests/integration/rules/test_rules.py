"""The security rules on both named databases of the real emulator: the table, row by row, and that it can fail."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from jobfinder.domain.documents import MAX_CHARS
from jobfinder.domain.match import MatchState
from jobfinder.errors import Misconfigured
from tests.integration.rules.browser import Browser, a_new_project
from tests.integration.rules.table import DATABASES, RULES, THERE, USERS, Row, rows

_numbers = count()

As = Callable[[str], Browser]


def a_filled_project(rules: Path | None, database: str) -> Browser:
    browser = a_new_project(rules, database)
    for path, fields in THERE.items():
        assert browser.set(path, fields) == 200
    return browser


@pytest.fixture(scope="module", params=DATABASES)
def as_user(request: pytest.FixtureRequest) -> As:
    browser = a_filled_project(RULES, request.param)
    return lambda user: replace(browser, token=USERS.get(user, user))


def answer(row: Row, as_user: As) -> int:
    browser, path = as_user(row.user), row.path.replace("{new}", f"n{next(_numbers)}")
    act = getattr(browser, row.verb)
    return int(act(path) if row.fields is None else act(path, row.fields))


@pytest.mark.parametrize("row", rows(), ids=str)
def test_the_rules_say_what_the_table_says(row: Row, as_user: As) -> None:
    status = answer(row, as_user)
    nothing_there = 404 if row.verb == "get" and "{new}" in row.path else 200
    assert status == (nothing_there if row.allowed else 403)


def test_the_table_is_long_and_no_row_stands_twice() -> None:
    table = [str(row) + repr(row.fields) for row in rows()]
    assert len(table) >= 60
    assert len(set(table)) == len(table)


@pytest.mark.parametrize("database", DATABASES)
def test_without_rules_a_database_is_open_so_the_table_would_notice(database: str) -> None:
    unguarded = replace(a_filled_project(None, database), token="")
    assert unguarded.create("anything/new", {"x": 1}) == 200
    denied = [row for row in rows() if row.user == "nobody" and not row.allowed and row.verb != "update"]
    open_to_all = [row for row in denied if answer(row, lambda _: unguarded) == 200]
    assert open_to_all == denied


@pytest.mark.parametrize("database", DATABASES)
def test_a_stranger_cannot_write_where_the_rules_are_loaded(database: str) -> None:
    guarded = replace(a_new_project(RULES, database), token="")
    assert guarded.create("anything/new", {"x": 1}) == 403


def test_rules_of_one_database_do_not_guard_another() -> None:
    guarded, other = a_new_project(RULES, DATABASES[0]), DATABASES[1]
    assert replace(guarded, token="", database=other).create("anything/new", {"x": 1}) == 200


def test_rules_that_do_not_parse_are_refused_with_their_line(tmp_path: Path) -> None:
    broken = tmp_path / "firestore.rules"
    broken.write_text(RULES.read_text().replace("allow read: if isOwner();", "allow read: if isOwner(;", 1))
    with pytest.raises(Misconfigured, match=r"400 .*L\d+"):
        a_new_project(broken, DATABASES[0])


def test_the_rules_know_the_states_and_the_limits_of_the_domain() -> None:
    text = RULES.read_text()
    listed = re.search(r"return state in \[(.*?)\]", text)
    assert listed is not None
    assert re.findall(r"'(\w+)'", listed[1]) == [state.value for state in MatchState]
    assert f"notes.size() <= {MAX_CHARS['notes']}" in text


def test_a_token_that_is_none_opens_nothing(as_user: As) -> None:
    assert as_user("not-a-token").get("job-matches/there") in (400, 401, 403)
    assert as_user("not-a-token").create("anything/new", {"x": 1}) in (400, 401, 403)
