"""Bad input gets a clear Chinese sentence at the right place, all of it in one run, and never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from shangmitong.documents.render import render
from shangmitong.facts.load import load
from shangmitong.problem import Problem, ProblemsError

from ..conftest import run

Edit = Callable[[str, str, str], None]
TEA = "industries/tea.yml"


def problems(root: Path) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        render(load(root))
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("name", "old", "new", "start", "words"),
    [
        (TEA, "grade: 核心", "grade: 绝密", f"{TEA}:16:12: ", ["绝密", "核心、重要、一般"]),
        (TEA, "grade: 核心", "grade: 核 心", f"{TEA}:16:12: ", ["是不是想写“核心”"]),
        (TEA, "    kind: 技术信息\n", "", f"{TEA}:9:5: ", ["缺少必填项“kind”"]),
        (TEA, "carriers: [工艺卡]", "carriers: []", f"{TEA}:13:15: ", ["列表至少要有 1 项"]),
        (TEA, "carriers: [工艺卡]", "carriers: 工艺卡", f"{TEA}:13:15: ", ["写成列表"]),
        (TEA, "carriers: [工艺卡]", "carrier: [工艺卡]", f"{TEA}:13:5: ", ["不认识的键“carrier”", "是不是想写“carriers”"]),
        (TEA, "stage: firing", "stage: fireing", f"{TEA}:12:12: ", ["没有“fireing”这个环节", "是不是想写“firing”"]),
        (TEA, "form: secret-register}]", "form: secret-registre}]", f"{TEA}:15:36: ", ["是不是想写“secret-register”"]),
        (TEA, "name: 茶叶\n", "name:\n", f"{TEA}:1:", ["没有填内容"]),
        (TEA, "name: 茶叶\n", f"name: {'茶' * 60}\n", f"{TEA}:1:7: ", ["太长了：60 个字，最多 40 个字"]),
        (TEA, "name: 茶叶\n", "name: 茶叶\nname: 红茶\n", f"{TEA}:2:1: ", ["键“name”写了两次"]),
        (TEA, "  lead: 两", "\tlead: 两", f"{TEA}:27:1: ", ["Tab"]),
        (TEA, "summary: 茶叶", 'summary: "茶叶', f"{TEA}:", ["YAML"]),
        (TEA, "summary: 茶叶", "summary: 火候: 茶叶", f"{TEA}:3:", ["多了一个“: ”"]),
        (TEA, 'cites: ["aucl-2025:10"]', 'cites: ["aucl-2019:9"]', f"{TEA}:22:109: ", ["已于 2025-10-15 失效", "aucl-2025:10"]),
        (TEA, 'cites: ["aucl-2025:10"]', 'cites: ["aucl-2025:9"]', f"{TEA}:22:109: ", ["条号变了", "aucl-2025:10"]),
        (TEA, 'cites: ["aucl-2025:10"]', 'cites: ["aucl-2025:41"]', f"{TEA}:22:109: ", ["还没有核到原文"]),
        (TEA, 'cites: ["aucl-2025:10"]', 'cites: ["aucl-2025"]', f"{TEA}:22:109: ", ["要写到条"]),
        (TEA, 'cites: ["aucl-2025:10"]', 'cites: ["aucl-2052:10"]', f"{TEA}:22:109: ", ["是不是想写“aucl-2025”"]),
        (TEA, "id: pan-curve", "id: 锅温", f"{TEA}:9:9: ", ["小写英文字母"]),
        (TEA, "id: t-fire", "id: q-what", f"{TEA}:", ["重名"]),
        ("laws/acts.yml", "checked: 2026-11-23", "checked: 去年", "laws/acts.yml:8:14: ", ["日期"]),
        ("laws/acts.yml", 'key: "20"', 'key: "10"', "laws/acts.yml:13:", ["重复"]),
        ("common/shared.yml", "end: sue, label: 否", "end: suee, label: 否", "common/shared.yml:", ["没有“suee”这个框", "sue"]),
        ("common/shared.yml", "proves: [秘密性,", "proves: [秘密,", "common/shared.yml:8:", ["是不是想写“秘密性”"]),
        ("laws/acts.yml", "by: aucl-2025", "by: aucl-2019", "laws/acts.yml:22:20: ", ["成了一个圈"]),
        ("laws/acts.yml", "    citable_whole: false\n", "    superseded_by: aucl-2019\n", "laws/acts.yml:9:20: ", ["成了一个圈"]),
        ("laws/acts.yml", '"17": "20"', '"17": "22"', "laws/acts.yml:23:35: ", ["没有登记“22”", "10、20"]),
        (TEA, "short: 茶\n", "short: 茶\norder: 1_000\n", f"{TEA}:3:8: ", ["要写整数，现在是“1_000”"]),
        (TEA, "short: 茶\n", "short: 茶\norder: 0o17\n", f"{TEA}:3:8: ", ["要写整数，现在是“0o17”"]),
        (TEA, "short: 茶\n", "short: 茶\norder: 1:30\n", f"{TEA}:3:8: ", ["要写整数，现在是“1:30”"]),
        (TEA, "now: 登记。,", "now: 登记。, papers: [nowhere],", f"{TEA}:24:", ["文书", "nowhere"]),
        (TEA, "short: 茶\n", 'short: 茶\ncolour: "#ffee88"\n', f"{TEA}:3:9: ", ["太浅"]),
        ("paper/look.yml", "serif: [Noto Serif SC", "serif: [Noto Serif S", "paper/look.yml:4:11: ", ["是不是想写“Noto Serif SC”"]),
        ("paper/look.yml", 'ink: "#1b1b1b"', 'ink: "#ffffff"', "paper/look.yml:8:8: ", ["太浅", "看不清"]),
        ("regions/tongcheng.yml", "city: 咸宁市\n", 'city: 咸宁市\nnotes: ["\\U0002A6A5"]\n', "regions/tongcheng.yml:4:9: ", ["U+2A6A5", "字体里没有"]),
        ("overrides/documents/guide/02-identify.md", "列好清单", "列好&#x2A6A5;", "overrides/documents/guide/02-identify.md:", ["U+2A6A5", "字体里没有"]),
        ("regions/tongcheng.yml", "city: 咸宁市\n", "city: 咸宁市\nnumber: 1\n", "regions/tongcheng.yml:4:1: ", ["不认识的键"]),
    ],
)  # fmt: skip
def test_a_fault_is_named_where_it_stands(
    sample: Path, edit: Edit, name: str, old: str, new: str, start: str, words: list[str]
) -> None:
    edit(name, old, new)
    found = problems(sample)
    hits = [line for line in found if line.startswith(start)]
    assert hits, found
    assert all(word in " ".join(hits) for word in words), hits


@pytest.mark.parametrize(
    ("keys", "most"), [("".join(f"key{n}: 1\n" for n in range(1900)), 102), ("notes:\n" + "- a\n" * 3000, 2)]
)
def test_a_file_full_of_faults_gives_a_short_report(sample: Path, keys: str, most: int) -> None:
    file = sample / "regions/tongcheng.yml"
    file.write_text(file.read_text("utf-8") + keys, "utf-8")
    words = "后面还有 1800 处不对" if most > 2 else "这里有 3000 项，最多 2000 项"
    found = problems(sample)
    assert len(found) < most
    assert any(words in line for line in found)


def test_what_is_printed_has_an_end() -> None:
    many = ProblemsError(Problem("a.yml", line, 1, "坏了") for line in range(1, 1001))
    assert len(many.problems) == 1000
    assert str(many).endswith("\n……还有 700 处，先改好上面的")


def test_all_problems_of_all_files_come_in_one_run(sample: Path, edit: Edit) -> None:
    edit(TEA, "grade: 核心", "grade: 机密")
    edit(TEA, "stage: firing", "stage: nowhere")
    edit("regions/tongcheng.yml", "city: 咸宁市\n", "")
    edit("laws/acts.yml", "confidence: single", "confidence: sure")
    files = {line.split(":")[0] for line in problems(sample)}
    assert files == {TEA, "regions/tongcheng.yml", "laws/acts.yml"}
    assert len(problems(sample)) == 4


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("name: 茶叶\n".encode("gbk"), "GBK"),
        ("name: 茶叶\n".encode("utf-16"), "UTF-16"),
        (b"\xff\xfe\xfa\x81", "UTF-16"),
        (b"\x81\xff\xff\xff", "UTF-8"),
        (b"", "空的"),
        (b"# nothing\n", "空的"),
        (b"- a\n- b\n", "键: 值"),
        (b"a: &x [1]\nb: *x\n", "锚点"),
        (b"a: !!python/object:os.system {}\n", "不能用标记"),
        (b"[" * 200_000, "嵌套太深"),
        (b"- " * 200_000, "嵌套太深"),
        (b"x" * 1_100_000, "文件太大"),
        (b"a: 1\n---\nb: 2\n", "一个文件只能有一份内容"),
        (b"? [a, b]\n: c\n", "键只能是一个词"),
        (b"a: \x01\n", "控制字符"),
    ],
)  # fmt: skip
def test_an_unreadable_file_is_explained(sample: Path, data: bytes, words: str) -> None:
    (sample / TEA).write_bytes(data)
    found = problems(sample)
    assert any(line.startswith(f"{TEA}:") and words in line for line in found), found


def test_an_alias_bomb_is_refused_at_once(sample: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    (sample / TEA).write_text("\n".join(lines), "utf-8")
    assert any("锚点" in line for line in problems(sample))


def test_crlf_and_bom_are_fine(sample: Path) -> None:
    text = (sample / TEA).read_text("utf-8")
    (sample / TEA).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert load(sample).industries["tea"].name == "茶叶"


def test_a_link_out_of_the_project_is_not_read(sample: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yml"
    outside.write_text((sample / TEA).read_text("utf-8"), "utf-8")
    (sample / "industries" / "evil.yml").symlink_to(outside)
    assert any("evil.yml" in line and "项目以外" in line for line in problems(sample))


def test_a_misnamed_file_is_reported_not_ignored(sample: Path) -> None:
    (sample / TEA).rename(sample / "industries" / "Tea Leaves.yaml")
    assert any("文件名只能用" in line for line in problems(sample))


def test_an_unknown_region_names_those_that_exist(sample: Path) -> None:
    done = run(sample, "check", REGION="pingjang")
    assert done.returncode == 1
    assert "pingjang" in done.stdout
    assert "tongcheng" in done.stdout


def test_the_command_line_prints_places_and_no_traceback(sample: Path, edit: Edit) -> None:
    edit(TEA, "grade: 核心", "grade: 绝密")
    done = run(sample, "check")
    assert done.returncode == 1
    assert done.stdout.startswith(f"{TEA}:16:12: secrets[1].grade：")
    assert "Traceback" not in done.stdout + done.stderr
    assert run(sample, "check", "extra").returncode == 1
    assert "用法" in run(sample, "chekc").stdout


def test_two_industries_of_one_name_are_reported(sample: Path) -> None:
    (sample / "industries/white.yml").write_text((sample / TEA).read_text("utf-8"), "utf-8")
    (found,) = problems(sample)
    assert found.startswith("industries/white.yml:1:7: name：行业名称“茶叶”和 industries/tea.yml 的一样")


def test_a_clean_project_gives_one_line(sample: Path) -> None:
    done = run(sample, "check")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1
    assert "检查通过" in done.stdout


def test_an_unreadable_file_does_not_flood_the_list_with_its_ids(sample: Path, edit: Edit) -> None:
    edit("common/shared.yml", "forms:", "forms：")
    assert {line.split(":")[0] for line in problems(sample)} == {"common/shared.yml"}


def test_files_that_would_be_passed_over_are_reported(sample: Path) -> None:
    for name in ("bamboo.YML", "bamboo.yml.txt"):
        (sample / "industries" / name).write_text("name: 竹", "utf-8")
    (sample / "industries" / ".#tea.yml").write_text("editor", "utf-8")
    assert [line.split(":")[0] for line in problems(sample)] == ["industries/bamboo.YML", "industries/bamboo.yml.txt"]


@pytest.mark.parametrize("blank", ['" "', '"\u3000"', '"\u200b"'])
def test_a_blank_text_is_no_text(sample: Path, edit: Edit, blank: str) -> None:
    edit(TEA, "name: 茶叶\n", f"name: {blank}\n")
    assert any("不能为空" in line for line in problems(sample))


@pytest.mark.parametrize("day", ["0", "86400", "20261123", "9999-01-01", "2026-13-01"])
def test_a_check_has_a_real_day_that_is_past(sample: Path, edit: Edit, day: str) -> None:
    edit("laws/acts.yml", "checked: 2026-11-23", f"checked: {day}")
    assert any(line.startswith("laws/acts.yml:8:14: ") for line in problems(sample))
