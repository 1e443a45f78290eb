"""Two files as one with tracked changes: accepting gives the new text, rejecting the old one, and the marks are where a person would set them."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alliance_docs.drafting.draft import (
    Blank,
    Box,
    Cell,
    Chapter,
    Clause,
    Draft,
    Fact,
    Item,
    Paragraph,
    Ref,
    Row,
    Serial,
    Table,
    Text,
    clause_inlines,
    plain,
)
from alliance_docs.drafting.numbering import number
from alliance_docs.drafting.references import resolve
from alliance_docs.word.ooxml import W
from alliance_docs.word.package import open_package
from alliance_docs.word.reader import read
from alliance_docs.word.redline import Redline, compare, redline
from alliance_docs.word.redline_align import Unit, aligned, standing
from alliance_docs.word.redline_authors import Authors
from alliance_docs.word.seal import untouched
from alliance_docs.word.shell import common_shell
from alliance_docs.word.views import View
from alliance_docs.word.writer import Meta, write

CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "ooxml-validator/node_modules/@xarsh"
VALIDATOR = next(iter(sorted(CACHE.glob("ooxml-validator-*/ooxml-validator*"))), None) if CACHE.is_dir() else None
DAY = dt.date(2027, 3, 1)
AUTHORS = Authors("条文", members="成员", facts="事实", numbers="条号", clauses={"own": "自有"}, hands={"edited": "王律师"})
Make = Callable[..., bytes]


def word(draft: Draft) -> bytes:
    return write(draft, common_shell(), Meta(date=DAY))


def both(old: Draft, new: Draft) -> Redline:
    return compare(word(old), word(new), authors=AUTHORS, date=DAY)


def made(*body: Chapter | Clause) -> Draft:
    return resolve({"charter": number(Draft("charter", "章程", body, "gansu"))})["charter"]


def article(name: str, *lines: object, rubric: str = "") -> Clause:
    blocks = tuple(line if isinstance(line, (Paragraph, Item, Table)) else Paragraph(words(line)) for line in lines)
    return Clause(name, "article", (Text(rubric),) if rubric else (), blocks)


def words(*parts: Any) -> tuple[Any, ...]:
    flat = parts[0] if len(parts) == 1 and isinstance(parts[0], tuple) else parts
    return tuple(Text(part) if isinstance(part, str) else part for part in flat)


def member(name: str, text: str, seat: str = "成员单位") -> Row:
    return Row((Cell(serial=Serial(0)), Cell((words(Fact(text, f"members[{name}].name")),)), Cell((words(seat),))), f"members[{name}]")


def roster(*rows: Row) -> Table:
    head = Row((Cell((words("序号"),)), Cell((words("单位名称"),)), Cell((words("角色"),))))
    numbered = tuple(replace(row, cells=(Cell(serial=Serial(place)), *row.cells[1:])) for place, row in enumerate(rows, start=1))
    return Table((6, 30, 20), (head, *numbered))


def said(data: bytes, view: View = "accepted") -> list[Any]:
    """What a reader reads: numbers and words, but for the numbers that references show, which Word computes."""

    def line(inlines: tuple[Any, ...]) -> str:
        return plain(tuple(Text("〔引用〕") if isinstance(one, Ref) and not one.document else one for one in inlines))

    out: list[Any] = []
    for part in read(data, view).body:
        if isinstance(part, Chapter):
            out.append((part.number, part.title))
            continue
        if part.kind != "passage":  # where a passage begins is no text
            out.append((part.kind, part.number, line(part.rubric)))
        for block in part.blocks:
            match block:
                case Paragraph():
                    out.append(line(block.inlines))
                case Item():
                    out.append((block.level, block.number, line(block.inlines)))
                case Table():
                    out += [[cell.serial.number if cell.serial else [line(one) for one in cell.paragraphs] for cell in row.cells] for row in block.rows]
                case _:
                    out.append(block)
    return out


def holds(found: Redline, old: Draft, new: Draft) -> None:
    assert read(found.data) == read(word(new))
    assert said(found.data, "original") == said(word(old))


def marks(found: Redline, tag: str) -> list[str]:
    root = open_package(found.data).xml("word/document.xml")
    texts = (f"{W}t", f"{W}delText")
    return [text for node in root.iter(f"{W}{tag}") if (text := "".join(one.text or "" for one in node.iter(*texts)))]


def author_of(found: Redline, text: str) -> str:
    root = open_package(found.data).xml("word/document.xml")
    for node in root.iter(f"{W}ins", f"{W}del"):
        if text in "".join(one.text or "" for one in node.iter(f"{W}t", f"{W}delText")):
            return str(node.get(f"{W}author"))
    return ""


NAMES = [member("m01", "甘肃甲公司", "理事长"), member("m02", "兰州乙大学"), member("m03", "酒泉丙公司"), member("m04", "白银丁研究院")]


def test_a_member_out_one_in_one_renamed_are_one_row_each() -> None:
    old = made(article("list", "名单如下：", roster(*NAMES)))
    new = made(article("list", "名单如下：", roster(NAMES[0], member("m03", "酒泉丙集团公司"), NAMES[3], member("m05", "天水戊公司"))))
    found = both(old, new)
    holds(found, old, new)
    root = open_package(found.data).xml("word/document.xml")
    rows = {tag: ["".join(one.text or "" for one in row.iter(f"{W}t", f"{W}delText")) for row in root.iter(f"{W}tr") if row.find(f"{W}trPr/{W}{tag}") is not None] for tag in ("ins", "del")}
    assert rows == {"ins": ["天水戊公司成员单位"], "del": ["兰州乙大学成员单位"]}
    inside = [row for row in root.iter(f"{W}tr") if row.find(f"{W}trPr/{W}ins") is None and row.find(f"{W}trPr/{W}del") is None and next(row.iter(f"{W}ins", f"{W}del"), None) is not None]
    assert len(inside) == 1
    # whoever strikes a row strikes every paragraph's end in it too, or LibreOffice loses the row
    (gone,) = [row for row in root.iter(f"{W}tr") if row.find(f"{W}trPr/{W}del") is not None]
    assert all(one.find(f"{W}pPr/{W}rPr/{W}del") is not None for one in gone.iter(f"{W}p"))
    assert [(one.kind, one.key) for one in found.passages] == [("changed", f"members[{name}]") for name in ("m02", "m03", "m05")]
    assert author_of(found, "丙集团") == author_of(found, "戊公司") == author_of(found, "乙大学") == "成员"


def test_names_and_numbers_are_changed_whole_and_sentences_word_by_word() -> None:
    old = made(article("a", ("共", Fact("12", "counts.members"), "家，牵头单位为", Fact("甘肃甲公司", "members[m01].name"), "，每年召开一次会议。")))
    new = made(article("a", ("共", Fact("14", "counts.members"), "家，牵头单位为", Fact("甘肃丙公司", "members[m03].name"), "，每年至少召开一次会议。")))
    found = both(old, new)
    holds(found, old, new)
    assert marks(found, "del") == ["12", "甘肃甲公司"]
    assert marks(found, "ins") == ["14", "甘肃丙公司", "至少"]
    assert [author_of(found, text) for text in ("14", "丙", "至少")] == ["成员", "成员", "条文"]


def test_who_changed_it_is_told_by_where_it_comes_from() -> None:
    old = made(*(article(name, ("甲方。", Fact("兰州", "secretariat.city"))) for name in ("own", "edited", "other")))
    new = made(*(article(name, ("乙方。", Fact("酒泉", "secretariat.city"))) for name in ("own", "edited", "other")))
    root = open_package(both(old, new).data).xml("word/document.xml")
    assert [node.get(f"{W}author") for node in root.iter(f"{W}ins")] == ["自有", "事实", "王律师", "王律师", "条文", "事实"]


def test_articles_that_are_gone_new_moved_and_renumbered() -> None:
    five = [article(f"a{n}", f"第{n}件事情由成员单位自行决定，另有约定的除外。", rubric=f"事项{n}") for n in range(1, 6)]
    citing = article("cites", ("见", Ref("a5"), "。"))
    old = made(Chapter("总则"), *five, citing)
    new = made(Chapter("总则"), five[0], five[3], five[2], article("new", "新的规定。", Item(1, 0, words("甲；")), Item(1, 0, words("乙。"))), five[4], citing)
    found = both(old, new)
    holds(found, old, new)
    kinds = [(one.kind, one.old, one.new) for one in found.passages]
    assert ("removed", "a2", "") in kinds
    assert ("added", "", "new") in kinds
    assert {kind for kind in kinds if kind[0] == "moved"} == {("moved", "a4", "a4")} or {kind for kind in kinds if kind[0] == "moved"} == {("moved", "a3", "a3")}
    assert not [one for one in found.passages if one.kind == "changed"]
    assert marks(found, "moveTo") == marks(found, "moveFrom") != []
    # the reference to 第五条, which keeps its words, is not marked
    assert not any("第" in text for text in marks(found, "ins") if "条" in text)


def test_a_rewritten_article_keeps_its_number_and_its_rubric() -> None:
    old = made(article("a", "成员单位应当遵守法律。", "第二款。", rubric="守法"), article("b", "其他。"))
    new = made(article("a", "重大事项由全体书面同意后实施，并报主管部门。", "第二款。", "第三款说明期限。", rubric="守法"), article("b", "其他。"))
    found = both(old, new)
    holds(found, old, new)
    assert not any("守法" in text for text in marks(found, "ins"))
    assert read(found.data, "original").clause("a") is not None


def test_the_last_paragraph_of_a_cell_and_of_the_text_can_go_and_come() -> None:
    def form(*lines: str) -> Draft:
        table = Table((10, 30), (Row((Cell((words("意见"),), label=True), Cell(tuple(words(line) for line in lines)))),), header=0, form=True)
        return made(article("a", "表：", table), article("z", *lines))

    pairs = [(("甲。", "乙是第二行。"), ("甲。",)), (("甲。",), ("甲。", "乙是第二行。", "丙是第三行。")), (("甲。", "乙一二三四。"), ("甲。", "全然不同的话语", "又一行文字"))]
    for before, after in pairs:
        holds(both(form(*before), form(*after)), form(*before), form(*after))


def test_fields_boxes_blanks_and_pictures_are_units(sample: Draft) -> None:
    def turned(draft: Draft) -> Draft:
        return replace(draft, body=tuple(_turned(part) if isinstance(part, Clause) else part for part in draft.body))

    def _turned(clause: Clause) -> Clause:
        blocks = []
        for block in clause.blocks:
            if isinstance(block, Paragraph):
                block = replace(block, inlines=tuple(replace(one, checked=not one.checked) if isinstance(one, Box) else Fact("0931", one.path) if isinstance(one, Blank) else one for one in block.inlines))
            blocks.append(block)
        return replace(clause, blocks=tuple(blocks))

    new = turned(sample)
    found = both(sample, new)
    holds(found, sample, new)
    assert "【待填：联系电话】" in marks(found, "del")
    assert both(sample, sample).changes == 0


def test_the_same_files_give_the_same_bytes_and_the_copy_is_known_as_ours(sample: Draft) -> None:
    new = replace(sample, body=sample.body[:-2])
    one = redline(word(sample), word(new), authors=AUTHORS, date=DAY)
    assert one == redline(word(sample), word(new), authors=AUTHORS, date=DAY)
    assert untouched(one, "changes")


def test_changes_that_were_there_are_taken_as_accepted() -> None:
    first, second, third = (made(article("a", f"第{n}稿的文字，其余相同。")) for n in (1, 2, 3))
    found = compare(both(first, second).data, word(third), authors=AUTHORS, date=DAY)
    assert found.tracked == (True, False)
    holds(found, second, third)
    assert marks(found, "del") == ["2"]


def test_two_strangers_are_compared_by_their_words(document: Make) -> None:
    def body(*lines: str) -> bytes:
        return document("".join(f'<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{line}</w:t></w:r></w:p>' for line in lines))

    old = body("合作协议", "第一条　名称为甲联盟。", "第二条　各方每年出资10万元，于三月底前缴付。", "第三条　争议由法院管辖。")
    new = body("合作协议", "第一条　名称为甲联盟。", "第二条　成员单位有权查阅账目，任何一方不得拒绝。", "第三条　各方每年出资20万元，于三月底前缴付。", "第四条　争议由法院管辖。")
    found = compare(old, new, authors=Authors("对照"), date=None)
    assert not found.by_identity
    assert read(found.data) == read(new)
    assert said(found.data, "original") == said(old)
    assert "20" in marks(found, "ins")
    assert any("查阅账目" in text for text in marks(found, "ins"))
    assert "10" in marks(found, "del")


def test_a_list_that_is_gone_brings_its_numbers_along() -> None:
    two = [Item(1, 0, words(text)) for text in ("甲事项；", "乙事项。")]
    old = made(article("a", "前列事项：", *two, "再列下列事项，逐项说明如下：", *two, "末款。"), article("b", "其他。"))
    new = made(article("a", "前列事项：", *two, "末款。"), article("b", "其他。"))
    holds(both(old, new), old, new)
    holds(both(new, old), new, old)


@pytest.mark.skipif(VALIDATOR is None, reason="Open XML validator not installed")
def test_the_validator_finds_no_error(sample: Draft, tmp_path: Path) -> None:
    clauses = list(sample.body)
    cases = {"删": (sample, number(replace(sample, body=tuple(clauses[::2])))), "增": (number(replace(sample, body=tuple(clauses[::2]))), sample), "移": (sample, number(replace(sample, body=(*clauses[5:], *clauses[:5]))))}
    for name, (old, new) in cases.items():
        path = tmp_path / f"{name}.docx"
        path.write_bytes(both(old, new).data)
        assert VALIDATOR is not None
        done = subprocess.run([VALIDATOR, path], capture_output=True, text=True, check=False)
        assert '"ok": true' in done.stdout, (name, done.stdout[:2000])


# --- any two texts -----------------------------------------------------------------------------------------------

LETTERS = "成员单位应当于12月31日前缴付。，AB x、（\u3000"
lines = st.one_of(st.sampled_from(["本联盟由成员单位组成。", "成员单位应当按期缴付经费，共20万元。", "争议由仲裁解决。", "牵头单位负责。"]), st.text(LETTERS, max_size=12))
inlines = st.one_of(
    lines.map(lambda text: words(text)),
    st.tuples(lines, st.sampled_from(["甘肃甲公司", "兰州乙大学", "12"]), lines).map(lambda three: words(three[0], Fact(three[1], "members[m01].name"), three[2])),
    lines.map(lambda text: (Text("要", True), Text(text), Blank("日期", "dates.founding"), Box(True))),
)
cells = st.lists(inlines, min_size=1, max_size=2).map(lambda some: Cell(tuple(some)))
rows = st.tuples(st.sampled_from(["", "members[m01]", "members[m02]", "members[m03]"]), cells, cells).map(lambda three: Row(three[1:], three[0]))
tables = st.lists(rows, min_size=1, max_size=4, unique_by=lambda row: row.key or id(row)).map(lambda some: Table((20, 30), tuple(some), 0))
blocks = st.one_of(inlines.map(Paragraph), inlines.map(lambda one: Item(1, 0, one)), tables)
clause_ids = st.lists(st.sampled_from("abcdef"), unique=True, min_size=1, max_size=5)


KINDS: dict[str, Any] = {"a": "article", "b": "article", "c": "passage", "d": "section", "e": "annex", "f": "article"}


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    body: list[Chapter | Clause] = []
    for name in draw(clause_ids):
        if draw(st.integers(0, 4)) == 0:
            body.append(Chapter(draw(st.sampled_from(["总则", "成员", "附则"]))))
        kind = KINDS[name]
        inside = draw(st.lists(blocks, min_size=1, max_size=4))
        rubric = () if kind == "passage" else words(draw(st.sampled_from(["条标", "另一条标"])))
        body.append(Clause(name, kind, rubric, tuple(inside)))
    return number(Draft("charter", "章程", tuple(body), "gansu"))


@settings(max_examples=60)
@given(drafts(), drafts())
def test_accepting_gives_the_new_text_and_rejecting_the_old_one(old: Draft, new: Draft) -> None:
    holds(both(old, new), old, new)


@settings(max_examples=80)
@given(st.lists(st.text("甲乙丙丁", max_size=4), max_size=8), st.lists(st.text("甲乙丙丁", max_size=4), max_size=8))
def test_laying_side_by_side_loses_nothing_and_keeps_the_order(old: list[str], new: list[str]) -> None:
    pairs = aligned([Unit("p", "", text) for text in old], [Unit("p", "", text) for text in new])
    assert [i for i, _ in pairs if i is not None] == list(range(len(old)))
    assert [j for _, j in pairs if j is not None] == list(range(len(new)))


@settings(max_examples=60)
@given(st.permutations(range(7)), st.lists(st.integers(1, 9), min_size=7, max_size=7))
def test_what_stands_is_the_heaviest_row_in_order(order: list[int], weights: list[int]) -> None:
    import itertools

    pairs = list(enumerate(order))
    kept = sorted(standing(pairs, weights))
    assert [order[i] for i in kept] == sorted(order[i] for i in kept)
    best = max(sum(weights[i] for i in some) for size in range(8) for some in itertools.combinations(range(7), size) if [order[i] for i in some] == sorted(order[i] for i in some))
    assert sum(weights[i] for i in kept) == best


ODD = (
    "<w:r><w:t>半</w:t><w:tab/><w:t> 数 </w:t><w:br/><w:t xml:space=\"preserve\"> 以 </w:t></w:r>",
    '<w:r><w:rPr><w:b/></w:rPr><w:t>粗体字</w:t></w:r><w:proofErr w:type="gramStart"/><w:r><w:rPr><w:b/></w:rPr><w:t>相连</w:t></w:r>',
    '<w:ins w:id="802" w:author="张"><w:r><w:t>新</w:t></w:r></w:ins><w:del w:id="801" w:author="张"><w:r><w:delText>旧</w:delText></w:r></w:del>',
    '<w:hyperlink w:anchor="x"><w:r><w:t>链接</w:t></w:r></w:hyperlink>',
    '<w:fldSimple w:instr="DATE"><w:r><w:t>2026</w:t></w:r></w:fldSimple>',
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>戊</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>不完</w:t></w:r>',
    '<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>',
    '<w:bookmarkStart w:id="5" w:name="y"/><w:r><w:t>签</w:t></w:r><w:bookmarkEnd w:id="5"/><w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>',
    "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
)  # fmt: skip
odd_runs = st.one_of(st.sampled_from(ODD), st.text("半数以上第三条(（ 同意", max_size=6).map(lambda text: f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'))
odd_paragraphs = st.lists(odd_runs, max_size=4).map(lambda runs: f"<w:p>{''.join(runs)}</w:p>")
odd_rows = st.lists(odd_paragraphs, min_size=1, max_size=3).map(lambda inside: f"<w:tr>{''.join(f'<w:tc>{one}</w:tc>' for one in inside)}</w:tr>")
odd_blocks = st.one_of(odd_paragraphs, odd_paragraphs, st.lists(odd_rows, min_size=1, max_size=3).map(lambda inside: f"<w:tbl>{''.join(inside)}</w:tbl><w:p/>"))
odd_bodies = st.lists(odd_blocks, min_size=1, max_size=5).map("".join)


def text_lines(data: bytes, view: View = "accepted") -> list[str]:
    """The words of a stranger's file, paragraph by paragraph; empty ones say nothing."""
    from alliance_docs.word.reader import read_for_check

    parts = read_for_check(data, view).draft.body
    found = [part.title if isinstance(part, Chapter) else one for part in parts for one in ([""] if isinstance(part, Chapter) else map(plain, clause_inlines(part)))]
    return [line for line in found if line]


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(odd_bodies, odd_bodies)
def test_strangers_with_whatever_word_can_hold(document: Make, old: str, new: str) -> None:
    before, after = document(old), document(new)
    found = compare(before, after, authors=Authors("对照"), date=None)
    assert text_lines(found.data) == text_lines(after)
    assert text_lines(found.data, "original") == text_lines(before)
