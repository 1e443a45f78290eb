"""Scanned tables → tables of the Draft."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from alliance_docs.drafting.draft import Cell, Inlines, Row, Serial, Table, Text
from alliance_docs.word.align import inlines_of
from alliance_docs.word.identity import Mark
from alliance_docs.word.normal import normal_inlines
from alliance_docs.word.records import CellRecord, Grid, Para, RowRecord
from alliance_docs.word.tables import TWIPS_PER_CM

_ALIGN: dict[str, Literal["left", "center", "right"]] = {"center": "center", "right": "right", "end": "right"}


def table(grid: Grid, marks: Mapping[str, Mark]) -> Table | None:
    """Return the table of *grid*, or None when it has no cells. *marks*: what the bookmarks mean."""
    records = [row for row in grid.rows if row.cells]
    if not records:
        return None
    columns = max(sum(cell.span for cell in row.cells) for row in records)
    reach = _reach(records)
    rows = tuple(_row(row, reach, number, marks) for number, row in enumerate(records))
    header = next((number for number, row in enumerate(records) if not row.header), len(records))
    return Table(_widths(grid, columns, marks), rows, header, grid.form)


def _widths(grid: Grid, columns: int, marks: Mapping[str, Mark]) -> tuple[int, ...]:
    written = next((marks[name].widths for name in grid.marks if name in marks and marks[name].kind == "table"), ())
    if len(written) == columns:
        return written
    widths = grid.widths if len(grid.widths) == columns else [1] * columns
    whole = sum(widths) or 1
    return tuple(max(1, round(100 * width / whole)) for width in widths)


def _reach(records: list[RowRecord]) -> dict[tuple[int, int], int]:
    """Return for each merged cell, by row and column, how many rows it reaches down; 0 where it continues the one above."""
    reach: dict[tuple[int, int], int] = {}
    open_at: dict[int, int] = {}
    for number, row in enumerate(records):
        column = 0
        starts: dict[int, int] = {}
        for cell in row.cells:
            if cell.merge == "restart":
                starts[column] = number
                reach[number, column] = 1
            elif cell.merge and column in open_at:  # what continues nothing is a cell of its own
                starts[column] = open_at[column]
                reach[open_at[column], column] += 1
                reach[number, column] = 0
            column += cell.span
        open_at = starts
    return reach


def _label(para: Para) -> Inlines:
    """The automatic number of a stranger's paragraph: in a cell it stands with its words."""
    return (Text(para.label.text),) if para.label and para.label.text and not para.style else ()


def _row(record: RowRecord, reach: Mapping[tuple[int, int], int], number: int, marks: Mapping[str, Mark]) -> Row:
    names = [name for cell in record.cells for para in cell.paragraphs for name in para.marks]
    key = next((marks[name].id for name in names if name in marks and marks[name].kind == "row"), "")
    cells: list[Cell] = []
    column = 0
    for cell in record.cells:
        cells.append(_cell(cell, reach.get((number, column), 1)))
        column += cell.span
    return Row(tuple(cells), key, round(record.height / TWIPS_PER_CM, 2))


def _cell(record: CellRecord, down: int) -> Cell:
    first = record.paragraphs[0] if record.paragraphs else None
    align = _ALIGN.get(first.align, "left") if first else "left"
    label = first is not None and first.style == "AlLabel"
    if down == 0:
        return Cell(((),), None, record.span, 0, label, align)
    if first is not None and first.label is not None and not any(para.segments for para in record.paragraphs):
        return Cell(((),), Serial(first.label.value), record.span, down, False, align)
    paragraphs = tuple(normal_inlines(_label(para) + inlines_of(para.segments)) for para in record.paragraphs)
    return Cell(paragraphs or ((),), None, record.span, down, label, align)
