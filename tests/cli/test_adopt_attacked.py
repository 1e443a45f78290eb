"""``adopt`` under attack: chapters, joined and retyped articles, facts typed with their unit, conflicts decided in Word, what was struck written again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from alliance_docs.cli.main import cli
from alliance_docs.dossier.adopting import ReturnedFile, _one_of, opened
from alliance_docs.dossier.build import plan_of
from alliance_docs.dossier.proposing import proposed_by
from alliance_docs.dossier.retyped import readings
from alliance_docs.dossier.store import Dossier
from alliance_docs.drafting.draft import (
    Chapter,
    Clause,
    Draft,
    Fact,
    Item,
    OpaqueInline,
    Paragraph,
    Ref,
    Text,
    clause_text,
)
from alliance_docs.drafting.merging.differences import differences
from alliance_docs.drafting.merging.merge import merge
from alliance_docs.drafting.merging.outcome import Sensitive
from alliance_docs.drafting.merging.own_clauses import with_references
from alliance_docs.drafting.merging.tidy import with_struck_again, without_empty_items
from alliance_docs.drafting.numbering import number
from alliance_docs.errors import UserError
from alliance_docs.resources import data_folder
from alliance_docs.word.reader import read

# --- texts ---------------------------------------------------------------------------------------------------------


def article(name: str, *words: str) -> Clause:
    return Clause(name, "article", (Text(f"题{name}"),), tuple(Paragraph((Text(one),)) for one in words or (f"{name}的文字。",)))


def text(*body: Chapter | Clause) -> Draft:
    return number(Draft("agreement", "协议", body))


A, B, C, D = map(article, "abcd")
PLAIN = text(Chapter("总则"), A, B, Chapter("分则"), C, D)


def test_a_chapter_renamed_put_in_struck_or_moved_is_an_edit_by_itself_and_is_kept() -> None:
    for edited, told in (
        (text(Chapter("总则"), A, B, Chapter("权利"), C, D), [("分则", "权利")]),
        (text(Chapter("总则"), A, Chapter("定义"), B, Chapter("分则"), C, D), [("", "定义")]),
        (text(Chapter("总则"), A, B, C, D), [("分则", "")]),
        (text(Chapter("总则"), A, Chapter("分则"), B, C, D), [("分则", "分则")]),
    ):
        found = differences(PLAIN, edited)
        assert [(one.old, one.new) for one in found.chapters] == told
        assert not found.nothing
        assert not found.changed
        assert merge(PLAIN, PLAIN, edited, Sensitive()).draft == edited
    assert differences(PLAIN, PLAIN).nothing


def test_a_chapter_left_without_articles_is_told_as_struck() -> None:
    emptied = Draft("agreement", "协议", (Chapter("总则"), A, B, Chapter("新章"), Chapter("分则"), C, D))
    assert differences(PLAIN, emptied).nothing


def test_a_chapter_moved_whole_is_the_same_chapter() -> None:
    found = differences(PLAIN, text(Chapter("分则"), C, D, Chapter("总则"), A, B))
    assert all(one.old == one.new for one in found.chapters)
    assert found.moved


def test_numbers_typed_as_of_this_agreement_become_references_and_those_of_laws_do_not() -> None:
    typed = text(Chapter("总则"), article("a", "依照本协议第二条办理，依照《民法典》第一条、第二条和公司法第三条，不适用章程第四条；依照第三条、第四条。"), B, Chapter("分则"), C, D)
    made, words = with_references(PLAIN, typed)
    assert words == ("第二条", "第三条", "第四条")
    assert [one.clause for block in made.clauses[0].blocks if isinstance(block, Paragraph) for one in block.inlines if isinstance(one, Ref)] == ["b", "c", "d"]


def test_a_number_typed_beside_a_reference_with_the_same_words_follows_too() -> None:
    was = text(A, Clause("b", "article", (), (Paragraph((Text("依照"), Ref("a", text="第一条"), Text("解决。"))),)))
    typed = text(A, Clause("b", "article", (), (Paragraph((Text("除第一条外，依照"), Ref("a", text="第一条"), Text("解决。"))),)))
    assert with_references(was, typed)[1] == ("第一条",)


def test_a_picture_framed_anew_by_another_program_is_no_edit() -> None:
    def shown(xml: str) -> Draft:
        return text(Clause("a", "article", (), (Paragraph((Text("见图"), OpaqueInline(xml))),)))

    piece = '<al:opaque xmlns:al="urn:alliance-docs:opaque:1"><al:parts><al:part rel="{0}" name="{0}.png">AAAA</al:part></al:parts><w:r>{0}</w:r></al:opaque>'
    assert differences(shown(piece.format("r1")), shown(piece.format("r7"))).nothing
    found = differences(text(Clause("a", "article", (), (Paragraph((Text("见图"),)),))), shown(piece.format("r1")))
    assert found.changed[0].after == ("见图〔图〕",)


def test_an_article_struck_and_written_again_is_the_same_article_with_its_facts() -> None:
    old = Clause("pay", "article", (Text("缴付"),), (Paragraph((Text("提前"), Fact("九十", "exit.notice_days"), Text("日书面通知联盟办公室。"))),))
    render, written = text(A, old, B), text(A, B)
    again = Clause("own_1", "article", (Text("缴付"),), (Paragraph((Text("提前九十日书面通知联盟办公室。"),)),))
    found = with_struck_again(render, written, text(A, again, B)).clause("pay")
    assert found is not None
    assert found.blocks == old.blocks
    other = replace(again, rubric=(Text("保险"),), blocks=(Paragraph((Text("全部设备应当投保。"),)),))
    assert with_struck_again(render, written, text(A, other, B)).clause("pay") is None


def test_an_empty_item_is_none() -> None:
    one = Clause("a", "article", (), (Item(1, 1, (Text("甲；"),)), Item(1, 2, ())))
    assert len(without_empty_items(text(one)).clauses[0].blocks) == 1


def test_money_is_read_in_figures_and_a_unit_is_never_taken_off() -> None:
    assert list(readings("人民币伍万元整（￥50,000.00）"))[1] == "50000.00"
    assert list(readings("三个月")) == ["三个月"]


def test_only_the_very_paper_that_was_signed_is_sealed() -> None:
    form = {"id": "accession-agreement", "copies": 0}
    assert not _one_of("accession-agreement@m13", form)
    assert not _one_of("accession-agreement@m14", {"id": "accession-agreement", "member": "m13", "copies": 2})
    assert _one_of("accession-agreement@m13", {"id": "accession-agreement", "member": "m13", "copies": 2})
    assert _one_of("agreement", {"id": "agreement", "copies": 18})


# --- files ---------------------------------------------------------------------------------------------------------


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
    folder = tmp_path_factory.mktemp("attacked") / "案卷"
    run("new", str(folder), "--jurisdiction", "gansu", "--answers", str(data_folder("examples") / "gansu.yaml"), "--no-input")
    return folder


def paper(folder: Path, name: str = "组建协议") -> Path:
    return next(path for path in sorted(folder.glob(f"filings/*/*{name}.docx")) if "新稿" not in path.name)


def changed(folder: Path, target: Path, change: Callable[[Any], None]) -> Path:
    document = docx.Document(str(paper(folder)))
    change(document)
    document.save(str(target))
    return target


def found_in(folder: Path, file: Path) -> ReturnedFile:
    dossier = Dossier.open(folder)
    return opened(dossier, plan_of(dossier), file)


def holding(document: Any, words: str) -> WordParagraph:
    paragraphs: list[WordParagraph] = document.paragraphs
    return next(one for one in paragraphs if words in one.text)


def heading(document: Any, words: str) -> WordParagraph:
    paragraphs: list[WordParagraph] = document.paragraphs
    return next(one for one in paragraphs if one.style is not None and one.style.name == "联盟条" and one.text.strip("\u3000").startswith(words))


def retype(one: WordParagraph, old: str, new: str) -> None:
    """Words typed over: what is typed looks as the first letter that was there."""
    start, at, typed = one.text.index(old), 0, new
    end = start + len(old)
    for part in one.runs:
        first, last = at, at + len(part.text)
        low, high, at = max(start, first), min(end, last), last
        if low < high:
            part.text = part.text[: low - first] + typed + part.text[high - first :]
            typed = ""


def retyped(document: Any, old: str, new: str) -> None:
    retype(holding(document, "遭受不可抗力的一方"), old, new)


def test_articles_joined_headings_and_facts_retyped_are_told_as_what_they_are(founded: Path, tmp_path: Path) -> None:
    def change(document: Any) -> None:
        joined = heading(document, "协商和保全")
        retype(joined, "\u3000协商和保全\u3000", "")
        joined.style = document.styles["联盟正文"]
        behind = heading(document, "完整协议和可分性")
        retype(behind, "\u3000完整协议和可分性\u3000", "")
        before: Any = behind._p.getprevious()
        for node in [node for node in behind._p if node.tag != qn("w:pPr")]:
            before.append(node)
        parent: Any = before.getparent()
        parent.remove(behind._p)
        force = heading(document, "不可抗力")
        for part in force.runs:
            words: Any = part._r
            words.getparent().remove(words)
        force.add_run("\u3000不可抗力和情势变更\u3000因不可抗力不能履行的，免除责任。")
        retype(holding(document, "申辩，并有权"), "十五日", "三十日")

    one = found_in(founded, changed(founded, tmp_path / "改.docx", change))
    assert set(one.found.removed) == {"negotiation", "severability"}
    assert not one.found.added
    assert not one.found.moved
    force = one.text.clause("force_majeure")
    assert force is not None
    assert force.rubric_text == "不可抗力和情势变更"
    assert [(fact.path, fact.new) for fact in one.found.facts] == [("expulsion.hearing_days", "三十")]


@pytest.fixture(scope="module")
def clashing(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier with an open conflict: the lawyer wrote 120 days, the facts say 60 now."""
    folder = Path(shutil.copytree(founded, tmp_path_factory.mktemp("clash") / "案卷"))
    file = changed(folder, folder.parent / "一.docx", lambda document: retype(holding(document, "要求退出的，应当提前"), "九十", "一百二十"))
    run("adopt", str(file), "--dossier", str(folder), "--yes", "--facts", "keep")
    Dossier.open(folder).save_answer("exit.notice_days", "60")
    assert "AD-ED-01" in run("build", str(folder), "--document", "agreement", status=None)
    return folder


