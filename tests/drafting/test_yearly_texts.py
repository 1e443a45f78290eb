"""A year later: the annual summary filled in from what is known, and the papers of a re-election, in every jurisdiction."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from alliance_docs.dossier.drafts import draft_all, plan_package
from alliance_docs.dossier.store import read_answers
from alliance_docs.drafting.draft import Blank, Choice, Draft, clause_inlines, clause_text
from alliance_docs.facts.change import Change, Resolution
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.period import Period, ReElection
from alliance_docs.facts.yaml_file import parse
from alliance_docs.facts.yearly import contribution_rows, filled, known_meetings
from alliance_docs.resources import data_folder

EXAMPLES = data_folder("examples")
LATER = (Path(__file__).parents[1] / "data" / "gansu-year.yaml").read_text(encoding="utf-8")


@cache
def a_year_later() -> Facts:
    return parse((EXAMPLES / "gansu.yaml").read_text(encoding="utf-8") + LATER, "gansu", consistent=False)


def text_of(draft: Draft) -> str:
    return "\n".join(clause_text(clause) for clause in draft.clauses)


def blanks_of(draft: Draft) -> list[Any]:
    return [one for clause in draft.clauses for run in clause_inlines(clause) for one in run if isinstance(one, Blank | Choice)]


@cache
def gansu() -> dict[str, Draft]:
    return dict(draft_all(plan_package(a_year_later())).drafts)


def test_the_annual_summary_has_the_parts_of_the_outline_and_no_figure_is_left_open() -> None:
    draft = gansu()["annual-summary"]
    heads = [clause.id for clause in draft.clauses]
    parts = ["overview", "member_changes", "work", "statistics", "results", "research_input", "products", "mechanism", "funds", "experts", "problems", "next_plan", "annex_evidence"]
    assert [part for part in heads if part in parts] == parts
    assert [blank.path for blank in blanks_of(draft)] == ["dates.approval"]
    text = text_of(draft)
    assert "139万元" in text  # balance carried
    assert "Z02" in text  # the evidence of a whole table stands in its rows
    assert "180万元" in text  # sum of the research input


def test_what_the_history_knows_stands_in_the_year(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = a_year_later()
    left = Change.model_validate({
        "id": "c001", "kind": "change", "type": "leave", "on": "2027-06-01", "member": "m05", "matter": "退出联盟",
        "resolution": Resolution.model_validate({"meeting": "理事会临时会议", "date": "2027-05-28", "present": 8}).model_dump(),
    })  # fmt: skip
    joined = Change.model_validate({"id": "c002", "kind": "change", "type": "join", "on": "2028-02-01", "member": "m01"})
    members = tuple(one.model_copy(update={"withdrawn": dt.date(2027, 6, 1)}) if one.id == "m05" else one for one in facts.members or ())
    later = facts.model_copy(update={"changes": (left, joined), "members": members})
    bare = Period.model_validate({"year": 2027})
    told = filled(later, bare)
    assert told is not None
    assert [(one.member, one.kind, str(one.date)) for one in told.member_changes or ()] == [("金昌样本电池材料有限公司", "退出", "2027-06-01")]
    assert (told.opening_members, told.closing_members) == (12, 11)
    assert [(one.kind, str(one.date)) for one in known_meetings(later, bare)] == [("成立大会", "2027-03-19"), ("理事会临时会议", "2027-05-28")]
    listed = (facts.periods or ())[0]
    assert [one.kind for one in known_meetings(later, listed)] == ["理事会临时会议"]
    next_year = Period.model_validate({"year": 2028})
    following = filled(later.model_copy(update={"periods": (listed, next_year)}), next_year)
    assert following is not None
    assert int(following.opening or 0) == 1_390_000


def test_what_was_promised_due_and_paid_is_told_member_by_member() -> None:
    facts = a_year_later()
    rows = contribution_rows(facts, (facts.periods or ())[0]) or ()
    assert len(rows) == 9
    assert all(row.due == row.paid for row in rows)


@pytest.mark.parametrize("jurisdiction", ["gansu", "g60", "guangxi", "guangdong-2012", "guangdong-2016"])
def test_a_re_election_has_its_full_set_in_every_jurisdiction(jurisdiction: str) -> None:
    facts = read_answers(EXAMPLES / f"{jurisdiction}.yaml")
    first, second, third = (facts.active_members)[:3]
    told = ReElection.model_validate({
        "term": 2, "meeting": {"date": "2030-03-15", "time": "上午9:00", "place": "示例会议中心", "chair": "张某"}, "convenor": first.id,
        "nominations_by": "2030-01-31", "publicity_from": "2030-02-08",
        "seats": [{"member": second.id, "post": "理事长", "person": {"name": "李某一"}}, {"member": first.id, "post": "副理事长", "person": {"name": "王某二"}},
                  {"member": third.id, "post": "理事", "person": {"name": "赵某三"}}],
        "supervision": [{"name": "钱某四", "title": "示例单位财务处处长"}], "head": {"name": "孙某五", "title": "示例单位部门经理"},
    })  # fmt: skip
    drafts = draft_all(plan_package(facts.model_copy(update={"re_election": told}))).drafts
    draft = drafts["re-election-set"]
    assert blanks_of(draft) == []
    wanted = {"nomination_notice", "nomination_form", "candidate_consent", "candidate_notice", "meeting_notice", "agenda", "sign_in", "proxy",
              "voting_slip", "ballots", "tally", "resolution", "council_resolution", "record", "result_notice"}  # fmt: skip
    assert wanted <= {clause.id for clause in draft.clauses}
    text = text_of(draft)
    assert "所引条款已删除" not in text
    assert "首届" not in text
    assert "re-election-set" not in draft_all(plan_package(facts)).drafts


def test_the_money_promised_due_and_paid_is_added_up_beside_the_accounts() -> None:
    table = gansu()["annual-summary"].clause("contributions")
    assert table is not None
    last = clause_text(table).strip().splitlines()[-3:]
    assert "430万元" in "".join(last)
    assert "215万元" in "".join(last)


def test_the_resolutions_of_a_re_election_have_room_for_their_numbers_and_all_seats() -> None:
    draft = gansu()["re-election-set"]
    for clause_id in ("resolution", "council_resolution"):
        clause = draft.clause(clause_id)
        assert clause is not None
        assert "决议文号" in clause_text(clause), "the change that records the re-election asks for it"
    notice = draft.clause("meeting_notice")
    assert notice is not None
    assert "依照《章程》" in clause_text(notice), "a council convenes the assembly, a unit sends the notice"
