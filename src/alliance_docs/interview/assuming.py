"""Professional conventions taken for granted in a draft while nobody has answered, each listed with its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from alliance_docs.errors import UserError, UserErrors
from alliance_docs.facts.assign import as_typed
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.fields import field_of
from alliance_docs.facts.lookup import lookup
from alliance_docs.facts.paths import Item, read_path
from alliance_docs.facts.tree import as_tree, read_tree
from alliance_docs.interview.choosing import shown
from alliance_docs.interview.plan import Plan, State, Step
from alliance_docs.interview.questionnaire import Questionnaire


@dataclass(frozen=True)
class Assumption:
    """A default used in drafting: fact path, label, the value in words, and where the convention comes from."""

    path: str
    label: str
    value_text: str
    source: str


def assumed(facts: Facts, questionnaire: Questionnaire) -> tuple[Facts, tuple[Assumption, ...]]:
    """Fill what is unanswered and not deferred with the defaults marked ``assume``; return facts and assumptions.

    Skipped questions are filled too: skipping says *I do not know*, and a convention is marked as such. Defaults may
    rest on one another, so they are taken until nothing more follows.
    """
    taken: dict[str, Assumption] = {}
    while True:
        plan = Plan(questionnaire, facts)
        new = []
        for step in plan.steps:
            if not step.question.assume or step.state not in (State.OPEN, State.SKIPPED) or step.path in taken:
                continue
            value = plan.default(step)
            if value is not None:
                new.append((step, value))
        if not new:
            return facts, tuple(taken.values())
        facts = _filled(facts, new)
        for step, _ in new:
            taken[step.path] = Assumption(
                step.path, step.label, shown(lookup(facts, step.path), step.question, facts), step.question.source or "惯例，可改"
            )


def _filled(facts: Facts, answers: list[tuple[Step, object]]) -> Facts:
    """Set many unknown facts in one pass (one validation, so that cost grows with the facts, not their square)."""
    tree = as_tree(facts)
    places: dict[int, dict[str, int]] = {}
    for step, value in answers:
        node: Any = tree
        *owners, last = read_path(step.path)
        for at, name in enumerate(owners):
            if isinstance(name, Item):
                index = places.setdefault(id(node), {str(one.get("id", at)): at for at, one in enumerate(node)})
                node = node[index[name.key]]
            else:
                node = node.setdefault(name, [] if isinstance((*owners, last)[at + 1], Item) else {})
        node[last] = as_typed(field_of(step.path), value)
    found, faults = read_tree(tree)
    if faults:
        raise UserErrors(UserError(f"默认值不可用：{fault.message}", place=fault.path, remedy=fault.remedy) for fault in faults)
    return found
