"""``clauses resolve``: words of a later file that wait are taken after all, or dropped; nothing else of the clause is lost by it."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from alliance_docs.cli.main import cli
from alliance_docs.dossier.build import plan_of
from alliance_docs.dossier.drafts import draft_all
from alliance_docs.dossier.edits import edits_of
from alliance_docs.dossier.store import Dossier
from alliance_docs.drafting.draft import clause_text
from alliance_docs.errors import UserError
from alliance_docs.resources import data_folder

CLAUSE = "ip_ownership_sole"


def run(*words: object, status: int = 0) -> str:
    result = CliRunner().invoke(cli, [str(word) for word in words])
    if isinstance(result.exception, UserError):
        assert status == 2, str(result.exception)
        return str(result.exception)
    assert result.exit_code == status, result.output
    return result.output


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """Three lawyers reworded the same sentence of the same file; two also put in a paragraph."""
    folder = tmp_path_factory.mktemp("resolve") / "案卷"
    run("new", folder, "--jurisdiction", "gansu", "--answers", data_folder("examples") / "gansu.yaml", "--no-input")
    written = next(folder.glob("filings/*/*组建协议.docx"))
    for name, words, paragraph in (
        ("一", "但委托方以书面形式另有约定的，从其约定", "甲增写的一款。"),
        ("二", "但项目协议另有约定的除外", "乙增写的一款。"),
        ("三", "但各方另行书面约定的除外", ""),
    ):
        document = docx.Document(str(written))
        last = next(one for one in document.paragraphs if "由一个项目参加单位单独完成的项目成果" in one.text).runs[-1]
        last.text = last.text.rstrip("。") + f"，{words}。"
        if paragraph:
            before = next(one for one in document.paragraphs if "判断是否单独完成" in one.text)
            before.insert_paragraph_before(paragraph, style=before.style)
        document.save(str(folder.parent / f"{name}.docx"))
        run("adopt", folder.parent / f"{name}.docx", "--dossier", folder, "--yes")
    return Dossier.at(folder)


def test_waiting_words_are_listed_and_one_files_are_taken(dossier: Dossier) -> None:
    listed = run("clauses", "resolve", dossier.folder)
    assert "但委托方以书面形式另有约定的，从其约定" in listed
    assert "二.docx 中的文字：申请知识产权的权利归该单位，但项目协议另有约定的除外。" in listed
    assert "--take" in listed
    where = ("clauses", "resolve", "agreement", CLAUSE, "--dossier", dossier.folder)
    assert "三.docx" in run(*where, "--take", status=2)
    assert "--take" in run(*where, "--update", status=2)
    run(*where, "--take", "--file", "二.docx")
    made = draft_all(plan_of(dossier)).edited["agreement"].written.clause(CLAUSE)
    assert made is not None
    text = clause_text(made)
    assert "但项目协议另有约定的除外。\n甲增写的一款。\n乙增写的一款。" in text
    assert "委托方" not in text
    edits = edits_of(dossier, "agreement")
    assert edits is not None
    assert not edits.pending


def test_words_that_waited_say_the_facts_of_today(tmp_path: Path) -> None:
    """A fact corrected while they waited is not brought back by them."""
    folder = tmp_path / "案卷"
    run("new", folder, "--jurisdiction", "gansu", "--answers", data_folder("examples") / "gansu.yaml", "--no-input")
    written = next(folder.glob("filings/*/*组建协议.docx"))
    for name, words in (("一", "仲裁语言为中文"), ("二", "开庭地与仲裁地相同")):
        document = docx.Document(str(written))
        place = next(one for paragraph in document.paragraphs if "仲裁地为" in paragraph.text for one in paragraph.runs if one.text.startswith("。仲裁裁决"))
        place.text = f"，{words}{place.text}"
        document.save(str(tmp_path / f"{name}.docx"))
        run("adopt", tmp_path / f"{name}.docx", "--dossier", folder, "--yes")
    Dossier.open(folder).save_answer("dispute.seat", "酒泉市")
    run("clauses", "resolve", "agreement", "dispute_resolution", "--dossier", folder, "--take")
    made = draft_all(plan_of(Dossier.open(folder))).edited["agreement"].written.clause("dispute_resolution")
    assert made is not None
    assert "仲裁地为酒泉市，开庭地与仲裁地相同。" in clause_text(made)
