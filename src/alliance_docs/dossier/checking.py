"""Check a dossier, its Word files read back, or a single .docx."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from alliance_docs.checks.case import Case
from alliance_docs.checks.check import check, sorted_findings
from alliance_docs.checks.finding import Finding
from alliance_docs.dossier.build import evidence_of, filing_folder, filing_of, plan_of
from alliance_docs.dossier.document_kinds import OTHER, kind_name, kind_of_text, kinds
from alliance_docs.dossier.drafts import Plan, draft_all
from alliance_docs.dossier.edited import edit_findings
from alliance_docs.dossier.files import read_bytes
from alliance_docs.dossier.general import GENERAL, check_general
from alliance_docs.dossier.instances import instances
from alliance_docs.dossier.package import case_of, complete, facts_sha256
from alliance_docs.dossier.proposals import proposal_findings
from alliance_docs.dossier.reading_findings import reading_findings
from alliance_docs.dossier.store import FACTS_FILE, Dossier
from alliance_docs.drafting.draft import Draft
from alliance_docs.errors import UserError, nearest
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction, kind_of
from alliance_docs.jurisdictions.loading import load_jurisdiction

if TYPE_CHECKING:
    from alliance_docs.word.reader import Reading
    from alliance_docs.word.views import View


_UNKNOWN_FACT = "AD-FA-03"
"""The rule that tells of a printed fact which the facts do not hold."""


@dataclass(frozen=True)
class Checked:
    """What a check found, and the titles of the documents it speaks of.

    *drafts* are the documents as checked, by id; *files* the Word files among them; *name* is the file's or dossier's;
    *view*: how tracked changes were read.
    """

    findings: tuple[Finding, ...]
    titles: Mapping[str, str]
    jurisdiction: Jurisdiction | None = None
    drafts: Mapping[str, Draft] = field(default_factory=dict)
    files: Mapping[str, Path] = field(default_factory=dict)
    name: str = ""
    view: View = "accepted"

    @property
    def alone(self) -> bool:
        """Tell whether one Word file was checked by itself, not a dossier."""
        return len(self.drafts) == 1 and set(self.files) == set(self.drafts)


def check_path(
    path: Path,
    today: dt.date | None,
    *,
    jurisdiction: str | None = None,
    document: str | None = None,
    filing: str = "founding",
    view: View = "accepted",
) -> Checked:
    """Check what lies at *path*: a dossier's folder, or one .docx; *view*: how tracked changes read. Raises UserError."""
    if path.is_dir():
        return check_dossier(Dossier.open(path), today, filing, view)
    if not path.exists():
        raise UserError("没有这个文件或者文件夹", place=str(path), remedy="核对路径")
    if path.suffix.lower() != ".docx":
        raise UserError("只能检查案卷文件夹或者 .docx 文件", place=str(path), remedy="用 Word 另存为 .docx")
    return check_file(path, today, jurisdiction, document, view)


def check_dossier(dossier: Dossier, today: dt.date | None, filing_id: str = "founding", view: View = "accepted") -> Checked:
    """Check the facts and the filing's Word files as they are on disk; what was not built yet is drafted in memory."""
    plan = plan_of(dossier)
    filing = filing_of(plan, filing_id)
    evidence = evidence_of(dossier)
    folder = filing_folder(dossier, plan, filing)
    drafted = draft_all(plan)
    drafts: dict[str, Draft] = {}
    files: dict[str, Path] = {}
    readings: dict[str, Reading] = {}
    fresh: dict[str, Draft] | None = None
    edits: tuple[Finding, ...] = ()
    for each in (filing, *(other for other in plan.jurisdiction.filings if other.id != filing.id)):
        here = filing_folder(dossier, plan, each)
        for one in instances(plan.jurisdiction, plan.facts, each.documents):
            if one.document.source == "volume" or one.id in drafts:  # the same texts once more
                continue
            file = here / one.file
            if file.is_file():
                readings[one.id] = _read(file, view, alone=False)
                drafts[one.id] = replace(readings[one.id].draft, id=one.id, jurisdiction=plan.jurisdiction.id)
                files[one.id] = file
                edits += edit_findings(one.id, file, drafts[one.id], dossier.pristine / here.name / file.name)
            elif each is filing:
                fresh = fresh or complete(drafted, filing, evidence, today)
                drafts[one.id] = fresh[one.id]
    stale = _stale(folder, facts_sha256(plan.given), fresh is not None)
    case = case_of(plan, drafts, evidence, today)
    told = tuple(found for name, reading in readings.items() for found in reading_findings(reading, name, case, told=True))
    findings = sorted_findings((*stale, *edits, *told, *proposal_findings(dossier, plan), *check(case)), case)
    return Checked(findings, _titles(plan.jurisdiction), plan.jurisdiction, drafts, files, dossier.folder.resolve().name, view)


