"""One small answer of each kind of board, written for these tests, in the board's own wire format."""

import json
from typing import Any

from jobfinder.ports import Board, Page, Request
from jobfinder.sources import source_type
from tests.unit.sources.library_samples import ATS_SCRAPERS, ATS_SCRAPERS_DETAIL, JOBSPY
from tests.unit.sources.more_samples import DETAILS, MORE_JSON, MORE_TEXT

GREENHOUSE: dict[str, Any] = {
    "jobs": [
        {
            "id": 4000001,
            "internal_job_id": 1,
            "title": "Baker",
            "absolute_url": "https://boards.greenhouse.io/acme/jobs/4000001",
            "company_name": "Acme Bakeries",
            "location": {"name": "Leeds, UK | York, UK"},
            "content": "&lt;p&gt;Bake &amp;amp; sell bread.&lt;/p&gt;",
            "first_published": "2026-10-01T09:00:00-04:00",
            "updated_at": "2026-11-20T09:00:00-04:00",
            "application_deadline": "2026-12-31",
            "language": "en",
            "departments": [{"id": 1, "name": "Kitchen"}],
            "offices": [{"id": 2, "name": "Leeds", "location": "Leeds, England, United Kingdom"}],
            "metadata": [
                {"id": 3, "name": "Location Type", "value": "Hybrid", "value_type": "single_select"},
                {"id": 4, "name": "Employment Type", "value": ["Full-time"], "value_type": "multi_select"},
            ],
            "pay_input_ranges": [
                {"min_cents": 3000000, "max_cents": 3600000, "currency_type": "GBP", "title": "Annual salary"}
            ],
        },
        {
            "id": 4000002,
            "title": "Driver",
            "absolute_url": "https://acme.example/jobs?gh_jid=4000002",
            "location": {"name": "Hull"},
            "content": "&lt;p&gt;Drive.&lt;/p&gt;",
        },
    ],
    "meta": {"total": 2},
}
LEVER: list[dict[str, Any]] = [
    {
        "id": "11111111-1111-4111-8111-111111111111",
        "text": "Nurse",
        "hostedUrl": "https://jobs.lever.co/acme/11111111-1111-4111-8111-111111111111",
        "applyUrl": "https://jobs.lever.co/acme/11111111-1111-4111-8111-111111111111/apply",
        "createdAt": 1_790_000_000_000,
        "country": "US",
        "workplaceType": "onsite",
        "categories": {
            "location": "Austin, TX",
            "allLocations": ["Austin, TX", "Dallas, TX"],
            "commitment": "Full-time",
            "team": "Ward",
            "department": "Care",
        },
        "description": "<p>Care for people.</p>",
        "lists": [{"text": "What you bring & more", "content": "<li>A licence</li>"}],
        "additional": "<p>Equal chances.</p>",
        "salaryRange": {"min": 60000, "max": 75000.5, "currency": "USD", "interval": "per-year-salary"},
    },
    {
        "id": "22222222-2222-4222-8222-222222222222",
        "text": "Porter",
        "hostedUrl": "https://jobs.lever.co/acme/22222222-2222-4222-8222-222222222222",
        "categories": {},
        "descriptionPlain": "Carry things.\nSmile < laugh.",
    },
]
ASHBY: dict[str, Any] = {
    "jobs": [
        {
            "id": "33333333-3333-4333-8333-333333333333",
            "title": " Welder ",
            "jobUrl": "https://jobs.ashbyhq.com/acme/33333333-3333-4333-8333-333333333333",
            "isListed": True,
            "isRemote": True,
            "workplaceType": "Hybrid",
            "employmentType": "FullTime",
            "department": "Works",
            "location": "Bremen",
            "secondaryLocations": [{"location": "Kiel", "address": {"postalAddress": {"addressCountry": "Germany"}}}],
            "address": {"postalAddress": {"addressLocality": "Bremen", "addressCountry": "Germany"}},
            "publishedAt": "2026-10-01T09:00:00.000+00:00",
            "descriptionHtml": "<p>Weld.</p>",
            "descriptionPlain": "Weld.",
            "compensation": {
                "compensationTierSummary": "€40K – €50K • Offers Equity",
                "summaryComponents": [
                    {"compensationType": "EquityPercentage", "interval": "NONE", "minValue": 1, "maxValue": 2},
                    {
                        "compensationType": "Salary",
                        "interval": "1 YEAR",
                        "currencyCode": "EUR",
                        "minValue": 40000,
                        "maxValue": 50000,
                    },
                ],
                "compensationTiers": [],
            },
        },
        {
            "id": "44444444-4444-4444-8444-444444444444",
            "title": "Secret",
            "jobUrl": "https://jobs.ashbyhq.com/acme/44444444-4444-4444-8444-444444444444",
            "isListed": False,
        },
        {
            "id": "55555555-5555-4555-8555-555555555555",
            "title": "Rigger",
            "jobUrl": "https://jobs.ashbyhq.com/acme/55555555-5555-4555-8555-555555555555",
            "isRemote": True,
            "location": "Anywhere",
        },
    ],
    "apiVersion": "1",
}
SMARTRECRUITERS: dict[str, Any] = {
    "offset": 0,
    "limit": 100,
    "totalFound": 2,
    "content": [
        {
            "id": "744000000000001",
            "name": "Cook",
            "company": {"identifier": "Acme", "name": "Acme Inns"},
            "releasedDate": "2026-10-01T09:00:00.000Z",
            "location": {"city": "Lyon", "region": "ARA", "country": "fr", "remote": False, "hybrid": True},
            "department": {},
            "function": {"id": "x", "label": "Kitchen"},
            "typeOfEmployment": {"id": "permanent", "label": "Full-time"},
            "experienceLevel": {"id": "not_applicable", "label": "Not Applicable"},
            "language": {"code": "fr"},
        },
        {"id": 744000000000002, "name": "Waiter", "location": {"fullLocation": "Nice, France", "remote": True}},
    ],
}
WORKABLE: dict[str, Any] = {
    "name": "Acme Farms",
    "description": "<p>We farm.</p>",
    "jobs": [
        {
            "title": "Shepherd",
            "shortcode": "AAAAAAAAA1",
            "url": "https://apply.workable.com/j/AAAAAAAAA1",
            "application_url": "https://apply.workable.com/j/AAAAAAAAA1/apply",
            "employment_type": "Full-time",
            "experience": "Associate",
            "telecommuting": False,
            "department": "",
            "function": "Sheep",
            "published_on": "2026-10-01",
            "created_at": "2026-09-01",
            "country": "Ireland",
            "city": city,
            "state": "",
            "locations": [{"country": "Ireland", "countryCode": "IE", "city": city, "region": None, "hidden": False}],
            "description": "<p>Herd.</p>",
        }
        for city in ("Cork", "Galway")
    ]
    + [
        {
            "title": "Vet",
            "shortcode": "AAAAAAAAA2",
            "shortlink": "https://apply.workable.com/j/AAAAAAAAA2",
            "telecommuting": True,
            "country": "Ireland",
            "city": "",
            "state": "",
            "locations": [],
        }
    ],
}
RECRUITEE: dict[str, Any] = {
    "offers": [
        {
            "id": 900001,
            "title": "Tailor",
            "status": "published",
            "careers_url": "https://acme.recruitee.com/o/tailor",
            "careers_apply_url": "https://acme.recruitee.com/o/tailor/c/new",
            "company_name": "Acme Cloth",
            "description": "<p>Sew.</p>",
            "requirements": "<p>A needle.</p>",
            "locations": [
                {"name": "HQ", "city": "Utrecht", "state": "Utrecht", "country": "Netherlands"},
                {"name": "Home", "city": "", "state": "", "country": ""},
            ],
            "country_code": "NL",
            "remote": False,
            "hybrid": True,
            "on_site": False,
            "salary": {"min": "2500", "max": "3000", "period": "month", "currency": "EUR"},
            "published_at": "2026-10-01 09:00:00 UTC",
            "updated_at": "2026-10-02 09:00:00 UTC",
            "close_at": None,
            "translations": {"nl": {"title": "Kleermaker"}},
            "tags": ["cloth"],
        },
        {"id": 900002, "title": "Draft", "status": "draft", "careers_url": "https://acme.recruitee.com/o/draft"},
        {
            "id": 900003,
            "title": "Weaver",
            "careers_url": "https://acme.recruitee.com/o/weaver",
            "location": "Ghent, Belgium",
            "remote": True,
            "on_site": True,
        },
    ]
}
FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:job="https://jobs.example/ns" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Jobs of the valley</title><link>https://jobs.example/</link>
<item>
  <title>Mason</title><job:company>Acme Stone</job:company><job:location>Bern, Switzerland</job:location>
  <link>/jobs/1</link><guid isPermaLink="false">mason-1</guid>
  <pubDate>Thu, 01 Oct 2026 11:00:00 +0200</pubDate>
  <category>Building</category><category>Stone</category>
  <media:title>A picture</media:title>
  <description>short</description><content:encoded><![CDATA[<p>Lay stones &amp; bricks.</p>]]></content:encoded>
