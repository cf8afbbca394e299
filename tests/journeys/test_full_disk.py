"""A full disk, a folder that cannot be written, and memory that runs out: told in Chinese, with the place and the need."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from shangmitong.cli.main import main
from shangmitong.compendium import compendium
from shangmitong.facts.cache import ROOM, keep
from shangmitong.press import process as child
from shangmitong.press.jobs import PaperError, tidy
from shangmitong.press.memory_pool import MemoryPool
from shangmitong.problem.system_errors import at, failure, reason
from shangmitong.web.messages import Console
from shangmitong.web.publish import FolderError, part_file, swapped

from ..conftest import ROOT

LIMITED = "import resource, runpy, sys; resource.setrlimit(resource.{}, ({}, {})); sys.argv[1:] = {!r}; "
RUN = "runpy.run_module('shangmitong', run_name='__main__', alter_sys=True)"
needs_limits = pytest.mark.skipif(os.name == "nt", reason="Windows knows no limits of this kind")


def limited(root: Path, limit: str, most: int, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command in `root` under a limit of the system, which its children have, too."""
    code = LIMITED.format(limit, most, most, list(words)) + RUN
    settings = os.environ | {"PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1", "PAPERS": "books"}
    settings = {name: value for name, value in settings.items() if not name.startswith("COVERAGE")}  # it writes, too
    return subprocess.run(
        [sys.executable, "-c", code], cwd=root, env=settings, capture_output=True, text=True, check=False
    )


def leftovers(root: Path) -> list[Path]:
    """Return what a run left half done."""
    return [path for pattern in ("*.job", "*.part", ".site.*") for path in root.rglob(pattern)]


@needs_limits
def test_a_build_that_may_not_write_says_where_and_keeps_the_old_site(sample: Path) -> None:
    (sample / "site").mkdir()
    (sample / "site/index.html").write_text("old")
    done = limited(sample, "RLIMIT_FSIZE", 60_000, "build")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    line = done.stderr.splitlines()[-1]
    assert line.startswith(f"没有做成：“{sample}")
    assert line.endswith("：文件太大，系统不让写（ulimit -f）。原来的 site/ 没有动")
    assert (sample / "site/index.html").read_text() == "old"
    time.sleep(2)  # the children that were at work end a moment later
    assert leftovers(sample) == []


@needs_limits
def test_a_check_needs_no_cache(sample: Path) -> None:
    done = limited(sample, "RLIMIT_FSIZE", 0, "check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "检查通过" in done.stdout


def test_a_check_passes_where_the_cache_cannot_be(sample: Path) -> None:
    (sample / ".cache").write_text("")
    done = subprocess.run([sys.executable, "-m", "shangmitong", "check"], cwd=sample, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "x", "/from", None, "/to"), "“/to”：磁盘满了"),
        (OSError(errno.EDQUOT, "x", "/to"), "“/to”：分给你的磁盘空间用完了"),
        (OSError(errno.EROFS, "x", "/to"), "“/to”：这里只能读，不能写"),
        (OSError(errno.ENOMEM, "x"), "内存不够，关掉别的程序再运行"),
        (shutil.Error([("/from", "/to", "[Errno 28] No space left on device: '/to'")]), "“/to”：磁盘满了"),
        (shutil.Error([("/from", "/to", "[Errno 13] Permission denied: '/from'")]), "“/from”：没有权限"),
        (shutil.Error([("/from", "/to", "odd")]), "“/from”：odd"),
        (FileNotFoundError(2, "No usable temporary directory found in ['/tmp']"), "没有能写的临时文件夹"),
    ],
)
def test_what_the_system_refuses_is_told_with_its_place(error: OSError, words: str) -> None:
    assert reason(error).startswith(words)


def test_a_full_disk_is_told_with_the_room_that_is_needed() -> None:
    full = OSError(errno.ENOSPC, "x", "/to")
    assert failure(full, 250) == "没有做成：“/to”：磁盘满了。做完大约要 250 MB，腾出地方再运行"
    assert failure(OSError(errno.EROFS, "x", "/to"), 250) == "没有做成：“/to”：这里只能读，不能写"


