"""``adopt``: what a lawyer wrote in Word is kept through every build; nothing is decided silently; strangers' files are refused."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from docx.text.paragraph import Paragraph

from alliance_docs.cli.main import cli
from alliance_docs.dossier.build import plan_of
from alliance_docs.dossier.drafts import draft_all
from alliance_docs.dossier.edited_drafts import without_missing
from alliance_docs.dossier.store import Dossier
from alliance_docs.drafting.draft import Draft, clause_text
from alliance_docs.drafting.merging.merge import merge
from alliance_docs.drafting.merging.outcome import Sensitive
from alliance_docs.errors import UserError
from alliance_docs.resources import data_folder
from alliance_docs.word.reader import read

WROTE = "但委托方以书面形式另有约定的，从其约定"


def run(*words: str, status: int | None = 0) -> str:
    result = CliRunner().invoke(cli, list(words), catch_exceptions=True)
    if isinstance(result.exception, UserError):
        assert status == 2, str(result.exception)
        return str(result.exception)
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    assert status is None or result.exit_code == status, result.output
    return result.output


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("adopt") / "案卷"
    run("new", str(folder), "--jurisdiction", "gansu", "--answers", str(data_folder("examples") / "gansu.yaml"), "--no-input")
    return folder


@pytest.fixture
def dossier(founded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(founded, tmp_path / "案卷"))


def paper(folder: Path, name: str) -> Path:
    return next(path for path in sorted(folder.glob(f"filings/*/*{name}.docx")) if "新稿" not in path.name)


def draft(folder: Path, name: str = "组建协议") -> Draft:
    return read(paper(folder, name).read_bytes(), "original")


def text_of(made: Draft, clause: str) -> str:
    found = made.clause(clause)
    assert found is not None, clause
    return clause_text(found)


def returned(folder: Path, target: Path, change: Callable[[list[Paragraph]], None], name: str = "组建协议") -> Path:
    """A copy of a document as somebody saved it after *change*."""
    document = docx.Document(str(paper(folder, name)))
    change(document.paragraphs)
    document.save(str(target))
    return target


def finding(paragraphs: list[Paragraph], words: str) -> Paragraph:
    return next(one for one in paragraphs if words in one.text)


def reword(paragraphs: list[Paragraph], more: str = WROTE) -> None:
    last = finding(paragraphs, "由一个项目参加单位单独完成的项目成果").runs[-1]
    last.text = last.text.rstrip("。") + f"，{more}。"


def add_paragraph(paragraphs: list[Paragraph], words: str) -> None:
    before = finding(paragraphs, "判断是否单独完成")
    before.insert_paragraph_before(words, style=before.style)


def test_a_rewording_a_new_paragraph_and_a_struck_one_are_in_every_later_build(dossier: Path, tmp_path: Path) -> None:
    def change(paragraphs: list[Paragraph]) -> None:
        reword(paragraphs)
        add_paragraph(paragraphs, "成果完成之日以书面记录为准。")
        gone = finding(paragraphs, "仅提供资金或者条件的参加单位")
        gone._p.getparent().remove(gone._p)

    file = returned(dossier, tmp_path / "改.docx", change)
    shown = run("adopt", str(file), "--dossier", str(dossier), "--dry-run")
    assert WROTE in shown
    assert not (dossier / "edits").exists()
    run("adopt", str(file), "--dossier", str(dossier), "--yes")
    run("build", str(dossier))
    run("members", "list", str(dossier))
    text = text_of(draft(dossier), "ip_ownership_sole")
    assert WROTE in text
    assert "成果完成之日以书面记录为准。" in text
    assert "仅提供资金或者条件的参加单位" not in text
    assert [path.name for path in (dossier / "edits" / "received").iterdir()]


def test_facts_flow_into_an_edited_text_and_a_second_file_keeps_the_first_edits(dossier: Path, tmp_path: Path) -> None:
    run("adopt", str(returned(dossier, tmp_path / "一.docx", reword)), "--dossier", str(dossier), "--yes")
    Dossier.open(dossier).save_answer("alliance.name", "甘肃省示例液流电池产业技术创新联盟")
    run("build", str(dossier))
    run("adopt", str(returned(dossier, tmp_path / "二.docx", lambda ps: add_paragraph(ps, "第二次增写的一款。"))), "--dossier", str(dossier), "--yes")
    run("build", str(dossier))
    made = draft(dossier)
    text = text_of(made, "ip_ownership_sole")
    assert WROTE in text
    assert "第二次增写的一款。" in text
    assert made.title.startswith("甘肃省示例液流电池")


def test_a_file_of_an_earlier_version_is_merged_from_that_version(dossier: Path, tmp_path: Path) -> None:
    first = returned(dossier, tmp_path / "一.docx", reword)
    second = returned(dossier, tmp_path / "二.docx", lambda ps: add_paragraph(ps, "另一位律师增写的一款。"))
    run("adopt", str(first), "--dossier", str(dossier), "--yes")
    assert "较早的版本" in run("adopt", str(second), "--dossier", str(dossier), "--yes")
    run("build", str(dossier))
    text = text_of(draft(dossier), "ip_ownership_sole")
    assert WROTE in text
    assert "另一位律师增写的一款。" in text


def test_two_files_that_collide_keep_the_first_and_tell_the_second(dossier: Path, tmp_path: Path) -> None:
    first = returned(dossier, tmp_path / "一.docx", reword)
    second = returned(dossier, tmp_path / "二.docx", lambda ps: reword(ps, "但项目协议另有约定的除外"))
    run("adopt", str(first), "--dossier", str(dossier), "--yes")
    assert "冲突" in run("adopt", str(second), "--dossier", str(dossier), "--yes")
    run("build", str(dossier))
    assert WROTE in text_of(draft(dossier), "ip_ownership_sole")
    assert "AD-ED-02" in run("check", str(dossier), "--format", "json", status=1)
    run("clauses", "resolve", "agreement", "ip_ownership_sole", "--keep", "--dossier", str(dossier))
    assert "AD-ED-02" not in run("check", str(dossier), "--format", "json", status=None)


def layer(dossier: Path, words: str) -> None:
    (dossier / "clauses").mkdir(exist_ok=True)
    text = '{% extends "below" %}\n{% block ip_ownership_sole %}\n## 单独完成成果的归属\n' + words + "\n{% endblock %}\n"
    (dossier / "clauses" / "agreement.md").write_text(text, encoding="utf-8")


def test_a_conflict_keeps_the_lawyers_words_shows_ours_and_stays_a_finding_until_decided(dossier: Path, tmp_path: Path) -> None:
    run("adopt", str(returned(dossier, tmp_path / "改.docx", reword)), "--dossier", str(dossier), "--yes")
    layer(dossier, "由一个项目参加单位单独完成的项目成果，由该单位和依托主体共有。")
    assert "AD-ED-01" in run("build", str(dossier), "--strict", status=None)
    assert WROTE in text_of(draft(dossier), "ip_ownership_sole")
    assert "依托主体共有" in clause_text(read(paper(dossier, "组建协议").read_bytes()).clause("ip_ownership_sole"))  # type: ignore[arg-type]
    assert "AD-ED-01" in run("check", str(dossier), "--format", "json", status=1)

    def elsewhere(paragraphs: list[Paragraph]) -> None:
        before = finding(paragraphs, "由两个以上项目参加单位共同完成")
        before.insert_paragraph_before("又增写的一款。", style=before.style)

    # a file sent back with the conflict still open decides nothing
    run("adopt", str(returned(dossier, tmp_path / "再改.docx", elsewhere)), "--dossier", str(dossier), "--yes")
    assert "AD-ED-01" in run("check", str(dossier), "--format", "json", status=1)
    run("clauses", "resolve", "agreement", "ip_ownership_sole", "--keep", "--dossier", str(dossier))
    run("build", str(dossier))
    made = draft(dossier)
    assert WROTE in text_of(made, "ip_ownership_sole")
    assert "又增写的一款。" in "".join(map(clause_text, made.clauses))
    assert "AD-ED-01" not in run("check", str(dossier), "--format", "json", status=None)


def test_a_fact_typed_over_is_corrected_everywhere_when_wanted(dossier: Path, tmp_path: Path) -> None:
    phone = Dossier.open(dossier).facts.members[1].contact.phone  # type: ignore[index, union-attr]
    assert phone
    document = docx.Document(str(paper(dossier, "成员单位名册")))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells if phone in cell.text]
    assert cells
    for one in cells[0].paragraphs:
        for part in one.runs:
            part.text = part.text.replace(phone, "13900001234")
    file = tmp_path / "名册.docx"
    document.save(str(file))
    shown = run("adopt", str(file), "--dossier", str(dossier), "--yes", "--facts", "correct")
    assert "13900001234" in shown
    members = Dossier.open(dossier).facts.members
    assert members is not None
    assert members[1].contact is not None
    assert members[1].contact.phone == "13900001234"


def test_an_adopted_edit_can_be_taken_back_and_a_file_counts_once(dossier: Path, tmp_path: Path) -> None:
    file = returned(dossier, tmp_path / "改.docx", reword)
    run("adopt", str(file), "--dossier", str(dossier), "--yes")
    assert "已经采纳过" in run("adopt", str(file), "--dossier", str(dossier), "--yes", status=2)
    run("build", str(dossier))
    assert WROTE in text_of(draft(dossier), "ip_ownership_sole")
    run("clauses", "restore", "agreement", "ip_ownership_sole", "--word", "--dossier", str(dossier))
    run("build", str(dossier))
    assert WROTE not in text_of(draft(dossier), "ip_ownership_sole")
    assert "没有采纳的 Word 修改" in run("clauses", "restore", "agreement", "breach", "--word", "--dossier", str(dossier), status=2)


def test_the_consolidated_text_holds_what_was_adopted(dossier: Path, tmp_path: Path) -> None:
    run("adopt", str(returned(dossier, tmp_path / "改.docx", reword)), "--dossier", str(dossier), "--yes")
    plan = plan_of(Dossier.open(dossier))
    agreement = draft_all(plan).edited["agreement"].render
    consolidated = replace(agreement, body=tuple(part for part in agreement.body if not getattr(part, "id", "").startswith("signature")))
    pair = without_missing(plan.edits["agreement"], consolidated)
    made = merge(pair.base, consolidated, pair.theirs, Sensitive())
    assert WROTE in text_of(made.draft, "ip_ownership_sole")
    assert [clause.id for clause in made.draft.clauses] == [clause.id for clause in consolidated.clauses]
    assert not made.conflicts


def test_files_that_cannot_be_taken_back_are_refused_and_nothing_is_altered(dossier: Path, founded: Path, tmp_path: Path) -> None:
    other = tmp_path / "另案"
    run("new", str(other), "--jurisdiction", "guangxi", "--answers", str(data_folder("examples") / "guangxi.yaml"), "--no-input")
    strangers = returned(other, tmp_path / "外.docx", lambda ps: None, "章程")
    assert "不是本案卷写出的版本" in run("adopt", str(strangers), "--dossier", str(dossier), "--yes", status=2)
    broken = tmp_path / "坏.docx"
    broken.write_bytes(paper(dossier, "章程").read_bytes()[:4000])
    assert run("adopt", str(broken), "--dossier", str(dossier), "--yes", status=2).count("\n") <= 1
    assert "没有改动" in run("adopt", str(paper(dossier, "章程")), "--dossier", str(dossier), "--yes")
    computed = returned(dossier, tmp_path / "表.docx", lambda ps: ps[0].add_run("改"), "合规对照表")
    assert "不能在 Word 中修改后采纳" in run("adopt", str(computed), "--dossier", str(dossier), "--yes", status=2)
    document = docx.Document(str(paper(dossier, "章程")))
    for number, one in enumerate(document.paragraphs):
        for part in one.runs[1:]:
            part.text = ""
        if one.runs:
            one.runs[0].text = f"全新的文字{number}。"
    document.save(str(tmp_path / "全改.docx"))
    assert "几乎每一条都改了" in run("adopt", str(tmp_path / "全改.docx"), "--dossier", str(dossier), "--yes", status=2)
    assert not (dossier / "edits").exists()
