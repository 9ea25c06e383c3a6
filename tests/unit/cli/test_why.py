from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from jobfinder.cli.exit_codes import Exit
from jobfinder.domain.person import Person, PersonSkill, Policy, Profile, Search
from jobfinder.ports import Ports
from tests.unit.cli.conftest import Run, a_listing, an_arrival, keep


def a_profile(version: str = "1", **policy: object) -> Profile:
    search = Search(name="platform", policy=Policy(**policy), threshold=10)  # type: ignore[arg-type]
    return Profile(person=Person(name="Ada", skills=(PersonSkill(name="Python"),)), searches=(search,), version=version)


def test_a_rejected_listing_says_by_which_rule_then_and_what_holds_today(ports: Ports, run: Run) -> None:
    keep(ports, a_listing(1), None)
    ports.store.save_profile(a_profile(excluded_companies=("Acme",)))
    result = run("why", "https://acme.example/jobs/1")
    assert result.code == 0
    assert "filtered" in result.out
    assert "pay_floor" in result.out  # then
    assert "excluded_companies" in result.out  # today
    assert "your profile or the day has moved on" not in result.out
    answer = json.loads(run("why", a_listing(1).id[:10], "--json").out)
    assert answer["then"][0]["outcome"] == "filtered"
    assert [each["rule"] for each in answer["today"][0]["verdicts"] if each["ruling"] == "reject"] == [
        "excluded_companies"
    ]


@pytest.mark.parametrize(
    "form",
    [
        "https://acme.example/jobs/1",
        "http://www.acme.example/jobs/1/",
        "acme.example/jobs/1?utm_source=mail&gclid=x",
        "https://acme.example/jobs/1#apply",
    ],
)
@pytest.mark.parametrize("stored", ["https://acme.example/jobs/1", "http://www.acme.example/jobs/1/?utm_source=feed"])
def test_the_address_is_known_in_any_form(form: str, stored: str, ports: Ports, run: Run) -> None:
    keep(ports, a_listing(1, url=stored), 70)
    assert run("why", form).code == 0


def test_a_vendors_address_is_known_by_the_posting_it_names(ports: Ports, run: Run) -> None:
    listing = a_listing(4012345, url="https://careers.acme.example/?gh_jid=4012345")
    keep(ports, listing, 70)
    for form in (
        "https://boards.greenhouse.io/acme/jobs/4012345",
        "job-boards.greenhouse.io/acme/jobs/4012345?gh_src=x",
    ):
        assert listing.posting.title in run("why", form).out


def test_an_unknown_address_says_what_to_do(run: Run) -> None:
    result = run("why", "https://nowhere.example/jobs/9")
    assert result.code == Exit.NOT_FOUND
    assert "jobfinder sources add https://nowhere.example/jobs/9" in result.err


def test_an_unknown_id_says_what_to_do(run: Run) -> None:
    result = run("why", "0000")
    assert result.code == Exit.NOT_FOUND
    assert "jobfinder matches" in result.err


def test_a_listing_that_waits_says_so(ports: Ports, run: Run) -> None:
    ports.store.add([an_arrival(a_listing(1))], lambda new, rivals: None)
    assert "Not decided yet" in run("why", a_listing(1).id[:10]).out


def test_a_copy_is_answered_by_the_listing_it_repeats(ports: Ports, run: Run) -> None:
    keep(ports, a_listing(1), 70)
    copy = a_listing(1, source="lever:acme", url="https://jobs.lever.co/acme/1")
    ports.store.add([an_arrival(copy)], lambda new, rivals: a_listing(1).id)
    answer = json.loads(run("why", copy.id[:10], "--json").out)
    assert answer["source"] == "greenhouse:acme"
    assert [each["source"] for each in answer["copies"]] == ["lever:acme"]


def test_a_merge_is_undone_by_naming_the_copy(ports: Ports, run: Run) -> None:
    keep(ports, a_listing(1), 70)
    copy = a_listing(1, source="lever:acme", url="https://jobs.lever.co/acme/1")
    ports.store.add([an_arrival(copy)], lambda new, rivals: a_listing(1).id)
    assert "jobfinder split" in run("show", a_listing(1).id[:10]).err
    wrong = run("split", a_listing(1).id[:10])
    assert wrong.code == Exit.FAILED
    assert copy.id[:8] in wrong.err
    assert run("split", copy.id[:10]).code == 0
    known = ports.store.listings([copy.id])[copy.id]
    assert known.split
    assert known.canonical_id is None
    assert any(
        item.listing_id == copy.id
        for item in ports.store.due(now=datetime.now(UTC), limit=5)
        for item in [ports.store.item(item.item_id)]
    )


def test_what_stands_alone_cannot_be_split(ports: Ports, run: Run) -> None:
    keep(ports, a_listing(1), 70)
    assert "nothing to split" in run("split", a_listing(1).id[:10]).err
