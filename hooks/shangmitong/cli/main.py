"""The command line: `python -m shangmitong check`, `build`, `serve`, `new`, `diff`, `export`, `pack`, `update` and more."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import NoReturn

from ..partners.update.mend import SCRIPT, unfinished
from ..problem import ProblemsError, in_utf8, unknown, written
from ..problem.system_errors import FULL, NO_MEMORY, failure, reason
from ..web.publish import FolderError
from .arguments import parse
from .environment import faults
from .table import COMMANDS, Command

_HALF = (
    "上次更新没有做完，项目里一半是新的，一半是旧的，先不要用。\n"
    "别的窗口正在更新，就等它做完。没有，就运行下面这句退回原样，再更新一次：\n  python {}"
)
INTERRUPTED = 130
"""The exit code of a command that the user stopped."""


def usage() -> str:
    """Return the help text."""
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
    if told := _hindrance(root, name):
        print(told, file=sys.stderr)
        return 1
    try:
        return command.run(root, **arguments)
    except BrokenPipeError:
        raise
    except KeyboardInterrupt:
        print("已停下，原来的 site/ 没有动", file=sys.stderr)
        return INTERRUPTED
    except (ProblemsError, FolderError, OSError, MemoryError, ImportError, UnicodeEncodeError) as error:
        _tell(error, command)
    return 1


def _tell(error: Exception, command: Command) -> None:
    """Print why a command ended."""
    match error:
        case ProblemsError():
            print(error)
            words = f"共 {len(error.problems)} 处要改。"
        case OSError(filename=None) if error.errno in FULL and _output_fails():
            words = f"打印的话写不出去：{reason(OSError(error.errno, error.strerror))}"
        case OSError():
            if error.filename is None and error.errno:
                error.filename = str(Path.cwd())  # a write to an open file does not say where it lies
            words = _kept(failure(error, command.room), command)
        case MemoryError():
            words = _kept(NO_MEMORY, command)
        case ImportError():
            words = _kept(_unloaded(error), command)
        case UnicodeEncodeError():
            name = written(error.object[max(0, error.start - 30) : error.end + 30])
            words = f"没有做成：有一个文件名不是 UTF-8 写的，在这里：{name}。改个名字再运行"
        case _:
            words = str(error)
    print(words, file=sys.stderr)


def _kept(words: str, command: Command) -> str:
    """Return the words with what is still as it was."""
    return f"{words}。{command.kept}" if command.kept else words


def _output_fails() -> bool:
    """Say whether what is printed cannot be written, as where it goes to a file on a full disk; it is then dropped."""
    try:
        print(flush=True)
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return True
    return False


def _unloaded(error: ImportError) -> str:
    """Return why a part of the program could not be loaded: where memory is short, the system refuses its libraries."""
    if "failed to map" in str(error) or "allocate memory" in str(error):
        return NO_MEMORY
    return f"没有做成：少了软件包，或者版本不合（{error}）。请运行：python -m pip install -c constraints.txt -e ."


def _hindrance(root: Path, name: str) -> str:
    """Return why the command `name` cannot run in `root`; an empty text where nothing stands in its way."""
    if not in_utf8(str(root)):
        return f"项目文件夹的路径不是 UTF-8 写的：{written(str(root))}。请给文件夹改个名字"
    if not (root / "mkdocs.yml").exists():
        return f"“{root}”里没有 mkdocs.yml。请先进入项目文件夹再运行"
    if wrong := list(faults(os.environ)):
        return "\n".join(wrong)
    halves = unfinished(root) if name != "update" else []
    return _HALF.format((halves[-1] / SCRIPT).relative_to(root).as_posix()) if halves else ""


def leave() -> NoReturn:
    """Run one command and end the process with its exit code.

    Python ends by the signal instead of the code when an interrupt fell into code that was compiled from a text, as
    dataclasses do while they are imported, although the interrupt was caught.
    """
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads, as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        _output_fails()
        print(f"打印的话写不出去：{reason(error)}", file=sys.stderr)
        sys.exit(1)
    if code == INTERRUPTED:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)
    sys.exit(code)
