"""A module of ours run in a process of its own, which gives all its memory back."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from .memory_pool import LIMIT

HOOKS = Path(__file__).parents[2]
"""Where our package lies; a child finds it there even when it is not installed."""

UTF8 = {"PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8:replace"}
"""What the child reads and writes, whatever the console of its parent speaks."""
FAULT, REFUSED, NO_MEMORY = 3, 4, 5
"""Exit codes of a child: its input is wrong, with the reason on stderr; the system refused something, with number and
place on stderr; there was no memory left. Python itself gives 1 for what nobody thought of."""
THRIFTY = {"MALLOC_TRIM_THRESHOLD_": str(128 * 1024)}
"""Keeps glibc from holding on to ever more of what was freed: up to 12 MB less in each process, at no cost of time."""


_SHORT = re.compile("MemoryError|memory allocation|allocate memory|failed to map")
"""What Python, Rust and the loader of libraries say when there is no memory left."""


class ChildError(RuntimeError):
    """Raised when a child did not come to its end; the message is for the user."""


def run(
    module: str, *arguments: str | Path, env: Mapping[str, str] = os.environ, **options: Any
) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m MODULE ARGUMENTS` to its end; `options` are those of subprocess.run."""
    paths = os.pathsep.join((str(HOOKS), env.get("PYTHONPATH", "")))
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env={**env, "PYTHONPATH": paths} | UTF8 | THRIFTY | {"NO_MKDOCS_2_WARNING": "1"},
        check=False,
        **options,
    )


def answer(module: str, *arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Run a module whose main is `guarded`, and return how it ended: well, or with FAULT and the reason on stderr.

    Raises OSError for what the system refused it, and ChildError when it was killed or broke down.
    """
    done = run(module, *arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    lines = done.stderr.decode(errors="replace").strip().splitlines() or [""]
    if done.returncode in (0, FAULT):
        return done
    if done.returncode == REFUSED:
        number, place = json.loads(lines[-1])
        raise OSError(number, os.strerror(number), place)
    if done.returncode < 0 or done.returncode == NO_MEMORY or lines == [""] or _SHORT.search("\n".join(lines[-3:])):
        raise ChildError(
            f"排版的程序被系统结束了，多半是内存不够。关掉别的程序再运行，或者把环境变量 {LIMIT} 设小，如 400"
        )
    raise ChildError(f"排版的程序中断了（退出码 {done.returncode}；原话：{lines[-1]}）")


def guarded(main: Callable[[], int]) -> int:
    """Run the `main` of a child and return its exit code; what the system refuses is written down for `answer`."""
    try:
        return main()
    except OSError as error:
        print(json.dumps([error.errno or 0, error.filename2 or error.filename]), file=sys.stderr)
        return REFUSED
    except MemoryError:
        return NO_MEMORY
