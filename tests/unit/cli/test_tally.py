from __future__ import annotations

from jobfinder.ports import Ports
from jobfinder.usecases.tally import Mark, mark, tally
from tests.unit.cli.conftest import a_listing, an_arrival, keep

FROM_THE_START = Mark(0, ())


def test_each_ending_is_counted_and_each_rule_has_an_example(ports: Ports) -> None:
    keep(ports, a_listing(1), 70)
    keep(ports, a_listing(2), None)
    keep(ports, a_listing(3), None)
    ports.store.add([an_arrival(a_listing(4))], lambda new, rivals: None)
    found = tally(ports.store, FROM_THE_START)
    assert found.outcomes == {"matched": 1, "filtered": 2}
    rule = found.filtered["pay_floor"]
    assert rule.count == 2
    assert rule.listing is not None
    assert rule.why == "Pays €20,000, less than your floor."
    assert found.waiting == 1


def test_what_ended_before_is_not_counted_again(ports: Ports) -> None:
    keep(ports, a_listing(1), 70)
    assert not tally(ports.store, mark(ports.store)).outcomes


def test_what_waited_before_is_counted_when_it_is_done(ports: Ports) -> None:
    arrival = an_arrival(a_listing(1))
    ports.store.add([arrival], lambda new, rivals: None)
    before = mark(ports.store)
    assert before.unfinished == (arrival.item.id,)
    keep(ports, a_listing(1), 70)
    assert tally(ports.store, before).outcomes == {"matched": 1}


def test_copies_are_told_with_what_they_repeat(ports: Ports) -> None:
    keep(ports, a_listing(1), 70)
    copy = a_listing(1, source="lever:acme", url="https://jobs.lever.co/acme/1")
    ports.store.add([an_arrival(copy)], lambda new, rivals: a_listing(1).id)
    ((told_copy, original),) = tally(ports.store, FROM_THE_START).duplicates
    assert (told_copy.id, original.id) == (copy.id, a_listing(1).id)


def test_a_search_is_told_by_its_own_decisions(ports: Ports) -> None:
    keep(ports, a_listing(1), 70, search="platform")
    keep(ports, a_listing(2), None, search="data")
    found = tally(ports.store, FROM_THE_START, search="platform")
    assert found.outcomes["matched"] == 1
    assert not found.filtered
