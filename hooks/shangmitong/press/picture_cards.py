"""Pictures for chat groups: drawn by Typst as PNG in one process of its own, kept under the hash of their facts."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import typst
from PIL import Image

from ..documents.cards import Card
from ..facts.project import Project
from ..facts.tree import CACHE
from . import process as child
from .drawings import DrawingError
from .layouts import layout_files, outlines
from .qr import qr_modules
from .typeset import font_folders
from .typst_errors import explained

MADE = CACHE / "cards"
_LAYOUT = "share.typ"
_ENGINE = ("typst", "manimgx-fonts-cjk", "pylopdf-fonts-zh-cn", "pillow", "segno")
_SHARP = 144
"""Dots to the inch: a card of 540 points has 1080."""
_AT_ONCE = 6
"""How many pictures one process draws: Typst remembers all of them, and 36 take a gigabyte."""
_COLOURS = 64
"""How many colours a picture keeps; letters on a plain ground need no more, and a phone pays for each byte."""


def pictures(project: Project, cards: Iterable[Card], site_url: str) -> dict[str, Path]:
    """Return the PNG of each of the `cards` by its place below the site; what is not in the cache is drawn.

    Raises:
        DrawingError: when a text does not fit its card, or Typst cannot draw it.
    """
    shared = layout_files(project.tree, _LAYOUT) | {
        "look.json": project.look.model_copy(update={"crest": None}).model_dump_json().encode(),
        "icons.json": outlines(),
    }
    jobs = {card.path: _job(project, card, site_url) for card in cards}
    files = {path: project.root / MADE / f"{_key(shared, job)}.png" for path, job in jobs.items()}
    missing = {files[path].name: job for path, job in jobs.items() if not files[path].exists()}
    names = list(missing)
    for start in range(0, len(names), _AT_ONCE):
        _draw(project.root / MADE, shared, {name: missing[name] for name in names[start : start + _AT_ONCE]})
    for file in files.values():
        os.utime(file)  # what is in use is not cleared away
    return files


def _job(project: Project, card: Card, site_url: str) -> dict[str, Any]:
    return {
        "width": 320 if card.kind == "chart" else 210,
        "height": 297,
        "size": 16,
        "bleed": 0,
        "draft": "",
        "stapled": False,
        "widest": {},
        "colour": card.colour,
        "county": project.region.name,
        "publisher": project.region.publisher,
        "issue": project.issue,
        "address": f"{site_url}{card.address}",
        "card": asdict(card),
    }


def _key(shared: Mapping[str, bytes], job: dict[str, Any]) -> str:
    marks = [[name, hashlib.sha256(data).hexdigest()] for name, data in shared.items()]
    return hashlib.sha256(json.dumps([marks, job, _machine()]).encode()).hexdigest()[:32]


@cache
def _machine() -> list[str]:
    return [*map(version, _ENGINE), hashlib.sha256(Path(__file__).read_bytes()).hexdigest()]


def _draw(folder: Path, shared: Mapping[str, bytes], missing: Mapping[str, dict[str, Any]]) -> None:
    """Draw what is `missing`, by file name, into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    place = Path(mkdtemp(suffix=".job", dir=folder))
    try:
        for name, data in shared.items():
            (place / name).write_bytes(data)
        (place / "jobs.json").write_text(json.dumps(missing, ensure_ascii=False), "utf-8")
        done = child.run(__name__, place, folder, capture_output=True)
        if done.returncode:
            raise DrawingError(f"图没有画成：{done.stderr.decode(errors='replace').strip()}")
    finally:
        shutil.rmtree(place, ignore_errors=True)


def main() -> int:
    """Draw all of jobs.json into the folder; return 1, with the reason on stderr, when one fails."""
    place, folder = map(Path, sys.argv[1:3])
    fonts = typst.Fonts(include_system_fonts=False, font_paths=font_folders())
    (place / "main.typ").write_text(f'#import "{_LAYOUT}": *\n#picture-of-card', "utf-8")
    for name, job in json.loads((place / "jobs.json").read_text("utf-8")).items():
        (place / "job.json").write_text(json.dumps(job), "utf-8")
        (place / "codes.json").write_text(json.dumps({job["address"]: qr_modules(job["address"])}), "utf-8")
        try:
            data = typst.compile(place / "main.typ", root=place, font_paths=fonts, format="png", ppi=_SHARP)
        except RuntimeError as error:
            diagnostic = str(getattr(error, "diagnostic", error))
            print(f"{job['card']['title']}：{'；'.join(explained(diagnostic)) or diagnostic}", file=sys.stderr)
            return 1
        aside = place / "drawn.png"
        aside.write_bytes(_light(data))
        aside.replace(folder / name)
    return 0


def _light(data: bytes) -> bytes:
    """Return a picture in few colours."""
    out = BytesIO()
    with Image.open(BytesIO(data)) as picture:
        picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
