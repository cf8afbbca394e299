"""The command line: `python -m shangmitong check`, `build`, `serve`, `new`, `diff`, `export`, `pack`, `update` and more."""

from __future__ import annotations

import gc
import io
import os
import re
import sys
from argparse import ArgumentTypeError
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from .cli.arguments import parse
from .facts.checks.placeholders import DRAFT, MARK, gaps_in_texts, listed, published
from .problem import ProblemsError, unknown
from .web.publish import FolderError, reason


class Command(NamedTuple):
    """A word of the command line: what runs, a line of help, and its arguments as argparse wants them."""

    run: Callable[..., int]
    """Takes the project folder and each argument by name, and gives the exit code."""
    help: str
    arguments: Mapping[str, dict[str, Any]] = MappingProxyType({})


def check(root: Path) -> int:
    """Read and render everything without writing; print every problem."""
    from .documents.render import render
    from .facts.checks.evidence import gaps as unproved
    from .facts.load import load
    from .partners.compare import remember

    gc.disable()  # nothing of a short run is worth collecting, and looking takes a tenth of its time
    project = load(root)
    site = render(project)
    remember(root)
    for sentence in (*project.reminders, *project.registry.stale(), *unproved(project)):
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
    from .partners.compare import remember
    from .press.jobs import tidy
    from .web.adapter import build as mkdocs_build
    from .web.publish import swapped

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
    remember(root)
    tidy(root)
    print(f"建好了：打开 {site / 'index.html'} 就能看，PDF 在 {site / 'downloads'}")
    return 0


def _build_many(root: Path, regions: str, workers: int | None, scheduler: str | None, draft: bool) -> int:
    from .counties import CountiesError
    from .counties.run import build_all
    from .press.jobs import tidy

    try:
        code = build_all(root, regions, workers, scheduler, draft)
        tidy(root)
        return code
    except CountiesError as error:
        print(error, file=sys.stderr)
    return 1


def serve(root: Path) -> int:
    """Preview the site, gaps and all; a saved file shows in the browser."""
    from .web.adapter import serve as mkdocs_serve

    os.environ[DRAFT] = "1"
    try:
        mkdocs_serve(root)
    except SystemExit:
        print("预览没有打开。改好以后再运行一次。", file=sys.stderr)
        return 1
    return 0


def diff(root: Path, accept: bool) -> int:
    """Show what an update changed under the county's own files, or write down that it was looked at."""
    from .partners.compare import look

    return look(root, accept)


def export(root: Path, target: str, site: str | None) -> int:
    """Write the finished Markdown tree and its nav; links to PDFs lead to the website `site`."""
    from .documents.render import render
    from .facts.load import load
    from .partners.export import export as write

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
    from .partners.handover.pack import pack as write

    return write(root, slug)


def unpack(root: Path, parcel: str) -> int:
    """Take a trade that another county sent."""
    from .partners.handover.unpack import unpack as read

    return read(root, Path(parcel))


def update(root: Path, source: str, base: str | None, dry_run: bool) -> int:
    """Take a new version into this project, and keep what its owner changed."""
    from .partners.update.command import update as take

    return take(root, Path(source), Path(base) if base else None, dry_run)


def schema(root: Path) -> int:
    """Write the JSON Schemas that editors use."""
    from .cli.schema import write_schemas

    print("已写出：" + "、".join(write_schemas(root)))
    return 0


def compendium(root: Path) -> int:
    """Make the PDF of the whole site."""
    from .compendium.compendium import CompendiumError, make

    try:
        print(f"全站 PDF 做好了：{make(root)}")
    except CompendiumError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def number(word: str) -> int:
    """Give a number of workers; raises ArgumentTypeError for what is none."""
    if not (word.isascii() and word.isdigit() and 0 < int(word) < 1000):
        raise ArgumentTypeError(f"--workers 后面要写一个数，1 到 999，现在是“{word}”")
    return int(word)


def proof(root: Path, folder: str | None) -> int:
    """Check every PDF below a folder before it is printed."""
    from .proof.run import proof as examine

    return examine(Path(folder) if folder else root / "site" / "downloads", root / "site")


def address(word: str) -> str:
    """Give the address of a website; raises ArgumentTypeError for any other word."""
    if not re.fullmatch(r"https?://[^\s()<>\"']+", word):
        raise ArgumentTypeError(f"网址“{word}”要以 https:// 开头，中间没有空格和括号")
    return word


def kind(word: str) -> str:
    """Give what `new` can make; raises ArgumentTypeError for any other word."""
    if word not in ("industry", "county"):
        raise ArgumentTypeError(unknown("种类", word, ("industry", "county")))
    return word


def new(root: Path, what: str, answers: str | None) -> int:
    """Write the file of a new trade or county from answers to questions, or from a file of answers."""
    from .partners.new.scaffold import new as scaffold

    return scaffold(root, what, answers)


