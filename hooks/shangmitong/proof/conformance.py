"""What a file says of itself: PDF/A-2a, PDF/UA-1, and what can be seen of whether that is true."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from .fault import Fault
from .parts import Parts
from .spec import Spec


def claims(parts: Parts, spec: Spec) -> Iterator[Fault]:
    """Report claims that are missing or not kept; a lock is reported in every file."""
    pdf = parts.pdf
    if pdf.is_encrypted:
        yield Fault(0, "加密", "文件加了密。请去掉密码再做一遍")
    if not spec.claims:
        return
    for trouble in (*_said(pdf), *_kept(pdf.Root)):
        yield Fault(0, "无障碍", f"{trouble}。请用 PDF/A-2a 和 PDF/UA-1 两个标准重新排版")
    for figure in parts.tags.get("/Figure", ()):
        if not str(figure.get("/Alt", "")).strip():
            yield Fault(parts.page_of(figure), "无障碍", "有图没有文字说明。请给每张图写上说明")


def _said(pdf: pikepdf.Pdf) -> Iterator[str]:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
        if said.pdfa_status.upper() != "2A":
            yield f"没有写明是 PDF/A-2a（写的是“{said.pdfa_status or '无'}”）"
        if str(said.get("pdfuaid:part", "")) != "1":
            yield "没有写明是 PDF/UA-1"
        if not str(said.get("dc:title", "")).strip():
            yield "没有题名"


def _kept(root: Any) -> Iterator[str]:
    if not root.get("/MarkInfo", {}).get("/Marked", False) or "/StructTreeRoot" not in root:
        yield "文件没有标签结构，读屏软件读不了"
    if str(root.get("/Lang", "")).casefold() != "zh-cn":
        yield f"语言没有写成 zh-CN（写的是“{root.get('/Lang', '无')}”）"
    if not any("/DestOutputProfile" in intent for intent in root.get("/OutputIntents", [])):
        yield "没有输出颜色标准（OutputIntent）"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "打开时不显示题名（DisplayDocTitle）"
