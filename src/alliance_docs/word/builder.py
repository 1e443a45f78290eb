"""A Draft's body being put together, clause by clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from alliance_docs.drafting.draft import (
    Block,
    Chapter,
    Clause,
    ClauseKind,
    Inlines,
    Item,
    PageBreak,
    Paragraph,
    Role,
    Signature,
    plain,
)
from alliance_docs.word.align import inlines_of
from alliance_docs.word.identity import Mark
from alliance_docs.word.normal import normal_inlines
from alliance_docs.word.records import Para, Segment
from alliance_docs.word.segments import split_pages

Trace: TypeAlias = "int | tuple[Trace, ...]"
"""The number of a ``w:p``, -1 where there is none; for what stands in several paragraphs, one for each, nested as they are."""


def words_of(segments: Sequence[Segment]) -> Inlines:
    """Return the inlines of segments in their normal form."""
    return normal_inlines(inlines_of(segments))


@dataclass
class OpenClause:
    """A clause being put together; *awaits_title*: an annex whose title stands in the next paragraph."""

    mark: str
    clause: Clause
    blocks: list[Block] = field(default_factory=list)
    signature: list[Inlines] | None = None
    sign_key: str = ""
    signed: list[int] = field(default_factory=list)
    awaits_title: bool = False
    rubric_source: Trace = -1
    sources: list[Trace] = field(default_factory=list)
    """One for each block."""


@dataclass
class Builder:
    """Collects chapters and clauses in order. *marks*: what the bookmarks mean; *landscape*: for each section."""

    marks: Mapping[str, Mark]
    landscape: Sequence[bool]
    body: list[Chapter | Clause] = field(default_factory=list)
    found: list[tuple[str, str]] = field(default_factory=list)
    """Each clause with the bookmark it was found by, or none, in order."""
    open: OpenClause | None = None
    traced: list[Trace] = field(default_factory=list)
    """For each clause of *found*, where its rubric and its blocks stand in the file."""
    source: Trace = -1
    """Where the block now being placed stands in the file."""
    article: int = 0
    """The number of the article last begun."""
    part: int = 0
    """The number of the section of the first level last begun."""
    _seen: set[str] = field(default_factory=set)
    _ids: dict[str, int] = field(default_factory=dict)
    """Ids that are taken, and how often each was asked for."""

    def __post_init__(self) -> None:
        self._ids = {mark.id: 1 for mark in self.marks.values() if mark.kind == "clause"}

    def begin_marked(self, names: Sequence[str], section: int) -> bool:
        """Begin the clause one of these bookmarks stands for; False when none does."""
        for name in names:
            mark = self.marks.get(name)
            if mark and mark.kind == "clause" and name not in self._seen:
                self._seen.add(name)
                self.close()
                kind: ClauseKind = mark.clause_kind  # type: ignore[assignment]
                clause = Clause(mark.id, kind, level=2 if mark.level == 2 else 1, landscape=mark.landscape)
                self.open = OpenClause(name, clause)
                return True
        return False

    def begin(self, kind: ClauseKind, section: int, number: int = 0, level: Literal[1, 2] = 1) -> OpenClause:
        """Begin a clause without bookmark."""
        self.close()
        landscape = self.landscape[section] if section < len(self.landscape) else False
        clause = Clause(self._new_id(kind, number), kind, number=number, level=level, landscape=landscape)
        self.open = OpenClause("", clause)
        if kind == "article":
            self.article = number
        if kind == "section" and level == 1:
            self.part = number
        return self.open

    def _new_id(self, kind: str, number: int) -> str:
        base = name = f"{kind}_{number}" if number else kind
        count = self._ids.get(base, 0)
        while name in self._ids:
            count += 1
            name = f"{base}_{count}"
        self._ids[base] = max(count, 1)
        self._ids[name] = self._ids.get(name, 1)
        return name

    def here(self, section: int) -> OpenClause:
        """Return the open clause; text before any clause is a passage."""
        return self.open or self.begin("passage", section)

    def close(self) -> None:
        """End the open clause."""
        self._close_signature()
        if self.open is not None:
            self.body.append(replace(self.open.clause, blocks=tuple(self.open.blocks)))
            self.found.append((self.open.mark, self.open.clause.id))
            self.traced.append((self.open.rubric_source, *self.open.sources))
        self.open = None

    def chapter(self, title: Inlines, number: int) -> None:
        """Add a chapter."""
        self.close()
        self.body.append(Chapter(plain(title), number))

    def rubric(self, rubric: Inlines) -> None:
        """Give the open clause its rubric."""
        if self.open is not None:
            self.open.clause = replace(self.open.clause, rubric=rubric)
            self.open.rubric_source = self.source
            self.open.awaits_title = False

    def number(self, number: int) -> None:
        """Give the open clause its number."""
        if self.open is not None:
            self.open.clause = replace(self.open.clause, number=number)
            if self.open.clause.kind == "article":
                self.article = number

    def add(self, block: Block, section: int) -> None:
        """Add a block to the open clause."""
        here = self.here(section)
        self._close_signature()
        here.awaits_title = False
        here.blocks.append(block)
        here.sources.append(self.source)

    def words(self, para: Para, role: Role) -> None:
        """Add a paragraph, parted at page breaks; an empty running paragraph is none."""
        for part in split_pages(para.segments):
            if part is None:
                self.add(PageBreak(), para.section)
                continue
            inlines = words_of(part)
            if inlines or (role != "body" and len(para.segments) == len(part)):
                self.add(Paragraph(inlines, role), para.section)

    def item(self, para: Para, level: Literal[1, 2, 3]) -> None:
        """Add an item of one of our styles."""
        number = para.label.value if para.label else self._next_item(level)
        self.add(Item(level, number, words_of(para.segments)), para.section)

    def _next_item(self, level: int) -> int:
        for block in reversed(self.open.blocks if self.open else []):
            if not isinstance(block, Item) or block.level < level:
                break
            if block.level == level:
                return block.number + 1
        return 1

    def sign(self, para: Para) -> None:
        """Add a line of a signature block; its first style or its bookmark begins a new block."""
        here = self.here(para.section)
        names = [name for name in para.marks if name in self.marks and self.marks[name].kind == "sign"]
        if para.style == "AlSignFirst" or names or here.signature is None:
            self._close_signature()
            here.signature = []
            here.signed = []
            here.sign_key = self.marks[names[0]].id if names else ""
        here.signature.append(words_of(para.segments))
        here.signed.append(para.source)

    def _close_signature(self) -> None:
        if self.open is not None and self.open.signature is not None:
            self.open.blocks.append(Signature(tuple(self.open.signature), self.open.sign_key))
            self.open.sources.append(tuple(self.open.signed))
            self.open.signature = None
