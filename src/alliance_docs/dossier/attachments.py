"""Attachments: licences, resolutions and scans, recorded with kind, member, date, expiry and SHA-256."""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from alliance_docs.dossier.files import digest, explained, lock, read_bytes, write_atomic
from alliance_docs.dossier.store import Dossier
from alliance_docs.errors import UserError, nearest
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.text import normal_name, refusal
from alliance_docs.facts.values import read_date
from alliance_docs.facts.yaml_file import decode
from alliance_docs.resources import data_folder

INDEX = "index.yaml"


@dataclass(frozen=True)
class Kind:
    """A kind of attachment. *member*: collected from each member. *expires*: such papers usually run out."""

    id: str
    aliases: tuple[str, ...]
    member: bool
    expires: bool
    note: str


@dataclass(frozen=True)
class Attachment:
    """One recorded file. *file* lies in attachments/; *member* is an internal id or ""; *sha256* in hexadecimal."""

    file: str
    kind: str
    sha256: str
    member: str = ""
    date: dt.date | None = None
    expiry: dt.date | None = None
    note: str = ""


@dataclass(frozen=True)
class Trouble:
    """A recorded file that is missing or no longer what it was."""

    file: str
    message: str
    remedy: str


@cache
def kinds() -> tuple[Kind, ...]:
    """Return the kinds of attachments, in the order of the materials list."""
    path = data_folder("templates") / "common" / "attachment-kinds.yaml"
    return tuple(
        Kind(item["id"], tuple(item["aliases"]), item["member"], item["expires"], item["note"]) for item in _load(path.read_bytes(), path.name)["kinds"]
    )


def kind_named(word: str) -> Kind:
    """Return the kind meant by *word*, by its name or an alias. Raises UserError naming the nearest."""
    wanted = normal_name(word)
    for kind in kinds():
        if wanted in map(normal_name, (kind.id, *kind.aliases)):
            return kind
    names = [kind.id for kind in kinds()]
    raise UserError(f"没有“{word}”这种附件", remedy=nearest(word, names) or "可用：" + "、".join(names))


def add(
    dossier: Dossier,
    file: Path,
    kind: str,
    *,
    member: str = "",
    date: object = None,
    expiry: object = None,
    note: str = "",
    facts: Facts | None = None,
) -> Attachment:
    """Copy *file* into the dossier and record it; the same content under the same kind and member is recorded once.

    *member* is an internal id or full name; *date* and *expiry* are days as people write them. Raises UserError.
    """
    found = kind_named(kind)
    data = read_bytes(file)
    if not data:
        raise UserError("文件是空的", place=str(file), remedy="重新扫描或者导出后再添加")
    day, end = (_day(value, label) for value, label in ((date, "日期"), (expiry, "有效期截止日")))
    if day and end and end < day:
        raise UserError(f"有效期截止日（{end}）早于日期（{day}）", place=str(file), remedy="核对两个日期")
    if refusal(note) or "\n" in note:
        raise UserError("备注应为一行文字", place=str(file))
    with lock(dossier.folder):
        entries = list(entries_of(dossier))
        who = _member(facts or dossier.facts, member) if member else ""
        sha = digest(data)
        same = next((old for old in entries if (old.sha256, old.kind, old.member) == (sha, found.id, who)), None)
        name = same.file if same else _free_name(dossier, file.name, sha, entries)
        entry = Attachment(name, found.id, sha, who, day, end, note.strip())
        write_atomic(dossier.attachments / name, data)
        kept = [entry if old is same else old for old in entries]
        _write(dossier, kept if same else [*kept, entry])
    return entry


def remove(dossier: Dossier, file: str) -> Attachment:
    """Strike *file* from the record; the file itself stays. Raises UserError when it is not recorded."""
    with lock(dossier.folder):
        entries = entries_of(dossier)
        gone = next((entry for entry in entries if entry.file == file), None)
        if gone is None:
            raise UserError(f"附件中没有“{file}”", place=f"attachments/{INDEX}", remedy=nearest(file, [entry.file for entry in entries]))
        _write(dossier, [entry for entry in entries if entry is not gone])
    return gone


def load(dossier: Dossier) -> tuple[tuple[Attachment, ...], tuple[Trouble, ...]]:
    """Return the recorded attachments and what is wrong with their files. Raises UserError for an unreadable index."""
    entries = entries_of(dossier)
    troubles: list[Trouble] = []
    for entry in entries:
        path = dossier.attachments / entry.file
        if not path.is_file():
            troubles.append(Trouble(entry.file, f"附件“{entry.file}”（{entry.kind}）已不在案卷中", "放回 attachments 文件夹，或者重新添加"))
        elif digest(read_bytes(path)) != entry.sha256:
            troubles.append(Trouble(entry.file, f"附件“{entry.file}”（{entry.kind}）与登记时的内容不同", "核对后重新添加该文件"))
    return entries, tuple(troubles)


def entries_of(dossier: Dossier) -> tuple[Attachment, ...]:
    """Return what index.yaml records, without looking at the files. Raises UserError."""
    path = dossier.attachments / INDEX
    if not path.exists():
        return ()
    place = f"attachments/{INDEX}"
    data = _load(read_bytes(path), place)
    items = data.get("attachments") if isinstance(data, Mapping) else None
    if data is not None and not isinstance(items, list | None):
        raise UserError("应为 attachments: 和其下的列表", place=place)
    return tuple(_entry(item, f"{place} 第 {number} 项") for number, item in enumerate(items or (), start=1))


def _entry(item: Any, place: str) -> Attachment:
    known = [field.name for field in fields(Attachment)]
    if not isinstance(item, Mapping):
        raise UserError("应为一组字段", place=place, remedy="字段：" + "、".join(known))
    for name in item:
        if name not in known:
            raise UserError(f"没有“{name}”这个字段", place=place, remedy=nearest(str(name), known))
    texts = {name: str(item.get(name) or "") for name in ("file", "kind", "sha256", "member", "note")}
    for name in ("file", "kind", "sha256"):
        if not texts[name]:
            raise UserError(f"缺少 {name}", place=place)
    if any(mark in texts["file"] for mark in ("/", "\\", "\0")) or texts["file"] in (".", ".."):
        raise UserError(f"file 应为 attachments 文件夹中的文件名，发现“{texts['file']}”", place=place)
    try:
        kind = kind_named(texts["kind"]).id
        day, end = _day(item.get("date"), "date"), _day(item.get("expiry"), "expiry")
    except UserError as error:
        raise UserError(error.message, place=place, remedy=error.remedy) from None
    return Attachment(texts["file"], kind, texts["sha256"].lower(), texts["member"], day, end, texts["note"])


def _day(value: object, label: str) -> dt.date | None:
    if value in (None, ""):
        return None
    try:
        return read_date(value)
    except ValueError as error:
        raise UserError(f"{label}：发现“{value}”，{error}") from None


def _member(facts: Facts, ref: str) -> str:
    found = facts.member(ref)
    if found is None:
        names = [name for member in facts.members or () for name in (member.name, member.id) if name]
        raise UserError(f"成员单位中没有“{ref}”", remedy=nearest(ref, names) or "写成员单位的编号或者全称")
    return found.id


def _free_name(dossier: Dossier, name: str, sha: str, entries: list[Attachment]) -> str:
    """A file name that every system takes and that no other attachment has; from the name given, else the content."""
    name = unicodedata.normalize("NFC", name)
    name = "".join("_" if char in '<>:"/\\|?*' or unicodedata.category(char) in ("Cc", "Cf", "Cs") else char for char in name).strip(". ")
    stem, dot, suffix = name.rpartition(".")
    if not stem:
        stem, dot, suffix = name or "附件", "", ""
    stem = stem[:60]
    taken = {entry.file.casefold() for entry in entries} | {INDEX}
    wanted = f"{stem}{dot}{suffix}"
    path = dossier.attachments / wanted
    try:
        free = wanted.casefold() not in taken and (not path.exists() or digest(path.read_bytes()) == sha)
    except OSError as error:
        raise explained(error, path, "读取") from error
    return wanted if free else f"{stem}-{sha[:8]}{dot}{suffix}"


def _load(data: bytes, place: str) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        return YAML(typ="safe", pure=True).load(decode(data, place))
    except (YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{place}:{mark.line + 1}" if mark else place
        raise UserError("YAML 格式有误", place=where, remedy="对照其他各项的写法改正") from None


def _write(dossier: Dossier, entries: list[Attachment]) -> None:
    from ruamel.yaml import YAML

    rows = [{field.name: value for field in fields(Attachment) if (value := getattr(entry, field.name)) not in (None, "")} for entry in entries]
    yaml = YAML()
    yaml.allow_unicode = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    buffer = io.BytesIO()
    buffer.write("# 附件登记：由工具写入；kind 种类、member 成员单位编号、date 日期、expiry 有效期截止日、sha256 内容校验\n".encode())
    yaml.dump({"attachments": rows}, buffer)
    write_atomic(dossier.attachments / INDEX, buffer.getvalue())
