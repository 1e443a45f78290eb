"""``clauses …``: whose wording each clause is, one clause worded anew and back, the firm's wording, wordings to choose from."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from alliance_docs.cli import firm_folder
from alliance_docs.cli.main import cli
from alliance_docs.dossier.build import plan_of
from alliance_docs.dossier.drafts import draft_all, plan_package
from alliance_docs.dossier.firm import name_firm
from alliance_docs.dossier.layers_told import layer_findings
from alliance_docs.dossier.store import Dossier, read_answers
from alliance_docs.drafting.draft import clause_text
from alliance_docs.drafting.engine import draft_document
from alliance_docs.errors import UserError
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.terms import Wording
from alliance_docs.resources import data_folder

OWN = "## 协商和保全\n甘肃省示例新型储能装备产业技术创新联盟的争议，由理事会在{{ dispute.negotiation_days|han }}日内调解，依照[](#dispute_resolution)解决。\n"


@pytest.fixture(scope="module")
def facts() -> Facts:
    return read_answers(data_folder("examples") / "gansu.yaml")


@pytest.fixture
def dossier(facts: Facts, tmp_path: Path) -> Dossier:
    return Dossier.create(tmp_path / "案卷", facts)


@pytest.fixture(autouse=True)
def _nobody_configured_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(firm_folder.VARIABLE, raising=False)
    monkeypatch.setattr(firm_folder, "settings_file", lambda: tmp_path / "settings.yaml")
    name_firm(None)


def run(*words: object, status: int = 0, typed: str = "") -> str:
    result = CliRunner().invoke(cli, [str(word) for word in words], input=typed)
    if isinstance(result.exception, UserError):
        assert status == 2, str(result.exception)
        return str(result.exception)
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    assert result.exit_code == status, result.output
    return result.output


def text_of(dossier: Dossier, clause: str, document: str = "agreement") -> str:
    plan = plan_of(dossier)
    found = draft_document(plan.documents[document], plan.facts, plan.setting).clause(clause)
    return clause_text(found) if found else ""


def edit(dossier: Dossier, clause: str, text: str, *more: str, status: int = 0) -> str:
    return run("clauses", "edit", "agreement", clause, "--from", "-", "--dossier", dossier.folder, *more, status=status, typed=text)


def rules(dossier: Dossier) -> list[tuple[str, str]]:
    return [(one.rule, one.clause) for one in layer_findings(plan_of(dossier))]


def test_a_clause_is_worded_for_one_alliance_listed_compared_and_given_back(dossier: Dossier) -> None:
    assert "由理事会在三十日内调解" not in text_of(dossier, "negotiation")
    edit(dossier, "negotiation", OWN)
    assert "由理事会在三十日内调解，依照" in text_of(dossier, "negotiation")
    listed = run("clauses", "list", dossier.folder)
    assert "negotiation  本案卷（替代通用）" in listed
    assert "several_liability" not in listed
    diff = run("clauses", "diff", "agreement", "negotiation", "--dossier", dossier.folder)
    assert "由理事会在" in diff
    assert "[-" in diff
    assert "可以请求联盟办公室" in run("clauses", "show", "agreement", "negotiation", "--layer", "common", "--dossier", dossier.folder)
    said = run("clauses", "restore", "agreement", "negotiation", "--dossier", dossier.folder)
    assert "edits" in said
    kept = next((dossier.folder / "edits" / "removed").iterdir())
    assert "由理事会在" in kept.read_text(encoding="utf-8")
    assert not (dossier.clauses / "agreement.md").exists()
    assert "没有改写" in run("clauses", "restore", "agreement", "negotiation", "--dossier", dossier.folder, status=2)


def test_an_unsound_text_changes_nothing_and_is_told_with_its_line(dossier: Dossier) -> None:
    edit(dossier, "negotiation", OWN)
    before = (dossier.clauses / "agreement.md").read_bytes()
    for text, said in (
        ("## 协商\n{{ dispute.negotiation_dais }}", "negotiation_days"),
        ("## 协商\n依照[](#nowhere)解决。", "nowhere"),
        ("## 协商\n{% if pending %}\n甲。", "标准输入:"),
    ):
        assert said in edit(dossier, "negotiation", text, status=2)
        assert (dossier.clauses / "agreement.md").read_bytes() == before
    assert "negotiation" in edit(dossier, "negotiaton", OWN, status=2)


def test_a_clause_that_no_longer_answers_a_requirement_is_told(dossier: Dossier) -> None:
    assert "不再满足要求 GS-2.4-6" in edit(dossier, "ip_ownership_joint", "## 归属\n以后再说。\n")
    told = json.loads(run("clauses", "list", dossier.folder, "agreement", "--format", "json"))["clauses"]
    row = next(one for one in told if one["clause"] == "ip_ownership_joint")
    assert row["requirements"] == ["GS-2.4-6"]
    assert (row["layer"], row["replaced"], row["changed"]) == ("dossier", ["common"], False)
    assert row["unanswered"] == ["GS-2.4-6"]
    assert row["offers"]


def test_clauses_are_added_and_removed_and_the_others_renumbered(dossier: Dossier) -> None:
    edit(dossier, "after_confidentiality_term", "## 保密检查\n各方每年检查一次保密措施。\n")
    run("clauses", "edit", "agreement", "rescission", "--remove", "--dossier", dossier.folder)
    listed = run("clauses", "list", dossier.folder, "agreement")
    assert "第五十七条　保密检查" in listed
    assert "rescission  本案卷  已删去" in listed


def test_without_text_or_editor_the_text_below_is_put_there_to_begin_with(dossier: Dossier) -> None:
    before = text_of(dossier, "negotiation")
    run("clauses", "edit", "agreement", "negotiation", "--dossier", dossier.folder)
    source = (dossier.clauses / "agreement.md").read_text(encoding="utf-8")
    assert "{# 依据下层文本：" in source
    assert "{{ dispute.negotiation_days|han }}" in source
    assert text_of(dossier, "negotiation") == before
    assert rules(dossier) == []


def test_a_text_below_that_changed_is_a_finding_until_somebody_has_looked(dossier: Dossier, tmp_path: Path) -> None:
    firm = tmp_path / "所内"
    firm.mkdir()
    edit(dossier, "negotiation", OWN)
    (firm / "agreement.md").write_text('{% extends "below" %}\n{% block negotiation %}\n## 协商\n先行协商。\n{% endblock %}\n', encoding="utf-8")
    run("clauses", "firm", firm)
    assert "AD-LA-01" in run("check", dossier.folder, "--today", "2026-11-22", "--select", "AD-LA-*")
    assert "下层文本在改写之后又改过" in run("clauses", "list", dossier.folder)
    run("clauses", "edit", "agreement", "negotiation", "--confirm", "--dossier", dossier.folder)
    assert "下层文本在改写之后又改过" not in run("clauses", "list", dossier.folder)


def test_the_firms_wording_lies_between_and_its_folder_is_told_by_option_environment_or_memory(
    dossier: Dossier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    firm = tmp_path / "所内"
    (firm / "gansu").mkdir(parents=True)
    text = '{%% extends "below" %%}\n{%% block negotiation %%}\n{{ super() }}\n%s\n{%% endblock %%}\n'
    (firm / "agreement.md").write_text(text % "全所的一款。", encoding="utf-8")
    (firm / "gansu" / "agreement.md").write_text(text % "甘肃的一款。", encoding="utf-8")
    shown = ("clauses", "show", "agreement", "negotiation", "--dossier", dossier.folder)
    assert "全所的一款。" not in run(*shown)
    assert "全所的一款。\n甘肃的一款。" in run(*shown, "--templates", firm)
    assert "全所的一款。\n甘肃的一款。" in run("--templates", firm, *shown)
    assert "全所的一款。" not in run(*shown)
    run("clauses", "firm", firm)
    assert str(firm.resolve()) in run("clauses", "firm")
    assert "甘肃的一款。" in run(*shown)
    monkeypatch.setenv(firm_folder.VARIABLE, str(tmp_path / "没有"))
    assert firm_folder.VARIABLE in run(*shown, status=2)
    monkeypatch.delenv(firm_folder.VARIABLE)
    shutil.copy(firm / "agreement.md", firm / "agreemnt.md")
    assert "是否要写“agreement”" in run("build", dossier.folder, status=2)
    run("clauses", "firm", "--forget")
    assert "没有" in run("clauses", "firm")
    assert "全所的一款。" not in run(*shown)


def test_a_clause_promoted_to_the_firm_names_no_client(dossier: Dossier, tmp_path: Path) -> None:
    firm = tmp_path / "所内"
    firm.mkdir()
    edit(dossier, "negotiation", OWN)
    run("clauses", "promote", "agreement", "negotiation", "--dossier", dossier.folder, "--templates", firm)
    source = (firm / "agreement.md").read_text(encoding="utf-8")
    assert "{{ alliance.name }}的争议，由{{ v.council }}在{{ dispute.negotiation_days|han }}日内" in source
    assert "甘肃省示例" not in source
    member = next(one.name for one in dossier.facts.members or () if one.role != "牵头单位" and one.name)
    edit(dossier, "negotiation", f"## 协商\n争议由{member}主持协商。\n")
    promote = ("clauses", "promote", "agreement", "negotiation", "--dossier", dossier.folder, "--templates", firm, "--name", "hosted")
    assert "--label" in run(*promote, status=2)
    assert "何时选用" in run(*promote, "--label", "由成员主持", status=2)
    people = ("--label", "由成员主持", "--use", "有一家单位各方都信任的")
    assert member in run(*promote, *people, status=2)
    assert not list(firm.glob("*.hosted.md"))
    run(*promote, *people, "--yes")
    listed = run("clauses", "list", dossier.folder, "agreement", "--templates", firm)
    assert "可选写法 hosted（所内）：由成员主持。适用：有一家单位各方都信任的" in listed


@pytest.mark.parametrize(
    ("wording", "said"),
    [
        ("{document: agrement, clause: damages, variant: cap-by-project}", "agreement"),
        ("{document: agreement, clause: damage, variant: cap-by-project}", "damages"),
        ("{document: agreement, clause: damages, variant: cap-by-projects}", "cap-by-project"),
        ("{document: agreement, clause: damages}", "写法"),
    ],
)
def test_a_wording_nobody_offers_is_one_clear_line(dossier: Dossier, wording: str, said: str) -> None:
    _choose(dossier, wording)
    with pytest.raises(UserError) as told:
        plan_of(dossier)
    assert "alliance.yaml wording[0]" in str(told.value)
    assert said in str(told.value)
    assert "\n" not in str(told.value)


def _choose(dossier: Dossier, *wordings: str) -> None:
    lines = dossier.facts_file.read_text(encoding="utf-8").split("\n")
    start = next(number for number, line in enumerate(lines) if line.startswith("wording:"))
    end = next((number for number, line in enumerate(lines[start + 1 :], start + 1) if line and not line.startswith((" ", "-"))), len(lines))
    lines[start:end] = ["wording:", *(f"  - {one}" for one in wordings)]
    dossier.facts_file.write_text("\n".join(lines), encoding="utf-8")


SHIPPED = sorted(path.name.removesuffix(".md").split(".") for path in (data_folder("templates") / "common").glob("*.*.*.md"))


def test_every_wording_that_ships_is_offered_chosen_and_passes_the_check(dossier: Dossier) -> None:
    from alliance_docs.checks.check import check
    from alliance_docs.dossier.package import case_of

    usual = [text_of(dossier, clause, document) for document, clause, _ in SHIPPED]
    before = plan_of(dossier)
    known = {(one.rule, one.clause) for one in check(case_of(before, draft_all(before).drafts))}
    _choose(dossier, *(f"{{document: {document}, clause: {clause}, variant: {variant}}}" for document, clause, variant in SHIPPED))
    listed = run("clauses", "list", dossier.folder)
    assert all(f"写法：{variant}" in listed for _, _, variant in SHIPPED)
    assert all(text_of(dossier, clause, document) != text for (document, clause, _), text in zip(SHIPPED, usual, strict=True))
    plan = plan_of(dossier)
    assert {(one.rule, one.clause) for one in check(case_of(plan, draft_all(plan).drafts))} <= known


def test_a_chosen_wording_that_a_higher_layer_hides_is_told(dossier: Dossier) -> None:
    _choose(dossier, "{document: agreement, clause: damages, variant: cap-by-project}")
    assert rules(dossier) == []
    edit(dossier, "damages", "## 损失赔偿和责任限额\n赔偿损失。\n")
    assert rules(dossier) == [("AD-LA-02", "damages")]


def test_a_wording_is_chosen_and_given_up_by_command(dossier: Dossier) -> None:
    choose = ("clauses", "choose", "agreement", "damages")
    assert "cap-by-project" in run(*choose, "cap-by-projekt", "--dossier", dossier.folder, status=2)
    run(*choose, "cap-by-project", "--dossier", dossier.folder)
    assert "在一个联盟项目中违约" in text_of(dossier, "damages")
    run(*choose, "--dossier", dossier.folder)
    assert "在一个联盟项目中违约" not in text_of(dossier, "damages")
    assert dossier.facts.wording is None


@pytest.mark.parametrize("jurisdiction", ["g60", "guangdong-2012"])
def test_wordings_of_the_charter_count_where_it_binds_by_itself_too(jurisdiction: str) -> None:
    facts = read_answers(data_folder("examples") / f"{jurisdiction}.yaml")
    chosen = [Wording(document=document, clause=clause, variant=variant) for document, clause, variant in SHIPPED if document == "charter"]
    plan = plan_package(facts.model_copy(update={"wording": tuple(chosen)}))
    usual = plan_package(facts)
    assert list(layer_findings(plan)) == []
    drafts = [draft_document(one.documents["charter"], one.facts, one.setting) for one in (usual, plan)]
    for one in chosen:
        before, after = (draft.clause(one.clause or "") for draft in drafts)
        assert before is not None
        assert after is not None
        assert clause_text(after).startswith(clause_text(before)[:60])
        assert len(after.blocks) > len(before.blocks)
