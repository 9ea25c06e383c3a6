"""What libraries found, as they write it: ats-scrapers' jobs with what it could not read, python-jobspy's rows."""

from typing import Any

ATS_SCRAPERS: dict[str, Any] = {
    "jobs": [
        {
            "global_id": "jobvite:o1",
            "ats_type": "jobvite",
            "ats_id": "o1",
            "title": "Beekeeper",
            "company": "Acme Honey",
            "url": "https://jobs.jobvite.com/acme/job/o1",
            "apply_url": "https://jobs.jobvite.com/acme/job/o1/apply",
            "location": "Ljubljana, Slovenia",
            "country_iso": "SI",
            "is_remote": False,
            "salary_currency": "EUR",
            "salary_period": "YEAR",
            "salary_min": 30000,
            "salary_max": 36000,
            "salary_summary": "30.000 to 36.000 EUR",
            "employment_type": "FULL_TIME",
            "department": "Hives",
            "language": "en",
            "description": "<p>Keep bees.</p>",
            "posted_at": "2026-10-01T09:00:00Z",
            "application_deadline": "2026-12-31T00:00:00Z",
        },
        {
            "ats_id": "o2",
            "title": "Bottler",
            "company": "Acme Honey",
            "url": "https://jobs.jobvite.com/acme/job/o2",
            "is_remote": True,
            "description": None,
        },
    ],
    "broken": [],
}
ATS_SCRAPERS_DETAIL = {"ats_id": "o2", "description": "<p>Fill bottles.</p>"}
JOBSPY: list[dict[str, Any]] = [
    {
        "id": "in-1",
        "site": "indeed",
        "title": "Cooper",
        "company": "Acme Barrels",
        "job_url": "https://www.indeed.com/viewjob?jk=1",
        "job_url_direct": "https://acme.example/jobs/1",
        "location": "Louisville, KY, USA",
        "date_posted": "2026-11-20T00:00:00.000",
        "job_type": "fulltime",
        "job_level": "entry level",
        "job_function": "Production",
        "interval": "hourly",
        "min_amount": 20.0,
        "max_amount": 25.0,
        "currency": "USD",
        "is_remote": False,
        "description": "<p>Make barrels.</p>",
    },
    {
        "id": "in-2",
        "title": "Stave Maker",
        "company": "Acme Barrels",
        "job_url": "https://www.indeed.com/viewjob?jk=2",
        "location": None,
        "is_remote": True,
        "description": None,
    },
]
