"""Whether everything that says which environment this is says the same; a disagreement names both sides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jobfinder.domain.environments import Environment


@dataclass(frozen=True, slots=True)
class Claim:
    """What something says: `setting` is `value` by `origin`, and the environment's own `kind` of name is `wanted`."""

    setting: str
    value: str
    origin: str  # a file and line, or a variable
    kind: str  # "database", "container"
    wanted: str


@dataclass(frozen=True, slots=True)
class Said:
    """A value that no environment fixes, but that must be the same wherever it is said, such as the project."""

    setting: str
    value: str
    origin: str


def disagreements(claims: Iterable[Claim], names: Environment, chosen: str) -> Iterator[str]:
    """Yield a sentence for each claim that is not this environment's; `chosen` says how the environment was chosen."""
    for claim in claims:
        if claim.value != claim.wanted:
            yield (
                f"{claim.setting} is {claim.value!r} ({claim.origin}), "
                f"but {chosen}, and {names.name}'s {claim.kind} is {claim.wanted!r}"
            )


def contradictions(said: Iterable[Said]) -> Iterator[str]:
    """Yield a sentence for each value that differs from the first one said."""
    values = [*said]
    for other in values[1:]:
        first = values[0]
        if other.value != first.value:
            yield (
                f"{other.setting} is {other.value!r} ({other.origin}), "
                f"but {first.setting} is {first.value!r} ({first.origin})"
            )
