"""A law firm's own wording: a folder between the jurisdiction's layer and the dossier's, the same for all its clients.

``FOLDER/*.md`` and ``*.docx`` count for every jurisdiction, ``FOLDER/<jurisdiction>/…`` lies above them for one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from alliance_docs.dossier.store import Dossier
from alliance_docs.drafting.layer_files import variant_parts
from alliance_docs.drafting.layers import Layer
from alliance_docs.errors import UserError, UserErrors, nearest
from alliance_docs.jurisdictions.loading import load_jurisdiction
from alliance_docs.jurisdictions.places import homes

FIRM, OWN = "firm", "dossier"
_ENDINGS = (".md", ".docx")


@dataclass(frozen=True)
class Told:
    """The firm's folder and who told it (``--templates``, an environment variable, what is remembered)."""

    folder: Path
    by: str


Find = Callable[[], Told | None]


def _nowhere() -> Told | None:
    return None


_find: Find = _nowhere


def name_firm(find: Find | None) -> None:
    """Let *find* tell the firm's folder, asked only when wording is looked up; None: there is none."""
    global _find
    _find = find or _nowhere


def firm_folder(*, strays: bool = False) -> Told | None:
    """Return the firm's folder, None when there is none. Raises UserError when it is not a folder of wording.

    *strays*: let files pass that nothing would use.
    """
    told = _find()
    if told is not None:
        refuse_missing(told)
    if told is not None and not strays:
        refuse_unfit(told)
    return told


def refuse_unfit(told: Told) -> None:
    """Raise UserError when the folder is missing, a file, or a dossier; UserErrors for files that nothing would use."""
    refuse_missing(told)
    if errors := list(strays_in(told.folder)):
        raise UserErrors(errors)


def refuse_missing(told: Told) -> None:
    """Raise UserError when the folder is missing, a file, or a dossier."""
    folder, remedy = told.folder, f"核对{told.by}所写的文件夹"
    if not folder.exists():
        raise UserError("没有所内条款文本文件夹", place=str(folder), remedy=remedy)
    if not folder.is_dir():
        raise UserError("所内条款文本应为文件夹，现为文件", place=str(folder), remedy=remedy)
    if (folder / "alliance.yaml").is_file():
        raise UserError("这是一个案卷，不是所内条款文本文件夹", place=str(folder), remedy=remedy)


def strays_in(folder: Path) -> Iterator[UserError]:
    """Yield an error for each file under a name that no document has, which would be ignored without a word."""
    known = homes()
    everywhere = {one for name in known for one in _documents(name)}
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~$")):
            continue
        if path.is_file() and path.suffix in _ENDINGS:
            yield from _unknown(path, everywhere, f"firm/{path.name}")
        elif path.is_dir() and any(one.suffix in _ENDINGS for one in path.iterdir()):
            if path.name not in known:
                remedy = nearest(path.name, known) or f"可用的有：{'、'.join(known)}"
                yield UserError(f"没有管辖制度“{path.name}”", place=f"firm/{path.name}", remedy=remedy)
                continue
            documents = _documents(path.name)
            for one in sorted(path.iterdir()):
                if one.suffix in _ENDINGS and not one.name.startswith((".", "~$")):
                    yield from _unknown(one, documents, f"firm/{path.name}/{one.name}")


def _documents(jurisdiction: str) -> set[str]:
    try:
        return {document.id for document in load_jurisdiction(jurisdiction).documents}
    except UserError:  # told where that jurisdiction is used
        return set()


def _unknown(path: Path, known: set[str], place: str) -> Iterator[UserError]:
    parts = variant_parts(path)
    document = parts[0] if parts else path.stem
    if document not in known:
        yield UserError(f"没有文书“{document}”", place=place, remedy=nearest(document, known) or "改用文书的 id，alliance-docs jurisdictions 列出全部")


def firm_layers(jurisdiction: str, *, strays: bool = False) -> tuple[Layer, ...]:
    """Return the firm's layers for a jurisdiction, lowest first; none where no folder is told. Raises UserError."""
    told = firm_folder(strays=strays)
    if told is None:
        return ()
    return Layer(FIRM, told.folder), Layer(FIRM, told.folder / jurisdiction, f"{FIRM}/{jurisdiction}")


def own_layers(dossier: Dossier, jurisdiction: str, *, strays: bool = False) -> tuple[Layer, ...]:
    """Return the layers above what ships: the firm's, then the dossier's own. Raises UserError; files of the firm's that nothing uses may pass as *strays*."""
    return (*(firm_layers(jurisdiction, strays=strays) if jurisdiction else ()), Layer(OWN, dossier.clauses))
