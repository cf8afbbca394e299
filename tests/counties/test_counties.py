"""Many counties in one run: folders and portal, a county that fails, a run that was broken off, and a cluster."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
import psutil
import pytest
from distributed import LocalCluster

from shangmitong.counties.inputs import Inputs

from ..conftest import make_sample, run

COUNTY = """\
name: {0}县
province: {1}省
city: {2}市
publisher: {0}县市场监督管理局
offices:
  - {{office: 市场监管, name: {0}县市场监督管理局, does: 指导和接受举报}}
"""
OTHERS = {
    "pingjiang": COUNTY.format("平江", "湖南", "岳阳") + "neighbours: [tongcheng]\n",
    "xiushui": COUNTY.format("修水", "江西", "九江"),
}
ADDRESS = "https://example.org/all/"


def with_counties(root: Path) -> Path:
    """Add two counties to a sample project."""
    for slug, text in OTHERS.items():
        (root / "regions" / f"{slug}.yml").write_text(text, "utf-8")
    return root


def build(root: Path, *words: str, regions: str = "all", **environment: str) -> subprocess.CompletedProcess[str]:
    return run(root, "build", "--regions", regions, *words, **{"SITE_URL": ADDRESS} | environment)


def rebuilt(done: subprocess.CompletedProcess[str]) -> list[str]:
    """Return the counties that a run says it has built."""
    return sorted(re.findall(r"^\d+/\d+ .*?（([a-z]+)）建好了", done.stdout, re.MULTILINE))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A sample project whose three counties were built at once; tests must not change it."""
    root = with_counties(make_sample(tmp_path_factory.mktemp("province") / "project"))
    done = build(root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root, done


@pytest.fixture
def counties(province: tuple[Path, object], tmp_path: Path) -> Path:
    """A copy of it with everything that was kept, for tests that change it."""
    root = tmp_path / "counties"
    shutil.copytree(province[0], root)
    return root


def test_each_county_has_its_own_site_with_its_own_address(
    province: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    root, done = province
    assert rebuilt(done) == ["pingjiang", "tongcheng", "xiushui"]
    for slug, name in {"tongcheng": "通城县", "pingjiang": "平江县", "xiushui": "修水县"}.items():
        site = root / "site" / slug
        assert f"{name}市场监督管理局" in (site / "index.html").read_text("utf-8")
        assert f"{ADDRESS}{slug}/" in (site / "sitemap.xml").read_text("utf-8")
        with pikepdf.open(site / "downloads/tea/guide.pdf") as pdf:
            notes = [note for page in pdf.pages for note in page.get("/Annots", []) if "/A" in note]
            links = [str(note.A.URI) for note in notes if "/URI" in note.A]
        assert any(link.startswith(f"{ADDRESS}{slug}/") for link in links)
    assert re.search(r"^3/3 .*$", done.stdout, re.MULTILINE)
    assert "大约还要" in done.stdout


def test_the_portal_leads_to_every_county_and_needs_nothing_else(province: tuple[Path, object]) -> None:
    root = province[0]
    page = (root / "site/index.html").read_text("utf-8")
    found: list[tuple[str, str]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.extend((tag, value or "") for name, value in attrs if name in ("href", "src"))

    Reader().feed(page)
    assert not [address for _, address in found if "//" in address]
    links = [address for tag, address in found if tag == "a" and not address.startswith("#")]
    assert len(links) == 3
    assert all((root / "site" / address).is_file() for address in links)
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", page) == sorted(["湖北省", "湖南省", "江西省"])
    assert page.count("茶叶") == 3


def test_the_same_county_comes_out_the_same_alone(province: tuple[Path, object], counties: Path, sample: Path) -> None:
    done = run(sample, "build", SITE_URL=f"{ADDRESS}tongcheng/")
    assert done.returncode == 0, done.stdout + done.stderr
    assert contents(sample / "site") == contents(province[0] / "site/tongcheng")


def test_a_second_run_builds_only_what_changed(counties: Path) -> None:
    before = contents(counties / "site")
    assert rebuilt(again := build(counties)) == []
    assert again.returncode == 0
    assert contents(counties / "site") == before
    file = counties / "regions/tongcheng.yml"
    file.write_text(file.read_text("utf-8") + "footer: [新的一句]\n", "utf-8")
    assert rebuilt(build(counties)) == ["tongcheng"]
    assert "新的一句" in (counties / "site/tongcheng/index.html").read_text("utf-8")
    after = contents(counties / "site")
    assert {name for name in before if before[name] != after[name]} <= {n for n in before if n.startswith("tongcheng/")}
    kept = list((counties / ".cache/shangmitong/counties/tongcheng").iterdir())
    assert len(kept) == 1, "the entry of the old text is still kept"


def test_a_changed_name_shows_at_the_neighbour_too(counties: Path) -> None:
    file = counties / "regions/tongcheng.yml"
    file.write_text(file.read_text("utf-8").replace("name: 通城县\n", "name: 新通城县\n", 1), "utf-8")
    assert rebuilt(build(counties)) == ["pingjiang", "tongcheng"]


@pytest.mark.parametrize(
    "file",
    [
        *("overrides/main.html", "overrides/documents/guide/index.md", "paper/kit.typ", "paper/look.yml"),
        *(
            "docs/assets/site.css",
            "mkdocs.yml",
            "hooks/shangmitong/documents/search.py",
            "laws/acts.yml",
            "industries/tea.yml",
        ),
    ],
)
def test_what_all_counties_share_makes_all_of_them_new(sample: Path, file: str) -> None:
    with_counties(sample)
    before = {slug: Inputs(sample).key(slug, False) for slug in OTHERS}
    with (sample / file).open("ab") as text:
        text.write(b"\n")
    assert not [slug for slug in OTHERS if Inputs(sample).key(slug, False) == before[slug]]


def test_what_a_county_has_of_its_own_makes_that_one_new(sample: Path) -> None:
    with_counties(sample)
    before = {slug: Inputs(sample).key(slug, False) for slug in OTHERS}
    page = sample / "regions/xiushui/docs/about.md"
    page.parent.mkdir(parents=True)
    page.write_text("# 关于修水\n", "utf-8")
    (sample / "regions/xiushui/.upstream.json").write_text("{}", "utf-8")
    assert [slug for slug in OTHERS if Inputs(sample).key(slug, False) != before[slug]] == ["xiushui"]


@pytest.mark.parametrize("setting", ["SITE_URL", "EDIT_URI", "PAPERS", "SOURCE_DATE_EPOCH"])
def test_settings_that_change_the_site_make_it_new(sample: Path, monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    monkeypatch.setenv(setting, "1")
    before = Inputs(sample).key("tongcheng", False)
    monkeypatch.setenv(setting, "2")
    assert Inputs(sample).key("tongcheng", False) != before


def test_a_law_that_comes_into_force_makes_the_site_new(sample: Path) -> None:
    law = sample / "laws/acts.yml"
    law.write_text(law.read_text("utf-8") + "# effective 2030-01-01\n", "utf-8")

    def key(day: datetime) -> object:
        return Inputs(sample, {"SOURCE_DATE_EPOCH": str(int(day.timestamp()))}).shared

    assert key(datetime(2029, 12, 1, tzinfo=UTC)) == key(datetime(2029, 12, 31, tzinfo=UTC))
    assert key(datetime(2029, 12, 31, tzinfo=UTC)) != key(datetime(2030, 1, 1, tzinfo=UTC))


def test_an_edited_file_of_the_site_does_not_come_back(counties: Path) -> None:
    assert build(counties).returncode == 0  # which may lay links into what is kept
    file = counties / "site/xiushui/index.html"
    right = file.read_bytes()
    with file.open("ab") as page:
        page.write(b"<p>by hand</p>")
    assert build(counties).returncode == 0
    assert file.read_bytes() == right


# --- a county that fails ---------------------------------------------------------------------------


def test_a_county_with_faults_stops_no_other_and_keeps_its_last_site(counties: Path) -> None:
    page = (counties / "site/pingjiang/index.html").read_bytes()
    with (counties / "regions/pingjiang.yml").open("a", encoding="utf-8") as file:
        file.write("colours: red\n")
    with (counties / "regions/tongcheng.yml").open("a", encoding="utf-8") as file:
        file.write("footer: [新的一句]\n")
    done = build(counties)
    assert done.returncode == 1
    assert rebuilt(done) == ["tongcheng"]
    assert "平江县（pingjiang）没有建成" in done.stdout
    assert re.search(r"regions/pingjiang\.yml:8:1: .*不认识的键“colours”", done.stdout)
    assert "Traceback" not in done.stdout + done.stderr
    assert (counties / "site/pingjiang/index.html").read_bytes() == page
    assert "新的一句" in (counties / "site/tongcheng/index.html").read_text("utf-8")
    assert (counties / "site/index.html").read_text("utf-8").count("这次没有更新成") == 1


def test_a_county_that_never_was_built_is_left_out_and_the_portal_says_so(counties: Path) -> None:
    (counties / "regions/chongyang.yml").write_text("name: 崇阳县\nprovince: 湖北\n", "utf-8")
    done = build(counties)
    assert done.returncode == 1
    assert not (counties / "site/chongyang").exists()
    page = (counties / "site/index.html").read_text("utf-8")
    assert "崇阳县" in page
    assert "chongyang/" not in page
    assert "还没有做好" in page


def test_a_neighbour_whose_file_cannot_be_read_is_left_out(counties: Path) -> None:
    (counties / "regions/tongcheng.yml").write_text("name: [\n", "utf-8")
    done = build(counties)
    assert "tongcheng" not in rebuilt(done)
    assert "pingjiang" in rebuilt(done)
    text = (counties / "site/pingjiang/index.html").read_text("utf-8")
    assert "tongcheng" not in re.sub(r"<[^>]*>", "", text)


def test_a_draft_never_stands_in_for_a_county_with_gaps(counties: Path) -> None:
    shutil.rmtree(counties / ".cache/shangmitong/counties/xiushui")
    with (counties / "regions/xiushui.yml").open("a", encoding="utf-8") as file:
        file.write("notes: [待补]\n")
    assert build(counties, "--draft").returncode == 0
    assert (counties / "site/index.html").read_text("utf-8").count("草稿") == 1
    done = build(counties)
    assert done.returncode == 1
    assert "regions/xiushui.yml:7:9" in done.stdout
    assert not (counties / "site/xiushui").exists()
    assert "草稿" not in (counties / "site/index.html").read_text("utf-8")


def test_nothing_is_swapped_in_when_no_county_is_good(counties: Path) -> None:
    before = contents(counties / "site")
    shutil.rmtree(counties / ".cache/shangmitong/counties")
    with (counties / "common/shared.yml").open("a", encoding="utf-8") as file:
        file.write("colours: red\n")
    done = build(counties)
    assert done.returncode == 1
    assert "的问题相同" in done.stdout
    assert contents(counties / "site") == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--regions", "tongcheng,pingjang"], "没有“pingjang”这个县。是不是想写“pingjiang”？"),
        (["--regions", ","], "一个县也没有"),
        (["--regions", "all", "--workers", "0"], "1 到 999"),
        (["--workers", "2"], "只和 --regions 一起用"),
        (["--regions", "all", "--scheduler", "tcp://127.0.0.1:9"], "没有回答"),
        (["--regions", "all", "--scheduler", "nowhere"], "看不懂调度器的地址“nowhere”"),
    ],
)
def test_typos_on_the_command_line_are_told(sample: Path, words: list[str], told: str) -> None:
    done = run(with_counties(sample), "build", *words)
    assert done.returncode == 1
    assert told in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert not (sample / "site").exists()


def test_a_missing_cluster_package_is_told_with_what_to_install(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "distributed.py").write_text("raise ImportError\n", "utf-8")
    done = build(
        with_counties(sample),
        "--scheduler",
        "tcp://127.0.0.1:9",
        PYTHONPATH=os.pathsep.join((str(tmp_path), os.environ.get("PYTHONPATH", ""))),
    )
    assert done.returncode == 1
    assert "要先装 Dask" in done.stderr
    assert ".[cluster]" in done.stderr


# --- what is broken off ----------------------------------------------------------------------------


def start(root: Path, **environment: str) -> psutil.Popen:
    settings = os.environ | {"PYTHONUTF8": "1", "PAPERS": "books", "SITE_URL": ADDRESS} | environment
    command = [sys.executable, "-m", "shangmitong", "build", "--regions", "all", "--workers", "1"]
    return psutil.Popen(command, cwd=root, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def jobs(process: psutil.Popen) -> list[psutil.Process]:
    """Return the processes that build a county."""
    return [child for child in process.children() if "shangmitong.counties.job" in child.cmdline()]


def wait_for(condition: Callable[[], object], process: psutil.Popen) -> None:
    while not condition():
        assert process.poll() is None, process.stdout.read().decode()
        time.sleep(0.01)


def test_a_killed_worker_is_noticed_and_its_county_built_again(sample: Path) -> None:
    process = start(with_counties(sample))
    wait_for(lambda: jobs(process), process)
    jobs(process)[0].kill()
    words = process.communicate()[0].decode()
    assert process.returncode == 0, words
    assert len(re.findall("建好了（", words)) == 3


def test_a_worker_killed_again_and_again_is_reported(sample: Path) -> None:
    process = start(with_counties(sample))
    killed: set[int] = set()
    while process.poll() is None and len(killed) < 2:
        for job in jobs(process):
            killed.add(job.pid)
            job.kill()
            job.wait()
        time.sleep(0.01)
    words = process.communicate()[0].decode()
    assert process.returncode == 1, words
    assert "中断了 2 次" in words
    assert len(re.findall("建好了（", words)) == 2
    assert not (sample / "site/pingjiang").exists()


def test_a_broken_run_goes_on_where_it_stopped(sample: Path) -> None:
    process = start(with_counties(sample))
    store = sample / ".cache/shangmitong/counties"
    wait_for(lambda: list(store.glob("*/[!.]*/made.json")), process)
    process.kill()
    process.communicate()
    assert not (sample / "site").exists()
    done = build(sample, "--workers", "1")
    assert done.returncode == 0, done.stdout + done.stderr
    assert 0 < len(rebuilt(done)) < 3
    assert sorted(path.name for path in (sample / "site").iterdir()) == [
        "index.html",
        "pingjiang",
        "tongcheng",
        "xiushui",
    ]
    assert not list(store.glob("*/.*")), "what the broken run left behind is still there"


# --- a cluster -------------------------------------------------------------------------------------


def test_a_cluster_does_the_same_job_with_the_same_bytes(province: tuple[Path, object], sample: Path) -> None:
    with_counties(sample)
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        done = build(sample, "--scheduler", cluster.scheduler_address)
        assert done.returncode == 0, done.stdout + done.stderr
        assert rebuilt(done) == ["pingjiang", "tongcheng", "xiushui"]
        assert contents(sample / "site") == contents(province[0] / "site")
        with (sample / "regions/xiushui.yml").open("a", encoding="utf-8") as file:
            file.write("colours: red\n")
        done = build(sample, "--scheduler", cluster.scheduler_address)
    assert done.returncode == 1
    assert "不认识的键“colours”" in done.stdout
