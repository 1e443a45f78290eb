"""G60: each member accepts the charter in writing, the nine-city share is computed, the charter comes before the election."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from alliance_docs.dossier.drafts import Drafted, draft_all, plan_package
from alliance_docs.dossier.store import read_answers
from alliance_docs.drafting.draft import Draft, clause_text
from alliance_docs.facts.assign import assign
from alliance_docs.jurisdictions.loading import load_jurisdiction
from alliance_docs.jurisdictions.region import standing

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "g60.yaml"


@cache
def drafted(*changes: tuple[str, str]) -> Drafted:
    facts = read_answers(EXAMPLE)
    for path, value in changes:
        facts = assign(facts, path, value)
    return draft_all(plan_package(facts))


def text_of(draft: Draft, clause: str = "") -> str:
    return "\n".join(clause_text(one) for one in draft.clauses if not clause or one.id == clause)


def test_every_member_and_one_blank_form_accept_charter_and_arbitration() -> None:
    forms = {name: draft for name, draft in drafted().drafts.items() if name.startswith("member-application@")}
    assert len(forms) == 15
    for name, draft in forms.items():
        assert "接受章程的全部内容" in text_of(draft, "acceptance"), name
        assert "嘉兴仲裁委员会仲裁" in text_of(draft, "dispute_acceptance"), name
        assert "【" not in text_of(draft), name


@pytest.mark.parametrize(("scope", "inside", "share"), [("松江区", 12, "85.71%"), ("上海市", 13, "92.85%")])
def test_the_recording_form_computes_the_share_for_either_reading_of_shanghai(scope: str, inside: int, share: str) -> None:
    form = text_of(drafted(("formation.shanghai_scope", scope)).drafts["recording-form"], "members_counted")
    assert f"{inside}家" in form
    assert share in form


def test_shanghai_counts_narrowly_while_nobody_said_which() -> None:
    facts = assign(read_answers(EXAMPLE), "formation.shanghai_scope", None)
    region = load_jurisdiction("g60").region
    assert region is not None
    found = standing(region, facts)
    assert found is not None
    assert (found.count_inside, found.total) == (12, 14)


def test_the_meeting_adopts_the_charter_then_elects_then_appoints() -> None:
    minutes = drafted().drafts["founding-minutes"]
    order = [clause.id for clause in minutes.clauses]
    steps = ["resolution_charter", "resolution_rules", "resolution_elections", "resolution_appointments"]
    assert [order.index(step) for step in steps] == sorted(order.index(step) for step in steps)
    assert "聘任合肥样例高端装备产业园运营有限公司为秘书长单位" in text_of(minutes, "resolution_appointments")


@pytest.mark.parametrize("agreement", ["是", "否"])
def test_the_assembly_adopts_the_charter_with_or_without_an_agreement(agreement: str) -> None:
    made = drafted(("formation.agreement", agreement))
    assert ("agreement" in made.drafts) == (agreement == "是")
    effect = text_of(made.drafts["charter"], "effect")
    assert "成员大会（成立大会）于2025年11月18日审议通过" in effect
    assert "【" not in text_of(made.drafts["charter"])


def test_annexes_are_named_by_title_never_by_the_policys_number() -> None:
    for name, draft in drafted().drafts.items():
        text = text_of(draft)
        assert "指导意见附件" not in text, name
        assert "评价指标体系（附件" not in text, name
