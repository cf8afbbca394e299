"""Who does a thing: one of the few hats, under the one name that the books have for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...problem import Problem, choices, nearest
from ..model.hat import ACTS
from ..source.reader import YamlFile
from ..source.records import records, words
from .placeholders import MARK

Path = tuple[str | int, ...]


def wrong_hats(files: Mapping[str, list[YamlFile]]) -> Iterator[Problem]:
    """Report whoever is to do a thing and is no hat, and roles that are given a secret and barred from it.

    Where the shared files name no hats, everybody may do everything; a role that still waits for its name is a form to
    fill in, whose examples may contradict each other.
    """
    hats = [hat for file in files["common"] for _, hat in records(file.value, "hats")]
    names = [str(word) for hat in hats for word in (hat.get("name"), *words(hat, "words")) if word]
    for file in (*files["common"], *files["industries"]):
        for path, word in _doers(file.value) if names else ():
            if word not in names and word not in ACTS:
                yield file.problem(path, _told(word, names, hats))
    for file in files["industries"]:
        yield from _torn(file)


def _torn(file: YamlFile) -> Iterator[Problem]:
    """Report the roles of a trade that are given a secret and barred from it."""
    for at, role in records(file.value, "roles"):
        for number, secret in enumerate(words(role, "barred")):
            if secret in words(role, "sees") and role.get("name") != MARK:
                message = f"“{role.get('name')}”又给看、又不给看“{secret}”，在 sees 和 barred 里留一处"
                yield file.problem(("roles", at, "barred", number), message)


def _told(word: str, names: list[str], hats: list[dict[str, Any]]) -> str:
    meant = next((str(hat["name"]) for hat in hats if word in words(hat, "titles")), "")
    hint = f"书里把他叫“{meant}”。" if meant else nearest(word, names)
    return f"“{word}”不在十二顶帽子里。{hint}可用的：{choices([*names, *ACTS])}"


def _doers(value: object) -> Iterator[tuple[Path, str]]:
    """Return everyone who is said to do or keep something, with the place."""
    for at, form in records(value, "forms"):
        yield from _said(form, ("forms", at, "keeper"))
    for at, procedure in records(value, "procedures"):
        yield from _said(procedure, ("procedures", at, "who"))
        for number, step in records(procedure, "steps"):
            yield from _said(step, ("procedures", at, "steps", number, "who"))
    for at, stage in records(value, "stages"):
        yield from _said(stage, ("stages", at, "lead"))
    for at, role in records(value, "roles"):
        yield from _said(role, ("roles", at, "hat"))


def _said(record: dict[str, Any], path: Path) -> Iterator[tuple[Path, str]]:
    word = record.get(str(path[-1]))
    if isinstance(word, str):
        yield path, word
