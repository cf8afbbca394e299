"""The environment variables that a user may set, looked at before anything is built from them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from ..press.memory_pool import LIMIT
from ..problem import choices, nearest

PRINTS = ("all", "books", "none")
"""What PAPERS may ask for."""
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+(?:/[A-Za-z0-9._~/%@:+,;=-]*)?")
_LINK = re.compile(r"[A-Za-z0-9._~/%@:+,;=?&#-]*")


def faults(settings: Mapping[str, str]) -> Iterator[str]:
    """Return a sentence for each variable of `settings` that cannot be used, with its cure."""
    epoch, site, papers = (settings.get(name, "") for name in ("SOURCE_DATE_EPOCH", "SITE_URL", "PAPERS"))
    if epoch and not _is_time(epoch):
        yield f"环境变量 SOURCE_DATE_EPOCH 写成了“{epoch}”。要写 1970 年以来的秒数，如 1767225600"
    if site.startswith(("http://", "https://")) and not _ADDRESS.fullmatch(site):
        yield (
            f"环境变量 SITE_URL 写成了“{site}”。网址里只能有英文字母、数字和 . _ ~ / % - 这些符号，"
            "不能有空格、引号、尖括号；有中文的，从浏览器地址栏复制过来"
        )
    edit = settings.get("EDIT_URI", "")
    if edit and not _LINK.fullmatch(edit):
        yield f"环境变量 EDIT_URI 写成了“{edit}”。要写网址或网址后面的一段，不能有空格、引号、尖括号和中文"
    memory = settings.get(LIMIT, "")
    if memory and not (memory.isascii() and memory.isdigit() and 0 < int(memory) < 10**6):
        yield f"环境变量 {LIMIT} 写成了“{memory}”。要写兆字节数，如 960"
    if papers and papers not in PRINTS:
        yield f"环境变量 PAPERS 写成了“{papers}”。{nearest(papers, PRINTS)}能写的有：{choices(PRINTS)}"


def _is_time(seconds: str) -> bool:
    try:
        return datetime.fromtimestamp(int(seconds), UTC).year >= 1970
    except (ValueError, OverflowError, OSError):
        return False
