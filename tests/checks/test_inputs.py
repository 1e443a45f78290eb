"""Each rule tells what it looks at, and looks at nothing else."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from alliance_docs.checks.case import Case
from alliance_docs.checks.code import CODE
from alliance_docs.checks.explain import explain
from alliance_docs.checks.inputs import WORDS, inputs_of
from alliance_docs.checks.rule import Rule, catalogue, read_rule
from alliance_docs.errors import UserError

_spec = importlib.util.spec_from_file_location("rule_cases", Path(__file__).with_name("test_rule_cases.py"))
assert _spec
assert _spec.loader
cases = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(cases)

RULES = catalogue("gansu", pages=True)
READS = {
    "drafts": "text", "passages": "text", "passages_of": "text", "text_of": "text", "files_of": "text",
    "articles_on": "text", "attachments": "attachments", "today": "day", "assumptions": "assumptions",
}  # fmt: skip
"""Attribute of a case → what it is to look at. Titles and the jurisdiction's words do not count."""
WHOLE = {"AD-FA-02", "LC-FM-05", "LC-SB-02", "LC-SB-13", "AD-NM-04", "AD-ME-06", "AD-RE-01", "AD-RE-02", "AD-RE-05",
         "AD-ME-01", "AD-ME-02", "AD-OR-03", "LC-EX-06"}  # fmt: skip
"""Rules that walk through all facts, or through what is counted from them, for the few they tell."""


class Watched:
    """A case that notes what is asked of it."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self.seen: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        if name in READS:
            self.seen.add(READS[name])
        elif name in ("members", "organs"):
            self.seen.add(f"fact {name}")
        elif name == "signing_date":
            self.seen |= {"fact dates", "day"}
        elif name == "facts":
            return self._facts
        return getattr(self._case, name)

    @cached_property
    def _facts(self) -> Any:
        seen, facts = self.seen, self._case.facts

        class Facts(type(facts)):  # type: ignore[misc]
            def __getattribute__(self, name: str) -> Any:
                if name in type(facts).model_fields:
                    seen.add(f"fact {name}")
                return super().__getattribute__(name)

        return Facts.model_construct(**{name: getattr(facts, name) for name in type(facts).model_fields})


def looked(rule_id: str) -> set[str]:
    found: set[str] = set()
    for rule, _, table in cases.tables():
        if rule == rule_id:
            watched = Watched(cases.build(table))
            watched.seen.clear()
            for code in CODE[rule_id]:
                list(code(watched))  # type: ignore[arg-type]
            found |= watched.seen
    return found


@pytest.mark.parametrize("rule_id", sorted(RULES))
def test_each_rule_tells_what_it_looks_at(rule_id: str) -> None:
    found = inputs_of(RULES[rule_id])
    assert found.facts or found.words or rule_id == "LC-FM-23"
    assert "看什么：" in explain(rule_id)


def declared(rule: Rule) -> Iterator[str]:
    found = inputs_of(rule)
    yield from found.words
    yield from (f"fact {path.partition('.')[0].partition('[')[0]}" for path in found.facts)
    if {"text", "topics", "documents"} & {*found.words}:
        yield "text"
    if any(path.startswith(("members", "bearer", "council", "office", "tasks", "funding")) for path in found.facts):
        yield "fact members"  # a unit is looked up by its id


@pytest.mark.parametrize("rule_id", sorted(set(CODE) & set(RULES)))
def test_no_rule_looks_at_what_it_does_not_tell(rule_id: str) -> None:
    seen = {one for one in looked(rule_id) if not (rule_id in WHOLE and one.startswith("fact "))}
    assert seen <= {*declared(RULES[rule_id])}


def test_an_unknown_input_names_the_rule_and_the_nearest() -> None:
    from alliance_docs.checks.data import Entry

    rule = read_rule(Entry({"id": "XX-01", "name": "名", "severity": "error", "inputs": ["dispute.mod"]}, "规则.yaml:3"))
    with pytest.raises(UserError, match=r"dispute\.mod.*dispute\.mode") as told:
        inputs_of(rule)
    assert "规则.yaml:3" in str(told.value)
    assert "text" in WORDS
