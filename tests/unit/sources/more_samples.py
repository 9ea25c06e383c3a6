"""Small answers of the boards that list postings without their texts, page by page, or of many employers."""

import json
from typing import Any

WORKDAY: dict[str, Any] = {
    "total": 2,
    "jobPostings": [
        {
            "title": "Smith",
            "externalPath": "/job/Leeds/Smith_R100",
            "locationsText": "Leeds",
            "postedOn": "Posted 8 Days Ago",
            "bulletFields": ["R100"],
        },
        {
            "title": "Farrier",
            "externalPath": "/job/York/Farrier_R200-1",
            "locationsText": "2 Locations",
            "remoteType": "Remote",
            "timeType": "Full time",
        },
    ],
    "facets": [{"facetParameter": "place", "values": [{"id": "a1", "count": 1}, {"id": "b2", "count": 1}]}],
}
WORKDAY_DETAIL: dict[str, Any] = {
    "jobPostingInfo": {
        "title": "Smith",
        "jobDescription": "<p>Forge.</p>",
        "location": "Leeds",
        "additionalLocations": ["York"],
        "startDate": "2026-10-01",
        "endDate": "2026-12-31",
        "timeType": "Full time",
        "country": {"descriptor": "United Kingdom"},
        "remoteType": "Hybrid",
        "externalUrl": "https://acme.wd5.myworkdayjobs.com/External/job/Leeds/Smith_R100",
    },
    "hiringOrganization": {"name": "4100 Acme Iron Ltd"},
}
PERSONIO = """<?xml version="1.0" encoding="UTF-8"?>
<workzag-jobs>
<position><id>1000001</id><subcompany>Acme Glass</subcompany><office>Jena</office>
<additionalOffices><office>Weimar</office></additionalOffices>
<department>Works</department><recruitingCategory>Craft</recruitingCategory><name>Glazier</name>
<jobDescriptions>
<jobDescription><name>Your tasks &amp; more</name><value><![CDATA[<p>Cut <b>glass</b>.</p>]]></value></jobDescription>
<jobDescription><name>You bring</name><value><![CDATA[<ul><li>A steady hand</li></ul>]]></value></jobDescription>
<jobDescription><name>Nothing</name><value> </value></jobDescription>
</jobDescriptions>
<employmentType>permanent</employmentType><seniority>experienced</seniority><schedule>full-time</schedule>
<keywords>glass, windows</keywords><createdAt>2026-10-01T09:00:00+02:00</createdAt></position>
<position><id>1000002</id><subcompany></subcompany><office>Remote</office><name>Clerk</name>
<jobDescriptions></jobDescriptions><createdAt>2026-10-02T09:00:00+02:00</createdAt></position>
</workzag-jobs>
"""
BAMBOOHR: dict[str, Any] = {
    "meta": {"totalCount": 2},
    "result": [
        {
            "id": "11",
            "jobOpeningName": "Pilot",
            "departmentLabel": "Fleet",
            "employmentStatusLabel": "Full-Time",
            "location": {"city": "Halifax", "state": "Nova Scotia"},
            "atsLocation": {"country": None, "state": None, "province": None, "city": None},
            "isRemote": None,
            "locationType": "0",
        },
        {
            "id": "12",
            "jobOpeningName": "Dispatcher",
            "location": {"city": None, "state": None},
            "atsLocation": {"country": "Canada", "state": "Alberta", "province": None, "city": "Calgary"},
            "isRemote": None,
            "locationType": "2",
        },
    ],
}
BAMBOOHR_DETAIL: dict[str, Any] = {
    "result": {
        "jobOpening": {
            "description": "<p>Fly.</p>",
            "datePosted": "2026-10-01",
            "compensation": "$90,000 - $100,000",
            "minimumExperience": "Experienced",
            "jobOpeningShareUrl": "https://acme.bamboohr.com/careers/11",
        }
    }
}
TEAMTAILOR: dict[str, Any] = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Acme Sweden",
    "items": [
        {
            "id": "a",
            "title": "Baker",
            "url": "https://acme.teamtailor.com/jobs/1-baker",
            "date_published": "2026-10-01T09:00:00+02:00",
            "content_html": "<p>Bake.</p>",
        },
        {
            "id": "b",
            "title": "Cook",
            "url": "https://acme.teamtailor.com/jobs/2000002-cook",
            "date_published": "2026-10-01T09:00:00+02:00",
            "content_html": "<p>Short.</p>",
            "_jobposting": {
                "@type": "JobPosting",
                "title": "Cook",
                "description": "<p>Cook well.</p>",
                "identifier": {"@type": "PropertyValue", "name": "Acme Kitchens", "value": 2000002},
                "hiringOrganization": {"@type": "Organization", "name": "Acme Kitchens"},
                "employmentType": "FULL_TIME",
                "jobLocation": [{"@type": "Place", "address": {"addressLocality": "Malmö", "addressCountry": "SE"}}],
            },
        },
        {"id": "c", "title": "Waiter", "url": "https://acme.teamtailor.com/jobs/3-waiter"},
    ],
}
BREEZY: list[dict[str, Any]] = [
    {
        "id": "aaaaaaaaaaa1",
        "name": "Driver",
        "url": "https://acme.breezy.hr/p/aaaaaaaaaaa1-driver",
        "published_date": "2026-10-01T09:00:00.000Z",
        "type": {"id": "fullTime", "name": "Full-Time"},
        "location": {
            "name": "Tampa, FL",
            "city": "Tampa",
            "state": {"id": "FL", "name": "Florida"},
            "country": {"id": "US", "name": "United States"},
            "is_remote": False,
        },
        "department": "Roads",
        "salary": "$1.40k - $1.80k",
        "description": "<p>Drive.</p>",
        "company": {"name": "Acme Roads"},
    },
    {
        "id": "aaaaaaaaaaa2",
        "name": "Planner",
        "url": "https://acme.breezy.hr/p/aaaaaaaaaaa2-planner",
        "location": {"name": "Remote", "city": None, "state": None, "country": None, "is_remote": True},
        "salary": None,
    },
]
PINPOINT: dict[str, Any] = {
    "data": [
        {
            "id": "500001",
            "title": "Porter",
            "url": "https://acme.pinpointhq.com/en/postings/33333333-3333-4333-8333-333333333333",
            "description": "<div>Carry.</div>",
            "key_responsibilities": "<div>Lift.</div>",
            "key_responsibilities_header": "What you do",
            "skills_knowledge_expertise": "",
            "benefits": "<div>Lunch.</div>",
            "benefits_header": "Benefits",
            "compensation": "£20,000 - £24,000 / year",
            "compensation_minimum": 20000.0,
            "compensation_maximum": 24000.0,
            "compensation_currency": "GBP",
            "compensation_frequency": "year",
            "compensation_visible": True,
            "employment_type": "full_time",
            "employment_type_text": "Full Time",
            "workplace_type": "onsite",
            "deadline_at": "2026-12-31T23:59:59+00:00",
            "location": {"city": "Jersey", "name": "HQ", "province": ""},
            "job": {"department": {"name": "Hall"}},
        },
        {
            "id": "500002",
            "title": "Maid",
            "url": "https://acme.pinpointhq.com/en/postings/44444444-4444-4444-8444-444444444444",
            "compensation_minimum": 1.0,
            "compensation_currency": "GBP",
            "compensation_frequency": "hour",
            "compensation_visible": False,
            "location": {"city": "", "name": "North County", "province": ""},
        },
    ]
}
RIPPLING: list[dict[str, Any]] = [
    {
        "uuid": "55555555-5555-4555-8555-555555555555",
        "name": "Seller",
        "department": {"id": "Shop", "label": "Shop"},
        "url": "https://ats.rippling.com/acme/jobs/55555555-5555-4555-8555-555555555555",
        "workLocation": {"id": "x", "label": place},
    }
    for place in ("London, United Kingdom", "Leeds, United Kingdom")
] + [
    {
        "uuid": "66666666-6666-4666-8666-666666666666",
        "name": "Buyer",
        "url": "https://ats.rippling.com/acme/jobs/66666666-6666-4666-8666-666666666666",
        "workLocation": {"id": "y", "label": "Remote (United States)"},
    }
]
RIPPLING_DETAIL: dict[str, Any] = {
    "uuid": "55555555-5555-4555-8555-555555555555",
    "description": {"company": "<p>Acme sells.</p>", "role": "<p>Sell.</p>"},
    "employmentType": {"id": "SALARIED_FT", "label": "Full time"},
    "createdOn": "2026-10-01T09:00:00Z",
    "payRangeDetails": [{"currency": "GBP", "frequency": "ANNUAL", "rangeStart": 30000, "rangeEnd": 40000}],
}
RIPPLING_PAGE = (
    '<!DOCTYPE html><html><body><script id="__NEXT_DATA__" type="application/json">'
    + json.dumps({"props": {"pageProps": {"apiData": {"jobPost": RIPPLING_DETAIL}}}})
    + "</script></body></html>"
)
ICIMS = """<!DOCTYPE html><html><body><div class="iCIMS_MainWrapper iCIMS_ListingsPage">
<ul class="container-fluid iCIMS_JobsTable">
<li class="iCIMS_JobCardItem"><div class="row">
<div class="header left"><span class="sr-only field-label">Location</span>
<span>US-NJ-Edison</span></div>
<div class="header right"><span class="sr-only field-label">ID</span><span>2026-1</span></div>
<div class="title"><a class="iCIMS_Anchor"
 href="https://careers-acme.icims.com/jobs/1001/loader/job?in_iframe=1&amp;hashed=-3">
<span class="sr-only field-label">Title</span><h3>
Loader</h3></a></div><div class="description">Load &amp; unload.</div></div></li>
<li class="iCIMS_JobCardItem"><div class="row">
<div class="header left"><span class="sr-only field-label">Location</span>
<span>UK-Leeds | US-TX-Austin</span></div>
<div class="title"><a href="/jobs/1002/packer/job" class="iCIMS_Anchor"><h3>Packer</h3></a></div></div></li>
</ul></div></body></html>
"""
ORACLECLOUD: dict[str, Any] = {
    "items": [
        {
            "TotalJobsCount": 2,
            "requisitionList": [
                {
                    "Id": "300001",
                    "Title": "Inspector",
                    "PostedDate": "2026-10-01",
                    "PostingEndDate": "2026-12-31",
                    "PrimaryLocation": "Perth, Western Australia, Australia",
                    "PrimaryLocationCountry": "AU",
                    "WorkplaceType": "Hybrid",
                    "JobSchedule": "Full time",
                    "JobFamily": "Bridges",
                    "ShortDescriptionStr": "Look at bridges.",
                    "secondaryLocations": [],
                },
                {
                    "Id": "300002",
                    "Title": "Surveyor",
                    "PrimaryLocation": "Houston, TX, United States",
                    "PrimaryLocationCountry": "US",
                    "secondaryLocations": [{"Name": "Miami, FL, United States", "CountryCode": "US"}],
                },
            ],
        }
    ],
    "count": 1,
    "hasMore": False,
}
ORACLECLOUD_DETAIL: dict[str, Any] = {
    "items": [
        {
            "ExternalDescriptionStr": "<p>Look at bridges.</p>",
            "ExternalResponsibilitiesStr": "<p>Climb.</p>",
            "ExternalQualificationsStr": "<p>No fear.</p>",
            "CorporateDescriptionStr": "<p>We are Acme.</p>",
            "ExternalPostedStartDate": "2026-10-01T00:00:00+00:00",
        }
    ]
}
REMOTEOK: list[dict[str, Any]] = [
    {"last_updated": 1, "legal": "Please link back to us."},
    {
        "id": "900001",
        "slug": "remote-coder-acme-900001",
        "position": "Coder",
        "company": "Acme &amp; Co",
        "url": "https://remoteOK.com/remote-jobs/remote-coder-acme-900001",
        "apply_url": "https://remoteOK.com/l/900001",
        "description": "<p>Code in Krak\u00c3\u00b3w.</p><br/><br/>Please mention the word **KIND** and tag RMTI= when"
        " applying to show you read the job post completely (#RMTI=). Companies can search these words.",
        "location": "Krak\u00c3\u00b3w, ",
        "tags": ["code"],
        "salary_min": 70000,
        "salary_max": 150000,
        "date": "2026-10-01T09:00:00+00:00",
        "epoch": 1790845200,
    },
    {
        "id": "900002",
        "position": "Tester",
        "company": "Acme Labs",
        "url": "https://remoteOK.com/remote-jobs/remote-tester-acme-900002",
        "description": "<p>Test.</p>",
        "location": "Remote",
        "salary_min": 0,
        "salary_max": 0,
    },
]
REMOTIVE: dict[str, Any] = {
    "0-legal-notice": "Please link back.",
    "job-count": 2,
    "jobs": [
        {
            "id": 800001,
            "url": "https://remotive.com/remote-jobs/writing/writer-800001",
            "title": "Writer",
            "company_name": "Acme Press",
            "category": "Writing",
            "tags": ["books"],
            "job_type": "full_time",
            "publication_date": "2026-10-01T09:00:00",
            "candidate_required_location": "USA, Canada",
            "salary": "$50k - $60k",
            "description": "<p>Write.</p>",
        },
        {
            "id": 800002,
            "url": "https://remotive.com/remote-jobs/writing/reader-800002",
            "title": "Reader",
            "company_name": "Acme Press",
            "candidate_required_location": "Worldwide",
            "salary": "-",
            "description": "<p>Read.</p>",
        },
    ],
}
WEWORKREMOTELY = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>We Work Remotely</title><link>https://weworkremotely.com/</link>
<item><title>Acme Wood: Joiner: evenings</title><region>Anywhere in the World</region><category>Crafts</category>
<type>Full-Time</type><description>&lt;p&gt;Join.&lt;/p&gt;</description>
<pubDate>Thu, 01 Oct 2026 09:00:00 +0000</pubDate><expires_at>Thu, 31 Dec 2026 09:00:00 +0000</expires_at>
<guid>https://weworkremotely.com/remote-jobs/acme-joiner</guid>
<link>https://weworkremotely.com/remote-jobs/acme-joiner</link></item>
</channel></rss>
"""
ARBEITNOW: dict[str, Any] = {
    "data": [
        {
            "slug": "koch-berlin-1",
            "company_name": "Acme Küchen GmbH",
            "title": "Koch (m/w/d)",
            "description": "<p>Kochen.</p>",
            "remote": False,
            "url": "https://www.arbeitnow.com/jobs/companies/acme/koch-berlin-1",
            "tags": ["Kitchen"],
            "job_types": ["full time"],
            "location": "Berlin",
            "created_at": 1790845200,
        },
        {
            "slug": "texter-2",
            "company_name": "Acme Text GmbH",
            "title": "Texter",
            "remote": True,
            "url": "https://www.arbeitnow.com/jobs/companies/acme/texter-2",
            "tags": [],
            "job_types": [],
            "location": "Cologne",
        },
    ],
    "links": {"next": None},
    "meta": {},
}
HIMALAYAS: dict[str, Any] = {
    "totalCount": 2,
    "offset": 0,
    "limit": 20,
    "jobs": [
        {
            "guid": "https://himalayas.app/companies/acme/jobs/guide",
            "applicationLink": "https://himalayas.app/companies/acme/jobs/guide",
            "title": "Guide",
            "companyName": "Acme Treks",
            "employmentType": "Full Time",
            "seniority": ["Senior"],
            "minSalary": 50000,
            "maxSalary": 60000,
            "currency": "EUR",
            "salaryPeriod": "annual",
            "locationRestrictions": ["Nepal", {"alpha2": "IN", "name": "India"}],
            "categories": ["Mountain-Guide"],
            "parentCategories": ["Travel"],
            "description": "<p>Guide.</p>",
            "pubDate": 1790845200,
            "expiryDate": 1798707600,
        },
        {
            "guid": "https://himalayas.app/companies/acme/jobs/cook",
            "title": "Cook",
            "companyName": "Acme Treks",
            "minSalary": 1000,
            "currency": "EUR",
            "locationRestrictions": [],
            "excerpt": "Cook.",
        },
    ],
}
JOBICY: dict[str, Any] = {
    "jobs": [
        {
            "id": 700001,
            "url": "https://jobicy.com/jobs/700001-seller",
            "jobTitle": "Seller &#8211; North",
            "companyName": "Acme &amp; Sons",
            "jobIndustry": ["Product &amp; Operations"],
            "jobType": ["Full-Time"],
            "jobGeo": "UK,  Germany",
            "jobLevel": "Any",
            "jobExcerpt": "Sell.",
            "jobDescription": "<p>Sell.</p>",
            "pubDate": "2026-10-01T09:00:00+00:00",
            "salaryMin": 30000,
            "salaryMax": 40000,
            "salaryCurrency": "GBP",
            "salaryPeriod": "yearly",
        },
        {
            "id": 700002,
            "url": "https://jobicy.com/jobs/700002-buyer",
            "jobTitle": "Buyer",
            "companyName": "Acme",
            "jobGeo": "Anywhere",
            "jobLevel": "Senior",
            "annualSalaryMin": "60000",
            "salaryCurrency": "USD",
        },
    ]
}
THEMUSE: dict[str, Any] = {
    "page": 1,
    "page_count": 1,
    "total": 2,
    "results": [
        {
            "id": 600001,
            "name": "Curator",
            "contents": "<p>Curate.</p>",
            "publication_date": "2026-10-01T09:00:00Z",
            "locations": [{"name": "Vienna, Austria"}, {"name": "Flexible / Remote"}],
            "categories": [{"name": "Arts"}],
            "levels": [{"name": "Senior Level", "short_name": "senior"}],
            "tags": [{"name": "Fortune 1000"}],
            "refs": {"landing_page": "https://www.themuse.com/jobs/acme/curator"},
            "company": {"id": 1, "name": "Acme Museum"},
        },
        {
            "id": 600002,
            "name": "Archivist",
            "locations": [{"name": "Flexible / Remote"}],
            "refs": {"landing_page": "https://www.themuse.com/jobs/acme/archivist"},
            "company": {"name": "Acme Museum"},
        },
    ],
}
TORRE: dict[str, Any] = {
    "total": 2,
    "size": 20,
    "results": [
        {
            "id": "abcDEF12",
            "objective": "Actor",
            "slug": "acme-actor",
            "tagline": "You'll act & sing.",
            "organizations": [{"id": 1, "name": "Acme Stage"}],
            "locations": ["Peru"],
            "remote": True,
            "place": {
                "remote": True,
                "anywhere": False,
                "locationType": "remote_countries",
                "location": [{"id": "Peru", "countryCode": "PE"}],
            },
            "commitment": "full-time",
            "compensation": {
                "data": {
                    "code": "range",
                    "currency": "USD",
                    "minAmount": 1000.0,
                    "maxAmount": 2000.0,
                    "periodicity": "monthly",
                },
                "visible": True,
            },
            "skills": [{"name": "Singing"}],
            "externalApplicationUrl": "https://jobs.lever.co/acme/11111111-1111-4111-8111-111111111111",
            "status": "open",
            "created": "2026-10-01T09:00:00.000Z",
            "deadline": "2026-12-31T09:00:00.000Z",
        },
        {
            "id": "abcDEF13",
            "objective": "Usher",
            "organizations": [{"name": "Acme Stage"}],
            "locations": ["Lima, Peru"],
            "remote": False,
            "compensation": {"data": {"code": "to-be-agreed", "currency": "USD", "minAmount": 5.0}, "visible": True},
        },
    ],
    "pagination": {"next": None},
}
TORRE_DETAIL: dict[str, Any] = {"details": [{"code": "responsibilities", "content": "<p>Act.</p>"}]}
ADZUNA: dict[str, Any] = {
    "count": 2,
    "results": [
        {
            "id": "5000000001",
            "title": "Plumber",
            "redirect_url": "https://www.adzuna.co.uk/jobs/details/5000000001?utm_medium=api&utm_source=my_app_id",
            "company": {"display_name": "Acme Pipes"},
            "description": "Mend pipes…",
            "location": {"display_name": "Leeds, West Yorkshire", "area": ["UK", "West Yorkshire", "Leeds"]},
            "category": {"tag": "trade", "label": "Trade Jobs"},
            "created": "2026-10-01T09:00:00Z",
            "salary_min": 30000,
            "salary_max": 35000.5,
            "salary_is_predicted": "0",
            "contract_time": "full_time",
            "contract_type": "permanent",
        },
        {
            "id": "5000000002",
            "title": "Tiler",
            "redirect_url": "https://www.adzuna.co.uk/jobs/details/5000000002",
            "company": {"display_name": "Acme Tiles"},
            "location": {"display_name": "York", "area": ["UK", "York"]},
            "salary_min": 28000,
            "salary_max": 28000,
            "salary_is_predicted": "1",
        },
    ],
}
USAJOBS: dict[str, Any] = {
    "SearchResult": {
        "SearchResultCount": 2,
        "SearchResultCountAll": 2,
        "SearchResultItems": [
            {
                "MatchedObjectId": "840000001",
                "MatchedObjectDescriptor": {
                    "PositionID": "NP-1",
                    "PositionTitle": "Ranger",
                    "PositionURI": "https://www.usajobs.gov:443/job/840000001",
                    "ApplyURI": ["https://www.usajobs.gov:443/job/840000001?PostingChannelID=RESTAPI"],
                    "PositionLocation": [
                        {"LocationName": "Moab, Utah, Utah", "CountryCode": "United States"},
                    ],
                    "OrganizationName": "National Park Service",
                    "DepartmentName": "Department of the Interior",
                    "JobCategory": [{"Name": "Park Ranger", "Code": "0025"}],
                    "JobGrade": [{"Code": "GS"}],
                    "PositionSchedule": [{"Name": "Full-time", "Code": "1"}],
                    "PositionOfferingType": [{"Name": "Permanent", "Code": "15317"}],
                    "QualificationSummary": "One year of walking.",
                    "PositionRemuneration": [
                        {"MinimumRange": "20.5", "MaximumRange": "30.0", "RateIntervalCode": "PH"},
                    ],
                    "PublicationStartDate": "2026-10-01T00:00:00.0000",
                    "ApplicationCloseDate": "2026-10-31T23:59:59.9970",
                    "UserArea": {
                        "Details": {
                            "JobSummary": "Walk & watch.",
                            "MajorDuties": ["Walk.", "Watch."],
                            "LowGrade": "5",
                            "HighGrade": "7",
                            "RemoteIndicator": False,
                        }
                    },
                },
            },
            {
                "MatchedObjectId": "840000002",
                "MatchedObjectDescriptor": {
                    "PositionTitle": "Clerk",
                    "PositionURI": "https://www.usajobs.gov:443/job/840000002",
                    "OrganizationName": "National Park Service",
                    "UserArea": {"Details": {"RemoteIndicator": True}},
                },
            },
        ],
    }
}
HACKERNEWS: dict[str, Any] = {
    "page": 0,
    "nbPages": 1,
    "nbHits": 5,
    "hits": [
        {
            "objectID": "40000001",
            "parent_id": 39999999,
            "story_id": 39999999,
            "created_at": "2026-10-01T15:00:00Z",
            "author": "a",
            "comment_text": "Acme (YC W21) | Baker, Cook &amp; Head of Kitchen | Lyon, France | HYBRID | Full-time | "
            '€40k-€50k | <a href="https:&#x2F;&#x2F;acme.example&#x2F;jobs" rel="nofollow">https:&#x2F;&#x2F;'
            "acme.example</a><p>We bake.",
        },
        {
            "objectID": "40000002",
            "parent_id": 40000001,
            "story_id": 39999999,
            "comment_text": "Is this | Remote | Engineer?",
        },
        {
            "objectID": "40000003",
            "parent_id": 39999999,
            "story_id": 39999999,
            "comment_text": "SEEKING WORK | Baker | Remote",
        },
        {
            "objectID": "40000004",
            "parent_id": 39999999,
            "story_id": 39999999,
            "comment_text": "Acme Labs | Multiple roles | REMOTE (US, Canada)<p>* Lab Manager: "
            '<a href="https:&#x2F;&#x2F;acme.example&#x2F;1">apply</a><p>* Glass Engineer',
        },
        {
            "objectID": "40000005",
            "parent_id": 39999999,
            "story_id": 39999999,
            "comment_text": "Acme Farms | Rust Developer | Cork, Ireland | Onsite",
        },
    ],
}
SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://acme.example/</loc></url>
<url><loc>https://acme.example/careers/mason</loc><lastmod>2026-10-01</lastmod></url>
<url><loc>https://acme.example/en/jobs/1234-night-baker?a=1&amp;b=2</loc><lastmod>2026-10-02T09:00:00+02:00</lastmod></url>
<url><loc>https://acme.example/careers/teams</loc></url>
<url><loc>https://acme.example/blog/a-day</loc></url>
</urlset>
"""

