"""Deadlines as a calendar file (iCalendar, RFC 5545): the same deadlines give the same bytes, and the same events when imported again."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from alliance_docs.dossier.deadlines import Deadline
from alliance_docs.facts import formats

if TYPE_CHECKING:
    from icalendar import Alarm, Event

    from alliance_docs.dossier.due import Owed

_NAME = "产业技术创新联盟期限"
_DOMAIN = "alliance-docs"


def to_ics(several: Iterable[Owed], today: dt.date, alarms: Sequence[int]) -> bytes:
    """Return the calendar of several dossiers: an all-day event on the strict day of each deadline, DTSTAMP from *today*.

    *alarms*: days before. What is done stays in the calendar, marked so and without alarm: importing again then updates it.
    """
    from icalendar import Calendar

    calendar = Calendar()
    for name, value in (("prodid", "-//alliance-docs//due//ZH"), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", "PUBLISH")):
        calendar.add(name, value)
    calendar.add("x-wr-calname", _NAME)
    seen: set[str] = set()
    for owed in several:
        for one in owed.found.deadlines:
            uid = uid_of(owed.key, one)
            if uid not in seen:  # the same dossier told twice, or a copy of it
                seen.add(uid)
                calendar.add_component(_event(owed.name, uid, one, today, alarms))
    data: bytes = calendar.to_ical()
    return data


def uid_of(key: str, deadline: Deadline) -> str:
    """Return the id of a deadline's event: the same whenever and wherever it is computed, whatever becomes of its day or title."""
    named = "|".join((key, deadline.rule, deadline.key))
    return f"{hashlib.sha256(named.encode('utf-8')).hexdigest()[:32]}@{_DOMAIN}"


def _event(name: str, uid: str, one: Deadline, today: dt.date, alarms: Sequence[int]) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", dt.datetime.combine(today, dt.time(), dt.UTC))
    event.add("dtstart", one.strict)
    event.add("dtend", one.strict + dt.timedelta(days=1))
    event.add("summary", f"{'（已办）' if one.done else ''}{one.title}（{name}）")
    event.add("description", "\n".join(_lines(one)))
    event.add("transp", "TRANSPARENT")
    for days in () if one.done else alarms:
        event.add_component(_alarm(one.title, days))
    return event


def _lines(one: Deadline) -> Iterable[str]:
    if one.lenient:
        yield f"从严：{formats.date(one.strict)}；从宽：{formats.date(one.lenient)}"
        yield one.unclear
    yield f"由{one.who}办理" + (f"（{one.unit}）" if one.unit else "")
    yield f"依据：{one.basis}"
    if one.filing and not one.done:
        yield f"材料：alliance-docs build --filing {one.filing}"
    if one.done:
        yield f"已办：{one.done}"
    yield from one.details
    if one.note:
        yield one.note


def _alarm(title: str, days: int) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", dt.timedelta(days=-days))
    return alarm
