"""An SVG as Typst writes it -> one for a page: small, with a title and a description, and for dark screens too."""

from __future__ import annotations

import re
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator, Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from html import escape

from .svg_path import FINE, coarse

_ROUNDED = re.compile(r'(base64,[^"]*)|-?\d+\.\d+')
_ID = re.compile(r'(?<=")#?[a-z][0-9A-F]{25,32}(?=")|(?<=url\(#)[a-z][0-9A-F]{25,32}(?=\))')
_HEAD = re.compile(r'<svg viewBox="0 0 (\S+) (\S+)" width="\S+" height="\S+"')
_NEEDLESS = re.compile(
    r' (?:fill-rule="nonzero"|stroke-linecap="butt"|stroke-linejoin="miter"|stroke-miterlimit="4"'
    r'|stroke-dashoffset="0"|stroke-dasharray=""|stroke="none"|preserveAspectRatio="none"|xmlns:h5="[^"]*"|[xy]="0")'
)
_GLYPH = re.compile(r'<symbol (id="[^"]*")[^>]*><path d="([^"]*)"/></symbol>')
_ICON = re.compile(r'<image xlink:href="data:image/svg\+xml;base64,([^"]*)" width="([^"]*)"[^>]*>')
_DRAWN = re.compile(r'(fill="[^"]*") d="([^"]*)"')
_PATH = re.compile(r'(?<= d=")[^"]*')
_BLANK = re.compile(r" ?([a-zA-Z]) ?| (?=-)")
_TWICE = re.compile(r' xlink:href="[^"]*"(?=>)')
"""The address of a link, which it also says without the prefix."""
_GROUP = re.compile(r"<g(?: [^>]*)?>|</g>")
_SHAPE = re.compile(r'<path([^>]*) d="([^"]{60,})"/>')
_RUN = re.compile(r'<g transform="matrix\(1 0 0 -1 (\S+) (\S+)\)">((?:<use [^>]*>)+)</g>')
_PLACE = re.compile(r' x="([^"]*)"')
_WORTH = 60
"""How long a group must be to be worth a name."""
_COLOUR = re.compile(r'(fill|stroke)="(#[0-9a-f]{6})"')
_STYLE = re.compile(r"<style>.*?</style>")
_GROUND = re.compile(r'<path fill="#ffffff" d="M0 0v[^"]*"/>')
"""The sheet below a drawing."""
_LINK = re.compile(r'<a href="#([^"]*)">')
_DARKEST, _LIGHTEST = 0.11, 0.92
"""How light white becomes on a dark screen, and black."""
_PIXELS = 96 / 72
_FIELD = 24
"""The width of the field on which an icon is drawn."""


def page_svg(drawing: str, name: str, words: str) -> str:
    """Return the `drawing` with a title `name` and a description `words`, its size in px.

    On a dark screen light colours become dark and dark ones light; a page tells by the property color-scheme of
    the picture which of the two it shows.
    """
    drawing = _NEEDLESS.sub("", drawing)
    drawing = _GLYPH.sub(lambda match: f'<path {match[1]} d="{coarse(match[2])}"/>', drawing)
    drawing = _ROUNDED.sub(lambda match: match[1] or f"{float(match[0]):.4g}", drawing)
    drawing = _PATH.sub(lambda match: _BLANK.sub(r"\1", match[0].replace("M 0 0m", "M")), drawing)
    drawing = _shared(_ICON.sub(_as_path, drawing))
    drawing = _short_names(_TWICE.sub("", drawing).replace("xlink:href", "href"))
    drawing = _RUN.sub(_line, drawing)
    drawing = _bare_groups(_shared_groups(_shared_groups(drawing, "q"), "r"))
    colours = sorted(set(_COLOUR.findall(drawing)))
    shades = "".join(f'[{what}="{colour}"]{{{what}:{on_dark(colour)}}}' for what, colour in colours)
    told = (
        f"<title>{escape(name)}</title><desc>{escape(words)}</desc>"
        f"<style>@media screen and (prefers-color-scheme:dark){{{shades}}}</style>"
    )
    width, height = map(float, _HEAD.findall(drawing)[0])
    size = f'<svg viewBox="0 0 {width:g} {height:g}" width="{width * _PIXELS:.0f}" height="{height * _PIXELS:.0f}" role="img"'
    return re.sub(r">", lambda _: f">{told}", _HEAD.sub(size, drawing, count=1), count=1)


