"""A single Word file opened to be checked: what it says it is, what it is taken for, and the dossier it lies in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from alliance_docs.dossier.build import plan_of
from alliance_docs.dossier.document_kinds import OTHER, Kind, kind_name, kind_of_text, kinds
from alliance_docs.dossier.drafts import Plan
from alliance_docs.dossier.files import read_bytes
from alliance_docs.dossier.general import GENERAL
from alliance_docs.dossier.own_day import filing_in
from alliance_docs.dossier.proposing import proposed_by
from alliance_docs.dossier.sealed import is_sealed
from alliance_docs.dossier.store import FACTS_FILE, Dossier
from alliance_docs.drafting.draft import Draft
from alliance_docs.errors import UserError, nearest
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction, kind_of
from alliance_docs.jurisdictions.loading import load_jurisdiction

if TYPE_CHECKING:
    from alliance_docs.word.reader import Reading
    from alliance_docs.word.views import View


@dataclass(frozen=True)
class Opened:
    """*kind*: what it was taken for where neither the user nor the file itself said (*stated*); *home*: its dossier."""

    path: Path
    reading: Reading
    jurisdiction: Jurisdiction
    stated: str = ""
    kind: Kind | None = None
    home: Plan | None = None

    @property
    def document(self) -> str:
        """The id it is checked as."""
        return self.stated or (self.kind.id if self.kind else OTHER)

    @property
    def draft(self) -> Draft:
        """The document as read."""
        return self.reading.draft

    @property
    def ours(self) -> bool:
        """Tell whether it was made here."""
        return self.reading.identity is not None

    @property
    def title(self) -> str:
        """What a report calls it."""
        described = self.jurisdiction.document(self.document)
        return described.short_title if described else kind_name(self.document) or self.draft.title or self.path.stem


def open_file(path: Path, jurisdiction: str | None, document: str | None, view: View) -> Opened:
    """Read one .docx and tell what it is. Raises UserError."""
    if path.suffix.lower() != ".docx":
        from alliance_docs.word.refusals import wrong_ending

        message, remedy = wrong_ending(path.suffix)
        raise UserError(message, place=str(path), remedy=remedy)
    reading = read_word(path, view, alone=True)
    identity = reading.identity
    folder = dossier_around(path)
    home = _home(Dossier(folder), path.absolute().parent) if folder else None
    wanted = jurisdiction or (identity.jurisdiction if identity else "") or (home.jurisdiction.id if home else "")
    known = load_jurisdiction(wanted) if wanted else GENERAL
    stated = document or (identity.document if identity else "")
    if stated:
        _refuse_document(stated, known, path)
    return Opened(path, reading, known, stated, None if stated else kind_of_text(reading.draft), home)


def _home(dossier: Dossier, folder: Path) -> Plan:
    """The plan a file is compared with: of the filing it lies in, as sealed or as of its own date; elsewhere as of today."""
    if folder.parent == dossier.filings.absolute() and is_sealed(folder):
        from alliance_docs.dossier.at_seal import plan_at_seal

        return plan_at_seal(dossier, folder)
    return plan_of(dossier, None, filing_in(folder) if folder.parent == dossier.filings.absolute() else "")


def read_word(path: Path, view: View, *, alone: bool) -> Reading:
    """Read one Word file; an error names the file. *alone*: it is checked by itself, and not compared with its first state.

    What we proposed where a conflict is open is not in force and does not count.
    """
    from alliance_docs.word.reader import read_for_check

    try:
        return read_for_check(read_bytes(path), view, alone=alone, ignoring=proposed_by())
    except UserError as error:
        raise UserError(error.message, place=error.place or str(path), remedy=error.remedy) from error


def dossier_around(path: Path) -> Path | None:
    """Return the folder of the dossier a file lies in, None when it lies in none."""
    return next((parent for parent in path.resolve().parents if (parent / FACTS_FILE).is_file()), None)


def _refuse_document(document: str, known: Jurisdiction, path: Path) -> None:
    """Raise UserError where no document of that id is checked by itself."""
    described = known.document(document)
    if described is not None and described.source == "volume":  # each part has its own 第一条
        raise UserError("这是由几份文书装订成的一册，不能单独检查", place=str(path), remedy="检查案卷，或者逐份检查其中的文书")
    ids = [one.id for one in known.documents] if known.id else [one.id for one in kinds()]
    if kind_of(document) not in ids:
        raise UserError(f"{known.title}没有文书“{document}”", remedy=nearest(document, ids) or f"有：{'、'.join(ids)}")
