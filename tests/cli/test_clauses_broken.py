"""``clauses …`` where own wording is unsound: what is wrong is told at its clause, everything else works, and it can be mended or given back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from alliance_docs.cli import firm_folder
from alliance_docs.cli.main import cli
from alliance_docs.dossier.build import plan_of
from alliance_docs.dossier.firm import name_firm
from alliance_docs.dossier.store import Dossier, read_answers
from alliance_docs.dossier.unsound import usable
from alliance_docs.errors import UserError
from alliance_docs.facts.facts import Facts
from alliance_docs.resources import data_folder

HEAD = '{% extends "below" %}\n'
BROKEN = (
    HEAD + "\n{% block governing_law %}\n## 法律适用\n适用中华人民共和国法律。\n{% endblock %}\n"
    "\n{% block negotiation %}\n## 协商\n在{{ dispute.negotiation_dais|han }}日内调解。\n{% endblock %}\n"
    "\n{% block suspension %}\n## 暂停\n{% if breach.suspension %}\n暂停。\n{% endblock %}\n"
    "\n{% block rescission %}\n## 解除\n依照[](#nowhere)办理。\n{% endblock %}\n"
)


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


def put(dossier: Dossier, text: str, name: str = "agreement.md") -> Path:
    dossier.clauses.mkdir(exist_ok=True)
    path = dossier.clauses / name
    path.write_text(text, encoding="utf-8")
    return path


def test_unsound_clauses_are_told_at_their_place_and_mended_or_given_back_one_by_one(dossier: Dossier) -> None:
    path = put(dossier, BROKEN)
    with pytest.raises(UserError):
        plan_of(dossier)
    told = json.loads(run("clauses", "list", dossier.folder, "agreement", "--format", "json"))["clauses"]
    wrong = {row["clause"]: row["errors"][0] for row in told if row["errors"]}
    assert set(wrong) == {"negotiation", "suspension", "rescission"}
    assert "agreement.md:10" in wrong["negotiation"]
    assert "negotiation_days" in wrong["negotiation"]
    assert next(row for row in told if row["clause"] == "governing_law")["layer"] == "dossier"
    shown = run("clauses", "show", "agreement", "suspension", "--dossier", dossier.folder)
    assert "{% if breach.suspension %}\n暂停。" in shown
    assert "暂停其表决权和被选举权" in shown
    assert "nowhere" in run("clauses", "diff", "agreement", "rescission", "--dossier", dossier.folder)
    still = run("clauses", "edit", "agreement", "negotiation", "--from", "-", "--dossier", dossier.folder, typed="## 协商\n先行协商。\n")
    assert "negotiation_dais" not in still
    assert "nowhere" in still
    run("clauses", "restore", "agreement", "suspension", "--dossier", dossier.folder)
    kept = path.read_text(encoding="utf-8")
    assert "适用中华人民共和国法律。" in kept
    assert "先行协商。" in kept
    assert "暂停" not in kept
    assert [one.block for one in usable(dossier).faults] == ["rescission"]


@pytest.mark.parametrize(
    ("text", "said", "block"),
    [
        ("{% block negotiation %}\n## 协商\n先行协商。\n{% endblock %}\n", "extends", ""),
        (HEAD + "先行协商。\n{% block negotiation %}\n## 协商\n先行协商。\n{% endblock %}\n", "条款块之外", ""),
        (HEAD + "{% block negotation %}\n## 协商\n先行协商。\n{% endblock %}\n", "是否要写“negotiation”", "negotation"),
        (HEAD + "{% block negotiation %}\n## 协商\n先行协商。\n", "agreement.md:2", "negotiation"),
    ],
)
def test_what_cannot_be_told_of_one_clause_is_told_of_the_file(dossier: Dossier, text: str, said: str, block: str) -> None:
    put(dossier, text)
    (fault,) = usable(dossier).faults
    assert said in str(fault.error)
    assert (fault.document, fault.block) == ("agreement", block)


def test_a_file_that_cannot_be_used_is_put_away_whole(dossier: Dossier) -> None:
    path = put(dossier, "不是条款文本。\n")
    assert "edits" in run("clauses", "restore", "agreement", "--all", "--dossier", dossier.folder)
    assert not path.exists()
    assert (dossier.folder / "edits" / "removed" / "agreement.txt").read_text(encoding="utf-8") == "不是条款文本。\n"
    assert "CLAUSE" in run("clauses", "restore", "agreement", "--dossier", dossier.folder, status=2)


def test_strays_bad_offers_and_choices_nobody_offers_block_nothing(dossier: Dossier, tmp_path: Path) -> None:
    firm = tmp_path / "所内"
    firm.mkdir()
    (firm / "agreemnt.md").write_text(HEAD, encoding="utf-8")
    (firm / "agreement.damages.strict.md").write_text("## 损失赔偿\n赔偿损失。\n", encoding="utf-8")
    run("clauses", "choose", "agreement", "damages", "cap-by-project", "--dossier", dossier.folder)
    source = dossier.facts_file.read_text(encoding="utf-8")
    dossier.facts_file.write_text(source.replace("cap-by-project", "cap-by-nothing"), encoding="utf-8")
    listed = run("clauses", "list", dossier.folder, "--templates", firm)
    assert "是否要写“agreement”" in listed
    assert "没有写明写法的名称和适用情形" in listed
    assert "cap-by-nothing" in listed
    run("clauses", "choose", "agreement", "damages", "--dossier", dossier.folder)
    assert "错误" not in run("clauses", "list", dossier.folder)


def test_a_mistake_in_a_file_handed_in_is_told_in_that_file(dossier: Dossier, tmp_path: Path) -> None:
    source = tmp_path / "新条文.txt"
    source.write_text('\n{% block negotiation %}\n## 协商\n先行协商。\n依照[](#nowhere)办理。\n{{ dispute.xyz }}。\n{% endblock %}\n', encoding="utf-8")
    told = run("clauses", "edit", "agreement", "negotiation", "--from", source, "--dossier", dossier.folder, status=2)
    assert f"{source}:5" in told
    assert f"{source}:6" in told
    assert "dossier/" not in told
    source.write_text("## 协商\n先行协商。\n依照[](#breach/9)办理。\n", encoding="utf-8")
    assert f"{source}:3" in run("clauses", "edit", "agreement", "negotiation", "--from", source, "--dossier", dossier.folder, status=2)
