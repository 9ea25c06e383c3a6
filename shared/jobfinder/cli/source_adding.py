"""Adds one address: a board's own at once; of a company's page the boards found there, shown, and asked about."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jobfinder.cli import output
from jobfinder.cli.opening import opened
from jobfinder.cli.source_views import source_json
from jobfinder.cli.text import count, one_line

if TYPE_CHECKING:
    from jobfinder.domain.source import Source
    from jobfinder.errors import Misconfigured
    from jobfinder.ports import Ports
    from jobfinder.usecases.found_boards import Discovery, Found

SHOWN_POSTINGS = 3
_KINDS = {
    "feed": "a feed",
    "sitemap": "the postings that a sitemap names",
    "jobposting_page": "a page with postings (schema.org)",
}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line says about adding."""

    company: str = ""
    every_hours: float | None = None
    test: bool = False
    yes: bool = False
    queue: bool = False
    json: bool = False


def add_one(url: str, wishes: Wishes) -> dict[str, Any]:
    """Add one address and return what was done; what is wrong with it is told and does not stop the others."""
    from jobfinder.cli.failures import tell
    from jobfinder.errors import Misconfigured, Permanent, Retryable

    try:
        with opened() as ports:
            return _added(url, wishes, ports)
    except Misconfigured:
        raise
    except (Permanent, Retryable) as error:
        tell(error)
        return {"url": url, "added": False, "error": str(error), **_boards_of(error)}


def _boards_of(error: object) -> dict[str, Any]:
    from jobfinder.usecases.add_company import NoBoard

    return {"boards": [_found_json(each) for each in error.discovery.found]} if isinstance(error, NoBoard) else {}


def _added(url: str, wishes: Wishes, ports: Ports) -> dict[str, Any]:
    from jobfinder.usecases.look_up import looks_like_url

    found = ports.recognise(url) if looks_like_url(url) else None
    is_a_page = found is not None and found[0].type == "jobposting_page"
    if wishes.queue and found is not None:
        return _left_to_the_queue(url, wishes, ports)
    return _company_added(url, wishes, ports) if is_a_page else _board_added(url, wishes, ports)


def _left_to_the_queue(url: str, wishes: Wishes, ports: Ports) -> dict[str, Any]:
    from jobfinder.usecases.add_company import submit_company

    item = submit_company(url, ports)
    if not wishes.json:
        output.print_lines((f"In the queue: {one_line(url)}, item {item.id[:8]}.",))
        output.say("`jobfinder run` or `search` finds its board and adds it if it is proven; see jobfinder queue list.")
    return {"url": url, "added": True, "item": item.id}


# -- a board ----------------------------------------------------------------------------------------------------------


def _board_added(url: str, wishes: Wishes, ports: Ports) -> dict[str, Any]:
    from jobfinder.usecases.manage_sources import add_source, recognised_source, try_source

    if wishes.test:
        trial = try_source(recognised_source(url, ports, company=wishes.company).source, ports)
        if trial.error:
            raise trial.error
    added = add_source(url, ports, company=wishes.company, every_hours=wishes.every_hours)
    if not wishes.json:
        output.print_lines(_added_lines(added.source, was_known=added.was_known, one_posting=bool(added.one_posting)))
        if lacking := _lacking(added.source, ports):
            output.say(f"It cannot be read yet. {lacking.what}. {lacking.todo}")
    return {"url": url, "added": True, "was_known": added.was_known, **source_json(added.source)}


def _lacking(source: Source, ports: Ports) -> Misconfigured | None:
    """Return what is to be set or installed before a source can be read at all."""
    from jobfinder.config import load_settings
    from jobfinder.fetch.keys import missing_key
    from jobfinder.fetch.libraries import lacking
    from jobfinder.ports import Board
    from jobfinder.wiring import home

    request = ports.source_type(source.type).first(Board(source.board, source.endpoint, source.company, url=source.url))
    jobspy_allowed = load_settings(home()).scrape.jobspy
    return missing_key(request, os.environ) or lacking(request.url, jobspy_allowed=jobspy_allowed)


def _added_lines(source: Source, *, was_known: bool, one_posting: bool = False) -> list[str]:
    verb = "Already there (settings updated)" if was_known else "Added"
    lines = [f"{verb}: {one_line(source.key)}, {kind_words(source)}, read every {source.every_hours:g} h."]
    if one_posting:
        lines.append("  The address names one posting; the whole board it is on was added.")
    return lines


