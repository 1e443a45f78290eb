"""A year as documents tell it: what was recorded of it, completed with what the other facts and the changes know already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from alliance_docs.facts.change import Change
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.members import Member, MemberRef
from alliance_docs.facts.organs import Meetings
from alliance_docs.facts.period import MemberMove, Period, PeriodMeeting
from alliance_docs.facts.record import Record, fact
from alliance_docs.facts.values import Count, Money
from alliance_docs.facts.yearly_data import Move, yearly_data


class PeriodCounts(Record):
    """Lengths of the year's tables; None while a table is unknown."""

    meetings: Count | None = fact("年度会议次数")
    projects: Count | None = fact("年度项目数")
    results: Count | None = fact("技术创新成果数")
    research_input: Count | None = fact("有研发投入的单位数")
    products: Count | None = fact("创新产品数")
    standards: Count | None = fact("年度标准数")
    transfers: Count | None = fact("成果转化合同数")
    events: Count | None = fact("年度活动次数")
    demands: Count | None = fact("技术需求数")
    platforms: Count | None = fact("公共平台数")
    talents: Count | None = fact("人才培养人数合计")


class PeriodTotals(Record):
    """Sums in yuan of the year's tables; None while any part is unknown."""

    income: Money | None = fact("年度收入合计（元）")
    expense: Money | None = fact("年度支出合计（元）")
    research_input: Money | None = fact("研发投入合计（元）")
    revenue: Money | None = fact("创新产品销售收入合计（元）")
    transfers: Money | None = fact("转化合同金额合计（元）")
    payments: Money | None = fact("实缴金额合计（元）")


class ContributionRow(Record):
    """What a member promised in money, what of it was due in the year, and what it paid in the year; in yuan."""

    member: MemberRef | None = fact("投入单位")
    promised: Money | None = fact("约定资金投入（元）")
    due: Money | None = fact("本年度应缴（元）")
    paid: Money | None = fact("本年度实缴（元）")


def previous(facts: Facts, period: Period) -> Period | None:
    """Return the record of the year before *period*, or None."""
    return next((one for one in facts.periods or () if one.year is not None and one.year + 1 == period.year), None)


def members_on(facts: Facts, day: dt.date) -> tuple[Member, ...] | None:
    """Return who was a member at the end of *day*; None while that cannot be told (a member left, nobody knows when)."""
    if facts.members is None or any(one.stage == "退出" and one.withdrawn is None for one in facts.members):
        return None
    return tuple(
        one
        for one in facts.members
        if (one.joined is None or one.joined <= day) and (one.withdrawn is None or one.withdrawn > day)
    )


def opening_day(facts: Facts, year: int) -> dt.date | None:
    """Return the day whose members the year began with: the founding within the year, else the last day of the year before.

    None while nobody knows when the alliance was founded, or where it was founded later.
    """
    founded = facts.dates.founding if facts.dates else None
    if founded is None or founded.year > year:
        return None
    return founded if founded.year == year else dt.date(year - 1, 12, 31)


def filled(facts: Facts, period: Period | None) -> Period | None:
    """Return *period* with what is known already where nothing was recorded.

    Opening balance, numbers of members, member changes; and in each row the evidence that covers its whole table.
    """
    if period is None or period.year is None:
        return period
    told: dict[str, object] = {}
    before = previous(facts, period)
    if period.opening is None and before is not None and before.closing is not None:
        told["opening"] = before.closing
    if period.opening_members is None:
        told["opening_members"] = _number(facts, opening_day(facts, period.year))
    if period.closing_members is None and opening_day(facts, period.year) is not None:
        told["closing_members"] = _number(facts, dt.date(period.year, 12, 31))
    if period.member_changes is None and facts.changes is not None:
        told["member_changes"] = moves(facts, period.year)
    for table in yearly_data().tables:
        rows = getattr(period, table.id)
        if table.evidence and rows:
            told[table.id] = tuple(_evidenced(row, covering(period, table.title)) for row in rows)
    told = {name: value for name, value in told.items() if value is not None}
    return period.model_copy(update=told) if told else period


def covering(period: Period, title: str) -> str | None:
    """Return the ids of the evidence that covers a whole table, joined by 、; None when none does."""
    ids = [one.id for one in period.evidence or () if one.id and title in (one.covers or ())]
    return "、".join(ids) or None


def _evidenced(row: Record, ids: str | None) -> Record:
    return row.model_copy(update={"evidence": ids}) if ids and getattr(row, "evidence", None) is None else row


def _number(facts: Facts, day: dt.date | None) -> int | None:
    found = members_on(facts, day) if day else None
    return None if found is None else len(found)


