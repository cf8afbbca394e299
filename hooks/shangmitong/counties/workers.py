"""Who does the jobs: threads of this machine, each waiting for a process, or the workers of a Dask cluster."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager

from . import CountiesError

_ADDRESS = re.compile(r"\w+://[^\s/]+:\d+")
_SO = "地址写成 tcp://主机:8786 的样子"
_PATIENCE = 10
"""How long the scheduler may take to answer, in seconds."""


def cores() -> int:
    """Return the number of cores that this program may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # Windows and macOS
        return os.cpu_count() or 1


@contextmanager
def worker_pool(workers: int, scheduler: str | None) -> Iterator[Executor]:
    """Return what takes jobs: `workers` of them at once here, or as many as the cluster at `scheduler` can.

    Raises CountiesError when the cluster cannot be reached.
    """
    if scheduler is None:
        with ThreadPoolExecutor(workers) as pool:
            try:
                yield pool
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    else:
        with _cluster(scheduler) as found:
            yield found


@contextmanager
def _cluster(scheduler: str) -> Iterator[Executor]:
    try:
        from distributed import Client
    except ImportError:
        raise CountiesError(
            "用集群要先装 Dask：运行 pip install -c constraints.txt -e '.[cluster]'，工作机也要装"
        ) from None
    if not _ADDRESS.fullmatch(scheduler):
        raise CountiesError(f"看不懂调度器的地址“{scheduler}”。{_SO}")
    for name in logging.root.manager.loggerDict:
        if name.startswith("distributed"):
            logging.getLogger(name).disabled = True  # its words are not for the user
    try:
        client = Client(scheduler, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise CountiesError(
            f"调度器“{scheduler}”没有回答（{type(error).__name__}）。先在那台机器上运行 dask scheduler；{_SO}"
        ) from None
    with client:
        if not client.nthreads():
            raise CountiesError(f"调度器“{scheduler}”下面还没有工作机。在每台工作机上运行 dask worker {scheduler}")
        yield client.get_executor(pure=False)
