"""Workbooks that members filled in for a year: read row by row, every cell with its place, every mistake told."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alliance_docs.dossier.year_sheets import BASE_SHEET, field_at, header_of
from alliance_docs.errors import UserError, UserErrors, nearest
from alliance_docs.facts.assign import assign
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.lookup import lookup
from alliance_docs.facts.members import Member
from alliance_docs.facts.text import normal_name
from alliance_docs.facts.yearly_data import SheetSpec, yearly_data
from alliance_docs.interview.roster_files import cell_text

MOST_ROWS = 2_000
"""Rows a sheet may have; more is no member's table of a year."""
_NUMBER = re.compile(r"-?[\d.,，]+")


@dataclass(frozen=True)
class Row:
    """A row filled in: its sheet, place (``表.xlsx 成果 第 3 行``) and values as typed facts by field."""

    sheet: SheetSpec
    place: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Returned:
    """A workbook that came back. *base*: what the dossier had when it was sent, sheet id → rows of texts by field."""

    name: str
    member: Member
    rows: tuple[Row, ...]
    base: Mapping[str, tuple[Mapping[str, str], ...]]
    notes: tuple[str, ...]


def read_returned(facts: Facts, year: int, path: Path) -> Returned:
    """Read a workbook of *year*. Raises UserErrors, one line for each bad cell: file, sheet, row, what is expected."""
    values, formulas = _books(path)
    try:
        grids = {title: _grid(values[title], formulas[title], path.name, title) for title in values.sheetnames}
    finally:
        values.close()
        formulas.close()
    member = _member(facts, year, grids, path.name)
    rows: list[Row] = []
    notes: list[str] = []
    errors: list[UserError] = []
    for sheet in yearly_data().sheets:
        grid = grids.get(sheet.title)
        if grid is None:
            notes.append(f"{path.name}：没有“{sheet.title}”这张表，未读入")
            continue
        try:
            rows += _rows(facts, sheet, grid, path.name, notes)
        except UserErrors as several:
            errors += several.errors
    if errors:
        raise UserErrors(errors)
    return Returned(path.name, member, tuple(rows), _base(grids.get(BASE_SHEET, [])), tuple(notes))


def _books(path: Path) -> tuple[Any, Any]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    if not path.is_file():
        raise UserError("没有这个文件", place=str(path), remedy="核对路径")
    try:
        return load_workbook(path, data_only=True, read_only=True), load_workbook(path, read_only=True)
    except PermissionError as error:
        raise UserError("文件打不开，可能正被 Excel 或者 WPS 占用", place=path.name, remedy="请先关闭该文件") from error
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        remedy = "请在 Excel 或者 WPS 中打开，去掉密码，另存为 .xlsx"
        raise UserError("不是可以读取的 .xlsx 工作簿", place=path.name, remedy=remedy) from error


def _grid(values: Any, formulas: Any, file: str, title: str) -> list[list[object]]:
    """Return the values of a sheet. A formula nobody computed has no value, which must not be taken for an empty cell."""
    grid: list[list[object]] = []
    for number, (row, written) in enumerate(zip(values.iter_rows(), formulas.iter_rows(), strict=False), start=1):
        if number > MOST_ROWS:
            raise UserError(f"超过 {MOST_ROWS} 行", place=f"{file} {title}", remedy="删去多余的行")
        cells = []
        for value, formula in zip(row, written, strict=False):
            if value.value is None and getattr(formula, "data_type", "") == "f":
                raise UserError("公式没有计算结果", place=f"{file} {title} 第 {number} 行", remedy="请改为填写结果，或者打开后重新保存")
            cells.append(value.value)
        grid.append(cells)
    return grid


def _member(facts: Facts, year: int, grids: Mapping[str, list[list[object]]], file: str) -> Member:
    cover = yearly_data().cover
    told: dict[str, str] = {}
    for row in grids.get(cover.title, []):
        texts = [_plain(cell) for cell in row[:2]]
        if len(texts) == 2 and texts[1]:
            told.setdefault(texts[0], texts[1])
    place = f"{file} {cover.title}"
    member = facts.member(told.get(cover.rows["id"])) or facts.member(told.get(cover.rows["unit"]))
    if member is None:
        shown = told.get(cover.rows["unit"]) or told.get(cover.rows["id"])
        known = [one.name for one in facts.members or () if one.name]
        remedy = nearest(shown or "", known) or f"在“{cover.rows['unit']}”一行写成员单位的全称"
        raise UserError(f"成员单位中没有“{shown}”" if shown else "没有写明是哪家单位", place=place, remedy=remedy)
    unit = told.get(cover.rows["unit"])
    if unit and member.name and facts.member(unit) not in (None, member):
        raise UserError(f"单位编号 {member.id} 是“{member.name}”，填报单位写作“{unit}”", place=place, remedy="改正其中一项")
    if told.get(cover.rows["year"], str(year)) != str(year):
        raise UserError(f"是 {told[cover.rows['year']]} 年的表，现在读入 {year} 年", place=place, remedy="核对 --year 或者换一份表")
    return member


