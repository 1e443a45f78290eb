"""A layer's own Word template: of a form, restyled; of a whole document, instead of the clause text."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from alliance_docs.cli.main import cli
from alliance_docs.dossier.build import plan_of
from alliance_docs.dossier.drafts import Drafted, draft_all
from alliance_docs.dossier.package import case_of
from alliance_docs.dossier.store import Dossier
from alliance_docs.drafting.draft import Draft, clause_text
from alliance_docs.errors import UserError
from alliance_docs.resources import data_folder
from alliance_docs.word.form_base import with_base
from alliance_docs.word.reader import read_identity

OWN = (
    "{{ alliance.name }}组建协议",
    "{%p for m in members %}",
    "成员单位：{{ m.name }}",
    "{%p endfor %}",
    "第一条　联盟名称",
    "联盟名称为{{ alliance.name }}。",
    "第二条　争议解决",
    "因本协议发生的争议，由{{ dispute.institution }}按照其仲裁规则仲裁，仲裁裁决是终局的，对各方均有约束力。",
    "第三条　联系人",
    "联系人{{ office.head.name }}，电话{{ office.head.phone }}。",
)
"""A firm's agreement as a lawyer types it in Word, with tags."""


def run(*words: str) -> str:
    result = CliRunner().invoke(cli, list(words), catch_exceptions=True)
    if isinstance(result.exception, UserError):
        return str(result.exception)
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    return result.output


def typed(path: Path, *lines: str) -> Path:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))
    return path


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    folder = tmp_path / "案卷"
    folder.mkdir()
    shutil.copy(data_folder("examples") / "gansu.yaml", folder / "alliance.yaml")
    return folder


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Drafted:
    """The Gansu package with a firm's own agreement."""
    folder = tmp_path_factory.mktemp("own") / "案卷"
    (folder / "clauses").mkdir(parents=True)
    shutil.copy(data_folder("examples") / "gansu.yaml", folder / "alliance.yaml")
    typed(folder / "clauses" / "agreement.docx", *OWN)
    return draft_all(plan_of(Dossier.open(folder)))


# --- forms ---------------------------------------------------------------------------------------------------------


def test_a_template_is_exported_compared_and_taken_away_again(dossier: Path) -> None:
    at = ("--dossier", str(dossier))
    shipped = data_folder("templates") / "gansu" / "application-form.docx"
    template = dossier / "clauses" / "application-form.docx"
    assert "照gansu的模板" in run("clauses", "edit", "application-form", *at)
    assert "文字和标记相同" in run("clauses", "diff", "application-form", *at)
    document = docx.Document(str(template))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    next(cell for cell in cells if cell.text == "联盟所在地").paragraphs[0].runs[0].text = "所在地（市）"
    next(cell for cell in cells if cell.text == "{{ alliance.short_name }}").paragraphs[0].add_run("（{{ alliance.field }}）")
    document.save(str(template))
    assert "已经有这份 Word 模板" in run("clauses", "edit", "application-form", *at)
    told = run("clauses", "diff", "application-form", *at)
    assert "[-联盟所在地-]{+所在地（市）+}" in told
    assert "{{ alliance.short_name }}（{{ alliance.field }}）" in told
    listed = run("clauses", "list", str(dossier), "application-form")
    assert "本案卷（替代gansu）" in listed
    assert json.loads(run("clauses", "list", str(dossier), "application-form", "--format", "json"))["templates"] == [
        {"document": "application-form", "layers": ["dossier", "gansu"], "changed": False}
    ]
    edited = template.read_bytes()
    assert "已恢复下层的模板" in run("clauses", "restore", "application-form", *at)
    assert not template.exists()
    assert (dossier / "edits" / "removed" / "application-form.docx").read_bytes() == edited
    assert shipped.is_file()


def test_a_template_below_that_changed_since_is_told_until_it_was_looked_at(dossier: Path) -> None:
    run("clauses", "edit", "application-form", "--dossier", str(dossier))
    template = dossier / "clauses" / "application-form.docx"
    template.write_bytes(with_base(template.read_bytes(), "000000000000"))
    assert "下层模板在改写之后又改过" in run("clauses", "list", str(dossier), "application-form")
    assert "已记下" in run("clauses", "edit", "application-form", "--confirm", "--dossier", str(dossier))
    assert "又改过" not in run("clauses", "list", str(dossier), "application-form")


