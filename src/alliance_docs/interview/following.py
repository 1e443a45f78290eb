"""Dependent defaults follow their parent: an answer that was the default stays the default."""

from __future__ import annotations

from collections.abc import Iterator

from alliance_docs.facts.members import Member
from alliance_docs.interview.conditions import as_typed
from alliance_docs.interview.plan import Plan, State, Step


def follow(before: Plan, after: Plan) -> Iterator[tuple[Step, object]]:
    """Yield (step, new value) for each answer that equalled its default before and whose default has changed."""
    for step in before.steps:
        if step.state is not State.ANSWERED or step.question.default is None or step.question.is_records:
            continue
        now = after.step(step.path)
        if now is None or now.value != step.value:
            continue
        old, new = before.default(step), after.default(now)
        if new is None or old == new or _plain(before, step) != old:
            continue
        yield now, new


def _plain(plan: Plan, step: Step) -> object:
    value = as_typed(step.value)
    if step.question.field.kind == "member" and isinstance(value, str):
        member = plan.facts.member(value)
        return member.id if isinstance(member, Member) else value
    return value
