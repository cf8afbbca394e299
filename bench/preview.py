"""Makes the picture of the README anew, from a finished site: a page, and what is printed. Needs a browser."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
SITE = ROOT / "site"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "msedge")
WIDE, HIGH, GAP = 1800, 900, 20
"""The picture in pixels, and the least room between its parts."""
PARTS = (
    ("mica-products/guide.pdf", 0, (920, GAP, 280, 400)),
    ("mica-products/guide.pdf", 29, (1215, GAP, 280, 400)),
    ("mica-products/rhyme-a3.pdf", 0, (1510, GAP, 280, 400)),
    ("mica-products/brochure.pdf", 0, (920, 450, 590, 430)),
    ("print/signs.pdf", 0, (1525, 450, 265, 430)),
)
"""Each printed part: its file, the index of its page, and its place: left, top, width, height in pixels."""


def main() -> int:
    """Write docs/assets/preview.png; return the status of the command."""
    program = os.environ.get("SHANGMITONG_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    missing = [name for name, *_ in PARTS if not (SITE / "downloads" / name).exists()]
    if missing or not program:
        print(f"先运行 make site，缺：{'、'.join(missing)}" if missing else "没有找到浏览器", file=sys.stderr)
        return 1
    picture = Image.new("RGB", (WIDE, HIGH), "#e8ecee")
    _paste(picture, _page(program), (GAP, GAP, 880, HIGH - 2 * GAP))
    for name, number, place in PARTS:
        with pypdfium2.PdfDocument(SITE / "downloads" / name) as pdf:
            _paste(picture, pdf[number].render(scale=1.5).to_pil(), place)
    picture.quantize(128).save(ROOT / "docs/assets/preview.png", optimize=True)
    return 0


def _page(program: str) -> Image.Image:
    """Return the front page as a desk sees it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(SITE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1180, "height": 1150}, locale="zh-CN", device_scale_factor=1.5)
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        shown = page.screenshot()
        browser.close()
    server.shutdown()
    return Image.open(BytesIO(shown))


def _paste(picture: Image.Image, part: Image.Image, place: tuple[int, int, int, int]) -> None:
    """Put a part into the middle of its place, as large as it gets there, with a thin frame."""
    left, top, wide, high = place
    fitted = ImageOps.contain(part.convert("RGB"), (wide - 2, high - 2), Image.Resampling.LANCZOS)
    framed = ImageOps.expand(fitted, 1, "#9aa5aa")
    picture.paste(framed, (left + (wide - framed.width) // 2, top))


if __name__ == "__main__":
    sys.exit(main())