MORE_JSON: dict[str, Any] = {
    "workday": WORKDAY,
    "bamboohr": BAMBOOHR,
    "teamtailor": TEAMTAILOR,
    "breezy": BREEZY,
    "pinpoint": PINPOINT,
    "rippling": RIPPLING,
    "oraclecloud": ORACLECLOUD,
    "remoteok": REMOTEOK,
    "remotive": REMOTIVE,
    "arbeitnow": ARBEITNOW,
    "himalayas": HIMALAYAS,
    "jobicy": JOBICY,
    "themuse": THEMUSE,
    "torre": TORRE,
    "adzuna": ADZUNA,
    "usajobs": USAJOBS,
    "hackernews": HACKERNEWS,
}
MORE_TEXT = {"personio": PERSONIO, "icims": ICIMS, "weworkremotely": WEWORKREMOTELY, "sitemap": SITEMAP}
# Answers to the request for one posting's text; of iCIMS and sitemaps it is a page, see `samples`.
DETAILS: dict[str, Any] = {
    "workday": WORKDAY_DETAIL,
    "bamboohr": BAMBOOHR_DETAIL,
    "rippling": RIPPLING_DETAIL,
    "oraclecloud": ORACLECLOUD_DETAIL,
    "torre": TORRE_DETAIL,
}
