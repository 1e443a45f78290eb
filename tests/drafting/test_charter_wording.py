"""The Gansu charter and organisation document as shipped: what a lawyer would look for first."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from alliance_docs.drafting.draft import Choice, Draft, Ref, clause_inlines, clause_text
from alliance_docs.drafting.engine import draft_document
from alliance_docs.drafting.layers import Layer, load_document
from alliance_docs.drafting.vocabulary import known_names, setting_for
from alliance_docs.facts.facts import Facts
from alliance_docs.jurisdictions.loading import load_jurisdiction
from alliance_docs.resources import data_folder

EXAMPLE = Path(__file__).parents[2] / "examples" / "gansu.yaml"


def charter(*changes: tuple[str, Any], document: str = "charter") -> Draft:
    """Draft *document* over the example, with facts changed by dotted path."""
    data: dict[str, Any] = YAML(typ="safe", pure=True).load(EXAMPLE.read_text(encoding="utf-8"))
    for path, value in changes:
        *parents, last = path.split(".")
        record = data
        for name in parents:
            record = record.setdefault(name, {})
        record[last] = value
    facts = Facts.model_validate(data)
    jurisdiction = load_jurisdiction("gansu")
    root = data_folder("templates")
    layers = (Layer("common", root / "common"), Layer("gansu", root / "gansu"))
    loaded = load_document(document, layers, known_names(jurisdiction))
    assert loaded is not None
    return draft_document(loaded, facts, setting_for(jurisdiction, facts))


def words(draft: Draft, clause: str) -> str:
    found = draft.clause(clause)
    assert found is not None, clause
    return clause_text(found)


def whole(draft: Draft) -> str:
    return "\n".join(clause_text(clause) for clause in draft.clauses)


@pytest.mark.parametrize("word", ["社会团体", "登记管理机关", "业务主管单位", "会费", "半数以上", "清算组", "会员", "秘书处", "国办发", "待填", "待选"])
def test_an_unregistered_alliance_never_speaks_of(word: str) -> None:
    """LC-SB-06, LC-MN-08, LC-GV-02, LC-EX-08, LC-FM-12, AMB-18."""
    assert word not in whole(charter())


def test_an_unregistered_alliance_signs_owns_and_employs_nothing() -> None:
    draft = charter()
    assert "本联盟不签署合同，不持有财产和知识产权，不开立账户，不刻制印章，不聘用工作人员" in words(draft, "bearer_signing")
    assert "不影响第三人依法享有的权利" in words(draft, "several_liability")


def test_registration_changes_nature_seal_fee_and_effect() -> None:
    registered = charter(
        ("alliance.registered", True),
        ("alliance.registration", {"authority": "甘肃省民政厅", "credit_code": "51620000500000000A", "date": "2026-01-05"}),
    )
    assert "登记为社会团体法人" in words(registered, "nature")
    assert "以自己的名义订立合同" in words(registered, "bearer_signing")
    assert words(registered, "cost_sharing").startswith("会费")
    assert "登记管理机关核准" in words(registered, "effect")


@pytest.mark.parametrize(
    ("clause", "path", "values"),
    [
        ("name_use", "formation.order", ["先报批后成立", "先大会后报批"]),
        ("standards", "ip.standard_patent", ["公平合理无歧视许可", "免费许可"]),
        ("admission_procedure", "admission.organ", ["成员大会", "理事会"]),
        ("expulsion", "expulsion.organ", ["成员大会", "理事会"]),
        ("special_matters", "expulsion.organ", ["成员大会", "理事会"]),
        ("withdrawal", "exit.lockup_months", [0, 12]),
        ("withdrawal_effects", "funding.exit_refund", ["不退还", "退还未使用部分", "按项目结算"]),
        ("written_voting", "assembly.written_voting", [True, False]),
        ("chair", "council.max_terms", [0, 2]),
        ("office", "office.head_produced_by", ["聘任", "选举", "委派"]),
        ("internal_sharing", "bearer.recourse", ["按资金投入比例", "等额分担", "按受益项目分担"]),
        ("fund_use", "funding.disclosure", ["每年成员大会", "每半年书面通报"]),
        ("fund_supervision", "supervision.form", ["监督小组", "监事", "成员大会推选的监督人"]),
        ("ip_ownership_joint", "ip.joint_ownership", ["按份共有", "等份共有", "归牵头方所有并许可其他方", "按项目协议约定"]),
        ("ip_license", "ip.inside_license", ["免费普通许可", "优惠有偿普通许可", "公平合理无歧视许可"]),
        ("ip_revenue", "ip.revenue", ["按共有份额", "按贡献评估", "约定比例"]),
        ("breach", "breach.suspension", [True, False]),
        ("precedence", "precedence.order", ["协议优先", "章程优先"]),
        ("interpretation", "precedence.interpreter", ["成员大会", "理事会"]),
    ],
)
def test_each_option_has_its_own_wording(clause: str, path: str, values: list[Any]) -> None:
    assert len({words(charter((path, value)), clause) for value in values}) == len(values)


def test_expulsion_tells_hears_excludes_and_gives_reasons() -> None:
    """LC-GV-14."""
    text = words(charter(), "expulsion")
    for part in ("书面送达该成员单位", "十五日内可以书面申辩", "不计入表决基数", "经其余全体成员单位三分之二以上同意", "载明事实、理由"):
        assert part in text


def test_disputes_go_where_the_agreement_sends_them() -> None:
    """LC-DR-12: by reference, so that the two papers cannot diverge."""
    clause = charter().clause("dispute_resolution")
    assert clause is not None
    targets = {(ref.document, ref.clause) for run in clause_inlines(clause) for ref in run if isinstance(ref, Ref)}
    assert ("agreement", "dispute_resolution") in targets


def test_no_power_stands_in_two_organs() -> None:
    """LC-GV-06."""
    draft = charter()
    powers = [set(re.findall(r"[^；。\n]{4,}", words(draft, clause))) for clause in ("assembly_powers", "council_powers")]
    assert {power for power in powers[0] & powers[1] if "其他职权" not in power} == set()


def test_gansu_fixes_the_dates_of_summary_and_change_filing() -> None:
    draft = charter()
    assert "每年二月末日" in words(draft, "annual_work")
    assert "变更发生的当年" in words(draft, "member_changes")


def test_a_charter_without_facts_keeps_every_article() -> None:
    """An unknown option is spelt out; it never removes an article."""
    known, unknown = charter(), charter(*((name, None) for name in ("council", "exit", "expulsion", "ip", "funding", "breach")))
    assert [clause.id for clause in unknown.clauses] == [clause.id for clause in known.clauses]
    choices = [inline for clause in unknown.clauses for run in clause_inlines(clause) for inline in run if isinstance(inline, Choice)]
    assert {choice.path for choice in choices} >= {"ip.joint_ownership", "ip.revenue", "expulsion.organ"}


def test_the_organisation_document_lists_every_organ_seat_and_expert() -> None:
    text = whole(charter(document="organization"))
    for part in ("成员大会", "理事会", "技术专家委员会", "联盟办公室", "经费监督小组", "依托主体", "副理事长", "专职"):
        assert part in text
    assert "待填" not in text


def test_a_show_of_hands_knows_no_ballot_papers() -> None:
    hands = words(charter(("election.ballot", "举手表决")), "elections")
    assert "选票" not in hands
    assert "当场清点" in hands


def test_no_sensitive_information_is_exchanged_under_the_name_of_a_task() -> None:
    """LC-AM-06."""
    assert "与联盟任务无关" not in words(charter(), "fair_competition")
