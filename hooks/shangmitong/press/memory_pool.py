"""Jobs in threads, several at once as long as their memory together stays within a limit, the largest first."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread

LIMIT = "SHANGMITONG_MEMORY"
"""The environment variable that says otherwise what a press may take."""


@dataclass
class MemoryPool:
    """Starts each job as soon as it fits beside those that run; memory is in MB, as the caller reckons it."""

    limit: int
    used: int = 0
    waiting: list[tuple[int, Callable[[], Path], Future[Path]]] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def submit(self, memory: int, job: Callable[[], Path]) -> Future[Path]:
        """Take a job that needs `memory` MB and give the future of its result."""
        future: Future[Path] = Future()
        with self.lock:
            self.waiting.append((memory, job, future))
        self._start()
        return future

    def drop(self) -> None:
        """Forget the jobs that have not begun."""
        with self.lock:
            self.waiting.clear()

    def _start(self) -> None:
        with self.lock:
            for item in sorted(self.waiting, key=lambda waiting: -waiting[0]):  # so that none is left over alone
                if self.used == 0 or self.used + item[0] <= self.limit:
                    self.used += item[0]
                    self.waiting.remove(item)
                    try:
                        Thread(target=self._run, args=item, daemon=True).start()
                    except RuntimeError:  # the system gives no more threads
                        item[2].set_exception(OSError(errno.EAGAIN, os.strerror(errno.EAGAIN)))

    def _run(self, memory: int, job: Callable[[], Path], future: Future[Path]) -> None:
        try:
            future.set_result(job())
        except Exception as error:
            future.set_exception(error)
        finally:
            with self.lock:
                self.used -= memory
            self._start()
