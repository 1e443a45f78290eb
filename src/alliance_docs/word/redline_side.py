"""One of the two files compared: its text made plain, and for each paragraph which clause and which record it stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from alliance_docs.drafting.draft import Clause, Draft
from alliance_docs.errors import UserError
from alliance_docs.word.builder import Trace
from alliance_docs.word.identity import Identity, find_identity
from alliance_docs.word.notes import Notes
from alliance_docs.word.ooxml import W
from alliance_docs.word.package import Package, open_package
from alliance_docs.word.part_edits import parsed, serialised
from alliance_docs.word.reader import read_package
from alliance_docs.word.redline_flat import flatten
from alliance_docs.word.redline_spots import Spot, chapters_of, heads_of, spots_of
from alliance_docs.word.redline_words import Piece, Reader
from alliance_docs.word.style_table import load_styles

_FACTS = ("AlFact", "AlBlank", "AlChoice")
_UNSEEN = ("AlFact", "AlRef")


@dataclass(frozen=True)
class Side:
    """A file ready to be compared.

    *root*: the plain tree of its main part *name*; *spots*: for each ``w:p`` of the text, as an element of *root*;
    *chapters*: paragraphs that are chapter headings, by title; *tracked*: it held tracked changes, which were accepted.
    """

    package: Package
    name: str
    root: Any
    identity: Identity | None
    draft: Draft
    tracked: bool
    reader: Reader
    unseen: frozenset[str]
    styles: Mapping[str, str]
    program: str = ""
    """What saved the file, as it says."""
    spots: Mapping[Any, Spot] = field(default_factory=dict)
    chapters: Mapping[Any, str] = field(default_factory=dict)

    def pieces(self, paragraph: Any) -> list[Piece]:
        """Return the pieces of a paragraph, facts with their paths."""
        pieces = self.reader.pieces(paragraph)
        spot = self.spots.get(paragraph)
        if spot is not None and spot.facts:
            _with_paths(pieces, spot.facts)
        return pieces

    def clause(self, clause_id: str) -> Clause | None:
        """Return the clause of that id."""
        return self.draft.clause(clause_id)


def open_side(data: bytes) -> Side:
    """Make a .docx ready to be compared. Raises UserError when *data* is not a readable .docx."""
    package = open_package(data)
    name = package.document_name()
    styles, _ = load_styles(package)
    ours = {style: info.ours for style, info in styles.items()}
    facts = frozenset(style for style, mine in ours.items() if mine in _FACTS)
    root = package.xml(name)  # a strict file is read by its common names, and written so
    if root.find(f"{W}body") is None:
        raise UserError("这不是 Word 文档（文件里没有正文）", remedy="请选择 .docx 文件")
    tracked = flatten(root, facts | frozenset(style for style, mine in ours.items() if mine == "AlRef"))
    package = Package({**package.parts, name: serialised(root)})
    root = parsed(package.parts[name], name)
    identity = find_identity(package)
    traced: list[Trace] = []
    draft = read_package(package, identity, traced)
    nodes = list(root.iter(f"{W}p"))
    spots = {nodes[number]: spot for number, spot in spots_of(draft, traced).items()}
    spots |= dict(heads_of(spots, draft))
    chapters = dict(chapters_of(root, spots, ours, draft))
    unseen = frozenset(style for style, mine in ours.items() if mine in _UNSEEN)
    reader = Reader(package, name, facts, Notes(package))
    return Side(package, name, root, identity, draft, tracked, reader, unseen, ours, _program(package), spots, chapters)


def _program(package: Package) -> str:
    """Return the name of the program that saved a file, without its version."""
    found = re.search(rb"<(?:\w+:)?Application>([^</]*)", package.parts.get("docProps/app.xml", b""))
    return found[1].decode("utf-8", "replace") if found else ""


def _with_paths(pieces: list[Piece], facts: tuple[tuple[str, str], ...]) -> None:
    """Tell the pieces of each fact which fact they are: in order, by their words."""
    spans: dict[int, list[Piece]] = {}
    for piece in pieces:
        if piece.span >= 0:
            spans.setdefault(piece.span, []).append(piece)
    left = list(facts)
    for inside in spans.values():
        words = "".join(piece.text for piece in inside)
        place = next((number for number, (text, _) in enumerate(left) if text == words), None)
        if place is None:
            place = next((number for number, (text, _) in enumerate(left) if not text or text in words), None)
        if place is not None:
            for piece in inside:
                piece.path = left[place][1]
            del left[: place + 1]
