"""check --fix: what is corrected mechanically in a stranger's file, what is left and said, and that nothing else changes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from alliance_docs.checks.written import Left
from alliance_docs.dossier.checking import check_path
from alliance_docs.dossier.fixing import Fixed, fix
from alliance_docs.word.lines import lines
from alliance_docs.word.ooxml import W
from alliance_docs.word.package import Package, open_package
from alliance_docs.word.reader import read
from alliance_docs.word.views import View, settle

DAY = dt.date(2026, 11, 22)
TITLE = "某某储能材料产业技术创新联盟组建协议"


def written(path: Path, *typed: str, title: str = TITLE) -> Path:
    made: Any = docx.Document()
    for line in (title, *typed):
        made.add_paragraph(line)
    path.parent.mkdir(parents=True, exist_ok=True)
    made.save(path)
    return path


def fixed(*paths: Path, document: str | None = "agreement") -> tuple[Fixed, ...]:
    checked = [check_path(path, DAY, document=document) for path in paths]
    return fix(checked, paths[0].parent / "改正", DAY)


def settled(path: Path, view: View) -> bytes:
    """Accept or reject every tracked change, as Word does."""
    package = open_package(path.read_bytes())
    name = package.document_name()
    root = package.xml(name)
    settle(root, view)
    for node in list(root.iter(f"{W}ins")):
        place = node.getparent().index(node)
        for child in reversed(list(node)):
            node.getparent().insert(place, child)
        node.getparent().remove(node)
    return Package({**package.parts, name: etree.tostring(root)}).to_bytes()


def corrected(folder: Path, *typed: str) -> tuple[list[str], tuple[Left, ...]]:
    """The lines as they read once every change is accepted, and what was left."""
    path = written(folder / "协议.docx", *typed)
    (one,) = fixed(path)
    after = [line.text for line in lines(settled(one.copy or path, "accepted"))]
    assert [line.text for line in lines(settled(one.copy or path, "original"))] == [TITLE, *typed]
    return after[1:], one.left


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("理事会决议须经半数以上理事同意。", "理事会决议须经过半数理事同意。"),
        ("成员单位二分之一以上出席方可开会。", "成员单位过半数出席方可开会。"),
        ("经超过半数以上理事同意，方为通过。", "经过半数理事同意，方为通过。"),
        ("根据《中华人民共和国合同法》订立。", "根据《中华人民共和国民法典》订立。"),
        ("根据《合同法》、《物权法》和《公司法》订立。", "根据《民法典》和《公司法》订立。"),
        ("根据《中华人民共和国民法典》、《合同法》订立。", "根据《中华人民共和国民法典》订立。"),
        ("依照合同法的规定处理。", "依照民法典的规定处理。"),
        ("本协议于二O一二年六月签订。", "本协议于二〇一二年六月签订。"),
        ("本协议于二0一二年、2O12年、二〇二Ｏ年签订。", "本协议于二〇一二年、2012年、二〇二〇年签订。"),
        ("某某公司(以下简称甲方)牵头,各方配合;甲方负责。", "某某公司（以下简称甲方）牵头，各方配合；甲方负责。"),
        ("依照省政发[2012]15号文件办理。", "依照省政发〔2012〕15号文件办理。"),
        ("（一）半数以上理事同意\n方可通过；", "（一）过半数理事同意\n方可通过；"),
    ],
)
def test_what_is_mechanical_is_corrected(tmp_path: Path, typed: str, right: str) -> None:
    after, left = corrected(tmp_path, "第一条 总则", typed)
    assert (after[1], left) == (right, ())


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("依照《合同法》第五十二条处理。", "其后有条号"),
        ("依照《最高人民法院关于适用《合同法》若干问题的解释》处理。", "司法解释"),
        ("同意的理事不少于半数以上。", "一并改写"),
        ("经半数以上（含半数）理事同意。", "一并改写"),
        ("经50%以上理事同意。", "没有可以照改的写法"),
        ("本协议于二O○○年签订。", "没有可以照改的写法"),
    ],
)
def test_what_needs_judgement_is_left_and_said(tmp_path: Path, typed: str, why: str) -> None:
    after, left = corrected(tmp_path, "第一条 总则", typed)
    assert after[1] == typed
    assert [why in one.why for one in left] == [True]


@pytest.mark.parametrize("typed", ["以半数以上股权质押。", "《劳动合同法》另有规定的除外。", "会议于9:30开始，比例为1:2。", "于二〇一二年签订。"])
def test_what_is_right_stays(tmp_path: Path, typed: str) -> None:
    path = written(tmp_path / "协议.docx", "第一条 总则", typed)
    (one,) = fixed(path)
    assert (one.copy, one.changes, one.left) == (None, (), ())


ARTICLES = ("第一条 总则内容。", "第二条 组织内容。", "第四条 经费内容。", "第五条 成果内容。")


def test_a_gap_is_closed_and_typed_references_follow(tmp_path: Path) -> None:
    after, left = corrected(
        tmp_path, *ARTICLES, "第六条 依照第四条、本协议第五条第二款和《公司法》第四条、第五条办理，参照第四、六条。", "第七条 依照第一条办理。"
    )
    assert after[2:] == [
        "第三条 经费内容。", "第四条 成果内容。",
        "第五条 依照第三条、本协议第四条第二款和《公司法》第四条、第五条办理，参照第三、五条。", "第六条 依照第一条办理。",
    ]  # fmt: skip
    assert left == ()


def test_a_double_is_counted_on_and_a_reference_to_it_is_left_and_said(tmp_path: Path) -> None:
    after, left = corrected(tmp_path, *ARTICLES[:2], "第2条 经费内容。", "第３条 依照第二条、第三条办理。", "第四条 附则内容。")
    assert after[2:] == ["第3条 经费内容。", "第４条 依照第二条、第四条办理。", "第五条 附则内容。"]
    (one,) = left
    assert (one.location, one.text) == ("第三条", "第二条、第三条") or one.text == "第二条"
    assert "原有两处第二条" in one.why
    assert "第三条" in one.why


def test_one_wrong_number_among_right_ones_is_a_slip(tmp_path: Path) -> None:
    after, _ = corrected(tmp_path, "第一条 甲。", "第二条 乙。", "第十三条 丙。", "第四条 丁。", "第五条 戊。")
    assert [line[:3] for line in after] == ["第一条", "第二条", "第三条", "第四条", "第五条"]


@pytest.mark.parametrize(
    "typed",
    [
        ("第一条 甲。", "第二条 乙。", "第九条 丙。", "第十条 丁。"),
        ("第三条 甲。", "第四条 乙。", "第六条 丙。"),
    ],
)
def test_numbers_that_may_be_missing_pages_are_left(tmp_path: Path, typed: tuple[str, ...]) -> None:
    after, left = corrected(tmp_path, *typed)
    assert after == list(typed)
    assert all("条号没有改" in one.why for one in left)
    assert left


def test_a_doubtful_reference_is_said(tmp_path: Path) -> None:
    after, left = corrected(tmp_path, *ARTICLES, "第六条 依照财务管理办法和第五条办理。")
    assert after[-1] == "第五条 依照财务管理办法和第五条办理。"
    assert ["请核对" in one.why and one.text for one in left] == ["第五条"]


def test_what_is_left_stands_in_the_copy_as_a_comment(tmp_path: Path) -> None:
    path = written(tmp_path / "协议.docx", *ARTICLES, "第六条 依照财务管理办法和第五条办理。")
    (one,) = fixed(path)
    assert one.copy is not None
    package = open_package(one.copy.read_bytes())
    (comment,) = package.xml("word/comments.xml").iter(f"{W}comment")
    assert "第五条" in "".join(text.text or "" for text in comment.iter(f"{W}t"))


def test_articles_in_one_paragraph_are_told_apart(tmp_path: Path) -> None:
    after, _ = corrected(tmp_path, "第一条 甲。\n第三条 乙，见第四条。\n第四条 丙。")
    assert after == ["第一条 甲。\n第二条 乙，见第三条。\n第三条 丙。"]


def test_numbers_of_another_document_that_changed_are_said(tmp_path: Path) -> None:
    one = written(tmp_path / "章程.docx", *ARTICLES, title="某某储能材料产业技术创新联盟章程")
    two = written(tmp_path / "协议.docx", "第一条 依照《某某储能材料产业技术创新联盟章程》第五条办理。", "第二条 附则内容。")
    first, second = fixed(one, two, document=None)
    assert [change.new for change in first.changes] == ["第三条", "第四条"]
    assert second.changes == ()
    assert [(left.text, "核对" in left.why) for left in second.left] == [("《某某储能材料产业技术创新联盟章程》第五条", True)]


def change(path: Path, old: str, new: str) -> None:
    package = open_package(path.read_bytes())
    xml = package.parts["word/document.xml"].decode()
    assert old in xml
    path.write_bytes(Package({**package.parts, "word/document.xml": xml.replace(old, new).encode()}).to_bytes())


def test_others_tracked_changes_and_fields_are_left_and_said(tmp_path: Path) -> None:
    path = written(tmp_path / "协议.docx", *ARTICLES, "第六条 AA理事同意，依照BB办理。")
    change(path, "AA", '半数</w:t></w:r><w:ins w:id="7" w:author="张律师"><w:r><w:t>以上</w:t></w:r></w:ins><w:r><w:t>')
    change(path, "BB", '</w:t></w:r><w:fldSimple w:instr="REF _a \\h"><w:r><w:t>第五条</w:t></w:r></w:fldSimple><w:r><w:t>')
    (one,) = fixed(path)
    assert one.copy is not None
    assert sorted(left.why[:3] for left in one.left) == ["已经有", "是域的"]
    assert [line.text for line in lines(settled(one.copy, "accepted"))][-1] == "第五条 半数以上理事同意，依照第五条办理。"


def test_numbers_are_put_in_order_all_or_none(tmp_path: Path) -> None:
    path = written(tmp_path / "协议.docx", *ARTICLES[:2], "第四条 经费内容。", "CC", "第六条 依照第五条办理。")
    change(path, "<w:r><w:t>CC</w:t></w:r>", '<w:ins w:id="7" w:author="张律师"><w:r><w:t>第五条 新增内容。</w:t></w:r></w:ins>')
    (one,) = fixed(path)
    assert (one.copy, one.changes) == (None, ())
    assert {left.rule for left in one.left} == {"LC-FM-09"}
    assert all("修订" in left.why for left in one.left)


def test_automatic_numbers_are_never_touched(tmp_path: Path) -> None:
    path = tmp_path / "协议.docx"
    made: Any = docx.Document()
    for line in (TITLE, *ARTICLES):
        made.add_paragraph(line)
    number = made.part.numbering_part.element.xpath("//w:num/@w:numId")[0]
    properties = made.paragraphs[1]._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = int(number)
    made.save(path)
    (one,) = fixed(path)
    assert all(spot.words not in ("一", "1") for change in one.changes for spot in change.spots)


def test_a_second_fix_on_the_accepted_copy_finds_nothing(tmp_path: Path) -> None:
    path = written(tmp_path / "协议.docx", *ARTICLES, "第六条 二O一二年(首年)的决议,依照《合同法》经半数以上理事同意,依照第五条办理。")
    (one,) = fixed(path)
    assert one.copy is not None
    again = tmp_path / "再" / "协议.docx"
    again.parent.mkdir()
    again.write_bytes(settled(one.copy, "accepted"))
    assert [(each.copy, each.changes, each.left) for each in fixed(again)] == [(None, (), ())]
    assert read(settled(one.copy, "original")) == read(path.read_bytes())


PIECES = ("经半数以上理事同意", "依照《合同法》", "、《担保法》", "第五条", "(甲)", ",", "二O一二年", "本协议第二条", "。", "\n", "《公司法》第三条", "不", "第 ２ 条", "政发[2012]3号")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=6), max_size=5), st.lists(st.integers(1, 7), max_size=5))
def test_any_text_can_be_accepted_or_rejected(tmp_path: Path, pieces: list[list[str]], numbers: list[int]) -> None:
    typed = [f"第{number}条 {''.join(words)}" for number, words in zip(numbers, pieces, strict=False)]
    path = written(tmp_path / "协议.docx", *typed)
    (one,) = fixed(path)
    if one.copy is None:
        return
    before, after = ([line.text for line in lines(data)] for data in (path.read_bytes(), settled(one.copy, "accepted")))
    for number, line in enumerate(before):
        spots = sorted((spot for change in one.changes for spot in change.spots if spot.paragraph == number), key=lambda spot: -spot.start)
        for spot in spots:
            line = line[: spot.start] + spot.words + line[spot.end :]
        assert after[number] == line
    assert [line.text for line in lines(settled(one.copy, "original"))] == before
    assert read(settled(one.copy, "original")) == read(path.read_bytes())
    one.copy.unlink()
