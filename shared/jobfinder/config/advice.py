"""What is allowed and yet unwise: said by `jobfinder config check`, never a reason not to start."""

from __future__ import annotations

from jobfinder.config.settings import Settings


def advice(settings: Settings) -> list[str]:
    """Return what an operator should think of, a sentence each; none for staging, where alerts are optional."""
    if settings.environment != "production":
        return []
    said = []
    if not settings.alerts.urls and not settings.notify.urls:
        said.append(
            "Nobody is told when production is in trouble. Set JOB_FINDER_ALERTS__URLS, for example to "
            "discord://token@id, and try it: jobfinder notify test."
        )
    if settings.logging.level == "DEBUG":
        said.append("logging.level is DEBUG, which fills production's logs; INFO is enough.")
    if settings.models.provider != "none" and not settings.models.key_fingerprints:
        said.append(
            "A container sees neither staging's key nor its database, so it cannot tell whether they share one. "
            "Put the fingerprints shown here into models.key_fingerprints: then neither environment starts with the "
            "other's key."
        )
    return said
