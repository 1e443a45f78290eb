"""Blocks of two sides laid side by side and written as one, in the new file's look: sequences, tables and rows."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from alliance_docs.word.ooxml import W, value
from alliance_docs.word.redline_align import Unit, aligned
from alliance_docs.word.redline_ink import Mark, properties_of
from alliance_docs.word.redline_looks import laid_of
from alliance_docs.word.redline_paragraphs import Paragraphs
from alliance_docs.word.redline_side import Side
from alliance_docs.word.redline_words import drawn

Pair = tuple[Any, Any]
"""A block of the old and of the new tree, None where there is no other."""


@dataclass
class Blocks(Paragraphs):
    """Writes blocks of two sides as one."""

    _laid: dict[Pair, list[Pair]] = field(default_factory=dict)

    def unit(self, node: Any, side: Side) -> Unit:
        """Return a block as a thing to be laid beside another."""
        first = node if node.tag == f"{W}p" else next(node.iter(f"{W}p"), None)
        key = self.spot(first, side).key if node.tag != f"{W}tbl" else ""
        text = self.text(node, side)
        head = next((line for line in text.split("\n") if line.strip()), "") if node.tag == f"{W}tr" and not key else ""
        return Unit(node.tag[len(W) :], key, text, "" if head.strip("0123456789.、（） ") == "" else head)

    def pairs(self, old: Sequence[Any], new: Sequence[Any]) -> list[Pair]:
        """Lay blocks side by side."""
        found = aligned([self.unit(one, self.old) for one in old], [self.unit(one, self.new) for one in new])
        return [(old[i] if i is not None else None, new[j] if j is not None else None) for i, j in found]

    def vote(self, old: Any, new: Any) -> None:
        """Tell the lists which paragraphs are one, before anything is written."""
        if old.tag == f"{W}p":
            self.lists.pair(old, new)
            return
        for before, after in self._rows(old, new):
            if before is None or after is None or _shape(before) != _shape(after):
                continue
            for here, there in zip(before.findall(f"{W}tc"), after.findall(f"{W}tc"), strict=True):
                for one, other in zip(here.findall(f"{W}p"), there.findall(f"{W}p"), strict=False):
                    self.lists.pair(one, other)

    def _rows(self, old: Any, new: Any) -> list[Pair]:
        if (old, new) not in self._laid:
            self._laid[old, new] = self.pairs(*([] if side is None else side.findall(f"{W}tr") for side in (old, new)))
        return self._laid[old, new]

    # --- sequences -----------------------------------------------------------------------------------------------

    def sequence(self, pairs: Sequence[Pair], *, move: Mark | None = None) -> list[Any]:
        """Write blocks that do not end their container; *move*: what is gone or new has only moved."""
        out: list[Any] = []
        for place, (old, new) in enumerate(pairs):
            node = new if new is not None else old
            if node.tag == f"{W}p":
                following = pairs[place + 1] if place + 1 < len(pairs) else None
                self.crowded = following is not None and following[0] is None
                if following is not None and self._pictures(old, new):
                    # in one paragraph LibreOffice loses its end with the picture (tried with 7.4)
                    out += [self.paragraph(old, None), self.paragraph(None, new)]
                    continue
                out.append(self.paragraph(old, new, move))
            elif node.tag == f"{W}tbl":
                out.append(self.table(old, new))
            elif new is not None:
                out.append(deepcopy(new))
        return out

    def _pictures(self, old: Any, new: Any) -> bool:
        """Tell whether a picture that stands alone has given way to another."""
        if old is None or new is None:
            return False
        before, after = self.pieces(old, self.old), self.pieces(new, self.new)
        return drawn(before) and drawn(after) and [one.key for one in before if one.key] != [one.key for one in after if one.key]

    def closing(self, pairs: Sequence[Pair]) -> list[Any]:
        """Write blocks of which the last ends its container: its end cannot be struck, so the one before gives up its own."""
        pairs = list(pairs)
        last = max((place for place, (old, new) in enumerate(pairs) if old is not None and new is not None), default=-1)
        tail = pairs[last + 1 :]
        gone = [old for old, new in tail if new is None]
        put = [new for old, new in tail if old is None]
        if gone and put and gone[-1].tag == put[-1].tag == f"{W}p":
            front = [(one, None) for one in gone[:-1]] + [(None, one) for one in put[:-1]]
            return [*self.sequence([*pairs[: last + 1], *front]), self.replaced(gone[-1], put[-1])]
        out = self.sequence(pairs)
        if not tail or last < 0 or any(node.tag != f"{W}p" for node in out[last:]):
            return out
        mark: Mark = "del" if gone else "ins"
        before, after = pairs[last]
        ending = out[-1].find(f"{W}pPr/{W}rPr/{W}{mark}")
        author = ending.get(f"{W}author", "")
        ending.getparent().remove(ending)
        self.ink.end(out[last], author, mark)
        section = out[-1].find(f"{W}pPr/{W}sectPr")
        old_look, new_look = self.fitted(before), after.find(f"{W}pPr")
        ended = self.fitted(gone[-1]) if gone else put[-1].find(f"{W}pPr")
        # what ends the container looks like the last paragraph of the one text, and looked like that of the other
        now, once = (new_look, ended) if gone else (ended, old_look)
        self._dress(out[last], old_look if gone else new_look)
        self._dress(out[-1], now)
        if section is not None:
            properties_of(out[-1]).append(deepcopy(section))
        if laid_of(now) != laid_of(once):
            self.ink.was(out[-1], once, author)
        return out

    def _dress(self, paragraph: Any, properties: Any) -> None:
        """Give a written paragraph other properties; the marks of its end stay."""
        own = properties_of(paragraph)
        marks = own.find(f"{W}rPr")
        for child in list(own):
            own.remove(child)
        for child in properties if properties is not None else ():
            if child.tag not in (f"{W}rPr", f"{W}sectPr", f"{W}pPrChange"):
                own.append(deepcopy(child))
        if marks is not None:
            own.append(marks)

    # --- tables --------------------------------------------------------------------------------------------------

    def table(self, old: Any, new: Any) -> Any:
        """Write a table: changed row by row, put in, or struck."""
        frame = new if new is not None else old
        made = frame.makeelement(frame.tag, dict(frame.attrib))
        for child in frame:
            if child.tag != f"{W}tr":
                made.append(deepcopy(child))
        if new is None:
            self.styled([made])
        for before, after in self._rows(old, new):
            if before is not None and after is not None and _shape(before) == _shape(after):
                made.append(self._row(before, after))
                continue
            made.extend(self.whole_row(row, side) for row, side in ((before, self.old), (after, self.new)) if row is not None)
        return made

    def _row(self, old: Any, new: Any) -> Any:
        made = deepcopy(new)
        for cell in made.findall(f"{W}tc"):
            made.remove(cell)
        for before, after in zip(old.findall(f"{W}tc"), new.findall(f"{W}tc"), strict=True):
            cell = after.makeelement(after.tag)
            if (properties := after.find(f"{W}tcPr")) is not None:
                cell.append(deepcopy(properties))
            blocks = [[node for node in side if node.tag in (f"{W}p", f"{W}tbl")] for side in (before, after)]
            if len(blocks[0]) == len(blocks[1]) == 1 and blocks[0][0].tag == blocks[1][0].tag:
                cell.extend(self.sequence([(blocks[0][0], blocks[1][0])]))
            else:
                cell.extend(self.closing(self.pairs(*blocks)))
            made.append(cell)
        return made

    def whole_row(self, row: Any, side: Side) -> Any:
        """Write a row that is gone or new: its own mark, every run and every end of a paragraph, or it is lost on the way."""
        gone = side is self.old
        first = next(row.iter(f"{W}p"), None)
        where = self.spot(first, side)
        made = row.makeelement(row.tag, dict(row.attrib))
        look = made.makeelement(f"{W}trPr")
        for child in row:
            if child.tag == f"{W}trPr":
                look = deepcopy(child)
        author = self.author((), [piece for one in row.iter(f"{W}p") for piece in self.pieces(one, side)], where)
        for child in row:
            if child.tag not in (f"{W}trPr", f"{W}tc"):
                made.append(deepcopy(child))
        look.append(look.makeelement(f"{W}{'del' if gone else 'ins'}", self.ink.about(author)))
        made.append(look)
        for cell in row.findall(f"{W}tc"):
            new = cell.makeelement(cell.tag)
            if (properties := cell.find(f"{W}tcPr")) is not None:
                new.append(deepcopy(properties))
            blocks = [node for node in cell if node.tag in (f"{W}p", f"{W}tbl")]
            new.extend(self.sequence([(one, None) if gone else (None, one) for one in blocks]))
            made.append(new)
        return made


def _shape(row: Any) -> tuple[tuple[str, str], ...]:
    """Return what must agree for two rows to be laid cell by cell: spans and merges."""
    cells = row.findall(f"{W}tc")
    merges = [cell.find(f"{W}tcPr/{W}vMerge") for cell in cells]
    return tuple(
        (value(cell.find(f"{W}tcPr/{W}gridSpan")), "" if merge is None else merge.get(f"{W}val", "continue"))
        for cell, merge in zip(cells, merges, strict=True)
    )
