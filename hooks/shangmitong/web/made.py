"""What is made beside the pages: drawings, PDFs, the working kit, pictures for chat groups."""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from mkdocs.exceptions import PluginError

from ..documents.drawings import drawings
from ..documents.pages import Print, Site
from ..documents.search import search_data
from ..documents.tools import tools_files
from ..facts.project import Project
from ..press.drawings import svgs
from ..press.drawn import DrawingError
from ..press.jobs import PaperError
from ..press.print_queue import PrintQueue
from ..press.qr import qr_svg
from ..press.svg import inline
from .downloads import size
from .messages import place_of
from .notices import notices

log = logging.getLogger("mkdocs.hooks.shangmitong")

_CLICKABLE = re.compile(r'<img (?=[^>]*class="flow clickable")[^>]*src="[./]*(assets/[^"]*)"[^>]*>')
"""A drawing whose links are to work; as a picture it would swallow them."""


def draw(project: Project) -> Future[dict[str, str]]:
    """Begin to draw what a project draws, as SVG by path, beside what else is done.

    The future raises PluginError when one cannot be drawn.
    """

    def drawn() -> dict[str, str]:
        try:
            return svgs(project, drawings(project))
        except DrawingError as error:
            raise PluginError(str(error)) from None

    return ThreadPoolExecutor(1).submit(drawn)


def clickable(html: str, site: Site, drawn: Mapping[str, str]) -> str:
    """Return the page with its clickable drawings in it, where it had pictures of them; `drawn` are the SVGs by path."""

    def placed(match: re.Match[str]) -> str:
        drawing = site.drawings[match[1]]
        names = {f"stage-{station['id']}": station["name"] for station in drawing.facts["stations"]}
        return inline(drawn[match[1]], names)

    return _CLICKABLE.sub(placed, html)


def data_files(project: Project, found: list[dict[str, str]], site_url: str) -> dict[str, str]:
    """Return what scripts and machines read, by its place in the site: search, tools, robots.txt, security.txt.

    `found` are the sections that the search looks through.
    """
    return {
        "search/docs.json": json.dumps(search_data(project, found), ensure_ascii=False, separators=(",", ":")),
        **tools_files(project),
        **notices(project.region, site_url, project.registry.today),
    }


def page_codes(addresses: Mapping[str, str]) -> dict[str, str]:
    """Return the code that brings a page from a desk to a phone, beside each page; `addresses` are by place."""
    return {f"{place}code.svg": qr_svg(address) for place, address in addresses.items()}


def write(files: Mapping[str, str], site_dir: Path) -> None:
    """Write texts into a finished site, by their place in it."""
    for name, text in files.items():
        (site_dir / name).parent.mkdir(exist_ok=True)
        (site_dir / name).write_text(text, "utf-8", newline="\n")


def printed(site: Site, papers: object) -> tuple[Print, ...]:
    """Return what is to be printed, as the setting `papers` says: all, the books that the pages offer, or nothing."""
    return site.prints if papers == "all" else site.books() if papers == "books" else ()


def finished_papers(queue: PrintQueue) -> dict[str, Path]:
    """Wait for the PDFs and give them by their place in the site."""
    papers: dict[str, Path] = {}
    try:
        for number, (item, made) in enumerate(queue.finished(), 1):
            papers[item.path] = made
            log.info("PDF %2d/%d %s（%s，%s）", number, len(queue.prints), item.title, item.name, size(made))
    except PaperError as error:
        raise PluginError(place_of(error, queue.site)) from None
    return papers


def kit_files(site: Site, site_url: str) -> dict[str, Path]:
    """Make the working kit and the pictures for chat groups; return the files by their place in the site.

    Raises PluginError when a picture cannot be drawn.
    """
    from ..office.kit import make_kit  # whose libraries a preview can do without
    from .share import shared

    made = make_kit(site.project, site.kit, int(os.environ["SOURCE_DATE_EPOCH"]))
    log.info("工具箱 %d 份", len(made))
    try:
        sent = shared(site, site_url)
    except DrawingError as error:
        raise PluginError(str(error)) from None
    log.info("发到群里的图 %d 份", len(sent))
    return made | sent
