"""The Draft: a document as a tree of clauses, with no Word in it. Templates make it, Word carries it, checks read it.

Everything is frozen and compares by value. Numbers are computed (``numbering.number``), never typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias

# --- inlines -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Text:
    """Our own words."""

    text: str
    bold: bool = False


@dataclass(frozen=True)
class Fact:
    """A printed fact and where it comes from: ``members[m01].name``. *origin* is ``file:line`` of the template."""

    text: str
    path: str = ""
    bold: bool = False
    origin: str = field(default="", compare=False)


@dataclass(frozen=True)
class Blank:
    """An unknown fact, printed highlighted as 【待填：label】."""

    label: str
    path: str = ""


@dataclass(frozen=True)
class Choice:
    """A decision still open, printed highlighted as 【待选：label（甲／乙）】."""

    label: str
    options: tuple[str, ...] = ()
    path: str = ""


@dataclass(frozen=True)
class Ref:
    """A reference to a clause: ``clause`` id, 款 and 项 counted from 1 (0: none).

    *document* is empty for the same document. *text* is the words printed (第十二条第二款第（三）项).
    """

    clause: str
    paragraph: int = 0
    item: int = 0
    document: str = ""
    text: str = ""
    bold: bool = field(default=False, compare=False)  # a look only; what it refers to is the same


@dataclass(frozen=True)
class Box:
    """A box to tick: □ or ☑."""

    checked: bool = False


@dataclass(frozen=True)
class Gap:
    """Room for handwriting (signature, date), *width* full-width characters, printed underlined."""

    width: int


@dataclass(frozen=True)
class LineBreak:
    """A new line within a paragraph or cell."""


@dataclass(frozen=True)
class OpaqueInline:
    """Run-level OOXML kept verbatim (a picture, a footnote mark)."""

    xml: str


Inline: TypeAlias = Text | Fact | Blank | Choice | Ref | Box | Gap | LineBreak | OpaqueInline
Inlines: TypeAlias = tuple[Inline, ...]

# --- blocks ------------------------------------------------------------------------------------------------------

Role = Literal[
    "body",  # running text: a 款
    "plain",  # like body, without first-line indent
    "title",  # document title, centred
    "subtitle",  # below the title, centred, in brackets
    "cover-title",
    "cover-line",
    "subheading",  # small heading inside a clause, not numbered
    "party",  # a line of a party's particulars
    "recital",  # 鉴于 …
    "to",  # 主送
    "sign-off",  # 落款 unit, right
    "date",  # 成文日期, right
    "center",
    "right",
    "note",  # small print: 参考样式…
    "attachment-note",  # 附件：1.…
    "alternative",  # head of one alternative of an open choice
]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; in an article a ``body`` paragraph is a 款."""

    inlines: Inlines
    role: Role = "body"


@dataclass(frozen=True)
class Item:
    """An item: level 1 （一）项, level 2 1. 目, level 3 （1）. *number* counts from 1 in its list.

    *mark*: its whole number where a document not made here writes it in decimals (3.1); how it looks, not what it is.
    """

    level: Literal[1, 2, 3]
    number: int
    inlines: Inlines
    mark: str = field(default="", compare=False)


@dataclass(frozen=True)
class Serial:
    """A native serial number (序号) in a table cell; as an inline it would be typed, so it is a cell of its own."""

    number: int


@dataclass(frozen=True)
class Cell:
    """A table cell. *paragraphs* holds at least one tuple of inlines, or a single :class:`Serial`.

    *span* counts columns; *rows* counts rows (0: the cell continues the one above); *label* cells are centred form labels.
    """

    paragraphs: tuple[Inlines, ...] = ((),)
    serial: Serial | None = None
    span: int = 1
    rows: int = 1
    label: bool = False
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True)
class Row:
    """A table row; *key* is its identity (``members[m01]``) where it stands for one record."""

    cells: tuple[Cell, ...]
    key: str = ""
    height: float = 0.0
    """Least height in centimetres, 0 for automatic (boxes for opinions and seals)."""


@dataclass(frozen=True)
class Table:
    """A table or form grid. *widths* are relative column widths; the first *header* rows repeat on each page."""

    widths: tuple[int, ...]
    rows: tuple[Row, ...]
    header: int = 1
    form: bool = False


