"""Files given together without facts name the same periods; points of a matter are told with the article."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_docs.checks.case import Case
from alliance_docs.checks.check import run
from alliance_docs.checks.data import Entry
from alliance_docs.checks.point_data import read_points
from alliance_docs.checks.rule import catalogue
from alliance_docs.drafting.draft import Clause, Draft, Paragraph, Text
from alliance_docs.errors import UserError
from alliance_docs.facts.facts import Facts
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction

RULES = catalogue("gansu")
Make = Callable[..., Draft]


def together(jurisdiction: Jurisdiction, make: Make, rule: str, agreement: str, charter: str) -> list[str]:
    drafts = {"agreement": make(agreement), "charter": make(charter, name="charter", title="章程")}
    case = Case(jurisdiction, Facts(), drafts, dossier=False)
    return [finding.message for finding in run(case, [RULES[rule]]) if "《协议》" in finding.message]


@pytest.mark.parametrize(
    ("rule", "agreement", "charter", "differs"),
    [
        ("LC-CF-02", "保密期限为自披露之日起三年。", "成员单位的保密期限为五年。", True),
        ("LC-CF-02", "保密期限为自披露之日起五年。", "保密期限为5年。", False),
        ("LC-CF-02", "保密期限为五年。", "理事的任期为三年。", False),
        ("LC-EX-03", "退出的，应当提前60日书面通知。", "成员要求退出的，提前三十日通知。", True),
        ("LC-EX-03", "退出的，应当提前30日书面通知。", "成员大会应当提前十五日通知。", False),
    ],
)
def test_two_files_with_different_periods(
    jurisdiction: Jurisdiction, make_document: Make, rule: str, agreement: str, charter: str, differs: bool
) -> None:
    assert bool(together(jurisdiction, make_document, rule, agreement, charter)) is differs


def test_another_word_in_the_second_file_is_told(jurisdiction: Jurisdiction, make_document: Make) -> None:
    drafts = {"agreement": make_document("成员单位应当缴付投入。"), "charter": make_document("会员单位享有表决权。", name="charter")}
    found = run(Case(jurisdiction, Facts(), drafts, dossier=False), [RULES["LC-FM-12"]])
    assert [(one.document, one.location) for one in found] == [("charter", "第一条")]


def test_a_blank_that_may_settle_the_point_is_not_told(jurisdiction: Jurisdiction, make_document: Make) -> None:
    text = "因不可抗力不能履行的，应当通知；不能预见的情况以及证明【待填：不可抗力的证明】。"
    assert not run(Case(jurisdiction, Facts(), {"agreement": make_document(text)}), [RULES["LC-FM-19"]])


@pytest.mark.parametrize(
    ("part", "word"),
    [
        ({"topic": "risk"}, "need"),
        ({"topic": "rsik", "need": {"甲": ["乙"]}}, "risk"),
        ({"need": {"甲": ["乙"]}}, "topic"),
        ({"topic": "risk", "need": {"甲": []}}, "不能为空"),
        ({"topic": "risk", "need": {"甲": ["乙"]}, "bare": "none"}, "none"),
    ],
)
def test_a_mistake_in_points_is_told_with_its_place(part: dict[str, object], word: str) -> None:
    entry = Entry({"id": "XX-01", "messages": {"default": "文"}}, "规则.yaml:2")
    with pytest.raises(UserError) as told:
        read_points(Entry({"id": "XX-01", **part}, "规则.yaml:2"), entry)
    assert "规则.yaml:2" in str(told.value)
    assert word in f"{told.value}{told.value.remedy}"


LETTERS = st.text(alphabet="一二三十百（）()《》“”0123456789%/分之日年公示成果签字：，。以下简称甲", max_size=400)


@settings(max_examples=25, deadline=None)
@given(LETTERS, st.integers(1, 60))
def test_long_lines_are_read_quickly_and_without_error(text: str, times: int) -> None:
    from alliance_docs.jurisdictions.loading import load_jurisdiction

    clause = Clause("a1", "article", (Text("条款"),), (Paragraph((Text(text.replace("\n", "") * times or "甲"),)),), 1)
    draft = Draft("agreement", "协议", (clause,))
    rules = [RULES[key] for key in ("LC-FM-02", "LC-FM-11", "LC-FM-12", "LC-FM-14", "LC-FM-05", "LC-IP-11", "LC-FM-22")]
    run(Case(load_jurisdiction("gansu"), Facts(), {"agreement": draft}), rules)
