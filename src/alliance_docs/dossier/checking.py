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
from alliance_docs.checks.finding import Finding, Suppressed
from alliance_docs.dossier.build import evidence_of, filing_folder, filing_of, plan_of
from alliance_docs.dossier.docx_drafts import whose_text
from alliance_docs.dossier.drafts import draft_all
from alliance_docs.dossier.edited import edit_findings
from alliance_docs.dossier.edits import load_edits
from alliance_docs.dossier.edits_told import edits_told
from alliance_docs.dossier.files import read_bytes
from alliance_docs.dossier.general import check_general
from alliance_docs.dossier.instances import instances
from alliance_docs.dossier.layers_told import layer_findings
from alliance_docs.dossier.opened import Opened, dossier_around, open_file, read_word
from alliance_docs.dossier.own_day import differs, facts_of
from alliance_docs.dossier.own_forms import form_findings
from alliance_docs.dossier.package import case_of, complete, facts_sha256
from alliance_docs.dossier.proposals import proposal_findings
from alliance_docs.dossier.reading_findings import reading_findings
from alliance_docs.dossier.seal_findings import moved_on, seal_findings
from alliance_docs.dossier.sealed import MANIFEST, is_sealed
from alliance_docs.dossier.store import FACTS_FILE, Dossier
from alliance_docs.drafting.draft import Draft
from alliance_docs.errors import UserError
from alliance_docs.jurisdictions.jurisdiction import Filing, Jurisdiction

if TYPE_CHECKING:
    from alliance_docs.word.reader import Reading
    from alliance_docs.word.views import View


_UNKNOWN_FACT = "AD-FA-03"
"""The rule that tells of a printed fact which the facts do not hold."""


@dataclass(frozen=True)
class Checked:
    """What a check found, and the titles of the documents it speaks of.

    *drafts* are the documents as checked, by id; *files* the Word files among them; *name* is the file's or dossier's;
    *view*: how tracked changes were read; *folder*: the dossier checked, or in which the file lies. *suppressed* and *limits*
    are told once settings are applied (``check_settings.with_settings``). *together*: several single Word files checked as one case.
    """

    findings: tuple[Finding, ...]
    titles: Mapping[str, str]
    jurisdiction: Jurisdiction | None = None
    drafts: Mapping[str, Draft] = field(default_factory=dict)
    files: Mapping[str, Path] = field(default_factory=dict)
    name: str = ""
    view: View = "accepted"
    folder: Path | None = None
    suppressed: tuple[Suppressed, ...] = ()
    limits: tuple[str, ...] = ()
    together: bool = False

    @property
    def alone(self) -> bool:
        """Tell whether Word files were checked by themselves, one or several together, not a dossier."""
        return self.together or (len(self.drafts) == 1 and set(self.files) == set(self.drafts))


def check_path(
    path: Path,
    today: dt.date | None,
    *,
    jurisdiction: str | None = None,
    document: str | None = None,
    filing: str = "founding",
    view: View = "accepted",
) -> Checked:
    """Check what lies at *path*: a dossier's folder, a filing's, or one .docx; *view*: how tracked changes read. Raises UserError."""
    if (path / MANIFEST).is_file() and not (path / FACTS_FILE).is_file():
        from alliance_docs.dossier.at_seal import check_filing
        from alliance_docs.dossier.comparing_sources import filing_id_of

        return check_filing(Dossier.find(path), path.absolute(), filing_id_of(path), today, view)
    if path.is_dir():
        return check_dossier(Dossier.open(path), today, filing, view)
    if not path.exists():
        raise UserError("没有这个文件或者文件夹", place=str(path), remedy="核对路径")
    return check_file(path, today, jurisdiction, document, view)


