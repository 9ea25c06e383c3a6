"""The names of the collections that every store keeps, in one place; the tables of SQLite mirror them."""

from __future__ import annotations

QUEUE = "job-queue"
LISTINGS = "job-listings"
MATCHES = "job-matches"
SOURCES = "job-sources"
PROFILES = "profiles"
META = "meta"
EXTRACTIONS = "job-extractions"
USAGE = "usage"
HOST_PACE = "host-pace"
KNOWN_BOARDS = "known-boards"

SENTINEL = "environment"  # the document of META that says which environment a database belongs to
ONLY_PROFILE = "owner"
