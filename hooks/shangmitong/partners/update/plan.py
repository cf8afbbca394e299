"""What an update does with each file: nobody's change is lost, and nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path

from .mend import KEPT, LOOK
from .merge import merged, plain
from .version import Version


@dataclass
class Plan:
    """What becomes of the files of a project; paths are below it, with /."""

    write: Version = field(default_factory=dict)
    """Files that get new bytes."""
    notes: Version = field(default_factory=dict)
    """What the program writes down for itself: what the counties' files stand on, and the version taken over."""
    delete: list[str] = field(default_factory=list)
    look: dict[str, bytes | None] = field(default_factory=dict)
    """Files that the owner must look at, with the new version of each; None where it has no such file any more."""
    why: dict[str, str] = field(default_factory=dict)
    """What to say about each of them."""
    diffs: dict[str, str] = field(default_factory=dict)
    """What the new version changed in those of them that both sides changed, line by line."""
    added: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """Files that the owner changed and the new version did not."""


def planned(root: Path, old: Version, new: Version) -> Plan:
    """Compare each file of the project at `root` with the version it came from and the new one."""
    plan = Plan()
    for name in sorted(old.keys() | new.keys()):
        if _blocked(root, name):
            if old.get(name) != new.get(name):
                _look(plan, name, new.get(name), "这里是链接、文件夹，或者上一级不是文件夹，没有动它")
            continue
        path = root / name
        _decide(plan, name, old.get(name), path.read_bytes() if path.exists() else None, new.get(name))
    return plan


def likeness(root: Path, old: Version) -> float:
    """Return which part of the files of `old` the project still has as they were, from 0 to 1."""
    files = [(root / name, data) for name, data in old.items()]
    return sum(path.is_file() and _same(path.read_bytes(), data) for path, data in files) / max(len(files), 1)


def _blocked(root: Path, name: str) -> bool:
    """Say whether something other than a file, or a link, stands where the file would be."""
    path = root / name
    above = [root.joinpath(*Path(name).parts[:depth]) for depth in range(1, len(Path(name).parts))]
    return (
        path.is_symlink()
        or path.is_dir()
        or any(folder.is_symlink() or (folder.exists() and not folder.is_dir()) for folder in above)
    )


def _decide(plan: Plan, name: str, old: bytes | None, own: bytes | None, new: bytes | None) -> None:
    if _same(own, new):
        return
    if _same(own, old):
        if new is None:
            plan.delete.append(name)
        else:
            plan.write[name] = new
            plan.added += [name] if own is None else []
    elif _same(new, old):
        plan.kept.append(name)
    elif new is None:
        _look(plan, name, None, "新版删去了这个文件，你改过，所以留着")
    elif own is None:
        _look(plan, name, new, "你删掉了这个文件，新版改了它；没有放回去")
    elif old is None:
        _look(plan, name, new, "你和新版各加了一个同名的文件，内容不同；你的没有动")
    else:
        _join(plan, name, old, own, new)


def _join(plan: Plan, name: str, old: bytes, own: bytes, new: bytes) -> None:
    texts = [plain(data) for data in (old, own, new)]
    if None in texts:
        _look(plan, name, new, "你和新版都改了；不是 UTF-8 文字，合不起来，你的没有动")
        return
    result = merged(*(text or "" for text in texts))
    if result.conflicts:
        places = "、".join(f"{first}–{last}" if last > first else f"{first}" for first, last in result.conflicts)
        _look(plan, name, new, f"第 {places} 行你和新版都改了；你的整个文件没有动")
        before, after = ((text or "").splitlines() for text in (texts[0], texts[2]))
        plan.diffs[name] = "\n".join([*unified_diff(before, after, "旧版", "新版", n=2, lineterm="")])
        return
    plan.write[name] = result.text.encode()
    plan.merged.append(name)


def _look(plan: Plan, name: str, new: bytes | None, why: str) -> None:
    plan.look[name], plan.why[name] = new, why


def _same(one: bytes | None, other: bytes | None) -> bool:
    """Say whether two files are the same; how an editor ends lines does not count."""
    if one is None or other is None or one == other:
        return one == other
    return (text := plain(one)) is not None and text == plain(other)


def unread(root: Path) -> Iterator[str]:
    """Return what earlier updates left to be looked at and nobody has put away."""
    for path in sorted((root / KEPT).glob(f"*/{LOOK}/**/*")):
        if path.is_file():
            yield path.relative_to(root).as_posix()
