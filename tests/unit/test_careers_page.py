"""What a company's page says: addresses however they are written, ways to its jobs, its names; no page is a trap."""

import json
import time

import pytest

from jobfinder.domain.careers_page import MOST_ADDRESSES, MOST_CHARACTERS, read_careers_page
from jobfinder.domain.hosts import label_of, registered_domain, same_site

URL = "https://www.fern.example/about"


def addresses(page: str) -> dict[str, str]:
    return {mention.url: mention.how for mention in read_careers_page(page, URL).mentions}


@pytest.mark.parametrize(
    ("page", "url", "how"),
    [
        ("<a href='/jobs'>x</a>", "https://www.fern.example/jobs", "links to"),
        ('<A HREF="//jobs.lever.co/fern">x</A>', "https://jobs.lever.co/fern", "links to"),
        ("<a href=https://jobs.lever.co/fern>x</a>", "https://jobs.lever.co/fern", "links to"),
        ('<a href="https://jobs.lever.co/fern?a=1&amp;b=2">x</a>', "https://jobs.lever.co/fern?a=1&b=2", "links to"),
        ('<iframe\n src = "https://jobs.lever.co/fern">', "https://jobs.lever.co/fern", "embeds"),
        ('<div data-feed="jobs.lever.co/fern">', "https://jobs.lever.co/fern", "embeds"),
        ('{"u":"https:\\/\\/jobs.lever.co\\/fern"}', "https://jobs.lever.co/fern", "names"),
        ('{"u":"https:\\u002F\\u002Fjobs.lever.co\\u002Ffern"}', "https://jobs.lever.co/fern", "names"),
        ("Write to us at https://jobs.lever.co/fern.", "https://jobs.lever.co/fern", "names"),
        ("leverJobsOptions = {accountName: 'fern'}", "https://jobs.lever.co/fern", "embeds"),
    ],
)
def test_an_address_is_found_however_it_is_written(page: str, url: str, how: str) -> None:
    assert addresses(page)[url] == how


@pytest.mark.parametrize(
    "page",
    [
        '<!-- <a href="https://jobs.lever.co/fern">x</a> -->',
        "<a href=\"javascript:go('https')\">x</a>",
        '<a href="mailto:jobs@fern.example">x</a>',
        '<a href="http://[broken">x</a>',
        '<div data-version="1.5.2" data-words="a.b c">',
        f'<a href="https://fern.example/{"x" * 2000}">x</a>',
    ],
)
def test_what_is_hidden_or_no_address_is_not(page: str) -> None:
    assert not addresses(page)


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/x">Careers</a>',
        '<a href="/x"><span>We\u2019re <b>hiring</b></span></a>',
        '<a href="/x" aria-label="Join our team"><svg></svg></a>',
        '<a href="/karriere">Mehr</a>',
        '<a href="/x">Offene Stellen</a>',
        '<a href="/x">Nous rejoindre</a>',
        '<a href="/x">Trabaja con nosotros</a>',
        '<a href="/x">Werken bij Fern</a>',
        '<a href="/x">採用情報</a>',
        '<a href="https://careers.fern.example/">Mehr</a>',
    ],
)
def test_a_way_to_the_jobs_is_known_in_many_languages(link: str) -> None:
    assert len(read_careers_page(f'<a href="/about-us">About</a>{link}', URL).ways) == 1


def test_the_likeliest_way_comes_first_and_networks_are_none() -> None:
    page = (
        '<a href="https://www.linkedin.com/company/fern/jobs">Jobs</a><a href="https://friends.example/">Jobs there</a>'
        '<a href="/blog/2024/12345-how-we-do-jobs">Jobs at Fern, a story</a><a href="/company">Careers</a>'
        '<a href="/careers/open-positions">Open positions</a>'
    )
    ways = read_careers_page(page, URL).ways
    assert ways[0] == "https://www.fern.example/careers/open-positions"
    assert ways[1] == "https://www.fern.example/company"
    assert not [way for way in ways if "linkedin" in way]


def test_a_page_tells_whose_it_is() -> None:
    organisation = json.dumps({"@graph": [{"@type": ["Thing", "Organization"], "name": "Fern Plants GmbH"}]})
    page = (
        '<meta property="og:site_name" content="Fern &amp; Sons"><title>Careers | Fern</title>'
        f'<script type="application/ld+json">{organisation}</script>'
        '<script type="application/ld+json">{"@type": "Organization", "name": </script>'
    )
    assert read_careers_page(page, URL).names == ("Fern & Sons", "Fern Plants GmbH", "Fern")


@pytest.mark.alone
@pytest.mark.parametrize(
    "piece",
    [
        "<a ",
        '<a href="',
        "<a href='x' ",
        "<!--",
        "<script type=application/ld+json>",
        "<title>" + " " * 50,
        "https://",
        "//" * 20,
        "data-x=y ",
        "whr_embed( lever accountName: ",
        "&amp" * 10,
        "<a href=/jobs>jobs ",
        "\\/",
        "[" * 50,
    ],
)
def test_no_page_takes_longer_than_its_length(piece: str) -> None:
    def seconds(length: int) -> float:
        page = piece * (length // len(piece))
        began = time.process_time()
        read_careers_page(page, URL)
        return time.process_time() - began

    short = min(seconds(MOST_CHARACTERS // 32) for _ in range(2))
    assert seconds(MOST_CHARACTERS // 8) < 10 * max(short, 0.05)  # four times as long: 16 where it were quadratic


def test_what_is_looked_at_has_an_end() -> None:
    page = "".join(f'<a href="https://a{number}.example/jobs">Jobs</a>' for number in range(MOST_ADDRESSES * 2))
    assert len(read_careers_page(page, URL).mentions) == MOST_ADDRESSES
    assert not addresses(" " * MOST_CHARACTERS + "https://jobs.lever.co/fern")


@pytest.mark.parametrize(
    ("host", "domain", "label"),
    [
        ("www.fern.example", "fern.example", "fern"),
        ("jobs.eu.fern.com", "fern.com", "fern"),
        ("careers.fern.co.uk", "fern.co.uk", "fern"),
        ("fern.com.br", "fern.com.br", "fern"),
        ("fern.co", "fern.co", "fern"),
        ("co.fern.de", "fern.de", "fern"),
        ("fern.github.io", "fern.github.io", "fern"),
        ("FERN.Example.", "fern.example", "fern"),
        ("127.0.0.1", "127.0.0.1", ""),
        ("[2001:db8::1]", "2001:db8::1", ""),
        ("localhost", "localhost", "localhost"),
    ],
)
def test_the_registered_domain_is_told_from_its_subdomains(host: str, domain: str, label: str) -> None:
    assert (registered_domain(host), label_of(host)) == (domain, label)


def test_two_customers_of_one_host_are_two_sites() -> None:
    assert same_site("jobs.fern.example", "fern.example")
    assert not same_site("fern.github.io", "moss.github.io")
    assert not same_site("fern.co.uk", "moss.co.uk")
    assert not same_site("notfern.example", "fern.example")
    assert not same_site("", "")
