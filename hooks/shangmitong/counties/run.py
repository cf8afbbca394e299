"""`build --regions`: every county into its own folder, a portal before them, the whole swapped in at once."""

from __future__ import annotations

import sys
import time
from concurrent.futures import CancelledError, Future, as_completed
from dataclasses import dataclass, field
from pathlib import Path

from ..facts.county import read_region
from ..facts.tree import counties
from ..press.jobs import MEMORY
from ..problem import unknown
from ..web.publish import swapped
from . import CountiesError
from .index_page import Stop, portal
from .inputs import Inputs
from .job import Job, Report, make
from .store import Entry, Facts, Store
from .workers import cores, worker_pool

ALL = "all"
OWN = 100
"""What a worker takes beside the documents on the press, in MB."""


@dataclass
class Progress:
    """Tells of each county as it is done, how far the whole is, and how long the rest will take."""

    names: dict[str, str]
    ready: int
    """How many counties were there before the run."""
    began: float = field(default_factory=time.monotonic)
    done: int = 0
    reminded: set[str] = field(default_factory=set)
    failed: dict[str, str] = field(default_factory=dict)
    """The words of each failure, by the county that had it first."""

    def tell(self, report: Report) -> None:
        """Print a line for a county; reminders and failures that another county had before are not repeated."""
        self.done += 1
        whole, count = len(self.names), self.ready + self.done
        left = (time.monotonic() - self.began) / self.done * (whole - count)
        rest = f"，大约还要 {_span(left)}" if count < whole else ""
        lines = report.words.split("\n") if report.words else []
        for line in (line for line in lines if line.startswith("提醒：") and line not in self.reminded):
            self.reminded.add(line)
            print(line, file=sys.stderr)
        state = f"建好了（{_span(report.seconds)}）" if report.good else "没有建成"
        print(f"{count}/{whole} {self.names[report.slug]}（{report.slug}）{state}{rest}", flush=True)
        if not report.good:
            self._explain(report.slug, "\n".join(line for line in lines if not line.startswith("提醒：")))

    def _explain(self, slug: str, words: str) -> None:
        first = next((other for other, said in self.failed.items() if said == words), None)
        self.failed[slug] = words
        text = f"和{self.names[first]}的问题相同" if first else words
        print("\n".join(f"    {line}" for line in text.split("\n")), flush=True)


def build_all(root: Path, wanted: str, workers: int | None, scheduler: str | None, draft: bool) -> int:
    """Build the counties that `wanted` names (`all`, or slugs with commas) and swap them in; give the exit code.

    Raises CountiesError when a county is not there, when the cluster cannot be reached, and when nothing was built.
    """
    slugs, inputs, store = chosen(root, wanted), Inputs(root), Store(root)
    keys = {slug: inputs.key(slug, draft) for slug in slugs}
    names = {slug: str(inputs.facts(f"regions/{slug}.yml").get("name") or slug) for slug in slugs}
    if (address := str(inputs.config.get("site_url"))).endswith(".example/"):
        print(f"提醒：还没有设网站地址（环境变量 SITE_URL），PDF 里指向网站的链接暂用 {address}", file=sys.stderr)
    with swapped(root / "site") as aside:
        new = {slug: entry for slug in slugs if (entry := store.get(slug, keys[slug]))}
        missing = {slug: keys[slug] for slug in slugs if slug not in new}
        print(f"共 {len(slugs)} 个县，{len(new)} 个没有变，要建 {len(missing)} 个", flush=True)
        if missing:
            _work(inputs, missing, names, workers, scheduler, draft)
        new |= {slug: entry for slug, key in missing.items() if (entry := store.get(slug, key))}
        old = {slug: entry for slug in slugs if slug not in new and (entry := store.last(slug, draft))}
        if not new and not old:
            raise CountiesError("一个县也没有建成。原来的 site/ 没有动。")
        stops = _lay(root, aside, slugs, new, old, names)
        page = portal(root, str(inputs.config.get("site_name", "")), stops)
        (aside / "index.html").write_text(page, "utf-8", newline="\n")
    store.prune([entry.folder for entry in (new | old).values()], slugs, counties(root))
    print(f"建好了 {len(new)} 个县：打开 {root / 'site' / 'index.html'} 就能看")
    for slug in slugs:
        if slug not in new:
            kept = "网站上还是它上一次的样子" if slug in old else "网站上没有它"
            print(f"没有建成：{names[slug]}（{slug}），{kept}", file=sys.stderr)
    return 0 if len(new) == len(slugs) else 1


def chosen(root: Path, wanted: str) -> list[str]:
    """Return the slugs that `wanted` names, each once. Raises CountiesError for one that is not there."""
    there = counties(root)
    words = there if wanted == ALL else sorted({word.strip() for word in wanted.split(",")} - {""})
    wrong = [unknown("县", word, there) for word in words if word not in there]
    if wrong or not words:
        raise CountiesError("\n".join(wrong) or f"“{wanted}”里一个县也没有")
    return words


def _work(
    inputs: Inputs,
    keys: dict[str, str],
    names: dict[str, str],
    workers: int | None,
    scheduler: str | None,
    draft: bool,
) -> None:
    """Have the counties of `keys` built, and tell of each."""
    progress = Progress(names, len(names) - len(keys))
    memory = MEMORY - OWN if len(keys) == 1 else 0  # of many counties each sets one document after the other
    with worker_pool(min(workers or cores(), len(keys)), scheduler) as pool:
        jobs = (
            Job(str(inputs.root), slug, key, inputs.site_url(slug), draft, inputs.settings, memory)
            for slug, key in keys.items()
        )
        futures = {pool.submit(make, job): job.slug for job in jobs}
        for future in as_completed(futures):
            progress.tell(_report(future, futures[future]))


def _report(future: Future[Report], slug: str) -> Report:
    """Return what a worker said; a worker that is gone says nothing, so its end is told in its place."""
    try:
        return future.result()
    except CancelledError:
        return Report(slug, False, "和集群断开了，没有做完。再运行一次，从没有做完的县接着做")
    except ModuleNotFoundError as error:
        return Report(slug, False, f"工作机上没有装 {error.name}。每台工作机都要装商秘通和它的依赖")
    except Exception as error:
        return Report(slug, False, f"工作机没有做完：{type(error).__name__} {' '.join(str(error).split())}")


def _lay(
    root: Path, aside: Path, slugs: list[str], new: dict[str, Entry], old: dict[str, Entry], names: dict[str, str]
) -> list[Stop]:
    """Put the sites into the folder `aside`, and give what the portal lists."""
    aside.mkdir()
    stops = []
    for slug in slugs:
        entry, state = (new.get(slug), "new") if slug in new else (old.get(slug), "old" if slug in old else "none")
        if entry:
            entry.lay(aside / slug)
        seen = None if entry else read_region(root, slug)
        facts = entry.facts if entry else Facts(names[slug], *((seen.province, seen.city) if seen else ()))
        stops.append(Stop(slug, facts, state))
    return stops


def _span(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{seconds:.0f} 秒" if seconds < 90 else f"{minutes} 分钟" if minutes < 90 else f"{minutes / 60:.1f} 小时"
