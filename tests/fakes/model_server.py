"""A provider of language models on loopback that speaks both vendors' wire protocols, so that the real SDKs run.

Anthropic: messages with structured outputs, usage with cache fields, Message Batches. OpenAI: chat completions, files,
batches. It refuses what the vendors refuse (a wrong key, an unknown model, a schema that is not strict, sampling
parameters), and does whatever `faults` say first. Tokens are characters / 4.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sk-test-key-of-this-fake-server"
_REASONS = {"max_tokens": "length"}  # Anthropic's words in OpenAI's
MODELS = ("claude-haiku-5-5", "gpt-6-luna", "local-model")
Json = dict[str, Any]
Reader = Callable[[str, str], Any]  # what it answers to (system, user): an object, or text as it is


@dataclass(frozen=True)
class Fault:
    """What happens to one request instead of an answer, or to its answer."""

    status: int = 200
    message: str = "something is wrong"
    kind: str = "api_error"
    code: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    delay_seconds: float = 0.0
    stop: str = ""  # Anthropic's stop_reason, and what it means for OpenAI
    text: str | None = None  # in place of the reader's answer
    usage: Mapping[str, Any] | None = None  # in place of the count of tokens
    hangs_up: bool = False


@dataclass
class Batch:
    id: str
    asks: dict[str, Json]
    has_ended: bool = False
    left_out: set[str] = field(default_factory=set)  # expired before they were got to
    failing: dict[str, str] = field(default_factory=dict)  # name to error type


def answering(**parts: Any) -> Json:
    """Return an answer of the form, empty but for the parts given."""
    intake = {"summary": "", "skills": [], "highlights": [], "projects": [], "keywords": [], "gaps": []}
    intake |= parts.pop("intake", {})
    return {"facts": [], "requirements": [], "strengths": [], "concerns": [], "intake": intake, **parts}


def honest(system: str, user: str) -> Json:
    """Answer from what stands between the marks, as a modest model would: quotes that are there, and few of them."""
    shown = posting_of(user)
    lines = [line.lstrip("-• ").strip() for line in shown.split("\n") if line.strip()]
    body = [line for line in lines if not re.match(r"(Title|Company|Location|Workplace|Employment|Pay): ", line)]
    first = " ".join(body[0].split()[:8]) if body else ""
    requirements = [{"quote": first, "met": "missing", "evidence": ""}] if first else []
    return answering(requirements=requirements, strengths=["The work is close to what you do."])


def posting_of(user: str) -> str:
    """Return what stands between the marks of a question."""
    mark = user.split("\n", 2)[1]
    return user.split(f"\n{mark}\n", 2)[1] if f"\n{mark}\n" in user else ""


class ModelServer:
    """The provider: what it was asked, how it reads, and what goes wrong next."""

    def __init__(self, read: Reader = honest) -> None:
        self.read = read
        self.faults: deque[Fault] = deque()
        self.always: Fault | None = None
        self.delay_seconds = 0.0
        self.knows_schema = True
        self.needs_key = True
        self.cuts_off = False  # every answer, also those in batches
        self.asked: list[Json] = []  # the bodies of all questions, those in batches too
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.answered = 0  # questions that were answered, and charged for
        self.waits_for = 0  # questions that must be there together before the first is answered
        self.at_once = 0
        self.most_at_once = 0
        self.batches: dict[str, Batch] = {}
        self.files: dict[str, str] = {}
        self._cached: set[str] = set()
        self._lock = threading.Lock()
        self._arrived = threading.Condition(self._lock)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    @contextmanager
    def running(self) -> Iterator[ModelServer]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()

    def serve(self) -> None:
        self._server.serve_forever(0.02)

    def end_batches(self) -> None:
        for batch in self.batches.values():
            batch.has_ended = True

    # -- requests

    def respond(
        self, method: str, path: str, headers: dict[str, str], raw: bytes
    ) -> tuple[int, Any, Mapping[str, str]]:
        if path == "/count":
            return 200, {"answered": self.answered, "most_at_once": self.most_at_once}, {}
        with self._lock:
            self.paths.append(path)
            self.headers.append(headers)
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
            fault = self.faults.popleft() if self.faults else self.always
            self._arrived.notify_all()
            self._arrived.wait_for(lambda: self.most_at_once >= self.waits_for, timeout=20)
        try:
            return self._respond(method, path, headers, raw, fault)
        finally:
            with self._lock:
                self.at_once -= 1

    def _respond(
        self, method: str, path: str, headers: dict[str, str], raw: bytes, fault: Fault | None
    ) -> tuple[int, Any, Mapping[str, str]]:
        time.sleep(fault.delay_seconds if fault else self.delay_seconds)
        if fault and fault.hangs_up:
            raise ConnectionAbortedError
        vendor = "anthropic" if "/messages" in path else "openai"
        if fault and fault.status != 200:
            return fault.status, _error(vendor, fault.kind, fault.message, fault.code), fault.headers
        if self.needs_key and KEY not in (headers.get("x-api-key"), headers.get("authorization", "")[7:]):
            said = "invalid x-api-key" if vendor == "anthropic" else "Incorrect API key provided: sk-te***er"
            return 401, _error(vendor, "authentication_error", said, "invalid_api_key"), {}
        for pattern, handle in self._routes():
            found = re.fullmatch(pattern, path)
            if found:
                return handle(method, raw, fault, *found.groups())
        return 404, _error(vendor, "not_found_error", "no such path", None), {}

    def _routes(self) -> list[tuple[str, Callable[..., tuple[int, Any, Mapping[str, str]]]]]:
        return [
            (r"/v1/messages", self._messages),
            (r"/v1/messages/batches", self._new_message_batch),
            (r"/v1/messages/batches/(\w+)", self._message_batch),
            (r"/v1/messages/batches/(\w+)/results", self._message_results),
            (r"/v1/chat/completions", self._completions),
            (r"/v1/files", self._new_file),
            (r"/v1/files/([\w-]+)/content", self._file),
            (r"/v1/batches", self._new_batch),
            (r"/v1/batches/(\w+)", self._batch),
        ]

    # -- Anthropic

    def _messages(self, method: str, raw: bytes, fault: Fault | None) -> tuple[int, Any, Mapping[str, str]]:
        status, body = self._message(json.loads(raw), fault)
        return status, body, {"request-id": f"req_{len(self.asked)}"}

    def _message(self, ask: Json, fault: Fault | None) -> tuple[int, Json]:
        self.asked.append(ask)
        fault = fault or self._cut()
        if ask["model"] not in MODELS:
            return 404, _error("anthropic", "not_found_error", f"model: {ask['model']}", None)
        problem = _sampling(ask) or _not_strict(ask["output_config"]["format"]["schema"])
        if problem or ask["max_tokens"] < 1 or "tools" in ask:
            return 400, _error("anthropic", "invalid_request_error", problem or "bad request", None)
        system = "\n\n".join(block["text"] for block in ask["system"])
        cached = any("cache_control" in block for block in ask["system"])
        text = self._answer(system, ask["messages"][0]["content"], fault)
        written, read = self._cache(system) if cached else (0, 0)
        usage = {
            "input_tokens": _tokens(ask["messages"][0]["content"]) + (0 if cached else _tokens(system)),
            "cache_creation_input_tokens": written,
            "cache_read_input_tokens": read,
            "output_tokens": min(_tokens(text), ask["max_tokens"]),
            "service_tier": "standard",
        }
        content = [{"type": "text", "text": text}] if text else []
        stop = (fault and fault.stop) or "end_turn"
        return 200, {
            "id": f"msg_{len(self.asked)}", "type": "message", "role": "assistant", "model": ask["model"],
            "content": content, "stop_reason": stop, "stop_sequence": None,
            "usage": usage if fault is None or fault.usage is None else fault.usage,
        }  # fmt: skip

    def _new_message_batch(self, method: str, raw: bytes, fault: Fault | None) -> tuple[int, Any, Mapping[str, str]]:
        asks = {row["custom_id"]: row["params"] for row in json.loads(raw)["requests"]}
        assert all(re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", name) for name in asks)
        return 200, self._shown_message_batch(self._begin(asks)), {}

    def _message_batch(
        self, method: str, raw: bytes, fault: Fault | None, name: str
    ) -> tuple[int, Any, Mapping[str, str]]:
        batch = self.batches.get(name)
        if batch is None:
            return 404, _error("anthropic", "not_found_error", "no such batch", None), {}
        return 200, self._shown_message_batch(batch), {}

    def _shown_message_batch(self, batch: Batch) -> Json:
        counts = {"processing": 0, "succeeded": len(batch.asks), "errored": 0, "canceled": 0, "expired": 0}
        return {
            "id": batch.id, "type": "message_batch", "created_at": "2026-11-24T10:00:00Z",
            "expires_at": "2026-11-25T10:00:00Z", "ended_at": None, "archived_at": None, "cancel_initiated_at": None,
            "processing_status": "ended" if batch.has_ended else "in_progress", "request_counts": counts,
            "results_url": f"{self.url}/v1/messages/batches/{batch.id}/results" if batch.has_ended else None,
        }  # fmt: skip

    def _message_results(
        self, method: str, raw: bytes, fault: Fault | None, name: str
    ) -> tuple[int, Any, Mapping[str, str]]:
        batch = self.batches[name]
        rows = []
        for custom_id, ask in reversed(batch.asks.items()):
            result: Json = {"type": "expired"}
            if custom_id in batch.failing:
                error = _error("anthropic", batch.failing[custom_id], "failed in the batch", None)
                result = {"type": "errored", "error": {**error, "request_id": None}}
            elif custom_id not in batch.left_out:
                result = {"type": "succeeded", "message": self._message(ask, None)[1]}
            rows.append(json.dumps({"custom_id": custom_id, "result": result}))
        return 200, "\n".join(rows), {"content-type": "application/x-jsonl"}

    # -- OpenAI

    def _completions(self, method: str, raw: bytes, fault: Fault | None) -> tuple[int, Any, Mapping[str, str]]:
        status, body = self._completion(json.loads(raw), fault)
        return status, body, {"x-request-id": f"req_{len(self.asked)}"}

    def _completion(self, ask: Json, fault: Fault | None) -> tuple[int, Json]:
        self.asked.append(ask)
        fault = fault or self._cut()
        if ask["model"] not in MODELS:
            return 404, _error("openai", "invalid_request_error", "The model does not exist", "model_not_found")
        form = ask.get("response_format", {})
        if form.get("type") == "json_schema":
            problem = (
                _not_strict(form["json_schema"]["schema"]) if self.knows_schema else "json_schema is not supported"
            )
            if problem:
                return 400, _error("openai", "invalid_request_error", problem, None)
        system, user = (message["content"] for message in ask["messages"])
        text = self._answer(system, user, fault)
        _, read = self._cache(system)
        stop = fault.stop if fault else ""
        message = {"role": "assistant", "content": text, "refusal": None}
        if stop == "refusal":
            message = {"role": "assistant", "content": None, "refusal": "I can't help with that."}
        prompt = _tokens(system) + _tokens(user)
        cap = ask.get("max_completion_tokens") or ask["max_tokens"]
        usage = {"prompt_tokens": prompt, "completion_tokens": min(_tokens(text), cap)}
        usage["total_tokens"] = sum(usage.values())
        details = {"prompt_tokens_details": {"cached_tokens": read}}
        return 200, {
            "id": f"chatcmpl-{len(self.asked)}", "object": "chat.completion", "created": 1, "model": ask["model"],
            "choices": [{"index": 0, "message": message, "finish_reason": _REASONS.get(stop, "stop")}],
            "usage": {**usage, **details} if fault is None or fault.usage is None else fault.usage,
        }  # fmt: skip

    def _new_file(self, method: str, raw: bytes, fault: Fault | None) -> tuple[int, Any, Mapping[str, str]]:
        text = raw.decode()
        rows = [line for line in text.splitlines() if line.startswith('{"custom_id"')]
        name = f"file-{len(self.files)}"
        self.files[name] = "\n".join(rows)
        shown = {"id": name, "object": "file", "bytes": len(raw), "created_at": 1, "filename": "questions.jsonl"}
        return 200, {**shown, "purpose": "batch", "status": "processed"}, {}

    def _file(self, method: str, raw: bytes, fault: Fault | None, name: str) -> tuple[int, Any, Mapping[str, str]]:
        return 200, self.files[name], {"content-type": "application/octet-stream"}

    def _new_batch(self, method: str, raw: bytes, fault: Fault | None) -> tuple[int, Any, Mapping[str, str]]:
        wanted = json.loads(raw)
        rows = [json.loads(line) for line in self.files[wanted["input_file_id"]].splitlines()]
        assert all(row["url"] == wanted["endpoint"] == "/v1/chat/completions" for row in rows)
        return 200, self._shown_batch(self._begin({row["custom_id"]: row["body"] for row in rows})), {}

    def _batch(self, method: str, raw: bytes, fault: Fault | None, name: str) -> tuple[int, Any, Mapping[str, str]]:
        batch = self.batches.get(name)
        if batch is None:
            return 404, _error("openai", "invalid_request_error", "no such batch", None), {}
        return 200, self._shown_batch(batch), {}

    def _shown_batch(self, batch: Batch) -> Json:
        shown = {
            "id": batch.id, "object": "batch", "endpoint": "/v1/chat/completions", "completion_window": "24h",
            "created_at": 1, "input_file_id": "file-0", "status": "in_progress",
        }  # fmt: skip
        if batch.has_ended:
            shown["status"] = "expired" if batch.left_out else "completed"
            name = f"out-{batch.id}"
            if name not in self.files:
                self.files[name] = "\n".join(self._result_rows(batch))
            shown["output_file_id"] = name
        return shown

    def _result_rows(self, batch: Batch) -> Iterator[str]:
        for custom_id, ask in reversed(batch.asks.items()):
            if custom_id in batch.failing:
                yield json.dumps(
                    {"custom_id": custom_id, "response": None, "error": {"code": batch.failing[custom_id]}}
                )
            elif custom_id not in batch.left_out:
                status, body = self._completion(ask, None)
                response = {"status_code": status, "request_id": "r", "body": body}
                yield json.dumps({"custom_id": custom_id, "response": response, "error": None})

    # -- both

    def _begin(self, asks: dict[str, Json]) -> Batch:
        batch = Batch(f"batch_{len(self.batches)}", asks)
        self.batches[batch.id] = batch
        return batch

    def _cut(self) -> Fault | None:
        return Fault(stop="max_tokens") if self.cuts_off else None

    def _answer(self, system: str, user: str, fault: Fault | None) -> str:
        with self._lock:
            self.answered += 1
        if fault and fault.text is not None:
            return fault.text
        answer = self.read(system, user)
        text = answer if isinstance(answer, str) else json.dumps(answer)
        return text[: len(text) // 2] if fault and fault.stop == "max_tokens" else text

    def _cache(self, prefix: str) -> tuple[int, int]:
        """Return the tokens written to and read from the cache."""
        with self._lock:
            known = prefix in self._cached
            self._cached.add(prefix)
        return (0, _tokens(prefix)) if known else (_tokens(prefix), 0)


def _tokens(text: str) -> int:
    return -(-len(text) // 4)


def _error(vendor: str, kind: str, message: str, code: str | None) -> Json:
    if vendor == "anthropic":
        details = {"details": {"error_code": code}} if code else {}
        return {"type": "error", "error": {"type": kind, "message": message, **details}, "request_id": "req_0"}
    return {"error": {"type": kind, "message": message, "code": code, "param": None}}


def _sampling(ask: Json) -> str:
    """Return the complaint of API version 2026-10-21 about sampling parameters, which it does not take."""
    return next((f"{name}: not supported" for name in ("temperature", "top_p", "top_k") if name in ask), "")


def _not_strict(schema: Any) -> str:
    """Return what a strict mode complains of: optional keys, other keys, limits."""
    if not isinstance(schema, dict):
        return "not a schema"
    if schema.get("type") == "object":
        if schema.get("additionalProperties") is not False:
            return "additionalProperties must be false"
        if sorted(schema.get("required", ())) != sorted(schema["properties"]):
            return "all properties must be required"
    for limit in ("minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum", "pattern"):
        if limit in schema:
            return f"{limit} is not supported"
    parts = [*schema.get("properties", {}).values(), *([schema["items"]] if "items" in schema else [])]
    return next((problem for part in parts if (problem := _not_strict(part))), "")


def _handler(server: ModelServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 65_536  # head and body in one packet, else TCP waits forty milliseconds between them

        def do_GET(self) -> None:
            self._serve()

        def do_POST(self) -> None:
            self._serve()

        def _serve(self) -> None:
            raw = self.rfile.read(int(self.headers.get("content-length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            try:
                status, body, more = server.respond(self.command, self.path.partition("?")[0], headers, raw)
            except ConnectionAbortedError:
                self.close_connection = True
                return
            data = (body if isinstance(body, str) else json.dumps(body)).encode()
            self.send_response(status)
            for name, value in {"content-type": "application/json", **more}.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            try:
                self.wfile.write(data)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True  # the client's time was up

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            return

    return Handler
