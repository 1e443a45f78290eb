"""Runs → segments: the words of a paragraph as they read now, by kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from alliance_docs.word.ooxml import W, on
from alliance_docs.word.opaque import PREFIXES, keep
from alliance_docs.word.package import Package
from alliance_docs.word.records import Segment

W14 = f"{{{PREFIXES['w14']}}}"
_KINDS = {"AlFact": "f", "AlBlank": "b", "AlChoice": "c", "AlRef": "r", "AlBox": "x", "AlGap": "g"}
_IN_FULL = "fbcr"
"""Kinds that carry a line break as part of their words."""
_SKIPPED = {
    f"{W}{name}"
    for name in (
        "rPr", "delText", "instrText", "delInstrText", "lastRenderedPageBreak", "annotationRef", "commentReference", "softHyphen",
        "footnoteRef", "endnoteRef", "separator", "continuationSeparator",
    )
}  # fmt: skip
_THROUGH = {f"{W}{name}" for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "fldSimple", "sdtContent", "dir", "bdo")}
_SYMBOLS = {"F0FE": "☑", "F0A8": "□", "F06F": "□", "F052": "☑", "F0A3": "□", "F0FD": "☑", "F071": "□"}
"""Characters of the Wingdings fonts used as boxes."""
_TYPED = re.compile(r"(?P<x>[□☐☑☒])|(?P<g>_{2,})")
_CHECKED = "☑☒√✓"
_EMPTY = "□☐"


@dataclass
class RunReader:
    """Reads the runs of one document in order; a field may run on through paragraphs. *styles*: style id → ours."""

    package: Package
    part: str
    styles: Mapping[str, str]
    plain_boxes: bool
    size: int = 0
    """The largest letters of the paragraph last read, in half points; 0 where none are given."""
    _fields: list[bool] = field(default_factory=list)
    """For each open field, whether its code is being read."""
    _notes: dict[str, dict[str, str]] = field(default_factory=dict)

    def scan(self, paragraph: Any, mark: Callable[[str], None]) -> Iterator[Segment]:
        """Yield the segments of a paragraph; *mark* is called with each bookmark on the way."""
        self.size = 0
        yield from self._children(paragraph, mark)

    def end_paragraph(self) -> None:
        """A field code never runs on into the next paragraph: a broken field must not swallow the text."""
        self._fields = [code for code in self._fields if not code]

    def _children(self, node: Any, mark: Callable[[str], None]) -> Iterator[Segment]:
        for child in node:
            tag = child.tag
            if tag == f"{W}r":
                yield from self._run(child)
            elif tag == f"{W}bookmarkStart":
                mark(child.get(f"{W}name", ""))
            elif tag in _THROUGH:
                yield from self._children(child, mark)
            elif tag == f"{W}sdt":
                yield from self._control(child, mark)
            elif isinstance(tag, str) and not tag.startswith(W):
                yield Segment("o", xml=keep(child, self.package, self.part))

    def _control(self, node: Any, mark: Callable[[str], None]) -> Iterator[Segment]:
        box = node.find(f"{W}sdtPr/{W14}checkbox/{W14}checked")
        if box is not None:
            yield Segment("x", "☑" if box.get(f"{W14}val") in ("1", "true") else "□")
            return
        for content in node.findall(f"{W}sdtContent"):
            yield from self._children(content, mark)

    def _run(self, run: Any) -> Iterator[Segment]:
        properties = run.find(f"{W}rPr")
        style, bold, fonts, underlined = "", False, None, False
        if properties is not None:
            named = properties.find(f"{W}rStyle")
            style = self.styles.get(named.get(f"{W}val", ""), "") if named is not None else ""
            bold = on(properties.find(f"{W}b"))
            fonts = properties.find(f"{W}rFonts")
            underlined = on(properties.find(f"{W}u"))
            size = properties.find(f"{W}sz")
            if size is not None and size.get(f"{W}val", "").isdigit():
                self.size = max(self.size, int(size.get(f"{W}val")))
        kind = _KINDS.get(style, "t")
        # within a rubric a fact keeps its own style, and is told by the font
        rubric = style == "AlRubric" or (kind != "t" and fonts is not None and fonts.get(f"{W}eastAsia") is not None)
        for segment in self._content(run, kind):
            segment.bold = bold and segment.kind in "tf"
            segment.rubric = rubric
            if segment.kind == "t" and underlined and segment.text and not segment.text.strip():
                segment.kind, segment.text = "g", _wide(segment.text)
            if self.plain_boxes and segment.kind == "t":
                yield from _typed(segment)
            else:
                yield segment

    def _content(self, run: Any, kind: str) -> Iterator[Segment]:
        for node in run:
            tag = node.tag
            if tag == f"{W}fldChar":
                self._field(node.get(f"{W}fldCharType", ""))
            elif any(self._fields) or tag in _SKIPPED or not isinstance(tag, str):
                continue
            elif tag == f"{W}t":
                text = node.text or ""
                if node.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
                    text = text.strip(" \t\r\n")
                yield from _styled(kind, text)
            elif tag in (f"{W}tab", f"{W}ptab"):
                yield Segment(kind if kind in _IN_FULL else "t", "\t")
            elif tag == f"{W}br" and node.get(f"{W}type") == "page":
                yield Segment("p")
            elif tag in (f"{W}br", f"{W}cr"):
                yield Segment(kind, "\n") if kind in _IN_FULL else Segment("n", "\n")
            elif tag == f"{W}noBreakHyphen":
                yield Segment(kind, "\u2011")
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                yield Segment("t", self._note(tag[len(W) : -len("Reference")], node.get(f"{W}id", "")))
            elif tag == f"{W}sym" and node.get(f"{W}char", "").upper() in _SYMBOLS:
                yield Segment("x", _SYMBOLS[node.get(f"{W}char", "").upper()])
            else:
                yield Segment("o", xml=self._opaque(run, node))

    def _note(self, kind: str, number: str) -> str:
        """Return a note's words, to stand where it is called: a note cannot move to another document by itself."""
        if kind not in self._notes:
            name = f"word/{kind}s.xml"
            found = self.package.xml(name).iter(f"{W}{kind}") if name in self.package.parts else ()
            self._notes[kind] = {note.get(f"{W}id", ""): "".join(text.text or "" for text in note.iter(f"{W}t")) for note in found}
        words = self._notes[kind].get(number, "").strip()
        return f"〔注：{words}〕" if words else ""

    def _opaque(self, run: Any, node: Any) -> str:
        """Return the run around *node* alone, verbatim."""
        from copy import deepcopy

        if len([child for child in run if child.tag != f"{W}rPr"]) == 1:
            return keep(run, self.package, self.part)
        alone = deepcopy(run)
        place = run.index(node)
        for number, child in reversed(list(enumerate(alone))):
            if child.tag != f"{W}rPr" and number != place:
                alone.remove(child)
        return keep(alone, self.package, self.part)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(True)
        elif self._fields and kind == "separate":
            self._fields[-1] = False
        elif self._fields and kind == "end":
            self._fields.pop()


