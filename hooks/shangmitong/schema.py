"""JSON Schemas derived from the models, so that editors complete and check the YAML while it is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from .load import FOLDERS

NAMES = {"laws": "law", "common": "common", "industries": "industry", "regions": "region", "paper": "look"}
"""What the schema of each folder is called."""


def schemas() -> dict[str, str]:
    """Give the text of each schema file by its path below the project."""
    return {f"schemas/{NAMES[folder]}.schema.json": _text(model) for folder, model in FOLDERS.items()}


def write_schemas(root: Path) -> list[str]:
    """Write the schema files below `root` and give their paths."""
    for path, text in schemas().items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text, "utf-8", newline="\n")
    return list(schemas())


def _text(model: type[BaseModel]) -> str:
    schema = model.model_json_schema()
    for part in (schema, *schema.get("$defs", {}).values()):
        part.pop("description", None)  # the docstrings of the models are for programmers
    return json.dumps(_untitled(schema), ensure_ascii=False, indent=2) + "\n"


def _untitled(value: Any) -> Any:
    """Drop the English titles that pydantic makes from field names, but keep a field that is called title."""
    if isinstance(value, dict):
        return {key: _untitled(item) for key, item in value.items() if not (key == "title" and isinstance(item, str))}
    return [_untitled(item) for item in value] if isinstance(value, list) else value
