"""Deadlines: the days by both readings, who owes them, what is done, what waits for a fact."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_docs.dossier.deadline_days import at, shifted
from alliance_docs.dossier.deadline_situation import Paper, Remarked, Situation, Submitted
from alliance_docs.dossier.deadlines import Deadline, Deadlines, deadlines
from alliance_docs.dossier.store import read_answers
from alliance_docs.facts.assign import assign
from alliance_docs.facts.change import Change
from alliance_docs.facts.facts import Facts
from alliance_docs.jurisdictions.deadline_rules import deadline_rules, manner
from alliance_docs.jurisdictions.loading import load_jurisdiction
from alliance_docs.jurisdictions.pilot import pilot_end

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def facts_of(name: str, **settings: object) -> Facts:
    facts = read_answers(EXAMPLES / f"{name}.yaml")
    for path, value in settings.items():
        facts = assign(facts, path.replace("__", "."), value)
    return facts


def found(facts: Facts, today: str, **more: object) -> Deadlines:
    jurisdiction = load_jurisdiction(facts.jurisdiction or "")
    situation = Situation(jurisdiction, facts, dt.date.fromisoformat(today), **more)  # type: ignore[arg-type]
    return deadlines(deadline_rules(jurisdiction.id), situation, manner())


def of(several: Deadlines, rule: str) -> list[Deadline]:
    return [one for one in several.deadlines if one.rule == rule]


@pytest.mark.parametrize(
    ("start", "years", "months", "days", "expected"),
    [
        ("2024-02-29", 1, 0, 0, "2025-02-28"),
        ("2024-02-29", 2, 0, -1, "2026-02-28"),
        ("2026-08-31", 0, 6, 0, "2027-02-28"),
        ("2026-12-31", 0, 1, 0, "2027-01-31"),
        ("2026-03-01", 0, 0, -1, "2026-02-28"),
        ("2027-03-19", 3, 0, -90, "2029-12-19"),
    ],
)
def test_periods_end_as_the_civil_code_counts(start: str, years: int, months: int, days: int, expected: str) -> None:
    assert shifted(dt.date.fromisoformat(start), years, months, days).isoformat() == expected


def test_the_last_of_february_is_known_in_leap_years() -> None:
    assert [at(dt.date(year, 1, 1), 2, "last").day for year in (2027, 2028, 2100)] == [28, 29, 28]


@given(st.dates(dt.date(1950, 1, 1), dt.date(2150, 1, 1)), st.integers(0, 30))
@settings(max_examples=60)
def test_a_period_ends_on_the_same_day_as_the_pilot(start: dt.date, years: int) -> None:
    assert shifted(start, years, days=-1) == pilot_end(start, years)


@given(st.dates(), st.integers(-9999, 9999), st.integers(-99999, 99999), st.integers(-9999999, 9999999))
@settings(max_examples=60)
def test_no_number_breaks_the_calendar(start: dt.date, years: int, months: int, days: int) -> None:
    assert isinstance(shifted(start, years, months, days), dt.date)


def test_gansus_summary_has_a_strict_and_a_lenient_day() -> None:
    facts = facts_of("gansu", dates__approval="2027-02-10")
    (summary,) = of(found(facts, "2027-12-20"), "GS-annual-summary")
    assert (summary.strict, summary.lenient) == (dt.date(2028, 2, 29), dt.date(2028, 3, 31))
    assert summary.title == "2027年度工作总结"
    assert (summary.who, summary.unit) == ("牵头单位", "甘肃示例储能装备股份有限公司")
    assert "四3" in summary.basis
    assert "AMB-14" in summary.unclear
    assert [summary.state(dt.date(2028, month, 15)) for month in (2, 3, 4)] == ["open", "late", "overdue"]


def test_before_the_approval_the_summary_waits_for_its_date() -> None:
    told = found(facts_of("gansu"), "2027-12-20")
    assert not of(told, "GS-annual-summary")
    (waiting,) = told.waiting
    assert (waiting.path, waiting.label) == ("dates.approval", "批复日期")
    assert "年度工作总结" in waiting.titles


def test_a_sealed_filing_answers_for_its_year_only() -> None:
    facts = facts_of("gansu", dates__approval="2027-02-10")
    sealed = Submitted("annual", "2028-02-20-annual", dt.date(2028, 2, 20), 2027)
    first, second = of(found(facts, "2028-12-20", submitted=(sealed,)), "GS-annual-summary")
    assert first.done == "已封存 2028-02-20-annual（2028-02-20）"
    assert (second.title, second.done) == ("2028年度工作总结", "")
    untold, *_later = of(found(facts, "2028-03-20", submitted=(Submitted("annual", "x", dt.date(2028, 2, 20)),)), "GS-annual-summary")
    assert untold.done, "a filing that says no year counts for the one before it was sealed"


def test_assessment_comes_every_two_years_from_the_year_after_the_approval() -> None:
    facts = facts_of("gansu", dates__approval="2027-02-10")
    assert [one.strict.year for year in range(2027, 2034) for one in of(found(facts, f"{year}-06-01"), "GS-assessment") if one.strict.year == year] == [2029, 2031, 2033]


def changed(*days: str, reported: str | None = None) -> tuple[Change, ...]:
    return tuple(
        Change(id=f"c{at:03}", kind="change", type="leave", on=dt.date.fromisoformat(day), matter=f"第{at}项变更", reported=reported)
        for at, day in enumerate(days, start=1)
    )


def test_each_unreported_change_is_due_by_the_end_of_its_year() -> None:
    facts = facts_of("gansu").model_copy(update={"changes": (*changed("2027-06-30", "2027-09-01"), *changed("2027-02-01", reported="2027-03-01-change"))})
    (one,) = of(found(facts, "2027-12-20"), "AD-change")
    assert (one.strict, one.title, one.filing) == (dt.date(2027, 12, 31), "2027年的变更报备：2项", "change")
    assert one.details == ("2027年6月30日 第1项变更", "2027年9月1日 第2项变更")


def test_reported_changes_are_done_and_those_of_before_the_filing_are_not_asked_for() -> None:
    facts = facts_of("gansu").model_copy(update={"changes": (*changed("2027-06-30", reported="2027-08-01-change"), *changed("2026-11-01"))})
    (one,) = of(found(facts, "2027-12-20"), "AD-change")
    assert one.done == "已列入 2027-08-01-change"


def test_guangxis_pilot_ends_as_the_jurisdiction_says() -> None:
    facts = facts_of("guangxi", dates__pilot_start="2024-02-29")
    (end,) = of(found(facts, "2025-12-20"), "GX12-pilot-end")
    assert end.strict == pilot_end(dt.date(2024, 2, 29), load_jurisdiction("guangxi").pilot_years)
    assert end.who == "理事长单位", "in the jurisdiction's own words"
    done = facts_of("guangxi", dates__pilot_start="2024-02-29", dates__recognition="2026-05-01")
    (end,) = of(found(done, "2026-06-20"), "GX12-pilot-end")
    assert end.done


def test_the_council_s_term_begins_anew_with_a_re_election() -> None:
    facts = facts_of("gansu")
    (end,) = of(found(facts, "2030-01-01"), "AD-term")
    assert (end.strict, end.lenient) == (dt.date(2030, 3, 18), dt.date(2030, 9, 19))
    again = Change(id="c001", kind="change", type="re-election", on=dt.date(2030, 3, 10))
    assert not of(found(facts.model_copy(update={"changes": (again,)}), "2030-03-20"), "AD-term")
    (end,) = of(found(facts.model_copy(update={"changes": (again,)}), "2032-12-20"), "AD-term")
    assert end.strict == dt.date(2033, 3, 9)


def test_instalments_of_a_day_stand_together_and_paid_ones_fall_out() -> None:
    facts = facts_of("gansu")
    (whole,) = of(found(facts, "2027-01-20"), "AD-instalment")
    assert whole.title.startswith("缴付资金投入：9家")
    paid = {"year": 2027, "payments": [{"member": "m01", "amount": "60万元", "date": "2027-04-20"}]}
    (rest,) = of(found(assign(facts, "periods", [paid]), "2027-01-20"), "AD-instalment")
    assert len(rest.details) == len(whole.details) - 1
    assert not any(one.startswith(facts.member("m01").name or "?") for one in rest.details)  # type: ignore[union-attr]


def test_a_licence_counts_until_a_newer_one_is_recorded() -> None:
    facts = facts_of("gansu")
    old = Paper("旧.pdf", "营业执照或者法人证书", "m02", expiry=dt.date(2027, 1, 15))
    (one,) = of(found(facts, "2027-01-20", papers=(old,)), "AD-paper")
    assert one.state(dt.date(2027, 1, 20)) == "overdue"
    assert one.title == f"{facts.member('m02').name}营业执照或者法人证书有效期届满"  # type: ignore[union-attr]
    new = Paper("新.pdf", "营业执照或者法人证书", "m02", expiry=dt.date(2047, 1, 15))
    (one,) = of(found(facts, "2027-01-20", papers=(old, new)), "AD-paper")
    assert one.done == "已更换为 新.pdf"
    assert not of(found(facts, "2027-01-20", papers=(Paper("x", "其他", "m99", expiry=dt.date(2027, 1, 1)),)), "AD-paper")


def test_remarks_are_due_until_the_answer_is_sealed() -> None:
    remarked = Remarked("2027-01-05-founding-resubmission-1", 1, "组建申报", 3, dt.date(2027, 1, 25))
    (one,) = of(found(facts_of("gansu"), "2027-01-20", remarked=(remarked,)), "AD-resubmission")
    assert (one.strict, one.title) == (dt.date(2027, 1, 25), "组建申报第1次补正（3条意见）")


def test_reminders_are_never_overdue_and_old_years_fall_out() -> None:
    facts = facts_of("gansu", dates__approval="2015-02-10", dates__founding="2015-03-01")
    told = found(facts, "2027-03-05")
    assert min(one.strict for one in of(told, "GS-annual-summary")) >= dt.date(2025, 1, 1)
    assert all(one.strict >= dt.date(2027, 3, 5) for one in told.deadlines if one.reminder)
