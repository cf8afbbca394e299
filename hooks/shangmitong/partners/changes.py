"""What an update of the project changed under a county's own files, item by item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

from ..facts.merge import REMOVE
from .snapshot import Snapshot
from .upstream import ARROW, FieldValue, Overrides

KINDS = {
    "forms": "表单",
    "procedures": "流程",
    "questions": "问题",
    "flows": "流程图",
    "charts": "图",
    "cases": "案例",
    "secrets": "秘密",
    "stages": "环节",
    "roles": "角色",
    "scenes": "场景",
}
"""What people call the records of a list."""


@dataclass(frozen=True)
class Change:
    """One thing to look at: where, which, the project's words before and now, the county's own, and what to do."""

    file: str
    what: str
    before: str
    now: str
    own: str
    advice: str

    def __str__(self) -> str:
        """Return the item as it is printed, one line for each part; longer texts go on indented."""
        parts = {
            "哪一条": self.what,
            "上游以前": self.before or "（没有）",
            "上游现在": self.now or "（没有了）",
            "你们写的": self.own or "（没有自己的写法）",
            "建议": self.advice,
        }
        lines = [f"文件：{self.file}"]
        lines += [f"   {name}：{text.strip()}".replace("\n", "\n      ") for name, text in parts.items()]
        return "\n".join(lines)


def changes(before: Snapshot, found: Overrides) -> list[Change]:
    """Return what changed from the snapshot `before` to today: values, texts, laws, and then what is new or gone."""
    return [*_values(before, found), *_texts(before, found), *_laws(before, found), *_entries(before, found)]


def _values(before: Snapshot, found: Overrides) -> Iterator[Change]:
    for record in sorted(before.values.keys() & found.own.keys()):
        own, old, new = found.own[record], before.values[record], found.now.values.get(record)
        first, label = next(iter(own.values())), before.entries.get(record, "")
        title = f"{record}（{label}）" if label else record
        if new is None:
            texts = "\n".join(f"{name}：{text}".lstrip("：") for name, text in old.items())
            advice = "上游去掉了这一条。不再需要就从自己的文件里删去；还要留着，就把它写全，当作自己新加的一条"
            yield Change(first.where, title, texts, "", _own_words(own), advice)
            continue
        for name in [*old, *(name for name in new if name not in old)]:
            if old.get(name) != new.get(name):
                yield _field(title, name, old.get(name, ""), new.get(name, ""), own)


def _field(title: str, name: str, old: str, new: str, own: dict[str, FieldValue]) -> Change:
    what = f"{title}{ARROW}{name}" if name else title
    first = next(iter(own.values()))
    if REMOVE in own:
        return Change(first.where, what, old, new, "（整条去掉了）", "看看去掉这一条的理由还在不在；还在，就不用改")
    entry = own.get(name)
    if entry is None:
        advice = "这一项你们没有改，已经用上新的。看看和你们改过的几项还配不配"
        return Change(first.where, what, old, new, "", advice)
    advice = (
        "和上游新的一样了，自己的这一项可以删去"
        if entry.text == new
        else "把自己的写法和新的比一比，该改的改；不用改就记下"
    )
    return Change(entry.where, what, old, new, entry.text, advice)


def _own_words(own: dict[str, FieldValue]) -> str:
    return "\n".join(f"{entry.field}：{entry.text}".lstrip("：") for entry in own.values())


def _texts(before: Snapshot, found: Overrides) -> Iterator[Change]:
    for name, old in sorted(before.texts.items()):
        if not found.tree.owns(name):
            continue
        file = found.tree.name(name)
        new = found.now.texts.get(name)
        own = _own_lines(found, name)
        if new is None:
            yield Change(file, name, "\n".join(old[:5]), "", "", "上游没有这个文件了。看看自己的还用不用；不用就删去")
        elif old[:1] != new[:1] and new[0].startswith("sha256 "):
            yield Change(
                file, name, "（一个图片或别的文件）", "（换了一个）", "（你们的文件）", "看看自己的要不要跟着换"
            )
        else:
            yield from _clauses(file, name, old, new, own)


def _clauses(file: str, name: str, old: tuple[str, ...], new: tuple[str, ...], own: list[str]) -> Iterator[Change]:
    """Return each run of lines that changed, but those that the county's file says in the new words already."""
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        before = [line for line in old[start:end] if line.strip()]
        now = [line for line in new[first:last] if line.strip()]
        taken = bool(now) and all(line in own for line in now) and not any(line in own for line in before)
        if tag == "equal" or not (before or now) or taken:
            continue
        number, words = _nearest(own, before or now)
        advice = (
            "你们的文件还是上游以前的写法，多半要照新的改"
            if before and all(line in own for line in before)
            else ("看看自己的文件里说到这件事的地方，要不要照新的改")
        )
        place = f"{file}:{number}" if number else file
        yield Change(place, f"{name} 第 {first + 1} 行", "\n".join(before), "\n".join(now), words, advice)


