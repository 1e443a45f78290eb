"""What a secretary types and may get wrong: folders for dossiers, filings without facts, names of filings, late reports, copies."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from alliance_docs.dossier.build import build
from alliance_docs.dossier.comparing_sources import folder_of
from alliance_docs.dossier.rosters import roster_bytes
from alliance_docs.dossier.store import Dossier, read_answers


@pytest.fixture
def dossier(tmp_path: Path, example: Path, monkeypatch: pytest.MonkeyPatch) -> Dossier:
    folder = tmp_path / "案卷"
    Dossier.create(folder, read_answers(example))
    monkeypatch.chdir(folder)
    return Dossier(folder)


def manifest(folder: Path, **told: object) -> None:
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps({"documents": [], **told}), encoding="utf-8")


def test_a_folder_of_workbooks_is_not_taken_for_the_dossier(run, dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("members", "export", "--year", "2027").status == 0
    for words in (("2027年度资料",), ("./2027年度资料",), (".", "2027年度资料"), (dossier.folder, "2027年度资料")):
        said = run("members", "import", *words, "--year", "2027")
        assert (said.status, said.err) == (0, ""), words
        assert said.out.startswith("12 份表：")
    monkeypatch.chdir(dossier.folder.parent)
    assert run("members", "import", "案卷/2027年度资料", "--year", "2027").out.startswith("12 份表：")  # it lies in a dossier
    nowhere = run("members", "import", "没有的文件夹", "--year", "2027")
    assert (nowhere.status, "alliance.yaml" in nowhere.err) == (2, True)


def test_a_folder_named_like_a_word_of_the_command_does_not_matter(run, dossier: Dossier) -> None:
    (dossier.folder / "lead").mkdir()
    (dossier.folder / "c001").mkdir()
    said = run("changes", "show", "c001")
    assert (said.status, "没有编号为 c001 的变更记录" in said.err) == (2, True)
    said = run("changes", "set", "lead", "--on", "2027-05-01")
    assert "changes set [DIR] lead" in said.err
    assert "不是案卷" in run("changes", "list", "./lead").err


def test_what_is_printed_inside_the_dossier_is_short(run, dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    said = run("members", "export")
    assert said.out.strip() == "12 家成员单位已写入 成员单位.xlsx"
    (dossier.folder / "文件").mkdir()
    monkeypatch.chdir(dossier.folder / "文件")
    assert run("members", "export").out.strip().endswith("已写入 ../成员单位.xlsx".replace("/", "\\" if "\\" in str(Path("a/b")) else "/"))


@pytest.mark.parametrize("jurisdiction", ["gansu", "g60", "guangdong-2012"])
def test_a_re_election_without_its_facts_says_what_is_missing(run, tmp_path: Path, jurisdiction: str) -> None:
    answers = read_answers(Path(__file__).parents[2] / "examples" / f"{jurisdiction}.yaml").model_copy(update={"re_election": None})
    folder = Dossier.create(tmp_path / "案卷", answers).folder
    said = run("build", folder, "--filing", "re-election")
    assert (said.status, said.out) == (2, "")
    assert "材料没有一份可以起草：还没有填写换届" in said.err
    assert "alliance-docs ask --section 换届" in said.err
    assert not (folder / "filings").exists()
    asked = run("ask", folder, "--section", "换届")
    assert "没有章节" not in asked.err


def test_founding_means_the_filing_itself_not_its_resubmission(dossier: Dossier) -> None:
    first = dossier.filings / "2026-12-18-founding"
    manifest(first, filing="founding")
    manifest(dossier.filings / f"{first.name}-resubmission-1", filing="founding", resubmits=first.name, number=1)
    assert folder_of("founding", dossier) == first
    found = folder_of(f"{first.name}-resubmission-1", dossier)
    assert found is not None
    assert found.name.endswith("-1")


def test_compare_takes_the_dossier_first_as_the_other_commands_do(run, dossier: Dossier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = run("compare", dossier.folder, "没有", "founding")
    assert "“没有”不是文件、材料或者日期" in said.err
    assert "写法：compare [DIR] OLD NEW" in run("compare", "founding").err


def test_a_name_in_a_roster_is_no_formula(dossier: Dossier) -> None:
    import io

    from openpyxl import load_workbook

    facts = dossier.facts
    first, *rest = facts.members or ()
    evil = facts.model_copy(update={"members": (first.model_copy(update={"name": "=HYPERLINK(\"http://a\")"}), *rest)})
    data = roster_bytes(evil)
    assert data == roster_bytes(evil)
    cell = load_workbook(io.BytesIO(data)).active["A2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(\"http://a\")", "s")


def test_a_late_report_is_sealed_without_a_reason_and_copies_are_counted(run, dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    from alliance_docs.cli import change_telling

    monkeypatch.setattr(change_telling, "tell_consequences", lambda *_: None)
    told = ("--resolution", "2027-3", "--meeting", "第一届理事会第三次会议", "--resolved", "2027-04-20", "--votes", "8/0/0/8/9")
    free = ("--set", "organs[g-standard].host=m01", "--set", "tasks[t4].lead=m01", "--set", "tasks[t5].members=m01、m11")
    left = run("members", "leave", "m12", "--on", "2027-05-10", *told, "--reason", "业务调整", *free, "--today", "2028-03-01")
    assert left.status == 0, left.err
    monkeypatch.setattr("alliance_docs.dossier.seal_problems._open", lambda *_: ())  # blanks have tests of their own
    report = build(dossier, "change")
    copies = {one["id"]: one["copies"] for one in json.loads((report.folder / "manifest.json").read_text(encoding="utf-8"))["documents"]}
    assert copies["withdrawal-settlement"] == 2  # the number that the policy's change filing takes, not that of the founding
    said = run("seal", "change", "--on", "2028-02-10", "--today", "2028-03-01")
    assert said.status == 0, said.err
    assert "已经逾期，不妨碍封存" in said.out
    sealed = json.loads((report.folder / "manifest.json").read_text(encoding="utf-8"))
    assert (sealed["sealed_on"], sealed["despite"], sealed["changes"]) == ("2028-02-10", None, ["c001"])


def test_members_get_what_was_resubmitted(dossier: Dossier) -> None:
    from alliance_docs.dossier.distribution import distribute

    first = build(dossier, only=("charter", "organization")).folder
    manifest_of = {"filing": "founding", "sealed": True, "sealed_on": "2026-12-20", "date": "2026-12-18"}
    again = dossier.filings / f"{first.name}-resubmission-1"
    again.mkdir()
    shutil.copy(first / "05 组织架构.docx", again / "04 章程.docx")
    shutil.copy(first / "05 组织架构.docx", again / "00 补正说明.docx")
    for folder, more in ((first, {}), (again, {"resubmits": first.name, "number": 1})):
        (folder / "manifest.json").write_text(json.dumps({**manifest_of, **more, "documents": []}), encoding="utf-8")
        kept = dossier.folder / ".sealed" / folder.name
        kept.mkdir(parents=True)
        shutil.copy(folder / "manifest.json", kept / "manifest.json")
        shutil.copy(dossier.facts_file, kept / "facts.yaml")
    made = distribute(dossier, first, "founding")
    assert made.files == ("04 章程.docx", "05 组织架构.docx")
    assert made.resubmitted == {"04 章程.docx": again.name}


def test_of_several_dossiers_each_broken_one_is_named(run, tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "alliance.yaml").write_text("jurisdiction: [\n", encoding="utf-8")
    Dossier.create(tmp_path / "丙", read_answers(Path(__file__).parents[2] / "tests" / "data" / "gansu-core.yaml"))
    for words in (("check",), ("due",), ("build",)):
        said = run(*words, tmp_path / "甲", tmp_path / "丙", tmp_path / "乙", "--today", "2027-01-05")
        assert said.status == 2
        rows = [line for line in said.out.splitlines() if "失败：" in line]
        assert [row.split()[0] for row in rows] in (["甲", "乙"], ["乙", "甲"]), words
        assert "[2/3]" in said.err
        assert said.err.count("错误：") == 2
