from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_docs.drafting.clause_text import ClauseReader
from alliance_docs.drafting.draft import (
    Blank,
    Box,
    Fact,
    Gap,
    Item,
    LineBreak,
    Paragraph,
    Ref,
    Signature,
    Table,
    Text,
    clause_text,
    plain,
)  # fmt: skip
from alliance_docs.drafting.tokens import Tokens
from alliance_docs.errors import UserError
from alliance_docs.facts.view import Unknown, Value


def read(text: str, name: str = "x"):
    return ClauseReader(Tokens(), "common/charter.md").read(text, name)


def test_an_article_has_rubric_paragraphs_and_items_at_three_levels() -> None:
    (clause,) = read("## 任务\n本联盟的任务：\n（一）研发；\n1.立项；\n（1）论证。\n另一款。")
    assert (clause.kind, plain(clause.rubric)) == ("article", "任务")
    assert [type(block) for block in clause.blocks] == [Paragraph, Item, Item, Item, Paragraph]
    assert [block.level for block in clause.blocks if isinstance(block, Item)] == [1, 2, 3]


def test_an_article_may_have_no_rubric() -> None:
    (clause,) = read("##\n正文。")
    assert clause.kind == "article"
    assert clause.rubric == ()


def test_an_empty_block_is_no_clause() -> None:
    assert read(" \n\u3000\n") == ()


def test_inline_marks() -> None:
    (clause,) = read(r"见**本**条[](#ip_ownership/2/3)、[](agreement#effect)，[ ]同意[x]反对____\\次行")
    inlines = clause.blocks[0].inlines  # type: ignore[union-attr]
    assert Text("本", bold=True) in inlines
    assert Ref("ip_ownership", 2, 3) in inlines
    assert Ref("effect", document="agreement") in inlines
    assert inlines.count(Box(False)) == 1
    assert inlines.count(Box(True)) == 1
    assert Gap(4) in inlines
    assert LineBreak() in inlines


def test_a_list_number_followed_by_digits_is_text() -> None:
    (clause,) = read("## 比例\n1.5 倍以下。")
    assert isinstance(clause.blocks[0], Paragraph)


def test_tables_join_cells_and_number_rows() -> None:
    (clause,) = read("@table 6,20,30\n| 序号 | 名称 | ~任务 |\n| # | 甲 | 研发 |\n| # | ^ | < |".replace("| ^ | < |", "| 乙 | < |"))
    table = clause.blocks[0]
    assert isinstance(table, Table)
    assert [row.cells[0].serial.number for row in table.rows[1:] if row.cells[0].serial] == [1, 2]
    assert table.rows[2].cells[1].span == 2
    assert table.rows[0].cells[2].align == "center"


def test_a_cell_may_continue_the_one_above() -> None:
    (clause,) = read("@table 1,1 form\n| !类 | 甲 |\n| ^ | 乙 |\n| ^ | 丙 |")
    table = clause.blocks[0]
    assert isinstance(table, Table)
    assert table.header == 0
    assert table.rows[0].cells[0].rows == 3
    assert [row.cells[0].rows for row in table.rows[1:]] == [0, 0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("@table 6,20\n| a | b | c |", "这一行有 3 格，应有 2 格"),
        ("@table 6,x\n| a | b |", "列宽"),
        ("@table 6,6 frm\n| a | b |", "没有“frm”"),
        ("| a | b |", "缺少 @table"),
        ("@tittle x", "没有“@tittle”"),
        ("**半", "没有成对"),
        ("见[](ip)", "写法有误"),
        ("@signature\n正文", "签署块没有内容"),
        ("正文\n## 标题", "标题前有多余的文字"),
        ("## 一\n甲\n## 二\n乙", "2 个标题"),
        ("# 总则", "应写在块外"),
    ],
)
def test_mistakes_name_the_place(text: str, said: str) -> None:
    with pytest.raises(UserError, match=said) as caught:
        read(text)
    assert caught.value.place.startswith("common/charter.md:")


def test_a_row_of_one_record_takes_its_identity() -> None:
    tokens = Tokens()
    name = tokens.mint(Value("甲公司", "members[m01].name", "单位全称"))
    phone = tokens.mint(Unknown("members[m01].contact.phone", "电话"))
    (clause,) = ClauseReader(tokens, "p").read(f"@table 1,1\n| 名称 | 电话 |\n| {name} | {phone} |", "x")
    table = clause.blocks[0]
    assert isinstance(table, Table)
    assert [row.key for row in table.rows] == ["", "members[m01]"]


def test_a_signature_block_takes_the_identity_of_its_member() -> None:
    tokens = Tokens()
    name = tokens.mint(Value("甲公司", "members[m01].name", "单位全称"))
    (clause,) = ClauseReader(tokens, "p").read(f"@signature\n- {name}（盖章）：____\n- 日期：____", "x")
    block = clause.blocks[0]
    assert isinstance(block, Signature)
    assert block.key == "members[m01]"
    assert len(block.lines) == 2


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Co", "Cs"]), min_size=1, max_size=60))
@settings(max_examples=200)
def test_no_fact_is_ever_markup(text: str) -> None:
    tokens = Tokens()
    token = tokens.mint(Value(text, "alliance.name", "名称"))
    (clause,) = ClauseReader(tokens, "p").read(f"## 名称\n{token}", "x")
    assert clause.blocks == (Paragraph((Fact(text, "alliance.name"),)),)


@given(st.text("第一条（二）#|@=*_[]()\\、。甲乙1.~!<>^ \n", max_size=80))
@settings(max_examples=300)
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        clauses = read(text)
    except UserError as error:
        assert error.place.startswith("common/charter.md")  # noqa: PT017
    else:
        assert all(clause_text(clause) is not None for clause in clauses)


def test_unknown_prints_as_a_blank() -> None:
    tokens = Tokens()
    token = tokens.mint(Unknown("alliance.name", "联盟全称"))
    (clause,) = ClauseReader(tokens, "p").read(f"名称：{token}。", "x")
    assert Blank("联盟全称", "alliance.name") in clause.blocks[0].inlines  # type: ignore[union-attr]
    assert clause_text(clause) == "名称：【待填：联盟全称】。"


def test_a_fact_of_several_paragraphs_prints_as_several() -> None:
    tokens = Tokens()
    token = tokens.mint(Value("第一段\n\n第二段", "industry.status", "现状"))
    (clause,) = ClauseReader(tokens, "p").read(f"现状：{token}。", "x")
    assert [plain(block.inlines) for block in clause.blocks if isinstance(block, Paragraph)] == ["现状：第一段", "第二段。"]


@pytest.mark.parametrize("text", ["@table 1\n[9999999]| a |", "@table -1\n| a |", "@table 0\n| a |", "@table 1\n[1.2.3]| a |"])
def test_sizes_that_word_would_refuse_are_refused(text: str) -> None:
    with pytest.raises(UserError, match=r"行高|列宽"):
        read(text)
