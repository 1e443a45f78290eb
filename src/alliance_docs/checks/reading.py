"""A draft read as running text: passages with their place in the document, and the sentences in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

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


_Rank: TypeAlias = tuple[()] | tuple[bool, int]
"""How deep what opens a list stands: a paragraph (), an item 3.1 (False, 1), （一） (True, 1), （1） (True, 3)."""


@dataclass(frozen=True)
class _Leads:
    """The lists open at a place: how deep each was opened, and the sentence that opened it."""

    opened: tuple[tuple[_Rank, str], ...] = ()

    def above(self, rank: _Rank) -> _Leads:
        """Return those that an item of *rank* belongs to."""
        return _Leads(tuple(one for one in self.opened if one[0] < rank))

    def then(self, rank: _Rank, text: str) -> _Leads:
        """Return those open after *text*."""
        opens = text.rstrip().endswith(("：", ":"))
        return _Leads((*self.opened, (rank, sentences(text)[-1]))) if opens else self

    @property
    def text(self) -> str:
        """The sentences that open them, the outer ones first."""
        return "".join(lead for _, lead in self.opened)

    @property
    def under_mark(self) -> bool:
        """Whether the innermost was opened by an item with a number in decimals."""
        return bool(self.opened) and self.opened[-1][0][:1] == (False,)


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
    if clause.mark and clause.kind == "section":
        return _decimal(clause.mark)
    if clause.number and clause.kind == "section":
        return f"第{han(clause.number)}部分" if clause.level == 1 else f"（{han(clause.number)}）{clause.rubric_text}"
    return clause.rubric_text


def _decimal(mark: str) -> str:
    """Return how a number in decimals is cited: 第3条, 第3.1款, 第3.1.2项."""
    return f"第{mark}{'条款项项'[min(mark.count('.'), 3)]}"


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
    paragraph, here, marked, open_leads = 0, place, place, _Leads()
    for block in clause.blocks:
        match block:
            case Paragraph():
                text = plain(block.inlines)
                if block.role == "body":
                    paragraph += 1
                    here = f"{place}第{han(paragraph)}款" if many and clause.kind == "article" else place
                yield Passage(document, clause, here, text, "", undecided)
                open_leads = _Leads().then((), text)
            case Item():
                text, rank = plain(block.inlines), (not block.mark, block.level)
                open_leads = open_leads.above(rank)
                where = f"{here}第（{han(block.number)}）项" if block.level == 1 and block.number else here
                if block.mark:  # 3.1 names its article itself
                    marked = where = _decimal(block.mark) if clause.kind == "section" else f"{place}{_decimal(block.mark)}"
                elif block.number and open_leads.under_mark:  # an item of the list that 3.1 opens
                    where = f"{marked}第（{han(block.number) if block.level == 1 else block.number}）项"
                yield Passage(document, clause, where, text, open_leads.text, undecided)
                open_leads = open_leads.then(rank, text)
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
