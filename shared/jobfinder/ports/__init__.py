"""What the use cases ask of the outside: a store, a fetcher, sources. Adapters answer; `wiring.py` picks them."""

from jobfinder.ports.boards import Board, Page, SourceType
from jobfinder.ports.bus import Bus
from jobfinder.ports.fetching import Fetcher, FetchStore, Request, Response, Validators
from jobfinder.ports.listings import Added, Arrival, Choose, ListingStore, Stamp
from jobfinder.ports.matches import MatchHead, MatchStore
from jobfinder.ports.models import Answer, AnswerEnd, Ask, Breaker, Choice, Collected, Extractor, Models
from jobfinder.ports.notifying import NoNotifier, Notifier, Target, TextForm
from jobfinder.ports.queue import Failing, Finished, QueueStats, QueueStore
from jobfinder.ports.records import ModelStore, ProfileStore, SourceStore, UpkeepStore
from jobfinder.ports.store import Store
from jobfinder.ports.together import CleanText, Clock, Limits, NewToken, Ports
from jobfinder.ports.whole import Snapshot, WholeStore

__all__ = [
    "Added",
    "Answer",
    "AnswerEnd",
    "Arrival",
    "Ask",
    "Board",
    "Breaker",
    "Bus",
    "Choice",
    "Choose",
    "CleanText",
    "Clock",
    "Collected",
    "Extractor",
    "Failing",
    "FetchStore",
    "Fetcher",
    "Finished",
    "Limits",
    "ListingStore",
    "MatchHead",
    "MatchStore",
    "ModelStore",
    "Models",
    "NewToken",
    "NoNotifier",
    "Notifier",
    "Page",
    "Ports",
    "ProfileStore",
    "QueueStats",
    "QueueStore",
    "Request",
    "Response",
    "Snapshot",
    "SourceStore",
    "SourceType",
    "Stamp",
    "Store",
    "Target",
    "TextForm",
    "UpkeepStore",
    "Validators",
    "WholeStore",
]
