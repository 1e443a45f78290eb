"""What is to be said when a version goes out: opinions not decided, decisions nobody has written, references that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from alliance_docs.dossier.comparison_labels import label
from alliance_docs.dossier.edits import edits_of
from alliance_docs.dossier.files import read_bytes
from alliance_docs.dossier.opinions import MERGED, Opinion, Opinions, load_opinions
from alliance_docs.dossier.opinions_applying import parts_applied
from alliance_docs.dossier.opinions_colliding import merged_text
from alliance_docs.dossier.store import Dossier
from alliance_docs.dossier.versions import Version
from alliance_docs.drafting.draft import Blank, Choice, Clause, Draft, Fact, Ref, clause_inlines
from alliance_docs.drafting.merging.merge import gist, plain_draft
from alliance_docs.drafting.references import REMOVED


@dataclass(frozen=True)
class Told:
    """Opinions of earlier rounds on the documents that go out, by version: *waiting* for a decision, and *unwritten*.

    *dangling*: clauses, as they are called, that refer to one that is gone, by document; *pending*: those for which words of a returned
    file wait to be decided; *open*: how many blanks and choices are left.
    """

    waiting: tuple[tuple[Version, tuple[Opinion, ...]], ...] = ()
    unwritten: tuple[tuple[Version, Opinion], ...] = ()
    dangling: tuple[tuple[str, str], ...] = ()
    pending: tuple[tuple[str, str], ...] = ()
    open: int = 0


def told(dossier: Dossier, known: Sequence[Version], drafts: Mapping[str, Draft]) -> Told:
    """Look through the rounds of the versions *known* and the texts that go out. Raises UserError."""
    rounds = [(version, load_opinions(version)) for version in known]
    waiting = [(version, tuple(one for one in opinions.current if one.document in drafts and not one.decision)) for version, opinions in rounds]
    return Told(
        tuple((version, several) for version, several in waiting if several),
        tuple((version, one) for version, opinions in rounds for one in _unwritten(dossier, version, opinions, drafts)),
        tuple((name, label(clause)) for name, draft in drafts.items() for clause in draft.clauses if _dangles(clause)),
        tuple(dict.fromkeys(_pending(dossier, drafts))),
        sum(isinstance(one, Blank | Choice) for draft in drafts.values() for clause in draft.clauses for run in clause_inlines(clause) for one in run),
    )


def _pending(dossier: Dossier, drafts: Mapping[str, Draft]) -> Iterator[tuple[str, str]]:
    for name, draft in drafts.items():
        edits = edits_of(dossier, name)
        yield from ((name, label(draft.clause(one.clause)) or one.clause) for one in (edits.pending if edits else ()))


def _dangles(clause: Clause) -> bool:
    return any(isinstance(one, Ref) and one.text == REMOVED for run in clause_inlines(clause) for one in run)


def _unwritten(dossier: Dossier, version: Version, opinions: Opinions, drafts: Mapping[str, Draft]) -> Iterator[Opinion]:
    """Those decided for, whose wording somebody has to write and whose clause says no more than what was merged of other opinions."""
    from alliance_docs.word.reader import read

    for one in opinions.current:
        sent = version.document(one.document)
        if not one.by_hand or one.document not in drafts or sent is None:
            continue
        before = read(read_bytes(version.folder / sent.file))
        beside = [each for each in opinions.current if each.applied and each.accepted and each.kind in MERGED and (each.document, each.clause) == (one.document, one.clause)]
        if beside:
            before = merged_text(parts_applied(dossier, version, one.document), one.document, dossier) or before
        if _wording(before, one) == _wording(drafts[one.document], one):
            yield one


def _wording(draft: Draft, one: Opinion) -> object:
    """What of a text an opinion is about: of a fact what is printed, else the wording of the clause; nothing that is said of the whole text."""
    clause = plain_draft(draft).clause(one.clause)
    if clause is None:
        return None
    if one.kind == "fact":
        return sorted(each.text for run in clause_inlines(clause) for each in run if isinstance(each, Fact) and each.path == one.path)
    return gist(clause)
