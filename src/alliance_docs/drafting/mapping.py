"""Changing the inlines of a draft, block by block, everything else left as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from operator import is_
from typing import TypeVar

from alliance_docs.drafting.draft import (
    Block,
    Cell,
    Chapter,
    Clause,
    Draft,
    Inlines,
    Item,
    Paragraph,
    Row,
    Signature,
    Table,
)

_T = TypeVar("_T")

Change = Callable[[Inlines, Clause], Inlines]
"""Gets a run of inlines and the clause it stands in; returns the run to put in its place."""


def map_runs(draft: Draft, change: Change) -> Draft:
    """Return *draft* with every run of inlines (rubrics, paragraphs, items, cells, signatures) changed."""

    def part(value: Chapter | Clause) -> Chapter | Clause:
        if isinstance(value, Chapter):
            return value
        rubric, blocks = change(value.rubric, value), each(value.blocks, lambda one: _block(one, value, change))
        return value if rubric is value.rubric and blocks is value.blocks else replace(value, rubric=rubric, blocks=blocks)

    return replace(draft, body=tuple(part(value) for value in draft.body))


def each(values: tuple[_T, ...], made: Callable[[_T], _T]) -> tuple[_T, ...]:
    """Return *values* as *made* makes them, the very tuple where each stays what it is: most of a draft is not changed."""
    found = tuple(map(made, values))
    return values if all(map(is_, values, found)) else found


def _block(value: Block, clause: Clause, change: Change) -> Block:
    match value:
        case Paragraph() | Item():
            inlines = change(value.inlines, clause)
            return value if inlines is value.inlines else replace(value, inlines=inlines)
        case Signature():
            lines = each(value.lines, lambda run: change(run, clause))
            return value if lines is value.lines else replace(value, lines=lines)
        case Table():
            rows = each(value.rows, lambda row: _row(row, clause, change))
            return value if rows is value.rows else replace(value, rows=rows)
        case _:
            return value


def _row(value: Row, clause: Clause, change: Change) -> Row:
    cells = each(value.cells, lambda one: _cell(one, clause, change))
    return value if cells is value.cells else replace(value, cells=cells)


def _cell(value: Cell, clause: Clause, change: Change) -> Cell:
    paragraphs = each(value.paragraphs, lambda run: change(run, clause))
    return value if paragraphs is value.paragraphs else replace(value, paragraphs=paragraphs)
