"""The HTML of pages whose Markdown an earlier build has converted: it comes from the cache, with what MkDocs notes of it."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc

from ..facts.cache import keep
from ..facts.tree import CACHE

FOLDER = CACHE / "html"
_ENGINE = ("markdown", "pymdown-extensions", "mkdocs")
"""Packages whose version decides what the Markdown of a page becomes."""


@dataclass
class PageCache:
    """What the pages of one build become, kept in `folder` under the hash of all that it depends on."""

    folder: Path
    setting: str = ""
    """What all pages depend on: the extensions, the packages and the address of each file that may be linked to."""

    def attach(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Let MkDocs take the page from the cache when it comes to convert it."""
        if not self.setting:
            facts = [config.markdown_extensions, config.mdx_configs, config.use_directory_urls]
            places = sorted((file.src_uri, file.url, file.inclusion.name) for file in files)
            self.setting = json.dumps([facts, places, *map(version, _ENGINE)], default=_name)
        page.render = partial(self._render, page)  # type: ignore[method-assign]

    def _render(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        parts = "\0".join((self.setting, page.file.src_uri, page.markdown or ""))
        kept = self.folder / f"{hashlib.sha256(parts.encode()).hexdigest()[:32]}.json"
        with suppress(OSError, ValueError, LookupError, TypeError):  # not there, or not as we wrote it
            _restore(page, json.loads(kept.read_text("utf-8")), files)
            os.utime(kept)
            return
        heard = _Heard()
        logger = logging.getLogger(Page.__module__)
        logger.addFilter(heard)
        try:
            Page.render(page, config, files)
        finally:
            logger.removeFilter(heard)
        if not heard.words:  # a fault of the page is to be told of by the next build, too
            with suppress(OSError):  # who cannot keep it converts it again
                keep(kept, json.dumps(_state(page), ensure_ascii=False).encode())


class _Heard(logging.Filter):
    """Hears what is said, and lets it pass."""

    words = False

    def filter(self, record: logging.LogRecord) -> bool:
        self.words = True
        return True


def _name(value: Any) -> str:
    """Return what stands in a hash for a setting that JSON does not know, such as a function."""
    return re.sub(" at 0x[0-9a-f]+", "", repr(value))


def _state(page: Page) -> dict[str, Any]:
    links = {file.src_uri: places for file, places in (page.links_to_anchors or {}).items()}
    return {
        "content": page.content,
        "toc": [_token(item) for item in page.toc],
        "title": page._title_from_render,
        "anchors": sorted(page.present_anchor_ids or ()),
        "links": None if page.links_to_anchors is None else links,
    }


def _token(item: AnchorLink) -> dict[str, Any]:
    return {
        "name": item.title,
        "id": item.id,
        "level": item.level,
        "children": [_token(child) for child in item.children],
    }


def _restore(page: Page, state: dict[str, Any], files: Files) -> None:
    """Give the page what its conversion would have given it; raise LookupError or TypeError when something is missing."""
    content, title, anchors, links = (state[name] for name in ("content", "title", "anchors", "links"))
    page.toc = get_toc(state["toc"])
    page.links_to_anchors = None if links is None else {files.src_uris[uri]: places for uri, places in links.items()}
    page.present_anchor_ids = set(anchors)
    page._title_from_render = title
    page.content = content
