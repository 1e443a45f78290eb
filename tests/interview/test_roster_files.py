"""Member lists from .xlsx and .csv as Excel and WPS write them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from alliance_docs.errors import UserError, UserErrors
from alliance_docs.interview.loading import load
from alliance_docs.interview.questionnaire import Column, Questionnaire
from alliance_docs.interview.roster import Roster
from alliance_docs.interview.roster_files import read_roster


@pytest.fixture(scope="module")
def columns() -> tuple[Column, ...]:
    questionnaire: Questionnaire = load("gansu")
    question = questionnaire.question("members")
    assert question is not None
    return question.columns


def workbook(folder: Path, *sheets: tuple[str, list[list[Any]]], name: str = "成员 名单.xlsx") -> Path:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path = folder / name
    book.save(path)
    return path


def table(roster: Roster) -> list[dict[str, str]]:
    return [{field: cell.text for field, cell in entry.cells} for entry in roster.entries]


def test_numbers_are_text_and_empty_rows_are_skipped(tmp_path: Path, columns: tuple[Column, ...]) -> None:
    path = workbook(
        tmp_path,
        ("说明", [["请在第二张表填写"]]),
        (
            "名单",
            [
                ["甘肃省风电联盟成员单位名单"],
                [],
                ["序号", "单位名称", "联系人", "电话", "资金投入（万元）", "成立日期"],
                [1, "兰州甲公司", "张三", 13900001111, 50.5, dt.datetime(2001, 2, 3)],
                [None, None, None, None, None, None],
                [2, "乙大学", "李四", 9311234567.0, 0, None],
            ],
        ),
    )
    assert table(read_roster(path, columns)) == [
        {"name": "兰州甲公司", "contact.name": "张三", "contact.phone": "13900001111", "contribution.cash": "50.5万元"},
        {"name": "乙大学", "contact.name": "李四", "contact.phone": "9311234567", "contribution.cash": "0万元"},
    ]


def test_a_code_that_lost_its_digits_is_told_with_sheet_cell_and_remedy(tmp_path: Path, columns: tuple[Column, ...]) -> None:
    path = workbook(tmp_path, ("名单", [["单位名称", "统一社会信用代码"], ["甲", 126200004380000011]]))
    with pytest.raises(UserErrors) as caught:
        read_roster(path, columns)
    assert "成员 名单.xlsx 名单!B2" in str(caught.value)
    assert "文本" in str(caught.value)


def test_a_row_without_name_tells_its_cell(tmp_path: Path, columns: tuple[Column, ...]) -> None:
    path = workbook(tmp_path, ("名单", [["单位名称", "电话"], ["", "13900001111"]]))
    with pytest.raises(UserErrors, match=r"名单!B2"):
        read_roster(path, columns)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_in_the_encodings_offices_write(tmp_path: Path, columns: tuple[Column, ...], encoding: str, delimiter: str) -> None:
    path = tmp_path / "名单.csv"
    rows = [["单位名称", "法定代表人", "手机号"], ["兰州甲公司", "张三", "13900001111"], ["", "", ""], ['"乙,大学"', "李四", "13900002222"]]
    path.write_bytes("\r\n".join(delimiter.join(row) for row in rows).encode(encoding))
    found = table(read_roster(path, columns))
    assert [row["name"] for row in found] == ["兰州甲公司", "乙,大学"]
    assert found[0]["contact.phone"] == "13900001111"


def test_rare_characters_need_gb18030(tmp_path: Path, columns: tuple[Column, ...]) -> None:
    path = tmp_path / "名单.csv"
    path.write_bytes("单位名称\n𠮷田（兰州）公司\n".encode("gb18030"))
    assert table(read_roster(path, columns)) == [{"name": "𠮷田（兰州）公司"}]


def test_scientific_notation_is_refused_with_its_place(tmp_path: Path, columns: tuple[Column, ...]) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("单位名称,电话\n甲公司,1.39E+10\n", encoding="utf-8")
    with pytest.raises(UserErrors, match=r"第 2 行第 2 列.*科学计数法"):
        read_roster(path, columns)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("名单.xls", b"\xd0\xcf\x11\xe0", "另存为 .xlsx"),
        ("名单.xlsx", b"not a workbook", "不是可以读取的 Excel 工作簿"),
        ("名单.csv", b"", "没有内容"),
        ("名单.csv", "单位名称,电话\n".encode(), "没有数据"),
        ("名单.csv", b"\xff\xff\x81", "编码"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_one_line(
    tmp_path: Path, columns: tuple[Column, ...], name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UserError) as caught:
        read_roster(path, columns)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_told(tmp_path: Path, columns: tuple[Column, ...]) -> None:
    with pytest.raises(UserError, match="没有这个文件"):
        read_roster(tmp_path / "无.xlsx", columns)
