"""What came of looking for a company's board: each board looked into by a sample of it, and judged whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from jobfinder.domain.board_owner import Company, How, Judgement, Verdict, judge_board
from jobfinder.domain.board_pages import PAGES, board_page
from jobfinder.domain.library_boards import system_of
from jobfinder.domain.posting import Posting
from jobfinder.domain.source import Source
from jobfinder.errors import Misconfigured, Permanent, Retryable
from jobfinder.ports import Board, Ports, SourceType
from jobfinder.usecases.manage_sources import Trial, source_of, try_source

LOOKED_AT = 3  # postings of a list without texts whose texts are fetched, until one can be


@dataclass(frozen=True, slots=True)
class Clue:
    """A board that a page names, or a guess: how it was come by, and the page that names it."""

    kind: SourceType
    board: Board
    how: How
    where: str


@dataclass(frozen=True, slots=True)
class Found:
    """One board: where and how it was found, what it answered, and whose it is."""

    source: Source
    how: How
    where: str
    trial: Trial
    judgement: Judgement
    was_known: bool = False
    has_text: bool = True  # at least one posting of the sample has its text

    @property
    def is_proven(self) -> bool:
        """Return whether it may be added without asking anybody."""
        return self.judgement.verdict is Verdict.PROVEN and self.trial.works

    @property
    def is_offered(self) -> bool:
        """Return whether a person may add it: a refused one, or one that does not answer, is only shown."""
        return self.judgement.verdict is not Verdict.REFUSED and self.trial.error is None


@dataclass(slots=True)
class Discovery:
    """What came of looking: the boards, the best first; the pages that were read, and those that could not be."""

    url: str
    company: Company
    found: list[Found] = field(default_factory=list)
    visited: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    not_tried: int = 0  # boards that were named beyond those looked into

    @property
    def proven(self) -> list[Found]:
        """Return the boards that are the company's beyond doubt."""
        return [each for each in self.found if each.is_proven]

    @property
    def offered(self) -> list[Found]:
        """Return the boards that a person may add, the proven among them."""
        return [each for each in self.found if each.is_offered]


def address_itself(url: str, ports: Ports) -> Discovery | None:
    """Return the board that an address names by itself, tried out; None for any page, where one is to be looked for."""
    found = ports.recognise(url)
    if found is None or found[0].type == "jobposting_page":
        return None
    source = source_of(*found, url, ports)
    judgement = Judgement(Verdict.PROVEN, ("the address given is the board's own",))
    trial, is_known = try_source(source, ports, most_pages=1), ports.store.source(source.key) is not None
    return Discovery(url, Company(source.key), [Found(source, How.OWN_SITE, url, trial, judgement, is_known)], [url])


def look_into(clue: Clue, company: Company, ports: Ports) -> Found:
    """Return what the board of a clue shows, and whose it is. What goes wrong at the board is in the trial."""
    source = source_of(clue.kind, clue.board, clue.board.url, ports)
    if source.type in PAGES and not source.endpoint:  # pages name boards by the addresses of scripts and postings
        source = replace(source, url=board_page(source.type, source.board))
    try:
        trial = try_source(source, ports, most_pages=1)
    except Misconfigured as error:  # its library is not installed: the company's other boards are looked into still
        trial = Trial(source, error=error)
    sample = _with_a_text(trial, clue, ports)
    name = system_of(clue.board.id)[1] if source.type == "ats_scrapers" else clue.board.id
    judgement = judge_board(name, sample, company, clue.how)
    if judgement.verdict is Verdict.PROVEN and company.names and _is_unnamed(sample, source):
        source = replace(source, company=company.names[0])
    was_known, has_text = ports.store.source(source.key) is not None, any(posting.text for posting in sample)
    return Found(source, clue.how, clue.where, trial, judgement, was_known, has_text)


def _is_unnamed(sample: Sequence[Posting], source: Source) -> bool:
    """Return whether the board gives its own id where a name belongs."""
    return not source.company and bool(sample) and all(posting.company == source.board for posting in sample)


def _with_a_text(trial: Trial, clue: Clue, ports: Ports) -> Sequence[Posting]:
    """Return the postings of a trial; of a list without texts one gets its text, since texts tell whose they are."""
    if not clue.kind.has_details:
        return trial.postings
    for posting in trial.postings[:LOOKED_AT]:
        request = clue.kind.detail(posting, clue.board)
        if request is None:
            continue
        try:
            whole = clue.kind.parse_detail(ports.fetcher.fetch(request).body, posting)
        except (Permanent, Retryable):  # the list says what it says without it
            continue
        return [whole, *(other for other in trial.postings if other is not posting)]
    return trial.postings
