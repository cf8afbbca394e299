"""The files of the print fonts, in the font wheels."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont  # type: ignore[import-untyped]

REGULAR = {"Noto Serif SC": "NotoSerifSC-Regular.otf", "Noto Sans SC": "NotoSansSC-Regular.otf"}
"""Families of regular weight and their files in the wheel pylopdf-fonts-zh-cn."""
_COLLECTION = "NotoSansCJK-VF.otf.ttc"
_FACE = "Noto Sans CJK SC"


class FontError(RuntimeError):
    """Raised when a font file of the wheels is not there."""


def font_file(package: str, name: str) -> Path:
    """Return the path of a font file in an installed package.

    Raises FontError when it is not there.
    """
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if (path := Path(folder) / name).exists():
            return path
    raise FontError(f"没有找到字体 {name}。请运行：python -m pip install {package.replace('_', '-')}")


def regular(family: str) -> Path:
    """Return the file of a family of regular weight."""
    return font_file("pylopdf_fonts_zh_cn", REGULAR[family])


def collection_face() -> TTFont:
    """Return the Simplified-Chinese face of the variable collection."""
    path = font_file("manimgx_fonts_cjk", _COLLECTION)
    with TTCollection(path, lazy=True) as faces:
        index = [face["name"].getDebugName(1) for face in faces.fonts].index(_FACE)
    return TTFont(path, fontNumber=index, lazy=True)
