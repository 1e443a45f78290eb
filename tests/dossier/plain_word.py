"""Word files as a stranger would type them: no styles, typed numbers, nothing that tells where the words come from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx

from alliance_docs.checks.reading import clause_place
from alliance_docs.drafting.draft import Chapter, Draft, Item, Paragraph, Signature, Table, plain
from alliance_docs.facts.numerals import han


def lines(draft: Draft) -> list[str | list[list[str]]]:
    """The words of a draft: one text a paragraph, a list of rows for a table."""
    made: list[str | list[list[str]]] = []
    for part in draft.body:
        if isinstance(part, Chapter):
            made.append(f"第{han(part.number)}章　{plain(part.title)}" if part.number else plain(part.title))
            continue
        place = clause_place(part) if part.number and part.kind in ("article", "annex") else ""
        head = f"{place}　{part.rubric_text}" if place and part.rubric_text else place or part.rubric_text
        if head:
            made.append(head)
        for block in part.blocks:
            if isinstance(block, Item):
                number = f"（{han(block.number)}）" if block.level == 1 else f"{block.number}."
                made.append(number + plain(block.inlines))
            elif isinstance(block, Paragraph):
                made.append(plain(block.inlines))
            elif isinstance(block, Signature):
                made += [plain(line) for line in block.lines]
            elif isinstance(block, Table):
                made.append([["\n".join(plain(run) for run in cell.paragraphs) for cell in row.cells] for row in block.rows])
    return made


def write(path: Path, content: list[str | list[list[str]]]) -> Path:
    """Write paragraphs and tables into a new Word file."""
    made: Any = docx.Document()
    for one in content:
        if isinstance(one, str):
            made.add_paragraph(one)
        else:
            table = made.add_table(len(one), max(map(len, one)))
            for row, texts in zip(table.rows, one, strict=True):
                for cell, text in zip(row.cells, texts, strict=False):
                    cell.text = text
    made.save(str(path))
    return path
