"""Recording a change: the facts of its day, what it sets, whether it can be, what follows from it, and the entry written."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from alliance_docs.dossier.files import lock, read_bytes
from alliance_docs.dossier.history import append, events_of, speaking
from alliance_docs.dossier.store import Dossier
from alliance_docs.errors import UserError
from alliance_docs.facts.change import Change
from alliance_docs.facts.change_problems import Sealed, Standing, refuse
from alliance_docs.facts.consistency import problems
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.history import Event, live, state
from alliance_docs.facts.history_file import next_id
from alliance_docs.facts.values import read_date

Making = Callable[[Facts, Sequence[Event]], Iterable[Event]]
"""Facts of the day and everything recorded so far → the events to record."""


@dataclass(frozen=True)
class Recorded:
    """What was recorded, or would be: the changes as they read, the facts before and after, and what is still missing."""

    changes: tuple[Change, ...]
    before: Facts
    after: Facts
    events: tuple[Event, ...]


def record(dossier: Dossier, make: Making, on: dt.date, today: dt.date, *, late: bool = False, dry: bool = False) -> Recorded:
    """Record the events that *make* makes of the facts as of *on*; all of them or none. *dry*: write nothing.

    Raises UserError when a change cannot be, or when an event recorded for a later day no longer can; the file is then as before.
    """
    with lock(dossier.folder):
        base, events = dossier.facts, events_of(dossier)
        standing = Standing(base, events, sealed_days(dossier), today, late)
        facts = before = state(base, events, on)
        new: list[Event] = []
        for event in make(before, events):
            numbered = replace(event, id=next_id(len(events) + len(new)))
            facts = refuse(numbered, facts, standing)
            new.append(numbered)
        known = {problem[:2] for problem in problems(before)}
        wrong = [problem for problem in problems(facts) if problem[:2] not in known]
        if wrong:
            raise UserError(wrong[0].message, place=wrong[0].path, remedy=wrong[0].remedy)
        after = state(base, (*events, *new), None, None, speaking(base))  # later events must still fit
        stored = tuple(new) if dry else append(dossier, *new)
    ids = {event.id for event in stored}
    changes = tuple(change for change in after.changes or () if change.id in ids)
    return Recorded(changes, state(base, events, None, None, speaking(base)), after, stored)


def take_back(dossier: Dossier, event_id: str, reason: str, on: dt.date, today: dt.date, *, dry: bool = False) -> Recorded:
    """Record that an entry counts no more. Raises UserError when there is none, it counts no more already, or others rest on it."""
    with lock(dossier.folder):
        base, events = dossier.facts, events_of(dossier)
        target = next((event for event in events if event.id == event_id), None)
        if target is None:
            raise UserError(f"没有编号为 {event_id} 的变更记录", remedy="changes list 列出全部记录")
        undone = {event.undoes for event in events if event.kind == "undo" and event not in _undone(events)}
        if target.id in undone:
            raise UserError(f"{event_id} 已经撤销", remedy="要恢复的，撤销那条撤销记录")
        before = state(base, events)
        undoing = Event(next_id(len(events)), "undo", target.type, on, today, reason, member=target.member, undoes=target.id)
        try:
            after = state(base, (*events, undoing))
        except UserError as error:
            raise UserError(f"不能撤销 {event_id}：其后的记录以它为前提（{error.place}：{error.message}）", remedy="先撤销其后的记录") from error
        known = {problem[:2] for problem in problems(before)}
        wrong = [problem for problem in problems(after) if problem[:2] not in known]
        if wrong:
            raise UserError(f"不能撤销 {event_id}：其后的事实以它为前提（{wrong[0].path} {wrong[0].message}）", remedy="先撤销其后的记录")
        stored = (undoing,) if dry else append(dossier, undoing)
    return Recorded((), before, after, stored)


def _undone(events: Sequence[Event]) -> tuple[Event, ...]:
    """The undoings that were undone themselves."""
    gone: set[str] = set()
    for event in reversed(events):
        if event.kind == "undo" and event.undoes and event.id not in gone:
            gone.add(event.undoes)
    return tuple(event for event in events if event.kind == "undo" and event.id in gone)


def taken_ids(base: Facts, events: Iterable[Event]) -> frozenset[str]:
    """Return every member id ever given, those of undone changes too."""
    added = {str(event.add["id"]) for event in events if event.add and "id" in event.add}
    return frozenset({member.id for member in base.members or ()} | added)


def sealed_days(dossier: Dossier) -> tuple[Sealed, ...]:
    """Return the sealed filings and the days they were sealed, from their manifests."""
    found = []
    for path in sorted(dossier.filings.glob("*/manifest.json")):
        try:
            told = json.loads(read_bytes(path))
            if told.get("sealed") is True and told.get("sealed_on"):
                found.append(Sealed(path.parent.name, str(told.get("filing", "")), read_date(told["sealed_on"])))
        except (ValueError, AttributeError):
            continue  # the checks tell of a manifest that cannot be read
    return tuple(found)


def is_founded(dossier: Dossier, day: dt.date) -> bool:
    """Tell whether on *day* the alliance was founded, or its founding papers had been filed."""
    return Standing(dossier.facts, (), sealed_days(dossier), day).founded(day)


def counting(dossier: Dossier) -> frozenset[str]:
    """Return the ids of the entries that count."""
    return frozenset(event.id for event in live(events_of(dossier)))
