"""The drawings of a project as SVG: made by Typst in one process of its own, kept under the hash of their facts."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import mkdtemp

import typst

from ..documents.drawings import Drawing
from ..facts.project import Project
from ..facts.tree import CACHE
from . import process as child
from .layouts import layout_files, outlines
from .svg import page_svg
from .typeset import font_folders
from .typst_errors import explained

DRAWN = CACHE / "drawings"
"""Where finished drawings are kept, below the project."""
_LAYOUT = "drawing.typ"
_ENGINE = ("typst", "manimgx-fonts-cjk", "pylopdf-fonts-zh-cn")


class DrawingError(RuntimeError):
    """Raised when a drawing could not be made; the message says why."""


def svgs(project: Project, drawings: Mapping[str, Drawing]) -> dict[str, str]:
    """Return the SVG of all `drawings` by path; what is not in the cache is drawn.

    Raises:
        DrawingError: when Typst cannot draw one of them.
    """
    shared = layout_files(project.tree, _LAYOUT) | {
        "look.json": project.look.model_dump_json().encode(),
        "icons.json": outlines(),
    }
    files = {path: project.root / DRAWN / f"{_key(shared, drawing)}.svg" for path, drawing in drawings.items()}
    missing = {files[path].name: drawing for path, drawing in drawings.items() if not files[path].exists()}
    if missing:
        _draw(project.root / DRAWN, shared, missing)
    for file in files.values():
        os.utime(file)  # what is in use is not cleared away
    return {path: file.read_text("utf-8") for path, file in files.items()}


def _key(shared: Mapping[str, bytes], drawing: Drawing) -> str:
    marks = [[name, hashlib.sha256(data).hexdigest()] for name, data in shared.items()]
    return hashlib.sha256(json.dumps([marks, asdict(drawing), _machine()]).encode()).hexdigest()[:32]


@cache
def _machine() -> list[str]:
    code = b"".join((Path(__file__).parent / f"{name}.py").read_bytes() for name in ("drawings", "svg"))
    return [*map(version, _ENGINE), hashlib.sha256(code).hexdigest()]


def _draw(folder: Path, shared: Mapping[str, bytes], missing: Mapping[str, Drawing]) -> None:
    """Draw what is `missing`, by file name, into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    job = Path(mkdtemp(suffix=".job", dir=folder))
    try:
        for name, data in shared.items():
            (job / name).write_bytes(data)
        facts = {name: asdict(drawing) for name, drawing in missing.items()}
        (job / "drawings.json").write_text(json.dumps(facts, ensure_ascii=False), "utf-8")
        done = child.run(__name__, job, folder, capture_output=True)
        if done.returncode:
            raise DrawingError(f"图没有画成：{done.stderr.decode(errors='replace').strip()}")
    finally:
        shutil.rmtree(job, ignore_errors=True)


def main() -> int:
    """Draw all of the job folder's drawings.json into the folder; return 1, with the reason on stderr, when one fails."""
    job, folder = map(Path, sys.argv[1:3])
    fonts = typst.Fonts(include_system_fonts=False, font_paths=font_folders())
    for name, drawing in json.loads((job / "drawings.json").read_text("utf-8")).items():
        screen = {
            "width": 210,
            "height": 297,
            "bleed": 0,
            "size": 8,
            "draft": "",
            "stapled": False,
            "widest": {},
            "screen": True,
        }
        (job / "job.json").write_text(json.dumps(screen | {"colour": drawing["colour"]}), "utf-8")
        (job / "codes.json").write_text("{}", "utf-8")
        (job / "main.typ").write_text(f'#import "{_LAYOUT}": *\n#on-screen({json.dumps(name)})', "utf-8")
        try:
            drawn = typst.compile(job / "main.typ", root=job, font_paths=fonts, format="svg")
        except RuntimeError as error:
            diagnostic = str(getattr(error, "diagnostic", error))
            print(f"{drawing['name']}：{'；'.join(explained(diagnostic)) or diagnostic}", file=sys.stderr)
            return 1
        aside = job / "drawn.svg"
        aside.write_text(page_svg(drawn.decode(), drawing["name"], drawing["words"]), "utf-8", newline="\n")
        aside.replace(folder / name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
