"""The command `pack`: one trade of the project as a zip for another county."""

from __future__ import annotations

import sys
from pathlib import Path

from ...facts.checks.placeholders import MARK, gaps_in
from ...facts.load import load
from ...facts.model import Industry
from ...facts.source.reader import read_yaml
from ...problem import unknown
from ..archive import zipped
from .contents import COMMON, ENDING, LAWS, MANIFEST, as_yaml, ground, manifest


def pack(root: Path, slug: str) -> int:
    """Write `<slug>.shangmitong.zip` into the project folder and give the exit code.

    A trade goes as the county of the project has it, its own changes included.
    Raises ProblemsError when the project has faults.
    """
    project = load(root)
    name = f"industries/{slug}.yml"
    known = {Path(path).stem for path in project.tree.names("industries", "[a-z]*.yml")}
    if slug not in known:
        print(unknown("行业", slug, known), file=sys.stderr)
        return 1
    path = project.tree.find(name)
    file, _ = read_yaml(path, root)
    raw, data = file.value if file else None, path.read_bytes()
    if project.tree.owns(name) and (root / name).is_file():
        if slug not in project.industries:
            print(f"本县改了“{slug}”，又没有发布它。请先在县的文件的 industries 里加上它，再装", file=sys.stderr)
            return 1
        raw = project.industries[slug].model_dump(mode="json")
        data = as_yaml(project.industries[slug], "本县用的样子，已经合上本县的改动")
    stands_on = ground(project, raw)
    industry = Industry.model_validate(raw)
    members = {
        MANIFEST: as_yaml(manifest(slug, industry.name, stands_on), "这个 zip 里是哪个行业，它用到了哪些通用的资料"),
        COMMON: as_yaml(stands_on.common, "行业用到的通用表单、流程、问答；对方没有的，核对后抄进 common/"),
        LAWS: as_yaml(stands_on.laws, "行业用到的法律条文和案例；对方没有的，核对后抄进 laws/"),
        name: data,
    }
    target = root / f"{slug}{ENDING}"
    zipped(target, {name: data for name, data in members.items() if data})
    if gaps := list(gaps_in([file] if file else [])):
        print(f"提醒：这个行业还有 {len(gaps)} 处{MARK}", file=sys.stderr)
    common = sum(len(getattr(stands_on.common, name)) for name in type(stands_on.common).model_fields)
    print(
        f"装好了：{target.name}（{industry.name}，{len(industry.secrets)} 项秘密示例；附上用到的 {common} 份通用资料、"
        f"{len(stands_on.cites)} 处法律引用、{len(stands_on.laws.cases)} 个案例的全文）\n"
        f"发给对方，对方放进项目文件夹，运行 python -m shangmitong unpack {target.name}"
    )
    return 0