def kind_words(source: Source) -> str:
    """Return what a source is: "the lever board of acme", "what remotive shows for category=data"."""
    from jobfinder.sources import source_type
    from jobfinder.sources.search import EVERYTHING, SearchSource

    if source.type in _KINDS:
        return _KINDS[source.type]
    if isinstance(source_type(source.type), SearchSource):
        searched = "everything" if source.board == EVERYTHING else one_line(source.board)
        return f"what {source.type} shows for {searched}"
    return f"the {source.type} board of {one_line(source.company or source.board)}"


# -- a company --------------------------------------------------------------------------------------------------------


def _company_added(url: str, wishes: Wishes, ports: Ports) -> dict[str, Any]:
    from jobfinder.usecases.add_company import add_found, no_board
    from jobfinder.usecases.discover import discover

    if not wishes.json:
        output.say(f"Looking for the board of {one_line(url)} ...", "dim")
    discovery = discover(url, ports, company=wishes.company)
    if not discovery.offered:
        raise no_board(discovery)
    if not wishes.json:
        _show(discovery)
    wanted = [each for each in discovery.offered if _is_wanted(each, wishes)]
    added = [add_found(each, ports, company=wishes.company, every_hours=wishes.every_hours) for each in wanted]
    if not wishes.json:
        _tell_added(wanted, added)
    return {
        "url": url,
        "added": bool(added),
        "declined": not added and _asks(wishes),
        "key": added[0].key if added else "",
        "company": discovery.company.called,
        "pages": discovery.visited,
        "boards": [{**_found_json(each), "added": each in wanted} for each in discovery.found],
    }


def _asks(wishes: Wishes) -> bool:
    return not wishes.yes and not wishes.json and output.can_ask()


def _is_wanted(found: Found, wishes: Wishes) -> bool:
    """Return whether a board is to be added: as a person says, or else only a proven one."""
    if wishes.yes:
        return True
    if not _asks(wishes):
        return found.is_proven
    return output.confirm(f"Add {one_line(found.source.key)}?", default=found.is_proven)


def _tell_added(wanted: Sequence[Found], added: Sequence[Source]) -> None:
    for found, source in zip(wanted, added, strict=True):
        output.print_lines(_added_lines(source, was_known=found.was_known))
    if not added:
        output.say("Nothing was added. With --yes, what is not refused is added although it is not proven.")


def _show(discovery: Discovery) -> None:
    from jobfinder.cli.table import Column

    who = " ".join(dict.fromkeys((one_line(discovery.company.called), discovery.company.domain)))
    output.print_lines((f"{count(len(discovery.found), 'board')} found for {who}:",))
    for each in discovery.found:
        output.print_lines(("", f"{one_line(each.source.key)}, {each.judgement.verdict.value}: {_shows(each)}"))
        for words in (f"{one_line(each.where)} {each.how.value}", *each.judgement.compared):
            output.print_wrapped(f"- {one_line(words)}", indent=2, hanging=2)
        rows = [
            (one_line(posting.title, 80), one_line("; ".join(posting.locations) or posting.country, 60))
            for posting in each.trial.postings[:SHOWN_POSTINGS]
        ]
        output.print_table((Column("", shrinks=2), Column("", shrinks=1)), rows, indent=4)
    if discovery.not_tried:
        output.say(f"{count(discovery.not_tried, 'more board')} named there, not looked into.")
    output.print_lines(("",))


def _shows(found: Found) -> str:
    trial = found.trial
    if trial.error:
        return f"it does not answer: {one_line(str(trial.error))}"
    if trial.total is not None:
        return count(trial.total, "posting")
    return f"{count(len(trial.postings), 'posting')}{' and more' if trial.has_more else ''}"


def _found_json(found: Found) -> dict[str, Any]:
    trial = found.trial
    return {
        "key": found.source.key,
        "url": found.source.url,
        "verdict": found.judgement.verdict.value,
        "compared": list(found.judgement.compared),
        "how": found.how.name.lower(),
        "where": found.where,
        "was_known": found.was_known,
        "postings": len(trial.postings) if trial.total is None else trial.total,
        "error": str(trial.error or ""),
        "sample": [
            {"title": posting.title, "locations": list(posting.locations), "url": posting.url}
            for posting in trial.postings[:SHOWN_POSTINGS]
        ],
    }