def inline(drawing: str, names: Mapping[str, str]) -> str:
    """Return a `drawing` to stand in a page itself, where its links work; `names` are those of the links by anchor.

    There it follows the colours of the page and not those of the screen; on paper it is light.
    """

    colours = sorted({colour for _, colour in _COLOUR.findall(drawing)})
    names_of = {colour: f"--c{number}" for number, colour in enumerate(colours)}
    light = "".join(f"{name}:{colour};" for colour, name in names_of.items())
    dark = "".join(f"{name}:{on_dark(colour)};" for colour, name in names_of.items())
    style = (
        f'<style>svg.drawing{{{light}}}@media screen{{[data-md-color-scheme="slate"] svg.drawing{{{dark}}}}}</style>'
    )
    bare = _GROUND.sub("", _STYLE.sub("", drawing), count=1)
    drawn = _COLOUR.sub(lambda match: f'{match[1]}="var({names_of[match[2]]})"', bare).replace(
        "</desc>", f"</desc>{style}", 1
    )
    linked = _LINK.sub(lambda match: f'<a href="#{match[1]}" aria-label="{escape(names[match[1]])}">', drawn)
    return linked.replace('role="img"', 'role="group"', 1).replace("<svg ", '<svg class="drawing" ', 1)


def on_dark(colour: str) -> str:
    """Return what stands for a `colour`, written #rrggbb, on a dark screen: its own hue, as light as it was dark."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    hue, light, full = rgb_to_hls(*parts)
    turned = hls_to_rgb(hue, _DARKEST + (1 - light) * (_LIGHTEST - _DARKEST), full)
    return "#" + "".join(f"{round(part * 255):02x}" for part in turned)


def _as_path(match: re.Match[str]) -> str:
    """Return an icon, which Typst hands on as a picture within the picture, as a shape of the drawing itself."""
    drawn = _DRAWN.search(b64decode(match[1]).decode())
    if not drawn:
        return match[0]
    return f'<path transform="scale({float(match[2]) / _FIELD:.4g})" {drawn[1]} d="{drawn[2]}"/>'


def _shared(drawing: str) -> str:
    """Return the drawing with shapes that come more than once written once."""
    counts = Counter(shape for _, shape in _SHAPE.findall(drawing))
    names = {shape: f"p{number}" for number, shape in enumerate(shape for shape in counts if counts[shape] > 1)}

    def used(match: re.Match[str]) -> str:
        name = names.get(match[2])
        return f'<use{match[1]} xlink:href="#{name}"/>' if name else match[0]

    shapes = "".join(f'<path id="{name}" d="{shape}"/>' for shape, name in names.items())
    return _SHAPE.sub(used, drawing).replace("</svg>", f"<defs>{shapes}</defs></svg>" if shapes else "</svg>")


def _line(match: re.Match[str]) -> str:
    """Return a line of letters on the grid of its letters, its colour said once where it has but one."""
    uses, colours = match[3], set(re.findall(r' fill="[^"]*"', match[3]))
    colour = colours.pop() if len(colours) == 1 else ""
    placed = _PLACE.sub(lambda place: f' x="{float(place[1]) * FINE:.0f}"', uses.replace(colour, ""))
    return f'<g transform="matrix({1 / FINE:.4f} 0 0 {-1 / FINE:.4f} {match[1]} {match[2]})"{colour}>{placed}</g>'


def _shared_groups(drawing: str, name: str) -> str:
    """Return the drawing with groups that come more than once written once, each called `name` and a number."""
    groups = list(_groups(drawing))
    counts = Counter(drawing[start:end] for start, end in groups)
    names: dict[str, str] = {}
    out, done = [], 0
    for start, end in sorted(groups):
        text = drawing[start:end]
        if start >= done and counts[text] > 1 and len(text) > _WORTH:
            word = names.setdefault(text, f"{name}{len(names)}")
            out.append(f'{drawing[done:start]}<use href="#{word}"/>')
            done = end
    kept = "".join(f'<g id="{word}"{text.removeprefix("<g")}' for text, word in names.items())
    return "".join(out) + drawing[done:].replace("</svg>", f"<defs>{kept}</defs></svg>" if kept else "</svg>")


def _groups(drawing: str) -> Iterator[tuple[int, int]]:
    """Yield where each group of the drawing begins and ends, the inner ones first."""
    opened: list[int] = []
    for match in _GROUP.finditer(drawing):
        if match[0] != "</g>":
            opened.append(match.start())
        else:
            yield opened.pop(), match.end()


def _bare_groups(drawing: str) -> str:
    """Return the drawing without groups that say nothing of what they hold."""
    opened: list[bool] = []

    def kept(match: re.Match[str]) -> str:
        if match[0] != "</g>":
            opened.append(match[0] != "<g>")
            return match[0] if opened[-1] else ""
        return match[0] if opened.pop() else ""

    return _GROUP.sub(kept, drawing)


def _short_names(drawing: str) -> str:
    """Return the drawing with names of two or three letters for its glyphs and clips."""
    names: dict[str, str] = {}

    def short(match: re.Match[str]) -> str:
        name = match[0].lstrip("#")
        return match[0][: -len(name)] + names.setdefault(name, f"{name[0]}{len(names)}")

    return _ID.sub(short, drawing)
