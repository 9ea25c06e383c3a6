"""What the person of the demo gets to see of the sample boards: few good ones, and a reason for each of the others."""

from collections import Counter
from dataclasses import replace

import pytest

from jobfinder.demo.server import serve_sample_boards
from jobfinder.domain.decide import decide
from jobfinder.domain.identity import choose_canonical
from jobfinder.domain.match import Decision, Ruling
from jobfinder.domain.posting import Listing
from jobfinder.domain.queue import Outcome
from jobfinder.domain.reading import read_posting
from jobfinder.html_text import clean_text
from jobfinder.profiles.yaml_profile import load_profile
from jobfinder.usecases.arrive import arrival_of
from tests.places import ROOT
from tests.unit.demo.reading_boards import NOW, read

STAGING_THRESHOLD = 70


@pytest.fixture(scope="module")
def listings() -> list[Listing]:
    found: list[Listing] = []
    with serve_sample_boards(now=NOW) as server:
        for source in server.sources():
            if "sample" in source["key"]:
                continue
            for posting in read(source, details=True).postings:
                new = arrival_of(posting, source["key"], clean_text, now=NOW, trace_id="").listing
                rivals = [known for known in found if set(known.merge_keys) & set(new.merge_keys)]
                found.append(replace(new, canonical_id=choose_canonical(new, rivals)))
    return found


@pytest.fixture(scope="module")
def decisions(listings) -> dict[str, Decision]:
    profile = load_profile(ROOT / "config" / "demo" / "profile.yaml", NOW.date())
    return {
        f"{listing.posting.title} @ {listing.posting.company} #{listing.posting.native_id}": decide(
            read_posting(listing.posting),
            listing,
            profile.searches[0],
            profile.person,
            now=NOW,
            threshold=STAGING_THRESHOLD,
        )
        for listing in listings
        if listing.canonical_id is None
    }


def test_a_handful_of_postings_match_with_scores_apart(decisions):
    scores = [each.score for each in decisions.values() if each.outcome is Outcome.MATCHED]
    assert 8 <= len(scores) <= 20
    assert max(scores) - min(scores) >= 10


def test_some_pass_the_rules_and_stay_below_the_threshold(decisions):
    assert sum(each.outcome is Outcome.BELOW_THRESHOLD for each in decisions.values()) >= 4


def test_the_others_are_turned_away_for_many_different_reasons(decisions):
    reasons = Counter(v.rule for each in decisions.values() for v in each.verdicts if v.ruling is Ruling.REJECT)
    assert len(reasons) >= 10, reasons


def test_copies_across_boards_are_merged_and_none_within_a_board(listings):
    by_id = {listing.id: listing for listing in listings}
    copies = [listing for listing in listings if listing.canonical_id]
    assert len(copies) >= 10
    assert all(by_id[copy.canonical_id].source_key != copy.source_key for copy in copies)


def test_a_posting_that_orders_full_marks_for_itself_gets_none(decisions):
    (ordered,) = (each for title, each in decisions.items() if "Growth Automation" in title)
    assert ordered.outcome is not Outcome.MATCHED
    assert ordered.score < 90


def test_no_posting_for_people_elsewhere_or_past_its_last_day_matches(decisions):
    matched = [title for title, each in decisions.items() if each.outcome is Outcome.MATCHED]
    for title in ("Senior Software Engineer, Payouts", "Kettlebrook Atlas", "Billing @ Kiebitz Grid", "Metering"):
        assert not [each for each in matched if title in each]
