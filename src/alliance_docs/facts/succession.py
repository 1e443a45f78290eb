"""References to a member: where they stand, and handed over to its successor (merger, replacement, rename)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from alliance_docs.facts.applying import with_values
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.lookup import lookup, walk
from alliance_docs.facts.members import Contribution, Member
from alliance_docs.facts.settling import stored_path, values_at

_PAST = ("periods[", "formation.initiators")
"""Facts that say what was: who left, was merged or replaced stays in them."""


def references(facts: Facts, member: Member) -> Iterator[str]:
    """Yield the concrete path of every fact that names *member*, by id or by name; what past records say stays."""
    for path, field, value in walk(facts):
        if field.kind == "member" and not path.startswith(_PAST):
            found = facts.member(str(value))
            if found is not None and found.id == member.id:
                yield path


def handed_over(facts: Facts, member: Member, successor: str) -> tuple[Facts, dict[str, Any]]:
    """Return *facts* in which *successor* (an id) stands wherever *member* was named, and what a change stores of it.

    A unit stands in a list of members once, and holds one seat: the first, which is the higher.
    """
    paths: dict[str, None] = {}
    for path in list(references(facts, member)):
        paths[stored_path(facts, path)] = None
        facts = with_values(facts, {path: successor})
    for path in paths:
        facts = with_values(facts, {path: _once(lookup(facts, path), path)})
    return facts, values_at(facts, paths)


def _once(value: Any, path: str) -> Any:
    """Leave out of a list of members, or of seats, what came to stand in it twice."""
    if not isinstance(value, tuple):
        return value
    seen: set[str] = set()
    kept = []
    for item in value:
        key = item if isinstance(item, str) else getattr(item, "member", None) if path == "council.seats" else None
        if key is not None and key in seen:
            continue
        seen.add(key or "")
        kept.append(item)
    return tuple(kept)


def joint_contribution(first: Contribution | None, second: Contribution | None) -> Contribution | None:
    """Return what two members bring together; None where neither is known."""
    if first is None or second is None:
        return first or second
    cash = None if first.cash is None and second.cash is None else (first.cash or Decimal(0)) + (second.cash or Decimal(0))
    in_kind = None if first.in_kind is None and second.in_kind is None else (*(first.in_kind or ()), *(second.in_kind or ()))
    schedule = None
    if first.schedule is not None or second.schedule is not None:
        amounts: dict[Any, Any] = {}
        for part in (*(first.schedule or ()), *(second.schedule or ())):
            amounts[part.date] = (amounts.get(part.date) or Decimal(0)) + (part.amount or Decimal(0))
        schedule = [{"date": date, "amount": amount} for date, amount in sorted(amounts.items(), key=lambda one: str(one[0]))]
    return Contribution.model_validate({"cash": cash, "in_kind": in_kind, "schedule": schedule})