</item>
<item><title>Acme Wood: Joiner (m/f): evenings</title><link>https://jobs.example/jobs/2?utm_source=rss</link></item>
</channel></rss>
"""
PAGE_NODE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Gardener &amp; Groundskeeper",
    "description": "<p>Dig.</p>",
    "datePosted": "2026-10-01",
    "validThrough": "2026-12-31T23:59:59Z",
    "employmentType": ["FULL_TIME", "PART_TIME"],
    "hiringOrganization": {"@type": "Organization", "name": "Acme Parks"},
    "identifier": {"@type": "PropertyValue", "name": "Acme Parks", "value": "G-1"},
    "jobLocation": {
        "@type": "Place",
        "address": {"@type": "PostalAddress", "addressLocality": "Oslo", "addressCountry": "NO"},
    },
    "jobLocationType": "TELECOMMUTE",
    "applicantLocationRequirements": [{"@type": "Country", "name": "Norway"}, {"@type": "Country", "name": "Sweden"}],
    "baseSalary": {
        "@type": "MonetaryAmount",
        "currency": "NOK",
        "value": {"@type": "QuantitativeValue", "minValue": 400000, "maxValue": "450000", "unitText": "YEAR"},
    },
    "url": "/jobs/g-1",
}


def page_with(*blocks: str, before: str = "") -> bytes:
    """Return an HTML page that holds JSON-LD blocks."""
    scripts = "".join(f'<script type="application/ld+json">{block}</script>' for block in blocks)
    return f"<!DOCTYPE html><html><head><title>x</title>{before}{scripts}</head><body><p>y</p></body></html>".encode()


BODIES: dict[str, bytes] = {
    "greenhouse": json.dumps(GREENHOUSE).encode(),
    "lever": json.dumps(LEVER).encode(),
    "ashby": json.dumps(ASHBY).encode(),
    "smartrecruiters": json.dumps(SMARTRECRUITERS).encode(),
    "workable": json.dumps(WORKABLE).encode(),
    "recruitee": json.dumps(RECRUITEE).encode(),
    "ats_scrapers": json.dumps(ATS_SCRAPERS).encode(),
    "jobspy": json.dumps(JOBSPY).encode(),
    "feed": FEED.encode(),
    "jobposting_page": page_with(json.dumps(PAGE_NODE)),
    **{name: json.dumps(answer, ensure_ascii=False).encode() for name, answer in MORE_JSON.items()},
    **{name: text.encode() for name, text in MORE_TEXT.items()},
}
NOT_JSON = frozenset({"feed", "jobposting_page", *MORE_TEXT})
IDS = {
    "feed": "https://jobs.example/feed.xml",
    "jobposting_page": "https://acme.example/jobs",
    "sitemap": "https://acme.example/sitemap.xml",
    "workday": "acme.wd5:External",
    "oraclecloud": "acme.fa.us2:CX_1",
    "adzuna": "country=gb",
    "hackernews": "39999999",
    "icims": "careers-acme",
    "ats_scrapers": "jobvite/acme",
    "jobspy": "location=Louisville&search_term=cooper&site=indeed",
}
# In each board's answer: where its rows stand, and what it calls a posting's id, title and URL ("": its list has none).
ROWS = {
    "greenhouse": ("jobs", "id", "title", "absolute_url"),
    "lever": ("", "id", "text", "hostedUrl"),
    "ashby": ("jobs", "id", "title", "jobUrl"),
    "smartrecruiters": ("content", "id", "name", ""),
    "workable": ("jobs", "shortcode", "title", "url"),
    "recruitee": ("offers", "id", "title", "careers_url"),
    "workday": ("jobPostings", "externalPath", "title", ""),
    "bamboohr": ("result", "id", "jobOpeningName", ""),
    "teamtailor": ("items", "id", "title", "url"),
    "breezy": ("", "id", "name", "url"),
    "pinpoint": ("data", "id", "title", "url"),
    "rippling": ("", "uuid", "name", ""),
    "oraclecloud": ("items.0.requisitionList", "Id", "Title", ""),
    "remoteok": ("", "id", "position", "url"),
    "remotive": ("jobs", "id", "title", "url"),
    "arbeitnow": ("data", "slug", "title", "url"),
    "himalayas": ("jobs", "guid", "title", ""),
    "jobicy": ("jobs", "id", "jobTitle", "url"),
    "themuse": ("results", "id", "name", "refs.landing_page"),
    "torre": ("results", "id", "objective", ""),
    "adzuna": ("results", "id", "title", "redirect_url"),
    "usajobs": (
        "SearchResult.SearchResultItems",
        "MatchedObjectId",
        "MatchedObjectDescriptor.PositionTitle",
        "MatchedObjectDescriptor.PositionURI",
    ),
    "ats_scrapers": ("jobs", "ats_id", "title", "url"),
    "jobspy": ("", "id", "title", "job_url"),
    "hackernews": ("hits", "objectID", "", ""),  # a title is a part of the text
}
BOARDS = {name: Board(IDS.get(name, "acme")) for name in BODIES}


ICIMS_CARD = (
    '<li class="iCIMS_JobCardItem"><div class="title"><a class="iCIMS_Anchor" href="/jobs/{0}/packer/job">'
    "<h3>Packer</h3></a></div></li>"
)
SMARTRECRUITERS_DETAIL: dict[str, Any] = {
    "jobAd": {"sections": {"jobDescription": {"title": "The job", "text": "<p>Cook.</p>"}}}
}


def detail_sample(name: str) -> bytes | None:
    """Return what brings one posting's text, None for a board whose list has it."""
    if not source_type(name).has_details:
        return None
    if name in ("icims", "sitemap"):
        return page_with(json.dumps(PAGE_NODE))
    own = {"smartrecruiters": SMARTRECRUITERS_DETAIL, "ats_scrapers": ATS_SCRAPERS_DETAIL}
    return json.dumps({**own, **DETAILS}[name]).encode()


def parsed(name: str, body: Any, board: Board | None = None, request: Request | None = None) -> Page:
    """Return what a source makes of a body, given as bytes, as text or as what JSON holds."""
    board, source = board or BOARDS[name], source_type(name)
    if isinstance(body, str):
        body = body.encode()
    if not isinstance(body, bytes):
        body = json.dumps(body).encode()
    return source.parse(body, board, request or source.first(board))


def rows_of(name: str, answer: Any) -> list[dict[str, Any]]:
    for field in filter(None, ROWS[name][0].split(".")):
        answer = answer[int(field)] if field.isdecimal() else answer[field]
    rows: list[dict[str, Any]] = answer
    return rows


def put(row: dict[str, Any], path: str, value: Any) -> None:
    """Set a field of a row, which may stand in a part of it."""
    *parts, last = path.split(".")
    for part in parts:
        row = row.setdefault(part, {})
    row[last] = value
