"""The typos that people who do not program make in YAML are named in Chinese, on the line where they were made."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from shangmitong.facts.source.reader import compose, read_yaml
from shangmitong.problem import Problem

from .test_problems import TEA, problems

Edit = Callable[[str, str, str], None]


def read(folder: Path, data: str | bytes) -> list[str]:
    file = folder / "a.yml"
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return [str(problem) for problem in read_yaml(file, folder)[1]]


@pytest.mark.parametrize(
    ("text", "start", "words"),
    [
        ("name：茶叶\nfull: x\n", "1:5", "冒号要用英文半角“:”，后面空一格"),
        ("a: 1\nname：茶叶\nb: 2\n", "2:5", "冒号要用英文半角"),
        ("a: 1\nname：茶叶\n\n# 说明\nb: 2\n", "2:5", "冒号要用英文半角"),
        ("a: 1\nforms：\n  - id: x\n", "2:6", "冒号要用英文半角"),
        ("forms:\n  - id：x\n    b: c\n", "2:7", "冒号要用英文半角"),
        ("a: 1\nname:茶叶\nb: 1\n", "2:5", "后面空一格"),
        ("a: 1\nname 茶叶\nb: 1\n", "2:1", "缺少冒号"),
        ("name 茶叶\nb: 1\n", "1:1", "缺少冒号"),
        ("cites:\n  - law:12\n a: 1\n", "3:2", "缩进不齐"),
        ("a: |\n  name：x\nb\nc: 1\n", "3:1", "缺少冒号"),
        ("a: 1\n  b: 2\n", "2:3", "缩进不对"),
        ("a:\n\u3000\u3000b: d\n", "2:1", "全角空格"),
        ("a:\n \xa0b: 1\n", "2:2", "不间断空格"),
        ("a: 1\nname:\xa0茶叶\nb: 1\n", "2:6", "“name”的冒号后面是不间断空格（U+00A0）"),
        ("a: 1\nname:\u3000茶叶\nb: 1\n", "2:6", "“name”的冒号后面是全角空格（U+3000）"),
        ("a:\n  - id:\xa0茶\n    b: 1\n", "2:8", "“id”的冒号后面是不间断空格"),
        ("a: 1\n“name”: 茶叶\n", "2:1", "“name”两边是中文引号（“”）。键不用引号，写成 name:"),
        ("a: 1\n‘name’：茶叶\n", "2:1", "“name”两边是中文引号（‘’）"),
        ("a: 1\n<<<<<<< 本县\nb: 2\n=======\nb: 3\n>>>>>>> 新版\n", "2:1", "合并两个版本留下的记号"),
        ("a: |\n  x\n<<<<<<< ours\nb: 2\n=======\nb: 3\n>>>>>>> theirs\n", "3:1", "留下要的那几行"),
        ('a: 1\nb: "茶叶\nc: 1\nd: 2\n', "2:4", "引号没有配对"),
        ('a: 1\nb: "茶叶\nc: "1"\nd: 2\n', "2:4", "引号没有配对"),
        ("a: 1\nb: [c\nd: 1\n", "2:4", "括号没有配对"),
        ("a: {\n", "1:4", "括号没有配对"),
        ("a: 1\nb: x\x07\n", "2:5", "看不见的或不能用的字符（U+0007）"),
        ("a: x\ufeff\n", "1:5", "（U+FEFF）"),
        ("a: 商\u200c业\n", "1:5", "（U+200C），搜索和引用会因为它对不上，请删去"),
        ("a: 商\u200d业\n", "1:5", "（U+200D）"),
        ("a: 商\u2060业\n", "1:5", "（U+2060）"),
        ("a: 商\xad业\n", "1:5", "（U+00AD）"),
        ("a: 商\u202e业\n", "1:5", "（U+202E）"),
        ("a: 商\u2066业\n", "1:5", "（U+2066）"),
        ('a: "商\\u2069业"\n', "1:4", "（U+2069）"),
        ("name: 甲 #乙\nb: c\n", "1:9", "“#”后面的内容被当成了说明"),
        ("a:\n  - 甲 #乙\n", "2:7", "“#”后面的内容被当成了说明"),
        ("a: [甲 #乙\n  , c]\n", "1:7", "“#”后面的内容被当成了说明"),
        ("colour: #2f5d62\n", "1:9", "“#”后面的内容被当成了说明"),
        ("a: \ue000\n", "1:4", "（U+E000）"),
        ("a: \uffff\n", "1:4", "（U+FFFF）"),
        ('a: "\\0"\n', "1:4", "（U+0000）"),
        ('a: "\\x01"\n', "1:4", "（U+0001）"),
        ('"\\x01": a\n', "1:1", "（U+0001）"),
        ("name: *茶\n", "1:", "“*”"),
        ("name: &茶\n", "1:", "“&”"),
        ("name: !茶\n", "1:", "“!”"),
        ("name: !e!x b\n", "1:", "“!”"),
        ("name: >茶\n", "1:", "“>”"),
        ("name: |茶\n", "1:", "“|”"),
        ("name: ? 茶\n", "1:", "“?”"),
        ("name: , 茶\n", "1:", "逗号或右括号"),
        ("name: ] 茶\n", "1:", "逗号或右括号"),
        ("name: [a,,b]\n", "1:10", "多了逗号"),
        ("name: {a: b，c: d}\n", "1:", "英文半角"),
        ('name: "\\u12"\n', "1:", "十六进制"),
        ('name: "\\ud800"\n', "1:", "不是一个字"),
        ("%FOO\n", "1:", "“%”"),
        ("%YAML 3.0\n---\n", "1:", "“%”"),
        ("name: &x &y b\n", "1:", "引号"),
        ("name: <<\n", "1:", "不能用标记"),
        ("a:\n  - [甲] 乙\n", "2:5", "这一项以括号开头，括号后面又有文字"),
        ("a:\n  - \"甲\" 和 \"乙\"\n", "2:5", "这一项以引号开头，引号后面又有文字"),
        ("a:\n  - 甲\n   - 乙\n", "2:5", "和下一行的“-”连成了一段"),
    ],
)  # fmt: skip
def test_a_typo_is_named_where_it_was_made(tmp_path: Path, text: str, start: str, words: str) -> None:
    found = read(tmp_path, text)
    assert found
    assert found[0].startswith(f"a.yml:{start}")
    assert words in found[0]
    assert not re.search("[a-z]{3,} [a-z]{3,}", found[0]), "English words"


@pytest.mark.parametrize(
    "text",
    [
        "a: |\n  \u3000\u3000第一段\n\n  \u3000\u3000第二段\n",
        'a: "一\n  \u3000二"\n',
        "a: 商\u200b业\n",
        "a: |\n  name:\xa0茶叶\n  “name”: 茶叶\n",
        "a: “茶叶”:\xa0好\n",
        "a: 甲 # 说明\n #说明\nb: '甲 #乙'\nc: |\n  甲 #乙\nd: [e] #说明\nf: g#甲\n",
        "a: 甲\n  'b #乙'\n",
        'a: "b\n  甲 #乙\n  c"\n',
        "a: 𠮷🙂\u3000茶\t\r\n",
        "a:\n  - 甲 - 乙\n  - '丙\n    - 丁'\n",
        "cites:\n  - law:12\n  - name：x\n",
    ],
)
def test_what_only_looks_like_a_typo_is_let_through(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == []


def test_each_typo_above_a_fault_is_named(tmp_path: Path) -> None:
    assert [line[:9] for line in read(tmp_path, "name：茶\nshort：茶\nkind: x\n")] == ["a.yml:1:5", "a.yml:2:6"]
    assert len(read(tmp_path, "a: \x07\x07\nb: \x08\n")) == 3
    assert len(read(tmp_path, "\x07" * 1000)) == 20


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("name: 茶叶\n".encode("utf-16-le"), "UTF-16"),
        ("name: 茶叶\n".encode("utf-16-be"), "UTF-16"),
        ("name: 茶叶\n".encode("utf-32"), "UTF-32"),
        ("name: 茶叶\n".encode("utf-32-be"), "UTF-32"),
        (b"\0" * 4096, "损坏"),
        (b"name: tea\nshort: t\0\n", "U+0000"),
        ("a: 1\nname: 茶叶\n".encode("gbk"), "GBK"),
    ],
)
def test_an_encoding_is_recognised(tmp_path: Path, data: bytes, words: str) -> None:
    assert words in read(tmp_path, data)[0]


def test_what_is_not_a_readable_file_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    (tmp_path / "folder.yml").mkdir()
    os.mkfifo(tmp_path / "fifo.yml")
    (tmp_path / "loop.yml").symlink_to("loop.yml")
    (tmp_path / "gone.yml").symlink_to("nowhere.yml")
    for name, words in {"folder": "文件夹", "fifo": "普通文件", "loop": "链接", "gone": "链接"}.items():
        value, found = read_yaml(tmp_path / f"{name}.yml", tmp_path)
        assert value is None
        assert words in found[0].message


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "没有读取权限" in read(tmp_path, "a: 1\n")[0]


@pytest.mark.parametrize(
    ("old", "new", "start", "words"),
    [
        ("carriers: [工艺卡]", "carriers: [~]", "13:16", "第 1 项没有填内容"),
        ("grade: 核心", "grade:", "16:11", "“grade”后面没有填内容"),
        ("grade: 核心", "grade: {a: b}", "16:12", "一段“键: 值”"),
        ("grade: 核心", "grade: [a]", "16:12", "一个列表"),
        ("reason: 决定香气，外人难以反推", "reason: {a: b}", "17:13", "现在是一段“键: 值”"),
        ("short: 茶\n", "short: 茶\ncolour: #2f5d62\n", "3:", "以 # 开头的内容要加引号"),
        ("{id: firing, ", "{id：firing, ", "7:6", "冒号要用英文半角"),
        ("measures: [{do: 工艺卡编号领还, form: secret-register}]", "measures: [do：工艺卡]", "15:16", "冒号要用英文半角"),
        ("grade: 核心", 'grade: "核\\n心"', "16:12", "核 心"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_without_python(
    sample: Path, edit: Edit, old: str, new: str, start: str, words: str
) -> None:
    edit(TEA, old, new)
    found = [line for line in problems(sample) if line.startswith(f"{TEA}:{start}")]
    assert any(words in line for line in found), problems(sample)
    assert not any(python in line for line in found for python in ("None", "{'", "['", "\n"))


@pytest.mark.parametrize(("text", "words"), [("~\n", "文件里没有填内容"), ("name：茶叶\n", "冒号要用英文半角")])
def test_a_file_with_one_value_is_explained(sample: Path, text: str, words: str) -> None:
    (sample / TEA).write_text(text, "utf-8")
    assert any(line.startswith(f"{TEA}:1:1: ") and words in line for line in problems(sample))


def test_a_problem_takes_one_line() -> None:
    assert str(Problem("a.yml", 1, 2, "甲\n  乙\r丙", "键\n值")) == "a.yml:1:2: 键 值：甲 乙 丙"


def test_a_parser_that_counts_the_nesting_itself_is_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deep(*_: object, **__: object) -> None:
        mark = yaml.Mark("x", 0, 0, 1000, None, None)
        raise yaml.scanner.ScannerError("while increasing flow level", mark, "exceeded maximum nesting depth", mark)

    monkeypatch.setattr("shangmitong.facts.source.reader.yaml.parse", deep)
    (tmp_path / "a.yml").write_text("[" * 2000)
    assert [str(problem) for problem in compose(tmp_path / "a.yml", tmp_path)[1]] == ["a.yml:1:1: 嵌套太深，最多 30 层"]
