"""A county's own templates, pages and layouts that replace nothing, cannot be read, or say what the project says."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from ...problem import Problem, choices, nearest
from ..overlay import LAYERED
from ..source.text import read_text
from ..tree import WORDING, Tree

FOLDERS = (*LAYERED, "docs", "overrides")
"""What a county's folder may hold."""
_TEXTS = (".md", ".html", ".typ", ".css", ".js")
"""Endings of files that must be UTF-8."""
_CLOSE = 0.8
"""How alike the name of a new file must be to that of an old one to be taken for a typo."""


def unmatched(tree: Tree, industries: set[str]) -> tuple[list[Problem], list[Problem]]:
    """Return the problems of a county's own files, and reminders of those that could go; `industries` are slugs."""
    problems: list[Problem] = []
    reminders: list[Problem] = []
    if tree.county and not tree.inside(tree.own):
        problems.append(Problem(f"regions/{tree.county}", 1, 1, "这个文件夹是指向项目以外的链接，不读取"))
    for name in tree.own_names():
        file = (tree.own / name).relative_to(tree.root).as_posix()
        if words := _fault(tree, name, industries):
            problems.append(Problem(file, 1, 1, words))
        elif PurePosixPath(name).suffix in _TEXTS and (unread := read_text(tree.own / name, tree.root, file)[1]):
            problems.append(unread)
        elif (tree.root / name).is_file() and PurePosixPath(name).suffix != ".yml" and _equal(tree, name):
            reminders.append(Problem(file, 1, 1, "和上游的一样，这个文件可以删去"))
    return problems, reminders


def _fault(tree: Tree, name: str, industries: set[str]) -> str:
    path = PurePosixPath(name)
    if (tree.own / name).is_symlink() and not (tree.own / name).is_file():
        return "这是一个链接，不读取。请换成真的文件或文件夹"
    if not tree.inside(tree.own / name):
        return "这个文件在项目以外，或者链接指向项目以外，不读取"
    top = path.parts[0]
    if len(path.parts) == 1 or top not in FOLDERS:
        if path.suffix == ".md" and len(path.parts) == 1:
            return ""
        return f"县的文件夹里用不上“{top}”。{nearest(top, FOLDERS)}能放的文件夹：{choices(FOLDERS)}"
    if (tree.root / name).is_file() and (top != "paper" or len(path.parts) == 2):
        return ""
    if top == "paper":
        if path.suffix == ".typ" and len(path.parts) == 2 and _imported(tree, path.name):
            return ""
        known = [file.removeprefix("paper/") for file in tree.names("paper", "*.typ")]
        return _not_there(
            name, "paper/", ["look.yml", *(file for file in known if (tree.root / "paper" / file).is_file())]
        )
    if top == "docs":
        return _page_fault(tree, path, industries)
    if name.startswith(f"{WORDING}/"):
        return _template_fault(tree, path)
    return _theme_fault(tree, name) if top == "overrides" else ""


def _imported(tree: Tree, name: str) -> bool:
    """Say whether a layout of the county is built from the Typst file `name`."""
    texts = [file.read_bytes() for file in sorted((tree.own / "paper").glob("*.typ")) if tree.inside(file)]
    return any(f'"{name}"'.encode() in text for text in texts)


def _page_fault(tree: Tree, path: PurePosixPath, industries: set[str]) -> str:
    """Say what is wrong with a page or picture that the project does not have."""
    if path.suffix != ".md":
        return ""
    if len(path.parts) == 2 and (template := tree.find(f"{WORDING}/site/{path.name}")).is_file():
        return f"这一页由模板做出来。要改它，把自己的写法放进 {WORDING}/site/{template.name}"
    if len(path.parts) > 2 and path.parts[1] in industries:
        return f"网址 {path.parts[1]}/ 下面的页由行业的模板做出来。请换一个文件夹名"
    return _alike(path.name, [file.name for file in (tree.root / path.parent).glob("*.md")])


def _template_fault(tree: Tree, path: PurePosixPath) -> str:
    """Say what is wrong with a template that the project does not have."""
    below = path.parts[2:]
    kinds = sorted(folder.name for folder in (tree.root / WORDING).iterdir() if folder.is_dir())
    siblings = [file.name for file in (tree.root / path.parent).glob("*.md")]
    if path.suffix != ".md" or len(below) > 2:
        return f"模板是 {WORDING}/<文种>/ 里的 .md 文件，这个文件用不上"
    if len(below) == 1:
        if path.name.startswith("_"):
            return _alike(path.name, siblings)
        return _not_there(path.name, "", siblings)
    if below[0] == "print":
        return _not_there(path.name, "print/", siblings)
    if below[0] in kinds:
        return _alike(path.name, siblings)
    return f"没有“{below[0]}”这个文种。{nearest(below[0], kinds)}可用的有：{choices(kinds)}"


def _theme_fault(tree: Tree, name: str) -> str:
    below = name.removeprefix("overrides/")
    spec = find_spec("material")
    themes = [Path(place) / "templates" for place in (spec.submodule_search_locations or ())] if spec else []
    if any((theme / below).is_file() for theme in themes):
        return ""
    known = [file.relative_to(tree.root / "overrides").as_posix() for file in (tree.root / "overrides").rglob("*.html")]
    return _not_there(below, "overrides/", sorted(known))


def _not_there(name: str, folder: str, known: list[str]) -> str:
    short = name.removeprefix(folder)
    return (
        f"上游没有 {folder}{short} 可以替换，这个文件用不上。{nearest(short, known)}能替换的：{choices(sorted(known))}"
    )


def _alike(name: str, known: list[str]) -> str:
    close = get_close_matches(name, known, n=1, cutoff=_CLOSE)
    return (
        f"名字和上游的 {close[0]} 很像。要替换它，就改成一样的名字；真是新的一页，请换一个不会认错的名字"
        if close
        else ""
    )


def _equal(tree: Tree, name: str) -> bool:
    try:
        pair = [(layer / name).read_bytes().replace(b"\r\n", b"\n") for layer in tree.layers]
    except OSError:
        return False
    return pair[0] == pair[1]


def readable(tree: Tree) -> Iterator[str]:
    """Return the names of a county's own files, other than YAML, that lie in the project and replace one of its files."""
    for name in tree.own_names():
        there = (tree.root / name).is_file() and (tree.own / name).is_file() and tree.inside(tree.own / name)
        if there and PurePosixPath(name).suffix != ".yml":
            yield name
