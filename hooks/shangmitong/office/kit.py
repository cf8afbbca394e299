"""The working kit: every file of it made once, kept by its content, and packed for each trade."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from ..documents.kit import KitFile, bundle
from ..facts.project import Project
from ..facts.tree import CACHE
from .forms import form_document
from .package import packed
from .papers import paper_document
from .registers import ledger, register, secret_register

_LIBRARIES = ("python-docx", "xlsxwriter")


def make_kit(project: Project, files: Iterable[KitFile], stamp: int) -> dict[str, Path]:
    """Return the files of the kit and the zip of each trade, by their place below the site.

    They lie in the cache of the project under a hash of what they are made from, and are made when they are not
    there. `stamp` is the day of their creation, in seconds since 1970.
    """
    made = {file.path: _kept(project, file, stamp) for file in files}
    for slug, industry in project.industries.items():
        own = {path: made[path] for path in made if "/kit/" in path or path.startswith(f"downloads/{slug}/")}
        said = _guide(project, industry.name, [file for file in files if file.path in own])
        data = {path.removeprefix("downloads/").removeprefix("kit/"): file.read_bytes() for path, file in own.items()}
        made[bundle(slug)] = _cached(project, "zip", packed({"说明.txt": said.encode("utf-8-sig"), **data}))
    return made


def _kept(project: Project, file: KitFile, stamp: int) -> Path:
    """Return the file in the cache; make it where it is not there."""
    out = project.root / CACHE / "kit" / f"{_key(project, file, stamp)}{Path(file.path).suffix}"
    if not (out.exists() and out.stat().st_size):
        _write(out, _made(project, file, stamp))
    return out


def _cached(project: Project, ending: str, data: bytes) -> Path:
    out = project.root / CACHE / "kit" / f"{hashlib.sha256(data).hexdigest()[:32]}.{ending}"
    if not out.exists():
        _write(out, data)
    return out


def _write(out: Path, data: bytes) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    aside = out.with_suffix(".part")
    aside.write_bytes(data)
    aside.replace(out)


def _made(project: Project, file: KitFile, stamp: int) -> bytes:
    if file.paper:
        return paper_document(project, file.paper, stamp, size="小厂" if file.small else "完整", notes=file.notes)
    if file.industry:
        make = secret_register if file.path.endswith("/register.xlsx") else ledger
        return make(project, file.industry, stamp)
    if not file.form:
        raise ValueError(file.path)
    return (register if file.path.endswith(".xlsx") else form_document)(project, file.form, stamp)


def _key(project: Project, file: KitFile, stamp: int) -> str:
    """Return a hash of everything that decides the bytes of the file."""
    parts = [file.path, project.region.publisher, stamp, file.small, file.notes]
    parts += [part.model_dump_json() for part in (file.form, file.paper, file.industry) if part]
    if file.paper:
        cited = [key for clause in file.paper.clauses for key in clause.cites]
        parts += [project.registry.cite(key).text for key in cited]
        parts += [project.forms[form].name for form in file.paper.forms]
    return hashlib.sha256(json.dumps([parts, _machine()]).encode()).hexdigest()[:32]


@cache
def _machine() -> list[str]:
    """Return what decides the bytes of a file beside its content: versions of the libraries, and our own code."""
    code = hashlib.sha256(b"".join(file.read_bytes() for file in sorted(Path(__file__).parent.glob("*.py"))))
    return [*map(version, _LIBRARIES), code.hexdigest()]


def _guide(project: Project, industry: str, files: Iterable[KitFile]) -> str:
    """Return the words of the text file that lies on top in a zip; its lines end as Notepad wants them."""
    lines = [
        f"{industry}商业秘密保护工具箱　{project.region.name}　{project.issue}",
        f"法律核对日期：{project.registry.checked}",
        "",
        "先解压，再打开。文件名是英文短名，下面写着每个文件是什么。Word 和 WPS 都能改。",
        "“带说明”的那份，批注里写着每一条为什么要有；签字用不带说明的那份。",
        "这些是通用文本。厂里的事、金额、期限要自己填；拿不准，签之前问律师或县市场监管部门。",
        "",
    ]
    group = ""
    for file in files:
        if file.group != group:
            group = file.group
            lines += ["", f"【{group}】"]
        place = file.path.removeprefix("downloads/").removeprefix("kit/")
        lines.append(f"{place}　{file.title}：{file.use}")
    return "\r\n".join(lines) + "\r\n"
