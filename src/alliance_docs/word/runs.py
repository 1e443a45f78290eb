"""Runs → segments: the words of a paragraph as they read now, by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

from alliance_docs.word.embedded import ALTERNATE, chosen, kind_of, lettering, text_boxes
from alliance_docs.word.formfields import box_or_choice
from alliance_docs.word.notes import Notes
from alliance_docs.word.ooxml import W, on
from alliance_docs.word.opaque import PREFIXES, canonical, keep
from alliance_docs.word.package import Package
from alliance_docs.word.records import Segment
from alliance_docs.word.symbols import BOXES, symbol, typed_symbols
from alliance_docs.word.typed_marks import styled, typed, wide

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
_THROUGH = {f"{W}{name}" for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "sdtContent", "dir", "bdo")}


@dataclass
class _Field:
    """An open field: whether its *code* is being read, what of it was read, whether anything was *shown* for it."""

    code: bool = True
    text: str = ""
    shown: bool = False


@dataclass
class RunReader:
    """Reads the runs of one part in order; a field may run on through paragraphs.

    *styles*: style id → ours; *hidden*: character styles that hide their words; *plain_boxes*: a typed □ or ____ is a
    box or room for handwriting; *opened*: words in drawings count, hidden ones do not; *luggage*: kept pieces bring the
    files they need.
    """

    package: Package
    part: str
    styles: Mapping[str, str]
    plain_boxes: bool
    notes: Notes
    opened: bool = False
    luggage: bool = True
    hidden: frozenset[str] = frozenset()
    size: int = 0
    """The largest letters of the paragraph last read, in half points; 0 where none are given."""
    boxes: list[Any] = field(default_factory=list)
    """The text boxes anchored in the paragraph last read."""
    contents: bool = False
    """Whether the paragraph last read has words of an automatic table of contents."""
    _fields: list[_Field] = field(default_factory=list)

    def scan(self, paragraph: Any, mark: Callable[[str], None]) -> Iterator[Segment]:
        """Yield the segments of a paragraph; *mark* is called with each bookmark on the way."""
        self.size, self.boxes, self.contents = 0, [], False
        yield from self._children(paragraph, mark)

    def end_paragraph(self) -> None:
        """A field code never runs on into the next paragraph: a broken field must not swallow the text."""
        self._fields = [one for one in self._fields if not one.code]

    def _children(self, node: Any, mark: Callable[[str], None]) -> Iterator[Segment]:
        for child in node:
            tag = child.tag
            if tag == f"{W}r":
                yield from self._run(child)
            elif tag == f"{W}bookmarkStart":
                mark(child.get(f"{W}name", ""))
            elif tag == f"{W}fldSimple":
                self._fields.append(_Field(False, child.get(f"{W}instr", "")))
                yield from self._children(child, mark)
                self._fields.pop()
            elif tag in _THROUGH:
                yield from self._children(child, mark)
            elif tag == f"{W}sdt":
                yield from self._control(child, mark)
            elif self.opened and tag == ALTERNATE:
                if (branch := chosen(child)) is not None:
                    yield from self._children(branch, mark)
            elif isinstance(tag, str) and not tag.startswith(W):
                if self.opened:
                    self.boxes += text_boxes(child)
                    yield from _text(lettering(child))
                yield Segment("o", xml=self._kept(child))

    def _control(self, node: Any, mark: Callable[[str], None]) -> Iterator[Segment]:
        box = node.find(f"{W}sdtPr/{W14}checkbox/{W14}checked")
        if box is not None:
            yield Segment("x", "☑" if box.get(f"{W14}val") in ("1", "true") else "□")
            return
        waiting = self.opened and self.plain_boxes and on(node.find(f"{W}sdtPr/{W}showingPlcHdr"))
        for content in node.findall(f"{W}sdtContent"):
            found = self._children(content, mark)
            if waiting:  # nothing was filled in yet: what shows is an invitation to type
                words = "".join(segment.text for segment in found).translate({ord(char): None for char in "【】\n"}).strip()
                yield from [Segment("b", f"【待填：{words}】")] if words else []
            else:
                yield from found

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
            if self.opened and self._is_hidden(properties, named):
                if any(node.text for node in run.iter(f"{W}t")):
                    yield Segment("o", xml=self._kept(run, hidden=True))
                return
        kind = _KINDS.get(style, "t")
        # within a rubric a fact keeps its own style, and is told by the font
        rubric = style == "AlRubric" or (kind != "t" and fonts is not None and fonts.get(f"{W}eastAsia") is not None)
        for segment in self._content(run, kind):
            segment.bold = bold and segment.kind in "tf"
            segment.rubric = rubric
            if segment.kind == "t" and underlined and segment.text and not segment.text.strip():
                segment.kind, segment.text = "g", wide(segment.text)
            if self.plain_boxes and segment.kind == "t":
                yield from typed(segment)
            else:
                yield segment

    def _is_hidden(self, properties: Any, named: Any) -> bool:
        own = properties.find(f"{W}vanish")
        return on(own) if own is not None else named is not None and named.get(f"{W}val", "") in self.hidden

    def _content(self, run: Any, kind: str) -> Iterator[Segment]:
        for node in run:
            tag = node.tag
            if tag == f"{W}fldChar":
                yield from self._field(node)
            elif any(one.code for one in self._fields):
                if tag == f"{W}instrText" and self._fields[-1].code:
                    self._fields[-1].text += node.text or ""
            elif tag in _SKIPPED or not isinstance(tag, str):
                continue
            elif tag == f"{W}t":
                for segment in styled(kind, self._words(node)):
                    segment.leads = self._leads()
                    yield segment
            elif tag in (f"{W}tab", f"{W}ptab"):
                yield Segment(kind if kind in _IN_FULL else "t", "\t")
            elif tag == f"{W}br" and node.get(f"{W}type") == "page":
                yield Segment("p")
            elif tag in (f"{W}br", f"{W}cr"):
                yield Segment(kind, "\n") if kind in _IN_FULL else Segment("n", "\n")
            elif tag == f"{W}noBreakHyphen":
                yield Segment(kind, "\u2011")
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                yield Segment("t", self.notes.words(tag[len(W) : -len("Reference")], node.get(f"{W}id", "")))
            elif tag == f"{W}sym" and (sign := symbol(node.get(f"{W}char", ""), words=self.opened)):
                yield Segment("x" if sign in BOXES else "t", sign)
            elif self.opened and tag == f"{W}ruby":
                yield from self._ruby(node, kind)
            else:
                yield from self._embedded(run, node)

    def _leads(self) -> str:
        """The bookmark that the innermost open field refers to; empty where it is no reference."""
        code = self._fields[-1].text.split() if self._fields else []
        return code[1] if len(code) > 1 and code[0] == "REF" else ""

    def _words(self, node: Any) -> str:
        text: str = node.text or ""
        if node.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
            text = text.strip(" \t\r\n")
        if text and self._fields:
            for one in self._fields:
                one.shown = True
            self.contents = self.contents or any(one.text.split()[:1] == ["TOC"] for one in self._fields)
        if self.opened and self.plain_boxes:
            text = typed_symbols(text.replace("\n", " "))
        return text

    def _ruby(self, node: Any, kind: str) -> Iterator[Segment]:
        """Words with their reading above them: the reading follows in brackets."""
        base, above = ("".join(text.text or "" for part in node.findall(f"{W}{name}") for text in part.iter(f"{W}t")) for name in ("rubyBase", "rt"))
        yield from styled(kind, f"{base}（{above}）" if above else base)

    def _embedded(self, run: Any, node: Any) -> Iterator[Segment]:
        """A drawing, an object, whatever else: its words where they count, the rest kept."""
        if self.opened:
            branch = chosen(node) if node.tag == ALTERNATE else node
            boxes = list(text_boxes(branch)) if branch is not None else []
            words = lettering(branch) if branch is not None else ""
            self.boxes += boxes
            yield from _text(words)
            if (boxes or words) and not kind_of(canonical(node)):
                return
        yield Segment("o", xml=self._opaque(run, node))

    def _opaque(self, run: Any, node: Any) -> str:
        """Return the run around *node* alone, verbatim."""
        from copy import deepcopy

        if len([child for child in run if child.tag != f"{W}rPr"]) == 1:
            return self._kept(run)
        alone = deepcopy(run)
        place = run.index(node)
        for number, child in reversed(list(enumerate(alone))):
            if child.tag != f"{W}rPr" and number != place:
                alone.remove(child)
        return self._kept(alone)

    def _kept(self, element: Any, *, hidden: bool = False) -> str:
        if hidden and element.find(f"{W}rPr/{W}vanish") is None:  # hidden by its style: said aloud
            from lxml import etree

            etree.SubElement(element.find(f"{W}rPr"), f"{W}vanish")
        return keep(element, self.package, self.part) if self.luggage else canonical(element)

    def _field(self, node: Any) -> Iterator[Segment]:
        kind = node.get(f"{W}fldCharType", "")
        if kind == "begin":
            self._fields.append(_Field())
            if self.opened and (data := node.find(f"{W}ffData")) is not None:
                yield from box_or_choice(data)
        elif self._fields and kind == "separate":
            self._fields[-1].code = False
        elif self._fields and kind == "end":
            ended = self._fields.pop()
            if self.opened and not ended.shown and ended.text.split()[:1] == ["EQ"]:
                yield Segment("o", xml=f'<w:r xmlns:w="{PREFIXES["w"]}"><w:instrText>{escape(ended.text)}</w:instrText></w:r>')


def _text(words: str) -> Iterator[Segment]:
    if words:
        yield Segment("t", words)
