"""The project's words of the day when a county's people last looked, kept in the county's folder."""

from __future__ import annotations

import json
from collections.abc import Container

from pydantic import ValidationError

from ..facts.model.base import Model
from ..facts.source.text import read_text
from ..facts.tree import Tree
from ..problem import Problem, ProblemsError
from ..web.publish import part_file

FILE = ".upstream.json"
"""Where the snapshot lies in a county's folder."""
ABOUT = "本县的改动所依据的上游原文。由程序写，不要手改；看过上游的变化以后运行 python -m shangmitong diff --accept"


class Snapshot(Model):
    """The project's words at one time. A place is written as “common › forms › secret-register”."""

    about: str = ABOUT
    laws: dict[str, str]
    """Sources and articles in one line each, by citation."""
    entries: dict[str, str]
    """The names of all trades, forms, procedures, questions, secrets and templates, by place."""
    values: dict[str, dict[str, str]]
    """The fields of each record or single value that the county changes, by its place."""
    texts: dict[str, tuple[str, ...]]
    """The lines of each template, page or layout that the county replaces, by name."""


def read_snapshot(tree: Tree) -> Snapshot | None:
    """Return what was written down last; None where nothing was. Raises ProblemsError for a broken file."""
    path = tree.own / FILE
    if not path.exists():
        return None
    name = path.relative_to(tree.root).as_posix()
    text, problem = read_text(path, tree.root, name)
    if problem:
        raise ProblemsError([problem])
    try:
        return Snapshot.model_validate(json.loads(text))
    except (ValueError, RecursionError, ValidationError):
        words = "这个文件坏了。删掉它再运行一次，就从今天的上游重新记起；也可以换成备份"
        raise ProblemsError([Problem(name, 1, 1, words)]) from None


def write_snapshot(tree: Tree, snapshot: Snapshot) -> str:
    """Write a snapshot down in one go, and give the path of its file below the project."""
    path = tree.own / FILE
    with part_file(path) as part:
        part.write_bytes(as_bytes(snapshot))
        part.replace(path)
    return path.relative_to(tree.root).as_posix()


def as_bytes(snapshot: Snapshot) -> bytes:
    """Return a snapshot as its file holds it."""
    return f"{json.dumps(snapshot.model_dump(), ensure_ascii=False, indent=1, sort_keys=True)}\n".encode()


def extended(before: Snapshot, now: Snapshot, records: Container[str], tree: Tree) -> Snapshot:
    """Return a snapshot that keeps what was written before and knows the overrides made since.

    `records` are the places that the county changes today; what it no longer changes is forgotten.
    """
    values = {record: fields for record, fields in before.values.items() if record in records}
    texts = {name: lines for name, lines in before.texts.items() if tree.owns(name)}
    return before.model_copy(update={"values": now.values | values, "texts": now.texts | texts})
