"""The contents page: written entries with page references, and the page each thing probably stands on.

Word brings page references up to date when the file is opened or printed; until then the estimate stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from alliance_docs.drafting.draft import (
    Block,
    Chapter,
    Clause,
    Contents,
    Draft,
    Item,
    PageBreak,
    Paragraph,
    Signature,
    Table,
    plain,
)  # fmt: skip
from alliance_docs.facts.numerals import han

_LINES, _CHARACTERS = 22, 28
_TALL = {"title": 2.0, "subtitle": 1.5, "cover-title": 7.0, "sign-off": 2.0, "note": 0.7}


@dataclass(frozen=True)
class Entry:
    """A line of the contents: its words, the place in the draft's body it leads to, and the page estimated."""

    text: str
    place: int
    page: int


def entries(draft: Draft) -> list[Entry]:
    """Return the contents of *draft*: chapters, sections and annexes; the articles where there are no chapters."""
    chapters = any(isinstance(part, Chapter) for part in draft.body)
    return [
        Entry(_words(part), place, page)
        for place, (part, page) in enumerate(_pages(draft))
        if isinstance(part, Chapter)
        or (part.kind == "section" and part.level == 1)
        or part.kind == "annex"
        or (part.kind == "passage" and part.rubric)
        or (part.kind == "article" and part.rubric and not chapters)
    ]


def _words(part: Chapter | Clause) -> str:
    if isinstance(part, Chapter):
        return f"第{han(part.number)}章　{part.title}"
    rubric = plain(part.rubric).replace("\n", "")
    match part.kind:
        case "article":
            return f"第{han(part.number)}条　{rubric}"
        case "section":
            return f"{han(part.number)}、{rubric}"
        case "annex":
            return f"{annex_label(part.number)}　{rubric}".rstrip("\u3000")
        case "passage":
            return rubric


def annex_label(number: int) -> str:
    """附件2; 附件 where there is but one and it has no number."""
    return f"附件{number}" if number else "附件"


def _pages(draft: Draft) -> Iterator[tuple[Chapter | Clause, int]]:
    """Yield every part with the page it probably begins on, counting lines of 28 characters, 22 to a page."""
    page, line, wide = 1, 0.0, False
    for part in draft.body:
        if isinstance(part, Clause) and ((part.kind == "annex" or part.landscape != wide) and (line or page > 1)):
            page, line = page + 1, 0.0
        if isinstance(part, Clause):
            wide = part.landscape
        if line > _LINES - 2:
            page, line = page + 1, 0.0
        yield part, page
        line += 2 if isinstance(part, Chapter) else 0
        for block in part.blocks if isinstance(part, Clause) else ():
            if isinstance(block, PageBreak):
                page, line = page + 1, 0.0
                continue
            tall = len(draft.body) / 4 if isinstance(block, Contents) else _lines(block)
            line += tall
            while line > _LINES:
                page, line = page + 1, line - _LINES


def _lines(block: Block) -> float:
    match block:
        case Paragraph():
            return max(1, -(-(len(plain(block.inlines)) + 2) // _CHARACTERS)) * _TALL.get(block.role, 1.0)
        case Item():
            return max(1, -(-(len(plain(block.inlines)) + 5) // _CHARACTERS))
        case Table():
            return sum(max(row.height / 1.02, 0.8) for row in block.rows)
        case Signature():
            return 1.2 * len(block.lines) + 1.3
        case _:
            return 1.0
