"""The map of a trade's value chain: at each stage its secrets by grade, the usual leak, and who is in charge."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ..facts.model import Industry
from ..facts.model.base import GRADES
from ..facts.model.industry import Stage
from .icons import CHANNELS

_SIGNS = {
    "手机": r"拍|照片|截图|微信|群|朋友圈|视频|直播",
    "机器": r"程序|[Uu] ?盘|硬盘|导出|拷|远程|账号|网盘|共享|备份|邮箱|邮件|系统|云|下载",
    "伙伴": r"供应商|厂家|设备商|外协|外包|代理|院校|商贩|加工厂|代工|机构|\w厂技术员",
    "纸": r"贴|白板|黑板|看板|本子|交接本|工艺卡|图纸|打印|废纸",
    "人": r"跳槽|离职|挖走|师傅|兼职|老乡|同行|帮忙|口头|说|学生",
}
"""Words by which a leak is told to go this or that way; the first way wins where two have as many."""


def value_map(industry: Industry) -> dict[str, Any]:
    """Return what paper/drawing.typ draws of the value chain of a trade, stage by stage."""
    return {"stations": [_station(industry, number, stage) for number, stage in enumerate(industry.stages, 1)]}


def in_words(industry: Industry) -> str:
    """Return the map in words: each stage, how many secrets of each grade, the usual leak, who is in charge."""
    told = []
    for station in value_map(industry)["stations"]:
        grades = "、".join(f"{grade}{len(names)}项" for grade, names in station["secrets"].items() if names)
        told.append(
            f"{station['number']} {station['name']}：{grades or '没有单列示例'}，"
            f"常见漏口是{CHANNELS[station['leak']]}，{station['who']}管。"
        )
    return "".join(told)


def _station(industry: Industry, number: int, stage: Stage) -> dict[str, Any]:
    secrets = [secret for secret in industry.secrets if secret.stage == stage.id]
    return {
        "id": stage.id,
        "number": number,
        "name": stage.short or stage.name,
        "full": stage.name,
        "picture": stage.picture,
        "secrets": {grade: [secret.name for secret in secrets if secret.grade == grade] for grade in GRADES},
        "leak": stage.leak or channel(leak for secret in secrets for leak in secret.leaks),
        "who": stage.lead,
    }


def channel(leaks: Iterable[str]) -> str:
    """Return by what the `leaks` mostly go: 人, 纸, 手机, 机器 or 伙伴; people where nothing tells."""
    told = list(leaks)
    counts = {name: sum(bool(re.search(signs, leak)) for leak in told) for name, signs in _SIGNS.items()}
    return max(counts, key=lambda name: counts[name]) if any(counts.values()) else "人"
