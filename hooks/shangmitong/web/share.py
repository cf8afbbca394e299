"""The pictures for chat groups in a finished site: each by itself, all of a trade in one zip, and those of links."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..documents.cards import Card, cards_zip
from ..documents.pages import Site
from ..facts.cache import keep
from ..facts.tree import CACHE
from ..office.package import packed
from ..press.picture_cards import pictures


def shared(site: Site, site_url: str) -> dict[str, Path]:
    """Return the pictures and the zip of each trade, by their place below the site.

    Raises:
        DrawingError: when a picture cannot be drawn.
    """
    sent = [card for some in (*site.cards.values(), site.covers.values()) for card in some]
    made = pictures(site.project, sent, site_url)
    return made | {cards_zip(slug): _zip(site, slug, some, made) for slug, some in site.cards.items()}


def _zip(site: Site, slug: str, cards: Sequence[Card], made: Mapping[str, Path]) -> Path:
    files = {card.path.rpartition("/")[2]: made[card.path].read_bytes() for card in cards}
    lines = [
        f"{site.project.industries[slug].name}：发到群里的图　{site.project.region.name}　{site.project.issue}",
        "方图一次最多发九张；长图单独发。图上的二维码通向网页上的全文。",
        *(f"{card.path.rpartition('/')[2]}　{card.title}" for card in cards),
    ]
    data = packed(files | {"说明.txt": "\r\n".join([*lines, ""]).encode("utf-8-sig")})
    out = site.project.root / CACHE / "cards" / f"{hashlib.sha256(data).hexdigest()[:32]}.zip"
    if not out.exists():
        keep(out, data)
    return out
