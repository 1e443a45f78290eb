"""A draft read as running text: passages with their place in the document, and the sentences in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from alliance_docs.drafting.draft import (
    Blank,
    Choice,
    Clause,
    Draft,
    Item,
    Paragraph,
    Signature,
    Table,
    clause_inlines,
    plain,
)
from alliance_docs.facts.numerals import han

_END = re.compile(r"[^。；！？\n]*[。；！？\n]?")
OPEN_CHOICE = "【待选："
BLANK = "【待填："


@dataclass(frozen=True)
class Passage:
    """A paragraph, item, cell or signature line. *lead* is the sentence that opens the list it belongs to.

    *undecided*: its clause still holds an open choice, so that its alternatives stand side by side.
    """

    document: str
    clause: Clause
    location: str
    text: str
    lead: str = ""
    undecided: bool = False


def clause_place(clause: Clause) -> str:
    """The words that name a clause: 第十二条, 附件2, 第三部分; its rubric where it has no number."""
    if clause.number and clause.kind == "article":
        return f"第{han(clause.number)}条"
    if clause.number and clause.kind == "annex":
        return f"附件{clause.number}"
    if clause.number and clause.kind == "section":
        return f"第{han(clause.number)}部分" if clause.level == 1 else f"（{han(clause.number)}）{clause.rubric_text}"
    return clause.rubric_text


def is_undecided(clause: Clause) -> bool:
    """Tell whether a clause still holds an open choice."""
    return any(
        isinstance(inline, Choice) or OPEN_CHOICE in getattr(inline, "text", "") for run in clause_inlines(clause) for inline in run
    )


def is_open(clause: Clause) -> bool:
    """Tell whether a clause still holds a blank or an open choice."""
    return any(
        isinstance(inline, Blank | Choice) or BLANK in (text := getattr(inline, "text", "")) or OPEN_CHOICE in text
        for run in clause_inlines(clause)
        for inline in run
    )


def clause_passages(document: str, clause: Clause) -> Iterator[Passage]:
    """Yield the passages of a clause in order, its rubric first."""
    undecided, place = is_undecided(clause), clause_place(clause)
    if clause.rubric:
        yield Passage(document, clause, place, clause.rubric_text, "", undecided)
    many = sum(isinstance(block, Paragraph) and block.role == "body" for block in clause.blocks) > 1
    paragraph, lead, here = 0, "", place
    for block in clause.blocks:
        match block:
            case Paragraph():
                text = plain(block.inlines)
                if block.role == "body":
                    paragraph += 1
                    here = f"{place}第{han(paragraph)}款" if many and clause.kind == "article" else place
                lead = sentences(text)[-1] if text.rstrip().endswith(("：", ":")) else ""
                yield Passage(document, clause, here, text, "", undecided)
            case Item():
                where = f"{here}第（{han(block.number)}）项" if block.level == 1 and block.number else here
                yield Passage(document, clause, where, plain(block.inlines), lead, undecided)
            case Table():
                for row in block.rows:
                    for cell in row.cells:
                        for run in cell.paragraphs:
                            if run:
                                yield Passage(document, clause, place, plain(run), "", undecided)
            case Signature():
                for line in block.lines:
                    yield Passage(document, clause, place, plain(line), "", undecided)
            case _:
                continue


def passages(draft: Draft, document: str) -> tuple[Passage, ...]:
    """Return all passages of a draft in order, empty ones left out."""
    return tuple(found for clause in draft.clauses for found in clause_passages(document, clause) if found.text.strip())


def sentences(text: str) -> tuple[str, ...]:
    """Split text into sentences, each with its closing mark."""
    return tuple(found for found in _END.findall(text) if found.strip())
