"""What a company's page says of its jobs: every address in it, the ways to its list of jobs, and its own names.

The page is a stranger's: it is scanned, not trusted. Every scan is linear in the page and stops at a bound.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import chain, islice
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from jobfinder.domain.hosts import label_of, same_site
from jobfinder.domain.urls import ascii_host, page_url, split_web_url

MOST_CHARACTERS = 2_000_000  # of a page that are looked at
MOST_ADDRESSES = 3_000
_MOST_TAGS, _MOST_LINKS = 20_000, 1_500  # large pages have 5,000 tags, and few of them lead to jobs
_LONGEST_ADDRESS = 1_000
_LONGEST_NAME = 100
_LINK_TEXT_CHARACTERS = 300
_LONGEST_BLOCK, _MOST_BLOCKS = 200_000, 20  # of JSON-LD

_TAG = re.compile(r"<([a-zA-Z]+)\b([^<>]*)>")
_ATTRIBUTE = re.compile(r"""(?<![\w:-])([\w:-]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'>]++))""")
_ANY_ADDRESS = re.compile(r"""(?:https?:)?//[^\s"'<>\\`{}|^]{4,}""", re.IGNORECASE)
_BARE_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,18}(?:/\S*)?$", re.IGNORECASE)
_ESCAPED_SLASH = re.compile(r"\\(?:/|u002[fF]|x2[fF])")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_JSON_LD = re.compile(r"<script[^<>]*\bapplication/ld\+json\b[^<>]*>(.*?)(?:</script|\Z)", re.IGNORECASE | re.DOTALL)
_TITLE = re.compile(r"<title\b[^<>]*>([^<]*)", re.IGNORECASE)
_BETWEEN_TITLES = re.compile(r" [-–—:/]+ | ?[|·•] ?|: ")
_LONGEST_TITLE = 300
_POSTINGS = re.compile(r"""["']@type["']\s*:\s*\[?\s*["'](?:https?://schema\.org/)?JobPosting["']""")
_EMBEDS = frozenset({"iframe", "frame", "script", "embed", "object", "form"})
_ORGANISATIONS = re.compile(r"(?:\w+:)?(?:\w*Organization|Corporation|LocalBusiness|Brand)")

# Widgets that name the company in a script, not in an address: what stands there, and the address of the board.
_WIDGETS = (
    (re.compile(r"""\bwhr_embed\s*\(\s*["']?(\w{1,40})"""), "https://apply.workable.com/api/v1/widget/accounts/{}"),
    (re.compile(r"""\baccountName["']?\s*:\s*["']([\w.-]{1,80})["']"""), "https://jobs.lever.co/{}"),
    (re.compile(r"""\bcompany_code["']?\s*:\s*["']([\w.-]{1,80})["']"""), "https://jobs.smartrecruiters.com/{}"),
)
_WIDGET_HOSTS = ("workable.com", "lever", "smartrecruiters.com")  # one for each: what the page must name as well
# A board on the employer's own host is betrayed by whose scripts and pictures it shows; then its API is on that host.
_OWN_HOSTS = (
    (re.compile(r"//[\w.-]*teamtailor(?:-cdn)?\.com/", re.IGNORECASE), "/jobs.json"),
    (re.compile(r"//[\w.-]*recruitee(?:cdn)?\.com/", re.IGNORECASE), "/api/offers"),
    (re.compile(r"//[\w.-]*pinpointhq\.com/", re.IGNORECASE), "/postings.json"),
    (re.compile(r"//[\w.-]*breezy\.hr/", re.IGNORECASE), "/json"),
)

_WORDS = (
    "careers?|jobs?|vacanc(?:y|ies)|(?:job[ -])?openings?|open[ -](?:positions?|roles?|jobs)|current[ -]openings"
    "|(?:we(?:'|\u2019)?re[ -])?hiring|join[ -](?:us|our[ -]team|the[ -]team)|work[ -](?:with|for|at)[ -]\\w+|positions"
    "|opportunities|karriere|(?:offene[ -])?stellen(?:angebote|anzeigen|markt)?|jobb?boerse|arbeiten[ -]bei[ -]\\w+"
    "|carri(?:e|è)res?|emplois?|recrutement|nous[ -]rejoindre|rejoi(?:gnez|ndre)[ -]nous"
    "|offres[ -]d(?:'|\u2019|-)?emploi"
    "|empleos?|carreras|vacantes|trabaja[ -]con[ -]nosotros|(?:une|únete)[ -]a[ -]nosotros|vagas|carreiras"
    "|trabalhe[ -]con(?:n)?osco|lavora[ -]con[ -]noi|posizioni[ -]aperte|offerte[ -]di[ -]lavoro|vacatures?"
    "|werken[ -]?bij(?:[ -]\\w+)?|karri(?:ä|a|æ)re?|lediga[ -](?:jobb|tjänster)|jobba[ -]\\w+(?:[ -]\\w+)?|ledige[ -]"
    "(?:stillinger|job)|kariera|praca|oferty[ -]pracy|ty(?:ö|o)paikat|ura|avoimet[ -]ty(?:ö|o)paikat|kari(?:é|e)ra"
    "|採用(?:情報)?|招聘|加入我们|채용"
)
_IN_TEXT = re.compile(rf"(?:^|\W)(?:{_WORDS})(?:\W|$)", re.IGNORECASE)
_IS_STEP = re.compile(rf"(?:{_WORDS})(?:\.\w{{3,5}})?", re.IGNORECASE)
_ON_HOST = re.compile(r"(?:careers?|jobs?|karriere|work|join|carrieres?|empleo|werkenbij|jobb)")
_LISTS_OF_JOBS = re.compile(r"open|vacanc|stellen|search|all|current|list|offres|vacatures|vacantes", re.IGNORECASE)
# Sites that companies link to and that are nobody's list of jobs: they are never followed.
_NETWORKS = re.compile(
    r"(?:.*\.)?(?:linkedin|facebook|twitter|x|instagram|youtube|tiktok|glassdoor|indeed|xing|kununu|github|medium"
    r"|wikipedia|google|apple|crunchbase|ziprecruiter|monster|stepstone|welcometothejungle)\.[a-z.]{2,6}"
)

