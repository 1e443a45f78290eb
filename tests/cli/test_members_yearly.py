"""``members export --year`` and ``members import --year``: out to each member, filled in, and back."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from alliance_docs.dossier.store import Dossier, read_answers
from alliance_docs.facts.period import Period

YEAR = ("--year", "2027")


@pytest.fixture
def dossier(tmp_path: Path, example: Path) -> Dossier:
    return Dossier.create(tmp_path / "案卷", read_answers(example))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "年度 表"


def fill(path: Path, **sheets: list[list[Any]]) -> None:
    """Write rows below the header of each sheet, as a member does in Excel."""
    book = load_workbook(path)
    for title, rows in sheets.items():
        for number, row in enumerate(rows, start=2):
            for column, value in enumerate(row, start=1):
                book[title].cell(number, column).value = value
    book.save(path)


def file_of(out: Path, name: str) -> Path:
    return next(path for path in out.iterdir() if name in path.name)


def year(dossier: Dossier) -> Period:
    return next(one for one in Dossier.open(dossier.folder).facts.periods or () if one.year == 2027)


def test_every_member_gets_one_workbook_and_what_it_fills_in_comes_back(run, dossier: Dossier, out: Path) -> None:
    said = run("members", "export", dossier.folder, *YEAR, "-o", out)
    assert (said.status, said.err) == (0, "")
    assert len(list(out.iterdir())) == 12
    first = {path.name: path.read_bytes() for path in out.iterdir()}
    assert run("members", "export", dossier.folder, *YEAR, "-o", out).status == 0
    assert {path.name: path.read_bytes() for path in out.iterdir()} == first
    mine = file_of(out, "电化学研究院")
    assert load_workbook(mine)["填表说明"]["B3"].value == "甘肃省示例电化学研究院"
    fill(
        mine,
        技术创新成果=[["电堆测试方法", "新方法", "已应用", "2027-05-06", "Z01"]],
        研发投入=[[60, "20万元", "400000元"]],
        项目=[["电堆一致性", "省级", "省科技计划", "甘肃示例工业大学、m02", "在研", 90]],
        成果转化=[["测试技术许可", "某公司", 12.5, "2027年9月1日"]],
        技术需求=[["低温析晶", "尚未对接"]],
    )
    back = run("members", "import", dossier.folder, mine, *YEAR)
    assert (back.status, back.err) == (0, ""), back.err
    assert "1 份表：新增 5 行" in back.out
    told = year(dossier)
    assert [(one.name, one.owner, str(one.date)) for one in told.results or ()] == [("电堆测试方法", "m10", "2027-05-06")]
    assert [(one.member, int(one.amount or 0), int(one.own or 0), int(one.public or 0)) for one in told.research_input or ()] == [("m10", 600000, 200000, 400000)]
    assert [(one.lead, one.members, int(one.budget or 0)) for one in told.projects or ()] == [("m10", ("m08", "m02"), 900000)]
    assert [(one.giver, int(one.amount or 0)) for one in told.transfers or ()] == [("m10", 125000)]
    again = run("members", "import", dossier.folder, mine, *YEAR)
    assert "新增 0 行，补充 0 项，改动 0 项，不一致 0 项" in again.out


def test_bad_rows_are_told_with_file_sheet_and_row_and_nothing_is_written(run, dossier: Dossier, out: Path) -> None:
    run("members", "export", dossier.folder, *YEAR, "-o", out)
    good, bad = file_of(out, "甘肃示例工业大学"), file_of(out, "电化学研究院")
    fill(good, 技术创新成果=[["好成果"]])
    fill(
        bad,
        技术创新成果=[["甲", "", "", "五月初"], ["", "发明专利"], ["乙"], ["乙"]],
        研发投入=[["很多"]],
        项目=[["丙", "", "", "没有这家公司"]],
    )
    before = dossier.facts_file.read_bytes()
    said = run("members", "import", dossier.folder, good, bad, *YEAR)
    lines = [line for line in said.err.splitlines() if line.strip()]
    assert said.status == 2
    assert len(lines) == 5, said.err
    for line, words in zip(lines, (("第 2 行", "取得日期", "五月初"), ("第 3 行", "没有填写成果名称"), ("第 5 行", "与第 4 行重复"),
                                   ("研发投入 第 2 行", "很多"), ("项目 第 2 行", "没有这家公司")), strict=True):  # fmt: skip
        assert bad.name in line
        assert all(word in line for word in words), line
    assert dossier.facts_file.read_bytes() == before


def test_only_what_both_sides_changed_is_a_conflict_and_both_values_are_told(run, dossier: Dossier, out: Path) -> None:
    dossier.save_answer("periods", [{"year": 2027, "results": [
        {"name": "甲", "owner": "m10", "kind": "新工艺", "level": "中试"}, {"name": "乙", "owner": "m10", "level": "小试"}, {"name": "丙", "owner": "m01"}]}])  # fmt: skip
    run("members", "export", dossier.folder, *YEAR, "-o", out)
    mine = file_of(out, "电化学研究院")
    fill(mine, 技术创新成果=[["甲", "发明专利", "已授权", "2027-03-01"], [None, None, None]])
    dossier.save_answer("periods[0].results[0].level", "已受理")
    said = run("members", "import", dossier.folder, mine, *YEAR)
    assert said.status == 0, said.err
    assert "水平或者状态案卷中为“已受理”，表中为“已授权”，没有改动案卷" in said.out
    assert "成果类型由“新工艺”改为“发明专利”" in said.out
    assert "删去了“乙”，案卷中仍保留" in said.out
    assert "补充 1 项，改动 1 项，不一致 1 项" in said.out
    results = year(dossier).results or ()
    assert [(one.name, one.kind, one.level) for one in results] == [("甲", "发明专利", "已受理"), ("乙", None, "小试"), ("丙", None, None)]
    taken = run("members", "import", dossier.folder, mine, *YEAR, "--take-theirs")
    assert "由“已受理”改为“已授权”" in taken.out
    assert (year(dossier).results or ())[0].level == "已授权"


def test_workbooks_of_another_year_unit_or_kind_are_refused_in_one_line(run, dossier: Dossier, out: Path, tmp_path: Path) -> None:
    run("members", "export", dossier.folder, *YEAR, "-o", out)
    mine = file_of(out, "电化学研究院")
    assert "是 2027 年的表，现在读入 2028 年" in run("members", "import", dossier.folder, mine, "--year", "2028").err
    stranger = tmp_path / "别家.xlsx"
    shutil.copy(mine, stranger)
    book = load_workbook(stranger)
    book["填表说明"]["B3"], book["填表说明"]["B4"] = "某某公司", "m99"
    book.save(stranger)
    assert "没有“某某公司”" in run("members", "import", dossier.folder, stranger, *YEAR).err
    text = tmp_path / "不是表.xlsx"
    text.write_text("不是工作簿", encoding="utf-8")
    said = run("members", "import", dossier.folder, text, tmp_path / "没有.xlsx", *YEAR)
    assert said.status == 2
    assert len(said.err.strip().splitlines()) == 2
    fill(mine, 研发投入=[["=1+1"]])
    assert "公式没有计算结果" in run("members", "import", dossier.folder, mine, *YEAR).err


def test_filled_in_workbooks_are_not_overwritten_by_another_export(run, dossier: Dossier, out: Path) -> None:
    run("members", "export", dossier.folder, *YEAR, "-o", out)
    mine = file_of(out, "电化学研究院")
    fill(mine, 技术创新成果=[["已经填了"]])
    kept = mine.read_bytes()
    said = run("members", "export", dossier.folder, *YEAR, "-o", out)
    assert said.status == 2
    assert "已有同名文件" in said.err
    assert mine.read_bytes() == kept


def test_a_member_that_joined_later_sends_its_data_too(run, dossier: Dossier, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alliance_docs.cli.change_telling.tell_consequences", lambda *_: None)
    joined = run("members", "join", dossier.folder, "兰州新样本科技有限公司", "--on", "2027-05-10", "--set", "city=兰州市", "--today", "2027-12-01")
    assert joined.status == 0, joined.err
    run("members", "export", dossier.folder, *YEAR, "-o", out)
    assert len(list(out.iterdir())) == 13
    mine = file_of(out, "兰州新样本")
    fill(mine, 研发投入=[[8]])
    said = run("members", "import", dossier.folder, mine, *YEAR)
    assert (said.status, said.err) == (0, "")
    assert [one.member for one in year(dossier).research_input or ()] == ["m13"]
    assert run("members", "list", dossier.folder).status == 0
