"""Lists of a YAML file before anything has checked them: whatever is of another kind is passed over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def records(value: object, key: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Return the mappings of the list at `key`, each with its place in the list, counted from 0."""
    found = value.get(key) if isinstance(value, dict) else None
    for at, item in enumerate(found if isinstance(found, list) else ()):
        if isinstance(item, dict):
            yield at, item


def words(value: object, key: str) -> list[str]:
    """Return the texts of the list at `key`."""
    found = value.get(key) if isinstance(value, dict) else None
    return [item for item in found if isinstance(item, str)] if isinstance(found, list) else []
