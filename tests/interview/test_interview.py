"""The conversation without a screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_docs.errors import UserError
from alliance_docs.facts.facts import Facts
from alliance_docs.interview.interview import Interview
from alliance_docs.interview.plan import State

Start = Callable[..., tuple[Interview, Any]]

CORE = [
    "甘肃省风电装备产业技术创新联盟", "风电装备", "兰州甲公司", "兰州市", None, "乙大学\n丙研究院", None, None, None,
    "突破叶片工艺", "叶片回收技术攻关", "2027-03-01", "按份共有", "仲裁", "兰州仲裁委员会",
]  # fmt: skip


def answer_core(interview: Interview, answers: list[str | None] = CORE) -> None:
    for raw in answers:
        if raw is None:
            interview.accept()
        else:
            interview.answer(raw)


def path(interview: Interview) -> str:
    step = interview.next()
    return step.question.path if step else ""


def go(interview: Interview, to: str) -> None:
    interview.jump(to)


def test_fifteen_answers_reach_a_first_draft(start: Start) -> None:
    interview, kept = start(core_only=True)
    answer_core(interview)
    assert interview.next() is None
    facts = kept.facts
    assert [member.name for member in facts.members] == ["兰州甲公司", "乙大学", "丙研究院"]
    assert facts.lead.id == "m01"
    assert facts.formation.local_authority == "兰州市工业和信息化局"
    assert (facts.bearer.member, facts.office.host, facts.funding.manager) == ("m01", "m01", "m01")
    assert facts.dispute.institution == "兰州仲裁委员会"
    assert facts.skipped in (None, ())


def test_what_was_saved_is_what_the_interview_knows(start: Start) -> None:
    interview, kept = start()
    answer_core(interview)
    interview.skip()
    interview.answer("Wind Alliance") if path(interview) == "alliance.english_name" else interview.skip()
    assert kept.facts == interview.facts


def test_each_answer_is_saved_before_the_next_question(start: Start) -> None:
    interview, kept = start()
    interview.answer("某联盟")
    assert kept.saves == [("alliance.name", "某联盟")]
    interview.answer("风电")
    assert kept.saves[-1] == ("alliance.field", "风电")


def test_a_wrong_answer_is_explained_and_the_question_stays(start: Start) -> None:
    interview, kept = start()
    go(interview, "dates.adoption")
    with pytest.raises(UserError, match="应为日期"):
        interview.answer("明年春天")
    assert path(interview) == "dates.adoption"
    assert kept.saves == []


def test_breaking_off_in_the_middle_of_the_member_list_is_resumed_there(start: Start, gansu: Any) -> None:
    interview, kept = start()
    for raw in CORE[:4]:
        interview.answer(raw)
    interview.accept()
    interview.add("乙大学")
    again, kept_again = start(kept.facts)
    step = again.next()
    assert step is not None
    assert step.path == "members"
    assert again.items(step) == ("兰州甲公司", "乙大学")
    again.add("丙研究院")
    again.finish()
    assert path(again) == "bearer.member"
    assert kept_again.facts.skipped in (None, ())


def test_the_progress_tells_section_and_count(start: Start) -> None:
    interview, _ = start()
    assert str(interview.progress()) == "1/11 名称和领域 · 0/13"
    interview.answer("某联盟")
    assert str(interview.progress()) == "1/11 名称和领域 · 1/13"


def test_after_the_core_the_other_questions_come(start: Start) -> None:
    interview, _ = start()
    answer_core(interview)
    assert path(interview) == "alliance.short_name"
    assert interview.progress().total > 100


def test_back_returns_to_the_answers_given_before_one_by_one(start: Start) -> None:
    interview, kept = start()
    for raw in ("某联盟", "风电"):
        interview.answer(raw)
    assert interview.back().path == "alliance.field"
    assert interview.back().path == "alliance.name"
    assert interview.back() is None
    interview.answer("另一联盟")
    assert kept.facts.alliance.name == "另一联盟"
    assert path(interview) == "lead.name"


def test_back_works_in_a_resumed_interview_too(start: Start) -> None:
    first, kept = start()
    first.answer("某联盟")
    first.answer("风电")
    second, _ = start(kept.facts)
    assert second.back().path == "alliance.field"


def test_enter_on_an_answered_question_keeps_the_answer(start: Start) -> None:
    interview, kept = start()
    interview.answer("某联盟")
    interview.back()
    interview.accept()
    assert kept.facts.alliance.name == "某联盟"
    assert path(interview) == "alliance.field"


def test_skip_leaves_it_open_and_ask_brings_it_again_last(start: Start) -> None:
    interview, kept = start(core_only=True)
    interview.skip()
    assert path(interview) == "alliance.field"
    assert kept.facts.skipped == ("alliance.name",)
    again, kept = start(kept.facts, core_only=True, revisit_skipped=True)
    assert path(again) == "alliance.field"
    while path(again) != "alliance.name":
        again.skip()
    again.answer("某联盟")
    assert "alliance.name" not in (kept.facts.skipped or ())


def test_skipping_twice_ends(start: Start) -> None:
    interview, kept = start(core_only=True)
    while interview.next() is not None:
        interview.skip()
    again, _ = start(kept.facts, core_only=True, revisit_skipped=True)
    asked = 0
    while again.next() is not None:
        again.skip()
        asked += 1
    assert asked == len(kept.facts.skipped)


def test_deferring_leaves_the_choice_to_the_lawyer(start: Start) -> None:
    interview, kept = start()
    go(interview, "dispute.mode")
    interview.defer()
    assert kept.facts.deferred == ("dispute.mode",)
    assert all(step.path != "dispute.institution" or step.state is State.WAITING for step in interview.steps)
    go(interview, "dispute.mode")
    interview.answer("诉讼")
    assert not kept.facts.deferred


def test_deferring_an_answered_option_opens_it_again(start: Start) -> None:
    interview, kept = start()
    go(interview, "ip.joint_ownership")
    interview.answer("2")
    assert kept.facts.ip.joint_ownership == "等份共有"
    go(interview, "ip.joint_ownership")
    interview.defer()
    assert kept.facts.ip is None or kept.facts.ip.joint_ownership is None
    assert kept.facts.deferred == ("ip.joint_ownership",)


def test_a_plain_fact_cannot_be_left_to_the_lawyer(start: Start) -> None:
    interview, _ = start()
    with pytest.raises(UserError, match="输入 - 跳过"):
        interview.defer()


def test_a_question_waits_while_its_condition_is_undecided(start: Start) -> None:
    interview, _ = start()
    waiting = {step.path for step in interview.steps if step.state is State.WAITING}
    assert {"dispute.institution", "dispute.court_place"} <= waiting
    go(interview, "dispute.mode")
    interview.answer("诉讼")
    states = {step.path: step.state for step in interview.steps}
    assert states["dispute.court_place"] is State.OPEN
    assert "dispute.institution" not in states


@pytest.mark.parametrize("raw", ["1", "仲裁", "１", " 仲裁 "])
def test_a_choice_is_answered_by_number_or_word(start: Start, raw: str) -> None:
    interview, kept = start()
    go(interview, "dispute.mode")
    interview.answer(raw)
    assert kept.facts.dispute.mode == "仲裁"


@pytest.mark.parametrize("raw", ["3", "调解", "0"])
def test_a_choice_that_is_not_offered_is_refused(start: Start, raw: str) -> None:
    interview, _ = start()
    go(interview, "dispute.mode")
    with pytest.raises(UserError, match="争议解决方式"):
        interview.answer(raw)


def test_several_choices_are_answered_by_numbers(start: Start) -> None:
    interview, kept = start()
    go(interview, "funding.sources")
    interview.answer("1、3")
    assert kept.facts.funding.sources == ("成员投入", "政府资助")


def test_units_are_told_by_number_name_or_part_of_it(start: Start) -> None:
    interview, kept = start(core_only=True)
    answer_core(interview, CORE[:6])
    interview.answer("2")
    assert kept.facts.bearer.member == "m02"
    interview.answer("丙研究")
    assert kept.facts.office.host == "m03"
    with pytest.raises(UserError, match="成员名单中没有“丁公司”"):
        interview.answer("丁公司")


def test_tasks_name_their_members(start: Start) -> None:
    interview, kept = start()
    answer_core(interview)
    go(interview, "tasks[t01].members")
    interview.answer("2，丙研究院")
    assert kept.facts.tasks[0].members == ("m02", "m03")


def test_dependent_defaults_follow_their_parent(start: Start) -> None:
    interview, kept = start(core_only=True)
    answer_core(interview)
    go(interview, "lead.name")
    reply = interview.answer("乙大学")
    assert kept.facts.lead.id == "m02"
    assert (kept.facts.bearer.member, kept.facts.office.host, kept.facts.funding.manager) == ("m02", "m02", "m02")
    assert len(reply.notices) == 3


def test_an_answer_that_differs_from_the_default_does_not_follow(start: Start) -> None:
    interview, kept = start(core_only=True)
    answer_core(interview)
    go(interview, "office.host")
    interview.answer("丙研究院")
    go(interview, "bearer.member")
    interview.answer("乙大学")
    assert kept.facts.office.host == "m03"


def test_correcting_the_lead_units_name_keeps_its_identity(start: Start) -> None:
    interview, kept = start(core_only=True)
    answer_core(interview)
    go(interview, "lead.name")
    interview.answer("兰州甲集团有限公司")
    assert [member.name for member in kept.facts.members] == ["兰州甲集团有限公司", "乙大学", "丙研究院"]
    assert kept.facts.bearer.member == "m01"


def test_why_tells_reason_and_policy_section(start: Start) -> None:
    interview, _ = start()
    go(interview, "ip.joint_ownership")
    why = interview.why()
    assert "甘肃通知 二(四)" in why
    assert "民法典" in why


def test_review_lists_answers_and_numbers_that_jump(start: Start) -> None:
    interview, _ = start()
    interview.answer("某联盟")
    lines = interview.review()
    assert (lines[0].number, lines[0].label, lines[0].text) == (1, "联盟全称", "某联盟")
    assert lines[1].state is State.OPEN
    last = lines[-1]
    assert interview.jump(last.number).path == last.path
    with pytest.raises(UserError, match="没有第"):
        interview.jump(9999)
    with pytest.raises(UserError, match="这一问"):
        interview.jump("不存在的问题")


def test_clearing_takes_an_answer_back(start: Start) -> None:
    interview, kept = start()
    interview.answer("某联盟")
    interview.back()
    interview.clear()
    assert kept.facts.alliance is None or kept.facts.alliance.name is None
    assert kept.facts.skipped == ("alliance.name",)


def test_one_section_alone(start: Start) -> None:
    interview, _ = start(section="签署和文本")
    assert {step.section.id for step in interview.steps} == {"signing"}
    with pytest.raises(UserError, match="没有章节"):
        start(section="没有的")


def test_a_list_known_to_be_empty_is_an_answer(start: Start) -> None:
    interview, kept = start()
    go(interview, "ip.background")
    interview.answer("无")
    assert kept.facts.ip.background == ()
    assert "ip.background" not in (kept.facts.skipped or ())


def test_an_item_is_corrected_or_taken_out(start: Start) -> None:
    interview, kept = start(core_only=True)
    answer_core(interview)
    go(interview, "members")
    interview.rename(2, "乙理工大学")
    assert kept.facts.members[1].name == "乙理工大学"
    interview.drop(3)
    assert len(kept.facts.members) == 2
    with pytest.raises(UserError, match="依托主体"):
        interview.drop(1)
    with pytest.raises(UserError, match="没有第 9 项"):
        interview.drop(9)


def test_records_inside_records_are_asked_for_by_name(start: Start) -> None:
    interview, kept = start()
    answer_core(interview)
    go(interview, "members[m02].contribution.in_kind")
    interview.answer("疲劳试验台 1 套")
    go(interview, "members[m02].contribution.in_kind[0].value")
    step = interview.next()
    assert step is not None
    assert step.label == "乙大学 · 疲劳试验台 1 套：作价（元）"
    interview.answer("50万元")
    assert kept.facts.members[1].contribution.in_kind[0].value == 500000


def test_members_that_left_are_not_asked_about(start: Start) -> None:
    facts = Facts.model_validate(
        {"members": [{"id": "m01", "name": "甲公司"}, {"id": "m02", "name": "乙公司", "withdrawn": "2027-01-01"}]}
    )
    interview, _ = start(facts)
    paths = {step.path for step in interview.steps}
    assert "members[m01].type" in paths
    assert "members[m02].type" not in paths


def test_labels_tell_whose_name_it_is(start: Start) -> None:
    interview, _ = start()
    labels = {step.path: step.label for step in interview.steps}
    assert labels["office.head.name"] == "联盟办公室主任姓名"
    assert labels["meetings.adoption.place"] == "文本通过会议地点"


def test_words_for_the_lawyer_are_no_text(start: Start) -> None:
    interview, kept = start()
    with pytest.raises(UserError):
        interview.answer("交律师定")
    assert kept.saves == []


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=320))
def test_any_text_is_kept_as_typed_or_refused_clearly(gansu: Any, raw: str) -> None:
    saves: list[tuple[str, object]] = []
    interview = Interview(gansu, Facts(), lambda path, value: saves.append((path, value)))
    try:
        interview.answer(raw)
    except UserError:
        assert saves == []
    else:
        name = interview.facts.alliance.name if interview.facts.alliance else None
        assert (name or "") == raw.strip(" \t\n\u3000") or (name or "") == raw.strip()


def test_a_refused_save_leaves_the_question_as_it_was(gansu: Any) -> None:
    def refuse(path: str, value: object) -> None:
        raise UserError("磁盘已满")

    interview = Interview(gansu, Facts(), refuse)
    with pytest.raises(UserError, match="磁盘已满"):
        interview.answer("某联盟")
    step = interview.next()
    assert step is not None
    assert (step.path, step.value) == ("alliance.name", None)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("兰州甲风电有限公司", "企业"), ("西北乙大学", "高校"), ("甘肃丙研究院", "科研机构"), ("甘肃丙研究院有限公司", "企业"), ("某某", "")],
)
def test_the_kind_of_a_unit_is_guessed_for_enter_but_never_assumed(start: Start, gansu: Any, name: str, kind: str) -> None:
    from alliance_docs.interview.assuming import assumed

    interview, kept = start()
    interview.jump("members")
    interview.answer(name)
    assert assumed(kept.facts, gansu)[0].members[0].type is None
    interview.jump("members[m01].type")
    assert interview.default(interview.next()) == kind
