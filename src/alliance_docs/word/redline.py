"""Two .docx of one document as one: the new text with real tracked changes, told clause by clause.

Accepting all changes gives the new text, rejecting all the old one. The new file's package is the frame: page, headers
and styles are its own. What follows from elsewhere (numbers of articles and what cites them in the same document, pages
of a contents) is no change: Word computes it.
"""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from alliance_docs.drafting.draft import Draft
from alliance_docs.errors import UserError
from alliance_docs.word.ooxml import W, value
from alliance_docs.word.opaque import Luggage
from alliance_docs.word.package import Package
from alliance_docs.word.part_edits import serialised, with_content_type
from alliance_docs.word.redline_authors import Authors
from alliance_docs.word.redline_blocks import Blocks, Pair
from alliance_docs.word.redline_edges import Edges, edges
from alliance_docs.word.redline_groups import Group, Step, groups_of, steps
from alliance_docs.word.redline_identity import identity_of_redline
from alliance_docs.word.redline_ink import Ink, Mark, free_numbers
from alliance_docs.word.redline_lists import PART, Lists
from alliance_docs.word.redline_notes import Calls
from alliance_docs.word.redline_report import Kind, Passage, Report
from alliance_docs.word.redline_side import Side, open_side
from alliance_docs.word.seal import seal


@dataclass(frozen=True)
class Redline:
    """A redlined file: its *data*, the passages that differ, the two texts as read.

    *changes*: tracked changes written; *by_identity*: paragraphs were found by their identity, else by their words;
    *tracked*: which of the two files held tracked changes, which were taken as accepted. *untold*: what differs without a
    mark: ``page`` paper, margins or sections, ``edge`` a header or footer that is gone.
    """

    data: bytes
    passages: tuple[Passage, ...]
    old: Draft
    new: Draft
    changes: int
    by_identity: bool
    tracked: tuple[bool, bool]
    untold: tuple[str, ...] = ()


def redline(old: bytes, new: bytes, *, authors: Authors, date: dt.date | None) -> bytes:
    """Return *new* with tracked changes against *old*; see :func:`compare`."""
    return compare(old, new, authors=authors, date=date).data


def compare(old: bytes, new: bytes, *, authors: Authors, date: dt.date | None, one_text: bool = False) -> Redline:
    """Compare two .docx and return the new one with tracked changes by *authors*, dated *date* or without a date.

    *one_text*: both hold the same text, though they are different documents (an instrument and its consolidated text). The same files give the same bytes. Raises UserError when one is not a readable .docx.
    """
    before, after = open_side(old), open_side(new)
    alike = before.program == after.program
    if not alike:
        before, after = (replace(side, reader=replace(side.reader, by_words=True)) for side in (before, after))
    known = before.identity is not None and after.identity is not None and (one_text or before.identity.document == after.identity.document)
    ink = Ink(free_numbers((before.root, after.root)), date, before.package, before.name, Calls(before.package, after.package))
    lists, report = Lists.of(before.package, after.package, before.root), Report([])
    kept = frozenset(node.get(f"{W}name", "") for node in after.root.iter(f"{W}bookmarkStart"))
    blocks = Blocks(before, after, ink, authors, lists, report, _styles(before.package, after.package), kept, alike=alike)
    plan = steps(groups_of(before, blocks, known=known), groups_of(after, blocks, known=known), known=known)
    stands = {step.new.key.partition(" ")[2] for step in plan if step.old and step.new}
    marks = after.identity.marks if after.identity else ()
    blocks.standing = frozenset(mark.name for mark in marks if mark.kind == "clause" and mark.id in stands)
    laid = [(step, _pairs(step, blocks)) for step in plan]
    for old_node, new_node in (pair for _, pairs in laid for pair in pairs):
        if old_node is not None and new_node is not None:
            blocks.vote(old_node, new_node)
    _write(laid, blocks)
    if known:
        _renumbered(plan, before, after, report)
    margins = edges(blocks)
    data = _packed(before, after, blocks, known, margins)
    return Redline(data, tuple(report.passages), before.draft, after.draft, ink.count, known, (before.tracked, after.tracked), margins.untold)


def _pairs(step: Step, blocks: Blocks) -> list[Pair]:
    if step.old is not None and step.new is not None:
        heads = [side.blocks[0] for side in (step.old, step.new)]
        if _heading(heads[0], step.old, blocks.old) and _heading(heads[1], step.new, blocks.new):
            return [(heads[0], heads[1]), *blocks.pairs(step.old.blocks[1:], step.new.blocks[1:])]
        return blocks.pairs(step.old.blocks, step.new.blocks)
    return [(one, None) for one in step.old.blocks] if step.old else [(None, one) for one in step.new.blocks] if step.new else []


def _heading(node: Any, group: Group, side: Side) -> bool:
    """Tell whether a block bears the number of its clause: such paragraphs are one, whatever they say."""
    clause = side.clause(group.key.partition(" ")[2])
    return node.tag == f"{W}p" and clause is not None and clause.kind != "passage" and node in side.spots


