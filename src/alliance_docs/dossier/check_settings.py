"""Where the settings of checks lie on disk: ``checks.yaml`` of a dossier, the file of a firm."""

from __future__ import annotations

from pathlib import Path

from alliance_docs.checks.settings import SETTINGS_FILE, Settings, read_settings
from alliance_docs.dossier.document_kinds import OTHER, kinds
from alliance_docs.dossier.files import read_bytes
from alliance_docs.errors import UserError
from alliance_docs.facts.yaml_file import decode
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction

FIRM, OWN = "所内规定", "本案卷"


def firm_settings(path: Path) -> Settings:
    """Read a firm's file. Raises UserError, also where there is none at *path*."""
    if not path.is_file():
        raise UserError("没有这个检查设置文件", place=str(path), remedy="核对 --checks 或者环境变量 ALLIANCE_DOCS_CHECKS 中的路径")
    return read_settings(decode(read_bytes(path), path.name), path.name, by=FIRM)


def dossier_settings(folder: Path, jurisdiction: Jurisdiction) -> Settings | None:
    """Read ``checks.yaml`` of the dossier at *folder*, None where there is none. Raises UserError."""
    path = folder / SETTINGS_FILE
    if not path.exists():
        return None
    documents = [document.id for document in jurisdiction.documents]
    documents += [kind.id for kind in kinds() if kind.id not in documents]
    return read_settings(decode(read_bytes(path), SETTINGS_FILE), SETTINGS_FILE, by=OWN, documents=[*documents, OTHER])


def settings_of(folder: Path | None, jurisdiction: Jurisdiction, firm: Settings | None) -> tuple[Settings, ...]:
    """Return the files that count, the dossier's last, as it outweighs the firm's."""
    own = dossier_settings(folder, jurisdiction) if folder is not None else None
    return tuple(file for file in (firm, own) if file is not None)
