"""JSON Schemas derived from the models, so that editors complete and check the YAML while it is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from ..facts.load import FOLDERS, SCHEMAS
from ..facts.merge import REMOVE
from ..facts.model.base import field_model, identity
from ..facts.overlay import LAYERED
from ..web.publish import part_file


def schemas() -> dict[str, str]:
    """Return the text of each schema file by its path below the project."""
    whole = {f"schemas/{SCHEMAS[folder]}.schema.json": _text(_whole(model)) for folder, model in FOLDERS.items()}
    return whole | {
        f"schemas/{SCHEMAS[folder]}.overlay.schema.json": _text(_part(FOLDERS[folder])) for folder in LAYERED
    }


def write_schemas(root: Path) -> list[str]:
    """Write the schema files below `root` and give their paths."""
    for path, text in schemas().items():
        (root / path).parent.mkdir(exist_ok=True)
        with part_file(root / path) as part:
            part.write_text(text, "utf-8", newline="\n")
            part.replace(root / path)
    return list(schemas())


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(_untitled(schema), ensure_ascii=False, indent=2) + "\n"


def _whole(model: type[BaseModel]) -> dict[str, Any]:
    schema = model.model_json_schema()
    for part in (schema, *schema.get("$defs", {}).values()):
        part.pop("description", None)  # the docstrings of the models are for programmers
    return schema


def _part(model: type[BaseModel]) -> dict[str, Any]:
    """Return the schema of what a county writes over a file: nothing is required but what a record is found by."""
    schema = _whole(model)
    keys = {kind.__name__: identity(kind) for kind in _models(model)}
    parts = {"": schema, **schema.get("$defs", {})}
    lists = [value for part in parts.values() for value in part.get("properties", {}).values() if "items" in value]
    listed = {value["items"].get("$ref", "").rpartition("/")[2] for value in lists}
    for name, part in parts.items():
        if key := keys.get(name):
            part["required"] = [key]
            part["properties"][REMOVE] = {"const": True, "description": "写 true，就从本县去掉这一条。"}
        elif not name or name not in listed:  # a list of what has no id is replaced whole
            part.pop("required", None)
    for value in lists:
        if keys.get(value["items"].get("$ref", "").rpartition("/")[2]):
            value.pop("minItems", None)
    return schema


def _models(model: type[BaseModel]) -> set[type[BaseModel]]:
    """Return a model and all that stand inside it."""
    inner = (field_model(model, name) for name in model.model_fields)
    return {model}.union(*(_models(part) for part in inner if part))


def _untitled(value: Any) -> Any:
    """Drop the English titles that pydantic makes from field names, but keep a field that is called title."""
    if isinstance(value, dict):
        return {key: _untitled(item) for key, item in value.items() if not (key == "title" and isinstance(item, str))}
    return [_untitled(item) for item in value] if isinstance(value, list) else value
