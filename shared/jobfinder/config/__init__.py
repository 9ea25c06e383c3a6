"""The settings: one YAML file per environment, overridden by environment variables, checked before anything starts."""

from jobfinder.config.loading import load_settings, read_settings
from jobfinder.config.models import ModelSettings, PriceSettings, ProviderSettings
from jobfinder.config.sections import (
    AiSettings,
    AlertSettings,
    CheckSettings,
    FetchSettings,
    LoggingSettings,
    NotifySettings,
    OwnedSettings,
    ProfileDatabase,
    ProfileSettings,
    QueueSettings,
    RetentionSettings,
    ScrapeSettings,
    Section,
    StorageSettings,
)
from jobfinder.config.settings import Settings
from jobfinder.config.variables import PREFIX, VARIABLES

__all__ = [
    "PREFIX",
    "VARIABLES",
    "AiSettings",
    "AlertSettings",
    "CheckSettings",
    "FetchSettings",
    "LoggingSettings",
    "ModelSettings",
    "NotifySettings",
    "OwnedSettings",
    "PriceSettings",
    "ProfileDatabase",
    "ProfileSettings",
    "ProviderSettings",
    "QueueSettings",
    "RetentionSettings",
    "ScrapeSettings",
    "Section",
    "Settings",
    "StorageSettings",
    "load_settings",
    "read_settings",
]
