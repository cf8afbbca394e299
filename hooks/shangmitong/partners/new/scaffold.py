"""The command `new`: answers in, a file for a new trade or county out, and what to do with it next."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...facts.checks.placeholders import MARK, gaps_in
from ...facts.load import SCHEMAS
from ...facts.source.reader import read_yaml
from ...facts.validate import validate
from ...problem import Problem, ProblemsError
from .answers import PLANS, Plan, refusals
from .ask import asked
from .neighbours import Neighbours, neighbours
from .skeleton import commented, filled


def new(root: Path, what: str, answers: str | None) -> int:
    """Make the file of a new `what` (industry or county) below `root`; give the exit code.

    `answers` is the path of a file of answers; without it the questions are asked at the console. Raises
    ProblemsError for a file of answers with faults, and OSError where the file cannot be written; a file that
    is there already is never touched.
    """
    plan = PLANS[what]
    near = neighbours(root, plan.folder, plan.model)
    try:
        given = from_file(plan, root, near, Path(answers)) if answers else asked(plan, root, near)
    except EOFError:
        print("\n输入到这里就完了，问题还没有答完。没有写任何文件。", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n已停下，没有写任何文件。", file=sys.stderr)
        return 130
    path = root / plan.folder / f"{given['slug']}.yml"
    text = page(plan, near, plan.answers.model_validate(given).model_dump())
    path.parent.mkdir(exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    print(_next_steps(plan, root, path))
    return 0


def from_file(plan: Plan, root: Path, near: Neighbours, path: Path) -> dict[str, Any]:
    """Return the answers of a YAML file by field. Raises ProblemsError with everything that is wrong with them."""
    path = Path.cwd() / path
    file, problems = read_yaml(path, root if path.is_relative_to(root) else path.parent)
    if file is None:
        raise ProblemsError(problems)
    given: Any = file.value
    validate(plan.answers, file, problems)
    for field in plan.answers.model_fields if isinstance(given, dict) else ():
        problems += [file.problem(place, words) for place, words in refusals(plan, root, near, field, given.get(field))]
    if problems:
        raise ProblemsError(problems)
    return dict(given)


def page(plan: Plan, near: Neighbours, answers: dict[str, Any]) -> str:
    """Return the text of the new file."""
    given = {name: value for name, value in answers.items() if name in plan.model.model_fields and value}
    if plan.folder == "industries":
        given["stages"] = [{"name": name} for name in answers["stages"]]
        given["questions"] = [{"topic": "行业专题"}]
    else:
        given["offices"] = [{"office": office} for office in answers["offices"]]
    example = near.example.value if near.example else None
    body = commented(plan.model, filled(plan.model, given, near.ids), example, near.ids)
    return "\n".join(_head(plan, near, answers["name"])) + "\n\n" + body


def _head(plan: Plan, near: Neighbours, name: str) -> Iterator[str]:
    """Return the lines on top of a new file, which tell how to go on."""
    yield f"# yaml-language-server: $schema=../schemas/{SCHEMAS[plan.folder]}.schema.json"
    yield f"# {name}的资料。写着“{MARK}”的地方补齐以后才能发布。"
    yield "# 以“# ”开头的整段可以不写；要写，就去掉每行开头的“# ”。"
    if near.example:
        yield f"# 例子取自 {near.example.name}，只看写法，不要照抄。"


def _next_steps(plan: Plan, root: Path, path: Path) -> str:
    file, _ = read_yaml(path, root)
    gaps: list[Problem] = list(gaps_in([file] if file else []))
    count = Counter(gap.place.split("[")[0].split(".")[0] for gap in gaps)
    command = "python -m shangmitong"
    steps = [
        f"用编辑器打开 {path.relative_to(root).as_posix()}，把 {len(gaps)} 处“{MARK}”换成真的内容："
        + "、".join(f"{key}（{number} 处）" for key, number in count.items()),
        f"边写边看：{command} serve，{MARK}的地方标成黄色；要草稿的 PDF，运行 {command} build --draft",
        f"看还剩哪几处：{command} check",
        f"全部补齐以后发布：{command} build",
    ]
    if plan.folder == "regions":
        setting = f"REGION={path.stem}"
        how = f'先在同一个窗口运行 set {setting}（PowerShell 用 $env:REGION="{path.stem}"）'
        steps.insert(1, f"选这个县：{how if os.name == 'nt' else f'先运行 export {setting}'}，再运行下面的命令")
    else:
        steps[3] += (
            f"。县的文件里列了 industries 的，把 {path.stem} 加进去才会发布；没有列的，先列出写好的行业，它们就能先发布"
        )
    lines = (f"{number}. {step}" for number, step in enumerate(steps, 1))
    return "\n".join((f"\n写好了 {path.relative_to(root).as_posix()}。接下来：", *lines))
