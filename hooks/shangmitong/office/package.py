"""Zip files of ours, Office files among them: the same bytes from the same content, whenever and wherever they are made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_FIRST = "[Content_Types].xml"
_PACKED = (".pdf", ".zip", ".docx", ".pptx", ".xlsx", ".png")
"""What is packed itself, and would only cost time to pack again."""


def write(target: Path | BytesIO, files: Iterable[tuple[str, bytes]], level: int) -> None:
    """Write a zip of files by name, in their order, all with one date, names marked as UTF-8.

    `level` says how hard to press them together, 1 to 9.
    """
    with ZipFile(target, "w") as archive:
        for name, data in files:
            info = ZipInfo(name)  # which has the first day that a zip knows
            info.create_system, info.external_attr = 3, 0o644 << 16  # as on Unix, on every system
            info.compress_type = ZIP_STORED if name.endswith(_PACKED) else ZIP_DEFLATED
            archive.writestr(info, data, compresslevel=level)


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return a zip with the `files` by name; the table of contents of an Office file first."""
    out = BytesIO()
    write(out, sorted(files.items(), key=lambda file: (file[0] != _FIRST, file[0])), 4)
    return out.getvalue()


def repacked(data: bytes) -> bytes:
    """Return the zip `data` packed in our order and with our date."""
    with ZipFile(BytesIO(data)) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})
