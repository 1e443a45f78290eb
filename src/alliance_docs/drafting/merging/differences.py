"""What somebody changed in a text, told clause by clause: words, facts, articles put in, struck, moved."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from alliance_docs.drafting.draft import (
    Blank,
    Choice,
    Clause,
    Draft,
    Fact,
    Inlines,
    OpaqueInline,
    clause_inlines,
    clause_text,
    plain,
)
from alliance_docs.drafting.merging.blocks import run_gist
from alliance_docs.drafting.merging.chapters import ChapterEdit, chapter_edits
from alliance_docs.drafting.merging.matching import matched
from alliance_docs.drafting.merging.merge import gist, plain_draft

_KEPT = "〔图〕"


@dataclass(frozen=True)
class FactEdit:
    """A printed fact that reads otherwise than it was printed: *old* is empty where a blank was filled in."""

    clause: str
    path: str
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class ClauseEdit:
    """A clause whose wording was changed, and its paragraphs that differ, before and after."""

    clause: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class Differences:
    """*changed* clauses, ids of *added*, *removed* and *moved* ones, *facts* typed over; *share* of clauses left alone, 0–1.

    *chapters*: headings put in, struck, worded anew, or standing elsewhere.
    """

    changed: tuple[ClauseEdit, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    facts: tuple[FactEdit, ...] = ()
    share: float = 1.0
    chapters: tuple[ChapterEdit, ...] = ()

    @property
    def nothing(self) -> bool:
        """Tell whether nothing was changed."""
        return not (self.changed or self.added or self.removed or self.moved or self.facts or self.chapters)


def differences(written: Draft, returned: Draft) -> Differences:
    """Compare a text as written with its edited copy. Numbers and references, which are computed, do not count."""
    was, now = plain_draft(written), plain_draft(returned)
    before = {clause.id: clause for clause in was.clauses}
    after = {clause.id: clause for clause in now.clauses}
    common = [name for name in before if name in after]
    differ = [name for name in common if before[name] != after[name]]
    shown = {clause.id: clause for clause in written.clauses}, {clause.id: clause for clause in returned.clauses}
    changed = [_clause(shown[0][name], shown[1][name]) for name in differ if gist(before[name]) != gist(after[name])]
    order = [name for name in after if name in before]
    kept = {common[index] for index, target in enumerate(matched(common, order)) if target >= 0}
    facts = tuple(edit for name in differ for edit in _facts(before[name], after[name]))
    moved = tuple(name for name in order if name not in kept)
    return Differences(
        tuple(changed),
        tuple(name for name in after if name not in before),
        tuple(name for name in before if name not in after),
        moved,
        facts,
        1 - (len(changed) + len(before) - len(common)) / max(1, len(before)),
        chapter_edits(was, now, moved),
    )


def _clause(before: Clause, after: Clause) -> ClauseEdit:
    old, new = _lines(before), _lines(after)
    found = matched([key for key, _ in old], [key for key, _ in new])
    kept = set(found)
    return ClauseEdit(
        before.id,
        tuple(line for (_, line), target in zip(old, found, strict=True) if target < 0),
        tuple(line for index, (_, line) in enumerate(new) if index not in kept),
    )


def _lines(clause: Clause) -> list[tuple[Hashable, str]]:
    """The runs of a clause by what they say, facts by their paths, and as they read; pieces that are no words are named."""
    return [(run_gist(run), shown(run)) for run in clause_inlines(clause) if shown(run)]


def shown(run: Inlines) -> str:
    """A run as it reads, a piece that is no words as 〔图〕."""
    return "".join(_KEPT if isinstance(one, OpaqueInline) else plain((one,)) for one in run)


def _facts(before: Clause, after: Clause) -> Iterator[FactEdit]:
    old, new = _printed(before), _printed(after)
    found = matched([path for path, _, _ in old], [path for path, _, _ in new])
    for (path, label, text), target in zip(old, found, strict=True):
        if target >= 0 and new[target][2] != text:
            yield FactEdit(before.id, path, label, text, new[target][2])


def _printed(clause: Clause) -> Sequence[tuple[str, str, str]]:
    """Path, label and words of every fact of a clause; the words of an open one are empty."""
    found = []
    for run in clause_inlines(clause):
        for one in run:
            if isinstance(one, Fact) and one.path:
                found.append((one.path, "", one.text))
            elif isinstance(one, Blank | Choice) and one.path:
                found.append((one.path, one.label, ""))
    return found


def said(clause: Clause) -> str:
    """The first words of a clause, to show which one it is."""
    text = clause.rubric_text or plain(next(clause_inlines(clause), ())) or clause_text(clause)
    return text.replace("\n", "")[:20]
