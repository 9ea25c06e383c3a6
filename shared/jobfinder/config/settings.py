"""Everything that can be set, in one typed object."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, field_validator

from jobfinder.config.models import ModelSettings
from jobfinder.config.sections import (
    AiSettings,
    AlertSettings,
    CheckSettings,
    FetchSettings,
    LoggingSettings,
    NotifySettings,
    OwnedSettings,
    ProfileSettings,
    QueueSettings,
    RetentionSettings,
    ScrapeSettings,
    Section,
    StorageSettings,
)
from jobfinder.domain.environments import ENVIRONMENTS, Environment


class Settings(Section):
    """Everything that can be set, typed."""

    environment: Literal["staging", "production"] = Field(
        default="staging", description="Which environment the file is of."
    )
    profile: ProfileSettings
    storage: StorageSettings
    owns: OwnedSettings = OwnedSettings()
    ai: AiSettings
    queue: QueueSettings = QueueSettings()
    scrape: ScrapeSettings = ScrapeSettings()
    fetch: FetchSettings = FetchSettings()
    retention: RetentionSettings = RetentionSettings()
    check: CheckSettings = CheckSettings()
    notify: NotifySettings = NotifySettings()
    alerts: AlertSettings = AlertSettings()
    models: ModelSettings = ModelSettings()
    logging: LoggingSettings = LoggingSettings()

    @field_validator("environment", mode="before")
    @classmethod
    def _lower(cls, value: Any) -> Any:
        return value.strip().lower() if isinstance(value, str) else value

    @property
    def names(self) -> Environment:
        """Return the names and values that belong to this environment, whatever is set."""
        return ENVIRONMENTS[self.environment]
