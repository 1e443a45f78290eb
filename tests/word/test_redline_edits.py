"""Redlines of what happens to files: any edits of a whole document, notes, pictures, headers, another program, two hands."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from alliance_docs.drafting.draft import (
    Clause,
    Draft,
    Fact,
    Item,
    Opaque,
    Paragraph,
    Ref,
    Signature,
    Table,
    Text,
    plain,
)
from alliance_docs.drafting.numbering import number
from alliance_docs.word.ooxml import W
from alliance_docs.word.package import Package, open_package
from alliance_docs.word.redline import compare
from alliance_docs.word.redline_authors import Authors
from alliance_docs.word.redline_origins import edits_of
from alliance_docs.word.views import settle


def _load(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


shared = _load(Path(__file__).with_name("test_redline.py"))
article, made, marks, said, word, words = shared.article, shared.made, shared.marks, shared.said, shared.word, shared.words
Make = Callable[..., bytes]
BY = Authors("对照")
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def parts_of(data: bytes, **changed: Callable[[str], str]) -> bytes:
    """The file with parts changed: ``parts_of(data, document=lambda xml: …)``."""
    parts = dict(open_package(data).parts)
    for name, change in changed.items():
        path = f"docProps/{name}.xml" if name == "app" else f"word/{name}.xml"
        parts[path] = change(parts[path].decode()).encode()
    return Package(parts).to_bytes()


# --- any edits of a document that holds everything ---------------------------------------------------------------

EDITS = ("delete", "move", "reword", "fact", "rows", "item", "blocks")


def edited(draft: Draft, edits: list[tuple[str, int, int]]) -> Draft:
    body = list(draft.body)
    for kind, first, second in edits:
        here, there = first % len(body), second % len(body)
        part = body[here]
        if kind == "delete" and len(body) > 2:
            body.pop(here)
        elif kind == "move":
            body.insert(there, body.pop(here))
        elif isinstance(part, Clause):
            body[here] = replace(part, blocks=tuple(_blocks(part, kind, second)))
    return number(replace(draft, body=tuple(body)))


def _blocks(clause: Clause, kind: str, chosen: int) -> list[Any]:
    blocks = list(clause.blocks)
    if kind == "blocks" and len(blocks) > 1:
        blocks.pop(chosen % len(blocks))
    elif kind == "item":
        blocks.insert(chosen % len(blocks) + 1, Item(1, 0, (Text("另有约定的，从其约定；"),)))
    elif kind == "rows":
        blocks = [replace(one, rows=(*one.rows[: one.header], *reversed(one.rows[one.header :]))) if isinstance(one, Table) and not one.form else one for one in blocks]
    else:
        blocks = [replace(one, inlines=tuple(_inline(part, kind) for part in one.inlines)) if isinstance(one, (Paragraph, Item)) else one for one in blocks]
    return blocks


def _inline(inline: Any, kind: str) -> Any:
    if kind == "reword" and isinstance(inline, Text):
        return replace(inline, text=inline.text.replace("应当", "可以") + "但书面同意的除外")
    return replace(inline, text="新名称有限公司") if kind == "fact" and isinstance(inline, Fact) else inline


_CITED = re.compile(r"(?<=[按见照])(?:第[一二三四五六七八九十]+条[第款（）项一二三四五六七八九十]*|附件\d+)")


def plainly(data: bytes, view: Any = "accepted") -> list[Any]:
    """The words that are read, but for what Word computes: references, numbers of annexes."""

    def one(told: Any) -> Any:
        match told:
            case Signature(lines=lines):
                return [plain(line) for line in lines]
            case Opaque(xml=xml):
                return "".join(etree.fromstring(xml).itertext())
            case ("annex", _, rubric):
                return "annex", rubric
            case (level, counted, str(line)):
                return level, counted, _CITED.sub("〔引用〕", line)
            case str():
                return _CITED.sub("〔引用〕", told)
            case _:
                return told

    return [one(told) for told in said(data, view)]


edits = st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=5)


@settings(max_examples=8)
@given(chosen=edits)
def test_whatever_is_edited_accepting_gives_the_new_text_and_rejecting_the_old_one(sample: Draft, chosen: list[tuple[str, int, int]]) -> None:
    new = edited(sample, chosen)
    old_file, new_file = word(sample), word(new)
    for before, after in ((old_file, new_file), (new_file, old_file)):
        found = compare(before, after, authors=shared.AUTHORS, date=None)
        assert plainly(found.data) == plainly(after)
        assert plainly(found.data, "original") == plainly(before)


@settings(max_examples=12)
@given(st.lists(st.sampled_from(["一、总则", "（一）甲方负责研发。", "二、成员", "（一）乙方每年出资10万元，于三月底前缴付。", "（二）丙方提供场地和设备，供各方共同使用。", "第三条　争议由法院管辖。", "附件1"]), min_size=2, max_size=9), st.permutations(range(9)))
def test_two_strangers_with_lines_gone_new_and_moved(document: Make, lines: list[str], order: list[int]) -> None:
    def file(told: list[str]) -> bytes:
        return document("".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in told))

    old, new = file(lines), file([lines[place] for place in order if place < len(lines) and place != 4])
    found = compare(old, new, authors=BY, date=None)
    assert shared.text_lines(found.data) == shared.text_lines(new)
    assert shared.text_lines(found.data, "original") == shared.text_lines(old)


# --- what LibreOffice needs ----------------------------------------------------------------------------------------


def test_a_paragraph_before_a_new_one_does_not_end_with_an_insertion() -> None:
    """Or rejecting in LibreOffice joins it with what follows."""
    old = made(article("a", "甲方负责研发", "末款。"))
    new = made(article("a", "甲方负责研发和测试", "乙方于三月底前缴付经费。", "末款。"))
    found = compare(word(old), word(new), authors=BY, date=None)
    root = open_package(found.data).xml("word/document.xml")
    first = next(one for one in root.iter(f"{W}p") if "负责研" in "".join(node.text or "" for node in one.iter(f"{W}t")))
    assert [one.tag for one in first if one.tag in (f"{W}r", f"{W}ins", f"{W}del")][-1] == f"{W}del"
    shared.holds(found, old, new)


# --- notes, pictures, headers --------------------------------------------------------------------------------------

NOTES = '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="2"><w:p><w:r><w:t>{0}</w:t></w:r></w:p></w:footnote></w:footnotes>'
CALL = '<w:p><w:r><w:t>甲方的义务</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>如下。</w:t></w:r></w:p>'


def test_a_note_that_was_struck_comes_back(document: Make) -> None:
    noted, bare = document(CALL, footnotes=NOTES.format("见补充协议。")), document(CALL.replace('<w:r><w:footnoteReference w:id="2"/></w:r>', ""))
    other = document(CALL, footnotes=NOTES.format("见主协议第三条。"))
    for old, new in ((noted, bare), (noted, other), (bare, noted)):
        found = compare(old, new, authors=BY, date=None)
        assert found.changes
        assert shared.text_lines(found.data) == shared.text_lines(new)
        assert shared.text_lines(found.data, "original") == shared.text_lines(old)
    back = open_package(compare(noted, bare, authors=BY, date=None).data)
    assert next(back.xml("word/document.xml").iter(f"{W}del")).find(f".//{W}footnoteReference") is not None
    assert "见补充协议。" in "".join(back.xml("word/footnotes.xml").itertext())


def pictured(data: bytes, picture: bytes) -> bytes:
    """The file with a picture in a paragraph of its own behind its first."""
    parts = dict(open_package(data).parts)
    drawing = f'<w:p><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:imagedata xmlns:r="{OFFICE}" r:id="rIdPicture"/></v:shape></w:pict></w:r></w:p>'
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"</w:p>", f"</w:p>{drawing}".encode(), 1)
    links = parts["word/_rels/document.xml.rels"].decode()
    parts["word/_rels/document.xml.rels"] = links.replace("</Relationships>", f'<Relationship Id="rIdPicture" Type="{OFFICE}/image" Target="media/a.png"/></Relationships>').encode()
    parts["word/media/a.png"] = picture
    types = parts["[Content_Types].xml"].decode()
    parts["[Content_Types].xml"] = types.replace("<Override", '<Default Extension="png" ContentType="image/png"/><Override', 1).encode()
    return Package(parts).to_bytes()


def test_another_picture_in_the_same_place_is_a_change_though_the_text_around_it_is_the_same(sample: Draft) -> None:
    one, other = (pictured(word(sample), picture) for picture in (b"one", b"another"))
    found = compare(one, other, authors=BY, date=None)
    assert [passage.kind for passage in found.passages] == ["changed"]
    assert "".join(told.text for told in found.passages[0].before[0]) == "〔图〕"
    assert {b"one", b"another"} <= set(open_package(found.data).parts.values())


def margins_text(data: bytes, view: Any) -> str:
    root = open_package(data).xml("word/footer1.xml")
    settle(root, view)
    return "".join(one.text or "" for one in root.iter(f"{W}t"))


def test_footers_are_redlined_and_what_is_not_marked_is_told(sample: Draft) -> None:
    old = word(sample)
    new = parts_of(old, footer1=lambda xml: xml.replace("</w:p>", "<w:r><w:t>内部资料，共12份</w:t></w:r></w:p>", 1))
    newer = parts_of(new, footer1=lambda xml: xml.replace("共12份", "共14份"))
    for before, after in ((old, new), (new, newer), (newer, old)):
        found = compare(before, after, authors=BY, date=None)
        assert [one.key for one in found.passages] == ["footer"]
        assert margins_text(found.data, "accepted") == margins_text(after, "accepted")
        assert margins_text(found.data, "original") == margins_text(before, "accepted")
    wide = parts_of(old, document=lambda xml: xml.replace('w:left="', 'w:left="1', 1))
    found = compare(old, wide, authors=BY, date=None)
    assert (found.changes, found.untold) == (0, ("page",))


def test_a_file_that_another_program_saved_is_not_covered_with_marks_of_its_fonts(sample: Draft) -> None:
    old = word(sample)

    def elsewhere(xml: str) -> str:
        root = etree.fromstring(xml.encode())
        for look in root.iter(f"{W}rPr"):
            etree.SubElement(look, f"{W}kern", {f"{W}val": "2"})
        for paragraph in root.iter(f"{W}pPr"):
            if paragraph.find(f"{W}ind") is None:
                etree.SubElement(paragraph, f"{W}ind", {f"{W}hanging": "0"})
        return etree.tostring(root).decode()

    again = parts_of(old, document=elsewhere, app=lambda xml: xml.replace("alliance-docs", "LibreOffice/7.4"))
    assert compare(old, again, authors=BY, date=None).changes == 0
    bold = parts_of(again, document=lambda xml: xml.replace("<w:kern", "<w:b/><w:kern", 1))
    assert compare(old, bold, authors=BY, date=None).changes == 1


# --- two hands in one text -----------------------------------------------------------------------------------------


def test_a_lawyers_edits_and_a_change_of_members_in_one_clause_bear_their_own_names() -> None:
    def text(unit: str, duty: str, more: str = "") -> Draft:
        return made(article("a", ("牵头单位为", Fact(unit, "members[m01].name"), f"，{duty}每年报告一次。"), *([more] if more else [])), article("b", ("见", Ref("a"), "。")))

    base = text("甘肃甲公司", "应当")
    lawyer = text("甘肃甲公司", "可以", "报告应当采用书面形式。")
    united = text("甘肃乙集团公司", "可以", "报告应当采用书面形式。")
    origin = edits_of(word(base), word(lawyer), "张律师")
    found = compare(word(base), word(united), authors=replace(shared.AUTHORS, origin=origin), date=None)
    shared.holds(found, base, united)
    told = {text: shared.author_of(found, text) for text in ("甘肃乙集团公司", "可以", "书面形式")}
    assert told == {"甘肃乙集团公司": "成员", "可以": "张律师", "书面形式": "张律师"}


def test_the_line_above_an_annex_belongs_to_it() -> None:
    """Or an annex behind a part that was struck seems to be struck and put in again."""
    annex = Clause("list", "annex", (Text("名单"),), (Paragraph((Text("甲公司。"),)),))
    signing = Clause("sign", "passage", (), (Paragraph((Text("全体成员单位签字盖章如下，各持一份。"),)),))
    old, new = made(article("a", "甲。"), signing, annex), made(article("a", "甲。"), annex)
    found = compare(word(old), word(new), authors=BY, date=None)
    shared.holds(found, old, new)
    assert not any("附件" in text for text in (*marks(found, "ins"), *marks(found, "del")))


def test_a_strangers_heading_that_moved_leaves_the_lines_below_it_alone(document: Make) -> None:
    lines = ["一、背景", "（一）四方共同发起本联盟，围绕操作系统和数据库开展研发。", "二、形态", "（一）联盟是松散型合作组织，没有独立的法人资格。", "（二）各方员工与联盟之间不存在劳动关系。"]
    moved = [lines[0], lines[1], lines[3], lines[2], lines[4]]
    old, new = (document("".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in told)) for told in (lines, moved))
    found = compare(old, new, authors=BY, date=None)
    changed = [text for tag in ("ins", "del", "moveFrom", "moveTo") for text in marks(found, tag)]
    assert {lines[1], lines[4]}.isdisjoint(changed)
    assert len(changed) == 2
