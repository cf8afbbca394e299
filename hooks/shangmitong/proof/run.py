"""The proof room: all files of a folder, two at a time."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path, PurePosixPath
from time import monotonic

from ..web.publish import FolderError, swapped
from .county import County, county_of
from .examine import LIMIT, Job, Result, examine
from .fault import Fault, numbered
from .names import trade_of
from .spec import known, spec_of
from .table import listing, table
from .thin import MOST
from .web import find_web

WORKERS = 2
_BYTES = 50_000
"""A larger file may take longer: a second for each so many bytes."""


def proof(folder: Path | None, site: Path) -> int:
    """Check every PDF below `folder`, print what was found, and write contact sheets; 1 when there is a fault.

    Without a `folder`, the files of the built `site` are checked, of every county that is in it. Links are looked up in
    the site, where `folder` is not part of one. The contact sheets go into the folder `proof` beside the site. Raises
    FolderError when there is nothing to check.
    """
    site = site.resolve()
    folder = (folder or _place(site)).resolve()
    paths, target = _files(folder), site.parent / "proof"
    with swapped(target) as aside:
        aside.mkdir()
        desk = Desk(folder, site, aside)
        jobs = [desk.job(path) for path in paths]
        if not any(job.web for job in jobs):
            print("提醒：没有找到建好的网站（sitemap.xml），网址和二维码没有核对", file=sys.stderr)
        results = sorted(examined(jobs), key=lambda result: result.name)
    return _report(results, target)


@dataclass(frozen=True)
class Desk:
    """Where files are examined: their folder, the built site of the project, and the folder of the contact sheets."""

    folder: Path
    site: Path
    thumbnails: Path
    counties: dict[Path | None, County] = field(default_factory=dict)
    """The county of each site that a file lies in: several are built into folders of one site."""

    def job(self, path: Path) -> Job:
        """Return the job of examining the file at `path` as its own county wants it."""
        web = find_web(path.parent) or find_web(self.site)
        home = web.folder if web else None
        if home not in self.counties:
            self.counties[home] = county_of(self.site.parent, home)
        base = next((above for above in path.parents if above.name == "downloads"), self.folder)
        place = PurePosixPath(path.relative_to(base))
        spec = self.counties[home].asks(spec_of(place))
        limit = LIMIT + path.stat().st_size // _BYTES
        name = path.relative_to(self.folder).as_posix()
        return Job(path, name, spec, web, self.thumbnails, trade_of(place, web), limit)


def _place(site: Path) -> Path:
    """Return where the PDFs of a site are: each county has its own folder where there are several."""
    return site if any(site.glob("*/downloads")) else site / "downloads"


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise FolderError(f"没有“{folder}”这个文件夹。请先运行 python -m shangmitong build，或写对文件夹的名字")
    paths = [path for path in folder.rglob("*") if path.suffix.casefold() == ".pdf" and path.is_file()]
    if not paths:
        raise FolderError(f"“{folder}”里没有 PDF。请先运行 python -m shangmitong build")
    return sorted(paths, key=lambda path: (-path.stat().st_size, path))  # the longest work first


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
    _remind(results)
    print(f"缩略图在 {target}")
    return int(bool(bad))


def _remind(results: list[Result]) -> None:
    """Tell what is no fault, but worth a look."""
    if pages_left := sum(len(result.thin) for result in results):
        where = "；".join(f"{one.name} {numbered(one.thin)}" for one in results if one.thin)
        print(f"提醒：书里有 {pages_left} 页不到四分之一满，后面就换页（最多留 {MOST} 页）：{where}")
    if strange := [result.name for result in results if not known(PurePosixPath(result.name))]:
        print(
            f"提醒：不认识这 {len(strange)} 份的名字，只按一页页的 A4 检查：{'、'.join(strange[:5])}", file=sys.stderr
        )
