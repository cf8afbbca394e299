"""The Typst files of paper/ that a layout is built from, and the icons that they draw."""

from __future__ import annotations

import json
import re

from ..documents.icons import ICONS, outline
from ..facts.tree import Tree

_IMPORT = re.compile(rb'^#import "([a-z]+\.typ)"', re.MULTILINE)
"""A Typst file that another one begins with."""


def layout_files(tree: Tree, name: str) -> dict[str, bytes]:
    """Return the Typst file `name` and those that it is built from, by name; a county may have its own."""
    data = tree.find(f"paper/{name}").read_bytes()
    parts = [layout_files(tree, part.decode()) for part in _IMPORT.findall(data)]
    return {name: data} | {key: part[key] for part in parts for key in part}


def outlines() -> bytes:
    """Return the file that paper/kit.typ reads: the outline of every icon by its word."""
    return json.dumps({word: outline(word) for word in ICONS}, ensure_ascii=False).encode()
