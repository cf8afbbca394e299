"""The command `unpack`: a trade that another county sent, looked through before anything is written."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from ...documents.render import render
from ...facts.laws import CitationError
from ...facts.load import load
from ...facts.model import CommonFile, Industry, LawFile, references
from ...facts.project import Project
from ...facts.source.reader import read_yaml
from ...facts.validate import validate
from ...problem import ProblemsError, shorten
from ...web.publish import part_file
from ..archive import ArchiveError, Limits, unzipped
from ..new.answers import PLANS, slug_faults
from .contents import COMMON, FORMAT, LAWS, MANIFEST, SECTIONS, Ground, Manifest

_LIMITS = Limits(files=8, size=4 * 1024 * 1024)
_LABELS = {"forms": "表单", "procedures": "流程", "questions": "问答", "flows": "流程图", "cases": "案例"}
_NOT_NEEDED = ("site", "tests", "bench")
"""Folders of a project that the rehearsal does not look at."""


def unpack(root: Path, contents: Path) -> int:
    """Put the trade of a zip into industries/ when it fits this project as it stands; give the exit code.

    Raises ArchiveError when the zip is not taken, and ProblemsError with all that is wrong with its files.
    """
    members = unzipped(contents, _LIMITS)
    manifest, stands_on, industry = _read(contents, members)
    name = f"industries/{manifest.industry}.yml"
    if fault := next(slug_faults(PLANS["industry"], root, manifest.industry), None):
        print(f"{fault.split('；')[0]}。没有写任何文件。\n{_how_to_rename(manifest.industry)}", file=sys.stderr)
        return 1
    project = load(root)
    if missing := list(_missing(project, stands_on, industry)):
        print(f"“{industry.name}”用到的下面 {len(missing)} 样，这里没有：", *missing, sep="\n  ", file=sys.stderr)
        print(_how_to_add(contents), file=sys.stderr)
        return 1
    _rehearse(root, name, members[name])
    _put(root / name, members[name])
    for words in _namesakes(project, stands_on):
        print(f"提醒：{words}", file=sys.stderr)
    print(
        f"放好了：{name}（{industry.name}，{len(industry.secrets)} 项秘密示例）。接下来：\n"
        f"1. 从头看一遍 {name}，把对方本地的说法换成自己的\n"
        f"2. 县的文件里列了 industries 的，把 {manifest.industry} 加进去\n"
        "3. 检查：python -m shangmitong check；预览：python -m shangmitong serve"
    )
    return 0


def _read(contents: Path, members: dict[str, bytes]) -> tuple[Manifest, Ground, Industry]:
    """Return what the zip says, after every file of it was checked."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        manifest = _model(folder, members, MANIFEST, Manifest, contents)
        own = f"industries/{manifest.industry}.yml"
        if strange := members.keys() - {MANIFEST, COMMON, LAWS, own}:
            raise ArchiveError(
                f"“{contents}”里有不该有的文件：{'、'.join(map(shorten, sorted(strange)))}。没有写任何文件"
            )
        industry = _model(folder, members, own, Industry, contents)
        common = _model(folder, members, COMMON, CommonFile, contents) if COMMON in members else CommonFile()
        laws = _model(folder, members, LAWS, LawFile, contents) if LAWS in members else LawFile()
    return manifest, Ground(common, laws, manifest.cites), industry


def _model(folder: Path, members: dict[str, bytes], name: str, model: type[Any], contents: Path) -> Any:
    if name not in members:
        raise ArchiveError(f"“{contents}”里没有 {name}，不是 pack 做的 zip。没有写任何文件")
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(members[name])
    file, problems = read_yaml(path, folder)
    if file and isinstance(file.value, dict) and file.value.get("format", FORMAT) != FORMAT and model is Manifest:
        raise ArchiveError(f"“{contents}”是另一个版本的程序做的，这里不认识。两边都更新到最新版再试")
    made = validate(model, file, problems) if file else None
    if problems:
        raise ProblemsError(problems)
    return made


def _missing(project: Project, stands_on: Ground, industry: Industry) -> Iterator[str]:
    """Return what the trade names and this project lacks, in words, and what those things name in turn."""
    texts: dict[tuple[str, str], Any] = {(section, item.id): item for section, item in stands_on.by_section()}
    titles = {source.id: f"（《{source.short}》）" for source in stands_on.laws.sources}
    own = {(section, item.id) for section in ("procedures", "questions") for item in getattr(industry, section)}
    seen, waiting = own, [industry]
    while waiting:
        item = waiting.pop()
        for _, ref, word in references(type(item), item.model_dump(mode="json")):
            section = "cites" if ref.kind == "citation" else SECTIONS.get(ref.kind, "")
            if not section or (section, word) in seen:
                continue
            seen.add((section, word))
            if section == "cites":
                if fault := _fault(project, word):
                    yield f"法律 {shorten(word)}{titles.get(word.partition(':')[0], '')}：{fault}"
            elif word not in getattr(project, section):
                text = texts.get((section, word))
                title = getattr(text, "name", "") or getattr(text, "question", "")
                yield f"{_LABELS[section]} {word}" + (f"（{title}）" if title else "")
                waiting += [text] if text else []


def _fault(project: Project, citation: str) -> str:
    try:
        project.registry.cite(citation)
    except CitationError as error:
        return str(error)
    return ""


def _namesakes(project: Project, stands_on: Ground) -> Iterator[str]:
    """Return what has the same id in both counties and another name, so that it may be another thing."""
    for section, item in stands_on.by_section():
        here = getattr(project, section).get(item.id)
        for field in ("name", "question"):
            theirs, ours = getattr(item, field, None), getattr(here, field, None)
            if theirs != ours:
                yield f"{_LABELS[section]} {item.id} 对方叫“{theirs}”，这里叫“{ours}”；用的是这里的，请看合不合适"


def _rehearse(root: Path, name: str, data: bytes) -> None:
    """Read and render a copy of the project with the new file in it. Raises ProblemsError when that fails."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder).resolve() / "project"
        shutil.copytree(root, copy, ignore=partial(_unneeded, root))
        (copy / name).write_bytes(data)
        try:
            render(load(copy))
        except ProblemsError:
            print("这个行业放进来会有下面的问题。没有写任何文件。", file=sys.stderr)
            raise


def _unneeded(root: Path, folder: str, names: list[str]) -> list[str]:
    """Return which of the `names` in a folder the rehearsal can do without."""
    at_top = Path(folder) == root
    return [name for name in names if at_top and (name in _NOT_NEEDED or name.startswith(".") or ".zip" in name)]


def _put(path: Path, data: bytes) -> None:
    """Write a new file in one step; raises FileExistsError when there is one by now."""
    path.parent.mkdir(exist_ok=True)
    with part_file(path) as part:
        part.write_bytes(data)
        path.hardlink_to(part)  # a rename would replace a file that came in between


def _how_to_rename(slug: str) -> str:
    return (
        f"想两个都留：先把自己的 industries/{slug}.yml 改个名字，如 {slug}-2.yml，里面的 name 也改，再运行一次。\n"
        "想用对方的换掉自己的：先把自己的移到项目外面留底，再运行一次。"
    )


def _how_to_add(contents: Path) -> str:
    return (
        "没有写任何文件。两个办法：\n"
        "1. 先更新到最新版（见“更新到新版”一页），多半就有了；\n"
        f"2. 用解压软件打开 {contents.name}，里面的 {COMMON} 和 {LAWS} 有全文，核对以后抄进自己的 common/ 和 laws/。\n"
        "办好以后再运行一次。"
    )
