"""Edits made in Word are never overwritten: when a file is not the one we wrote, ours goes beside it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from alliance_docs.dossier.files import digest, lock, read_bytes, write_atomic
from alliance_docs.dossier.sealed import refuse_writing
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


def decide(on_disk: str | None, recorded: Collection[str], new: str) -> Decision:
    """Decide by SHA-256 what to do with new content: the hash *on_disk* (None: no file), those *recorded*, and *new*.

    Only a file that is absent, or still exactly what was written last, gives way.
    """
    if on_disk == new:
        return "unchanged"
    if on_disk is None or on_disk in recorded:
        return "write"
    return "beside"


def beside(path: Path, number: int = 1) -> Path:
    """Return the name for the new version of an edited file: 《名称》（新稿）.docx, then （新稿2）."""
    return path.with_name(f"{path.stem}（新稿{number if number > 1 else ''}）{path.suffix}")


def write_guarded(dossier: Dossier, path: Path, data: bytes) -> Written:
    """Write one file; see :func:`write_all`."""
    return write_all(dossier, {path: data})[0]


def write_all(dossier: Dossier, files: Mapping[Path, bytes]) -> list[Written]:
    """Write each file inside the dossier unless a person has edited it; then write 《名称》（新稿） beside it.

    What is written is remembered in .pristine/index.yaml before it is written, so that an interruption cannot make our
    own file look like an edited one. A （新稿） that was edited too is left alone; the next is numbered. Raises UserError.
    """
    with lock(dossier.folder):
        refuse_writing(dossier, files)
        recorded = recorded_hashes(dossier)
        results = [_placed(dossier, path, digest(data), recorded) for path, data in files.items()]
        new = {_key(dossier, result.path): digest(data) for result, data in zip(results, files.values(), strict=True)}
        record(dossier, new, {_key(dossier, result.path): hash_of(result.path) for result in results})
        for result, data in zip(results, files.values(), strict=True):
            if hash_of(result.path) != digest(data):
                write_atomic(result.path, data)
    return results


def _placed(dossier: Dossier, path: Path, new: str, recorded: Mapping[str, Collection[str]]) -> Written:
    target, number = path, 0
    while (decision := decide(hash_of(target), recorded.get(_key(dossier, target), ()), new)) == "beside":
        number += 1
        target = beside(path, number)
    return Written(decision, path) if target == path else Written("beside", target, path)


def withdraw(dossier: Dossier, folder: Path, current: Collection[str]) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Remove the files that we wrote into *folder* and that are no longer *current* names; return those removed, those kept.

    Kept is what a person has edited since.
    """
    recorded = recorded_hashes(dossier)
    prefix = f"{_key(dossier, folder)}/"
    ours = {folder / name.removeprefix(prefix): hashes for name, hashes in recorded.items() if name.startswith(prefix)}
    stale = [path for path in ours if path.parent == folder and path.is_file() and path.name not in current]
    removed = tuple(path for path in stale if hash_of(path) in ours[path])
    for path in removed:
        path.unlink()
    return removed, tuple(path for path in stale if path not in removed)


def edited_since(dossier: Dossier, path: Path) -> bool:
    """Tell whether a file that we wrote has been changed by someone since."""
    written = recorded_hashes(dossier).get(_key(dossier, path), ())
    on_disk = hash_of(path)
    return bool(written) and on_disk is not None and on_disk not in written


def hash_of(path: Path) -> str | None:
    """Return the SHA-256 of a file, or None when there is none."""
    return digest(read_bytes(path)) if path.exists() else None


def recorded_hashes(dossier: Dossier) -> dict[str, tuple[str, ...]]:
    """Return what was written last and the time before: SHA-256 by path inside the dossier. Raises UserError."""
    path = dossier.pristine / INDEX
    if not path.exists():
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for number, row in enumerate(read_bytes(path).decode("utf-8", "replace").splitlines(), start=1):
        if not row.strip() or row.startswith("#"):
            continue
        try:
            ((name, hashes),) = json.loads("{" + row + "}").items()
            found[name] = tuple(str(value) for value in hashes)
        except (ValueError, TypeError) as error:
            raise UserError(
                "写出记录损坏", place=f".pristine/{INDEX}:{number}", remedy="删去该行；对应的文书将另存为新稿，不会被覆盖"
            ) from error
    return found


def record(dossier: Dossier, hashes: Mapping[str, str], present: Mapping[str, str | None] | None = None) -> None:
    """Remember what is written, by path inside the dossier: the new version and the one before.

    *present* tells what is on disk now: the version kept beside the new one, however many writes were interrupted.
    """
    before = recorded_hashes(dossier)
    rows = dict(before)
    for name, new in hashes.items():
        old = [one for one in before.get(name, ()) if one != new]
        on_disk = (present or {}).get(name)
        kept = [one for one in old if one == on_disk] or old
        rows[name] = (new, *kept[:1])
    if rows != before:
        _save(dossier, rows)


def _save(dossier: Dossier, rows: Mapping[str, tuple[str, ...]]) -> None:
    text = "# 写出记录：路径和内容校验，用来辨认在 Word 或者 WPS 中改动过的文书\n"
    text += "".join(f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(values)}\n" for name, values in sorted(rows.items()))
    write_atomic(dossier.pristine / INDEX, text.encode("utf-8"))


def carry_records(dossier: Dossier, old: Path, new: Path) -> None:
    """Remember of a folder's new name what is remembered of its old one; call it before the folder is renamed."""
    before, after = f"{_key(dossier, old)}/", f"{_key(dossier, new)}/"
    known = recorded_hashes(dossier)
    carried = {after + name.removeprefix(before): value for name, value in known.items() if name.startswith(before)}
    _save(dossier, {**known, **carried})


def _key(dossier: Dossier, path: Path) -> str:
    return str(PurePosixPath(*path.absolute().relative_to(dossier.folder.absolute()).parts))
