"""Printed facts agree with the facts, and so with one another: one general check, driven by the ``paths`` of rules.

A draft read back from Word still tells which fact each span stands for; a span whose words are no longer a way of
printing that fact was edited in Word, or the fact has changed since.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.reading import clause_place, is_undecided
from alliance_docs.checks.rule import Rule
from alliance_docs.drafting.draft import Fact, clause_inlines
from alliance_docs.errors import AllianceDocsError, UserError
from alliance_docs.facts import formats
from alliance_docs.facts.fields import fields
from alliance_docs.facts.lookup import walk
from alliance_docs.facts.paths import Item, read_path
from alliance_docs.facts.view import ListView, RecordView, Value

_FORMS = (
    formats.standard, formats.date, formats.date_han, formats.money, formats.money_full, formats.wan, formats.han_number,
    formats.han_count, str,
)  # fmt: skip
_KEY = re.compile(r"\[[^\]]*\]")
_LAST_STEP = re.compile(r"(\[\]|(^|\.)[^.\[\]]*)$")
UNKNOWN = object()


class Printed:
    """What each path may print as, over one set of facts; told once each."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._values: dict[str, Any] = {path: value for path, _, value in walk(case.filled)}
        self._forms: dict[str, frozenset[str] | None] = {}

    def value(self, path: str) -> Any:
        """Return the plain value at *path*, computed ones included; :data:`UNKNOWN` when the facts do not tell."""
        if path not in self._values:
            self._values[path] = _computed(self._case, path)
        return self._values[path]

    def forms(self, path: str) -> frozenset[str] | None:
        """Return every way the value at *path* is printed, spaces left out; None when it is unknown."""
        if path not in self._forms:
            value = self.value(path)
            self._forms[path] = None if value is UNKNOWN else frozenset(_forms(value))
        return self._forms[path]


def _forms(value: Any) -> Iterator[str]:
    for form in _FORMS:
        try:
            yield _bare(form(value))
        except (TypeError, ValueError, AttributeError, ArithmeticError):
            continue
    if isinstance(value, str) and "\n" in value:
        for line in value.split("\n"):
            yield _bare(line)


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _computed(case: Case, path: str) -> Any:
    """Walk the views along *path*: counts, totals, seats and other computed names."""
    try:
        steps = read_path(path)
    except UserError:
        return UNKNOWN
    node: Any = case.names.get(str(steps[0]), UNKNOWN)
    try:
        for step in steps[1:]:
            if isinstance(step, Item):
                node = _element(node, step.key)
            else:
                node = getattr(node, step) if isinstance(node, RecordView) else UNKNOWN
    except (AllianceDocsError, AttributeError):  # undecided, or no such fact
        return UNKNOWN
    return node._value if isinstance(node, Value) else UNKNOWN


def _element(node: Any, key: str) -> Any:
    if not isinstance(node, ListView) or not node._known:
        return UNKNOWN
    if key.isdecimal() and int(key) < len(node):
        return node[int(key)]
    ending = f"[{key}]"
    return next((part for part in node if getattr(part, "_path", "").endswith(ending)), UNKNOWN)


def pattern(path: str) -> str:
    """Return the pattern of a path: ``members[m01].name`` → ``members[].name``."""
    return _KEY.sub("[]", path)


def responsible(rules: Mapping[str, Rule]) -> Mapping[str, str]:
    """Return which rule speaks for which path or prefix of paths."""
    return {path: rule.id for rule in rules.values() for path in rule.paths}


def rule_for(path: str, table: Mapping[str, str]) -> str:
    """Return the id of the rule with the longest matching prefix; ``*`` is the rule for all others."""
    kind = pattern(path)
    while kind:
        if kind in table:
            return table[kind]
        kind = _LAST_STEP.sub("", kind)
    return table.get("*", "")


def agreement_hits(rules: Mapping[str, Rule], case: Case) -> Iterator[tuple[str, Hit]]:
    """Yield (rule id, hit) for each printed fact that differs from the facts; each place and text once."""
    table = responsible(rules)
    printed = Printed(case)
    told: set[tuple[str, str, str, str]] = set()
    for document, draft in case.drafts.items():
        for clause in draft.clauses:
            if is_undecided(clause):  # the values tried in its alternatives are no facts
                continue
            for run in clause_inlines(clause):
                for inline in run:
                    if not isinstance(inline, Fact) or not inline.path or (document, clause.id, inline.path, inline.text) in told:
                        continue
                    told.add((document, clause.id, inline.path, inline.text))
                    yield from _compare(case, table, printed, document, clause_place(clause), clause.id, inline)


def _compare(
    case: Case, table: Mapping[str, str], printed: Printed, document: str, place: str, clause: str, span: Fact
) -> Iterator[tuple[str, Hit]]:
    forms = printed.forms(span.path)
    if forms is not None and (_bare(span.text) in forms or not span.text.strip()):
        return
    label = label_of(case, span.path)
    at = {"document": document, "clause": clause, "location": place}
    if forms is None:
        if _is_known_field(span.path):
            yield "AD-FA-03", hit(**at, label=label, text=span.text, path=span.path)
        return
    value = printed.value(span.path)
    shown = formats.standard(value) if not isinstance(value, str) else value
    rule = rule_for(span.path, table)
    if rule:
        yield rule, hit("differs", **at, label=label, text=span.text, value=shown, path=span.path)


def _is_known_field(path: str) -> bool:
    return pattern(path) in fields()


def label_of(case: Case, path: str) -> str:
    """Return how a fact is called: 甲公司的住所, 理事会任期（年）."""
    field = fields().get(pattern(path))
    label = field.label if field else _computed_label(case, path)
    found = re.match(r"members\[([^\]]+)\]\.", path)
    member = case.facts.member(found[1]) if found else None
    return f"{member.name}的{label}" if member and member.name and not path.endswith("].name") else label


def _computed_label(case: Case, path: str) -> str:
    try:
        steps = read_path(path)
    except UserError:
        return path
    node: Any = case.names.get(str(steps[0]))
    for step in steps[1:]:
        if isinstance(step, Item):
            node = _element(node, step.key)
        elif isinstance(node, RecordView):
            node = getattr(node, step, None)
    return str(getattr(node, "_label", path))

