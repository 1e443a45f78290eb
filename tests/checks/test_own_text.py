"""A text of ours that came back without its marks: what was taken out is named, whatever else speaks of the matter."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

import pytest

from alliance_docs.checks.case import Case
from alliance_docs.checks.check import check
from alliance_docs.checks.finding import Finding
from alliance_docs.checks.own_text import known_again
from alliance_docs.drafting.draft import Clause, Draft
from alliance_docs.jurisdictions.loading import load_jurisdiction


@cache
def anonymous(draft: Draft) -> Draft:
    """The draft as a stranger's file gives it: clauses without our ids, no jurisdiction, numbers as typed."""
    body = tuple(replace(part, id=f"c{place}") if isinstance(part, Clause) else part for place, part in enumerate(draft.body))
    return replace(draft, jurisdiction="", body=body)


def found(draft: Draft) -> list[Finding]:
    return list(check(Case(load_jurisdiction("gansu"), drafts={draft.id: draft}, today=dt.date(2026, 11, 22), dossier=False)))


def without(draft: Draft, rubric: str) -> Draft:
    body = tuple(part for part in draft.body if not (isinstance(part, Clause) and part.rubric_text == rubric))
    assert len(body) == len(draft.body) - 1
    return replace(draft, body=body)


@pytest.mark.parametrize("rubric", ["联盟内的许可使用", "违约和补正", "保密信息和保密义务", "转化收益分配", "签署和生效"])
def test_an_article_taken_out_of_the_agreement_is_named(package: dict[str, Draft], rubric: str) -> None:
    told = found(without(anonymous(package["agreement"]), rubric))
    assert any(f"“{rubric}”" in finding.message for finding in told if finding.severity == "error"), [one.message for one in told]


@pytest.mark.parametrize("rubric", ["成员大会的表决", "加入条件", "章程修改", "利益保障和违约责任"])
def test_an_article_taken_out_of_the_charter_is_named(package: dict[str, Draft], rubric: str) -> None:
    told = found(without(anonymous(package["charter"]), rubric))
    assert any(f"“{rubric}”" in finding.message for finding in told if finding.severity == "error"), [one.message for one in told]


def test_renumbered_the_requirement_still_asks_its_own_article(package: dict[str, Draft]) -> None:
    from alliance_docs.drafting.numbering import number

    told = found(number(without(anonymous(package["agreement"]), "联盟内的许可使用")))
    assert any(finding.rule == "GS-2.4-6" and "许可使用" in finding.message for finding in told), [one.message for one in told]


def test_an_article_under_another_rubric_still_answers(package: dict[str, Draft]) -> None:
    from alliance_docs.drafting.draft import Text

    whole = anonymous(package["agreement"])
    body = tuple(
        replace(part, rubric=(Text("成员单位怎样使用成果"),)) if isinstance(part, Clause) and part.rubric_text == "联盟内的许可使用" else part
        for part in whole.body
    )
    assert not [finding for finding in found(replace(whole, body=body)) if finding.rule == "GS-2.4-6"]


def test_the_whole_text_brings_no_error(package: dict[str, Draft]) -> None:
    for document in ("charter", "agreement"):
        told = [finding for finding in found(anonymous(package[document])) if finding.severity == "error"]
        assert not [finding.message for finding in told if finding.rule != "LC-FM-08"]  # its references still name clauses by our ids


def test_a_strangers_document_is_not_taken_for_ours(make_document) -> None:  # type: ignore[no-untyped-def]
    draft = make_document(*["甲。"] * 20)
    case = Case(load_jurisdiction("gansu"), drafts={"agreement": draft}, dossier=False)
    assert not known_again(case, "agreement")
