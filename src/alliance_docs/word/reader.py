"""Any .docx → Draft: our own files come back exactly, edited ones with their identity, strangers' by their structure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from alliance_docs.drafting.draft import Clause, Draft, clause_text
from alliance_docs.word.align import resolve
from alliance_docs.word.assemble import assemble, title
from alliance_docs.word.builder import Trace
from alliance_docs.word.identity import Identity, find_identity
from alliance_docs.word.model_marks import with_lost_marks
from alliance_docs.word.model_words import follow
from alliance_docs.word.package import Package, open_package
from alliance_docs.word.records import Para, Scan
from alliance_docs.word.scan import paragraphs_of, scan
from alliance_docs.word.scheme import Scheme, scheme_of
from alliance_docs.word.views import Editor, View, editors_of, without_changes_by

_LIKE = 75
"""Percentage of likeness from which a clause without bookmark is taken for the one that is missing."""
_OPENING = 60
_KEPT = 48
"""How many files stay read: one command reads those of a filing several times, as sealed, as first written, as they lie there."""


@dataclass(frozen=True)
class Reading:
    """A .docx as a check sees it.

    *identity*: whose it is when it is ours; *view*: how its tracked changes were read, *editors*: who made them;
    *damaged*: parts that could not be read; *struck*: articles deleted whole by tracked changes, as they were. What has no words to read stands in the draft as kept pieces.
    """

    draft: Draft
    identity: Identity | None
    view: View
    editors: tuple[Editor, ...]
    damaged: tuple[str, ...]
    struck: tuple[Clause, ...] = ()


def read(data: bytes, view: View = "accepted") -> Draft:
    """Return the Draft a .docx holds.

    For our own files ``read(write(draft)) == normal(draft)``. Tracked deletions are left out, insertions taken in; in
    the ``original`` view the other way round. Raises UserError when *data* is not a readable .docx.
    """
    return _read(data, view)


@lru_cache(maxsize=_KEPT)
def _read(data: bytes, view: View) -> Draft:
    package = open_package(data)
    return read_package(package, find_identity(package), view=view)


def read_for_check(data: bytes, view: View = "accepted", *, alone: bool = True, ignoring: str = "") -> Reading:
    """Return a .docx as a check sees it: all words that show, those of text boxes too, and no hidden ones.

    Not *alone*: the draft is the one of ``read``, to be compared with another. Tracked changes of the author *ignoring* count as not made. Raises UserError when *data* is not a
    readable .docx.
    """
    return _read_for_check(data, view, alone, ignoring)


@lru_cache(maxsize=_KEPT)
def _read_for_check(data: bytes, view: View, alone: bool, ignoring: str) -> Reading:
    package = open_package(data)
    package = without_changes_by(package, ignoring) if ignoring else package
    identity = find_identity(package)
    damaged: list[str] = []
    draft = read_package(package, identity, view=view, checking=alone, damaged=damaged)
    editors = editors_of(package)
    struck = _struck(data, draft) if view == "accepted" and any(editor.deletions for editor in editors) else ()
    return Reading(draft, identity, view, editors, tuple(damaged), struck)


def _struck(data: bytes, draft: Draft) -> tuple[Clause, ...]:
    """Return the articles that stood in the file before its tracked changes and do not stand in *draft*: told by rubric, else by number."""
    kept = {_called(clause) for clause in draft.clauses if clause.kind == "article"}
    return tuple(clause for clause in read(data, "original").clauses if clause.kind == "article" and _called(clause) not in kept)


def _called(clause: Clause) -> str:
    return clause.rubric_text or str(clause.number)


def read_identity(data: bytes) -> Identity | None:
    """Return whose document a .docx of ours is (dossier, filing, version, document), or None for a stranger's."""
    return find_identity(open_package(data))


def read_package(
    package: Package,
    identity: Identity | None,
    traced: list[Trace] | None = None,
    *,
    view: View = "accepted",
    checking: bool = False,
    damaged: list[str] | None = None,
    model: Package | None = None,
) -> Draft:
    """Return the Draft of an opened package.

    *model*: the file this one was made from, whose identity is *identity*; what saving lost is told from it.
    *traced*, when given, is filled with where its clauses stand in the file, *damaged* with parts that cannot be read.
    *checking*: the draft is for reading only, so drawings are opened in our own files as well, and kept pieces do not
    bring their files.
    """
    marks = {mark.name: mark for mark in identity.marks} if identity else {}
    groups = frozenset(name for name, mark in marks.items() if mark.kind in ("clause", "row"))
    opaque = frozenset(name for name, mark in marks.items() if mark.kind == "opaque")
    foreign = not any(mark.kind == "clause" for mark in marks.values())  # somebody's own text, even where we filled it in
    paragraphs: dict[int, int] = {}
    if identity is not None and model is not None:
        package, paragraphs = with_lost_marks(package, model, identity)
    found = scan(
        package,
        opaque_marks=opaque,
        group_marks=groups,
        foreign=foreign,
        opened=foreign or checking,
        luggage=not checking,
        view=view,
    )
    if damaged is not None:
        damaged.extend(found.damaged)
    if paragraphs and model is not None:
        follow(found, scan(model, opaque_marks=opaque, group_marks=groups), paragraphs)
    resolve([segment for para in (*paragraphs_of(found.blocks), *found.margins) for segment in para.segments], identity, groups)
    body, opened = assemble(found, marks, _scheme(found) if foreign else Scheme(), traced)
    if identity is None:
        return Draft("", title(body), body)
    if foreign:
        return Draft(identity.document, identity.title or title(body), body, identity.jurisdiction)
    renamed = _same_again(opened, [part for part in body if isinstance(part, Clause)], identity)
    body = tuple(replace(part, id=renamed.get(part.id, part.id)) if isinstance(part, Clause) else part for part in body)
    return Draft(identity.document, identity.title, body, identity.jurisdiction)


def _scheme(found: Scan) -> Scheme:
    paragraphs = [block for block in found.blocks if isinstance(block, Para) and not block.contents]
    ours = sum(para.style == "AlArticle" for para in paragraphs)
    texts = ((para.label.text + para.text if para.label else para.text, para.label is not None) for para in paragraphs)
    return scheme_of(texts, articles=ours)


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
