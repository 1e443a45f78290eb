"""Resubmission 补正: the authority's remarks on a sealed filing, the 补正说明, the documents changed, their redlines."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alliance_docs import __version__
from alliance_docs.dossier.build import filing_of, plan_of
from alliance_docs.dossier.drafts import Plan
from alliance_docs.dossier.files import digest, lock, read_bytes, write_atomic
from alliance_docs.dossier.package import facts_sha256
from alliance_docs.dossier.papers import copies_of
from alliance_docs.dossier.protect import edited_since, recorded_hashes, withdraw, write_all
from alliance_docs.dossier.remarks import REMARKS, Remark, Remarks, read_remarks, remarks_text, with_documents
from alliance_docs.dossier.resubmission_note import note_paper
from alliance_docs.dossier.resubmission_papers import Replacing, replacing, submitted
from alliance_docs.dossier.sealed import MANIFEST, SealedFiling, is_sealed, sealed_filing, sealed_filings
from alliance_docs.dossier.sealing_data import sealing_data
from alliance_docs.dossier.store import Dossier
from alliance_docs.errors import UserError, nearest
from alliance_docs.facts.yaml_file import decode
from alliance_docs.jurisdictions.jurisdiction import Document


@dataclass(frozen=True)
class Resubmission:
    """What a resubmission holds now: *folder*, the remarks, the documents it replaces, files left alone with their new versions."""

    folder: Path
    number: int
    remarks: Remarks
    replacing: tuple[Replacing, ...]
    kept: tuple[tuple[str, str], ...] = ()
    begun: bool = False


def resubmit(
    dossier: Dossier,
    name: str,
    today: dt.date,
    *,
    remarks: Sequence[Remark] = (),
    received: dt.date | None = None,
    due: dt.date | None = None,
    documents: Sequence[str] = (),
) -> Resubmission:
    """Begin a resubmission of the sealed filing *name*, or bring the one begun up to date. Raises UserError.

    Documents are made from the facts of *today*; only those that differ from what was submitted last are written, and
    copies of *documents* to be edited in Word. Files that somebody edited are kept.
    """
    with lock(dossier.folder):
        chain = _chain(dossier, name)
        first, number = chain[0], len(chain)
        folder = dossier.filings / f"{first.name}-resubmission-{number}"
        begun = not (folder / REMARKS).is_file()
        if begun:
            _refuse_days(chain[-1], received, due, today, remarks)
            told = Remarks(received, due, tuple(remarks), ())
        else:
            if remarks or received or due:
                what = f"第 {number} 次补正已经开始，还没有封存"
                raise UserError(what, place=folder.name, remedy=f"意见和日期在 filings/{folder.name}/{REMARKS} 中修改，再运行一次，不带 --remark、--remarks、--received、--due")
            told = read_remarks(folder / REMARKS)
        plan = plan_of(dossier, today)
        told = _with_documents(told, documents, plan, first)
        old = submitted(dossier, chain)
        found = replacing(dossier, plan, filing_of(plan, first.filing), old, told.documents, today)
        made = {one.file: one.data for one in found}
        present = {one.file: _present(folder / one.file) or one.data for one in found}
        note = note_paper(plan, first, chain[-1], number, told, found, present)
        made = {note.file: note.data, **made}
        if begun:
            write_atomic(folder / REMARKS, remarks_text(told, first.name).encode("utf-8"))
        elif documents:
            text = decode(read_bytes(folder / REMARKS), REMARKS)
            write_atomic(folder / REMARKS, with_documents(text, told.documents).encode("utf-8"))
        results = write_all(dossier, {folder / file: data for file, data in made.items() if not _standing(dossier, folder / file, data)})
        _keep(dossier, folder, found)
        names = {path.name for one in results for path in (one.path, one.edited) if path is not None}
        withdraw(dossier, folder, {*made, *names})
        manifest = _manifest(plan, first, number, told, [_row(note.id, note.title, note.file, note.data, sealing_data().note, 0), *(
            _row(one.id, one.title, one.file, one.data, one.document, copies_of(plan, one.document), one.rendered) for one in found
        )])  # fmt: skip
        manifest["looked_at"] = {one.file: digest(read_bytes(folder / one.file)) for one in found}
        write_atomic(folder / MANIFEST, (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode("utf-8"))
        write_redlines(dossier, folder)
    kept = tuple((one.edited.name, one.path.name) for one in results if one.edited is not None)
    return Resubmission(folder, number, told, found, kept, begun)


def _keep(dossier: Dossier, folder: Path, found: Sequence[Replacing]) -> None:
    """Keep in .pristine/ what the facts give for each document, so that later one sees what was typed in Word."""
    for one in found:
        path = dossier.pristine / folder.name / one.file
        rendered = one.old.written if one.by_hand and one.old else one.data
        if not edited_since(dossier, folder / one.file) or not path.is_file():
            write_atomic(path, rendered)


def write_redlines(dossier: Dossier, folder: Path) -> tuple[str, ...]:
    """Write a redline of each replaced document, as it is on disk, against what was submitted last; return their names."""
    from alliance_docs.word.redline import redline
    from alliance_docs.word.redline_authors import Authors

    data = sealing_data()
    authors = Authors(data.authors["text"], data.authors["members"], data.authors["facts"])
    told = json.loads(read_bytes(folder / MANIFEST))
    received = read_remarks(folder / REMARKS).received
    old = submitted(dossier, [one for one in _chain(dossier, str(told["resubmits"])) if one.folder != folder])
    made = {}
    for one in told["documents"]:
        before = old.get(str(one["id"]) + (f"@{one['member']}" if one.get("member") else ""))
        new = _present(folder / str(one["file"]))
        if before is not None and new is not None and new != before.data:
            name = data.redline_file.replace("{stem}", Path(str(one["file"])).stem)
            made[folder / data.redline_folder / name] = redline(before.data, new, authors=authors, date=received)
    if made:
        write_all(dossier, made)
    withdraw(dossier, folder / data.redline_folder, {path.name for path in made})
    return tuple(path.name for path in made)


def _chain(dossier: Dossier, name: str) -> list[SealedFiling]:
    """Return the sealed filing meant and its sealed resubmissions in their order. Raises UserError."""
    sealed = sealed_filings(dossier)
    folder = dossier.filings / name
    asked = next((one for one in sealed if one.name == name), None)
    if asked is None:
        of_kind = [one for one in sealed if one.filing == name and not one.resubmits]
        asked = of_kind[-1] if of_kind else None
    if asked is None:
        if folder.is_dir() and not is_sealed(folder):
            raise UserError("这套材料还没有封存，不需要补正", place=f"filings/{name}", remedy="直接修改后重新起草；报送后用 alliance-docs seal 封存")
        known = [one.name for one in sealed if not one.resubmits]
        raise UserError(f"没有封存的材料“{name}”", remedy=nearest(name, known) or f"已封存的有：{'、'.join(known) or '（无）'}")
    first = sealed_filing(dossier.filings / asked.resubmits) if asked.resubmits else asked
    return [first, *sorted((one for one in sealed if one.resubmits == first.name), key=lambda one: one.number)]


def _refuse_days(last: SealedFiling, received: dt.date | None, due: dt.date | None, today: dt.date, remarks: Sequence[Remark]) -> None:
    if not remarks:
        raise UserError("没有写补正意见", remedy="用 --remark 逐条写明，或者用 --remarks 指明文本文件，每条意见一行")
    if received is None:
        raise UserError("没有写明收到补正意见的日期", remedy="加 --received 日期")
    if received > today:
        raise UserError(f"--received {received} 晚于今天（{today}）", remedy="核对日期")
    if received < last.sealed_on:
        raise UserError(f"--received {received} 早于封存日（{last.name} 于 {last.sealed_on} 封存）", remedy="核对日期")
    if due is not None and due < received:
        raise UserError(f"--due {due} 早于收到日期 {received}", remedy="核对日期")


def _with_documents(told: Remarks, documents: Sequence[str], plan: Plan, first: SealedFiling) -> Remarks:
    known = list(dict.fromkeys(str(one["id"]) for one in first.documents))
    for document_id in (*told.documents, *documents):
        if document_id not in known:
            raise UserError(f"封存的材料中没有文书“{document_id}”", remedy=nearest(document_id, known) or f"有：{'、'.join(known)}")
    return Remarks(told.received, told.due, told.remarks, tuple(dict.fromkeys((*told.documents, *documents))))


def _present(path: Path) -> bytes | None:
    return read_bytes(path) if path.is_file() else None


def _standing(dossier: Dossier, path: Path, data: bytes) -> bool:
    """Tell whether a file was edited since we wrote it and we would write the same as then: there is no news for it."""
    written = recorded_hashes(dossier).get(f"{dossier.filings.name}/{path.parent.name}/{path.name}", ())
    return edited_since(dossier, path) and bool(written) and written[0] == digest(data)


def _row(name: str, title: str, file: str, data: bytes, document: Document, copies: int | None, rendered: str = "") -> dict[str, Any]:
    """Return a document's row of the manifest, as ``package.manifest`` writes it."""
    from alliance_docs.word.package import content_sha256

    kind, _, member = name.partition("@")
    return {
        "id": kind,
        **({"member": member} if member else {}),
        "title": title,
        "file": file,
        "content_sha256": rendered or content_sha256(data),
        "sha256": digest(data),
        "copies": copies,
        "signed_by": document.signed_by,
        "stamped_by": document.stamped_by,
    }


def _manifest(plan: Plan, first: SealedFiling, number: int, told: Remarks, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "jurisdiction": plan.jurisdiction.id,
        "filing": first.filing,
        "date": first.date.isoformat() if first.date else None,
        "sealed": False,
        "documents": list(rows),
        "facts_sha256": facts_sha256(plan.given),
        "version": __version__,
        "resubmits": first.name,
        "number": number,
        "received": told.received.isoformat() if told.received else None,
        "due": told.due.isoformat() if told.due else None,
        "remarks": [{"remark": one.remark, "reply": one.reply, "place": one.place} for one in told.remarks],
    }
