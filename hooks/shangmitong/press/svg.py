"""An SVG as Typst writes it -> one for a page: small, with a title and a description, and for dark screens too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from colorsys import hls_to_rgb, rgb_to_hls
from html import escape

_NUMBER = re.compile(r"-?\d+\.\d+")
_ID = re.compile(r'(?<=")#?[a-z][0-9A-F]{25,32}(?=")|(?<=url\(#)[a-z][0-9A-F]{25,32}(?=\))')
_HEAD = re.compile(r'<svg viewBox="0 0 (\S+) (\S+)" width="\S+" height="\S+"')
_NEEDLESS = re.compile(
    r' (?:fill-rule="nonzero"|stroke-linecap="butt"|stroke-linejoin="miter"|stroke-miterlimit="4"|xmlns:h5="[^"]*"|[xy]="0")'
)
_GLYPH = re.compile(r'(<symbol[^>]*><path )d="([^"]*)"')
_PATH = re.compile(r'(?<= d=")M 0 0m ')
_STEP = re.compile(r"([a-zA-Z])([^a-zA-Z]*)")
_COLOUR = re.compile(r'(fill|stroke)="(#[0-9a-f]{6})"')
_DARKEST, _LIGHTEST = 0.11, 0.92
"""How light white becomes on a dark screen, and black."""
_PIXELS = 96 / 72
_FINE = 16
"""Steps to the point on which the corners of a letter lie: about a fifteenth of a pixel at most beside the true place."""


def page_svg(drawing: str, name: str, words: str) -> str:
    """Return the `drawing` with a title `name` and a description `words`, its size in px.

    On a dark screen light colours become dark and dark ones light; a page tells by the property color-scheme of
    the picture which of the two it shows.
    """
    drawing = _NEEDLESS.sub("", drawing)
    drawing = _GLYPH.sub(lambda match: f'{match[1]}transform="scale({1 / _FINE})" d="{_coarse(match[2])}"', drawing)
    drawing = _NUMBER.sub(lambda match: f"{float(match[0]):.4g}", _PATH.sub("M", drawing))
    drawing = _short_names(drawing)
    colours = sorted(set(_COLOUR.findall(drawing)))
    shades = "".join(f'[{what}="{colour}"]{{{what}:{on_dark(colour)}}}' for what, colour in colours)
    told = (
        f"<title>{escape(name)}</title><desc>{escape(words)}</desc>"
        f"<style>@media screen and (prefers-color-scheme:dark){{{shades}}}</style>"
    )
    width, height = map(float, _HEAD.findall(drawing)[0])
    size = f'<svg viewBox="0 0 {width:g} {height:g}" width="{width * _PIXELS:.0f}" height="{height * _PIXELS:.0f}" role="img"'
    return re.sub(r">", lambda _: f">{told}", _HEAD.sub(size, drawing, count=1), count=1)


def on_dark(colour: str) -> str:
    """Return what stands for a `colour`, written #rrggbb, on a dark screen: its own hue, as light as it was dark."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    hue, light, full = rgb_to_hls(*parts)
    turned = hls_to_rgb(hue, _DARKEST + (1 - light) * (_LIGHTEST - _DARKEST), full)
    return "#" + "".join(f"{round(part * 255):02x}" for part in turned)


def _coarse(path: str) -> str:
    """Return the outline of a letter in whole steps, of which no error adds up along the way."""
    parts = (f"{letter}{' '.join(map(str, steps))}" for letter, steps in _steps(path))
    return re.sub(r" (?=-)", "", "".join(parts))


def _steps(path: str) -> Iterator[tuple[str, list[int]]]:
    """Yield the commands of an outline, all of them relative but the first, with their rounded numbers."""
    x = y = left = top = 0.0
    for letter, said in _STEP.findall(path):
        numbers = [float(number) * _FINE for number in said.split()]
        if letter == "Z":
            x, y = left, top
            yield letter, []
        elif letter == "h" or letter == "v":
            before, (x, y) = (x, y), (x + numbers[0], y) if letter == "h" else (x, y + numbers[0])
            yield letter, [round(x) - round(before[0]) if letter == "h" else round(y) - round(before[1])]
        else:
            ends = [(x + right, y + down) for right, down in zip(numbers[::2], numbers[1::2], strict=True)]
            start = (round(x), round(y)) if letter != "M" else (0, 0)
            yield letter, [value for end in ends for value in (round(end[0]) - start[0], round(end[1]) - start[1])]
            x, y = ends[-1]
            if letter in "mM":
                left, top = x, y


def _short_names(drawing: str) -> str:
    """Return the drawing with names of two or three letters for its glyphs and clips."""
    names: dict[str, str] = {}

    def short(match: re.Match[str]) -> str:
        name = match[0].lstrip("#")
        return match[0][: -len(name)] + names.setdefault(name, f"{name[0]}{len(names)}")

    return _ID.sub(short, drawing)
