"""The pages of rules, and the data files behind them."""

from __future__ import annotations

from pathlib import Path

import pytest

from alliance_docs.checks.data import PAGE_KEYS, read_entries
from alliance_docs.checks.explain import explain
from alliance_docs.checks.requirement import read_requirement, requirements
from alliance_docs.checks.rule import catalogue, read_rule, rule_files
from alliance_docs.errors import UserError
from alliance_docs.jurisdictions.loading import load_jurisdiction

RULES = catalogue("gansu", pages=True)


@pytest.mark.parametrize("rule_id", list(RULES))
def test_each_rule_has_a_complete_page(rule_id: str) -> None:
    rule = RULES[rule_id]
    assert set(rule.page) == set(PAGE_KEYS)
    assert rule.basis
    assert rule.remedy
    page = explain(rule_id)
    for word in (rule_id, rule.name, "检查什么", "为什么", "反例", "正例", "依据", "处理"):
        assert word in page


def test_a_law_is_told_with_the_day_from_which_it_holds() -> None:
    page = explain("LC-DR-01")
    assert "自2026年3月1日起" in page
    assert "至2026年2月28日止" in page


def test_a_requirement_is_explained_with_what_answers_it() -> None:
    page = explain("gs-2.4-6")
    assert "二（四）" in page
    assert "agreement#ip_ownership_joint" in page
    assert "2020年2月25日" in page


def test_every_requirement_can_be_explained() -> None:
    assert all(explain(key) for key in requirements("gansu"))


def test_an_unknown_rule_names_the_nearest() -> None:
    with pytest.raises(UserError, match="LC-DR-01"):
        explain("LC-DR-1")


def test_a_run_without_pages_reads_the_same_rules() -> None:
    for path in rule_files("gansu"):
        full, bare = read_entries(path, pages=True), read_entries(path)
        assert [(one.place, {k: v for k, v in one.values.items() if k not in (*PAGE_KEYS, "inputs")}) for one in full] == [
            (one.place, dict(one.values)) for one in bare
        ]


BROKEN = [
    ("- id: XX-01\n  name: 名\n  severity: fatal\n", "severity"),
    ("- id: XX-01\n  name: 名\n  severity: error\n  mesages: {default: 文}\n", "messages"),
    ("- id: XX-01\n  name: 名\n  severity: error\n  basis: [民法]\n", "民法典"),
    ("- id: XX-01\n  name: 名\n  severity: error\n  applies: not aliance.registered\n", "alliance"),
    ("- id: XX-01\n  name: 名\n  severity: error\n  text: [{find: [甲], key: other}]\n  messages: {default: 文}\n", "other"),
    ("- id: XX-01\n  name: 名\n  severity: error\n  topics: [{documents: [charter], need: [ip-ownershp]}]\n", "ip-ownership"),
]


@pytest.mark.parametrize(("text", "word"), BROKEN)
def test_a_mistake_in_a_rule_names_file_and_line(tmp_path: Path, text: str, word: str) -> None:
    path = tmp_path / "规则.yaml"
    path.write_text("# 说明\n" + text, encoding="utf-8")
    with pytest.raises(UserError) as told:
        [read_rule(entry) for entry in read_entries(path)]
    assert "规则.yaml:2" in str(told.value)
    assert word in str(told.value)


WRONG = [
    ("{clauses: [agreement#x]}", "topic"),
    ("{clauses: [agrement#x], topic: risk}", "agreement"),
    ("{fact: 'count.members >= 3'}", "counts"),
    ("{document: charters}", "charter"),
    ("{attachment: 营业执照}", "营业执照或者法人证书"),
    ("{rule: AD-ME-99}", "AD-ME-0"),
    ("{humn: 人工}", "human"),
    ("{any: []}", "any"),
]


@pytest.mark.parametrize(("answer", "word"), WRONG)
def test_a_mistake_in_a_requirement_names_file_and_line(tmp_path: Path, answer: str, word: str) -> None:
    path = tmp_path / "requirements.yaml"
    path.write_text(f"- id: T-1\n  section: 一\n  gist: 文\n  layer: content\n  level: MUST\n  answer: {answer}\n", encoding="utf-8")
    with pytest.raises(UserError) as told:
        [read_requirement(entry, load_jurisdiction("gansu")) for entry in read_entries(path)]
    assert "requirements.yaml:1" in str(told.value)
    assert word in str(told.value)


def test_broken_yaml_and_doubles_are_one_line_each(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    for text, word in (("- id: A\n  name: [x\n", "YAML"), ("- id: A\n- id: A\n", "重复"), ("id: A\n", "列表"), ("- name: 甲\n", "编号")):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(UserError, match=word) as told:
            read_entries(path)
        assert "\n" not in str(told.value)


def test_the_gists_are_not_the_policys_sentences() -> None:
    assert all(len(found.gist) <= 60 for found in requirements("gansu").values())
    assert len(requirements("gansu")) == 66