def test_a_write_that_fails_names_its_place(tmp_path: Path) -> None:
    def full() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")  # as a write to an open file does

    for place in (at(tmp_path), swapped(tmp_path / "site"), part_file(tmp_path / "a.zip")):
        with pytest.raises(OSError, match="No space") as told, place:
            full()
        assert str(told.value.filename).startswith(str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_no_part_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> int:
        path.touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        keep(tmp_path / "kit/a.docx", b"x")
    assert list((tmp_path / "kit").iterdir()) == []


def test_every_command_tells_its_need(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def full(_: Path) -> int:
        raise OSError(errno.EDQUOT, "Disk quota exceeded")

    def short(_: Path) -> int:
        raise MemoryError

    def unloaded(_: Path) -> int:
        raise ImportError("x.so: failed to map segment from shared object")

    command = {"help": "", "arguments": {}, "room": ROOM, "kept": "原来的 site/ 没有动"}
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "argv", ["shangmitong", "check"])
    for run in (full, short, unloaded):
        monkeypatch.setitem(main.__globals__["COMMANDS"], "check", SimpleNamespace(run=run, **command))
        assert main() == 1
    assert capsys.readouterr().err.splitlines() == [
        f"没有做成：“{ROOT}”：分给你的磁盘空间用完了。做完大约要 {ROOM} MB，腾出地方再运行。原来的 site/ 没有动",
        *["内存不够，没有做完。关掉别的程序再运行。原来的 site/ 没有动"] * 2,
    ]


def test_a_page_that_the_disk_does_not_take_is_no_fault_of_its_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import logging

    def shown(words: str) -> bool:
        record = logging.LogRecord("mkdocs.x", logging.ERROR, "", 1, words, (), None)
        return bool(Console("own", tmp_path, ()).filter(record))

    assert not shown("Error building page 'tea/index.md': [Errno 28] No space left on device")
    assert shown("Error building page 'tea/index.md': something else")


@pytest.fixture
def ending(tmp_path: Path) -> Callable[[str], dict[str, str]]:
    """Return a function that lays down a module `ending` with a main, and gives the environment that finds it."""

    def lay(line: str) -> dict[str, str]:
        head = "import os, signal, sys\nfrom shangmitong.press.process import guarded\n"
        (tmp_path / "ending.py").write_text(f"{head}def main():\n    {line}\nsys.exit(guarded(main))\n", "utf-8")
        return {**os.environ, "PYTHONPATH": str(tmp_path)}

    return lay


def test_a_child_hands_on_what_the_system_refused(ending: Callable[[str], dict[str, str]]) -> None:
    env = ending(f"raise OSError({errno.ENOSPC}, 'x', '/from', None, '/to')")
    with pytest.raises(OSError, match=r".") as told:
        child.answer("ending", env=env)
    assert (told.value.errno, told.value.filename) == (errno.ENOSPC, "/to")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("raise MemoryError", "多半是内存不够"),
        ("raise SystemError('memory allocation of 10 bytes failed')", "多半是内存不够"),
        ("raise KeyError('x')", "排版的程序中断了（退出码 1；原话：KeyError: 'x'）"),
        pytest.param("os.kill(os.getpid(), signal.SIGKILL)", "多半是内存不够", marks=needs_limits),
    ],
)
def test_a_child_that_breaks_off_shows_no_traceback(
    ending: Callable[[str], dict[str, str]], line: str, words: str
) -> None:
    with pytest.raises(child.ChildError, match=r".") as told:
        child.answer("ending", env=ending(line))
    assert words in str(told.value)
    assert "Traceback" not in str(told.value)


