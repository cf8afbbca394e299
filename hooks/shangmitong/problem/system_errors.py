"""What the operating system refuses, in Chinese: what it was, in which place, and how much room is needed there."""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "这里只能读，不能写",
    errno.ENOENT: "找不到",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.EEXIST: "已经有了",
    errno.EBUSY: "正被别的程序使用",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "分给你的磁盘空间用完了",
    errno.EFBIG: "文件太大，系统不让写（ulimit -f）",
    errno.ENAMETOOLONG: "名字太长",
    errno.ENOMEM: "内存不够，关掉别的程序再运行",
    errno.EAGAIN: "系统不让再开进程，或者内存不够，关掉别的程序再运行",
    errno.EMFILE: "打开的文件太多（ulimit -n）",
    errno.ENFILE: "打开的文件太多，关掉别的程序再运行",
    errno.EIO: "磁盘读写出错，可能坏了或者断开了",
    errno.EILSEQ: "这个盘不能用这样的文件名",
}
_HELD = (5, 32)
"""What Windows says when another program has a file open, which a virus scanner does for a moment."""
_WRITING = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
"""Errors of the place that is written to; where two places are named, it is the second one."""
FULL = (errno.ENOSPC, errno.EDQUOT)
"""Errors of a place that has no room left."""
_NO_FOLDER = "没有能写的临时文件夹：它所在的盘满了，或者没有权限。腾出地方，或者把环境变量 TMPDIR 设成另一个文件夹"
NO_MEMORY = "内存不够，没有做完。关掉别的程序再运行"


def reason(error: OSError) -> str:
    """Return what went wrong with which file, in one line of Chinese."""
    error = _first(error)
    if "No usable temporary directory" in (error.strerror or ""):
        return _NO_FOLDER
    held = "没有权限，或者里面的文件正被别的程序打开，请关掉再运行" if is_held(error) else ""
    what = held or _REASONS.get(error.errno or 0) or error.strerror or str(error) or type(error).__name__
    places = [os.fsdecode(name) for name in (error.filename, error.filename2) if isinstance(name, str | bytes)]
    if error.errno in _WRITING:
        places = places[-1:]
        what += "（这是临时文件夹，可以用环境变量 TMPDIR 换一个）" if any(map(_is_temporary, places)) else ""
    names = "、".join(f"“{place}”" for place in places)
    return " ".join((f"{names}：{what}" if names else what).split())


def failure(error: OSError, room: int) -> str:
    """Return the line for a command that ended with `error`; `room` is what it takes on the disk, in MB."""
    words = f"没有做成：{reason(error)}"
    return f"{words}。做完大约要 {room} MB，腾出地方再运行" if _first(error).errno in FULL else words


def is_held(error: OSError) -> bool:
    """Say whether Windows refuses because another program has the file open."""
    return getattr(error, "winerror", None) in _HELD


@contextmanager
def at(place: Path) -> Iterator[None]:
    """Name `place` in an error of the block that names no file: writing to an open one does not say where it lies."""
    try:
        yield
    except OSError as error:
        if error.filename is None and error.errno is not None:
            error.filename = str(place)
        raise


def _first(error: OSError) -> OSError:
    """Return the first of the errors that copying a folder gathers as English texts; any other error as it is."""
    if not (isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list)):
        return error
    source, target, why = error.args[0][0]
    number = re.match(r"\[Errno (\d+)\]", str(why))
    if number is None:
        return OSError(0, str(why), str(source))
    place = target if int(number[1]) in _WRITING else source
    return OSError(int(number[1]), str(why), str(place))


def _is_temporary(place: str) -> bool:
    """Say whether a place is in the folder for temporary files, and the project is not."""
    folder = tempfile.gettempdir()
    return Path(place).is_relative_to(folder) and not Path.cwd().is_relative_to(folder)
