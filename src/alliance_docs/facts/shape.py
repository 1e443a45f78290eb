"""The shape of the facts as templates see it: record, list, member reference or plain value; labels and options."""

from __future__ import annotations

import types
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from alliance_docs.facts.members import Member, MemberMark
from alliance_docs.facts.record import Record
from alliance_docs.facts.values import read_flag


@dataclass(frozen=True)
class Shape:
    """What stands behind a name: *record* model, *element* shape of a list, or a plain value with *options*."""

    label: str
    record: type[Record] | None = None
    element: Shape | None = None
    reference: bool = False
    options: tuple[Any, ...] = ()

    @property
    def plain(self) -> bool:
        """True for a value that prints as text."""
        return self.record is None and self.element is None


def _unwrap(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    """Strip Optional and Annotated; return the inner type and all metadata met on the way."""
    metadata: tuple[Any, ...] = ()
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            metadata += tuple(annotation.__metadata__)
            annotation = annotation.__origin__
        elif origin in (Union, types.UnionType):
            rest = [part for part in get_args(annotation) if part is not type(None)]
            if len(rest) != 1:
                return annotation, metadata
            annotation = rest[0]
        else:
            return annotation, metadata


def shape_of(annotation: Any, label: str, metadata: tuple[Any, ...] = ()) -> Shape:
    """Return the shape of a field's *annotation*."""
    inner, found = _unwrap(annotation)
    metadata = metadata + found
    if any(isinstance(mark, MemberMark) or mark is MemberMark for mark in metadata):
        return Shape(label, record=Member, reference=True)
    if get_origin(inner) is tuple:
        return Shape(label, element=shape_of(get_args(inner)[0], label))
    if isinstance(inner, type) and issubclass(inner, Record):
        return Shape(label, record=inner)
    if get_origin(inner) is Literal:
        return Shape(label, options=get_args(inner))
    if any(getattr(mark, "func", None) is read_flag for mark in metadata):
        return Shape(label, options=(True, False))
    return Shape(label)


@cache
def fields_of(model: type[Record]) -> dict[str, Shape]:
    """Return the shapes of a record's fields by name."""
    return {
        name: shape_of(info.annotation, info.title or name, tuple(info.metadata))
        for name, info in model.model_fields.items()
    }
