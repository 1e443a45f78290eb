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
    "left": {"leave": "member", "replace": "member"},
    "expelled": {"expel": "member"},
    "renamed": {"rename": "member"},
    "merged": {"merge": "member"},
}
"""Kind of occasion → type of change → which of its units it is about."""
_HANDED = ("lead", "chair", "secretary-general", "bearer", "secretariat", "re-election")
"""Types of change after which one hands over to another."""


def occasions(each: Each, facts: Facts) -> tuple[Occasion, ...]:
    """Return the occasions of one kind among the changes that are not reported yet, by date."""
    changes = unreported(facts)
    if each in ("changed", "handed"):
        wanted = [one for one in changes if each == "changed" or one.type in _HANDED]
        return tuple(Occasion(one.id, one.matter or "", facts.member(one.member), (one,)) for one in wanted)
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
