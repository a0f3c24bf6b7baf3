"""A place where a worker works: whoever leaves it is followed by the next, as a supervisor does."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from stream.engine.exits import Exit
from tests.harness.workers import Worker


@dataclass(slots=True, kw_only=True)
class Post:
    """The worker of one place, and what became of those before it.

    ``recoveries`` are the seconds that each took from its start to being ready; ``codes`` count
    how they left, by exit code (-9 for a kill). A post that is not ``manned`` stays empty.
    """

    stage: str
    start: Callable[[], Worker]
    worker: Worker
    started: float = field(default_factory=monotonic)
    manned: bool = True
    awaited: bool = True
    recoveries: list[float] = field(default_factory=list)
    codes: Counter[int] = field(default_factory=Counter)
    max_rss: int = 0

    def look(self) -> None:
        """Note what there is to note; start the next worker where this one left."""
        self.max_rss = max(self.max_rss, self.worker.peak_memory)
        if self.awaited and self.ready:
            self.awaited = False
            self.recoveries.append(monotonic() - self.started)
        if self.worker.process.poll() is not None and self.manned:
            self.codes[self.worker.process.returncode] += 1
            self.restart()

    def restart(self) -> None:
        """Start the next worker."""
        self.worker = self.start()
        self.started, self.manned, self.awaited = monotonic(), True, True

    def kill(self) -> None:
        """Kill the worker (-9); ``look`` starts the next."""
        self.max_rss = max(self.max_rss, self.worker.peak_memory)
        self.worker.kill()

    def leave(self) -> int:
        """Stop the worker in good order, with no one to follow; give the exit code."""
        self.look()
        self.manned = False
        code = self.worker.terminate()
        self.codes[code] += 1
        return code

    def desert(self) -> None:
        """Kill the worker, with no one to follow."""
        self.manned = False
        self.kill()
        self.codes[self.worker.process.returncode] += 1

    @property
    def ready(self) -> bool:
        """Say whether the present worker has been ready."""
        return bool(self.worker.assignments)

    @property
    def interruptions(self) -> int:
        """Count the workers that left otherwise than in good order."""
        return sum(count for code, count in self.codes.items() if code != Exit.OK)