def _write(laid: Sequence[tuple[Step, list[Pair]]], blocks: Blocks) -> None:
    """Put the blocks into the new tree's body."""
    body = blocks.new.root.find(f"{W}body")
    twins = {step.moved: step for step, _ in laid if step.moved and step.old}
    out: list[Any] = []
    last = max((place for place, (_, pairs) in enumerate(laid) if any(new is not None for _, new in pairs)), default=-1)
    tail: list[Pair] = []
    for place, (step, pairs) in enumerate(laid):
        if place >= last:
            tail += pairs
            continue
        out += _step(step, pairs, twins, laid, blocks)
    out += blocks.closing(tail) if tail else []
    section = body.find(f"{W}sectPr")
    for child in list(body):
        body.remove(child)
    body.extend(out)
    if section is not None:
        body.append(section)


def _step(step: Step, pairs: list[Pair], twins: dict[str, Step], laid: Sequence[tuple[Step, list[Pair]]], blocks: Blocks) -> list[Any]:
    """Write one clause; where it only moved, as a move that Word can follow."""
    if not step.moved:
        return _whole(step, pairs, blocks)
    other = next(one for one, _ in laid if one.moved == step.moved and one is not step)
    gone, put = (step, other) if step.old else (other, step)
    assert gone.old is not None
    assert put.new is not None
    plain = all(node.tag == f"{W}p" for node in (*gone.old.blocks, *put.new.blocks))
    if gone.old.text != put.new.text or not plain:
        return _whole(step, pairs, blocks)
    mark: Mark = "moveFrom" if step.old else "moveTo"
    inner = blocks.sequence(pairs, move=mark)
    if step.new is not None:
        blocks.report.add(Passage("moved", gone.old.key.partition(" ")[2], put.new.key.partition(" ")[2]))
    number = str(next(blocks.ink.numbers))
    author = blocks.authors.of(gone.old.key.partition(" ")[2], "", ())
    about = {**blocks.ink.about(author), f"{W}id": number, f"{W}name": step.moved}
    start = inner[0].makeelement(f"{W}{mark}RangeStart", about)
    end = inner[0].makeelement(f"{W}{mark}RangeEnd", {f"{W}id": number})
    return [start, *inner, end]


def _whole(step: Step, pairs: list[Pair], blocks: Blocks) -> list[Any]:
    """Write a clause; one that is gone or new is told as a whole."""
    first = len(blocks.report.passages)
    out = blocks.sequence(pairs)
    if step.old is None or step.new is None:
        told = blocks.report.passages[first:]
        del blocks.report.passages[first:]
        kind: Kind = "added" if step.old is None else "removed"
        for one in told:
            blocks.report.add(replace(one, kind=kind, old="" if kind == "added" else one.old, new="" if kind == "removed" else one.new, key="", row=None))
    return out


def _renumbered(plan: Sequence[Step], before: Side, after: Side, report: Report) -> None:
    """Tell of clauses that bear another number, though nobody changed them."""
    for step in plan:
        if step.old is None or step.new is None or not step.old.key.startswith("clause "):
            continue
        old, new = (side.clause(group.key.partition(" ")[2]) for side, group in ((before, step.old), (after, step.new)))
        if old is not None and new is not None and old.number != new.number:
            report.add(Passage("renumbered", old.id, new.id))


def _styles(old: Package, new: Package) -> dict[str, str]:
    """Return the old file's style ids whose style has another id in the new one, by name; Word renames ids as it likes."""
    names = [_style_names(package) for package in (old, new)]
    there = {name: style for style, name in names[1].items()}
    return {style: there[name] for style, name in names[0].items() if name in there and there[name] != style}


def _style_names(package: Package) -> dict[str, str]:
    try:
        root = package.xml("word/styles.xml")
    except UserError:
        return {}
    return {node.get(f"{W}styleId", ""): value(node.find(f"{W}name")) for node in root.iter(f"{W}style")}


def _packed(before: Side, after: Side, blocks: Blocks, known: bool, margins: Edges) -> bytes:
    """Return the new file's package with the redlined text, and what the struck words need."""
    parts = dict(after.package.parts)
    parts[after.name] = serialised(after.root)
    if blocks.lists.brought:
        if PART not in parts:
            from alliance_docs.word.part_edits import with_relationship

            with_content_type(parts, PART, "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml")
            with_relationship(parts, after.name, "numbering", PART)
        parts[PART] = serialised(blocks.lists.new)
    parts.update(margins.parts)
    for name, luggage in {after.name: blocks.ink.luggage, **margins.luggage}.items():
        _unload(parts, name, luggage)
    blocks.styled(blocks.ink.calls.notes())
    blocks.ink.calls.unload(parts, after.name)
    if known and before.identity is not None and after.identity is not None:
        parts.update(identity_of_redline(parts, before.identity, after.identity, blocks.aliases))
    seal(parts, after.name, "changes")
    return Package(parts).to_bytes()


def _unload(parts: dict[str, bytes], name: str, luggage: Luggage) -> None:
    """Add the files that struck pictures need."""
    from lxml import etree

    for part, data in luggage.parts.items():
        parts[part] = data
        with_content_type(parts, part, luggage.content_types[part])
    if luggage.relationships:
        folder, base = posixpath.split(name)
        links = posixpath.join(folder, "_rels", f"{base}.rels")
        root = etree.fromstring(parts[links]) if links in parts else etree.Element("{http://schemas.openxmlformats.org/package/2006/relationships}Relationships")
        for xml in luggage.relationships.values():
            root.append(etree.fromstring(xml.replace("<Relationship ", '<Relationship xmlns="http://schemas.openxmlformats.org/package/2006/relationships" ', 1)))
        parts[links] = serialised(root)
