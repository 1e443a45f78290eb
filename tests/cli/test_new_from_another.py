"""``new --answers`` from another jurisdiction's dossier, as a user meets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from alliance_docs.dossier.store import Dossier, read_answers
from alliance_docs.drafting.draft import clause_text
from alliance_docs.jurisdictions.loading import load_jurisdiction
from alliance_docs.word.reader import read

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NAME = "长三角G60科创走廊乙储能装备产业联盟"
CLAUSES = """{% extends "below" %}

{% block name_of_alliance %}
## 名称
本联盟的全称为甘肃省示例新型储能装备产业技术创新联盟。

联盟办公室主任由理事会聘任。
{% endblock %}
"""


@pytest.fixture
def gansu(tmp_path: Path) -> Dossier:
    dossier = Dossier.create(tmp_path / "甘肃案卷", read_answers(EXAMPLES / "gansu.yaml"))
    dossier.clauses.mkdir()
    (dossier.clauses / "charter.md").write_text(CLAUSES, encoding="utf-8")
    return dossier


def texts(dossier: Dossier) -> str:
    found = [read(path.read_bytes()) for path in sorted(dossier.filings.glob("*/*.docx"))]
    return "\n".join(clause_text(clause) for draft in found for clause in draft.clauses)


def test_the_gansu_facts_serve_in_g60_and_the_old_name_is_nowhere(run, tmp_path: Path, gansu: Dossier) -> None:
    said = run("new", tmp_path / "乙", "--jurisdiction", "g60", "--answers", gansu.folder, "--set", f"alliance.name={NAME}", "--no-input")
    assert (said.status, said.err) == (0, "")
    made = Dossier.open(tmp_path / "乙")
    text = texts(made)
    assert NAME in text
    assert "甘肃示例储能装备股份有限公司" in text
    for old in read_answers(EXAMPLES / "gansu.yaml").alliance.model_dump(include={"name", "short_name", "english_name"}).values():
        assert old not in text
    assert "联盟办公室" not in text.replace(NAME, "")
    assert "没有沿用" in said.out
    assert "联盟全称、联盟简称、英文名称——" in said.out
    assert "当地工信部门" in said.out
    assert "AD-NM-04" not in said.out


def test_what_the_other_policy_requires_beyond_is_listed_by_group(run, tmp_path: Path, gansu: Dossier) -> None:
    said = run("new", tmp_path / "乙", "--jurisdiction", "g60", "--answers", gansu.facts_file, "--no-input")
    tail = said.out[said.out.index("的要求中，还有") :]
    assert "【条件】" in tail
    assert "G60-4.2.1-4" in tail
    assert "不低于百分之七十" in tail
    assert "合规对照表.docx" in tail
    assert len(tail.splitlines()) <= 35


def test_own_wording_is_a_proposal_until_it_is_moved(run, tmp_path: Path, gansu: Dossier) -> None:
    said = run("new", tmp_path / "乙", "--jurisdiction", "g60", "--answers", gansu.folder, "--set", f"alliance.name={NAME}", "--no-input")
    assert "条款提议 proposals/charter.md" in said.out
    made = Dossier.open(tmp_path / "乙")
    proposal = made.folder / "proposals" / "charter.md"
    text = proposal.read_text(encoding="utf-8")
    assert "本联盟的全称为{{ alliance.name }}。" in text
    assert "{{ v.office_head }}由{{ v.council }}聘任。" in text
    assert "秘书长由理事会聘任。" not in texts(made)
    checked = run("check", made.folder).out
    assert "AD-FI-06" in checked
    assert "proposals/charter.md" in checked
    assert "AD-NM-04" not in checked

    made.clauses.mkdir()
    proposal.rename(made.clauses / "charter.md")
    assert run("build", made.folder, "--document", "charter").status == 0
    assert f"本联盟的全称为{NAME}。" in texts(made)
    assert "秘书长由理事会聘任。" in texts(made)
    assert "AD-FI-06" not in run("check", made.folder).out


def test_an_old_name_left_in_a_proposal_or_a_fact_is_an_error(run, tmp_path: Path, gansu: Dossier) -> None:
    run("new", tmp_path / "乙", "--jurisdiction", "g60", "--answers", gansu.folder, "--no-input", "--set", "alliance.positioning=承接示例储能联盟的工作")
    made = Dossier.open(tmp_path / "乙")
    proposal = made.folder / "proposals" / "charter.md"
    proposal.write_text(proposal.read_text(encoding="utf-8") + "{# 示例储能联盟 #}\n", encoding="utf-8")
    said = run("check", made.folder)
    assert said.status == 1
    assert "proposals/charter.md:10" in said.out
    assert "条款提议中留有其他联盟的名称“示例储能联盟”" in said.out
    assert "“联盟定位”中留有其他联盟的名称“示例储能联盟”" in said.out


def test_the_interview_asks_only_what_is_missing(run, tmp_path: Path, gansu: Dossier) -> None:
    said = run("new", tmp_path / "乙", "--jurisdiction", "g60", "--answers", gansu.folder, stdin=f"{NAME}\n")
    assert said.status == 0
    assert "联盟的全称是什么？" in said.out
    assert "牵头单位的全称是什么？" not in said.out
    assert Dossier.open(tmp_path / "乙").facts.alliance.name == NAME


def test_without_a_folder_the_name_is_asked_first(run, tmp_path: Path, gansu: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    refused = run("new", "--jurisdiction", "g60", "--answers", gansu.folder, "--no-input")
    assert refused.status == 2
    assert "alliance.name" in refused.err
    assert run("new", "--jurisdiction", "g60", "--answers", gansu.folder, stdin=f"{NAME}\n").status == 0
    assert (tmp_path / "outputs" / "长三角G60科创走廊乙储能装备产业联盟" / "proposals" / "charter.md").is_file()


def test_the_same_jurisdiction_carries_every_fact_and_says_that_own_wording_stays(run, tmp_path: Path, gansu: Dossier) -> None:
    said = run("new", tmp_path / "丙", "--jurisdiction", "gansu", "--answers", gansu.folder, "--no-input")
    assert said.status == 0
    assert "下列事实没有沿用" not in said.out
    assert "clauses 中的条款文本" in said.out
    assert Dossier.open(tmp_path / "丙").facts == gansu.facts


@pytest.mark.parametrize(("old", "new"), [("g60", "gansu"), ("guangxi", "guangdong-2012"), ("guangdong-2012", "guangdong-2016"), ("guangdong-2016", "guangxi")])
def test_each_example_drafts_in_the_next_jurisdiction(run, tmp_path: Path, old: str, new: str) -> None:
    said = run("new", tmp_path / "a", "--jurisdiction", new, "--answers", EXAMPLES / f"{old}.yaml", "--no-input")
    assert (said.status, said.err) == (0, "")
    facts = Dossier.open(tmp_path / "a").facts
    assert facts.former_names
    text = texts(Dossier.open(tmp_path / "a"))
    there = load_jurisdiction(old)
    for word in (*facts.former_names, there.authority, there.policy.title):
        assert word not in text


def test_own_wording_that_cannot_be_read_leaves_nothing_behind(run, tmp_path: Path, gansu: Dossier) -> None:
    (gansu.clauses / "charter.md").write_bytes(b"\xff\xfe\x00")
    said = run("new", tmp_path / "乙", "--jurisdiction", "g60", "--answers", gansu.folder, "--no-input")
    assert said.status == 2
    assert "clauses/charter.md" in said.err
    assert not (tmp_path / "乙").exists()


def test_answers_of_a_jurisdiction_nobody_knows_are_refused(run, tmp_path: Path) -> None:
    answers = tmp_path / "答案.yaml"
    answers.write_text("jurisdiction: yunhai\n", encoding="utf-8")
    said = run("new", tmp_path / "乙", "--jurisdiction", "g60", "--answers", answers, "--no-input")
    assert said.status == 2
    assert "答案.yaml" in said.err
    assert "yunhai" in said.err
