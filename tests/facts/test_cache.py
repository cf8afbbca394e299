"""What is kept from one build to the next is made anew when the program that made it has changed."""

from __future__ import annotations

from pathlib import Path

from shangmitong.facts.cache import maker


def test_a_change_in_any_module_of_a_room_makes_its_files_anew(tmp_path: Path) -> None:
    (tmp_path / "deeper").mkdir()
    made = set()
    for name, text in (("one.py", "1"), ("two.py", "2"), ("deeper/three.py", "3"), ("one.py", "other"), ("a.txt", "4")):
        (tmp_path / name).write_text(text, "utf-8")
        maker.cache_clear()
        made.add(tuple(maker(("typst",), tmp_path)))
    assert len(made) == 4, "a text beside the modules decides nothing"