def _styled(kind: str, text: str) -> Iterator[Segment]:
    """Within boxes and gaps whatever was typed beside them is text."""
    if kind == "x":
        for part in re.findall(f"[{_CHECKED}{_EMPTY}]|[^{_CHECKED}{_EMPTY}]+", text):
            if part in _CHECKED or part in _EMPTY:
                yield Segment("x", "☑" if part in _CHECKED else "□")
            else:
                yield Segment("t", part)
    elif kind == "g":
        for part in re.findall("[\u3000_]+|[^\u3000_]+", text):
            yield Segment("g" if part[0] in "\u3000_" else "t", part)
    elif text:
        yield Segment(kind, text)


def _typed(segment: Segment) -> Iterator[Segment]:
    """Split a stranger's text at its boxes and underscores."""
    start = 0
    for found in _TYPED.finditer(segment.text):
        if found.start() > start:
            yield Segment("t", segment.text[start : found.start()], segment.bold, segment.rubric)
        if found["x"]:
            yield Segment("x", "☑" if found["x"] in _CHECKED else "□")
        else:
            yield Segment("g", "\u3000" * len(found["g"]))
        start = found.end()
    if start < len(segment.text) or not segment.text:
        yield Segment(segment.kind, segment.text[start:], segment.bold, segment.rubric)


def _wide(text: str) -> str:
    """Underlined spaces of any width, as full-width ones."""
    return "\u3000" * max(1, round(sum(1 if char == "\u3000" else 0.5 for char in text)))
