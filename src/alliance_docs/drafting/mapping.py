"""Changing the inlines of a draft, block by block, everything else left as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from alliance_docs.drafting.draft import Block, Cell, Chapter, Clause, Draft, Inlines, Item, Paragraph, Signature, Table

Change = Callable[[Inlines, Clause], Inlines]
"""Gets a run of inlines and the clause it stands in; returns the run to put in its place."""


def map_runs(draft: Draft, change: Change) -> Draft:
    """Return *draft* with every run of inlines (rubrics, paragraphs, items, cells, signatures) changed."""

    def part(value: Chapter | Clause) -> Chapter | Clause:
        if isinstance(value, Chapter):
            return value
        blocks = tuple(_block(one, value, change) for one in value.blocks)
        return replace(value, rubric=change(value.rubric, value), blocks=blocks)

    return replace(draft, body=tuple(part(value) for value in draft.body))


def _block(value: Block, clause: Clause, change: Change) -> Block:
    match value:
        case Paragraph() | Item():
            return replace(value, inlines=change(value.inlines, clause))
        case Signature():
            return replace(value, lines=tuple(change(run, clause) for run in value.lines))
        case Table():
            rows = tuple(replace(row, cells=tuple(_cell(one, clause, change) for one in row.cells)) for row in value.rows)
            return replace(value, rows=rows)
        case _:
            return value


def _cell(value: Cell, clause: Clause, change: Change) -> Cell:
    return replace(value, paragraphs=tuple(change(run, clause) for run in value.paragraphs))
