"""A copy of a Word file in which words are masked, wherever they stand: text, tracked changes, notes, links, hidden parts.

What is masked keeps its length, so nothing of the file's structure changes; untouched parts keep their bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from alliance_docs.word.package import Package, open_package
from alliance_docs.word.part_edits import parsed, serialised

Find = Callable[[str], Iterable[tuple[int, str, str]]]
"""Text → (where, what stands there instead in as many characters, which kind)."""

_Found = tuple[str, list[tuple[Any, int, str]]]
"""A kind, and for each character of what was found: its element, its place in the text of it, and what stands there instead."""

_HIDDEN = "*"
_BREAKS = ("tab", "br", "cr", "ptab")
_GONE, _COME = frozenset(("del", "moveFrom")), frozenset(("ins", "moveTo"))
_XML = (".xml", ".rels", ".vml")
_SEEN = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".svg", ".odttf", ".ttf", ".otf")


@dataclass(frozen=True)
class Masked:
    """The copy; *counts* of what was masked in the visible text, by kind; *unseen*: parts that were not looked into."""

    data: bytes
    counts: Counter[str] = field(default_factory=Counter)
    unseen: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Piece:
    """The text of one element within a paragraph, and whether it is deleted or inserted."""

    node: Any
    gone: bool
    come: bool


def masked(data: bytes, find: Find) -> Masked:
    """Mask in a .docx whatever *find* finds. Raises UserError for a file that cannot be read."""
    package = open_package(data)
    parts = dict(package.parts)
    counts: Counter[str] = Counter()
    unseen = []
    for name, part in package.parts.items():
        if not name.lower().endswith(_XML):
            if not name.lower().endswith(_SEEN):
                unseen.append(name)
            continue
        root = parsed(part, name)
        found, changed = _mask(root, find)
        if changed:
            parts[name] = serialised(root)
        if name.startswith("word/"):
            counts.update(found)
    return Masked(Package(parts).to_bytes(), counts, tuple(unseen))


def _mask(root: Any, find: Find) -> tuple[Counter[str], bool]:
    """Mask within one part; return what was masked in paragraphs, and whether anything was."""
    counts: Counter[str] = Counter()
    changed = False
    taken: set[int] = set()
    nodes = list(root.iter())  # kept: lxml makes a node anew, with another identity, once nobody holds it
    for node in nodes:
        if _local(node) == "p":
            pieces = list(_pieces(node))
            taken.update(id(piece.node) for piece in pieces)
            kinds = _mask_paragraph(pieces, find)
            counts.update(kinds)
            changed = changed or bool(kinds)
    for node in nodes:
        if id(node) not in taken and isinstance(node.text, str) and node.text.strip():
            text = _replaced(node.text, find)
            changed, node.text = changed or text != node.text, text
        for key, value in node.attrib.items() if isinstance(node.tag, str) else ():
            text = _replaced(value, find)
            if text != value:
                changed = True
                node.set(key, text)
    return counts, changed


def _pieces(paragraph: Any) -> Iterator[_Piece]:
    """Yield the texts of a paragraph, not of one inside it (a text box), in order; a break parts words."""
    stack = [(child, False, False) for child in reversed(paragraph)]
    while stack:
        node, gone, come = stack.pop()
        name = _local(node)
        if name == "p":
            continue
        if name in ("t", "delText") or name in _BREAKS:
            yield _Piece(node, gone or name == "delText", come)
        stack += [(child, gone or name in _GONE, come or name in _COME) for child in reversed(node)]


def _views(pieces: list[_Piece]) -> tuple[list[_Piece], ...]:
    """Return the pieces as they read with the tracked changes accepted, rejected, and what was inserted and deleted again."""
    return (
        [one for one in pieces if not one.gone],
        [one for one in pieces if not one.come],
        [one for one in pieces if one.gone and one.come],
    )


def _found(pieces: Iterable[_Piece], find: Find) -> Iterator[_Found]:
    """Yield what *find* finds in the pieces read as one text; a break parts words and has no place."""
    places: list[tuple[Any, int] | None] = []
    text = ""
    for piece in pieces:
        own = "\n" if _local(piece.node) in _BREAKS else piece.node.text or ""
        places += [None] if _local(piece.node) in _BREAKS else [(piece.node, at) for at in range(len(own))]
        text += own
    for where, instead, kind in find(text):
        inside = zip(places[where : where + len(instead)], instead, strict=True)
        yield kind, [(*place, char) for place, char in inside if place is not None]


def _mask_paragraph(pieces: list[_Piece], find: Find) -> list[str]:
    """Mask within one paragraph, every view of it looked at before any is changed; return the kinds, each place counted once."""
    every = [found for view in _views(pieces) for found in _found(view, find)]
    seen: set[tuple[int, int]] = set()
    kinds: list[str] = []
    for kind, chars in every:
        here = {(id(node), at) for node, at, _char in chars}
        if here - seen:
            kinds.append(kind)
        seen |= here
        for node, at, char in chars:
            if char != node.text[at] and node.text[at] != _HIDDEN:
                node.text = f"{node.text[:at]}{char}{node.text[at + 1 :]}"
    return kinds


def _replaced(text: str, find: Find) -> str:
    for where, instead, _kind in find(text):
        text = text[:where] + instead + text[where + len(instead) :]
    return text


def _local(node: Any) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
