"""Merging tables: rows by the record they stand for, cells by column, also where a lawyer added or struck a column."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from alliance_docs.drafting.draft import Cell, Inlines, Row, Table, plain
from alliance_docs.drafting.merging.matching import aligned
from alliance_docs.drafting.merging.outcome import Recorder
from alliance_docs.drafting.merging.runs import merge_runs
from alliance_docs.drafting.merging.sequences import Kind, merge_lists
from alliance_docs.drafting.merging.words import same_place

_SERIAL = "serial"


def merge_tables(base: Table, ours: Table, theirs: Table, record: Recorder) -> Table:
    """Return the merged table; serial numbers run on."""
    if theirs == base:
        return ours
    columns = _Columns.of(base, theirs)
    kind = Kind(row_likeness, columns.merged, row_text, columns.gist, fitted=columns.fitted, fresh=_fresh)
    rows = merge_lists(base.rows, ours.rows, theirs.rows, kind, record)
    theirs_frame = (theirs.widths, theirs.header, theirs.form) != (base.widths, base.header, base.form)
    frame = theirs if theirs_frame else ours
    return replace(frame, rows=_numbered(rows))


def row_text(row: Row) -> str:
    """The words of a row, cells apart."""
    return "　".join(cell_text(cell) for cell in row.cells)


def cell_text(cell: Cell) -> str:
    """The words of a cell."""
    return "\n".join(plain(run) for run in cell.paragraphs)


def cell_gist(cell: Cell) -> Hashable:
    """A cell with the values of facts taken away."""
    if cell.serial is not None:
        return _SERIAL
    return cell.span, cell.rows, cell.label, cell.align, tuple(tuple(map(same_place, run)) for run in cell.paragraphs)


def row_gist(row: Row) -> Hashable:
    """A row with the values of facts taken away."""
    return row.key, tuple(map(cell_gist, row.cells))


def table_gist(table: Table) -> Hashable:
    """A table with the values of facts taken away."""
    return table.widths, table.header, table.form, tuple(map(row_gist, table.rows))


def row_likeness(one: Row, other: Row) -> float:
    """Rows of one record are the same row; rows of two records never are."""
    if one.key or other.key:
        return 1.0 if one.key == other.key else 0.0
    if row_gist(one) == row_gist(other):
        return 0.99
    if len(one.cells) == len(other.cells):
        heads = [
            fuzz.ratio(cell_text(a), cell_text(b)) / 100
            for a, b in zip(one.cells, other.cells, strict=True)
            if cell_text(a) or cell_text(b)
        ]
        return max(sum(heads) / len(heads) if heads else 0.9, fuzz.ratio(row_text(one), row_text(other)) / 100)
    return fuzz.ratio(row_text(one), row_text(other)) / 100


@dataclass(frozen=True)
class _Columns:
    """Which column of the lawyer's table each column of ours became: *kept* by base's column, *count* of theirs."""

    kept: tuple[int, ...]
    count: int

    @classmethod
    def of(cls, base: Table, theirs: Table) -> _Columns:
        old, new = _width(base), _width(theirs)
        if old == new or not base.rows or not theirs.rows:
            return cls(tuple(range(old)), old)
        heads = [cell_text(cell) for cell in base.rows[0].cells], [cell_text(cell) for cell in theirs.rows[0].cells]
        if len(heads[0]) != old or len(heads[1]) != new:  # joined heads tell nothing
            return cls(tuple(range(old)) if old <= new else (*range(new), *[-1] * (old - new)), new)
        return cls(tuple(aligned(heads[0], heads[1], lambda a, b: fuzz.ratio(a, b) / 100 if a or b else 0.5)), new)

    @property
    def same(self) -> bool:
        return self.kept == tuple(range(self.count))

    def fitted(self, row: Row) -> Row:
        """Give a row of ours the lawyer's columns; what the lawyer added stays empty."""
        if self.same or len(row.cells) != len(self.kept):
            return row
        cells = [Cell()] * self.count
        for column, target in enumerate(self.kept):
            if target >= 0:
                cells[target] = row.cells[column]
        return replace(row, cells=tuple(cells))

    def merged(self, base: Row, ours: Row, theirs: Row, record: Recorder) -> Row:
        """Merge a row cell by cell."""
        if not self.same and len(theirs.cells) == self.count:
            base, ours = self.fitted(base), self.fitted(ours)
        if theirs == base:
            return ours
        if row_gist(ours) == row_gist(base) and ours == base:
            return theirs
        if not len(base.cells) == len(ours.cells) == len(theirs.cells):
            if row_gist(base) == row_gist(theirs):
                return ours
            record.conflict(row_text(base), row_text(ours), row_text(theirs))
            return ours if record.ours_wins else theirs
        cells = tuple(
            _cell(*three, record, new=self._added(column))
            for column, three in enumerate(zip(base.cells, ours.cells, theirs.cells, strict=True))
        )
        return Row(
            cells,
            theirs.key if theirs.key != base.key else ours.key,
            theirs.height if theirs.height != base.height else ours.height,
        )

    def gist(self, row: Row) -> Hashable:
        """A row with the values of facts taken away, and without what the lawyer added to the table and left empty in it."""
        if (
            not self.same
            and len(row.cells) == self.count
            and not any(cell_text(cell) for n, cell in enumerate(row.cells) if self._added(n))
        ):
            return row_gist(replace(row, cells=tuple(row.cells[target] for target in self.kept if target >= 0)))
        return row_gist(row)

    def _added(self, column: int) -> bool:
        return not self.same and column not in self.kept


def _cell(base: Cell, ours: Cell, theirs: Cell, record: Recorder, *, new: bool) -> Cell:
    if new:
        return theirs
    if cell_gist(theirs) == cell_gist(base) and theirs == base:
        return ours
    if ours == base:
        return theirs
    frame = theirs if replace(theirs, paragraphs=()) != replace(base, paragraphs=()) else ours
    if frame.serial is not None:
        return frame
    return replace(
        frame, paragraphs=merge_lists(base.paragraphs, ours.paragraphs, theirs.paragraphs, _CELL_LINES, record) or ((),)
    )


_CELL_LINES: Kind[Inlines] = Kind(
    lambda one, other: 0.9,  # the lines of a cell correspond in order
    merge_runs,
    plain,
    lambda run: tuple(map(same_place, run)),
    fresh=lambda line, record: tuple(map(record.fresh, line)),
)


def _fresh(row: Row, record: Recorder) -> Row:
    return replace(
        row,
        cells=tuple(
            replace(cell, paragraphs=tuple(tuple(map(record.fresh, run)) for run in cell.paragraphs))
            for cell in row.cells
        ),
    )


def _numbered(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Let the serial numbers of each column run on from its first."""
    following: dict[int, int] = {}
    out = []
    for row in rows:
        cells = []
        for column, cell in enumerate(row.cells):
            if cell.serial is not None:
                number = following.get(column, cell.serial.number)
                following[column] = number + 1
                cell = replace(cell, serial=replace(cell.serial, number=number))
            cells.append(cell)
        out.append(replace(row, cells=tuple(cells)))
    return tuple(out)


def _width(table: Table) -> int:
    return max((sum(cell.span for cell in row.cells) for row in table.rows), default=len(table.widths))
