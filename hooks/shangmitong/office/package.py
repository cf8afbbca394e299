"""The zip that an Office file is: the same bytes from the same content, whenever and wherever it is made."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_FIRST = "[Content_Types].xml"
_PACKED = (".docx", ".pptx", ".xlsx")
"""What is a zip itself, and would only cost time to pack again."""


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return a zip with the `files` by name, all with one date, names marked as UTF-8; the table of contents first."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name in sorted(files, key=lambda name: (name != _FIRST, name)):
            info = ZipInfo(name)  # which has the first day that a zip knows
            info.external_attr = 0o644 << 16
            info.compress_type = ZIP_STORED if name.endswith(_PACKED) else ZIP_DEFLATED
            archive.writestr(info, files[name], compresslevel=4)
    return out.getvalue()


def repacked(data: bytes) -> bytes:
    """Return the zip `data` packed in our order and with our date."""
    with ZipFile(BytesIO(data)) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})
