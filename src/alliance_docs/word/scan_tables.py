"""The tables of a part as they read now: rows not deleted, merged cells, nested tables and boxes as the cell's paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from alliance_docs.word.containers import cell_of, inside
from alliance_docs.word.ooxml import W, integer, on, value
from alliance_docs.word.records import CellRecord, Grid, Para, RowRecord

if TYPE_CHECKING:
    from alliance_docs.word.scanner import Scanner


def scan_table(scanner: Scanner, node: Any, marks: list[str]) -> Grid:
    """Scan a ``w:tbl``; *marks*: the bookmarks that wait for it."""
    rows = [_row(scanner, row) for row in inside(node, f"{W}tr") if row.find(f"{W}trPr/{W}del") is None]
    style = value(node.find(f"{W}tblPr/{W}tblStyle"))
    widths = [integer(column.get(f"{W}w")) for column in node.findall(f"{W}tblGrid/{W}gridCol")]
    form = scanner.styles.get(style, scanner.usual).ours == "AlForm"
    inner = [name for row in rows for cell in row.cells for para in cell.paragraphs for name in para.marks]
    return Grid(rows, widths, form, marks + inner, len(scanner.landscape))


def _row(scanner: Scanner, node: Any) -> RowRecord:
    properties = node.find(f"{W}trPr")
    row = RowRecord([])
    before = after = 0
    if properties is not None:
        row.header = on(properties.find(f"{W}tblHeader"))
        height = properties.find(f"{W}trHeight")
        row.height = integer(value(height)) if height is not None else 0
        before, after = (integer(value(properties.find(f"{W}{name}"))) for name in ("gridBefore", "gridAfter"))
    if before:
        row.cells.append(CellRecord([Para("", [], [])], before))
    row.cells += [_cell(scanner, cell) for cell in inside(node, f"{W}tc")]
    if after:
        row.cells.append(CellRecord([Para("", [], [])], after))
    return row


def _cell(scanner: Scanner, node: Any) -> CellRecord:
    properties = node.find(f"{W}tcPr")
    cell = CellRecord([])
    if properties is not None:
        cell.span = max(1, integer(value(properties.find(f"{W}gridSpan")), 1))
        merge = properties.find(f"{W}vMerge")
        cell.merge = "" if merge is None else merge.get(f"{W}val", "continue")
    for paragraph in node.iter(f"{W}p"):
        # a table within the cell is read as its paragraphs
        if cell_of(paragraph, node):
            _cell_paragraph(scanner, paragraph, cell)
    if (para := scanner.take_carried()) is not None:
        cell.paragraphs.append(para)
    return cell


def _cell_paragraph(scanner: Scanner, node: Any, cell: CellRecord) -> None:
    para = scanner.paragraph(node)
    boxes = scanner.runs.boxes
    if para is not None:
        cell.paragraphs.append(para)
    for inner in (inner for box in boxes for inner in box.iter(f"{W}p") if cell_of(inner, box)):
        _cell_paragraph(scanner, inner, cell)
