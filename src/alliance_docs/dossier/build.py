"""Build a filing of a dossier: draft, check, write. Files that somebody edited are kept."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

from alliance_docs.checks.case import Attachment as Evidence
from alliance_docs.checks.case import Case
from alliance_docs.checks.check import check
from alliance_docs.checks.configured import configured
from alliance_docs.checks.finding import Finding, Suppressed
from alliance_docs.checks.settings import Settings
from alliance_docs.dossier.attachments import load as load_attachments
from alliance_docs.dossier.change_filing import drafts_before, free_folder, refuse_nothing, reports_changes
from alliance_docs.dossier.check_settings import settings_of
from alliance_docs.dossier.docx_wording import usable_endings
from alliance_docs.dossier.drafts import Drafted, Plan, draft_all, plan_package
from alliance_docs.dossier.editions import keep
from alliance_docs.dossier.edits import load_edits, pairs_of
from alliance_docs.dossier.edits_told import edits_told
from alliance_docs.dossier.files import digest, lock, write_atomic
from alliance_docs.dossier.firm import own_layers
from alliance_docs.dossier.history import any_day
from alliance_docs.dossier.in_force import date_of
from alliance_docs.dossier.layers_told import layer_findings
from alliance_docs.dossier.occasion_facts import missing_occasion, refuse_empty
from alliance_docs.dossier.own_day import facts_of
from alliance_docs.dossier.own_forms import form_findings
from alliance_docs.dossier.package import Paper, case_of, complete, first_filing, manifest, papers
from alliance_docs.dossier.protect import Written, carry_records, hash_of, withdraw, write_all
from alliance_docs.dossier.sealed import refuse_building
from alliance_docs.dossier.store import Dossier
from alliance_docs.dossier.typed import typed_into
from alliance_docs.drafting.layer_files import variant_parts
from alliance_docs.errors import UserError, nearest
from alliance_docs.jurisdictions.jurisdiction import Filing, Jurisdiction, kind_of
from alliance_docs.jurisdictions.loading import load_jurisdiction


@dataclass(frozen=True)
class Kept:
    """A file left alone because somebody edited it; the new version lies beside it."""

    file: str
    new_file: str
    typed: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """What a build did, and what it looked at (*case*).

    *removed* are files of ours that no longer belong to the filing (a member left), *strays* such files that somebody
    edited, left alone. *suppressed* are findings that somebody answers for in checks.yaml; they are not among *findings*. *missing*: facts
    of the occasion that nobody has filled in, and how to.
    """

    folder: Path
    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    kept: tuple[Kept, ...]
    findings: tuple[Finding, ...]
    case: Case
    removed: tuple[str, ...] = ()
    strays: tuple[str, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    missing: str = ""


def plan_of(dossier: Dossier, on: dt.date | None = None, filing_id: str = "") -> Plan:
    """Load the dossier's facts as of *on* (None: after every change) and its texts, its own wording as the highest layer.

    With *filing_id* the facts are those that this filing shows on that day: not later than its own date.
    """
    facts = facts_of(dossier, filing_id, on) if filing_id else dossier.facts_on(on)
    if facts.jurisdiction and dossier.clauses.exists():
        refuse_unknown_texts(dossier, load_jurisdiction(facts.jurisdiction))
    return plan_package(facts, own_layers(dossier, facts.jurisdiction or ""), any_day(dossier), pairs_of(dossier))


def refuse_unknown_texts(dossier: Dossier, jurisdiction: Jurisdiction) -> None:
    """Own wording under a name that no document has, or in a form it does not take, would be ignored without a word."""
    known = [document.id for document in jurisdiction.documents if not document.consolidates]
    if not dossier.clauses.is_dir():
        raise UserError("clauses 应为文件夹，现为文件", place=str(dossier.clauses), remedy="把条款文本放进 clauses 文件夹")
    for path in sorted(dossier.clauses.iterdir()):
        if (parts := variant_parts(path)) and parts[0] in known:
            continue
        if path.suffix in (".md", ".docx") and not path.name.startswith((".", "~$")) and (path.stem not in known or not path.is_file()):
            remedy = nearest(path.stem, known) or f"可用的名称：{'、'.join(known)}"
            raise UserError(f"没有文书“{path.stem}”", place=f"clauses/{path.name}", remedy=remedy)
        document = jurisdiction.document(path.stem) if path.suffix in (".md", ".docx") else None
        if document and not path.name.startswith((".", "~$")) and path.suffix not in (wanted := usable_endings(document)):
            raise UserError(f"“{path.stem}”由 {wanted[0]} 文件起草，这个文件用不上", place=f"clauses/{path.name}", remedy=f"改写为 {path.stem}{wanted[0]}")


def filing_of(plan: Plan, filing_id: str) -> Filing:
    """Return the filing of that id. Raises UserError listing those there are."""
    filing = plan.jurisdiction.filing(filing_id)
    if filing is None:
        known = [one.id for one in plan.jurisdiction.filings]
        hint = nearest(filing_id, known)
        raise UserError(f"{plan.jurisdiction.title}没有“{filing_id}”这套材料", remedy=f"{hint}可用的有：{'、'.join(known)}")
    return filing


def filing_folder(dossier: Dossier, plan: Plan, filing: Filing) -> Path:
    """``filings/2026-11-22-founding``, or ``undated-founding`` while the date of filing is unknown."""
    date = date_of(filing, plan.facts)
    folder = dossier.filings / f"{date.isoformat() if date else 'undated'}-{filing.id}"
    return free_folder(folder) if date and reports_changes(filing) else folder


def evidence_of(dossier: Dossier) -> tuple[Evidence, ...]:
    """Return the recorded attachments as the checks see them."""
    recorded, troubles = load_attachments(dossier)
    wrong = {trouble.file: trouble for trouble in troubles}
    return tuple(
        Evidence(
            kind=one.kind,
            file=one.file,
            member=one.member,
            date=one.date,
            expires=one.expiry,
            sha256=one.sha256,
            found_sha256="" if one.file in wrong else one.sha256,
            present=(dossier.attachments / one.file).is_file(),
        )
        for one in recorded
    )


def build(
    dossier: Dossier,
    filing_id: str = "founding",
    *,
    only: tuple[str, ...] = (),
    today: dt.date | None = None,
    firm: Settings | None = None,
) -> Report:
    """Draft the filing and write its documents, or only some. *firm*: the firm's settings of checks, if it has any.

    Everything is made in memory first, so a mistake leaves the folder as it was. Raises UserError.
    """
    with lock(dossier.folder):
        plan = plan_of(dossier, today, filing_id)
        filing = filing_of(plan, filing_id)
        for document_id in only:
            if document_id not in filing.documents:
                hint = nearest(document_id, filing.documents)
                raise UserError(f"{plan.jurisdiction.title}的这套材料没有文书“{document_id}”", remedy=f"{hint}有：{'、'.join(filing.documents)}")
        refuse_nothing(filing, plan.facts)
        refuse_empty(plan, filing)
        refuse_building(dossier, plan.jurisdiction, filing, filing_folder(dossier, plan, filing))
        evidence = evidence_of(dossier)
        settings = settings_of(dossier.folder, plan.jurisdiction, firm)
        drafted = draft_all(plan)
        drafts = complete(drafted, filing, evidence, today, tuple(one for file in settings for one in file.suppressions))
        made = papers(drafted, drafts, filing, only)
        case = case_of(plan, {**first_filing(drafted), **drafts}, evidence, today)
        found = configured(_about(filing, (*edits_told(drafted, load_edits(dossier)), *layer_findings(plan), *form_findings(plan), *check(case))), case, settings, unused=False)
        folder = _carried(dossier, filing_folder(dossier, plan, filing), filing)
        _keep_editions(dossier, drafted, made)
        results = _write(dossier, folder, made)
        if not only:
            text = json.dumps(manifest(plan, filing, made), ensure_ascii=False, indent=2) + "\n"
            write_atomic(folder / "manifest.json", text.encode("utf-8"))
        removed, strays = ((), ()) if only else withdraw(dossier, folder, _current(results))
    return Report(
        folder,
        tuple(paper.file for paper, done in results if done.decision != "unchanged"),
        tuple(paper.file for paper, done in results if done.decision == "unchanged"),
        tuple(_kept(dossier, folder, paper, done) for paper, done in results if done.edited is not None),
        found.findings,
        case,
        tuple(path.name for path in removed),
        tuple(path.name for path in strays),
        found.suppressed,
        missing_occasion(plan, filing),
    )


def _current(results: list[tuple[Paper, Written]]) -> frozenset[str]:
    """The names of the files that belong to the filing now, the edited ones beside their new versions."""
    named = (path.name for _, done in results for path in (done.path, done.edited) if path is not None)
    return frozenset(named) | {paper.file for paper, _ in results}


def _about(filing: Filing, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Keep what concerns this filing; what its requirements rest on in other documents was looked at all the same."""
    return tuple(one for one in findings if not one.document or kind_of(one.document) in filing.documents)


