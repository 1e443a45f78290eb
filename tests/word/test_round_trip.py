"""What is written is read back the same: every kind of block and inline, any text people type."""

from __future__ import annotations

import datetime
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
    Role,
    Row,
    Serial,
    Signature,
    Table,
    Text,
)  # fmt: skip
from alliance_docs.errors import UserError
from alliance_docs.word.normal import normal
from alliance_docs.word.reader import read, read_identity
from alliance_docs.word.shell import common_shell
from alliance_docs.word.writer import Meta, write

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'

# texts with everything that has ever been lost on the way: markup, quotes, spaces of all widths, marks of our own
words = st.one_of(
    st.sampled_from(
        ["甲公司", "&", "<w:t>", "a < b > c", '"', "'", "“引号”", " ", "  两边  ", "\u3000", "\u3000全角\u3000", "\u00a0", "😀", "𠮷野家",
         "【待填：x】", "【待选：a（b／c）】", "第三条", "（一）", "1.", "附件1", "{{ x }}", "\t", "a\tb", "□", "____", "第十二条第二款", "——"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), min_size=1, max_size=12),
)  # fmt: skip
lines = words.map(lambda text: text.replace("\u2028", " ").replace("\u2029", " "))
paths = st.sampled_from(["", "alliance.name", "members[m01].name", "members[m02].phone"])
opaque_inlines = st.sampled_from(
    [
        f'<w:r {W}><w:sym w:char="F04A" w:font="Wingdings"></w:sym></w:r>',
        f"<m:oMath {M}><m:r><m:t>x</m:t></m:r></m:oMath>",
        f"<w:r {W}><w:rPr><w:b></w:b></w:rPr><w:dayShort></w:dayShort></w:r>",
    ]
)
plain_inlines = st.one_of(
    st.builds(Text, lines, st.booleans()),
    st.builds(Fact, st.one_of(lines, st.just("两行\n地址")), paths, st.booleans()),
    st.builds(Blank, lines, paths),
    st.builds(Choice, lines, st.lists(lines, max_size=3).map(tuple), paths),
    st.builds(
        Ref, st.sampled_from(["c0", "c1", "c2", "none"]), st.integers(0, 2), st.integers(0, 3), st.sampled_from(["", "agreement"]),
        st.one_of(lines, st.sampled_from(["第十二条", "第二条第一款第（二）项", "第二条第（一）项", "附件2", "第三部分"])),
    ),
    st.builds(Box, st.booleans()),
    st.builds(Gap, st.integers(1, 9)),
    st.just(LineBreak()),
)  # fmt: skip
inlines = st.lists(st.one_of(plain_inlines, st.builds(OpaqueInline, opaque_inlines)), max_size=5).map(tuple)
rubrics = st.lists(plain_inlines, max_size=3).map(tuple)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    spans = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    widths = tuple(draw(st.lists(st.integers(1, 60), min_size=sum(spans), max_size=sum(spans))))
    count = draw(st.integers(1, 4))
    reach = [[draw(st.integers(1, 3)) for _ in spans] for _ in range(count)]
    covered = [0] * len(spans)
    rows = []
    for number in range(count):
        cells = []
        for place, span in enumerate(spans):
            if covered[place]:
                covered[place] -= 1
                cells.append(Cell(((),), None, span, 0, draw(st.booleans())))
                continue
            down = min(reach[number][place], count - number)
            covered[place] = down - 1
            align = draw(st.sampled_from(["left", "center", "right"]))
            if draw(st.integers(0, 4)) == 0:
                cells.append(Cell(((),), Serial(draw(st.integers(1, 30))), span, down, False, align))
            else:
                runs = tuple(draw(st.lists(inlines, min_size=1, max_size=2)))
                cells.append(Cell(runs, None, span, down, draw(st.booleans()), align))
        height = draw(st.sampled_from([0.0, 0.9, 2.5, 4.37]))
        rows.append(Row(tuple(cells), draw(st.sampled_from(["", "members[m01]", "members[m02]"])), height))
    return Table(widths, tuple(rows), draw(st.integers(0, 2)), draw(st.booleans()))


blocks = st.one_of(
    st.builds(Paragraph, inlines, st.sampled_from(get_args(Role))),
    st.builds(Paragraph, inlines),
    st.builds(Item, st.integers(1, 3), st.integers(1, 4), inlines),
    tables(),
    st.builds(Signature, st.lists(inlines, min_size=1, max_size=3).map(tuple), st.sampled_from(["", "members[m01]", "bearer"])),
    st.just(PageBreak()),
    st.just(Contents()),
    st.builds(
        Opaque,
        st.sampled_from(
            [
                f"<w:p {W}><w:r><w:t>原样</w:t></w:r></w:p>",
                f"<w:tbl {W}><w:tblPr><w:tblW w:type=\"auto\" w:w=\"0\"></w:tblW></w:tblPr><w:tblGrid><w:gridCol></w:gridCol></w:tblGrid>"
                "<w:tr><w:tc><w:p></w:p></w:tc></w:tr></w:tbl>",
            ]
        ),
    ),
    st.just(Chart((Node("a", "成员大会"), Node("b", "理事会", "决策")), (Edge("a", "b"),))),
)  # fmt: skip


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    body: list[Chapter | Clause] = []
    for number in range(draw(st.integers(0, 4))):
        if draw(st.booleans()):
            body.append(Chapter(draw(lines), draw(st.integers(1, 20))))
        kind = draw(st.sampled_from(["article", "section", "annex", "passage"]))
        body.append(
            Clause(
                f"c{number}",
                kind,
                draw(rubrics),
                tuple(draw(st.lists(blocks, max_size=4))),
                draw(st.integers(1, 30)),
                draw(st.sampled_from([1, 2])),
                draw(st.booleans()),
            )
        )
    return Draft("charter", draw(lines), tuple(body), draw(st.sampled_from(["", "gansu"])))


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(drafts())
def test_what_is_written_is_read_back_the_same(draft: Draft) -> None:
    expected = normal(draft)
    assert normal(expected) == expected
    data = write(draft, common_shell(), Meta())
    assert read(data) == expected
    assert write(expected, common_shell(), Meta()) == data


def test_identity_comes_back() -> None:
    data = write(Draft("charter", "章程", (), "gansu"), common_shell(), Meta("储能联盟", "2026-11-22-founding", "0.1.0", datetime.date(2026, 11, 22)))
    identity = read_identity(data)
    assert identity is not None
    assert (identity.document, identity.jurisdiction, identity.dossier, identity.filing, identity.version) == (
        "charter", "gansu", "储能联盟", "2026-11-22-founding", "0.1.0",
    )  # fmt: skip


@pytest.mark.parametrize("char", ["\x00", "\x0b", "\ufffe", "\ud800"])
def test_a_character_no_word_file_can_hold_is_refused_with_its_place(char: str) -> None:
    draft = Draft("charter", "章程", (Clause("a", "passage", blocks=(Paragraph((Text(f"甲公司{char}"),)),)),))
    with pytest.raises(UserError, match=f"甲公司.*U\\+{ord(char):04X}"):
        write(draft, common_shell(), Meta())
