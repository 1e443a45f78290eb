"""The words of a paragraph as pieces that a comparison can move about: characters, and what is whole (fields, pictures)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from alliance_docs.word.notes import Notes
from alliance_docs.word.ooxml import W
from alliance_docs.word.opaque import keep
from alliance_docs.word.package import Package
from alliance_docs.word.redline_flat import words_of

Kind = Literal["text", "unit", "mark"]
_CHARACTERS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}
_ZERO = tuple(
    f"{W}{name}"
    for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "softHyphen", "fldChar", "instrText")
)  # fmt: skip
_DRAWINGS = (f"{W}drawing", f"{W}pict", f"{W}object")
DRAWN = "drawn"
"""What the key of a picture begins with."""
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_COMPUTED = ("REF", "PAGEREF", "NOTEREF", "SEQ", "PAGE", "NUMPAGES", "SECTIONPAGES", "STYLEREF")
"""Fields whose result follows from elsewhere: a new result alone is no change."""


@dataclass
class Piece:
    """A character, or something that is whole.

    *kind*: ``text``; ``unit`` (a field, a picture, a link: *nodes* as they stand); ``mark`` (without width). *key*: what
    it is compared by; *text*: what it shows; *run*: the run a text stands in; *span*: number of the fact it is part of,
    or -1; *path*: which fact.
    """

    kind: Kind
    key: str
    text: str = ""
    run: Any = None
    node: Any = None
    nodes: tuple[Any, ...] = ()
    span: int = -1
    path: str = ""


@dataclass(frozen=True)
class Reader:
    """Takes paragraphs of one package apart. *facts*: character styles of facts, by id; *unseen*: those without a look."""

    package: Package
    part: str
    facts: frozenset[str]
    notes: Notes
    by_words: bool = False
    """Whether a drawing is known by its words alone: the two files were saved by different programs."""

    def pieces(self, paragraph: Any) -> list[Piece]:
        """Return the pieces of a ``w:p`` in order."""
        flat = list(self._flat(paragraph))
        return self._spans(list(self._fields(flat)))

    def _flat(self, node: Any) -> Iterator[Piece]:
        for child in node:
            tag = child.tag
            if tag == f"{W}pPr" or not isinstance(tag, str):
                continue
            if tag == f"{W}r":
                yield from self._run(child)
            elif tag in _ZERO:
                yield Piece("mark", "", nodes=(child,))
            else:
                yield Piece("unit", self._key(child), self._shown(child), nodes=(child,))

    def _run(self, run: Any) -> Iterator[Piece]:
        for node in run:
            tag = node.tag
            if tag == f"{W}rPr" or not isinstance(tag, str):
                continue
            if tag == f"{W}t":
                for character in words_of(node):
                    yield Piece("text", character, character, run)
            elif tag in _ZERO:
                yield Piece("mark", "", run=run, node=node, nodes=(_alone(run, node),))
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                words = self.notes.words(tag[len(W) : -len("Reference")], node.get(f"{W}id", ""))
                yield Piece("unit", f"note {words}", words, run, node, (_alone(run, node),))
            elif tag in _CHARACTERS and node.get(f"{W}type", "textWrapping") == "textWrapping":
                yield Piece("unit", _CHARACTERS[tag], _CHARACTERS[tag], run, node, (_alone(run, node),))
            else:
                yield Piece("unit", self._key(node), "", run, node, (_alone(run, node),))

    def _key(self, node: Any) -> str:
        drawn = any(one.tag in _DRAWINGS for one in node.iter())
        if drawn and self.by_words and (words := _drawn(node)):
            return f"{DRAWN} {words}"
        kept = re.sub(r' (?:\w+:)?(?:id|paraId|textId)="[^"]*"', "", keep(node, self.package, self.part))
        return f"{DRAWN if drawn else 'kept'} {hashlib.sha256(kept.encode()).hexdigest()}"

    def _shown(self, node: Any) -> str:
        return "".join(words_of(one) for one in node.iter(f"{W}t"))

    def _fields(self, flat: Sequence[Piece]) -> Iterator[Piece]:
        """Make one unit of each field that ends in its paragraph."""
        place = 0
        while place < len(flat):
            piece = flat[place]
            end = _field_end(flat, place) if _field_mark(piece) == "begin" else None
            if end is None:
                yield piece
                place += 1
                continue
            inside = flat[place : end + 1]
            code, shown = _code_of(inside)
            computed = (code.split() or [""])[0].upper() in _COMPUTED
            nodes = tuple(node for one in inside for node in (one.nodes or (_text_run(one),)))
            yield Piece("unit", f"field {code}" if computed else f"field {code} {shown}", shown, piece.run, nodes=nodes)
            place = end + 1

    def _spans(self, pieces: list[Piece]) -> list[Piece]:
        """Number the facts: the pieces of each run in a fact's style."""
        number, last, fact = -1, None, False
        for piece in pieces:
            if piece.run is None or piece.kind != "text":
                continue
            if piece.run is not last:
                last, number = piece.run, number + 1
                named = last.find(f"{W}rPr/{W}rStyle")
                fact = named is not None and named.get(f"{W}val") in self.facts
            piece.span = number if fact else -1
        return pieces


