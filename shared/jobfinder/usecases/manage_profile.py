"""Save a profile, and have everything known scored by it."""

from __future__ import annotations

from dataclasses import dataclass

from jobfinder.domain.person import Profile
from jobfinder.ports import Ports
from jobfinder.usecases.rescore import rescore_known


@dataclass(frozen=True, slots=True)
class SavedProfile:
    """What saving a profile led to: whether it differs from the one before, and how many listings it scores again."""

    changed: bool
    to_rescore: int


def save_profile(profile: Profile, ports: Ports) -> SavedProfile:
    """Save a profile; where its version is a new one, enqueue every open listing to be scored again.

    A kill in between loses nothing: saving it again enqueues what is missing, and nothing twice.
    """
    before = ports.store.profile()
    if before is not None and before.version == profile.version:
        return SavedProfile(changed=False, to_rescore=0)
    to_rescore = rescore_known(ports, profile.version)
    ports.store.save_profile(profile)
    return SavedProfile(changed=True, to_rescore=to_rescore)