# Where companies keep their list of jobs, tried where no page leads to it.
COMMON_PATHS = (
    *("/careers", "/jobs", "/career", "/karriere", "/company/careers", "/about/careers", "/join-us", "/en/careers"),
    *("/work-with-us", "/vacancies", "/stellenangebote", "/emplois"),
)
COMMON_HOSTS = ("careers", "jobs")


@dataclass(frozen=True, slots=True)
class Mention:
    """An address that a page names: `how` is "embeds", "links to" or "names"."""

    url: str
    how: str


@dataclass(frozen=True, slots=True)
class CareersPage:
    """What a page says: every address, the ways to the list of jobs (the likeliest first), whose page it is."""

    mentions: tuple[Mention, ...]
    ways: tuple[str, ...]
    names: tuple[str, ...]
    has_postings: bool  # in schema.org's words
    feeds: tuple[str, ...]  # that seem to be of jobs


def read_careers_page(text: str, url: str) -> CareersPage:
    """Return what the page at `url` says; nothing in it is taken for true but that it says so."""
    text = _ESCAPED_SLASH.sub("/", _COMMENT.sub(" ", text[:MOST_CHARACTERS]))
    found = islice(_TAG.finditer(text), _MOST_TAGS)
    tags = [(match[1].lower(), _attributes(match[2]), match.end()) for match in found]
    named = chain(_in_widgets(text), _on_own_host(text, url), _in_tags(tags, url), _anywhere(text, url))
    mentions: dict[str, str] = {}
    for address, how in islice(named, 2 * MOST_ADDRESSES):  # most pages name most of theirs twice
        if len(mentions) < MOST_ADDRESSES:
            mentions.setdefault(address, how)
    return CareersPage(
        mentions=tuple(Mention(address, how) for address, how in mentions.items()),
        ways=_ways(text, tags, url),
        names=_names(text, tags, url),
        has_postings=_POSTINGS.search(text) is not None,
        feeds=_feeds(tags, url),
    )


# -- addresses --------------------------------------------------------------------------------------------------------

_Tag = tuple[str, dict[str, str], int]


def _attributes(rest: str) -> dict[str, str]:
    found = _ATTRIBUTE.findall(rest)
    return {name.lower(): unescape(double or single or bare).strip() for name, double, single, bare in found}


def _in_tags(tags: list[_Tag], url: str) -> Iterator[tuple[str, str]]:
    for name, attributes, _ in tags:
        how = "embeds" if name in _EMBEDS else "links to" if name in ("a", "area") else "names"
        for key in ("src", "href", "action", "data"):
            if address := _absolute(attributes.get(key, ""), url):
                yield address, how
        for key, value in attributes.items():
            if key.startswith("data-") and (address := _absolute(_with_scheme(value), url)):
                yield address, "embeds"


def _with_scheme(value: str) -> str:
    """Return a widget's setting that is an address or a bare host as an address, "" for any other."""
    if value.startswith(("https://", "http://", "//")):
        return value
    return f"https://{value}" if _BARE_HOST.match(value) else ""


def _anywhere(text: str, url: str) -> Iterator[tuple[str, str]]:
    """Yield what stands in scripts, in JSON-LD and in plain words."""
    for match in _ANY_ADDRESS.finditer(text):
        if len(match[0]) > _LONGEST_ADDRESS:
            continue
        if address := _absolute(unescape(match[0]).rstrip(".,;:!?)]*'"), url):
            yield address, "names"


def _in_widgets(text: str) -> Iterator[tuple[str, str]]:
    for (pattern, form), host in zip(_WIDGETS, _WIDGET_HOSTS, strict=True):
        if host in text:
            yield from ((form.format(quote(name, safe="")), "embeds") for name in pattern.findall(text)[:5])


