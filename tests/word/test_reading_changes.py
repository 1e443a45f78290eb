"""Tracked changes in strangers' files: as accepted, as before them, and whose they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from alliance_docs.drafting.draft import Draft, Item, Table, clause_text, plain
from alliance_docs.word.reader import read, read_for_check
from alliance_docs.word.views import Editor, View, editors

Document = Callable[..., bytes]
BY = 'w:id="1" w:author="张律师" w:date="2026-03-01T09:00:00Z"'
ALSO = 'w:id="2" w:author="李律师" w:date="2026-03-05T09:00:00Z"'


def run(words: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{words}</w:{tag}></w:r>'


def ins(words: str, who: str = BY) -> str:
    return f"<w:ins {who}>{run(words)}</w:ins>"


def gone(words: str, who: str = BY) -> str:
    return f"<w:del {who}>{run(words, 'delText')}</w:del>"


def para(*parts: str, mark: str = "", more: str = "") -> str:
    return f"<w:p><w:pPr>{more}<w:rPr>{mark}</w:rPr></w:pPr>{''.join(parts)}</w:p>"


def text(draft: Draft) -> str:
    return "\n".join(map(clause_text, draft.clauses))


def both(data: bytes) -> tuple[str, str]:
    return text(read(data)), text(read(data, "original"))


def test_words_put_in_and_taken_out(document: Document) -> None:
    data = document(para(run("由"), gone("甲地人民法院"), ins("兰州仲裁委员会"), run("裁决。")))
    assert both(data) == ("由兰州仲裁委员会裁决。", "由甲地人民法院裁决。")


def test_words_put_in_and_taken_out_again_were_never_there(document: Document) -> None:
    data = document(para(run("甲"), f"<w:ins {BY}>{gone('乙', ALSO)}</w:ins>", run("丙")))
    assert both(data) == ("甲丙", "甲丙")


def test_an_article_struck_whole_is_not_there_and_was(document: Document) -> None:
    struck = para(gone("第二条　争议由仲裁解决。"), mark=f"<w:del {BY}/>")
    added = para(ins("第三条　新的一条。"), mark=f"<w:ins {BY}/>")
    data = document(para(run("第一条　甲。")) + struck + added + para(run("第三条　乙。")))
    accepted, original = read(data), read(data, "original")
    assert [one.number for one in accepted.clauses] == [1, 3, 3]
    assert [one.number for one in original.clauses] == [1, 2, 3]
    assert "仲裁" not in text(accepted)
    assert "新的一条" not in text(original)


def test_paragraphs_joined_and_parted(document: Document) -> None:
    joined = para(run("甲，"), mark=f"<w:del {BY}/>") + para(run("乙。"))
    parted = para(run("丙，"), mark=f"<w:ins {BY}/>") + para(run("丁。"))
    assert both(document(joined + parted)) == ("甲，乙。\n丙，\n丁。", "甲，\n乙。\n丙，丁。")


def test_words_left_before_a_table_do_not_slip_into_it(document: Document) -> None:
    table = f"<w:tbl><w:tr><w:tc>{para(run('格'))}</w:tc></w:tr></w:tbl>"
    draft = read(document(para(run("甲"), mark=f"<w:del {BY}/>") + table + para(run("乙"))))
    assert text(draft) == "甲\n格\n乙"


def test_what_was_moved_stands_in_one_place(document: Document) -> None:
    source = para(f"<w:moveFrom {BY}>{run('移动的话。')}</w:moveFrom>", mark=f"<w:moveFrom {BY}/>")
    target = para(f"<w:moveTo {BY}>{run('移动的话。')}</w:moveTo>", mark=f"<w:moveTo {BY}/>")
    assert both(document(source + para(run("甲。")) + target + para(run("乙。")))) == ("甲。\n移动的话。\n乙。", "移动的话。\n甲。\n乙。")


def test_rows_and_cells(document: Document) -> None:
    def row(words: str, mark: str = "", cell: str = "") -> str:
        more = f"<w:tc><w:tcPr><w:{cell} {BY}/></w:tcPr>{para(run('列'))}</w:tc>" if cell else ""
        return f"<w:tr><w:trPr>{mark}</w:trPr><w:tc>{para(run(words))}</w:tc>{more}</w:tr>"

    rows = row("甲") + row("乙", f"<w:ins {BY}/>") + row("丙", f"<w:del {BY}/>") + row("丁", cell="cellIns") + row("戊", cell="cellDel")
    data = document(f"<w:tbl>{rows}</w:tbl>")

    def cells(view: View) -> list[list[str]]:
        table = read(data, view).clauses[0].blocks[0]
        assert isinstance(table, Table)
        return [[plain(cell.paragraphs[0]) for cell in row.cells] for row in table.rows]

    assert cells("accepted") == [["甲"], ["乙"], ["丁", "列"], ["戊"]]
    assert cells("original") == [["甲"], ["丙"], ["丁"], ["戊", "列"]]


def test_a_table_put_in_whole_was_not_there(document: Document) -> None:
    table = f"<w:tbl><w:tr><w:trPr><w:ins {BY}/></w:trPr><w:tc>{para(ins('格'))}</w:tc></w:tr></w:tbl>"
    assert both(document(para(run("甲")) + table + para(run("乙")))) == ("甲\n格\n乙", "甲\n乙")


def test_numbers_put_on_later(document: Document) -> None:
    numbering = (
        '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%1）"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    more = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:pPrChange {BY}><w:pPr/></w:pPrChange>'
    data = document(para(run("甲；"), more=more), numbering=numbering)
    assert isinstance(read(data).clauses[0].blocks[0], Item)
    assert not isinstance(read(data, "original").clauses[0].blocks[0], Item)


def test_notes_and_text_boxes_have_changes_too(document: Document) -> None:
    box = f"<w:r><w:pict><w:txbxContent>{para(gone('旧框'), ins('新框'))}</w:txbxContent></w:pict></w:r>"
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:footnote w:id="2">{para(gone("旧注"), ins("新注"))}</w:footnote></w:footnotes>'
    )
    data = document(para(run("甲"), '<w:r><w:footnoteReference w:id="2"/></w:r>', box), footnotes=notes)
    assert both(data) == ("甲〔注：新注〕\n新框", "甲〔注：旧注〕\n旧框")


def test_who_made_the_changes_is_known(document: Document) -> None:
    body = para(gone("甲"), ins("乙"), ins("丙"), mark=f"<w:ins {BY}/>") + para(
        gone("丁", ALSO), f"<w:moveFrom {ALSO}>{run('戊')}</w:moveFrom><w:moveTo {ALSO}>{run('戊')}</w:moveTo>",
        more=f"<w:pPrChange {BY}><w:pPr/></w:pPrChange>",
    )  # fmt: skip
    assert editors(document(body)) == (
        Editor("张律师", 3, 1, 0, 1, "2026-03-01", "2026-03-01"),
        Editor("李律师", 0, 1, 1, 0, "2026-03-05", "2026-03-05"),
    )
    assert editors(document(para(run("甲")))) == ()


@pytest.mark.parametrize("view", ["accepted", "original"])
def test_without_changes_both_views_are_the_same(document: Document, view: View) -> None:
    data = document(para(run("第一条　甲。")) + para(run("第二条　乙。")))
    assert read(data, view) == read(data)
    assert read_for_check(data, view).draft == read(data)
