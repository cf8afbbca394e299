"""The law as data: which citations stand, and what became of those that do not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ..problem import choices, nearest, shorten, unknown
from .model import Article, Source

FRESH_DAYS = 180
"""A source that was checked longer ago than this is reported, in days."""


class CitationError(ValueError):
    """Raised when a citation must not stand; the message says why and what to write instead, in Chinese."""


@dataclass(frozen=True)
class Cited:
    """A citation that stands: a source, and the article unless the source is cited as a whole."""

    source: Source
    article: Article | None
    pending: bool = False
    """Whether the source is not in force yet."""

    @property
    def key(self) -> str:
        """Return the citation as authors write it."""
        return f"{self.source.id}:{self.article.key}" if self.article else self.source.id

    @property
    def order(self) -> tuple[str, list[int], str]:
        """Return what citations are sorted by: the source, then the numbers of the article, topics last."""
        numbers = [int(number) for number in re.findall(r"\d+", self.article.key)] if self.article else []
        topic = self.article is not None and not numbers
        return self.source.id, [*numbers, *([10**6] if topic else [])], self.key

    @property
    def certain(self) -> bool:
        """Say whether the text was seen in two independent places or an official one."""
        articles = [self.article] if self.article else self.source.articles
        return not articles or any(article.confidence == "verified" for article in articles)

    @property
    def where(self) -> str:
        """Return the article as readers know it: 第10条, 第13条第3款, 第219条之一, a topic, or nothing."""
        if self.article is None:
            return ""
        return self.article.topic or article_number(self.article.key)

    @property
    def text(self) -> str:
        """Return the citation as it is printed."""
        where = self.where if self.where.startswith("第") or not self.where else f"（{self.where}）"
        begins = f"（{self.source.effective}起施行）" if self.pending else ""
        return f"《{self.source.short}》{where}{begins}"


def in_a_row(cited: Iterable[Cited]) -> Iterator[tuple[Cited, str]]:
    """Give citations as they are printed one after the other: those of a source together, its name said once."""
    groups: dict[str, list[Cited]] = {}
    for item in cited:
        groups.setdefault(item.source.id, []).append(item)
    for group in groups.values():
        for place, item in enumerate(group):
            text = item.where if place and item.where.startswith("第") else item.text
            yield item, text + ("" if item.certain else "※")


@dataclass(frozen=True)
class Registry:
    """All legal sources by id, looked at on one day."""

    sources: dict[str, Source]
    today: date

    def cite(self, citation: str) -> Cited:
        """Resolve `source` or `source:article`.

        Raises CitationError when it is unknown, repealed, renumbered, unverified or may not be cited whole.
        """
        if "：" in citation:
            raise CitationError(f"“{shorten(citation)}”里的冒号要用英文半角，写成 {citation.replace('：', ':')}")
        source_id, _, key = citation.partition(":")
        source = self.sources.get(source_id)
        if source is None:
            raise CitationError(unknown("法律文件代号", source_id, self.sources))
        if source.until and source.until <= self.today:
            raise CitationError(self._repealed(source, key))
        pending = bool(source.effective and source.effective > self.today)
        if not key:
            if not source.citable_whole:
                raise CitationError(
                    f"引用《{source.short}》要写到条，如 {source.id}:{source.articles[0].key if source.articles else '条号'}"
                )
            return Cited(source, None, pending)
        article = next((article for article in source.articles if article.key == key), None)
        if article is None:
            raise CitationError(self._no_article(source, key))
        if article.confidence == "memory":
            raise CitationError(f"《{source.short}》{Cited(source, article).where}还没有核到原文，不能引用")
        return Cited(source, article, pending)

    def in_force(self) -> list[Source]:
        """Return the sources that have not lost their force, and of which something may be cited."""
        return [
            source
            for source in self.sources.values()
            if not (source.until and source.until <= self.today)
            and (source.citable_whole or any(article.confidence != "memory" for article in source.articles))
        ]

    def stale(self) -> list[str]:
        """Return one sentence for each source in force that was last checked over 180 days ago."""
        return [
            f"《{source.short}》上次核对是 {source.checked}，已过 {(self.today - source.checked).days} 天，请重新核对后改 checked"
            for source in self.sources.values()
            if not (source.until and source.until <= self.today) and (self.today - source.checked).days > FRESH_DAYS
        ]

    @property
    def checked(self) -> date:
        """Return the day of the latest check, which is printed as 法律核对日期."""
        return max((source.checked for source in self.sources.values()), default=self.today)

    def _repealed(self, source: Source, key: str) -> str:
        heir = self.sources.get(source.superseded_by or "")
        message = f"《{source.title}》已于 {source.until} 失效，不能再引用"
        if heir is None:
            return message
        new = source.renumbered.get(key)
        if new:
            return f"{message}；{article_number(key)}现为《{heir.short}》{article_number(new)}，请写 {heir.id}:{new}"
        return f"{message}；现行的是 {heir.id}《{heir.short}》"

    def _no_article(self, source: Source, key: str) -> str:
        if key in source.renumbered:
            new = source.renumbered[key]
            return (
                f"条号变了：旧{article_number(key)}现为《{source.short}》{article_number(new)}，请写 {source.id}:{new}"
            )
        known = [article.key for article in source.articles if article.confidence != "memory"]
        hint = "" if key[:1].isdigit() else nearest(key, known)
        return f"登记的《{source.short}》里没有“{shorten(key)}”。{hint}已登记的条：{choices(known) or '（无，只能整份引用）'}"


def article_number(key: str) -> str:
    """Return 第10条 for 10, 第13条第3款 for 13(3), 第219条之一 for 219-1, and the key itself for a topic."""
    match = re.fullmatch(r"(\d+)(?:-(\d+))?(?:\((\d+)\))?", key)
    if not match:
        return key
    number, insertion, paragraph = match.groups()
    words = "零一二三四五六七八九十"
    suffix = f"之{words[int(insertion)] if int(insertion) < len(words) else insertion}" if insertion else ""
    return f"第{number}条{suffix}" + (f"第{paragraph}款" if paragraph else "")
