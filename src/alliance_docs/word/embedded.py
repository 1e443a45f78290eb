"""What stands within drawings, shapes and formulas: text boxes, words of lettering and formulas, and what has no words.

Of alternate content only one branch counts: Word shows the first it knows, and both hold the same words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from alliance_docs.word.ooxml import W
from alliance_docs.word.opaque import PREFIXES

_MC = f"{{{PREFIXES['mc']}}}"
_M = f"{{{PREFIXES['m']}}}"
_A = f"{{{PREFIXES['a']}}}"
_V = f"{{{PREFIXES['v']}}}"
ALTERNATE = f"{_MC}AlternateContent"
BOX = f"{W}txbxContent"

_SIGNS = (
    ("chart", "drawingml/2006/chart"),
    ("diagram", "drawingml/2006/diagram"),
    ("object", "OLEObject"),
    ("object", "<w:object"),
    ("control", "<w:control"),
    ("formula", "officeDocument/2006/math"),
    ("ink", "contentPart"),
    ("picture", "drawingml/2006/picture"),
    ("picture", "imagedata"),
    ("document", "altChunk"),
    ("document", "<w:subDoc"),
    ("symbol", "<w:sym"),
    ("hidden", "<w:vanish"),
    ("formula", "<w:instrText"),
)
"""What a kept piece is, told by what stands in its XML."""


def kind_of(xml: str) -> str:
    """Return what a kept piece is: picture, chart, diagram, object, formula …; empty for a shape that says nothing."""
    return next((kind for kind, sign in _SIGNS if sign in xml), "")


def chosen(alternate: Any) -> Any:
    """Return the branch of alternate content that counts: the first choice, or what stands in for it; None for neither."""
    found = alternate.find(f"{_MC}Choice")
    return found if found is not None else alternate.find(f"{_MC}Fallback")


def text_boxes(node: Any) -> Iterator[Any]:
    """Yield the outermost text boxes in *node*."""
    for child in node:
        if child.tag == BOX:
            yield child
        elif child.tag == ALTERNATE:
            if (branch := chosen(child)) is not None:
                yield from text_boxes(branch)
        else:
            yield from text_boxes(child)


def lettering(node: Any) -> str:
    """Return the words of formulas, lettering (WordArt) and locked drawings in *node*, in one line; no text boxes."""
    return "".join(_lettering(node)).strip()


def _lettering(node: Any) -> Iterator[str]:
    tag = node.tag
    if tag in (f"{_M}t", f"{_A}t"):
        yield node.text or ""
    elif tag == f"{_V}textpath":
        yield node.get("string", "")
    elif tag == BOX or not isinstance(tag, str):
        return
    elif tag == ALTERNATE:
        if (branch := chosen(node)) is not None:
            yield from _lettering(branch)
    elif tag == f"{_M}f":
        parts = ["".join(_lettering(part)) for name in ("num", "den") if (part := node.find(f"{_M}{name}")) is not None]
        yield "/".join(parts)
    else:
        for child in node:
            yield from _lettering(child)


def words_of_note(note: Any) -> str:
    """Return the words of a footnote or endnote, its paragraphs parted by a space."""
    return " ".join(words for paragraph in note.iter(f"{W}p") if (words := "".join(_words(paragraph)).strip()))


def _words(node: Any) -> Iterator[str]:
    for child in node:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
            yield " "
        elif child.tag == ALTERNATE:
            if (branch := chosen(child)) is not None:
                yield from _words(branch)
        elif child.tag not in (f"{W}rPr", f"{W}pPr"):
            yield from _words(child)
