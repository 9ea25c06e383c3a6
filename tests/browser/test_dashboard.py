from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from jobfinder.domain.match import MatchState
from jobfinder.ports import Ports
from jobfinder.runtime.one_machine import OneMachine
from jobfinder.web.serving import LocalServer
from tests.browser.conftest import Visit, new_visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PATHS = ("/", "/submit", "/why", "/queue", "/sources")


def first_match_of(page: Page) -> Any:
    return page.locator("article").first


def test_the_link_signs_in_and_leaves_no_token_in_the_address_bar(visit: Visit) -> None:
    assert visit.page.url == visit.server.url
    assert visit.page.title() == "Matches · Job Finder"


def test_the_top_match_is_read_opened_and_adds_up(visit: Visit) -> None:
    page = visit.open("/")
    top = first_match_of(page)
    score = top.locator(".score").inner_text().split()[-1]
    assert 70 <= int(score) <= 100
    assert top.locator(".why").inner_text()
    title = top.get_by_role("heading").inner_text()
    top.get_by_role("link", name=title).click()
    assert page.get_by_role("heading", level=1).inner_text() == title
    points = [int(each) for each in page.locator("table.sum .number").all_inner_texts()]
    assert sum(points[:-1]) == points[-1] == int(score)
    page.get_by_role("heading", name="Where it is posted").wait_for()
    assert page.locator(".links a").count() >= 1


def test_a_state_is_changed_with_a_note_and_back(visit: Visit) -> None:
    page = visit.open("/")
    first_match_of(page).get_by_role("link").click()
    page.get_by_label("A note to keep with it").fill("called them <b>twice</b>")
    page.get_by_role("button", name="Interviewing").click()
    assert page.get_by_role("status").inner_text() == "Recorded."
    assert "called them <b>twice</b>" in page.locator(".history").inner_text()
    match_id = page.url.split("/matches/")[1].split("?")[0]
    (match,) = visit.ports.store.matches(id_prefix=match_id)
    assert match.state is MatchState.INTERVIEWING
    page.get_by_role("button", name="Back to new").click()
    assert visit.ports.store.matches(id_prefix=match_id)[0].state is MatchState.NEW


def test_dismissing_takes_a_match_off_the_list_and_keeps_the_filters(visit: Visit) -> None:
    page = visit.open("/?min_score=75")
    before = page.locator("article").count()
    last = page.locator("article").last
    title = last.get_by_role("heading").inner_text()
    last.get_by_role("button", name="Dismiss").click()
    assert "min_score=75" in page.url
    assert page.locator("article").count() == before - 1
    visit.open("/?state=dismissed")
    dismissed = page.locator("article", has_text=title)
    dismissed.get_by_role("button", name="Save").click()
    assert dismissed.count() == 0


def test_the_filters_are_a_form_like_any_other(visit: Visit) -> None:
    page = visit.open("/")
    page.get_by_label("Score from").fill("84")
    page.get_by_role("button", name="Show").click()
    scores = [int(words.split()[-1]) for words in page.locator(".score").all_inner_texts()]
    assert scores
    assert min(scores) >= 84
    page.get_by_role("link", name="Reset").click()
    assert page.locator("article").count() > len(scores)


def test_a_submitted_posting_is_scored_and_leads_on(visit: Visit) -> None:
    page = visit.open("/submit")
    known = {item.url for item in visit.ports.store.items(limit=1000)}
    pages = [one for one in visit.ports.store.sources() if one.type == "jobposting_page" and one.board not in known]
    page.get_by_label("Address of the posting").fill(pages[0].board)
    page.get_by_role("button", name="Submit").click()
    assert "/queue/" in page.url
    page.get_by_role("link", name="Look again").wait_for()
    machine = OneMachine(visit.ports)
    machine.start()
    machine.search([])
    assert machine.stop()
    from jobfinder import wiring

    wiring.install(visit.ports)
    page.reload()
    assert page.get_by_role("link", name="Look again").count() == 0
    page.get_by_role("link", name="Why it was decided so").wait_for()


def test_what_is_no_address_is_told_beside_the_field(visit: Visit) -> None:
    page = visit.open("/submit")
    page.get_by_label("Address of the posting").fill("javascript:alert(1)")
    page.get_by_role("button", name="Submit").click()
    assert "not the address of a posting" in page.get_by_role("alert").inner_text()
    field = page.get_by_label("Address of the posting")
    assert field.get_attribute("aria-describedby") == page.get_by_role("alert").get_attribute("id")
    assert field.input_value() == "javascript:alert(1)"
    assert all("422" in words for words in visit.complaints)  # the browser tells the status of the page itself
    visit.complaints.clear()


