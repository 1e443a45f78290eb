"""Sealed filings 封存: which there are, what they were made of, and that nothing writes into them any more. Reads only.

A sealed filing is told by its own manifest.json (``"sealed": true``) and by the copy kept under ``.sealed/<folder>/``, which
was written first and counts where the two differ.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from alliance_docs.dossier.files import read_bytes
from alliance_docs.errors import UserError
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.values import read_date
from alliance_docs.facts.yaml_file import decode, parse

if TYPE_CHECKING:
    from alliance_docs.dossier.store import Dossier
    from alliance_docs.jurisdictions.jurisdiction import Filing, Jurisdiction

KEPT = ".sealed"
MANIFEST = "manifest.json"
FACTS = "facts.yaml"


@dataclass(frozen=True)
class SealedFiling:
    """A filing as submitted.

    *folder*: ``filings/2026-12-18-founding``; *filing*: its id; *date*: of the filing; *files*: SHA-256 by name inside the
    folder, manifest.json left out; *documents*: those of the manifest; *history*: the last entry of changes.yaml known to it;
    *changes*: the entries it reports; *resubmits*: the folder it answers for as resubmission *number*; *despite*: why it
    was sealed with errors, and which.
    """

    folder: Path
    filing: str
    date: dt.date | None
    sealed_on: dt.date
    files: Mapping[str, str]
    documents: tuple[Mapping[str, Any], ...] = ()
    history: str | None = None
    changes: tuple[str, ...] = ()
    resubmits: str = ""
    number: int = 0
    despite: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name

    @property
    def kept(self) -> Path:
        """The folder of the copies: files, manifest.json, facts.yaml."""
        return kept_of(self.folder)


def kept_of(folder: Path) -> Path:
    """Return where the copies of a filing's folder are kept: ``.sealed/<folder>`` of the dossier."""
    return folder.parent.parent / KEPT / folder.name


def is_sealed(folder: Path) -> bool:
    """Tell whether a filing's folder is sealed; a manifest that cannot be read seals nothing."""
    if (kept_of(folder) / MANIFEST).is_file():
        return True
    path = folder / MANIFEST
    try:
        return path.is_file() and bool(_object(read_bytes(path)).get("sealed") is True)
    except ValueError:
        return False


def sealed_filings(dossier: Dossier) -> tuple[SealedFiling, ...]:
    """Return every sealed filing and resubmission, by the day sealed, then by name. Raises UserError for a broken record."""
    names = {path.parent.name for root in (dossier.filings, dossier.folder / KEPT) for path in root.glob(f"*/{MANIFEST}")}
    found = [sealed_filing(dossier.filings / name) for name in names if is_sealed(dossier.filings / name)]
    return tuple(sorted(found, key=lambda one: (one.sealed_on, one.number, one.name)))


def sealed_documents(dossier: Dossier) -> frozenset[str]:
    """Return the ids of the documents in sealed filings. Raises UserError for a broken record."""
    return frozenset(str(document.get("id")) for one in sealed_filings(dossier) for document in one.documents)


def sealed_filing(folder: Path) -> SealedFiling:
    """Return the sealed filing in *folder*. Raises UserError when it is not sealed or its record is broken."""
    kept = kept_of(folder) / MANIFEST
    path = kept if kept.is_file() else folder / MANIFEST
    if not is_sealed(folder):
        raise UserError("这套材料没有封存", place=folder.name, remedy="用 alliance-docs seal 封存")
    place = f"{KEPT}/{folder.name}/{MANIFEST}" if path == kept else f"filings/{folder.name}/{MANIFEST}"
    remedy = f"从 {'filings' if path == kept else KEPT}/{folder.name}/ 中的同名文件复制回来，或者从备份恢复"
    try:
        told = _object(read_bytes(path))
        date = told.get("date")
        return SealedFiling(
            folder,
            str(told["filing"]),
            read_date(date) if date else None,
            read_date(told["sealed_on"]),
            {str(name): str(value) for name, value in (told.get("files") or {}).items()},
            tuple(told.get("documents") or ()),
            told.get("history"),
            tuple(told.get("changes") or ()),
            str(told.get("resubmits") or ""),
            int(told.get("number") or 0),
            told.get("despite") or {},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError("封存记录读不出来", place=place, remedy=remedy) from error


def facts_at_seal(folder: Path) -> Facts:
    """Return the facts that the sealed filing in *folder* was made from, without ``changes``. Raises UserError."""
    path = kept_of(folder) / FACTS
    place = f"{KEPT}/{folder.name}/{FACTS}"
    if not path.is_file():
        raise UserError("封存时的事实不在了", place=place, remedy="从备份恢复 .sealed 文件夹")
    return parse(decode(read_bytes(path), place), place, consistent=False)


def file_names(folder: Path) -> tuple[str, ...]:
    """Return the names inside a filing's folder, ``/`` between parts; without the manifest, the name of our copy of the facts, hidden and temporary files."""
    found = (PurePosixPath(*path.relative_to(folder).parts) for path in folder.rglob("*") if path.is_file())
    return tuple(sorted(str(name) for name in found if str(name) not in (MANIFEST, FACTS) and not any(_passing(part) for part in name.parts)))


def _passing(part: str) -> bool:
    return part.startswith((".", "~$")) or part in ("Thumbs.db", "desktop.ini")


def refuse_writing(dossier: Dossier, paths: Iterable[Path]) -> None:
    """Raise UserError when one of *paths* lies in a sealed filing, or among the copies of sealed filings."""
    root, kept = dossier.filings.absolute(), (dossier.folder / KEPT).absolute()
    checked: set[str] = set()
    for path in (one.absolute() for one in paths):
        if path.is_relative_to(kept):
            raise UserError("封存的副本不再写入", place=str(path), remedy="把文件写到别处")
        if not path.is_relative_to(root) or len(parts := path.relative_to(root).parts) < 2 or parts[0] in checked:
            continue
        checked.add(parts[0])
        if is_sealed(dossier.filings / parts[0]):
            raise UserError("这套材料已经封存，不再写入", place=f"filings/{parts[0]}", remedy=_instead(parts[0]))


def refuse_building(dossier: Dossier, jurisdiction: Jurisdiction, filing: Filing, folder: Path) -> None:
    """Raise UserError when *filing* was sealed: the same folder, or the founding filing, which is made only once."""
    first = jurisdiction.filings[0].id if jurisdiction.filings else ""
    for one in sealed_filings(dossier):
        if one.folder == folder or (filing.id == first == one.filing and not one.resubmits):
            what = f"{filing.title}已于 {one.sealed_on} 封存，不再改写"
            raise UserError(what, place=f"filings/{one.name}", remedy=_instead(one.name))


def _instead(name: str) -> str:
    return f"受理部门要求补正的，用 alliance-docs seal --resubmit {name}；此后的变更记入变更记录，另行报送"


def _object(data: bytes) -> dict[str, Any]:
    told = json.loads(data)
    if not isinstance(told, dict):
        raise ValueError("manifest.json is not an object")
    return told
