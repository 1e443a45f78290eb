"""Read-only views of the facts for templates and expressions.

A value carries its path; an unknown one prints as a blank and refuses to be decided on (design decisions 4–6).
No view has a public method or attribute that is not a fact: what the sandbox hands to strangers is only this.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from alliance_docs.errors import AllianceDocsError, nearest
from alliance_docs.facts.change import Change
from alliance_docs.facts.derived import ATTRIBUTES, ROOTS, derived_shape
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.members import Member
from alliance_docs.facts.record import Record
from alliance_docs.facts.shape import Shape, fields_of


class Undecided(AllianceDocsError):
    """A decision was asked of an unknown fact: *options* are the values it may take (empty: not a closed list)."""

    def __init__(self, path: str, label: str, options: tuple[Any, ...] = ()) -> None:
        self.path, self.label, self.options = path, label, options
        super().__init__(f"{label}（{path}）尚未确定")


class NoSuchFact(AllianceDocsError):
    """A name that is no fact; the message names the nearest."""


class Value:
    """A known plain value with its path. Compares as the value itself."""

    __slots__ = ("_label", "_path", "_value")

    def __init__(self, value: Any, path: str, label: str) -> None:
        self._value, self._path, self._label = value, path, label

    def __eq__(self, other: object) -> bool:
        return bool(self._value == unwrap(other))

    def __lt__(self, other: Any) -> bool:
        return bool(self._value < unwrap(other))

    def __le__(self, other: Any) -> bool:
        return bool(self._value <= unwrap(other))

    def __gt__(self, other: Any) -> bool:
        return bool(self._value > unwrap(other))

    def __ge__(self, other: Any) -> bool:
        return bool(self._value >= unwrap(other))

    def __hash__(self) -> int:
        return hash(self._value)

    def __bool__(self) -> bool:
        return bool(self._value)

    def __len__(self) -> int:
        return len(self._value)

    def __contains__(self, part: object) -> bool:
        return unwrap(part) in self._value

    def __str__(self) -> str:
        return str(self._value)


class Unknown:
    """An unknown value: prints as a blank; every question about it raises :class:`Undecided`."""

    __slots__ = ("_label", "_options", "_path")

    def __init__(self, path: str, label: str, options: tuple[Any, ...] = ()) -> None:
        self._path, self._label, self._options = path, label, options

    def _refuse(self, *_: object) -> Any:
        raise Undecided(self._path, self._label, self._options)

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __bool__ = __len__ = __contains__ = __iter__ = __hash__ = _refuse


class RecordView:
    """A record seen read-only. Printing one that has a name prints the name."""

    __slots__ = ("_label", "_model", "_path", "_record", "_scope")

    def __init__(self, scope: Scope, record: Record | None, model: type[Record], path: str, label: str) -> None:
        self._scope, self._record, self._model, self._path, self._label = scope, record, model, path, label

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._scope._attribute(self, name)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, RecordView):
            return NotImplemented
        for view in (self, other):
            if view._record is None:
                raise Undecided(view._path, view._label)
        return self._path == other._path

    def __hash__(self) -> int:
        return hash(self._path)

    def __bool__(self) -> bool:
        if self._record is None:
            raise Undecided(self._path, self._label)
        return True


class ListView:
    """A list seen read-only. Unknown: going through it gives one element of blanks, counting it is refused."""

    __slots__ = ("_elements", "_label", "_path")

    def __init__(self, elements: tuple[Any, ...] | None, path: str, label: str, blank: Any = None) -> None:
        self._elements = elements if elements is not None else None
        self._path, self._label = path, label
        if elements is None:
            self._elements = _BlankOnce((blank,))

    @property
    def _known(self) -> bool:
        return not isinstance(self._elements, _BlankOnce)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._elements or ())

    def __len__(self) -> int:
        if not self._known:
            raise Undecided(self._path, self._label)
        return len(self._elements or ())

    def __bool__(self) -> bool:
        return len(self) > 0

    def __contains__(self, element: object) -> bool:
        len(self)
        return any(unwrap(mine) == unwrap(element) for mine in self)

    def __getitem__(self, index: int) -> Any:
        return tuple(self)[index]


class _BlankOnce(tuple[Any, ...]):
    """The single blank element of an unknown list."""


def unwrap(view: object) -> Any:
    """Return the plain value behind a view (a member's id for a member); raises Undecided on an unknown one."""
    if isinstance(view, Value):
        return view._value
    if isinstance(view, Unknown):
        raise Undecided(view._path, view._label, view._options)
    if isinstance(view, RecordView):
        if view._record is None:
            raise Undecided(view._path, view._label)
        return getattr(view._record, "id", view._record)
    if isinstance(view, ListView):
        len(view)
        return tuple(unwrap(element) for element in view)
    return view


def is_known(view: object) -> bool:
    """Tell whether a view holds something, without deciding anything."""
    if isinstance(view, Unknown):
        return False
    if isinstance(view, RecordView):
        return view._record is not None
    if isinstance(view, ListView):
        return view._known
    return True


class Scope:
    """All names a template may use, over one set of facts. *overrides* tries out values for unknown facts."""

    def __init__(self, facts: Facts, overrides: Mapping[str, Any] | None = None) -> None:
        self.facts = facts
        self.overrides = dict(overrides or {})
        self._names: dict[str, Any] | None = None

    def with_override(self, path: str, value: Any) -> Scope:
        """Return the same scope in which the unknown fact at *path* is taken to be *value*."""
        return Scope(self.facts, {**self.overrides, path: value})

    def names(self) -> dict[str, Any]:
        """Return the top names: facts, computed names, ``pending``. Computed once for a scope."""
        if self._names is None:
            self._names = self._top_names()
        return self._names

    def _top_names(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, shape in fields_of(Facts).items():
            if name in ("deferred", "skipped"):
                continue
            value: Any = getattr(self.facts, name)
            if name == "members" and value is not None:
                value = self.facts.active_members
            found[name] = self._view(value, shape, name)
        for name, derived in ROOTS.items():
            found[name] = self._view(derived.compute(self.facts, None), derived_shape(derived), name)
        found["pending"] = Pending(self)
        return found

    def _attribute(self, view: RecordView, name: str) -> Any:
        shape = fields_of(view._model).get(name)
        derived = ATTRIBUTES.get(view._model, {}).get(name)
        record = view._record
        if shape is None and derived is None:
            known = [*fields_of(view._model), *ATTRIBUTES.get(view._model, {})]
            raise NoSuchFact(f"{view._path or view._label} 没有“{name}”这一项。{nearest(name, known)}")
        path = f"{view._path}.{name}"
        if shape is not None:
            value = getattr(record, name) if record is not None else None
        else:
            assert derived is not None
            shape = derived_shape(derived)
            value = derived.compute(self.facts, record) if record is not None else None
        if value is None and path in self.overrides:
            value = self.overrides[path]
        label = shape.label if record is not None else _label_within(view, shape.label)
        return self._view(value, shape, path, label)

    def _view(self, value: Any, shape: Shape, path: str, label: str | None = None) -> Any:
        label = label or shape.label
        if shape.element is not None:
            element = shape.element
            if value is None:
                return ListView(None, path, label, self._view(None, element, f"{path}[?]", _element_label(element, label)))
            return ListView(
                tuple(self._view(part, element, _element_path(path, part, index), label) for index, part in enumerate(value)),
                path,
                label,
            )
        if shape.reference:
            member = self.facts.member(value) if value is not None else None
            return RecordView(self, member, Member, f"members[{member.id}]" if member else path, label)
        if shape.record is not None:
            model = shape.record if value is None else type(value)
            if isinstance(value, Member):
                path = f"members[{value.id}]"
            elif isinstance(value, Change):
                path = f"changes[{value.id}]"
            return RecordView(self, value, model, path, label)
        if value is None:
            return Unknown(path, label, shape.options)
        return Value(value, path, label)


class Pending:
    """True while the alliance awaits approval and is founded only after it (AMB-35)."""

    __slots__ = ("_scope",)

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def __bool__(self) -> bool:
        facts = self._scope.facts
        order = facts.formation.order if facts.formation else None
        order = order or self._scope.overrides.get("formation.order")
        dates = facts.dates
        if dates and dates.approval and not (dates.filing and dates.approval > dates.filing):
            return False  # papers filed before the approval speak as of their filing
        if dates and (approved := dates.approval) and any(one.on and one.on >= approved for one in facts.changes or ()):
            return False  # these facts are of a day after it
        if order is None:
            shape = fields_of(Facts)["formation"].record
            assert shape is not None
            asked = fields_of(shape)["order"]
            raise Undecided("formation.order", asked.label, asked.options)
        return bool(order == "先报批后成立")


def _element_path(path: str, part: Any, index: int) -> str:
    key = getattr(part, "id", None)
    return f"{path}[{key if key is not None else index}]"


def _element_label(element: Shape, label: str) -> str:
    return element.label if element.plain else label


_TOP = frozenset(fields_of(Facts)) | {"counts", "totals"}


def _label_within(view: RecordView, label: str) -> str:
    """Say whose field is missing where the record itself is unknown: 联盟办公室承担单位的住所."""
    if view._path in _TOP or view._path.endswith("[?]") or label.startswith(view._label):
        return label
    if label in ("单位全称", "单位名称", "姓名"):
        return view._label if label != "姓名" else f"{view._label}姓名"
    return f"{view._label.rpartition('的')[2]}的{label}"
