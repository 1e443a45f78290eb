"""After a change all rules run on the state after it: numbers, regions, posts, tasks, in each of the five jurisdictions."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import pytest

from alliance_docs.checks.case import Case
from alliance_docs.checks.check import check
from alliance_docs.checks.finding import Finding
from alliance_docs.dossier.store import read_answers
from alliance_docs.facts.changing import Told, join, leave
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.history import state
from alliance_docs.facts.past import names_rightly
from alliance_docs.jurisdictions.loading import load_jurisdiction

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
JURISDICTIONS = ("gansu", "guangxi", "guangdong-2012", "guangdong-2016", "g60")
TODAY = dt.date(2028, 6, 1)


@cache
def base(name: str) -> Facts:
    return read_answers(EXAMPLES / f"{name}.yaml")


def left(name: str, *members: str, kind: str = "leave", joined: tuple[str, ...] = ()) -> Facts:
    """The example after these units have left, and after others joined from Yunnan."""
    from dataclasses import replace

    facts, events = base(name), []
    for number, ref in enumerate(members, 1):
        told = Told(TODAY - dt.timedelta(days=30), TODAY, "原因")
        events.append(replace(leave(state(facts, events), ref, told, kind), id=f"c{number:03d}"))
    for number, unit in enumerate(joined, len(members) + 1):
        told = Told(TODAY - dt.timedelta(days=20), TODAY, settings=("province=云南省", "city=昆明市", "type=企业", "legal_person=是"))
        events.append(replace(join(state(facts, events), unit, told), id=f"c{number:03d}"))
    return state(facts, events)


def found(facts: Facts) -> list[Finding]:
    jurisdiction = load_jurisdiction(facts.jurisdiction or "")
    return list(check(Case(jurisdiction, facts, today=TODAY, dossier=False)))


def says(findings: list[Finding], *words: str) -> list[str]:
    return [f"{one.severity} {one.rule} {one.message}" for one in findings if all(word in one.message for word in words)]


@pytest.mark.parametrize("name", JURISDICTIONS)
def test_a_bearer_office_or_fund_manager_that_left_is_told(name: str) -> None:
    facts = base(name)
    assert facts.bearer is not None
    assert facts.bearer.member is not None
    findings = found(left(name, facts.bearer.member))
    assert says(findings, "已经退出，仍担任依托主体")
    assert facts.office is not None
    assert facts.office.host is not None
    host = found(left(name, facts.office.host))
    assert says(host, "已经退出，仍担任", "秘书长单位" if name == "g60" else "承担单位")


@pytest.mark.parametrize("name", JURISDICTIONS)
def test_seats_and_tasks_of_a_unit_that_left_are_told(name: str) -> None:
    facts = base(name)
    assert facts.council
    assert facts.council.seats
    assert facts.tasks
    chair = next(seat.member for seat in facts.council.seats if seat.post == "理事长")
    assert chair is not None
    assert says(found(left(name, chair)), "席位单位", "不是成员单位")
    lead = next(task.lead for task in facts.tasks if task.lead and task.lead != chair and task.end and task.end > TODAY)
    assert says(found(left(name, lead)), "已经退出", "任务牵头单位")


@pytest.mark.parametrize("name", ["gansu", "guangxi", "guangdong-2012", "guangdong-2016"])
def test_fewer_than_three_is_an_error(name: str) -> None:
    ids = [member.id for member in base(name).active_members][2:]
    assert any(line.startswith("error") for line in says(found(left(name, *ids)), "成员单位为 2 家，少于 3 家"))


def test_g60_wants_ten_and_seventy_per_cent() -> None:
    inside = ("m03", "m04", "m05", "m06", "m07")
    findings = found(left("g60", *inside))
    assert any(line.startswith("warning") for line in says(findings, "成员单位为 9 家，少于一般要求的 10 家"))
    after = found(left("g60", *inside, joined=("云南示例一有限公司", "云南示例二有限公司")))
    assert any(line.startswith("error") for line in says(after, "九城市", "比例"))
    outside = found(left("g60", joined=tuple(f"云南示例{number}有限公司" for number in "一二三四")))
    assert any(line.startswith("error") for line in says(outside, "九城市")), "nobody left, and the share fell all the same"


def test_guangdong_wants_a_majority_of_its_own() -> None:
    own = [one.id for one in base("guangdong-2012").active_members if one.province and "广东" in one.province]
    after = found(left("guangdong-2012", *own[-8:]))
    assert any(line.startswith("error") for line in says(after, "广东", "比例"))


def test_what_happened_while_a_unit_was_a_member_may_name_it() -> None:
    facts = left("g60", "m02")
    member = facts.member("m02")
    assert member is not None
    assert names_rightly(facts, "formation.initiators[0]", member)
    assert names_rightly(facts, "periods[0].projects[0].members[0]", member)
    assert not names_rightly(facts, "council.seats[1].member", member)
    before = left("g60", "m02", kind="withdraw-before-signing")
    gone = before.member("m02")
    assert gone is not None
    assert not names_rightly(before, "formation.initiators[0]", gone)
