"""Commands of the working kit: the papers of one firm, the survey of a county."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

_SURVEY = ("summary.xlsx", "report.docx")
"""What a survey writes: the figures, and the report."""


def firm(root: Path, file: str, out: str) -> int:
    """Write the working kit of one firm, filled in with what the firm says of itself."""
    from ..facts.day import stamp
    from ..facts.load import load
    from ..office.answers import ENDINGS
    from ..office.firm import own_set, read_firm
    from ..office.firm_answers import read_firm_sheet

    project = load(root)
    path, target = Path(file).absolute(), Path(out)
    if target.exists() and any(target.iterdir()) and not (target / "说明.txt").is_file():
        return _refused(target)
    told = read_firm_sheet(project, path) if path.suffix.lower() in ENDINGS else read_firm(project, path)
    files = own_set(project, told, stamp(project.registry.today))
    _lay(target, files)
    print(f"做好了：{told.name}，{len(files)} 个文件，在“{target}”。先看里面的 说明.txt，最后写着哪些还空着")
    return 0


def offline(root: Path) -> int:
    """Pack the finished site as an edition that runs from a folder."""
    from ..facts.load import chosen_region
    from ..office.package import write
    from ..web.offline import offline as files
    from ..web.publish import part_file

    if not (root / "site" / "search" / "docs.json").is_file():
        print("还没有建好的网站。先运行 make site（或者 python -m shangmitong build）", file=sys.stderr)
        return 1
    target = root / "dist" / f"shangmitong-{chosen_region()}-offline.zip"
    target.parent.mkdir(exist_ok=True)
    with part_file(target) as aside:
        write(aside, ((f"{target.stem}/{name}", data) for name, data in files(root / "site")), 6)
        aside.replace(target)
    size = f"{target.stat().st_size / 1024 / 1024:.0f} MB"
    print(f"做好了：{target}，{size}。解压以后打开里面的 index.html；发到手机上的，用文件管理器解压再打开")
    return 0


def survey(root: Path, folder: str, out: str) -> int:
    """Put the self-check workbooks that firms sent back into one workbook and a report."""
    from ..facts.day import stamp
    from ..facts.load import load
    from ..office.answers import replies
    from ..office.survey import survey, workbook
    from ..office.survey_report import report

    source, target = Path(folder), Path(out)
    if not source.is_dir():
        print(f"没有“{source}”这个文件夹。把企业交回来的表放进一个文件夹，写它的名字", file=sys.stderr)
        return 1
    if target.exists() and {item.name for item in target.iterdir()} - set(_SURVEY):
        return _refused(target)
    project = load(root)
    found = survey(project, replies(source))
    when = stamp(project.registry.today)
    made = workbook(project, found, when), report(project, found, when)
    _lay(target, dict(zip(_SURVEY, made, strict=True)))
    for item in found.unread:
        where = " ".join(filter(None, (item.sheet, item.cell, item.value)))
        print("：".join(filter(None, (item.file, where, item.why))), file=sys.stderr)
    print(f"收到 {len(found.firms)} 家，{len(found.unread)} 处没有读到。汇总和报告在“{target}”")
    return 0


def _refused(target: Path) -> int:
    print(f"文件夹“{target}”里有别的文件，没有动它。请换一个空文件夹", file=sys.stderr)
    return 1


def _lay(target: Path, files: Mapping[str, bytes]) -> None:
    """Put the files, by name, into the folder `target` in one step."""
    from ..web.publish import swapped

    with swapped(target) as aside:
        for name, data in files.items():
            (aside / name).parent.mkdir(parents=True, exist_ok=True)
            (aside / name).write_bytes(data)
