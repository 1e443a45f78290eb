"""Which differences of a returned file are tracked changes, and whose: found by reading the file with changes rejected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from alliance_docs.dossier.adopting import ReturnedFile
from alliance_docs.dossier.opinions import Kind
from alliance_docs.dossier.proposing import proposed_by
from alliance_docs.drafting.draft import Draft
from alliance_docs.drafting.merging.chapters import ChapterEdit
from alliance_docs.drafting.merging.differences import Differences, differences
from alliance_docs.drafting.merging.own_clauses import with_own_ids, with_references

_AND = "、"


class Tracks:
    """The tracked changes of a returned file.

    What it says with all of them rejected must be what was sent, or something was changed without a trace; what it says
    with those of one person rejected tells which clauses that person changed.
    """

    def __init__(self, one: ReturnedFile) -> None:
        self._one = one
        self._editors = tuple(dict.fromkeys(editor.name for editor in one.editors))
        self.names = _AND.join(filter(None, self._editors))
        self.rejected = _rejected(one, self._editors) if one.editors else None
        self._found = differences(one.edition.written, self.rejected) if self.rejected is not None else Differences()
        self._bare = {edit.clause: edit for edit in self._found.changed}
        self._whole = {edit.clause: edit for edit in one.found.changed}

    def of(self, clause: str, kind: Kind) -> tuple[str, str]:
        """Return for a difference: tracked, partly or untracked; and who tracked it."""
        how = self._how(clause, kind)
        return how, "" if how == "untracked" else self._who(clause)

    def of_chapter(self, edit: ChapterEdit) -> tuple[str, str]:
        """Return for a changed heading: tracked or untracked; and who tracked changes in the file."""
        alone = self.rejected is None or any((other.old, other.new) == (edit.old, edit.new) for other in self._found.chapters)
        return ("untracked", "") if alone else ("tracked", self.names)

    def _how(self, clause: str, kind: Kind) -> str:
        if self.rejected is None:
            return "untracked"
        untracked = {
            "fact": any(fact.clause == clause for fact in self._found.facts),
            "added": clause in self._found.added,
            "removed": clause in self._found.removed,
            "moved": clause in self._found.moved,
        }
        if kind == "changed" and clause in self._bare:
            return "untracked" if self._bare[clause] == self._whole[clause] else "partly"
        return "untracked" if untracked.get(kind, False) else "tracked"

    def _who(self, clause: str) -> str:
        if len(self._editors) < 2:
            return self.names
        found = [name for name, clauses in self._touched.items() if clause in clauses]
        return _AND.join(found) or self.names

    @cached_property
    def _touched(self) -> dict[str, frozenset[str]]:
        """Editor → the clauses that read otherwise without that editor's changes."""
        found = {}
        for name in filter(None, self._editors):
            told = differences(_rejected(self._one, (name,)), self._one.text)
            edited = (*(edit.clause for edit in told.changed), *(fact.clause for fact in told.facts))
            found[name] = frozenset((*edited, *told.added, *told.removed, *told.moved))
        return found


def _rejected(one: ReturnedFile, authors: Iterable[str]) -> Draft:
    """What the file says with the tracked changes of *authors* rejected."""
    from alliance_docs.word.identity import find_identity
    from alliance_docs.word.package import open_package
    from alliance_docs.word.reader import read_identity, read_package
    from alliance_docs.word.views import without_changes_by

    package = open_package(one.data)
    for author in (proposed_by(), *authors):
        package = without_changes_by(package, author)
    read = read_package(package, find_identity(package) or read_identity(one.edition.data), model=open_package(one.edition.data))
    text, _ = with_references(one.edition.written, with_own_ids(one.edition.written, replace(read, id=one.document)))
    return text
