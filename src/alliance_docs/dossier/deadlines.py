"""The deadlines of one alliance: what is owed, by whom, until when by either reading, and what is done. Pure.

Rules are data (``jurisdictions/deadline_rules.py``); nobody reads the clock: *today* is part of the situation.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from alliance_docs.dossier.deadline_days import at, shifted
from alliance_docs.dossier.deadline_occasions import Occasion, applies, occasions
from alliance_docs.dossier.deadline_situation import Situation
from alliance_docs.facts import formats
from alliance_docs.facts.view import Undecided
from alliance_docs.jurisdictions.deadline_rules import Band, Day, DeadlineRule, Manner

State = Literal["done", "overdue", "late", "open"]
"""``late``: past by the strict reading, not by the lenient one."""

_NAMED = re.compile(r"（[^（）]*\{[^（）]*）|[：:]?[第共]?\{\w+\}(?:年(?!度)|[家项次条])?[，、]?")
"""The words of a title that belong to one occasion."""


@dataclass(frozen=True)
class Deadline:
    """One thing owed. *key* tells it from the rule's others; *lenient* only where it differs; *done*: how it is known to be.

    *filing*: the id of the filing that answers it; *unit*: who owes it, by name; *details*: one line for each part.
    """

    rule: str
    key: str
    title: str
    who: str
    unit: str
    basis: str
    strict: dt.date
    lenient: dt.date | None = None
    unclear: str = ""
    filing: str = ""
    note: str = ""
    reminder: bool = False
    done: str = ""
    details: tuple[str, ...] = ()

    @property
    def last(self) -> dt.date:
        """The last day by any reading."""
        return self.lenient or self.strict

    def state(self, today: dt.date) -> State:
        """Tell how it stands on *today*."""
        if self.done:
            return "done"
        if self.last < today:
            return "overdue"
        return "late" if self.strict < today else "open"


@dataclass(frozen=True)
class Waiting:
    """Deadlines that cannot be computed while one fact is unknown: *path* and *label* of it, *titles* of what waits."""

    path: str
    label: str
    titles: tuple[str, ...]


@dataclass(frozen=True)
class Deadlines:
    """What is owed and done, by day; and what cannot be computed yet."""

    deadlines: tuple[Deadline, ...]
    waiting: tuple[Waiting, ...] = ()


def deadlines(rules: Iterable[DeadlineRule], situation: Situation, manner: Manner) -> Deadlines:
    """Compute every deadline that the window of *manner* shows; those that do not recur stay until they are done."""
    found: list[Deadline] = []
    waiting: dict[tuple[str, str], list[str]] = {}
    for rule in rules:
        try:
            if applies(rule, situation):
                found += _of_rule(rule, situation)
        except Undecided as unknown:
            waiting.setdefault((unknown.path, unknown.label), []).append(situation.say(_NAMED.sub("", rule.title)))
    shown = [one for one in found if _shown(one, situation.today, manner)]
    told = (Waiting(path, label, tuple(dict.fromkeys(titles))) for (path, label), titles in waiting.items())
    return Deadlines(tuple(sorted(shown, key=lambda one: (one.strict, one.rule, one.key))), tuple(told))


def band_of(deadline: Deadline, today: dt.date, bands: Sequence[Band]) -> Band:
    """Return the band of urgency of a deadline that has not passed."""
    left = (deadline.strict - today).days
    return next(band for band in bands if band.days is None or left <= band.days)


def _shown(one: Deadline, today: dt.date, manner: Manner) -> bool:
    if one.strict > today + dt.timedelta(days=manner.ahead):
        return False
    if one.reminder and one.last < today:
        return False
    recurs_or_done = bool(one.done) or one.key.isdecimal()
    return not recurs_or_done or one.last >= today - dt.timedelta(days=manner.behind)


def _of_rule(rule: DeadlineRule, situation: Situation) -> list[Deadline]:
    single: list[tuple[Deadline, Occasion]] = []
    for occasion in occasions(rule, situation):
        strict = _day(rule, rule.strict, occasion, situation)
        lenient = _day(rule, rule.lenient, occasion, situation) if rule.lenient else None
        unit = occasion.who or (situation.told(rule, rule.unit) if rule.unit else "") or ""
        made = Deadline(
            rule=rule.id,
            key=occasion.key,
            title=situation.say(rule.title).format_map({"count": "", "sum": "", **occasion.words}),
            who=situation.say(rule.who),
            unit=str(unit),
            basis=situation.say(rule.basis),
            strict=strict,
            lenient=lenient if lenient != strict else None,
            unclear=situation.say(rule.unclear),
            filing=rule.filing,
            note=situation.say(rule.note),
            reminder=rule.reminder,
            done=occasion.done,
            details=(occasion.detail,) if occasion.detail else (),
        )
        single.append((made, occasion))
    return _together(rule, single, situation) if rule.each in ("change", "instalment") else [made for made, _ in single]


def _together(rule: DeadlineRule, single: Sequence[tuple[Deadline, Occasion]], situation: Situation) -> list[Deadline]:
    """Put those of one day together: the parts still owed are its details; done when every part is."""
    days: dict[tuple[dt.date, dt.date | None], list[tuple[Deadline, Occasion]]] = {}
    for made, occasion in single:
        days.setdefault((made.strict, made.lenient), []).append((made, occasion))
    found = []
    for (strict, _), parts in days.items():
        owed = [part for part in parts if not part[0].done]
        counted = owed or parts
        total = sum((occasion.amount or Decimal(0) for _, occasion in counted), Decimal(0))
        words = {**counted[0][1].words, "count": str(len(counted)), "sum": formats.money(total)}
        found.append(
            replace(
                counted[0][0],
                key=strict.isoformat(),
                title=situation.say(rule.title).format_map(words),
                done="；".join(dict.fromkeys(made.done for made, _ in parts)) if not owed else "",
                details=tuple(detail for made, _ in counted for detail in made.details),
            )
        )
    return found


def _day(rule: DeadlineRule, day: Day, occasion: Occasion, situation: Situation) -> dt.date:
    def number(value: int | str) -> int:
        return int(situation.value(rule, value)) if isinstance(value, str) else value

    start = situation.value(rule, day.start) if day.start else occasion.base
    assert isinstance(start, dt.date)
    moved = shifted(start, number(day.years), number(day.months))
    if day.month or day.day:
        return shifted(at(moved, day.month, day.day), days=number(day.days))
    return shifted(start, number(day.years), number(day.months), number(day.days))
