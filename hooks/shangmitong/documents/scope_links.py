"""How the templates of one document lead to other pages."""

from __future__ import annotations

from markupsafe import Markup

from ..facts.project import Project
from .addresses import way, web_address
from .markdown import escape


class Links:
    """The links of a template, as seen from the page that is being written."""

    project: Project
    slug: str
    path: str

    def link(self, text: str, target: str) -> Markup:
        """Return a Markdown link to `target`: "manual/forms#form-x" of this industry, or "/law" of the site.

        What the county leaves out is named without a link.
        """
        path, mark = self._target(target)
        if not self._has(path):
            return escape(text)
        address = way(self.path, path) if path != self.path else ""
        return Markup(f"[{escape(text)}]({address}{'#' if mark else ''}{mark})")  # noqa: S704 - ids, and escaped text

    def has(self, target: str) -> bool:
        """Say whether the county has the page `target`, written as for `link`."""
        return self._has(self._target(target)[0])

    def _has(self, path: str) -> bool:
        trade, _, page = path.removesuffix(".md").partition("/")
        return trade not in self.project.industries or not self.project.region.lacks(page)

    def _target(self, target: str) -> tuple[str, str]:
        page, _, mark = target.partition("#")
        return f"{page[1:]}.md" if page.startswith("/") else f"{self.slug}/{page}.md", mark

    def qr(self, text: str, target: str = "/index") -> Markup:
        """Return a QR code, for paper only, that leads to `target`, written as for `link`; `text` says where it leads."""
        path, mark = self._target(target if self.has(target) else "index")
        address = web_address(path) + ("#" if mark else "") + mark
        return Markup("![{}](qr:{})").format(escape(f"二维码：{text}"), address)
