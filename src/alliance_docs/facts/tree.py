"""Facts as a tree of plain dicts and lists, and back: the step between models and text, with every fault explained."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from alliance_docs.errors import nearest
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.fields import Field, fields, fields_in, nearest_field
from alliance_docs.facts.lookup import item_key
from alliance_docs.facts.record import Record
from alliance_docs.facts.values import Share, Threshold

Loc: TypeAlias = tuple[str | int, ...]
"""A place in the tree: names and indexes."""


@dataclass(frozen=True)
class Fault:
    """What is wrong at one place: *path* as the user writes it, one clause of *message*, *remedy*, and a second place."""

    loc: Loc
    path: str
    message: str
    remedy: str = ""
    other: Loc | None = None


def as_tree(record: Record) -> dict[str, Any]:
    """Return a record as dicts and lists of values; what is unknown is left out."""
    tree: dict[str, Any] = {}
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, Record):
            tree[name] = as_tree(value)
        elif isinstance(value, tuple):
            tree[name] = [as_tree(item) if isinstance(item, Record) else item for item in value]
        elif value is not None:
            tree[name] = value
    return tree


def text_of(value: object) -> str:
    """Return a single value as it is written in alliance.yaml: 是, 500000, 2026-11-22, 30%, 三分之二以上."""
    match value:
        case bool():
            return "是" if value else "否"
        case dt.date():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case str() | int() | Share() | Threshold():
            return str(value)
    raise TypeError(f"not a fact value: {value!r}")


def read_tree(tree: Mapping[str, Any]) -> tuple[Facts, list[Fault]]:
    """Return the facts of a tree and its faults; what is faulty is left out of the facts."""
    copy = _copied(tree)
    faults = _repeated_ids(copy)
    for fault in faults:
        _drop(copy, fault.loc)
    try:
        return Facts.model_validate(copy), faults
    except ValidationError as error:
        found = [_explained(detail, copy) for detail in error.errors(include_url=False)]
    for fault in found:
        _drop(copy, fault.loc)
    try:
        facts = Facts.model_validate(copy)
    except ValidationError:
        facts = Facts()
    return facts, faults + found


def _copied(node: Any) -> Any:
    if isinstance(node, Mapping):
        return {key: _copied(value) for key, value in node.items()}
    if isinstance(node, list | tuple):
        return [_copied(value) for value in node]
    return node


def _drop(tree: Any, loc: Loc) -> None:
    """Leave out what is faulty without moving anything else: a list goes as a whole, an id gives way to a stand-in."""
    while loc and isinstance(loc[-1], int):
        loc = loc[:-1]
    *parents, last = loc or ("",)
    try:
        for step in parents:
            tree = tree[step]
        if last == "id":
            tree["id"] = "x" + "-".join(map(str, parents))
        else:
            del tree[last]
    except (KeyError, IndexError, TypeError):
        return


def _repeated_ids(tree: Any) -> list[Fault]:
    faults: list[Fault] = []
    for name, items in tree.items() if isinstance(tree, dict) else ():
        seen: dict[str, int] = {}
        for index, item in enumerate(items if isinstance(items, list) else ()):
            key = item.get("id") if isinstance(item, dict) else None
            if not isinstance(key, str):
                continue
            if key in seen:
                faults.append(
                    Fault((name, index, "id"), f"{name}[{index}].id", f"编号“{key}”重复", "各项的编号应当各不相同", (name, seen[key], "id"))
                )
            seen.setdefault(key, index)
    return faults


def path_of(loc: Sequence[str | int], tree: Any) -> str:
    """Return the path of a place as users write it: items by internal id where they have one, else by index."""
    text = ""
    for step in loc:
        if isinstance(step, int):
            item = tree[step] if isinstance(tree, list) and step < len(tree) else None
            key = item.get("id") if isinstance(item, dict) else item_key(item, step)
            text += f"[{key if isinstance(key, str) and key else step}]"
            tree = item
        else:
            text += f".{step}" if text else step
            tree = tree.get(step) if isinstance(tree, dict) else None
    return text


def pattern_at(loc: Loc) -> str:
    """Return the pattern of a place in the tree: ``members[].name``."""
    text = ""
    for step in loc:
        text += "[]" if isinstance(step, int) else f".{step}" if text else step
    return text


def shown(value: object) -> str:
    """Return a value as an error message shows it, shortened."""
    match value:
        case None:
            return "空"
        case Mapping() | Record():
            return "一组字段"
        case list() | tuple():
            return "一个列表"
        case bool() | int() | dt.date() | Decimal() | Share() | Threshold():
            return f"“{text_of(value)}”"
    text = str(value)
    return f"“{text if len(text) <= 40 else text[:40] + '…'}”"


_SHAPES = {
    "line": "应为一行文字",
    "prose": "应为文字",
    "member": "应为成员单位的编号或者全称",
    "organ": "应为机构的编号",
    "id": "应为编号：以字母开头，只用字母、数字、- 和 _，不超过 32 个字符",
    "money": "应为金额，例如 500000、50万元",
    "share": "应为比例，例如 30%、1/3",
    "threshold": "应为表决比例，例如 过半数、三分之二以上",
    "date": "应为日期，例如 2026-11-22",
    "flag": "应为“是”或者“否”",
    "count": "应为整数，例如 12",
    "figure": "应为数字，例如 1286.5",
    "path": "应为事实的路径，不超过 200 个字符",
    "record": "应为一组字段",
}


def expectation(field: Field) -> str:
    """Return what the field takes, as the second half of an error message."""
    if field.many:
        return "应为列表，每项一行，以“- ”开头"
    if field.kind == "choice":
        return "应为以下之一：" + "、".join(field.options)
    return _SHAPES[field.kind]


def _explained(detail: ErrorDetails, tree: Any) -> Fault:
    loc: Loc = tuple(detail["loc"])
    path = path_of(loc, tree)
    value = detail["input"]
    field = fields().get(pattern_at(loc))
    if detail["type"] == "extra_forbidden":
        parent = pattern_at(loc[:-1])
        name = str(loc[-1])
        siblings = {found.name: found for found in fields_in(parent)}
        remedy = _elsewhere(name) or nearest_field(name, siblings) or "可用的字段：" + "、".join(siblings)
        return Fault(loc, path, f"没有“{name}”这个字段", remedy)
    if detail["type"] == "missing":
        return Fault(loc, path, "缺少编号 id", f"补一行 id: {free_id(tree, loc)}")
    if field is None:  # a fault of the whole
        return Fault(loc, path, f"{shown(value)}不合要求，应为字段名和值")
    cause = detail.get("ctx", {}).get("error")
    expected = str(cause) if detail["type"] == "value_error" and not isinstance(value, Mapping | list) else expectation(field)
    remedy = nearest(str(value), field.options) if field.kind == "choice" and not field.many else ""
    return Fault(loc, path, f"{field.label}：发现{shown(value)}，{expected}", remedy)


def _elsewhere(name: str) -> str:
    homes = [path for path in fields() if path.rpartition(".")[2] == name]
    return f"“{name}”应写在 {homes[0].rpartition('.')[0]} 之下" if len(homes) == 1 and "." in homes[0] else ""


_PREFIXES = {"members": "m", "tasks": "t", "organs": "o"}


def free_id(tree: Any, loc: Loc) -> str:
    """Return the next free internal id of the list that *loc* (``("members", 3, "id")``) lies in: m04."""
    name = str(loc[0])
    items = tree.get(name) if isinstance(tree, Mapping) else None
    prefix = _PREFIXES.get(name, "x")
    taken = [str(item.get("id", "")) for item in items or () if isinstance(item, Mapping)]
    numbers = [int(key[len(prefix) :]) for key in taken if key.startswith(prefix) and key[len(prefix) :].isdecimal()]
    return f"{prefix}{max(numbers, default=0) + 1:02}"
