"""The whole site as one PDF: mkdocs-with-pdf in a process of its own, its result moved into site/ when it is done."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from ..facts.tree import CACHE
from .fonts import FontError, fontconfig

CONFIG = "mkdocs.compendium.yml"
PDF = "downloads/compendium.pdf"
NOTE = "WeasyPrint："
"""Starts the lines that carry a warning of WeasyPrint."""
_SAYS = "进度："
_REFUSED = re.compile(r"\w+: \[Errno (\d+)\] [^:]*(?:: '(.*?)')?(?: -> '(.*)')?")
"""The last line of a traceback that tells what the system refused, and where."""
_WARNINGS = (NOTE, "WARNING", "ERROR")
_LIBRARIES = """缺少排版用的系统库 Pango。请先装好再运行一次：
  Debian、Ubuntu：sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
  macOS：brew install pango
  Windows：装好 MSYS2（https://www.msys2.org），在它的窗口里运行 pacman -S mingw-w64-ucrt-x86_64-pango；
           没有装在 C:\\msys64 时，把环境变量 WEASYPRINT_DLL_DIRECTORIES 设成它的 ucrt64\\bin 文件夹"""


class CompendiumError(RuntimeError):
    """Raised when the PDF of the whole site could not be made; the message is for the user."""


def say(text: str) -> None:
    """Tell the progress from inside the process that makes the PDF."""
    print(f"{_SAYS}{text}", flush=True)


def make(root: Path) -> Path:
    """Make the PDF of the whole site and give its path in site/, which must have been built before.

    Raises CompendiumError; what stood in site/ stays as it was.
    """
    site = root / "site"
    if not (site / "index.html").exists():
        raise CompendiumError("还没有建好的网站。请先运行 python -m shangmitong build，再做全站 PDF")
    _require_libraries()
    work = root / CACHE
    work.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="compendium-", dir=work) as folder:
        return _publish(_build(root, Path(folder)), site / PDF)


def _require_libraries() -> None:
    probe = subprocess.run([sys.executable, "-c", "import weasyprint"], capture_output=True, check=False)
    if not probe.returncode:
        return
    if b"ModuleNotFoundError" in probe.stderr:
        raise CompendiumError("缺少 Python 包 mkdocs-with-pdf。请运行：python -m pip install -e .")
    raise CompendiumError(_LIBRARIES)


def _build(root: Path, folder: Path) -> Path:
    """Run MkDocs with the settings of the book and give the PDF in `folder`."""
    try:
        (folder / "fonts.conf").write_text(fontconfig(folder / "fontconfig"), "utf-8")
    except FontError as error:
        raise CompendiumError(str(error)) from None
    site = folder / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(root / CONFIG), "-d", str(site)]
    print("正在生成全站页面，整本书要几分钟", file=sys.stderr, flush=True)
    code, words = _run(command, root, _environment(root, folder))
    if code or not (site / PDF).exists():
        raise _failed(code, words, folder)
    if warnings := [line for line in words if line.startswith(_WARNINGS)]:
        print(f"排版时有 {len(warnings)} 条提醒：", *warnings, sep="\n", file=sys.stderr)
    return site / PDF


def _environment(root: Path, folder: Path) -> dict[str, str]:
    paths = [str(root / "hooks"), str(root / "hooks" / "compendium"), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(paths),  # where the plugin finds pdf_event_hook.py
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
        "FONTCONFIG_FILE": str(folder / "fonts.conf"),  # the same letters on every machine
        "NO_MKDOCS_2_WARNING": "1",
    }


def _run(command: list[str], root: Path, environment: Mapping[str, str]) -> tuple[int, list[str]]:
    """Run a program, pass its progress on, and give its exit code and its other lines."""
    words: list[str] = []
    with subprocess.Popen(
        command,
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            if line.startswith(_SAYS):
                print(line.removeprefix(_SAYS).rstrip(), file=sys.stderr, flush=True)
            else:
                words.append(line.rstrip())
    return process.returncode, words


def _failed(code: int, words: list[str], folder: Path) -> Exception:
    """Return the error of a run that ended with `code`: what the system refused, or what the run said."""
    last = "".join(words[-1:])
    if code < 0 or (code and "MemoryError" in last):
        return CompendiumError("全站 PDF 没有做成：排版的程序被系统结束了，多半是内存不够。关掉别的程序再运行")
    if code and (match := _REFUSED.fullmatch(last)):
        return OSError(int(match[1]), os.strerror(int(match[1])), match[3] or match[2] or str(folder))
    return CompendiumError(f"全站 PDF 没有做成：{_reason(words)}")


def _reason(words: list[str]) -> str:
    """Return what a user needs of the words of a failed run: of a traceback its last line only."""
    lines = [line for line in words if line and not line.startswith(("INFO", "Aborted with"))]
    traced = any(line.startswith("Traceback") for line in lines)
    return "\n".join(lines[-1:] if traced else lines) or "没有说明原因"


def _publish(made: Path, target: Path) -> Path:
    """Put the PDF in its place in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    shutil.copyfile(made, part)
    return part.replace(target)
