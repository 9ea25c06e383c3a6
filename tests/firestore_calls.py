"""Counts what really goes over the wire to Firestore: each call by its name, and the writes of successful commits."""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import grpc

from jobfinder.stores.firestore import FirestoreStore


class Calls(grpc.UnaryUnaryClientInterceptor, grpc.UnaryStreamClientInterceptor):  # type: ignore[misc]
    """An interceptor of gRPC calls."""

    def __init__(self) -> None:
        self.by_name: Counter[str] = Counter()
        self.writes = 0
        self._lock = threading.Lock()

    @property
    def number(self) -> int:
        return sum(self.by_name.values())

    def forget(self) -> None:
        self.by_name.clear()
        self.writes = 0

    def intercept_unary_unary(self, continuation: Callable[..., Any], details: Any, request: Any) -> Any:
        call = continuation(details, request)
        self._count(details)
        if details.method.endswith("/Commit") and call.exception() is None:
            with self._lock:
                self.writes += len(request.writes)
        return call

    def intercept_unary_stream(self, continuation: Callable[..., Any], details: Any, request: Any) -> Any:
        self._count(details)
        return continuation(details, request)

    def _count(self, details: Any) -> None:
        with self._lock:
            self.by_name[details.method.rpartition("/")[2]] += 1


def count_calls(store: FirestoreStore) -> Calls:
    """Begin to count a store's calls; to be called before it has made any."""
    calls, client = Calls(), store._database.client  # the SDK makes its channel with the first call
    make = client._emulator_channel
    client._emulator_channel = lambda transport: grpc.intercept_channel(make(transport), calls)  # type: ignore[no-untyped-call,method-assign]
    return calls


@contextmanager
def emulator_at(host: str) -> Iterator[None]:
    """Lead clients that are made within to the emulator at `host`."""
    before = os.environ.get("FIRESTORE_EMULATOR_HOST")
    os.environ["FIRESTORE_EMULATOR_HOST"] = host
    try:
        yield
    finally:
        if before is None:
            del os.environ["FIRESTORE_EMULATOR_HOST"]
        else:
            os.environ["FIRESTORE_EMULATOR_HOST"] = before
