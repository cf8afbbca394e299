"""One document in a process of its own: HTML body -> pandoc -> Typst -> PDF.

Run as `python typeset.py JOB OUT`. A process for each document gives the engine's memory back and keeps
two documents at work at once.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

FONT_PACKAGES = ("manimgx_fonts_cjk", "pylopdf_fonts_zh_cn")
"""Packages that carry the fonts: Noto Sans CJK (all weights), Noto Serif SC and Noto Sans SC."""
HEAD = '#import "book.typ": *\n#show: book.with(json("job.json"))\n\n'
STANDARDS: Any = ["a-2a", "ua-1"]


def font_folders() -> list[str]:
    """Give the folders of the font packages."""
    specs = [importlib.util.find_spec(name) for name in FONT_PACKAGES]
    return [folder for spec in specs if spec for folder in spec.submodule_search_locations or ()]


def to_typst(html: str, filter_file: Path) -> str:
    """Turn the HTML body of a document into Typst through pandoc.

    Raises RuntimeError with pandoc's words when it fails.
    """
    import pypandoc

    command = [pypandoc.get_pandoc_path(), "-f", "html", "-t", "typst", "--wrap=none", f"--lua-filter={filter_file}"]
    done = subprocess.run(command, input=html.encode(), capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    return done.stdout.decode()


def typeset(job: Path) -> bytes:
    """Give the PDF of the job folder `job`, which holds body.html, book.typ, filter.lua, job.json and assets."""
    import typst

    settings = json.loads((job / "job.json").read_text("utf-8"))
    body = to_typst((job / "body.html").read_text("utf-8"), job / "filter.lua")
    main = job / "main.typ"
    main.write_text(HEAD + body, "utf-8")
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
