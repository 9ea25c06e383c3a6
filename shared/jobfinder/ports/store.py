"""Where everything is kept; SQLite and Firestore answer alike."""

from __future__ import annotations

from typing import Protocol

from jobfinder.ports.fetching import FetchStore
from jobfinder.ports.listings import ListingStore
from jobfinder.ports.matches import MatchStore
from jobfinder.ports.queue import QueueStore
from jobfinder.ports.records import ModelStore, ProfileStore, SourceStore, UpkeepStore
from jobfinder.ports.whole import WholeStore


class Store(
    ListingStore,
    QueueStore,
    MatchStore,
    SourceStore,
    FetchStore,
    ProfileStore,
    ModelStore,
    UpkeepStore,
    WholeStore,
    Protocol,
):
    """Everything kept, in one place. Every method raises Retryable when it does not answer; none swallows an error.

    All moments are UTC. Methods that write many do so in as few atomic commits as the store allows.
    """
