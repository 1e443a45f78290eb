"""What the scanner finds in a .docx, before it is told what it means: paragraphs, tables, things kept as they are."""

from __future__ import annotations

from dataclasses import dataclass, field

from alliance_docs.drafting.draft import Block, Inlines


@dataclass
class Segment:
    """A stretch of a paragraph of one kind.

    *kind*: ``t`` text, ``f`` fact, ``b`` blank, ``c`` open choice, ``r`` reference, ``x`` boxes, ``g`` room for
    handwriting, ``n`` line break, ``p`` page break, ``o`` opaque. *inlines* is filled in once the words have been
    matched with the spans written. *group*: the bookmark (clause or row) it stands behind; *leads*: the bookmark that a
    field in it refers to.
    """

    kind: str
    text: str = ""
    bold: bool = False
    rubric: bool = False
    xml: str = ""
    group: str = ""
    inlines: Inlines = ()
    leads: str = ""


@dataclass(frozen=True)
class Label:
    """The automatic number of a paragraph: as printed, its value, and its level from 0."""

    text: str
    value: int
    level: int


@dataclass
class Para:
    """A paragraph. *style* is one of ours or empty; *heading* the outline level from 1, or 0; *section*: index of its section.

    *strong*: all of it is bold; *title*: its style is for titles; *contents*: it is an entry of a table of contents.
    *source*: which ``w:p`` of the main part it stands in, counted from 0 in document order; -1 when it has none of its own.
    """

    style: str
    segments: list[Segment]
    marks: list[str]
    label: Label | None = None
    align: str = ""
    heading: int = 0
    large: bool = False
    section: int = 0
    source: int = -1
    strong: bool = False
    title: bool = False
    contents: bool = False

    @property
    def text(self) -> str:
        """The words, a line break as a line feed."""
        return "".join(segment.text for segment in self.segments)


@dataclass
class CellRecord:
    """A cell. *merge*: ``""``, ``restart`` or ``continue``."""

    paragraphs: list[Para]
    span: int = 1
    merge: str = ""


@dataclass
class RowRecord:
    """A row. *height* in twentieths of a point, 0 for automatic."""

    cells: list[CellRecord]
    header: bool = False
    height: int = 0


@dataclass
class Grid:
    """A table. *widths* in twentieths of a point."""

    rows: list[RowRecord]
    widths: list[int]
    form: bool = False
    marks: list[str] = field(default_factory=list)
    section: int = 0


@dataclass
class Kept:
    """A block kept as it is, or read as a chart."""

    block: Block
    marks: list[str]
    section: int = 0


@dataclass
class Scan:
    """A whole document: its *blocks*, and for each section whether it is landscape.

    *margins*: the lines of a stranger's headers and footers; *damaged*: parts that could not be read.
    """

    blocks: list[Para | Grid | Kept]
    landscape: list[bool]
    margins: list[Para] = field(default_factory=list)
    damaged: tuple[str, ...] = ()
