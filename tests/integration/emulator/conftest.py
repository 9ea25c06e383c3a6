"""One cloud on this machine for all tests of this folder, and an employer's site that its functions may read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from emulator import register
from emulator.running import Plan
from pytest_httpserver import HTTPServer

from jobfinder.domain.environments import STAGING
from jobfinder.domain.topology import RETRY_TOPIC
from jobfinder.wiring import utc_now
from tests.integration.emulator.endpoint import Endpoint
from tests.integration.emulators import Cloud, cloud

TEXT = """<p>You build the services of our logistics platform in Python and Go, on PostgreSQL, Apache Kafka and
Kubernetes, with FastAPI and Docker.</p><p>Five years of experience with Python, Go, PostgreSQL, SQL and Docker.
Terraform and Apache Airflow are welcome.</p><p>Hybrid, two days a week in our office in Berlin. Full time.</p>"""


def page(number: int) -> str:
    posting = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": "Senior Backend Engineer",
        "description": TEXT,
        "datePosted": utc_now().date().isoformat(),
        "employmentType": "FULL_TIME",
        "hiringOrganization": {"@type": "Organization", "name": f"Example Freight {number}"},
        "identifier": {"@type": "PropertyValue", "value": f"job-{number}"},
        "jobLocation": {
            "@type": "Place",
            "address": {"@type": "PostalAddress", "addressLocality": "Berlin", "addressCountry": "DE"},
        },
        "baseSalary": {
            "@type": "MonetaryAmount",
            "currency": "EUR",
            "value": {"@type": "QuantitativeValue", "minValue": 95000, "maxValue": 105000, "unitText": "YEAR"},
        },
    }
    return f'<html><script type="application/ld+json">{json.dumps(posting)}</script><body>{TEXT}</body></html>'


@pytest.fixture(scope="session")
def site() -> Iterator[HTTPServer]:
    with HTTPServer() as server:
        server.expect_request("/robots.txt").respond_with_data("", status=404)
        for number in range(1, 10):
            server.expect_request(f"/jobs/{number}").respond_with_data(page(number), content_type="text/html")
        yield server


@pytest.fixture(scope="session")
def everything(site: HTTPServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    allowed = {
        "JOB_FINDER_FETCH__ALLOW_HOSTS": json.dumps([f"{site.host}:{site.port}", f"127.0.0.1:{site.port}"]),
        "JOB_FINDER_FETCH__HOST_INTERVAL_SECONDS": "0",
    }
    with cloud(Plan(log_folder=tmp_path_factory.mktemp("logs"), environ=allowed)) as running:
        yield running


@pytest.fixture(scope="session")
def endpoint() -> Iterator[Endpoint]:
    with Endpoint() as answering:
        yield answering


@pytest.fixture(scope="session")
def rehearsal(everything: Cloud, endpoint: Endpoint) -> str:
    """Return a topic, made like every other, that pushes to the endpoint instead of a function."""
    environment = replace(STAGING, name="rehearsal")
    emulators = everything.emulators
    register.register_topics(emulators.pubsub_host, emulators.project, environment, endpoint.url)
    return environment.topic(RETRY_TOPIC)
