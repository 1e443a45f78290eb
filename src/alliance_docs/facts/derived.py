"""What follows from the facts: members still in, who chairs, sums and counts. Nothing here is stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from alliance_docs.facts.alliance import Copies, Task
from alliance_docs.facts.change import Change, ChangedRow
from alliance_docs.facts.change_told import by_resolution, former_name, of_agreement, row_of_agreement, unreported
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.members import Member, Person
from alliance_docs.facts.organs import Seat
from alliance_docs.facts.period import Period, PeriodMeeting
from alliance_docs.facts.record import Record, fact
from alliance_docs.facts.shape import Shape, shape_of
from alliance_docs.facts.terms import Bearer
from alliance_docs.facts.text import Line
from alliance_docs.facts.values import Count, Money
from alliance_docs.facts.yearly import (
    ContributionRow,
    PeriodCounts,
    PeriodTotals,
    contribution_rows,
    filled,
    known_meetings,
    period_counts,
    period_totals,
    previous,
)


class Counts(Record):
    """Computed numbers; each is None while what it counts is unknown."""

    members: Count | None = fact("成员单位数")
    enterprises: Count | None = fact("企业数")
    universities: Count | None = fact("高校数")
    institutes: Count | None = fact("科研机构数")
    others: Count | None = fact("其他成员单位数")
    seats: Count | None = fact("理事会席位数")
    vice_chairs: Count | None = fact("副理事长单位数")
    experts: Count | None = fact("专家数")
    external_experts: Count | None = fact("外部专家数")
    staff: Count | None = fact("联盟办公室工作人员数")
    full_time: Count | None = fact("专职人员数")
    tasks: Count | None = fact("任务数")


class Totals(Record):
    """Computed sums in yuan; None while any part is unknown."""

    cash: Money | None = fact("资金投入合计（元）")
    in_kind: Money | None = fact("非资金投入作价合计（元）")
    input: Money | None = fact("投入总额（元）")


class Unit(Record):
    """An organisation named in the documents that need not be a member."""

    name: Line | None = fact("单位名称")
    credit_code: Line | None = fact("统一社会信用代码")
    address: Line | None = fact("住所")
    legal_representative: Person | None = fact("法定代表人")


def _kind(member: Member) -> str:
    return {"企业": "enterprises", "金融机构": "enterprises", "高校": "universities", "科研机构": "institutes"}.get(
        member.type or "", "others"
    )


def counts(facts: Facts) -> Counts:
    """Count members by type, seats, experts, staff and tasks."""
    active = facts.active_members
    typed = facts.members is not None and all(member.type for member in active)
    by_kind = [_kind(member) for member in active]
    seats = facts.council.seats if facts.council else None
    experts = facts.experts.members if facts.experts else None
    staff = facts.office.staff if facts.office else None
    return Counts(
        members=None if facts.members is None else len(active),
        enterprises=by_kind.count("enterprises") if typed else None,
        universities=by_kind.count("universities") if typed else None,
        institutes=by_kind.count("institutes") if typed else None,
        others=by_kind.count("others") if typed else None,
        seats=None if seats is None else len(seats),
        vice_chairs=None if seats is None else sum(seat.post == "副理事长" for seat in seats),
        experts=None if experts is None else len(experts),
        external_experts=None if experts is None else sum(expert.external is True for expert in experts),
        staff=None if staff is None else len(staff),
        full_time=None if staff is None else sum(person.full_time is True for person in staff),
        tasks=None if facts.tasks is None else len(facts.tasks),
    )


def cash_of(member: Member) -> Decimal | None:
    """Return the member's money contribution in yuan, None while unknown."""
    return member.contribution.cash if member.contribution else None


def in_kind_of(member: Member) -> Decimal | None:
    """Return the value of the member's other contributions in yuan, None while unknown."""
    if member.contribution is None or member.contribution.in_kind is None:
        return None
    values = [part.value for part in member.contribution.in_kind]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None


def totals(facts: Facts) -> Totals:
    """Sum the contributions of the members still in."""

    def total(parts: list[Decimal | None]) -> Decimal | None:
        known = [part for part in parts if part is not None]
        return sum(known, Decimal(0)) if parts and len(known) == len(parts) else None

    cash = total([cash_of(member) for member in facts.active_members])
    in_kind = total([in_kind_of(member) for member in facts.active_members])
    return Totals(cash=cash, in_kind=in_kind, input=None if cash is None or in_kind is None else cash + in_kind)


def tasks_of(facts: Facts, member: Member) -> tuple[Task, ...] | None:
    """Return the tasks the member leads or joins, None while tasks are unknown."""
    if facts.tasks is None:
        return None
    return tuple(
        task
        for task in facts.tasks
        if any((found := facts.member(ref)) and found.id == member.id for ref in (task.lead, *(task.members or ())))
    )


def seats_by_post(facts: Facts, post: str) -> tuple[Seat, ...] | None:
    """Return the council seats of one post (理事长, 副理事长, 理事), None while seats are unknown."""
    seats = facts.council.seats if facts.council else None
    return None if seats is None else tuple(seat for seat in seats if seat.post == post)