def settled(document: Any, *, accept: bool) -> None:
    """Our change accepted or rejected, as Word does it."""
    for node in list(document.element.iter(qn("w:ins"), qn("w:del"))):
        if node.get(qn("w:author")) != proposed_by():
            continue
        if (node.tag == qn("w:ins")) == accept:
            for part in list(node):
                for words in part.findall(qn("w:delText")):
                    words.tag = qn("w:t")
                node.addprevious(part)
        node.getparent().remove(node)


@pytest.mark.parametrize(("accept", "days", "said"), [(True, "六十", "接受了按现有事实起草的文字"), (False, "一百二十", "保留了律师的文字")])
def test_a_conflict_can_be_decided_in_word(clashing: Path, tmp_path: Path, accept: bool, days: str, said: str) -> None:
    folder = Path(shutil.copytree(clashing, tmp_path / "案卷"))
    file = changed(folder, tmp_path / "定.docx", lambda document: settled(document, accept=accept))
    shown = run("adopt", str(file), "--dossier", str(folder), "--yes", "--facts", "correct")
    assert said in shown
    assert "已更正" not in shown
    assert "AD-ED-01" not in run("build", str(folder), "--document", "agreement", status=None)
    clause = read(paper(folder).read_bytes()).clause("withdrawal")
    assert clause is not None
    assert f"提前{days}日" in clause_text(clause)


def test_a_file_that_leaves_our_change_open_decides_nothing(clashing: Path, tmp_path: Path) -> None:
    file = changed(clashing, tmp_path / "别处.docx", lambda document: retype(holding(document, "申辩，并有权"), "陈述意见", "陈述和申辩意见"))
    one = found_in(clashing, file)
    assert one.decided == ()
    assert [edit.clause for edit in one.found.changed] == ["expulsion"]


def test_waiting_wording_of_another_file_is_not_dropped_by_an_update(founded: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(founded, tmp_path / "案卷"))
    for name, words in (("一", "及时采取措施"), ("二", "尽力采取措施")):
        worded = partial(retyped, old="采取措施", new=words)
        changed(folder, tmp_path / f"{name}.docx", worded)
    for name in ("一", "二"):
        run("adopt", str(tmp_path / f"{name}.docx"), "--dossier", str(folder), "--yes")
    assert "另一份返回文件" in run("clauses", "resolve", "agreement", "force_majeure", "--update", "--dossier", str(folder), status=2)
