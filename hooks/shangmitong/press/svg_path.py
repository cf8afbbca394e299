"""The outline of a letter -> the same in whole steps, in half the letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STEP = re.compile(r"([a-zA-Z])([^a-zA-Z]*)")
FINE = 9
"""Steps to the point on which the corners of a letter lie: less than a tenth of a pixel beside the true place."""


def coarse(path: str) -> str:
    """Return an outline in whole steps, of which no error adds up along the way."""
    parts = (f"{letter}{' '.join(map(str, steps))}" for letter, steps in _steps(path))
    return "".join(parts).removeprefix("M0 0").replace(" -", "-")


def _steps(path: str) -> Iterator[tuple[str, list[int]]]:
    """Yield the commands of an outline, all of them relative but the first, with their rounded numbers."""
    x = y = left = top = 0.0
    for letter, said in _STEP.findall(path):
        numbers = [float(number) * FINE for number in said.split()]
        if letter == "Z":
            x, y = left, top
            yield letter, []
        elif letter in "hv":
            before = x if letter == "h" else y
            x, y = (x + numbers[0], y) if letter == "h" else (x, y + numbers[0])
            yield letter, [round(x if letter == "h" else y) - round(before)]
        else:
            start = (0, 0) if letter == "M" else (round(x), round(y))
            ends = [(x + right, y + down) for right, down in zip(numbers[::2], numbers[1::2], strict=True)]
            yield letter, [value for end in ends for value in (round(end[0]) - start[0], round(end[1]) - start[1])]
            x, y = ends[-1]
            if letter in "mM":
                left, top = x, y
