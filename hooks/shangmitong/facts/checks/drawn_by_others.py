"""What an SVG from outside may not hold: it is shown in the site's own address, so it must neither run nor fetch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

_DECLARED = re.compile(r"<!ENTITY|<!DOCTYPE[^>]*\[|<\?xml-stylesheet", re.IGNORECASE)
_ACTIVE = {"script", "foreignobject", "iframe", "embed", "object", "audio", "video", "handler", "listener"}
_MOVING = {"set", "animate", "animatemotion", "animatetransform"}
_INSIDE = re.compile(r"\s*(#|data:image/(?:png|jpeg)[;,])", re.IGNORECASE)
_FETCH = re.compile(r"url\(\s*(?![\s\"']*#)|@import|\\|javascript:|image-set\(", re.IGNORECASE)


def svg_fault(data: bytes) -> str:
    """Say what of an SVG has to go; an empty text where it only draws."""
    try:
        text = data.decode("utf-8-sig")
        if _DECLARED.search(text):
            return "自己定义的实体或者外部样式（<!ENTITY、<?xml-stylesheet）"
        root = ElementTree.fromstring(text)  # noqa: S314 - entities, which could swell, were refused above
    except (UnicodeDecodeError, ElementTree.ParseError, ValueError):
        return "读不通的写法（不是 UTF-8，或者尖括号、引号没配对）"
    return next(_faults(root), "")


def _faults(root: ElementTree.Element) -> Iterator[str]:
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2].lower()
        if name in _ACTIVE or name in _MOVING:
            yield f"<{name}>（脚本、外来内容或者动画）"
        if name == "style" and _FETCH.search("".join(element.itertext())):
            yield "样式里的外部地址（@import、url）"
        for key, value in element.attrib.items():
            word = key.rpartition("}")[2].lower()
            if word.startswith("on"):
                yield f"{word}=（会运行的动作）"
            elif word in ("href", "src", "base") and not _INSIDE.match(value):
                yield f"{word}=（指到图外面的地址）"
            elif _FETCH.search(value) and word != "href":
                yield f"{word} 里的外部地址"
