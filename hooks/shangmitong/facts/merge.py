"""One YAML file laid over another: mappings by key, records by id, each value keeping the place it came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from ..problem import Problem, choices, nearest, shorten
from .model.base import Path, field_model, identity, tidy
from .source.reader import YamlFile

REMOVE = "remove"
"""The key that takes a record out."""


@dataclass
class Overlay:
    """What became of the files of one folder, and what is wrong with a county's own ones."""

    files: list[YamlFile]
    problems: list[Problem] = field(default_factory=list)
    reminders: list[Problem] = field(default_factory=list)
    """Values that say what the project says anyway."""
    removed: dict[str, Problem] = field(default_factory=dict)
    """Where the county took a record out, by its id."""


@dataclass
class Layer:
    """One file laid over another; `parts` collects where each value of the outcome comes from."""

    made: Overlay
    base: YamlFile
    own: YamlFile
    parts: dict[Path, tuple[YamlFile, Path]] = field(default_factory=dict)

    def file(self, model: type[BaseModel]) -> YamlFile:
        """Return the outcome for two files of the same name."""
        return self._made(self._value(self.base.value, self.own.value, model, (), (), ()))

    def section(
        self, name: str, base: list[Any], own: list[tuple[int, Any]], model: type[BaseModel] | None
    ) -> YamlFile:
        """Return the outcome for some records of one list."""
        value: Any = self.base.value
        return self._made(value | {name: self._records(base, own, model, (name,), (name,), (name,))})

    def _made(self, value: object) -> YamlFile:
        return YamlFile(self.base.name, value, self.base.node, {(): (self.base, ()), **self.parts})

    def _value(self, base: Any, own: Any, model: type[BaseModel] | None, at: Path, old: Path, new: Path) -> Any:
        """Return one value; `at` is its place in the outcome, `old` in the base and `new` in the own file."""
        if isinstance(base, dict) and isinstance(own, dict):
            return self._mapping(base, own, model, at, old, new)
        if isinstance(own, list) and identity(model) and (base is None or isinstance(base, list)):
            return self._records(base or [], list(enumerate(own)), model, at, old, new)
        if same(base, own):
            self.made.reminders.append(self.own.problem(new, "和上游写的一样，这一项可以删去"))
        self.parts[at] = (self.own, new)
        return own

    def _mapping(
        self, base: dict[str, Any], own: dict[str, Any], model: type[BaseModel] | None, at: Path, old: Path, new: Path
    ) -> dict[str, Any]:
        merged = dict(base)
        for key, item in own.items():
            if key == identity(model) and len(at) and isinstance(at[-1], int):
                continue  # what the record was found by
            places = ((*at, key), (*old, key), (*new, key))
            if key in base or (isinstance(item, list) and identity(field_model(model, key))):
                merged[key] = self._value(base.get(key), item, field_model(model, key), *places)
            else:
                merged[key] = item
                self.parts[places[0]] = (self.own, places[2])
        return merged

    def _records(
        self, base: list[Any], own: list[tuple[int, Any]], model: type[BaseModel] | None, at: Path, old: Path, new: Path
    ) -> list[Any]:
        """Return the base's records in their order, changed or left out, and after them the new ones."""
        known = ids(base, identity(model))
        changes = {id_of(item, identity(model)): (index, item) for index, item in own}
        merged: list[Any] = []
        for index, record in enumerate(base):
            place = (*at, len(merged))
            change = changes.get(id_of(record, identity(model))) if isinstance(record, dict) else None
            if change and REMOVE in change[1]:
                self._remove(change, identity(model), new)
                continue
            self.parts[place] = (self.base, (*old, index))
            if change:
                self._hollow(change, identity(model), new)
                record = self._mapping(record, change[1], model, place, (*old, index), (*new, change[0]))
            merged.append(record)
        fresh = [(index, item) for index, item in own if id_of(item, identity(model)) not in known]
        for index, item in new_records(self.made, self.own, new, fresh, model, known):
            self.parts[(*at, len(merged))] = (self.own, (*new, index))
            merged.append(item)
        self.made.problems += _twice(self.own, new, own, identity(model))
        return merged

    def _remove(self, change: tuple[int, dict[str, Any]], word: str, new: Path) -> None:
        index, record = change
        place = (*new, index, REMOVE)
        if record[REMOVE] != "true":
            self.made.problems.append(
                self.own.problem(place, f"{REMOVE} 只能写 true，意思是去掉这一条；不去掉就删去这一行")
            )
        elif more := sorted(record.keys() - {REMOVE, word}):
            self.made.problems.append(
                self.own.problem((*new, index, more[0]), f"这一条写了 {REMOVE}: true，会整条去掉，别的都不用写")
            )
        self.made.removed[record[word]] = self.own.problem(place, "")

    def _hollow(self, change: tuple[int, dict[str, Any]], word: str, new: Path) -> None:
        if change[1].keys() <= {word}:
            self.made.reminders.append(
                self.own.problem((*new, change[0]), f"这一条只写了 {word}，什么也没有改，可以删去")
            )


def new_records(
    made: Overlay,
    own: YamlFile,
    at: Path,
    records: Iterable[tuple[int, Any]],
    model: type[BaseModel] | None,
    known: set[str],
) -> Iterator[tuple[int, Any]]:
    """Return the records that are whole; the others were meant for one that the project does not have."""
    for index, record in records:
        word = id_of(record, identity(model))
        hint = nearest(word, known) or (f"上游有的：{choices(sorted(known))}。" if known else "")
        if word and REMOVE in record:
            words = f"要去掉的“{shorten(word)}”上游没有。{hint}上游已经去掉了它的，就删去这一条"
        elif word and (missing := lacking(model, record)):
            words = f"上游没有“{shorten(word)}”可以改。{hint}如果是新加的，还缺：{choices(missing)}"
        else:
            yield index, record
            continue
        made.problems.append(own.problem((*at, index, identity(model)), words))


def _twice(own: YamlFile, at: Path, records: list[tuple[int, Any]], word: str) -> Iterator[Problem]:
    """Report records that change the same one, where crosscheck does not see it."""
    seen = set()
    for index, record in records if word not in ("id", "key") else ():
        found = id_of(record, word)
        if found and found in seen:
            yield own.problem((*at, index, word), f"“{shorten(found)}”写了两次")
        seen.add(found)


def lacking(model: type[BaseModel] | None, value: object) -> list[str]:
    """Return the required fields that a record leaves out."""
    keys = value.keys() if isinstance(value, dict) else ()
    fields = model.model_fields.items() if model else ()
    return [name for name, info in fields if info.is_required() and name not in keys]


def id_of(record: object, word: str) -> str:
    """Return what a record is found by; an empty text where it does not say."""
    found = record.get(word) if isinstance(record, dict) else None
    return tidy(found) if isinstance(found, str) else ""


def ids(records: list[Any], word: str) -> set[str]:
    """Return what the records of a list are found by."""
    return {id_of(record, word) for record in records} - {""}


def same(one: object, other: object) -> bool:
    """Say whether two raw values mean the same; breaks of lines inside a Chinese text do not count."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return word_of(one) == word_of(other)


def word_of(value: object) -> object:
    """Return a text as the models read it, anything else as it is."""
    return tidy(value) if isinstance(value, str) else value
