"""Setting one fact by its path: ``assign(facts, "members[m01].name", "甲公司")``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from alliance_docs.errors import UserError, UserErrors, nearest
from alliance_docs.facts.facts import UNSTORED, Facts
from alliance_docs.facts.fields import Field, field_of, fields, fields_in
from alliance_docs.facts.members import Person
from alliance_docs.facts.paths import Item, Step, read_path
from alliance_docs.facts.record import Record
from alliance_docs.facts.text import LAWYER as LAWYER
from alliance_docs.facts.text import normal_name
from alliance_docs.facts.tree import as_tree, expectation, free_id, pattern_at, read_tree, shown

_BETWEEN_WORDS = re.compile(r"[\n、，,；;]+")
_BETWEEN_NAMES = re.compile(r"[\n、；;]+")
_BETWEEN_LINES = re.compile(r"[\n；;]+")
_NAMING = ("name", "text", "title", "description")


def assign(facts: Facts, path: str, value: object) -> Facts:
    """Return the facts with *value* at *path*; None clears, and deletes an item of a list.

    Items are told by internal id, full name or index; ``[+]`` appends, a new internal id starts a record. Records on the
    way are made. Text is taken as people type it for every kind (``50万元``, ``是``, ``甲、乙`` for a list of choices or
    members, one item a line for other lists); 交律师定 leaves the question open. Raises UserError.
    """
    field = field_of(path)
    steps = read_path(path)
    if steps[0] == UNSTORED:
        raise UserError("变更不能作为事实填写", place=path, remedy="用 alliance-docs members 或者 changes 记录")
    tree = as_tree(facts)
    if isinstance(value, str):
        value = value.strip() or None
    left_open = value == LAWYER and field.kind not in ("id", "path")
    try:
        typed = None if left_open else as_typed(field, value)
    except UserError as error:
        raise UserError(error.message, place=path, remedy=error.remedy) from None
    done = _set(tree, tree, steps, (), typed, path)
    if left_open:
        tree["deferred"] = [*tree.get("deferred", ()), done]
    elif value is not None and done not in ("deferred", "skipped"):
        for name in ("deferred", "skipped"):
            tree[name] = [kept for kept in tree.get(name, ()) if not _within(kept, done)]
    found, faults = read_tree(tree)
    if faults:
        raise UserErrors(UserError(f.message, place=f.path or path, remedy=f.remedy) for f in faults)
    return found


def _within(path: str, whole: str) -> bool:
    return path == whole or path.startswith((f"{whole}.", f"{whole}["))


def _set(root: dict[str, Any], node: Any, steps: Sequence[Step], done: tuple[str | int, ...], value: Any, path: str) -> str:
    """Set *value* below *node* in place; return the canonical path that was set."""
    step, rest = steps[0], steps[1:]
    place: str | int
    if isinstance(step, Item):
        index = _item(root, node, step.key, done, path)
        place = index
        written = f"[{node[index].get('id', index) if isinstance(node[index], dict) else index}]"
        if not rest and value is None:
            del node[index]
            return written
        if not rest and isinstance(value, dict) and isinstance(node[index], dict) and "id" in node[index]:
            value.setdefault("id", node[index]["id"])
    else:
        place = step
        written = f".{step}" if done else step
    if not rest:
        if value is None:
            node.pop(place, None)
        else:
            node[place] = _numbered(root, (*done, place), value)
        return written
    if isinstance(place, str):
        node.setdefault(place, [] if isinstance(rest[0], Item) else {})
    return written + _set(root, node[place], rest, (*done, place), value, path)


def _item(root: dict[str, Any], items: list[Any], key: str, done: tuple[str | int, ...], path: str) -> int:
    pattern = pattern_at(done)
    record = fields()[f"{pattern}[]"].kind == "record"
    has_id = f"{pattern}[].id" in fields()
    if key == "+" or (key.isdecimal() and int(key) == len(items)):
        items.append({"id": free_id(root, (*done, len(items)))} if has_id else {} if record else None)
        return len(items) - 1
    if key.isdecimal() and int(key) < len(items):
        return int(key)
    wanted = normal_name(key)
    for index, item in enumerate(items):
        if isinstance(item, dict) and has_id and (item.get("id") == key or normal_name(str(item.get("name", ""))) == wanted):
            return index
    if has_id and re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{0,31}", key):
        items.append({"id": key})
        return len(items) - 1
    known = [str(item.get(name)) for item in items if isinstance(item, dict) for name in ("id", "name") if item.get(name)]
    remedy = nearest(key, known) or f"现有 {len(items)} 项；[+] 在末尾添加"
    raise UserError(f"没有“{key}”这一项", place=path, remedy=remedy)


def _numbered(root: dict[str, Any], done: tuple[str | int, ...], value: Any) -> Any:
    """Give every new record of a list with internal ids its id."""
    if len(done) == 1 and isinstance(value, list) and f"{done[0]}[].id" in fields():
        for item in value:
            if isinstance(item, dict) and "id" not in item:
                item["id"] = free_id({str(done[0]): [*value, *root.get(str(done[0]), ())]}, (*done, 0))
    return value


def as_typed(field: Field, value: object) -> Any:
    """Return *value* as the tree takes it: text split into items, records from dicts, choices in their exact words."""
    if value is None:
        return None
    if field.many:
        return _items(field, value)
    if field.kind == "record":
        return _record(field, value)
    if field.kind == "choice" and isinstance(value, str):
        wanted = normal_name(value)
        return next((option for option in field.options if normal_name(option) == wanted), value)
    return value


def _items(field: Field, value: object) -> list[Any]:
    element = fields()[f"{field.path}[]"]
    if isinstance(value, str):
        if value in ("无", "[]"):
            return []
        between = {"choice": _BETWEEN_WORDS, "member": _BETWEEN_NAMES}.get(field.kind, _BETWEEN_LINES)
        value = [part.strip() for part in between.split(value) if part.strip()]
    if not isinstance(value, list | tuple):
        raise UserError(f"{field.label}：发现{shown(value)}，{expectation(field)}")
    return [as_typed(element, item) for item in value]


def _record(field: Field, value: object) -> dict[str, Any]:
    if isinstance(value, Record):
        return as_tree(value)
    known = {found.name: found for found in fields_in(field.path)}
    if isinstance(value, str):
        name = next((name for name in _NAMING if name in known), None)
        if name and (field.path.endswith("[]") or field.record is Person):
            return {name: value}
    if not isinstance(value, Mapping):
        raise UserError(f"{field.label}：发现{shown(value)}，{expectation(field)}")
    return {
        key: as_typed(known[key], part) if key in known else part for key, part in value.items() if part is not None or key not in known
    }
