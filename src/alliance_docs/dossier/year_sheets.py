"""What one member is asked for of a year: a workbook made for it, prefilled with what the dossier has."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from alliance_docs.dossier.spreadsheets import workbook_bytes, write_cell
from alliance_docs.errors import UserError
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.fields import Field, field_of
from alliance_docs.facts.members import Member
from alliance_docs.facts.period import Period
from alliance_docs.facts.tree import as_tree, text_of
from alliance_docs.facts.yearly_data import SheetSpec, yearly_data

BASE_SHEET = "_案卷"
"""A hidden sheet that says what the dossier had when the workbook was made, so that changes can be told from both sides."""
WAN = Decimal(10_000)
_WIDE, _NARROW, _COVER = 26, 16, 64


@dataclass(frozen=True)
class Sent:
    """A workbook for one member: its file name and bytes."""

    member: Member
    file: str
    data: bytes


def period_of(facts: Facts, year: int) -> Period | None:
    """Return the record of *year*, or None."""
    return next((one for one in facts.periods or () if one.year == year), None)


def field_at(sheet: SheetSpec, name: str) -> Field:
    """Return the field behind a column."""
    return field_of(f"periods[0].{sheet.id}[0].{name}")


def header_of(sheet: SheetSpec, name: str, title: str) -> str:
    """Return the header of a column; money is asked for in 万元."""
    return f"{title}（万元）" if field_at(sheet, name).kind == "money" else title


def rows_of(facts: Facts, period: Period | None, sheet: SheetSpec, member: Member) -> list[dict[str, Any]]:
    """Return the rows of one member in one table of the year, as trees."""
    rows = getattr(period, sheet.id, None) or ()
    return [as_tree(row) for row in rows if (found := facts.member(getattr(row, sheet.unit))) and found.id == member.id]


def told(value: object) -> str:
    """Return a value as text, lists joined by 、; '' for what is unknown."""
    if isinstance(value, tuple | list):
        return "、".join(told(part) for part in value)
    return "" if value is None else text_of(value)


def members_of(facts: Facts, year: int) -> tuple[Member, ...]:
    """Return who was a member at any time in *year*."""
    return tuple(
        one
        for one in facts.members or ()
        if not (one.joined and one.joined.year > year)
        and not (one.withdrawn and one.withdrawn.year < year)
        and not (one.stage == "退出" and one.withdrawn is None)
    )


def workbooks(facts: Facts, year: int, members: tuple[Member, ...]) -> tuple[Sent, ...]:
    """Return the workbook of each of *members* for *year*. Same facts, same bytes. Raises UserError when there is nobody."""
    if not members:
        raise UserError(f"{year} 年没有成员单位", remedy="核对年度，或者先填写成员名单")
    made: dict[str, Sent] = {}
    for member in members:
        file = _file(year, member, "")
        if file.casefold() in made:
            file = _file(year, member, f"（{member.id}）")
        made[file.casefold()] = Sent(member, file, _workbook(facts, year, member))
    return tuple(made.values())


def _file(year: int, member: Member, apart: str) -> str:
    name = re.sub(r'[\\/:*?"<>|\s.]+', "-", member.name or member.id).strip("-")[:40] or member.id
    return yearly_data().cover.file.format(year=year, member=name + apart)


def _workbook(facts: Facts, year: int, member: Member) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    _cover(book.active, facts, year, member)
    period = period_of(facts, year)
    base: list[tuple[str, str]] = []
    for sheet in yearly_data().sheets:
        rows = rows_of(facts, period, sheet, member)
        _sheet(book.create_sheet(sheet.title), facts, sheet, rows)
        base += [(sheet.id, json.dumps({name: told(row.get(name)) for name, _ in sheet.columns}, ensure_ascii=False)) for row in rows]
    hidden = book.create_sheet(BASE_SHEET)
    hidden.sheet_state = "hidden"
    for number, pair in enumerate(((member.id, str(year)), *base), start=1):
        for column, text in enumerate(pair, start=1):
            write_cell(hidden.cell(number, column), text)
    return workbook_bytes(book)


def _cover(sheet: Any, facts: Facts, year: int, member: Member) -> None:
    from openpyxl.styles import Alignment, Font

    cover = yearly_data().cover
    name = (facts.alliance and facts.alliance.name) or ""
    sheet.title = cover.title
    write_cell(sheet["A1"], cover.heading.format(alliance=name, year=year))
    sheet["A1"].font = Font(bold=True, size=14)
    shown = {"unit": member.name or "", "id": member.id, "year": str(year)}
    for number, (key, label) in enumerate(cover.rows.items(), start=3):
        write_cell(sheet.cell(number, 1), label)
        write_cell(sheet.cell(number, 2), shown[key])
    start = 4 + len(cover.rows)
    notes = [*cover.lines, *(f"{one.title}：{one.note}" for one in yearly_data().sheets)]
    for number, line in enumerate(notes, start=start):
        write_cell(sheet.cell(number, 1), str(number - start + 1))
        write_cell(sheet.cell(number, 2), line)
        sheet.cell(number, 2).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(number, 1).alignment = Alignment(horizontal="center", vertical="top")
    sheet.column_dimensions["A"].width = _NARROW
    sheet.column_dimensions["B"].width = _COVER


def _sheet(page: Any, facts: Facts, sheet: SheetSpec, rows: list[dict[str, Any]]) -> None:
    from openpyxl.styles import Font, PatternFill

    for column, (name, title) in enumerate(sheet.columns, start=1):
        head = page.cell(1, column)
        write_cell(head, header_of(sheet, name, title))
        head.font = Font(bold=True)
        head.fill = PatternFill("solid", fgColor="D9E2F3")
        page.column_dimensions[head.column_letter].width = _WIDE if column == 1 else _NARROW
        for number, row in enumerate(rows, start=2):
            write_cell(page.cell(number, column), _shown(facts, sheet, name, row.get(name)))
    page.freeze_panes = "A2"


def _shown(facts: Facts, sheet: SheetSpec, name: str, value: object) -> object:
    field = field_at(sheet, name)
    if field.kind == "money" and isinstance(value, Decimal):
        return told((value / WAN).normalize()) if value else "0"
    if field.kind == "member" and isinstance(value, tuple | list):
        return "、".join((found.name if (found := facts.member(one)) and found.name else str(one)) for one in value)
    return told(value)
