"""Printed facts agree with the facts, and so with one another: one general check, driven by the ``paths`` of rules.

A draft read back from Word still tells which fact each span stands for; a span whose words are no longer a way of
printing that fact was edited in Word, or the fact has changed since.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.printed import Printed, bare, view_at
from alliance_docs.checks.reading import clause_place, is_undecided
from alliance_docs.checks.rule import Rule
from alliance_docs.drafting.draft import Fact, clause_inlines
from alliance_docs.facts import formats
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.fields import fields

_KEY = re.compile(r"\[[^\[\]]*\]")
_LAST_STEP = re.compile(r"(\[\]|(^|\.)[^.\[\]]*)$")


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
    """Yield (rule id, hit) for each printed fact that differs from the facts; each place and text once.

    Of a single file without any facts nothing is asked: every printed fact would differ.
    """
    if not case.dossier and case.facts == Facts():
        return
    table = responsible(rules)
    told: set[tuple[str, str, str, str]] = set()
    for document, draft in case.drafts.items():
        printed = case.printed_in(document)
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
    if forms is not None and (bare(span.text) in forms or not span.text.strip()):
        return
    label = label_of(case, span.path)
    at = {"document": document, "clause": clause, "location": place}
    if forms is None:
        if _is_known_field(span.path):
            yield "AD-FA-03", hit(**at, label=label, text=span.text, path=span.path)
        return
    value = printed.value(span.path)
    shown = value if isinstance(value, str) else formats.money(value) if _is_money(span.path, value) else formats.standard(value)
    rule = rule_for(span.path, table)
    if rule:
        yield rule, hit("differs", **at, label=label, text=span.text, value=shown, path=span.path)


def _is_money(path: str, value: Any) -> bool:
    field = fields().get(pattern(path))
    return isinstance(value, Decimal) and (field is None or field.kind == "money")


def _is_known_field(path: str) -> bool:
    return pattern(path) in fields()


def label_of(case: Case, path: str) -> str:
    """Return how a fact is called: 甲公司的住所, 理事会任期（年）."""
    field = fields().get(pattern(path))
    label = case.speech.say(field.label if field else _computed_label(case, path))
    owner = fields().get(pattern(path).rpartition(".")[0])
    if field and owner and "." in owner.path and owner.label not in label:
        label = f"{owner.label}的{label}"
    found = re.match(r"members\[([^\]]+)\]\.", path)
    member = case.facts.member(found[1]) if found else None
    return f"{member.name}的{label}" if member and member.name and not path.endswith("].name") else label


def _computed_label(case: Case, path: str) -> str:
    return str(getattr(view_at(case.names, path), "_label", path))
