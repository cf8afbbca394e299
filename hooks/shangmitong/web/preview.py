"""What a preview does otherwise than a build."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig

from .downloads import drop_placeholders
from .messages import one_line

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.hooks.shangmitong")


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
    """Keep the preview running while a fault waits to be mended, instead of making the browser wait."""

    def patient() -> None:
        try:
            builder()
        except (Exception, SystemExit) as error:
            if not isinstance(error, SystemExit):  # which comes after its reasons were printed
                log.error("出错：%s", one_line(error))
            drop_placeholders(Path(config.site_dir))
            log.info("这次没有建成。改好保存，会自动再建。")

    server.builder = patient
    log.info("预览已打开：%s（按 Ctrl+C 结束）", server.url)
    return server
