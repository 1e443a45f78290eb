"""Changes that cannot be: before founding, in the future, in a sealed period, twice the same, emptying an organ."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alliance_docs.errors import UserError
from alliance_docs.facts.change import Resolution
from alliance_docs.facts.change_types import change_type
from alliance_docs.facts.credit_code import compact
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.history import Event, applied, live
from alliance_docs.facts.text import normal_name

BEFORE_SIGNING = "withdraw-before-signing"


@dataclass(frozen=True)
class Sealed:
    """A sealed filing: its folder's name, the filing's id, the day it was sealed."""

    folder: str
    filing: str
    on: dt.date


@dataclass(frozen=True)
class Standing:
    """Where the alliance stands when a change is recorded: the base, what was recorded, what was sealed, today.

    *late*: the user says that a change in a sealed period is recorded late on purpose.
    """

    base: Facts
    events: Sequence[Event]
    sealed: Sequence[Sealed]
    today: dt.date
    late: bool = False

    def founded(self, day: dt.date) -> bool:
        """Tell whether on *day* the alliance was founded, or its founding papers had been filed."""
        founding = self.base.dates.founding if self.base.dates else None
        return (founding is not None and founding <= day) or any(one.filing == "founding" and one.on <= day for one in self.sealed)


def refuse(event: Event, before: Facts, standing: Standing) -> Facts:
    """Return the facts after *event*, made from those *before*. Raises UserError when it cannot be."""
    for error in _problems(event, before, standing):
        raise error
    after = applied(before, event)
    if event.kind != "undo":
        for error in _effects(event, before, after):
            raise error
    return after


def _problems(event: Event, before: Facts, standing: Standing) -> Iterator[UserError]:
    if event.on > standing.today:
        yield UserError(f"--on {event.on} 晚于今天（{standing.today}）", remedy="变更发生以后再记录；日期写错的请更正")
    if event.kind == "change":
        yield from _too_early(event, standing)
        yield from _in_sealed_period(event, standing)
        yield from _twice(event, before, standing)
    if event.resolution:
        yield from _votes(event.resolution, standing.today)


def _too_early(event: Event, standing: Standing) -> Iterator[UserError]:
    dates = standing.base.dates
    name = change_type(event.type).name
    if event.type == BEFORE_SIGNING:
        signed = dates.agreement_signing if dates else None
        if signed is not None and event.on >= signed:
            yield UserError(f"--on {event.on}：协议已于 {signed} 签署，不再是签署前退出", remedy="去掉 --before-signing，按成员退出记录")
        return
    if standing.founded(event.on):
        return
    founding = dates.founding if dates else None
    known = f"成立日期为 {founding}" if founding else "没有填写成立大会日期 dates.founding，也没有封存组建材料"
    remedy = {
        "leave": "签署前退出的，加 --before-signing",
        "join": "成立以前增加发起单位，用 ask 或者在 alliance.yaml 中填写",
    }.get(event.type, "组建期间的事实直接在 alliance.yaml 中修改，或者用 ask")
    yield UserError(f"--on {event.on}：联盟此时尚未成立（{known}），不能记为“{name}”", remedy=remedy)


def _in_sealed_period(event: Event, standing: Standing) -> Iterator[UserError]:
    covering = [one for one in standing.sealed if event.on <= one.on]
    if covering and not standing.late:
        last = max(covering, key=lambda one: one.on)
        yield UserError(f"--on {event.on}：这一天属于已经封存的时期（{last.folder} 于 {last.on} 封存）", remedy="核对日期；确属当时发生、现在补记的，加 --late")


def _twice(event: Event, before: Facts, standing: Standing) -> Iterator[UserError]:
    for old in live(standing.events):
        if (old.kind, old.type, old.on, old.member, old.successor, dict(old.sets)) == (event.kind, event.type, event.on, event.member, event.successor, dict(event.sets)) and (old.add or {}).get("name") == (event.add or {}).get("name"):
            yield UserError(f"与已有的记录 {old.id} 相同", remedy="不必重复记录；有误的用 changes undo 撤销")
    added = event.add or {}
    for member in before.active_members:
        who = f"{member.id}（{member.name}）"
        if added.get("name") and member.name and normal_name(str(added["name"])) == normal_name(member.name):
            yield UserError(f"“{added['name']}”已经是成员单位 {who}", remedy="核对单位全称")
        if added.get("credit_code") and member.credit_code and compact(str(added["credit_code"])) == compact(member.credit_code):
            yield UserError(f"统一社会信用代码 {added['credit_code']} 与成员单位 {who} 相同", remedy="更名的用 members rename；代码有误的请更正")
        new_name = event.sets.get(f"members[{event.member}].name") if event.member else None
        if isinstance(new_name, str) and member.name and normal_name(new_name) == normal_name(member.name):
            same = "名称没有变化" if member.id == event.member else f"“{new_name}”已经是成员单位 {who}"
            yield UserError(same, remedy="核对新名称；合并的用 members merge")


def _votes(resolution: Resolution, today: dt.date) -> Iterator[UserError]:
    if resolution.date and resolution.date > today:
        yield UserError(f"决议日期 {resolution.date} 晚于今天（{today}）", remedy="核对 --resolved")
    cast = sum(votes for votes in (resolution.for_, resolution.against, resolution.abstain) if votes is not None)
    if resolution.present is not None and cast > resolution.present:
        yield UserError(f"票数合计 {cast} 超过到会单位数 {resolution.present}", remedy="核对 --votes 同意/反对/弃权/到会/应到")
    if resolution.total is not None and max(cast, resolution.present or 0) > resolution.total:
        yield UserError(f"到会单位数或者票数超过应到单位数 {resolution.total}", remedy="核对 --votes 同意/反对/弃权/到会/应到")


def _effects(event: Event, before: Facts, after: Facts) -> Iterator[UserError]:
    name = change_type(event.type).name
    if event.type != "amend" and after.model_copy(update={"changes": before.changes}) == before:
        yield UserError(f"{name}：事实没有变化", remedy="核对要改的项目和内容")
    fill = "同时补上人选，加 --set 路径=值；或者先记录改选、更换"
    if before.active_members and not after.active_members:
        yield UserError(f"{name}：之后没有任何成员单位", remedy="联盟终止的，不作为成员变更记录")
    if _seated(before) and not _seated(after):
        yield UserError(f"{name}：之后理事会没有任何席位由成员单位担任", remedy=fill)
    if before.experts and before.experts.members and not (after.experts and after.experts.members):
        yield UserError(f"{name}：之后技术专家委员会没有专家", remedy=fill)
    if before.organs and not after.organs:
        yield UserError(f"{name}：之后没有任何机构", remedy=fill)


def _seated(facts: Facts) -> int:
    seats = facts.council.seats if facts.council else None
    active = {member.id for member in facts.active_members}
    return sum(1 for seat in seats or () if (found := facts.member(seat.member)) and found.id in active)
