"""Find a company's board from any page of its site, look into each board found, and judge whose it is.

Few requests: the page itself, what leads to the list of jobs, the usual addresses of one, at last a guess at vendors.
Whatever a page says is only a place to look: a board counts by what it shows itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

from jobfinder.domain.board_owner import Company, How, Verdict
from jobfinder.domain.board_pages import board_page
from jobfinder.domain.careers_page import COMMON_HOSTS, COMMON_PATHS, CareersPage, read_careers_page
from jobfinder.domain.hosts import label_of, registered_domain, same_site
from jobfinder.domain.library_boards import ats_board
from jobfinder.domain.source import source_key
from jobfinder.domain.urls import ascii_host, page_url, typed_url, vendor_url
from jobfinder.errors import JobFinderError, Permanent, Retryable
from jobfinder.ports import Board, Ports, Request
from jobfinder.usecases.found_boards import Clue, Discovery, Found, look_into
from jobfinder.usecases.look_up import looks_like_url

MOST_PAGES = 12  # of the company's site
MOST_BOARDS = 6  # looked into
MOST_SECONDS = 120.0  # in all, of which half for the site
LIBRARY = "ats_scrapers"  # its boards are employers' too, though they are never known to be whole
ANY_SITE = ("feed", "sitemap", "jobposting_page")  # kinds that take any address: it proves no board
# Where a board would be if its id were the company's name: vendors of whom many small companies are customers.
GUESSES = ("greenhouse", "lever", "ashby", "workable", "recruitee", "personio", "teamtailor", "smartrecruiters")
# Hosts that vendors keep for themselves, where a customer's name would stand.
NO_CUSTOMERS = frozenset(
    {
        *("assets", "cdn", "static", "images", "img", "media", "resources", "scripts", "uploads", "files", "fonts"),
        *("support", "status", "blog", "docs", "developers", "login", "auth", "analytics", "tracking", "attachments"),
    }
)
_HOW = {"embeds": How.EMBEDDED, "links to": How.LINKED, "names": How.NAMED}
_NEAREST = list(How)  # of two ways in which a board is named, the first of these counts


def discover(url: str, ports: Ports, *, company: str = "") -> Discovery:
    """Return the boards of the company whose site has the page `url`. `company` is its name, where the user gave it.

    Raises Permanent where it is no web address, and what stopped it where not one page of the site could be read.
    """
    if not looks_like_url(url):
        raise Permanent("This is not a web address", where=url, todo="For example: https://company.example")
    return _Search(page_url(typed_url(url)), ports, company).run()


class _Search:
    """One look for the boards of one company."""

    def __init__(self, url: str, ports: Ports, company: str) -> None:
        self._ports, self._url = ports, url
        began = ports.clock()
        self._walks_until, self._ends_at = (began + timedelta(seconds=MOST_SECONDS * part) for part in (0.5, 1))
        host = ascii_host(urlsplit(url).hostname or "")
        self._domain, self._names = registered_domain(host), [company] if company else []
        self._discovery = Discovery(url, Company(self._domain))
        self._clues: dict[str, Clue] = {}
        self._ways: list[str] = []
        self._first_failure: JobFinderError | None = None

    def run(self) -> Discovery:
        """Look, and return what was found, the proven first."""
        self._walk()
        found = self._discovery
        if not found.visited and self._first_failure:
            return self._without_the_site(self._first_failure)
        found.company = Company(self._domain, tuple(dict.fromkeys(self._names)))
        looked = self._look_into_clues()
        if not any(each.trial.works for each in looked):
            looked += self._guess() or self._own_sitemap()
        order = list(Verdict)
        found.found = sorted(looked, key=lambda each: (order.index(each.judgement.verdict), not each.trial.works))
        return found

    def _without_the_site(self, failure: JobFinderError) -> Discovery:
        """Return what is proven by the boards alone, of a site that refuses programs or is away; else raise why."""
        found = self._discovery
        found.found = [each for each in self._guess() if each.is_proven] if isinstance(failure, Retryable) else []
        if not found.found:
            raise failure
        return found

    # -- the site

    def _walk(self) -> None:
        """Read the page, then what leads to jobs; where nothing does, the addresses that such pages usually have."""
        self._visit(self._url)
        while self._ways and not self._is_enough():
            self._visit(self._ways.pop(0))
        for address in self._usual_addresses():
            if self._clues or self._is_over():
                return
            self._visit(address)

    def _is_enough(self) -> bool:
        """Return whether boards were found on a page about jobs, or there is no time for more."""
        return self._is_over() or (bool(self._clues) and len(self._discovery.visited) > 1)

    def _is_over(self) -> bool:
        asked = len(self._discovery.visited) + len(self._discovery.failed)
        return asked >= MOST_PAGES or self._ports.clock() >= self._walks_until or self._ports.stopping()

    def _has_no_time(self) -> bool:
        return self._ports.clock() >= self._ends_at or self._ports.stopping()

    def _usual_addresses(self) -> Iterator[str]:
        root = urljoin(self._url, "/")
        parts = urlsplit(root)
        yield root
        yield from (urljoin(root, path) for path in COMMON_PATHS[:4])
        if label_of(self._domain) and not parts.port:
            yield from (f"{parts.scheme}://{name}.{self._domain}/" for name in COMMON_HOSTS)
        yield from (urljoin(root, path) for path in COMMON_PATHS[4:])

    def _visit(self, address: str) -> None:
        if self._is_over() or address in (*self._discovery.visited, *self._discovery.failed):
            return
        try:
            response = self._ports.fetcher.fetch(Request(url=address))
        except (Permanent, Retryable) as error:
            self._first_failure = self._first_failure or error
            self._discovery.failed.append(address)
            return
        self._discovery.visited.append(address)
        if response.url == address or not self._keep(response.url, How.REDIRECTED, address):
            self._take(read_careers_page(_characters(response.body), response.url), response.url)

    def _take(self, page: CareersPage, url: str) -> None:
        """Note what a page of the site names; what stands on another site is only as good as a link."""
        host = urlsplit(url).hostname or ""
        if len(self._discovery.visited) == 1:  # where its own front door leads is the company's site
            self._domain = registered_domain(host)
        is_own = same_site(host, self._domain)
        self._names += page.names if is_own else ()
        how = _HOW if is_own else dict.fromkeys(_HOW, How.LINKED)
        boards = {mention.url for mention in page.mentions if self._keep(mention.url, how[mention.how], url)}
        if is_own:
            self._take_own_lists(page, url)
        known = {*self._discovery.visited, *self._discovery.failed, *self._ways, *boards}
        self._ways += [way for way in page.ways if way not in known][: MOST_PAGES // 2]

    def _keep(self, address: str, how: How, where: str) -> bool:
        """Note the employer's board that an address belongs to, and return whether it belongs to any."""
        if vendor_url(address) is None and ats_board(address) is None:  # almost all are none, and this tells quickly
            return False
        found = self._ports.recognise(address)
        if found is None or found[0].type in ANY_SITE or not (found[0].whole_board or found[0].type == LIBRARY):
            return False
        kind, board = found
        if board.id.casefold() in NO_CUSTOMERS:
            return False
        is_own = bool(board.endpoint) and same_site(urlsplit(board.endpoint).hostname or "", self._domain)
        self._note(Clue(kind, board, How.OWN_SITE if is_own else how, where))
        return True

    def _take_own_lists(self, page: CareersPage, url: str) -> None:
        """Note a page's feeds of jobs, and the page itself where it holds postings: the board of who has no vendor."""
        if self._clues:
            return
        for kind, addresses in (("feed", page.feeds), ("jobposting_page", [url] if page.has_postings else [])):
            for address in addresses:
                self._note(Clue(self._ports.source_type(kind), Board(address, url=address), How.OWN_SITE, url))

    def _note(self, clue: Clue) -> None:
        key = source_key(clue.kind.type, clue.board.id)
        before = self._clues.get(key)
        if before is None or _NEAREST.index(clue.how) < _NEAREST.index(before.how):
            self._clues[key] = clue

    # -- the boards

    def _look_into_clues(self) -> list[Found]:
        """Return the boards that were named, those first whose id has the site's name, no more than a few."""
        label = label_of(self._domain)
        clues = sorted(
            self._clues.values(), key=lambda clue: (label not in clue.board.id.casefold(), _NEAREST.index(clue.how))
        )
        looked: list[Found] = []
        for clue in clues[:MOST_BOARDS]:
            if looked and self._has_no_time():
                break
            looked.append(look_into(clue, self._discovery.company, self._ports))
        self._discovery.not_tried = len(clues) - len(looked)
        return looked

    def _guess(self) -> list[Found]:
        """Return the boards that the site's name leads to at vendors: only those that answer with postings."""
        label, looked = label_of(self._domain), []
        for kind in GUESSES if label else ():
            if self._has_no_time():
                break
            recognised = self._ports.recognise(board_page(kind, label))
            if recognised is not None:
                found = look_into(Clue(*recognised, How.GUESSED, self._url), self._discovery.company, self._ports)
                looked += [found] if found.trial.works else []
        return looked

    def _own_sitemap(self) -> list[Found]:
        """Return the site's map where it has pages that hold postings, the last resort."""
        if self._has_no_time():
            return []
        address = urljoin(self._url, "/sitemap.xml")
        clue = Clue(self._ports.source_type("sitemap"), Board(address, url=address), How.OWN_SITE, address)
        found = look_into(clue, self._discovery.company, self._ports)
        return [found] if found.trial.works and found.has_text else []


def _characters(body: bytes) -> str:
    """Return a page's text; addresses are ASCII in any encoding, and names in other ones than these two are rare."""
    try:
        return body.decode()
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")
