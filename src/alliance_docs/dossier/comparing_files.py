"""Redlines and the table of old and new wording written as Word files; nothing of anybody else's is written over."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from alliance_docs.dossier.comparing import Comparison
from alliance_docs.dossier.comparing_data import redline_words
from alliance_docs.dossier.comparison_table import comparison_table
from alliance_docs.dossier.copies import targets, write_copies
from alliance_docs.dossier.store import Dossier
from alliance_docs.errors import UserError

REDLINES = "redlines"


def default_target(comparison: Comparison, dossier: Dossier | None) -> Path:
    """Return where redlines go when nobody says: a folder in the dossier, or beside the newer file."""
    if dossier is not None:
        return dossier.folder / REDLINES / f"{comparison.old.label} 至 {comparison.new.label}"
    new = comparison.new.paths[0]
    return new.with_name(f"{new.stem}（修订对照）.docx")


def write_comparison(comparison: Comparison, target: Path, date: dt.date | None) -> tuple[Path, ...]:
    """Write a redlined file for each document that differs and the table; return them, the table last.

    *target*: a folder; or for a single document the file, the table beside it. All or none. Raises UserError.
    """
    from alliance_docs.word.package import Package, open_package
    from alliance_docs.word.seal import seal
    from alliance_docs.word.shell import common_shell
    from alliance_docs.word.writer import Meta, write

    if not comparison.documents and not comparison.added and not comparison.removed:
        return ()
    table_name = f"{redline_words().table['file']}.docx"
    single = target.suffix.lower() == ".docx"
    if single and len(comparison.documents) != 1:
        raise UserError(f"有 {len(comparison.documents)} 份文书不同，不能写成一个文件", place=str(target), remedy="写一个文件夹，或者用 --document 只对照一份")
    names = [target.name] if single else [one.file for one in comparison.documents]
    folder = target.parent if single else target
    table = folder / (f"{target.stem}－{table_name}" if single else table_name)
    parts = dict(open_package(write(comparison_table(comparison), common_shell(), Meta(date=date, size="四号"))).parts)
    seal(parts, "word/document.xml", "changes")  # known as ours until somebody saves it
    places = targets([Path(name) for name in names], folder, "changes")
    new = {place: one.redline.data for place, one in zip(places, comparison.documents, strict=True)}
    new[table] = Package(parts).to_bytes()
    folder.mkdir(parents=True, exist_ok=True)
    write_copies(new, [*comparison.old.paths, *comparison.new.paths], "changes")
    return tuple(new)
