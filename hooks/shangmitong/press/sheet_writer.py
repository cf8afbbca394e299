"""The single page of a sheet -> its sections, cut at the headings of level 2."""

from __future__ import annotations

from .html_to_typst import PageWriter
from .typst_places import Places
from .typst_text import string


class SheetPlaces(Places):
    """The places of a sheet, which has no labels of its own: a mark stands for itself."""

    def label(self, mark: str = "", page: str | None = None) -> str:
        """Return a mark as it is."""
        return string(mark)


class SheetWriter(PageWriter):
    """Writes the sections of a sheet, whose links all lead to the site."""

    places_of = SheetPlaces

    def convert(self, html: str) -> str:
        self.feed(html)
        self.close()
        return "".join(self.out[0])

    def heading(self, level: int, mark: str, body: str) -> None:
        if level == 2:
            self.write(f"]),\n(id: {string(mark)}, title: [{body.strip()}], body: [")
        elif level > 2:
            self.write(f"\n#heading(level: {level - 1})[{body.strip()}]\n\n")
