"""What forbids sealing a filing: blanks, errors, stale files, new versions beside edited ones, files missing or open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from alliance_docs.checks.check import check
from alliance_docs.checks.configured import configured
from alliance_docs.checks.draft_rules.blanks import blanks
from alliance_docs.checks.finding import Finding
from alliance_docs.checks.hit import message_of
from alliance_docs.checks.rule import catalogue
from alliance_docs.checks.settings import Settings
from alliance_docs.dossier.build import evidence_of, plan_of
from alliance_docs.dossier.check_settings import settings_of
from alliance_docs.dossier.docx_drafts import whose_text
from alliance_docs.dossier.drafts import Plan, draft_all
from alliance_docs.dossier.files import digest, read_bytes
from alliance_docs.dossier.instances import instances
from alliance_docs.dossier.opened import read_word
from alliance_docs.dossier.own_day import filing_in
from alliance_docs.dossier.package import case_of, complete, facts_sha256, first_filing
from alliance_docs.dossier.protect import recorded_hashes
from alliance_docs.dossier.remarks import REMARKS, read_remarks
from alliance_docs.dossier.seal_findings import OVERDUE, seal_findings
from alliance_docs.dossier.sealing_data import sealing_data
from alliance_docs.dossier.store import Dossier
from alliance_docs.drafting.draft import Blank, Draft, clause_inlines
from alliance_docs.errors import UserError
from alliance_docs.jurisdictions.jurisdiction import Filing, kind_of

_BLANKS = "LC-FM-10"


@dataclass(frozen=True)
class Readiness:
    """*problems* forbid sealing; *errors* are findings that forbid it unless somebody gives a reason; *late* only say that a limit is past."""

    problems: tuple[UserError, ...]
    errors: tuple[Finding, ...] = ()
    late: tuple[Finding, ...] = ()


def readiness(
    dossier: Dossier, folder: Path, manifest: Mapping[str, Any], on: dt.date, firm: Settings | None = None
) -> Readiness:
    """Look at a filing's folder as it would be sealed on the day *on*. Raises UserError for files that cannot be read."""
    plan = plan_of(dossier, on, filing_in(folder))
    filing = plan.jurisdiction.filing(str(manifest.get("filing")))
    if filing is None:
        return Readiness((UserError("manifest.json 所写的材料不存在", place=folder.name, remedy="重新运行 alliance-docs build"),))
    problems = [*_records(dossier, folder, manifest, plan, filing, on), *_files(dossier, folder, manifest)]
    problems += _resubmission(folder, manifest) if manifest.get("resubmits") else []
    if problems:  # the rest is about the files' text
        return Readiness(tuple(problems))
    read = _read(folder, manifest, plan, filing)
    found = _errors(dossier, plan, filing, read, on, firm)
    late = tuple(one for one in found if one.rule in sealing_data().late)
    return Readiness(tuple(_open(folder, plan, read)), tuple(one for one in found if one not in late), late)


def _records(
    dossier: Dossier, folder: Path, manifest: Mapping[str, Any], plan: Plan, filing: Filing, on: dt.date
) -> Iterator[UserError]:
    resubmits = manifest.get("resubmits")
    again = f"重新运行 alliance-docs seal --resubmit {resubmits}" if resubmits else f"重新运行 alliance-docs build --filing {filing.id}"
    if manifest.get("date") is None:
        yield UserError("报送日期没有填写", place=filing.date, remedy=f"填写后{again}")
    if manifest.get("facts_sha256") != facts_sha256(plan.given):
        later = [one.id for one in dossier.facts_on().changes or () if one.on is not None and one.on > on]
        if later and not resubmits:  # drafted as of a later day: drafting again as of today would not help
            what = f"文件不是按 --on {on} 的情况起草的，其后还有变更 {'、'.join(later)}"
            yield UserError(what, place=folder.name, remedy=f"核对 --on；日期无误的，{again} --today {on}")
        else:
            yield UserError("起草之后事实有改动，文件还是旧的", place=folder.name, remedy=again)