def _carried(dossier: Dossier, folder: Path, filing: Filing) -> Path:
    """Carry a draft of the same filing over when its date is another by now, so that only one folder is current."""
    for before in drafts_before(folder, filing):
        if not folder.exists():
            carry_records(dossier, before, folder)
            before.rename(folder)
            pristine = _pristine(dossier, before)
            if pristine.is_dir():
                pristine.rename(_pristine(dossier, folder))
    return folder


def _pristine(dossier: Dossier, folder: Path) -> Path:
    return dossier.pristine / folder.name


def _write(dossier: Dossier, folder: Path, made: tuple[Paper, ...]) -> list[tuple[Paper, Written]]:
    """Write the files, edited ones left alone, and keep a copy of each as written in .pristine/."""
    done = write_all(dossier, {folder / paper.file: paper.data for paper in made})
    for paper, result in zip(made, done, strict=True):
        pristine = _pristine(dossier, folder) / paper.file
        if result.edited is None and hash_of(pristine) != digest(paper.data):
            write_atomic(pristine, paper.data)
    return list(zip(made, done, strict=True))


def _keep_editions(dossier: Dossier, drafted: Drafted, made: tuple[Paper, ...]) -> None:
    """Keep each text before it is written, so that whatever comes back can be told from what went out."""
    known = load_edits(dossier)
    for paper in made:
        if paper.id in drafted.drafts:
            adoptions = tuple(one.sha256 for one in known[paper.id].adoptions) if paper.id in known else ()
            keep(dossier, paper.id, paper.data, drafted.edited.get(paper.id), adoptions)


def _kept(dossier: Dossier, folder: Path, paper: Paper, done: Written) -> Kept:
    from alliance_docs.word.reader import read

    assert done.edited is not None
    pristine = _pristine(dossier, folder) / paper.file
    try:
        lines = typed_into(read(pristine.read_bytes()), read(done.edited.read_bytes())).lines() if pristine.exists() else ()
    except UserError as error:
        lines = (f"读不出改动：{error.message}",)
    return Kept(done.edited.name, done.path.name, lines)
