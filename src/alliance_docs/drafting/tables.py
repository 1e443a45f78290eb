"""Tables of clause text: pipe rows under an ``@table`` line (docs/clause-text.md, Tables)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from alliance_docs.drafting.draft import Cell, Row, Serial, Table

if TYPE_CHECKING:
    from alliance_docs.drafting.clause_text import ClauseReader, Line

_OPTION = re.compile(r"(form)|header=(\d+)")
_TALLEST = 20
_HEIGHT = re.compile(r"\[([\d.]+)\]\s*")


@dataclass(frozen=True)
class TableText:
    """The ``@table`` line and its rows."""

    head: Line
    rows: tuple[Line, ...]


def read_table(source: TableText, reader: ClauseReader) -> Table:
    """Return the table; a surplus or missing cell is an error with file and line."""
    words = source.head.text.split()[1:]
    try:
        widths = tuple(int(width) for width in words[0].split(","))
        if not all(0 < width <= 1000 for width in widths):
            raise ValueError(words[0])
    except (IndexError, ValueError):
        raise reader.error(source.head, "@table 之后应为列宽，例如 @table 6,20,30") from None
    form, header = False, None
    for word in words[1:]:
        found = _OPTION.fullmatch(word)
        if not found:
            raise reader.error(source.head, f"@table 没有“{word}”这个选项", "可用 form、header=N")
        form = form or bool(found[1])
        header = int(found[2]) if found[2] else header
    if not source.rows:
        raise reader.error(source.head, "@table 之后没有行")
    serial = 0
    rows: list[Row] = []
    for line in source.rows:
        row, serial = _row(line, widths, serial, reader)
        rows.append(row)
    return Table(widths, _joined_rows(rows, source, reader), (0 if form else 1) if header is None else header, form)


def _centimetres(text: str, line: Line, reader: ClauseReader) -> float:
    try:
        height = float(text)
    except ValueError:
        height = 0.0
    if not 0 < height <= _TALLEST:
        raise reader.error(line, f"行高“{text}”应为 0 到 {_TALLEST} 之间的厘米数")
    return height


def _row(line: Line, widths: tuple[int, ...], serial: int, reader: ClauseReader) -> tuple[Row, int]:
    from alliance_docs.drafting.clause_text import Line as SourceLine
    from alliance_docs.drafting.clause_text import _common_record

    text, height = line.text, 0.0
    found = _HEIGHT.match(text)
    if found:
        text, height = text[found.end() :], _centimetres(found[1], line, reader)
    if not text.endswith("|") or len(text) < 2:
        raise reader.error(line, "表格行应以“|”结尾")
    cells: list[Cell] = []
    parts = text[1:-1].split("|")
    if len(parts) != len(widths):
        raise reader.error(line, f"这一行有 {len(parts)} 格，应有 {len(widths)} 格")
    for part in parts:
        content = part.strip(" \t\u3000")
        if content == "<":
            if not cells:
                raise reader.error(line, "一行的第一格不能与左侧合并")
            cells[-1] = replace(cells[-1], span=cells[-1].span + 1)
        elif content == "^":
            cells.append(Cell(rows=0))
        elif content == "#":
            serial += 1
            cells.append(Cell(serial=Serial(serial), align="center"))
        else:
            label = content.startswith("!")
            align: Literal["left", "center", "right"] = "center" if label or content.startswith("~") else "left"
            if content.startswith(">"):
                align = "right"
            body = content[1:].strip() if content[:1] in ("!", "~", ">") else content
            cells.append(Cell((reader.inlines(SourceLine(line.number, body)),), label=label, align=align))
    key = _common_record(tuple(run for cell in cells for run in cell.paragraphs))
    return Row(tuple(cells), key, height), serial


def _joined_rows(rows: list[Row], source: TableText, reader: ClauseReader) -> tuple[Row, ...]:
    """Count how many rows each cell covers; a ``^`` cell takes the span of the cell above."""
    grid: list[list[Cell]] = [list(row.cells) for row in rows]
    above: dict[int, tuple[int, int]] = {}
    for index, cells in enumerate(grid):
        column = 0
        for place, cell in enumerate(cells):
            if cell.rows == 0:
                if column not in above:
                    raise reader.error(source.rows[index], "“^”的上方没有可以合并的格")
                top, at = above[column]
                owner = grid[top][at]
                grid[top][at] = replace(owner, rows=owner.rows + 1)
                cells[place] = replace(cell, span=owner.span)
                cell = cells[place]
            else:
                above[column] = (index, place)
            column += cell.span
    return tuple(replace(row, cells=tuple(cells)) for row, cells in zip(rows, grid, strict=True))
