"""The emulators as processes: started in a group of their own, ready when they answer, gone when they are stopped.

`java` is started directly: gcloud's wrapper, when terminated, leaves its Java process behind.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO

from emulator.parts import FIRESTORE_MAIN, Parts
from jobfinder.errors import Misconfigured

READY_WITHIN_SECONDS = 60.0  # on a machine that has much else to do
STOP_WITHIN_SECONDS = 5.0
QUICK_JVM = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx1g")
_FIRST_PORT, _LAST_PORT = 20_000, 32_000  # below those that systems give to outgoing connections
_PORTS_OF_A_PROCESS = 64
_given = itertools.count()


def free_port() -> int:
    """Return a port that is free now, and that no other process of ours is likely to be given before it is used.

    A port that the system picks (bind to 0) may go to the next outgoing connection before the server has it.
    """
    first, many = os.getpid() * _PORTS_OF_A_PROCESS, _LAST_PORT - _FIRST_PORT
    for number in itertools.islice(_given, many):
        port = _FIRST_PORT + (first + number) % many
        if _why_taken(port) is None:
            return port
    raise Misconfigured("There is no free port", where=f"{_FIRST_PORT} to {_LAST_PORT}")


def _why_taken(port: int) -> str | None:
    """Return the system's word on why nobody can listen on a port of loopback, None where one can."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            return str(error.strerror)
    return None


class Server:
    """One server process on loopback; a context manager that starts and stops it."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        port: int,
        *,
        log: Path | None = None,
        env: dict[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:
        self.name, self.port, self.host = name, port, f"127.0.0.1:{port}"
        self._command, self._log_path, self._env, self._folder = command, log, env, folder
        self._process: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] | None = None

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        """Return the number of the running process."""
        if self._process is None:
            raise RuntimeError(f"{self.name} is not running")
        return self._process.pid

    def start(self) -> None:
        """Start the process and return when it answers. Raises Misconfigured where it ends or stays silent."""
        self.launch()
        self.wait_until_it_answers()

    def launch(self) -> None:
        """Start the process without waiting for it. Raises Misconfigured where its port is taken."""
        self._claim_port()
        self._log = self._log_path.open("ab") if self._log_path else None
        output = self._log or subprocess.DEVNULL
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=self._env,
            cwd=self._folder,
            start_new_session=True,  # Ctrl-C in a terminal goes to us alone, and we end them in order
        )

    def wait_until_it_answers(self) -> None:
        """Return when it answers. Raises Misconfigured, having ended it, where it ends or stays silent."""
        until = time.monotonic() + READY_WITHIN_SECONDS
        while not self._answers():
            if self._has_ended() or time.monotonic() > until:
                self.stop()
                where = f"its output is in {self._log_path}" if self._log_path else f"port {self.port}"
                raise Misconfigured(f"The {self.name} did not start", where=where)
            time.sleep(0.02)

    def _has_ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def _claim_port(self) -> None:
        """Raise Misconfigured where somebody else has the port: he, too, would answer."""
        if why := _why_taken(self.port):
            todo = "Stop what listens there, or choose another port."
            raise Misconfigured(f"The {self.name} cannot have port {self.port}: {why}", todo=todo)

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(f"http://{self.host}/", timeout=2).close()
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False
        return True

    def stop(self) -> None:
        """End the process and all it started."""
        if self._process and self._process.poll() is None:
            self._signal(signal.SIGTERM)
            try:
                self._process.wait(STOP_WITHIN_SECONDS)
            except subprocess.TimeoutExpired:
                self._signal(signal.SIGKILL)
                self._process.wait()
        self._close_log()

    def kill(self) -> None:
        """End the process as a crash would."""
        if self._process:
            self._signal(signal.SIGKILL)
            self._process.wait()
        self._close_log()

    def _close_log(self) -> None:
        if self._log:
            self._log.close()

    def _signal(self, number: signal.Signals) -> None:
        if self._process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, number)


@contextlib.contextmanager
def together(servers: Sequence[Server]) -> Iterator[None]:
    """Run several servers inside, started at once. Raises Misconfigured, having ended all, where one does not start."""
    with contextlib.ExitStack() as stack:
        for server in servers:
            stack.callback(server.stop)
            server.launch()
        for server in servers:
            server.wait_until_it_answers()
        yield


def firestore(
    parts: Parts,
    port: int,
    *,
    rules: Path | None = None,
    functions_port: int | None = None,
    import_from: Path | None = None,
    log: Path | None = None,
) -> Server:
    """Return the Firestore emulator; events of registered triggers go to `functions_port`."""
    options = ["--host", "127.0.0.1", "--port", str(port)]
    options += ["--rules", str(rules)] if rules else []
    options += ["--functions_emulator", f"127.0.0.1:{functions_port}"] if functions_port else []
    options += ["--import-data", str(import_from)] if import_from else []
    command = [str(parts.java), *QUICK_JVM, "-cp", str(parts.firestore_jar), FIRESTORE_MAIN, *options]
    return Server("Firestore emulator", command, port, log=log)


def pubsub(parts: Parts, port: int, *, log: Path | None = None) -> Server:
    """Return the Pub/Sub emulator."""
    command = [str(parts.java), *QUICK_JVM, "-jar", str(parts.pubsub_jar), "--host=127.0.0.1", f"--port={port}"]
    return Server("Pub/Sub emulator", command, port, log=log)
