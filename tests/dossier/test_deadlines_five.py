"""What is owed in each jurisdiction after the founding, day by day, against the calendar of the domain notes (§2.7)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from alliance_docs.dossier.deadline_situation import Situation
from alliance_docs.dossier.deadlines import Deadline, deadlines
from alliance_docs.dossier.store import read_answers
from alliance_docs.facts.assign import assign
from alliance_docs.facts.change import Change, ChangedRow
from alliance_docs.facts.facts import Facts
from alliance_docs.jurisdictions.deadline_rules import deadline_rules, manner
from alliance_docs.jurisdictions.loading import load_jurisdiction

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def owed(name: str, today: str, changes: tuple[Change, ...] = (), **settings: object) -> dict[str, list[Deadline]]:
    facts: Facts = read_answers(EXAMPLES / f"{name}.yaml")
    for path, value in settings.items():
        facts = assign(facts, path.replace("__", "."), value)
    facts = facts.model_copy(update={"changes": changes})
    jurisdiction = load_jurisdiction(name)
    found = deadlines(deadline_rules(name), Situation(jurisdiction, facts, dt.date.fromisoformat(today)), manner())
    by_rule: dict[str, list[Deadline]] = {}
    for one in found.deadlines:
        by_rule.setdefault(one.rule, []).append(one)
    return by_rule


def days(found: dict[str, list[Deadline]], rule: str) -> list[tuple[str, str]]:
    return [(str(one.strict), str(one.lenient or one.strict)) for one in found.get(rule, [])]


@pytest.mark.parametrize(
    ("name", "today", "settings", "rule", "expected"),
    [
        # 甘肃：批复次年起每年报送，“3月份之前”两种读法；2028 年是闰年
        ("gansu", "2028-01-15", {"dates__approval": "2027-03-10"}, "GS-annual-summary", ("2028-02-29", "2028-03-31")),
        ("gansu", "2029-01-15", {"dates__approval": "2027-03-10"}, "GS-annual-summary", ("2029-02-28", "2029-03-31")),
        # 甘肃：批复当年不计，两年一次
        ("gansu", "2029-06-01", {"dates__approval": "2027-03-10"}, "GS-assessment", ("2029-12-31", "2029-12-31")),
        # 广西：试点期间同样提交，“3月1日前”；试点两年
        ("guangxi", "2026-01-15", {}, "GX12-development-report", ("2026-02-28", "2026-03-01")),
        ("guangxi", "2026-12-01", {}, "GX12-pilot-end", ("2027-03-19", "2027-03-20")),
        ("guangxi", "2026-01-15", {}, "GX12-member-data", ("2026-01-31", "2026-01-31")),
        # G60：成立满一年的当年年底
        ("g60", "2026-10-01", {}, "G60-assessment", ("2026-11-30", "2026-12-31")),
        # 换届：任期最后一日，最长再六个月
        ("g60", "2028-10-01", {}, "AD-term", ("2028-11-17", "2029-05-18")),
    ],
)
def test_what_the_policies_and_charters_demand(name: str, today: str, settings: dict[str, str], rule: str, expected: tuple[str, str]) -> None:
    assert expected in days(owed(name, today, **settings), rule)


@pytest.mark.parametrize("name", ["guangdong-2012", "guangdong-2016"])
def test_no_day_is_invented_where_the_policy_sets_none(name: str) -> None:
    own = [rule for rule in owed(name, "2028-03-01") if not rule.startswith("AD-")]
    assert own == []


def test_g60_is_not_assessed_in_its_first_year() -> None:
    assert "2025-11-30" not in str(days(owed("g60", "2025-11-20"), "G60-assessment"))


LEFT = Change.model_validate({"id": "c001", "kind": "change", "type": "leave", "member": "m11", "matter": "甲公司退出联盟", "on": dt.date(2028, 5, 31)})


@pytest.mark.parametrize(
    ("name", "expected", "reminder"),
    [
        ("gansu", "2028-12-31", False),  # 通知：变更发生的当年
        ("g60", "2028-06-30", False),  # 章程：三十日内书面报告
        ("guangxi", "2028-06-30", True),  # 没有规定，只是建议
    ],
)
def test_when_a_change_is_to_be_reported(name: str, expected: str, reminder: bool) -> None:
    (found,) = owed(name, "2028-06-10", (LEFT,))["AD-change"]
    assert str(found.strict) == expected
    assert ("AD-change" in owed(name, "2029-02-10", (LEFT,))) is not reminder  # what is only advised does not become overdue


def test_a_seat_left_empty_is_filled_within_the_charter_s_days() -> None:
    row = ChangedRow(item="席位", path="council.seats", before="甲公司", after="（无）")
    emptied = LEFT.model_copy(update={"rows": (row,)})
    found = owed("gansu", "2028-06-10", (emptied,), council__size=10, election__by_election_days=60)
    assert [str(one.strict) for one in found["AD-by-election"]] == ["2028-07-30"]
    assert "AD-by-election" not in owed("gansu", "2028-06-10", (LEFT,), council__size=10)  # that unit had no seat
    assert "AD-by-election" not in owed("gansu", "2028-06-10", (emptied,))  # every seat is held


def test_a_new_bearer_takes_over_within_thirty_days() -> None:
    row = ChangedRow(item="依托主体", path="bearer", before="甲公司", after="乙公司")
    told = LEFT.model_copy(update={"type": "bearer", "rows": (row,)})
    assert [str(one.strict) for one in owed("gansu", "2028-06-10", (told,))["AD-handover"]] == ["2028-06-30"]


def test_a_successor_confirms_within_thirty_days() -> None:
    told = LEFT.model_copy(update={"type": "merge", "successor": "m01"})
    assert [str(one.strict) for one in owed("gansu", "2028-06-10", (told,))["AD-succession"]] == ["2028-06-30"]
