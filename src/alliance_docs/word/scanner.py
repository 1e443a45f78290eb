"""From runs, fields and content controls to paragraphs and tables as they read now, one part of a .docx at a time.

Whatever has no words of its own is kept verbatim.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from alliance_docs.drafting.draft import Opaque
from alliance_docs.word.containers import OPEN, SILENT, inside, is_frame
from alliance_docs.word.embedded import ALTERNATE, chosen
from alliance_docs.word.labels import Labels
from alliance_docs.word.names import PREFIX
from alliance_docs.word.ooxml import W, integer, on, value
from alliance_docs.word.opaque import PREFIXES, canonical, keep, without_own_marks
from alliance_docs.word.package import Package
from alliance_docs.word.records import Grid, Kept, Para, Segment
from alliance_docs.word.runs import RunReader
from alliance_docs.word.scan_tables import scan_table
from alliance_docs.word.style_table import StyleInfo, list_of, own_level

_GROUP = f"{{{PREFIXES['wpg']}}}wgp"
_PAGE = re.compile(r"[\d０-９IVXivx]\s*$")


@dataclass
class Scanner:
    """Scans one part: ``blocks`` once for its body, then ``flush``; what was found stands in *out*."""

    package: Package
    part: str
    styles: Mapping[str, StyleInfo]
    usual: StyleInfo
    labels: Labels
    runs: RunReader
    opaque_marks: frozenset[str]
    group_marks: frozenset[str]
    out: list[Para | Grid | Kept] = field(default_factory=list)
    landscape: list[bool] = field(default_factory=list)
    group: str = ""
    pending: list[str] = field(default_factory=list)
    order: Mapping[Any, int] = field(default_factory=dict)
    """Each ``w:p`` of the main part and its number, from 0 in document order."""
    carried: list[Segment] = field(default_factory=list)
    carried_marks: list[str] = field(default_factory=list)
    foreign: bool = False
    """The file is not ours: what it holds is read as text wherever it stands."""

    def blocks(self, container: Any) -> None:
        """Scan the block-level children of the body."""
        children = list(container)
        position = 0
        while position < len(children):
            node = children[position]
            position += 1
            if node.tag == f"{W}bookmarkStart":
                name = node.get(f"{W}name", "")
                if name in self.opaque_marks:
                    position = self._opaque_range(children, position, node.get(f"{W}id"), name)
                else:
                    self._mark(name)
            elif node.tag == f"{W}p":
                self._body_paragraph(node)
            elif node.tag == f"{W}tbl":
                self._body_table(node)
            elif node.tag == f"{W}sectPr":
                self._section(node)
            elif node.tag in OPEN:
                self.blocks(node)
            elif self.runs.opened and node.tag == ALTERNATE:
                if (branch := chosen(node)) is not None:
                    self.blocks(branch)
            elif node.tag not in SILENT and isinstance(node.tag, str):
                self._keep(node)

    def _section(self, node: Any) -> None:
        size = node.find(f"{W}pgSz")
        self.landscape.append(size is not None and size.get(f"{W}orient") == "landscape")

    def _take_pending(self) -> list[str]:
        names, self.pending = self.pending, []
        return names

    def _mark(self, name: str) -> None:
        self.pending.append(name)
        if name in self.group_marks:
            self.group = name

    def _keep(self, node: Any) -> None:
        alone, names = without_own_marks(node, PREFIX)
        for name in names:
            self._mark(name)
        xml = keep(alone, self.package, self.part) if self.runs.luggage else canonical(alone)
        self.out.append(Kept(Opaque(xml), self._take_pending(), len(self.landscape)))

    def flush(self) -> None:
        """Words whose paragraph's end was deleted, but which no paragraph follows, stand by themselves."""
        if (para := self.take_carried()) is not None:
            para.section = len(self.landscape)
            self.out.append(para)

    def _opaque_range(self, children: list[Any], position: int, number: str | None, name: str) -> int:
        """Keep everything up to the bookmark's end as one block; when its end is elsewhere, only the next element."""
        end = next(
            (
                place
                for place in range(position, len(children))
                if children[place].tag == f"{W}bookmarkEnd" and children[place].get(f"{W}id") == number
            ),
            None,
        )
        inside = [node for node in children[position : position + 1 if end is None else end] if isinstance(node.tag, str)]
        xml = "".join(keep(node, self.package, self.part) for node in inside)
        self.out.append(Kept(Opaque(xml), [*self._take_pending(), name], len(self.landscape)))
        return position + 1 if end is None else end + 1

    def _body_paragraph(self, node: Any) -> None:
        if any(mark.get(f"{W}name") in self.opaque_marks for mark in node.iter(f"{W}bookmarkStart")):
            self._keep(node)
            return
        if not self.foreign and next(node.iter(_GROUP), None) is not None and (kept := self._chart(node)):
            self.out.append(kept)
            return
        para = self.paragraph(node)
        boxes = self.runs.boxes
        if para is not None:
            para.marks = self._take_pending() + para.marks
            self.out.append(para)
        for box in boxes:
            self.blocks(box)
        section = node.find(f"{W}pPr/{W}sectPr")
        if section is not None:
            self._section(section)

    def _chart(self, node: Any) -> Kept | None:
        from alliance_docs.word.chart import read_chart

        chart = read_chart(node)
        if chart is None:
            return None
        for mark in node.iter(f"{W}bookmarkStart"):
            self._mark(mark.get(f"{W}name", ""))
        return Kept(chart, self._take_pending(), len(self.landscape))

    # --- paragraphs ---

    def paragraph(self, node: Any) -> Para | None:
        """Scan a ``w:p``; None when its end was deleted and its words go on in the next."""
        properties = node.find(f"{W}pPr")
        style = self.usual
        label = None
        align = ""
        if properties is not None:
            named = properties.find(f"{W}pStyle")
            style = self.styles.get(named.get(f"{W}val", ""), self.usual) if named is not None else self.usual
            align = value(properties.find(f"{W}jc"))
        number = list_of(properties) or self._number_of(style, properties)
        segments: list[Segment] = self.carried
        marks: list[str] = self.carried_marks
        self.carried, self.carried_marks = [], []
        for run in self.runs.scan(node, lambda name: self._inline_mark(name, marks)):
            run.group = self.group
            cites = run.leads in self.group_marks
            if cites and run.kind == "t":
                run.kind = "r"
            last = segments[-1] if segments else None
            if last and last.kind == run.kind and last.kind not in "nop" and last.rubric == run.rubric and (
                last.bold == run.bold or run.kind in "bcrgx"
            ) and last.group == run.group and not (cites and last.text and last.leads != run.leads):  # fmt: skip
                last.text += run.text
            else:
                segments.append(run)
        self.runs.end_paragraph()
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._carry(segments, marks)
            return None
        if self.runs.opened and properties is not None and on(properties.find(f"{W}rPr/{W}specVanish")):
            # a heading that runs on into its text: Word hides the paragraph's end between them
            label = self.labels.count(*number) if number is not None else None
            self._carry([Segment("t", label.text), *segments] if label else segments, marks)
            return None
        if number is not None:
            label = self.labels.count(*number)
        size = self.runs.size or style.size
        heading = style.heading
        if properties is not None and (outline := properties.find(f"{W}outlineLvl")) is not None:
            heading = integer(value(outline)) + 1 if integer(value(outline)) < 9 else 0
        section = len(self.landscape)
        source = self.order.get(node, -1)
        words = [segment for segment in segments if segment.kind == "t" and segment.text.strip()]
        strong = bool(words) and (style.bold or all(segment.bold for segment in words))
        # a field that never ends must not make a table of contents of the whole text
        contents = style.contents or (self.runs.contents and bool(_PAGE.search("".join(segment.text for segment in segments[-2:]))))
        align = align or ("" if style.ours else style.align)
        return Para(style.ours, segments, marks, label, align, heading, size >= 36, section, source, strong, style.title, contents)

    def _number_of(self, style: StyleInfo, properties: Any) -> tuple[int, int] | None:
        """Return the list of a style; its level is the paragraph's own, or the one linked to the style."""
        if style.number is None:
            return None
        instance, level = style.number
        own = own_level(properties)
        return instance, self.labels.level_of(instance, style.numbered_by, level) if own is None else own

    def _carry(self, segments: list[Segment], marks: list[str]) -> None:
        """Let words go on in the next paragraph."""
        self.carried, self.carried_marks = segments, marks if segments else []

    def _inline_mark(self, name: str, marks: list[str]) -> None:
        marks.append(name)
        if name in self.group_marks:
            self.group = name

    # --- tables ---

    def _body_table(self, node: Any) -> None:
        first = next(node.iter(f"{W}p"), None)
        if first is not None and any(mark.get(f"{W}name") in self.opaque_marks for mark in first.iter(f"{W}bookmarkStart")):
            self._keep(node)
            return
        self.flush()
        if self.foreign and is_frame(node):
            for cell in (cell for row in inside(node, f"{W}tr") for cell in inside(row, f"{W}tc")):
                self.blocks(cell)
            return
        marks = self._take_pending()
        self.out.append(scan_table(self, node, marks))

    def take_carried(self) -> Para | None:
        """Return words whose paragraph's end was deleted as a paragraph of their own, None when there are none."""
        segments, marks, self.carried, self.carried_marks = self.carried, self.carried_marks, [], []
        return Para("", segments, marks) if segments else None
