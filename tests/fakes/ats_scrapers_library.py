"""A stand-in for ats-scrapers 0.3: its names, its signatures and how its parts work together, with two systems.

The real one is asked in `tests/integration/test_ats_scrapers.py`; this one can be made to fail in each way that matters
to us, whatever the real systems do at present. What our adapter leans on is here as the library has it:
`ScraperRegistry.get`, `BaseScraper(slug, include_descriptions=)`, `make_fetcher` and its overrides, the client that a
fetcher keeps, the statuses it maps, `Job` and its methods.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from types import ModuleType
from typing import Any, ClassVar

import httpx
import pytest
from pydantic import BaseModel, HttpUrl


class ScraperError(Exception):
    pass


class CompanyNotFoundError(ScraperError):
    pass


class Job(BaseModel):
    url: HttpUrl
    title: str
    company: str
    ats_type: str
    ats_id: str | None = None
    location: str | None = None
    description: str | None = None
    raw: dict[str, Any] | None = None


class Fetcher:
    def __init__(
        self,
        *,
        label: str,
        timeout: float = 30.0,
        engine: str = "httpx",
        escalate: bool = False,
        headers: dict[str, str] | None = None,
        proxy: str | None = None,
        follow_redirects: bool = True,
        retries: int | None = None,
    ) -> None:
        self.label, self.engine, self.escalate, self.retries = label, engine, escalate, retries or 3
        self.headers, self.proxy = headers or {}, proxy
        self._client: httpx.AsyncClient | None = None

    async def __aenter__(self) -> Fetcher:
        return self

    async def __aexit__(self, *error: object) -> None:
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    async def request(
        self, method: str, url: str, *, json: Any = None, handled: frozenset[int] = frozenset()
    ) -> httpx.Response:
        if self._client is None:
            self._client = httpx.AsyncClient(headers=self.headers)
        for _ in range(self.retries):
            response = await self._client.request(method, url, json=json)
            if response.status_code < 500:
                break
        if response.status_code in handled or response.is_success:
            return response
        if response.status_code == 404:
            raise CompanyNotFoundError(f"{self.label} not found")
        raise ScraperError(f"{self.label}: {url} returned {response.status_code}")


class BaseScraper:
    fetch_engine: ClassVar[str] = "cloak"  # the adapter has to overrule this
    default_headers: ClassVar[dict[str, str]] = {"User-Agent": "Mozilla/5.0", "X-Own": "kept"}

    def __init__(self, company_slug: str, *, include_descriptions: bool = True) -> None:
        self.company_slug, self.include_descriptions = company_slug, include_descriptions

    def make_fetcher(self, **overrides: Any) -> Fetcher:
        config = {"label": self.company_slug, "engine": self.fetch_engine, "headers": self.default_headers}
        return Fetcher(**{**config, **overrides})

    @staticmethod
    def _run_sync(work: Any) -> Any:
        return asyncio.run(work)

    def get_description(self, job: Job) -> str | None:
        return job.description


class Recruiterbox(BaseScraper):
    """A list with texts, in pages, each item read by a method of its own."""

    base = ""

    async def afetch(self) -> list[Job]:
        found: list[Job | None] = []
        async with self.make_fetcher() as fetch:
            page: str | None = f"{self.base}/{self.company_slug}/1"
            while page:
                answer = (await fetch.request("GET", page)).json()
                found += [self._parse_opening(item) for item in answer["items"]]
                page = f"{self.base}{answer['next']}" if answer.get("next") else None
        return [job for job in found if job is not None]

    def _parse_opening(self, item: dict[str, Any]) -> Job | None:
        if not item["open"]:
            return None
        text = item["text"].strip()
        return Job(
            url=item["url"], title=item["title"], company="Fern", ats_type="x", ats_id=item["id"], description=text
        )


class Jobvite(BaseScraper):
    """A list without texts, which come one by one; some of its requests may fail without a word."""

    base = ""

    async def afetch(self) -> list[Job]:
        async with self.make_fetcher() as fetch:
            items = (await fetch.request("POST", f"{self.base}/list", json={"of": self.company_slug})).json()
            jobs = [self._parse_job(item) for item in items]
            with contextlib.suppress(ScraperError):
                await fetch.request("GET", f"{self.base}/more")
            return [job for job in jobs if job.url]

    def _parse_job(self, item: dict[str, Any]) -> Job:
        return Job(url=item["url"], title=item["title"], company="Fern", ats_type="x", ats_id=item["id"])

    def get_description(self, job: Job) -> str | None:
        async def run() -> str:
            async with self.make_fetcher() as fetch:
                return (await fetch.request("GET", f"{self.base}/text/{job.ats_id}")).text

        text: str = self._run_sync(run())
        return text


class Gem(BaseScraper):
    """One that goes its own way."""

    base = ""

    async def afetch(self) -> list[Job]:
        async with httpx.AsyncClient() as client:
            await client.get(f"{self.base}/direct")
        return []


class ScraperRegistry:
    @classmethod
    def get(cls, name: str) -> type[BaseScraper]:
        return {"recruiterbox": Recruiterbox, "jobvite": Jobvite, "gem": Gem}[name]


def install(monkeypatch: pytest.MonkeyPatch, base: str) -> None:
    """Put the stand-in where the library would be, its boards answering at `base`."""
    package, scrapers, models = (
        ModuleType(name) for name in ("ats_scrapers", "ats_scrapers.scrapers", "ats_scrapers.models")
    )
    vars(scrapers).update(BaseScraper=BaseScraper, ScraperRegistry=ScraperRegistry)
    vars(models).update(Job=Job)
    for module in (package, scrapers, models):
        monkeypatch.setitem(sys.modules, module.__name__, module)
    for scraper in (Recruiterbox, Jobvite, Gem):
        monkeypatch.setattr(scraper, "base", base)
