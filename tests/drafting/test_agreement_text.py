"""The agreement and the papers around it: what each option says, and what must never be said."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from ruamel.yaml import YAML

from alliance_docs.dossier.drafts import ROOM
from alliance_docs.dossier.instances import BLANK
from alliance_docs.dossier.texts import known_in, words_of_one
from alliance_docs.drafting.draft import Draft, Signature, clause_text
from alliance_docs.drafting.engine import draft_document
from alliance_docs.drafting.layers import Layer, LayeredDocument, load_document
from alliance_docs.drafting.references import resolve
from alliance_docs.drafting.spoken import hollow
from alliance_docs.drafting.vocabulary import setting_for
from alliance_docs.facts.facts import Facts
from alliance_docs.jurisdictions.loading import load_jurisdiction
from alliance_docs.resources import data_folder

PAPERS = ("agreement", "accession-agreement", "liability-confirmation", "authorization-letter")


@cache
def _document(name: str) -> LayeredDocument:
    templates = data_folder("templates")
    layers = (Layer("common", templates / "common"), Layer("gansu", templates / "gansu"))
    gansu = load_jurisdiction("gansu")
    described = gansu.document(name)
    assert described is not None
    document = load_document(name, layers, known_in(gansu, described))
    assert document is not None
    return document


@cache
def _example() -> str:
    return (data_folder("templates").parent / "examples" / "gansu.yaml").read_text(encoding="utf-8")


def _papers(changes: dict[str, Any], names: tuple[str, ...] = PAPERS) -> dict[str, Draft]:
    data = YAML(typ="safe", pure=True).load(_example())
    for path, value in changes.items():
        node = data
        *steps, last = path.split(".")
        for step in steps:
            node = node[int(step)] if isinstance(node, list) else node.setdefault(step, {})
        node[last] = value
    facts = Facts.model_validate(data)
    setting = setting_for(load_jurisdiction("gansu"), facts)
    setting = replace(setting, words={**setting.words, **words_of_one(facts)})
    return resolve({name: hollow(draft_document(_document(name), facts, setting), f"members[{BLANK}]", ROOM) for name in names})


def _clause(draft: Draft, clause_id: str) -> str:
    clause = draft.clause(clause_id)
    assert clause is not None, clause_id
    return clause_text(clause)


def _all(draft: Draft) -> str:
    return "\n".join(clause_text(clause) for clause in draft.clauses)


def test_the_complete_example_leaves_nothing_open() -> None:
    for name, draft in _papers({}).items():
        text = _all(draft)
        assert "【" not in text, name
        assert "\ue000" not in text


def test_nobody_but_the_members_signs_and_nothing_is_signed_beforehand() -> None:
    draft = _papers({}, ("agreement",))["agreement"]
    page = draft.clause("signature_page")
    assert page is not None
    blocks = [block for block in page.blocks if isinstance(block, Signature)]
    assert [block.key for block in blocks] == [f"members[m{number:02}]" for number in range(1, 13)]
    assert _clause(draft, "signature_page").count("法定代表人（签字）：____") == 12
    assert "赵例一" not in _clause(draft, "signature_page")
    assert draft.clause("bearer_signature") is None


@pytest.mark.parametrize(
    ("path", "value", "clause", "words"),
    [
        ("ip.joint_ownership", "等份共有", "ip_ownership_joint", "成果份额均等"),
        ("ip.joint_ownership", "归牵头方所有并许可其他方", "ip_ownership_joint", "归项目牵头单位所有"),
        ("ip.joint_ownership", "按项目协议约定", "ip_ownership_joint", "其归属和成果份额由项目协议"),
        ("ip.inside_license", "优惠有偿普通许可", "ip_license_inside", "优惠的许可费"),
        ("ip.inside_license", "公平合理无歧视许可", "ip_license_inside", "可比许可"),
        ("ip.outside_license", "共有人一致同意", "ip_license_outside", "不同意的应当说明正当理由"),
        ("ip.outside_license", "共有人过半数同意", "ip_license_outside", "按照成果份额计算过半数"),
        ("ip.transfer", "共有人一致同意", "ip_transfer", "应当自收到书面征询之日起"),
        ("ip.revenue", "按贡献评估", "revenue", "实际贡献分配"),
        ("ip.improvement", "归改进方另行协商", "improvements", "另行协商"),
        ("ip.standard_patent", "免费许可", "standard_patents", "免费许可任何标准实施者"),
        ("ip.cost", "由申请方承担", "ip_costs", "由负责申请的共有人承担"),
        ("risk.technical", "按投入比例分担", "risk", "占该项目投入总额的比例"),
        ("breach.suspension", False, "suspension", "其表决权不予暂停"),
        ("exit.lockup_months", 0, "withdrawal", "任何时间"),
        ("expulsion.organ", "理事会", "expulsion", "其余全体理事单位"),
        ("admission.organ", "成员大会", "admission", "成员大会应当自"),
        ("bearer.recourse", "等额分担", "bearer_recourse", "等额分别分担"),
        ("funding.disclosure", "每半年书面通报", "funds_supervision", "每半年结束后"),
        ("funding.exit_refund", "不退还", "exit_settlement", "不予退还"),
        ("signing.amend_by_majority", True, "amendment", "不增加任何未同意的成员单位的义务"),
        ("precedence.order", "章程优先", "precedence", "依次以章程、本协议"),
        ("signing.form", "签名章", "effect", "签名章，并加盖单位公章，自最后一方签署之日起"),
        ("signing.form", "授权代理人", "effect", "授权代理人在签署页签字并加盖单位公章，自最后一方签署之日起"),
        ("formation.order", "先大会后报批", "name", "经批复的"),
        ("copies.bearer", 0, "counterparts", "一式十七份"),
    ],
)
def test_an_option_changes_the_wording_of_its_clause(path: str, value: Any, clause: str, words: str) -> None:
    before = _clause(_papers({}, ("agreement",))["agreement"], clause)
    after = _clause(_papers({path: value}, ("agreement",))["agreement"], clause)
    assert words in after
    assert words not in before


def test_arbitration_and_court_never_stand_together() -> None:
    arbitration = _papers({})
    for name in ("agreement", "accession-agreement"):
        clause = _clause(arbitration[name], "dispute_resolution")
        assert "兰州仲裁委员会" in clause
        assert "法院" not in clause
    for place in ("被告住所地", "合同签订地", "依托主体住所地"):
        court = _papers({"dispute.mode": "诉讼", "dispute.court_place": place})
        for name in ("agreement", "accession-agreement"):
            clause = _clause(court[name], "dispute_resolution")
            assert "法院" in clause
            assert "仲裁" not in clause


def test_an_agent_signs_with_a_power_of_attorney_and_only_an_agent() -> None:
    papers = _papers({"members.7.signer": {"form": "授权代理人", "name": "甲某", "title": "副校长"}})
    power = _clause(papers["authorization-letter"], "powers_of_attorney")
    assert power.count("授权委托书\n") == 1
    assert "甲某" in power
    assert "2026年12月11日" in power
    assert _clause(papers["authorization-letter"], "identity_certificates").count("特此证明") == 12
    assert _clause(papers["agreement"], "signature_page").count("授权代理人（签字）") == 1
    assert _papers({}, ("authorization-letter",))["authorization-letter"].clause("powers_of_attorney") is None


def test_a_bearer_that_is_no_member_is_party_and_signs() -> None:
    draft = _papers(
        {
            "bearer": {
                "kind": "共同组建的法人",
                "name": "示例联合技术有限公司",
                "scope": [],
                "recourse": "等额分担",
            }
        },
        ("agreement",),
    )["agreement"]
    assert "示例联合技术有限公司" in _clause(draft, "bearer_party")
    assert "示例联合技术有限公司" in _clause(draft, "bearer_signature")


def test_an_open_decision_is_shown_with_its_alternatives() -> None:
    draft = _papers({"dispute.mode": None, "ip.joint_ownership": None}, ("agreement",))["agreement"]
    assert "【待选：争议解决方式（仲裁／诉讼）】" in _clause(draft, "dispute_resolution")
    assert _clause(draft, "ip_ownership_joint").count("方案") == 4


def test_the_unregistered_alliance_owns_owes_and_signs_nothing() -> None:
    text = _all(_papers({}, ("agreement",))["agreement"])
    for phrase in ("归本联盟", "联盟所有", "社会团体", "会费", "本联盟（盖章）", "联盟账户", "合同法"):
        assert phrase not in text, phrase


def test_what_the_council_resolved_above_the_limit_is_shared_too() -> None:
    """A sharing rule that covers only matters within the limit would leave resolved ones with the bearer."""
    papers = _papers({}, ("agreement", "charter", "liability-confirmation"))
    assert "依托主体依照第二十一条办理对外事务" in _clause(papers["agreement"], "bearer_recourse")
    for draft, clause in (("agreement", "bearer_recourse"), ("liability-confirmation", "internal_sharing")):
        assert "限额内" not in _clause(papers[draft], clause)


def test_the_agreement_lets_every_change_happen_that_it_promises_elsewhere() -> None:
    """Goals, lead, bearer and fund manager are replaced by the assembly: the amendment clause must not forbid it."""
    draft = _papers({}, ("agreement", "charter"))["agreement"]
    amendment = _clause(draft, "amendment")
    for part in ("调整目标", "更换牵头单位、依托主体、经费管理单位", "增加成员单位", "补充背景知识产权清单"):
        assert part in amendment
    assert "与本联盟的合同关系" not in _all(draft)


def test_charter_and_agreement_admit_under_the_same_conditions() -> None:
    papers = _papers({}, ("agreement", "charter"))
    wanted = [line for line in _clause(papers["charter"], "admission_conditions").splitlines() if line.endswith("；")][
        :4
    ]
    assert len(wanted) == 4
    for line in wanted:
        assert line in _clause(papers["agreement"], "admission")


def test_an_outside_bearer_is_identified_and_can_be_reached() -> None:
    outside = {
        "bearer": {
            "kind": "共同组建的法人",
            "name": "示例联合技术有限公司",
            "address": "兰州市某路1号",
            "scope": [],
            "recourse": "等额分担",
        }
    }
    papers = _papers(outside)
    assert "示例联合技术有限公司" in _clause(papers["authorization-letter"], "bearer_identity")
    assert "首部所列的住所" in _clause(papers["agreement"], "annex_notices")
    assert _papers({})["authorization-letter"].clause("bearer_identity") is None


def test_a_registered_alliance_gives_nothing_back_to_its_members() -> None:
    registered = _papers({"alliance.registered": True}, ("agreement", "charter"))
    assert "不在成员单位之间分配" in _clause(registered["agreement"], "settlement")
    assert "比例返还" not in _clause(registered["agreement"], "settlement")
