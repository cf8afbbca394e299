"""Pictures that Typst draws one by one: kept under the hash of what they come from, drawn in processes of their own."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Literal

import typst

from ..facts.cache import maker
from ..facts.project import Project
from ..facts.tree import CACHE
from ..problem.system_errors import at
from . import process as child
from .layouts import layout_files, outlines
from .typeset import font_folders
from .typst_errors import explained

Job = dict[str, Any]
"""What one picture is drawn from, as JSON takes it."""
_ENGINE = ("typst", "manimgx-fonts-cjk", "pylopdf-fonts-zh-cn")
"""The packages that all pictures are drawn with."""


class DrawingError(RuntimeError):
    """Raised when a picture could not be made; the message says why."""


@dataclass(frozen=True)
class Kind:
    """How one kind of picture comes about; the parent process and the one that draws have the same."""

    folder: str
    """Where finished pictures are kept, below the cache."""
    module: str
    """What is run to draw them; it calls `draw` with this kind."""
    layout: str
    """The file of paper/ that lays them out."""
    format: Literal["svg", "png"]
    title: Callable[[Job], str]
    """Gives what a picture is called when it cannot be drawn."""
    files: Callable[[Job], Mapping[str, str]]
    """Gives the files that only this picture is drawn from, main.typ among them, by name."""
    finish: Callable[[bytes, Job], bytes]
    """Gives the picture as it is kept from what Typst has drawn."""
    packages: tuple[str, ...] = ()
    """What is needed beside the engine; another version of it draws it anew, too."""
    ppi: float | None = None
    """Dots to the inch, where there are dots."""
    at_once: int = sys.maxsize
    """How many one process draws: Typst remembers all of them, and gives the memory back at its end."""


def kept(project: Project, kind: Kind, jobs: Mapping[str, Job]) -> dict[str, Path]:
    """Return the finished picture of each of the `jobs` by its name there; what is not in the cache is drawn.

    Raises:
        DrawingError: when Typst cannot draw one of them.
    """
    shared = layout_files(project.tree, kind.layout) | {
        "look.json": project.look.model_copy(update={"crest": None}).model_dump_json().encode(),
        "icons.json": outlines(),
    }
    folder = project.root / CACHE / kind.folder
    files = {name: folder / f"{_key(kind, shared, job)}.{kind.format}" for name, job in jobs.items()}
    missing = {files[name].name: job for name, job in jobs.items() if not files[name].exists()}
    names = list(missing)
    for start in range(0, len(names), kind.at_once):
        _draw(kind, folder, shared, {name: missing[name] for name in names[start : start + kind.at_once]})
    for file in files.values():
        os.utime(file)  # what is in use is not cleared away
    return files


def _key(kind: Kind, shared: Mapping[str, bytes], job: Job) -> str:
    marks = [[name, hashlib.sha256(data).hexdigest()] for name, data in shared.items()]
    return hashlib.sha256(
        json.dumps([marks, job, maker((*_ENGINE, *kind.packages), Path(__file__).parent)]).encode()
    ).hexdigest()[:32]


def _draw(kind: Kind, folder: Path, shared: Mapping[str, bytes], missing: Mapping[str, Job]) -> None:
    """Draw what is `missing`, by file name, into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    place = Path(mkdtemp(suffix=".job", dir=folder))
    try:
        with at(place):
            for name, data in shared.items():
                (place / name).write_bytes(data)
            (place / "jobs.json").write_text(json.dumps(missing, ensure_ascii=False), "utf-8")
        done = child.answer(kind.module, place, folder)
        if done.returncode:
            raise DrawingError(f"图没有画成：{done.stderr.decode(errors='replace').strip()}")
    except child.ChildError as error:
        raise DrawingError(f"图没有画成：{error}") from None
    finally:
        shutil.rmtree(place, ignore_errors=True)


def draw(kind: Kind) -> int:
    """Draw all of jobs.json in the folder of the first argument into that of the second.

    Returns FAULT, with the reason on stderr, when one cannot be drawn.
    """
    place, folder = map(Path, sys.argv[1:3])
    with at(folder):
        return _drawn(kind, place, folder)


def _drawn(kind: Kind, place: Path, folder: Path) -> int:
    fonts = typst.Fonts(include_system_fonts=False, font_paths=font_folders())
    main = place / "main.typ"
    for name, job in json.loads((place / "jobs.json").read_text("utf-8")).items():
        for part, text in kind.files(job).items():
            (place / part).write_text(text, "utf-8")
        try:
            data = typst.compile(main, root=place, font_paths=fonts, format=kind.format, ppi=kind.ppi)
        except RuntimeError as error:
            diagnostic = str(getattr(error, "diagnostic", error))
            print(f"{kind.title(job)}：{'；'.join(explained(diagnostic)) or diagnostic}", file=sys.stderr)
            return child.FAULT
        aside = place / "drawn"
        aside.write_bytes(kind.finish(data, job))
        aside.replace(folder / name)
    return 0
