"""Sending a version out: the texts drafted as a build does, labelled, frozen, with a redline against the version before."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from alliance_docs.checks.settings import Settings
from alliance_docs.dossier.build import evidence_of, filing_folder, filing_of, plan_of
from alliance_docs.dossier.comparing_sources import own_wording
from alliance_docs.dossier.drafts import LATE, Drafted, Plan, draft_all
from alliance_docs.dossier.editions import keep
from alliance_docs.dossier.edits import load_edits
from alliance_docs.dossier.files import digest, lock, write_atomic
from alliance_docs.dossier.instances import instances
from alliance_docs.dossier.opinions import load_opinions
from alliance_docs.dossier.package import Paper, complete, papers
from alliance_docs.dossier.protect import edited_since
from alliance_docs.dossier.store import Dossier
from alliance_docs.dossier.versions import (
    ALL,
    INDEX,
    VERSIONS,
    RedlineFile,
    SentFile,
    Version,
    before,
    index_text,
    versions_of,
)
from alliance_docs.dossier.versions_bound import sealed_instruments, without_signed
from alliance_docs.dossier.versions_data import version_words
from alliance_docs.dossier.versions_ready import refuse_open
from alliance_docs.dossier.versions_redline import redline_of
from alliance_docs.dossier.versions_told import Told, told
from alliance_docs.drafting.draft import Draft
from alliance_docs.errors import UserError, nearest
from alliance_docs.facts.changing import member_of
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.formats import date as said_date
from alliance_docs.jurisdictions.jurisdiction import Filing, kind_of


@dataclass(frozen=True)
class Sending:
    """What was sent: the *version*; *same*: files with the very text of the version before; *undecided*: clauses in conflict, by document.

    *edited*: files of the filing that somebody changed in Word and that were not taken back; *told*: what of earlier rounds and of
    these texts is open; *adopted*: documents adopted and sealed, with the filing, which a new text does not change; *signed*: those
    left out because they are signed.
    """

    version: Version
    same: tuple[str, ...] = ()
    undecided: Mapping[str, tuple[str, ...]] | None = None
    edited: tuple[str, ...] = ()
    told: Told = field(default_factory=Told)
    adopted: tuple[tuple[str, str], ...] = ()
    signed: tuple[tuple[str, str], ...] = ()


def send(
    dossier: Dossier,
    label: str,
    *,
    on: dt.date,
    to: Sequence[str],
    documents: Sequence[str] = (),
    filing: str = "founding",
    note: str = "",
    firm: Settings | None = None,
) -> Sending:
    """Write the texts as they are on the day *on* into a folder that is never written again. Raises UserError.

    *to*: members (ids or names), or ``all``; *documents*: ids, otherwise those that all members sign or adopt.
    """
    words = version_words()
    if label not in words.labels:
        raise UserError(f"没有“{label}”这种文稿", place="--label", remedy=nearest(label, words.labels) or f"可用的有：{'、'.join(words.labels)}")
    with lock(dossier.folder):
        known = versions_of(dossier)
        plan = plan_of(dossier, on, filing)
        recipients = _recipients(plan.facts, to)
        chosen = _chosen(plan, filing_of(plan, filing), documents)
        bound = sealed_instruments(dossier, plan, filing_of(plan, filing))
        chosen, signed = without_signed(plan, chosen, bound, named=bool(documents))
        _refuse_unapplied(known)
        drafted = _told_plainly(draft_all(plan))
        drafts = _drafts(dossier, drafted, filing_of(plan, filing), chosen, on)
        if label in words.final:
            refuse_open(dossier, drafted, filing_of(plan, filing), drafts, chosen, label, on, firm)
        made = papers(drafted, drafts, filing_of(plan, filing), chosen)
        if not made:
            raise UserError("没有可以发出的文书", remedy="用 --document 指明")
        names = _titles(plan, filing_of(plan, filing))
        sent = [(_sent(paper, names[paper.id], label, known), paper) for paper in made]
        number = max(one.number for one, _ in sent)
        folder = _folder(dossier, f"{on.isoformat()}-{label}{number}")
        _keep_editions(dossier, drafted, made)
        version = Version(folder, label, number, on.isoformat(), tuple(one for one, _ in sent), recipients, note)
        version, files, same = _files(dossier, known, version, {one.id: paper for one, paper in sent}, own_wording(plan.documents), on)
        _freeze(folder, {**files, INDEX: index_text(version, len(known) + 1)})
        return Sending(
            version, same,
            {name: drafted.edited[name].undecided for name in drafts if name in drafted.edited and drafted.edited[name].undecided},
            _edited(dossier, plan, filing_of(plan, filing), made), told(dossier, known, drafts),
            tuple((one.title, bound[one.id].name) for one, _ in sent if one.id in bound), signed,
        )  # fmt: skip


def _recipients(facts: Facts, to: Sequence[str]) -> tuple[str, ...]:
    named = [one.strip() for one in to if one.strip()]
    if not named:
        raise UserError("没有写明发给谁", place="--to", remedy="写成员单位的编号或者全称，用逗号隔开；发给全体的写 all")
    if ALL in named:
        return (ALL, *(one.id for one in facts.active_members))
    return tuple(dict.fromkeys(member_of(facts, one).id for one in named))


def _chosen(plan: Plan, filing: Filing, documents: Sequence[str]) -> tuple[str, ...]:
    for one in documents:
        if one not in filing.documents:
            known = filing.documents
            raise UserError(f"这套材料没有文书“{one}”", place="--document", remedy=nearest(one, known) or f"有：{'、'.join(known)}")
    if documents:
        return tuple(one for one in filing.documents if one in documents)
    kinds = version_words().instruments
    found = [plan.jurisdiction.document(one) for one in filing.documents]
    return tuple(one.id for one in found if one and one.instrument in kinds and one.source == "clauses" and not one.each and not filing.each.get(one.id))


def _told_plainly(drafted: Drafted) -> Drafted:
    """The drafts without our proposals in open conflicts: those are for our own hand, not for whom we send to."""
    return replace(drafted, edited={name: replace(one, proposed=None) for name, one in drafted.edited.items()})


def _drafts(dossier: Dossier, drafted: Drafted, filing: Filing, chosen: Sequence[str], on: dt.date) -> dict[str, Draft]:
    computed = any((document := drafted.plan.jurisdiction.document(one)) and (one in LATE or document.source == "volume") for one in chosen)
    if computed:
        return complete(drafted, filing, evidence_of(dossier), on)
    return {name: draft for name, draft in drafted.drafts.items() if kind_of(name) in chosen}


def _titles(plan: Plan, filing: Filing) -> dict[str, str]:
    """What each file is called: 组建协议, 会员单位申请表－示例公司."""
    found = {}
    for one in instances(plan.jurisdiction, plan.facts, filing):
        stem = Path(one.file).stem
        found[one.id] = stem.partition(" ")[2] or stem
    return found


def _sent(paper: Paper, title: str, label: str, known: Sequence[Version]) -> SentFile:
    from alliance_docs.word.reader import read_identity

    earlier = [file.number for one in known if one.label == label and (file := one.document(paper.id)) is not None]
    identity = read_identity(paper.data)
    number = max(earlier, default=0) + 1
    name = f"{version_words().file.format(title=title, label=label, number=number)}.docx"
    return SentFile(paper.id, title, name, number, identity.edition if identity else "", "")


def _folder(dossier: Dossier, name: str) -> Path:
    """A folder of its own, also for a second sending of other documents on one day."""
    folder, number = dossier.folder / VERSIONS / name, 1
    while folder.exists():
        number += 1
        folder = folder.with_name(f"{name}-{number}")
    return folder


def _keep_editions(dossier: Dossier, drafted: Drafted, made: Sequence[Paper]) -> None:
    known = load_edits(dossier)
    for paper in made:
        if paper.id in drafted.drafts:
            adoptions = tuple(one.sha256 for one in known[paper.id].adoptions) if paper.id in known else ()
            keep(dossier, paper.id, paper.data, drafted.edited.get(paper.id), adoptions)


def _files(
    dossier: Dossier, known: Sequence[Version], version: Version, made: Mapping[str, Paper], own: Mapping[str, Mapping[str, str]], on: dt.date
) -> tuple[Version, dict[str, bytes], tuple[str, ...]]:
    """Return the version with the hashes of its files, the files, and which hold the text of the version before."""
    from alliance_docs.word.footer_label import labelled

    words = version_words()
    files: dict[str, bytes] = {}
    documents, redlines, same = [], [], []
    for one in version.documents:
        paper = made[one.id]
        data = labelled(paper.data, words.footer.format(title=one.title, label=version.label, number=one.number, date=said_date(on)))
        files[one.file] = data
        documents.append(replace(one, sha256=digest(data)))
        earlier = before(known, one.id)
        if earlier is None:
            continue
        was, file = earlier
        found = redline_of(dossier, known, was, file, paper, one, version.label, own.get(kind_of(one.id), {}), on)
        if found is None:
            same.append(one.title)
            continue
        stem = words.redline["file"].format(title=one.title, label=version.label, number=one.number, before=f"{was.label}{file.number}")
        files[f"{stem}.docx"] = found
        redlines.append(RedlineFile(one.id, f"{stem}.docx", was.name, digest(found)))
    return replace(version, documents=tuple(documents), redlines=tuple(redlines)), files, tuple(same)


def _freeze(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files beside and rename the folder, so that a version is there whole or not at all."""
    beside = folder.with_name(f".{folder.name}.new~")
    shutil.rmtree(beside, ignore_errors=True)
    for name, data in files.items():
        write_atomic(beside / name, data)
    beside.rename(folder)


def _edited(dossier: Dossier, plan: Plan, filing: Filing, made: Sequence[Paper]) -> tuple[str, ...]:
    folder = filing_folder(dossier, plan, filing)
    return tuple(paper.file for paper in made if edited_since(dossier, folder / paper.file))


def _refuse_unapplied(known: Sequence[Version]) -> None:
    for version in known:
        open_ = [one.number for one in load_opinions(version).opinions if one.to_apply]
        if open_:
            numbers = "、".join(map(str, open_))
            raise UserError(f"{version.name}的第 {numbers} 号意见已经采纳，还没有写入文稿", remedy="先运行 alliance-docs opinions apply")
