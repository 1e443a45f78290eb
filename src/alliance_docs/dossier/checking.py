"""Check a dossier, its Word files read back, or a single .docx."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from alliance_docs.checks.case import Case
from alliance_docs.checks.check import check, sorted_findings
from alliance_docs.checks.finding import Finding
from alliance_docs.dossier.build import evidence_of, filing_folder, filing_of, plan_of
from alliance_docs.dossier.drafts import Plan, draft_all
from alliance_docs.dossier.edited import edit_findings
from alliance_docs.dossier.files import read_bytes
from alliance_docs.dossier.instances import instances
from alliance_docs.dossier.package import case_of, complete, facts_sha256
from alliance_docs.dossier.proposals import proposal_findings
from alliance_docs.dossier.store import FACTS_FILE, Dossier
from alliance_docs.drafting.draft import Draft
from alliance_docs.errors import UserError, nearest
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction
from alliance_docs.jurisdictions.loading import load_jurisdiction


@dataclass(frozen=True)
class Checked:
    """What a check found, and the titles of the documents it speaks of."""

    findings: tuple[Finding, ...]
    titles: Mapping[str, str]


def check_path(
    path: Path, today: dt.date | None, *, jurisdiction: str | None = None, document: str | None = None, filing: str = "founding"
) -> Checked:
    """Check what lies at *path*: a dossier's folder, or one .docx. Raises UserError."""
    if path.is_dir():
        return check_dossier(Dossier.open(path), today, filing)
    if not path.exists():
        raise UserError("没有这个文件或者文件夹", place=str(path), remedy="核对路径")
    if path.suffix.lower() != ".docx":
        raise UserError("只能检查案卷文件夹或者 .docx 文件", place=str(path), remedy="用 Word 另存为 .docx")
    return check_file(path, today, jurisdiction, document)


def check_dossier(dossier: Dossier, today: dt.date | None, filing_id: str = "founding") -> Checked:
    """Check the facts and the filing's Word files as they are on disk; what was not built yet is drafted in memory."""
    plan = plan_of(dossier)
    filing = filing_of(plan, filing_id)
    evidence = evidence_of(dossier)
    folder = filing_folder(dossier, plan, filing)
    drafted = draft_all(plan)
    drafts: dict[str, Draft] = {}
    fresh: dict[str, Draft] | None = None
    edits: tuple[Finding, ...] = ()
    for each in (filing, *(other for other in plan.jurisdiction.filings if other.id != filing.id)):
        here = filing_folder(dossier, plan, each)
        for one in instances(plan.jurisdiction, plan.facts, each.documents):
            if one.document.source == "volume" or one.id in drafts:  # the same texts once more
                continue
            file = here / one.file
            if file.is_file():
                drafts[one.id] = replace(_read(file), id=one.id, jurisdiction=plan.jurisdiction.id)
                edits += edit_findings(one.id, file, drafts[one.id], dossier.pristine / here.name / file.name)
            elif each is filing:
                fresh = fresh or complete(drafted, filing, evidence, today)
                drafts[one.id] = fresh[one.id]
    stale = _stale(folder, facts_sha256(plan.given), fresh is not None)
    case = case_of(plan, drafts, evidence, today)
    return Checked(sorted_findings((*stale, *edits, *proposal_findings(dossier, plan), *check(case)), case), _titles(plan.jurisdiction))


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


def _read(path: Path) -> Draft:
    """Read one Word file; an error names the file."""
    from alliance_docs.word.reader import read

    try:
        return read(read_bytes(path))
    except UserError as error:
        raise UserError(error.message, place=error.place or str(path), remedy=error.remedy) from error


def _titles(jurisdiction: Jurisdiction) -> dict[str, str]:
    return {document.id: document.short_title for document in jurisdiction.documents}


def check_file(path: Path, today: dt.date | None, jurisdiction: str | None, document: str | None) -> Checked:
    """Check one .docx of ours (it says itself what it is), or any other with ``--document`` and ``--jurisdiction``.

    A file that lies in a dossier is compared with that dossier's facts; elsewhere no facts are known.
    """
    from alliance_docs.word.reader import read_identity

    draft = _read(path)
    identity = read_identity(read_bytes(path))
    known = load_jurisdiction(jurisdiction or (identity.jurisdiction if identity else "") or _unknown(path, "--jurisdiction"))
    document_id = document or (identity.document if identity else "") or _unknown(path, "--document")
    if known.document(document_id) is None:
        ids = [one.id for one in known.documents]
        raise UserError(f"{known.title}没有文书“{document_id}”", remedy=nearest(document_id, ids) or f"有：{'、'.join(ids)}")
    drafts = {document_id: replace(draft, id=document_id, jurisdiction=known.id)}
    home = _home(path)
    if home is not None and home.jurisdiction.id == known.id:
        case = replace(case_of(home, drafts, (), today), dossier=False)
    else:
        case = Case(known, drafts=drafts, today=today, dossier=False)
    return Checked(check(case), _titles(known))


def _home(path: Path) -> Plan | None:
    """Return the plan of the dossier a file lies in, None when it lies in none."""
    folder = next((parent for parent in path.absolute().parents if (parent / FACTS_FILE).is_file()), None)
    return plan_of(Dossier(folder)) if folder else None


def _unknown(path: Path, option: str) -> str:
    raise UserError("看不出这是哪种文书，按哪个管辖制度检查", place=str(path), remedy=f"加上 {option}，例如 --jurisdiction gansu --document charter")
