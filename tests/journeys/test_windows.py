"""What a county with Windows meets: a path with Chinese and blanks, a GBK console, files that are held open."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from shangmitong.problem.system_errors import reason
from shangmitong.web.publish import swapped

from ..conftest import make_sample
from .test_cli import fill


def test_a_folder_that_windows_holds_for_a_moment_is_swapped_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "site", "last good")
    refused = iter([True, True, False])
    rename = Path.rename

    def scanned(path: Path, target: Path) -> Path:
        if next(refused, False):
            raise held()
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", scanned)
    monkeypatch.setattr("shangmitong.web.publish._WAITS", (0, 0, 0))
    with swapped(tmp_path / "site") as aside:
        fill(aside)
    assert (tmp_path / "site/index.html").read_text() == "new"
    assert "正被别的程序打开" in reason(held())


def held() -> PermissionError:
    """Return what Windows raises when another program has the file open."""
    error = PermissionError(13, "Access is denied", "site")
    error.winerror = 32  # type: ignore[attr-defined, unused-ignore]
    return error


@pytest.mark.slow
def test_a_project_under_a_path_with_chinese_and_blanks_is_built_by_a_gbk_console(tmp_path: Path) -> None:
    root = make_sample(tmp_path / "县 资料" / "商秘通 2026")
    (root / "regions/tongcheng.yml").write_bytes(
        b"\xef\xbb\xbf" + (root / "regions/tongcheng.yml").read_bytes().replace(b"\n", b"\r\n")
    )  # as Notepad saves it
    stub = tmp_path / "stub" / "weasyprint.py"
    stub.parent.mkdir()
    stub.write_text("raise OSError('cannot load library libgobject-2.0-0')")  # as without Pango
    done = in_gbk(root, stub.parent)
    assert done.returncode == 0, done.stderr.decode("gbk")
    assert "建好了：打开 " in done.stdout.decode("gbk")
    assert (root / "site/downloads/tea/guide.pdf").read_bytes().startswith(b"%PDF")

    kit = root / "paper/kit.typ"
    kit.write_text(kit.read_text("utf-8") + '\n#panic("纸不够")\n', "utf-8")
    done = in_gbk(root, stub.parent)
    assert done.returncode == 1
    assert "纸不够" in done.stderr.decode("gbk")


def in_gbk(root: Path, more: Path) -> subprocess.CompletedProcess[bytes]:
    """Run `build` as a Chinese Windows console would, with the modules of `more`."""
    settings = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk", "NO_MKDOCS_2_WARNING": "1", "PAPERS": "books"}
    paths = os.pathsep.join((str(more), os.environ.get("PYTHONPATH", "")))
    return subprocess.run(
        [sys.executable, "-m", "shangmitong", "build"], cwd=root, env=os.environ | settings | {"PYTHONPATH": paths},
        capture_output=True, check=False,
    )  # fmt: skip
