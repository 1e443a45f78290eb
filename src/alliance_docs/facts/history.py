"""The history of an alliance: events, which of them count, and the facts they make as of a day. Pure; no file here.

The stored form of an event is an entry of ``changes.yaml`` (``facts/history_file.py``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from alliance_docs.errors import UserError, nearest
from alliance_docs.facts.applying import with_member, with_values
from alliance_docs.facts.change import Change, DecidingOrgan, Kind, Resolution
from alliance_docs.facts.change_types import change_type, change_types
from alliance_docs.facts.comparing import Say, matter_of, rows_of
from alliance_docs.facts.facts import UNSTORED, Facts
from alliance_docs.facts.holders import HOLDERS

CHANGES_FILE = "changes.yaml"


@dataclass(frozen=True)
class Event:
    """One entry of changes.yaml: what is told of it, and mechanically what it sets.

    *sets*: concrete path → value as a tree (None clears); *was*: the same paths as they stood before;
    *add*: a whole new member record as a tree. *follows*, *check*: hash of the entry before and of this one.
    *line*: where it stands in the file.
    """

    id: str
    kind: Kind
    type: str
    on: dt.date
    recorded: dt.date
    reason: str = ""
    member: str | None = None
    successor: str | None = None
    organ: DecidingOrgan | None = None
    resolution: Resolution | None = None
    undoes: str | None = None
    papers: tuple[str, ...] = ()
    sets: Mapping[str, Any] = field(default_factory=dict)
    was: Mapping[str, Any] = field(default_factory=dict)
    add: Mapping[str, Any] | None = None
    follows: str = ""
    check: str = ""
    line: int = field(default=0, compare=False)

    @property
    def place(self) -> str:
        """The entry as errors name it: ``changes.yaml:12 c003``."""
        return f"{CHANGES_FILE}:{self.line} {self.id}" if self.line else self.id


def live(events: Sequence[Event]) -> tuple[Event, ...]:
    """Return the events that count, without those undone and without the undoing, in the order recorded."""
    undone: set[str] = set()
    for event in reversed(events):  # an undoing that was undone itself does nothing
        if event.kind == "undo" and event.undoes and event.id not in undone:
            undone.add(event.undoes)
    return tuple(event for event in events if event.kind != "undo" and event.id not in undone)


def state(
    base: Facts,
    events: Sequence[Event],
    on: dt.date | None = None,
    reported: Mapping[str, str] | None = None,
    say: Say = str,
    reported_on: Mapping[str, dt.date] | None = None,
) -> Facts:
    """Return the facts as of the end of day *on* (None: after every event): *base* and every live event up to then.

    ``changes`` of the result holds those events, by date, with what they changed (``()`` when there are none).
    *reported*: event id → the sealed filing that reported it, *reported_on* → the day it was sealed. *say* puts general words in the jurisdiction's own.
    Raises UserError naming entry and line of changes.yaml.
    """
    counting = sorted((event for event in live(events) if on is None or event.on <= on), key=lambda event: event.on)
    facts = base
    changes: list[Change] = []
    for event in counting:
        before, facts = facts, applied(facts, event)
        change = _change(event, before, facts, (reported or {}).get(event.id), say)
        day = (reported_on or {}).get(event.id)
        changes.append(change if day is None else change.model_copy(update={"reported_on": day}))
    return facts.model_copy(update={UNSTORED: tuple(changes)})


def applied(facts: Facts, event: Event) -> Facts:
    """Return *facts* after one event. Raises UserError naming its place when it cannot be."""
    kind = change_type(event.type, event.place)
    try:
        if event.add is not None:
            facts = with_member(facts, event.add)
        for ref in (event.member, event.successor):
            if ref is not None and facts.member(ref) is None:
                raise UserError(f"没有成员单位“{ref}”", remedy=nearest(ref, [member.id for member in facts.members or ()]))
        return with_values(facts, event.sets)
    except UserError as error:
        message = f"{kind.name}：{error.place + '：' if error.place else ''}{error.message}"
        raise UserError(message, place=event.place, remedy=error.remedy) from error
    except ValueError as error:  # pydantic's errors are ValueErrors
        raise UserError(f"{kind.name}：新成员单位的记录不完整或者有误", place=event.place, remedy="撤销后重新记录") from error


def known_until(events: Iterable[Event], event_id: str | None) -> tuple[Event, ...]:
    """Return the events recorded up to and including that of *event_id*; none for None. For sealed filings (``history``)."""
    found: list[Event] = []
    for event in events if event_id else ():
        found.append(event)
        if event.id == event_id:
            return tuple(found)
    if event_id:
        raise UserError(f"没有编号为 {event_id} 的变更记录", place=CHANGES_FILE, remedy="核对 manifest.json 的 history")
    return ()


def _change(event: Event, before: Facts, after: Facts, reported: str | None, say: Say) -> Change:
    kind = change_type(event.type)
    words = _words(event, before, after)
    rows = rows_of(kind, before, after, event.sets, words, event.member, say)
    items = "、".join(dict.fromkeys(row.item or "" for row in rows)) or say(kind.name.removesuffix("变更"))
    if event.kind == "correction":
        label = matter = change_types().correction
        matter = f"{label}{items}"
    else:
        label, matter = say(kind.name), matter_of(kind, {**words, "items": items}, say)
    between = change_types().between
    return Change(
        id=event.id,
        kind=event.kind,
        type=event.type,
        label=label,
        matter=matter,
        on=event.on,
        member=event.member,
        successor=event.successor,
        organ=event.organ,
        resolution=event.resolution,
        reason=(event.reason or "").rstrip("。；; ") or None,  # a paper ends the sentence itself
        rows=rows,
        before=between.join(f"{row.item}：{row.before}" for row in rows) or None,
        after=between.join(f"{row.item}：{row.after}" for row in rows) or None,
        recorded=event.recorded,
        papers=event.papers,
        reported=reported,
    )


def _words(event: Event, before: Facts, after: Facts) -> dict[str, str]:
    def name(facts: Facts, ref: str | None) -> str:
        member = facts.member(ref)
        return (member.name or member.id) if member else ""

    nothing = change_types().nothing
    kind = change_type(event.type)
    holder = HOLDERS[kind.holder][1] if kind.holder else None
    return {
        "member": name(before, event.member) or name(after, event.member),
        "now": name(after, event.member),
        "successor": name(after, event.successor),
        "old": (holder(before, event.member) if holder else "") or nothing,
        "new": (holder(after, event.member) if holder else "") or nothing,
        "before": str(len(before.active_members)),
        "after": str(len(after.active_members)),
    }
