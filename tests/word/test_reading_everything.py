"""Whatever the paragraphs: nothing falls, and no word that shows is lost."""

from __future__ import annotations

import io
import shutil
import subprocess
import time
from collections import Counter
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alliance_docs.drafting.draft import Chapter, Draft, clause_text
from alliance_docs.drafting.numbering import number
from alliance_docs.facts.numerals import han
from alliance_docs.word.package import open_package
from alliance_docs.word.reader import read, read_package
from alliance_docs.word.recognise import recognise, rubric_end
from alliance_docs.word.scheme import scheme_of
from alliance_docs.word.shell import common_shell
from alliance_docs.word.writer import Meta, write

OFFICE = shutil.which("soffice")
_NUMBERING = set("一二三四五六七八九十百千零〇两第章条节部分附件录表①②③") | set("0123456789０１２３４５６７８９")
_MARKS = set("（）()【】[]．.、：:_□☐☑☒√✓〔〕注")
"""What numbers, boxes and rubrics are made of: it may come back as structure."""


def shown(text: str) -> Counter[str]:
    return Counter(char for char in text if not char.isspace() and char not in _NUMBERING and char not in _MARKS)


def words(draft: Draft) -> str:
    return "".join(part.title if isinstance(part, Chapter) else clause_text(part) for part in draft.body)


heads = st.sampled_from([
    "", "", "第{n}条", "第{n}条　", "第 {n} 条 ", "第{n}章　", "第{n}节 ", "（{n}）", "({n})", "{n}、", "{n}.", "{n}.{n}", "{n}.{n}.{n} ", "附件{n}", "附件{n}：",
    "第{n}部分　", "【", "目录", "①", "　　", "\t", "甲方：", "鉴于", "第{n}条（目的）", "第{n}条【目的】",
])  # fmt: skip
numerals = st.sampled_from(["一", "二", "三", "十", "十二", "一百零五", "1", "2", "３", "12", "99", "十十", "零"])
bodies = st.one_of(
    st.sampled_from(["", "争议", "争议解决　双方协商。", "甲方出资，乙方出力；", "总则", "第五条规定的成员", "……12", "\t3", "3.5万元", "（盖章）", "以下无正文"]),
    st.text(st.characters(blacklist_categories=["Cc", "Cs", "Co", "Cn", "Cf"]), max_size=30),
)


@st.composite
def paragraphs(draw: st.DrawFn) -> list[tuple[str, str, bool, bool]]:
    made = []
    for _ in range(draw(st.integers(0, 12))):
        lines = [draw(heads).replace("{n}", draw(numerals)) + draw(bodies) for _ in range(draw(st.sampled_from([1, 1, 1, 2, 4])))]
        made.append(("\n".join(lines), draw(st.sampled_from(["Normal", "Normal", "Heading 1", "Heading 2", "Title", "List Number", "TOC"])), draw(st.booleans()), draw(st.booleans())))
    return made


def document(content: list[tuple[str, str, bool, bool]]) -> bytes:
    made: Any = docx.Document()
    for text, style, bold, centered in content:
        known = {one.name for one in made.styles}
        one = made.add_paragraph(style=style if style in known else "Normal")
        one.alignment = 1 if centered else None
        one.add_run(text).bold = bold
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(paragraphs())
def test_no_word_is_lost(content: list[tuple[str, str, bool, bool]]) -> None:
    draft = read(document(content))
    expected = shown("".join(text for text, _, _, _ in content))
    assert expected - shown(words(draft)) == Counter()
    assert len({clause.id for clause in draft.clauses}) == len(draft.clauses)
    assert write(number(draft), common_shell(), Meta())


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="第条章一二三0123456789.．、（）() 　\t\n：；。附件甲", max_size=40), st.booleans())
def test_any_line_is_told_without_a_fall(text: str, articles: bool) -> None:
    for top in ("", "articles", "sections", "decimals", "running"):
        found = recognise(text, articles=articles, after=2, top=top, section=1)
        assert 0 <= found.end <= len(text)
    rubric_end(text)
    scheme_of([(text, False)])


@pytest.mark.parametrize("unit", [" ", "第", "一", "1", "1.", "（", "　", "\t", "第 ", "附 ", ".", "…", "1 ", "【", "甲　"])
def test_a_long_line_costs_no_more_than_its_length(unit: str) -> None:
    started = time.perf_counter()
    for line in (unit * 20_000, "第" + unit * 20_000, "第三条" + unit * 20_000 + "。"):
        recognise(line, articles=True, after=2)
        recognise(line, articles=False, after=2, top="decimals", section=2)
        rubric_end(line)
        scheme_of([(line, False)])
    assert time.perf_counter() - started < 1.0


def charter(articles: int) -> bytes:
    lines = ["储能材料产业技术创新联盟章程"]
    for one in range(1, articles + 1):
        lines += [f"第{han((one + 11) // 12)}章　组织机构"] if one % 12 == 1 else []
        lines += [
            f"第{han(one)}条　理事会由成员单位推选的理事组成，会议须有三分之二以上理事出席方可召开，决议须经过半数通过。理事任期三年，可以连任。",
            "（一）审议联盟年度工作计划、经费预算和决算，决定重大事项；", "（二）因履行本章程发生争议的，由各方协商解决。",
        ]  # fmt: skip
    return document([(line, "Normal", False, False) for line in lines])


def test_reading_costs_in_step_with_length() -> None:
    def cost(data: bytes) -> float:
        def once() -> float:
            started = time.perf_counter()
            read_package(open_package(data), None, checking=True)  # what was read once is not read again
            return time.perf_counter() - started

        return min(once() for _ in range(3))

    short, long = charter(120), charter(960)
    cost(short)
    assert cost(long) < 16 * cost(short) + 0.05


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice not installed")
def test_what_libreoffice_saves_reads_the_same(tmp_path: Path) -> None:
    made: Any = docx.Document()
    made.add_heading("合作协议", 0)
    for line in ("第一条　出资", "甲方出资一百万元。", "第二条　争议解决", "3.1 双方协商；", "（一）协商期三十日；"):
        made.add_paragraph(line)
    for words_ in ("一项", "二项"):
        made.add_paragraph(words_, style="List Number")
    table = made.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "合并的格"
    table.cell(1, 1).text = "格"
    made.sections[0].header.paragraphs[0].text = "页眉文字"
    source = tmp_path / "in" / "a.docx"
    source.parent.mkdir()
    made.save(source)
    profile = (tmp_path / "profile").as_uri()
    command = [OFFICE or "", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    before, after = read(source.read_bytes()), read((tmp_path / "a.docx").read_bytes())
    assert words(after) == words(before)
    assert [(one.kind, one.number) for one in after.clauses] == [(one.kind, one.number) for one in before.clauses]
    assert "页眉文字" in words(after)
