"""Addresses below the site, and the names of places on a page."""

from __future__ import annotations

import re
from functools import cache
from posixpath import dirname, relpath

PAPERS = "kit/"
"""Where the pages of the papers and forms lie below the site."""


@cache
def way(start: str, target: str) -> str:
    """Return the relative address from the page `start` to `target`, both as paths below the site."""
    return relpath(target, dirname(start) or ".")


def web_address(path: str) -> str:
    """Return the address below the site of the page that is written at `path`."""
    return re.sub(r"(^|(?<=/))index\.md$|\.md$", lambda match: "" if "index" in match[0] else "/", path)


@cache
def law_anchor(citation: str) -> str:
    """Return the anchor of a citation in a table of citations: letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", citation.replace("(", "-p")).strip("-")


def paper_page(paper: str) -> str:
    """Return the Markdown file below the site of the page that shows a paper with the reasons for its clauses."""
    return f"{PAPERS}{paper}.md"


def form_page(form: str) -> str:
    """Return the Markdown file below the site of the page that says how each field of a form is filled in."""
    return f"{PAPERS}form-{form}.md"


def role_page(slug: str, role: str) -> str:
    """Return the Markdown file of the page for a kind of reader: of a trade, or of the site where `slug` is empty."""
    return f"{slug}/roles/{role}.md".removeprefix("/")
