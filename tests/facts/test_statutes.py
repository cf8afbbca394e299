"""The registry against a full text of the statutes: what has gone, moved or says another number is named."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from shangmitong.facts import numerals
from shangmitong.facts.checks.statutes import Found, compared
from shangmitong.facts.source.reader import read_yaml

LAWS = """sources:
  - id: act
    title: 某法
    nature: 法律
    effective: {effective}
    articles:
      - key: "{key}"
        gist: {gist}
  - id: rule
    title: 某规定
    nature: 司法解释
    articles:
      - key: "999"
        gist: 不是法律，不对。
"""


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    file = tmp_path / "laws.db"
    with closing(sqlite3.connect(file)) as data:
        data.execute("CREATE TABLE laws (law_id, law_name, effective_date, version_date, status)")
        data.execute("CREATE TABLE articles (law_id, article_no, article_text)")
        data.execute("INSERT INTO laws VALUES ('1', '某法', '2025-10-15', '2025-06-27', '现行有效')")
        data.execute("INSERT INTO laws VALUES ('2', '旧法', '1993-12-01', '1993-09-02', '已废止')")
        rows = [("第二十六条", "处十万元以上一百万元以下的罚款。"), ("第二百一十九条之一", "处五年以下有期徒刑。")]
        data.executemany("INSERT INTO articles VALUES ('1', ?, ?)", rows)
        data.commit()
    return file


def read(
    folder: Path, texts: Path, gist: str, key: str = "26", effective: str = "2025-10-15", title: str = "某法"
) -> Found:
    file = folder / "laws.yml"
    file.write_text(LAWS.format(gist=gist, key=key, effective=effective).replace("某法", title), "utf-8")
    found, _ = read_yaml(file, folder)
    assert found
    return compared([found], texts)


@pytest.mark.parametrize(
    ("gist", "key", "effective", "title", "said"),
    [
        ("罚10万元到100万元。", "26", "2025-10-15", "某法", ""),
        ("五年以下。", "219-1", "2025-10-15", "某法", ""),
        ("罚10万元到100万元，见第 35 条。", "26", "2025-10-15", "某法", ""),
        ("罚10万元到200万元。", "26", "2025-10-15", "某法", "laws.yml:8:15: .*要点里的 2000000 在第 26 条"),
        ("三年以下。", "219-1", "2025-10-15", "某法", "要点里的 3 在第 219-1 条"),
        ("随便。", "27", "2025-10-15", "某法", "没有第 27 条"),
        ("罚10万元。", "26", "2025-12-01", "某法", "全文库写 2025-10-15"),
        ("随便。", "26", "1993-12-01", "旧法", "已废止"),
    ],
)  # fmt: skip
def test_what_differs_from_the_full_text_is_named(
    tmp_path: Path, texts: Path, gist: str, key: str, effective: str, title: str, said: str
) -> None:
    problems = "\n".join(map(str, read(tmp_path, texts, gist, key, effective, title).problems))
    assert re.search(said, problems) if said else problems == ""


def test_a_statute_that_the_full_text_lacks_is_listed_and_interpretations_are_left_alone(
    tmp_path: Path, texts: Path
) -> None:
    found = read(tmp_path, texts, "罚99万元。", title="没有的法")
    assert (found.problems, found.articles, found.unknown) == ([], 0, ["没有的法"])


@pytest.mark.parametrize(
    ("word", "number"), [("二百一十九", 219), ("十", 10), ("五十万", 500_000), ("一千零二", 1002), ("两", 2)]
)
def test_a_chinese_numeral_has_its_value(word: str, number: int) -> None:
    assert numerals.value(word) == number


def test_only_amounts_and_terms_count_as_what_a_sentence_says() -> None:
    assert numerals.said("两样一起走，另签一份同意。") == set()
    assert numerals.said("一倍到五倍，48小时内，500万元以下，两年") == {1, 5, 48, 5_000_000, 2}
