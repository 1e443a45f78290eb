"""What one change did to the facts, row by row, as the comparison table 变更对照表 prints it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from alliance_docs.facts import formats
from alliance_docs.facts.change import ChangedRow
from alliance_docs.facts.change_types import ChangeType, change_types
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.fields import field_of, fields
from alliance_docs.facts.holders import HOLDERS
from alliance_docs.facts.lookup import lookup
from alliance_docs.facts.paths import Item, pattern_of, read_path, write_path
from alliance_docs.facts.record import Record

Say = Callable[[str], str]
_REACHED = ("phone", "mobile", "email", "id_number")
_YUAN = "（元）"
"""The unit at the end of labels of money; the amounts here carry theirs."""


def rows_of(kind: ChangeType, before: Facts, after: Facts, paths: Mapping[str, Any], words: Mapping[str, str], member: str | None, say: Say) -> tuple[ChangedRow, ...]:
    """Return the fixed rows of the type, who holds the post, and each fact set that differs; equal ones are left out."""
    found = [ChangedRow(item=say(row.item), path=row.path, before=_fill(row.before, words), after=_fill(row.after, words)) for row in kind.rows]
    if kind.holder:
        path, holder = HOLDERS[kind.holder]
        old, new = holder(before, member), holder(after, member)
        if old != new:
            found.append(ChangedRow(item=say(kind.item), path=path.format(member=member), before=old or _nothing(), after=new or _nothing()))
    told = {row.path for row in found}
    said = {(row.item, row.before, row.after) for row in found}  # the holder's row and the fact behind it say the same
    for path in paths:
        for leaf in dict.fromkeys((*_leaves(before, path), *_leaves(after, path))):
            old, new = _differing(before, after, leaf)
            if old != new and leaf not in told and not _quiet(leaf):
                row = ChangedRow(item=say(item_of(before if _owned(before, leaf) else after, leaf)), path=leaf, before=old or _nothing(), after=new or _nothing())
                found += [row] if (row.item, row.before, row.after) not in said else []
    return tuple(found)


def item_of(facts: Facts, path: str) -> str:
    """Return what a fact is called in a table: its label, led by the name of the member or task it belongs to."""
    steps = read_path(path)
    label = field_of(path).label.removesuffix(_YUAN)
    owner = lookup(facts, write_path(steps[:2])) if len(steps) > 2 and isinstance(steps[1], Item) else None
    name = getattr(owner, "name", None) or getattr(owner, "title", None)
    if len(steps) > 2 and isinstance(steps[-2], str):
        label = field_of(write_path(steps[:-1])).label + label if label in ("姓名", "职务", "电话", "电子邮箱") else label
    return change_types().label.format(name=name, label=label) if name else label


def in_words(facts: Facts, path: str) -> str:
    """Return the fact at a concrete *path* as one reads it; empty while unknown."""
    return _said(facts, lookup(facts, path), field_of(path).path)


def _differing(before: Facts, after: Facts, path: str) -> tuple[str, str]:
    """The fact before and after, in words; of a list of records only those that differ, ways to reach people left out if they can be."""
    old, new = lookup(before, path), lookup(after, path)
    if not any(isinstance(value, tuple) and value and isinstance(value[0], Record) for value in (old, new)):
        return in_words(before, path), in_words(after, path)
    former, present = (value if isinstance(value, tuple) else () for value in (old, new))
    gone, come = (tuple(one for one in some if one not in others) for some, others in ((former, present), (present, former)))
    pattern = field_of(path).path
    short = _said(before, gone, pattern, _REACHED), _said(after, come, pattern, _REACHED)
    return short if short[0] != short[1] else (_said(before, gone, pattern), _said(after, come, pattern))


def _said(facts: Facts, value: object, pattern: str, without: tuple[str, ...] = ()) -> str:
    if value is None:
        return ""
    if isinstance(value, Record):
        parts = (_said(facts, part, f"{pattern}.{name}", without) for name, part in value.__dict__.items() if name not in ("id", *without))
        return "，".join(part for part in parts if part)
    if isinstance(value, tuple):
        parts = (_said(facts, part, f"{pattern}[]", without) for part in value)
        between = change_types().between if any(isinstance(part, Record) for part in value) else "、"
        return between.join(part for part in parts if part)
    if fields()[pattern].kind == "member":
        member = facts.member(str(value))
        return (member.name or member.id) if member else str(value)
    return formats.wan(value) if isinstance(value, Decimal) and fields()[pattern].kind == "money" else formats.standard(value)


def _leaves(facts: Facts, path: str) -> Iterator[str]:
    """Yield the single facts at and below a path; a list is one fact."""
    value = lookup(facts, path)
    if isinstance(value, Record):
        for name, part in value.__dict__.items():
            if part is not None and name != "id":
                yield from _leaves(facts, f"{path}.{name}")
    elif value is not None:
        yield path


def _owned(facts: Facts, path: str) -> bool:
    """Tell whether the member or task of a fact was there: a table names it as it was called before the change."""
    steps = read_path(path)
    return len(steps) > 2 and isinstance(steps[1], Item) and lookup(facts, write_path(steps[:2])) is not None


def _quiet(path: str) -> bool:
    return pattern_of(read_path(path)) in change_types().quiet


def _nothing() -> str:
    return change_types().nothing


def _fill(text: str, words: Mapping[str, str]) -> str:
    for name, said in words.items():
        text = text.replace(f"{{{name}}}", said)
    return text


def matter_of(kind: ChangeType, words: Mapping[str, str], say: Say) -> str:
    """Return the one line that says what changed; general words are said before names are put in."""
    return _fill(say(kind.matter), words)