COMMANDS = {
    "check": Command(check, "检查全部资料，逐条列出问题"),
    "build": Command(
        build,
        "生成网站和全部 PDF，放进 site/",
        {
            "--draft": {"action": "store_true", "help": f"还有“{MARK}”也建，做成草稿，每页注明不要印发"},
            "--regions": {"metavar": "县,县", "help": "建几个县，各放进 site/<县>/；写 all 是全部县"},
            "--workers": {"metavar": "几个", "type": number, "help": "同时建几个县；不写就是处理器有几个核就几个"},
            "--scheduler": {"metavar": "地址", "help": "用 Dask 集群建，写调度器的地址，如 tcp://主机:8786"},
        },
    ),
    "serve": Command(serve, f"在本机预览，保存文件后页面自动更新；“{MARK}”的地方标出来"),
    "new": Command(
        new,
        "新建一个行业或一个县的资料文件，先问几个问题",
        {
            "what": {"metavar": "industry|county", "type": kind, "help": "industry 是行业，county 是县"},
            "--answers": {"metavar": "文件.yml", "help": "不在屏幕上问，从这个文件里读回答"},
        },
    ),
    "diff": Command(
        diff,
        "更新以后，看上游在本县改过的地方变了什么；没有要看的，退出码是 0，有要看的是 1",
        {"--accept": {"action": "store_true", "help": "看过了，记下；下次只列出这以后的变化"}},
    ),
    "proof": Command(
        proof,
        "印刷前检查全部 PDF（先要 build），缩略图放进 proof/",
        {"folder": {"metavar": "文件夹", "nargs": "?", "help": "只检查这个文件夹，不写就是 site/downloads"}},
    ),
    "export": Command(
        export,
        "写出成品 Markdown 和目录，供别的建站工具使用",
        {
            "target": {"metavar": "文件夹", "help": "写到哪个文件夹"},
            "--site": {"metavar": "网址", "type": address, "help": "PDF 在哪个网站；不写就不带 PDF 的链接"},
        },
    ),
    "pack": Command(
        pack,
        "把一个行业装成 zip，交给别的县",
        {"slug": {"metavar": "行业", "help": "industries/ 里的文件名，不带 .yml"}},
    ),
    "unpack": Command(
        unpack,
        "收下别的县交来的行业；先检查，不合适就什么也不写",
        {"parcel": {"metavar": "文件.shangmitong.zip", "help": "对方用 pack 做的 zip"}},
    ),
    "update": Command(
        update,
        "更新到新版，你改过的都留着",
        {
            "source": {"metavar": "新版", "help": "新版的 zip，或者解压出来的文件夹"},
            "--from": {"dest": "base", "metavar": "旧版", "help": "当初解压的旧版；更新过一次以后不用写"},
            "--dry-run": {"action": "store_true", "help": "只说会怎样，什么也不写"},
        },
    ),
    "schema": Command(schema, "写出给编辑器用的 JSON Schema"),
    "compendium": Command(compendium, "把整个网站做成一本 PDF（先要 build）"),
}


def usage() -> str:
    """Give the help text."""
    lines = [f"  {name:<12}{command.help}" for name, command in COMMANDS.items()]
    more = "每个命令后面加 --help，看它可以加什么。"
    return "\n".join(("用法：python -m shangmitong 命令", "", *lines, "", more))


def main() -> int:
    """Run one command in the project of the current folder.

    Gives 0 when all is well, 1 when something must be mended, 130 when the user stopped it.
    """
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that lacks a letter shows "?" for it
    name, *words = sys.argv[1:] or ["help"]
    if name in ("help", "-h", "--help"):
        print(usage())
        return 0
    command = COMMANDS.get(name)
    if command is None:
        print(unknown("命令", name, COMMANDS), file=sys.stderr)
        print(usage())
        return 1
    arguments = parse(name, command.help, command.arguments, words)
    root = Path.cwd()
    if not (root / "mkdocs.yml").exists():
        print(f"“{root}”里没有 mkdocs.yml。请先进入项目文件夹再运行", file=sys.stderr)
        return 1
    if not _is_time(epoch := os.environ.get("SOURCE_DATE_EPOCH") or "0"):
        print(f"环境变量 SOURCE_DATE_EPOCH 写成了“{epoch}”。要写 1970 年以来的秒数，如 1767225600", file=sys.stderr)
        return 1
    try:
        return command.run(root, **arguments)
    except ProblemsError as found:
        print(found)
        print(f"共 {len(found.problems)} 处要改。", file=sys.stderr)
    except FolderError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(f"没有做成：{reason(error)}", file=sys.stderr)
    except KeyboardInterrupt:
        print("已停下，原来的 site/ 没有动", file=sys.stderr)
        return 130
    return 1


def _is_time(seconds: str) -> bool:
    try:
        datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
