"""Copies of checked Word files: where they may be written, and that nothing of anybody else's is written over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from alliance_docs.dossier.files import read_bytes, write_atomic
from alliance_docs.dossier.store import FACTS_FILE
from alliance_docs.errors import UserError

if TYPE_CHECKING:
    from alliance_docs.word.seal import Kind

AUTHOR, INITIALS = "合规检查", "合规"
"""Who remarks and changes."""
KIND_WORDS: Mapping[Kind, str] = {"remarks": "批注", "changes": "改正"}
_KEPT = frozenset(("filings", ".pristine", "edits", "attachments", "clauses", "versions"))
"""Folders of a dossier in which copies would be taken for what is filed or kept there."""


def targets(paths: Sequence[Path], folder: Path, kind: Kind) -> list[Path]:
    """Return where the copies of *paths* go in *folder*.

    Raises UserError for a folder that is a dossier's own or a file, and for two files of one name.
    """
    _refuse_folder(folder, KIND_WORDS[kind])
    seen: dict[str, Path] = {}
    for path in paths:
        name = normalize("NFKC", path.name).casefold()
        if name in seen:
            raise UserError("两份文件同名，副本会互相覆盖", place=f"{seen[name]}、{path}", remedy="分开检查，写到不同的文件夹")
        seen[name] = path
    return [folder / path.name for path in paths]


def write_copies(new: Mapping[Path, bytes], sources: Sequence[Path], kind: Kind) -> None:
    """Write copies of *sources*, all or none.

    Raises UserError where one would go over a source, over a file that is no copy of that kind, or over a copy that
    somebody has saved since.
    """
    for target, data in new.items():
        _refuse_file(target, data, sources, kind)
    for target, data in new.items():
        write_atomic(target, data)


def _refuse_folder(folder: Path, word: str) -> None:
    here = folder.resolve()
    if here.exists() and not here.is_dir():
        raise UserError("应为文件夹，现为文件", place=str(folder), remedy="换一个文件夹")
    for parent in here.parents:
        if (parent / FACTS_FILE).is_file() and here.relative_to(parent).parts[0].casefold() in _KEPT:
            raise UserError(f"{word}副本不能放进案卷自己的文件夹", place=str(folder), remedy=f"换一个文件夹，例如案卷旁边的“{word}”")


def _refuse_file(target: Path, data: bytes, sources: Sequence[Path], kind: Kind) -> None:
    from alliance_docs.word.seal import untouched

    if not target.exists():
        return
    if any(target.samefile(source) for source in sources):
        raise UserError("副本会覆盖被检查的文件本身", place=str(target), remedy="换一个文件夹")
    there = read_bytes(target)
    if there != data and not untouched(there, kind):
        what = f"已有同名文件，不是本工具写的{KIND_WORDS[kind]}副本，或者写出之后有人改过，不覆盖"
        raise UserError(what, place=str(target), remedy="换一个文件夹，或者移走这个文件")
