"""The founding plan, the yearly plan, name lists, work summary and the papers of the founding meetings."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from alliance_docs.drafting.draft import Draft, clause_text
from alliance_docs.drafting.engine import draft_document
from alliance_docs.drafting.layers import Layer, LayeredDocument, load_document
from alliance_docs.drafting.references import resolve
from alliance_docs.drafting.vocabulary import known_names, setting_for
from alliance_docs.facts.facts import Facts
from alliance_docs.jurisdictions.loading import load_jurisdiction
from alliance_docs.resources import data_folder

PLANS = ("formation-plan", "annual-plan", "name-lists", "work-summary")
MEETINGS = ("founding-minutes", "meeting-set")
NEW_FACTS: dict[str, Any] = {
    "formation.agreement": True,
    "formation.steps": [
        {"title": "发起和征求意向", "date": "2026-04-10", "note": "征求十五家单位意见"},
        {"title": "召开成立大会", "date": "2027-03-19"},
    ],
    "formation.safeguards": "牵头单位为筹备工作组提供办公场所和三名工作人员。",
    "formation.risks": [{"risk": "示范电站并网延期", "measure": "以试验场先行验证"}],
    "formation.funding_plan": [
        {"item": "电堆样机试制", "year": 2027, "amount": 1200000, "source": "成员投入"},
        {"item": "检测方法研究", "year": 2028, "amount": 300000, "source": "成员投入"},
    ],
    "annual_plan": {
        "year": 2028,
        "items": [
            {"matter": "完成电堆样机试制", "lead": "m01", "members": ["m08"], "due": "2028-10-31", "budget": 500000, "outcome": "样机一套"},
            {"matter": "召开检测技术培训班", "lead": "m12", "due": "2028-06-30", "budget": 20000, "outcome": "培训五十人"},
        ],
        "income": [{"item": "运行经费分担款", "amount": 220000}],
        "expense": [{"item": "会议和培训", "amount": 60000}],
    },
}


@cache
def _document(name: str, agreement: bool = True) -> LayeredDocument:
    """The Gansu text; without an agreement, over the variant in which the charter itself binds."""
    templates = data_folder("templates")
    variant = () if agreement else (Layer("charter-binding", templates / "variants" / "charter-binding"),)
    layers = (Layer("common", templates / "common"), *variant, Layer("gansu", templates / "gansu"))
    document = load_document(name, layers, known_names(load_jurisdiction("gansu")))
    assert document is not None
    return document


@cache
def _example() -> str:
    return (data_folder("templates").parent / "examples" / "gansu.yaml").read_text(encoding="utf-8")


def _papers(changes: dict[str, Any], names: tuple[str, ...], **told: Any) -> dict[str, str]:
    """The texts of *names* over the Gansu example with the new facts and *changes*; *told* of the jurisdiction."""
    data = YAML(typ="safe", pure=True).load(_example())
    for path, value in {**NEW_FACTS, **changes}.items():
        node = data
        *steps, last = path.split(".")
        for step in steps:
            node = node[int(step)] if isinstance(node, list) else node.setdefault(step, {})
        node[last] = value
    return _drafted(Facts.model_validate(data), names, **told)


def _drafted(facts: Facts, names: tuple[str, ...], **told: Any) -> dict[str, str]:
    jurisdiction = load_jurisdiction("gansu")
    words = {**jurisdiction.vocabulary, **told.pop("vocabulary", {})}
    jurisdiction = jurisdiction.model_copy(update={**told, "vocabulary": words})
    setting = setting_for(jurisdiction, facts)
    needed = (*names, "charter", "agreement")
    agreement = facts.formation is None or facts.formation.agreement is not False
    drafts = resolve({name: draft_document(_document(name, agreement), facts, setting) for name in needed})
    return {name: _all(drafts[name]) for name in names}


def _all(draft: Draft) -> str:
    return "\n".join(clause_text(clause) for clause in draft.clauses)


def _in_order(text: str, *parts: str) -> bool:
    """Tell whether *parts* follow one another somewhere in *text*."""
    at = 0
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


@pytest.mark.parametrize("order", ["先报批后成立", "先大会后报批"])
@pytest.mark.parametrize("agreement", [True, False])
def test_every_text_is_complete_in_both_orders_with_and_without_an_agreement(order: str, agreement: bool) -> None:
    told = {"notes": "讨论了文本。", "attending": 12, "proxies": 0, "place": "会议室", "results": []}
    papers = _papers(
        {
            "formation.order": order,
            "formation.agreement": agreement,
            "formation.progress": "完成起草。",
            "formation.basis": "已有合作。",
            "industry.necessity": "需要联合。",
            **{f"meetings.{meeting}.{key}": value for meeting in ("preparatory", "adoption", "founding") for key, value in told.items()},
        },
        (*PLANS, *MEETINGS),
    )
    for name, text in papers.items():
        assert "【待选" not in text, name
        assert text.count("【待填") <= text.count("电话"), name  # the example tells no telephone of every person
    for name in ("formation-plan", "work-summary", *MEETINGS):
        said = papers[name].replace("加入协议书", "").replace("签订书面协议", "").replace("协议和各项制度", "")
        assert ("协议" in said) is agreement, name
        assert "四项" not in said


def test_the_plan_answers_all_ten_parts() -> None:
    plan = _papers({}, ("formation-plan",))["formation-plan"]
    assert _in_order(
        plan, "产业发展现状和组建背景", "组建的必要性和意义", "联盟定位和发展目标", "主要任务和技术创新方向", "成员构成和分工",
        "组织机构和运行机制", "利益保障和知识产权", "经费筹措和使用计划", "组建工作步骤和进度", "保障措施和风险应对",
    )  # fmt: skip
    for said in ("电堆样机试制", "120万元", "征求十五家单位意见", "以试验场先行验证", "三名工作人员", "1190万元", "企业7家"):
        assert said in plan.replace(",", ""), said
    assert "九城市" not in plan


def test_without_steps_the_plan_follows_the_dates_and_the_order() -> None:
    first = _papers({"formation.steps": None}, ("formation-plan",))["formation-plan"]
    assert _in_order(first, "召开筹备会议", "通过文本", "签署协议", "报送申报材料", "在主管部门批复之后召开")
    other = _papers({"formation.steps": None, "formation.order": "先大会后报批"}, ("formation-plan",))["formation-plan"]
    assert _in_order(other, "召开筹备会议", "审议通过章程和管理制度", "报送申报材料")


def test_the_yearly_plan_says_who_when_how_much_and_how_it_is_checked() -> None:
    plan = _papers({}, ("annual-plan",))["annual-plan"]
    for said in ("2028年度工作计划", "完成电堆样机试制", "甘肃示例储能装备股份有限公司", "2028年10月31日", "50万元", "220,000.00元", "检查和调整"):
        assert said in plan, said


def test_name_lists_name_each_organ_apart() -> None:
    lists = _papers({"formation.order": "先大会后报批"}, ("name-lists",))["name-lists"]
    assert _in_order(
        lists, "理事会名单", "理事长名单", "副理事长名单", "联盟办公室承担单位", "办公地点", "工作人员", "技术专家委员会名单", "经费监督小组名单"
    )
    assert "候选人选" not in lists
    assert "候选人选" in _papers({}, ("name-lists",))["name-lists"]


def test_a_new_alliance_sums_up_its_preparation() -> None:
    summary = _papers({"formation.order": "先大会后报批", "meetings.founding.attending": 12}, ("work-summary",))["work-summary"]
    assert _in_order(summary, "发起", "筹备会议", "文本起草", "成立大会", "组织机构", "以筹建期间为主要内容", "经费情况", "下一步工作")
    assert "完成电堆样机试制（责任单位：甘肃示例储能装备股份有限公司" in summary
    year = {"year": 2028, "summary": "完成样机试制。", "next_plan": "开展示范。", "income": [], "expense": []}
    later = _papers({"periods": [year]}, ("work-summary",))["work-summary"]
    assert "完成样机试制。" in later
    assert "开展示范。" in later
    assert "以筹建期间为主要内容" not in later


def test_charter_and_rules_come_before_elections_and_elections_before_appointments() -> None:
    papers = _papers({"formation.order": "先大会后报批"}, MEETINGS)
    order = ("议程", "审议通过章程", "审议通过协议文本", "审议通过", "管理办法", "选举首届理事会", "聘任技术专家委员会委员", "批准首个预算年度的预算")
    for name in MEETINGS:
        assert _in_order(papers[name], *order), name
    minutes = papers["founding-minutes"]
    assert _in_order(minutes, "关于章程的决议", "关于协议的决议", "关于管理制度的决议", "关于选举的决议", "关于聘任的决议")
    assert "发起单位会议决议" not in papers["meeting-set"]
    for paper in ("通知", "议程", "签到表", "表决票", "选票", "候选同意书", "会议委托书", "计票表", "决议"):
        assert paper in papers["meeting-set"]


def test_an_elected_head_of_the_office_is_nominated_and_then_elected() -> None:
    elected = _papers({"formation.order": "先大会后报批", "office.head_produced_by": "选举"}, MEETINGS)
    assert _in_order(elected["founding-minutes"], "提名联盟办公室主任候选人", "选举联盟办公室主任")
    assert "会议复会后依照章程" in elected["founding-minutes"]
    assert "成立大会选票（三）" in elected["meeting-set"]
    assert "五、联盟办公室主任选举" in elected["meeting-set"]
    appointed = _papers({"formation.order": "先大会后报批"}, MEETINGS)
    assert "聘任滕例安为联盟办公室主任" in appointed["founding-minutes"]
    assert "成立大会选票（三）" not in appointed["meeting-set"]


def test_without_an_agreement_the_members_accept_the_charter_in_writing_at_the_meeting() -> None:
    changes = {"formation.order": "先大会后报批", "formation.agreement": False}
    papers = _papers(changes, MEETINGS, vocabulary={"acceptance": "会员单位申请表"}, acceptance="申请表")
    for name in MEETINGS:
        assert "提交会员单位申请表，书面接受章程" in papers[name]
    signing = _papers({**changes, "formation.agreement": True}, MEETINGS, acceptance="签署")
    for name in MEETINGS:
        assert _in_order(signing[name], "审议通过章程", "签署章程", "审议通过协议文本")
    bound = _papers({"formation.order": "先大会后报批"}, MEETINGS)
    for name in MEETINGS:
        assert "书面接受章程" not in bound[name]


def test_where_no_authority_decides_nothing_is_filed_and_the_meeting_declares_the_founding() -> None:
    papers = _papers({"formation.order": "先大会后报批"}, ("meeting-set",), filed=False)
    assert "办理申报事务" not in papers["meeting-set"]
    assert "宣布联盟成立" in papers["meeting-set"]
    assert "宣布联盟成立" not in _papers({"formation.order": "先大会后报批"}, ("meeting-set",))["meeting-set"]


def test_gansu_files_with_the_local_authority() -> None:
    minutes = _papers({}, ("founding-minutes",))["founding-minutes"]
    assert "作为牵头单位，向兰州市七里河区工业和信息化局提出书面申请" in minutes
    assert "主管部门批复后，由牵头单位召集成立大会" in minutes
    assert _in_order(minutes, "项目管理办法", "经费管理办法", "保密管理办法", "产学研合作管理办法", "关于候选名单的决议", "关于聘任人选的决议")


def test_the_preparatory_meeting_has_its_papers_only_when_its_day_is_known() -> None:
    papers = _papers({}, ("meeting-set",))["meeting-set"]
    assert _in_order(papers, "关于召开筹备会议的通知", "筹备会议签到表", "筹备会议纪要", "名称拟定为", "筹备工作组负责起草章程", "关于召开发起单位会议的通知")
    assert "筹备会议" not in _papers({"dates.preparatory_meeting": None}, ("meeting-set",))["meeting-set"].replace("筹备会议（填写", "")


def test_nothing_known_gives_blanks_and_open_choices() -> None:
    papers = _drafted(Facts.model_validate({}), (*PLANS, *MEETINGS))
    for name in PLANS:
        assert "【待填：" in papers[name], name
    assert "【待选：报批与成立的先后" in papers["founding-minutes"]
    assert "【待填：经费用途】" in papers["formation-plan"]
    assert "【待填：计划事项】" in papers["annual-plan"]


@settings(max_examples=8, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=30))
def test_any_text_of_a_matter_stands_as_typed(matter: str) -> None:
    facts = Facts.model_validate({"annual_plan": {"year": 2028, "items": [{"matter": matter}]}})
    matters = facts.annual_plan.items if facts.annual_plan else None
    said = matters[0].matter if matters else None
    text = _drafted(facts, ("annual-plan",))["annual-plan"]
    assert said is None or said in text
