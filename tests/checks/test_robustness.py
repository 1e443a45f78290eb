"""Unknown facts make rules silent, and no text makes a rule stumble."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alliance_docs.checks.case import Case
from alliance_docs.checks.check import check
from alliance_docs.checks.fact_rules import FACT_RULES
from alliance_docs.checks.hit import finding_of
from alliance_docs.checks.rule import catalogue
from alliance_docs.drafting.draft import Draft
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.fields import fields
from alliance_docs.facts.tree import as_tree, read_tree
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction

TOP = [name for name in fields() if "." not in name and "[]" not in name and name != "jurisdiction"]
INNER = [name for name in fields() if not name.endswith("[]") and not name.endswith(".id") and name.count(".") == 1]


def dropped(facts: Facts, pattern: str) -> Facts:
    """Return the facts without the field, in every record that has it."""
    tree = as_tree(facts)
    *owners, last = pattern.replace("[]", "").split(".")
    node = tree
    for owner in owners:
        node = node.get(owner, {})
    for record in node if isinstance(node, list) else [node]:
        record.pop(last, None)
    found, faults = read_tree(tree)
    assert not faults
    return found


@pytest.mark.parametrize("pattern", TOP + INNER)
def test_a_fact_that_becomes_unknown_adds_no_problem_of_its_own(jurisdiction: Jurisdiction, example: Facts, pattern: str) -> None:
    rules = catalogue("gansu")
    case = Case(jurisdiction, dropped(example, pattern), today=dt.date(2026, 11, 22))
    found = [finding_of(rules[rule], hit, case) for rule, code in FACT_RULES.items() for hit in code(case)]
    asked_for = {"LC-DR-02", "LC-DR-08", "AD-DR-02", "LC-FM-04", "AD-BE-01", "LC-MN-04", "AD-AT-01", "LC-GV-04", "AD-GO-01", "AD-GO-02",
                 "LC-GV-09", "AD-FA-02", "AD-OR-02"}  # fmt: skip - rules that ask for the fact itself
    assert not [(one.rule, one.message) for one in found if one.rule not in asked_for and one.severity != "note"]


def test_nothing_known_at_all(jurisdiction: Jurisdiction) -> None:
    found = check(Case(jurisdiction, Facts(), today=dt.date(2026, 11, 22), dossier=False))
    assert not [finding for finding in found if finding.severity == "error"]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(alphabet="第一二十条附件1：，。（）联盟归所有仲裁或者起诉¥￥壹万元整【待填】 半数以上\n", max_size=120), max_size=4))
def test_any_text_can_be_checked(jurisdiction: Jurisdiction, make_document: Callable[..., Draft], texts: list[str]) -> None:
    drafts = {"agreement": make_document(*texts), "charter": replace(make_document(*texts), id="charter")}
    for finding in check(Case(jurisdiction, Facts(), drafts, dossier=False)):
        assert finding.message
        assert "{" not in finding.fix


def test_long_lines_are_read_in_linear_steps(jurisdiction: Jurisdiction, make_document: Callable[..., Draft]) -> None:
    line = "人民币" + "壹" * 20000 + "（" * 20000 + "第" * 20000 + "附件" * 20000 + "成员单位共" * 5000 + "【待填：" * 5000
    line += "依照第三十条" * 5000 + "成员单位共3家，" * 5000 + "归联盟所有" * 5000 + "半数以上同意" * 5000
    assert check(Case(jurisdiction, Facts(), {"agreement": make_document(line)}, dossier=False)) is not None