def _nearest(own: list[str], lines: list[str]) -> tuple[int, str]:
    """Return the line of the county's file that is most like one of `lines`, with its number; 0 where none is."""
    for line in lines:
        if close := get_close_matches(line, [text for text in own if text.strip()], n=1, cutoff=0.5):
            return own.index(close[0]) + 1, close[0]
    return 0, ""


def _own_lines(found: Overrides, name: str) -> list[str]:
    path = found.tree.own / name
    if not found.tree.inside(path):
        return []
    return path.read_bytes().decode("utf-8-sig", "replace").splitlines()


def _laws(before: Snapshot, found: Overrides) -> Iterator[Change]:
    old, new = before.laws, found.now.laws
    heirs = {found.moved.get(cite, "") for cite in old.keys() - new.keys()} - old.keys()
    for cite in sorted(old.keys() | new.keys()):
        source, _, key = cite.partition(":")
        whole = (bool(key) and (source in old) != (source in new)) or cite in heirs
        if (
            old.get(cite) == new.get(cite)
            or whole
            or f"laws{ARROW}sources{ARROW}{source}{ARROW}articles{ARROW}{key}" in found.own
        ):
            continue
        places = found.cites.get(cite, []) or (_of_source(found, source) if not key else [])
        yield Change(
            "、".join(places) or "laws/（上游）",
            f"法律 {cite}",
            old.get(cite, ""),
            new.get(cite, ""),
            "引用了它" if places else "（没有直接引用）",
            _law_advice(cite, cite in old, new.get(cite), bool(places), found.moved.get(cite, "")),
        )


def _of_source(found: Overrides, source: str) -> list[str]:
    return [place for cite, places in found.cites.items() if cite.partition(":")[0] == source for place in places]


def _law_advice(cite: str, known: bool, now: str | None, cited: bool, moved: str) -> str:
    if now is None:
        heir = f"现在写 {moved}" if moved else "找一条现行的代替，或者不再引用"
        return f"这一条不能再引用了。{heir}" if cited else f"以后不要引用 {cite}。{heir if moved else ''}"
    if not known:
        return f"新登记的。用得着就在自己的文件里引用，写 {cite}"
    return "看看引用它的那几句话还对不对" if cited else "自己的文件里说到这件事的，看看还对不对"


def _entries(before: Snapshot, found: Overrides) -> Iterator[Change]:
    old, new = before.entries, found.now.entries
    for place in sorted(old.keys() ^ new.keys()):
        parts = place.split(ARROW)
        trade = parts[0].removeprefix("industries/").removesuffix(".yml")
        if (
            parts[0].startswith("industries/")
            and len(parts) > 1
            and (parts[0] not in old or parts[0] not in new or (found.published and trade not in found.published))
        ):
            continue
        if place in before.values or place in before.texts:
            continue  # said above, beside the county's own words
        kind = (
            "行业"
            if len(parts) == 1 and place.endswith(".yml")
            else KINDS.get(parts[1], "")
            if len(parts) > 1
            else "模板"
        )
        own = next(iter(found.own[place].values())).where if place in found.own else ""
        yield _entry(place, kind, old.get(place), new.get(place), own)


def _entry(place: str, kind: str, old: str | None, new: str | None, own: str) -> Change:
    first, _, below = place.partition(ARROW)
    file = own or f"{first}{'/' if below and '.' not in first else ''}（上游）"
    if new is None:
        return Change(
            file,
            f"{kind} {place}",
            old or place,
            "",
            "",
            f"上游去掉了这{'个' if kind else '一条'}{kind}。自己的文件里用到它的要改",
        )
    advice = (
        "上游新加的，已经有了，不用做什么；不想要就写 remove: true"
        if ARROW in place
        else "上游新加的，已经有了，看一眼"
    )
    if own:
        advice = "上游新加了一条，代号和你们自己的一样，你们的会盖在它上面。不是一回事，就把自己的换一个代号"
    return Change(file, f"{kind} {place}", "", new or place, "（有同代号的）" if own else "", advice)