def moves(facts: Facts, year: int) -> tuple[MemberMove, ...]:
    """Return the changes of membership in *year*, by date, as the history has them."""
    kinds = yearly_data().moves
    inside = (one for one in facts.changes or () if one.kind == "change" and one.on is not None and one.on.year == year)
    return tuple(_move(facts, change, move) for change in inside for move in kinds.get(change.type or "", ()))


def _move(facts: Facts, change: Change, move: Move) -> MemberMove:
    def name(ref: str | None) -> str:
        member = facts.member(ref)
        return (member.name if member else None) or ref or ""

    named = next((row for row in change.rows or () if (row.path or "").endswith("].name")), None)
    words = {
        "member": name(change.member),
        "successor": name(change.successor),
        "before": named.before if named else name(change.member),
        "after": named.after if named else name(change.member),
    }
    text = move.text.format_map(words) if move.text else words[move.whose]
    return MemberMove.model_validate({"date": change.on, "member": text, "kind": move.kind})


def known_meetings(facts: Facts, period: Period) -> tuple[PeriodMeeting, ...]:
    """Return the meetings of the year that other facts know and the year's own table lacks, by date."""
    listed = {one.date for one in period.meetings or ()}
    found = [one for one in _held(facts) if one.date and one.date.year == period.year and one.date not in listed]
    ids = covering(period, next(table.title for table in yearly_data().tables if table.id == "meetings"))
    return tuple(one.model_copy(update={"evidence": ids}) for one in sorted(found, key=lambda one: one.date or dt.date.min))


def _held(facts: Facts) -> Iterator[PeriodMeeting]:
    for name, field in Meetings.model_fields.items():
        meeting = getattr(facts.meetings, name) if facts.meetings else None
        day = (meeting.date if meeting else None) or (facts.dates.founding if name == "founding" and facts.dates else None)
        if day is not None:
            yield PeriodMeeting(
                kind=field.title,
                date=day,
                place=meeting.place if meeting else None,
                attending=meeting.attending if meeting else None,
            )
    decided: dict[tuple[str, dt.date], list[Change]] = {}
    for change in facts.changes or ():
        rests = change.resolution
        if change.kind == "change" and rests and rests.meeting and rests.date:
            decided.setdefault((rests.meeting, rests.date), []).append(change)
    for (kind, day), changes in decided.items():
        present = next((one.resolution.present for one in changes if one.resolution and one.resolution.present), None)
        matters = "；".join(dict.fromkeys(one.matter or "" for one in changes))
        yield PeriodMeeting.model_validate({"kind": kind, "date": day, "attending": present, "resolution": matters})


def period_counts(_facts: Facts, period: Period) -> PeriodCounts:
    """Count the rows of each table; of people trained, the people."""

    def number(rows: tuple[Record, ...] | None) -> int | None:
        return None if rows is None else len(rows)

    tables = {name: number(getattr(period, name)) for name in PeriodCounts.model_fields if name != "talents"}
    people = [one.count for one in period.talents or ()]
    trained = None if period.talents is None or None in people else sum(one or 0 for one in people)
    return PeriodCounts(**tables, talents=trained)


def total(rows: tuple[Record, ...] | None, field: str) -> Decimal | None:
    """Return the sum of *field* over *rows* in yuan, None while the rows or any part are unknown."""
    if rows is None:
        return None
    parts: list[Decimal | None] = [getattr(row, field) for row in rows]
    return None if None in parts else sum((part for part in parts if part is not None), Decimal(0))


def period_totals(_facts: Facts, period: Period) -> PeriodTotals:
    """Sum the money of the year's tables."""
    return PeriodTotals(
        income=total(period.income, "amount"),
        expense=total(period.expense, "amount"),
        research_input=total(period.research_input, "amount"),
        revenue=total(period.products, "revenue"),
        transfers=total(period.transfers, "amount"),
        payments=total(period.payments, "amount"),
    )


def contribution_rows(facts: Facts, period: Period) -> tuple[ContributionRow, ...] | None:
    """Return a row for each member that promised money, with what was due and paid in the year; None without members."""
    if facts.members is None:
        return None
    rows = []
    for member in facts.members:
        promised = member.contribution.cash if member.contribution else None
        left = member.withdrawn is not None and period.year is not None and member.withdrawn.year < period.year
        if not promised or left:
            continue
        schedule = member.contribution.schedule if member.contribution else None
        due = [part.amount for part in schedule or () if part.date and part.date.year == period.year]
        known = schedule is not None and all(part.date and part.amount is not None for part in schedule)
        rows.append(
            ContributionRow(
                member=member.id,
                promised=promised,
                due=sum((part for part in due if part is not None), Decimal(0)) if known else None,
                paid=_paid(facts, period, member),
            )
        )
    return tuple(rows)


def _paid(facts: Facts, period: Period, member: Member) -> Decimal | None:
    if period.payments is None:
        return None
    own = tuple(one for one in period.payments if (found := facts.member(one.member)) and found.id == member.id)
    return total(own, "amount")
