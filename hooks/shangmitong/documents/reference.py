"""The page that lists every field of every YAML file, derived from the models as the JSON Schemas are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..facts.load import FOLDERS
from .markdown import escape

REFERENCE = "reuse/reference.md"
"""Where the page stands on the site."""
FILES = {
    "regions": ("regions/县.yml", "一个县一个文件。"),
    "industries": ("industries/行业.yml", "一个行业一个文件，文件名就是网址。"),
    "common": ("common/*.yml", "各行业通用的表单、流程、问答、流程图、部门说法，可以分成几个文件。"),
    "laws": ("laws/*.yml", "法律文件、条文要点和案例。"),
    "paper": ("paper/look.yml", "全部印刷品的颜色、字体、字号。"),
}
"""How each folder is told to an author, in the order of the page."""
PATTERNS = {
    "^#[0-9a-fA-F]{6}$": '颜色，如 "#2f5d62"，要加引号',
    "^[a-z][a-z0-9-]*$": "小写字母、数字和连字符，以字母开头",
    "^/?[a-z0-9-]+(/[a-z0-9-]+)*$": "页面：行业的一章如 guide/people，全站的页如 /contacts",
    r"^[^@\s]+@[^@\s]+\.[a-z]+$": "邮箱，如 name@example.gov.cn",
    "^[C-Z]$": "C 到 Z 的一个大写字母",
    "[省市区县州盟旗]$": "地名写全，以省、市、区、县、州、盟、旗结尾，如 湖南省",
    "^[0-9-]{3,14}$": "3 到 14 位数字和连字符，如 12315",
    r"^[\w./-]+\.(svg|png|jpg|jpeg)$": "图片在项目里的路径，以 .svg、.png、.jpg 或 .jpeg 结尾，如 docs/assets/crest.svg",
    r"^([0-9]+(-[0-9]+)?(\([0-9]+\))?|[a-z][a-z-]*)$": '条号，如 "10"、"13(3)"、"219-1"；没有条号的写英文短名，如 threshold',
}
"""How each form that a text may have is told to an author; every pattern of the models is here."""
_TYPES = {"integer": "整数", "number": "数", "boolean": "是或否（true、false）"}
Schema = dict[str, Any]


def reference() -> str:
    """Return the page as Markdown: a table for each file, and one for each kind of record in it."""
    lines = [
        "# 每个字段怎么写",
        "",
        "下面的表由程序从数据模型写出，和检查时用的是同一份。带 * 的必须填；点“几个字段”，看里面怎么写。",
        "",
    ]
    for folder, (name, words) in FILES.items():
        lines += [f"## {escape(name)} {{ #{folder} }}", "", words, "", *_records(folder)]
    return "\n".join(lines)


def _records(folder: str) -> Iterator[str]:
    """Return the lines of a file: its own table, and one for each kind of record in it."""
    schema = FOLDERS[folder].model_json_schema()
    for path, kind in _parts(schema, schema.get("$defs", {}), "", set()):
        if path:
            yield from (f"### {escape(path)} {{ #{folder}-{kind.lower()} }}", "")
        yield from (*_table(schema["$defs"][kind] if kind else schema, folder), "")


def _parts(part: Schema, models: dict[str, Schema], path: str, seen: set[str]) -> Iterator[tuple[str, str]]:
    """Return where each record inside `part` stands and its kind, `part` itself first; each kind once."""
    yield path, part.get("title", "") if path else ""
    for name, field in part.get("properties", {}).items():
        kind, many = _record(field)
        if kind and kind not in seen:
            seen.add(kind)
            place = f"{path} › {name}" if path else name
            yield from _parts(models[kind], models, place + (" 的每一项" if many else ""), seen)


def _record(field: Schema) -> tuple[str, bool]:
    """Return the name of the model that a field holds, empty for none, and whether it holds many of them."""
    options = [field, *field.get("anyOf", ())]
    for option in options:
        for inner, many in (
            (option, False),
            (option.get("items", {}), True),
            (option.get("additionalProperties"), True),
        ):
            if isinstance(inner, dict) and "$ref" in inner:
                return inner["$ref"].rpartition("/")[2], many
    return "", False


def _table(part: Schema, folder: str) -> list[str]:
    needed = part.get("required", ())
    rows = [
        f"| {escape(name)}{'&#42;' if name in needed else ''} | {escape(field.get('description', ''))} | {_shape(field, folder)} |"
        for name, field in part.get("properties", {}).items()
    ]
    return ["| 字段 | 是什么 | 怎么写 |", "| --- | --- | --- |", *rows]


def _shape(field: Schema, folder: str) -> str:
    """Say in a few words of Markdown what may stand in a field."""
    options = [option for option in field.get("anyOf", [field]) if option.get("type") != "null"]
    return "，或者".join(_one(option, folder) for option in options)


def _one(option: Schema, folder: str) -> str:
    if "enum" in option:
        return escape("选一个：" + "、".join(map(str, option["enum"])))
    if "$ref" in option:
        return f"[几个字段](#{folder}-{option['$ref'].rpartition('/')[2].lower()})"
    kind = option.get("type")
    if kind == "array":
        least = f"，至少 {option['minItems']} 项" if option.get("minItems") else ""
        most = f"，最多 {option['maxItems']} 项" if option.get("maxItems") else ""
        return f"列表{least}{most}；每一项：{_one(option.get('items', {}), folder)}"
    if kind == "object":
        return "一组“名称: 内容”"
    if kind == "string":
        return escape(_text(option))
    low, high = option.get("minimum"), option.get("maximum")
    return _TYPES.get(str(kind), "文字") + (f"，{low:g} 到 {high:g}" if low is not None and high is not None else "")


def _text(option: Schema) -> str:
    """Say what a text may be; raises KeyError for a pattern that no words are known for."""
    if option.get("format") == "date":
        return "日期，如 2026-11-23"
    if pattern := option.get("pattern"):
        return PATTERNS[pattern]
    return f"文字，不超过 {option['maxLength']} 字" if "maxLength" in option else "文字"
