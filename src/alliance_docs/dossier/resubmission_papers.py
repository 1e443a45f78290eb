"""Which documents of a sealed filing a resubmission 补正 replaces: what differs now from what was submitted last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alliance_docs.checks.reading import clause_place
from alliance_docs.dossier.build import evidence_of
from alliance_docs.dossier.drafts import Plan, draft_all
from alliance_docs.dossier.files import read_bytes
from alliance_docs.dossier.package import complete, papers
from alliance_docs.dossier.sealed import SealedFiling
from alliance_docs.dossier.sealing_data import sealing_data
from alliance_docs.dossier.store import Dossier
from alliance_docs.dossier.typed import typed_into
from alliance_docs.drafting.draft import Clause, Draft, clause_text
from alliance_docs.jurisdictions.jurisdiction import Document, Filing

_SHOWN = 6


@dataclass(frozen=True)
class Submitted:
    """A document as it was submitted last: its bytes, those we had written before somebody edited the file.

    *rendered*: content hash of what the facts of that day gave, which is what *written* is unless the facts changed after the edit.
    """

    file: str
    data: bytes
    written: bytes
    rendered: str = ""

    @property
    def edited(self) -> bool:
        """Tell whether it was edited in Word before it was sealed."""
        return self.data != self.written


@dataclass(frozen=True)
class Replacing:
    """A document of the resubmission: *data* to write, what it replaces (None: new), and its formalities.

    *by_hand*: a copy to be edited in Word. *lost*: what had been typed into the old file and is not in the new one.
    """

    id: str
    title: str
    document: Document
    data: bytes
    old: Submitted | None
    by_hand: bool = False
    lost: tuple[str, ...] = ()

    @property
    def rendered(self) -> str:
        """Content hash of what the facts give, of a copy to be edited the one it had; empty: that of *data*."""
        return self.old.rendered if self.by_hand and self.old else ""

    @property
    def file(self) -> str:
        """The name it was submitted under, so that it takes that file's place; of a new document its own."""
        return self.old.file if self.old else f"{self.document.file}.docx"


def submitted(dossier: Dossier, chain: Sequence[SealedFiling]) -> dict[str, Submitted]:
    """Return each document (``agreement``, ``member-application@m01``) as submitted last; *chain*: the filing, then its resubmissions."""
    found: dict[str, Submitted] = {}
    for filing in chain:
        for one in filing.documents:
            name = str(one["id"]) + (f"@{one['member']}" if one.get("member") else "")
            data = read_bytes(filing.kept / str(one["file"]))
            copy = dossier.pristine / filing.name / str(one["file"])
            written = read_bytes(copy) if copy.is_file() else data
            found[name] = Submitted(str(one["file"]), data, written, str(one.get("content_sha256") or ""))
    return found


def replacing(
    dossier: Dossier, plan: Plan, filing: Filing, old: Mapping[str, Submitted], by_hand: Sequence[str], today: dt.date
) -> tuple[Replacing, ...]:
    """Return the documents that are submitted and differ now from what was, and copies of those to be edited *by_hand*."""
    drafted = draft_all(plan)
    drafts = complete(drafted, filing, evidence_of(dossier), today)
    found = []
    for paper in papers(drafted, drafts, filing):
        document = plan.jurisdiction.document(paper.id)
        assert document is not None
        before = old.get(paper.id)
        if document.submitted and (before is None or not _same(before, paper.data)):
            found.append(Replacing(paper.id, paper.title, document, paper.data, before, lost=_lost(before)))
        elif before is not None and document.id in by_hand:
            found.append(Replacing(paper.id, paper.title, document, before.data, before, by_hand=True))
    return tuple(found)


def places(old: bytes, new: bytes) -> tuple[str, ...]:
    """Return where two versions of a document differ, as articles are cited; few named, the rest counted."""
    from alliance_docs.word.reader import read

    words = sealing_data().places
    before, after = read(old), read(new)
    was = {clause.id: clause for clause in before.clauses}
    now = {clause.id for clause in after.clauses}
    named = [_called(one, after) for one in after.clauses if one.id not in was or clause_text(was[one.id]) != clause_text(one)]
    named += [words["gone"] + _called(one, before) for one in before.clauses if one.id not in now]
    named = list(dict.fromkeys(named))
    return (*named[:_SHOWN], *([words["more"].replace("{count}", str(len(named)))] if len(named) > _SHOWN else []))


def _called(clause: Clause, draft: Draft) -> str:
    rubric, place = clause.rubric_text.replace("\n", ""), clause_place(clause).replace("\n", "")
    if rubric or place:
        return place if rubric in place else f"{place}“{rubric}”"
    numbered = [number for number, one in enumerate(draft.clauses) if one.number]
    words = sealing_data().places
    return words["head"] if numbered and draft.clauses.index(clause) < numbered[0] else words["tail"]


def _same(old: Submitted, new: bytes) -> bool:
    """Tell whether the facts still give what they gave; another version of the tool may write the same text in other bytes."""
    from alliance_docs.word.package import content_sha256
    from alliance_docs.word.reader import read

    return old.rendered == content_sha256(new) or _plainly(read(old.written)) == _plainly(read(new))


def _plainly(draft: Draft) -> tuple[object, ...]:
    return draft.title, draft.body


def _lost(before: Submitted | None) -> tuple[str, ...]:
    if before is None or not before.edited:
        return ()
    from alliance_docs.word.reader import read

    return typed_into(read(before.written), read(before.data)).lines()
