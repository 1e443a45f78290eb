"""Guangdong 2012: charter signed at the founding meeting, no approval, an agreement only for the tight form."""

from __future__ import annotations

from functools import cache

import pytest

from alliance_docs.dossier.drafts import Drafted, draft_all, plan_package
from alliance_docs.dossier.store import read_answers
from alliance_docs.drafting.draft import Draft, clause_inlines, plain
from alliance_docs.facts.assign import assign
from alliance_docs.resources import data_folder


@cache
def drafts(agreement: bool) -> dict[str, Draft]:
    facts = read_answers(data_folder("examples") / "guangdong-2012.yaml")
    made: Drafted = draft_all(plan_package(assign(facts, "formation.agreement", agreement)))
    return dict(made.drafts)


def text(draft: Draft, clause_id: str | None = None) -> str:
    """The text of one clause, or of the whole document."""
    clauses = [one for one in draft.clauses if clause_id in (None, one.id)]
    assert clauses, clause_id
    return "\n".join(plain(run) for one in clauses for run in clause_inlines(one))


def test_the_tight_form_signs_charter_and_agreement_the_other_the_charter_alone() -> None:
    tight, loose = drafts(True), drafts(False)
    assert {"agreement", "accession-agreement"} <= set(tight)
    assert "member-application" not in tight
    assert "member-application" in loose
    assert not {"agreement", "accession-agreement"} & set(loose)


@pytest.mark.parametrize("agreement", [True, False])
def test_the_charter_is_signed_at_the_founding_meeting_by_every_member(agreement: bool) -> None:
    charter = drafts(agreement)["charter"]
    assert "成立大会" in text(charter, "effect")
    whole = text(charter)
    assert whole.count("签署页") > 1
    assert "本联盟的成立不以主管部门的批准为条件" in text(charter, "name_use")


@pytest.mark.parametrize("agreement", [True, False])
def test_no_document_speaks_of_approval_or_of_the_organs_of_other_policies(agreement: bool) -> None:
    for name, draft in drafts(agreement).items():
        if name in ("compliance-table", "materials-list"):
            continue
        whole = text(draft)
        for word in ("批复", "联盟办公室", "技术专家委员会", "理事会", "理事单位"):
            assert word not in whole, (name, word)


@pytest.mark.parametrize("agreement", [True, False])
def test_the_secretary_general_is_nominated_by_the_executive_committee_and_elected_by_the_assembly(agreement: bool) -> None:
    made = drafts(agreement)
    assert "秘书长由执行委员会推举提名、联盟成员大会选举产生" in text(made["charter"], "office")
    assert "由执行委员会提名、联盟成员大会选举产生" in text(made["election-rules"], "office_head")
    assert "选举秘书长" in text(made["founding-minutes"])


def test_without_an_agreement_nothing_refers_to_one() -> None:
    for name, draft in drafts(False).items():
        if name in ("compliance-table", "formation-plan", "founding-minutes", "preparation-record"):
            continue  # the example's own facts speak of its agreement there
        assert "联盟协议" not in text(draft), name


def test_no_equity_binds_both_papers() -> None:
    made = drafts(True)
    assert "不以股权联结成员单位" in text(made["charter"], "nature")
    assert "不以股权联结成员单位" in text(made["agreement"], "nature")
