"""The page that lists every field of every YAML file, derived from the models as the JSON Schemas are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .load import FOLDERS
from .markdown import escape

REFERENCE = "reuse/reference.md"
"""Where the page stands on the site."""
FILES = {
    "industries": ("industries/行业.yml", "一个行业一个文件，文件名就是网址。"),
    "regions": ("regions/县.yml", "一个县一个文件。"),
    "common": ("common/*.yml", "各行业通用的表单、流程、问答、流程图、部门说法，可以分成几个文件。"),
    "laws": ("laws/*.yml", "法律文件、条文要点和案例。"),
    "paper": ("paper/look.yml", "全部印刷品的颜色、字体、字号。"),
}
"""How each folder is told to an author, in the order of the page."""
_TYPES = {"integer": "整数", "number": "数", "boolean": "是或否（true、false）"}
Schema = dict[str, Any]


def reference() -> str:
    """Give the page as Markdown: a table for each file, and one for each kind of record in it."""
    lines = ["# 每个字段怎么写", "", "下面的表由程序从数据模型写出，和检查时用的是同一份。带 * 的必须填。", ""]
    for folder, (name, words) in FILES.items():
        schema = FOLDERS[folder].model_json_schema()
        lines += [f"## {escape(name)} {{ #{folder} }}", "", words, ""]
        for path, part in _parts(schema, schema.get("$defs", {}), folder, set()):
            lines += [*([f"### {escape(path)}", ""] if path else []), *_table(part, schema.get("$defs", {})), ""]
    return "\n".join(lines)


def _parts(schema: Schema, models: dict[str, Schema], folder: str, seen: set[str]) -> Iterator[tuple[str, Schema]]:
    """Give each record that a file holds with where it stands, outer ones first, each kind once."""
    yield "", schema
    waiting = [("", schema)]
    while waiting:
        path, part = waiting.pop(0)
        for name, field in part.get("properties", {}).items():
            kind, many = _record(field)
            if kind and kind not in seen:
                seen.add(kind)
                place = f"{path}{name}" + (" 的每一项" if many else "")
                yield place, models[kind]
                waiting.append((f"{place} › ", models[kind]))


def _record(field: Schema) -> tuple[str, bool]:
    """Give the name of the model that a field holds, empty for none, and whether it holds many of them."""
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


def _table(part: Schema, models: dict[str, Schema]) -> list[str]:
    needed = part.get("required", ())
    rows = [
        f"| {escape(name)}{'&#42;' if name in needed else ''} | {escape(field.get('description', ''))} | {escape(_shape(field))} |"
        for name, field in part.get("properties", {}).items()
    ]
    return ["| 字段 | 是什么 | 怎么写 |", "| --- | --- | --- |", *rows]


def _shape(field: Schema) -> str:
    """Say in a few words what may stand in a field."""
    options = [option for option in field.get("anyOf", [field]) if option.get("type") != "null"]
    return "，或者".join(_one(option) for option in options)


def _one(option: Schema) -> str:
    if "enum" in option:
        return "、".join(map(str, option["enum"])) + "，选一个"
    if "$ref" in option:
        return "几个字段，见下"
    kind = option.get("type")
    if kind == "array":
        least = f"，至少 {option['minItems']} 项" if option.get("minItems") else ""
        most = f"，最多 {option['maxItems']} 项" if option.get("maxItems") else ""
        return f"列表{least}{most}；每一项：{_one(option.get('items', {}))}"
    if kind == "object":
        return "一组“名称: 内容”"
    if kind == "string":
        return _text(option)
    low, high = option.get("minimum"), option.get("maximum")
    return _TYPES.get(str(kind), "文字") + (f"，{low:g} 到 {high:g}" if low is not None and high is not None else "")


def _text(option: Schema) -> str:
    if option.get("format") == "date":
        return "日期，如 2026-11-23"
    if pattern := option.get("pattern"):
        known = {"^#[0-9a-fA-F]{6}$": '颜色，如 "#2f5d62"，要加引号', "^[a-z][a-z0-9-]*$": "小写字母、数字和连字符"}
        return known.get(pattern, "有固定写法，写错了检查时会提示")
    return f"文字，不超过 {option['maxLength']} 字" if "maxLength" in option else "文字"
