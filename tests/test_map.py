"""The map in CONTRIBUTING.md shows the rooms that there are, and the walk-throughs name files that exist."""

from __future__ import annotations

import re

from .conftest import ROOT

MAP = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
PACKAGE = ROOT / "hooks" / "shangmitong"


def test_the_map_shows_every_room_and_no_other() -> None:
    rooms = {path.name + "/" for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    assert set(re.findall(r"^  ([a-z_]+/) ", MAP, re.MULTILINE)) == rooms


def test_the_program_holds_its_rooms_and_nothing_beside_them() -> None:
    files = {path.name for path in PACKAGE.glob("*.py")}
    assert files == {"__init__.py", "__main__.py"}


def test_the_walk_throughs_name_files_that_exist() -> None:
    names = re.findall(r"`((?:facts|documents|proof|cli|paper|tests)/[a-z_/.-]+)`", MAP)
    places = [name if name.startswith(("paper", "tests")) else f"hooks/shangmitong/{name}" for name in names]
    assert len(places) >= 12
    assert [place for place in places if not (ROOT / place).exists()] == []
