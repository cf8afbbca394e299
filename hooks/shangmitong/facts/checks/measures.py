"""Measures and the forms that are to prove them: a visitors' log cannot record how a fixture was locked away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...problem import Problem, choices
from ..source.reader import YamlFile

_NAMED = 4
"""How many better forms are named."""


def unfit_forms(files: Mapping[str, list[YamlFile]]) -> Iterator[Problem]:
    """Report each measure whose form records none of its actions; forms that do not say what they record are free."""
    forms = {
        str(form["id"]): form
        for file in files["common"]
        for form in _records(file.value, "forms")
        if "id" in form and _records_of(form)
    }
    for file in files["industries"]:
        for number, secret in enumerate(_records(file.value, "secrets")):
            for place, measure in enumerate(_records(secret, "measures")):
                done, form = measure.get("do"), forms.get(str(measure.get("form")))
                if form and isinstance(done, str) and not any(word in done for word in _records_of(form)):
                    yield file.problem(("secrets", number, "measures", place, "form"), _told(form, done, forms))


def _told(form: dict[str, Any], done: str, forms: Mapping[str, dict[str, Any]]) -> str:
    better = [
        f"{other['name']}（{word}）"
        for word, other in forms.items()
        if any(action in done for action in _records_of(other))
    ]
    hint = f"也许该填：{choices(better[:_NAMED])}。" if better else ""
    return f"《{form['name']}》记不下这个动作，它能记的有：{choices(_records_of(form))}。{hint}换一张表，或者把谁记、记什么写进做法"


def _records_of(form: dict[str, Any]) -> list[str]:
    words = form.get("records")
    return [word for word in words if isinstance(word, str)] if isinstance(words, list) else []


def _records(value: object, key: str) -> list[dict[str, Any]]:
    found = value.get(key) if isinstance(value, dict) else None
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []
