"""What members sent back put into the year's record: new rows added, gaps filled, differences merged or told. Nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from alliance_docs.dossier.year_reading import Returned, Row, key_of
from alliance_docs.dossier.year_sheets import field_at, told
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.formats import wan
from alliance_docs.facts.period import Period
from alliance_docs.facts.text import normal_name
from alliance_docs.facts.tree import as_tree
from alliance_docs.facts.yearly_data import SheetSpec, yearly_data


@dataclass(frozen=True)
class Outcome:
    """*facts* after the merge, how many rows were added and figures filled in or changed, and what to tell, one line each."""

    facts: Facts
    added: int
    filled: int
    changed: int
    conflicts: tuple[str, ...]
    notes: tuple[str, ...]


class _Tally:
    def __init__(self) -> None:
        self.added = self.filled = self.changed = 0
        self.conflicts: list[str] = []
        self.notes: list[str] = []


def merged(base: Facts, whole: Facts, year: int, returned: Iterable[Returned], *, take_theirs: bool = False) -> Outcome:
    """Return *base* (alliance.yaml) with what came back for *year*; *whole* knows every member, those that joined later too.

    A figure that only the member changed since the workbook was sent is taken; one that only we changed stays; one that
    both changed is told and stays as it is, or is taken with *take_theirs*.
    """
    tally = _Tally()
    place = next((at for at, one in enumerate(base.periods or ()) if one.year == year), None)
    period = as_tree((base.periods or ())[place]) if place is not None else {"year": year}
    for one in returned:
        tally.notes += one.notes
        for sheet in yearly_data().sheets:
            rows = [row for row in one.rows if row.sheet.id == sheet.id]
            _into(period, whole, one, sheet, rows, take_theirs, tally)
    made = Period.model_validate(period)
    if place is None:
        periods = (*(base.periods or ()), made)
    else:
        periods = tuple(made if at == place else one for at, one in enumerate(base.periods or ()))
    facts = base.model_copy(update={"periods": periods}) if tally.added or tally.filled or tally.changed else base
    return Outcome(facts, tally.added, tally.filled, tally.changed, tuple(tally.conflicts), tuple(tally.notes))


def _into(
    period: dict[str, Any], whole: Facts, one: Returned, sheet: SheetSpec, rows: list[Row], take_theirs: bool, tally: _Tally
) -> None:
    table: list[dict[str, Any]] = period.get(sheet.id) or []
    mine = [row for row in table if (found := whole.member(row.get(sheet.unit))) and found.id == one.member.id]
    ours = {key_of(sheet, row): row for row in mine}
    sent = {key_of(sheet, row): row for row in one.base.get(sheet.id, ())}
    for row in rows:
        key = key_of(sheet, row.values)
        if key not in ours:
            table.append({sheet.unit: one.member.id, **row.values})
            tally.added += 1
            continue
        _compare(ours[key], row, sheet, sent.get(key), take_theirs, tally)
    came = {key_of(sheet, row.values) for row in rows}
    for key, kept in ours.items():
        if key in sent and key not in came:
            tally.notes.append(f"{one.name} {sheet.title}：对方删去了“{_called(sheet, kept)}”，案卷中仍保留，确认后请自行删去")
    if table:
        period[sheet.id] = table


def _called(sheet: SheetSpec, row: Mapping[str, Any]) -> str:
    return told(row.get(sheet.key[0])) if sheet.key else sheet.title


def _compare(
    ours: dict[str, Any], row: Row, sheet: SheetSpec, sent: Mapping[str, str] | None, take_theirs: bool, tally: _Tally
) -> None:
    for name, title in sheet.columns:
        mine, theirs = ours.get(name), row.values.get(name)
        was = sent.get(name) if sent is not None else None
        if _same(mine, theirs):
            continue
        if theirs is None:
            if was:
                tally.notes.append(f"{row.place}：对方清空了{title}（原为“{told(mine)}”），案卷中仍保留")
            continue
        if mine is None:
            ours[name] = theirs
            tally.filled += 1
        elif was == told(theirs):
            continue  # they left it as it was sent; it changed here since
        elif take_theirs or was == told(mine):
            tally.notes.append(f"{row.place}：{title}由“{_shown(sheet, name, mine)}”改为“{_shown(sheet, name, theirs)}”")
            ours[name] = theirs
            tally.changed += 1
        else:
            tally.conflicts.append(f"{row.place}：{title}案卷中为“{_shown(sheet, name, mine)}”，表中为“{_shown(sheet, name, theirs)}”，没有改动案卷")


def _same(mine: object, theirs: object) -> bool:
    return mine is theirs or normal_name(told(mine)) == normal_name(told(theirs))


def _shown(sheet: SheetSpec, name: str, value: object) -> str:
    return wan(value) if isinstance(value, Decimal) and field_at(sheet, name).kind == "money" else told(value)
