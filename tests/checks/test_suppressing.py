"""Suppressions: whom they silence, whom they do not, and what is said of those that silence nobody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from alliance_docs.checks.case import Case
from alliance_docs.checks.configured import Asked, Configured, configured, refuse_nothing
from alliance_docs.checks.finding import Finding, Place
from alliance_docs.checks.rule_names import RuleSet, rule_set
from alliance_docs.checks.settings import Settings, Suppression
from alliance_docs.drafting.draft import Draft
from alliance_docs.errors import UserError
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction

TODAY = dt.date(2026, 11, 22)
HALF = Finding("LC-GV-02", "warning", "含恰好一半", "charter", "a2", "第二条第一款", "依据", "处理")
OTHER = replace(HALF, clause="a1", location="第一条")
FORM = replace(HALF, document="member-application@m01", clause="a1", location="第一条")
FACT = Finding("AD-FA-01", "note", "采用惯例默认值")


@pytest.fixture
def case(jurisdiction: Jurisdiction, make_document: Callable[..., Draft]) -> Case:
    charter = make_document("宗旨。", "须经半数以上同意。\n会议由主席召集。\n（一）甲；", name="charter")
    return Case(jurisdiction, drafts={"charter": charter, "agreement": replace(charter, id="agreement")}, today=TODAY)


def suppress(case: Case, *findings: Finding, unused: bool = True, **about: object) -> Configured:
    one = Suppression(**{"rule": "LC-GV-02", "reason": "按备忘录", "author": "张三", "line": 4, **about})  # type: ignore[arg-type]
    return configured(findings, case, [Settings("本案卷", "checks.yaml", suppressions=(one,))], unused=unused)


@pytest.mark.parametrize(
    "where", ["a2", "第二条", "第2条", "第二条第一款", "第 2 条第 1 款"], ids=["id", "article", "figures", "paragraph", "spaces"]
)
def test_the_clause_is_named_by_id_or_as_the_reports_do(case: Case, where: str) -> None:
    done = suppress(case, HALF, OTHER, FACT, document="charter", clause=where)
    assert [one.finding for one in done.suppressed] == [HALF]
    assert (done.suppressed[0].reason, done.suppressed[0].author) == ("按备忘录", "张三")
    assert set(done.findings) == {OTHER, FACT}


@pytest.mark.parametrize(
    "about",
    [{"document": "agreement"}, {"clause": "a3"}, {"clause": "第二条第二款"}, {"clause": "第二十条"}, {"rule": "LC-GV-01"}],
    ids=lambda about: str(about),
)
def test_what_stands_elsewhere_is_not_silenced(case: Case, about: dict[str, str]) -> None:
    done = suppress(case, HALF, **about)
    assert HALF in done.findings
    assert not done.suppressed
    assert [finding.rule for finding in done.findings if finding != HALF] == ["AD-SU-01"]


def test_without_document_and_clause_the_rule_is_silenced_everywhere(case: Case) -> None:
    assert len(suppress(case, HALF, OTHER, FORM).suppressed) == 3
    assert [one.finding for one in suppress(case, HALF, FORM, document="member-application").suppressed] == [FORM]
    assert [one.finding for one in suppress(case, HALF, FORM, document="member-application@m01").suppressed] == [FORM]


def test_a_contradiction_is_silenced_from_either_side(case: Case) -> None:
    found = replace(HALF, also=(Place("agreement", "a1", "第一条"),))
    assert suppress(case, found, document="agreement", clause="第一条").suppressed
    assert not suppress(case, found, document="agreement", clause="a2").suppressed


def test_a_finding_that_names_only_an_article_is_found_by_the_id_of_the_clause(case: Case) -> None:
    assert suppress(case, replace(HALF, clause=""), clause="a2").suppressed


@pytest.mark.parametrize(
    ("about", "severity", "says"),
    [
        ({}, "note", "现在没有这个问题"),
        ({"clause": "第九十九条"}, "warning", "没有“第九十九条”"),
        ({"clause": "gone"}, "warning", "没有“gone”"),
        ({"document": "member-application"}, "warning", "没有“member-application”"),
        ({"clause": "第二条第（一）项"}, "warning", "没有"),
        ({"clause": "第二条第二款第（1）项"}, "note", "现在没有这个问题"),
    ],
    ids=lambda value: str(value),
)
def test_a_suppression_of_no_use_is_told_with_the_reason(case: Case, about: dict[str, str], severity: str, says: str) -> None:
    (told,) = suppress(case, **about).findings
    assert (told.rule, told.severity, told.location) == ("AD-SU-01", severity, "checks.yaml:4")
    assert "第 4 行对 LC-GV-02 的豁免" in told.message
    assert says in told.message
    assert not suppress(case, unused=False, **about).findings, "where not everything was looked at, nothing is known to be unused"


def test_an_expired_one_is_told_and_so_is_what_it_hid(case: Case) -> None:
    done = suppress(case, HALF, OTHER, until=dt.date(2026, 11, 21), unused=False)
    assert not done.suppressed
    (told,) = (finding for finding in done.findings if finding.rule == "AD-SU-02")
    assert told.severity == "warning"
    assert "2026-11-21 到期，2 处问题" in told.message
    assert {HALF, OTHER} < set(done.findings)
    assert suppress(case, HALF, until=TODAY).suppressed, "the last day counts"
    assert suppress(replace(case, today=None), HALF, until=dt.date(2020, 1, 1)).suppressed
    (told,) = suppress(case, until=dt.date(2026, 11, 21)).findings
    assert (told.rule, told.severity) == ("AD-SU-02", "note")


def test_what_one_expired_shows_another_may_still_hold(case: Case) -> None:
    old = Suppression("LC-GV-02", "旧", "张三", until=dt.date(2026, 1, 1), line=2)
    new = Suppression("LC-GV-02", "新", "李四", document="charter", line=5)
    done = configured([HALF], case, [Settings(suppressions=(old, new))], unused=True)
    assert [one.author for one in done.suppressed] == ["李四"]
    assert [finding.severity for finding in done.findings] == ["note"]


def test_the_dossier_outweighs_the_firm_and_the_change_is_remembered(case: Case) -> None:
    firm = Settings("所内规定", severities={"LC-GV-02": "error", "AD-FA-01": "warning", "AD-SU-01": "error"})
    own = Settings("本案卷", severities={"LC-GV-02": "note"}, suppressions=(Suppression("LC-IP-03", "略", "张三"),))
    done = configured([HALF, FACT], case, [firm, own], unused=True)
    graded = {finding.rule: finding for finding in done.findings}
    assert {rule: finding.severity for rule, finding in graded.items()} == {"LC-GV-02": "note", "AD-FA-01": "warning", "AD-SU-01": "error"}
    assert graded["LC-GV-02"].regraded is not None
    assert (graded["LC-GV-02"].regraded.was, graded["LC-GV-02"].regraded.by) == ("warning", "本案卷")
    back = configured([HALF], case, [firm, Settings("本案卷", severities={"LC-GV-02": "warning"})], unused=True)
    assert back.findings[0].regraded is None, "given back its own severity, nothing has changed"


def test_leaving_a_rule_out_does_not_make_its_suppression_unused(case: Case) -> None:
    own = Settings("本案卷", ignore=RuleSet(("AD-FA-*",)), suppressions=(Suppression("LC-GV-02", "略", "张三"),))
    done = configured([HALF, FACT], case, [own], Asked(select=rule_set(["LC-IP-*,AD-*"])), unused=True)
    assert (done.findings, done.suppressed) == ((), ())
    assert done.limits == ("只检查：LC-IP-*、AD-*", "不检查：AD-FA-*（本案卷）")


def test_asking_for_nothing_is_refused() -> None:
    with pytest.raises(UserError, match="一条也用不上"):
        refuse_nothing(["LC-GV-02"], [], Asked(select=RuleSet(("GX12-*",))), "某联盟")
    with pytest.raises(UserError, match="全部不检查"):
        refuse_nothing(["LC-GV-02"], [Settings("本案卷", ignore=RuleSet(("LC-*",)))], Asked(select=RuleSet(("LC-GV-02",))), "某联盟")
    refuse_nothing(["LC-GV-02"], [], Asked(ignore=RuleSet(("LC-IP-*",))), "某联盟")
