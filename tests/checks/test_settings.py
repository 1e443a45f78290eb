"""checks.yaml: what may stand in it, and one clear line for each thing that may not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as limited
from hypothesis import strategies as st

from alliance_docs.checks.rule_names import rule_set
from alliance_docs.checks.settings import Settings, read_settings
from alliance_docs.errors import UserError
from alliance_docs.facts.text import refusal

DOCUMENTS = ("charter", "agreement", "member-application")
ONE = "suppressions:\n  - {rule: LC-IP-03, reason: 见备忘录, author: 张三%s}\n"


def own(text: str) -> Settings:
    return read_settings(text, "checks.yaml", by="本案卷", documents=DOCUMENTS)


def test_everything_is_read_as_a_person_writes_it() -> None:
    found = own(
        "severities: {LC-GV-02: note, GS-2.4-6: 警告}\nignore: [AD-FM-01, lc-am-*]\nsuppressions:\n"
        "  - rule: lc-ip-03\n    document: member-application@m01\n    clause: 第十二条\n    reason: 见备忘录\n    author: 张三律师\n    until: 2027年1月1日\n"
    )
    assert found.severities == {"LC-GV-02": "note", "GS-2.4-6": "warning"}
    assert "AD-FM-01" in found.ignore
    assert "LC-AM-07" in found.ignore
    assert "LC-IP-03" not in found.ignore
    (one,) = found.suppressions
    assert (one.rule, one.document, one.clause) == ("LC-IP-03", "member-application@m01", "第十二条")
    assert (one.until, one.line) == (dt.date(2027, 1, 1), 4)
    assert one.holds(dt.date(2027, 1, 1))
    assert not one.holds(dt.date(2027, 1, 2))


def test_the_sample_in_the_documentation_can_be_copied() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "checks.md").read_text(encoding="utf-8").split("## 设置和豁免")[1]
    sample = "\n".join(line[4:] for line in page.splitlines() if line.startswith("    "))
    found = own(sample)
    assert found.severities == {"LC-GV-02": "note", "GS-2.4-6": "warning"}
    assert [(one.rule, one.clause, one.until) for one in found.suppressions] == [("LC-IP-03", "ip_ownership", dt.date(2027, 1, 1))]


@pytest.mark.parametrize("text", ["", "# 只有注释\n", "suppressions:\n", "ignore: []\nseverities: {}\n"])
def test_an_empty_file_sets_nothing(text: str) -> None:
    found = own(text)
    assert not found.ignore
    assert (found.severities, found.suppressions) == ({}, ())


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("severity: {}\n", "checks.yaml:1 severity", "severities"),
        ("severities: {LC-GV-99: note}\n", "checks.yaml:1 severities.LC-GV-99", "没有规则“LC-GV-99”"),
        ("severities:\n  LC-GV-02: 严重\n", "checks.yaml:2", "严重"),
        ("severities: [LC-GV-02]\n", "checks.yaml:1", "对照"),
        ("ignore: [LC-GV-2]\n", "checks.yaml:1 ignore[1]", "LC-GV-02"),
        ("ignore: [LC-QQ-*]\n", "checks.yaml:1 ignore[1]", "LC-QQ-"),
        ("ignore: {LC-GV-02: note}\n", "checks.yaml:1 ignore", "规则编号"),
        ("suppressions: LC-IP-03\n", "checks.yaml:1 suppressions", "列表"),
        ("suppressions:\n  - LC-IP-03\n", "checks.yaml:2 suppressions[1]", "一组字段"),
        ("suppressions:\n  - rule: LC-IP-03\n    author: 张三\n", "checks.yaml:2 suppressions[1].reason", "reason"),
        ("suppressions:\n  - rule: LC-IP-03\n    reason: 见备忘录\n", "checks.yaml:2 suppressions[1].author", "author"),
        ("suppressions:\n  - reason: 见备忘录\n    author: 张三\n", "checks.yaml:2 suppressions[1].rule", "rule"),
        ("suppressions:\n  - rule: LC-IP-03\n    author: 张三\n    reason: '  '\n", "checks.yaml:4 suppressions[1].reason", "reason"),
        (ONE % ", until: 2027-02-30", "checks.yaml:2 suppressions[1].until", "没有这一天"),
        (ONE % ", until: 明年", "checks.yaml:2 suppressions[1].until", "明年"),
        (ONE % ", document: agrement", "checks.yaml:2 suppressions[1].document", "是否要写“agreement”"),
        (ONE % ", clauses: 第三条", "checks.yaml:2 suppressions[1].clauses", "clause"),
        (ONE % ", clause: [第三条]", "checks.yaml:2 suppressions[1].clause", "文字"),
        (ONE.replace("LC-IP-03", "LC-IP-*") % "", "checks.yaml:2 suppressions[1].rule", "逐条"),
        (ONE.replace("LC-IP-03", "AD-SU-02") % "", "checks.yaml:2 suppressions[1].rule", "不能豁免"),
        (ONE % "" + "  - {rule: LC-IP-03, reason: 又一次, author: 李四}\n", "checks.yaml:3 suppressions[2].rule", "第 2 行"),
        ("- rule: LC-IP-03\n", "checks.yaml:1", "severities"),
        ("suppressions: [\n", "checks.yaml:1", "格式"),
        (ONE % "" + "ignore: [AD-FM-01]\nignore: [AD-FM-02]\n", "checks.yaml:4 ignore", "写了两次"),
    ],
)
def test_each_mistake_is_one_line_with_its_place(text: str, place: str, says: str) -> None:
    with pytest.raises(UserError) as raised:
        own(text)
    (line,) = str(raised.value).splitlines()
    assert line.startswith(place)
    assert says in line


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    with pytest.raises(UserError) as raised:
        own("severities: {LC-GV-99: note}\nignore: [LC-QQ-*]\nsuppressions:\n  - {rule: LC-IP-99}\n")
    lines = str(raised.value).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["checks.yaml:1", "checks.yaml:2", *["checks.yaml:4"] * 3]


def test_a_firm_changes_severities_but_answers_for_nobody() -> None:
    firm = read_settings("severities: {GX12-1-1: note}\n", "所.yaml", by="所内规定")
    assert firm.severities == {"GX12-1-1": "note"}
    with pytest.raises(UserError, match="所内规定中不能写豁免"):
        read_settings(ONE % "", "所.yaml", by="所内规定")


def test_rules_are_named_singly_and_by_family_whatever_the_comma() -> None:
    chosen = rule_set(["lc-ip-03，LC-GV-*", "GS-2.4-6"])
    assert chosen.names == ("LC-IP-03", "LC-GV-*", "GS-2.4-6")
    assert [rule in chosen for rule in ("LC-IP-03", "LC-IP-04", "LC-GV-11", "GS-2.4-6", "GS-2.4-60")] == [True, False, True, True, False]
    for word, hint in (("LC-IP-3", "LC-IP-03"), ("LC-PI-*", "LC-IP-*"), ("GS-2.4-66", "GS-2.4-6")):
        with pytest.raises(UserError, match=hint.replace("*", r"\*")):
            rule_set([word])


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30))
@limited(max_examples=60)
def test_any_reason_a_person_types_is_kept_or_refused_in_one_line(reason: str) -> None:
    quoted = "'" + reason.replace("'", "''") + "'"
    refused, kept = "", ""
    try:
        kept = own(f"suppressions:\n  - rule: LC-IP-03\n    author: 张三\n    reason: {quoted}\n").suppressions[0].reason
    except UserError as error:
        refused = str(error)
    assert len(refused.splitlines()) == (0 if kept else 1)
    assert refusal(kept) is None
    assert kept == " ".join(kept.split())
