"""What each fact may print as: every form of every value, computed ones included."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from alliance_docs.drafting.spoken import is_choice
from alliance_docs.errors import AllianceDocsError, UserError
from alliance_docs.facts import formats
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.lookup import walk
from alliance_docs.facts.paths import Item, read_path
from alliance_docs.facts.view import ListView, RecordView, Value
from alliance_docs.jurisdictions.speech import Speech

_FORMS = (
    formats.standard, formats.date, formats.date_han, formats.money, formats.money_full, formats.wan, formats.han_number,
    formats.han_count, str,
)  # fmt: skip
UNKNOWN = object()


class Printed:
    """What each path may print as, over one set of facts; told once each."""

    def __init__(self, facts: Facts, names: Mapping[str, Any], speech: Speech) -> None:
        self._names, self._speech = names, speech
        self._values: dict[str, Any] = {path: value for path, _, value in walk(facts)}
        self._forms: dict[str, frozenset[str] | None] = {}

    def value(self, path: str) -> Any:
        """Return the plain value at *path*, computed ones included; :data:`UNKNOWN` when the facts do not tell."""
        if path not in self._values:
            self._values[path] = computed(self._names, path)
        return self._values[path]

    def forms(self, path: str) -> frozenset[str] | None:
        """Return every way the value at *path* is printed, spaces left out; None when it is unknown."""
        if path not in self._forms:
            value = self.value(path)
            forms = frozenset() if value is UNKNOWN else frozenset(_forms(value))
            if is_choice(path):
                forms |= {bare(self._speech.say(form)) for form in forms}
            self._forms[path] = None if value is UNKNOWN else forms
        return self._forms[path]


def _forms(value: Any) -> Iterator[str]:
    for form in _FORMS:
        try:
            yield bare(form(value))
        except (TypeError, ValueError, AttributeError, ArithmeticError):
            continue
    if isinstance(value, str) and "\n" in value:
        for line in value.split("\n"):
            yield bare(line)


def bare(text: str) -> str:
    """Return text without spaces, as it is compared."""
    return re.sub(r"\s+", "", text)


def computed(names: Mapping[str, Any], path: str) -> Any:
    """Return the plain value the views hold at *path* (counts, totals, seats and other computed names), or UNKNOWN."""
    node = view_at(names, path)
    return node._value if isinstance(node, Value) else UNKNOWN


def view_at(names: Mapping[str, Any], path: str) -> Any:
    """Walk the views along *path*; UNKNOWN where it leads nowhere."""
    try:
        steps = read_path(path)
    except UserError:
        return UNKNOWN
    node: Any = names.get(str(steps[0]), UNKNOWN)
    try:
        for step in steps[1:]:
            if isinstance(step, Item):
                node = _element(node, step.key)
            else:
                node = getattr(node, step) if isinstance(node, RecordView) else UNKNOWN
    except (AllianceDocsError, AttributeError):  # undecided, or no such fact
        return UNKNOWN
    return node


def _element(node: Any, key: str) -> Any:
    if not isinstance(node, ListView) or not node._known:
        return UNKNOWN
    if key.isdecimal() and int(key) < len(node):
        return node[int(key)]
    ending = f"[{key}]"
    return next((part for part in node if getattr(part, "_path", "").endswith(ending)), UNKNOWN)
