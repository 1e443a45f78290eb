"""Our own files after a life in Word: runs split and joined, things typed, deleted, inserted, marks lost."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from lxml import etree

from alliance_docs.drafting.draft import (
    Chapter,
    Clause,
    Draft,
    Fact,
    Gap,
    Item,
    Paragraph,
    Signature,
    Table,
    Text,
    clause_text,
    plain,
)
from alliance_docs.word.package import Package, open_package
from alliance_docs.word.reader import read, read_identity
from alliance_docs.word.shell import common_shell
from alliance_docs.word.writer import Meta, write

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Change = Callable[[bytes, Callable[[Any], None]], bytes]


@pytest.fixture(scope="module")
def data(sample: Draft) -> bytes:
    return write(sample, common_shell(), Meta("案卷", "founding", "0.1"))


def paragraph(root: Any, words: str) -> Any:
    return next(node for node in root.iter(f"{W}p") if words in "".join(node.itertext(f"{W}t")))


def run(words: str, style: str = "") -> Any:
    node = etree.Element(f"{W}r")
    if style:
        etree.SubElement(etree.SubElement(node, f"{W}rPr"), f"{W}rStyle").set(f"{W}val", style)
    etree.SubElement(node, f"{W}t").text = words
    return node


def without_marks(root: Any, words: str) -> None:
    for mark in [*paragraph(root, words).iter(f"{W}bookmarkStart")]:
        mark.getparent().remove(mark)


def clause(draft: Draft, name: str) -> Clause:
    found = draft.clause(name)
    assert found is not None
    return found


def test_the_sample_comes_back(sample: Draft, data: bytes) -> None:
    assert read(data) == sample


def test_runs_split_by_word_read_the_same(sample: Draft, data: bytes, change: Change) -> None:
    def split(root: Any) -> None:
        for node in [*root.iter(f"{W}r")]:
            words = node.find(f"{W}t")
            if words is None or len(words.text or "") < 2 or words.text == "原样":
                continue
            other = deepcopy(node)
            other.set(f"{W}rsidR", "00A1B2C3")
            other.find(f"{W}t").text, words.text = words.text[1:], words.text[:1]
            node.addnext(other)
            node.addnext(etree.Element(f"{W}proofErr", {f"{W}type": "spellStart"}))

    assert read(change(data, split)) == sample


def test_styles_renamed_by_word_read_the_same(sample: Draft, data: bytes) -> None:
    """Word and WPS make new style ids when they save."""
    parts = dict(open_package(data).parts)
    for number, style in enumerate(common_shell().styles):
        for name in ("word/document.xml", "word/styles.xml", "word/numbering.xml"):
            parts[name] = parts[name].replace(f'"{style}"'.encode(), f'"a{number}"'.encode())
    assert read(Package(parts).to_bytes()) == sample


def test_the_same_fact_keeps_its_path_when_its_words_change(data: bytes, change: Change) -> None:
    def rename(root: Any) -> None:
        node = next(one for one in paragraph(root, "为促进").iter(f"{W}t") if one.text == "甘肃甲公司")
        node.text = "甘肃甲股份有限公司"

    first = clause(read(change(data, rename)), "purpose").blocks[0]
    assert isinstance(first, Paragraph)
    assert Fact("甘肃甲股份有限公司", "members[m01].name") in first.inlines
    assert Fact("12", "counts.members") in first.inlines


def test_what_was_typed_over_a_blank_is_told_with_its_path(data: bytes, change: Change) -> None:
    def fill(root: Any) -> None:
        next(one for one in root.iter(f"{W}t") if one.text == "【待填：联系电话】").text = "0931-8888888"

    words = [inline for block in clause(read(change(data, fill)), "purpose").blocks if isinstance(block, Paragraph) for inline in block.inlines]
    assert Fact("0931-8888888", "office.phone") in words


def test_an_article_typed_in_between_is_a_new_clause_and_numbers_move(sample: Draft, data: bytes, change: Change) -> None:
    def insert(root: Any) -> None:
        node = etree.Element(f"{W}p")
        properties = etree.SubElement(node, f"{W}pPr")
        etree.SubElement(properties, f"{W}pStyle").set(f"{W}val", "AlArticle")
        node.append(run("\u3000期限\u3000联盟存续期为五年。"))
        paragraph(root, "没有条标").addprevious(node)

    after = read(change(data, insert))
    new = next(one for one in after.clauses if sample.clause(one.id) is None)
    assert (new.kind, new.number, new.rubric_text, clause_text(new)) == ("article", 2, "期限", "期限\n联盟存续期为五年。")
    assert clause(after, "duties").number == 3
    assert replace_number(clause(after, "duties"), 2) == clause(sample, "duties")


def replace_number(one: Clause, number: int) -> Clause:
    from dataclasses import replace

    return replace(one, number=number)


def test_a_clause_whose_bookmark_is_gone_is_known_by_its_words(sample: Draft, data: bytes, change: Change) -> None:
    assert read(change(data, lambda root: without_marks(root, "没有条标"))) == sample


def test_deleted_article_is_gone_and_the_rest_is_the_same(sample: Draft, data: bytes, change: Change) -> None:
    def delete(root: Any) -> None:
        node = paragraph(root, "没有条标")
        for _ in range(4):
            node, gone = node.getnext(), node
            gone.getparent().remove(gone)

    after = read(change(data, delete))
    assert after.clause("duties") is None
    assert clause(after, "purpose") == clause(sample, "purpose")
    assert clause(after, "same").number == 3


def test_tracked_changes_read_as_accepted(data: bytes, change: Change) -> None:
    def track(root: Any) -> None:
        node = paragraph(root, "没有条标")
        runs = [one for one in node.iter(f"{W}r") if "没有条标" in "".join(one.itertext(f"{W}t"))]
        gone = etree.Element(f"{W}del", {f"{W}id": "900", f"{W}author": "律师"})
        new = etree.Element(f"{W}ins", {f"{W}id": "901", f"{W}author": "律师"})
        runs[0].addprevious(gone)
        gone.append(runs[0])
        for words in gone.iter(f"{W}t"):
            words.tag = f"{W}delText"
        new.append(run("改过的一款；争议由"))
        gone.addnext(new)

    assert plain(clause(read(change(data, track)), "duties").blocks[0].inlines).startswith("改过的一款；争议由【待选")  # type: ignore[union-attr]


def test_paragraphs_joined_by_a_tracked_deletion_are_one(data: bytes, change: Change) -> None:
    def join(root: Any) -> None:
        properties = paragraph(root, "甲；").find(f"{W}pPr")
        etree.SubElement(etree.SubElement(properties, f"{W}rPr"), f"{W}del", {f"{W}id": "902", f"{W}author": "律师"})

    blocks = clause(read(change(data, join)), "duties").blocks
    assert [plain(block.inlines) for block in blocks if isinstance(block, Item)] == ["甲；乙。"]


def test_a_tracked_row_that_was_deleted_is_not_read(data: bytes, change: Change) -> None:
    def delete(root: Any) -> None:
        row = next(root.iter(f"{W}tbl")).findall(f"{W}tr")[2]
        etree.SubElement(row.find(f"{W}trPr"), f"{W}del", {f"{W}id": "903", f"{W}author": "律师"})

    roster = clause(read(change(data, delete)), "table").blocks[0]
    assert isinstance(roster, Table)
    assert [row.key for row in roster.rows] == ["", "members[m01]", "members[m03]"]


def test_rows_keep_their_identity_when_sorted_anew(data: bytes, change: Change) -> None:
    def move(root: Any) -> None:
        rows = next(root.iter(f"{W}tbl")).findall(f"{W}tr")
        rows[3].addnext(rows[1])

    roster = clause(read(change(data, move)), "table").blocks[0]
    assert isinstance(roster, Table)
    assert [row.key for row in roster.rows] == ["", "members[m02]", "members[m03]", "members[m01]"]
    assert [plain(row.cells[1].paragraphs[0]) for row in roster.rows[1:]] == ["单位2", "单位3", "单位1"]
    assert [row.cells[1].paragraphs[0][0] for row in roster.rows[1:]] == [Fact(f"单位{n}", f"members[m{n:02}].name") for n in (2, 3, 1)]


def test_without_the_identity_part_the_structure_is_still_read(sample: Draft, data: bytes) -> None:
    parts = {name: part for name, part in open_package(data).parts.items() if not name.startswith("customXml/")}
    bare = Package(parts).to_bytes()
    assert read_identity(bare) is None
    after = read(bare)
    assert after.title == "章程"
    assert [part.title for part in after.body if isinstance(part, Chapter)] == ["总则", "附则"]
    kinds = [(one.kind, one.number, one.rubric_text) for one in after.clauses if one.kind != "passage"]
    assert kinds == [(one.kind, one.number, one.rubric_text) for one in sample.clauses if one.kind != "passage"]
    assert clause_text(after.clauses[1]) == clause_text(clause(sample, "purpose"))
    assert len(clause(after, "article_2").blocks) == 4


def test_an_identity_part_broken_by_hand_is_no_obstacle(data: bytes) -> None:
    parts = dict(open_package(data).parts)
    parts["customXml/item1.xml"] = parts["customXml/item1.xml"].replace(b'"marks"', b'"marx"')
    assert read(Package(parts).to_bytes()).title == "章程"


def test_bold_text_and_its_neighbours(data: bytes) -> None:
    assert clause(read(data), "duties").blocks[1] == Paragraph((Text("第二款："), Text("重要", True)))


def test_what_was_typed_into_room_for_handwriting_is_text(data: bytes, change: Change) -> None:
    def sign(root: Any) -> None:
        next(one for one in paragraph(root, "法定代表人（签字）").iter(f"{W}t") if set(one.text) == {"_"}).text = "__张三____"

    blocks = [block for block in clause(read(change(data, sign)), "signing").blocks if isinstance(block, Signature)]
    assert blocks[0].lines[1] == (Text("法定代表人（签字）："), Gap(1), Text("张三"), Gap(2))
    assert blocks[1].lines[1] == (Text("法定代表人（签字）："), Gap(6))
