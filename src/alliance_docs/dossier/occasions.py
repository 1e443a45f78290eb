"""What happened that a paper is made for: each unit that joined or left, each change, each resolution (``Document.each``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from alliance_docs.facts.change import Change
from alliance_docs.facts.change_told import by_resolution, unreported
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.members import Member
from alliance_docs.jurisdictions.jurisdiction import Each


@dataclass(frozen=True)
class Occasion:
    """What one file is made for: *id* and *name* tell it apart, *member* is the unit concerned, *changes* what happened."""

    id: str
    name: str
    member: Member | None = None
    changes: tuple[Change, ...] = ()


_TYPES: Mapping[str, Mapping[str, str]] = {
    "joined": {"join": "member", "replace": "successor"},
    "left": {"leave": "member", "expel": "member", "replace": "member"},
    "expelled": {"expel": "member"},
    "renamed": {"rename": "member"},
    "merged": {"merge": "member"},
}
"""Kind of occasion → type of change → which of its units it is about."""
_HANDED = ("lead", "chair", "secretary-general", "bearer", "secretariat", "fund-manager", "re-election")
"""Types of change after which one hands over to another."""
_TAKEN = ("lead", "bearer", "secretariat", "fund-manager")
"""Types of change by which a unit takes a post that it has to accept in writing."""

_POSTS = {"bearer.member": "bearer", "bearer.name": "bearer", "office.host": "secretariat", "funding.manager": "fund-manager"}
"""Facts that say who holds a post → the type of change that hands it over."""


def occasions(each: Each, facts: Facts) -> tuple[Occasion, ...]:
    """Return the occasions of one kind among the changes that are not reported yet, by date."""
    changes = unreported(facts)
    if each in ("changed", "handed", "taken"):
        types = {"handed": _HANDED, "taken": _TAKEN}.get(each)
        wanted = [Occasion(one.id, one.matter or "", facts.member(one.member), (one,)) for one in changes if types is None or one.type in types]
        return (*wanted, *(() if types is None else (found for one in changes for found in _besides(one))))
    if each == "decided":
        return tuple(_decided(changes, facts))
    found: dict[str, Occasion] = {}
    for change in changes:
        who = _TYPES[each].get(change.type or "")
        member = facts.member(getattr(change, who)) if who else None
        if member is not None:
            key = f"{member.id}-{change.id}" if member.id in found else member.id
            found[key] = Occasion(key, member.name or "", member, (change,))
    return tuple(found.values())


def _besides(change: Change) -> Iterator[Occasion]:
    """Posts that went to another unit together with a change of another kind: the bearer left, and its successor was named.

    The papers are those of such a change; what they print of it is as recorded. Who merged hands over by law.
    """
    for row in change.rows or ():
        role = _POSTS.get(row.path or "")
        if role is not None and role != change.type and change.type != "merge":
            yield Occasion(f"{change.id}-{role}", f"{row.item}由{row.before}变更为{row.after}", None, (change.model_copy(update={"type": role}),))


def _decided(changes: tuple[Change, ...], facts: Facts) -> Iterator[Occasion]:
    """Changes that an organ decided or had to, those of one resolution together."""
    together: dict[object, list[Change]] = {}
    for change in changes:
        if not by_resolution(facts, change):
            continue
        decision = change.resolution
        key = (change.organ, decision.number, decision.meeting, decision.date) if decision and decision.number else change.id
        together.setdefault(key, []).append(change)
    for several in together.values():
        first = several[0]
        name = (first.resolution and first.resolution.number) or first.matter or ""
        yield Occasion(first.id, name, facts.member(first.member) if len(several) == 1 else None, tuple(several))
