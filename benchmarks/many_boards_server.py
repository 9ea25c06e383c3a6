"""A local server that plays hundreds of Greenhouse boards behind many hosts, each answer 50 ms late, with ETags.

Usage: python -m benchmarks.many_boards_server BOARDS POSTINGS DELAY_SECONDS   (prints its port; ends with its input)

Every address 127.0.0.x is a host of its own. `/seen` tells what each host was asked for since `/seen` was last asked.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections import defaultdict
from hashlib import sha256

from benchmarks.bench_scale import posting


class Boards:
    """The answers, made before the first is asked for, and the requests: moments in seconds and statuses, by host."""

    def __init__(self, boards: int, postings: int, delay_seconds: float) -> None:
        self._delay_seconds = delay_seconds
        self._bodies = {f"board-{number}": _board(number, postings) for number in range(boards)}
        self._seen: dict[str, list[tuple[float, int]]] = defaultdict(list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection's requests."""
        host = writer.get_extra_info("sockname")[0]
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                target, headers = _read(head)
                writer.write(await self._answer(host, target, headers.get("if-none-match", "")))
                await writer.drain()
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            return
        finally:
            writer.close()

    async def _answer(self, host: str, target: str, known: str) -> bytes:
        if target == "/seen":
            seen, self._seen = self._seen, defaultdict(list)
            return _response(200, json.dumps(seen).encode(), "")
        at = asyncio.get_running_loop().time()
        await asyncio.sleep(self._delay_seconds)
        if target == "/robots.txt":
            self._seen[host].append((at, 404))
            return _response(404, b"", "")
        body, etag = self._bodies[target.split("/")[3]]
        self._seen[host].append((at, 304 if known == etag else 200))
        return _response(304, b"", etag) if known == etag else _response(200, body, etag)


def _board(number: int, postings: int) -> tuple[bytes, str]:
    jobs = [_job(number * postings + place) for place in range(postings)]
    body = json.dumps({"jobs": jobs, "meta": {"total": len(jobs)}}).encode()
    return body, f'"{sha256(body).hexdigest()[:16]}"'


def _read(head: bytes) -> tuple[str, dict[str, str]]:
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines if line)
    return first.split(" ")[1], {name.strip().lower(): value.strip() for name, _, value in pairs}


def _response(status: int, body: bytes, etag: str) -> bytes:
    tag = f"ETag: {etag}\r\n" if etag else ""
    length = "" if status == 304 else f"Content-Length: {len(body)}\r\n"
    return f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n{tag}{length}\r\n".encode() + body


def _job(number: int) -> dict[str, object]:
    made = posting(number)
    return {
        "id": number,
        "title": made.title,
        "absolute_url": made.url,
        "company_name": made.company,
        "location": {"name": made.locations[0]},
        "first_published": made.posted_at.isoformat() if made.posted_at else None,
        "content": made.text.replace("<", "&lt;").replace(">", "&gt;"),
    }


async def main(number: int, postings: int, delay_seconds: float) -> None:
    """Serve until standard input ends."""
    boards = Boards(number, postings, delay_seconds)
    server = await asyncio.start_server(boards.serve, "0.0.0.0", 0, backlog=512)  # every 127.0.0.x
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
