"""Sites and boards by their real addresses, which no test could reach: a fetcher that answers from a table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from jobfinder.errors import Gone, JobFinderError
from jobfinder.ports import Request, Response


@dataclass
class WebOfSites:
    """Answers with the body of an address, follows one redirect ("-> address"), raises errors; else 404."""

    pages: Mapping[str, str | bytes | JobFinderError]
    asked: list[str] = field(default_factory=list)

    def fetch(self, request: Request) -> Response:
        self.asked.append(request.url)
        url, answer = request.url, self.pages.get(request.url)
        if isinstance(answer, str) and answer.startswith("-> "):
            url = answer.removeprefix("-> ")
            answer = self.pages.get(url, b"")
        if answer is None:
            raise Gone("There is nothing at this address any more (status 404)", where=request.url)
        if isinstance(answer, JobFinderError):
            raise answer
        return Response(url=url, status=200, body=answer.encode() if isinstance(answer, str) else answer, headers={})

    def close(self) -> None:
        return None


def greenhouse(board: str, *jobs: Mapping[str, object]) -> dict[str, str]:
    """Return a Greenhouse board by its API's address."""
    url = f"https://boards-api.greenhouse.io/v1/boards/{board}/jobs?content=true&pay_transparency=true"
    return {url: json.dumps({"jobs": list(jobs), "meta": {"total": len(jobs)}})}


def lever(site: str, *postings: Mapping[str, object]) -> dict[str, str]:
    """Return a Lever site by its API's address."""
    return {f"https://api.lever.co/v0/postings/{site}?mode=json": json.dumps(list(postings))}


def greenhouse_job(number: int, **more: object) -> dict[str, object]:
    return {
        "id": number,
        "title": f"Gardener {number}",
        "absolute_url": f"https://boards.greenhouse.io/fern/jobs/{number}",
        "location": {"name": "Ghent"},
        "content": "&lt;p&gt;Tend ferns.&lt;/p&gt;",
        **more,
    }


def lever_posting(number: int, site: str = "fern", **more: object) -> dict[str, object]:
    identity = f"11111111-1111-4111-8111-{number:012d}"
    return {"id": identity, "text": "Gardener", "hostedUrl": f"https://jobs.lever.co/{site}/{identity}", **more}
