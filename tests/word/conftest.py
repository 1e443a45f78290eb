"""A document with every construct, and ways to change a .docx as Word or a person would."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree

from alliance_docs.drafting.draft import (
    Blank,
    Box,
    Cell,
    Chapter,
    Chart,
    Choice,
    Clause,
    Contents,
    Draft,
    Edge,
    Fact,
    Gap,
    Item,
    LineBreak,
    Node,
    Opaque,
    OpaqueInline,
    PageBreak,
    Paragraph,
    Ref,
    Row,
    Serial,
    Signature,
    Table,
    Text,
)
from alliance_docs.drafting.numbering import number
from alliance_docs.drafting.references import resolve
from alliance_docs.word.package import Package as OpenPackage
from alliance_docs.word.package import open_package, parse

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def text(*parts: object) -> tuple[Any, ...]:
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def line(*parts: object, role: str = "body") -> Paragraph:
    return Paragraph(text(*parts), role)  # type: ignore[arg-type]


def cell(*parts: object, **how: Any) -> Cell:
    return Cell((text(*parts),), **how)


def make_sample() -> Draft:
    """A document in which every block and inline stands at least once."""
    roster = Table(
        (6, 30, 30),
        (
            Row((cell("序号"), cell("成员单位"), cell("备注"))),
            *(
                Row((Cell(serial=Serial(n)), cell(Fact(f"单位{n}", f"members[m{n:02}].name")), cell("无", align="center")), f"members[m{n:02}]")
                for n in range(1, 4)
            ),
        ),
    )
    form = Table(
        (10, 20, 10, 20),
        (
            Row((cell("名称", label=True), cell(Blank("联盟名称", "alliance.name"), span=3))),
            Row((cell("地址", label=True, rows=2), cell("省"), cell("邮编", label=True), cell("730000"))),
            Row((cell(rows=0, label=True), cell("市", LineBreak(), "县", span=3))),
            Row((cell("意见", label=True), cell("（盖章）", span=3, align="right")), height=4.5),
        ),
        header=0,
        form=True,
    )
    body: list[Chapter | Clause] = [
        Clause("cover", "passage", (), (
            line("储能材料产业技术创新联盟", LineBreak(), "章程", role="cover-title"), line("（草案）", role="cover-line"),
            PageBreak(), Contents(), PageBreak(), line("章程", role="title"), line("（2026年3月1日通过）", role="subtitle"),
        )),
        Chapter("总则"),
        Clause("purpose", "article", text("制定目的"), (
            line("为促进产业技术创新，", Fact("甘肃甲公司", "members[m01].name"), "牵头，", Fact("12", "counts.members"), "家单位制定本章程。"),
            Item(1, 0, text("第一项，按", Ref("duties", 2, 2), "办理；")), Item(2, 0, text("第一目；")), Item(3, 0, text("细目；")),
            Item(1, 0, text("第二项，见", Ref("roster"), "。")),
            line("第二款，电话", Blank("联系电话", "office.phone"), "。"),
        )),
        Clause("duties", "article", (), (
            line("没有条标的一款；争议由", Choice("争议解决方式", ("仲裁", "诉讼"), "dispute.mode"), "解决。"),
            line("第二款：", Text("重要", True)), Item(1, 0, text("甲；")), Item(1, 0, text("乙。")),
        )),
        Chapter("附则"),
        Clause("table", "article", text("成员"), (roster,)),
        Clause("same", "article", text("解释"), (line("按", Ref("charter_x", document="agreement", text="第三条"), "解释，见", Ref("purpose"), "。"),)),
        Clause("part", "section", text("基本情况"), (line("情况。", Box(True), "是", Box(), "否", Gap(6)), Item(1, 0, text("项")))),
        Clause("subpart", "section", text("地址"), (line("兰州。"),), level=2),
        Clause("roster", "annex", text("成员名单"), (roster,), landscape=True),
        Clause("form", "annex", text("登记表"), (form, roster)),
        Clause("chart", "passage", (), (Chart((Node("a", "成员大会"), Node("b", "理事会", "决策")), (Edge("a", "b"),)),)),
        Clause("kept", "passage", (), (
            Opaque(f"<w:p {NAMESPACE}><w:r><w:t>原样</w:t></w:r></w:p>"),
            line("符号", OpaqueInline(f'<w:r {NAMESPACE}><w:sym w:char="F04A" w:font="Wingdings"></w:sym></w:r>')),
        )),
        Clause("letter", "passage", (), tuple(
            line(role, role=role)
            for role in ("to", "party", "recital", "plain", "center", "right", "subheading", "alternative", "attachment-note", "sign-off", "date", "note")
        )),
        Clause("signing", "passage", (), (
            PageBreak(),
            *(Signature((text("单位（盖章）：", Fact(f"单位{n}", f"members[m{n:02}].name")), text("法定代表人（签字）：", Gap(6)), text("日期：")), f"members[m{n:02}]") for n in range(1, 9)),
        )),
    ]  # fmt: skip
    draft = number(Draft("charter", "储能联盟章程", tuple(body), "gansu"))
    other = Draft("agreement", "协议", (Clause("charter_x", "article", number=3),))
    return resolve({"charter": draft, "agreement": other})["charter"]


@pytest.fixture(scope="session")
def sample() -> Draft:
    return make_sample()


@pytest.fixture(scope="session")
def change() -> Callable[[bytes, Callable[[Any], None]], bytes]:
    """Change the main part of a .docx by a function of its root element."""

    def changed(data: bytes, edit: Callable[[Any], None]) -> bytes:
        parts = dict(open_package(data).parts)
        root = parse(parts["word/document.xml"])
        edit(root)
        parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return OpenPackage(parts).to_bytes()

    return changed


@pytest.fixture(scope="session")
def document() -> Callable[..., bytes]:
    """A stranger's .docx around the given body XML."""

    def made(body: str, **parts: str) -> bytes:
        types = (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>'
        )
        links = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
        )
        everything = {
            "[Content_Types].xml": types,
            "_rels/.rels": links,
            "word/document.xml": f"<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>",
        } | {f"word/{name}.xml": content for name, content in parts.items()}
        return OpenPackage({name: content.encode() for name, content in everything.items()}).to_bytes()

    return made