def test_why_answers_about_what_was_left_out(visit: Visit) -> None:
    items = visit.ports.store.items(limit=200)
    item = next(each for each in items if each.outcome == "filtered" and each.listing_id)
    page = visit.open("/why")
    page.get_by_label("Address of the posting").fill(item.listing_id[:16])
    page.get_by_role("button", name="Ask").click()
    page.get_by_role("heading", name="What your rules say today").wait_for()
    assert page.locator(".tag.reject").count() >= 1


def test_a_posting_that_attacks_does_nothing(visit: Visit, hostile_match: str) -> None:
    for path in ("/", f"/matches/{hostile_match}", f"/why?about={hostile_match}", "/queue", "/queue/again"):
        page = visit.open(path)
        for details in page.locator("details:not([open]) > summary").all():
            details.click()
        assert page.locator("script, img, iframe, object, [onerror], [onclick], [style]").count() == 0
        text = page.locator("body").inner_text()
        assert "alert(1)" in text
        assert "\u202e" not in text


def test_the_sources_in_trouble_say_what_to_do(visit: Visit) -> None:
    page = visit.open("/sources")
    assert page.locator(".sources > li").count() == 17
    assert "jobfinder sources test" in page.locator(".sources > li").first.inner_text()


def test_a_keyboard_reaches_everything_in_the_order_it_is_read(visit: Visit) -> None:
    page = visit.open("/")
    page.keyboard.press("Tab")
    focus = page.locator(":focus")
    assert focus.inner_text() == "Skip to the content"
    words = []
    for _ in range(12):
        page.keyboard.press("Tab")
        words.append(page.locator(":focus").evaluate("element => element.name || element.innerText"))
    assert words[:6] == ["Job Finder", "Matches", "Submit", "Why?", "Queue", "Sources"]
    assert words.index("state") < words.index("min_score") < words.index("Show")


def test_landmarks_headings_and_names_are_there_for_a_screen_reader(visit: Visit) -> None:
    for path in PATHS:
        page = visit.open(path)
        assert page.get_by_role("main").count() == 1
        assert page.get_by_role("banner").count() == 1
        assert page.get_by_role("navigation", name="Main").count() == 1
        assert page.get_by_role("heading", level=1).count() == 1
        assert page.locator("nav [aria-current=page]").count() == 1
        for field in page.locator("input:not([type=hidden]), select, textarea").all():
            assert field.evaluate("field => field.labels.length") == 1
        for control in page.locator("button, a").all():
            assert control.evaluate("control => control.textContent.trim()")


def test_signing_out_locks_the_door(visit: Visit) -> None:
    page = visit.open("/")
    page.get_by_role("button", name="Sign out").click()
    assert page.url.endswith("/sign-in")
    visit.open("/queue")
    page.get_by_label("Token").fill(visit.server.link.partition("token=")[2])
    page.get_by_role("button", name="Sign in").click()
    assert page.url.endswith("/queue")


@pytest.fixture(params=["light", "dark"])
def phone(
    request: pytest.FixtureRequest, browser: Browser, server: LocalServer, searched_ports: Ports
) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=request.param, has_touch=True)
    visit = new_visit(context, server, searched_ports)
    visit.page.goto(server.link)
    yield visit
    context.close()
    assert visit.complaints == []


def test_a_phone_shows_every_page_without_scrolling_sideways(phone: Visit, hostile_match: str) -> None:
    match_id = phone.ports.store.matches()[0].id
    for path in (*PATHS, f"/matches/{match_id}", f"/matches/{hostile_match}", f"/why?about={match_id}"):
        page = phone.open(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_no_word_of_the_menu_is_broken_on_a_phone(phone: Visit) -> None:
    page = phone.open("/")
    lines_of_each = page.evaluate(
        """[...document.querySelectorAll("nav a")].map(link => {
             const words = document.createRange();
             words.selectNodeContents(link);
             return words.getClientRects().length;
           })"""
    )
    assert lines_of_each
    assert set(lines_of_each) == {1}


# https://www.w3.org/TR/WCAG22/#contrast-minimum, with the formula of its glossary
CONTRAST = """
() => {
  const parse = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if (color.length === 3 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  const worst = [];
  for (const element of document.querySelectorAll("body *")) {
    const says = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
    if (!says || !element.checkVisibility()) continue;
    const [a, b] = [light(parse(getComputedStyle(element).color)), light(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) worst.push(`${ratio.toFixed(2)} ${element.className} ${element.textContent.trim().slice(0, 40)}`);
  }
  return worst;
}
"""


def test_all_words_stand_out_from_their_ground(phone: Visit) -> None:
    match_id = phone.ports.store.matches()[0].id
    for path in (*PATHS, f"/matches/{match_id}", f"/why?about={match_id}"):
        assert phone.open(path).evaluate(CONTRAST) == [], path


def test_light_and_dark_differ(browser: Browser, server: LocalServer) -> None:
    grounds = set()
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(server.link)
        grounds.add(page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor"))
        context.close()
    assert len(grounds) == 2
