"""Goals and tasks: measurable, staged, inside the alliance's term."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit, hit


def term_end(case: Case) -> dt.date | None:
    """Return the last day of the term, counted from the founding, the signing, or its deadline; None while unknown."""
    years = case.facts.alliance.term_years if case.facts.alliance else None
    dates = case.facts.dates
    start = next(
        (day for day in (dates.agreement_signing, dates.founding, dates.signing_deadline) if day), None
    ) if dates else None  # fmt: skip
    if years is None or start is None or start.year + years > 9999:
        return None
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return start.replace(year=start.year + years, day=28)


def both_horizons(case: Case) -> Iterator[Hit]:
    """Goals for the middle or long term and staged goals, the staged ones with a due date."""
    goals = case.facts.goals
    if goals is None or any(goal.kind is None for goal in goals):
        return
    kinds = {goal.kind for goal in goals}
    for kind in ("中长期", "阶段性"):
        if kind not in kinds:
            yield hit("lacking", "goals", kind=kind)
    for index, goal in enumerate(goals):
        if goal.kind == "阶段性" and goal.due is None:
            yield hit("no-due", f"goals[{index}].due", text=goal.text or f"第 {index + 1} 项目标")


def measurable(case: Case) -> Iterator[Hit]:
    """Goals have an indicator and a target."""
    goals = case.facts.goals
    if not goals:
        if goals is not None:
            yield hit("none", "goals")
        return
    vague = [goal.text or f"第 {index + 1} 项" for index, goal in enumerate(goals) if not (goal.indicator and goal.target)]
    if vague:
        yield hit("vague", "goals", names="；".join(vague))


def within_term(case: Case) -> Iterator[Hit]:
    """Goals and tasks end within the alliance's term."""
    end = term_end(case)
    if end is None:
        return
    for index, goal in enumerate(case.facts.goals or ()):
        if goal.due and goal.due > end:
            yield hit("goal", f"goals[{index}].due", text=goal.text or "", due=goal.due.isoformat(), end=end.isoformat())
    for task in case.facts.tasks or ():
        if task.end and task.end > end:
            yield hit("task", f"tasks[{task.id}].end", text=task.title or task.id, due=task.end.isoformat(), end=end.isoformat())


def term_stated(case: Case) -> Iterator[Hit]:
    """The alliance has a term (LC-EX-04)."""
    alliance = case.facts.alliance
    if alliance and alliance.term_years == 0:
        yield hit(location="alliance.term_years")


RULES = {"AD-GO-01": both_horizons, "AD-GO-02": measurable, "AD-GO-03": within_term, "LC-EX-04": term_stated}
