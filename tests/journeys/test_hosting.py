"""The server settings that the site hands out, in a server that really runs them."""

from __future__ import annotations

import gzip
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path

import pytest
from lxml import etree

from ..conftest import ROOT

pytestmark = pytest.mark.slow
SETTINGS = ROOT / "docs/reuse/nginx.conf.txt"
PATHS = ":".join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))


@pytest.fixture(scope="module")
def served(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a built site behind nginx with our settings; without nginx skipped, but not in CI."""
    program = shutil.which("nginx", path=PATHS)
    if not program:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("没有 nginx：apt-get install nginx-light")
    folder = tmp_path_factory.mktemp("nginx")
    folder.parent.chmod(0o755)
    folder.chmod(0o755)
    site = shutil.copytree(built / "site", folder / "site")
    (site / "assets/site.css.gz").write_bytes(gzip.compress(b"/* packed before */"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = SETTINGS.read_text("utf-8").replace("listen 80;", f"listen 127.0.0.1:{port};")
    (folder / "site.conf").write_text(settings.replace("/srv/shangmitong/current", str(site)), "utf-8")
    kept = "".join(
        f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.geteuid() == 0 else ""  # a test's folder is closed to others
    (folder / "nginx.conf").write_text(
        f"{user}pid {folder}/pid;\nerror_log {folder}/errors;\nevents {{}}\nhttp {{\ninclude /etc/nginx/mime.types;\n"
        f"default_type application/octet-stream;\naccess_log off;\n{kept}include {folder}/site.conf;\n}}\n",
        "utf-8",
    )
    server = subprocess.Popen(
        [program, "-c", str(folder / "nginx.conf"), "-e", str(folder / "errors"), "-g", "daemon off;"]
    )
    address = f"127.0.0.1:{port}"
    for _ in range(100):
        try:
            answer(address, "")
            break
        except ConnectionError:
            assert server.poll() is None, (folder / "errors").read_text("utf-8")
            time.sleep(0.1)
    yield address
    server.terminate()
    server.wait()


def answer(address: str, path: str) -> tuple[int, HTTPMessage, bytes]:
    """Return status, headers and body of what the server gives a browser that takes gzip."""
    call = HTTPConnection(address)
    call.request("GET", f"/{path}", headers={"Accept-Encoding": "gzip"})
    found = call.getresponse()
    return found.status, found.headers, found.read()


def test_pages_and_scripts_come_packed_and_are_asked_for_again(served: str) -> None:
    for path, kind in (
        ("tea/", "text/html"),
        ("assets/site.js", "javascript"),
        ("search/docs.json", "application/json"),
    ):
        status, headers, body = answer(served, path)
        assert status == 200
        assert kind in headers["Content-Type"]
        assert "charset=utf-8" in headers["Content-Type"]
        assert headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(body)
        assert headers["Cache-Control"] == "no-cache"
        assert headers["ETag"]


def test_a_file_packed_before_is_used(served: str) -> None:
    assert gzip.decompress(answer(served, "assets/site.css")[2]) == b"/* packed before */"


def test_what_is_named_for_its_content_is_kept_for_a_year(served: str, built: Path) -> None:
    bundle = next((built / "site/assets/javascripts").glob("bundle.*.min.js"))
    assert "immutable" in answer(served, f"assets/javascripts/{bundle.name}")[1]["Cache-Control"]


def test_an_unknown_address_gets_our_page_and_hidden_files_none(served: str) -> None:
    for path in ("tea/nothing/", ".git/config"):
        status, headers, body = answer(served, path)
        assert status == 404
        assert headers["X-Content-Type-Options"] == "nosniff"
        page = gzip.decompress(body) if headers["Content-Encoding"] else body
        assert "没有找到这一页" in page.decode()


@pytest.mark.parametrize(
    ("ending", "kind"), [("docx", "word"), ("xlsx", "spreadsheet"), ("pptx", "presentation"), ("pdf", "pdf")]
)
def test_files_have_the_type_that_opens_them(served: str, built: Path, ending: str, kind: str) -> None:
    file = next((built / "site/downloads").rglob(f"*.{ending}"))
    status, headers, _ = answer(served, file.relative_to(built / "site").as_posix())
    assert status == 200
    assert kind in headers["Content-Type"]
    assert "max-age=3600" in headers["Cache-Control"]


def test_the_settings_for_iis_are_in_order_and_say_the_same() -> None:
    tree = etree.fromstring((ROOT / "docs/reuse/web.config.txt").read_bytes())
    kinds = [item.get("fileExtension") for item in tree.iter("mimeMap")]
    assert {".docx", ".xlsx", ".pptx", ".json", ".svg"} <= set(kinds)
    assert [
        item.get("fileExtension") for item in tree.iter("staticContent") for item in item.findall("remove")
    ] == kinds
    headers = {item.get("name"): item.get("value") for item in tree.iter("add") if item.get("name")}
    nginx = SETTINGS.read_text("utf-8")
    for name, value in headers.items():
        assert f"add_header {name} " in nginx
        assert str(value) in nginx
