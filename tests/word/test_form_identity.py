"""A filled form is read back like any document of ours: clause ids, facts with their paths, rows with their records."""

from __future__ import annotations

from typing import Any

from lxml import etree

from alliance_docs.drafting.draft import Blank, Cell, Clause, Draft, Fact, Paragraph, Row, Serial, Table, Text
from alliance_docs.drafting.environment import environment
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.view import Scope
from alliance_docs.jurisdictions.names import Known, root_shapes
from alliance_docs.word.forms import render_form
from alliance_docs.word.package import Package, open_package
from alliance_docs.word.reader import read, read_identity
from alliance_docs.word.shell import common_shell
from alliance_docs.word.writer import Meta, write

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
KNOWN = Known(root_shapes(), {"box": frozenset()})


def cells(*words: str) -> tuple[Cell, ...]:
    return tuple(Cell(((Text(word),),)) if word else Cell() for word in words)


ROSTER = Table(
    (1, 3, 3),
    (
        Row(cells("序号", "单位", "类型")),
        Row(cells("{%tr for m in members %}", "", "")),
        Row((Cell(serial=Serial(1), align="center"), *cells("{{ m.name }}", "{{ m.type }}"))),
        Row(cells("{%tr endfor %}", "", "")),
    ),
)
TEMPLATE = write(
    Draft(
        "application-form",
        "申请表",
        (
            Clause("basics", "passage", (Text("表1"),), (Paragraph((Text("名称：{{ alliance.name }}。"),)),)),
            Clause("units", "passage", (Text("表2"),), (ROSTER,)),
            Clause("end", "passage", (Text("表3"),), (Paragraph((Text("{{ industry.status }}"),)),)),
        ),
        "gansu",
    ),
    common_shell(),
    Meta(),
)
FACTS: dict[str, Any] = {
    "alliance": {"name": "甲联盟"},
    "members": [{"id": "m01", "name": "甲公司", "type": "企业"}, {"id": "m02", "name": "乙大学"}],
    "industry": {"status": "第一段。\n第二段。"},
}


def fill(template: bytes = TEMPLATE, facts: dict[str, Any] = FACTS, meta: Meta = Meta()) -> bytes:  # noqa: B008
    names = Scope(Facts.model_validate(facts)).names()
    return render_form(template, environment(), names, known=KNOWN, place="申请表.docx", meta=meta)


def test_clauses_come_back_under_their_ids_with_facts_and_paths() -> None:
    draft = read(fill())
    assert (draft.id, draft.title, draft.jurisdiction) == ("application-form", "申请表", "gansu")
    assert [clause.id for clause in draft.clauses] == ["basics", "units", "end"]
    assert draft.clauses[0].blocks == (Paragraph((Text("名称："), Fact("甲联盟", "alliance.name"), Text("。"))),)
    assert draft.clauses[2].blocks == (Paragraph((Fact("第一段。\n第二段。", "industry.status"),)),)


def test_rows_come_back_under_their_records() -> None:
    (table,) = read(fill()).clauses[1].blocks
    assert isinstance(table, Table)
    assert [row.key for row in table.rows] == ["", "members[m01]", "members[m02]"]
    assert table.rows[1].cells[0].serial == Serial(1)
    assert table.rows[1].cells[1].paragraphs == ((Fact("甲公司", "members[m01].name"),),)
    assert table.rows[2].cells[2].paragraphs == ((Blank("单位类型", "members[m02].type"),),)


def test_the_file_says_whose_it_is() -> None:
    identity = read_identity(fill(meta=Meta(dossier="demo", filing="2026-founding", version="1")))
    assert identity is not None
    assert (identity.dossier, identity.filing, identity.version) == ("demo", "2026-founding", "1")


def test_a_bookmark_lost_while_restyling_does_not_disturb_the_others() -> None:
    package = open_package(TEMPLATE)
    root = package.xml("word/document.xml")
    lost = list(root.iter(f"{W}bookmarkStart"))[-1]
    lost.getparent().remove(lost)
    template = Package({**package.parts, "word/document.xml": etree.tostring(root)}).to_bytes()
    first = read(fill(template)).clauses[0]
    assert first.blocks == (Paragraph((Text("名称："), Fact("甲联盟", "alliance.name"), Text("。"))),)


def test_the_fonts_that_windows_brings_can_be_asked_for() -> None:
    styles = open_package(fill(meta=Meta(fonts="系统自带"))).parts["word/styles.xml"].decode()
    assert "仿宋_GB2312" not in styles
    assert '"仿宋"' in styles
