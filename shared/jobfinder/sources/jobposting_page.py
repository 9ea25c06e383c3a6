"""Any page with schema.org JobPosting in JSON-LD (schema.org/JobPosting, Google's job posting structured data).

The employer is `hiringOrganization`; the site that shows the page is never taken for it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from jobfinder.domain.posting import Broken, Pay, Posting
from jobfinder.domain.urls import canonical_url, page_url, split_web_url
from jobfinder.errors import Unreadable
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.base import BoardSource
from jobfinder.sources.dates import moment
from jobfinder.sources.draft import Draft
from jobfinder.sources.json_ld import (
    Node,
    as_it_is,
    first_of,
    json_ld_blocks,
    listed,
    nodes_in,
    read,
    read_text,
    words_of,
)
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
_NOWHERE: tuple[tuple[str, ...], str] = ((), "")
_NO_PAY: tuple[Pay | None, str] = (None, "")


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
                nodes += nodes_in(block, "JobPosting")
            except ValueError as error:
                broken.append(Broken(f"JSON-LD block {position}", str(error)))
        if not nodes:
            raise Unreadable(_nothing_found(broken), where=request.url)

        def draft_of(node: Node, board: Board) -> Posting:
            return draft_of_node(node, board, request.url)

        return Page(postings=postings_of(nodes, draft_of, board, broken), broken=tuple(broken))


def _nothing_found(broken: list[Broken]) -> str:
    why = f" that can be read: {broken[0].which}: {broken[0].why}" if broken else ""
    return f"Expected a page with a schema.org JobPosting in JSON-LD, got no JobPosting on this page{why}"


def draft_of_node(node: Node, board: Board, page: str) -> Posting:
    """Return the posting, not yet frozen, that a JobPosting on a page is. Raises BrokenRow."""
    url = absolute(page, read(node, "url", words_of, ""))
    company = read(node, "hiringOrganization", words_of, "") or board.company
    identifier = read(node, "identifier", _identifier, "")
    if not identifier or identifier.casefold() == company.casefold():  # some sites put the employer's name there
        identifier = canonical_url(url)
    native_id, title, company, url = essentials(identifier, read(node, "title", words_of, ""), company, url)
    locations, country = read(node, "jobLocation", _places, _NOWHERE)
    pay, pay_text = (
        read(node, "baseSalary", _pay, _NO_PAY) if "salaryCurrency" not in node else _pay_beside_currency(node)
    )
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=url,
        text=_text(node),
        locations=locations,
        country=country,
        workplace=read(node, "jobLocationType", _workplace, ""),
        eligibility=read(node, "applicantLocationRequirements", _areas, ()),
        pay=pay,
        pay_text=pay_text,
        employment=read(node, "employmentType", _all_words, ""),
        department=read(node, "occupationalCategory", words_of, ""),
        language=read(node, "inLanguage", words_of, ""),
        posted_at=read(node, "datePosted", _moment, None),
        updated_at=read(node, "dateModified", _moment, None),
        closes_at=read(node, "validThrough", _moment, None),
    )


def _moment(value: Any) -> datetime | None:
    return moment(words_of(value))


def _all_words(value: Any) -> str:
    return ", ".join(distinct(map(words_of, listed(value))))


def _identifier(value: Any) -> str:
    """Return the employer's own id: a PropertyValue's value, or the identifier itself."""
    value = first_of(value)
    return words_of(value.get("value")) if isinstance(value, dict) else words_of(value)


def _text(node: Node) -> str:
    """Return the description and what else is said in sections of their own, unless the description says it too."""
    description = read_text(node, "description")
    if _ALSO_TEXT.keys().isdisjoint(node):  # as a rule, and quicker than to ask for each
        return description
    parts = [description]
    for name, title in _ALSO_TEXT.items():
        if name in node:
            said = read_text(node, name)
            parts.append("" if said in description else heading(title) + said)
    return sections(*parts)


def _workplace(value: Any) -> str:
    said = _all_words(value)
    return "remote" if "TELECOMMUTE" in said.upper() else said


# -- places -----------------------------------------------------------------------------------------------------------


def _areas(value: Any) -> tuple[str, ...]:
    return distinct([words_of(area) or _address(area) for area in listed(value)])


def _places(value: Any) -> tuple[tuple[str, ...], str]:
    """Return the places and the one country they are in, "" where there are several.

    A place is named by its address; several places that all bear one and the same address, by their names.
    """
    places = listed(value)
    addresses, names = distinct(map(_address, places)), distinct(map(words_of, places))
    countries = distinct(map(_country, places))
    by_name = len(names) > 1 and len(addresses) == 1
    return names if by_name else addresses or names, countries[0] if len(countries) == 1 else ""


def _address(place: Any) -> str:
    """Return "City, Region, Country" of a Place or of an address, or what stands in its place as text."""
    if not isinstance(place, dict):
        return words_of(place)
    address = first_of(place.get("address", place))
    if not isinstance(address, dict):
        return words_of(address)
    city, region = words_of(address.get("addressLocality")), words_of(address.get("addressRegion"))
    country = words_of(address.get("addressCountry"))
    return ", ".join(dict.fromkeys([part for part in (city, region, country) if part and not part.isspace()]))


def _country(place: Any) -> str:
    address = first_of(place.get("address", place)) if isinstance(place, dict) else None
    return words_of(address.get("addressCountry")) if isinstance(address, dict) else ""


# -- pay --------------------------------------------------------------------------------------------------------------


def _pay(salary: Any, currency: str = "") -> tuple[Pay | None, str]:
    """Return `baseSalary`, a MonetaryAmount with a number or a QuantitativeValue in it, and what words it has."""
    fields = _salary_fields(first_of(salary))
    said = fields.get("value")
    low, high = fields.get("minValue", said), fields.get("maxValue", said)
    period = period_of(words_of(fields.get("unitText")) or words_of(fields.get("unitCode")))
    words = said.strip() if isinstance(said, str) and amount(said) is None else ""
    return pay_of(low, high, words_of(fields.get("currency")) or currency, period), words


def _pay_beside_currency(node: Node) -> tuple[Pay | None, str]:
    return _pay(read(node, "baseSalary", as_it_is, None), read(node, "salaryCurrency", words_of, ""))


def _salary_fields(salary: Any) -> Node:
    """Return the fields of a salary and of the value in it, side by side."""
    if not isinstance(salary, dict):
        return {"value": salary}
    value = first_of(salary.get("value"))
    return salary | value if isinstance(value, dict) else {**salary, "value": value}


SOURCE = JobPostingPage()
