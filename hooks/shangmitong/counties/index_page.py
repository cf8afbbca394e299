"""The page that leads to the counties: one file, which needs nothing but itself."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ..web.content_policy import with_policy
from .store import Facts

TEMPLATE = "portal.html"
"""The look and the words of the page, in overrides/."""


@dataclass(frozen=True)
class Stop:
    """A county on the portal: `state` is new, old (the last good site) or none (no site)."""

    slug: str
    facts: Facts
    state: str


def portal(root: Path, name: str, stops: list[Stop]) -> str:
    """Return the page: provinces, in each the counties in order of city and name. `name` is that of the whole site."""

    def place(stop: Stop) -> tuple[bool, str, str, str, str]:
        return (not stop.facts.province, stop.facts.province, stop.facts.city, stop.facts.name, stop.slug)

    env = ImmutableSandboxedEnvironment(
        loader=jinja2.FileSystemLoader(root / "overrides"),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    groups = groupby(sorted(stops, key=place), key=lambda stop: stop.facts.province)
    provinces = [(province, list(group)) for province, group in groups]
    return with_policy(env.get_template(TEMPLATE).render(site_name=name, provinces=provinces, count=len(stops)))
