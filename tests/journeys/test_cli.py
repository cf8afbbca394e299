"""What the command line says and leaves alone when something stands in its way."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from shangmitong.cli.main import main
from shangmitong.documents.pages import Site
from shangmitong.documents.render import render
from shangmitong.facts.load import load
from shangmitong.partners.export import NotOursError, export
from shangmitong.problem.system_errors import reason
from shangmitong.web import preview
from shangmitong.web.publish import FolderError, swapped

from ..conftest import ROOT, run


def fill(aside: Path, text: str = "new") -> None:
    aside.mkdir()
    (aside / "index.html").write_text(text)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    """Return the last line of a failed run, which must have ended without a traceback."""
    words = done.stdout + done.stderr
    assert done.returncode == 1, words
    assert "Traceback" not in words
    return words.strip().splitlines()[-1]


def test_a_swap_leaves_the_neighbours_of_a_user_alone(tmp_path: Path) -> None:
    for name in ("site.new", "site.old", "site"):
        fill(tmp_path / name, "mine")
    with swapped(tmp_path / "site") as aside:
        fill(aside)
    assert (tmp_path / "site/index.html").read_text() == "new"
    assert names(tmp_path) == ["site", "site.new", "site.old"]


def test_leftovers_that_are_links_or_files_are_unlinked(tmp_path: Path) -> None:
    fill(tmp_path / "precious", "mine")
    (tmp_path / ".site.shangmitong-new").symlink_to(tmp_path / "precious")
    (tmp_path / ".site.shangmitong-old").write_text("")
    with swapped(tmp_path / "site") as aside:
        fill(aside)
    assert names(tmp_path) == ["precious", "site"]
    assert (tmp_path / "precious/index.html").read_text() == "mine"


def test_a_site_that_is_a_file_or_a_link_stays_as_it_is(sample: Path) -> None:
    site = sample / "site"
    site.write_text("mine")
    assert "是一个文件" in one_line(run(sample, "build"))
    assert site.read_text() == "mine"
    site.unlink()
    site.symlink_to(sample / "docs")
    assert "是一个链接" in one_line(run(sample, "build"))
    assert site.readlink() == sample / "docs"


def test_the_last_folder_comes_back_when_the_new_one_cannot_take_its_place(tmp_path: Path) -> None:
    fill(tmp_path / "site", "last good")
    with pytest.raises(FileNotFoundError), swapped(tmp_path / "site"):
        pass
    assert (tmp_path / "site/index.html").read_text() == "last good"
    assert names(tmp_path) == ["site"]


def test_a_second_build_leaves_the_first_alone(sample: Path) -> None:
    with swapped(sample / "site") as aside:
        fill(aside)
        assert "另一个 build 正在进行" in one_line(run(sample, "build"))
    assert (sample / "site/index.html").read_text() == "new"
    assert not list(sample.glob(".site.*"))


@pytest.mark.parametrize(("words", "age", "free"), [("dead", 0, True), ("", 0, False), ("", 7200, True)])
def test_a_lock_that_nobody_holds_does_not_count(tmp_path: Path, words: str, age: int, free: bool) -> None:
    lock = tmp_path / ".site.shangmitong-lock"
    if words == "dead":
        with subprocess.Popen([sys.executable, "-c", ""]) as process:
            words = str(process.pid)
    lock.write_text(words)
    os.utime(lock, (time.time() - age,) * 2)
    if free:
        with swapped(tmp_path / "site") as aside:
            fill(aside)
    else:
        with pytest.raises(FolderError), swapped(tmp_path / "site"):
            pass
    assert lock.exists() is not free


@pytest.mark.parametrize("target", [".", "..", "docs", "site", "industries/out", "paper", "../project", "note.txt"])
def test_export_does_not_write_into_the_project(sample: Path, monkeypatch: pytest.MonkeyPatch, target: str) -> None:
    (sample / "note.txt").write_text("mine")
    monkeypatch.chdir(sample)
    site = render(load(sample))
    before = sorted(sample.parent.rglob("*"))
    with pytest.raises(NotOursError, match="没有动它"):
        export(site, Path(target))
    assert sorted(sample.parent.rglob("*")) == before


def test_export_says_in_one_line_that_it_cannot_write(sample: Path) -> None:
    (sample / "note.txt").write_text("mine")
    assert "note.txt" in one_line(run(sample, "export", "note.txt/out"))


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"nav: [\n", "mkdocs.yml:1:6: "),
        ("site_name：甲\ntheme: {}\n".encode(), "mkdocs.yml:1:10: “site_name”后面的冒号要用英文半角"),
        ("site_name: 甲\n".encode("gbk"), "mkdocs.yml:1:12: 文件像是 GBK"),
        (b"nothing\n", "mkdocs.yml:1:1: 整个文件要写成“键: 值”的形式"),
        (b"a: 1\nx: !!python/name:os.system\n", "mkdocs.yml:2:4: "),
        (b"nav: 3\n", "mkdocs.yml:1:1: nav 要写成列表"),
        (b"", "mkdocs.yml:1:1: 文件是空的"),
    ],
)
def test_export_names_what_is_wrong_with_the_settings(sample: Path, tmp_path: Path, data: bytes, line: str) -> None:
    (sample / "mkdocs.yml").write_bytes(data)
    done = run(sample, "export", str(tmp_path / "out"))
    one_line(done)
    assert done.stdout.startswith(line)
    assert not (tmp_path / "out").exists()


def test_export_makes_the_folders_on_the_way(site: Site, tmp_path: Path) -> None:
    assert export(site, tmp_path / "far/away")
    assert (tmp_path / "far/away/mkdocs.yml").exists()


def stopped(sample: Path) -> tuple[int, str]:
    """Begin a build, interrupt it, and give its exit code and what it said."""
    with subprocess.Popen(
        [sys.executable, "-m", "shangmitong", "build"], cwd=sample, stderr=subprocess.PIPE, encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"},
    ) as process:  # fmt: skip
        while process.poll() is None and not (sample / ".site.shangmitong-lock").exists():
            time.sleep(0.01)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        words = process.communicate()[1]
    return process.returncode, words


def test_a_stopped_build_says_so(sample: Path) -> None:
    fill(sample / "site", "last good")
    code, words = stopped(sample)
    if "Exception ignored in" in words:  # Python itself drops an interrupt that falls into a finalizer
        (sample / "site/index.html").write_text("last good")
        code, words = stopped(sample)
    assert code == 130, words
    assert words.strip().splitlines()[-1] == "已停下，原来的 site/ 没有动"
    assert "Traceback" not in words
    assert (sample / "site/index.html").read_text() == "last good"
    assert not list(sample.glob(".site.*"))


@pytest.mark.parametrize(
    ("environment", "line"),
    [
        ({"SITE_URL": "不是网址"}, "mkdocs.yml:4:1: site_url：不是完整的网址，要以 https:// 开头（环境变量 SITE_URL）"),
        ({"DEV_ADDR": "x:y:z"}, "mkdocs.yml:8:1: dev_addr：要写成“地址:端口”"),
        ({"DEV_ADDR": "127.0.0.1:x"}, "mkdocs.yml:8:1: dev_addr：要写成“地址:端口”"),
        ({"SOURCE_DATE_EPOCH": "昨天"}, "环境变量 SOURCE_DATE_EPOCH 写成了“昨天”"),
        ({"SOURCE_DATE_EPOCH": "-1"}, "环境变量 SOURCE_DATE_EPOCH 写成了“-1”"),
        ({"SITE_URL": 'https://a.cn/"><b>'}, '环境变量 SITE_URL 写成了“https://a.cn/"><b>”。网址里只能有'),
        ({"SITE_URL": "https://商密.cn/县 里/"}, "环境变量 SITE_URL 写成了“https://商密.cn/县 里/”"),
        ({"EDIT_URI": 'https://a.cn/"><b>'}, '环境变量 EDIT_URI 写成了“https://a.cn/"><b>”'),
        ({"SHANGMITONG_MEMORY": "很多"}, "环境变量 SHANGMITONG_MEMORY 写成了“很多”"),
        ({"PAPERS": "book"}, "环境变量 PAPERS 写成了“book”。是不是想写“books”？"),
    ],
)
def test_a_wrong_environment_variable_is_named(sample: Path, environment: dict[str, str], line: str) -> None:
    done = run(sample, "build", **environment)
    one_line(done)
    assert done.stderr.startswith(line)


def test_a_port_that_cannot_be_is_explained(sample: Path) -> None:
    done = run(sample, "serve", DEV_ADDR="127.0.0.1:99999")
    one_line(done)
    assert "端口是 1 到 65535 的数" in done.stderr


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("extra_css:", "extra_cs:", "mkdocs.yml:{extra_css}:1: extra_cs：不认识的键“extra_cs”。是不是想写“extra_css”？"),
        ("strict: true", "strict: maybe", "mkdocs.yml:10:1: strict：这里要写 true 或 false"),
        ("docs_dir: docs", "docs_dir: doc", "mkdocs.yml:9:1: docs_dir：找不到“"),
        ("anchors: warn", "anchors: often", "mkdocs.yml:{validation:}:1: validation.links.anchors：“often”不在可选值里。可选：warn、info、ignore"),
        ("  - search:", "  - serch:", "mkdocs.yml:{plugins:}:1: plugins：没有安装插件“serch”"),
        ("- law.md", "- lwa.md", "mkdocs.yml:{- law.md}:9: nav：没有“lwa.md”这个页面"),
        ("docs_dir: docs", "docs_dir：docs", "mkdocs.yml:9:9: “docs_dir”后面的冒号要用英文半角"),
        ("font: false", " font: false", "mkdocs.yml:18:"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_named_in_chinese(
    sample: Path, edit: Callable[[str, str, str], None], old: str, new: str, line: str
) -> None:
    settings = (sample / "mkdocs.yml").read_text("utf-8").splitlines()
    line = re.sub(
        r"\{(.+?)\}", lambda mark: str(next(n for n, text in enumerate(settings, 1) if mark[1] in text)), line
    )
    edit("mkdocs.yml", old, new)
    done = run(sample, "build")
    one_line(done)
    lines = done.stderr.splitlines()
    assert any(said.startswith(line) for said in lines), lines
    assert not re.search("[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}", done.stderr), "English words"


def test_a_broken_link_is_named_in_the_file_where_it_was_written(sample: Path) -> None:
    written = {
        "docs/about.md": "[甲](nowhere.md) [乙](index.md#none) [丙](tea/)",
        "overrides/documents/manual/index.md": '[丁](/tea/) [戊](#none) {{ link("己", "guide/identify#none") }}',
        "overrides/documents/site/industry.md": "![庚](gone.svg)",
    }
    last = {}
    for name, text in written.items():
        file = sample / name
        file.write_text(f"{file.read_text('utf-8')}\n\n{text}\n", "utf-8")
        last[name] = file.read_text("utf-8").count("\n")
    done = run(sample, "build")
    one_line(done)
    about, manual, industry = (f"{name}:{line}:" for name, line in last.items())
    for line in (
        f"{about}5: 链接“nowhere.md”指向的文件不存在",
        f"{about}21: 链接“index.md#none”：index.md 里没有锚点“#none”",
        f"{about}40: 链接“tea/”不知道指向哪里，请写到 .md 文件。是不是想写“tea/index.md”？",
        f"{manual}5: 链接“/tea/”以“/”开头，网站换个地址就打不开，请写相对路径。是不是想写“../index.md”？"
        "（写 tea/manual/index.md 时，资料在 industries/tea.yml）",
        f"{manual}16: 链接“#none”在本页没有对应的锚点（写 tea/manual/index.md 时，资料在 industries/tea.yml）",
        f"{manual}37: 链接“../guide/identify.md#none”：tea/guide/identify.md 里没有锚点“#none”"
        "（写 tea/manual/index.md 时，资料在 industries/tea.yml）",
        f"{industry}6: 链接“gone.svg”指向的文件不存在（写 tea/index.md 时，资料在 industries/tea.yml）",
    ):
        assert line in done.stderr.splitlines(), done.stderr
    assert "PDF  1/" not in done.stderr
    assert done.stderr.splitlines()[-2] == "网页里有 7 处要改，见上面。PDF 不再排了，改好再建"


def test_a_page_in_another_encoding_is_named(sample: Path) -> None:
    (sample / "docs/about.md").write_bytes("# 关于本站".encode("gbk"))
    done = run(sample, "build")
    one_line(done)
    assert "docs/about.md:1:3: 文件像是 GBK（ANSI）编码，请用编辑器另存为 UTF-8 编码" in done.stderr.splitlines()


def test_a_console_that_lacks_chinese_still_gets_its_lines(sample: Path) -> None:
    done = run(sample, "check", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert "??" in done.stdout


def test_an_error_of_the_system_becomes_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_: Path) -> int:
        raise OSError(28, "No space left on device", "/somewhere/file")

    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "argv", ["shangmitong", "check"])
    monkeypatch.setitem(
        main.__globals__["COMMANDS"], "check", SimpleNamespace(run=full, help="", arguments={}, room=20, kept="")
    )
    assert main() == 1
    assert capsys.readouterr().err == "没有做成：“/somewhere/file”：磁盘满了。做完大约要 20 MB，腾出地方再运行\n"
    assert reason(OSError("odd\nwords")) == "odd words"


def test_a_port_in_use_is_said_in_one_line(sample: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run(sample, "serve", DEV_ADDR=f"127.0.0.1:{taken.getsockname()[1]}")
    one_line(done)
    assert "端口被占用" in done.stderr


@pytest.mark.parametrize("fault", [SystemExit(1), ValueError("bad\nthing")])
def test_the_preview_goes_on_after_a_fault_and_keeps_no_empty_pdf(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, fault: BaseException
) -> None:
    empty, good = tmp_path / "downloads/tea/guide.pdf", tmp_path / "downloads/tea/faq.pdf"
    good.parent.mkdir(parents=True)
    good.write_bytes(b"%PDF")

    def builder() -> None:
        empty.write_bytes(b"")
        raise fault

    server: Any = SimpleNamespace(url="http://127.0.0.1/", builder=None)
    config: Any = SimpleNamespace(site_dir=str(tmp_path))
    with caplog.at_level("INFO"):
        preview.on_serve(server, config, builder).builder()
    assert "这次没有建成。改好保存，会自动再建。" in caplog.text
    assert "Traceback" not in caplog.text
    assert isinstance(fault, SystemExit) or "出错：bad thing" in caplog.text
    assert not empty.exists()
    assert good.exists()


def test_an_empty_pdf_is_made_again_and_a_strange_download_stays(
    sample: Path, edit: Callable[[str, str, str], None]
) -> None:
    link = '\n\n<a class="download" href="../downloads/tea/other.pdf">别的</a>\n'
    (sample / "docs/about.md").write_text((sample / "docs/about.md").read_text("utf-8") + link, "utf-8")
    (sample / "docs/downloads/tea").mkdir(parents=True)
    (sample / "docs/downloads/tea/other.pdf").write_bytes(b"%PDF")
    assert run(sample, "build").returncode == 0
    for pdf in (sample / ".cache/shangmitong/paper").glob("*.pdf"):
        pdf.write_bytes(b"")
    done = run(sample, "build")
    assert done.returncode == 0, done.stderr
    assert all(pdf.stat().st_size > 10_000 for pdf in (sample / "site/downloads/tea").glob("[!o]*.pdf"))
    assert 'other.pdf">别的</a>' in (sample / "site/about/index.html").read_text("utf-8")


def test_a_pdf_that_no_build_has_used_for_long_leaves_the_cache(sample: Path) -> None:
    assert run(sample, "build").returncode == 0
    cache = sample / ".cache/shangmitong/paper"
    used, unused = next(cache.glob("*.pdf")), cache / "unused.pdf"
    unused.write_bytes(b"%PDF")
    for file in (used, unused):
        os.utime(file, (0, 0))
    assert run(sample, "build").returncode == 0
    assert used.exists()
    assert not unused.exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["biuld"], "没有“biuld”这个命令。是不是想写“build”？"),
        (["build", "--drat"], "看不懂“--drat”。是不是想写“--draft”？"),
        (["check", "docs"], "看不懂“docs”"),
        (["export"], "还要写上：文件夹"),
        (["new", "industri"], "是不是想写“industry”？"),
        (["new", "county", "--answers"], "“--answers”后面还要写一个词"),
    ],
)
def test_a_typo_in_a_command_is_told_with_the_right_word(tmp_path: Path, words: list[str], told: str) -> None:
    done = run(tmp_path, *words)
    assert done.returncode == 1
    assert told in done.stderr
    assert "usage" not in done.stderr


def test_help_is_chinese_and_names_what_a_command_takes(tmp_path: Path) -> None:
    whole, build = run(tmp_path), run(tmp_path, "build", "--help")
    assert (whole.returncode, build.returncode) == (0, 0)
    assert all(f"\n  {name} " in whole.stdout for name in main.__globals__["COMMANDS"])
    assert "--draft" in build.stdout
    for english in ("usage", "options", "show this"):
        assert english not in whole.stdout + build.stdout


def test_a_reader_that_goes_away_gets_no_traceback(sample: Path) -> None:
    (sample / "regions/tongcheng.yml").write_text("".join(f"key{n}: 1\n" for n in range(1500)), "utf-8")
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "shangmitong", "check"], cwd=sample, stdout=write, stderr=subprocess.PIPE, check=False
    )
    os.close(write)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr
