"""changes.yaml as text: entries read with their lines, checked against their chain, and one more entry written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, get_args

from pydantic import ValidationError

from alliance_docs.errors import UserError, nearest
from alliance_docs.facts.change import DecidingOrgan, Kind, Resolution
from alliance_docs.facts.history import CHANGES_FILE, Event
from alliance_docs.facts.record import Record
from alliance_docs.facts.tree import as_tree, text_of
from alliance_docs.facts.values import read_date
from alliance_docs.facts.yaml_nodes import Source, read_source
from alliance_docs.facts.yaml_render import scalar
from alliance_docs.resources import data_folder

_ROOT = "changes"
_KEYS = ("id", "kind", "type", "on", "member", "successor", "organ", "resolution", "reason", "undoes", "papers", "add", "set", "was", "recorded", "follows", "check")
_NEEDED = ("id", "kind", "type", "on", "recorded", "follows", "check")
_RESTORE = "从 .pristine/changes.yaml 或者备份恢复；确需改动的，恢复后用 changes undo 撤销再重新记录"


def read_events(text: str, name: str = CHANGES_FILE) -> tuple[Event, ...]:
    """Return the entries of *text* in their order. Raises UserError with the line of the first that is not as it was written."""
    source = read_source(text.removeprefix("\ufeff"), name)
    if source.faults:
        fault = min(source.faults, key=lambda one: source.line(one.loc))
        raise UserError(fault.message, place=f"{name}:{source.line(fault.loc)}", remedy=_RESTORE)
    for key in source.tree:
        if key != _ROOT:
            raise UserError(f"没有“{key}”这一项，开头只有 changes", place=f"{name}:{source.line((key,))}", remedy=_RESTORE)
    rows = source.tree.get(_ROOT)
    if rows is None:
        rows = []
    if not isinstance(rows, list):
        raise UserError("changes 应为列表，每条记录以“- ”开头", place=f"{name}:{source.line((_ROOT,))}", remedy=_RESTORE)
    events: list[Event] = []
    for index, row in enumerate(rows):
        events.append(_event(row, index, source, name, events[-1] if events else None))
    return tuple(events)


def _event(row: Any, index: int, source: Source, name: str, previous: Event | None) -> Event:
    line = source.line((_ROOT, index))
    place = f"{name}:{line}"
    if not isinstance(row, dict):
        raise UserError(f"第 {index + 1} 条应为一组字段", place=place, remedy=_RESTORE)
    place = f"{place} {row['id']}" if isinstance(row.get("id"), str) else place
    for key in row:
        if key not in _KEYS:
            where = f"{name}:{source.line((_ROOT, index, key))} {row.get('id', '')}".rstrip()
            raise UserError(f"变更记录没有“{key}”这个字段", place=where, remedy=nearest(key, _KEYS) or _RESTORE)
    missing = [key for key in _NEEDED if row.get(key) is None and not (key == "follows" and previous is None)]
    if missing:
        raise UserError(f"第 {index + 1} 条缺少 {'、'.join(missing)}", place=place, remedy=_RESTORE)
    if row["id"] != next_id(index):
        raise UserError(f"第 {index + 1} 条的编号应为 {next_id(index)}，发现“{row['id']}”；有记录被删去、添加或者调换", place=place, remedy=_RESTORE)
    try:
        event = _typed(row, line)
    except ValidationError as error:
        raise UserError(f"{error.errors()[0]['loc'][0]}：内容有误", place=place, remedy=_RESTORE) from error
    except ValueError as error:
        raise UserError(str(error), place=place, remedy=_RESTORE) from error
    if event.follows != (previous.check if previous else ""):
        raise UserError("与上一条记录接不上，上一条被改动、删去或者调换过", place=place, remedy=_RESTORE)
    if event.check != checksum(row):
        raise UserError("这一条记录的内容被改动过", place=place, remedy=_RESTORE)
    return event


def _typed(row: Mapping[str, Any], line: int) -> Event:
    kind, organ = row["kind"], row.get("organ")
    if kind not in get_args(Kind):
        raise ValueError(f"kind 应为 {'、'.join(get_args(Kind))} 之一，发现“{kind}”")
    if organ is not None and organ not in get_args(DecidingOrgan):
        raise ValueError(f"organ 应为 {'、'.join(get_args(DecidingOrgan))} 之一，发现“{organ}”")
    for key, wanted in (("set", dict), ("was", dict), ("add", dict), ("resolution", dict), ("papers", list)):
        if row.get(key) is not None and not isinstance(row[key], wanted):
            raise ValueError(f"{key} 应为{'一组字段' if wanted is dict else '列表'}")
    for key in _KEYS:
        if key not in ("set", "was", "add", "resolution", "papers") and not isinstance(row.get(key), str | None):
            raise ValueError(f"{key} 应为一个值")
    days = {}
    for key in ("on", "recorded"):
        try:
            days[key] = read_date(row[key])
        except ValueError as error:
            raise ValueError(f"{key}：发现“{row[key]}”，{error}") from error
    return Event(
        id=row["id"],
        kind=kind,
        type=row["type"],
        on=days["on"],
        recorded=days["recorded"],
        reason=row.get("reason") or "",
        member=row.get("member"),
        successor=row.get("successor"),
        organ=organ,
        resolution=Resolution.model_validate(row["resolution"]) if row.get("resolution") else None,
        undoes=row.get("undoes"),
        papers=tuple(row.get("papers") or ()),
        sets=row.get("set") or {},
        was=row.get("was") or {},
        add=row.get("add"),
        follows=row.get("follows") or "",
        check=row["check"],
        line=line,
    )


def next_id(number: int) -> str:
    """Return the id of the entry at index *number*: c001 for 0."""
    return f"c{number + 1:03}"


def checksum(row: Mapping[str, Any]) -> str:
    """Return the first 12 hexadecimal digits of the SHA-256 of an entry's canonical JSON, its own ``check`` left out."""
    kept = {key: value for key, value in row.items() if key != "check" and value is not None}
    return hashlib.sha256(json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()[:12]


def with_event(text: str, event: Event) -> tuple[str, Event]:
    """Return *text* (empty: a new file) with *event* as its last entry, and the event as it reads back.

    The event is given its id, ``follows`` and ``check``; every character before stays. Raises UserError when *text* is not sound.
    """
    events = read_events(text)
    text = text or _head()
    if not events and f"\n{_ROOT}:" not in f"\n{text}":
        text = f"{text.rstrip()}\n\n{_ROOT}:\n" if text.strip() else f"{_ROOT}:\n"
    row = _row(event, next_id(len(events)), events[-1].check if events else "")
    row["check"] = checksum(row)
    first, *rest = _mapping(row, 4)
    text = text if text.endswith("\n") else f"{text}\n"
    text += "\n".join(["", f"  - {first[4:]}", *rest]) + "\n"
    return text, read_events(text)[-1]


def _head() -> str:
    head = (data_folder("templates") / "common" / "changes" / "changes-yaml.txt").read_text(encoding="utf-8").strip()
    return "\n".join(f"# {row}".rstrip() for row in head.splitlines()) + f"\n\n{_ROOT}:\n"


def _row(event: Event, new_id: str, follows: str) -> dict[str, Any]:
    told = {
        "id": new_id,
        "kind": event.kind,
        "type": event.type,
        "on": event.on,
        "member": event.member,
        "successor": event.successor,
        "organ": event.organ,
        "resolution": as_tree(event.resolution) if event.resolution else None,
        "reason": event.reason or None,
        "undoes": event.undoes,
        "papers": list(event.papers) or None,
        "add": event.add,
        "set": event.sets or None,
        "was": event.was or None,
        "recorded": event.recorded,
        "follows": follows or None,
    }
    return {key: plain(value) for key, value in told.items() if value is not None}


def plain(value: Any) -> Any:
    """Return a tree whose values are all text, as YAML text reads back; ``None`` stays."""
    if isinstance(value, Record):
        value = as_tree(value)
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return None if value is None else text_of(value)


def _mapping(tree: Mapping[str, Any], indent: int) -> list[str]:
    rows: list[str] = []
    for key, value in tree.items():
        rows += _pair(key if key.isidentifier() else scalar(key), value, indent)
    return rows


def _pair(key: str, value: Any, indent: int) -> list[str]:
    pad = " " * indent
    if isinstance(value, dict) and value:
        return [f"{pad}{key}:", *_mapping(value, indent + 2)]
    if isinstance(value, list) and value:
        return [f"{pad}{key}:", *(row for item in value for row in _bullet(item, indent + 2))]
    if isinstance(value, dict | list):
        return [f"{pad}{key}: {'{}' if isinstance(value, dict) else '[]'}"]
    return [f"{pad}{key}:" if value is None else f"{pad}{key}: {scalar(value)}"]


def _bullet(item: Any, indent: int) -> list[str]:
    pad = " " * indent
    if isinstance(item, dict) and item:
        first, *rest = _mapping(item, indent + 2)
        return [f"{pad}- {first[indent + 2 :]}", *rest]
    return [f"{pad}- {scalar(item)}"]
