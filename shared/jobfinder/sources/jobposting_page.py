"""Any page with schema.org JobPosting in JSON-LD (schema.org/JobPosting, Google's job posting structured data).

The employer is `hiringOrganization`; the site that shows the page is never taken for it.
"""

from __future__ import annotations

from typing import Any

from jobfinder.domain.posting import Broken, Pay, Posting
from jobfinder.domain.urls import canonical_url, page_url, split_web_url
from jobfinder.errors import Unreadable
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.base import BoardSource
from jobfinder.sources.dates import moment
from jobfinder.sources.draft import Draft
from jobfinder.sources.json_ld import Node, first_of, json_ld_blocks, listed, nodes_of, read_json_ld, words_of
from jobfinder.sources.pay import amount, pay_of, period_of
from jobfinder.sources.rows import absolute, distinct, essentials, postings_of
from jobfinder.sources.text import heading, sections

_ALSO_TEXT = {
    "responsibilities": "Responsibilities",
    "qualifications": "Qualifications",
    "experienceRequirements": "Experience",
    "educationRequirements": "Education",
    "skills": "Skills",
    "jobBenefits": "Benefits",
    "incentiveCompensation": "Incentives",
}


class JobPostingPage(BoardSource):
    """One page, by its URL."""

    type = "jobposting_page"
    whole_board = False

    def recognise(self, url: str) -> Board | None:
        """Return the page: any web address may be one."""
        return Board(page_url(url), url=page_url(url)) if split_web_url(url) else None

    def first(self, board: Board) -> Request:
        """Return the request for the page."""
        return Request(url=board.id)

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return every JobPosting of the page. Raises Unreadable where there is none."""
        nodes: list[Node | None] = []
        broken: list[Broken] = []
        for position, block in enumerate(json_ld_blocks(body), start=1):
            try:
                nodes += nodes_of(read_json_ld(block), "JobPosting")
            except ValueError as error:
                broken.append(Broken(f"JSON-LD block {position}", str(error)))
        if not nodes:
            raise Unreadable(_nothing_found(broken), where=request.url)

        def draft_of(node: Node, board: Board) -> Posting:
            return _draft(node, board, request.url)

        return Page(postings=postings_of(nodes, draft_of, board, broken), broken=tuple(broken))


def _nothing_found(broken: list[Broken]) -> str:
    why = f" that can be read: {broken[0].which}: {broken[0].why}" if broken else ""
    return f"Expected a page with a schema.org JobPosting in JSON-LD, got no JobPosting on this page{why}"


def _draft(node: Node, board: Board, page: str) -> Posting:
    url = absolute(page, words_of(node.get("url")))
    company = words_of(node.get("hiringOrganization")) or board.company
    identifier = _identifier(node.get("identifier")) or canonical_url(url)
    native_id, title, company, url = essentials(identifier, words_of(node.get("title")), company, url)
    countries = distinct(_country(place) for place in listed(node.get("jobLocation")))
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=url,
        text=_text(node),
        locations=_places(node.get("jobLocation")),
        country=countries[0] if len(countries) == 1 else "",
        workplace=_workplace(node.get("jobLocationType")),
        eligibility=_eligibility(node),
        pay=_pay(node),
        pay_text=_pay_text(node.get("baseSalary")),
        employment=", ".join(distinct(map(words_of, listed(node.get("employmentType"))))),
        department=words_of(node.get("occupationalCategory")),
        language=words_of(node.get("inLanguage")),
        posted_at=moment(words_of(node.get("datePosted"))),
        updated_at=moment(words_of(node.get("dateModified"))),
        closes_at=moment(words_of(node.get("validThrough"))),
    )


def _identifier(value: Any) -> str:
    """Return the employer's own id: a PropertyValue's value, or the identifier itself."""
    value = first_of(value)
    return words_of(value.get("value")) if isinstance(value, dict) else words_of(value)


def _text(node: Node) -> str:
    """Return the description and what else is said in sections of their own, unless the description says it too."""
    description = words_of(node.get("description"), unescaped=False)
    parts = [description]
    for name, title in _ALSO_TEXT.items():
        if name in node:
            said = "\n".join(filter(None, (words_of(item, unescaped=False) for item in listed(node[name]))))
            parts.append("" if said in description else heading(title) + said)
    return sections(*parts)


def _workplace(value: Any) -> str:
    said = ", ".join(distinct(map(words_of, listed(value))))
    return "remote" if "TELECOMMUTE" in said.upper() else said


def _eligibility(node: Node) -> tuple[str, ...]:
    areas = listed(node.get("applicantLocationRequirements"))
    return distinct(words_of(area) or _address(area) for area in areas)


# -- places -----------------------------------------------------------------------------------------------------------


def _places(value: Any) -> tuple[str, ...]:
    """Return the places by their addresses; by their names where several places all bear one and the same address."""
    places = listed(value)
    addresses = distinct(map(_address, places))
    names = distinct(map(words_of, places))
    return names if len(names) > 1 and len(addresses) == 1 else addresses or names


def _address(place: Any) -> str:
    """Return "City, Region, Country" of a Place or of an address, or what stands in its place as text."""
    if not isinstance(place, dict):
        return words_of(place)
    address = first_of(place.get("address", place))
    if not isinstance(address, dict):
        return words_of(address)
    parts = (address.get(name) for name in ("addressLocality", "addressRegion", "addressCountry"))
    return ", ".join(distinct(map(words_of, parts)))


def _country(place: Any) -> str:
    address = first_of(place.get("address", place)) if isinstance(place, dict) else None
    return words_of(address.get("addressCountry")) if isinstance(address, dict) else ""


# -- pay --------------------------------------------------------------------------------------------------------------


def _pay(node: Node) -> Pay | None:
    """Return `baseSalary`, a MonetaryAmount with a number or a QuantitativeValue in it."""
    salary = first_of(node.get("baseSalary"))
    fields = _salary_fields(salary)
    low, high = fields.get("minValue", fields.get("value")), fields.get("maxValue", fields.get("value"))
    currency = words_of(fields.get("currency")) or words_of(node.get("salaryCurrency"))
    return pay_of(low, high, currency, period_of(words_of(fields.get("unitText")) or words_of(fields.get("unitCode"))))


def _salary_fields(salary: Any) -> Node:
    """Return the fields of a salary and of the value in it, side by side."""
    if not isinstance(salary, dict):
        return {"value": salary}
    value = first_of(salary.get("value"))
    return salary | value if isinstance(value, dict) else {**salary, "value": value}


def _pay_text(salary: Any) -> str:
    fields = _salary_fields(first_of(salary))
    said = fields.get("value")
    return said.strip() if isinstance(said, str) and amount(said) is None else ""


SOURCE = JobPostingPage()
