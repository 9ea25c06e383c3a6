"""The guarded fetcher: the one way out to any URL that comes from data."""

from jobfinder.fetch.http import HttpFetcher as HttpFetcher
from jobfinder.fetch.keys import KeyedFetcher as KeyedFetcher
