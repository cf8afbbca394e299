"""Folders swapped in whole: what is being made never stands where readers look until it is finished."""

from __future__ import annotations

import glob
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp

from ..facts.cache import drop_old
from ..problem.system_errors import at, is_held

_HOUR = 3600
_WAITS = (0.2, 1, 3)
"""Seconds to wait before the next try to rename a folder that is held."""


class FolderError(RuntimeError):
    """Raised when a folder may not be replaced; the message is for the user."""


@contextmanager
def swapped(folder: Path) -> Iterator[Path]:
    """Return an empty folder beside `folder`; when the block ends well it takes the place of `folder`.

    When the block raises, `folder` stays exactly as it was. A swap that was cut short by a crash is mended
    at the next call. Raises FolderError when `folder` is a file or a link, or another swap of it is at work.
    """
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 - resolve() would follow a link
    _require_folder(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside, before = (_beside(folder, ending) for ending in ("new", "old"))
    with locked(folder, "build"):
        _mend(folder, before)
        for leftover in (aside, before):
            _remove(leftover)
        try:
            with at(folder):
                yield aside
            _require_folder(folder)
            if folder.exists():
                _rename(folder, before)
            _rename(aside, folder)
        finally:
            _mend(folder, before)
            for leftover in (aside, before):
                with suppress(OSError):
                    _remove(leftover)


@contextmanager
def part_file(path: Path) -> Iterator[Path]:
    """Return an empty file beside `path` to be written and moved or linked there; what is left of it then goes away."""
    drop_old(list(path.parent.glob(f".{glob.escape(path.name)}.????????")))
    handle, name = mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    Path(name).chmod(0o644)
    try:
        with at(path):
            yield Path(name)
    finally:
        with suppress(FileNotFoundError):
            Path(name).unlink()


def _beside(folder: Path, ending: str) -> Path:
    """Return a name that is ours alone, in the same file system as `folder`."""
    return folder.with_name(f".{folder.name}.shangmitong-{ending}")


def _require_folder(folder: Path) -> None:
    if folder.is_symlink():
        raise FolderError(f"“{folder}”是一个链接，不是文件夹，没有动它。请先把它移走或改名")
    if folder.exists() and not folder.is_dir():
        raise FolderError(f"“{folder}”是一个文件，不是文件夹，没有动它。请先把它移走或改名")


def _mend(folder: Path, before: Path) -> None:
    """Put back the folder that a swap took away without putting the new one there."""
    if before.is_dir() and not before.is_symlink() and not os.path.lexists(folder):
        _rename(before, folder)


def _rename(folder: Path, target: Path) -> None:
    """Rename a folder, at the last after some seconds when Windows says that it is held."""
    for wait in _WAITS:
        try:
            folder.rename(target)
        except OSError as error:
            if not is_held(error):
                raise
            time.sleep(wait)
        else:
            return
    folder.rename(target)


def _remove(path: Path) -> None:
    """Remove a folder, or a file or link itself, never what a link leads to."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def locked(folder: Path, command: str) -> Iterator[None]:
    """Keep others from doing `command` to the same folder; a lock whose process is gone does not count.

    Raises FolderError when another one is at work.
    """
    lock = _beside(folder, "lock")
    try:
        if os.path.lexists(lock) and _is_stale(lock):
            _remove(lock)
        handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
    except (FileExistsError, PermissionError) as error:
        if isinstance(error, PermissionError) and not os.path.lexists(lock):
            raise
        raise FolderError(f"另一个 {command} 正在进行，请等它做完。确定没有，就删掉“{lock}”再运行") from None
    try:
        with at(lock):
            os.write(handle, str(os.getpid()).encode())
        yield
    finally:
        os.close(handle)
        with suppress(OSError):
            lock.unlink()


def _is_stale(lock: Path) -> bool:
    """Tell whether the process that made the lock is gone; when that cannot be told, an hour decides."""
    if os.name == "nt":
        return True  # Windows refuses to remove a file that its maker holds open; os.kill would end the process
    try:
        pid = int(lock.read_text("ascii"))
        if pid != os.getpid():  # a container gives the same numbers again
            os.kill(pid, 0)
            return False
    except ProcessLookupError:
        return True
    except PermissionError:
        return False  # somebody else's process
    except (OSError, ValueError, OverflowError):
        with suppress(FileNotFoundError):
            return time.time() - lock.lstat().st_mtime > _HOUR
    return True
