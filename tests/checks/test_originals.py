"""Originals against those who sign, in texts of which no facts are known; and messages that always say where."""

from __future__ import annotations

import pytest

from alliance_docs.checks.case import Case
from alliance_docs.checks.check import run
from alliance_docs.checks.finding import Finding
from alliance_docs.checks.rule import catalogue
from alliance_docs.drafting.draft import Clause, Draft, Paragraph, Signature, Text
from alliance_docs.facts.facts import Facts
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction


def agreement(text: str, signing: int, *, blocks: bool) -> Draft:
    lines = [f"第{number}研究院（盖章）：" for number in range(1, signing + 1)]
    page = tuple(Signature(((Text(line),),)) for line in lines) if blocks else tuple(Paragraph((Text(line),)) for line in lines)
    body = (Clause("a1", "article", (Text("文本"),), (Paragraph((Text(text),)),), 1), Clause("sign", "passage", (), page))
    return Draft("agreement", "协议", body)


def found(jurisdiction: Jurisdiction, draft: Draft) -> list[Finding]:
    return [one for one in run(Case(jurisdiction, Facts(), {"agreement": draft}, dossier=False), catalogue().values()) if one.rule == "LC-FM-06"]


@pytest.mark.parametrize("blocks", [True, False])
@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("本协议一式十份，成员各执一份。", 13),
        ("本协议一式10份，各方各执1份，报送主管部门四份。", 17),
        ("本协议一式贰拾份，每家成员单位执贰份，具有同等效力。", 26),
        ("本协议一式十三份，各方各执一份，秘书处存档一份。", 14),
    ],
)
def test_too_few_originals_are_told_without_any_facts(jurisdiction: Jurisdiction, text: str, needed: int, blocks: bool) -> None:
    [one] = found(jurisdiction, agreement(text, 13, blocks=blocks))
    assert f"至少要 {needed} 份" in one.message
    assert one.location == "第一条"
    assert one.quote
    assert one.quote.text[one.quote.start : one.quote.end].startswith("一式")


@pytest.mark.parametrize(
    ("text", "signing"),
    [
        ("本协议一式十八份，各方各执一份，报送主管部门四份，存档一份。", 13),
        ("本协议一式十份。", 13),
        ("本协议一式若干份，各方各执一份。", 13),
        ("本协议一式二份，各方各执一份。", 1),
        ("本协议一式十三份，各方各执一份，均具有同等效力。", 13),
    ],
)
def test_enough_originals_and_texts_that_do_not_say_are_silent(jurisdiction: Jurisdiction, text: str, signing: int) -> None:
    assert not found(jurisdiction, agreement(text, signing, blocks=True))


def test_an_article_without_rubric_is_called_by_its_number(jurisdiction: Jurisdiction) -> None:
    body = (Clause("a1", "article", (), (), 1), Clause("a2", "article", (), (Paragraph((Text("保密事宜由各方另行协商。"),)),), 2))
    case = Case(jurisdiction, Facts(), {"agreement": Draft("agreement", "协议", body)}, dossier=False)
    messages = [one.message for one in run(case, [catalogue()["AD-FM-04"]])]
    assert messages == ["第一条只有条号，没有内容", "第二条全部留待以后约定，没有实际内容"]
