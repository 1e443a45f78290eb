"""One of the two files compared: its text made plain, and for each paragraph which clause and which record it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from alliance_docs.drafting.draft import (
    Blank,
    Block,
    Chapter,
    Choice,
    Clause,
    Draft,
    Fact,
    Inlines,
    Item,
    Paragraph,
    Signature,
    Table,
)
from alliance_docs.errors import UserError
from alliance_docs.facts.numerals import han
from alliance_docs.word.builder import Trace
from alliance_docs.word.identity import Identity, find_identity
from alliance_docs.word.notes import Notes
from alliance_docs.word.ooxml import W
from alliance_docs.word.package import Package, open_package
from alliance_docs.word.part_edits import parsed, serialised
from alliance_docs.word.reader import read_package
from alliance_docs.word.redline_flat import flatten
from alliance_docs.word.redline_words import Piece, Reader
from alliance_docs.word.style_table import load_styles

_FACTS = ("AlFact", "AlBlank", "AlChoice")
_UNSEEN = ("AlFact", "AlRef")
_RECORD = re.compile(r"^\w+\[[^\]]+\]")


@dataclass(frozen=True)
class Spot:
    """What a paragraph is: its *clause*, the record it stands for (*key*: ``members[m01]``), the facts printed in it."""

    clause: str = ""
    key: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    """(words, path) in order."""
    label: str = ""
    """The number of an item, as printed."""


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
    spots = {nodes[number]: spot for number, spot in _spots(draft, traced).items()}
    chapters = dict(_chapters(root, spots, ours, draft))
    unseen = frozenset(style for style, mine in ours.items() if mine in _UNSEEN)
    reader = Reader(package, name, facts, Notes(package))
    return Side(package, name, root, identity, draft, tracked, reader, unseen, ours, spots, chapters)


def _spots(draft: Draft, traced: list[Trace]) -> dict[int, Spot]:
    found: dict[int, Spot] = {}
    for clause, trace in zip(draft.clauses, traced, strict=True):
        for number, key, label, inlines in _runs(clause, trace):
            if number < 0:
                continue
            before = found.get(number, Spot(clause.id, key, label=label))
            found[number] = Spot(before.clause, before.key or key, before.facts + tuple(_facts(inlines)), before.label)
    return found


def _runs(clause: Clause, trace: Trace) -> Iterator[tuple[int, str, str, Inlines]]:
    """Yield for each run of inlines of a clause its paragraph, the record it stands for, its number, and the inlines."""
    parts = trace if isinstance(trace, tuple) else (trace,)
    yield _first(parts[0]), "", "", clause.rubric
    for block, where in zip(clause.blocks, parts[1:], strict=False):
        yield from _of_block(block, where)


def _of_block(block: Block, where: Trace) -> Iterator[tuple[int, str, str, Inlines]]:
    if isinstance(block, Table):
        for row, in_row in zip(block.rows, where if isinstance(where, tuple) else (), strict=False):
            for cell, in_cell in zip(row.cells, in_row if isinstance(in_row, tuple) else (), strict=False):
                for number, inlines in _zipped(in_cell, cell.paragraphs):
                    yield number, row.key, "", inlines
    elif isinstance(block, Signature):
        for number, inlines in _zipped(where, block.lines):
            yield number, block.key, "", inlines
    else:
        inlines = getattr(block, "inlines", ())
        # other paragraphs may speak of another record next year, and are the same paragraph still
        party = isinstance(block, Paragraph) and block.role == "party"
        yield _first(where), _record(tuple(_facts(inlines))) if party else "", _label(block), inlines


def _label(block: Block) -> str:
    """Return an item's number as it is printed."""
    if not isinstance(block, Item):
        return ""
    return {1: f"（{han(block.number)}）", 2: f"{block.number}.", 3: f"（{block.number}）"}[block.level]


def _zipped(where: Trace, lines: tuple[Inlines, ...]) -> Iterator[tuple[int, Inlines]]:
    numbers = [_first(one) for one in where] if isinstance(where, tuple) else [_first(where)]
    for place, number in enumerate(numbers):
        yield number, lines[place] if place < len(lines) else ()


def _first(trace: Trace) -> int:
    if isinstance(trace, int):
        return trace
    return next((found for one in trace if (found := _first(one)) >= 0), -1)


def _facts(inlines: Inlines) -> Iterator[tuple[str, str]]:
    for inline in inlines:
        match inline:
            case Fact(text=text, path=path):
                yield text, path
            case Blank(label=_, path=path) | Choice(label=_, path=path):
                yield "", path


def _record(facts: tuple[tuple[str, str], ...]) -> str:
    """Return the one record that all facts of a paragraph belong to, empty when there is none."""
    found = {match[0] if (match := _RECORD.match(path)) else "" for _, path in facts if path}
    return found.pop() if len(found) == 1 else ""


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


def _chapters(root: Any, spots: Mapping[Any, Spot], ours: Mapping[str, str], draft: Draft) -> Iterator[tuple[Any, str]]:
    """Yield the paragraphs that are chapter headings: by their style, or where nothing else claims their words."""
    titles = [part.title for part in draft.body if isinstance(part, Chapter)]
    body = root.find(f"{W}body")
    for node in body.iterchildren(f"{W}p"):
        named = node.find(f"{W}pPr/{W}pStyle")
        style = ours.get(named.get(f"{W}val", ""), "") if named is not None else ""
        words = "".join(text.text or "" for text in node.iter(f"{W}t")).strip(" \u3000")
        if style == "AlChapter" or (not style and node not in spots and words and any(words.endswith(title) for title in titles if title)):
            yield node, words
