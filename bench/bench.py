"""Time and memory of this project beside plain MkDocs and mkdocs-with-pdf, on the same pages, as ratios of one run.

Run with `make bench`. Every number is from this run on this machine; only the ratios mean something elsewhere.
"""

from __future__ import annotations

import filecmp
import os
import re
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import psutil

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("hooks", "paper", "docs", "overrides", "industries", "regions", "laws", "common", "schemas", "mkdocs.yml")


@dataclass(frozen=True)
class Run:
    """One measured command: wall time in s, memory in MB (largest process, and all processes together)."""

    seconds: float
    largest: float
    together: float


def measure(root: Path, *words: str, papers: str = "books") -> Run:
    """Run `python -m WORDS` in `root` and measure it; end the bench when it fails.

    `papers` says what a build prints: "all", "books" (one file for each document) or "none".
    """
    begin = time.perf_counter()
    command = [sys.executable, "-m", *words]
    settings = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PAPERS": papers}
    settings.pop("PYTHONDONTWRITEBYTECODE", None)  # a reader's Python keeps what it has compiled
    with tempfile.TemporaryFile() as log:
        process = psutil.Popen(command, cwd=root, stdout=log, stderr=log, env=settings)
        peaks: dict[int, int] = {}
        together = 0
        while process.poll() is None:
            sizes = resident(process)
            together = max(together, sum(sizes.values()))
            peaks = {pid: max(size, peaks.get(pid, 0)) for pid, size in (peaks | sizes).items()}
            time.sleep(0.02)
        seconds = time.perf_counter() - begin
        if process.returncode:
            log.seek(0)
            sys.exit(f"{' '.join(words)} 失败：\n{log.read().decode(errors='replace')[-2000:]}")
    return Run(seconds, max(peaks.values(), default=0) / 2**20, together / 2**20)


def emptied(root: Path, papers: str) -> Run:
    """Build the project at `root` when nothing of it is in the cache, and measure it."""
    shutil.rmtree(root / ".cache", ignore_errors=True)
    return measure(root, "shangmitong", "build", papers=papers)


def resident(process: psutil.Popen) -> dict[int, int]:
    """Give the resident memory of a process and its children, in bytes by process id."""
    sizes = {}
    for each in (process, *process.children(recursive=True)):
        try:
            sizes[each.pid] = each.memory_info().rss
        except psutil.Error:
            continue
    return sizes


def copy(target: Path) -> Path:
    """Copy the project without what was built."""
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            target.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target / name)
    return target


def pages(folder: Path) -> int:
    """Count the pages of all PDFs below a folder."""
    return sum(len(pikepdf.open(path).pages) for path in folder.rglob("*.pdf"))


def differing(one: Path, other: Path) -> list[str]:
    """Give the files of two folders that are not the same, byte by byte."""
    names = sorted(
        {path.relative_to(root).as_posix() for root in (one, other) for path in root.rglob("*") if path.is_file()}
    )
    _, mismatch, errors = filecmp.cmpfiles(one, other, names, shallow=False)
    return mismatch + errors


def main() -> None:
    """Measure everything and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        project, twin, plain = copy(work / "project"), copy(work / "twin"), work / "plain"
        measure(project, "shangmitong", "check")  # compiles the templates
        checked = min((measure(project, "shangmitong", "check") for _ in range(3)), key=lambda run: run.seconds)
        measure(project, "shangmitong", "export", str(plain))
        tell("普通 MkDocs + Material", base := measure(plain, "mkdocs", "build", "-q"))
        bare_web = emptied(project, "none")
        tell("本项目，空缓存，只做网站", bare_web)
        cold = emptied(project, "books")
        count = pages(project / "site")
        files = len(list((project / "site").rglob("*.pdf")))
        tell(f"本项目，空缓存，网站 + {files} 份 PDF 共 {count} 页", cold)
        print_all = emptied(twin, "all")
        print_pages, print_files = pages(twin / "site"), len(list((twin / "site").rglob("*.pdf")))
        tell(f"本项目，空缓存，网站 + 全部 {print_files} 份印刷文件共 {print_pages} 页", print_all)
        measure(project, "shangmitong", "build", papers="all")
        different = differing(project / "site", twin / "site")
        tell("印刷前检查（proof）", measure(twin, "shangmitong", "proof"))
        config = plain / "mkdocs.yml"
        searching = config.read_text("utf-8")
        config.write_text(
            re.sub(r"^plugins:\n(?:- .*\n|  .*\n)+", "plugins: []\n", searching, flags=re.MULTILINE), "utf-8"
        )
        tell("普通 MkDocs + Material，不要搜索", bare := measure(plain, "mkdocs", "build", "-q"))
        measure(project, "shangmitong", "build")
        before = {path.name for path in (project / ".cache/shangmitong/paper").iterdir()}
        trade = project / "industries/mica-products.yml"
        trade.write_text(trade.read_text("utf-8").replace("headline: ", "headline: 新", 1), "utf-8")
        tell("本项目，改一个值，热缓存", warm := measure(project, "shangmitong", "build"))
        made = {path.name for path in (project / ".cache/shangmitong/paper").iterdir()} - before
        tell("检查三个行业（check）", checked)
        printing = "plugins:\n- with-pdf: {cover_title: 全站, output_path: all.pdf}\n"
        config.write_text(searching.replace("plugins:\n", printing), "utf-8")
        tell("普通 MkDocs + mkdocs-with-pdf（要几分钟）", old := measure(plain, "mkdocs", "build", "-q"))
        old_pages = pages(plain / "site")
        books_time, print_time = cold.seconds - bare_web.seconds, print_all.seconds - bare_web.seconds
        ours, theirs = count / books_time, old_pages / (old.seconds - base.seconds)
        print(f"""
指标                                     测得        目标
整件工作 ÷ 普通 MkDocs                   {cold.seconds / base.seconds:6.2f} 倍   不超过 1.75
整件工作 ÷ 普通 MkDocs，不要搜索         {cold.seconds / bare.seconds:6.2f} 倍   （参考）
改一个值 ÷ 普通 MkDocs                   {warm.seconds / base.seconds:6.2f} 倍   不超过 0.45（重做 {len(made)} 份 PDF）
全部印刷文件 ÷ 每种一本的书             {print_time / books_time:6.2f} 倍   不超过 2.6（{print_pages / print_time:.0f} 页/秒）
每页 PDF 比 mkdocs-with-pdf 快           {ours / theirs:6.1f} 倍   不少于 16（{ours:.0f} 页/秒，对方 {theirs:.1f} 页/秒，{old_pages} 页）
检查 ÷ 普通 MkDocs                       {checked.seconds / base.seconds:6.2f} 倍   不超过 0.11（{checked.seconds:.2f} 秒）
内存，最大的一个进程                     {print_all.largest:6.0f} MB   不超过 350
内存，所有进程相加（共享部分重复计）     {print_all.together:6.0f} MB   不超过 900（只做书 {cold.together:.0f}）
两个文件夹各建一次，字节不同的文件       {len(different):6d} 个   0 个{different[:5] or ""}""")


def tell(name: str, run: Run) -> None:
    """Print one measurement at once."""
    print(f"{run.seconds:7.2f} 秒  {run.largest:5.0f} MB（相加 {run.together:5.0f}）  {name}", flush=True)


if __name__ == "__main__":
    main()
