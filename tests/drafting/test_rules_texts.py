"""Election, decision and admission rules: every option drafts, and says what the charter says."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
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

RULES = ("election-rules", "decision-rules", "admission-rules")
DAYS = {"nomination_days": 15, "publicity_days": 7, "recount_days": 5, "by_election_days": 90}
COMPLETE = {"formation.agreement": True, **{f"election.{name}": days for name, days in DAYS.items()}}


@cache
def _document(name: str, agreement: bool) -> LayeredDocument:
    """The text with an agreement beside the charter (Gansu), or with the charter alone (common and its variant)."""
    templates = data_folder("templates")
    upper = Layer("gansu", templates / "gansu")
    if not agreement:
        upper = Layer("charter-binding", templates / "variants" / "charter-binding")
    layers = (Layer("common", templates / "common"), upper)
    document = load_document(name, layers, known_names(load_jurisdiction("gansu")))
    assert document is not None
    return document


@cache
def _example() -> str:
    return (data_folder("templates").parent / "examples" / "gansu.yaml").read_text(encoding="utf-8")


def _papers(changes: dict[str, Any]) -> dict[str, Draft]:
    data = YAML(typ="safe", pure=True).load(_example())
    for path, value in {**COMPLETE, **changes}.items():
        node = data
        *steps, last = path.split(".")
        for step in steps:
            node = node.setdefault(step, {})
        node[last] = value
    facts = Facts.model_validate(data)
    setting = setting_for(load_jurisdiction("gansu"), facts)
    agreement = data["formation"]["agreement"] is not False
    names = ("charter", "agreement", *RULES) if agreement else ("charter", *RULES)
    return resolve({name: draft_document(_document(name, agreement), facts, setting) for name in names})


def _clause(draft: Draft, clause_id: str) -> str:
    clause = draft.clause(clause_id)
    assert clause is not None, clause_id
    return clause_text(clause)


def _all(draft: Draft) -> str:
    return "\n".join(clause_text(clause) for clause in draft.clauses)


def test_the_complete_facts_leave_nothing_open_with_or_without_an_agreement() -> None:
    for agreement in (True, False):
        papers = _papers({"formation.agreement": agreement})
        for name in RULES:
            assert "【" not in _all(papers[name]), name


@pytest.mark.parametrize(
    ("path", "value", "document", "clause", "words"),
    [
        ("office.head_produced_by", "选举", "election-rules", "office_head", "理事会提名、成员大会选举产生"),
        ("office.head_produced_by", "委派", "election-rules", "office_head", "由承担单位委派，报理事会备案"),
        ("election.ballot", "举手表决", "election-rules", "ballot", "逐名宣读候选人"),
        ("election.ballot", "举手表决", "election-rules", "ballot_validity", "该成员单位的表决无效"),
        ("election.ballot", "举手表决", "election-rules", "remote", "口头表示意见"),
        ("election.mode", "差额选举", "election-rules", "mode", "候选人的数目应当多于应选名额"),
        ("election.mode", "差额选举", "election-rules", "candidates_short", "候选人不多于应选名额"),
        ("admission.organ", "成员大会", "admission-rules", "decision", "出席会议的成员单位三分之二以上同意"),
        ("admission.organ", "成员大会", "decision-rules", "membership_matters", "加入，由成员大会"),
        ("expulsion.organ", "理事会", "decision-rules", "membership_matters", "除名，由理事会"),
        ("assembly.written_voting", False, "decision-rules", "written_votes", "成员大会的决议应当在会议上作出"),
        ("formation.order", "先大会后报批", "election-rules", "effect", "由成立大会于"),
        ("formation.agreement", False, "admission-rules", "signing", "代其他成员单位接收"),
        ("formation.agreement", False, "admission-rules", "membership_begins", "自接受加入的决定送达之日起"),
        ("precedence.interpreter", "成员大会", "election-rules", "interpretation", "由成员大会解释"),
    ],
)
def test_an_option_changes_the_wording_of_its_clause(
    path: str, value: Any, document: str, clause: str, words: str
) -> None:
    assert words not in _clause(_papers({})[document], clause)
    assert words in _clause(_papers({path: value})[document], clause)


def test_an_appointed_head_is_never_said_to_be_elected() -> None:
    for way in ("聘任", "委派"):
        text = _all(_papers({"office.head_produced_by": way})["election-rules"])
        assert not re.search(r"选举[^。；]{0,4}联盟办公室主任", text)
        assert "联盟办公室主任由选举" not in text


SHARES = ("过半数", "三分之二以上", "四分之三以上")
"""Majorities and quorums as they are printed."""
BASES = {"assembly": ("全体成员单位", "出席会议的成员单位"), "council": ("全体理事单位", "出席会议的理事单位")}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    quorum=st.sampled_from(SHARES),
    majority=st.sampled_from(SHARES),
    base=st.sampled_from(BASES["assembly"]),
    council=st.sampled_from([(share, base) for share in SHARES for base in BASES["council"]]),
    admission=st.sampled_from([(organ, share) for share in SHARES for organ in ("成员大会", "理事会")]),
    agreement=st.booleans(),
)
def test_ratios_and_bases_are_those_of_the_charter(
    quorum: str,
    majority: str,
    base: str,
    council: tuple[str, str],
    admission: tuple[str, str],
    agreement: bool,
) -> None:
    papers = _papers(
        {
            "assembly.quorum": quorum,
            "assembly.majority": majority,
            "assembly.majority_base": base,
            "council.majority": council[0],
            "council.majority_base": council[1],
            "admission.organ": admission[0],
            "admission.majority": admission[1],
            "formation.agreement": agreement,
        }
    )
    charter, election, decision, joining = (papers[name] for name in ("charter", *RULES))
    attendance, general, board = f"全体成员单位{quorum}出席", f"{base}{majority}同意", f"{council[1]}{council[0]}同意"
    for draft, clause in ((charter, "assembly_voting"), (election, "validity_of_meeting"), (decision, "quorum")):
        assert attendance in _clause(draft, clause)
    for draft, clause in (
        (charter, "elections"),
        (election, "elected"),
        (election, "dismissal"),
        (decision, "majority"),
    ):
        assert general in _clause(draft, clause)
    for draft, clause in ((charter, "council_meetings"), (decision, "majority")):
        assert board in _clause(draft, clause)
    accepted = f"{base if admission[0] == '成员大会' else council[1]}{admission[1]}同意"
    for draft, clause in (
        (charter, "admission_procedure"),
        (decision, "membership_matters"),
        (joining, "decision"),
    ):
        assert accepted in _clause(draft, clause)


def test_periods_and_terms_are_those_of_the_charter() -> None:
    papers = _papers(
        {"council.term_years": 4, "council.size": 11, "admission.review_days": 45, "assembly.proxy_limit": 2}
    )
    charter = _all(papers["charter"])
    for name, clause, words in (
        ("election-rules", "term", "任期四年"),
        ("election-rules", "posts", "十一家"),
        ("election-rules", "by_election", "九十日内补选"),
        ("election-rules", "proxies", "一名代表最多接受两家其他成员单位的委托"),
        ("decision-rules", "proxy", "一名代表最多接受两家其他成员单位的委托"),
        ("admission-rules", "decision", "自收到完整材料之日起四十五日内审议"),
    ):
        assert words in _clause(papers[name], clause), clause
        assert words in charter, words


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        ("ties", "再次投票"),
        ("ties", "仍不能确定的"),
        ("shortfall", "缺额另行选举"),
        ("shortfall", "理事长没有选出的"),
        ("candidate_withdrawal", "候选人可以在投票开始前书面撤回同意"),
        ("candidate_withdrawal", "没有候选人的"),
        ("mode", "候选人数目等于应选名额的"),
        ("remote", "连接中断"),
        ("proxies", "再次投票"),
        ("ballot_validity", "多于"),
        ("validity_of_meeting", "出席数不足的"),
        ("composition", "不计为当选"),
        ("resignation", "自送达满三十日生效"),
        ("representatives", "不当然继任"),
        ("first_term", "章程没有通过的，不得选举"),
    ],
)
def test_the_hard_cases_have_an_answer_under_every_way_of_voting(clause: str, words: str) -> None:
    for mode in ("等额选举", "差额选举"):
        for ballot in ("无记名投票", "举手表决"):
            papers = _papers({"election.mode": mode, "election.ballot": ballot})
            assert words in _clause(papers["election-rules"], clause), (mode, ballot)


def test_without_an_agreement_the_rules_never_speak_of_one() -> None:
    papers = _papers({"formation.agreement": False})
    for name in RULES:
        text = _all(papers[name])
        assert "联盟协议" not in text
        assert "组建协议" not in text


def test_who_joins_has_signed_and_was_accepted() -> None:
    for agreement in (True, False):
        text = _clause(_papers({"formation.agreement": agreement})["admission-rules"], "accession_paper")
        assert "两者缺少其一的单位，不是成员单位" in text


def test_nobody_is_refused_for_place_ownership_or_competition() -> None:
    text = _clause(_papers({})["admission-rules"], "openness")
    for word in ("所在地", "所有制", "竞争关系"):
        assert word in text


def test_what_is_not_answered_stays_open() -> None:
    papers = _papers({"election.nomination_days": None, "election.mode": None, "office.head_produced_by": None})
    election = papers["election-rules"]
    assert "【待填：提名期限（日）】" in _clause(election, "nomination")
    assert "【待选" in _clause(election, "mode")
    assert _clause(election, "office_head").count("方案") == 3
