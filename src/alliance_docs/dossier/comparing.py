"""Two states compared, document by document: redlined Word files, and what a table of old and new wording says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from alliance_docs.dossier.comparing_authors import authors_of
from alliance_docs.dossier.comparing_reasons import changes_between, reasons_of
from alliance_docs.dossier.comparing_sources import (
    Paper,
    Source,
    day_source,
    file_source,
    filing_id_of,
    folder_of,
    folder_source,
    is_word_file,
)
from alliance_docs.dossier.store import Dossier
from alliance_docs.errors import UserError
from alliance_docs.facts.change import Change
from alliance_docs.facts.values import read_date

if TYPE_CHECKING:
    from alliance_docs.word.redline import Redline

FOUNDING = "founding"
_NO_STATE = ("signed", "record")
"""What a change of facts does not rewrite: as of a day there is no new text of it."""


@dataclass(frozen=True)
class Compared:
    """One document of both sides that differs. *reasons*: for each passage, the changes it follows from.

    *consolidated*: the new side is the text of the old one as it stands now, edited for reading.
    """

    id: str
    title: str
    file: str
    redline: Redline
    reasons: tuple[tuple[Change, ...], ...]
    consolidated: bool = False


@dataclass(frozen=True)
class Comparison:
    """*documents* that differ; *same*: titles of those that do not; *added* and *removed*: documents of one side only.

    *untold*: documents of which only what bears no mark differs, with what (``Redline.untold``); *settled*: titles of
    signed or filed papers, which the state of a day does not rewrite and which nobody asked for.
    """

    old: Source
    new: Source
    documents: tuple[Compared, ...]
    same: tuple[str, ...] = ()
    added: tuple[Paper, ...] = ()
    removed: tuple[Paper, ...] = ()
    changes: tuple[Change, ...] = field(default=())
    untold: tuple[tuple[str, tuple[str, ...]], ...] = ()
    settled: tuple[str, ...] = ()


def sources(old: str, new: str, folder: Path | None, filing: str | None) -> tuple[Source, Source, Dossier | None]:
    """Return both sides a user names, and the dossier they belong to. Raises UserError."""
    if is_word_file(old) != is_word_file(new):
        raise UserError("一边是文件，另一边不是，不能对照", place=f"{old}、{new}", remedy="两边都写 .docx 文件，或者都写材料、日期")
    if is_word_file(old):
        return file_source(old), file_source(new), None
    dossier = _dossier(folder, (old, new))
    folders = [folder_of(one, dossier) for one in (old, new)]
    wanted = filing or next((filing_id_of(one) for one in folders if one is not None), FOUNDING)
    sides = [folder_source(one, dossier) if one is not None else _state(told, dossier, wanted) for told, one in zip((old, new), folders, strict=True)]
    return sides[0], sides[1], dossier


def _dossier(folder: Path | None, told: Sequence[str]) -> Dossier | None:
    if folder is not None:
        return Dossier.open(folder)
    for one in told:
        if Path(one).is_dir():
            try:
                return Dossier.find(Path(one))
            except UserError:
                return None
    try:
        return Dossier.find(Path())
    except UserError:
        return None


def _state(told: str, dossier: Dossier | None, filing: str) -> Source:
    """Return the state as of a day that a user names."""
    try:
        day = read_date(told)
    except ValueError as error:
        known = "、".join(sorted(one.parent.name for one in dossier.filings.glob("*/manifest.json"))) if dossier else ""
        hint = f"；这个案卷的材料有：{known}" if known else ""
        raise UserError(f"“{told}”不是文件、材料或者日期", remedy=f"写 .docx 文件、材料文件夹的名称，或者 2027-03-01 这样的日期{hint}") from error
    if dossier is None:
        raise UserError("按日期对照要有案卷", place=told, remedy="在案卷文件夹中运行，或者用 --dossier 指明")
    return day_source(dossier, day, filing)


def compare_sources(old: Source, new: Source, dossier: Dossier | None, *, only: Collection[str] = (), date: dt.date | None = None) -> Comparison:
    """Compare every document that both sides have, or *only* some, the changes dated *date*. Raises UserError."""
    from alliance_docs.word.redline import compare

    changes = changes_between(old, new, dossier)
    found: list[Compared] = []
    same: list[str] = []
    untold: list[tuple[str, tuple[str, ...]]] = []
    chosen = [one for one in new.papers if not only or one in only or one.partition("@")[0] in only]
    if only and not chosen:
        raise UserError(f"两边都没有文书“{'、'.join(only)}”", remedy=f"有：{'、'.join(new.papers)}")
    settled = () if only else tuple(one for one in dict.fromkeys((*new.papers, *old.papers)) if _settled(one, old, new))
    chosen = [one for one in chosen if one not in settled]
    for document in chosen:
        after = new.papers[document]
        before = old.counterpart(after)
        if before is None:
            continue
        if before.data == after.data:
            same.append(after.title)
            continue
        try:
            made = compare(before.data, after.data, authors=authors_of(document, before, after, old, new), date=date, one_text=before.id != after.id)
        except UserError as error:
            raise UserError(error.message, place=error.place or f"{before.file}、{after.file}", remedy=error.remedy) from error
        if not made.changes and made.untold:
            untold.append((after.title, made.untold))
        elif not made.changes:
            same.append(after.title)
        else:
            own = {**old.own.get(document, {}), **new.own.get(document, {})}
            reasons = tuple(reasons_of(one, changes, own) for one in made.passages)
            found.append(Compared(document, after.title, after.file, made, reasons, before.id != after.id))
    gone = old.papers if old.filing == new.filing else {}  # another filing has documents of its own
    return Comparison(
        old, new, tuple(found), tuple(same),
        tuple(new.papers[one] for one in chosen if old.counterpart(new.papers[one]) is None),
        tuple(paper for one, paper in gone.items() if one not in new.papers and one not in settled and (not only or one in only)),
        changes, tuple(untold), tuple((new.papers.get(one) or old.papers[one]).title for one in settled),
    )  # fmt: skip


def _settled(document: str, old: Source, new: Source) -> bool:
    """Tell whether a document is a paper that the state of a day does not rewrite."""
    kind = document.partition("@")[0]
    return any(side.instruments.get(kind, "") in _NO_STATE for side in (old, new))
