"""What the paragraphs of a file are: the clause, the record, the item or the cell each of them stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from alliance_docs.drafting.draft import (
    Blank,
    Block,
    Cell,
    Chapter,
    Choice,
    Clause,
    Draft,
    Fact,
    Inlines,
    Item,
    Paragraph,
    Signature,
    Table,
    plain,
)
from alliance_docs.facts.numerals import han
from alliance_docs.word.builder import Trace
from alliance_docs.word.ooxml import W

_ANNEX = re.compile(r"\s*附件\s*[0-9０-９一二三四五六七八九十]*\s*$")
_RECORD = re.compile(r"^\w+\[[^\]]+\]")


@dataclass(frozen=True)
class Spot:
    """What a paragraph is: its *clause*, the record it stands for (*key*: ``members[m01]``), the facts printed in it."""

    clause: str = ""
    key: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    """(words, path) in order."""
    label: str = ""
    """The number of an item, as printed."""
    column: str = ""
    """What the head of its table calls the cell it begins."""
    row: tuple[int, int] | None = None
    """Its table and row in the clause, counted from 0."""
    name: str = ""
    """What its row says first, serial numbers apart."""


def spots_of(draft: Draft, traced: list[Trace]) -> dict[int, Spot]:
    """Return for each paragraph of a draft, by its number in the file, what it is. *traced*: paragraphs by clause and block."""
    found: dict[int, Spot] = {}
    for clause, trace in zip(draft.clauses, traced, strict=True):
        for number, key, label, inlines in _runs(clause, trace):
            if number < 0:
                continue
            before = found.get(number, Spot(clause.id, key, label=label))
            found[number] = replace(before, key=before.key or key, facts=before.facts + tuple(_facts(inlines)))
        for number, row, name, column in _cells(clause, trace):
            if number in found and found[number].row is None:
                found[number] = replace(found[number], row=row, name=name, column=column)
    return found


def _runs(clause: Clause, trace: Trace) -> Iterator[tuple[int, str, str, Inlines]]:
    """Yield for each run of inlines of a clause its paragraph, the record it stands for, its number, and the inlines."""
    parts = trace if isinstance(trace, tuple) else (trace,)
    yield _first(parts[0]), "", "", clause.rubric
    for block, where in zip(clause.blocks, parts[1:], strict=False):
        yield from _of_block(block, where)


def _of_block(block: Block, where: Trace) -> Iterator[tuple[int, str, str, Inlines]]:
    if isinstance(block, Table):
        for row, in_row in zip(block.rows, where if isinstance(where, tuple) else (), strict=False):
            for cell, in_cell in zip(row.cells, in_row if isinstance(in_row, tuple) else (), strict=False):
                for number, inlines in _zipped(in_cell, cell.paragraphs):
                    yield number, row.key, "", inlines
    elif isinstance(block, Signature):
        for number, inlines in _zipped(where, block.lines):
            yield number, block.key, "", inlines
    else:
        inlines = getattr(block, "inlines", ())
        # other paragraphs may speak of another record next year, and are the same paragraph still
        party = isinstance(block, Paragraph) and block.role == "party"
        yield _first(where), _record(tuple(_facts(inlines))) if party else "", _label(block), inlines


def _label(block: Block) -> str:
    """Return an item's number as it is printed."""
    if not isinstance(block, Item):
        return ""
    return {1: f"（{han(block.number)}）", 2: f"{block.number}.", 3: f"（{block.number}）"}[block.level]


def _zipped(where: Trace, lines: tuple[Inlines, ...]) -> Iterator[tuple[int, Inlines]]:
    numbers = [_first(one) for one in where] if isinstance(where, tuple) else [_first(where)]
    for place, number in enumerate(numbers):
        yield number, lines[place] if place < len(lines) else ()


def _first(trace: Trace) -> int:
    if isinstance(trace, int):
        return trace
    return next((found for one in trace if (found := _first(one)) >= 0), -1)


def _facts(inlines: Inlines) -> Iterator[tuple[str, str]]:
    for inline in inlines:
        match inline:
            case Fact(text=text, path=path):
                yield text, path
            case Blank(label=_, path=path) | Choice(label=_, path=path):
                yield "", path


def _record(facts: tuple[tuple[str, str], ...]) -> str:
    """Return the one record that all facts of a paragraph belong to, empty when there is none."""
    found = {match[0] if (match := _RECORD.match(path)) else "" for _, path in facts if path}
    return found.pop() if len(found) == 1 else ""


def _cells(clause: Clause, trace: Trace) -> Iterator[tuple[int, tuple[int, int], str, str]]:
    """Yield for each paragraph in a cell its row, what the row says first, and for a cell's first what the head calls the cell."""
    for place, (block, where) in enumerate(zip(clause.blocks, trace[1:] if isinstance(trace, tuple) else (), strict=False)):
        if not isinstance(block, Table) or not isinstance(where, tuple):
            continue
        head = block.rows[block.header - 1] if block.header and not block.form else None
        columns = [_said(cell) for cell in head.cells] if head is not None else []
        for number, (row, in_row) in enumerate(zip(block.rows, where, strict=False)):
            name = next((words for cell in row.cells if (words := _said(cell)).strip("0123456789.、（） ")), "")
            named = columns if number >= block.header and len(columns) == len(row.cells) else [""] * len(row.cells)
            for one, column in zip(in_row if isinstance(in_row, tuple) else (), named, strict=False):
                inside = [_first(part) for part in one] if isinstance(one, tuple) else [_first(one)]
                yield from ((paragraph, (place, number), name, column if not later else "") for later, paragraph in enumerate(inside))


def _said(cell: Cell) -> str:
    return "".join(plain(line) for line in cell.paragraphs).replace("\n", "")


def heads_of(spots: Mapping[Any, Spot], draft: Draft) -> Iterator[tuple[Any, Spot]]:
    """Yield the lines that bear the number of an annex above its title."""
    annexes = {clause.id for clause in draft.clauses if clause.kind == "annex"}
    for node, spot in spots.items():
        above = node.getprevious() if spot.clause in annexes else None
        if above is None or above.tag != f"{W}p" or above in spots or not _ANNEX.match("".join(one.text or "" for one in above.iter(f"{W}t"))):
            continue
        annexes.discard(spot.clause)
        yield above, Spot(spot.clause)


def chapters_of(root: Any, spots: Mapping[Any, Spot], ours: Mapping[str, str], draft: Draft) -> Iterator[tuple[Any, str]]:
    """Yield the paragraphs that are chapter headings: by their style, or where nothing else claims their words."""
    titles = [part.title for part in draft.body if isinstance(part, Chapter)]
    body = root.find(f"{W}body")
    for node in body.iterchildren(f"{W}p"):
        named = node.find(f"{W}pPr/{W}pStyle")
        style = ours.get(named.get(f"{W}val", ""), "") if named is not None else ""
        words = "".join(text.text or "" for text in node.iter(f"{W}t")).strip(" \u3000")
        if style == "AlChapter" or (not style and node not in spots and words and any(words.endswith(title) for title in titles if title)):
            yield node, words
