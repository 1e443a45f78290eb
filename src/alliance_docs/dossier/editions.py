"""Every text a dossier ever wrote, by edition: what a returned file was made from, and what the templates gave then.

``.pristine/editions/<document>/<edition>.docx`` is the file; ``<edition>.json`` stands beside it where edits were merged
into it (the templates' text, and the text with the lawyer's words where a conflict was open). Where nothing was merged,
the file reads as exactly what the templates gave.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from alliance_docs.dossier.edited_drafts import Edited
from alliance_docs.dossier.files import read_bytes, write_atomic
from alliance_docs.dossier.store import Dossier
from alliance_docs.drafting.draft import Draft
from alliance_docs.drafting.draft_json import from_json, to_json
from alliance_docs.errors import UserError


@dataclass(frozen=True)
class Edition:
    """One text as written: *render* from the templates, *written* with the edits merged in.

    *undecided*: clauses in conflict; *adoptions*: SHA-256 of the returned files whose edits it holds.
    """

    name: str
    document: str
    data: bytes
    render: Draft
    written: Draft
    undecided: tuple[str, ...] = ()
    adoptions: tuple[str, ...] = ()


def folder_of(dossier: Dossier, document: str) -> Path:
    """The folder of a document's editions."""
    return dossier.pristine / "editions" / document


def keep(dossier: Dossier, document: str, data: bytes, edited: Edited | None = None, adoptions: tuple[str, ...] = ()) -> str:
    """Keep a text that is about to be written, and return its edition; empty for a file that tells none.

    *edited*: what was merged into it, from the returned files *adoptions* (SHA-256). A text already kept stays.
    """
    from alliance_docs.word.normal import normal
    from alliance_docs.word.reader import read_identity

    identity = read_identity(data)
    if identity is None or not identity.edition:
        return ""
    path = folder_of(dossier, document) / f"{identity.edition}.docx"
    if edited is not None:
        drafts = {"render": to_json(normal(edited.render)), "written": to_json(normal(edited.written))}
        value = {**drafts, "undecided": list(edited.undecided), "adoptions": list(adoptions)}
        _put(path.with_suffix(".json"), json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())
    _put(path, data)
    return identity.edition


def _put(path: Path, data: bytes) -> None:
    if not path.is_file() or read_bytes(path) != data:
        write_atomic(path, data)


def find(dossier: Dossier, document: str, edition: str) -> Edition | None:
    """Return a kept text, or None when this dossier never wrote it. Raises UserError when what is kept is damaged."""
    from alliance_docs.word.reader import read

    path = folder_of(dossier, document) / f"{edition}.docx"
    if not edition.isalnum() or not path.is_file():
        return None
    data = read_bytes(path)
    beside = path.with_suffix(".json")
    if not beside.is_file():
        render = replace(read(data), id=document)
        return Edition(edition, document, data, render, render)
    try:
        value = json.loads(read_bytes(beside))
        render, written = from_json(value["render"]), from_json(value["written"])
        undecided, adoptions = (tuple(map(str, value[key])) for key in ("undecided", "adoptions"))
    except (ValueError, KeyError, TypeError) as error:
        raise UserError("写出时保存的文稿损坏", place=str(beside.relative_to(dossier.folder)), remedy="从备份恢复这个文件") from error
    return Edition(edition, document, data, render, written, undecided, adoptions)


def editions_of(dossier: Dossier, document: str) -> tuple[str, ...]:
    """Return the editions kept of a document, in no particular order of time."""
    folder = folder_of(dossier, document)
    return tuple(sorted(path.stem for path in folder.glob("*.docx"))) if folder.is_dir() else ()
