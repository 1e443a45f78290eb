"""Any .docx → Draft: our own files come back exactly, edited ones with their identity, strangers' by their structure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from alliance_docs.drafting.draft import Clause, Draft, clause_text
from alliance_docs.word.align import resolve
from alliance_docs.word.assemble import assemble, title
from alliance_docs.word.identity import Identity, find_identity
from alliance_docs.word.package import Package, open_package
from alliance_docs.word.recognise import recognise
from alliance_docs.word.records import Grid, Para, Scan
from alliance_docs.word.scan import scan

_LIKE = 75
"""Percentage of likeness from which a clause without bookmark is taken for the one that is missing."""
_OPENING = 60


def read(data: bytes) -> Draft:
    """Return the Draft a .docx holds.

    For our own files ``read(write(draft)) == normal(draft)``. Tracked deletions are left out, insertions taken in.
    Raises UserError when *data* is not a readable .docx.
    """
    package = open_package(data)
    return read_package(package, find_identity(package))


def read_identity(data: bytes) -> Identity | None:
    """Return whose document a .docx of ours is (dossier, filing, version, document), or None for a stranger's."""
    return find_identity(open_package(data))


def read_package(package: Package, identity: Identity | None) -> Draft:
    """Return the Draft of an opened package."""
    marks = {mark.name: mark for mark in identity.marks} if identity else {}
    groups = frozenset(name for name, mark in marks.items() if mark.kind in ("clause", "row"))
    opaque = frozenset(name for name, mark in marks.items() if mark.kind == "opaque")
    found = scan(package, opaque_marks=opaque, group_marks=groups, plain_boxes=identity is None)
    resolve([segment for para in _paragraphs(found) for segment in para.segments], identity, groups)
    body, opened = assemble(found, marks, articles=identity is not None or _has_articles(found))
    if identity is None:
        return Draft("", title(body), body)
    renamed = _same_again(opened, [part for part in body if isinstance(part, Clause)], identity)
    body = tuple(replace(part, id=renamed.get(part.id, part.id)) if isinstance(part, Clause) else part for part in body)
    return Draft(identity.document, identity.title, body, identity.jurisdiction)


def _paragraphs(found: Scan) -> list[Para]:
    paragraphs: list[Para] = []
    for block in found.blocks:
        if isinstance(block, Para):
            paragraphs.append(block)
        elif isinstance(block, Grid):
            paragraphs += [para for row in block.rows for cell in row.cells for para in cell.paragraphs]
    return paragraphs


def _has_articles(found: Scan) -> bool:
    count = 0
    for block in found.blocks:
        if isinstance(block, Para):
            text = (block.label.text if block.label else "") + block.text
            what = recognise(text, articles=True, after=count, labelled=block.label is not None)
            count += what.what == "article" or block.style == "AlArticle"
    return count >= 2


def _same_again(opened: Sequence[tuple[str, str]], clauses: list[Clause], identity: Identity) -> dict[str, str]:
    """Return new id → old id for clauses whose bookmark is gone but whose words are known."""
    here = {mark for mark, _ in opened if mark}
    missing = [mark for mark in identity.marks if mark.kind == "clause" and mark.name not in here and mark.opening]
    if not missing:
        return {}
    from rapidfuzz import fuzz

    texts = {clause.id: clause_text(clause)[:_OPENING] for clause in clauses}
    nameless = [clause_id for mark, clause_id in opened if not mark]
    pairs = sorted(
        ((fuzz.ratio(mark.opening, texts[clause_id]), clause_id, mark.id) for clause_id in nameless for mark in missing),
        key=lambda pair: -pair[0],
    )
    found: dict[str, str] = {}
    for score, clause_id, old in pairs:
        if score >= _LIKE and clause_id not in found and old not in found.values():
            found[clause_id] = old
    return found
