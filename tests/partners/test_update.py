"""A county that changed its copy takes a new version from a zip, and loses nothing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from shangmitong.partners.archive import ArchiveError
from shangmitong.partners.update.merge import merged
from shangmitong.partners.update.version import read_version
from shangmitong.web.publish import locked

from ..conftest import ROOT, make_sample, run

KEPT = "更新留底"


def said(done: subprocess.CompletedProcess[str], code: int = 0) -> str:
    """Return all that a run said; it ended with `code` and without a traceback."""
    words = done.stdout + done.stderr
    assert done.returncode == code, words
    assert "Traceback" not in words
    return words


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8", newline="\n")


def packed(folder: Path) -> Path:
    """Return a version as hosts give it: a zip with everything below one folder."""
    path = folder.with_name(f"{folder.name}.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if "__pycache__" not in file.parts:
                archive.write(file, file.relative_to(folder.parent).as_posix())
    return path


def everything(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The zip of the version that the county began with."""
    folder = make_sample(tmp_path / "shangmitong-1")
    (folder / "common/old.md").write_text("还在用\n", "utf-8")
    (folder / "common/gone.md").write_text("没有人用\n", "utf-8")
    return packed(folder)


@pytest.fixture
def new(old: Path, tmp_path: Path) -> Path:
    """The folder of the next version: changed, added and deleted files."""
    folder = tmp_path / "shangmitong-2"
    shutil.copytree(old.with_suffix(""), folder)
    change(folder / "hooks/shangmitong/__init__.py", '__version__ = "', '__version__ = "9.')
    change(folder / "common/shared.yml", "name: 清点秘密", "name: 清点商业秘密")
    change(folder / "common/shared.yml", "time: 一天", "time: 两天")
    change(folder / "laws/acts.yml", "facts: 前员工带走工艺。", "facts: 前员工带走整套工艺。")
    change(folder / "regions/tongcheng.yml", "name: 通城县", "name: 通城县\ncolour: '#123456'")
    (folder / "common/more.yml").write_text("hotlines:\n  - {number: '12315', name: 投诉, use: 举报}\n", "utf-8")
    for name in ("old.md", "gone.md"):
        (folder / "common" / name).unlink()
    return folder


@pytest.fixture
def mine(old: Path, tmp_path: Path) -> Path:
    """The county's project, unzipped from the old version and changed."""
    with zipfile.ZipFile(old) as archive:
        archive.extractall(tmp_path / "unzipped")
    root = (tmp_path / "unzipped/shangmitong-1").rename(tmp_path / "mine")
    change(root / "common/shared.yml", "keeper: 保密负责人", "keeper: 老板")  # far from what the new version changes
    change(root / "laws/acts.yml", "facts: 前员工带走工艺。", "facts: 前员工带走图纸。")  # the same line
    change(root / "docs/about.md", "## 给谁用", "## 给我县用")  # which the new version leaves alone
    (root / "common/old.md").write_text("还在用，我加了一句\n", "utf-8")
    (root / "regions/mine.yml").write_text((root / "regions/tongcheng.yml").read_text("utf-8"), "utf-8")
    (root / "industries/bamboo.yml").write_text(
        (root / "industries/tea.yml").read_text("utf-8").replace("name: 茶叶", "name: 竹木"), "utf-8"
    )
    (root / "regions/mine").mkdir()
    (root / "regions/mine/note.md").write_text("自己的\n", "utf-8")
    own = (root / "regions/tongcheng.yml").read_bytes().replace(b"\n", b"\r\n")
    (root / "regions/tongcheng.yml").write_bytes(b"\xef\xbb\xbf" + own)  # an editor did that, nobody changed it
    return root


