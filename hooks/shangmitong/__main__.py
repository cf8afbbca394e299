"""The command line: `python -m shangmitong check`, `build`, `serve`, `export`, `schema`, `compendium`,
`proof`."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from .problem import ProblemsError
from .publish import FolderError, reason


class Command(NamedTuple):
    """A word of the command line: what runs, the name of its argument if it takes one, and a line of help.

    A name in square brackets may be left out.
    """

    run: Callable[[Path, str], int]
    argument: str
    help: str


def check(root: Path, _: str) -> int:
    """Read and render everything without writing; print every problem."""
    from .load import load
    from .render import render

    gc.disable()  # nothing of a short run is worth collecting, and looking takes a tenth of its time
    project = load(root)
    site = render(project)
    for sentence in project.registry.stale():
        print(f"提醒：{sentence}", file=sys.stderr)
    secrets = sum(len(industry.secrets) for industry in project.industries.values())
    print(
        f"检查通过：{project.region.name}，{len(project.industries)} 个行业，{secrets} 项秘密示例，"
        f"{len(project.registry.sources)} 份法律文件，{len(site.all_pages())} 页"
    )
    return 0


def build(root: Path, _: str) -> int:
    """Make the website and the PDFs, and swap them in when all is well."""
    from .adapter import build as mkdocs_build
    from .publish import swapped

    site = root / "site"
    try:
        with swapped(site) as aside:
            mkdocs_build(root, aside)
    except SystemExit:
        print("没有建成。原来的 site/ 没有动。", file=sys.stderr)
        return 1
    print(f"建好了：打开 {site / 'index.html'} 就能看，PDF 在 {site / 'downloads'}")
    return 0


def serve(root: Path, _: str) -> int:
    """Preview the site; a saved file shows in the browser."""
    from .adapter import serve as mkdocs_serve

    try:
        mkdocs_serve(root)
    except SystemExit:
        print("预览没有打开。改好以后再运行一次。", file=sys.stderr)
        return 1
    return 0


def export(root: Path, target: str) -> int:
    """Write the finished Markdown tree and its nav."""
    from .export import export as write
    from .load import load
    from .render import render

    pages = write(render(load(root)), Path(target))
    print(f"已写出 {pages} 页 Markdown 和 mkdocs.yml：{target}")
    return 0


def schema(root: Path, _: str) -> int:
    """Write the JSON Schemas that editors use."""
    from .schema import write_schemas

    print("已写出：" + "、".join(write_schemas(root)))
    return 0


def compendium(root: Path, _: str) -> int:
    """Make the PDF of the whole site."""
    from .book.compendium import CompendiumError, make

    try:
        print(f"全站 PDF 做好了：{make(root)}")
    except CompendiumError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def proof(root: Path, folder: str) -> int:
    """Check every PDF below a folder before it is printed."""
    from .proof.room import proof as examine

    return examine(Path(folder) if folder else root / "site" / "downloads", root / "site")


COMMANDS = {
    "check": Command(check, "", "检查全部资料，逐条列出问题"),
    "build": Command(build, "", "生成网站和全部 PDF，放进 site/"),
    "serve": Command(serve, "", "在本机预览，保存文件后页面自动更新"),
    "export": Command(export, "文件夹", "写出成品 Markdown 和目录，供别的建站工具使用"),
    "schema": Command(schema, "", "写出给编辑器用的 JSON Schema"),
    "compendium": Command(compendium, "", "把整个网站做成一本 PDF（先要 build）"),
    "proof": Command(proof, "[文件夹]", "印刷前检查全部 PDF（先要 build），缩略图放进 proof/"),
}


def usage() -> str:
    """Give the help text."""
    lines = [f"  {name} {command.argument}".ljust(20) + command.help for name, command in COMMANDS.items()]
    return "\n".join(("用法：python -m shangmitong 命令", "", *lines))


def main() -> int:
    """Run one command in the project of the current folder.

    Gives 0 when all is well, 1 when something must be mended, 130 when the user stopped it.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that lacks a letter shows "?" for it
    name, *arguments = sys.argv[1:] or ["help"]
    command = COMMANDS.get(name)
    if command is None or not _fits(command.argument, len(arguments)):
        print(usage())
        return 0 if name in ("help", "-h", "--help") else 1
    root = Path.cwd()
    if not (root / "mkdocs.yml").exists():
        print(f"“{root}”里没有 mkdocs.yml。请先进入项目文件夹再运行", file=sys.stderr)
        return 1
    if not _is_time(epoch := os.environ.get("SOURCE_DATE_EPOCH") or "0"):
        print(f"环境变量 SOURCE_DATE_EPOCH 写成了“{epoch}”。要写 1970 年以来的秒数，如 1767225600", file=sys.stderr)
        return 1
    try:
        return command.run(root, *(arguments or [""]))
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


def _fits(argument: str, count: int) -> bool:
    """Tell whether a command with that argument may be called with `count` of them."""
    return count == bool(argument) or (count == 0 and argument.startswith("["))


def _is_time(seconds: str) -> bool:
    try:
        datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