def test_an_unsound_template_is_not_put_in(dossier: Path, tmp_path: Path) -> None:
    told = run("clauses", "edit", "agreement", "--from", str(typed(tmp_path / "错.docx", "{{ alliance.nam }}")), "--dossier", str(dossier))
    assert "没有“nam”这一项" in told
    assert not (dossier / "clauses").exists()
    assert "没有写明哪一条" in run("clauses", "show", "agreement", "--dossier", str(dossier))


# --- whole documents -----------------------------------------------------------------------------------------------


def clause(draft: Draft, rubric: str) -> str:
    return next(clause_text(one) for one in draft.clauses if one.rubric_text == rubric)


def test_an_own_document_is_filled_and_read_with_its_facts(own: Drafted) -> None:
    draft = own.drafts["agreement"]
    identity = read_identity(own.forms["agreement"])
    assert identity is not None
    assert (identity.document, identity.jurisdiction) == ("agreement", "")
    assert identity.edition
    assert "滕例安，电话0931-5550102" in clause(draft, "联系人")
    assert [one.number for one in draft.clauses if one.kind == "article"] == [1, 2, 3]
    paths = {span.inline.path for span in identity.spans if hasattr(span.inline, "path")}
    assert {"alliance.name", "members[m12].name", "office.head.phone"} <= paths


def test_other_documents_refer_to_its_articles_or_to_none(own: Drafted) -> None:
    charter = "\n".join(map(clause_text, own.drafts["charter"].clauses))
    assert "组建协议》第二条约定的争议解决方式" in charter
    assert "有关条款" in charter
    assert "所引条款已删除" not in charter
    assert "有关条款、有关条款" not in "".join(clause_text(one) for draft in own.drafts.values() for one in draft.clauses)


def test_checks_ask_of_it_what_they_ask_of_any_text(own: Drafted) -> None:
    from alliance_docs.checks.requirement import requirements
    from alliance_docs.checks.requirements import evaluate

    case = case_of(own.plan, own.drafts)
    ids = {place[1] for one in requirements("gansu").values() for place in evaluate(one, case).places if place[0] == "agreement"}
    assert ids <= {one.id for one in own.drafts["agreement"].clauses} | {""}
    assert evaluate(requirements("gansu")["GS-2.4-6"], case).status == "not met"


def test_facts_typed_over_in_it_are_corrected_and_a_clause_text_beside_it_is_refused(dossier: Path, tmp_path: Path) -> None:
    at = ("--dossier", str(dossier))
    assert "不再满足要求" in run("clauses", "edit", "agreement", "--from", str(typed(tmp_path / "协议.docx", *OWN)), *at)
    assert "没有发现问题" in run("templates", "lint", str(dossier))
    run("build", str(dossier), "--document", "agreement", "--today", "2026-11-22")
    document = docx.Document(str(next(dossier.glob("filings/*/*组建协议.docx"))))
    for paragraph in document.paragraphs:
        for piece in paragraph.runs:
            piece.text = piece.text.replace("0931-5550102", "0931-5559999")
        if paragraph.text.startswith("因本协议"):
            paragraph.add_run("仲裁语言为中文。")
    document.save(str(tmp_path / "改.docx"))
    told = run("adopt", str(tmp_path / "改.docx"), "--facts", "correct", "--yes", *at)
    assert "已更正 office.head.phone：0931-5559999" in told
    assert "不保留 争议解决" in told
    (dossier / "clauses" / "agreement.md").write_text('{% extends "below" %}\n{% block name %}\n## 名称\n甲。\n{% endblock %}\n', encoding="utf-8")
    assert "整份由 dossier/agreement.docx 起草，这个文本用不上" in run("build", str(dossier))
    assert "整份由 dossier/agreement.docx 起草，这个文本用不上" in run("templates", "lint", str(dossier))
