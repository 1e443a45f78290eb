"""The catalogue of fields, told from the fact models: label, help, kind and options of every path."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from alliance_docs.errors import UserError, nearest
from alliance_docs.facts.facts import Facts, Path
from alliance_docs.facts.members import MemberMark
from alliance_docs.facts.organs import OrganMark
from alliance_docs.facts.paths import pattern_of, read_path
from alliance_docs.facts.record import Record
from alliance_docs.facts.text import Line, Prose
from alliance_docs.facts.values import Count, Date, Figure, Flag, Money, Share, Threshold

Kind = Literal[
    "line", "prose", "money", "share", "threshold", "date", "flag", "count", "figure", "choice", "member", "organ", "id", "path", "record"
]

_KINDS: dict[Any, Kind] = {
    Line: "line",
    Prose: "prose",
    Money: "money",
    Share: "share",
    Threshold: "threshold",
    Date: "date",
    Flag: "flag",
    Count: "count",
    Figure: "figure",
    Path: "path",
}


@dataclass(frozen=True)
class Field:
    """One field of the facts.

    *path* is a pattern (``members[].name``). *many*: the value is a list of *kind*. *options* are the allowed words of
    a choice. *required* is true of internal ids only. *record* is the model behind kind ``record``.
    """

    path: str
    label: str
    help: str
    kind: Kind
    options: tuple[str, ...] = ()
    many: bool = False
    required: bool = False
    record: type[Record] | None = field(default=None, compare=False, repr=False)

    @property
    def name(self) -> str:
        """The last name of the path."""
        return self.path.removesuffix("[]").rpartition(".")[2]


def bare(annotation: Any) -> tuple[Any, bool]:
    """Return the annotation without ``None`` and without the tuple around it, and whether there was a tuple."""
    if get_origin(annotation) in (Union, types.UnionType):
        (annotation,) = (part for part in get_args(annotation) if part is not type(None))
    if get_origin(annotation) is tuple:
        return get_args(annotation)[0], True
    return annotation, False


def kind_of(annotation: Any) -> tuple[Kind, tuple[str, ...], type[Record] | None]:
    """Return the kind of a bare annotation, the words of a choice, and the model of a record."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return "record", (), annotation
    if get_origin(annotation) is Literal:
        return "choice", tuple(get_args(annotation)), None
    if get_origin(annotation) is Annotated:
        for mark in annotation.__metadata__:
            if isinstance(mark, MemberMark | OrganMark):
                return ("member" if isinstance(mark, MemberMark) else "organ"), (), None
    if annotation in _KINDS:
        return _KINDS[annotation], (), None
    raise TypeError(f"no kind of field for {annotation!r}")


def walk(model: type[Record], prefix: str) -> Iterator[Field]:
    """Yield every field of *model* below the pattern *prefix*, parents before children."""
    for name, info in model.model_fields.items():
        path = f"{prefix}.{name}" if prefix else name
        label, help_ = info.title or name, info.description or ""
        if name == "id":
            yield Field(path, "编号", "内部编号，以字母开头，确定后不要改动", "id", required=True)
            continue
        annotation, listed = bare(info.annotation)
        kind, options, record = kind_of(annotation)
        yield Field(path, label, help_, kind, options, listed, info.is_required(), record)
        if listed:
            yield Field(f"{path}[]", label, help_, kind, options, False, True, record)
        if record is not None:
            yield from walk(record, f"{path}[]" if listed else path)


@cache
def fields() -> Mapping[str, Field]:
    """Return every field by its path pattern, parents before children, in the order of the models."""
    return types.MappingProxyType({found.path: found for found in walk(Facts, "")})


@cache
def fields_in(prefix: str) -> tuple[Field, ...]:
    """Return the direct fields of the record at pattern *prefix* (``""`` for the root), in their order."""
    start = f"{prefix}." if prefix else ""
    return tuple(
        found
        for path, found in fields().items()
        if path.startswith(start) and not path.endswith("[]") and "." not in path[len(start) :]
    )


def field_of(path: str) -> Field:
    """Return the field at a concrete path or pattern. Raises UserError naming the nearest field."""
    pattern = pattern_of(read_path(path))
    found = fields().get(pattern)
    if found is None:
        raise unknown_field(path)
    return found


def unknown_field(path: str) -> UserError:
    """Return the error for a path that no field has, with the nearest one as remedy."""
    pattern = pattern_of(read_path(path))
    known = fields()
    parent, _, name = pattern.rpartition(".")
    if parent and parent not in known:
        return UserError(f"没有“{path}”这个字段", remedy=nearest(pattern, known))
    siblings = {found.name: found for found in fields_in(parent)}
    return UserError(f"没有“{name or path}”这个字段", place=path, remedy=nearest_field(name, siblings) or nearest(pattern, known))


def nearest_field(name: str, siblings: Mapping[str, Field]) -> str:
    """Return a remedy naming the sibling meant by *name*, compared with both field names and Chinese labels."""
    labels = {found.label: found.name for found in siblings.values()}
    if name in labels:
        return f"是否要写“{labels[name]}”？"
    return nearest(name, siblings)
