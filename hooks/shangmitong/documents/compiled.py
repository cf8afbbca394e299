"""Compiled templates, kept in a folder so that a later run need not compile them again."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket


class _Compiled(jinja2.FileSystemBytecodeCache):
    """The compiled templates in .cache/, which a full disk or a read-only folder can do without."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a compiled template where there is one that can be read."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template where that is possible."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def compiled(folder: Path) -> jinja2.BytecodeCache:
    """Return the cache of compiled templates in `folder`, which is made."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return _Compiled(str(folder))
