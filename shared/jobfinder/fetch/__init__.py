"""The guarded fetcher: the one way out to any URL that comes from data."""

from jobfinder.fetch.http import HttpFetcher as HttpFetcher
from jobfinder.fetch.keys import KeyedFetcher as KeyedFetcher
from jobfinder.fetch.libraries import LibraryFetcher as LibraryFetcher
from jobfinder.fetch.pace import Pace as Pace
from jobfinder.fetch.proxies import proxies_of as proxies_of
from jobfinder.fetch.robots import Robots as Robots
