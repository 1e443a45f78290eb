"""Where the clauses of a read Draft stand in the file they were read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from alliance_docs.drafting.draft import Block, Cell, Clause, Signature, Table, block_inlines
from alliance_docs.word.builder import Trace
from alliance_docs.word.identity import find_identity
from alliance_docs.word.package import open_package
from alliance_docs.word.reader import read_package
from alliance_docs.word.views import View

NOWHERE = -1


def places(data: bytes, view: View = "accepted", *, alone: bool = False) -> Mapping[str, tuple[int, ...]]:
    """Return for each clause of ``read(data, view)``, by id, the paragraphs its words stand in.

    *alone*: for each clause of ``read_for_check(data, view).draft`` instead.

    The numbers go with ``clause_inlines(clause)``: the rubric first, then every run of inlines; each counts the ``w:p``
    of the main part from 0 in document order, :data:`NOWHERE` where the words have no paragraph of their own. Raises
    UserError when *data* is not a readable .docx.
    """
    package = open_package(data)
    traced: list[Trace] = []
    draft = read_package(package, find_identity(package), traced, view=view, checking=alone)
    return {clause.id: tuple(_clause(clause, trace)) for clause, trace in zip(draft.clauses, traced, strict=True)}


def _clause(clause: Clause, trace: Trace) -> Iterator[int]:
    rubric, *blocks = _parts(trace) or (NOWHERE,)
    yield _first(rubric)
    for number, block in enumerate(clause.blocks):
        yield from _block(block, blocks[number] if number < len(blocks) else NOWHERE)


def _block(block: Block, trace: Trace) -> Iterator[int]:
    match block:
        case Table():
            for row, in_row in zip(block.rows, _padded(trace, len(block.rows)), strict=True):
                for cell, in_cell in zip(row.cells, _padded(in_row, len(row.cells)), strict=True):
                    yield from _cell(cell, in_cell)
        case Signature():
            yield from map(_first, _padded(trace, len(block.lines)))
        case _:
            for _ in block_inlines(block):
                yield _first(trace)


def _cell(cell: Cell, trace: Trace) -> Iterator[int]:
    return map(_first, _padded(trace, len(cell.paragraphs)))


def _parts(trace: Trace) -> tuple[Trace, ...]:
    return trace if isinstance(trace, tuple) else ()


def _padded(trace: Trace, count: int) -> tuple[Trace, ...]:
    """Return *count* traces: those there are, and the first paragraph of the whole for any that are missing."""
    parts = _parts(trace)[:count]
    return parts + (_first(trace),) * (count - len(parts))


def _first(trace: Trace) -> int:
    """Return the first paragraph of a trace."""
    if isinstance(trace, int):
        return trace
    return next((found for part in trace if (found := _first(part)) != NOWHERE), NOWHERE)
