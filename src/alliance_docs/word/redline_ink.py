"""Tracked changes as XML: words struck, words put, looks changed, ends of paragraphs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from alliance_docs.word.ooxml import W, integer
from alliance_docs.word.opaque import PREFIXES, Luggage, keep
from alliance_docs.word.package import OFFICE, Package
from alliance_docs.word.redline_notes import Calls
from alliance_docs.word.redline_words import Piece, text_run

Mark = Literal["ins", "del", "moveFrom", "moveTo"]
_DELETED = {f"{W}t": f"{W}delText", f"{W}instrText": f"{W}delInstrText"}
_WRAPPERS = (f"{W}hyperlink", f"{W}fldSimple")
"""What cannot stand within a tracked change: the change stands within it."""
_DRAWN = f"{{{PREFIXES['wp']}}}docPr"
_BOOKMARKS = (f"{W}bookmarkStart", f"{W}bookmarkEnd")


@dataclass
class Ink:
    """Writes tracked changes into one tree. *numbers*: free ids; *date* or none; *calls*: struck notes; *luggage*: what struck pictures need."""

    numbers: Iterator[int]
    date: dt.date | None
    old: Package
    part: str
    calls: Calls
    luggage: Luggage = field(default_factory=Luggage)
    count: int = 0
    """Tracked changes made."""

    def about(self, author: str) -> dict[str, str]:
        """Return the attributes of a tracked change."""
        self.count += 1
        dated = {f"{W}date": f"{self.date.isoformat()}T00:00:00Z"} if self.date else {}
        return {f"{W}id": str(next(self.numbers)), f"{W}author": author, **dated}

    def struck(self, pieces: Sequence[Piece], author: str, mark: Mark = "del") -> list[Any]:
        """Return words of the old file as struck, or as moved away; notes go along, or their words stand where they were called."""
        said = [self._called(piece) if piece.key.startswith("note ") else piece for piece in pieces]
        runs = [run for node in _runs(said) for run in self._plain(node)]
        if not runs:
            return []
        wrapper = runs[0].makeelement(f"{W}{mark}", self.about(author), nsmap={"w": W[1:-1]})
        for run in runs:
            wrapper.append(run)
            if mark == "del":
                for node in list(run.iter(*_DELETED)):
                    if next(node.iterancestors(f"{W}txbxContent"), None) is None:
                        node.tag = _DELETED[node.tag]
        return [wrapper]

    def _called(self, piece: Piece) -> Piece:
        made = self.calls.bring(piece.nodes[0])
        return Piece("text", piece.text, piece.text, piece.run) if made is None else replace(piece, nodes=(made,))

    def _plain(self, node: Any) -> Iterator[Any]:
        """Yield the runs of an old node, with all they need to stand in the new file."""
        if node.tag == f"{W}r":
            yield self._carried(node)
        elif node.tag.startswith(W):
            for run in list(node.iter(f"{W}r")):
                if next(run.iterancestors(f"{W}txbxContent"), None) is None:
                    yield self._carried(deepcopy(run))
        else:
            yield self._carried(node)

    def _carried(self, node: Any) -> Any:
        for drawing in node.iter(_DRAWN):
            drawing.set("id", str(next(self.numbers)))
        if not any(name.startswith(f"{{{OFFICE}}}") for one in node.iter() for name in one.attrib):
            return node
        from lxml import etree

        xml = self.luggage.unpack(keep(node, self.old, self.part))
        names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in PREFIXES.items())
        return etree.fromstring(f"<x {names}>{xml}</x>")[0]

    def put(self, pieces: Sequence[Piece], author: str, mark: Mark = "ins", *, whole: bool = False) -> list[Any]:
        """Return words of the new file as put in, or as moved here; bookmarks stay as they are, or go with a *whole* paragraph."""
        out: list[Any] = []
        for node in _runs(pieces, marks=True):
            if node.tag in _WRAPPERS:
                for run in list(node.iter(f"{W}r")):
                    self._around(run, author, mark)
                out.append(node)
            elif node.tag in (f"{W}r", f"{W}sdt", *(_BOOKMARKS if whole else ())) or not node.tag.startswith(W):
                last = out[-1] if out else None
                if last is None or last.tag != f"{W}{mark}":
                    out.append(node.makeelement(f"{W}{mark}", self.about(author)))
                out[-1].append(node)
            else:
                out.append(node)
        return out

    def _around(self, run: Any, author: str, mark: Mark) -> None:
        if next(run.iterancestors(f"{W}txbxContent", f"{W}{mark}"), None) is not None:
            return
        wrapper = run.makeelement(f"{W}{mark}", self.about(author))
        run.addprevious(wrapper)
        wrapper.append(run)

    def end(self, paragraph: Any, author: str, mark: Mark) -> None:
        """Mark the end of a paragraph as put in or struck."""
        properties = properties_of(paragraph)
        look = properties.find(f"{W}rPr")
        if look is None:
            look = properties.makeelement(f"{W}rPr")
            later = [child for child in properties if child.tag in (f"{W}sectPr", f"{W}pPrChange")]
            properties.insert(properties.index(later[0]) if later else len(properties), look)
        look.insert(0, look.makeelement(f"{W}{mark}", self.about(author)))

    def was(self, paragraph: Any, old: Any, author: str) -> None:
        """Remember the look *old* (paragraph properties, or None) that a paragraph had before."""
        properties = properties_of(paragraph)
        change = properties.makeelement(f"{W}pPrChange", self.about(author))
        before = change.makeelement(f"{W}pPr")
        for child in old if old is not None else ():
            if child.tag not in (f"{W}rPr", f"{W}sectPr", f"{W}pPrChange"):
                before.append(deepcopy(child))
        change.append(before)
        properties.append(change)

    def looked(self, run: Any, old: Any, author: str) -> None:
        """Remember the look of run *old* that a run had before."""
        look = run.find(f"{W}rPr")
        if look is None:
            look = run.makeelement(f"{W}rPr")
            run.insert(0, look)
        change = look.makeelement(f"{W}rPrChange", self.about(author))
        before = old.find(f"{W}rPr")
        change.append(deepcopy(before) if before is not None else change.makeelement(f"{W}rPr"))
        look.append(change)


def properties_of(paragraph: Any) -> Any:
    """Return a paragraph's properties, made when there are none."""
    found = paragraph.find(f"{W}pPr")
    if found is None:
        found = paragraph.makeelement(f"{W}pPr")
        paragraph.insert(0, found)
    return found


def _runs(pieces: Sequence[Piece], *, marks: bool = False) -> Iterator[Any]:
    """Yield pieces as nodes: neighbouring characters of one run as one run; *marks* without width too."""
    words, run = "", None
    for piece in pieces:
        if piece.kind == "text" and piece.run is run:
            words += piece.text
            continue
        if words:
            yield text_run(run, words)
        words, run = ("", None) if piece.kind != "text" else (piece.text, piece.run)
        if piece.kind == "unit" or (marks and piece.kind == "mark"):
            yield from (deepcopy(node) for node in piece.nodes)
    if words:
        yield text_run(run, words)


def plain_runs(pieces: Sequence[Piece]) -> list[Any]:
    """Return pieces as nodes, unmarked."""
    return list(_runs(pieces, marks=True))


def free_numbers(roots: Sequence[Any]) -> Iterator[int]:
    """Yield ids that nothing in the trees has."""
    taken = {integer(node.get(name), -1) for root in roots for node in root.iter() for name in (f"{W}id", "id") if isinstance(node.tag, str)}
    number = max((one for one in taken if one < 2**30), default=0)
    while True:
        number += 1
        yield number
