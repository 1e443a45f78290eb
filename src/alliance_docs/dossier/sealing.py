"""Sealing 封存: a filing is frozen as submitted, with its hashes, copies of its files, and the facts it was made from."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alliance_docs.checks.finding import Finding
from alliance_docs.checks.settings import Settings
from alliance_docs.dossier.files import digest, lock, read_bytes, write_atomic
from alliance_docs.dossier.history import events_of, reported_in
from alliance_docs.dossier.own_day import facts_of, filing_in
from alliance_docs.dossier.seal_problems import readiness
from alliance_docs.dossier.sealed import FACTS, MANIFEST, file_names, is_sealed, kept_of, sealed_filing
from alliance_docs.dossier.store import Dossier
from alliance_docs.errors import UserError, UserErrors, nearest
from alliance_docs.facts.facts import UNSTORED, Facts
from alliance_docs.facts.yaml_render import render

_CHANGE, _FOUNDING = "change", "founding"


@dataclass(frozen=True)
class Sealing:
    """What was sealed: *files* by name; *edited*: written by us and changed since; *added*: put there by somebody.

    *despite*: errors it was sealed with. *late*: what was past its limit by then. *finished*: an interrupted sealing was completed.
    """

    folder: Path
    files: tuple[str, ...]
    edited: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    despite: tuple[Finding, ...] = ()
    finished: bool = False
    late: tuple[Finding, ...] = ()


def folder_to_seal(dossier: Dossier, name: str = "") -> Path:
    """Return the folder of the filing told by folder name or filing id; without *name* the only one not sealed. Raises UserError."""
    folders = sorted(path for path in dossier.filings.iterdir() if path.is_dir()) if dossier.filings.is_dir() else []
    if name:
        found = [path for path in folders if path.name == name]
        found = found or [path for path in folders if path.name.endswith(f"-{name}") and not is_sealed(path)]
        found = found or [path for path in folders if path.name.endswith(f"-{name}")]
    else:
        found = [path for path in folders if not _settled(path)]
    if len(found) == 1:
        return found[0]
    names = "、".join(path.name for path in found or folders)
    if found:
        raise UserError("有几套材料，没有写明封存哪一套", remedy=f"写明文件夹：{names}")
    if name:
        raise UserError(f"没有“{name}”这套材料", place="filings", remedy=nearest(name, [path.name for path in folders]) or f"有：{names or '（无）'}")
    what = "材料都已经封存" if folders else "还没有起草任何材料"
    raise UserError(what, place="filings", remedy="先用 alliance-docs build 起草")


def seal(
    dossier: Dossier, folder: Path, on: dt.date, today: dt.date, *, despite: str = "", firm: Settings | None = None
) -> Sealing:
    """Seal the filing in *folder* as submitted on the day *on*. *despite*: why errors found by the checks do not stand in the way.

    Edited files are sealed as they are on disk. The copies are complete before the first manifest says so, so that at any
    moment the filing is sealed or not; an interrupted sealing is completed by sealing again. Raises UserErrors.
    """
    with lock(dossier.folder):
        if on > today:
            raise UserError(f"--on {on} 晚于今天（{today}）", remedy="报送以后再封存，或者核对日期")
        if is_sealed(folder):
            return _finish(folder)
        manifest = _manifest(folder)
        ready = readiness(dossier, folder, manifest, on, firm)
        if ready.problems:
            raise UserErrors(ready.problems)
        if ready.errors and not despite.strip():
            remedy = "改正后重新起草；确有理由照此报送的，加 --despite 理由"
            raise UserErrors(UserError(f"{one.rule}：{one.message}", place=folder.name, remedy=remedy) for one in ready.errors)
        if manifest.get("resubmits"):
            from alliance_docs.dossier.resubmission import write_redlines

            write_redlines(dossier, folder)
        files = {name: read_bytes(folder / name) for name in file_names(folder)}
        sealed = _sealed_manifest(dossier, folder, manifest, files, on, despite.strip() if ready.errors else "", ready.errors)
        _keep(dossier, folder, files, sealed, on)
        write_atomic(folder / MANIFEST, sealed)
    written = {str(one["file"]): str(one["sha256"]) for one in manifest["documents"]}
    return Sealing(
        folder,
        tuple(files),
        tuple(name for name, data in files.items() if name in written and digest(data) != written[name]),
        tuple(name for name in files if name not in written and not manifest.get("resubmits")),
        ready.errors,
        late=ready.late,
    )


def _settled(folder: Path) -> bool:
    """Tell whether nothing is left to do for a folder: sealed, and its manifest says so."""
    kept = kept_of(folder) / MANIFEST
    path = folder / MANIFEST
    return is_sealed(folder) and (not kept.is_file() or (path.is_file() and read_bytes(path) == read_bytes(kept)))


def _finish(folder: Path) -> Sealing:
    """Complete a sealing that was cut off between its two manifests. Raises UserError when there is nothing to complete."""
    one = sealed_filing(folder)
    kept, path = kept_of(folder) / MANIFEST, folder / MANIFEST
    whole = all((folder / name).is_file() and digest(read_bytes(folder / name)) == known for name, known in one.files.items())
    if _settled(folder) or not path.is_file() or not whole:
        remedy = f"受理部门要求补正的，用 alliance-docs seal --resubmit {one.resubmits or one.name}"
        raise UserError(f"这套材料已于 {one.sealed_on} 封存", place=folder.name, remedy=remedy)
    write_atomic(path, read_bytes(kept))
    return Sealing(folder, tuple(one.files), finished=True)


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    remedy = "用 alliance-docs build 起草整套材料（不加 --document）"
    if not path.is_file():
        raise UserError("没有生成记录 manifest.json，材料没有起草完整", place=folder.name, remedy=remedy)
    try:
        told = json.loads(read_bytes(path))
        if not isinstance(told, dict):
            raise TypeError
        for one in told["documents"]:
            one["file"], one["sha256"], one["id"]
        told["filing"], told["facts_sha256"]
    except (ValueError, KeyError, TypeError) as error:
        raise UserError("生成记录读不出来", place=f"{folder.name}/{MANIFEST}", remedy=remedy) from error
    return told


def _sealed_manifest(
    dossier: Dossier, folder: Path, manifest: Mapping[str, Any], files: Mapping[str, bytes], on: dt.date, despite: str,
    errors: tuple[Finding, ...],
) -> bytes:
    events = events_of(dossier)
    known = {change.id for change in _shown(dossier, folder, on).changes or ()}
    done = reported_in(dossier)
    reports = manifest.get("filing") in (_CHANGE, _FOUNDING) and not manifest.get("resubmits")
    changes = [event.id for event in events if event.id in known and event.id not in done] if reports else []  # corrections are told in it too
    told = {
        **manifest,
        "sealed": True,
        "sealed_on": on.isoformat(),
        "files": {name: digest(data) for name, data in files.items()},
        "history": events[-1].id if events else None,
        "changes": manifest.get("changes", changes),
        "despite": {"reason": despite, "errors": [f"{one.rule}：{one.message}" for one in errors]} if despite else None,
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _shown(dossier: Dossier, folder: Path, on: dt.date) -> Facts:
    """The facts that the filing in *folder* shows when sealed on the day *on*; of a resubmission those of that day."""
    filing = filing_in(folder)
    return facts_of(dossier, filing, on) if filing else dossier.facts_on(on)


def _keep(dossier: Dossier, folder: Path, files: Mapping[str, bytes], manifest: bytes, on: dt.date) -> None:
    """Write the copies, the manifest last: with it the filing is sealed."""
    kept = kept_of(folder)
    if kept.is_dir():  # left by a sealing that was cut off
        shutil.rmtree(kept)
    for name, data in files.items():
        write_atomic(kept / name, data)
    facts = _shown(dossier, folder, on).model_copy(update={UNSTORED: None})
    write_atomic(kept / FACTS, render(facts).encode("utf-8"))
    write_atomic(kept / MANIFEST, manifest)
