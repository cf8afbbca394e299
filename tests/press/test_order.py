"""What the press does first, and what it does only once."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest

from shangmitong.press import pinyin
from shangmitong.press.memory_pool import MemoryPool


def test_of_what_waits_the_largest_that_fits_begins_first() -> None:
    pool, go, begun = MemoryPool(10), Event(), []

    def job(name: str) -> Path:
        begun.append(name)
        return Path(name)

    first = pool.submit(10, lambda: Path(str(go.wait(5))))
    others = [
        pool.submit(size, lambda name=name: job(name)) for name, size in (("small", 6), ("large", 9), ("middle", 8))
    ]
    go.set()
    for future in (first, *others):
        future.result(timeout=5)
    assert begun == ["large", "middle", "small"]


def test_words_that_are_soon_asked_for_are_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def answer(module: str, **options: Any) -> Any:
        words = json.loads(options["input"])
        asked.append(words)
        return SimpleNamespace(stdout=json.dumps([[[word, "", word]] for word in words]))

    monkeypatch.setattr(pinyin, "_known", {})
    monkeypatch.setattr(pinyin, "_expected", set())
    monkeypatch.setattr("shangmitong.press.process.answer", answer)
    pinyin.expect(["窑", "炉"], soon=True)
    assert pinyin.keys(["炉"]) == {"炉": [["炉", "", "炉"]]}
    assert pinyin.keys(["窑"]) == {"窑": [["窑", "", "窑"]]}
    assert asked == [["炉", "窑"]]
