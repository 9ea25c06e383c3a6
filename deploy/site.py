"""One environment in one project: every name that is made of both."""

from __future__ import annotations

from dataclasses import dataclass

from jobfinder.domain.environments import Environment
from jobfinder.domain.topology import Function


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where an environment is deployed. `number` is the project's number, `region` a region such as europe-west1.

    `database_location` is where the Firestore database lies: a region, or eur3 or nam5.
    """

    environment: Environment
    project: str
    number: str
    region: str
    database_location: str

    def named(self, name: str) -> str:
        """Return this environment's name of a thing; production's is bare, as its topics are."""
        return self.environment.topic(name)

    def email(self, account: str) -> str:
        """Return the address of this environment's service account."""
        return f"{self.named(account)}@{self.project}.iam.gserviceaccount.com"

    def member(self, account: str) -> str:
        """Return a service account as IAM writes it; "agent:NAME" is one of Google's own."""
        kind, _, service = account.partition(":")
        if kind == "agent":
            return f"serviceAccount:service-{self.number}@gcp-sa-{service}.iam.gserviceaccount.com"
        return f"serviceAccount:{self.email(account)}"

    def function(self, function: Function) -> str:
        """Return a function's name in the cloud, which is its Cloud Run service's too."""
        return self.named(function.cloud_name)

    def dead_letters(self, function: Function) -> str:
        """Return the topic that takes what a function could not, however often it was delivered."""
        return f"{self.named(function.dead_letters)}-dead"

    @property
    def database(self) -> str:
        """Return the database's full name."""
        return f"projects/{self.project}/databases/{self.environment.database}"
