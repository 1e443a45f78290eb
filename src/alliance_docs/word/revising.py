"""Words replaced in a .docx as tracked changes, in the look of the words they replace.

Which words and by which is the caller's affair. Accepting all changes gives the new words, rejecting all the old ones.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence, Set
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from alliance_docs.word.lines import Piece, paragraphs, text_of
from alliance_docs.word.ooxml import W, integer
from alliance_docs.word.package import Package, open_package
from alliance_docs.word.part_edits import STRICT_W, parsed, serialised
from alliance_docs.word.seal import seal

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LARGEST = 2**31 - 2


@dataclass(frozen=True)
class Revision:
    """The characters *start* to *end* (one at least) of paragraph *paragraph* give way to *words*, a line without breaks.

    Paragraphs and characters are counted as ``lines.lines`` does.
    """

    paragraph: int
    start: int
    end: int
    words: str


def revised(data: bytes, revisions: Sequence[Revision], *, author: str, date: dt.date | None = None) -> bytes:
    """Return the .docx *data* with *revisions* as tracked changes by *author*, dated *date* or without a date.

    Only the main part changes. The same input gives the same bytes. Raises UserError when *data* is not a readable
    .docx, ValueError for a revision that lies outside of its paragraph, on words with a lock, or on another revision.
    """
    package = open_package(data)
    parts = dict(package.parts)
    name = package.document_name()
    root = parsed(parts[name], name)
    w = STRICT_W if root.tag.startswith(STRICT_W) else W
    about = {f"{w}author": author} | ({f"{w}date": f"{date.isoformat()}T00:00:00Z"} if date else {})
    wanted: dict[int, list[Revision]] = {}
    for one in revisions:
        wanted.setdefault(one.paragraph, []).append(one)
    found = [pieces for _, pieces in paragraphs(root, package)] if wanted else []
    numbers = _free_numbers(root, w)
    for number in sorted(wanted):
        if not 0 <= number < len(found):
            raise ValueError(f"no paragraph {number}")
        before = sum(len(piece.text) for piece in found[number]) + 1
        for one in sorted(wanted[number], key=lambda one: -one.start):  # from the end, so that places keep their number
            if not 0 <= one.start < one.end <= before:
                raise ValueError(f"no such place, or changed twice: {one}")
            before = one.start
            _change(found[number], one, about, numbers, w)
    parts[name] = serialised(root)
    seal(parts, name, "changes")
    return Package(parts).to_bytes()


def _free_numbers(root: Any, w: str) -> Iterator[int]:
    """Yield numbers that no mark of the part has."""
    taken = {integer(node.get(f"{w}id"), -1) for node in root.iter() if isinstance(node.tag, str)}
    highest = max((number for number in taken if number < _LARGEST // 2), default=0)
    number = max(highest, 0)
    while True:
        number += 1
        if number not in taken:
            yield number


def _change(pieces: Sequence[Piece], one: Revision, about: Mapping[str, str], numbers: Iterator[int], w: str) -> None:
    struck: list[Any] = []
    counted = {piece.node for piece in pieces if piece.run is not None}
    for run, first, last in _runs(pieces, one):
        middle = _middle(run, first, last, counted, w)
        wrapper = middle.makeelement(f"{w}del", {f"{w}id": str(next(numbers)), **about})
        middle.addprevious(wrapper)
        wrapper.append(middle)
        for node in middle.iter(f"{w}t"):
            node.tag = f"{w}delText"
        struck.append(wrapper)
    if not struck:
        raise ValueError(f"no words there: {one}")
    if one.words:
        wrapper = struck[-1].makeelement(f"{w}ins", {f"{w}id": str(next(numbers)), **about})
        run = wrapper.makeelement(f"{w}r")
        look = struck[0][0].find(f"{w}rPr")
        if look is not None:
            run.append(deepcopy(look))
        text = run.makeelement(f"{w}t")
        _set(text, one.words)
        run.append(text)
        wrapper.append(run)
        struck[-1].addnext(wrapper)


def _runs(pieces: Sequence[Piece], one: Revision) -> Iterator[tuple[Any, int, int]]:
    """Yield the runs a revision lies in, and from where to where in each; raises ValueError on a lock."""
    at = 0
    spans: dict[Any, tuple[int, int]] = {}
    for piece in pieces:
        end = at + len(piece.text)
        if piece.run is not None:
            begun = spans.get(piece.run, (at, end))[0]
            spans[piece.run] = (begun, end)
        if piece.why and at < one.end and one.start < end:
            raise ValueError(f"{piece.why}: {one}")
        at = end
    for run, (begun, ended) in spans.items():
        first, last = max(one.start, begun), min(one.end, ended)
        if first < last:
            yield run, first - begun, last - begun


def _middle(run: Any, first: int, last: int, counted: Set[Any], w: str) -> Any:
    """Part a run at two places; return the run that holds what stands between them, and no mark that stands before it."""
    _part(run, last, counted, w)
    middle = _part(run, first, counted, w, marks_stay=True)
    return run if middle is None else middle


def _part(run: Any, place: int, counted: Set[Any], w: str, *, marks_stay: bool = False) -> Any:
    """Move what stands behind *place* of a run into a run of its own after it; return that, None where nothing would stay or go.

    *counted*: the nodes whose words count; others are marks without width, which go behind, or stay where they stand before words.
    """
    at = 0
    stay: list[Any] = []
    behind: list[Any] = []
    for node in [child for child in run if child.tag != f"{w}rPr"]:
        words = text_of(node, w) if node in counted else ""
        if at >= place and (words or behind or not marks_stay):
            behind.append(node)
        elif at + len(words) > place:
            tail = deepcopy(node)
            _set(node, words[: place - at])
            _set(tail, words[place - at :])
            stay.append(node)
            behind.append(tail)
        else:
            stay.append(node)
        at += len(words)
    if not behind or not stay:
        return None
    other = run.makeelement(run.tag, dict(run.attrib))
    look = run.find(f"{w}rPr")
    if look is not None:
        other.append(deepcopy(look))
    other.extend(behind)
    other.tail, run.tail = run.tail, None
    run.addnext(other)
    return other


def _set(node: Any, words: str) -> None:
    node.text = words
    node.set(_SPACE, "preserve")
