"""A file as its model, with every fault of it told in Chinese."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from ..problem import Problem
from ..problem.sentences import sentence
from .model.base import field_model
from .source.reader import YamlFile

MOST = 100
"""Most faults of one file that are told in one run."""
_Item = TypeVar("_Item", bound=BaseModel)


def validate(model: type[_Item], file: YamlFile, problems: list[Problem]) -> _Item | None:
    """Return the content of a file as its model; None, and more `problems`, where it does not fit."""
    try:
        return model.model_validate(file.value)
    except ValidationError as error:
        faults = error.errors(include_url=False)
        for item in faults[:MOST]:
            if item["type"] == "too_short" and len(item["input"]) >= item["ctx"]["min_length"]:
                continue  # pydantic counts only the items without a fault, and those are reported themselves
            path = item["loc"]
            extra = item["type"] == "extra_forbidden"
            problems.append(file.problem(path, sentence(item, _keys_at(model, path[:-1])), at_key=extra))
        if more := len(faults[MOST:]):
            words = f"这个文件后面还有 {more} 处不对，先改好前面的 {MOST} 处，再看"
            problems.append(file.problem(faults[MOST]["loc"], words, at_key=True))
        return None


def _keys_at(model: type[BaseModel] | None, path: Iterable[str | int]) -> list[str]:
    """Return the keys that the model allows under a YAML path; none where no model is."""
    for part in path:
        if isinstance(part, str):
            model = field_model(model, part)
    return list(model.model_fields) if model else []
