"""The table of document kinds, and what they become: pages, documents and the nav, from one list."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ..facts.model import Industry
from ..facts.tree import WORDING, Tree
from .cards import Card, cards, cards_zip, covers
from .drawings import Drawing, drawings
from .formats import BOOK, BOOKLET, LARGE, Edition, Format
from .kit import KitFile, bundle, kit_files

if TYPE_CHECKING:
    from ..facts.model import Region
    from ..facts.project import Project

CHAPTER = re.compile(r"^(?:(\d\d)-)?([a-z][a-z0-9-]*)\.md$")
"""Chapter templates: two digits for the chapter number, then the slug used in the address."""


@dataclass(frozen=True)
class Kind:
    """A kind of document that every industry gets; its wording is the folder of the same name."""

    slug: str
    name: str
    purpose: str
    editions: tuple[Edition, ...] = (BOOK, BOOKLET)
    """How it is printed; none where sheets of its own stand for it."""


KINDS = (
    Kind("guide", "实务指南", "为什么、保什么、怎么办", (BOOK, LARGE, BOOKLET)),
    Kind("manual", "操作手册", "一步一步怎么做，用哪张表"),
    Kind("brochure", "宣传册", "几分钟看完，贴在车间", ()),
    Kind("faq", "常见问题", "先给答案，再说理由和下一步", (BOOK, LARGE, BOOKLET)),
    Kind("short", "精简版", "小企业先看这十几页"),
)
"""The kinds of document. A fifth kind is one row here and one folder in overrides/documents/."""


@dataclass(frozen=True)
class Template:
    """A template file of a document kind."""

    name: str
    slug: str
    number: int | None


@dataclass(frozen=True)
class Page:
    """A finished page: `path` is its Markdown file below the site, `source` the file that an editor changes."""

    path: str
    title: str
    markdown: str
    source: str


@dataclass(frozen=True)
class Document:
    """A document of one industry: the pages in order, and what its PDF is called."""

    slug: str
    industry: Industry
    kind: Kind
    pages: tuple[Page, ...]
    colophon: Page

    @property
    def title(self) -> str:
        """Return the title that stands on the cover."""
        return document_title(self.industry, self.kind)

    @property
    def download(self) -> str:
        """Return the path of the PDF below the site."""
        return f"downloads/{self.slug}/{self.kind.slug}.pdf"


@dataclass(frozen=True)
class Print:
    """A file for paper: the pages that it holds, and how they are set."""

    path: str
    """Its place below the site."""
    title: str
    """What stands on it and in its properties."""
    name: str
    """What it is called in a list, as “大字版”."""
    use: str
    """How to print it, in a line."""
    group: str
    """Under which heading of the page of printed files it stands."""
    layout: str
    format: Format
    size: str
    pages: tuple[Page, ...]
    industry: Industry | None
    kind: Kind | None
    colophon: Page | None = None
    """What stands on the back of the title page of a book."""


@dataclass(frozen=True)
class Site:
    """Everything that is generated: pages of their own, the documents of each industry, and what is printed."""

    project: Project
    pages: tuple[Page, ...]
    documents: tuple[Document, ...]
    prints: tuple[Print, ...]

    @cached_property
    def kit(self) -> tuple[KitFile, ...]:
        """Return the Word and Excel files of the working kit."""
        return kit_files(self.project)

    @cached_property
    def drawings(self) -> dict[str, Drawing]:
        """Return what is drawn, by the path of its SVG below the site."""
        return drawings(self.project)

    @cached_property
    def cards(self) -> dict[str, tuple[Card, ...]]:
        """Return the pictures for chat groups, by the slug of the trade."""
        return cards(self.project)

    @cached_property
    def covers(self) -> dict[str, Card]:
        """Return the picture of a link to each trade, by its slug; that of all other pages by ""."""
        return covers(self.project)

    def downloads(self) -> list[str]:
        """Return the places of all files to be taken away: for paper, and of the kit."""
        bundles = map(bundle, self.project.industries)
        pictures = [card.path for some in (*self.cards.values(), self.covers.values()) for card in some]
        zips = map(cards_zip, self.project.industries)
        return [*(item.path for item in self.prints), *(file.path for file in self.kit), *bundles, *pictures, *zips]

    def books(self) -> tuple[Print, ...]:
        """Return the files that the pages of the documents offer: one for each document."""
        wanted = {document.download for document in self.documents}
        return tuple(item for item in self.prints if item.path in wanted)

    def all_pages(self) -> list[Page]:
        """Return every generated page once; those of documents first, so that their books are set while others are made."""
        return [*(page for document in self.documents for page in document.pages), *self.pages]

    def nav(self) -> list[dict[str, object]]:
        """Return the nav entries in the form that mkdocs.yml uses; themes print their titles as HTML."""
        entries: list[dict[str, object]] = []
        for slug, industry in self.project.industries.items():
            sections: list[object] = [f"{slug}/index.md"]
            for document in self.documents:
                if document.slug == slug:
                    paths: list[object] = [{escape(page.title): page.path} for page in document.pages]
                    paths[0] = document.pages[0].path
                    single = {document.kind.name: document.pages[0].path}
                    sections.append(single if len(paths) == 1 else {document.kind.name: paths})
            roles = [page.path for page in self.pages if page.path.startswith(f"{slug}/roles/")]
            entries.append({escape(industry.name): [*sections, *([{"我是……": roles}] if roles else [])]})
        return entries


def document_title(industry: Industry, kind: Kind) -> str:
    """Return the title of a document, as on its cover and first page."""
    return f"{industry.name}商业秘密保护{kind.name}"


def templates(tree: Tree, kind: Kind) -> tuple[Template, ...]:
    """Return the templates of a kind in reading order: index.md first, then the numbered chapters."""
    found = [
        Template(f"{kind.slug}/{match[0]}", match[2], int(match[1]) if match[1] else None)
        for name in tree.names(f"{WORDING}/{kind.slug}", "*.md")
        if (match := CHAPTER.match(PurePosixPath(name).name))
    ]
    return tuple(sorted(found, key=lambda template: (template.slug != "index", template.number or 0, template.slug)))


def kinds(region: Region) -> tuple[Kind, ...]:
    """Return the kinds of document that a county has."""
    return tuple(kind for kind in KINDS if kind.slug not in region.leave_out)


def chapters(project: Project, kind: Kind) -> tuple[Template, ...]:
    """Return the templates of a kind that a county has; numbers close up over the chapters that it leaves out."""
    kept, gone = [], 0
    for template in templates(project.tree, kind):
        if project.region.lacks(f"{kind.slug}/{template.slug}"):
            gone += bool(template.number)
        else:
            kept.append(replace(template, number=template.number - gone) if template.number else template)
    return tuple(kept)
