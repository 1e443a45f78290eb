"""Conditions and defaults over the facts as they stand; undecided while they rest on an unknown fact."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Any

from alliance_docs.errors import UserError
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.record import Record
from alliance_docs.facts.shape import fields_of
from alliance_docs.facts.view import NoSuchFact, RecordView, Scope
from alliance_docs.jurisdictions.expressions import Expression, Undecided, compile_expression

ITEM = "item"
"""In a sub-question of a list, the record that is being asked about."""


class Truth(Enum):
    """The outcome of a condition."""

    YES = "yes"
    NO = "no"
    UNDECIDED = "undecided"


class Ground(Scope):
    """The names of one set of facts, made once for many expressions."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)

    @cached_property
    def _top(self) -> dict[str, Any]:
        return super().names()

    def names(self) -> dict[str, Any]:
        """Return the top names."""
        return self._top

    def record(self, record: Record, path: str) -> RecordView:
        """Return a record of a list as expressions see it."""
        return RecordView(self, record, type(record), path, "")


@dataclass(frozen=True)
class Wording:
    """A default put together from words and expressions: ``{lead.city}工业和信息化局``."""

    parts: tuple[str | Expression, ...]

    def value(self, ground: Ground, **extra: Any) -> str:
        """Return the text. Raises Undecided while a part is unknown."""
        return "".join(part if isinstance(part, str) else str(part.value(ground, **extra)) for part in self.parts)


Default = Expression | Wording


def compile_item(source: str, place: str, item: type[Record] | None) -> Expression:
    """Compile an expression in which ``item`` is a record of type *item*. Raises UserError with *place*."""
    if item is not None:
        for chain in re.findall(rf"(?<![\w.]){ITEM}((?:\.\w+)+)", source):
            _check_chain(chain.strip(".").split("."), item, place, source)
    return compile_expression(source, place, extra=(ITEM,) if item is not None else ())


def _check_chain(names: Sequence[str], model: type[Record], place: str, source: str) -> None:
    from alliance_docs.errors import nearest

    for name in names:
        shape = fields_of(model).get(name)
        if shape is None:
            raise UserError(f"表达式“{source}”：没有“{name}”这一项", place=place, remedy=nearest(name, fields_of(model)))
        if shape.record is None:
            return
        model = shape.record


def compile_wording(source: str, place: str, item: type[Record] | None) -> Wording:
    """Compile words with expressions in braces. Raises UserError with *place*."""
    parts: list[str | Expression] = []
    for at, part in enumerate(re.split(r"\{([^{}]*)\}", source)):
        if at % 2:
            parts.append(compile_item(part, place, item))
        elif part:
            parts.append(part)
    return Wording(tuple(parts))


def truth(expression: Expression | None, ground: Ground, item: RecordView | None = None) -> Truth:
    """Tell whether a condition holds; None always does."""
    if expression is None:
        return Truth.YES
    try:
        return Truth.YES if expression.value(ground, **_extra(item)) else Truth.NO
    except Undecided:
        return Truth.UNDECIDED
    except UserError as error:
        if isinstance(error.__cause__, NoSuchFact):
            return Truth.UNDECIDED
        raise


def computed(default: Default | None, ground: Ground, item: RecordView | None = None) -> object | None:
    """Return a default's value, or None when there is none or it rests on an unknown fact."""
    if default is None:
        return None
    try:
        value: object = as_typed(default.value(ground, **_extra(item)))
        return value
    except Undecided:
        return None


def _extra(item: RecordView | None) -> dict[str, Any]:
    return {} if item is None else {ITEM: item}


def as_typed(value: object) -> Any:
    """Return a value in the form people type and YAML holds: 是, 2026-11-22, 500000, 三分之二以上."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, tuple | list):
        return [as_typed(part) for part in value]
    return str(value)
