"""What each kind of change sets: from the facts of the day and what is told, an event not yet numbered. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from alliance_docs.errors import UserError, nearest
from alliance_docs.facts.change import DecidingOrgan, Kind, Resolution
from alliance_docs.facts.change_types import ChangeType, change_type
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.history import Event
from alliance_docs.facts.history_file import plain
from alliance_docs.facts.lookup import lookup
from alliance_docs.facts.members import Member
from alliance_docs.facts.paths import pattern_of, read_path
from alliance_docs.facts.settling import read_setting, settle, values_at
from alliance_docs.facts.succession import handed_over, joint_contribution

Setting = tuple[str, object]


@dataclass(frozen=True)
class Told:
    """What is told of every change alike. *settings*: ``PATH=VALUE`` that go with it (a task handed over, a seat filled).

    *taken*: member ids ever used, so that none is used again.
    """

    on: dt.date
    today: dt.date
    reason: str = ""
    kind: Kind = "change"
    organ: DecidingOrgan | None = None
    resolution: Resolution | None = None
    papers: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    taken: frozenset[str] = field(default_factory=frozenset)


def member_of(facts: Facts, ref: str, *, active: bool = True) -> Member:
    """Return the member told by id or full name. Raises UserError when there is none, or it has left."""
    found = facts.member(ref)
    if found is None:
        known = [name for member in facts.members or () for name in (member.name, member.id) if name]
        raise UserError(f"没有成员单位“{ref}”", remedy=nearest(ref, known) or "写编号或者全称；members list 列出全部成员单位")
    if active and found not in facts.active_members:
        day = f"已于 {found.withdrawn} 退出" if found.withdrawn else "已经退出"
        raise UserError(f"{found.name or found.id}{day}", remedy="核对单位；重新加入的，用 members join 另记")
    return found


def join(facts: Facts, name: str, told: Told) -> Event:
    """A new member: *told.settings* are its fields, or paths beyond it."""
    event, _ = _joined(facts, name, told, change_type("join"), Member(id="x", role="成员单位"))
    return event


def _joined(facts: Facts, name: str, told: Told, kind: ChangeType, like: Member) -> tuple[Event, Facts]:
    """An event that adds a member, with the fields of *like* where nothing else is told."""
    new_id = _free(facts, told.taken)
    member = like.model_copy(update={"id": new_id, "name": name, "stage": "成员", "joined": told.on})
    after = Facts.model_validate({**facts.__dict__, "members": (*(facts.members or ()), member)})
    here = f"members[{new_id}]"
    after, sets = settle(after, [read_setting(text, here) for text in told.settings])
    beyond = {path: value for path, value in sets.items() if path != here and not path.startswith(f"{here}.")}
    added = plain(lookup(after, here))
    return replace(_event(facts, kind, told, beyond, member=new_id), add=added), after


def leave(facts: Facts, ref: str, told: Told, type_id: str = "leave") -> Event:
    """A member that leaves, is expelled, or withdraws before signing (*type_id*)."""
    member = member_of(facts, ref)
    note = told.reason.replace("\n", " ") or None
    return set_facts(facts, change_type(type_id), _gone(member, told, note), told, member=member.id)


def _gone(member: Member, told: Told, note: str | None = None) -> list[Setting]:
    here = f"members[{member.id}]"
    return [(f"{here}.stage", "退出"), (f"{here}.withdrawn", told.on), *([(f"{here}.withdrawal_note", note)] if note else [])]


def rename(facts: Facts, ref: str, name: str, told: Told) -> Event:
    """A member's new name; references by the old name follow."""
    member = member_of(facts, ref)
    after, handed = handed_over(facts, member, member.id)
    handed = {path: value for path, value in handed.items() if value != plain(lookup(facts, path))}
    event = set_facts(after, change_type("rename"), [(f"members[{member.id}].name", name)], told, member=member.id)
    return replace(event, sets={**handed, **event.sets}, was=values_at(facts, [*handed, *event.sets]))