@dataclass(frozen=True)
class Signature:
    """A signature block, kept together on one page. *key* names the party (``members[m01]``); one tuple of inlines a line."""

    lines: tuple[Inlines, ...]
    key: str = ""


@dataclass(frozen=True)
class Node:
    """A box of the organisation chart."""

    id: str
    name: str
    function: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Edge:
    """A line of the chart from the upper to the lower organ; solid leads, dashed advises or supports."""

    upper: str
    lower: str
    solid: bool = True


@dataclass(frozen=True)
class Chart:
    """The organisation chart."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True)
class PageBreak:
    """A new page."""


@dataclass(frozen=True)
class Contents:
    """A contents page: written entries with page references to chapters, headings and annexes."""


@dataclass(frozen=True)
class Opaque:
    """Block-level OOXML kept verbatim."""

    xml: str


Block: TypeAlias = Paragraph | Item | Table | Signature | Chart | PageBreak | Contents | Opaque

ClauseKind = Literal["article", "section", "annex", "passage"]


@dataclass(frozen=True)
class Clause:
    """The unit of override, check, redline and merge, under a stable id.

    ``article`` prints 第N条　rubric; ``section`` a numbered heading (level 1 一、 level 2 （一）) of a letter, plan or
    form; ``annex`` starts a page with 附件N and its title; ``passage`` has no number (title part, recitals,
    signature page). *number* is 0 for passages. *mark* is the number of a section where a document not made here writes it
    in plain figures (3, 3.1); how it looks, not what it is.
    """

    id: str
    kind: ClauseKind
    rubric: Inlines = ()
    blocks: tuple[Block, ...] = ()
    number: int = 0
    level: Literal[1, 2] = 1
    landscape: bool = False
    mark: str = field(default="", compare=False)

    @property
    def rubric_text(self) -> str:
        """The rubric as plain text."""
        return plain(self.rubric)


@dataclass(frozen=True)
class Chapter:
    """A chapter heading 第N章; the clauses that follow belong to it."""

    title: str
    number: int = 0


@dataclass(frozen=True)
class Draft:
    """A document. *id* is the document id (``charter``), *title* its printed title."""

    id: str
    title: str
    body: tuple[Chapter | Clause, ...]
    jurisdiction: str = ""

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """All clauses in order."""
        return tuple(part for part in self.body if isinstance(part, Clause))

    def clause(self, clause_id: str) -> Clause | None:
        """Return the clause of that id, or None."""
        return self._by_id.get(clause_id)

    @cached_property
    def _by_id(self) -> dict[str, Clause]:
        return {clause.id: clause for clause in reversed(self.clauses)}  # the first of an id counts


# --- reading a draft ---------------------------------------------------------------------------------------------


def blank_text(blank: Blank) -> str:
    """The printed form of an unknown fact."""
    return f"【待填：{blank.label}】"


def choice_text(choice: Choice) -> str:
    """The printed form of an open choice."""
    options = "／".join(choice.options)
    return f"【待选：{choice.label}（{options}）】" if options else f"【待选：{choice.label}】"


def plain(inlines: Inlines) -> str:
    """Return inlines as plain text; a gap is underscores, a line break a line feed."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text() | Fact() | Ref():
                parts.append(inline.text)
            case Blank():
                parts.append(blank_text(inline))
            case Choice():
                parts.append(choice_text(inline))
            case Box():
                parts.append("☑" if inline.checked else "□")
            case Gap():
                parts.append("_" * inline.width)
            case LineBreak():
                parts.append("\n")
            case OpaqueInline():
                pass
    return "".join(parts)


def block_inlines(block: Block) -> Iterator[Inlines]:
    """Yield every run of inlines of a block, cell by cell."""
    match block:
        case Paragraph() | Item():
            yield block.inlines
        case Table():
            for row in block.rows:
                for cell in row.cells:
                    yield from cell.paragraphs
        case Signature():
            yield from block.lines
        case _:
            return


def clause_inlines(clause: Clause) -> Iterator[Inlines]:
    """Yield the rubric and every run of inlines of a clause, in order."""
    yield clause.rubric
    for block in clause.blocks:
        yield from block_inlines(block)


def clause_text(clause: Clause) -> str:
    """Return a clause's own words, one line a paragraph, without its number."""
    return "\n".join(text for text in map(plain, clause_inlines(clause)) if text)
