"""Mistakes in .docx forms: each is told with part, paragraph and first words; what filling heals is not told."""

from __future__ import annotations

from pathlib import Path

import pytest

from alliance_docs.drafting.environment import environment
from alliance_docs.drafting.linting.problem import Problem
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.view import Scope
from alliance_docs.jurisdictions.names import Known, root_shapes
from alliance_docs.word.form_lint import form_problems
from alliance_docs.word.forms import render_form
from alliance_docs.word.package import Package, open_package
from alliance_docs.word.shell import common_shell

ROOT = Path(__file__).resolve().parents[2]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:v="urn:schemas-microsoft-com:vml"'
KNOWN = Known(root_shapes(), {"box": frozenset()})


def r(words: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{words}</w:{tag}></w:r>'


def p(*runs: str) -> str:
    return f"<w:p>{''.join(one if one.startswith('<') else r(one) for one in runs)}</w:p>"


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in cells) + "</w:tr>"


def deleted(words: str) -> str:
    return f'<w:del w:id="1" w:author="甲">{r(words, "delText")}</w:del>'


def inserted(words: str) -> str:
    return f'<w:ins w:id="2" w:author="甲">{r(words)}</w:ins>'


def form(body: str, **parts: str) -> bytes:
    document = f"<w:document {NS}><w:body>{body}</w:body></w:document>"
    more = {name.replace("__", "/").replace("_", "."): xml for name, xml in parts.items()}
    return Package({**common_shell().parts, **{name: xml.encode() for name, xml in {"word/document.xml": document, **more}.items()}}).to_bytes()


def told(template: bytes) -> list[Problem]:
    found = form_problems(template, environment(), KNOWN, "firm/表.docx")
    return [problem for problem in found if "没有条款书签" not in problem.message]


BOX = f'<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p("{{ alliance.name }}")}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>'

BROKEN = {
    "unknown fact": (p("甲") + p("名称：{{ aliance.name }}"), 2, "没有“aliance”这一项", "error"),
    "unknown fact in a row": ("<w:tbl>" + row("{%tr for m in members %}") + row("{{ m.nmae }}") + row("{%tr endfor %}") + "</w:tbl>", 2, "没有“nmae”", "error"),
    "filter not allowed": (p("{{ alliance.name|upper }}"), 1, "没有过滤器“upper”", "error"),
    "unclosed": (p("甲") + p("{{ alliance.name"), 2, "没有结束（缺少 }}）", "error"),
    "over two paragraphs": (p("{{ alliance.") + p("name }}"), 1, "被分在两个段落里", "error"),
    "broken by an insertion": (p("{{ alli", inserted("ance.name }}")), 1, "被修订、超链接或者控件从中间分开", "error"),
    "broken by a link": (p("{{ alli", f'<w:hyperlink r:id="x">{r("ance.name }}")}</w:hyperlink>'), 1, "被修订、超链接", "error"),
    "in a deletion": (p("甲", deleted("{{ alliance.name }}")), 1, "已删除而没有接受的修订里有标记", "error"),
    "half in a deletion": (p("{{ alliance", deleted(".name }}")), 1, "没有结束", "error"),
    "in an insertion": (p("甲", inserted("{{ alliance.name }}")), 1, "还没有接受的修订", "warning"),
    "moved away": (p(f'<w:moveFrom w:id="3" w:author="甲">{r("{{ alliance.name }}")}</w:moveFrom>'), 1, "已删除而没有接受", "error"),
    "full-width braces": (p("｛｛ alliance.name ｝｝"), 1, "全角花括号", "error"),
    "curly quotes": (p("{{ box(bearer.kind == “成员单位”) }}"), 1, "填写时会当作半角引号", "warning"),
    "Chinese comma": (p("{{ members|where('type'，'企业')|names }}"), 1, "中文标点：，", "error"),
    "unclosed loop": ("<w:tbl>" + row("{%tr for m in members %}") + row("{{ m.name }}") + "</w:tbl>", 1, "缺少 {% endfor %}", "error"),
    "surplus end": (p("甲") + p("{%p endif %}"), 2, "没有与它成对", "error"),
    "words beside a row tag": ("<w:tbl>" + row("{%tr for m in members %}", "乙") + row("{{ m.name }}") + row("{%tr endfor %}") + "</w:tbl>", 0, "会被一起删去", "error"),
    "loop over levels": (p("{% for m in members %}甲") + p("{{ m.name }}{% endfor %}"), 0, "跨越了段落", "error"),
    "bookmark in a tag": (p("{{ alli", '<w:bookmarkStart w:id="1" w:name="a"/>', "ance.name }}", '<w:bookmarkEnd w:id="1"/>'), 1, "夹着书签", "warning"),
    "in a text box": (f"<w:p>{BOX}</w:p>", 2, "在文本框里", "warning"),
    "in a field code": (p(f"{r('HYPERLINK {{ alliance.name }}', 'instrText')}"), 1, "域代码里有标记", "error"),
    "half-width punctuation": (p("单位名称(盖章),日期"), 1, "半角标点", "warning"),
    "set": (p("{% set x = 1 %}"), 1, "不能使用 set", "error"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_form_is_told_with_its_place(name: str) -> None:
    body, paragraph, said, severity = BROKEN[name]
    problems = told(form(body))
    shown = "\n".join(str(problem.told) for problem in problems) or "silently accepted"
    assert any(said in one.message and one.severity == severity and one.paragraph == paragraph and one.part == "正文" for one in problems), shown


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"word__header9_xml": f"<w:hdr {NS}>{p('{{ aliance.name }}')}</w:hdr>"}, "页眉第 1 段，“{{ aliance.name }}”处：没有“aliance”"),
        ({"word__footer9_xml": f"<w:ftr {NS}>{p('｛｛ alliance.name ｝｝')}</w:ftr>"}, "页脚第 1 段"),
        ({"word__comments_xml": f'<w:comments {NS}><w:comment w:id="0">{p("{{ alli", "ance.name }}")}</w:comment></w:comments>'}, "批注里的标记不会填写"),
        ({"word__charts__chart1_xml": '<c xmlns="x">{{ alliance.name }}</c>'}, "图表里的标记不会填写"),
    ],
    ids=["header", "footer", "comment", "chart"],
)
def test_tags_in_other_parts(parts: dict[str, str], said: str) -> None:
    assert any(said in str(problem.told) for problem in told(form(p("甲"), **parts)))


