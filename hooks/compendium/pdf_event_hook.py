"""What mkdocs-with-pdf calls while it makes the whole-site PDF; the name of this file is fixed by the plugin.

It is both the plugin's event hook (`inject_link`, `pre_pdf_render`) and its theme handler (`get_stylesheet`).
"""

from __future__ import annotations

import copy
import logging
import sys
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from mkdocs_with_pdf import generator

from shangmitong.compendium import fonts, markup
from shangmitong.compendium.compendium import NOTE, say

LOOK = Path(__file__).parents[2] / "paper" / "compendium" / "book.css"
WORK = Path.cwd() / ".cache" / "shangmitong"
"""Where the bold face and the finished HTML are kept; the plugin, too, takes the current folder for the project."""

# The plugin copies tags in a way that today's BeautifulSoup searches for minutes on long pages; its own copy is right.
generator.clone_element = copy.copy


def get_stylesheet(debug_html: bool) -> str:
    """Return the look of the book in place of the plugin's style for the theme."""
    return LOOK.read_text("utf-8")


def inject_link(output: str, pdf_path: str, page: Any, logger: logging.Logger) -> str:
    """Arrange the page that the plugin has just taken; the web page itself stays as it is."""
    article = getattr(page, "pdf-article", None)
    if article is not None:
        markup.arrange(article, page)
    return output


def pre_pdf_render(soup: BeautifulSoup, logger: logging.Logger) -> BeautifulSoup:
    """Mend the finished book just before WeasyPrint sets it."""
    say("页面已经合并，正在核对书内链接、准备字体")
    if broken := markup.finish(soup):
        sys.exit("书里有链接找不到位置：\n" + "\n".join(broken))
    try:
        _dress(soup)
    except (ValueError, fonts.FontError) as error:
        sys.exit(str(error))
    _listen()
    (WORK / "compendium.html").write_text(str(soup), "utf-8")
    return soup


def _dress(soup: BeautifulSoup) -> None:
    """Return the book its head and its fonts."""
    if unknown := fonts.missing(soup.get_text()):
        say(f"提醒：字体里没有这些字符，会印成方框：{' '.join(unknown)}")
    WORK.mkdir(parents=True, exist_ok=True)
    bold = WORK / "NotoSansSC-Bold.otf"
    fonts.draw_bold(markup.bold_text(soup), bold)
    markup.set_head(soup, fonts.font_faces(bold))


class _Progress(logging.Handler):
    """Tells in Chinese how far WeasyPrint is: every fiftieth page, and its last step.

    WeasyPrint goes through the pages again for the page numbers of the contents; only its first round takes time."""

    rounds = 0

    def emit(self, record: logging.LogRecord) -> None:
        page = record.args[0] if isinstance(record.args, tuple) and record.args else 0
        if "Creating PDF" in str(record.msg):
            say("排版完成，正在写 PDF")
        if "Page" not in str(record.msg) or not isinstance(page, int):
            return
        self.rounds += page == 1
        if self.rounds == 1 and page % 50 == 0:
            say(f"已排到第 {page} 页")


def _listen() -> None:
    """Show the progress of WeasyPrint, and its warnings, which the plugin silences."""
    progress, warnings = logging.getLogger("weasyprint.progress"), logging.getLogger("weasyprint")
    progress.setLevel(logging.INFO)
    progress.propagate = False
    progress.addHandler(_Progress())
    warnings.setLevel(logging.WARNING)
    printed = logging.StreamHandler(sys.stdout)
    printed.setFormatter(logging.Formatter(f"{NOTE}%(message)s"))
    warnings.addHandler(printed)