@pytest.mark.parametrize(("code", "error"), [(-signal.SIGTERM, PaperError), (child.REFUSED, OSError)])
def test_a_pdf_whose_process_breaks_off_leaves_no_job(
    sheet: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, code: int, error: type[Exception]
) -> None:
    jobs = []

    def killed(_: str, *given: Path, **__: object) -> subprocess.CompletedProcess[bytes]:
        jobs.extend(job for job in given[:1] if job.is_dir())  # who asks for readings of characters has none
        return subprocess.CompletedProcess([], code, b"", json.dumps([errno.ENOSPC, "/to"]).encode())

    monkeypatch.setattr(child, "run", killed)
    monkeypatch.setattr("shangmitong.press.jobs.maker", lambda *_: ["made by no other test"])
    with pytest.raises(error, match=r".") as told:
        sheet("print/sign-in.pdf")
    assert [job.exists() for job in jobs] == [False]
    assert "内存不够" in str(told.value) or reason(told.value) == "“/to”：磁盘满了"  # type: ignore[arg-type]


def test_no_thread_is_told_as_a_limit_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("shangmitong.press.memory_pool.Thread.start", none)
    with pytest.raises(OSError, match=r".") as told:
        MemoryPool(100).submit(1, Path).result(timeout=1)
    assert "系统不让再开进程" in reason(told.value)


@pytest.mark.parametrize(
    ("code", "last", "error", "words"),
    [
        (1, "OSError: [Errno 28] No space left on device: '/from' -> '/to'", OSError, "“/to”：磁盘满了"),
        (-9, "", compendium.CompendiumError, "多半是内存不够"),
        (1, "MemoryError", compendium.CompendiumError, "多半是内存不够"),
    ],
)
def test_the_whole_book_tells_what_stopped_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, last: str, error: type[Exception], words: str
) -> None:
    monkeypatch.setattr(compendium, "_run", lambda *_: (code, ["Traceback (most recent call last):", last]))
    monkeypatch.setattr(compendium, "fontconfig", lambda _: "")
    with pytest.raises(error, match=r".") as told:
        compendium._build(tmp_path, tmp_path)
    assert words in (reason(told.value) if isinstance(told.value, OSError) else str(told.value))


def test_what_a_killed_run_left_goes_after_a_day(tmp_path: Path) -> None:
    cache = tmp_path / ".cache/shangmitong"
    left = [cache / "paper/a.x1.job", cache / "cards/b.job", cache / "counties/tea/.0f0f", cache / "compendium-x"]
    for folder in (*left, cache / "paper/new.job"):
        folder.mkdir(parents=True)
        (folder / "body.typ").touch()
    part, zipped = cache / "kit/a.7.part", tmp_path / ".tea.zip.abcd1234"
    part.parent.mkdir()
    for path in (part, zipped):
        path.touch()
    for path in (*left, part, zipped):
        os.utime(path, (0, 0))
    tidy(tmp_path)
    assert [path.name for path in cache.rglob("*") if path.name.endswith((".job", ".part", "0f0f", "-x"))] == [
        "new.job"
    ]
    with part_file(tmp_path / "tea.zip"):
        assert not zipped.exists()


def test_a_schema_is_never_left_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from shangmitong.cli.schema import write_schemas

    write_schemas(tmp_path)
    whole = {path: path.read_bytes() for path in (tmp_path / "schemas").iterdir()}

    def full(path: Path, *_: object, **__: object) -> int:
        path.write_bytes(b"")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space"):
        write_schemas(tmp_path)
    assert {path: path.read_bytes() for path in (tmp_path / "schemas").iterdir()} == whole


def test_a_folder_error_stays_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "site").touch()
    with pytest.raises(FolderError, match="是一个文件"), swapped(tmp_path / "site"):
        pass


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no file that is always full")
@pytest.mark.parametrize(("word", "unbuffered"), [("check", ""), ("check", "1"), ("help", ""), ("help", "1")])
def test_output_that_cannot_be_written_is_told_in_one_line(sample: Path, word: str, unbuffered: str) -> None:
    settings = os.environ | {"PYTHONUTF8": "1", "PYTHONUNBUFFERED": unbuffered}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "shangmitong", word], cwd=sample, env=settings, stdout=full, stderr=-1, check=False
        )
    assert done.stderr.decode().splitlines()[-1:] == ["打印的话写不出去：磁盘满了"]
    assert b"Traceback" not in done.stderr
    assert done.returncode == 1
