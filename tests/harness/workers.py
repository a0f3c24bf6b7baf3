"""Worker processes as an operator runs them: started by command, watched by log and port."""

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.harness.waiting import SECONDS, eventually

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """One process; its log goes to a file, a JSON object a line. Always ended by its own pid."""

    process: "subprocess.Popen[bytes]"
    log: Path
    metrics_port: int

    def events(self) -> list[dict[str, Any]]:
        """Give the log events so far; a line that is not JSON counts as a message."""
        return [_event(line) for line in self.log.read_text().splitlines()]

    def logged(self, message: str, *, within: float = SECONDS, **fields: Any) -> dict[str, Any]:
        """Wait for a log event that has these words and fields, and give it."""

        def look() -> dict[str, Any] | None:
            told = (each for each in self.events() if message in each["message"])
            return next(
                (
                    each
                    for each in told
                    if all(each.get(name) == field for name, field in fields.items())
                ),
                None,
            )

        event: dict[str, Any] = self.until(look, f"{message!r} {fields} in the log", within=within)
        return event

    def ready(self, *, within: float = SECONDS) -> None:
        """Wait until the worker holds its partitions, has its state and reads."""
        self.until(lambda: self.assignments, "ready", within=within)

    def until(self, look: Callable[[], Any], awaited: str, *, within: float = SECONDS) -> Any:
        """Wait for something, as long as the process lives. Fails with its log."""

        def alive() -> Any:
            found = look()
            if not found and self.process.poll() is not None:
                raise AssertionError(f"left with {self.process.returncode}: {awaited}")
            return found

        try:
            return eventually(alive, awaited, within=within)
        except AssertionError as error:
            error.add_note(self.log.read_text()[-4_000:])
            raise

    def get(self, path: str) -> tuple[int, str]:
        """Ask the metrics port; give status and body."""
        url = f"http://127.0.0.1:{self.metrics_port}{path}"
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except urllib.error.URLError:
            return 0, ""

    def figure(self, series: str) -> float:
        """Give a series of its metrics, summed over its labels; 0 where it has none."""
        lines = (line.split() for line in self.get("/metrics")[1].splitlines())
        return sum(float(line[-1]) for line in lines if line[0].partition("{")[0] == series)

    @property
    def assignments(self) -> list[list[int]]:
        """Give the partitions that it had each time it was ready."""
        return [event["partitions"] for event in self.events() if event["message"] == "ready"]

    @property
    def held(self) -> list[int]:
        """Give the partitions that it had when it was last ready."""
        return (self.assignments or [[]])[-1]

    @property
    def peak_memory(self) -> int:
        """Give the most memory that it took so far, in bytes; 0 once it is gone."""
        try:
            lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        except OSError:
            return 0
        peak = next((line for line in lines if line.startswith("VmHWM:")), "VmHWM: 0 kB")
        return int(peak.split()[1]) << 10

    def terminate(self) -> int:
        """Ask it to stop, as a supervisor does; give the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.wait()

    def kill(self) -> None:
        """End it as a crash would (kill -9)."""
        self.process.kill()
        self.process.wait()

    def wait(self, *, within: float = SECONDS) -> int:
        """Wait until it leaves by itself; give the exit code. Fails with its log."""
        try:
            return self.process.wait(within)
        except subprocess.TimeoutExpired:
            error = AssertionError(f"still running after {within:g} s")
            error.add_note(self.log.read_text()[-4_000:])
            raise error from None


def start(
    command: Sequence[str], environment: Mapping[str, str], log: Path, metrics_port: int = 0
) -> Worker:
    """Start a process of ours; only ``environment`` and what Python needs are handed on."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, *command],
            env={**inherited, **environment, "PYTHONPATH": str(ROOT)},
            stdout=output,
            stderr=output,
            cwd=ROOT,
            start_new_session=True,
        )
    return Worker(process=process, log=log, metrics_port=metrics_port)


def _event(line: str) -> dict[str, Any]:
    try:
        event = json.loads(line)
    except ValueError:
        return {"message": line}
    return event if isinstance(event, dict) and "message" in event else {"message": line}