@pytest.mark.parametrize(
    "runs",
    [
        ("{{ alli", "ance.name }}"),
        ("{", "{ alliance", ".name }", "}"),
        ("{{ alliance.name", "<w:proofErr w:type='spellStart'/>", " }}"),
        ("{{ alliance", deleted("xx"), ".name }}"),
    ],
)
def test_a_tag_split_over_runs_is_healed_and_not_told(runs: tuple[str, ...]) -> None:
    template = form(p(*runs))
    assert told(template) == []
    names = Scope(Facts.model_validate({"alliance": {"name": "甲联盟"}})).names()
    filled = open_package(render_form(template, environment(), names, known=KNOWN, place="表.docx")).parts["word/document.xml"].decode()
    assert "甲联盟" in filled
    assert "{{" not in filled


def test_everything_is_told_together() -> None:
    problems = told(form(p("{{ aliance.name }}") + p("{{ alliance.nmae") + p("｛｛ x ｝｝") + p("{{ counts.membres }}", deleted("{{ y }}"))))
    assert {problem.paragraph for problem in problems} == {1, 2, 3, 4}
    assert len([problem for problem in problems if problem.paragraph == 4]) == 2


def test_a_lost_bookmark_is_told_and_the_form_that_ships_is_sound() -> None:
    path = ROOT / "templates" / "gansu" / "application-form.docx"
    from alliance_docs.dossier.texts import known_in
    from alliance_docs.jurisdictions.loading import load_jurisdiction

    jurisdiction = load_jurisdiction("gansu")
    document = jurisdiction.document("application-form")
    assert document is not None
    known = known_in(jurisdiction, document)
    assert form_problems(path.read_bytes(), environment(), known, "gansu/application-form.docx") == []
    package = open_package(path.read_bytes())
    xml = package.parts["word/document.xml"].replace(b'w:name="_al_', b'w:name="xx_', 1)
    lost = form_problems(Package({**package.parts, "word/document.xml": xml}).to_bytes(), environment(), known, "gansu/application-form.docx")
    assert [problem.severity for problem in lost] == ["warning"]
    assert "书签" in lost[0].message


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04broken"])
def test_what_is_no_word_file_is_told(data: bytes) -> None:
    assert [problem.severity for problem in form_problems(data, environment(), KNOWN, "firm/表.docx")] == ["error"]
