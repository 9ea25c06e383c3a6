"""How long, how often, how many: the settings as the use cases take them."""

from __future__ import annotations

from jobfinder.config.settings import Settings
from jobfinder.domain.quiet_hours import quiet_span
from jobfinder.ports import Limits


def limits_of(settings: Settings, *, watch_every_seconds: float) -> Limits:
    """Return the limits; a retention that nobody has set is the environment's own."""
    names, retention = settings.names, settings.retention
    said = retention.model_fields_set
    return Limits(
        min_match_score=settings.ai.min_match_score,
        lease_seconds=settings.queue.lease_seconds,
        max_attempts=settings.queue.max_attempts,
        first_wait_seconds=settings.queue.first_wait_seconds,
        scrape_every_hours=settings.scrape.every_hours,
        watch_every_seconds=watch_every_seconds,
        succeeded_retention_days=(
            retention.succeeded_items_days if "succeeded_items_days" in said else names.succeeded_retention_days
        ),
        failed_retention_days=(
            retention.failed_items_days if "failed_items_days" in said else names.failed_retention_days
        ),
        match_retention_days=names.match_retention_days,
        check_batch=settings.check.batch,
        check_after_days=settings.check.after_days,
        digest_min_score=settings.notify.min_score,
        digest_max_matches=settings.notify.max_matches,
        digest_when_empty=settings.notify.when_empty,
        quiet_hours=quiet_span(settings.notify.quiet_hours) if settings.notify.quiet_hours else None,
        alerts_per_hour=settings.alerts.per_hour,
        alert_from_retries=settings.alerts.retries,
    )
