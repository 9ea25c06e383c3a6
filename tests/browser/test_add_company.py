"""A person adds a company on the dashboard and sees what came of it, with and without scripts."""

from __future__ import annotations

from jobfinder import wiring
from jobfinder.runtime.one_machine import OneMachine
from tests.browser.conftest import Visit


def test_a_company_is_added_from_its_own_form_and_the_item_says_what_was_found(visit: Visit) -> None:
    samples = (one for one in visit.ports.store.sources() if one.type == "feed")
    source = next(one for one in samples if one.key != f"feed:{one.board}")  # that nobody has added by its address yet
    visit.ports.store.remove_source(source.key)
    page = visit.open("/submit")
    page.get_by_label("Address of the company or its board").fill(source.board)
    page.get_by_role("button", name="Add").click()
    page.get_by_role("heading", name="Submitted company").wait_for()
    machine = OneMachine(visit.ports)
    machine.start()
    machine.search([])
    assert machine.stop()
    wiring.install(visit.ports)
    item = visit.ports.store.item(page.url.rpartition("/")[2])
    assert item is not None
    page.reload()
    assert source.board in page.locator("main").inner_text()
    page.get_by_role("link", name="The boards that are read").click()
    assert source.board in page.locator("main").inner_text()


def test_what_is_no_address_of_a_company_is_told_beside_its_own_field(visit: Visit) -> None:
    page = visit.open("/submit")
    page.get_by_label("Address of the company or its board").fill("javascript:alert(1)")
    page.get_by_role("button", name="Add").click()
    field = page.get_by_label("Address of the company or its board")
    assert field.get_attribute("aria-describedby") == page.get_by_role("alert").get_attribute("id")
    assert field.input_value() == "javascript:alert(1)"
    assert page.get_by_label("Address of the posting").input_value() == ""
    assert all("422" in words for words in visit.complaints)  # the browser tells the status of the page itself
    visit.complaints.clear()
