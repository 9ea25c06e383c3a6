"""The only place that picks adapters: from the settings to the ports that every use case works with."""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from jobfinder import log, owner
from jobfinder.domain.person import Profile
from jobfinder.errors import JobFinderError, Misconfigured
from jobfinder.ports import Bus, Fetcher, Limits, Models, NoNotifier, Notifier, Ports, Store
from jobfinder.seal import keep_seal, seal_of
from jobfinder.stores.choosing import HOW_TO_SIGN_IN as HOW_TO_SIGN_IN
from jobfinder.stores.choosing import database_path as database_path
from jobfinder.stores.choosing import google_project as google_project
from jobfinder.stores.choosing import mark_of_other, project_of, store_of
from jobfinder.surroundings import named_environment

if TYPE_CHECKING:
    from pydantic import SecretStr

    from jobfinder.config import Settings
    from jobfinder.domain.facts import Facts
    from jobfinder.domain.posting import Posting

PROFILE_IS_FRESH_SECONDS = 30.0
# A look into Firestore costs two reads, and 50,000 a day are free (https://cloud.google.com/firestore/quotas).
WATCH_EVERY_SECONDS = {"sqlite": 0.1, "firestore": 5.0}
_installed: Ports | None = None
_lock = threading.Lock()


def current() -> Ports:
    """Return this process's ports, built from the environment at first use. Raises Misconfigured."""
    global _installed
    with _lock:
        if _installed is None:
            with _nothing_collected():
                _installed = bootstrap(home())
        return _installed


def refuse_to_start_mixed(environ: Mapping[str, str] = os.environ) -> None:
    """Raise Misconfigured where Cloud Run is to run us with settings that are wrong or of two environments.

    A revision that does not start gets no traffic: the one before goes on. Elsewhere the program that serves checks.
    """
    if "K_SERVICE" not in environ:  # https://cloud.google.com/run/docs/container-contract
        return
    from jobfinder.config import load_settings

    try:
        with _nothing_collected():
            load_settings(home(environ), environ)
    except Misconfigured as error:
        log.event(str(error), logging.CRITICAL)
        raise


@contextlib.contextmanager
def _nothing_collected() -> Iterator[None]:
    """Keep the garbage collector away while libraries load, which takes a fifth less: what they make stays for good."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()


def install(ports: Ports | None) -> None:
    """Make `ports` this process's: the one-machine runtime and tests do; None forgets them."""
    global _installed
    with _lock:
        _installed = ports


