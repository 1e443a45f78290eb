"""The normal form of a Draft: what is left when differences are taken away that nobody can see on paper.

``read(write(draft)) == normal(draft)``, and normal(draft) == draft for drafts that hold no such differences.
"""

from __future__ import annotations

import re
from dataclasses import replace

from alliance_docs.drafting.draft import (
    Blank,
    Block,
    Box,
    Cell,
    Chapter,
    Choice,
    Clause,
    Draft,
    Fact,
    Gap,
    Inline,
    Inlines,
    Item,
    LineBreak,
    Opaque,
    OpaqueInline,
    Paragraph,
    Ref,
    Row,
    Signature,
    Table,
    Text,
)  # fmt: skip

_NEWLINE = re.compile(r"\r\n?")


def normal_inlines(inlines: Inlines) -> Inlines:
    """Join neighbouring texts of the same weight, references to one place and gaps; drop what prints nothing; a line feed in a text is a line break."""
    out: list[Inline] = []
    for inline in inlines:
        match inline:
            case Text():
                for number, line in enumerate(_NEWLINE.sub("\n", inline.text).split("\n")):
                    if number:
                        out.append(LineBreak())
                    last = out[-1] if out else None
                    if not line:
                        continue
                    if isinstance(last, Text) and last.bold == inline.bold:
                        out[-1] = Text(last.text + line, inline.bold)
                    else:
                        out.append(Text(line, inline.bold))
            case Fact():
                if inline.text:
                    out.append(replace(inline, text=_NEWLINE.sub("\n", inline.text)))
            case Ref():
                last = out[-1] if out else None
                if isinstance(last, Ref) and replace(last, text=inline.text) == inline and last.bold == inline.bold:
                    out[-1] = replace(last, text=last.text + inline.text)
                elif inline.text:
                    out.append(inline)
            case Gap():
                last = out[-1] if out else None
                if isinstance(last, Gap):
                    out[-1] = Gap(last.width + max(0, inline.width))
                elif inline.width > 0:
                    out.append(inline)
            case Blank() | Choice() | Box() | LineBreak() | OpaqueInline():
                out.append(inline)
    return tuple(out)


def _cell(cell: Cell) -> Cell:
    if cell.serial is not None:
        return replace(cell, paragraphs=((),), label=False)
    if cell.rows == 0:
        return replace(cell, paragraphs=((),))
    return replace(cell, paragraphs=tuple(normal_inlines(run) for run in cell.paragraphs) or ((),))


def _row(row: Row) -> Row:
    return replace(row, cells=tuple(_cell(cell) for cell in row.cells), height=round(max(0.0, row.height), 2))


def normal_block(block: Block) -> Block | None:
    """Return the normal form of a block, or None when it prints nothing."""
    match block:
        case Paragraph():
            inlines = normal_inlines(block.inlines)
            return replace(block, inlines=inlines) if inlines or block.role != "body" else None
        case Item():
            return replace(block, inlines=normal_inlines(block.inlines))
        case Signature():
            return replace(block, lines=tuple(normal_inlines(line) for line in block.lines)) if block.lines else None
        case Table():
            rows = tuple(_row(row) for row in block.rows if row.cells)
            return replace(block, rows=rows, header=min(max(0, block.header), len(rows))) if rows else None
        case Opaque():
            return block if block.xml else None
        case _:
            return block


def normal_clause(clause: Clause) -> Clause:
    """Return the normal form of a clause."""
    blocks = tuple(block for block in map(normal_block, clause.blocks) if block is not None)
    number = 0 if clause.kind == "passage" else clause.number
    return replace(clause, rubric=normal_inlines(clause.rubric), blocks=blocks, number=number)


def normal(draft: Draft) -> Draft:
    """Return the normal form of *draft*; a passage that prints nothing is no part of it."""
    body = tuple(part if isinstance(part, Chapter) else normal_clause(part) for part in draft.body)
    return replace(
        draft,
        body=tuple(
            part for part in body if isinstance(part, Chapter) or part.kind != "passage" or part.blocks or part.rubric
        ),
    )