def post_of(facts: Facts, member: Member) -> str | None:
    """Return the council post of the member's seat (理事长, 副理事长, 理事); None while seats or their holders are unknown, or it has none."""
    seats = facts.council.seats if facts.council else None
    held = next((seat for seat in seats or () if (found := facts.member(seat.member)) and found.id == member.id), None)
    return held.post if held else None


def bearer_unit(facts: Facts, bearer: Bearer) -> Member | Unit | None:
    """Return the liability bearer: the member named, or the outside body described; None while unknown."""
    if bearer.kind in (None, "成员单位"):
        return facts.member(bearer.member)
    if bearer.name is None:
        return None
    return Unit(
        name=bearer.name,
        credit_code=bearer.credit_code,
        address=bearer.address,
        legal_representative=bearer.representative,
    )


def total_copies(facts: Facts, copies: Copies) -> int | None:
    """Return how many originals are made: each member's, the bearer's, the filing's, the office's (LC-FM-06)."""
    parts = (copies.per_member, copies.bearer, copies.filing, copies.office)
    if facts.members is None or None in parts:
        return None
    each, *rest = (part for part in parts if part is not None)
    return each * len(facts.active_members) + sum(rest)


def input_of(member: Member) -> Decimal | None:
    """Return the whole of what the member brings in yuan, None while a part is unknown."""
    cash, in_kind = cash_of(member), in_kind_of(member)
    return None if cash is None or in_kind is None else cash + in_kind


@dataclass(frozen=True)
class Derived:
    """A computed attribute of a record as templates see it."""

    annotation: Any
    label: str
    compute: Callable[[Facts, Any], Any]


@cache
def derived_shape(derived: Derived) -> Shape:
    """Return the shape of a computed attribute."""
    return shape_of(derived.annotation, derived.label)


ATTRIBUTES: dict[type[Record], dict[str, Derived]] = {
    Member: {
        "tasks": Derived(tuple[Task, ...], "承担任务", tasks_of),
        "sign_form": Derived(
            Member.model_fields["signer"].annotation.__args__[0].model_fields["form"].annotation,  # type: ignore[union-attr]
            "签署方式",
            lambda facts, member: (member.signer and member.signer.form) or (facts.signing and facts.signing.form),
        ),
        "post": Derived(Seat.model_fields["post"].annotation, "职务", post_of),
        "input": Derived(Money, "投入总额（元）", lambda facts, member: input_of(member)),
        "in_kind_value": Derived(Money, "非资金投入作价（元）", lambda facts, member: in_kind_of(member)),
    },
    Change: {
        "former_name": Derived(Line, "变更前的单位全称", former_name),
        "by_resolution": Derived(bool, "是否依据决议", by_resolution),
        "of_agreement": Derived(bool, "是否涉及协议", of_agreement),
    },
    ChangedRow: {"of_agreement": Derived(bool, "是否涉及协议", row_of_agreement)},
    Bearer: {"unit": Derived(Unit, "依托主体", bearer_unit)},
    Copies: {"total": Derived(Count, "文本总份数", total_copies)},
    Period: {
        "previous": Derived(Period, "上一年度资料", previous),
        "counts": Derived(PeriodCounts, "年度数量", period_counts),
        "totals": Derived(PeriodTotals, "年度合计", period_totals),
        "known_meetings": Derived(tuple[PeriodMeeting, ...], "年度会议", known_meetings),
        "contributions": Derived(tuple[ContributionRow, ...], "资金投入", contribution_rows),
    },
}
"""Computed attributes by record type; views offer them beside the stored fields."""

ROOTS: dict[str, Derived] = {
    "lead": Derived(Member, "牵头单位", lambda facts, _: facts.lead),
    "leads": Derived(tuple[Member, ...], "牵头单位", lambda facts, _: None if facts.lead is None else facts.leads),
    "co_leads": Derived(tuple[Member, ...], "共同牵头单位", lambda facts, _: None if facts.lead is None else facts.leads[1:]),
    "period": Derived(Period, "年度资料", lambda facts, _: filled(facts, facts.period)),
    "counts": Derived(Counts, "数量", lambda facts, _: counts(facts)),
    "totals": Derived(Totals, "合计", lambda facts, _: totals(facts)),
    "seats": Derived(tuple[Seat, ...], "理事会席位", lambda facts, _: facts.council.seats if facts.council else None),
    "chair": Derived(Seat, "理事长", lambda facts, _: next(iter(seats_by_post(facts, "理事长") or ()), None)),
    "vice_chairs": Derived(tuple[Seat, ...], "副理事长", lambda facts, _: seats_by_post(facts, "副理事长")),
    "ordinary_seats": Derived(tuple[Seat, ...], "理事", lambda facts, _: seats_by_post(facts, "理事")),
    "unreported": Derived(tuple[Change, ...], "尚未报告的变更", lambda facts, _: unreported(facts)),
    "corrections": Derived(tuple[Change, ...], "尚未报告的更正", lambda facts, _: unreported(facts, "correction")),
    "last_change": Derived(Change, "最近一次尚未报告的变更", lambda facts, _: next(iter(unreported(facts)[::-1]), None)),
    "withdrawn": Derived(
        tuple[Member, ...],
        "已退出单位",
        lambda facts, _: None
        if facts.members is None
        else tuple(member for member in facts.members if member.stage == "退出" or member.withdrawn is not None),
    ),
}
"""Computed names at the top."""
