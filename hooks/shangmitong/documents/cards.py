"""Pictures to send into chat groups: square cards of each trade, its brochure in one long picture, and two charts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..facts.model import Industry
from ..facts.project import Project
from .addresses import web_address

SQUARES = 9
"""How many square cards a trade has at most."""
_SOME = 130
"""How many letters of a talk a card holds."""
COLOUR = "#24434f"
"""The colour of a site whose county has none of its own, as in docs/assets/site.css."""
CHARTS = {"remedy": "维权流程", "incident": "泄密应急：头一小时、头一天、头一周"}


@dataclass(frozen=True)
class Card:
    """A picture: its place below the site, what it says, and the page to which its code leads."""

    path: str
    kind: str
    """Which function of paper/share.typ draws it."""
    title: str
    trade: str
    """The name of the trade."""
    colour: str
    address: str
    """The page that tells more, below the site."""
    facts: dict[str, Any]

    @property
    def square(self) -> bool:
        """Say whether it is as wide as high."""
        return self.kind not in ("long", "chart")


def cards(project: Project) -> dict[str, tuple[Card, ...]]:
    """Return the pictures of each trade in the order in which they are sent, by its slug."""
    return {slug: tuple(_cards(project, slug, industry)) for slug, industry in project.industries.items()}


def covers(project: Project) -> dict[str, Card]:
    """Return the picture that a chat app shows of a link, by the slug of the trade; that of the whole site by ""."""
    region, trades = project.region, project.industries
    names = "、".join(trade.name for trade in trades.values())
    site = _cover("", region.name, region.colour or COLOUR, f"{region.name}　{names}", "盾", "方格")
    return {"": site} | {
        slug: _cover(slug, trade.name, trade.colour, f"{region.name}　{trade.name}", trade.mark, trade.pattern)
        for slug, trade in trades.items()
    }


def _cover(slug: str, name: str, colour: str, text: str, mark: str, pattern: str) -> Card:
    folder = f"{slug}/" if slug else ""
    facts = {"text": text, "mark": mark, "pattern": pattern}
    address = web_address(f"{folder}index.md")
    return Card(f"downloads/{folder}cover.png", "cover", "保护商业秘密", name, colour, address, facts)


def cards_zip(slug: str) -> str:
    """Return where the zip with all pictures of a trade lies."""
    return f"downloads/{slug}/cards.zip"


def _cards(project: Project, slug: str, industry: Industry) -> Iterator[Card]:
    chosen = list(_squares(industry))[:SQUARES]
    brochure, words = industry.brochure, industry.brochure.model_dump(mode="json")
    chosen.append(("long", "brochure", brochure.headline, "brochure/index", words))
    for word, name in CHARTS.items():
        if flow := project.flows.get(word):
            facts = flow.model_dump(mode="json", include={"nodes", "arrows"}) | {"summary": ""}
            chosen.append(("chart", word, name, "guide/" + ("remedies" if word == "remedy" else "emergency"), facts))
    for number, (kind, stem, title, page, facts) in enumerate(chosen, 1):
        page = "index" if project.region.lacks(page) else page
        path = f"downloads/{slug}/cards/{number:02}-{stem}.png"
        yield Card(path, kind, title, industry.name, industry.colour, web_address(f"{slug}/{page}.md"), facts)


def _squares(industry: Industry) -> Iterator[tuple[str, str, str, str, dict[str, Any]]]:
    """Yield what the square cards say: the rhyme, talks and scenes in turn, and then what the brochure has."""
    brochure = industry.brochure
    yield "verse", "rhyme", "车间口诀", "brochure/index", {"lines": [line.rstrip("。") for line in brochure.rhyme]}
    talks = [
        ("talk", "talk", item.title, "manual/training", {"text": some(item.text), "ask": item.ask})
        for item in industry.talks
    ]
    scenes = [
        ("scene", "scene", item.title, "manual/scenes", {"text": item.story, "ask": item.lesson})
        for item in industry.scenes
    ]
    for at in range(SQUARES // 2):
        yield from (*talks[at : at + 1], *scenes[at : at + 1])
    yield "marks", "dos", "要这样做", "brochure/index", {"lines": brochure.dos, "good": True}
    yield "marks", "donts", "不要这样做", "brochure/index", {"lines": brochure.donts, "good": False}
    for point in brochure.messages:
        yield "talk", "point", point.title, "brochure/index", {"text": point.text, "ask": ""}


def some(text: str) -> str:
    """Return the first sentences of a text that fit a card, at least one."""
    shown = ""
    for sentence in re.findall(r"[^。！？]+[。！？]?", text):
        if shown and len(shown) + len(sentence) > _SOME:
            break
        shown += sentence
    return shown
