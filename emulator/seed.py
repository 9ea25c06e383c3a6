"""Fills both databases with something to look at: the sample person and the sample boards of `jobfinder demo`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from emulator.running import ROOT, of_environment
from jobfinder import wiring
from jobfinder.domain.environments import ENVIRONMENTS
from jobfinder.domain.source import Source
from jobfinder.profiles import load_profile
from jobfinder.usecases.manage_profile import save_profile
from jobfinder.usecases.scrape import scrape_sources

if TYPE_CHECKING:
    from jobfinder.demo.server import SampleServer
    from jobfinder.ports import Ports

PROFILE = ROOT / "config" / "demo" / "profile.yaml"


def allowing(boards: SampleServer) -> dict[str, str]:
    """Return the settings with which functions may fetch from the sample boards on this machine."""
    return {
        "JOB_FINDER_FETCH__ALLOW_HOSTS": f'["{boards.url.removeprefix("http://")}"]',
        "JOB_FINDER_FETCH__HOST_INTERVAL_SECONDS": "0",
    }


def seed(environ: Mapping[str, str], boards: SampleServer) -> None:
    """Give each database its sentinel, a profile unless it has one, and the sample boards; have them scraped.

    `environ` leads to the emulators; the SDKs read these variables from the process's own environment as well.
    """
    for environment in ENVIRONMENTS.values():
        ports = wiring.bootstrap(ROOT, of_environment(environment, environ))
        try:
            fill(ports, boards)
            scrape_sources(ports, everything=True)
        finally:
            ports.close()


def fill(ports: Ports, boards: SampleServer) -> None:
    """Save the sample person, where there is none yet, and the sample boards as they are served now."""
    if ports.store.profile() is None:
        save_profile(load_profile(PROFILE, ports.clock().date()), ports)
    for sample in boards.sources():
        ports.store.save_source(Source(**sample, added_at=ports.clock()))
