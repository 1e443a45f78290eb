"""Check every name of a template or expression against the fact models, in all branches, before anything runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import jinja2
from jinja2 import nodes

from alliance_docs.errors import UserError, nearest
from alliance_docs.facts.derived import ATTRIBUTES, ROOTS
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.shape import Shape, fields_of, shape_of
from alliance_docs.jurisdictions.filters import FILTERS

ANY = Shape("")
LOOP = Shape("loop")
_LOOP_NAMES = ("index", "index0", "first", "last", "length")


@dataclass(frozen=True)
class Known:
    """What names mean: shapes by name, and closed vocabularies by name."""

    shapes: Mapping[str, Shape]
    words: Mapping[str, frozenset[str]]

    @cached_property
    def fingerprint(self) -> bytes:
        """What compiled texts depend on beside their own source: Jinja, the filters, every known name."""
        shapes = [(name, repr(shape)) for name, shape in self.shapes.items()]
        words = [(name, sorted(dictionary)) for name, dictionary in self.words.items()]
        return repr((jinja2.__version__, sorted(FILTERS), shapes, words)).encode()


def root_shapes() -> dict[str, Shape]:
    """Return the shapes of all top names offered by ``facts.view.Scope``."""
    shapes = {name: shape for name, shape in fields_of(Facts).items() if name not in ("deferred", "skipped")}
    shapes.update({name: shape_of(derived.annotation, derived.label) for name, derived in ROOTS.items()})
    shapes["pending"] = Shape("是否待批", options=(True, False))
    return shapes


def check_names(tree: nodes.Node, known: Known, place: str) -> list[UserError]:
    """Return an error for each name that is no fact, no vocabulary word and no loop variable."""
    checker = _Checker(known, place)
    checker.visit(tree, dict(known.shapes))
    return checker.errors


class _Checker:
    def __init__(self, known: Known, place: str) -> None:
        self.known, self.place = known, place
        self.errors: list[UserError] = []

    def visit(self, node: nodes.Node, names: dict[str, Shape]) -> None:
        if isinstance(node, nodes.For):
            element = self.shape(node.iter, names).element or ANY
            inside = {**names, "loop": LOOP}
            targets = [node.target] if isinstance(node.target, nodes.Name) else []
            inside.update({target.name: element for target in targets})
            if node.test is not None:
                self.shape(node.test, inside)
            for child in (*node.body, *node.else_):
                self.visit(child, inside)
        elif isinstance(node, nodes.Expr):
            self.shape(node, names)
        else:
            for child in node.iter_child_nodes():
                self.visit(child, names)

    def shape(self, node: nodes.Node, names: dict[str, Shape]) -> Shape:
        if isinstance(node, nodes.Name):
            return self._name(node, names)
        if isinstance(node, nodes.Getattr):
            return self._attribute(node, names)
        if isinstance(node, nodes.Call):
            for argument in node.args:
                self.shape(argument, names)
            return ANY
        if isinstance(node, nodes.Filter):
            return self._filter(node, names)
        for child in node.iter_child_nodes():
            self.shape(child, names)
        return ANY

    def _name(self, node: nodes.Name, names: dict[str, Shape]) -> Shape:
        if node.name in names:
            return names[node.name]
        if node.name in self.known.words:
            return ANY
        self._complain(node, f"没有“{node.name}”这一项", nearest(node.name, [*names, *self.known.words]))
        return ANY

    def _attribute(self, node: nodes.Getattr, names: dict[str, Shape]) -> Shape:
        if isinstance(node.node, nodes.Name) and node.node.name in self.known.words and node.node.name not in names:
            words = self.known.words[node.node.name]
            if node.attr not in words:
                self._complain(node, f"“{node.node.name}”没有“{node.attr}”这个词", nearest(node.attr, words))
            return ANY
        owner = self.shape(node.node, names)
        if owner is LOOP:
            if node.attr not in _LOOP_NAMES:
                self._complain(node, f"loop 没有“{node.attr}”", "")
            return ANY
        if owner.record is None:
            if owner is not ANY and owner.label:
                what = "是列表，应先用 for 逐项取出" if owner.element else "是单个值，没有下级项目"
                self._complain(node, f"“{owner.label}”{what}（“{node.attr}”）", "")
            return ANY
        fields = fields_of(owner.record)
        derived = ATTRIBUTES.get(owner.record, {})
        if node.attr in fields:
            return fields[node.attr]
        if node.attr in derived:
            return shape_of(derived[node.attr].annotation, derived[node.attr].label)
        self._complain(node, f"“{owner.label}”没有“{node.attr}”这一项", nearest(node.attr, [*fields, *derived]))
        return ANY

    def _filter(self, node: nodes.Filter, names: dict[str, Shape]) -> Shape:
        inner = self.shape(node.node, names) if node.node is not None else ANY
        for argument in node.args:
            self.shape(argument, names)
        first = node.args[0].value if node.args and isinstance(node.args[0], nodes.Const) else None
        record = inner.element.record if inner.element else None
        if node.name in ("where", "without", "each") and record is not None and isinstance(first, str):
            fields = fields_of(record)
            derived = ATTRIBUTES.get(record, {})
            if first not in fields and first not in derived:
                self._complain(node, f"“{inner.label}”没有“{first}”这一项", nearest(first, [*fields, *derived]))
            elif node.name == "each" and first in fields:
                return Shape(inner.label, element=fields[first])
        if node.name in ("where", "without"):
            return inner
        if node.name == "first":
            return inner.element or ANY
        return ANY

    def _complain(self, node: nodes.Node, message: str, remedy: str) -> None:
        self.errors.append(UserError(message, place=f"{self.place}:{node.lineno}", remedy=remedy))