def check_dossier(dossier: Dossier, today: dt.date | None, filing_id: str = "founding", view: View = "accepted") -> Checked:
    """Check the facts and the filing's Word files as they are on disk; what was not built yet is drafted in memory."""
    plan = plan_of(dossier, today)
    filing = filing_of(plan, filing_id)
    shown = facts_of(dossier, filing_id, today)
    evidence = evidence_of(dossier)
    folder = filing_folder(dossier, plan, filing)
    drafted = draft_all(plan)
    drafts: dict[str, Draft] = {}
    files: dict[str, Path] = {}
    readings: dict[str, Reading] = {}
    fresh: dict[str, Draft] | None = None
    edits: tuple[Finding, ...] = ()
    waiting: tuple[Finding, ...] = ()
    absent = False
    for each in (filing, *(other for other in plan.jurisdiction.filings if other.id != filing.id)):
        here = filing_folder(dossier, plan, each)
        past = moved_on(here, plan.given) or (here.is_dir() and not is_sealed(here) and differs(dossier, each.id, plan.given, today))
        waiting += _waiting(here, each) if past and not is_sealed(here) else ()  # what was; today is drafted in memory
        for one in instances(plan.jurisdiction, plan.facts, each):
            if one.document.source == "volume" or one.id in drafts:  # the same texts once more
                continue
            file = here / one.file
            if file.is_file() and not past:
                readings[one.id] = read_word(file, view, alone=False)
                drafts[one.id] = replace(readings[one.id].draft, id=one.id, jurisdiction=whose_text(readings[one.id].identity, plan.jurisdiction.id))
                files[one.id] = file
                edits += edit_findings(one.id, file, drafts[one.id], dossier.pristine / here.name / file.name)
            elif each is filing:
                fresh = fresh or complete(drafted, filing, evidence, today)
                drafts[one.id] = fresh[one.id]
                absent = absent or not past
    stale = () if is_sealed(folder) else _stale(folder, facts_sha256(shown), absent)
    case = case_of(plan, drafts, evidence, today)
    told = tuple(found for name, reading in readings.items() for found in reading_findings(reading, name, case, told=True))
    findings = sorted_findings((*stale, *waiting, *edits, *edits_told(drafted, load_edits(dossier)), *layer_findings(plan), *form_findings(plan), *told, *proposal_findings(dossier, plan), *seal_findings(dossier, case), *check(case)), case)
    return Checked(findings, titles_of(plan.jurisdiction), plan.jurisdiction, drafts, files, dossier.folder.resolve().name, view, dossier.folder)


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


def _waiting(folder: Path, filing: Filing) -> tuple[Finding, ...]:
    """What to do about papers that were drafted and not sealed, after which something happened."""
    place = f"filings/{folder.name}"
    told = f"{filing.title}材料还没有封存，其后发生的变更不写入这套材料；这里按变更以后的情况检查，没有检查其中的文件"
    fix = f"已经报送的，运行 alliance-docs seal {folder.name} --on 报送日期；检查其中的文件，运行 alliance-docs check {place}"
    return (Finding("AD-FI-07", "warning", told, location=place, basis="案卷", fix=fix),)


def titles_of(jurisdiction: Jurisdiction) -> dict[str, str]:
    """Return what a jurisdiction's documents are called in reports."""
    return {document.id: document.short_title for document in jurisdiction.documents}


def check_file(
    path: Path, today: dt.date | None, jurisdiction: str | None, document: str | None, view: View = "accepted"
) -> Checked:
    """Check one .docx of ours (it says itself what it is), or any other; see :func:`check_opened`."""
    return check_opened(open_file(path, jurisdiction, document, view), today, view)


def check_opened(one: Opened, today: dt.date | None, view: View = "accepted") -> Checked:
    """Check a Word file by itself.

    Another's is taken for the kind its title and text tell, unless the user said; without a jurisdiction, and outside
    of a dossier, only the general legal rules are asked. A file that lies in a dossier is compared with that dossier's
    facts; elsewhere no facts are known.
    """
    known, home = one.jurisdiction, one.home
    # requirements ask of our own texts the very clause that answers them, of any other's whether some article does
    drafts = {one.document: replace(one.draft, id=one.document, jurisdiction=known.id if one.ours else "")}
    if home is not None and home.jurisdiction.id == known.id:
        case = replace(case_of(home, drafts, (), today), dossier=False)
    else:
        case = Case(known, drafts=drafts, today=today, dossier=False)
    findings = sorted_findings((*told_of_reading(one, one.document, case), *found_in(case, facts=home is not None)), case)
    titles = titles_of(known) if known.document(one.document) else {one.document: one.title}
    return Checked(findings, titles, known, drafts, {one.document: one.path}, one.path.name, view, dossier_around(one.path))


def told_of_reading(one: Opened, document: str, case: Case) -> tuple[Finding, ...]:
    """Return what reading a file has to tell, as findings on *document*."""
    return reading_findings(one.reading, document, case, kind=one.kind.name if one.kind else "", told=bool(one.stated))


def found_in(case: Case, *, facts: bool) -> tuple[Finding, ...]:
    """Check a case of single files; without *facts* a printed one is no news."""
    found = check(case) if case.jurisdiction.id else check_general(case)
    return found if facts else tuple(finding for finding in found if finding.rule != _UNKNOWN_FACT)
