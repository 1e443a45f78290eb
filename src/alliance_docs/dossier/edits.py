"""The edits a lawyer made in Word, kept for this dossier: one file a document, and the returned files as they came."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from alliance_docs.dossier.files import digest, read_bytes, write_atomic
from alliance_docs.dossier.store import Dossier
from alliance_docs.drafting.draft_json import from_json, to_json
from alliance_docs.drafting.merging.adopting import Pair
from alliance_docs.errors import UserError

FORMAT = 1
RECEIVED = "received"


@dataclass(frozen=True)
class Adoption:
    """One file taken back: its name in ``edits/received/``, hash, the edition it was made from, the day, whose hand."""

    file: str
    sha256: str
    edition: str
    on: str
    by: str


@dataclass(frozen=True)
class Pending:
    """Wording of a returned *file* that collided with words adopted before it: *kept* stands, *waiting* must be decided."""

    clause: str
    kept: str
    waiting: str
    file: str


@dataclass(frozen=True)
class Edits:
    """The edits of one document (*document*: ``agreement``, ``member-application@m01``), and the files they came in; *pending*: what waits to be decided."""

    document: str
    pair: Pair
    adoptions: tuple[Adoption, ...] = ()
    pending: tuple[Pending, ...] = ()


def folder_of(dossier: Dossier) -> Path:
    """The folder of edits."""
    return dossier.folder / "edits"


def load_edits(dossier: Dossier) -> dict[str, Edits]:
    """Return the edits of every document that has some. Raises UserError naming a damaged file."""
    folder = folder_of(dossier)
    return {path.stem: _load(path) for path in sorted(folder.glob("*.json"))} if folder.is_dir() else {}


def edits_of(dossier: Dossier, document: str) -> Edits | None:
    """Return the edits of one document, or None."""
    path = folder_of(dossier) / f"{document}.json"
    return _load(path) if path.is_file() else None


def pairs_of(dossier: Dossier) -> Mapping[str, Pair]:
    """Return what each build merges, by document."""
    return {name: one.pair for name, one in load_edits(dossier).items()}


def _load(path: Path) -> Edits:
    place = f"edits/{path.name}"
    try:
        value = json.loads(read_bytes(path))
        if value["format"] != FORMAT:
            raise UserError(f"格式为 {value['format']}，本版本只读 {FORMAT}", place=place, remedy="使用写出它的那个版本，或者更新 alliance-docs")
        adoptions = tuple(Adoption(**{key: str(content) for key, content in one.items()}) for one in value["adoptions"])
        pending = tuple(Pending(**{key: str(content) for key, content in one.items()}) for one in value["pending"])
        return Edits(path.stem, Pair(from_json(value["base"]), from_json(value["theirs"])), adoptions, pending)
    except UserError as error:
        raise UserError(error.message, place=place, remedy=error.remedy) from error
    except (ValueError, KeyError, TypeError) as error:
        raise UserError("修改记录损坏，读不出来", place=place, remedy="从备份恢复这个文件；或者移走它，再采纳 edits/received 中保存的返回文件") from error


def save_edits(dossier: Dossier, edits: Edits) -> None:
    """Keep the edits of one document."""
    value = {
        "format": FORMAT,
        "document": edits.document,
        "adoptions": [asdict(one) for one in edits.adoptions],
        "pending": [asdict(one) for one in edits.pending],
        "base": to_json(edits.pair.base),
        "theirs": to_json(edits.pair.theirs),
    }
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"), indent=None).encode()
    write_atomic(folder_of(dossier) / f"{edits.document}.json", data)


def archive(dossier: Dossier, path: Path, data: bytes, on: dt.date) -> str:
    """Keep a returned file as it came and return its name; the same file again keeps its first copy."""
    folder = folder_of(dossier) / RECEIVED
    number = 1
    while True:
        name = f"{on.isoformat()}-{path.stem}{f'（{number}）' if number > 1 else ''}{path.suffix}"
        kept = folder / name
        if not kept.exists():
            write_atomic(kept, data)
            return name
        if digest(read_bytes(kept)) == digest(data):
            return name
        number += 1


def drop_edits(dossier: Dossier, document: str) -> None:
    """Forget the edits of a document; the files they came in stay."""
    (folder_of(dossier) / f"{document}.json").unlink(missing_ok=True)


def with_adoption(edits: Edits | None, document: str, pair: Pair, adoption: Adoption) -> Edits:
    """Return the edits after one more file was taken back."""
    before = edits.adoptions if edits else ()
    return replace(edits, pair=pair, adoptions=(*before, adoption)) if edits else Edits(document, pair, (adoption,))
