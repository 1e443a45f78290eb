"""The year's figures agree with each other, lie within the year, and have evidence (AD-YR-01 to AD-YR-11)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any

from alliance_docs.checks.case import Case
from alliance_docs.checks.fact_rules.members import who
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.facts import formats
from alliance_docs.facts.period import MemberMove, Period
from alliance_docs.facts.text import normal_name
from alliance_docs.facts.yearly import (
    contribution_rows,
    covering,
    filled,
    members_on,
    moves,
    period_totals,
    previous,
    total,
)
from alliance_docs.facts.yearly_data import TableSpec, yearly_data
from alliance_docs.jurisdictions.jurisdiction import kind_of

_SHOWN = 3


def _periods(case: Case) -> Iterator[tuple[str, Period]]:
    """Yield each year's record, with its path."""
    for index, period in enumerate(case.facts.periods or ()):
        if period.year is not None:
            yield f"periods[{index}]", period


def _tables(period: Period) -> Iterator[tuple[TableSpec, tuple[Any, ...]]]:
    for table in yearly_data().tables:
        yield table, getattr(period, table.id) or ()


def _name(case: Case, table: TableSpec, row: Any) -> str:
    """What a row is called: the first of its telling fields that is known; a member by its name."""
    for field in table.name:
        value = getattr(row, field)
        if isinstance(value, str):
            member = case.facts.member(value) if field == "member" else None
            return who(member) if member else value
    return "（未填名称）"


def balance(case: Case) -> Iterator[Hit]:
    """Opening balance + income − expense = closing balance."""
    for path, period in _periods(case):
        sums = period_totals(case.facts, period)
        before = previous(case.facts, period)
        opening = period.opening if period.opening is not None or before is None else before.closing
        if opening is None or period.closing is None or sums.income is None or sums.expense is None:
            continue
        should = opening + sums.income - sums.expense
        if should != period.closing:
            money = {"opening": opening, "income": sums.income, "expense": sums.expense, "sum": should, "closing": period.closing}
            yield hit(location=f"{path}.closing", year=period.year, **{name: formats.wan(value) for name, value in money.items()})


def carried(case: Case) -> Iterator[Hit]:
    """A year opens with what the year before closed with."""
    for path, period in _periods(case):
        before = previous(case.facts, period)
        if before and None not in (before.closing, period.opening) and before.closing != period.opening:
            assert before.closing is not None
            assert period.opening is not None
            yield hit(location=f"{path}.opening", year=period.year, opening=formats.wan(period.opening), closing=formats.wan(before.closing))


def membership(case: Case) -> Iterator[Hit]:
    """Opening members + joined − left = closing members; both agree with the roster and the history."""
    data = yearly_data()
    for path, as_written in _periods(case):
        period = filled(case.facts, as_written) or as_written
        year, listed = period.year or 0, period.member_changes
        gained, lost = (sum(move.kind in group for move in listed or ()) for group in (data.gains, data.losses))
        if listed is not None and period.opening_members is not None and period.closing_members is not None:
            should = period.opening_members + gained - lost
            if should != period.closing_members:
                yield hit(
                    "sum", f"{path}.closing_members", year=year, opening=period.opening_members, gained=gained, lost=lost,
                    sum=should, closing=period.closing_members,
                )  # fmt: skip
        then = members_on(case.facts, dt.date(year, 12, 31))
        over = case.today is None or case.today > dt.date(year, 12, 31)
        if then is not None and over and period.closing_members not in (None, len(then)):
            yield hit("roster", f"{path}.closing_members", year=year, closing=period.closing_members, count=len(then))
        if listed is not None and case.facts.changes is not None:
            recorded = moves(case.facts, year)
            for key, lacking, having in (("missing", recorded, listed), ("extra", listed, recorded)):
                known = {_told(move) for move in having}
                for move in lacking:
                    if _told(move) not in known:
                        yield hit(key, f"{path}.member_changes", year=year, what=f"{move.member or ''}{move.kind or ''}", day=move.date or "")


def _told(move: MemberMove) -> tuple[dt.date | None, str | None]:
    """What two lines on the same change have in common; the unit may be written in other words."""
    return move.date, move.kind


def dates(case: Case) -> Iterator[Hit]:
    """What the year's tables list happened in the year."""
    for path, period in _periods(case):
        year = period.year or 0
        for table, rows in _tables(period):
            for index, row in enumerate(rows):
                day = getattr(row, table.date) if table.date else None
                if day is not None and day.year != year:
                    yield hit(location=f"{path}.{table.id}[{index}].{table.date}", year=year, table=table.title, what=_name(case, table, row), day=day.isoformat())
        for name in ("disclosure_date", "submitted"):
            day = getattr(period, name)
            if day is not None and day < dt.date(year, 1, 1):
                yield hit("early", f"{path}.{name}", year=year, label=Period.model_fields[name].title, day=day.isoformat())


def numbers(case: Case) -> Iterator[Hit]:
    """Nothing is listed twice; no more patents are listed than were applied for and granted."""
    words = yearly_data().patent_words
    for path, period in _periods(case):
        for table, rows in _tables(period):
            seen: set[tuple[object, ...]] = set()
            for index, row in enumerate(rows):
                key = tuple(normal_name(value) if isinstance(value, str) else value for value in (getattr(row, field) for field in table.name))
                if key in seen and None not in key:
                    yield hit("double", f"{path}.{table.id}[{index}]", year=period.year, table=table.title, what=_name(case, table, row))
                seen.add(key)
        listed = sum(any(word in (row.kind or "") for word in words) for row in period.results or ())
        if period.patents_applied is not None and period.patents_granted is not None:
            most = period.patents_applied + period.patents_granted
            if listed > most:
                yield hit("patents", f"{path}.results", year=period.year, count=listed, total=most)


