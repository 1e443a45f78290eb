"""Paragraphs of two sides written as one: changed, put in, struck, or moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from alliance_docs.word.names import PREFIX
from alliance_docs.word.ooxml import W, value
from alliance_docs.word.redline_authors import Authors
from alliance_docs.word.redline_diff import Stretch, compared, kept_end
from alliance_docs.word.redline_ink import Ink, Mark, plain_runs
from alliance_docs.word.redline_lists import Lists
from alliance_docs.word.redline_looks import bare, laid, look, reaching
from alliance_docs.word.redline_report import Report
from alliance_docs.word.redline_side import Side
from alliance_docs.word.redline_spots import Spot
from alliance_docs.word.redline_telling import Stretches, passage_of
from alliance_docs.word.redline_words import Piece, marks_of, shown


@dataclass
class Paragraphs:
    """Writes paragraphs of two sides as one. *styles*: the old file's style ids → the new file's, where they differ."""

    old: Side
    new: Side
    ink: Ink
    authors: Authors
    lists: Lists
    report: Report
    styles: Mapping[str, str]
    kept: frozenset[str] = frozenset()
    """Bookmarks of the new file."""
    standing: frozenset[str] = frozenset()
    """Bookmarks of the clauses that stand in one place on both sides."""
    alike: bool = True
    """Whether both files were saved by one program, so that their looks can be compared in full."""
    crowded: bool = True
    """Whether the paragraph about to be written may have a new one behind it."""
    aliases: dict[str, str] = field(default_factory=dict)
    """Bookmarks that stand on both sides, but not in one place: the names they have where they are struck."""
    _pieces: dict[Any, list[Piece]] = field(default_factory=dict)
    _looks: dict[Any, str] = field(default_factory=dict)

    def pieces(self, paragraph: Any, side: Side) -> list[Piece]:
        """Return the pieces of a paragraph."""
        if paragraph not in self._pieces:
            self._pieces[paragraph] = side.pieces(paragraph)
        return self._pieces[paragraph]

    def text(self, node: Any, side: Side) -> str:
        """Return what a block shows, without what follows from elsewhere."""
        inside = [node] if node.tag == f"{W}p" else [one for one in node.iter(f"{W}p") if one in side.spots or _on_page(one)]
        return "\n".join(shown(self.pieces(one, side)) for one in inside)

    def spot(self, paragraph: Any, side: Side) -> Spot:
        """Return what a paragraph is."""
        return side.spots.get(paragraph, Spot())

    def paragraph(self, old: Any, new: Any, move: Mark | None = None) -> Any:
        """Write a paragraph: changed, put in, or struck."""
        if old is None:
            return self._put(new, move or "ins")
        if new is None:
            return self._struck(old, move or "del")
        return self._changed(old, new)

    def _put(self, new: Any, mark: Mark) -> Any:
        pieces = self.pieces(new, self.new)
        author = self.author((), pieces, self.spot(new, self.new))
        made = new.makeelement(new.tag, dict(new.attrib))
        properties = new.find(f"{W}pPr")
        if properties is not None:
            made.append(deepcopy(properties))
        made.extend(self.ink.put(pieces, author, mark, whole=True))
        self.ink.end(made, author, mark)
        if mark == "ins":
            self._tell((), ((False, pieces),), None, new)
        return made

    def _struck(self, old: Any, mark: Mark) -> Any:
        pieces = self.pieces(old, self.old)
        author = self.author(pieces, (), self.spot(old, self.old))
        made = old.makeelement(old.tag, nsmap={"w": W[1:-1]})
        properties = self.fitted(old)
        if properties is not None:
            made.append(properties)
        made.extend(self._gone(old, author, mark))
        self.ink.end(made, author, mark)
        if mark == "del":
            self._tell(((False, pieces),), (), old, None)
        return made

    def _gone(self, old: Any, author: str, mark: Mark) -> list[Any]:
        """Return all that an old paragraph says as struck; its bookmarks go and come with it."""
        struck = self.styled(self.ink.struck(self.pieces(old, self.old), author, mark))
        starts, ends = self._bookmarks(old)
        if starts:
            struck = struck or [old.makeelement(f"{W}{mark}", self.ink.about(author), nsmap={"w": W[1:-1]})]
            struck[0][:] = [*starts, *struck[0], *ends]
        return struck

    def replaced(self, old: Any, new: Any) -> Any:
        """Write two paragraphs that have nothing in common but the end they share."""
        before, after = self.pieces(old, self.old), self.pieces(new, self.new)
        made = new.makeelement(new.tag, dict(new.attrib))
        properties = new.find(f"{W}pPr")
        if properties is not None:
            made.append(deepcopy(properties))
        made.extend(self._gone(old, self.author(before, (), self.spot(old, self.old)), "del"))
        author = self.author((), after, self.spot(new, self.new))
        made.extend(self.ink.put(after, author, "ins", whole=True))
        self._tell(((False, before),), (), old, None)
        self._tell((), ((False, after),), None, new)
        if self._relaid(old, new):
            self.ink.was(made, self.fitted(old), author)
        return made

    def _changed(self, old: Any, new: Any) -> Any:
        if bare(old) == bare(new) and not reaching(new) and not self.lists.changed(old, new):
            return deepcopy(new)
        before, after = self.pieces(old, self.old), self.pieces(new, self.new)
        found = compared(before, after)
        if self.crowded:
            found = kept_end(found)
        made = new.makeelement(new.tag, dict(new.attrib))
        properties = new.find(f"{W}pPr")
        if properties is not None:
            made.append(deepcopy(properties))
        where, marks, left = self.spot(new, self.new), *marks_of(after)
        begun = False
        for one in found:
            author = "" if one.same else self.author(one.old, one.new, where)
            if not begun and one.new:
                # a bookmark at the beginning stands before what is struck there, too
                made.extend(plain_runs(marks.pop(id(one.new[0]), [])))
                begun = True
            if one.same:
                made.extend(self._same(one, marks))
            else:
                struck = self.styled(self.ink.struck(one.old, author))
                put = self.ink.put([each for piece in one.new for each in (*marks.get(id(piece), ()), piece)], author)
                # what ends a paragraph is put before what is struck: see kept_end
                made.extend([*put, *struck] if self.crowded and one is found[-1] else [*struck, *put])
        made.extend(plain_runs(left))
        if self._relaid(old, new):
            self.ink.was(made, self.fitted(old), self.author((), (), where))
        if any(not one.same for one in found):
            self._tell(tuple((one.same, one.old) for one in found), tuple((one.same, one.new) for one in found), old, new)
        return made

    def _relaid(self, old: Any, new: Any) -> bool:
        """Tell whether a paragraph that stands on both sides has another look or another list."""
        told = [laid(old, self.styles, alike=self.alike), laid(new, alike=self.alike)]
        return told[0] != told[1] or self.lists.changed(old, new)

    def _same(self, one: Stretch, marks: Mapping[int, list[Piece]]) -> list[Any]:
        """Write words that stand on both sides, in the new look."""
        out: list[Any] = []
        waiting: list[Piece] = []
        unlike: Any = None

        def flush() -> None:
            for node in plain_runs(waiting):
                if unlike is not None and node.tag == f"{W}r":
                    self.ink.looked(node, self.styled([deepcopy(unlike)])[0], self.authors.text)
                out.append(node)
            waiting.clear()

        for a, b in zip(one.old, one.new, strict=True):
            differs = a.run if a.kind == b.kind == "text" and self._look(a.run, self.old) != self._look(b.run, self.new) else None
            if differs is not unlike:
                flush()
                unlike = differs
            waiting += [*marks.get(id(b), ()), b]
        flush()
        return out

    def _look(self, run: Any, side: Side) -> str:
        if run not in self._looks:
            self._looks[run] = look(run, self.styles if side is self.old else {}, side.unseen, alike=self.alike)
        return self._looks[run]

    def fitted(self, old: Any) -> Any:
        """Return the properties of an old paragraph as they stand in the new file, None when there are none."""
        properties = deepcopy(old.find(f"{W}pPr"))
        if properties is None:
            return None
        for child in properties.findall(f"{W}sectPr"):
            properties.remove(child)
        self.lists.fit(properties)
        return self.styled([properties])[0]

    def styled(self, nodes: list[Any]) -> list[Any]:
        """Return nodes of the old file with the new file's style ids."""
        for node in nodes if self.styles else ():
            for named in node.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle"):
                named.set(f"{W}val", self.styles.get(value(named), value(named)))
        return nodes

    def _bookmarks(self, old: Any) -> tuple[list[Any], list[Any]]:
        """Return our bookmarks of a struck paragraph with new numbers; one that the new file has elsewhere gets a name of its own."""
        starts, ends = [], []
        for node in old.iter(f"{W}bookmarkStart"):
            name = node.get(f"{W}name", "")
            if name in self.kept and name in self.standing:
                continue  # the clause begins with another paragraph now
            if name in self.kept:
                self.aliases[name] = name = f"{name}_old"
            if name.startswith(PREFIX):
                number = str(next(self.ink.numbers))
                starts.append(node.makeelement(node.tag, {f"{W}id": number, f"{W}name": name}))
                ends.append(node.makeelement(f"{W}bookmarkEnd", {f"{W}id": number}))
        return starts, ends

    def author(self, old: Sequence[Piece], new: Sequence[Piece], where: Spot) -> str:
        """Return in whose name a change of these pieces stands."""
        pieces = [piece for piece in (*old, *new) if piece.kind != "mark"]
        paths = {piece.path for piece in pieces if piece.path}
        numbers = bool(pieces) and all(self._cited(piece) for piece in pieces)
        before, after = ("".join(piece.text for piece in side) for side in (old, new))
        return self.authors.of(where.clause, where.key, paths, before=before, after=after, numbers=numbers)

    def _cited(self, piece: Piece) -> bool:
        named = piece.run.find(f"{W}rPr/{W}rStyle") if piece.run is not None else None
        return named is not None and self.new.styles.get(value(named)) == "AlRef"

    def _tell(self, before: Stretches, after: Stretches, old: Any, new: Any) -> None:
        """Tell the report of a paragraph that differs."""
        here = self.spot(old, self.old) if old is not None else Spot()
        there = self.spot(new, self.new) if new is not None else Spot()
        told = passage_of(here, before, there, after)
        if told is not None:
            self.report.add(told)


def _on_page(paragraph: Any) -> bool:
    """Tell whether a paragraph is not within a drawing."""
    return next(paragraph.iterancestors(f"{W}txbxContent"), None) is None
