"""Zip files: written with the same bytes each time, and read as what a stranger sent."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from ..web.publish import FolderError, part_file

_MEGABYTE = 1024 * 1024
_FORBIDDEN = frozenset('\\:*?"<>|')
"""Characters that some system takes for something else in a path."""


class ArchiveError(FolderError):
    """Raised when a zip is not taken; the message is for the user."""


@dataclass(frozen=True)
class Limits:
    """The most that a zip may hold: files, and bytes when unpacked."""

    files: int
    size: int


def zipped(path: Path, members: Mapping[str, bytes]) -> None:
    """Write a zip of `members` (name -> bytes) to `path`, in one step."""
    with part_file(path) as part:
        part.write_bytes(zip_bytes(members))
        part.replace(path)


def zip_bytes(members: Mapping[str, bytes]) -> bytes:
    """Return a zip of `members` (name -> bytes); the same members give the same bytes.

    Nothing is compressed, because what compression gives depends on the machine.
    """
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in sorted(members.items()):
            info = zipfile.ZipInfo(name)  # of 1980
            info.create_system, info.external_attr = 3, 0o100644 << 16
            archive.writestr(info, data)
    return out.getvalue()


def unzipped(path: Path, limits: Limits) -> dict[str, bytes]:
    """Return the files of a zip by name; nothing is written.

    Raises ArchiveError when the zip is broken, larger than `limits`, locked, or holds links, names that lead
    out of its folder, or a name twice.
    """
    if not path.is_file():
        raise ArchiveError(f"“{path}”不是文件，或者找不到。请写 zip 文件的路径")
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > limits.files:
                raise ArchiveError(f"“{path}”里有 {len(infos)} 个文件，最多 {limits.files} 个，没有打开它")
            _require_plain(path, infos)
            return _contents(path, archive, infos, limits)
    except (ArchiveError, MemoryError):
        raise
    except Exception as error:  # each way of packing has errors of its own, and not every Python knows each of them
        if isinstance(error, OSError) and error.errno:
            raise  # the disk's, not the zip's
        raise ArchiveError(f"“{path}”不是完好的 zip 文件，没有打开它。请让对方重新发一次") from None


def _require_plain(path: Path, infos: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for info in infos:
        name, mode = info.filename, info.external_attr >> 16
        if name != info.orig_filename or not _is_plain(name):
            raise ArchiveError(f"“{path}”里有一个文件名不能用：{name!a}。没有打开它")
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
            raise ArchiveError(f"“{path}”里的“{name}”是链接，不是普通文件。没有打开它")
        if info.flag_bits & 1:
            raise ArchiveError(f"“{path}”加了密码，打不开。请让对方去掉密码")
        if name.casefold() in seen:
            raise ArchiveError(f"“{path}”里有两个“{name}”。没有打开它")
        seen.add(name.casefold())


def _is_plain(name: str) -> bool:
    """Say whether a name leads to a file in the folder of the zip, on every system."""
    return name.isprintable() and not _FORBIDDEN & set(name) and not {"", ".", ".."} & set(name.split("/"))


def _contents(path: Path, archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], limits: Limits) -> dict[str, bytes]:
    """Read all files; what a zip says about its sizes is not believed."""
    contents: dict[str, bytes] = {}
    left = limits.size
    for info in infos:
        with archive.open(info) as member:
            data = member.read(left + 1)
        left -= len(data)
        if left < 0:
            raise ArchiveError(f"“{path}”展开以后超过 {limits.size // _MEGABYTE} MB，没有打开它")
        contents[info.filename] = data
    return contents