def evidence(case: Case) -> Iterator[Hit]:
    """Every row and figure has evidence; every id named is on the list, once."""
    for path, period in _periods(case):
        ids = [item.id for item in period.evidence or () if item.id]
        for key, times in Counter(ids).items():
            if times > 1:
                yield hit("double", f"{path}.evidence", year=period.year, id=key, table="")
        bare: list[str] = []
        for table, rows in _tables(period):
            if not table.evidence:
                continue
            whole = covering(period, table.title)
            names = [_name(case, table, row) for row in rows if row.evidence is None and whole is None]
            if names:
                shown = "、".join(names[:_SHOWN]) + ("等" if len(names) > _SHOWN else "")
                bare.append(f"“{table.title}”{len(names)} 行（{shown}）")
            for index, row in enumerate(rows):
                for key in (part.strip() for part in (row.evidence or "").replace("，", "、").split("、")):
                    if key and ids and key not in ids:
                        place = f"{path}.{table.id}[{index}].evidence"
                        yield hit("unknown", place, year=period.year, table=table.title, what=_name(case, table, row), id=key)
        bare += [
            f"“{figures.title}”数据" for figures in yearly_data().figures
            if any(getattr(period, name) for name in figures.names) and covering(period, figures.title) is None
        ]  # fmt: skip
        if bare and _is_drafted(case):
            yield hit("bare", f"{path}.evidence", year=period.year, what="；".join(bare))


def _is_drafted(case: Case) -> bool:
    """Tell whether a paper of the year is before us: the founding papers owe no evidence of a year. Facts alone are looked at."""
    founding = set(case.jurisdiction.filings[0].documents) if case.jurisdiction.filings else set()
    yearly = {one for filing in case.jurisdiction.filings if filing.date.startswith("period.") for one in filing.documents} - founding
    return not case.drafts or any(kind_of(document) in yearly for document in case.drafts)


def research(case: Case) -> Iterator[Hit]:
    """Own money and public money are parts of the research input."""
    for path, period in _periods(case):
        for index, row in enumerate(period.research_input or ()):
            if row.amount is None or row.own is None or row.public is None or row.own + row.public == row.amount:
                continue
            member, parts = case.facts.member(row.member), row.own + row.public
            yield hit(
                "over" if parts > row.amount else "rest",
                f"{path}.research_input[{index}]",
                year=period.year,
                name=who(member) if member else row.member or "",
                amount=formats.wan(row.amount),
                parts=formats.wan(parts),
                rest=formats.wan(abs(row.amount - parts)),
            )


def years(case: Case) -> Iterator[Hit]:
    """One record a year, none before the founding; a year not over yet is told."""
    founded = case.facts.dates.founding if case.facts.dates else None
    seen: set[int] = set()
    for path, period in _periods(case):
        year = period.year or 0
        if year in seen:
            yield hit("double", f"{path}.year", year=year)
        seen.add(year)
        if founded and year < founded.year:
            yield hit("before", f"{path}.year", year=year, founded=founded.year)
        if case.today and case.today <= dt.date(year, 12, 31):
            yield hit("open", f"{path}.year", year=year, day=case.today.isoformat())


def units(case: Case) -> Iterator[Hit]:
    """Units named in a year's tables were members in that year."""
    for path, period in _periods(case):
        year = period.year or 0
        for sheet in yearly_data().sheets:
            title = next(table.title for table in yearly_data().tables if table.id == sheet.id)
            for index, row in enumerate(getattr(period, sheet.id) or ()):
                member = case.facts.member(getattr(row, sheet.unit))
                if member is None:
                    continue
                late = member.joined is not None and member.joined.year > year
                gone = member.withdrawn is not None and member.withdrawn.year < year
                if late or gone:
                    yield hit(location=f"{path}.{sheet.id}[{index}].{sheet.unit}", year=year, table=title, name=who(member))


def payments(case: Case) -> Iterator[Hit]:
    """What was due in the year was paid."""
    for path, period in _periods(case):
        for row in contribution_rows(case.facts, period) or ():
            member = case.facts.member(row.member)
            if member and row.due is not None and row.paid is not None and row.paid < row.due:
                yield hit(location=f"{path}.payments", year=period.year, name=who(member), due=formats.wan(row.due), paid=formats.wan(row.paid))


def plan(case: Case) -> Iterator[Hit]:
    """The plan's expense is covered, its matters fit the budget and end within its year."""
    told = case.facts.annual_plan
    if told is None or told.year is None:
        return
    income, expense, items = total(told.income, "amount"), total(told.expense, "amount"), total(told.items, "budget")
    before = next((one for one in case.facts.periods or () if one.year is not None and one.year + 1 == told.year), None)
    closing = before.closing if before else None
    if income is not None and expense is not None and closing is not None and expense > income + closing:
        yield hit("over", "annual_plan.expense", year=told.year, expense=formats.wan(expense), income=formats.wan(income), closing=formats.wan(closing))
    if items is not None and expense is not None and items > expense:
        yield hit("items", "annual_plan.items", year=told.year, items=formats.wan(items), expense=formats.wan(expense))
    for index, item in enumerate(told.items or ()):
        if item.due is not None and item.due.year != told.year:
            yield hit("date", f"annual_plan.items[{index}].due", year=told.year, what=item.matter or "", day=item.due.isoformat())


RULES = {
    "AD-YR-01": balance,
    "AD-YR-02": carried,
    "AD-YR-03": membership,
    "AD-YR-04": dates,
    "AD-YR-05": numbers,
    "AD-YR-06": evidence,
    "AD-YR-07": research,
    "AD-YR-08": years,
    "AD-YR-09": units,
    "AD-YR-10": payments,
    "AD-YR-11": plan,
}
