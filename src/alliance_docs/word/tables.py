"""Tables and form grids → ``w:tbl``."""

from __future__ import annotations

import itertools

from alliance_docs.drafting.draft import Cell, Row, Table
from alliance_docs.word.body import Body
from alliance_docs.word.identity import Mark
from alliance_docs.word.inlines import InlineWriter

TWIPS_PER_CM = 1440 / 2.54
_LABEL_FILL = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in _SIDES)


def column_widths(widths: tuple[int, ...], total: int) -> list[int]:
    """Share *total* among columns of these relative widths; the sum is exact."""
    whole = sum(max(1, width) for width in widths)
    edges = [0]
    for width in widths:
        edges.append(edges[-1] + max(1, width))
    places = [edge * total // whole for edge in edges]
    return [after - before for before, after in itertools.pairwise(places)]


def write_table(table: Table, body: Body, ink: InlineWriter, owner: str, text_width: int) -> None:
    """Write *table* into *body*. *owner*: what makes its bookmarks its own (clause id and ordinal)."""
    widths = column_widths(table.widths, text_width)
    body.mark(Mark(body.names.take(f"{owner}/table"), "table", widths=table.widths))
    serials = _Serials(body)
    rows = [
        _row(row, number < table.header, body, ink, f"{owner}/{row.key}", widths, serials)
        for number, row in enumerate(table.rows)
    ]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    style = body.styles["AlForm" if table.form else "AlTable"]
    body.table(
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="85" w:type="dxa"/>'
        f'<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


class _Serials:
    """The serial numbers of one table: a list instance of their own."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._instance = 0

    def properties(self, number: int) -> str:
        self._instance, properties = self._body.numbering(
            "AlSerial", 0, number, levels=range(1), current=self._instance
        )
        return properties


def _row(
    row: Row, header: bool, body: Body, ink: InlineWriter, owner: str, widths: list[int], serials: _Serials
) -> str:
    if row.key:
        body.mark(Mark(body.names.take(owner), "row", row.key, at=len(ink.spans)))
    height = f'<w:trHeight w:val="{round(row.height * TWIPS_PER_CM)}" w:hRule="atLeast"/>' if row.height else ""
    properties = f"<w:cantSplit/>{height}{'<w:tblHeader/>' if header else ''}"
    cells, column = "", 0
    for cell in row.cells:
        width = sum(widths[column : column + cell.span])
        column += cell.span
        cells += _cell(cell, header, width, body, ink, serials)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def _cell(cell: Cell, header: bool, width: int, body: Body, ink: InlineWriter, serials: _Serials) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    merge = "" if cell.rows == 1 else "<w:vMerge/>" if cell.rows == 0 else '<w:vMerge w:val="restart"/>'
    fill = _LABEL_FILL if cell.label else ""
    properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{fill}<w:vAlign w:val="center"/></w:tcPr>'
    style = "AlSerial" if cell.serial else "AlLabel" if cell.label else "AlHead" if header else "AlCell"
    # "left" is what a cell has when nobody aligned it: labels and heads are then centred by their style
    align = f'<w:jc w:val="{cell.align}"/>' if cell.align != "left" else ""
    if cell.serial:
        content = body.paragraph_xml(style, "", serials.properties(cell.serial.number) + align, body.pending())
    else:
        paragraphs = cell.paragraphs if cell.rows else ((),)
        content = "".join(
            body.paragraph_xml(style, ink.write(inlines), align, body.pending()) for inlines in paragraphs or ((),)
        )
    return f"<w:tc>{properties}{content}</w:tc>"