def _drawn(node: Any) -> str:
    """Return the words of a drawing, in an order that does not depend on who wrote it; empty for what is none."""
    boxes = [one for one in node.iter(f"{W}txbxContent") if next(one.iterancestors(_FALLBACK), None) is None] or list(node.iter(f"{W}txbxContent"))
    return " ".join(sorted("".join(words_of(text) for text in box.iter(f"{W}t")) for box in boxes))


def _field_mark(piece: Piece) -> str:
    node = piece.node
    return node.get(f"{W}fldCharType", "") if node is not None and node.tag == f"{W}fldChar" else ""


def _field_end(flat: Sequence[Piece], place: int) -> int | None:
    depth = 0
    for number in range(place, len(flat)):
        mark = _field_mark(flat[number])
        depth += (mark == "begin") - (mark == "end")
        if mark == "end" and depth == 0:
            return number
    return None


def _code_of(inside: Sequence[Piece]) -> tuple[str, str]:
    """Return a field's instruction and what it shows."""
    code, shown, telling = "", "", True
    for piece in inside:
        if _field_mark(piece) == "separate":
            telling = False
        elif telling and piece.node is not None and piece.node.tag == f"{W}instrText":
            code += piece.node.text or ""
        elif not telling:
            shown += piece.text
    return " ".join(code.split()), shown


def _alone(run: Any, node: Any) -> Any:
    """Return a run of the same look that holds only a copy of *node*."""
    from copy import deepcopy

    alone = run.makeelement(run.tag, dict(run.attrib), nsmap=run.nsmap)
    look = run.find(f"{W}rPr")
    if look is not None:
        alone.append(deepcopy(look))
    alone.append(deepcopy(node))
    alone[-1].tail = None
    return alone


def _text_run(piece: Piece) -> Any:
    return text_run(piece.run, piece.text)


def text_run(run: Any, words: str) -> Any:
    """Return a run that says *words* in the look of *run*."""
    from copy import deepcopy

    made = run.makeelement(f"{W}r", nsmap=run.nsmap)
    look = run.find(f"{W}rPr")
    if look is not None:
        made.append(deepcopy(look))
    text = made.makeelement(f"{W}t")
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    made.append(text)
    return made


def shown(pieces: Sequence[Piece]) -> str:
    """Return what pieces show, without the results of fields that follow from elsewhere."""
    return "".join(piece.text for piece in pieces if not computed(piece))


def computed(piece: Piece) -> bool:
    """Tell whether a piece is a field whose result follows from elsewhere."""
    return piece.key.startswith("field ") and piece.key.split()[1:2] != [] and piece.key.split()[1].upper() in _COMPUTED


def drawn(pieces: Sequence[Piece]) -> bool:
    """Tell whether pieces are a picture that stands alone."""
    shown = [piece for piece in pieces if piece.kind != "mark"]
    return bool(shown) and all(piece.key.startswith(f"{DRAWN} ") for piece in shown)


def marks_of(pieces: Sequence[Piece]) -> tuple[dict[int, list[Piece]], list[Piece]]:
    """Return the marks without width before each piece, by the piece's identity, and those behind the last."""
    found: dict[int, list[Piece]] = {}
    waiting: list[Piece] = []
    for piece in pieces:
        if piece.kind == "mark":
            waiting.append(piece)
        elif waiting:
            found[id(piece)], waiting = waiting, []
    return found, waiting
