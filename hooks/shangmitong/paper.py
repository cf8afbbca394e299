"""Documents on paper: finished HTML bodies -> PDF, each made once and kept under the hash of its input."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from . import __version__
from .gaps import paper_note
from .load import Project
from .memorypool import MemoryPool
from .pages import Document
from .typst_body import PageBody

ENGINE = ("typst", "manimgx-fonts-cjk", "pylopdf-fonts-zh-cn")
"""Packages whose version decides the bytes of a PDF."""


MEMORY = 420
"""What the documents on the press may take together, in MB, so that a whole build stays near 500. A process takes
60 MB, and about one more for each 1000 characters of HTML (measured on guides of 110 pages)."""


class PaperError(RuntimeError):
    """Raised when a PDF could not be made; the message names the document."""


@dataclass(frozen=True)
class Press:
    """Makes the PDFs of a project.

    `site_url` is the address that links to the rest of the site get, `stamp` the date that the files carry,
    in seconds since 1970.
    """

    project: Project
    site_url: str
    stamp: int
    pool: MemoryPool = field(default_factory=lambda: MemoryPool(MEMORY))

    @property
    def cache(self) -> Path:
        """Give the folder of finished PDFs, named by the hash of their input."""
        return self.project.root / ".cache" / "shangmitong" / "paper"

    def submit(self, document: Document, bodies: list[PageBody], assets: Mapping[str, str]) -> Future[Path]:
        """Start making one PDF and give the future of its file in the cache; `assets` are the pictures by path.

        The future raises PaperError when the PDF cannot be made.
        """
        files = self._files(document, bodies, assets)
        key = hashlib.sha256(
            json.dumps([files, [version(name) for name in ENGINE]], sort_keys=True).encode()
        ).hexdigest()
        out = self.cache / f"{key[:32]}.pdf"
        memory = 0 if out.exists() and out.stat().st_size else 60 + len(files["pages.json"]) // 1000
        return self.pool.submit(memory, lambda: self._make(document.title, files, out))

    def _files(self, document: Document, bodies: list[PageBody], assets: Mapping[str, str]) -> dict[str, str]:
        pages = json.dumps(bodies, ensure_ascii=False)
        return {
            "pages.json": pages,
            "job.json": json.dumps(
                self._info(document, bodies[0].url) | {"draft": paper_note(pages)}, ensure_ascii=False
            ),
            "book.typ": (self.project.root / "paper" / "book.typ").read_text("utf-8"),
            **{path: text for path, text in assets.items() if path in pages},
        }

    def _info(self, document: Document, url: str) -> dict[str, object]:
        """Give what the cover, the colophon and the running heads say."""
        region = self.project.region
        return {
            "timestamp": self.stamp,
            "title": document.title,
            "kind": document.kind.name,
            "purpose": document.kind.purpose,
            "industry": document.industry.name,
            "colour": document.industry.colour,
            "county": region.name,
            "publisher": region.publisher,
            "checked": str(self.project.registry.checked),
            "version": __version__,
            "site": self.site_url,
            "address": f"{self.site_url}{url}",
            "chapters": len(document.pages) > 1,
            "paper": "a5" if document.kind.small else "a4",
        }

    def _make(self, title: str, files: Mapping[str, str], out: Path) -> Path:
        if out.exists() and out.stat().st_size:
            os.utime(out)
            return out
        job = out.with_suffix(".job")
        for name, text in files.items():
            (job / name).parent.mkdir(parents=True, exist_ok=True)
            (job / name).write_text(text, "utf-8", newline="\n")
        paths = os.pathsep.join((str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")))
        done = subprocess.run(
            [sys.executable, "-m", f"{__package__}.typeset", job, out],
            env=os.environ | {"PYTHONPATH": paths},
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise PaperError(
                f"《{title}》的 PDF 没有做成：{done.stderr.decode(errors='replace').strip()}（排版文件在 {job}）"
            )
        shutil.rmtree(job, ignore_errors=True)
        return out
