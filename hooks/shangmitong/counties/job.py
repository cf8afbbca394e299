"""One county: the job that a worker does, here or on another machine, in a fresh process that gives all memory back.

Run as `python -m shangmitong.counties.job JOB`, where JOB is JSON.
"""

from __future__ import annotations

import json
import logging
import os
import platform
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Thread

from ..facts.cache import ROOM
from ..facts.checks.placeholders import DRAFT, published
from ..facts.day import EPOCH
from ..facts.load import ALONE
from ..press import process as child
from ..press.memory_pool import LIMIT
from ..problem import ProblemsError
from ..problem.system_errors import NO_MEMORY, failure
from .inputs import Inputs
from .store import Facts, Store

TOLD, STOPPED = 3, 130
"""Exit codes: the reasons were printed; the user stopped it. Any other but 0 means that the process was cut off."""
TRIES = 2


@dataclass(frozen=True)
class Job:
    """A county to build: plain values that travel to any machine which sees the project's folder at `root`."""

    root: str
    slug: str
    key: str
    site_url: str
    draft: bool
    settings: dict[str, str]
    """The environment variables that count."""
    memory: int
    """What the documents on the press may take together, in MB."""


@dataclass(frozen=True)
class Report:
    """How a job went: the words are for the user, one or more lines of Chinese."""

    slug: str
    good: bool
    words: str
    seconds: float = 0


def make(job: Job) -> Report:
    """Build a county in a process of its own and keep it in the store; one that was cut off is tried once more."""
    if not (Path(job.root) / "mkdocs.yml").is_file():
        return Report(
            job.slug,
            False,
            f"工作机 {platform.node()} 上没有文件夹“{job.root}”。"
            "集群的每台机器都要在同一个路径看到同一个项目文件夹（共享盘）",
        )
    began = time.monotonic()
    for _ in range(TRIES):
        code, words = _child(job)
        if code in (0, TOLD, STOPPED):
            return Report(job.slug, code == 0, words, time.monotonic() - began)
    return Report(job.slug, False, _cut_off(code, words), time.monotonic() - began)


def _cut_off(code: int, words: str) -> str:
    """Say that the process ended with `code` each time; of its last words, those of a traceback are one line."""
    if "Traceback (most recent call last)" in words:
        words = words.rpartition("\n")[2]
    cause = f"信号 {-code}" if code < 0 else f"退出码 {code}"
    return f"建这个县的进程中断了 {TRIES} 次（{cause}），多半是内存不够，或者被人关掉了。\n{words}".strip()


def _child(job: Job) -> tuple[int, str]:
    """Run the job in a fresh process and give its exit code and its words."""
    kept = {name: value for name, value in os.environ.items() if name not in (EPOCH, "SITE_URL")}
    own = {"REGION": job.slug, ALONE: "1", DRAFT: "1" if job.draft else "", LIMIT: str(job.memory)}
    done = child.run(
        __name__,
        json.dumps(asdict(job)),
        env=kept | job.settings | own,
        cwd=job.root,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return done.returncode, done.stdout.decode(errors="replace").strip()


def _build(job: Job) -> None:
    """Build the county into the store; print why when that cannot be, and raise SystemExit."""
    from ..partners.compare import record_base
    from ..web.run import build

    root, store = Path(job.root), Store(Path(job.root))
    _require_same(job)
    with store.making(job.slug, job.key) as (site, facts):
        project = build(root, site, job.site_url)
        region, trades = project.region, tuple(industry.name for industry in project.industries.values())
        checked, gaps = str(project.registry.checked), bool(published(project))
        facts.append(Facts(region.name, region.province, region.city, trades, checked, gaps))
        _require_same(job)
    record_base(root)


def _require_same(job: Job) -> None:
    """Refuse to work on facts or with software other than those that the key stands for."""
    if Inputs(Path(job.root), job.settings).key(job.slug, job.draft) != job.key:
        print(
            "资料刚刚改过，或者这台机器看到的资料、软件版本和发起的电脑不一样。"
            "请再运行一次；用集群的，请让每台机器用同一个项目文件夹和同样的软件版本"
        )
        raise SystemExit(TOLD)


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, so that nothing works on unseen."""
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(STOPPED)


def main() -> int:
    """Do the job that the command line gives; see the exit codes above."""
    job = Job(**json.loads(sys.argv[1]))
    Thread(target=_end_with_parent, daemon=True).start()
    logging.getLogger("mkdocs.hooks.shangmitong").setLevel(logging.WARNING)  # no line for each PDF
    try:
        _build(job)
    except SystemExit:
        return TOLD
    except ProblemsError as found:
        print(found)
    except OSError as error:
        print(failure(error, ROOM))
    except MemoryError:
        print(NO_MEMORY)
    except KeyboardInterrupt:
        return STOPPED
    except Exception as error:
        print(f"没有做成：{type(error).__name__} {' '.join(str(error).split())}")
    else:
        return 0
    return TOLD


if __name__ == "__main__":
    sys.exit(main())
