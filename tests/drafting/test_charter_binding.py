"""The variant without an alliance agreement: the charter itself binds, and says everything the agreement would have said."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from ruamel.yaml import YAML

from alliance_docs.dossier.drafts import ROOM
from alliance_docs.dossier.instances import BLANK
from alliance_docs.dossier.texts import known_in, words_of_one
from alliance_docs.drafting.draft import Draft, Table, clause_text
from alliance_docs.drafting.engine import draft_document
from alliance_docs.drafting.layers import Layer, LayeredDocument, load_document
from alliance_docs.drafting.references import REMOVED, resolve
from alliance_docs.drafting.spoken import hollow
from alliance_docs.drafting.vocabulary import setting_for
from alliance_docs.facts.facts import Facts
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction
from alliance_docs.jurisdictions.loading import load_jurisdiction
from alliance_docs.resources import data_folder

PAPERS = (
    "charter", "accession-agreement", "liability-confirmation", "authorization-letter", "funds-rules", "project-rules",
    "confidentiality-rules", "cooperation-rules", "member-roster", "organization", "materials-list",
)  # fmt: skip
ROWS: dict[str, Any] = {"papers": (), "evidence": (), "compliance": (), "human_checks": ()}


@cache
def _jurisdiction(acceptance: str) -> Jurisdiction:
    gansu = load_jurisdiction("gansu")
    way = "签署" if acceptance == "章程签署页" else "申请表"
    return gansu.model_copy(update={"vocabulary": {**gansu.vocabulary, "acceptance": acceptance}, "acceptance": way})


@cache
def _document(name: str, acceptance: str) -> LayeredDocument:
    templates = data_folder("templates")
    layers = (
        Layer("common", templates / "common"),
        Layer("charter-binding", templates / "variants" / "charter-binding"),
    )
    jurisdiction = _jurisdiction(acceptance)
    described = jurisdiction.document(name)
    assert described is not None
    document = load_document(name, layers, known_in(jurisdiction, described))
    assert document is not None
    return document


@cache
def _example() -> str:
    return (data_folder("templates").parent / "examples" / "gansu.yaml").read_text(encoding="utf-8")


def _papers(
    changes: dict[str, Any], names: tuple[str, ...] = PAPERS, acceptance: str = "会员单位申请表"
) -> dict[str, Draft]:
    """Draft *names* over the example; references into papers that are not drafted are errors, as in a package."""
    data = YAML(typ="safe", pure=True).load(_example())
    data["formation"] |= {"order": "先大会后报批", "agreement": False}
    for path, value in changes.items():
        node = data
        *steps, last = path.split(".")
        for step in steps:
            node = node.setdefault(step, {})
        node[last] = value
    facts = Facts.model_validate(data)
    setting = setting_for(_jurisdiction(acceptance), facts)
    setting = replace(setting, words={**setting.words, **ROWS, **words_of_one(facts)})
    drafts = {name: draft_document(_document(name, acceptance), facts, setting) for name in names}
    return resolve({name: hollow(draft, f"members[{BLANK}]", ROOM) for name, draft in drafts.items()})


def _charter(changes: dict[str, Any], acceptance: str = "会员单位申请表") -> Draft:
    return _papers(changes, ("charter",), acceptance)["charter"]


def _clause(draft: Draft, clause_id: str) -> str:
    clause = draft.clause(clause_id)
    assert clause is not None, clause_id
    return clause_text(clause)


def _all(draft: Draft) -> str:
    return "\n".join(clause_text(clause) for clause in draft.clauses)


OPEN = dict.fromkeys(
    (
        "expulsion",
        "signing",
        "dispute",
        "ip",
        "funding",
        "breach",
        "risk",
        "exit",
        "admission",
        "bearer",
        "alliance.registered",
    )
)


@pytest.mark.parametrize("changes", [{}, {"alliance.registered": True}, OPEN], ids=["complete", "registered", "open"])
def test_no_paper_speaks_of_an_agreement_that_nobody_signs(changes: dict[str, Any]) -> None:
    for name, draft in _papers(changes).items():
        text = _all(draft)
        for words in ("联盟协议", "组建协议", "依照协议", "协议生效", "章程、协议", REMOVED):
            assert words not in text, (name, words)


def test_the_complete_example_leaves_nothing_open() -> None:
    for name, draft in _papers({}).items():
        assert "【" not in _all(draft), name


@pytest.mark.parametrize(
    ("clause", "path", "values"),
    [
        ("acceptance", "signing.form", ["亲签", "签名章", "授权代理人"]),
        ("admission_procedure", "admission.organ", ["成员大会", "理事会"]),
        ("withdrawal", "exit.lockup_months", [0, 12]),
        ("expulsion", "expulsion.organ", ["成员大会", "理事会"]),
        ("special_matters", "expulsion.organ", ["成员大会", "理事会"]),
        ("exit_settlement", "funding.exit_refund", ["不退还", "退还未使用部分", "按项目结算"]),
        ("internal_sharing", "bearer.recourse", ["按资金投入比例", "等额分担", "按受益项目分担"]),
        ("fund_use", "funding.disclosure", ["每年成员大会", "每半年书面通报"]),
        ("cost_sharing", "funding.fee_standards", [[], [{"role": "企业", "amount": 100}]]),
        ("public_funds", "funding.public_projects", [[], [{"name": "某项目", "undertaker": "m01"}]]),
        (
            "ip_ownership_joint",
            "ip.joint_ownership",
            ["按份共有", "等份共有", "归牵头方所有并许可其他方", "按项目协议约定"],
        ),
        ("ip_costs", "ip.cost", ["按份额分担", "由申请方承担"]),
        ("ip_license", "ip.inside_license", ["免费普通许可", "优惠有偿普通许可", "公平合理无歧视许可"]),
        ("ip_license_outside", "ip.outside_license", ["共有人一致同意", "共有人过半数同意", "各自普通许可并分配收益"]),
        ("ip_transfer", "ip.transfer", ["其他共有人优先受让", "共有人一致同意"]),
        ("improvements", "ip.improvement", ["归改进方并对等许可", "归改进方另行协商"]),
        ("ip_revenue", "ip.revenue", ["按共有份额", "按贡献评估", "约定比例"]),
        ("risk", "risk.technical", ["各自承担已发生的投入", "按投入比例分担", "按项目协议约定"]),
        ("breach", "breach.suspension", [True, False]),
    ],
)
def test_each_option_has_its_own_wording(clause: str, path: str, values: list[Any]) -> None:
    assert len({_clause(_charter({path: value}), clause) for value in values}) == len(values)


TRIBUNALS = ("三名仲裁员，由仲裁机构主任指定", "三名仲裁员，申请方和被申请方各方共同选定", "一名独任仲裁员")


@pytest.mark.parametrize("tribunal", TRIBUNALS)
def test_arbitration_stands_in_the_charter_whole_and_alone(tribunal: str) -> None:
    """LC-DR-01, 02, 06: institution, seat, tribunal, scope; no court beside it."""
    papers = _papers({"dispute.tribunal": tribunal}, ("charter", "liability-confirmation", "accession-agreement"))
    clause = _clause(papers["charter"], "dispute_resolution")
    for part in (
        "因本章程引起的或者与本章程有关的任何争议",
        "兰州仲裁委员会",
        "仲裁地为兰州市",
        "终局",
        "主任（院长）指定",
    ):
        assert part in clause
    for draft in papers.values():
        assert "法院" not in _clause(draft, "dispute_resolution")


@pytest.mark.parametrize("place", ["被告住所地", "合同签订地", "依托主体住所地"])
def test_a_court_stands_in_the_charter_whole_and_alone(place: str) -> None:
    papers = _papers(
        {"dispute.mode": "诉讼", "dispute.court_place": place},
        ("charter", "liability-confirmation", "accession-agreement"),
    )
    clause = _clause(papers["charter"], "dispute_resolution")
    assert f"由{place}有管辖权的人民法院管辖" in clause
    assert "不违反级别管辖和专属管辖" in clause
    for draft in papers.values():
        assert "仲裁" not in _clause(draft, "dispute_resolution")


def test_a_vote_alone_binds_nobody() -> None:
    """LC-GV-15, LC-EX-01: only who accepts in writing is a member, and later votes add no burden."""
    draft = _charter({})
    assert "无论是否出席会议、如何表决，均不是成员单位" in _clause(draft, "binding_force")
    assert "仅有接受加入的决定而没有签署接受文书" in _clause(draft, "admission_procedure")
    assert "未经成员单位书面同意，不得对该成员单位发生下列效力" in _clause(draft, "special_matters")
    assert "不约束未同意的成员单位" in _clause(draft, "amendment")


def test_the_assembly_adopts_and_written_acceptance_brings_into_force() -> None:
    """G60 四(二)2, LC-GV-18, LC-FM-04."""
    draft = _charter({})
    assert "本章程由成员大会（成立大会）于2026年10月16日审议通过" in _clause(draft, "effect")
    assert "在已经书面接受的单位之间生效" in _clause(draft, "effect")
    long_stop = _clause(draft, "long_stop")
    assert "2026年12月11日" in long_stop
    assert "不足十家" in long_stop


def test_project_results_are_settled_before_the_project_starts() -> None:
    """AMB-28: the charter holds the default rules and still asks for a project agreement beforehand."""
    clause = _clause(_charter({}), "project_agreement")
    assert "应当在开始实施之前签署项目协议" in clause
    assert "没有就前款第（四）项达成书面约定的项目，不得开始实施" in clause


def test_several_liability_is_no_shield_against_outsiders() -> None:
    draft = _charter({})
    assert "不影响第三人依法享有的权利" in _clause(draft, "several_liability")
    assert "也不限制第三人依法享有的权利" in _clause(draft, "recourse")
    assert "不以成员单位履行内部分担义务为条件" in _clause(draft, "liability_bearer")


def test_what_the_agreement_annexed_is_annexed_to_the_charter() -> None:
    draft = _charter({})
    annexes = [clause.id for clause in draft.clauses if clause.kind == "annex"]
    assert annexes == [
        "annex_members",
        "annex_tasks",
        "annex_contributions",
        "annex_background_ip",
        "annex_notices",
        "annex_chart",
    ]
    notices = draft.clause("annex_notices")
    assert notices is not None
    table = next(block for block in notices.blocks if isinstance(block, Table))
    assert len(table.rows) == 13
    listed = _clause(draft, "annexes")
    assert all(f"附件{number}" in listed for number in range(1, 7))


def test_the_charter_is_signed_where_signing_it_is_the_acceptance() -> None:
    signed = _charter({}, acceptance="章程签署页")
    page = signed.clauses[-1]
    assert clause_text(page).count("（加盖公章）") == 12
    assert clause_text(page).count("接受其全部内容，包括第") == 12
    assert _charter({}).clauses[-1].id == "annex_chart"


def test_a_bearer_that_is_no_member_accepts_the_charter_by_its_confirmation() -> None:
    outside = {
        "bearer": {"kind": "共同组建的法人", "name": "示例联合技术有限公司", "scope": [], "recourse": "等额分担"}
    }
    papers = _papers(outside, ("charter", "liability-confirmation"))
    assert "以签署本确认书接受联盟章程关于依托主体" in _clause(papers["liability-confirmation"], "capacity")
    assert "依托主体不是成员单位的，应当在依托主体确认书中接受本章程" in _clause(papers["charter"], "binding_force")


def test_open_questions_keep_every_article() -> None:
    assert [clause.id for clause in _charter(OPEN).clauses] == [clause.id for clause in _charter({}).clauses]