def _plain(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())


def _rows(facts: Facts, sheet: SheetSpec, grid: list[list[object]], file: str, notes: list[str]) -> list[Row]:
    headers = {normal_name(word): name for name, title in sheet.columns for word in (title, header_of(sheet, name, title))}
    top = next((at for at, row in enumerate(grid[:10]) if any(normal_name(_plain(cell)) in headers for cell in row)), None)
    if top is None:
        if any(_plain(cell) for row in grid for cell in row):
            remedy = f"第一行应为：{'、'.join(header_of(sheet, *column) for column in sheet.columns)}"
            raise UserErrors([UserError("没有表头", place=f"{file} {sheet.title} 第 1 行", remedy=remedy)])
        return []
    fields = [headers.get(normal_name(_plain(cell))) for cell in grid[top]]
    unused = [_plain(cell) for cell, name in zip(grid[top], fields, strict=True) if _plain(cell) and name is None]
    if unused:
        notes.append(f"{file} {sheet.title}：没有用到的列：{'、'.join(unused)}")
    rows: list[Row] = []
    errors: list[UserError] = []
    seen: dict[tuple[str, ...], int] = {}
    for number, cells in enumerate(grid[top + 1 :], start=top + 2):
        place = f"{file} {sheet.title} 第 {number} 行"
        filled = [(name, cell) for name, cell in zip(fields, cells, strict=False) if _plain(cell)]
        if not filled:
            continue
        try:
            row = _row(facts, sheet, place, filled)
        except UserErrors as several:
            errors += several.errors
            continue
        key = key_of(sheet, row.values)
        if key in seen:
            errors.append(UserError(f"与第 {seen[key]} 行重复", place=place, remedy="删去其中一行，或者改成不同的名称"))
        seen.setdefault(key, number)
        rows.append(row)
    if errors:
        raise UserErrors(errors)
    return rows


def _row(facts: Facts, sheet: SheetSpec, place: str, filled: list[tuple[str | None, object]]) -> Row:
    values: dict[str, Any] = {}
    errors: list[UserError] = []
    for name, cell in filled:
        if name is None:
            continue
        try:
            values[name] = _value(facts, sheet, name, cell)
        except UserErrors as several:
            errors += [_told(one, sheet, name, place) for one in several.errors]
        except UserError as error:
            errors.append(_told(error, sheet, name, place))
    lacking = [dict(sheet.columns)[name] for name in sheet.key[:1] if name not in values]
    if lacking and not errors:
        errors.append(UserError(f"没有填写{lacking[0]}", place=place, remedy=f"填写{lacking[0]}，或者清空这一行"))
    if errors:
        raise UserErrors(errors)
    return Row(sheet, place, values)


def _told(error: UserError, sheet: SheetSpec, name: str, place: str) -> UserError:
    """Name the column as its header does, not as the fact is called."""
    what = error.message.removeprefix(f"{field_at(sheet, name).label}：")
    return UserError(f"{dict(sheet.columns)[name]}：{what}", place=place, remedy=error.remedy)


def _value(facts: Facts, sheet: SheetSpec, name: str, cell: object) -> Any:
    field = field_at(sheet, name)
    text = cell.date().isoformat() if isinstance(cell, dt.datetime) else cell_text(cell, "", quoted=False)
    if field.kind == "money" and _NUMBER.fullmatch(text):
        text += "万元"
    if field.kind == "member":
        return _members(facts, text)
    path = f"periods[0].{sheet.id}[0].{name}"
    value = lookup(assign(Facts(), path, text), path)
    return list(value) if isinstance(value, tuple) else value


def _members(facts: Facts, text: str) -> list[str]:
    if text == "无":
        return []
    found = []
    for part in re.split(r"[\n、，,；;]+", text):
        member = facts.member(part.strip())
        if member is None:
            known = [one.name for one in facts.members or () if one.name]
            raise UserError(f"成员单位中没有“{part.strip()}”", remedy=nearest(part.strip(), known) or "写成员单位的全称或者编号")
        found.append(member.id)
    return list(dict.fromkeys(found))


def key_of(sheet: SheetSpec, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what tells a row of a member's sheet from its others."""
    return tuple(normal_name(str(values.get(name) or "")) for name in sheet.key)


def _base(grid: list[list[object]]) -> dict[str, tuple[Mapping[str, str], ...]]:
    found: dict[str, tuple[Mapping[str, str], ...]] = {}
    for row in grid[1:]:
        try:
            told = json.loads(str(row[1]))
        except (ValueError, IndexError):
            continue  # without it a difference is told as a conflict, nothing is lost
        if isinstance(told, dict):
            found[str(row[0])] = (*found.get(str(row[0]), ()), {str(name): str(value) for name, value in told.items()})
    return found
