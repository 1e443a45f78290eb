"""Conflicts that somebody decided in Word itself, by accepting or rejecting the change we had shown there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from alliance_docs.dossier.editions import Edition
from alliance_docs.dossier.proposing import proposed_by
from alliance_docs.drafting.draft import Clause, Draft, Fact, clause_inlines, clause_text
from alliance_docs.drafting.merging.differences import FactEdit

How = Literal["ours", "kept", "other"]


@dataclass(frozen=True)
class Decided:
    """A *clause* in conflict that a returned file settles: our words accepted, rejected (*kept*), or others written."""

    clause: str
    how: How


def decided_in(edition: Edition, data: bytes, text: Draft) -> tuple[Decided, ...]:
    """Return the conflicts of *edition* that its returned copy *data*, which says *text*, has no open change of ours for any more."""
    if not edition.undecided:
        return ()
    shown, rejected = _both(edition.data, edition)
    now = _differing(*_both(data, edition))
    was = _differing(shown, rejected)
    return tuple(Decided(name, _how(_said(text, name), _said(shown, name), _said(rejected, name))) for name in edition.undecided if name in was - now)


def without_accepted(edits: Iterable[FactEdit], decided: Iterable[Decided], render: Draft) -> tuple[FactEdit, ...]:
    """Return *edits* without facts that read otherwise only because our words were accepted: the dossier says so already."""
    ours = {one.clause for one in decided if one.how != "kept"}
    return tuple(one for one in edits if one.clause not in ours or (one.path, one.new) not in _facts(render.clause(one.clause)))


def _facts(clause: Clause | None) -> set[tuple[str, str]]:
    runs = clause_inlines(clause) if clause is not None else ()
    return {(one.path, one.text) for run in runs for one in run if isinstance(one, Fact)}


def _both(data: bytes, edition: Edition) -> Iterator[Draft]:
    """The text with our changes accepted, and with them rejected; other people's are accepted in both."""
    from alliance_docs.word.package import open_package
    from alliance_docs.word.reader import read_identity, read_package
    from alliance_docs.word.views import without_changes_by

    package, identity, model = open_package(data), read_identity(edition.data), open_package(edition.data)
    model = without_changes_by(model, proposed_by())
    for one in (package, without_changes_by(package, proposed_by())):
        yield replace(read_package(one, identity, model=model), id=edition.document)


def _differing(one: Draft, other: Draft) -> set[str]:
    names = {clause.id for clause in (*one.clauses, *other.clauses)}
    return {name for name in names if _said(one, name) != _said(other, name)}


def _said(draft: Draft, name: str) -> str | None:
    clause = draft.clause(name)
    return clause_text(clause) if clause is not None else None


def _how(text: str | None, ours: str | None, kept: str | None) -> How:
    if text == ours:
        return "ours"
    return "kept" if text == kept else "other"