def merge(facts: Facts, refs: Sequence[str], into: str, told: Told) -> tuple[Event, ...]:
    """Members that merge into the member *into*: it takes over what they hold and bring; one event each."""
    successor = member_of(facts, into)
    merged = [member_of(facts, ref) for ref in refs]
    if successor.id in {member.id for member in merged}:
        raise UserError(f"{successor.name or successor.id}不能并入自己", remedy="--into 写合并后存续的单位")
    events = []
    kind = change_type("merge")
    for number, member in enumerate(merged):
        last = told if number == len(merged) - 1 else replace(told, settings=())
        event, facts = _succeeded(facts, member, successor.id, last, kind)
        events.append(event)
    return tuple(events)


def _succeeded(facts: Facts, member: Member, successor: str, told: Told, kind: ChangeType) -> tuple[Event, Facts]:
    """The event by which *successor*, a member already, stands in for *member*; and the facts after it."""
    after, handed = handed_over(facts, member, successor)
    whole = joint_contribution(facts.member(successor).contribution, member.contribution)  # type: ignore[union-attr]
    settings: list[Setting] = _gone(member, told)
    if whole is not None:
        settings.append((f"members[{successor}].contribution", whole))
    after, sets = settle(after, [*settings, *(read_setting(text, f"members[{successor}]") for text in told.settings)])
    sets = {**handed, **sets}
    _refuse_outside(kind, sets)
    event = replace(_event(facts, kind, told, sets, member=member.id), successor=successor)
    return event, after


def replace_member(facts: Facts, ref: str, name: str, told: Told) -> Event:
    """A new unit in the place of a member: it takes over role, seat, tasks and contribution."""
    member = member_of(facts, ref)
    kind = change_type("replace")
    like = Member(id="x", role=member.role, type=member.type, chain_position=member.chain_position, contribution=member.contribution)
    added, with_new = _joined(facts, name, told, kind, like)
    after, handed = handed_over(with_new, member, str(added.member))
    after, gone = settle(after, _gone(member, told))
    sets = {**handed, **added.sets, **gone}
    return replace(_event(facts, kind, told, sets, member=member.id), successor=added.member, add=added.add)


def set_facts(facts: Facts, kind: ChangeType, settings: Iterable[Setting], told: Told, member: str | None = None) -> Event:
    """A change of that type that sets facts, with those that go with it. Raises UserError for facts the type does not touch."""
    within = f"members[{member}]" if member else ""
    beside = [read_setting(text, within) for text in told.settings]
    _, sets = settle(facts, [*settings, *beside])
    _refuse_outside(kind, sets)
    return _event(facts, kind, told, sets, member=member)


def undo(event: Event, told: Told) -> Event:
    """The event that takes *event* out of the history."""
    return Event("", "undo", event.type, told.on, told.today, told.reason, member=event.member, undoes=event.id)


def _event(facts: Facts, kind: ChangeType, told: Told, sets: Mapping[str, Any], *, member: str | None) -> Event:
    said = lookup(facts, kind.organ.fact) if kind.organ.fact else None
    organ = told.organ or (kind.organ.by.get(str(said)) if kind.organ.by else said)
    return Event(
        id="",
        kind=told.kind,
        type=kind.id,
        on=told.on,
        recorded=told.today,
        reason=told.reason,
        member=member,
        organ=organ or kind.organ.otherwise,  # type: ignore[arg-type]  # the fact's options are among those of organ
        resolution=told.resolution,
        papers=told.papers,
        sets=sets,
        was=values_at(facts, sets),
    )


def _refuse_outside(kind: ChangeType, sets: Mapping[str, Any]) -> None:
    for path in sets:
        if not kind.may_set(pattern_of(read_path(path))):
            raise UserError(f"“{kind.name}”不能同时改动这一项", place=path, remedy="另记一条：alliance-docs changes set 路径=值")


def _free(facts: Facts, taken: frozenset[str]) -> str:
    used = taken | {member.id for member in facts.members or ()}
    numbers = [int(key[1:]) for key in used if key.startswith("m") and key[1:].isdecimal()]
    return f"m{max(numbers, default=0) + 1:02}"
