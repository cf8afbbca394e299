"""The base of every record: the kinds of text, the marks of ids, and the walk that finds dangling ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

Confidence = Literal["verified", "single", "memory"]
Element = Literal["秘密性", "价值性", "保密措施", "侵权行为", "损失"]
Grade = Literal["核心", "重要", "一般"]
GRADES: tuple[Grade, ...] = get_args(Grade)
"""The grades, the highest first."""
SecretKind = Literal["技术信息", "经营信息"]
Office = Literal["市场监管", "公安", "科经", "人社", "商务", "宣传", "检察院", "法院", "上级市场监管", "知识产权"]

Path = tuple[str | int, ...]
"""Where a value stands in a YAML file: keys and list positions from the top."""

_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…"
_POINT = "，。、；：？！”）》】"
_GAP = re.compile(f"(?<=[{_CJK}])\\s+(?=[{_CJK}])|(?<=[{_POINT}])\\s+|\\s*\\n\\s*(?=[{_CJK}])|(?<=[{_CJK}])\\s*\\n\\s*")


def tidy(text: str) -> str:
    """Return `text` on one line, without the blanks that a folded YAML block puts between Chinese characters."""
    return " ".join(_GAP.sub("", text.replace("\u200b", "").strip()).split())


def _tidied(value: Any) -> Any:
    return tidy(value) if isinstance(value, str) else value


def _day(value: Any) -> Any:
    """Refuse what pydantic would take for seconds since 1970."""
    return value if not isinstance(value, str) or re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) else "?"


def plain_number(value: Any) -> Any:
    """Refuse what only programmers take for a number: 1_000, 0o17, and digits of other scripts."""
    if isinstance(value, str) and not re.fullmatch(r"-?[0-9]{1,9}", value):
        raise PydanticCustomError("int_parsing", "not a number")
    return value


@dataclass(frozen=True)
class Ref:
    """Marks a text field as the id of something of this kind, so that a dangling id is found at once."""

    kind: Literal[
        "stage",
        "secret",
        "form",
        "paper",
        "frame",
        "procedure",
        "question",
        "flow",
        "case",
        "industry",
        "citation",
        "source",
        "region",
    ]


Name = Annotated[str, Field(min_length=1, max_length=40), BeforeValidator(_tidied)]
Line = Annotated[str, Field(min_length=1, max_length=160), BeforeValidator(_tidied)]
Text = Annotated[str, Field(min_length=1, max_length=900), BeforeValidator(_tidied)]
Day = Annotated[date, BeforeValidator(_day)]
"""A day as YYYY-MM-DD."""
Number = Annotated[int, BeforeValidator(plain_number)]
"""A whole number in plain digits."""
Year = Annotated[int, Field(ge=1990, le=2100), BeforeValidator(plain_number)]
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=48)]
ArticleKey = Annotated[str, Field(pattern=r"^([0-9]+(-[0-9]+)?(\([0-9]+\))?|[a-z][a-z-]*)$", max_length=40)]
Citation = Annotated[str, Field(max_length=80), Ref("citation")]
Citations = tuple[Citation, ...]
Place = Annotated[str, Field(pattern=r"[省市区县州盟旗]$", max_length=40), BeforeValidator(_tidied)]
"""A province, city or county under its whole name."""
HexColour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
_CONTRAST = 4.5
"""How much white and a colour must differ, where one stands on the other: WCAG 2.2, 1.4.3, level AA."""


def _dark(colour: str) -> str:
    """Refuse a colour that is hard to read on white paper, and on which white letters are."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    contrast = 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
    if contrast < _CONTRAST:
        raise ValueError(
            f"颜色“{colour}”太浅，印在白纸上、上面写白字，都看不清（对比度 {contrast:.1f}，至少 {_CONTRAST}）。请换深一点的"
        )
    return colour


DarkColour = Annotated[HexColour, AfterValidator(_dark)]
"""A colour that is read on white, and that carries white letters."""

PicturePath = Annotated[str, Field(pattern=r"^[\w./-]+\.(svg|png|jpg|jpeg)$", max_length=160)]
"""A picture, as a path below the project."""


class Model(BaseModel):
    """The base of every record: frozen, and strict about the keys it knows."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
    natural: ClassVar[str] = ""
    """The field that tells records of a list apart where they have no id."""


def identity(model: type[BaseModel] | None) -> str:
    """Return the field that tells records of this kind apart in a list; an empty text where nothing does."""
    if model is None:
        return ""
    return "id" if "id" in model.model_fields else getattr(model, "natural", "")


def field_model(model: type[BaseModel] | None, key: str | int) -> type[BaseModel] | None:
    """Return the model of what stands under a field: of its value, or of the records of its list."""
    field = model.model_fields.get(str(key)) if model else None
    return _model_of(field.annotation) if field else None


def _model_of(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_of(part) for part in getattr(annotation, "__args__", ()))
    return next((model for model in inner if model), None)


def references(model: type[BaseModel], raw: object, path: Path = ()) -> Iterator[tuple[Path, Ref, str]]:
    """Return (path, mark, id) for each value in `raw` that `model` marks as an id of something else.

    It reads the raw YAML value, not a finished model, so that a file with other faults is checked as well.
    """
    if isinstance(raw, dict):
        for name, marks, models in _leads(model):
            if name in raw:
                yield from _marked(marks, models, raw[name], (*path, name))


def _marked(
    marks: tuple[Ref, ...], models: tuple[type[BaseModel], ...], raw: object, path: Path
) -> Iterator[tuple[Path, Ref, str]]:
    if isinstance(raw, list):
        for index, item in enumerate(raw):
            yield from _marked(marks, models, item, (*path, index))
    elif isinstance(raw, str):
        yield from ((path, mark, raw) for mark in marks)
    else:
        for model in models:
            yield from references(model, raw, path)


@cache
def _leads(model: type[BaseModel]) -> tuple[tuple[str, tuple[Ref, ...], tuple[type[BaseModel], ...]], ...]:
    """Return the fields of a model that lead to an id: their names, the marks on them, the models inside them."""
    leads = []
    for name, field in model.model_fields.items():
        parts = list(_parts((field.annotation, *field.metadata)))
        marks = tuple(part for part in parts if isinstance(part, Ref))
        models = tuple(part for part in parts if isinstance(part, type) and issubclass(part, BaseModel))
        if marks or models:
            leads.append((name, marks, models))
    return tuple(leads)


def _parts(hints: tuple[Any, ...]) -> Iterator[Any]:
    for hint in hints:
        inner = (*getattr(hint, "__args__", ()), *getattr(hint, "__metadata__", ()))
        yield from _parts(inner) if inner else (hint,)
