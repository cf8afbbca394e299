"""Time and memory of many counties at once, as ratios of one run: `make bench COUNTIES=100`; 0 leaves it out.

The counties are made up: the same offices, notes and courts under other names, so that no two PDFs are the same.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import psutil
from bench import ROOT, copy

JOB = "shangmitong.counties.job"
STEMS, BRANCHES, NUMBERS = (
    "甲乙丙丁戊己庚辛壬癸",
    "子丑寅卯辰巳午未申酉戌亥",
    "一二三四五六七八九十百千万东南西北中上下左右前后",
)
TRADES = 3


@dataclass(frozen=True)
class Run:
    """A measured build: wall time and processor time in s, the largest worker with its children in MB, and its words."""

    seconds: float
    processor: float
    worker: float
    words: str

    @property
    def built(self) -> int:
        """Give how many counties were built."""
        return len(re.findall(r"^\d+/\d+ .*建好了", self.words, re.MULTILINE))


def names(count: int) -> list[str]:
    """Give names that no county has."""
    return ["".join(parts) + "县" for parts in product(NUMBERS, STEMS, BRANCHES)][:count]


def people(project: Path, count: int) -> list[str]:
    """Put `count` made-up counties in the place of the real ones, each the neighbour of the one before; give slugs."""
    pattern = (ROOT / "regions/tongcheng.yml").read_text("utf-8")
    pattern = re.sub(r"^neighbours: .*\n", "", pattern, flags=re.MULTILINE)
    shutil.rmtree(project / "regions")
    (project / "regions").mkdir()
    slugs = [f"county-{number:04}" for number in range(count)]
    for slug, name, before in zip(slugs, names(count), ["", *slugs], strict=False):
        text = pattern.replace("通城县", name).replace("通城", name[:-1])
        neighbours = f"neighbours: [{before}]\n" if before else ""
        (project / "regions" / f"{slug}.yml").write_text(text + neighbours, "utf-8")
    return slugs


def measure(project: Path, slugs: list[str], workers: int, core: bool = False) -> Run:
    """Build counties; with `core` all work is held to one core. Ends the bench when it fails."""
    command = [sys.executable, "-m", "shangmitong", "build", "--regions", ",".join(slugs), "--workers", str(workers)]
    environment = os.environ | {"PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}
    began, before = time.perf_counter(), _processor()
    process = psutil.Popen(
        command, cwd=project, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    if core and hasattr(process, "cpu_affinity"):
        process.cpu_affinity(process.cpu_affinity()[:1])
    largest = [0]
    watch = threading.Thread(target=_watch, args=(process, largest))
    watch.start()
    words = process.communicate()[0]
    watch.join()
    if process.returncode:
        sys.exit(f"建多个县失败：\n{words[-3000:]}")
    return Run(time.perf_counter() - began, _processor() - before, largest[0] / 2**20, words)


def _processor() -> float:
    """Give the processor time of all processes that have ended, in s."""
    times = os.times()
    return times.children_user + times.children_system


def _watch(process: psutil.Popen, largest: list[int]) -> None:
    while process.poll() is None:
        with suppress(psutil.Error):
            for job in process.children():
                if JOB in job.cmdline():
                    largest[0] = max(largest[0], sum(map(held, (job, *job.children(recursive=True)))))
        time.sleep(0.2)


def held(process: psutil.Process) -> int:
    """Give the memory of a process in bytes; what several share counts in parts where the system tells (Linux)."""
    try:
        memory = process.memory_full_info()
    except psutil.Error:
        return 0
    return getattr(memory, "pss", memory.rss)


def forget(project: Path) -> None:
    """Remove what was built and what was kept."""
    for name in ("site", ".cache"):
        shutil.rmtree(project / name, ignore_errors=True)


def size(folder: Path) -> float:
    """Give how much the files of a folder hold, in MB."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20


def tell(name: str, run: Run) -> None:
    """Print one measurement at once."""
    each = max(run.built, 1)
    print(
        f"{run.seconds:7.1f} 秒（每县 {run.seconds / each:5.1f} 秒，处理器 {run.processor / each:5.1f} 秒）  "
        f"每个工作进程最多 {run.worker:4.0f} MB  {name}",
        flush=True,
    )


def main(count: int) -> None:
    """Measure `count` counties and print the table."""
    few = min(10, max(2, count // 2))
    with tempfile.TemporaryDirectory() as folder:
        project = copy(Path(folder) / "project")
        slugs = people(project, max(count, few))
        tell(f"{few} 个县，1 个工作进程，1 个核", one := measure(project, slugs[:few], 1, core=True))
        forget(project)
        tell(f"{few} 个县，2 个工作进程", two := measure(project, slugs[:few], 2))
        output = size(project / "site" / slugs[0])
        forget(project)
        tell(f"{len(slugs)} 个县，2 个工作进程", many := measure(project, slugs, 2))
        with (project / "regions" / f"{slugs[0]}.yml").open("a", encoding="utf-8") as file:
            file.write("footer: [改过的一句话]\n")
        tell("改一个县，再建一次", again := measure(project, slugs, 2))
    ratio = (many.seconds / len(slugs)) / (two.seconds / few)
    print(f"""
指标（{TRADES} 个行业，全部网页和印刷品）           测得        目标
{len(slugs)} 个县的每县时间 ÷ {few} 个县的          {ratio:6.2f} 倍   不超过 1.10
两个工作进程比一个快                     {one.seconds / two.seconds:6.2f} 倍   不少于 1.70（机器要空着，至少两个核）
内存，一个工作进程连同它的 PDF           {max(one.worker, two.worker, many.worker):6.0f} MB   不超过 500（{few} 个县 {two.worker:.0f}，{len(slugs)} 个县 {many.worker:.0f}）
改一个县以后重建                         {again.built:6d} 个县 1（用 {again.seconds:.1f} 秒）
一个县的处理器时间                       {many.processor / many.built:6.1f} 秒
一个县的网站                             {output:6.0f} MB""")


if __name__ == "__main__":
    if number := int((sys.argv[1:] or ["4"])[0]):
        main(number)
