"""The words of each paragraph as a reader of the file sees them, and which of them must be left to their author.

Words are those of the accepted view: deleted and hidden ones do not show. What is no letter (a picture, a note's mark)
stands as one :data:`OBJECT`. Automatic numbers are no words and do not show.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from alliance_docs.word.ooxml import W
from alliance_docs.word.opaque import PREFIXES
from alliance_docs.word.package import Package, open_package
from alliance_docs.word.part_edits import STRICT_W, parsed
from alliance_docs.word.style_table import load_styles

OBJECT = "\ufffc"
Why = Literal["", "revision", "field", "link", "control", "box", "fact"]
"""Why words are left alone: tracked changes, a field's result, a hyperlink, a content control that is filled from data or
locked, a text box, a fact of ours; empty when they may be changed."""

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_W14 = f"{{{PREFIXES['w14']}}}"
_FACTS = frozenset(("AlFact", "AlBlank", "AlChoice", "AlRef", "AlBox", "AlGap"))
_BOUND = ("dataBinding", "dropDownList", "comboBox", "date", "picture", "showingPlcHdr")
_LOCKED = ("contentLocked", "sdtContentLocked")
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_NOTHING = frozenset(("rPr", "delText", "instrText", "delInstrText", "lastRenderedPageBreak", "annotationRef", "commentReference", "softHyphen"))


@dataclass(frozen=True)
class Line:
    """A paragraph's words; *locks*: stretches (start, end, why) that must be left alone."""

    text: str
    locks: tuple[tuple[int, int, Why], ...] = ()

    def lock(self, start: int, end: int) -> Why:
        """Return why what stands from *start* to *end* is left alone, empty when it may be changed."""
        return next((why for first, last, why in self.locks if first < end and start < last), "")


@dataclass(frozen=True)
class Piece:
    """A child of a run and the *text* it shows."""

    run: Any
    node: Any
    text: str
    why: Why


def lines(data: bytes) -> tuple[Line, ...]:
    """Return the words of each ``w:p`` of the main part, numbered as ``places.places`` does. Raises UserError."""
    package = open_package(data)
    name = package.document_name()
    return tuple(_line(pieces) for _, pieces in paragraphs(parsed(package.parts[name], name), package))


def _line(pieces: list[Piece]) -> Line:
    locks: list[tuple[int, int, Why]] = []
    at = 0
    for piece in pieces:
        end = at + len(piece.text)
        if piece.why and end > at:
            locks.append((at, end, piece.why))
        at = end
    return Line("".join(piece.text for piece in pieces), tuple(locks))


def paragraphs(root: Any, package: Package) -> Iterator[tuple[Any, list[Piece]]]:
    """Yield each ``w:p`` of a part's tree with its pieces, in document order."""
    w = STRICT_W if root.tag.startswith(STRICT_W) else W
    styles, _ = load_styles(package)
    walker = _Walker(
        w,
        frozenset(style for style, info in styles.items() if info.ours in _FACTS),
        frozenset(style for style, info in styles.items() if info.hidden),
    )
    for node in root.iter(f"{w}p"):
        yield node, walker.paragraph(node)


class _Walker:
    """Goes through paragraphs in order, for a field may run on from one to the next. *w*: the namespace of the file."""

    def __init__(self, w: str, facts: frozenset[str], hidden: frozenset[str]) -> None:
        self._w, self._facts, self._hidden = w, facts, hidden
        self._fields: list[bool] = []
        """For each open field, whether its code is being read."""
        self._through = frozenset(f"{w}{name}" for name in ("smartTag", "customXml", "sdtContent", "dir", "bdo"))
        self._locking: Mapping[str, Why] = {
            f"{w}ins": "revision", f"{w}moveTo": "revision", f"{w}hyperlink": "link", f"{w}fldSimple": "field",
        }  # fmt: skip

    def paragraph(self, node: Any) -> list[Piece]:
        """Return the pieces of a ``w:p``; a text box's fields are its own."""
        around = self._around(node)
        if around == "box":
            outside, self._fields = self._fields, []
            found = list(self._children(node, around))
            self._fields = outside
            return found
        found = list(self._children(node, around))
        self._fields = [code for code in self._fields if not code]  # a broken field must not swallow the text
        return found

    def _around(self, node: Any) -> Why:
        """Return why a whole paragraph is left alone."""
        w = self._w
        if next(node.iterancestors(f"{w}txbxContent"), None) is not None:
            return "box"
        if next(node.iterancestors(f"{w}ins", f"{w}del", f"{w}moveTo", f"{w}moveFrom"), None) is not None:
            return "revision"
        if any(row.find(f"{w}trPr/{w}{name}") is not None for row in node.iterancestors(f"{w}tr") for name in ("ins", "del")):
            return "revision"
        return "control" if any(self._bound(control) for control in node.iterancestors(f"{w}sdt")) else ""

    def _children(self, node: Any, why: Why) -> Iterator[Piece]:
        for child in node:
            tag = child.tag
            if tag == f"{self._w}r":
                yield from self._run(child, why)
            elif tag in self._through:
                yield from self._children(child, why)
            elif tag in self._locking:
                yield from self._children(child, why or self._locking[tag])
            elif tag == f"{self._w}sdt":
                yield from self._children(child, why or ("control" if self._bound(child) else ""))
            elif isinstance(tag, str) and not tag.startswith(self._w):
                yield Piece(None, child, OBJECT, "field")

    def _bound(self, control: Any) -> bool:
        """Tell whether a content control is filled by something else than typing, or locked."""
        about = control.find(f"{self._w}sdtPr")
        if about is None:
            return False
        lock = about.find(f"{self._w}lock")
        if lock is not None and lock.get(f"{self._w}val") in _LOCKED:
            return True
        return about.find(f"{_W14}checkbox") is not None or any(about.find(f"{self._w}{name}") is not None for name in _BOUND)

    def _run(self, run: Any, why: Why) -> Iterator[Piece]:
        w = self._w
        look = run.find(f"{w}rPr")
        hidden = False
        if look is not None:
            named = look.find(f"{w}rStyle")
            style = named.get(f"{w}val", "") if named is not None else ""
            own = look.find(f"{w}vanish")
            hidden = (own.get(f"{w}val", "1") not in ("0", "false", "off")) if own is not None else style in self._hidden
            if not why and style in self._facts:
                why = "fact"
            if not why and look.find(f"{w}rPrChange") is not None:
                why = "revision"
        for node in run:
            tag = node.tag
            if tag == f"{w}fldChar":
                self._field(node.get(f"{w}fldCharType", ""))
            elif any(self._fields) or hidden or not isinstance(tag, str):
                continue
            else:
                yield Piece(run, node, text_of(node, w), why or ("field" if self._fields else ""))

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()


def text_of(node: Any, w: str) -> str:
    """Return what a child of a run shows; without ``xml:space`` the blanks at the ends of words do not count.

    *w*: the namespace of the file.
    """
    if not isinstance(node.tag, str):
        return ""
    name = node.tag[len(w) :] if node.tag.startswith(w) else ""
    if name != "t":
        return "" if name in _NOTHING else _CHARACTERS.get(name, OBJECT)
    text: str = node.text or ""
    text = text.replace("\r", " ").replace("\n", " ")
    return text if node.get(_SPACE) == "preserve" else text.strip(" \t")