def _stale(folder: Path, facts_hash: str, missing: bool) -> tuple[Finding, ...]:
    path = folder / "manifest.json"
    fix = "运行 alliance-docs build 重新起草"
    if missing or not path.is_file():
        return (Finding("AD-FI-01", "note", "部分文书还没有写成 Word 文件，按现有事实检查", location=folder.name, basis="案卷", fix=fix),)
    try:
        recorded = json.loads(read_bytes(path))["facts_sha256"]
    except (ValueError, KeyError, TypeError):
        return (Finding("AD-FI-02", "warning", "manifest.json 读不出来", location=folder.name, basis="案卷", fix=fix),)
    if recorded != facts_hash:
        return (Finding("AD-FI-03", "warning", "事实在起草之后改动过，Word 文件还是旧的", location=folder.name, basis="案卷", fix=fix),)
    return ()


def _read(path: Path, view: View, *, alone: bool) -> Reading:
    """Read one Word file; an error names the file. *alone*: it is checked by itself, and not compared with its first state."""
    from alliance_docs.word.reader import read_for_check

    try:
        return read_for_check(read_bytes(path), view, alone=alone)
    except UserError as error:
        raise UserError(error.message, place=error.place or str(path), remedy=error.remedy) from error


def _titles(jurisdiction: Jurisdiction) -> dict[str, str]:
    return {document.id: document.short_title for document in jurisdiction.documents}


def check_file(
    path: Path, today: dt.date | None, jurisdiction: str | None, document: str | None, view: View = "accepted"
) -> Checked:
    """Check one .docx of ours (it says itself what it is), or any other.

    Another's is taken for the kind its title and text tell, unless *document* says; without *jurisdiction*, and outside
    of a dossier, only the general legal rules are asked. A file that lies in a dossier is compared with that dossier's
    facts; elsewhere no facts are known.
    """
    reading = _read(path, view, alone=True)
    identity = reading.identity
    home = _home(path)
    wanted = jurisdiction or (identity.jurisdiction if identity else "") or (home.jurisdiction.id if home else "")
    known = load_jurisdiction(wanted) if wanted else GENERAL
    stated = document or (identity.document if identity else "")
    kind = None if stated else kind_of_text(reading.draft)
    document_id = stated or (kind.id if kind else OTHER)
    if stated:
        _refuse_document(stated, known, path)
    # requirements ask of our own texts the very clause that answers them, of any other's whether some article does
    drafts = {document_id: replace(reading.draft, id=document_id, jurisdiction=known.id if identity else "")}
    if home is not None and home.jurisdiction.id == known.id:
        case = replace(case_of(home, drafts, (), today), dossier=False)
    else:
        case = Case(known, drafts=drafts, today=today, dossier=False)
    told = reading_findings(reading, document_id, case, kind=kind.name if kind else "", told=bool(stated))
    found = check(case) if known.id else check_general(case)
    if home is None:  # without facts a printed one is no news
        found = tuple(finding for finding in found if finding.rule != _UNKNOWN_FACT)
    titles = _titles(known) if known.document(document_id) else {document_id: kind_name(document_id) or reading.draft.title or path.stem}
    return Checked(sorted_findings((*told, *found), case), titles, known, drafts, {document_id: path}, path.name, view)


def _refuse_document(document: str, known: Jurisdiction, path: Path) -> None:
    """Raise UserError where no document of that id is checked by itself."""
    described = known.document(document)
    if described is not None and described.source == "volume":  # each part has its own 第一条
        raise UserError("这是由几份文书装订成的一册，不能单独检查", place=str(path), remedy="检查案卷，或者逐份检查其中的文书")
    ids = [one.id for one in known.documents] if known.id else [one.id for one in kinds()]
    if kind_of(document) not in ids:
        raise UserError(f"{known.title}没有文书“{document}”", remedy=nearest(document, ids) or f"有：{'、'.join(ids)}")


def _home(path: Path) -> Plan | None:
    """Return the plan of the dossier a file lies in, None when it lies in none."""
    folder = next((parent for parent in path.absolute().parents if (parent / FACTS_FILE).is_file()), None)
    return plan_of(Dossier(folder)) if folder else None

