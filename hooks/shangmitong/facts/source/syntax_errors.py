"""What an author did wrong where the YAML parser stumbled: the place of the typo and a Chinese sentence."""

from __future__ import annotations

import re

import yaml

from ...problem import COLON, Problem
from .text import text_lines, tokens_of

_WORDS = {
    "could not find expected ':'": "这一行像是“键: 值”，但缺少冒号（冒号要用英文半角，后面空一格）",
    "mapping values are not allowed in this context": "这里多了一个“: ”。文字里有英文冒号时，请把整段文字用双引号括起来",
    "did not find expected key": "缩进不齐，或者引号没有配对（配对的引号后面不能再写文字）",
    "did not find expected '-' indicator": "列表的“-”没有和上一项对齐",
    "did not find expected <document start>": "一个文件只能有一份内容，不要写“---”分隔线；第一行的缩进也要和后面的对齐",
    "expected a single document in the stream": "一个文件只能有一份内容，不要写“---”分隔线",
    "found unexpected document indicator": "引号没有配对：这里开始的引号，到“---”或“...”还没有结束",
    "found character that cannot start any token": "这个字符不能放在开头（如 @、%、制表符），请把文字用双引号括起来",
    "found unexpected end of stream": "引号或括号没有配对",
    "found undefined alias": "引用（*）了没有定义过的锚点；本项目不用锚点和引用",
    "while scanning an alias": "以“*”开头的文字要用双引号括起来",
    "while scanning an anchor": "以“&”开头的文字要用双引号括起来",
    "while scanning a tag": "以“!”开头的文字要用双引号括起来",
    "found undefined tag handle": "以“!”开头的文字要用双引号括起来",
    "found a tab character": "缩进用了制表符（Tab），请改成空格",
    "while scanning a block scalar": "“|”和“>”后面要换行再写文字；文字以“|”或“>”开头时，请用双引号括起来",
    "mapping keys are not allowed in this context": "以“?”开头的文字要用双引号括起来",
    "while parsing a flow node": "方括号或花括号里多了逗号，或者括号没有配对",
    "did not find expected node content": "文字不能以逗号或右括号开头，请用双引号括起来",
    "did not find expected ',' or ']'": "方括号列表里缺少逗号或右方括号（都用英文半角）",
    "did not find expected ',' or '}'": "花括号里缺少逗号或右花括号（都用英文半角）",
    "found unknown escape character": "双引号里的反斜杠“\\”写法不对；改用单引号，或把“\\”写成“\\\\”",
    "did not find expected hexdecimal number": "双引号里的“\\x”“\\u”后面要写足十六进制数；改用单引号，或直接写这个字",
    "found invalid Unicode character escape code": "双引号里的“\\u”写的不是一个字；请直接写这个字",
    "while scanning a directive": "以“%”开头的行不能用；是文字就用双引号括起来",
    "while scanning a %": "以“%”开头的行不能用；是文字就用双引号括起来",
    "directive": "以“%”开头的行不能用；是文字就用双引号括起来",
    "found incompatible YAML document": "以“%”开头的行不能用，请删去",
    "block sequence entries are not allowed in this context": "列表的“-”不能和键写在同一行",
}
OTHERWISE = "写法有误，请对照旁边的写法；多半是冒号、引号、缩进或括号"
_NEAR = 6
"""How many lines above a syntax error the typo that caused it is looked for."""
_KEY = r"^(?P<before>\s*(?P<dash>- +)*(?P<key>[A-Za-z_][A-Za-z0-9_-]*) *)"
_COLON_TYPOS = (re.compile(_KEY + "："), re.compile(_KEY + r":(?=[^\s/:])"))
_NO_COLON = re.compile(_KEY + r"(?:[^:：A-Za-z0-9_-][^:：]*)?$")


def syntax_problems(name: str, text: str, error: yaml.MarkedYAMLError) -> list[Problem]:
    """Say where the typo is, which is often some lines above the place where the parser gave up."""
    tokens, _ = tokens_of(text)
    lines = text.splitlines()
    opened = _open_quote(error, tokens)
    typos = [] if opened else _colon_typos(name, lines, error, text_lines(tokens))
    if typos:
        return typos
    line, column, words = (
        opened
        or _no_colon(lines, error)
        or _open_bracket(error, tokens)
        or _begun_item(lines, error)
        or _as_reported(error)
    )
    return [Problem(name, line, column, f"不是正确的 YAML：{words}")]


