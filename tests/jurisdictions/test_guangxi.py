"""Guangxi: two lead units, the pilot, the three statistics, the risky options, and the alliances of the policy's annex."""

from __future__ import annotations

import csv
import re
from functools import cache

import pytest

from alliance_docs.dossier.drafts import draft_all, plan_package
from alliance_docs.dossier.store import read_answers
from alliance_docs.drafting.draft import Clause, Paragraph, Table, plain
from alliance_docs.facts.assign import assign
from alliance_docs.facts.facts import Facts
from alliance_docs.jurisdictions.loading import load_jurisdiction
from alliance_docs.resources import data_folder

OPTIONS = {"lending": "经营资金的融通：", "guarantee": "担保：", "discount": "采购优惠：", "joint_purchasing": "联合采购："}


@cache
def example() -> Facts:
    return read_answers(data_folder("examples") / "guangxi.yaml")


def clause(facts: Facts, document: str, name: str) -> Clause:
    found = draft_all(plan_package(facts)).drafts[document].clause(name)
    assert found is not None
    return found


def text(found: Clause) -> str:
    """Every word of the clause, tables included."""
    parts = []
    for block in found.blocks:
        if isinstance(block, Table):
            parts += [plain(paragraph) for row in block.rows for cell in row.cells for paragraph in cell.paragraphs]
        elif isinstance(block, Paragraph) or hasattr(block, "inlines"):
            parts.append(plain(block.inlines))
    return "\n".join(parts)


def test_two_lead_units_are_told_apart() -> None:
    said = text(clause(example(), "charter", "lead_unit"))
    assert "理事长单位为南宁示例糖业股份有限公司" in said
    assert "广西样本轻工机械研究院有限公司为共同牵头单位" in said
    assert "相互之间不承担连带责任" in said


def test_one_lead_unit_needs_no_word_of_a_second() -> None:
    alone = assign(example(), "members[m02].role", "成员单位")
    said = text(clause(alone, "charter", "lead_unit"))
    assert "为共同牵头单位" not in said
    assert "相互之间" not in said


def test_the_pilot_ends_two_years_after_its_start() -> None:
    assert "自2025年3月20日起开展试点，至2027年3月19日试点期满" in text(clause(example(), "recognition-report", "request"))


def test_papers_adopted_before_the_pilot_do_not_print_its_dates() -> None:
    for document in ("charter", "formation-plan"):
        said = text(clause(example(), document, "pilot"))
        assert "批准或者公布试点的文件载明的日期" in said
        assert "2025年3月20日" not in said


@pytest.mark.parametrize("name", OPTIONS)
def test_a_risky_option_is_written_only_when_chosen(name: str) -> None:
    off = text(clause(example(), "agreement", "operation_limits"))
    assert "本协议不设定" in off
    assert not any(words in off for words in OPTIONS.values())
    chosen = text(clause(assign(example(), f"options.{name}", "是"), "agreement", "operation_limits"))
    assert [words for words in OPTIONS.values() if words in chosen] == [OPTIONS[name]]
    assert "本协议不设定" in chosen


def test_options_nobody_answered_are_off() -> None:
    silent = assign(example(), "options", None)
    assert "本协议不设定" in text(clause(silent, "agreement", "operation_limits"))


def test_the_yearly_report_holds_the_three_statistics_of_the_latest_year() -> None:
    assert "低硫清净复合澄清剂配方" in text(clause(example(), "development-report", "results"))
    assert "186万元" in text(clause(example(), "development-report", "research_input"))
    assert "1280万元" in text(clause(example(), "development-report", "products"))


def test_the_annex_of_the_policy_is_listed() -> None:
    with (data_folder("examples") / "guangxi-alliances.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [row["联盟名称"] for row in rows]
    leads = [row["理事长（牵头）单位"].split("、") for row in rows]
    rule = load_jurisdiction("guangxi").name_rule
    assert rule is not None
    assert len(set(names)) == 26
    assert len([name for name in names if not re.search(rule.pattern, name)]) == 4
    assert sorted(len(units) for units in leads)[-4:] == [1, 2, 2, 2]
