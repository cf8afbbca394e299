"""Measures and the forms that are to prove them: a visitors' log cannot record how a fixture was locked away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...problem import Problem, choices
from ..source.reader import YamlFile
from ..source.records import records, words

_NAMED = 4
"""How many better forms are named."""


def unfit_forms(files: Mapping[str, list[YamlFile]]) -> Iterator[Problem]:
    """Report each measure whose form records none of its actions; forms that do not say what they record are free."""
    forms = {
        str(form["id"]): form
        for file in files["common"]
        for _, form in records(file.value, "forms")
        if "id" in form and words(form, "records")
    }
    for file in files["industries"]:
        for number, secret in records(file.value, "secrets"):
            for place, measure in records(secret, "measures"):
                done, form = measure.get("do"), forms.get(str(measure.get("form")))
                if form and isinstance(done, str) and not any(word in done for word in words(form, "records")):
                    yield file.problem(("secrets", number, "measures", place, "form"), _told(form, done, forms))


def _told(form: dict[str, Any], done: str, forms: Mapping[str, dict[str, Any]]) -> str:
    better = [
        f"{other['name']}（{name}）"
        for name, other in forms.items()
        if any(action in done for action in words(other, "records"))
    ]
    hint = f"也许该填：{choices(better[:_NAMED])}。" if better else ""
    return f"《{form['name']}》记不下这个动作，它能记的有：{choices(words(form, 'records'))}。{hint}换一张表，或者把谁记、记什么写进做法"
