"""Two states compared, document by document: redlined Word files, and what a table of old and new wording says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from alliance_docs.dossier.comparing_data import redline_words
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
from alliance_docs.drafting.draft import Draft, clause_text
from alliance_docs.errors import UserError
from alliance_docs.facts.change import Change
from alliance_docs.facts.values import read_date

if TYPE_CHECKING:
    from alliance_docs.word.redline import Redline
    from alliance_docs.word.redline_authors import Authors

FOUNDING = "founding"
_MEMBER = re.compile(r"members\[([^\]]+)\]")


@dataclass(frozen=True)
class Compared:
    """One document of both sides that differs. *reasons*: for each passage, the changes it follows from."""

    id: str
    title: str
    file: str
    redline: Redline
    reasons: tuple[tuple[Change, ...], ...]


@dataclass(frozen=True)
class Comparison:
    """*documents* that differ; *same*: titles of those that do not; *added* and *removed*: documents of one side only."""

    old: Source
    new: Source
    documents: tuple[Compared, ...]
    same: tuple[str, ...] = ()
    added: tuple[Paper, ...] = ()
    removed: tuple[Paper, ...] = ()
    changes: tuple[Change, ...] = field(default=())


def sources(old: str, new: str, folder: Path | None, filing: str | None) -> tuple[Source, Source, Dossier | None]:
    """Return both sides a user names, and the dossier they belong to. Raises UserError."""
    if is_word_file(old) != is_word_file(new):
        raise UserError("一边是文件，另一边不是，不能对照", place=f"{old}、{new}", remedy="两边都写 .docx 文件，或者都写材料、日期")
    if is_word_file(old):
        return file_source(old), file_source(new), None
    dossier = _dossier(folder, (old, new))
    folders = [folder_of(one, dossier) for one in (old, new)]
    wanted = filing or next((filing_id_of(one) for one in folders if one is not None), FOUNDING)
    sides = [folder_source(one) if one is not None else _state(told, dossier, wanted) for told, one in zip((old, new), folders, strict=True)]
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
        return Dossier.find(Path.cwd())
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

    changes = _changes(old, new, dossier)
    found: list[Compared] = []
    same: list[str] = []
    files = "" in old.papers
    chosen = [one for one in new.papers if not only or one in only or one.partition("@")[0] in only]
    if only and not chosen:
        raise UserError(f"两边都没有文书“{'、'.join(only)}”", remedy=f"有：{'、'.join(new.papers)}")
    for document in chosen:
        after = new.papers[document]
        before = old.counterpart(after)
        if before is None:
            continue
        if before.data == after.data:
            same.append(after.title)
            continue
        try:
            authors = _authors(document, before, after, new, files=files)
            made = compare(before.data, after.data, authors=authors, date=date, one_text=before.id != after.id)
        except UserError as error:
            raise UserError(error.message, place=error.place or f"{before.file}、{after.file}", remedy=error.remedy) from error
        if not made.changes:
            same.append(after.title)
            continue
        found.append(Compared(document, after.title, after.file, made, tuple(_reasons(one.key, one.paths, changes) for one in made.passages)))
    gone = old.papers if old.filing == new.filing else {}  # another filing has documents of its own
    return Comparison(
        old, new, tuple(found), tuple(same),
        tuple(new.papers[one] for one in chosen if old.counterpart(new.papers[one]) is None),
        tuple(paper for one, paper in gone.items() if one not in new.papers and (not only or one in only)),
        changes,
    )  # fmt: skip


def _authors(document: str, before: Paper, after: Paper, new: Source, *, files: bool) -> Authors:
    """Return who stands for which change: the alliance's own wording, a hand in Word, or what the words come from."""
    from alliance_docs.word.redline_authors import Authors

    names = redline_words().authors
    hands = _hands(after, names["hand"])
    if files and not hands and not _ours(before, after):
        return Authors(names["other"])
    kind = document.partition("@")[0]
    clauses = dict.fromkeys(new.own.get(kind, ()), names["clauses"])
    return Authors(names["text"], names["members"], names["facts"], names["numbers"], clauses, hands)


def _ours(before: Paper, after: Paper) -> bool:
    from alliance_docs.word.reader import read_identity

    return all(read_identity(one.data) is not None for one in (before, after))


def _hands(paper: Paper, name: str) -> dict[str, str]:
    """Return clause → who changed it in Word since it was written."""
    if paper.edited is None:
        return {}
    from alliance_docs.word.package import open_package
    from alliance_docs.word.reader import read

    written, edited = read(paper.edited), read(paper.data)
    core = open_package(paper.data).parts.get("docProps/core.xml", b"").decode("utf-8", "replace")
    saved = re.search(r"<cp:lastModifiedBy>([^<]+)</cp:lastModifiedBy>", core)
    who = f"{name}（{saved[1]}）" if saved and saved[1] != "alliance-docs" else name
    return {clause.id: who for clause in edited.clauses if _differs(written, clause.id, clause_text(clause))}


def _differs(written: Draft, clause_id: str, words: str) -> bool:
    before = written.clause(clause_id)
    return before is None or clause_text(before) != words


def _changes(old: Source, new: Source, dossier: Dossier | None) -> tuple[Change, ...]:
    """Return what was recorded as happening after the old side's day, up to the new side's."""
    if dossier is None or new.day is None:
        return ()
    changes = dossier.facts_on(new.day).changes or ()
    return tuple(one for one in changes if one.on is not None and (old.day is None or one.on > old.day))


def _reasons(key: str, paths: Collection[str], changes: Sequence[Change]) -> tuple[Change, ...]:
    """Return the changes a passage follows from: of a member it names, or of a fact printed in it."""
    members = {found for one in (key, *paths) for found in _MEMBER.findall(one)}
    counted = any(path.startswith("counts.") for path in paths)
    return tuple(
        one
        for one in changes
        if {one.member, one.successor} & members
        or any((row.path or "") and (row.path in paths or any(path.startswith(f"{row.path}.") for path in paths)) for row in one.rows or ())
        or (counted and one.type in ("join", "leave", "expel", "merge", "replace"))
    )