@pytest.mark.parametrize("as_zip", [True, False])
def test_changes_of_both_sides_are_there_after_an_update(mine: Path, old: Path, new: Path, as_zip: bool) -> None:
    before = everything(mine)
    source = packed(new) if as_zip else new
    words = said(run(mine, "update", str(source), "--from", str(old)))
    assert re.search(r"从 ([\d.]+) 更新到 9\.\1，做好了", words)
    assert "换成新版 2 份，新增 1 份，删去 1 份" in words
    assert "已经合好的 1 份\n  common/shared.yml" in words
    shared = (mine / "common/shared.yml").read_text("utf-8")
    assert all(text in shared for text in ("keeper: 老板", "name: 清点商业秘密", "time: 两天"))
    assert (mine / "regions/tongcheng.yml").read_bytes() == (new / "regions/tongcheng.yml").read_bytes()
    assert (mine / "common/more.yml").exists()
    assert not (mine / "common/gone.md").exists()

    untouched = ["docs/about.md", "regions/mine.yml", "regions/mine/note.md", "industries/bamboo.yml", "common/old.md"]
    for name in [*untouched, "laws/acts.yml"]:
        assert (mine / name).read_bytes() == before[name], name
    line = (mine / "laws/acts.yml").read_text("utf-8").split("\n").index("    facts: 前员工带走图纸。") + 1
    assert "要你看的 2 份" in words
    assert f"laws/acts.yml：第 {line} 行你和新版都改了" in words
    assert "common/old.md：新版删去了这个文件，你改过，所以留着" in words
    kept = next((mine / KEPT).iterdir())
    assert everything(kept / "要看的") == {"laws/acts.yml": (new / "laws/acts.yml").read_bytes()}
    for name in ("common/shared.yml", "common/gone.md", "regions/tongcheng.yml"):
        assert (kept / "原来的" / name).read_bytes() == before[name]
    note = (kept / "说明.txt").read_text("utf-8")
    assert "\n-    facts: 前员工带走工艺。\n+    facts: 前员工带走整套工艺。\n" in note
    assert note.partition("\n")[2].partition("\n\n")[0] in words
    shutil.rmtree(mine / "regions/mine")
    assert "2 个行业" in said(run(mine, "check"))

    words = said(run(mine, "update", str(source)), 1)
    assert f"还没有看，先看完、改好，再删掉它们：\n  {KEPT}/{kept.name}/要看的/laws/acts.yml" in words


def test_an_update_waits_for_the_one_that_is_at_work(mine: Path, old: Path, new: Path) -> None:
    before = everything(mine)
    with locked(mine / KEPT, "update"):
        words = said(run(mine, "update", str(new), "--from", str(old)), 1)
    assert "另一个 update 正在进行" in words
    assert everything(mine) == before


def test_the_next_update_needs_no_old_version(mine: Path, old: Path, new: Path) -> None:
    said(run(mine, "update", str(new), "--from", str(old)))
    shutil.rmtree(mine / KEPT)
    change(new / "docs/about.md", "## 可以怎样使用", "## 怎样使用")
    change(new / "laws/acts.yml", "outcome: 判赔。", "outcome: 判决赔偿。")
    words = said(run(mine, "update", str(new)))
    assert "换成新版 0 份，新增 0 份，删去 0 份" in words
    about = (mine / "docs/about.md").read_text("utf-8")
    assert "## 给我县用" in about
    assert "## 怎样使用" in about
    shutil.rmtree(mine / KEPT)
    assert "没有要换的文件" in said(run(mine, "update", str(new)))
    assert not (mine / KEPT).exists()


def test_a_dry_run_tells_the_same_and_writes_nothing(mine: Path, old: Path, new: Path) -> None:
    before = everything(mine)
    tried = said(run(mine, "update", str(new), "--from", str(old), "--dry-run"))
    assert everything(mine) == before
    done = said(run(mine, "update", str(new), "--from", str(old)))
    assert tried.split("什么也没有写：\n")[1].strip() in done


def test_what_cannot_be_told_apart_is_not_guessed(mine: Path, old: Path, new: Path, tmp_path: Path) -> None:
    before = everything(mine)
    assert "不知道你的项目是从哪个版本改来的" in said(run(mine, "update", str(new)), 1)
    assert "“新版”写成了项目自己" in said(run(mine, "update", "."), 1)
    (tmp_path / "other").mkdir()
    assert "不是商秘通的一个版本" in said(run(mine, "update", "../other"), 1)
    with zipfile.ZipFile(tmp_path / "strange.zip", "w") as archive:
        for name in before:
            archive.writestr(name, b"something else " + name.encode())
    assert "不像是你用的那个旧版" in said(run(mine, "update", str(new), "--from", "../strange.zip"), 1)
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as archive:
        archive.writestr("top/mkdocs.yml", "a: 1")
        archive.writestr("top/../../evil.txt", "x")
    assert "有一个文件名不能用" in said(run(mine, "update", "../evil.zip", "--from", str(old)), 1)
    assert everything(mine) == before
    assert not (tmp_path / "evil.txt").exists()


