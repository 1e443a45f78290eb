"""What cannot be true together: wrong credit codes, members entered twice, days in an impossible order, names of nobody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from alliance_docs.errors import nearest
from alliance_docs.facts.credit_code import broken_rule, compact
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.fields import field_of
from alliance_docs.facts.lookup import lookup, walk
from alliance_docs.facts.text import normal_name


class Problem(NamedTuple):
    """A contradiction at *path*: one clause of *message*, its *remedy*, and the *other* path concerned (or "")."""

    path: str
    message: str
    remedy: str
    other: str = ""


def problems(facts: Facts) -> list[Problem]:
    """Return every contradiction in *facts*, in the order of the facts; an empty list when there is none."""
    return [*_codes(facts), *_twice(facts), *_dates(facts), *_references(facts)]


def _codes(facts: Facts) -> Iterator[Problem]:
    for path, field, value in walk(facts):
        if field.name == "credit_code":
            rule = broken_rule(str(value))
            if rule:
                yield Problem(path, f"{field.label}：发现“{value}”，{rule}", "与营业执照或者法人证书核对，暂不确定的留空")


def _twice(facts: Facts) -> Iterator[Problem]:
    names: dict[str, str] = {}
    codes: dict[str, str] = {}
    for member in facts.active_members:
        here = f"members[{member.id}]"
        if member.name:
            first = names.setdefault(normal_name(member.name), here)
            if first != here:
                yield Problem(
                    f"{here}.name", f"成员单位“{member.name}”重复，与 {first} 是同一名称", "删去其中一条；同名不同单位的写明区别", f"{first}.name"
                )
        if member.credit_code and not broken_rule(member.credit_code):
            first = codes.setdefault(compact(member.credit_code), here)
            if first != here:
                yield Problem(
                    f"{here}.credit_code", f"成员单位重复，统一社会信用代码与 {first} 相同", "删去其中一条，或者更正代码", f"{first}.credit_code"
                )


_BEFORE = ("initiation", "preparatory_meeting", "adoption")
_ORDERS = {
    None: (("filing", "approval"), (*_BEFORE, "filing"), (*_BEFORE, "founding")),
    "先报批后成立": ((*_BEFORE, "filing", "approval", "founding"),),
    "先大会后报批": ((*_BEFORE, "founding", "filing", "approval"),),
}
_ALWAYS = ((*_BEFORE, "agreement_signing"), (*_BEFORE, "signing_deadline"))


def _dates(facts: Facts) -> Iterator[Problem]:
    chosen = facts.formation.order if facts.formation else None
    found: dict[tuple[str, str], None] = {}
    for chain in (*_ORDERS[chosen], *_ALWAYS):
        known = [f"dates.{name}" for name in chain if lookup(facts, f"dates.{name}") is not None]
        found |= dict.fromkeys(pairwise(known))
    for index, task in enumerate(facts.tasks or ()):
        here = f"tasks[{task.id}]" if task.id else f"tasks[{index}]"
        found[f"{here}.start", f"{here}.end"] = None
    for member in facts.members or ():
        found[f"members[{member.id}].joined", f"members[{member.id}].withdrawn"] = None
    for early, late in found:
        first, second = lookup(facts, early), lookup(facts, late)
        if isinstance(first, dt.date) and isinstance(second, dt.date) and first > second:
            because = f"（{chosen}）" if chosen and early in _SETTLED and late in _SETTLED else ""
            yield Problem(
                late,
                f"{field_of(late).label}（{second}）早于{field_of(early).label}（{first}），应当不早于{because}",
                "核对两个日期；改动几个日期的，从最后一个改起",
                early,
            )


_SETTLED = ("dates.filing", "dates.approval", "dates.founding")


LATER = ("periods[", "annual_plan.", "re_election.")
"""Facts of later years: they may name a member that only changes.yaml knows, so the base facts alone cannot judge them."""


def _references(facts: Facts) -> Iterator[Problem]:
    organs = {organ.id: organ for organ in facts.organs or ()}
    for path, field, value in walk(facts):
        if facts.changes is None and path.startswith(LATER):
            continue
        if field.kind == "member" and facts.members is not None and facts.member(str(value)) is None:
            known = [name for member in facts.members for name in (member.name, member.id) if name]
            yield Problem(path, f"{field.label}：成员单位中没有“{value}”", nearest(str(value), known) or "写成员单位的编号或者全称")
        if field.kind == "organ" and value not in organs:
            yield Problem(path, f"{field.label}：机构中没有编号“{value}”", nearest(str(value), organs) or "写上级机构的编号 id")
