"""Forms: what stands in the template and the facts comes out in Word, nothing lost, nothing taken for markup."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from alliance_docs.drafting.environment import environment
from alliance_docs.errors import UserError
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.text import refusal
from alliance_docs.facts.view import Scope
from alliance_docs.jurisdictions.names import Known, root_shapes
from alliance_docs.word.forms import lint_form, render_form
from alliance_docs.word.package import Package, open_package
from alliance_docs.word.shell import common_shell

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = f'xmlns:w="{W[1:-1]}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
KNOWN = Known(root_shapes(), {"box": frozenset()})


def p(*runs: str, look: str = "") -> str:
    made = "".join(f'<w:r>{look}<w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs)
    return f"<w:p>{made}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    made = "".join("<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    return f"<w:tbl>{made}</w:tbl>"


def form(body: str, **parts: str) -> bytes:
    document = f"<w:document {NS}><w:body>{body}</w:body></w:document>"
    more = {"word/" + name.replace("_", "."): xml for name, xml in parts.items()}
    encoded = {name: xml.encode() for name, xml in {"word/document.xml": document, **more}.items()}
    return Package({**common_shell().parts, **encoded}).to_bytes()


def render(template: bytes, facts: Mapping[str, Any]) -> bytes:
    names = Scope(Facts.model_validate(facts)).names()
    return render_form(template, environment(), names, place="申请表.docx", known=KNOWN)


def body_of(docx: bytes, part: str = "word/document.xml") -> Any:
    return etree.fromstring(open_package(docx).parts[part])


def words(docx: bytes) -> list[str]:
    """The words of each paragraph; a line break is a line feed."""
    return [
        "".join("\n" if e.tag == f"{W}br" else "\t" if e.tag == f"{W}tab" else e.text or ""
                for e in par.iter(f"{W}t", f"{W}br", f"{W}tab"))
        for par in body_of(docx).iter(f"{W}p")
    ]  # fmt: skip


def styled(docx: bytes, style: str) -> list[str]:
    return [
        "".join(run.itertext())
        for run in body_of(docx).iter(f"{W}r")
        if run.find(f"{W}rPr/{W}rStyle[@{W}val='{style}']") is not None
    ]


def test_a_known_fact_stands_in_its_own_run_and_the_words_around_it_stay() -> None:
    made = render(form(p("名称：{{ alliance.name }}（筹）")), {"alliance": {"name": "甘肃示例联盟"}})
    assert words(made) == ["名称：甘肃示例联盟（筹）"]
    assert styled(made, "AlFact") == ["甘肃示例联盟"]


def test_an_unknown_fact_is_a_highlighted_blank() -> None:
    made = render(form(p("名称：{{ alliance.name }}")), {})
    assert words(made) == ["名称：【待填：联盟全称】"]
    assert styled(made, "AlBlank") == ["【待填：联盟全称】"]
    assert [h.get(f"{W}val") for h in body_of(made).iter(f"{W}highlight")] == ["yellow"]


def test_the_value_takes_the_runs_own_formatting() -> None:
    look = '<w:rPr><w:rFonts w:eastAsia="黑体"/><w:b/><w:sz w:val="44"/><w:u w:val="single"/></w:rPr>'
    made = render(form(p("前{{ alliance.name }}后", look=look)), {})
    runs = list(body_of(made).iter(f"{W}r"))
    assert ["".join(run.itertext()) for run in runs] == ["前", "【待填：联盟全称】", "后"]
    for run in runs:
        assert run.find(f"{W}rPr/{W}b") is not None
        assert run.find(f"{W}rPr/{W}sz").get(f"{W}val") == "44"
    order = [etree.QName(e).localname for e in runs[1].find(f"{W}rPr")]
    assert order == ["rStyle", "rFonts", "b", "sz", "highlight", "u"]


def test_a_tag_that_word_has_split_over_runs_is_one_tag() -> None:
    made = render(form(p("名称：{", "{ alli", "ance.name }", "}。")), {"alliance": {"name": "甲"}})
    assert words(made) == ["名称：甲。"]


VALUES = st.text(st.characters(exclude_categories=("C",)), min_size=1, max_size=30).filter(
    lambda text: text.strip() and not refusal(text) and "\x85" not in text
)


@settings(max_examples=60, deadline=None)
@given(VALUES | st.sampled_from(["A&B <x>", "{{ 7*7 }}", "{% if %}", "”“'\"", "🚀 & <w:p/>", "]]>", "\\1"]))
def test_whatever_a_fact_holds_it_comes_out_unharmed(value: str) -> None:
    facts = {"alliance": {"name": value}}
    made = render(form(p("“{{ alliance.name }}”") + table(("{{ alliance.name }}",))), facts)
    expected = Facts.model_validate(facts).alliance.name  # type: ignore[union-attr]
    assert words(made) == [f"“{expected}”", expected]


def test_lines_of_prose_become_line_breaks() -> None:
    made = render(form(p("{{ industry.status }}")), {"industry": {"status": "第一段。\n第二段。"}})
    assert words(made) == ["第一段。\n第二段。"]


ROSTER = table(
    ("单位", "类型"), ("{%tr for m in members %}", ""), ("{{ m.name }}", "{{ m.type }}"), ("{%tr endfor %}", "")
)


def test_a_row_is_repeated_for_each_member() -> None:
    made = render(
        form(ROSTER), {"members": [{"id": "m01", "name": "甲公司", "type": "企业"}, {"id": "m02", "name": "乙大学"}]}
    )
    assert words(made) == ["单位", "类型", "甲公司", "企业", "乙大学", "【待填：单位类型】"]


def test_an_unknown_list_gives_one_row_of_blanks_and_an_empty_one_none() -> None:
    assert words(render(form(ROSTER), {})) == ["单位", "类型", "【待填：单位全称】", "【待填：单位类型】"]
    assert words(render(form(ROSTER), {"members": []})) == ["单位", "类型"]


def test_a_cell_whose_list_is_empty_still_holds_a_paragraph() -> None:
    cell = "<w:tc>" + p("{%p for b in industry.bottlenecks %}") + p("{{ b }}") + p("{%p endfor %}") + "</w:tc>"
    made = render(form(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"), {"industry": {"bottlenecks": []}})
    assert words(made) == [""]


def test_a_bookmark_in_a_repeated_row_stays_unique() -> None:
    marked = (
        '<w:p><w:bookmarkStart w:id="3" w:name="a"/><w:r><w:t>{{ m.name }}</w:t></w:r><w:bookmarkEnd w:id="3"/></w:p>'
    )
    rows = f"<w:tr><w:tc>{p('{%tr for m in members %}')}</w:tc></w:tr><w:tr><w:tc>{marked}</w:tc></w:tr><w:tr><w:tc>{p('{%tr endfor %}')}</w:tc></w:tr>"
    made = body_of(
        render(form(f"<w:tbl>{rows}</w:tbl>"), {"members": [{"id": "a", "name": "甲"}, {"id": "b", "name": "乙"}]})
    )
    assert len(list(made.iter(f"{W}bookmarkStart"))) == len(list(made.iter(f"{W}bookmarkEnd"))) == 1


def test_headers_and_footers_are_filled_too() -> None:
    footer = f"<w:ftr {NS}>{p('{{ alliance.name }}')}</w:ftr>"
    made = render(form(p("正文"), footer1_xml=footer), {"alliance": {"name": "甲联盟"}})
    assert "".join(body_of(made, "word/footer1.xml").itertext()) == "甲联盟"


def test_boxes_are_ticked() -> None:
    body = p("{{ box(bearer.kind == '成员单位') }}成员单位 {{ box(bearer.kind == '共同组建的法人') }}法人")
    made = render(form(body), {"bearer": {"kind": "成员单位"}})
    assert words(made) == ["☑成员单位 □法人"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            p("名称：{{ alliance.nmae }}"),
            r"申请表.docx 正文，“名称：\{\{ alliance.nmae \}\}”处：.*没有“nmae”这一项 → 是否要写“name”",
        ),
        (p("{{ alience.name }}"), "没有“alience”这一项 → 是否要写“alliance”"),
        (p("{{ alliance.name|upper }}"), "没有过滤器“upper”"),
        (p("名称：{{ alliance.name }"), "没有成对"),
        (p("{% if alliance.registered %}已登记"), "语法有误"),
        (p("{{ alliance.") + p("name }}"), "没有成对"),
        (p("{{ members.pop() }}"), "不能调用"),
        (p("{{ alliance.__class__ }}"), "下划线"),
        (p("{% set a = 1 %}"), "不能使用"),
        (table(("{%tr for m in members %}", "共{{ m.name }}"), ("{%tr endfor %}", "")), "会被一起删去"),
        (table(("{% for m in members %}", "{{ m.name }}"), ("x", "{% endfor %}")), "跨越了段落、单元格或者表格行"),
        (p("{% if dispute.mode == '仲裁' %}仲裁{% else %}诉讼{% endif %}"), "尚未确定的“争议解决方式”"),
        (p("{{ counts }}"), "不能直接打印"),
    ],
)
def test_a_mistake_in_a_form_is_one_line_with_its_place(body: str, said: str) -> None:
    with pytest.raises(UserError, match=said) as caught:
        render(form(body), {})
    assert "申请表.docx" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_all_mistakes_come_together_when_a_form_is_linted() -> None:
    errors = lint_form(form(p("{{ a }}") + p("{{ b }}")), environment(), KNOWN, place="表.docx")
    assert len(errors) == 2
    assert lint_form(form(p("{{ alliance.name }}")), environment(), KNOWN, place="表.docx") == []


def test_private_use_characters_in_a_template_are_refused() -> None:
    with pytest.raises(UserError, match="私用区"):
        render(form(p("\ue000\ue010\ue001")), {})


def test_parts_without_tags_are_carried_over_untouched_and_the_result_is_always_the_same() -> None:
    template = form(p("{{ alliance.name }}"))
    made = render(template, {"alliance": {"name": "甲"}})
    before, after = open_package(template).parts, open_package(made).parts
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml"}
    assert render(template, {"alliance": {"name": "甲"}}) == made


def test_a_form_without_our_styles_is_given_them() -> None:
    bare = f'<w:styles {NS}><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style></w:styles>'
    made = render(form(p("{{ alliance.name }}"), styles_xml=bare), {})
    names = [node.get(f"{W}val") for node in body_of(made, "word/styles.xml").iter(f"{W}name")]
    assert {"Normal", "联盟事实", "联盟待填", "联盟待选"} <= set(names)


def test_styles_renumbered_by_word_are_found_by_name() -> None:
    renumbered = Package(common_shell().parts).parts["word/styles.xml"].decode().replace('"AlBlank"', '"af3"')
    made = render(form(p("{{ alliance.name }}"), styles_xml=renumbered), {})
    assert styled(made, "af3") == ["【待填：联盟全称】"]


def test_what_is_not_a_docx_is_refused() -> None:
    with pytest.raises(UserError, match=r"不是 \.docx"):
        render(b"hello", {})