def _as_reported(error: yaml.MarkedYAMLError) -> tuple[int, int, str]:
    mark = error.problem_mark or error.context_mark
    if error.context_mark and "could not find expected ':'" in str(error.problem):
        mark = error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return line, column, _translate(f"{error.context} {error.problem}")


def _open_quote(error: yaml.MarkedYAMLError, tokens: list[yaml.Token]) -> tuple[int, int, str] | None:
    """Return the quote that was never closed, or that was closed lines below by the next text's opening quote."""
    mark = error.context_mark
    if mark and "quoted scalar" in str(error.context) and "found unexpected" in str(error.problem):
        return mark.line + 1, mark.column + 1, "从这里开始的引号没有配对"
    for token in reversed(tokens):
        if not isinstance(token, yaml.ScalarToken) or token.style not in ("'", '"'):
            continue
        start, end = token.start_mark, token.end_mark
        if start.line < end.line and error.problem_mark and end.line == error.problem_mark.line:
            return start.line + 1, start.column + 1, f"从这里开始的引号没有配对，一直连到了第 {end.line + 1} 行"
        return None
    return None


def _colon_typos(name: str, lines: list[str], error: yaml.MarkedYAMLError, inside: set[int]) -> list[Problem]:
    """Find keys near the fault with a full-width colon, or with no blank after the colon."""
    mark = error.problem_mark
    last = mark.line if mark else 0
    above = error.context_mark.line if error.context_mark and error.context == "while scanning a simple key" else last
    return [
        Problem(name, number + 1, match.end("before") + 1, f"“{match['key']}”后面的{COLON}")
        for number in range(max(0, min(above, last - _NEAR)), min(last + 1, len(lines)))
        if number not in inside
        for match in [next(filter(None, (typo.match(lines[number]) for typo in _COLON_TYPOS)), None)]
        if match and not (match["dash"] and lines[number][match.end() :][:1].isdigit())  # - aucl-2025:10
    ]


def _no_colon(lines: list[str], error: yaml.MarkedYAMLError) -> tuple[int, int, str] | None:
    """Explain a “key: value” line that was taken for the rest of the line above it."""
    mark = error.problem_mark
    if not mark or "mapping values are not allowed" not in str(error.problem) or mark.line >= len(lines):
        return None
    if not re.fullmatch(r"\s*[\w-]+ *", lines[mark.line][: mark.column]):
        return None
    number = next((number for number in range(mark.line - 1, -1, -1) if lines[number].strip()), None)
    if number is None:
        return None
    match = _NO_COLON.match(lines[number])
    if match:
        return number + 1, match.start("key") + 1, _WORDS["could not find expected ':'"]
    indent = len(lines[mark.line]) - len(lines[mark.line].lstrip())
    return mark.line + 1, indent + 1, "这一行缩进不对：它上面一行已经有了内容，这一行要和同级的键对齐"


def _open_bracket(error: yaml.MarkedYAMLError, tokens: list[yaml.Token]) -> tuple[int, int, str] | None:
    """Return the innermost bracket that was still open on a line above the fault."""
    if "while parsing a flow" not in str(error.context) or not error.problem_mark:
        return None
    opened: list[yaml.Token] = []
    for token in tokens:
        if token.start_mark.index >= error.problem_mark.index:
            break
        if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
            opened.append(token)
        elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken) and opened:
            opened.pop()
    mark = opened[-1].start_mark if opened else error.problem_mark
    if mark.line == error.problem_mark.line:
        return None
    words = f"从这里开始的括号没有配对，或里面缺少逗号（读到第 {error.problem_mark.line + 1} 行）"
    return mark.line + 1, mark.column + 1, words


def _begun_item(lines: list[str], error: yaml.MarkedYAMLError) -> tuple[int, int, str] | None:
    """Explain an item of a list whose first word is in quotes or brackets and goes on behind them."""
    mark = error.problem_mark
    if not mark or "did not find expected '-'" not in str(error.problem) or mark.line >= len(lines):
        return None
    match = re.match(r"\s*- +(?=([\"'\[{]))", lines[mark.line][: mark.column])
    if not match:
        return None
    sign = "引号" if match[1] in "\"'" else "括号"
    words = f"这一项以{sign}开头，{sign}后面又有文字。整项用单引号括起来：- '……'"
    return mark.line + 1, match.end() + 1, words


def _translate(words: str) -> str:
    return next((chinese for english, chinese in _WORDS.items() if english in words), OTHERWISE)
