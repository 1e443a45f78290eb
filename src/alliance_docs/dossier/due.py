"""The deadlines of a dossier: its facts as of a day, sealed filings, attachments and remarks are read, and nothing is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from alliance_docs.dossier.attachments import entries_of
from alliance_docs.dossier.deadline_situation import Paper, Remarked, Situation, Submitted
from alliance_docs.dossier.deadlines import Deadlines, deadlines
from alliance_docs.dossier.remarks import REMARKS, read_remarks
from alliance_docs.dossier.sealed import SealedFiling, facts_at_seal, sealed_filings
from alliance_docs.dossier.store import Dossier
from alliance_docs.errors import UserError
from alliance_docs.jurisdictions.deadline_rules import Manner, deadline_rules
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction
from alliance_docs.jurisdictions.loading import load_jurisdiction

_MARK = "-resubmission-"


@dataclass(frozen=True)
class Owed:
    """What one dossier owes. *name*: of the alliance; *key*: what tells it from others in a calendar, whatever it is called later."""

    folder: Path
    name: str
    key: str
    found: Deadlines


def due(dossier: Dossier, today: dt.date, manner: Manner) -> Owed:
    """Return the deadlines of a dossier as of *today*, in the window that *manner* shows. Raises UserError."""
    founded = dossier.facts
    if not founded.jurisdiction:
        raise UserError("没有选定适用的管辖制度，不能计算期限", place="alliance.yaml", remedy="填写 jurisdiction，或者用 alliance-docs ask 选定")
    jurisdiction = load_jurisdiction(founded.jurisdiction)
    situation = Situation(
        jurisdiction, dossier.facts_on(today), today, tuple(_submitted(dossier)), _papers(dossier), tuple(_remarked(dossier, jurisdiction))
    )
    folder = dossier.folder.resolve().name
    called, first = (facts.alliance.name if facts.alliance else None for facts in (situation.facts, founded))
    return Owed(dossier.folder, called or folder, f"{jurisdiction.id}|{first or folder}", deadlines(deadline_rules(jurisdiction.id), situation, manner))


def _submitted(dossier: Dossier) -> Iterator[Submitted]:
    for one in sealed_filings(dossier):
        if not one.resubmits:
            yield Submitted(one.filing, one.name, one.sealed_on, _year(one))


def _year(one: SealedFiling) -> int | None:
    """Return the year a sealed filing reports on; None when what it was made from is gone: the checks tell of that."""
    try:
        period = facts_at_seal(one.folder).period
    except UserError:
        return None
    return period.year if period else None


def _papers(dossier: Dossier) -> tuple[Paper, ...]:
    return tuple(Paper(one.file, one.kind, one.member, one.date, one.expiry) for one in entries_of(dossier))


def _remarked(dossier: Dossier, jurisdiction: Jurisdiction) -> Iterator[Remarked]:
    sealed = {one.name: one for one in sealed_filings(dossier)}
    for path in sorted(dossier.filings.glob(f"*{_MARK}*/{REMARKS}")):
        remarks = read_remarks(path)
        one = sealed.get(path.parent.name)
        filing_id, _, number = path.parent.name[11:].partition(_MARK)
        filing = jurisdiction.filing(filing_id)
        yield Remarked(
            path.parent.name,
            int(number) if number.isdecimal() else 1,
            filing.title if filing else filing_id,
            len(remarks.remarks),
            remarks.due,
            one.sealed_on if one else None,
        )
