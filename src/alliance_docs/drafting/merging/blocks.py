"""Merging the blocks of a clause: paragraphs, items, tables, signature blocks; whole pieces where there are no words."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import TypeVar

from rapidfuzz import fuzz

from alliance_docs.drafting.draft import Block, Inlines, Item, Opaque, Paragraph, Signature, Table, block_inlines, plain
from alliance_docs.drafting.merging.outcome import Recorder
from alliance_docs.drafting.merging.runs import merge_runs
from alliance_docs.drafting.merging.sequences import Kind, merge_lists
from alliance_docs.drafting.merging.tables import merge_tables, table_gist
from alliance_docs.drafting.merging.words import kept_gist, same_place

T = TypeVar("T")


def chosen(base: T, ours: T, theirs: T) -> T:
    """The lawyer's value where the lawyer changed it, else ours."""
    return ours if theirs == base else theirs


def run_gist(inlines: Inlines) -> Hashable:
    """The words of a run, facts by their paths."""
    return tuple(map(same_place, inlines))


def block_text(block: Block) -> str:
    """The words of a block, a line a run."""
    return "\n".join(filter(None, map(plain, block_inlines(block))))


def block_gist(block: Block) -> Hashable:
    """A block with the values of facts taken away."""
    match block:
        case Paragraph():
            return "p", block.role, run_gist(block.inlines)
        case Item():
            return "i", block.level, run_gist(block.inlines)
        case Signature():
            return "s", block.key, tuple(map(run_gist, block.lines))
        case Table():
            return "t", table_gist(block)
        case Opaque():
            return "o", kept_gist(block.xml)
        case _:
            return block


def block_likeness(one: Block, other: Block) -> float:
    """How alike two blocks are, 0–1; what is of another kind is a stranger."""
    if one == other:
        return 1.0
    match one, other:
        case (Paragraph() | Item(), Paragraph() | Item()):
            alike = _likeness(plain(one.inlines), plain(other.inlines))
            same = type(one) is type(other) and getattr(one, "level", 0) == getattr(other, "level", 0)
            return alike if same else alike * 0.8
        case (Signature(), Signature()):
            return 0.95 if one.key == other.key else 0.0
        case (Table(), Table()):
            keys = {row.key for row in one.rows if row.key} & {row.key for row in other.rows if row.key}
            return max(0.6 if keys else 0.0, _likeness(block_text(one), block_text(other)))
        case _ if type(one) is type(other):
            return 0.5
    return 0.0


def _likeness(one: str, other: str) -> float:
    if not one or not other:
        return 0.5 if one == other else 0.0
    return fuzz.ratio(one, other) / 100


def merge_blocks(
    base: tuple[Block, ...], ours: tuple[Block, ...], theirs: tuple[Block, ...], record: Recorder
) -> tuple[Block, ...]:
    """Return the merged blocks of a clause."""
    return merge_lists(base, ours, theirs, BLOCKS, record)


def _merged(base: Block, ours: Block, theirs: Block, record: Recorder) -> Block:
    match base, ours, theirs:
        case (Paragraph() | Item(), Paragraph() | Item(), Paragraph() | Item()):
            inlines = merge_runs(base.inlines, ours.inlines, theirs.inlines, record)
            frame = theirs if _frame(theirs) != _frame(base) else ours
            return replace(frame, inlines=inlines)
        case (Signature(), Signature(), Signature()):
            lines = merge_lists(base.lines, ours.lines, theirs.lines, LINES, record)
            return Signature(lines, chosen(base.key, ours.key, theirs.key))
        case (Table(), Table(), Table()):
            return merge_tables(base, ours, theirs, record)
    return chosen(base, ours, theirs)


def _frame(block: Paragraph | Item) -> tuple[type, object]:
    return type(block), block.role if isinstance(block, Paragraph) else block.level


def _fresh(block: Block, record: Recorder) -> Block:
    match block:
        case Paragraph() | Item():
            return replace(block, inlines=tuple(map(record.fresh, block.inlines)))
        case Signature():
            return replace(block, lines=tuple(tuple(map(record.fresh, line)) for line in block.lines))
        case Table():
            rows = tuple(
                replace(row, cells=tuple(replace(cell, paragraphs=tuple(tuple(map(record.fresh, run)) for run in cell.paragraphs)) for cell in row.cells))
                for row in block.rows
            )  # fmt: skip
            return replace(block, rows=rows)
    return block


BLOCKS: Kind[Block] = Kind(block_likeness, _merged, block_text, block_gist, fresh=_fresh)
LINES: Kind[Inlines] = Kind(
    lambda one, other: _likeness(plain(one), plain(other)),
    merge_runs,
    plain,
    run_gist,
    fresh=lambda line, record: tuple(map(record.fresh, line)),
)
