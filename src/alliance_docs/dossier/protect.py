"""Edits made in Word are never overwritten: when a file is not the one we wrote, ours goes beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from alliance_docs.dossier.files import digest, lock, read_bytes, write_atomic
from alliance_docs.dossier.store import Dossier
from alliance_docs.errors import UserError

INDEX = "index.yaml"
Decision = Literal["write", "unchanged", "beside"]


@dataclass(frozen=True)
class Written:
    """What became of one file. *path* is where the new content is now; *edited* is the file left alone, when there is one."""

    decision: Decision
    path: Path
    edited: Path | None = None


def decide(on_disk: str | None, recorded: str | None, new: str) -> Decision:
    """Decide by SHA-256 what to do with new content: the hash *on_disk* (None: no file), as *recorded*, and *new*.

    Only a file that is absent, or still exactly what was written last, gives way.
    """
    if on_disk == new:
        return "unchanged"
    if on_disk is None or on_disk == recorded:
        return "write"
    return "beside"


def beside(path: Path) -> Path:
    """Return the name for the new version of an edited file: 《名称》（新稿）.docx."""
    return path.with_name(f"{path.stem}（新稿）{path.suffix}")


def write_guarded(dossier: Dossier, path: Path, data: bytes) -> Written:
    """Write *data* to *path* inside the dossier unless a person has edited the file; then write it beside.

    What was written is remembered in .pristine/index.yaml. A new version beside an edited file is itself protected:
    when it too was edited, the next is numbered. Raises UserError.
    """
    with lock(dossier.folder):
        recorded = recorded_hashes(dossier)
        new = digest(data)
        target, number = path, 1
        while (decision := decide(hash_of(target), recorded.get(_key(dossier, target)), new)) == "beside":
            number += 1
            target = beside(path) if number == 2 else path.with_name(f"{path.stem}（新稿{number - 1}）{path.suffix}")
        if decision == "write":
            write_atomic(target, data)
        if recorded.get(_key(dossier, target)) != new:
            record(dossier, {_key(dossier, target): new})
    return Written(decision if target == path else "beside", target, None if target == path else path)


def edited_since(dossier: Dossier, path: Path) -> bool:
    """Tell whether a file that we wrote has been changed by someone since."""
    recorded = recorded_hashes(dossier).get(_key(dossier, path))
    return recorded is not None and hash_of(path) not in (None, recorded)


def hash_of(path: Path) -> str | None:
    """Return the SHA-256 of a file, or None when there is none."""
    return digest(read_bytes(path)) if path.exists() else None


def recorded_hashes(dossier: Dossier) -> dict[str, str]:
    """Return what was written last: SHA-256 by path inside the dossier, with forward slashes. Raises UserError."""
    path = dossier.pristine / INDEX
    if not path.exists():
        return {}
    found: dict[str, str] = {}
    for number, row in enumerate(read_bytes(path).decode("utf-8", "replace").splitlines(), start=1):
        if not row.strip() or row.startswith("#"):
            continue
        try:
            name, value = json.loads("{" + row + "}").popitem()
        except (ValueError, KeyError) as error:
            raise UserError(
                "写出记录损坏", place=f".pristine/{INDEX}:{number}", remedy="删去该行；对应的文书将另存为新稿，不会被覆盖"
            ) from error
        found[name] = str(value)
    return found


def record(dossier: Dossier, hashes: Mapping[str, str]) -> None:
    """Remember what was written, by path inside the dossier."""
    _save(dossier, {**recorded_hashes(dossier), **hashes})


def _save(dossier: Dossier, rows: Mapping[str, str]) -> None:
    text = "# 写出记录：路径和内容校验，用来辨认在 Word 或者 WPS 中改动过的文书\n"
    text += "".join(f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(value)}\n" for name, value in sorted(rows.items()))
    write_atomic(dossier.pristine / INDEX, text.encode("utf-8"))


def _key(dossier: Dossier, path: Path) -> str:
    return str(PurePosixPath(*path.absolute().relative_to(dossier.folder.absolute()).parts))


def move_records(dossier: Dossier, old: Path, new: Path) -> None:
    """Carry over what was remembered of a folder inside the dossier when the folder is renamed."""
    before, after = f"{_key(dossier, old)}/", f"{_key(dossier, new)}/"
    moved = {
        after + name.removeprefix(before) if name.startswith(before) else name: value
        for name, value in recorded_hashes(dossier).items()
    }
    _save(dossier, moved)
