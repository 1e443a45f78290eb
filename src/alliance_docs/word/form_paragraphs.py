"""The paragraphs of a part of a form, with the text of each, and where each piece of it stands in Word's markup."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = frozenset({f"{W}del", f"{W}moveFrom"})
_ADDED = frozenset({f"{W}ins", f"{W}moveTo"})
_BOX = f"{W}txbxContent"


@dataclass(frozen=True)
class Piece:
    """Text of one ``w:t``, ``w:delText`` or ``w:instrText``. *holder* is what its run stands in; *marks* the bookmarks begun before it."""

    text: str
    holder: Any
    gone: bool = False
    added: bool = False
    code: bool = False
    marks: int = 0


@dataclass(frozen=True)
class FormParagraph:
    """A paragraph: its *number* in the part (from 1), its pieces, whether it stands in a text box."""

    number: int
    pieces: tuple[Piece, ...]
    boxed: bool = False

    @property
    def text(self) -> str:
        """What is there, without what tracked changes took out and without field codes."""
        return "".join(piece.text for piece in self.pieces if not piece.gone and not piece.code)

    def spanned(self, start: int, end: int) -> list[Piece]:
        """Return the pieces that the characters *start* to *end* of :attr:`text` stand in."""
        found, at = [], 0
        for piece in self.pieces:
            if piece.gone or piece.code:
                continue
            if at < end and at + len(piece.text) > start:
                found.append(piece)
            at += len(piece.text)
        return found


def form_paragraphs(root: Any) -> Iterator[FormParagraph]:
    """Yield every paragraph of *root* in order; those in text boxes have numbers of their own place in it."""
    for number, paragraph in enumerate(root.iter(f"{W}p"), start=1):
        boxed = any(above.tag == _BOX for above in paragraph.iterancestors())
        yield FormParagraph(number, tuple(_pieces(paragraph)), boxed)


def _pieces(paragraph: Any) -> Iterator[Piece]:
    marks = 0

    def walk(element: Any, gone: bool, added: bool) -> Iterator[Piece]:
        nonlocal marks
        for child in element:
            if child.tag == f"{W}p":
                continue  # a paragraph of a text box: it comes by itself
            if child.tag == f"{W}bookmarkStart":
                marks += 1
            elif child.tag in (f"{W}t", f"{W}delText", f"{W}instrText"):
                run = child.getparent()
                deleted = gone or child.tag == f"{W}delText"
                yield Piece(child.text or "", run.getparent(), deleted, added, child.tag == f"{W}instrText", marks)
            else:
                yield from walk(child, gone or child.tag in _GONE, added or child.tag in _ADDED)

    yield from walk(paragraph, False, False)
