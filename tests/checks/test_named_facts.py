"""What a requirement says of facts that fall short: which, and what they are; no ids of clauses for strangers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from alliance_docs.checks.case import Case
from alliance_docs.checks.compliance import requirement_findings
from alliance_docs.checks.named_facts import paths_in, shortfall, unknown_facts
from alliance_docs.checks.requirement import Answer, requirements
from alliance_docs.dossier.store import read_answers
from alliance_docs.drafting.draft import Draft
from alliance_docs.facts.assign import assign
from alliance_docs.facts.facts import Facts
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction
from alliance_docs.jurisdictions.loading import jurisdiction_folders, load_jurisdiction
from alliance_docs.resources import data_folder


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("counts.members > 20", "“成员单位数”现为“12”"),
        ("not formation.agreement", "组建“是否另签联盟协议”尚未填写"),
        ("alliance.registered", "“是否已登记为社会团体”现为“否”"),
        ("tasks|where('kind', '平台建设')|length > 0", "没有“任务类别”为“平台建设”的"),
        ("not (members|where('need', ''))", "有的没有填写成员单位“参加联盟的需求”"),
    ],
)
def test_the_facts_that_fall_short_are_told_with_their_values(complete: Case, source: str, words: str) -> None:
    assert words in shortfall(source, complete)


def test_a_unit_is_told_by_its_name(complete: Case) -> None:
    said = shortfall("funding.manager.id == chair.member.id", complete)
    assert "m0" not in said
    assert "“经费管理单位”现为“甘肃" in said


def test_what_is_not_known_is_named(jurisdiction: Jurisdiction) -> None:
    case = Case(jurisdiction, Facts())
    assert unknown_facts("office.address is known and experts.members is known", case) == "“联盟办公室地址”、技术专家委员会“专家名单”尚未填写"


def leaves(answer: Answer) -> list[Answer]:
    return [answer] if not answer.parts else [leaf for part in answer.parts for leaf in leaves(part)]


@pytest.mark.parametrize("jurisdiction_id", jurisdiction_folders())
def test_every_fact_asked_for_can_be_named(jurisdiction_id: str) -> None:
    asked = [leaf.text for one in requirements(jurisdiction_id).values() for leaf in leaves(one.answer) if leaf.kind == "fact"]
    assert not [source for source in asked if not paths_in(source)]
    known = Case(load_jurisdiction(jurisdiction_id), read_answers(data_folder("examples") / f"{jurisdiction_id}.yaml"))
    assert all("尚未填写" in unknown_facts(source, Case(known.jurisdiction, Facts())) for source in asked)
    assert all("m0" not in shortfall(source, known) for source in asked)


def test_a_requirement_tells_documents_and_matters_not_ids_of_clauses(jurisdiction: Jurisdiction, make_document: Callable[..., Draft]) -> None:
    case = Case(jurisdiction, Facts(), {"agreement": make_document("各方应当互相配合。")}, dossier=False)
    found = list(requirement_findings(case))
    assert found
    assert not [one for one in found if "#" in one.fix + one.message or "agreement" in one.fix + one.message]
    assert any("在《组建协议》中写明" in one.fix for one in found)


def test_a_fact_that_falls_short_says_so_in_the_finding() -> None:
    facts = assign(read_answers(data_folder("examples") / "g60.yaml"), "assembly.meetings_per_year", "0")
    found = list(requirement_findings(Case(load_jurisdiction("g60"), facts, dossier=False)))
    assert [one.severity for one in found if "“成员大会每年次数”现为“0”" in one.message] == ["error"]
    assert not [one for one in found if "事实不符合" in one.message]


def test_what_is_told_but_wrong_is_not_called_unknown() -> None:
    facts = assign(read_answers(data_folder("examples") / "gansu.yaml"), "industry.output", "0")
    asked = next(leaf for one in requirements("gansu").values() for leaf in leaves(one.answer) if "industry.output" in leaf.text)
    case = Case(load_jurisdiction("gansu"), facts)
    assert unknown_facts(asked.text, case) == ""
    assert "“行业规模（亿元）”现为“0”" in shortfall(asked.text, case)