def home(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder that holds config/ and the data: `JOB_FINDER_HOME`, or where we are."""
    return Path(environ.get("JOB_FINDER_HOME") or ".").resolve()


def bootstrap(
    folder: Path,
    environ: Mapping[str, str] = os.environ,
    *,
    bus: Bus | None = None,
    stopping: Callable[[], bool] = lambda: False,
) -> Ports:
    """Return the ports that the settings in `folder` describe; nothing is opened before it is used but the store."""
    from jobfinder.config import load_settings

    seal = seal_of(folder, environ, named_environment(environ))
    settings = load_settings(folder, environ)
    log.logger.setLevel(settings.logging.level)
    ports = wire(settings, folder, environ, bus=bus, stopping=stopping)
    if settings.storage.backend == "sqlite":
        _keep(seal, ports)
    return ports


def _keep(seal: str, ports: Ports) -> None:
    """Note in the database that the settings are right, for commands that only look."""
    try:
        keep_seal(ports.store, seal)
    except JobFinderError as error:  # then they check it again
        log.event(f"that the settings were checked could not be noted: {error}", logging.DEBUG)


def wire(
    settings: Settings,
    folder: Path,
    environ: Mapping[str, str] = os.environ,
    *,
    bus: Bus | None = None,
    stopping: Callable[[], bool] = lambda: False,
) -> Ports:
    """Return the ports for settings that were checked already."""
    from jobfinder import sources
    from jobfinder.log_retention import forget_old_logs

    store = open_store(settings, folder, environ)
    try:
        models = _models(settings, store, folder, environ)
        fetcher = fetcher_for(settings, store, environ)
    except BaseException:
        store.close_store()
        raise
    return Ports(
        environment=settings.names,
        limits=_limits(settings),
        store=store,
        fetcher=fetcher,
        bus=bus or _bus(settings, environ),
        source_type=sources.source_type,
        recognise=sources.recognise,
        clean_text=_clean_text,
        read=_read,
        profile=_fresh(store.profile),
        clock=utc_now,
        new_token=owner.new_token,
        jitter=random.random,
        stopping=stopping,
        notifier=_notifier(settings.notify.urls, "notify.urls"),
        alerter=_alerter(settings),
        models=models,
        forget_old_logs=partial(
            forget_old_logs, folder / settings.names.log_directory, settings.names.log_retention_days
        ),
    )


def utc_now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def open_store(
    settings: Settings, folder: Path, environ: Mapping[str, str] = os.environ, *, is_checked: bool = True
) -> Store:
    """Return the store of the settings' environment, its sentinel held against it (`is_checked`). Raises Misconfigured.

    A new file is given its sentinel with its first breath: it lies in the environment's own folder, under the
    environment's own name, and nothing can be in it yet. A cloud database is given one by `jobfinder environment init`.
    """
    limits = _limits(settings)
    keep_days = {"succeeded": limits.succeeded_retention_days, "failed": limits.failed_retention_days}
    return store_of(settings, folder, environ, clock=utc_now, keep_days=keep_days, is_checked=is_checked)


def _limits(settings: Settings) -> Limits:
    from jobfinder.config.limits import limits_of

    return limits_of(settings, watch_every_seconds=WATCH_EVERY_SECONDS[settings.storage.backend])


def _notifier(urls: Sequence[SecretStr], key: str) -> Notifier:
    """Return the way to the user's own services, whose library loads when something is sent."""
    if not urls:
        return NoNotifier()
    from jobfinder.notify import AppriseNotifier

    return AppriseNotifier([url.get_secret_value() for url in urls], key)


def _alerter(settings: Settings) -> Notifier:
    """Return the way that alerts go: their own, or else the digest's."""
    if settings.alerts.urls:
        return _notifier(settings.alerts.urls, "alerts.urls")
    return _notifier(settings.notify.urls, "notify.urls")


def _models(settings: Settings, store: Store, folder: Path, environ: Mapping[str, str]) -> Models | None:
    """Return the language models to ask, None where none is wanted or where this function has nothing to ask them."""
    from jobfinder.domain.topology import FUNCTIONS

    here = next((one for one in FUNCTIONS if one.name == environ.get("FUNCTION_TARGET")), None)
    if settings.models.provider == "none" or (here and not here.uses_model):
        return None
    from jobfinder.models.choosing import models_of
    from jobfinder.models.keys import check_keys

    seconds = here.timeout_seconds if here else next(one.timeout_seconds for one in FUNCTIONS if one.on_created)
    models = models_of(settings.models, environ, function_seconds=min(seconds, settings.queue.lease_seconds))
    providers = {each.provider for each in (settings.models, settings.models.fallback) if each}
    check_keys(providers - {"none"}, environ, store, settings.names, lambda: _others_keys(settings, folder, environ))
    return models


def trial_models(name: str, settings: Settings, environ: Mapping[str, str] = os.environ) -> Models:
    """Return the one model of this name ("anthropic:claude-haiku-5-5", "local") to try out. Raises Misconfigured."""
    from jobfinder.models.choosing import trial_of

    return trial_of(name, settings.models, environ)


def _others_keys(settings: Settings, folder: Path, environ: Mapping[str, str]) -> str | None:
    """Return what the other environment's database keeps of its keys, None where it cannot be seen from here."""
    from jobfinder.domain.shared_keys import MARK

    try:
        return mark_of_other(MARK, settings, folder, environ, clock=utc_now)
    except JobFinderError as error:
        log.event(f"{settings.names.other.name}'s keys cannot be compared from here: {error}")
        return None


def _bus(settings: Settings, environ: Mapping[str, str]) -> Bus:
    """Return Pub/Sub for what runs in the cloud, and for what looks at one machine's database nothing."""
    from jobfinder.bus import NoBus, PubSubBus

    return PubSubBus(project_of(settings, environ)) if settings.storage.backend == "firestore" else NoBus()


def fetcher_for(
    settings: Settings, store: Store, environ: Mapping[str, str] = os.environ, *, paces_all: bool = False
) -> Fetcher:
    """Return the way out, polite together with every other process on the store.

    `paces_all` makes it polite to exempt hosts on this machine too, which otherwise need not wait.
    """
    from jobfinder.fetch import HttpFetcher, KeyedFetcher, LibraryFetcher, Pace, Robots, proxies_of

    wanted = settings.fetch
    proxy = wanted.proxy.get_secret_value() if wanted.proxy else None
    fetcher = HttpFetcher(
        user_agent=wanted.user_agent,
        timeout_seconds=wanted.timeout_seconds,
        allow_hosts=wanted.allow_hosts,
        pace=Pace(store.change_pace, interval_seconds=wanted.host_interval_seconds),
        paces_all=paces_all,
        robots=Robots(wanted.user_agent, exempt_hosts=wanted.robots_exempt, now=utc_now) if wanted.robots else None,
        proxies=proxies_of(proxy, environ),
    )
    keyed = KeyedFetcher(fetcher, environ, wanted.allow_hosts)
    return LibraryFetcher(keyed, jobspy_allowed=settings.scrape.jobspy)


def _clean_text(text: str) -> str:
    """Load what cleans texts when there is one: most functions see none."""
    from jobfinder.html_text import clean_text

    return clean_text(text)


def _read(posting: Posting) -> Facts:
    """Load the readers when there is a posting to read."""
    from jobfinder.domain.reading import read_posting

    return read_posting(posting)


def _fresh(read: Callable[[], Profile | None]) -> Callable[[], Profile | None]:
    """Return `read` with its answer kept for a while: every item needs the profile, and it seldom changes."""
    kept: list[tuple[float, Profile | None]] = []

    def profile() -> Profile | None:
        if not kept or time.monotonic() - kept[-1][0] > PROFILE_IS_FRESH_SECONDS:
            kept[:] = [(time.monotonic(), read())]
        return kept[-1][1]

    return profile
