"""The keyword index at the end of a book: which words stand in it, where, and in which order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .pinyin import keys

KINDS = {
    "form": "表单",
    "procedure": "流程",
    "case": "案例",
    "secret": "示例",
    "role": "岗位",
    "scene": "场景",
    "term": "",
}
"""Ids of headings that the index lists, by how they begin, and what it says such an entry is."""
LINKED = ("form", "procedure", "case")
"""Kinds that are listed even where another book explains them."""
ENTRY = re.compile(rf'(?:--|#)((?:{"|".join(KINDS)})-[^"]+)"')
"""A link to something that the index lists, at the end of a Typst label or an address."""
MOST = 4
"""Places given for a word; more of them help nobody find anything."""
_NUMBER = re.compile(r"^[\d.]+ ")


@dataclass
class _Entry:
    """A word of the index: where it is explained, and for each section its first place and how often it stands there."""

    name: str
    main: str | None = None
    home: tuple[int, int] | None = None
    spots: dict[tuple[int, int], tuple[str, int]] = field(default_factory=dict)

    def places(self) -> list[str]:
        """Return the places to print: where it is explained, then the sections that say most about it."""
        known = sorted((-count, section, spot) for section, (spot, count) in self.spots.items() if section != self.home)
        return [*([self.main] if self.main else []), *(spot for _, _, spot in known)][:MOST]


class WordIndex:
    """Collects the words of a book while its pages are written; a term is found in text that is written after it."""

    def __init__(self) -> None:
        self.entries: dict[str, _Entry] = {}
        self.section = (0, 0)
        self.count = 0
        self._terms: re.Pattern[str] | None = None

    def begin(self, page: int) -> None:
        """Go to a page of the book, 0 for the first."""
        self.section = (page, 0)

    def next_section(self) -> None:
        """Go on to the next section of the page."""
        self.section = (self.section[0], self.section[1] + 1)

    def define(self, key: str, name: str, place: str) -> None:
        """Note that `key`, printed as `name`, is explained at the label `place`."""
        entry = self.entries.setdefault(key, _Entry(""))
        entry.name = _NUMBER.sub("", name)
        entry.main, entry.home = place, self.section

    def explain(self, term: str) -> str:
        """Note that a term is explained here and give the label to set."""
        place = self._spot()
        self.define(f"term-{term}", term, place)
        self._terms = None
        return place

    def mention(self, key: str, name: str) -> str:
        """Note that `key` is spoken of here; give the label to set, empty unless it is the first in the section."""
        entry = self.entries.setdefault(key, _Entry(name))
        spot, count = entry.spots.get(self.section, ("", 0))
        entry.spots[self.section] = (spot or self._spot(), count + 1)
        return "" if spot else entry.spots[self.section][0]

    def cut(self, text: str) -> Iterator[tuple[str, str]]:
        """Cut `text` before each term that gets a mark, and give (label, piece); the first label is mostly empty."""
        spot, begin = "", 0
        for match in self._pattern().finditer(text):
            if found := self.mention(f"term-{match[0]}", match[0]):
                yield spot, text[begin : match.start()]
                spot, begin = found, match.start()
        yield spot, text[begin:]

    def groups(self) -> list[tuple[str, list[tuple[str, str, str | None, list[str]]]]]:
        """Return the groups by letter; in each the entries as (name, what it is, place of the explanation, places)."""
        groups: dict[str, list[tuple[str, str, str | None, list[str]]]] = {}
        order = keys(entry.name for entry in self.entries.values())
        for key, entry in sorted(self.entries.items(), key=lambda item: (order[item[1].name], item[0])):
            kind = key.partition("-")[0]
            if entry.main or kind in LINKED:
                row = (entry.name, KINDS[kind], entry.main, entry.places())
                groups.setdefault(_letter(order[entry.name]), []).append(row)
        return sorted(groups.items(), key=lambda group: (group[0].isalpha(), group[0]))

    def _spot(self) -> str:
        self.count += 1
        return f"spot-{self.count}"

    def _pattern(self) -> re.Pattern[str]:
        if self._terms is None:
            names = sorted((entry.name for key, entry in self.entries.items() if key.startswith("term-")), key=len)
            self._terms = re.compile("|".join(map(re.escape, reversed(names))) or "(?!)")
        return self._terms


def _letter(key: list[list[str]]) -> str:
    first = key[0][0][0].upper() if key else ""
    return first if "A" <= first <= "Z" else "0–9"
