"""MkDocs events -> the core; the state of a build is kept in `config.extra`."""

from __future__ import annotations

import logging
import os
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jinja2
import markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from ..documents.compiled import compiled
from ..documents.left_out import mentions
from ..documents.markdown import number_headings
from ..documents.navigation import whole_nav
from ..documents.pages import Document, Site
from ..documents.plain_markdown import as_meant
from ..documents.render import render
from ..documents.search import sections
from ..facts.checks.evidence import gaps as unproved
from ..facts.checks.placeholders import MARK, is_draft, listed, marked, note, published
from ..facts.county import crest_address
from ..facts.day import EPOCH, stamp
from ..facts.load import load
from ..facts.tree import CACHE, Tree
from ..press.jobs import Press
from ..press.print_queue import PrintQueue
from ..problem import ProblemsError
from .content_policy import with_policy
from .downloads import drop_placeholders, place_papers
from .edit import editable
from .licences import FILE, licences
from .made import clickable, data_files, draw, finished_papers, kit_files, page_codes, printed, write
from .messages import Console, tell_of
from .page_cache import FOLDER, PageCache
from .screen import folds, for_screen
from .scripts import make_small
from .summary import summary

log = logging.getLogger("mkdocs.hooks.shangmitong")
advice = logging.getLogger("shangmitong")
"""Warnings that must not fail a strict build."""


