"""What a firm writes down of its secrets: the columns of the register and the ledger, and what a trade knows of each."""

from __future__ import annotations

from ..facts.model import Industry, Secret

REGISTER = (
    "编号",
    "名称",
    "类型",
    "密级",
    "负责部门",
    "保密期限",
    "定密日期",
    "最近复核",
    "下次复核",
    "变更记录",
)
"""The columns of the register: numbers and names, never content."""
LEDGER = (
    "编号",
    "名称",
    "秘点",
    "不算秘密的部分",
    "形成经过",
    "研发投入",
    "载体和位置",
    "知情人",
    "保护措施",
    "责任人",
)
"""The columns of the ledger, which is a secret itself once it is filled in."""


def known(industry: Industry, secret: Secret) -> dict[str, str]:
    """Return what a trade knows of one of its example secrets, by column of the ledger."""
    return {
        "不算秘密的部分": secret.public,
        "载体和位置": "、".join(secret.carriers),
        "知情人": "、".join(role.name for role in industry.roles if secret.id in role.sees),
        "保护措施": "；".join(measure.do.rstrip("。；") for measure in secret.measures),
    }
