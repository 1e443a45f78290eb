"""Member lists from .xlsx and .csv: every cell as text, with its place; encodings as Excel and WPS write them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Sequence
from pathlib import Path

from alliance_docs.errors import UserError, UserErrors
from alliance_docs.interview.questionnaire import Column
from alliance_docs.interview.roster import Cell, Roster, read_rows

_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d+")
_LONGEST_EXACT = 10**15
"""Spreadsheets keep fifteen digits of a number; the rest of a longer code is lost."""


def read_roster(path: Path, columns: Sequence[Column]) -> Roster:
    """Read a list from an .xlsx or .csv file. *columns* begins with the key's.

    Raises UserError(s) with file, sheet, cell, value and remedy.
    """
    filled = read_sheets(path, columns[0].headers[0])
    failures: list[UserError] = []
    bare: Roster | None = None
    for rows in filled:
        try:
            roster = read_rows(rows, columns)
        except UserErrors as errors:
            failures = failures or list(errors.errors)
            continue
        if roster.header and roster.entries:
            return roster
        if roster.entries and len(filled) == 1:  # a sheet of notes beside the list is no list of names
            bare = roster
    if bare is not None:
        return bare
    remedy = f"请在最前面加一行表头，至少有“{columns[0].headers[0]}”一列"
    raise UserErrors(failures or [UserError("没有找到带表头的名单，或者表头下面没有数据", place=path.name, remedy=remedy)])


def read_sheets(path: Path, column: str) -> list[list[tuple[Cell, ...]]]:
    """Return the rows of each sheet of an .xlsx or .csv file, blank rows left out; at least one row.

    *column* is named when there is nothing. Raises UserError(s) with file, sheet and cell.
    """
    if not path.is_file():
        raise UserError("没有这个文件", place=str(path), remedy="请核对路径；也可以把文件拖进窗口得到完整路径")
    try:
        match path.suffix.lower():
            case ".xlsx" | ".xlsm":
                sheets = _workbook(path)
            case ".csv" | ".txt" | ".tsv":
                sheets = [_csv(path)]
            case _:
                raise UserError(f"不能读“{path.suffix}”文件", place=path.name, remedy="请在 Excel 或者 WPS 中另存为 .xlsx 或者 .csv")
    except PermissionError as error:
        raise UserError("文件打不开，可能正被 Excel 或者 WPS 占用", place=path.name, remedy="请先关闭该文件") from error
    except OSError as error:
        raise UserError(f"文件读不出来（{error.strerror or error}）", place=path.name) from error
    filled = [rows for rows in sheets if rows]
    if not filled:
        raise UserError("文件里没有内容", place=path.name, remedy=f"至少应有“{column}”一列")
    return filled


def _workbook(path: Path) -> list[list[tuple[Cell, ...]]]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise UserError(
            "不是可以读取的 Excel 工作簿（可能已加密，或者只是改了扩展名）", place=path.name,
            remedy="请在 Excel 或者 WPS 中打开，去掉密码，另存为 .xlsx"
        ) from error
    errors: list[UserError] = []
    sheets: list[list[tuple[Cell, ...]]] = []
    try:
        for sheet in book.worksheets:
            rows: list[tuple[Cell, ...]] = []
            for row in sheet.iter_rows():
                cells = []
                for cell in row:
                    if cell.value is None:
                        cells.append(Cell("", ""))
                        continue
                    place = f"{path.name} {sheet.title}!{cell.coordinate}"
                    try:
                        cells.append(Cell(cell_text(cell.value, place), place))
                    except UserError as error:
                        errors.append(error)
                if any(cell.text for cell in cells):
                    rows.append(tuple(cells))
            sheets.append(rows)
    finally:
        book.close()
    if errors:
        raise UserErrors(errors)
    return sheets


def cell_text(value: object, place: str, *, quoted: bool = True) -> str:
    """Return a cell's value as it would be typed; a phone number in a number cell keeps its digits.

    *quoted*: a ``'`` at the beginning only says that the cell is text (a table people typed), and goes.
    """
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.datetime | dt.date):
        return f"{value.year:04d}-{value.month:02d}-{value.day:02d}"
    if isinstance(value, int | float):
        if abs(value) >= _LONGEST_EXACT:
            raise UserError(
                f"单元格存成了数字 {value:.0f}，超过 15 位的部分已经丢失", place=place,
                remedy="请把该列设为“文本”格式，重新填写完整的代码或者号码"
            )
        return str(int(value)) if value == int(value) else repr(value)
    text = str(value).strip(" \t\r\n\u3000\u00a0")
    text = text.lstrip("'") if quoted else text
    if text.startswith("#") and text.rstrip("!?/0A").isupper():
        raise UserError(f"单元格是公式错误 {text}", place=place, remedy="请改为填写文字")
    return text


def _decode(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError("文字编码不是 UTF-8、GBK 或者 GB18030", place=name, remedy="请用 Excel 或者 WPS 另存为 .xlsx")


def _csv(path: Path) -> list[tuple[Cell, ...]]:
    text = _decode(path.read_bytes(), path.name)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max("\t,;，；", key=first.count)
    errors: list[UserError] = []
    rows: list[tuple[Cell, ...]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for parts in reader:
            cells = []
            for at, part in enumerate(parts, start=1):
                place = f"{path.name} 第 {reader.line_num} 行第 {at} 列"
                value = part.strip(" \t\r\n\u3000\u00a0").removeprefix('="').removesuffix('"').lstrip("'")
                if _SCIENTIFIC.fullmatch(value):
                    errors.append(
                        UserError(f"“{value}”是科学计数法，原来的号码已经丢失", place=place,
                                  remedy="请在 Excel 中把该列设为“文本”格式，重新填写后再导出")
                    )
                cells.append(Cell(value, place))
            if any(cell.text for cell in cells):
                rows.append(tuple(cells))
    except csv.Error as error:
        raise UserError(f"不是合格的 CSV（{error}）", place=f"{path.name} 第 {reader.line_num} 行") from error
    if errors:
        raise UserErrors(errors)
    return rows
