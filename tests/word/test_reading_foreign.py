"""Files made in Word, WPS or by hand: every way of numbering, and every place in a file where words can stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from alliance_docs.drafting.draft import (
    Blank,
    Box,
    Chapter,
    Draft,
    Item,
    OpaqueInline,
    Table,
    clause_inlines,
    clause_text,
    plain,
)
from alliance_docs.word.embedded import kind_of
from alliance_docs.word.package import Package, open_package
from alliance_docs.word.reader import read, read_for_check

Document = Callable[..., bytes]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
WPS = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
V = 'xmlns:v="urn:schemas-microsoft-com:vml"'
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def para(words: str, properties: str = "", look: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(words, look)}</w:p>"


def lines(*words: str) -> str:
    return "".join(map(para, words))


def words(draft: Draft) -> str:
    chapters = "\n".join(part.title for part in draft.body if isinstance(part, Chapter))
    return chapters + "\n" + "\n".join(map(clause_text, draft.clauses))


def shape(draft: Draft) -> list[tuple[str, int, str]]:
    return [
        ("chapter", part.number, part.title) if isinstance(part, Chapter) else (part.kind, part.number, part.rubric_text)
        for part in draft.body
    ]


def items(draft: Draft) -> list[tuple[int, int]]:
    return [(block.level, block.number) for one in draft.clauses for block in one.blocks if isinstance(block, Item)]


# --- typed numbers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["第三条", "第3条", "第 3 条", "第３条", "　　第三条", "第 三 条"])
def test_an_article_however_its_number_is_typed(document: Document, written: str) -> None:
    draft = read(document(lines("第一条 甲方应当出资。", "第二条 乙方应当出资。", f"{written}　争议解决　双方应当协商。")))
    assert shape(draft)[2] == ("article", 3, "争议解决")


def test_a_rubric_in_round_brackets(document: Document) -> None:
    draft = read(document(lines("第一条（目的）为合作制定。", "第二条（一）甲方出资；", "第三条（争议解决）双方应当协商。")))
    assert [part.rubric_text for part in draft.clauses] == ["目的", "", "争议解决"]


def test_an_agreement_parted_by_han_numbers(document: Document) -> None:
    text = lines(
        "合作协议", "一、甲方负责提供场地，并承担水电费用。", "二、知识产权", "共同完成的成果由双方共有。",
        "三、双方发生争议的，应当先协商，协商不成的向甲方所在地人民法院起诉。", "（一）协商期限为三十日；",
    )  # fmt: skip
    draft = read(document(text))
    assert [(kind, number) for kind, number, _ in shape(draft)] == [("passage", 0), ("section", 1), ("section", 2), ("section", 3)]
    assert draft.clauses[2].rubric_text == "知识产权"
    assert clause_text(draft.clauses[3]).startswith("双方发生争议的")


def test_an_agreement_in_decimals(document: Document) -> None:
    text = lines(
        "框架合同", "1. 定义", "1.1 “成果”指本项目的技术成果。", "1.2　期限为三年。", "1.2.1 自签署之日起算。", "2. 出资", "2.1甲方出资100万元。",
        "3.5万元由乙方承担。",
    )  # fmt: skip
    draft = read(document(text))
    assert shape(draft) == [("passage", 0, ""), ("section", 1, "定义"), ("section", 2, "出资")]
    assert items(draft) == [(1, 1), (1, 2), (2, 1), (1, 1)]
    assert "3.5万元由乙方承担" in words(draft)


def test_decimals_below_an_article(document: Document) -> None:
    draft = read(document(lines("第一条　目的。", "第三条　出资", "3.1 甲方出资。", "3.1.2 以现金出资。", "3.2亿元以内由理事会决定。")))
    assert items(draft) == [(1, 1), (2, 2)]


def test_running_numbers_part_a_short_agreement(document: Document) -> None:
    draft = read(document(lines("协议", *(f"{number}、甲方应当履行第{number}项义务，不得迟延。" for number in range(1, 6)))))
    assert [number for kind, number, _ in shape(draft) if kind == "section"] == [1, 2, 3, 4, 5]


def test_a_list_in_a_letter_is_no_running_number(document: Document) -> None:
    draft = read(document(lines("一、任务", "1、研究；", "2、开发；", "二、保障", "1、经费；", "2、人员。")))
    assert shape(draft) == [("section", 1, "任务"), ("section", 2, "保障")]
    assert items(draft) == [(2, 1), (2, 2), (2, 1), (2, 2)]


@pytest.mark.parametrize("head", [para("第三章") + para("经费"), para("第三章 ") + para("经费"), "<w:p><w:r><w:t>第三章</w:t><w:br/><w:t>经费</w:t></w:r></w:p>"])
def test_a_chapter_and_its_title_on_the_next_line(document: Document, head: str) -> None:
    draft = read(document(lines("第一条　甲。", "第二条　乙。") + head + lines("第三条　丙。")))
    assert shape(draft)[2] == ("chapter", 3, "经费")


def test_sections_of_a_chapter_end_the_article_before(document: Document) -> None:
    draft = read(document(lines("第三章 组织机构", "第一条　成员大会。", "第二节　理事会", "第二条　理事会。")))
    assert shape(draft) == [("chapter", 3, "组织机构"), ("article", 1, ""), ("passage", 0, "第二节　理事会"), ("article", 2, "")]


def test_soft_line_breaks_part_articles_but_not_sentences(document: Document) -> None:
    body = "<w:p>" + "<w:r><w:br/></w:r>".join(
        run(line) for line in ("第一条　目的", "为合作，", "制定本协议。", "第二条　出资", "（一）甲方；", "（二）乙方。")
    ) + "</w:p>"  # fmt: skip
    draft = read(document(body))
    assert shape(draft)[0][:2] == ("article", 1)
    assert shape(draft)[1] == ("article", 2, "出资")
    assert items(draft) == [(1, 1), (1, 2)]
    assert "为合作，\n制定本协议。" in words(draft)


def test_annexes_typed_without_a_gap(document: Document) -> None:
    text = lines("第一条　甲。", "第二条　下列附件有同等效力：", "附件1：名单；", "附件1名单", "张三。", "附件1所列单位应当出资", "附件2 分工表", "李四。")
    assert shape(read(document(text)))[2:] == [("annex", 1, "名单"), ("annex", 2, "分工表")]


def test_numbers_nobody_can_read_stay_words(document: Document) -> None:
    draft = read(document(lines("第一条　甲。", "第二条　乙。", "（十十）丙。", "第十十章　丁")))
    assert "（十十）丙。" in words(draft)
    assert "第十十章　丁" in words(draft)


# --- automatic numbers -------------------------------------------------------------------------------------------


def numbering(levels: str, instances: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{instances}</w:numbering>'


def level(number: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbered(words: str, at: int = 0, instance: int = 1) -> str:
    return para(words, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{instance}"/></w:numPr>')


@pytest.mark.parametrize("form", ["chineseCounting", "chineseCountingThousand", "japaneseCounting", "decimal", "decimalFullWidth"])
def test_articles_numbered_by_word(document: Document, form: str) -> None:
    parts = numbering(level(0, form, "第%1条"))
    draft = read(document("".join(numbered(f"第{n}款。") for n in range(1, 13)), numbering=parts))
    assert [one.number for one in draft.clauses] == list(range(1, 13))


def test_decimals_numbered_by_word_part_the_text(document: Document) -> None:
    parts = numbering(level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2") + level(2, "decimal", "%1.%2.%3"))
    body = numbered("定义") + numbered("甲。", 1) + numbered("乙。", 1) + numbered("丙。", 2) + numbered("出资") + numbered("丁。", 1)
    draft = read(document(body, numbering=parts))
    assert shape(draft) == [("section", 1, "定义"), ("section", 2, "出资")]
    assert items(draft) == [(1, 1), (1, 2), (2, 1), (1, 1)]


def test_a_list_linked_to_styles_and_one_that_begins_anew(document: Document) -> None:
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:styleId="A"><w:name w:val="条"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="项"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
    )
    parts = numbering(
        level(0, "chineseCounting", "第%1条", '<w:pStyle w:val="A"/>') + level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="B"/>'),
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="1"/></w:lvlOverride></w:num>',
    )
    body = para("甲：", '<w:pStyle w:val="A"/>') + para("乙；", '<w:pStyle w:val="B"/>') + para("丙；", '<w:pStyle w:val="B"/>')
    body += numbered("丁。", 1, 2) + para("戊。", '<w:pStyle w:val="A"/>')
    draft = read(document(body, styles=styles, numbering=parts))
    assert shape(draft) == [("article", 1, ""), ("article", 2, "")]
    assert items(draft) == [(1, 1), (1, 2), (1, 1)]


def test_articles_run_on_through_chapters(document: Document) -> None:
    parts = numbering(level(0, "chineseCounting", "第%1章 ") + level(1, "chineseCounting", "第%2条　", '<w:lvlRestart w:val="0"/>'))
    body = numbered("总则") + numbered("甲。", 1) + numbered("乙。", 1) + numbered("附则") + numbered("丙。", 1)
    assert shape(read(document(body, numbering=parts))) == [
        ("chapter", 1, "总则"), ("article", 1, ""), ("article", 2, ""), ("chapter", 2, "附则"), ("article", 3, ""),
    ]  # fmt: skip


# --- headings ----------------------------------------------------------------------------------------------------


def test_headings_without_numbers(document: Document) -> None:
    body = para("储能联盟组建方案", '<w:jc w:val="center"/>', '<w:b/><w:sz w:val="44"/>')
    body += para("基本情况", '<w:outlineLvl w:val="0"/>') + para("联盟由十家单位组成。")
    body += para("主要任务", "", "<w:b/>") + para("研究关键技术。", "", "<w:b/>")
    draft = read(document(body))
    assert draft.title == "储能联盟组建方案"
    assert shape(draft) == [("passage", 0, ""), ("section", 0, "基本情况"), ("section", 0, "主要任务")]
    assert clause_text(draft.clauses[2]) == "主要任务\n研究关键技术。"


def test_a_centred_bold_head_is_a_chapter_among_articles(document: Document) -> None:
    body = para("储能联盟章程", '<w:jc w:val="center"/>', '<w:b/><w:sz w:val="44"/>') + para("总　则", '<w:jc w:val="center"/>', "<w:b/>")
    body += lines("第一条　甲。", "第二条　乙。") + para("附　则", '<w:jc w:val="center"/>', "<w:b/>") + para("第三条　丙。")
    draft = read(document(body))
    assert draft.title == "储能联盟章程"
    assert [part.title for part in draft.body if isinstance(part, Chapter)] == ["总　则", "附　则"]


def test_a_title_of_two_lines(document: Document) -> None:
    look = '<w:b/><w:sz w:val="44"/>'
    body = para("甘肃省储能材料", '<w:jc w:val="center"/>', look) + para("产业技术创新联盟章程", '<w:jc w:val="center"/>', look)
    assert read(document(body + lines("第一条　甲。", "第二条　乙。"))).title == "甘肃省储能材料产业技术创新联盟章程"


def test_a_table_of_contents_is_not_the_text_twice(document: Document) -> None:
    field = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    contents = (
        f"<w:p>{field.format('begin')}<w:r><w:instrText> TOC \\o </w:instrText></w:r>{field.format('separate')}{run('第一条　甲')}<w:r><w:tab/></w:r>{run('1')}</w:p>"
        f"<w:p>{run('第二条　乙')}<w:r><w:tab/></w:r>{run('2')}{field.format('end')}</w:p>"
    )
    typed = lines("第一条　甲………………1", "第二条　乙......2")
    draft = read(document(contents + typed + lines("第一条　甲。", "第二条　乙。")))
    assert [one.number for one in draft.clauses] == [0, 1, 2]
    assert len([one for one in clause_text(draft.clauses[0]).split("\n") if one]) == 4


def test_a_contents_field_that_never_ends_hides_no_article(document: Document) -> None:
    field = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    start = f"<w:p>{field.format('begin')}<w:r><w:instrText>TOC</w:instrText></w:r>{field.format('separate')}{run('目录')}</w:p>"
    assert [one.number for one in read(document(start + lines("第一条　甲。", "第二条　乙。"))).clauses] == [0, 1, 2]


# --- where words stand -------------------------------------------------------------------------------------------


BOXED = f"<w:txbxContent>{lines('第三条　文本框里的一条。')}</w:txbxContent>"


@pytest.mark.parametrize(
    "box",
    [
        f"<w:r><w:drawing><wps:wsp {WPS}><wps:txbx>{BOXED}</wps:txbx></wps:wsp></w:drawing></w:r>",
        f"<w:r><w:pict><v:shape {V}><v:textbox>{BOXED}</v:textbox></v:shape></w:pict></w:r>",
        f"<w:r><mc:AlternateContent {MC}><mc:Choice Requires='wps'><w:drawing><wps:wsp {WPS}><wps:txbx>{BOXED}</wps:txbx></wps:wsp></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:shape {V}><v:textbox>{BOXED}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
    ],
    ids=["drawing", "vml", "both"],
)
def test_words_in_a_text_box_are_text_and_stand_there_once(document: Document, box: str) -> None:
    draft = read(document(lines("第一条　甲。", "第二条　乙。") + f"<w:p>{run('锚')}{box}</w:p>"))
    assert shape(draft)[-1][:2] == ("article", 3)
    assert words(draft).count("文本框里的一条。") == 1
    assert "锚" in words(draft)
    in_cell = read(document(f"<w:tbl><w:tr><w:tc><w:p>{box}</w:p></w:tc></w:tr></w:tbl>"))
    assert words(in_cell).count("文本框里的一条。") == 1


def test_notes_stand_where_they_are_called(document: Document) -> None:
    notes = f'<w:{{0}}s {W}><w:{{0}} w:id="2"><w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>{run("见附件")}</w:p></w:{{0}}></w:{{0}}s>'
    body = f'<w:p>{run("甲")}<w:r><w:footnoteReference w:id="2"/></w:r>{run("乙")}<w:r><w:endnoteReference w:id="2"/></w:r></w:p>'
    draft = read(document(body, footnotes=notes.format("footnote"), endnotes=notes.format("endnote")))
    assert words(draft).strip() == "甲〔注：见附件〕乙〔注：见附件〕"


def test_headers_and_footers_that_print(document: Document) -> None:
    links = "".join(f'<Relationship Id="h{n}" Type="{OFFICE}/header" Target="header{n}.xml"/>' for n in (1, 2))
    parts = {f"header{n}": f"<w:hdr {W}>{para(f'页眉{n}')}</w:hdr>" for n in (1, 2)}
    section = f'<w:sectPr {R}><w:headerReference w:type="default" r:id="h1"/><w:headerReference w:type="first" r:id="h2"/></w:sectPr>'
    files = dict(open_package(document(lines("甲") + section, **parts)).parts)
    files["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{LINKS}">{links}</Relationships>'.encode()
    text = words(read(Package(files).to_bytes()))
    assert "页眉1" in text
    assert "页眉2" not in text


def test_content_controls_and_what_nobody_filled_in(document: Document) -> None:
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = control.format("", lines("第一条　块。")) + f"<w:p>{run('第二条　')}{control.format('', run('行。'))}</w:p>"
    body += f"<w:p>{run('地址：')}{control.format('<w:showingPlcHdr/>', run('单击此处输入文字'))}</w:p>"
    body += f"<w:tbl><w:tr>{control.format('', '<w:tc>' + lines('格') + '</w:tc>')}</w:tr></w:tbl>"
    draft = read(document(body))
    assert [one.number for one in draft.clauses] == [1, 2]
    assert "行。" in words(draft)
    assert "格" in words(draft)
    assert Blank("单击此处输入文字") in [inline for one in draft.clauses for line in clause_inlines(one) for inline in line]


def test_fields_show_their_results_and_not_their_codes(document: Document) -> None:
    def field(code: str, result: str) -> str:
        parts = [f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>']
        if result:
            parts.append(f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}')
        return "".join([*parts, '<w:r><w:fldChar w:fldCharType="end"/></w:r>'])

    body = f"<w:p>{field('REF _a', '第五条')}{field('DATE', '2026年3月1日')}{field('MERGEFIELD 名', '甲公司')}{field('SEQ', '')}"
    body += f'<w:fldSimple w:instr="DOCPROPERTY x">{run("乙公司")}</w:fldSimple><w:hyperlink>{run("链接")}</w:hyperlink></w:p>'
    assert words(read(document(body))).strip() == "第五条2026年3月1日甲公司乙公司链接"


def test_old_form_fields(document: Document) -> None:
    def begin(data: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'

    box = begin('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>')
    choice = begin('<w:ddList><w:result w:val="1"/><w:listEntry w:val="仲裁"/><w:listEntry w:val="诉讼"/></w:ddList>')
    draft = read(document(f"<w:p>{box}{choice}</w:p>"))
    assert next(inline for line in clause_inlines(draft.clauses[0]) for inline in line) == Box(True)
    assert "诉讼" in words(draft)


def test_symbols(document: Document) -> None:
    body = '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + run("同意") + run("\uf0a8", '<w:rFonts w:ascii="Wingdings"/>')
    body += '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r><w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r></w:p>'
    draft = read(document(body))
    assert words(draft).strip() == "☑同意□√"
    kept = [inline for line in clause_inlines(draft.clauses[0]) for inline in line if isinstance(inline, OpaqueInline)]
    assert [kind_of(one.xml) for one in kept] == ["symbol"]


def test_hidden_words_do_not_count(document: Document) -> None:
    styles = f'<w:styles {W}><w:style w:type="character" w:styleId="H"><w:name w:val="暗"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    body = "<w:p>" + run("甲") + run("乙", "<w:vanish/>") + run("丙", '<w:rStyle w:val="H"/>')
    body += run("丁", '<w:rStyle w:val="H"/><w:vanish w:val="0"/>') + "</w:p>"
    draft = read(document(body, styles=styles))
    assert words(draft).strip() == "甲丁"
    kept = [inline for line in clause_inlines(draft.clauses[0]) for inline in line if isinstance(inline, OpaqueInline)]
    assert [kind_of(one.xml) for one in kept] == ["hidden", "hidden"]


def test_a_heading_that_runs_on_into_its_text(document: Document) -> None:
    parts = numbering(level(0, "chineseCounting", "第%1条　"))
    hidden = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:specVanish/></w:rPr>'
    body = "".join(para(f"标题{n}", hidden) + para("　正文。") for n in (1, 2))
    assert shape(read(document(body, numbering=parts))) == [("article", 1, "标题1"), ("article", 2, "标题2")]


def test_tables_within_tables_and_numbers_in_cells(document: Document) -> None:
    parts = numbering(level(0, "decimal", "%1."))
    inner = f"<w:tbl><w:tr><w:tc>{lines('内')}</w:tc></w:tr></w:tbl>"
    body = f"<w:tbl><w:tr><w:tc>{lines('外')}{inner}<w:p/></w:tc><w:tc>{numbered('条件')}</w:tc></w:tr></w:tbl>"
    table = read(document(body, numbering=parts)).clauses[0].blocks[0]
    assert isinstance(table, Table)
    assert [[plain(line) for line in cell.paragraphs if line] for cell in table.rows[0].cells] == [["外", "内"], ["1.条件"]]


def test_a_text_framed_by_a_table_is_a_text(document: Document) -> None:
    body = f"<w:tbl><w:tr><w:tc>{lines('合作协议', '第一条　甲。', '第二条　乙。')}</w:tc></w:tr></w:tbl>"
    assert [one.number for one in read(document(body)).clauses] == [0, 1, 2]


@pytest.mark.parametrize(
    ("kind", "xml"),
    [
        ("picture", '<w:r><w:drawing><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"/></w:drawing></w:r>'),
        ("chart", '<w:r><w:drawing><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/></w:drawing></w:r>'),
        ("diagram", '<w:r><w:drawing><d:relIds xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram"/></w:drawing></w:r>'),
        ("object", '<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office"/></w:object></w:r>'),
        ("formula", '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>x</m:t></m:r></m:oMath>'),
        ("", f"<w:r><w:pict><v:line {V}/></w:pict></w:r>"),
    ],
)
def test_what_cannot_be_read_is_kept_and_named(document: Document, kind: str, xml: str) -> None:
    draft = read_for_check(document(lines("第一条　甲。") + f"<w:p>{run('第二条　乙')}{xml}</w:p>")).draft
    kept = [inline for line in clause_inlines(draft.clauses[-1]) for inline in line if isinstance(inline, OpaqueInline)]
    assert [kind_of(one.xml) for one in kept] == [kind]


def test_a_fraction_is_read_in_one_line(document: Document) -> None:
    m = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    part = "<m:{0}><m:r><m:t>{1}</m:t></m:r></m:{0}>"
    body = f"<w:p>{run('须经')}<m:oMath {m}><m:f>{part.format('num', 2)}{part.format('den', 3)}</m:f></m:oMath>{run('以上同意')}</w:p>"
    assert "须经2/3以上同意" in words(read(document(body)))


def test_damaged_parts_are_named_and_the_rest_is_read(document: Document) -> None:
    body = f'<w:p>{run("甲")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    reading = read_for_check(document(body, footnotes="<w:footnotes", numbering="<", styles="<w:st"))
    assert reading.damaged == ("word/footnotes.xml", "word/numbering.xml", "word/styles.xml")
    assert "甲" in words(reading.draft)


def test_where_the_signing_begins_the_last_article_ends(document: Document) -> None:
    draft = read(document(lines("第一条　甲。", "第二条　本协议一式两份。", "甲方（盖章）：", "法定代表人（签字）：", "日期：")))
    assert [one.kind for one in draft.clauses] == ["article", "article", "passage"]


def places(draft: Draft) -> list[str]:
    from alliance_docs.checks.reading import passages

    return list(dict.fromkeys(passage.location for passage in passages(draft, "agreement") if passage.location))


def test_decimal_numbers_are_cited_as_they_are_written(document: Document) -> None:
    below = read(document(lines("第一条　目的。", "第三条　出资", "3.1 甲方出资。", "3.2　乙方出资。", "3.2.1 以现金出资。", "（一）以实物出资。")))
    assert places(below)[1:] == ["第三条", "第三条第3.1款", "第三条第3.2款", "第三条第3.2.1项", "第三条第（一）项"]
    alone = read(document(lines("框架合同", "1. 定义", "1.1 “成果”指本项目的技术成果。", "1.2.1 自签署之日起算。", "2. 出资", "2.1甲方出资100万元。")))
    assert places(alone) == ["第1条", "第1.1款", "第1.2.1项", "第2条", "第2.1款"]


def test_what_a_decimal_item_opens_stands_below_it(document: Document) -> None:
    from alliance_docs.checks.reading import passages

    draft = read(document(lines("十、公平竞争", "10.1 依法经营。", "10.2 成员单位不得：", "（1）固定价格；", "（2）限制产量。", "十一、其他", "11.1 无。")))
    found = {passage.text: passage for passage in passages(draft, "agreement")}
    assert found["限制产量。"].lead == "成员单位不得："
    assert found["限制产量。"].location.endswith("第10.2款第（2）项")
    assert found["无。"].lead == ""


def test_parts_over_articles_are_chapters_and_no_items(document: Document) -> None:
    text = ("一、总则", "第1条 本联盟名称为甲联盟。", "二、组织机构", "第2条 设理事会，下设：", "一、秘书处；", "二、专家组。", "三、附则", "第3条 试行。")
    draft = read(document(lines(*text)))
    assert [part.title for part in draft.body if isinstance(part, Chapter)] == ["总则", "组织机构", "附则"]
    assert sum(isinstance(block, Item) for clause in draft.clauses for block in clause.blocks) == 2


def test_a_rubric_of_several_things_and_a_title_of_two_lines(document: Document) -> None:
    draft = read(document(lines("储能产业技术创新联盟", "协 议 书", "第一条　账户、印章和用工", "另行约定。", "第二条 由甲方、乙方组成", "无。")))
    assert draft.title == "储能产业技术创新联盟协议书"
    assert [clause.rubric_text for clause in draft.clauses if clause.kind == "article"] == ["账户、印章和用工", ""]


def test_the_look_of_a_number_makes_no_other_document(document: Document) -> None:
    decimal = read(document(lines("第一条　目的。", "第三条　出资", "3.1 甲方出资。")))
    items = [block for clause in decimal.clauses for block in clause.blocks if isinstance(block, Item)]
    assert items == [replace(one, mark="") for one in items]
    assert items[0].mark == "3.1"
