"""A model and a few values -> a commented YAML file: what is known stands in it, what is missing carries the mark."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

import yaml
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ...facts.checks.placeholders import MARK
from ...facts.model.base import Ref, tidy
from ...problem import choices, shorten

_LONGEST = 50
"""Characters of an example."""
_LINE = re.compile(r".{1,58}[，。；、：”）…]{0,2}")
"""A line of a comment, which takes closing marks with it."""
_NULLS = ("", "~", "null", "Null", "NULL")


class _Shape(NamedTuple):
    """What a field holds: a model, a Literal or text, and how many of it (0 for one that is no list)."""

    inner: Any
    many: int
    ref: str

    @property
    def model(self) -> type[BaseModel] | None:
        return self.inner if isinstance(self.inner, type) and issubclass(self.inner, BaseModel) else None

    @property
    def options(self) -> tuple[str, ...]:
        return get_args(self.inner) if get_origin(self.inner) is Literal else ()


def _shape(hint: Any, marks: Iterable[Any] = (), many: int = 0) -> _Shape:
    if get_origin(hint) is Annotated:
        inner, *more = get_args(hint)
        return _shape(inner, (*marks, *more), many)
    if get_origin(hint) in (UnionType, Union):
        return _shape(get_args(hint)[0], marks, many)
    if get_origin(hint) is tuple:
        least = max((getattr(mark, "min_length", 0) or 0 for mark in marks), default=0)
        return _shape(get_args(hint)[0], (), max(least, 1))
    return _Shape(hint, many, next((mark.kind for mark in marks if isinstance(mark, Ref)), ""))


def _field_shape(field: FieldInfo) -> _Shape:
    return _shape(field.annotation, field.metadata)


def filled(model: type[BaseModel], given: dict[str, Any], ids: dict[str, str], name: str = "") -> dict[str, Any]:
    """Return the values of a record: what is `given`, and for every other field that must be there a gap.

    `ids` holds an id that exists for each kind of thing; an id of the record's own is made from `name`.
    """
    values: dict[str, Any] = {"id": name} if "id" in model.model_fields else {}
    for key, field in model.model_fields.items():
        if key not in values and (key in given or field.is_required()):
            values[key] = _value(_field_shape(field), given.get(key), ids, key)
    return values


def _value(shape: _Shape, given: Any, ids: dict[str, str], key: str) -> Any:
    if shape.many:
        items = [None] * shape.many if given is None else list(given)
        one = key.rstrip("s")
        return [_single(shape, item, ids, f"{one}-{number}") for number, item in enumerate(items, 1)]
    return _single(shape, given, ids, key)


def _single(shape: _Shape, given: Any, ids: dict[str, str], name: str) -> Any:
    if shape.model:
        return filled(shape.model, given or {}, ids, name)
    if given is not None:
        return given
    if shape.ref:
        return ids.get(shape.ref, f"{shape.ref}-1")
    return shape.options[0] if shape.options else MARK


def commented(model: type[BaseModel], values: dict[str, Any], example: Any, ids: dict[str, str]) -> str:
    """Return a record as YAML: above each block what belongs there, and what stands there in the file `example`."""
    return "\n".join("\n".join([*block, ""]) for block in _blocks(model, values, example, ids, noted=True))


def _blocks(
    model: type[BaseModel], values: dict[str, Any], example: Any, ids: dict[str, str], *, noted: bool
) -> Iterator[list[str]]:
    """Return the lines of each field of a record; a field without a value is shown as a comment."""
    for key, field in model.model_fields.items():
        shape = _field_shape(field)
        shown = example.get(key) if isinstance(example, dict) else None
        if key in values:
            notes = _notes(field, shape, shown) if noted else []
            yield [*notes, *_entry(key, shape, values[key], shown, ids, noted=noted)]
        elif noted:
            default = field.default if isinstance(field.default, str | int) else None
            lines = _entry(key, shape, _value(shape, default, ids, key), None, ids, noted=False)
            yield [*_notes(field, shape, shown), *(f"# {line}" for line in lines)]


def _notes(field: FieldInfo, shape: _Shape, example: Any) -> list[str]:
    words = [field.description or ""]
    if not field.is_required():
        words.insert(0, "（可以不写）")
    if shape.options:
        words.append(f"请选对的一个：{choices(shape.options)}。")
    if shape.many and shape.model:
        words.append("照第一项的样子往下加。")
    shown = "" if shape.options else _shown(example)
    said, shown = "".join(words), f"例：{shown}" if shown else ""
    texts = [said + shown] if len(said + shown) <= _LONGEST else [said, shown]
    return [f"# {line}" for text in texts for line in _LINE.findall(text)]


def _shown(example: Any) -> str:
    """Return a text, or the first texts of a list, short enough for a comment."""
    texts = [item for item in (example if isinstance(example, list) else [example]) if isinstance(item, str)]
    return "；".join(shorten(tidy(text), _LONGEST).rstrip("。") for text in texts[:2])


def _entry(key: str, shape: _Shape, value: Any, example: Any, ids: dict[str, str], *, noted: bool) -> list[str]:
    if not shape.many:
        if not shape.model:
            return [f"{key}: {_scalar(value)}"]
        return [f"{key}:", *_indented(_record(shape.model, value, example, ids, noted=noted))]
    lines = [f"{key}:"]
    first = example[0] if isinstance(example, list) and example else None
    for number, item in enumerate(value):
        if shape.model:
            lines += _item(_record(shape.model, item, first, ids, noted=noted and not number))
        else:
            lines.append(f"  - {_scalar(item)}")
    return lines


def _record(model: type[BaseModel], values: Any, example: Any, ids: dict[str, str], *, noted: bool) -> list[str]:
    return [line for block in _blocks(model, values, example, ids, noted=noted) for line in block]


def _item(lines: list[str]) -> list[str]:
    """Return a record as an item of a list: the dash goes before its first key, below the comments on it."""
    begin = next(index for index, line in enumerate(lines) if not line.startswith("#"))
    return [*_indented(lines[:begin]), f"  - {lines[begin]}", *_indented(_indented(lines[begin + 1 :]))]


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _scalar(value: object) -> str:
    """Return a value as a YAML scalar, in quotes where it would be read as anything but this text."""
    text = str(value)
    try:
        plain = text not in _NULLS and yaml.load(f"- {text}", Loader=yaml.BaseLoader) == [text]  # noqa: S506 - makes texts only
    except yaml.YAMLError:
        plain = False
    return text if plain else json.dumps(text, ensure_ascii=False)
