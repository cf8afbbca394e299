"""The drawings of a project as SVG."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict

from ..documents.drawings import Drawing
from ..facts.project import Project
from .drawn import Job, Kind, draw, kept
from .process import guarded
from .svg import page_svg

_SCREEN = {"width": 210, "height": 297, "bleed": 0, "size": 8, "draft": "", "stapled": False, "widest": {}}
"""The sheet that a drawing of the screen is measured for, in mm; its letters are in pt."""


def svgs(project: Project, drawings: Mapping[str, Drawing]) -> dict[str, str]:
    """Return the SVG of all `drawings` by path; what is not in the cache is drawn.

    Raises:
        DrawingError: when Typst cannot draw one of them.
    """
    files = kept(project, KIND, {path: asdict(drawing) for path, drawing in drawings.items()})
    return {path: file.read_text("utf-8") for path, file in files.items()}


def _files(job: Job) -> dict[str, str]:
    return {
        "main.typ": f'#import "{KIND.layout}": *\n#on-screen("drawing")',
        "drawings.json": json.dumps({"drawing": job}, ensure_ascii=False),
        "job.json": json.dumps(_SCREEN | {"screen": True, "colour": job["colour"]}),
        "codes.json": "{}",
    }


def _svg(data: bytes, job: Job) -> bytes:
    return page_svg(data.decode(), job["name"], job["words"]).encode()


KIND = Kind(
    folder="drawings",
    module=__name__,
    layout="drawing.typ",
    format="svg",
    title=lambda job: str(job["name"]),
    files=_files,
    finish=_svg,
)

if __name__ == "__main__":
    sys.exit(guarded(lambda: draw(KIND)))