def _on_own_host(text: str, url: str) -> Iterator[tuple[str, str]]:
    yield from ((urljoin(url, path), "embeds") for pattern, path in _OWN_HOSTS if pattern.search(text))


def _absolute(address: str, base: str) -> str:
    """Return an address in full, "" where it is none of the web or too long."""
    if not address or len(address) > _LONGEST_ADDRESS:
        return ""
    try:
        whole = urljoin(base, address)
        return page_url(whole) if urlsplit(whole).scheme in ("http", "https") and split_web_url(whole) else ""
    except ValueError:
        return ""


# -- ways -------------------------------------------------------------------------------------------------------------


def _ways(text: str, tags: list[_Tag], url: str) -> tuple[str, ...]:
    best: dict[str, int] = {}
    links = (tag for tag in tags if tag[0] in ("a", "area"))
    for _, attributes, end in islice(links, _MOST_LINKS):
        address = _absolute(attributes.get("href", ""), url)
        if not address or address == page_url(url):
            continue
        words = attributes.get("aria-label", "") or attributes.get("title", "") or _link_text(text, end)
        points = _points(address, words, url)
        if points:
            best[address] = max(points, best.get(address, 0))
    return tuple(sorted(best, key=lambda address: -best[address]))


def _link_text(text: str, start: int) -> str:
    inner = text[start : start + _LINK_TEXT_CHARACTERS].partition("</a")[0]
    return unescape(re.sub(r"<[^<>]*>?", " ", inner))


def _points(address: str, words: str, url: str) -> int:
    """Return how likely a link leads to the list of jobs, 0 for not at all; to another site only its words count."""
    parts = urlsplit(address)
    host = ascii_host(parts.hostname or "")
    steps = [step for step in parts.path.split("/") if step]
    says = bool(_IN_TEXT.search(" ".join(words.split())))
    if _NETWORKS.fullmatch(host.removeprefix("www.")):
        return 0
    if not same_site(host, urlsplit(url).hostname or ""):
        return 1 if says else 0
    points = 3 if says else 0
    points += 4 if _ON_HOST.fullmatch(host.partition(".")[0]) else 0
    points += 3 if steps and any(_IS_STEP.fullmatch(step.replace("_", "-")) for step in steps) else 0
    deep = len(steps) > 3 or re.search(r"\d{4,}", parts.path)  # one posting, an article
    if not points or deep:
        return min(points, 1)
    return points + bool(_LISTS_OF_JOBS.search(f"{words} {parts.path}"))


def _feeds(tags: list[_Tag], url: str) -> tuple[str, ...]:
    found = []
    for name, attributes, _ in tags:
        kind = attributes.get("type", "").lower()
        if (
            name != "link"
            or "alternate" not in attributes.get("rel", "").lower()
            or not kind.endswith(("rss+xml", "atom+xml"))
        ):
            continue
        address = _absolute(attributes.get("href", ""), url)
        said = f"{attributes.get('title', '')} {urlsplit(address).path.replace('/', ' ')}" if address else ""
        if _IN_TEXT.search(said):
            found.append(address)
    return tuple(dict.fromkeys(found))


# -- names ------------------------------------------------------------------------------------------------------------


def _names(text: str, tags: list[_Tag], url: str) -> tuple[str, ...]:
    """Return what the page calls its owner: in its metadata, as an organisation, or in a title that fits its host."""
    said = [
        attributes.get("content", "")
        for name, attributes, _ in tags
        if name == "meta"
        and (attributes.get("property") or attributes.get("name", "")).lower() in ("og:site_name", "application-name")
    ]
    said += _organisations(text)
    label = label_of(urlsplit(url).hostname or "")
    title = _TITLE.search(text)
    for piece in _BETWEEN_TITLES.split(" ".join(unescape(title[1][:_LONGEST_TITLE]).split())) if title else ():
        squeezed = re.sub(r"\W", "", piece).casefold()
        if len(squeezed) > 2 and (squeezed in label or label in squeezed):
            said.append(piece)
    clean = (" ".join(name.split()) for name in said)
    return tuple(dict.fromkeys(name for name in clean if 0 < len(name) <= _LONGEST_NAME))


def _organisations(text: str) -> list[str]:
    names: list[str] = []
    for number, block in enumerate(_JSON_LD.finditer(text)):
        if number >= _MOST_BLOCKS:
            break
        try:
            waiting: list[Any] = [json.loads(block[1][:_LONGEST_BLOCK], strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            node = waiting.pop()
            if isinstance(node, dict):
                if _is_organisation(node.get("@type")) and isinstance(node.get("name"), str):
                    names.append(node["name"])
                waiting += [
                    value
                    for key, value in node.items()
                    if key in ("@graph", "publisher", "about", "isPartOf", "mainEntity")
                ]
            elif isinstance(node, list):
                waiting += node
    return names


def _is_organisation(kind: object) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(one, str) and _ORGANISATIONS.fullmatch(one.rpartition("/")[2]) for one in kinds)
