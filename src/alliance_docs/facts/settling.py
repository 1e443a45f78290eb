"""What a user sets, as a change stores it: canonical paths and values as trees, on top of the facts of the day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from alliance_docs.errors import UserError
from alliance_docs.facts.assign import assign
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.fields import fields
from alliance_docs.facts.history_file import plain
from alliance_docs.facts.lookup import item_index, item_key, lookup
from alliance_docs.facts.paths import Item, Step, pattern_of, read_path, write_path
from alliance_docs.facts.text import LAWYER


def stored_path(facts: Facts, path: str) -> str:
    """Return the path under which a change stores the fact at *path*: members by id, a list without ids as a whole."""
    done: list[Step] = []
    for step in read_path(path):
        if isinstance(step, Item):
            if f"{pattern_of(done)}[].id" not in fields():
                break
            items: Any = lookup(facts, write_path(done)) or ()
            index = item_index(items, step.key)
            step = Item(step.key if index is None else item_key(items[index], index))
        done.append(step)
    return write_path(done)


def settle(facts: Facts, settings: Iterable[tuple[str, object]]) -> tuple[Facts, dict[str, Any]]:
    """Return *facts* with each (path, value) set in turn, and what a change stores of it. Raises UserError."""
    paths: dict[str, None] = {}
    for path, value in settings:
        if value == LAWYER:
            raise UserError(f"变更的内容不能写“{LAWYER}”", place=path, remedy="定下以后再记录")
        before = facts
        facts = assign(facts, path, value)
        if any(isinstance(step, Item) and step.key == "+" for step in read_path(path)):
            path = write_path(read_path(path)[: [isinstance(step, Item) and step.key == "+" for step in read_path(path)].index(True)])
        known = facts if value is not None else before
        paths[stored_path(known, path)] = None
    return facts, values_at(facts, paths)


def values_at(facts: Facts, paths: Iterable[str]) -> dict[str, Any]:
    """Return the values at *paths* as trees of text."""
    return {path: plain(lookup(facts, path)) for path in paths}


def read_setting(text: str, within: str = "") -> tuple[str, str]:
    """Return path and value of ``PATH=VALUE``; *within* is a record that the path may be relative to. Raises UserError."""
    path, equals, value = text.partition("=")
    path = path.strip()
    if not equals or not path:
        raise UserError(f"应写作 字段=值，发现“{text}”", remedy="例如 city=兰州市、contribution.cash=50万元")
    if within and pattern_of([*read_path(within), *read_path(path)]) in fields():
        return f"{within}.{path}", value
    return path, value
