"""The county whose files are examined: what its look asks of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from ..facts.load import chosen_region
from ..facts.model import Look
from ..facts.source.reader import read_yaml
from ..facts.tree import Tree
from ..facts.validate import validate
from .spec import NO_FRAME, Spec

_COUNTY = re.compile(r'<meta name="county" content="([^"]+)"')


@dataclass(frozen=True)
class County:
    """A county of the project: its files, and how everything of it is to look on paper; None where that cannot be read."""

    tree: Tree
    look: Look | None

    def asks(self, spec: Spec) -> Spec:
        """Return `spec` with the sizes, margins and fonts of the county's look.

        Where the county sets a sheet in a way of its own, nobody knows how much white it leaves around it.
        """
        own = spec.layout and any(self.tree.owns(f"paper/{name}.typ") for name in (spec.layout, "kit"))
        spec = replace(spec, frame=NO_FRAME) if own else spec
        if self.look is None or not spec.layout:
            return spec
        spec = replace(spec, fonts=tuple(dict.fromkeys((*self.look.fonts.serif, *self.look.fonts.sans))))
        if not spec.size_name:
            return spec
        size: float = getattr(self.look.sizes, spec.size_name)
        if not spec.book:
            return replace(spec, size=size)
        margin = self.look.margins.booklet if spec.size_name == "booklet" else self.look.margins.book
        return replace(spec, size=size, side=margin.side, top=margin.top, bottom=margin.bottom)


def county_of(root: Path, site: Path | None) -> County:
    """Return the county of the project at `root` whose built site is `site`, as its home page says.

    Without one, and where that page does not say, it is the county that is chosen.
    """
    home = site / "index.html" if site else None
    found = _COUNTY.search(home.read_text("utf-8", "replace")) if home and home.is_file() else None
    tree = Tree(root, chosen_region(found[1] if found else None))
    path = tree.find("paper/look.yml")
    file, _ = read_yaml(path, root) if path.is_file() else (None, [])
    return County(tree, validate(Look, file, []) if file else None)
