from __future__ import annotations

from jobfinder.ports import Ports
from jobfinder.usecases.rescore import rescore_known
from tests.unit.cli.conftest import NOW, a_listing, an_arrival, keep


def test_every_open_listing_that_stands_for_itself_is_scored_again_once(ports: Ports) -> None:
    for number in range(1, 4):
        keep(ports, a_listing(number), 70)
    ports.store.close([a_listing(3).id], NOW)
    copy = a_listing(1, source="lever:acme", url="https://jobs.lever.co/acme/1")
    ports.store.add([an_arrival(copy)], lambda new, rivals: a_listing(1).id)
    assert rescore_known(ports, "profile 2") == 2
    assert rescore_known(ports, "profile 2") == 0
    assert rescore_known(ports, "profile 3") == 2


def test_more_listings_than_one_commit_holds_are_all_scored_again(ports: Ports) -> None:
    ports.store.add([an_arrival(a_listing(number)) for number in range(450)], lambda new, rivals: None)
    assert rescore_known(ports, "profile 2") == 450
