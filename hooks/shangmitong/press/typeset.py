"""One printed file in a process of its own: Typst -> PDF -> what the print shop takes.

Run as `python -m shangmitong.press.typeset JOB OUT`. A process for each file gives the engine's memory back and keeps
several at work at once.
"""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import typst

from ..facts.cache import keep
from ..problem.system_errors import at
from .process import FAULT, guarded
from .qr import qr_modules
from .typst_errors import explained

FONT_PACKAGES = ("manimgx_fonts_cjk", "pylopdf_fonts_zh_cn")
"""Packages that carry the fonts: Noto Sans CJK (all weights), Noto Serif SC and Noto Sans SC."""
HEAD = '#import "kit.typ": *\n#import "{}.typ": *\n'
STANDARDS: Any = ["a-2a", "ua-1"]
MARKS = 7
"""Room for crop and fold marks outside the bleed, in mm."""
_CODE = re.compile(r'#(?:qr|chapter)\("([^"]+)"')


def font_folders() -> list[str]:
    """Return the folders of the font packages."""
    specs = [importlib.util.find_spec(name) for name in FONT_PACKAGES]
    return [folder for spec in specs if spec for folder in spec.submodule_search_locations or ()]


def typeset(job: Path) -> bytes:
    """Return the PDF of the job folder `job`, which holds body.typ, job.json, look.json, Typst files and pictures.

    A file for readers claims PDF/A-2a and PDF/UA-1; pages for stapling and files for the printing house (CMYK) cannot.
    Raises RuntimeError with Typst's words when it fails.
    """
    settings = json.loads((job / "job.json").read_text("utf-8"))
    body = (job / "body.typ").read_text("utf-8")
    addresses = {settings["address"], *_CODE.findall(body)}
    codes = {address: qr_modules(address) for address in sorted(addresses)}
    (job / "codes.json").write_text(json.dumps(codes), "utf-8")
    main = job / "main.typ"
    main.write_text(HEAD.format(settings["layout"]) + body, "utf-8")
    fonts = typst.Fonts(include_system_fonts=False, font_paths=font_folders())
    plain = settings["stapled"] or settings["bleed"]
    data = typst.compile(
        main,
        root=job,
        font_paths=fonts,
        format="pdf",
        pdf_standards=[] if plain else STANDARDS,
        pdf_tags=not plain,
        timestamp=settings["timestamp"],
    )
    return _finished(data, settings)


def _finished(data: bytes, settings: dict[str, Any]) -> bytes:
    if settings["stapled"]:
        from .imposition import impose

        return impose(data)
    return _boxed(data, settings["bleed"]) if settings["bleed"] else data


def _boxed(data: bytes, bleed: float) -> bytes:
    """Say how far colour runs over the trimmed edge; Typst's page also holds the marks outside it."""
    import pikepdf

    points = bleed / 25.4 * 72
    with pikepdf.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            left, bottom, right, top = (float(value) for value in page.trimbox)
            page.obj.BleedBox = pikepdf.Array([left - points, bottom - points, right + points, top + points])
        out = BytesIO()
        pdf.save(out, deterministic_id=True)
        return out.getvalue()


def main() -> int:
    """Make one PDF and move it into place. Give FAULT, with the reason on stderr, when its input is wrong.

    The job folder then stays for the author to look at; else it goes, as the build may have ended before its child.
    """
    job, out = map(Path, sys.argv[1:3])
    try:
        with at(job):
            data = typeset(job)
        keep(out, data)
    except RuntimeError as error:
        diagnostic = str(getattr(error, "diagnostic", error))
        print("；".join(explained(diagnostic)) or diagnostic, file=sys.stderr)
        return FAULT
    except (OSError, MemoryError):
        shutil.rmtree(job, ignore_errors=True)
        raise
    shutil.rmtree(job, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(guarded(main))
