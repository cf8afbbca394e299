"""The commands with their help and arguments: a new command is one row here and one function in commands."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from ..facts.cache import ROOM
from ..facts.checks.placeholders import MARK
from ..problem import unknown
from .commands import (
    build,
    check,
    compendium,
    diff,
    export,
    laws,
    new,
    pack,
    proof,
    schema,
    serve,
    unpack,
    update,
)
from .kit_commands import firm, offline, survey


class Command(NamedTuple):
    """A word of the command line: what runs, a line of help, and its arguments as argparse wants them."""

    run: Callable[..., int]
    """Takes the project folder and each argument by name, and gives the exit code."""
    help: str
    arguments: Mapping[str, dict[str, Any]] = MappingProxyType({})
    room: int = 20
    """What it takes on the disk at the most, in MB; told when the disk is full."""
    kept: str = ""
    """What is still as it was when it ends with an error."""


def number(word: str) -> int:
    """Return a number of workers; raises ArgumentTypeError for what is none."""
    if not (word.isascii() and word.isdigit() and 0 < int(word) < 1000):
        raise ArgumentTypeError(f"--workers 后面要写一个数，1 到 999，现在是“{word}”")
    return int(word)


def address(word: str) -> str:
    """Return the address of a website; raises ArgumentTypeError for any other word."""
    if not re.fullmatch(r"https?://[^\s()<>\"']+", word):
        raise ArgumentTypeError(f"网址“{word}”要以 https:// 开头，中间没有空格和括号")
    return word


def kind(word: str) -> str:
    """Return what `new` can make; raises ArgumentTypeError for any other word."""
    if word not in ("industry", "county"):
        raise ArgumentTypeError(unknown("种类", word, ("industry", "county")))
    return word


COMMANDS = {
    "check": Command(check, "检查全部资料，逐条列出问题"),
    "build": Command(
        build,
        "生成网站和全部 PDF，放进 site/",
        {
            "--draft": {"action": "store_true", "help": f"还有“{MARK}”也建，做成草稿，每页注明不要印发"},
            "--regions": {"metavar": "县,县", "help": "建几个县，各放进 site/<县>/；写 all 是全部县"},
            "--workers": {"metavar": "几个", "type": number, "help": "同时建几个县；不写就是处理器有几个核就几个"},
            "--scheduler": {"metavar": "地址", "help": "用 Dask 集群建，写调度器的地址，如 tcp://主机:8786"},
        },
        ROOM,
        "原来的 site/ 没有动",
    ),
    "serve": Command(serve, f"在本机预览，保存文件后页面自动更新；“{MARK}”的地方标出来", room=ROOM),
    "new": Command(
        new,
        "新建一个行业或一个县的资料文件，先问几个问题",
        {
            "what": {"metavar": "industry|county", "type": kind, "help": "industry 是行业，county 是县"},
            "--answers": {"metavar": "文件.yml", "help": "不在屏幕上问，从这个文件里读回答"},
        },
    ),
    "diff": Command(
        diff,
        "更新以后，看上游在本县改过的地方变了什么；没有要看的，退出码是 0，有要看的是 1",
        {"--accept": {"action": "store_true", "help": "看过了，记下；下次只列出这以后的变化"}},
    ),
    "proof": Command(
        proof,
        "印刷前检查全部 PDF（先要 build），缩略图放进 proof/",
        {"folder": {"metavar": "文件夹", "nargs": "?", "help": "只检查这个文件夹，不写就是 site/downloads"}},
    ),
    "offline": Command(offline, "把建好的网站装成一个不用网络的 zip，放进 dist/（先要 build）", room=150),
    "export": Command(
        export,
        "写出成品 Markdown 和目录，供别的建站工具使用",
        {
            "target": {"metavar": "文件夹", "help": "写到哪个文件夹"},
            "--site": {"metavar": "网址", "type": address, "help": "PDF 在哪个网站；不写就不带 PDF 的链接"},
        },
    ),
    "firm": Command(
        firm,
        "给一家企业做好整套文书和表，填上它自己的内容",
        {
            "file": {"metavar": "企业.yml", "help": "企业填的内容：名称、行业、空格里写什么"},
            "--out": {"metavar": "文件夹", "required": True, "help": "写到哪个文件夹"},
        },
    ),
    "survey": Command(
        survey,
        "把企业交回的自查表汇总成一个 Excel 和一份报告",
        {
            "folder": {"metavar": "文件夹", "help": "交回来的表放在哪个文件夹"},
            "--out": {"metavar": "文件夹", "required": True, "help": "写到哪个文件夹"},
        },
    ),
    "pack": Command(
        pack,
        "把一个行业装成 zip，交给别的县",
        {"slug": {"metavar": "行业", "help": "industries/ 里的文件名，不带 .yml"}},
    ),
    "unpack": Command(
        unpack,
        "收下别的县交来的行业；先检查，不合适就什么也不写",
        {"parcel": {"metavar": "文件.shangmitong.zip", "help": "对方用 pack 做的 zip"}},
    ),
    "update": Command(
        update,
        "更新到新版，你改过的都留着",
        {
            "source": {"metavar": "新版", "help": "新版的 zip，或者解压出来的文件夹"},
            "--from": {"dest": "base", "metavar": "旧版", "help": "当初解压的旧版；更新过一次以后不用写"},
            "--dry-run": {"action": "store_true", "help": "只说会怎样，什么也不写"},
        },
        60,
    ),
    "laws": Command(laws, "把登记的法律和全文对读：还有没有效、条号在不在、数对不对"),
    "schema": Command(schema, "写出给编辑器用的 JSON Schema"),
    "compendium": Command(compendium, "把整个网站做成一本 PDF（先要 build）", room=150),
}
