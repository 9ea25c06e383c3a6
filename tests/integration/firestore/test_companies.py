"""A company submitted by its page, on Firestore as on one machine."""

from dataclasses import replace

from jobfinder.domain.queue import ItemStatus, Outcome
from jobfinder.stores.firestore import FirestoreStore
from jobfinder.usecases.add_company import submit_company
from jobfinder.usecases.score import score_items
from tests.integration.firestore.scoring import scoring_ports
from tests.unit.usecases.conftest import PROFILE
from tests.unit.usecases.web_of_sites import WebOfSites, greenhouse, greenhouse_job

SITES = {
    "https://fern.example": '<a href="https://boards.greenhouse.io/fern">Jobs</a>',
    "https://moss.example": '<a href="https://boards.greenhouse.io/moss">Jobs</a>',
    **greenhouse("fern", greenhouse_job(1, company_name="Fern")),
    **greenhouse("moss", greenhouse_job(1, company_name="Moss Robotics")),
}


def test_a_proven_board_becomes_a_source_and_another_companys_does_not(store: FirestoreStore) -> None:
    ports = replace(scoring_ports(store, PROFILE), fetcher=WebOfSites(SITES))
    items = [submit_company(url, ports) for url in ("https://fern.example", "https://moss.example")]
    assert score_items([item.ticket for item in items], ports) == {"added": 1, "failed": 1}
    added, refused = (store.item(item.id) for item in items)
    assert added is not None
    assert refused is not None
    assert (added.outcome, [source.key for source in store.sources()]) == (Outcome.ADDED, ["greenhouse:fern"])
    assert refused.status is ItemStatus.FAILED
    assert refused.error is not None
    assert "Moss Robotics" in refused.error.message
