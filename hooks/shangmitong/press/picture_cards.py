"""Pictures for chat groups, as PNG."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from io import BytesIO
from pathlib import Path

from PIL import Image

from ..documents.cards import Card
from ..facts.project import Project
from .drawn import Job, Kind, draw, kept
from .process import guarded
from .qr import qr_modules

_SHARP = 144
"""Dots to the inch: a card of 540 points has 1080."""
_AT_ONCE = 6
"""How many pictures one process draws: 36 take a gigabyte."""
_COLOURS = 128
"""How many colours a picture keeps; letters on a plain ground need no more, and a phone pays for each byte."""


def pictures(project: Project, cards: Iterable[Card], site_url: str) -> dict[str, Path]:
    """Return the PNG of each of the `cards` by its place below the site; what is not in the cache is drawn.

    Raises:
        DrawingError: when a text does not fit its card, or Typst cannot draw it.
    """
    return kept(project, KIND, {card.path: _job(project, card, site_url) for card in cards})


def _job(project: Project, card: Card, site_url: str) -> Job:
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


def _files(job: Job) -> dict[str, str]:
    return {
        "main.typ": f'#import "{KIND.layout}": *\n#picture-of-card',
        "job.json": json.dumps(job),
        "codes.json": json.dumps({job["address"]: qr_modules(job["address"])}),
    }


def _light(data: bytes, job: Job) -> bytes:
    """Return a picture in few colours."""
    out = BytesIO()
    with Image.open(BytesIO(data)) as picture:  # an octree, and no search for the last byte: a fifth of the time
        few = picture.convert("RGB").quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.putpalette([255 if value > 252 else value for value in few.getpalette() or ()])  # it takes the paper for grey
    few.save(out, "PNG")
    return out.getvalue()


KIND = Kind(
    folder="cards",
    module=__name__,
    layout="share.typ",
    format="png",
    title=lambda job: str(job["card"]["title"]),
    files=_files,
    finish=_light,
    packages=("pillow", "segno"),
    ppi=_SHARP,
    at_once=_AT_ONCE,
)

if __name__ == "__main__":
    sys.exit(guarded(lambda: draw(KIND)))
