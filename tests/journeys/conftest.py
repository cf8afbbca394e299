"""A served site and a real browser."""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from shangmitong.documents.ledger import LEDGER, REGISTER

from ..conftest import ROOT, make_sample, run

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "msedge")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"landmark-unique": {"enabled": False}},  # the theme names a group of its contents twice
    "resultTypes": ["violations"],
}
"""How axe is asked: all rules of WCAG 2.2 AA, and what else its makers hold for good."""
PHONE = {"width": 360, "height": 740}


SERVED: dict[str, Path] = {}
"""The project behind each served site."""


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and keeps no log."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a served site: the sample's facts with this repository's own site pages."""
    root = make_sample(tmp_path_factory.mktemp("browser") / "project")
    for page in (ROOT / "overrides" / "documents" / "site").glob("*.md"):
        if page.name != "changes.md":  # it cites the law that the sample does not have
            shutil.copy(page, root / "overrides" / "documents" / "site")
    shutil.copytree(ROOT / "overrides/documents/site/tools", root / "overrides/documents/site/tools")
    for name in ("_macros.md", "_troubles.md"):
        shutil.copy(ROOT / "overrides/documents" / name, root / "overrides/documents")
    shutil.copy(ROOT / "common/offices.yml", root / "common")
    with (root / "regions/tongcheng.yml").open("a", encoding="utf-8") as file:
        file.write("neighbours: [平江县]\n")
    done = run(root, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root / "site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    served = f"http://127.0.0.1:{server.server_port}/"
    SERVED[served] = root
    yield served
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser of this machine; without one the tests are skipped, but not in CI."""
    program = os.environ.get("SHANGMITONG_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not program:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("没有找到浏览器，可用 SHANGMITONG_BROWSER 指定")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=program, args=FLAGS)


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """A browser page on a phone, in the light and in the dark theme; a call elsewhere or a complaint fails the test."""
    context = browser.new_context(color_scheme=request.param, viewport=PHONE, locale="zh-CN", base_url=address)
    wrong: list[str] = []
    tab = context.new_page()
    tab.on("request", lambda call: None if call.url.startswith((address, "data:")) else wrong.append(call.url))
    tab.on("console", lambda line: wrong.append(line.text) if line.type in ("error", "warning") else None)
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    yield tab
    context.close()
    assert not wrong


FACTS = {
    "scores": {"做到": 1, "部分": 0.5, "没有": 0},
    "asked": [
        {
            "number": f"A0{number}",
            "group": f"第{number % 3}组",
            "question": f"问 {number}？",
            "verify": "看表",
            "proof": "表",
            "weight": 2,
            "help": f"补 {number}",
            "to": f"*/manual/procedures/index.html#procedure-{number}",
        }
        for number in range(1, 7)
    ],
    "quiz": [
        {"ask": f"第 {number} 问？", "right": "对的", "wrong": ["错甲", "错乙", "错丙"], "reason": "因为"}
        for number in range(12)
    ],
    "grades": [
        {
            "grade": grade,
            "least": least,
            "seen": f"看{least}",
            "kept": "锁",
            "out": "不出门",
            "review": 6 if grade == "核心" else 12,
        }
        for grade, least in (("核心", 8), ("重要", 5), ("一般", 1))
    ],
    "grade_questions": [
        {"id": f"q{number}", "ask": f"问{number}？", "answers": ["低", "中", "高"], "raises": number == 3}
        for number in range(5)
    ],
    "grade_terms": [{"name": "技术类", "term": "公开为止"}, {"name": "报价", "term": "两年"}],
    "register": REGISTER,
    "ledger": LEDGER,
    "trades": {
        "tea": {
            "name": "茶叶",
            "asked": [
                {
                    "number": "B01",
                    "group": "本行业",
                    "question": "茶的问？",
                    "weight": 2,
                    "help": "补",
                    "to": "kit/index.html",
                }
                | {"verify": "看表", "proof": "表"}
            ],
            "quiz": [],
            "secrets": [
                {
                    "环节": "制茶",
                    "名称": f"秘密{name}",
                    "类型": "技术信息",
                    "密级": "核心",
                    "载体和位置": "工艺卡",
                    "保护措施": "双锁",
                }
                for name in "甲乙"
            ],
        }
    },
}
FACTS["trades"]["mine"] = FACTS["trades"]["tea"] | {"name": "矿"}  # type: ignore[index]


@pytest.fixture
def tools(page: Page) -> Page:
    """A page whose tools work with facts that the test knows."""
    script = f"globalThis.TOOLS = {json.dumps(FACTS)}"
    page.route("**/tools/data.js", lambda route: route.fulfill(content_type="text/javascript", body=script))
    return page
