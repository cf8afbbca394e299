"""One document in a process of its own: the HTML of its pages -> Typst -> PDF.

Run as `python -m shangmitong.typeset JOB OUT`. A process for each document gives the engine's memory back and keeps
two documents at work at once.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import typst

from .typst_body import PageBody, typst_body

FONT_PACKAGES = ("manimgx_fonts_cjk", "pylopdf_fonts_zh_cn")
"""Packages that carry the fonts: Noto Sans CJK (all weights), Noto Serif SC and Noto Sans SC."""
HEAD = '#import "book.typ": *\n#show: book.with(json("job.json"))\n\n'
STANDARDS: Any = ["a-2a", "ua-1"]


def font_folders() -> list[str]:
    """Give the folders of the font packages."""
    specs = [importlib.util.find_spec(name) for name in FONT_PACKAGES]
    return [folder for spec in specs if spec for folder in spec.submodule_search_locations or ()]


def typeset(job: Path) -> bytes:
    """Give the PDF of the job folder `job`, which holds pages.json, job.json, book.typ and assets.

    Raises RuntimeError with Typst's words when it fails.
    """
    settings = json.loads((job / "job.json").read_text("utf-8"))
    pages = [PageBody(*page) for page in json.loads((job / "pages.json").read_text("utf-8"))]
    main = job / "main.typ"
    main.write_text(HEAD + typst_body(pages, settings["site"]), "utf-8")
    fonts = typst.Fonts(include_system_fonts=False, font_paths=font_folders())
    return typst.compile(
        main, root=job, font_paths=fonts, format="pdf", pdf_standards=STANDARDS, timestamp=settings["timestamp"]
    )


def main() -> int:
    """Make one PDF; write it aside and move it into place. Give 1, with the reason on stderr, when it fails."""
    job, out = map(Path, sys.argv[1:3])
    try:
        data = typeset(job)
    except RuntimeError as error:
        print(getattr(error, "diagnostic", error), file=sys.stderr)
        return 1
    aside = out.with_suffix(".part")
    aside.write_bytes(data)
    aside.replace(out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
