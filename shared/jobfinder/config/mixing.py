"""Whether file, variables and surroundings all name one environment: invariant 9, before any database is opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jobfinder import surroundings
from jobfinder.config.keys import mixed_keys
from jobfinder.config.variables import target_of, value_of, variables_for
from jobfinder.config.written import Written
from jobfinder.domain.agreement import Claim, Said, contradictions, disagreements
from jobfinder.domain.environments import Environment

# What has to be this environment's own, by the attribute of Environment that it must equal.
OWNED = {
    "environment": "name",
    "profile.firestore.database_name": "database",
    "storage.database_name": "database",
    "owns.container": "container",
    "owns.network": "network",
    "owns.data_directory": "data_directory",
    "owns.log_directory": "log_directory",
    "owns.topics_end_in": "ending",
    "owns.secrets_end_in": "ending",
}


@dataclass(frozen=True, slots=True)
class Saying:
    """All that says something: the file, the variables, and the environment chosen."""

    written: Written
    environ: Mapping[str, str]
    names: Environment
    values: Mapping[str, Any]  # the file's, with the variables put in

    def said(self, key: str) -> Iterator[Said]:
        """Yield what the file says of a key, and what a variable says: what is overridden may not be wrong either."""
        by_file = _at(self.written.values, key)
        if by_file is not None:
            yield Said(key, _plain(key, by_file), self.written.origin(key))
        for variable in variables_for(key, self.environ):
            by_variable = _at(value_of(variable, self.environ), key.removeprefix(target_of(variable)).lstrip("."))
            if by_variable is not None:
                yield Said(key, _plain(key, by_variable), f"variable {variable}")


def _at(values: Any, key: str) -> Any:
    """Return what stands at a dotted key, None where nothing does."""
    for part in key.split(".") if key else ():
        values = values.get(part) if isinstance(values, dict) else None
    return values


def mixed_up(saying: Saying, home: Path) -> Iterator[str]:
    """Yield a sentence with both sides for everything that does not belong to the environment chosen.

    Raises Misconfigured where the credentials cannot be read.
    """
    environ, names = saying.environ, saying.names
    claims = [*_owned(saying), *surroundings.claims_here(home, environ, names)]
    yield from disagreements(claims, names, surroundings.how_chosen(environ, names))
    projects = [*saying.said("storage.project")]
    projects += [of_key] if (of_key := surroundings.project_of_key(environ)) else []
    yield from contradictions(projects)
    yield from surroundings.mixed_account(environ, names)
    yield from surroundings.mixed_emulators(environ, names, projects[0].value if projects else "")
    yield from mixed_keys(home, environ, saying.values, names)


def _owned(saying: Saying) -> Iterator[Claim]:
    for key, attribute in OWNED.items():
        for said in saying.said(key):
            wanted = str(getattr(saying.names, attribute))
            yield Claim(said.setting, said.value, said.origin, attribute.replace("_", " "), wanted)


def _plain(key: str, value: object) -> str:
    text = str(value).strip()
    return text.lower() if key == "environment" else text