@dataclass
class Build:
    """One build: the site, its press if it prints, and what the search finds on the pages that have come in."""

    site: Site
    queue: PrintQueue | None
    document_of: dict[str, Document]
    note: str
    """What every page says while the site is a draft, else an empty text."""
    drawing: Future[dict[str, str]]
    """The drawings as SVG, by path, once they are there."""
    cache: PageCache
    sections: list[dict[str, str]] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)
    """The whole address of each page, by that below the site; none before the site has one."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the facts and render every page, before MkDocs touches the site folder."""
    root = Path(config.config_file_path).parent
    try:
        project = load(root)
        drawing = draw(project)
        site = render(project)
    except ProblemsError as found:
        raise PluginError(f"资料里有 {len(found.problems)} 处要改：\n{found}") from None
    gaps = published(project)
    if gaps and not is_draft():
        raise PluginError(
            f"要发布的资料里还有 {len(gaps)} 处{MARK}，不能发布：\n{listed(gaps)}\n"
            "补好再建；只想看看样子，运行 python -m shangmitong build --draft 或 serve"
        )
    if gaps:
        advice.warning("提醒：%s", note(gaps))
    for sentence in (*project.reminders, *mentions(project), *project.registry.stale(), *unproved(project)):
        advice.warning("提醒：%s", sentence)
    if (config.site_url or "").endswith(".example/"):
        advice.warning("提醒：还没有设网站地址（环境变量 SITE_URL），PDF 里指向网站的链接暂用 %s", config.site_url)
    seconds = stamp(project.registry.checked)
    os.environ[EPOCH] = str(seconds)  # where the kit looks for it, and what plugins make
    queue = None
    if chosen := printed(site, config.extra.get("papers")):
        queue = PrintQueue(site, Press(project, config.site_url or "", seconds), chosen)
    by_path = {page.path: document for document in site.documents for page in document.pages}
    config.extra["build"] = Build(site, queue, by_path, note(gaps), drawing, PageCache(root / FOLDER))
    config.nav = whole_nav(list(config.nav or []), site)
    if (looks := project.tree.own / "overrides").is_dir():
        config.theme.dirs.insert(0, str(looks))
    if project.region.crest:
        config.theme["logo"] = crest_address(project.region.crest)
    tell_of(site)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages, drawings and PDFs, all in memory or in the cache."""
    build = _build(config)
    for page in build.site.all_pages():
        file = File.generated(config, page.path, content=page.markdown)
        made_of = editable(page, build.site.project)
        file.edit_uri = f"../{made_of}" if made_of else None
        files.append(file)
    tree = build.site.project.tree
    for name in tree.own_names("docs"):
        _replace(files, name, config, tree)
    written = {file.edit_uri for file in files.documentation_pages() if file.edit_uri}
    for path in sorted(written):
        source = tree.root / (path[3:] if path.startswith("../") else f"docs/{path}")
        files.append(File.generated(config, _source_copy(path.removeprefix("../")), content=source.read_bytes()))
    for path in build.site.downloads() if config.extra.get("papers") else ():
        files.append(File.generated(config, path, content=b""))  # on_post_build brings the real one
    if build.queue:
        extensions, options = config.markdown_extensions, config.mdx_configs
        build.queue.sheets(
            lambda text: marked(markdown.markdown(text, extensions=extensions, extension_configs=options))
        )
    for path, text in ({FILE: licences()} | build.drawing.result()).items():
        files.append(File.generated(config, path, content=text))
    if (crest := build.site.project.region.crest) and not crest.startswith("docs/"):
        files.append(File.generated(config, crest_address(crest), content=tree.find(crest).read_bytes()))
    return files


def _replace(files: Files, name: str, config: MkDocsConfig, tree: Tree) -> None:
    """Add a county's own page or picture, in the place of the project's where it has one."""
    path = name.removeprefix("docs/")
    if known := files.get_file_from_path(path):
        files.remove(known)
    file = File(path, str(tree.own / "docs"), config.site_dir, config.use_directory_urls)
    file.edit_uri = f"../{tree.name(name)}"
    files.append(file)


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
    """Keep the compiled templates of the theme, too: compiling them takes a twentieth of the time of all pages."""
    env.bytecode_cache = compiled(_build(config).site.project.root / CACHE / "theme")


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Note what the search finds on a page, and let “edit this page” lead to its source.

    The source is at the host when one is set, else it is the copy that the site carries. Material's own search
    index stays empty: every page would fetch it, and it cuts Chinese into words that readers do not look for.
    """
    markdown = number_headings(as_meant(markdown), None, top=0)  # for the anchors of pages under docs/
    build = _build(config)
    build.sections += sections(page.url, markdown)
    build.cache.attach(page, config, files)
    page.meta["search"] = {"exclude": True}
    if page.file.edit_uri and not config.edit_uri:
        page.edit_url = get_relative_url(_source_copy(page.file.edit_uri.removeprefix("../")), page.url)
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Hand the body of each page of a document to the press."""
    build = _build(config)
    html = marked(html)
    page.meta.setdefault("description", summary(html))
    if build.queue and page.file.src_uri in build.document_of:
        build.queue.page(page.file.src_uri, page.url, html)
    page.meta["folds"] = folds(html)
    if "with-pdf" in config.plugins:
        return html
    drawn = build.drawing.result()

    def read(path: str) -> str:
        file = files.get_file_from_path(path)
        return file.content_string if file else ""

    return for_screen(clickable(html, build.site, drawn), drawn, page.toc, read)


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """Return the theme what it shows on every page: the document, the day of the law check, a draft note, a picture."""
    build = _build(config)
    document = build.document_of.get(page.file.src_uri)
    context["law_checked"] = build.site.project.registry.checked
    context["region"] = build.site.project.region
    context["document"] = document
    context["addresses"] = build.addresses
    context["draft"] = build.note
    if not (config.site_url or "").endswith(".example/") and not _previewed(config):
        build.addresses[page.url] = page.canonical_url or ""
    if config.extra.get("papers") == "all":
        covers = build.site.covers
        context["cover"] = covers.get(page.url.partition("/")[0], covers[""]).path
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Say in each page what it may load and run; not in a preview, which puts its own script into the page."""
    return output if _previewed(config) else with_policy(output)


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Do the same for the pages of the theme, such as that for an address which does not exist."""
    return with_policy(output) if template_name.endswith(".html") else output


def on_post_build(config: MkDocsConfig) -> None:
    """Wait for the PDFs, and bring all that is no page into the site."""
    build, site_dir = _build(config), Path(config.site_dir)
    if config.strict and (count := _warned()):
        if build.queue:
            build.queue.press.pool.drop()
        drop_placeholders(site_dir)
        raise PluginError(f"网页里有 {count} 处要改，见上面。PDF 不再排了，改好再建")
    try:
        kit = kit_files(build.site, config.site_url or "") if config.extra.get("papers") == "all" else {}
        papers = kit | (finished_papers(build.queue) if build.queue else {})
    except BaseException:
        drop_placeholders(site_dir)
        raise
    written = data_files(build.site.project, build.sections, config.site_url or "") | page_codes(build.addresses)
    write(written, site_dir)
    place_papers(papers, build.site, site_dir)
    if not _previewed(config):
        make_small(site_dir)


def _warned() -> int:
    """Return how many faults of its pages the build at work has told of so far."""
    return sum(handler.warned for handler in logging.getLogger("mkdocs").handlers if isinstance(handler, Console))


def _previewed(config: MkDocsConfig) -> bool:
    return (config.site_url or "").startswith(f"http://{config.dev_addr}")


def _build(config: MkDocsConfig) -> Build:
    build: Build = config.extra["build"]
    return build


def _source_copy(path: str) -> str:
    """Return where the site carries the source of a page; a template gets an ending that is not taken for a page."""
    return f"sources/{path}.txt" if path.endswith(".md") else f"sources/{path}"
