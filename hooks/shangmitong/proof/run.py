"""The proof room: all files of a folder, two at a time."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path, PurePosixPath
from time import monotonic

from ..facts.model import Look
from ..web.publish import FolderError, swapped
from .examine import LIMIT, Job, Result, examine
from .fault import Fault, numbered
from .names import trade_of
from .spec import known, spec_of
from .table import listing, table
from .thin import MOST
from .type_area import find_look, sized
from .web import Web, find_web

WORKERS = 2
_BYTES = 50_000
"""A larger file may take longer: a second for each so many bytes."""


def proof(folder: Path, site: Path) -> int:
    """Check every PDF below `folder`, print what was found, and write contact sheets; 1 when there is a fault.

    `site` is the built site that links are looked up in when `folder` is not part of one. The contact sheets go into
    the folder `proof` beside the site. Raises FolderError when there is nothing to check.
    """
    folder = folder.resolve()
    paths = _files(folder)
    web = find_web(folder) or find_web(site.resolve())
    if web is None:
        print("提醒：没有找到建好的网站（sitemap.xml），网址和二维码没有核对", file=sys.stderr)
    target = site.resolve().parent / "proof"
    with swapped(target) as aside:
        aside.mkdir()
        results = sorted(
            examined(_jobs(folder, paths, web, find_look(site.resolve().parent), aside)), key=lambda result: result.name
        )
    return _report(results, target)


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise FolderError(f"没有“{folder}”这个文件夹。请先运行 python -m shangmitong build，或写对文件夹的名字")
    paths = [path for path in folder.rglob("*") if path.suffix.casefold() == ".pdf" and path.is_file()]
    if not paths:
        raise FolderError(f"“{folder}”里没有 PDF。请先运行 python -m shangmitong build")
    return sorted(paths, key=lambda path: (-path.stat().st_size, path))  # the longest work first


def _jobs(folder: Path, paths: list[Path], web: Web | None, look: Look | None, aside: Path) -> list[Job]:
    base = next((home for home in (folder, *folder.parents) if home.name == "downloads"), folder)
    jobs = []
    for path in paths:
        name, place = path.relative_to(folder).as_posix(), PurePosixPath(path.relative_to(base))
        limit = LIMIT + path.stat().st_size // _BYTES
        jobs.append(Job(path, name, sized(spec_of(place), look), web, aside, trade_of(place, web), limit))
    return jobs


def examined(jobs: list[Job]) -> Iterator[Result]:
    """Examine the files side by side; those at work when a process goes down are tried again alone, then given up.

    Files are taken in order, so that the ones at work are among the first of those that have no result.
    """
    left = {job.name: job for job in jobs}
    while left:
        try:
            yield from _counted(_together(list(left.values()), WORKERS), left, len(jobs))
        except BrokenProcessPool:
            for job in list(left.values())[: 2 * WORKERS]:
                yield from _counted(_alone(job), left, len(jobs))


def _counted(results: Iterator[Result], left: dict[str, Job], total: int) -> Iterator[Result]:
    for result in results:
        del left[result.name]
        print(f"查  {total - len(left)}/{total} {result.name}（{result.pages} 页）", file=sys.stderr, flush=True)
        yield result


def _together(jobs: list[Job], workers: int) -> Iterator[Result]:
    with ProcessPoolExecutor(min(workers, len(jobs)), get_context("spawn")) as pool:
        try:
            for future in as_completed([pool.submit(examine, job) for job in jobs]):
                yield future.result()
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
            raise


def _alone(job: Job) -> Iterator[Result]:
    begun = monotonic()
    try:
        yield from _together([job], 1)
    except BrokenProcessPool:
        late = monotonic() - begun >= job.limit
        what = (
            f"查了 {job.limit} 秒还没有查完，里面可能有绕圈的内容。再查一次"
            if late
            else "查它的程序被系统停了，内存不够，或者文件坏得厉害。关掉别的程序再查"
        )
        yield Result(job.name, faults=[Fault(0, "损坏", f"{what}；还是这样，请重新生成这份 PDF")])


def _report(results: list[Result], target: Path) -> int:
    for line in (*table(results), ""):
        print(line)
    faults = list(listing(results))
    for line in faults:
        print(line)
    pages = sum(result.pages for result in results)
    bad = sum(bool(result.faults) for result in results)
    print(f"查了 {len(results)} 份、{pages} 页，" + (f"{bad} 份有问题，共 {len(faults)} 处要改" if bad else "全部合格"))
    if pages_left := sum(len(result.thin) for result in results):
        where = "；".join(f"{one.name} {numbered(one.thin)}" for one in results if one.thin)
        print(f"提醒：书里有 {pages_left} 页不到四分之一满，后面就换页（最多留 {MOST} 页）：{where}")
    if strange := [result.name for result in results if not known(PurePosixPath(result.name))]:
        print(
            f"提醒：不认识这 {len(strange)} 份的名字，只按一页页的 A4 检查：{'、'.join(strange[:5])}", file=sys.stderr
        )
    print(f"缩略图在 {target}")
    return int(bool(bad))
