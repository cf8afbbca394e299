"""One build or one preview of a project by MkDocs, with its messages in Chinese."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import TemplateError
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from ..facts.project import Project
from .adapter import Build
from .messages import explain, show_messages

log = logging.getLogger("mkdocs.hooks.shangmitong")


def build(root: Path, site_dir: Path, site_url: str | None = None) -> Project:
    """Build the project at `root` into the empty folder `site_dir`, and give its facts.

    `site_url` is the address of the site, where it is not that of mkdocs.yml. Raises SystemExit after the reasons
    were printed.
    """
    gc.set_threshold(20_000, 20, 50)  # pages make many objects and few circles: looking less often saves a twentieth
    with _explained(root):
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(site_dir), site_url=site_url)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build(config)
        finally:
            config.plugins.on_shutdown()
    made: Build = config.extra["build"]
    return made.site.project


def serve(root: Path) -> None:
    """Serve the project at `root` and build it again when a file changes, until the user ends it.

    Raises SystemExit after the reasons were printed.
    """
    from mkdocs.commands.serve import serve as mkdocs_serve

    os.environ.setdefault("PAPERS", "books")
    with _explained(root):
        mkdocs_serve(str(root / "mkdocs.yml"))


@contextmanager
def _explained(root: Path) -> Iterator[None]:
    """Print our messages, and what an author or the settings did wrong without a traceback."""
    show_messages(log.name, root, MkDocsConfig())
    try:
        yield
    except (ConfigurationError, TemplateError, UnicodeDecodeError, OverflowError, OSError) as error:
        words = explain(error, root)
        if words is None:
            raise
        for line in words:
            log.error("%s", line)
        raise SystemExit(1) from None
