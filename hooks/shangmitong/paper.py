"""Documents on paper: finished HTML bodies -> PDF, each made once and kept under the hash of its input."""

from __future__ import annotations

import hashlib
import html
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from . import __version__, typeset
from .load import Project
from .pages import Document

ENGINE = ("typst", "pypandoc-binary", "manimgx-fonts-cjk", "pylopdf-fonts-zh-cn")
"""Packages whose version decides the bytes of a PDF."""
SMALL = {"brochure"}
"""Kinds that are printed on A5."""


class PaperError(RuntimeError):
    """Raised when a PDF could not be made; the message names the document."""


@dataclass(frozen=True)
class Body:
    """The finished HTML of one page, with its address below the site."""

    url: str
    html: str


@dataclass(frozen=True)
class Press:
    """Makes the PDFs of a project.

    `site_url` is the address that links to the rest of the site get, `stamp` the date that the files carry,
    in seconds since 1970.
    """

    project: Project
    site_url: str
    stamp: int
    pool: ThreadPoolExecutor

    @property
    def cache(self) -> Path:
        """Give the folder of finished PDFs, named by the hash of their input."""
        return self.project.root / ".cache" / "shangmitong" / "paper"

    def submit(self, document: Document, bodies: list[Body], assets: Mapping[str, str]) -> Future[Path]:
        """Start making one PDF and give the future of its file in the cache; `assets` are the pictures by path.

        The future raises PaperError when the PDF cannot be made.
        """
        return self.pool.submit(self._make, document.title, self._files(document, bodies, assets))

    def _files(self, document: Document, bodies: list[Body], assets: Mapping[str, str]) -> dict[str, str]:
        body = "\n".join(
            f'<div class="page" data-url="{html.escape(page.url)}" data-site="{html.escape(self.site_url)}">{page.html}</div>'
            for page in bodies
        )
        used = {path: text for path, text in assets.items() if path in body}
        return {
            "body.html": body,
            "job.json": json.dumps(self._info(document, bodies[0].url), ensure_ascii=False),
            **{name: (self.project.root / "paper" / name).read_text("utf-8") for name in ("book.typ", "filter.lua")},
            **used,
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
            "address": f"{self.site_url}{url}",
            "paper": "a5" if document.kind.slug in SMALL else "a4",
        }

    def _make(self, title: str, files: Mapping[str, str]) -> Path:
        key = hashlib.sha256(
            json.dumps([files, [version(name) for name in ENGINE]], sort_keys=True).encode()
        ).hexdigest()[:32]
        out = self.cache / f"{key}.pdf"
        if out.exists():
            os.utime(out)
            return out
        job = self.cache / f"{key}.job"
        for name, text in files.items():
            (job / name).parent.mkdir(parents=True, exist_ok=True)
            (job / name).write_text(text, "utf-8", newline="\n")
        done = subprocess.run([sys.executable, typeset.__file__, job, out], capture_output=True, check=False)
        if done.returncode:
            raise PaperError(
                f"《{title}》的 PDF 没有做成：{done.stderr.decode(errors='replace').strip()}（排版文件在 {job}）"
            )
        shutil.rmtree(job, ignore_errors=True)
        return out
