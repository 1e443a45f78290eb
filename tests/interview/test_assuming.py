"""Conventions filled in for a draft: listed, sourced, and never where a person must decide."""

from __future__ import annotations

from alliance_docs.facts.assign import assign
from alliance_docs.facts.facts import Facts
from alliance_docs.interview.assuming import assumed
from alliance_docs.interview.questionnaire import Questionnaire


def test_conventions_are_filled_and_listed_with_their_source(gansu: Questionnaire) -> None:
    facts, taken = assumed(Facts(), gansu)
    by_path = {one.path: one for one in taken}
    assert str(facts.assembly and facts.assembly.quorum) == "三分之二以上"
    assert by_path["assembly.notice_days"].value_text == "15"
    assert by_path["confidentiality.years"].value_text == "5"
    assert "估计值" in by_path["copies.filing"].source
    assert all(one.source and one.label for one in taken)


def test_nothing_a_person_must_decide_is_assumed(gansu: Questionnaire) -> None:
    facts, taken = assumed(Facts(), gansu)
    assert facts.dispute is None or facts.dispute.mode is None
    assert {one.path for one in taken}.isdisjoint({"dispute.mode", "dates.adoption", "bearer.member", "ip.joint_ownership", "alliance.name"})


def test_answers_stand_and_deferred_choices_stay_open(gansu: Questionnaire) -> None:
    facts = assign(assign(Facts(), "assembly.quorum", "过半数"), "ip.transfer", "交律师定")
    filled, taken = assumed(facts, gansu)
    assert str(filled.assembly and filled.assembly.quorum) == "过半数"
    assert filled.ip is not None
    assert filled.ip.transfer is None
    assert {"assembly.quorum", "ip.transfer"}.isdisjoint(one.path for one in taken)


def test_defaults_that_rest_on_others_follow(gansu: Questionnaire) -> None:
    facts = assign(Facts(), "ip.joint_ownership", "归牵头方所有并许可其他方")
    facts = assign(facts, "confidentiality.years", 8)
    filled, _ = assumed(facts, gansu)
    assert filled.ip is not None
    assert filled.ip.revenue == "按贡献评估"
    assert filled.confidentiality is not None
    assert filled.confidentiality.after_exit_years == 8


def test_a_skipped_convention_is_still_taken(gansu: Questionnaire) -> None:
    filled, _ = assumed(assign(Facts(), "skipped", ["alliance.term_years"]), gansu)
    assert filled.alliance is not None
    assert filled.alliance.term_years == 5


def test_addresses_of_members_are_filled_record_by_record(gansu: Questionnaire) -> None:
    facts = Facts.model_validate({"members": [{"id": "m01", "name": "甲", "address": "兰州市一号"}, {"id": "m02", "name": "乙"}]})
    filled, _ = assumed(facts, gansu)
    assert filled.members is not None
    assert filled.members[0].notice_address == "兰州市一号"
    assert filled.members[1].notice_address is None
