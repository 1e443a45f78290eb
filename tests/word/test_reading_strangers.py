"""Documents not made here: typed numbers, automatic numbers, tables, and nonsense."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from alliance_docs.drafting.draft import (
    Box,
    Chapter,
    Clause,
    Draft,
    Gap,
    Item,
    Paragraph,
    Table,
    Text,
    clause_text,
    plain,
)
from alliance_docs.word.reader import read

Document = Callable[..., bytes]


def paragraphs(*lines: str) -> str:
    return "".join(f'<w:p><w:r><w:t xml:space="preserve">{line}</w:t></w:r></w:p>' for line in lines)


def shape(draft: Draft) -> list[tuple[str, int, str]]:
    return [
        ("chapter", part.number, part.title) if isinstance(part, Chapter) else (part.kind, part.number, part.rubric_text)
        for part in draft.body
    ]


def test_a_typed_charter(document: Document) -> None:
    title = '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>某某产业技术创新联盟章程</w:t></w:r></w:p>'
    draft = read(document(title + paragraphs(
        "第一章　总则", "第一条　为促进合作，制定本章程。", "第五条规定的成员，适用前款。", "第二条 宗旨  联盟宗旨如下：",
        "（一）协同创新；", "1、联合攻关；", "（1）共性技术；", "(二) 资源共享。", "第二章  成员", "第三条【加入】申请加入的，应当提交：",
        "附件1", "成员名单", "第一名成员。",
    )))  # fmt: skip
    assert draft.title == "某某产业技术创新联盟章程"
    assert shape(draft) == [
        ("passage", 0, ""), ("chapter", 1, "总则"), ("article", 1, ""), ("article", 2, "宗旨"), ("chapter", 2, "成员"),
        ("article", 3, "加入"), ("annex", 1, "成员名单"),
    ]  # fmt: skip
    second = draft.clauses[2]
    assert [(block.level, block.number) for block in second.blocks if isinstance(block, Item)] == [(1, 1), (2, 1), (3, 1), (1, 2)]
    assert len(draft.clauses[1].blocks) == 2
    assert clause_text(draft.clauses[-1]) == "成员名单\n第一名成员。"


def test_a_letter_with_headings_has_sections(document: Document) -> None:
    draft = read(document(paragraphs("一、基本情况", "联盟由十二家单位组成。", "（一）发展现状", "现状良好。", "二、主要任务", "（一）研究关键技术；", "附件：1.章程")))
    assert shape(draft) == [
        ("section", 1, "基本情况"), ("section", 1, "发展现状"), ("section", 2, "主要任务"),
    ]  # fmt: skip
    assert draft.clauses[1].level == 2
    assert draft.clauses[2].blocks == (Item(1, 1, (Text("研究关键技术；"),)), Paragraph((Text("附件：1.章程"),), "attachment-note"))


def test_automatic_numbers_are_read_like_typed_ones(document: Document) -> None:
    numbering = (
        '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )

    def numbered(level: int, words: str) -> str:
        return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'

    body = numbered(0, "为合作，制定本章程。") + numbered(1, "甲；") + numbered(1, "乙；") + numbered(0, "本联盟设理事会。") + numbered(1, "丙；")
    draft = read(document(body, numbering=numbering))
    assert shape(draft) == [("article", 1, ""), ("article", 2, "")]
    assert [block.number for one in draft.clauses for block in one.blocks if isinstance(block, Item)] == [1, 2, 1]


def test_boxes_and_room_to_write_are_told(document: Document) -> None:
    draft = read(document(paragraphs("同意□ 不同意☑ 签名____")))
    assert draft.clauses[0].blocks == (
        Paragraph((Text("同意"), Box(), Text(" 不同意"), Box(True), Text(" 签名"), Gap(4))),
    )


def test_a_table_with_merged_cells(document: Document) -> None:
    def cell(words: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs(words)}</w:tc>"

    wide, top = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>'
    table = (
        "<w:tbl><w:tblGrid><w:gridCol w:w='1000'/><w:gridCol w:w='3000'/></w:tblGrid>"
        f"<w:tr>{cell('表', wide)}</w:tr><w:tr>{cell('甲', top)}{cell('1')}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge/>')}{cell('2')}</w:tr></w:tbl>"
    )
    found = read(document(table + paragraphs("完"))).clauses[0].blocks[0]
    assert isinstance(found, Table)
    assert found.widths == (25, 75)
    assert [[(plain(one.paragraphs[0]), one.span, one.rows) for one in row.cells] for row in found.rows] == [
        [("表", 2, 1)], [("甲", 1, 2), ("1", 1, 1)], [("", 1, 0), ("2", 1, 1)],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "", "<w:p/>", "<w:tbl/>", "<w:tbl><w:tr/></w:tbl>", '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p><w:p><w:r><w:t>后</w:t></w:r></w:p>',
        '<w:p><w:r><w:fldChar w:fldCharType="end"/><w:t>后</w:t></w:r></w:p>', '<w:p><w:pPr><w:numPr><w:numId w:val="x"/></w:numPr></w:pPr></w:p>',
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>后</w:t></w:r></w:p></w:sdtContent></w:sdt>", "<w:altChunk/>", "<w:p><!-- x --><?y z?></w:p>",
        '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>', "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>",
    ],
)  # fmt: skip
def test_odd_documents_are_read_without_a_fall(document: Document, body: str) -> None:
    draft = read(document(body))
    if "后" in body:
        assert "后" in "".join(map(clause_text, draft.clauses))


def test_a_page_break_within_a_paragraph_parts_it(document: Document) -> None:
    body = '<w:p><w:r><w:t>前</w:t><w:br w:type="page"/><w:t>后</w:t></w:r></w:p>'
    assert [type(block).__name__ for block in read(document(body)).clauses[0].blocks] == ["Paragraph", "PageBreak", "Paragraph"]


def test_clause_ids_of_strangers_are_their_own(document: Document) -> None:
    draft = read(document(paragraphs("第一条　甲。", "第二条　乙。", "第一条　丙。", "第二条　丁。")))
    names = [one.id for one in draft.clauses]
    assert len(set(names)) == len(names) == 4
    assert all(isinstance(one, Clause) for one in draft.body)
