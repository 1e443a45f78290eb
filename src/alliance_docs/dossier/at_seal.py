"""A sealed filing looked at as it was: its papers beside the facts of the day it was sealed, not beside those of today."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from alliance_docs.checks.check import check, sorted_findings
from alliance_docs.dossier.build import evidence_of, filing_of, plan_of
from alliance_docs.dossier.checking import Checked, titles_of
from alliance_docs.dossier.docx_drafts import whose_text
from alliance_docs.dossier.drafts import Plan, draft_all, plan_package
from alliance_docs.dossier.firm import own_layers
from alliance_docs.dossier.history import any_day
from alliance_docs.dossier.instances import instances
from alliance_docs.dossier.opened import read_word
from alliance_docs.dossier.own_day import facts_of, filing_in
from alliance_docs.dossier.package import case_of, first_filing
from alliance_docs.dossier.reading_findings import reading_findings
from alliance_docs.dossier.seal_findings import FILE, seal_findings
from alliance_docs.dossier.sealed import SealedFiling, facts_at_seal, is_sealed, sealed_filing
from alliance_docs.dossier.store import Dossier
from alliance_docs.drafting.draft import Draft
from alliance_docs.facts.facts import UNSTORED, Facts
from alliance_docs.jurisdictions.jurisdiction import kind_of

if TYPE_CHECKING:
    from alliance_docs.word.views import View


def plan_at_seal(dossier: Dossier, folder: Path) -> Plan:
    """Return the plan that the sealed filing in *folder* was drafted from: its facts, its changes not reported yet. Raises UserError."""
    one = sealed_filing(folder)
    changes = tuple(
        change.model_copy(update={"reported": None}) if change.reported == one.name else change
        for change in _shown(dossier, one).changes or ()
    )
    facts = facts_at_seal(folder).model_copy(update={UNSTORED: changes})
    return plan_package(facts, own_layers(dossier, facts.jurisdiction or ""), any_day(dossier))


def _shown(dossier: Dossier, one: SealedFiling) -> Facts:
    return dossier.facts_on(one.sealed_on) if one.resubmits else facts_of(dossier, one.filing, one.sealed_on)


def check_filing(dossier: Dossier, folder: Path, filing_id: str, today: dt.date | None, view: View = "accepted") -> Checked:
    """Check the Word files of one filing: a sealed one against the facts as of its day, any other against those of today."""
    sealed = is_sealed(folder)
    plan = plan_at_seal(dossier, folder) if sealed else plan_of(dossier, today, filing_in(folder))
    filing = filing_of(plan, filing_id)
    day = sealed_filing(folder).sealed_on if sealed else today
    files = {
        one.id: folder / one.file
        for one in instances(plan.jurisdiction, plan.facts, filing)
        if one.document.source != "volume" and (folder / one.file).is_file()
    }
    readings = {name: read_word(path, view, alone=False) for name, path in files.items()}
    drafts: dict[str, Draft] = {
        name: replace(reading.draft, id=name, jurisdiction=whose_text(reading.identity, plan.jurisdiction.id)) for name, reading in readings.items()
    }
    case = case_of(plan, {**first_filing(draft_all(plan)), **drafts}, evidence_of(dossier), day)
    told = [found for name, reading in readings.items() for found in reading_findings(reading, name, case, told=True)]
    seals = [found for found in seal_findings(dossier, case) if found.rule == FILE and folder.name in (found.location or "")]
    about = [found for found in check(case) if not found.document or kind_of(found.document) in filing.documents]
    findings = sorted_findings((*told, *seals, *about), case)
    return Checked(findings, titles_of(plan.jurisdiction), plan.jurisdiction, drafts, files, folder.name, view, dossier.folder)
