"""Which paragraph of a returned file is which paragraph of the text it was made from.

Bookmarks tell it where they are left and where the words agree; otherwise the words, in their order, tell it. A row of a
table counts as one. Paragraphs are numbered as they stand in the main part, from 0.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from alliance_docs.drafting.merging.matching import aligned, matched
from alliance_docs.word.ooxml import W
from alliance_docs.word.package import Package
from alliance_docs.word.quotes import folded
from alliance_docs.word.style_table import load_styles
from alliance_docs.word.views import settle

_NUMBER = "[一二三四五六七八九十百千零〇0-9０-９]+"
_TYPED = re.compile(rf"[\s\u3000]*(?:第{_NUMBER}[章条]|[（(]{_NUMBER}[）)]|{_NUMBER}[.．、](?![0-9]))[\s\u3000]*")
"""A typed number, which the other file may give automatically."""
_SURE = 0.75
"""Likeness from which a paragraph is taken for one that stood elsewhere."""
_SAID = 8
"""Characters of a text that are enough to know it again elsewhere."""
_TRUSTED = 0.3
"""Likeness from which a bookmark is believed."""


@dataclass
class Unit:
    """A paragraph outside tables, or a row: its *paragraphs* by cell, its words without numbers, the bookmarks in it.

    *late*: those that stand behind words. *style*: a paragraph's style, if it is one of ours; *counted*: a number was typed before its words.
    """

    kind: str
    cells: list[list[int]]
    key: str = ""
    marks: set[str] = field(default_factory=set)
    late: set[str] = field(default_factory=set)
    style: str = ""
    counted: bool = False


def units(package: Package) -> list[Unit]:
    """Return the units of a file in order, tracked changes taken as accepted."""
    root = package.xml(package.document_name())
    styles, _ = load_styles(package)
    order = {node: number for number, node in enumerate(root.iter(f"{W}p"))}
    settle(root, "accepted")
    found: list[Unit] = []
    rows: dict[Any, Unit] = {}
    cells: dict[Any, list[int]] = {}
    waiting: set[str] = set()
    carried = ""
    for node in root.iter(f"{W}p", f"{W}bookmarkStart"):
        around = list(node.iterancestors(f"{W}tr", f"{W}tc", f"{W}txbxContent", f"{W}p"))
        if node.tag == f"{W}bookmarkStart":
            waiting |= set() if any(one.tag == f"{W}p" for one in around) else {node.get(f"{W}name", "")}
            continue
        if any(one.tag in (f"{W}txbxContent", f"{W}p") for one in around):
            continue
        text, carried = carried + _words(node), ""
        if node.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            carried = text
            continue
        row = next((one for one in reversed(around) if one.tag == f"{W}tr"), None)
        if row is None:
            named = node.find(f"{W}pPr/{W}pStyle")
            style = styles[named.get(f"{W}val")].ours if named is not None and named.get(f"{W}val") in styles else ""
            unit = Unit("p", [[order[node]]], bare_text(text), style=style, counted=_TYPED.match(text) is not None)
            found.append(unit)
        else:
            cell = next(one for one in reversed(around) if one.tag == f"{W}tc")
            if row not in rows:
                rows[row] = Unit("r", [])
                found.append(rows[row])
            unit = rows[row]
            if cell not in cells:
                cells[cell] = []
                unit.cells.append(cells[cell])
            cells[cell].append(order[node])
            unit.key += f"{bare_text(text)}\t"
        for mark in node.iter(f"{W}bookmarkStart"):
            unit.marks.add(mark.get(f"{W}name", ""))
            if next(mark.itersiblings(f"{W}r", preceding=True), None) is not None:
                unit.late.add(mark.get(f"{W}name", ""))
        unit.marks |= waiting
        waiting = set()
    return found


def _words(paragraph: Any) -> str:
    return "".join(piece.text or "" for piece in paragraph.iter(f"{W}t") if next(piece.iterancestors(f"{W}p")) is paragraph)


def bare_text(text: str) -> str:
    """Return words as they are compared: without a typed number before them, quotation marks of one kind."""
    text = folded(text)
    found = _TYPED.match(text)
    return (text[found.end() :] if found else text).strip(" \t\u3000")


def pairs(model: Sequence[Unit], returned: Sequence[Unit], names: frozenset[str]) -> dict[int, int]:
    """Return unit of *model* → unit of *returned*. *names*: the bookmarks that count."""
    exact = matched([(one.kind, one.key) for one in model], [(one.kind, one.key) for one in returned])
    found = {index: target for index, target in enumerate(exact) if target >= 0}
    likeness = _Likeness(names)
    for gap_model, gap_returned in _gaps(found, len(model), len(returned)):
        near = aligned([model[one] for one in gap_model], [returned[one] for one in gap_returned], likeness)
        found.update({gap_model[index]: gap_returned[target] for index, target in enumerate(near) if target >= 0})
    _elsewhere(model, returned, found, likeness)
    for gap_model, gap_returned in _gaps(found, len(model), len(returned), rising=False):
        if len(gap_model) == len(gap_returned) == 1 and model[gap_model[0]].kind == returned[gap_returned[0]].kind:
            found[gap_model[0]] = gap_returned[0]  # written anew in its place
    return found


class _Likeness:
    """How alike two units are, 0-1; a bookmark both have counts much where the words do not speak against it."""

    def __init__(self, names: frozenset[str]) -> None:
        from rapidfuzz import fuzz

        self._ratio = fuzz.ratio
        self._names = names

    def __call__(self, one: Unit, other: Unit) -> float:
        if one.kind != other.kind:
            return 0.0
        if not one.key or not other.key:
            alike = 0.41 if one.key == other.key else 0.0
        else:
            alike = max(self._ratio(one.key, other.key) / 100, 0.7 * _headed(one.key, other.key), 0.9 * _opening(one.key, other.key))
        shared = one.marks & other.marks & self._names
        if shared and shared <= other.late and (other.marks & self._names) - other.late:
            alike /= 2  # run on behind another that keeps its place
        elif alike >= _TRUSTED and shared:
            alike = 0.5 + alike / 2
        return alike


def _headed(one: str, other: str) -> float:
    """1 where both begin with the same rubric, set off by a full-width space."""
    first, space, _ = one.partition("\u3000")
    return 1.0 if space and len(first) > 1 and other.startswith(f"{first}\u3000") else 0.0


def _opening(one: str, other: str) -> float:
    """1 where one goes on behind the whole of the other: joined with what followed, or cut in two."""
    short, long = sorted((one, other), key=len)
    return 1.0 if len(short) >= 2 * _SAID and long.startswith(short.rstrip("。；")) else 0.0


def _gaps(found: Mapping[int, int], count: int, other: int, *, rising: bool = True) -> Iterator[tuple[list[int], list[int]]]:
    """Yield what is not matched on both sides, between neighbours that are. *rising*: the matches so far do not cross."""
    ends = [(-1, -1), *sorted(found.items()), (count, other)]
    taken = set(found.values())
    for (a, b), (c, d) in itertools.pairwise(ends):
        if c - a > 1 and d - b > 1 and (rising or not any(one in taken for one in range(b + 1, d))):
            yield list(range(a + 1, c)), list(range(b + 1, d))


def _elsewhere(model: Sequence[Unit], returned: Sequence[Unit], found: dict[int, int], likeness: _Likeness) -> None:
    """Find what was moved: the same words, or almost, out of their order."""
    taken = set(found.values())
    left = [index for index in range(len(model)) if index not in found and len(model[index].key) >= _SAID]
    free = [index for index in range(len(returned)) if index not in taken and len(returned[index].key) >= _SAID]
    often = Counter(returned[index].key for index in free)
    scored = sorted(
        ((likeness(model[one], returned[two]), one, two) for one in left for two in free), key=lambda each: (-each[0], each[1], each[2])
    )
    for score, one, two in scored:
        if score < _SURE:
            break
        if one not in found and two not in taken and (often[returned[two].key] == 1 or score == 1.0):
            found[one] = two
            taken.add(two)


def paragraph_pairs(model: Sequence[Unit], returned: Sequence[Unit], found: Mapping[int, int]) -> dict[int, int]:
    """Return paragraph of the model → paragraph of the returned file."""
    out: dict[int, int] = {}
    for one, two in found.items():
        cells, others = model[one].cells, returned[two].cells
        if len(cells) == len(others):
            for cell, other in zip(cells, others, strict=True):
                if len(cell) == len(other):
                    out.update(zip(cell, other, strict=True))
                else:
                    out[cell[0]] = other[0]
        else:
            out[cells[0][0]] = others[0][0]
    return out
