"""No model at all, which is the default: it says nothing, costs nothing, and the local reading stands as it is."""

from __future__ import annotations

from collections.abc import Mapping

from jobfinder.domain.usage import Tokens
from jobfinder.errors import Permanent
from jobfinder.ports import Answer, Ask, Collected

NOTHING = (
    '{"facts": [], "requirements": [], "strengths": [], "concerns": [], "intake": {"summary": "", "skills": [], '
    '"highlights": [], "projects": [], "keywords": [], "gaps": []}}'
)


class LocalModel:
    """Answers every question with nothing; for `jobfinder evaluate`, which runs any extractor."""

    name = "local"
    can_batch = False

    def extract(self, ask: Ask, *, within_seconds: float) -> Answer:
        """Return an answer that says nothing."""
        return Answer(text=NOTHING, tokens=Tokens())

    def submit(self, asks: Mapping[str, Ask]) -> str:
        """Refuse: there is nothing to wait for."""
        raise Permanent("Without a model there are no batches")

    def collect(self, batch_id: str) -> Collected:
        """Refuse: there is nothing to wait for."""
        raise Permanent("Without a model there are no batches")

    def close(self) -> None:
        """Do nothing: nothing is open."""