def test_a_link_is_not_written_through(mine: Path, old: Path, new: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    shutil.move(mine / "regions", outside)
    (mine / "regions").symlink_to(outside)
    before = everything(outside)
    assert "regions/tongcheng.yml：这里是链接" in said(run(mine, "update", str(new), "--from", str(old)))
    assert everything(outside) == before


CUT = """
import os, sys
from pathlib import Path
from shangmitong.cli.main import main
real, left = Path.replace, [3]
def replace(self, target):
    if "新的" in self.parts:
        left[0] -= 1
        if not left[0]:
            {end}
    return real(self, target)
Path.replace = replace
sys.argv = ["shangmitong", *sys.argv[1:]]
sys.exit(main())
"""
"""The program, whose third file cannot be put in its place."""


def cut(root: Path, end: str, *words: str) -> subprocess.CompletedProcess[str]:
    settings = os.environ | {"PYTHONUTF8": "1"}
    command = [sys.executable, "-c", CUT.format(end=end), "update", *words]
    return subprocess.run(
        command, cwd=root, env=settings, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_a_file_that_cannot_be_replaced_leaves_all_as_it_was(mine: Path, old: Path, new: Path) -> None:
    before = everything(mine)
    words = said(cut(mine, "raise PermissionError(13, 'x', str(target))", str(new), "--from", str(old)), 1)
    assert "没有权限" in words
    assert everything(mine) == before


def test_an_update_that_was_cut_off_is_led_back_and_done_again(mine: Path, old: Path, new: Path) -> None:
    before = everything(mine)
    assert cut(mine, "os._exit(9)", str(new), "--from", str(old)).returncode == 9
    half = everything(mine)
    assert half["common/shared.yml"] != before["common/shared.yml"] or "common/more.yml" in half
    (mine / "docs/about.md").write_text("写于断电以后\n", "utf-8")
    words = said(run(mine, "update", str(new), "--from", str(old), "--dry-run"))
    assert "已经退回原样" in words
    after = {name: data for name, data in everything(mine).items() if not name.startswith(KEPT)}
    assert after == before | {"docs/about.md": "写于断电以后\n".encode()}
    assert "做好了" in said(run(mine, "update", str(new), "--from", str(old)))


def git(folder: Path, *words: str) -> str:
    """Run git in a folder, for an author of its own and with none of the user's settings."""
    name = {f"GIT_{role}_{what}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    settings = os.environ | name | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(
        [shutil.which("git") or "git", *words],
        cwd=folder,
        env=settings,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def committed(folder: Path, tag: str = "") -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "change")
    if tag:
        git(folder, "tag", tag)


def copier(folder: Path, *words: str) -> None:
    """Run copier as the page about updates says."""
    settings = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(
        [sys.executable, "-m", "copier", *words, "--defaults"], cwd=folder, env=settings,
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_a_project_under_git_is_updated_with_copier(tmp_path: Path) -> None:
    upstream, mine = make_sample(tmp_path / "upstream"), tmp_path / "mine"
    for name in ("copier.yml", "{{_copier_conf.answers_file}}.jinja", ".gitignore"):
        shutil.copy(ROOT / name, upstream / name)
    git(upstream, "init", "--quiet")
    committed(upstream, "v1.0.0")
    copier(tmp_path, "copy", str(upstream), "mine")
    git(mine, "init", "--quiet")
    change(mine / "common/shared.yml", "keeper: 保密负责人", "keeper: 老板")
    change(mine / "laws/acts.yml", "facts: 前员工带走工艺。", "facts: 前员工带走图纸。")
    own = {
        "regions/mine.yml": "自己的县\n",
        "regions/mine/docs/about.md": "自己的页\n",
        "industries/bamboo.yml": "自己的\n",
    }
    for name, text in own.items():
        (mine / name).parent.mkdir(parents=True, exist_ok=True)
        (mine / name).write_text(text, "utf-8")
    committed(mine)

    change(upstream / "common/shared.yml", "time: 一天", "time: 两天")
    change(upstream / "laws/acts.yml", "facts: 前员工带走工艺。", "facts: 前员工带走整套工艺。")
    committed(upstream, "v2.0.0")
    copier(mine, "update")

    shared = (mine / "common/shared.yml").read_text("utf-8")
    assert "keeper: 老板" in shared
    assert "time: 两天" in shared
    acts = (mine / "laws/acts.yml").read_text("utf-8")
    assert "前员工带走图纸。\n=======\n    facts: 前员工带走整套工艺。" in acts
    assert "UU laws/acts.yml" in git(mine, "status", "--short")
    assert all((mine / name).read_text("utf-8") == text for name, text in own.items())
    assert "_commit: v2.0.0" in (mine / ".copier-answers.yml").read_text("utf-8")


@pytest.mark.parametrize(
    ("ours", "theirs", "result"),
    [
        ("a\nB\nc\nd\n", "a\nb\nc\nD\n", "a\nB\nc\nD\n"),
        ("a\nB\nc\nd\n", "a\nB\nc\nd\n", "a\nB\nc\nd\n"),
        ("b\nc\nd\n", "a\nb\nc\nd\ne\n", "b\nc\nd\ne\n"),
        ("a\nb\nc\nd\nown\n", "new\na\nb\nc\nd\n", "new\na\nb\nc\nd\nown\n"),
        ("a\nB\nc\nd\n", "a\nX\nc\nd\n", ((2, 2),)),
        ("a\nB\nc\nd\n", "a\nb\nC\nd\n", ((2, 3),)),
        ("a\nb\nc\nd\nown\n", "a\nb\nc\nd\nnew\n", ((5, 5),)),
        ("a\nc\nd\n", "a\nX\nc\nd\n", ((2, 2),)),
        ("a\nb\nc\nd", "A\nb\nc\nd\n", "A\nb\nc\nd"),  # no break at the end
        ("a\nb\x85B\nc\nd\n", "a\nb\nc\nD\n", "a\nb\x85B\nc\nD\n"),
        ("", "a\nb\nc\nX\n", ((1, 1),)),
    ],
)
def test_lines_are_merged_unless_both_sides_changed_the_same(ours: str, theirs: str, result: object) -> None:
    made = merged("a\nb\nc\nd\n", ours, theirs)
    assert (made.text, made.conflicts) == ((result, ()) if isinstance(result, str) else (ours, result))


# --- what the counties' own files stand on ----------------------------------------------------------


CHAPTER = "overrides/documents/guide/02-identify.md"
OWN = "regions/tongcheng"


def copied(root: Path) -> None:
    """Copy a chapter into the county's folder and change it, as the page about a first county says."""
    target = root / OWN / CHAPTER
    target.parent.mkdir(parents=True)
    shutil.copy(root / CHAPTER, target)
    change(target, "列好清单", "列好本县的清单")


@pytest.fixture
def stale(mine: Path, new: Path) -> Path:
    """The county's project with a chapter of its own on which no `check` was run; the new version changes that one."""
    shutil.rmtree(mine / "regions/mine")
    copied(mine)
    change(new / CHAPTER, "- [ ] 列好清单", "- [ ] 列好清单，注明日期")
    return mine


def test_an_update_before_the_first_check_still_shows_what_changed(stale: Path, old: Path, new: Path) -> None:
    words = said(run(stale, "update", str(new), "--from", str(old)))
    assert "看上游在你们改过的地方变了什么：python -m shangmitong diff" in words
    shutil.rmtree(stale / KEPT)
    assert "上游有 1 处变化还没有看" in said(run(stale, "check"))
    words = said(run(stale, "diff"), 1)
    assert "上游现在：- [ ] 列好清单，注明日期\n" in words
    assert "你们写的：- [ ] 列好本县的清单\n" in words


def test_two_updates_without_a_look_show_both_changes(stale: Path, old: Path, new: Path) -> None:
    said(run(stale, "update", str(new), "--from", str(old)))
    shutil.rmtree(stale / KEPT)
    change(new / CHAPTER, "列好清单，注明日期", "列好清单，注明日期和人")
    change(new / CHAPTER, "定好密级", "定好密级和期限")
    said(run(stale, "update", str(new)))
    words = said(run(stale, "diff"), 1)
    assert "上游以前：- [ ] 列好清单\n" in words
    assert "列好清单，注明日期和人" in words
    assert "定好密级和期限" in words


@pytest.mark.parametrize(("to", "message"), [("", "上游没有这个文件了"), ("02-find.md", "用了同一个章号“2”")])
def test_a_chapter_that_upstream_dropped_or_renamed_is_told(
    stale: Path, old: Path, new: Path, to: str, message: str
) -> None:
    text = (new / CHAPTER).read_text("utf-8")
    (new / CHAPTER).unlink()
    if to:
        (new / CHAPTER).with_name(to).write_text(text, "utf-8")
    said(run(stale, "update", str(new), "--from", str(old)))
    shutil.rmtree(stale / KEPT)
    assert "上游没有这个文件了" in said(run(stale, "diff"), 1)
    done = run(stale, "check")
    assert (message if to else "变化还没有看") in done.stdout + done.stderr


def test_a_cut_update_leaves_no_false_ground(stale: Path, old: Path, new: Path) -> None:
    before = everything(stale)
    assert cut(stale, "os._exit(9)", str(new), "--from", str(old)).returncode == 9
    for command in ("check", "build", "serve", "diff"):
        words = said(run(stale, command), 1)
        assert "上次更新没有做完" in words
        assert "退回.py" in words
    script = re.search(r"python (\S+退回\.py)", words)
    assert script
    done = subprocess.run([sys.executable, "-I", script[1]], cwd=stale, capture_output=True, check=False)
    assert done.returncode == 0
    assert {name: data for name, data in everything(stale).items() if ".shangmitong-lock" not in name} == before
    said(run(stale, "update", str(new), "--from", str(old)))
    assert "注明日期" in said(run(stale, "diff"), 1)


def test_files_that_cannot_be_read_stop_the_update_before_anything_is_replaced(
    stale: Path, old: Path, new: Path
) -> None:
    (stale / OWN / "common").mkdir()
    (stale / OWN / "common/own.yml").write_text("forms: [\n", "utf-8")
    before = everything(stale)
    words = said(run(stale, "update", str(new), "--from", str(old)), 1)
    assert "先改好；没有动任何文件" in words
    assert f"{OWN}/common/own.yml:" in words
    assert everything(stale) == before


def test_diff_says_when_nothing_was_ever_written_down(stale: Path) -> None:
    assert "以前没有记过" in said(run(stale, "diff"))
    assert "没有要看的" in said(run(stale, "diff"))


# --- the program itself --------------------------------------------------------------------------------

SWAP_CUT = """
import os, sys
from pathlib import Path
from shangmitong.cli.main import main
real = Path.rename
def rename(self, target):
    if {when}:
        os._exit(9)
    return real(self, target)
Path.rename = rename
sys.argv = ["shangmitong", *sys.argv[1:]]
sys.exit(main())
"""
"""The program, killed while it swaps its own folder."""


def program(root: Path) -> dict[str, bytes]:
    return {name: data for name, data in everything(root).items() if name.startswith("hooks/")}


@pytest.mark.parametrize("when", ["self.name == 'hooks'", "str(target).endswith('hooks')"])
def test_the_program_is_old_or_new_and_never_half(mine: Path, old: Path, new: Path, when: str) -> None:
    (new / "hooks/shangmitong/added.py").write_text("A = 1\n", "utf-8")
    change(new / "hooks/shangmitong/problem/__init__.py", "_SHOWN = 12", "_SHOWN = 13")
    before = everything(mine)
    command = [sys.executable, "-c", SWAP_CUT.format(when=when), "update", str(new), "--from", str(old)]
    assert subprocess.run(command, cwd=mine, capture_output=True, check=False).returncode == 9
    assert program(mine) in ({}, program(new), {n: d for n, d in before.items() if n.startswith("hooks/")})
    script = next((mine / KEPT).glob("*/退回.py"))
    assert subprocess.run([sys.executable, "-I", script], cwd=mine, capture_output=True, check=False).returncode == 0
    assert list(mine.glob(".hooks.*")) == []
    assert {name: data for name, data in everything(mine).items() if ".shangmitong-" not in name} == before
    said(run(mine, "update", str(new), "--from", str(old)))
    assert program(mine) == program(new)


def test_a_zip_with_a_broken_lzma_member_is_named_in_one_line(mine: Path, old: Path, tmp_path: Path) -> None:
    path = tmp_path / "lzma.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("top/mkdocs.yml", "a: 1\n" * 200)
    data = bytearray(path.read_bytes())
    data[60:90] = b"\xff" * 30
    path.write_bytes(data)
    assert "不是完好的 zip 文件" in said(run(mine, "update", str(path), "--from", str(old)), 1)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED, 93, 14])
def test_a_zip_that_cannot_be_unpacked_is_named_in_one_line(mine: Path, old: Path, tmp_path: Path, method: int) -> None:
    path = tmp_path / "odd.zip"
    packed = method if method in (zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED) else zipfile.ZIP_STORED
    with zipfile.ZipFile(path, "w", packed) as archive:
        archive.writestr("top/mkdocs.yml", "".join(map(str, range(900))))
    data = bytearray(path.read_bytes())
    data[48:60] = b"\xff" * 12
    central = data.rindex(b"PK\x01\x02")
    for place in (8, central + 10):  # how the member says that it is packed
        data[place : place + 2] = method.to_bytes(2, "little")
    path.write_bytes(data)
    assert "不是完好的 zip 文件" in said(run(mine, "update", str(path), "--from", str(old)), 1)


def test_a_folder_that_is_no_version_is_not_gone_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shangmitong.partners.update.version.os.walk", lambda _: pytest.fail("went through it"))
    with pytest.raises(ArchiveError, match=r"没有 mkdocs\.yml"):
        read_version(tmp_path)
