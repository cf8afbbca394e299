"""Documents on paper: finished HTML bodies -> PDF, each made once and kept under the hash of its input."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp

from .. import __version__
from ..documents.drawings import Drawing
from ..documents.pages import Print
from ..facts.cache import maker, sweep
from ..facts.checks.placeholders import paper_note
from ..facts.county import county
from ..facts.project import Project
from ..facts.tree import CACHE
from ..problem.system_errors import at
from . import pictures
from . import process as child
from .completeness import LostError
from .layouts import layout_files, outlines
from .manuscript import manuscript
from .memory_pool import LIMIT, MemoryPool
from .typst_bodies import PageBody

ENGINE = ("typst", "manimgx-fonts-cjk", "pylopdf-fonts-zh-cn", "segno", "pikepdf")
"""Packages whose version decides the bytes of a PDF."""

PAPERS = CACHE / "paper"
"""Where finished PDFs are kept, below the project."""
KEPT = 30
"""For how many days one is kept that no build uses."""

MEMORY = 900
"""What the files on the press may take together, in MB: two of the largest books at once, each below 500. A process
takes 100 MB, and about one more for each 830 characters of HTML (measured on guides of 120 pages), and a poster one more for each 50
characters of what it draws (measured on value-chain maps)."""


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
    pool: MemoryPool = field(default_factory=lambda: MemoryPool(int(os.environ.get(LIMIT) or MEMORY)))

    @property
    def cache(self) -> Path:
        """Return the folder of finished PDFs, named by the hash of their input."""
        return self.project.root / PAPERS

    @property
    def unused(self) -> bool:
        """Tell whether nothing is in the cache, so that all books are going to be set."""
        return not any(self.cache.glob("*.pdf"))

    def submit(
        self, item: Print, bodies: list[PageBody], drawings: Mapping[str, Drawing], colophon: str = ""
    ) -> Future[Path]:
        """Start making one PDF and give the future of its file in the cache.

        `drawings` are those of the site by path, `colophon` is the HTML on the back of the title page of a book.

        The future raises PaperError when the PDF cannot be made.
        """
        pages = tuple(bodies)
        files = self._files(item, bodies, drawings)
        parts = [*files.items(), *((page.url, page.html.encode()) for page in pages), ("colophon", colophon.encode())]
        marks = [[name, hashlib.sha256(data).hexdigest()] for name, data in parts]
        key = hashlib.sha256(json.dumps([marks, maker(ENGINE, Path(__file__).parent)]).encode()).hexdigest()
        out = self.cache / f"{key[:32]}.pdf"

        def make() -> Path:
            if not (out.exists() and out.stat().st_size):
                try:
                    body = manuscript(item.layout, pages, self.site_url, colophon)
                except (LostError, child.ChildError) as error:
                    raise PaperError(f"《{item.title}（{item.name}）》的 PDF 没有做成：{error}") from error
                self._make(f"{item.title}（{item.name}）", files | {"body.typ": body.encode()}, out)
            os.utime(out)
            return out

        made = out.exists() and out.stat().st_size
        needed = sum(len(page.html) for page in pages) // (1100 if item.format.stapled else 830)
        if item.layout == "poster":
            needed += len(files["drawings.json"]) // 50
        return self.pool.submit(0 if made else 100 + needed, make)

    def _files(self, item: Print, bodies: list[PageBody], drawings: Mapping[str, Drawing]) -> dict[str, bytes]:
        pages = json.dumps(bodies, ensure_ascii=False)
        tree = self.project.tree
        look, crest = self.project.look, self._crest()
        photos = self._pictures(pages, drawings)
        if crest:
            look = look.model_copy(update={"crest": f"crest{crest.suffix}"})
        files = {
            "job.json": json.dumps(
                self._info(item, bodies[0].url)
                | {
                    "draft": paper_note(pages),
                    "widest": {name: pictures.widest(name, photos[name]) for name in photos},
                },
                ensure_ascii=False,
            ).encode(),
            "drawings.json": json.dumps(
                {f"/{path}": asdict(drawings[path]) for path in pictures.named(pages) if path in drawings},
                ensure_ascii=False,
            ).encode(),
            "icons.json": outlines(),
            "look.json": look.model_dump_json().encode(),
            **layout_files(tree, "kit.typ"),  # which every file is set with, whatever its layout asks for
            **layout_files(tree, f"{item.layout}.typ"),
        }
        if crest and look.crest:
            files[look.crest] = crest.read_bytes()
        return files | photos

    def _pictures(self, pages: str, drawings: Mapping[str, Drawing]) -> dict[str, bytes]:
        """Return the photos that the `pages` show, by path, as the typesetter reads them; drawings it draws itself."""
        tree = self.project.tree
        found = {}
        for path in pictures.named(pages):
            picture = tree.find(f"docs/{path}")
            if path not in drawings and picture.is_file() and tree.inside(picture):
                found[path] = pictures.printable(path, picture)
        return found

    def _crest(self) -> Path | None:
        """Return the picture file of the county's crest, else that of the look file."""
        crest = self.project.region.crest or self.project.look.crest
        return self.project.tree.find(crest) if crest else None

    def _info(self, item: Print, url: str) -> dict[str, object]:
        """Return what the cover, the colophon and the running heads say, and the paper: sizes in mm, letters in pt."""
        region = self.project.region
        return {
            "timestamp": self.stamp,
            "layout": item.layout,
            "width": item.format.width,
            "apart": item.format.apart,
            "height": item.format.height,
            "bleed": item.format.bleed,
            "stapled": item.format.stapled,
            "size": getattr(self.project.look.sizes, item.size),
            "edition": item.name,
            "title": item.title,
            "kind": item.kind.name if item.kind else "",
            "purpose": item.kind.purpose if item.kind else "",
            "industry": item.industry.name if item.industry else "",
            "trade": list(self.project.industries.values()).index(item.industry) + 1 if item.industry else 0,
            "trades": len(self.project.industries),
            "colour": item.industry.colour if item.industry else region.colour or self.project.look.colour,
            "mark": item.industry.mark if item.industry else "工厂",
            "pattern": item.industry.pattern if item.industry else "方格",
            "county": region.name,
            "province": region.province,
            "city": region.city,
            "publisher": region.publisher,
            "date": str(datetime.fromtimestamp(self.stamp, UTC).date()),
            "hotlines": [{"number": line.number, "name": line.name} for line in county(self.project).hotlines],
            "footer": region.footer,
            "checked": str(self.project.registry.checked),
            "version": __version__,
            "issue": self.project.issue,
            "site": self.site_url,
            "address": f"{self.site_url}{url}",
            "chapters": len(item.pages) > 1,
        }

    def _make(self, title: str, files: Mapping[str, bytes], out: Path) -> None:
        out.parent.mkdir(parents=True, exist_ok=True)
        job = Path(mkdtemp(prefix=f"{out.stem}.", suffix=".job", dir=out.parent))  # another build may make the same
        try:
            with at(job):
                for name, data in files.items():
                    (job / name).parent.mkdir(parents=True, exist_ok=True)
                    (job / name).write_bytes(data)
            done = child.answer(f"{__package__}.typeset", job, out)
        except BaseException as error:
            shutil.rmtree(job, ignore_errors=True)
            if isinstance(error, child.ChildError):
                raise PaperError(f"《{title}》的 PDF 没有做成：{error}") from None
            raise
        if done.returncode:
            kept = out.with_suffix(".job")
            shutil.rmtree(kept, ignore_errors=True)
            with suppress(OSError):  # another build may just have kept the same
                job.rename(kept)
            raise PaperError(
                f"《{title}》的 PDF 没有做成：{done.stderr.decode(errors='replace').strip()}（排版文件在 {kept}）"
            )


def tidy(root: Path) -> None:
    """Remove from the cache of the project at `root` the PDFs, drawings and Office files that no build has used for KEPT days.

    What was left by runs that were killed goes, too.
    """
    sweep(root)
    oldest = time.time() - KEPT * 86400
    kept = (PAPERS, *(CACHE / name for name in ("kit", "drawings", "cards", "html")))
    for file in (file for folder in kept for file in (root / folder).glob("*.*") if file.is_file()):
        with suppress(OSError):  # another build may just use it, or have removed it
            if file.stat().st_mtime < oldest:
                file.unlink()