def _files(dossier: Dossier, folder: Path, manifest: Mapping[str, Any]) -> Iterator[UserError]:
    wanted = [str(one["file"]) for one in manifest["documents"]]
    prefix = f"{dossier.filings.name}/{folder.name}/"
    ours = {name.removeprefix(prefix) for name in recorded_hashes(dossier) if name.startswith(prefix)}
    present = {path.name for path in folder.iterdir() if path.is_file()}
    for name in wanted:
        stem = Path(name).stem
        if name not in present:
            yield UserError("缺少这份文书", place=f"{folder.name}/{name}", remedy="重新起草，或者从备份恢复")
        for newer in sorted(one for one in present if one.startswith(f"{stem}（新稿")):
            yield UserError(f"有人改过，旁边还有{newer}", place=f"{folder.name}/{name}", remedy="核对两份，需要的内容并入一份，以原文件名保留，删去新稿")
        if f"~${name[2:]}" in present or f"~${name}" in present:
            yield UserError("文件正在 Word 或者 WPS 中打开", place=f"{folder.name}/{name}", remedy=f"请先关闭《{stem}》再试")
    for name in sorted(ours & present - set(wanted)):
        if "（新稿" not in name:
            yield UserError("不再属于这套材料", place=f"{folder.name}/{name}", remedy="移到别处或者删去")


def _read(folder: Path, manifest: Mapping[str, Any], plan: Plan, filing: Filing) -> dict[str, Draft]:
    """Read the documents on disk, by the id of the file; a bound volume holds the same texts once more."""
    listed = {str(one["file"]): str(one["id"]) for one in manifest["documents"]}
    ids = {one.file: one.id for one in instances(plan.jurisdiction, plan.facts, filing)}
    sources = {document.id: document.source for document in plan.jurisdiction.documents}
    found = {}
    for file, document in listed.items():
        if sources.get(document) != "volume":
            name, reading = ids.get(file, document), read_word(folder / file, "accepted", alone=False)
            found[name] = replace(reading.draft, id=name, jurisdiction=whose_text(reading.identity, plan.jurisdiction.id))
    return found


def _resubmission(folder: Path, manifest: Mapping[str, Any]) -> Iterator[UserError]:
    """What has happened since the 补正说明 was written: replies, documents edited in Word. It would tell neither."""
    again = f"重新运行 alliance-docs seal --resubmit {manifest['resubmits']}"
    if [asdict(one) for one in read_remarks(folder / REMARKS).remarks] != manifest.get("remarks"):
        yield UserError("答复有改动，补正说明还是旧的", place=f"{folder.name}/{REMARKS}", remedy=again)
    for name, known in (manifest.get("looked_at") or {}).items():
        if (folder / name).is_file() and digest(read_bytes(folder / name)) != known:
            yield UserError("补正说明写好之后又改过，说明中的“改动之处”和修订稿还是旧的", place=f"{folder.name}/{name}", remedy=again)


def _open(folder: Path, plan: Plan, drafts: Mapping[str, Draft]) -> Iterator[UserError]:
    """What is still blank or undecided in the files, as LC-FM-10 tells it; no setting and no suppression counts here."""
    note = sealing_data().note.id
    for clause in drafts[note].clauses if note in drafts else ():
        for one in (inline for run in clause_inlines(clause) for inline in run if isinstance(inline, Blank)):
            remedy = f"在 {REMARKS} 中答复、在 Word 中改好文书，再运行一次 seal --resubmit"
            yield UserError(f"补正说明：{one.label}尚未填写", place=folder.name, remedy=remedy)
    case = case_of(plan, {name: draft for name, draft in drafts.items() if name != note})
    rule = catalogue(plan.jurisdiction.id)[_BLANKS]
    for found in blanks(case):
        yield UserError(message_of(rule, found, case.speech), place=folder.name, remedy="填写事实后重新起草，或者在 Word 中填好")


def _errors(
    dossier: Dossier, plan: Plan, filing: Filing, read: Mapping[str, Draft], on: dt.date, firm: Settings | None
) -> tuple[Finding, ...]:
    evidence = evidence_of(dossier)
    settings = settings_of(dossier.folder, plan.jurisdiction, firm)
    drafted = draft_all(plan)
    suppressions = tuple(one for file in settings for one in file.suppressions)
    drafts = complete(drafted, filing, evidence, on, suppressions)
    known = {name: draft for name, draft in read.items() if plan.jurisdiction.document(name) is not None}
    case = case_of(plan, {**first_filing(drafted), **drafts, **known}, evidence, on)
    of_seals = (one for one in seal_findings(dossier, case) if one.rule != OVERDUE)
    found = configured((*check(case), *of_seals), case, settings, unused=False).findings
    return tuple(
        one for one in found
        if one.severity == "error" and one.rule != _BLANKS and (not one.document or kind_of(one.document) in filing.documents)
    )  # fmt: skip
