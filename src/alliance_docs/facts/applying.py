"""Setting facts by path without going through the whole: only the records on the way are made anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from alliance_docs.facts.assign import assign
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.fields import field_of
from alliance_docs.facts.lookup import item_index
from alliance_docs.facts.members import Member
from alliance_docs.facts.paths import Item, Step, read_path
from alliance_docs.facts.record import Record


class _Elsewhere(Exception):
    """The quick way does not reach the place, or the value does not fit: ``assign`` says why, or does it."""


def with_values(facts: Facts, values: Mapping[str, Any]) -> Facts:
    """Return *facts* with each value, a tree, at its concrete path; None clears or deletes an item. Raises UserError."""
    for path, value in values.items():
        field_of(path)
        try:
            facts = _put(facts, read_path(path), value)
        except (_Elsewhere, ValidationError):
            facts = assign(facts, path, value)
    return facts


def with_member(facts: Facts, tree: Mapping[str, Any]) -> Facts:
    """Return *facts* with a new member at the end. Raises ValidationError or ValueError when the tree is no member."""
    member = Member.model_validate(dict(tree))
    if any(one.id == member.id for one in facts.members or ()):
        raise ValueError(member.id)
    return facts.model_copy(update={"members": (*(facts.members or ()), member)})


def _put(record: Any, steps: Sequence[Step], value: Any) -> Any:
    """Validate the one record in which *value* lands; the records above it only take the new part in."""
    name, *rest = steps
    if not isinstance(name, str) or not isinstance(record, Record):
        raise _Elsewhere
    old = getattr(record, name)
    if rest and isinstance(rest[0], Item):
        index = item_index(old or (), rest[0].key)
        if index is None:
            raise _Elsewhere
        if rest[1:]:
            return record.model_copy(update={name: (*old[:index], _put(old[index], rest[1:], value), *old[index + 1 :])})
        if value is None:
            return record.model_copy(update={name: (*old[:index], *old[index + 1 :])})
        if isinstance(value, Mapping) and hasattr(old[index], "id"):
            value = {**value, "id": old[index].id}
        return type(record).model_validate({**record.__dict__, name: [*old[:index], value, *old[index + 1 :]]})
    if rest:
        new = _put(old, rest, value)
        return record.model_copy(update={name: None if all(part is None for part in new.__dict__.values()) else new})
    return type(record).model_validate({**record.__dict__, name: value})
