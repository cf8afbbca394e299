"""The icons of pages and drawings: those of Material Design that the theme carries, by our own words."""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from pathlib import Path

from markupsafe import Markup

ICONS = {
    "工厂": "factory",
    "灵感": "lightbulb-on",
    "试验": "flask",
    "镜片": "eye",
    "验收": "magnify",
    "来料": "package-down",
    "水": "water",
    "火": "fire",
    "叠层": "layers",
    "加工": "cog",
    "设备": "robot-industrial",
    "客户": "handshake",
    "包装": "package-variant-closed",
    "人员": "account-group",
    "点滴": "eyedropper",
    "芯片": "chip",
    "对准": "target",
    "纸卷": "paper-roll",
    "称量": "scale-balance",
    "灌装": "bottle-wine",
    "过滤": "filter",
    "检测": "microscope",
    "门店": "store",
    "直播": "bullhorn",
    "锅": "pot-steam",
    "果实": "nut",
    "冷": "snowflake",
    "压": "arrow-collapse-vertical",
    "核心": "star",
    "重要": "star-half-full",
    "一般": "star-outline",
    "人": "account",
    "纸": "file-document",
    "手机": "cellphone",
    "机器": "monitor",
    "伙伴": "domain",
    "负责": "account-tie",
    "产生": "pencil",
    "复制": "content-copy",
    "传递": "share-variant",
    "使用": "key",
    "销毁": "shredder",
    "举报": "bank",
    "起诉": "gavel",
    "报案": "police-badge",
    "仲裁": "scale-balance",
    "盾": "shield-lock",
    "提醒": "alert",
    "提问": "help-circle",
    "做到": "check-circle",
    "禁止": "alert-octagon",
    "锁": "lock",
    "民事诉讼": "gavel",
    "刑事报案": "police-badge",
    "劳动仲裁": "scale-balance",
    "老板": "account-star",
    "保密负责人": "shield-account",
    "人事": "account-multiple-plus",
    "技术": "flask",
    "车间": "account-hard-hat",
    "设备员": "account-wrench",
    "质量": "microscope",
    "采购": "cart",
    "销售": "phone",
    "仓库": "warehouse",
    "信息员": "laptop",
    "财务": "calculator",
    "保全": "hand-back-right",
    "实务指南": "book-open-page-variant",
    "操作手册": "clipboard-list",
    "宣传册": "newspaper-variant",
    "常见问题": "help-circle",
    "精简版": "book-open-blank-variant",
    "制度": "clipboard-text",
    "协议": "file-sign",
    "函件": "email",
    "示范点": "medal",
    "表单": "table-large",
    "工具箱": "toolbox",
    "调查问卷": "poll",
    "建制度": "clipboard-text",
    "招人": "account-plus",
    "在岗": "account-hard-hat",
    "离职": "exit-run",
    "合作": "handshake",
    "来访": "card-account-details",
    "出事": "alert",
    "维权": "scale-balance",
    "培训": "school",
    "定秘密": "magnify",
    "管人": "account-group",
    "管载体": "file-document",
    "管场所设备": "door-closed-lock",
    "管对外": "handshake",
    "应急维权": "alert",
    "检查改进": "clipboard-check",
    "认定": "magnify",
    "分类定级": "star",
    "内部管理": "door-closed-lock",
    "商务合作": "handshake",
    "侵犯他人": "alert-octagon",
    "泄密应急": "alert",
    "示范创建": "medal",
    "行业专题": "factory",
    "资料": "file-document",
    "设备和来人": "robot-industrial",
    "对外": "handshake",
    "出事和维权": "alert",
    "tip": "check-circle",
    "note": "information",
    "warning": "alert",
    "danger": "minus-circle",
    "example": "book-open-variant",
    "quote": "format-section",
}
"""The file of each icon, without its ending, by the word that it stands for; call-outs by the kind of Markdown."""
CHANNELS = {"人": "人带走", "纸": "纸带走", "手机": "手机拍走", "机器": "机器里拷走", "伙伴": "合作方带走"}
"""What the icon of each way out says."""
_PATH = re.compile(r' d="([^"]+)"')


@cache
def outline(word: str) -> str:
    """Return the outline of the icon that stands for `word`, as an SVG path on a field of 24 by 24."""
    spec = importlib.util.find_spec("material")
    folder = Path(next(iter(spec.submodule_search_locations or ()))) if spec else Path()
    file = folder / "templates" / ".icons" / "material" / f"{ICONS[word]}.svg"
    return " ".join(_PATH.findall(file.read_text("utf-8")))


def picture(word: str) -> Markup:
    """Return the icon for a page; it says nothing that the words beside it do not."""
    drawn = '<svg class="icon" data-icon="{}" width="18" height="18" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>'
    return Markup(drawn).format(word, outline(word))  # noqa: S704 - our own words


_TILES = {
    "方格": (30, 30, "M0 0H30V30H0ZM10 10H20V20H10Z"),
    "层叠": (53, 15, "M0 4H53M0 11H34"),
    "波纹": (38, 23, "M0 11.5Q9.5 0 19 11.5T38 11.5"),
}
"""The patterns of paper/band.typ for a screen: how large a tile is, and the lines in it."""


def band(mark: str, pattern: str, colour: str) -> Markup:
    """Return the band of a trade as on the covers of its books: its mark on its pattern, in its colour."""
    wide, high, lines = _TILES[pattern]
    drawn = (
        '<svg class="band" width="100%" height="48" fill="{}" aria-hidden="true"><defs><pattern id="band" width="{}" '
        'height="{}" patternUnits="userSpaceOnUse"><path d="{}" fill="none" stroke="#fff" stroke-opacity=".28" '
        'stroke-width="3"/></pattern></defs><rect width="100%" height="48"/>'
        '<rect width="100%" height="48" fill="url(#band)"/><rect x="16" y="5" width="38" height="38"/>'
        '<svg x="22" y="11" width="26" height="26" viewBox="0 0 24 24" fill="#fff"><path d="{}"/></svg></svg>'
    )
    return Markup(drawn).format(colour, wide, high, lines, outline(mark))  # noqa: S704 - our own words


def sign(word: str) -> Markup:
    """Return the icon that stands for the word and a blank, for what is said beside it; nothing when there is none."""
    return picture(word) + Markup("&nbsp;") if word in ICONS else Markup("")


def signed(word: str) -> Markup:
    """Return the word with its icon before it; a word that has none stands alone."""
    return sign(word) + Markup("{}").format(word)
