"""The site's own scripts as a reader's browser gets them: without comments and blanks, so that a phone loads less."""

from __future__ import annotations

import re
from pathlib import Path

from minify_html import minify

_COMMENT = re.compile(r"^\s*//.*\n", re.MULTILINE)
"""A line that only explains; the library would keep those between statements."""


def make_small(site_dir: Path) -> None:
    """Write the scripts of a finished site anew; those of the theme are small already."""
    for script in sorted((site_dir / "assets").glob("*.js")):
        script.write_text(small(script.read_text("utf-8")), "utf-8", newline="\n")


def small(script: str) -> str:
    """Return a script that does the same in fewer bytes; one that the library cannot read, as it is."""
    made = minify(f"<script>{_COMMENT.sub('', script)}</script>", minify_js=True)
    return made.removeprefix("<script>").removesuffix("</script>") + "\n"
