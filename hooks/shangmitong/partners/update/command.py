"""The command `update`: what it asks for, says and leaves behind."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from ...problem import ProblemsError
from ...web.publish import locked
from ..archive import ArchiveError, zip_bytes, zipped
from ..compare import new_bases
from ..snapshot import FILE
from .apply import carry_out
from .mend import BEFORE, KEPT, LOOK, NOTE, mend
from .plan import Plan, likeness, planned, unread
from .version import UPSTREAM, Version, number, read_version

_RELATED = 0.5
"""Which part of an old version's files the project must still have, for it to be the one it came from."""
_COMMAND = "python -m shangmitong"


def update(root: Path, source: Path, base: Path | None, dry_run: bool) -> int:
    """Take the version at `source` into the project at `root`; give the exit code.

    `base` is the version that the project was made from; without it the one that the last update noted is taken.
    Raises ArchiveError when a version cannot be read or does not fit, FolderError while another update is at work.
    """
    with locked(root / KEPT, "update"):
        return _update(root, source, base, dry_run)


def _update(root: Path, source: Path, base: Path | None, dry_run: bool) -> int:
    if told := mend(root):
        print("\n".join(told), file=sys.stderr)
    if waiting := list(unread(root)):
        print(
            f"上次更新留下 {len(waiting)} 份还没有看，先看完、改好，再删掉它们：", *waiting, sep="\n  ", file=sys.stderr
        )
        return 1
    if source.resolve() == root.resolve():
        raise ArchiveError("“新版”写成了项目自己。请写新版的 zip，或者它解压出来的文件夹")
    new = read_version(source)
    old = _base(root, base, source)
    plan = planned(root, old, new)
    plan.notes = _ground(root) | {UPSTREAM: zip_bytes(new)}
    head = f"从 {number(old)} 更新到 {number(new)}"
    report = "\n".join(_report(plan))
    if dry_run:
        print(f"{head}，试一下，什么也没有写：\n{report}")
        return 0
    if plan.write or plan.delete or plan.look:
        folder = carry_out(root, plan, f"{head}\n{report}\n{_changes(plan)}").relative_to(root).as_posix()
        print(f"{head}，做好了：\n{report}\n\n接下来：")
        print("\n".join(f"{count}. {step}" for count, step in enumerate(_steps(root, plan, folder), 1)))
    else:
        print(f"{head}：没有要换的文件")
        zipped(root / UPSTREAM, new)
    return 0


def _ground(root: Path) -> Version:
    """Return what must be written down of the words that the counties' own files stand on, before they are replaced."""
    try:
        return new_bases(root)
    except ProblemsError:
        print(
            "更新以前，要记下各县自己的文件是照哪些原文写的，以后才看得出变了什么。下面几处读不了，先改好；"
            "没有动任何文件",
            file=sys.stderr,
        )
        raise


def _base(root: Path, base: Path | None, source: Path) -> Version:
    """Return the version that the project was made from."""
    path = base or root / UPSTREAM
    if not base and not path.exists():
        raise ArchiveError(
            "不知道你的项目是从哪个版本改来的，不能分清哪些是你改的。没有动任何文件。\n"
            "请写上当初解压的那个旧版 zip（或者它解压出来、没有改过的文件夹）：\n"
            f"  {_COMMAND} update {source} --from 旧版.zip\n"
            f"以后就记住了（记在 {UPSTREAM}，不要删）。旧版 zip 找不到了，就按 CHANGELOG.md 里的版本号再下载一次。"
        )
    old = read_version(path)
    if likeness(root, old) < _RELATED:
        raise ArchiveError(f"“{path}”里的文件大半和你的不一样，不像是你用的那个旧版。没有动任何文件")
    return old


def _report(plan: Plan) -> Iterator[str]:
    replaced = len(plan.write) - len(plan.added) - len(plan.merged)
    yield f"换成新版 {replaced} 份，新增 {len(plan.added)} 份，删去 {len(plan.delete)} 份"
    yield f"你改过、新版没有动的 {len(plan.kept)} 份，原样留着" + "".join(f"\n  {name}" for name in plan.kept)
    yield f"你和新版都改过、已经合好的 {len(plan.merged)} 份" + "".join(f"\n  {name}" for name in plan.merged)
    yield f"要你看的 {len(plan.look)} 份" + "".join(f"\n  {name}：{plan.why[name]}" for name in plan.look)


def _changes(plan: Plan) -> str:
    """Return what the new version changed in the files that could not be merged."""
    return "".join(f"\n新版改了 {name} 的这些行（- 是旧的，+ 是新的）：\n{diff}\n" for name, diff in plan.diffs.items())


def _steps(root: Path, plan: Plan, folder: str) -> Iterator[str]:
    if any(new is not None for new in plan.look.values()):
        yield (
            f"打开 {folder}/{NOTE}，看新版改了哪些行，照着改自己的文件\n"
            f"   新版全文在旁边的“{LOOK}”里，改好一份删掉一份；不删完，下次不能更新"
        )
    if {"pyproject.toml", "constraints.txt"} & plan.write.keys():
        yield "程序要的软件包变了，先运行 python -m pip install -c constraints.txt -e ."
    if any((root / "regions").glob(f"*/{FILE}")):
        yield f"看上游在你们改过的地方变了什么：{_COMMAND} diff"
    yield f"检查：{_COMMAND} check；预览：{_COMMAND} serve"
    yield f"原来的文件都在 {folder}/{BEFORE}/，觉得不对可以拷回来\n   满意了，{KEPT}/ 可以删"
